//! A file of settings: TOML, with the place of everything that is wrong with it.

use std::fs;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::setting::{Kind, Section, kind};
use super::sources::{Given, Origin};
use crate::failure::{Usage, reason};
use crate::place::{Lines, whole};

/// Reads the settings of a file.
///
/// # Errors
/// If it cannot be read, is no TOML, or sets what cannot be set; the first that stands in it.
pub(super) fn read(path: &Path) -> Result<Vec<Given>, Usage> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| Usage::setting(format!("{name}: {}", reason(&error)), None))?;
    let lines = Lines::new(&text);
    let bad = |(span, message): (Range<usize>, String)| {
        Usage::setting(message, Some(whole(&name).at(&lines, span.start, span.end)))
    };
    let table = DeTable::parse(&text).map_err(|error| {
        // The parser's own words may run over several lines.
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        bad((error.span().unwrap_or_default(), message))
    })?;
    let origin = |span: &Range<usize>| Origin::File(whole(&name).at(&lines, span.start, span.end).name());
    settings(table.get_ref(), origin).map_err(bad)
}

type Wrong = (Range<usize>, String);

fn settings(file: &DeTable<'_>, origin: impl Fn(&Range<usize>) -> Origin) -> Result<Vec<Given>, Wrong> {
    let mut found = Vec::new();
    for (name, table) in sorted(file) {
        let section = Section::named(name.get_ref()).map_err(|message| (name.span(), message))?;
        let Some(table) = table.get_ref().as_table() else {
            return Err((
                table.span(),
                format!("expected a table [{}], found {}", section.name, found(table.get_ref())),
            ));
        };
        for (key, value) in sorted(table) {
            let option = section.option(key.get_ref()).map_err(|message| (key.span(), message))?;
            let words = words(value.get_ref(), kind(option))
                .and_then(|words| section.check(option, &words).map(|()| words))
                .map_err(|message| (value.span(), format!("{}.{}: {message}", section.name, key.get_ref())))?;
            found.push(Given {
                section: section.name,
                key: key.get_ref().to_string(),
                words,
                origin: origin(&key.span()),
            });
        }
    }
    Ok(found)
}

type Entry<'a, 'i> = (&'a Spanned<std::borrow::Cow<'i, str>>, &'a Spanned<DeValue<'i>>);

/// The entries as they stand in the file, so that the first slip is the one that is told.
fn sorted<'a, 'i>(table: &'a DeTable<'i>) -> Vec<Entry<'a, 'i>> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The value in the words of the command line.
fn words(value: &DeValue<'_>, kind: Kind) -> Result<Vec<String>, String> {
    let expected = match (kind, value) {
        (Kind::Flag, DeValue::Boolean(flag)) => return Ok(vec![flag.to_string()]),
        (Kind::Number, DeValue::Integer(number)) if number.radix() == 10 => {
            return Ok(vec![number.as_str().to_owned()]);
        }
        (Kind::Text, DeValue::String(text)) => return Ok(vec![text.to_string()]),
        // A day may stand without quotation marks.
        (Kind::Text, DeValue::Datetime(day)) => return Ok(vec![day.to_string()]),
        (Kind::List, DeValue::Array(items)) if items.iter().all(|item| item.get_ref().is_str()) => {
            return Ok(items.iter().filter_map(|item| item.get_ref().as_str()).map(str::to_owned).collect());
        }
        (Kind::Flag, _) => "true or false",
        (Kind::Number, _) => "a whole number",
        (Kind::Text, _) => "a string",
        (Kind::List, _) => "a list of strings",
    };
    Err(format!("expected {expected}, found {}", found(value)))
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
