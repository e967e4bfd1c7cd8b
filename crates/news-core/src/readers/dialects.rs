//! JSON of news houses and standards: ninjs 1 to 3, AP, Arc, Guardian, New York Times, Apple News, JSON-LD, forms.
//!
//! A dialect is the rows of `data/json_dialects.tsv` that have its name: by what members it is known (`sign`), where its items
//! stand (`item`), and the paths of each field, best first. Bodies may be HTML, NITF, plain text or a list of elements; which
//! of the first three, the text itself shows. A new dialect is rows of the table and one row of `FORMATS`.
//!
//! Known failures: of several renditions of a picture one address is kept; events and planned coverage of ninjs 3 have no
//! home beside `item_class`.

mod body;
mod container;
mod fields;
mod path;

use std::borrow::Cow;

use self::fields::Filler;
use self::path::{Scope, last_key};
use super::Item;
use crate::article::Lang;
use crate::carried::Carried;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::generated::{JSON_DIALECTS, JsonDialect};
use crate::json::{self, Fault, FaultKind, Json};
use crate::source::Source;
use crate::span::{SourceSpan, Span};

/// The rows of a dialect.
fn rows(dialect: &str) -> &'static [JsonDialect] {
    let start = JSON_DIALECTS.partition_point(|row| row.dialect < dialect);
    let end = JSON_DIALECTS.partition_point(|row| row.dialect <= dialect);
    JSON_DIALECTS.get(start..end).unwrap_or_default()
}

/// The paths of a field, best first.
fn paths(dialect: &str, field: &str) -> impl Iterator<Item = &'static str> {
    rows(dialect).iter().filter(move |row| row.field == field).map(|row| row.path)
}

/// Whether a text is JSON of a dialect, or broken JSON that has its members: reading it says where it breaks.
pub(super) fn sniff(text: &str, dialect: &str) -> bool {
    let mentions = |path: &str| {
        let key = last_key(path);
        let (key, end) = key.strip_suffix('*').map_or((key, "\""), |start| (start, ""));
        memchr::memmem::find(text.as_bytes(), format!("\"{key}{end}").as_bytes()).is_some()
    };
    text.starts_with(['{', '['])
        && paths(dialect, "sign").all(|sign| sign.split(',').any(mentions))
        && json::document(text, whole(text)).map_or(true, |root| !items(&root, dialect).is_empty())
}

/// The items of a document: what stands at the paths of the table, else the document itself.
fn items<'j>(root: &'j Json<'j>, dialect: &str) -> Vec<&'j Json<'j>> {
    let scope = Scope::default();
    let signed = |item: &&'j Json<'j>| {
        let has = |path: &str| !scope.values(item, path).is_empty();
        paths(dialect, "sign").all(|sign| sign.split(',').any(has))
    };
    let held = paths(dialect, "item").map(|path| scope.values(root, path)).find(|values| !values.is_empty());
    held.unwrap_or_else(|| root.items().iter().collect()).into_iter().filter(signed).collect()
}

pub(super) fn read(source: &Source<'_>, dialect: &'static str) -> Result<Vec<Item>, Error> {
    let text = &source.text;
    let root = json::document(text, whole(text)).map_err(|fault| error(fault, text))?;
    let scope = Scope::of(&root);
    let found = items(&root, dialect);
    let mut items = Vec::new();
    let feed = container::of(&root, dialect, &Draft::pieced(source, dialect).article.source, found.len());
    for (n, item) in found.iter().enumerate() {
        let mut draft = Draft::pieced(source, dialect);
        draft.article.lang = feed.iter().find_map(|feed| Some(Lang { tag: feed.lang.clone()?, confidence: None }));
        if let Some(place) = extent(item).filter(|_| found.len() > 1) {
            draft.set_record(n + 1, Span::new(place.start as usize, place.end as usize));
        }
        fields::fill(Filler { draft: &mut draft, source: text, scope: &scope, item, dialect, carry: json::carry });
        items.push(Item::Draft(Box::new(draft)));
    }
    if items.is_empty() {
        let message = format!("found no item with the members of {dialect}");
        return Err(Error::new(ErrorKind::NoArticle, message));
    }
    items.splice(..0, feed.map(|feed| Item::Container(Box::new(feed))));
    Ok(items)
}

/// Reads a text that holds a form, as JSON or as lines of `Headline: …` with the story below; `false` if it holds none.
pub(super) fn read_form(text: &str, draft: &mut Draft) -> bool {
    let json = text.trim_start().starts_with('{').then(|| json::document(text, whole(text)).ok()).flatten();
    let (item, carry): (_, fn(&str, SourceSpan) -> Carried) = match &json {
        Some(root) => (items(root, FORM).first().map(|item| (*item).clone()), json::carry),
        None => (form_lines(text), |source, src| Carried::verbatim(src.of(source), src)),
    };
    let Some(item) = item else { return false };
    fields::fill(Filler { draft, source: text, scope: &Scope::default(), item: &item, dialect: FORM, carry });
    true
}

const FORM: &str = "form";
/// The most lines above the last field of a form.
const FORM_LINES: usize = 40;

/// The fields that stand on lines of their own, and what follows them as the body.
fn form_lines(text: &str) -> Option<Json<'_>> {
    let mut members: Vec<(Cow<'_, str>, Json<'_>)> = Vec::new();
    let (mut at, mut rest) = (0, 0);
    for line in text.split_inclusive('\n').take(FORM_LINES) {
        let start = at;
        at += line.len();
        let Some((label, value)) = line.split_once(':') else { continue };
        let row = rows(FORM).iter().find(|row| row.field != "sign" && row.path.eq_ignore_ascii_case(label.trim()));
        if let Some(row) = row {
            let place = SourceSpan::new(start + label.len() + 1, at);
            members.push((row.path.into(), Json::Text(value.into(), place)));
            rest = at;
        }
    }
    let has = |field: &str| members.iter().any(|(key, _)| paths(FORM, field).any(|path| path == key));
    if !has("headline") {
        return None;
    }
    if !has("body") {
        let body = text.get(rest..).unwrap_or_default();
        let path = paths(FORM, "body").next().unwrap_or_default();
        members.push((path.into(), Json::Text(body.into(), SourceSpan::new(rest, text.len()))));
    }
    Some(Json::Object(members))
}

fn whole(text: &str) -> SourceSpan {
    SourceSpan::new(0, text.len())
}

fn error(fault: Fault, text: &str) -> Error {
    let before = text.get(..fault.at as usize).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let error = match fault.kind {
        FaultKind::Deep => {
            let message = format!("JSON nests deeper than {} on line {line}", json::DEEPEST);
            Error::new(ErrorKind::TooComplex, message).beyond("json_depth", json::DEEPEST as u64, None)
        }
        FaultKind::Expected(what) => {
            Error::new(ErrorKind::BadJson, format!("JSON is broken on line {line}: expected {what}"))
        }
    };
    error.at(text, fault.at as usize)
}

/// From the first string of a value to its last.
fn extent(value: &Json<'_>) -> Option<SourceSpan> {
    let join = |a: Option<SourceSpan>, b: Option<SourceSpan>| match (a, b) {
        (Some(a), Some(b)) => Some(SourceSpan { start: a.start.min(b.start), end: a.end.max(b.end) }),
        (a, b) => a.or(b),
    };
    match value {
        Json::Object(members) => members.iter().map(|(_, value)| extent(value)).fold(None, join),
        Json::Array(items) => items.iter().map(extent).fold(None, join),
        Json::Text(_, src) | Json::Bare(_, src) => Some(*src),
    }
}
