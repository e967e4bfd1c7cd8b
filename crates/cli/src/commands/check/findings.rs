//! Findings of one input, with their places.

use news_core::article::{Level, Note};
use news_core::{Article, Code, Options, review};
use serde_json::Value;

use super::span_law;
use crate::codes;
use crate::failure::Failure;
use crate::inputs::Input;
use crate::place::{Lines, Place, whole};
use crate::reading::{self, decoded};
use crate::records::{self, Record};

/// One thing found.
pub(super) struct Finding {
    pub(super) code: &'static Code,
    pub(super) level: Level,
    pub(super) message: String,
    pub(super) place: Place,
}

/// All that is to say about one input.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) findings: Vec<Finding>,
    pub(super) failures: Vec<Failure>,
}

/// Checks one input.
pub(super) fn check(input: &Input, options: &Options) -> Checked {
    let name = input.name();
    let bytes = match input.bytes(options.max_size) {
        Ok(bytes) => bytes,
        Err(failure) => return Checked { failures: vec![failure], ..Checked::default() },
    };
    let mut checked = Checked::default();
    if records::is_record(&bytes, options) {
        let single = || vec![Record { json: String::from_utf8_lossy(&bytes), line: 1 }];
        let records = records::split(&bytes, options);
        let several = records.is_some();
        for record in records.unwrap_or_else(single) {
            check_record(&record, several, options, &name, &mut checked);
        }
        return checked;
    }
    let outcomes = reading::read_items(&bytes, options, &name);
    // All stories of an input share its encoding.
    let charset = outcomes.iter().flatten().next().map(|article| article.source.charset.clone()).unwrap_or_default();
    let source = decoded(&bytes, &charset);
    let lines = Lines::new(&source);
    for outcome in outcomes {
        match outcome {
            Ok(article) => {
                checked.findings.extend(notes(&article).iter().map(|note| in_source(note, &article, &lines, &name)));
            }
            Err(failure) => checked.failures.push(failure),
        }
    }
    checked
}

/// What the record says about itself, and what it leaves open.
fn notes(article: &Article) -> Vec<Note> {
    article.notes.iter().cloned().chain(review(article)).collect()
}

/// A note with its place in the input.
fn in_source(note: &Note, article: &Article, lines: &Lines<'_>, name: &str) -> Finding {
    let place = whole(name);
    let at = note.span.and_then(|span| article.map.source_of(span));
    let place = match at {
        Some(at) => place.at(lines, at.start as usize, at.end as usize),
        None => place,
    };
    finding(note, place)
}

fn finding(note: &Note, place: Place) -> Finding {
    // A record may carry notes of a later version; they are shown under the code for broken records.
    let code = codes::find(&note.code).unwrap_or_else(|| codes::row("E0007"));
    Finding { code, level: note.level, message: note.message.clone(), place }
}

/// Checks one of our own records: the span law, and the notes that it carries.
fn check_record(record: &Record<'_>, several: bool, options: &Options, name: &str, checked: &mut Checked) {
    let line = several.then_some(record.line);
    let place = Place { record_line: line, ..whole(name) };
    let law = codes::row("N0501");
    let value: Value = serde_json::from_str(&record.json).unwrap_or_default();
    let broken = span_law::check(&value);
    let is_broken = !broken.is_empty();
    checked.findings.extend(broken.into_iter().map(|(pointer, message)| Finding {
        code: law,
        level: Level::Error,
        message,
        place: Place { pointer: Some(pointer), ..place.clone() },
    }));
    let in_text = |note: &Note, lines: &Lines<'_>| {
        let place = place.clone();
        match note.span {
            Some(span) => Place { pointer: Some("/text".to_owned()), ..place }.at(lines, span.start(), span.end()),
            None => place,
        }
    };
    for outcome in reading::read_items(record.json.as_bytes(), &reading::utf8(options, "article"), name) {
        match outcome {
            Ok(article) => {
                let lines = Lines::new(&article.text);
                checked.findings.extend(notes(&article).iter().map(|note| finding(note, in_text(note, &lines))));
            }
            // A span outside the text has been found already.
            Err(_) if is_broken => {}
            Err(failure) => checked.failures.push(Failure { line, ..failure }),
        }
    }
}
