//! Days and bylines that no carrier marks: short lines of the page that read like one.

use super::super::classes::Classes;
use super::carriers::{MOST, NODES, content, folded, letters, shown, within_other};
use super::names::{self, Sign};
use super::{Candidate, Evidence, Field};
use crate::grammar::moment;
use crate::grammar::page::fields;
use crate::html::{Document, NodeId, NodeKind, Tag};
use crate::span::SourceSpan;

/// Longest run of text that is looked at for a day that no carrier marks.
const SHORT: usize = 90;

/// A line of this length is hardly more than its day.
const BARE: usize = 24;

/// How good a line is as the carrier of the day: labelled, the day alone, a day among words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Labelled,
    Bare,
    Worded,
}

/// Days in short runs of text, where no carrier gives one: labelled ones first, then those behind the headline.
pub(super) fn days<'a>(document: &Document<'a>, classes: &mut Classes<'a>, evidence: &mut Evidence) {
    let mut behind_headline = false;
    let mut found: Vec<(bool, Line, Field, NodeId)> = Vec::new();
    let mut before = None;
    let mut nodes = document.descendants(NodeId::DOCUMENT);
    while let Some(node) = nodes.next() {
        match document.tag(node) {
            Some(Tag::STYLE | Tag::SCRIPT | Tag::NOSCRIPT | Tag::HEAD | Tag::OPTION) => nodes.skip_children(node),
            Some(Tag::H1) => behind_headline = true,
            None if document.kind(node) == NodeKind::Text => {
                let text = document.text(node);
                let text = text.trim();
                let label = || before.map(|node| label_of(&document.text(node))).unwrap_or_default();
                if let Some((line, field)) = day_line(text, label)
                    && (line == Line::Labelled || !within_other(document, node, classes))
                {
                    found.push((line != Line::Labelled && !behind_headline, line, field, node));
                }
                if !text.is_empty() {
                    before = Some(node);
                }
            }
            _ => {}
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.sort_by_key(|(above, line, ..)| (*above, *line));
    for (above, _, field, node) in found {
        let via = if above { "text above" } else { "text" };
        evidence.add_text(field, via, folded(&document.text(node)).into_owned(), document.span(node));
    }
}

/// The start of the run in front of a day, in lower case.
fn label_of(text: &str) -> String {
    let text = text.trim();
    text.get(..text.floor_char_boundary(SHORT)).unwrap_or_default().to_lowercase()
}

/// Whether a text run gives a day, and how: `Published: 22 October 2019`, `(22 October 2019) The mill …`.
fn day_line(text: &str, before: impl FnOnce() -> String) -> Option<(Line, Field)> {
    let bare = text.trim_start_matches(['(', '[']);
    let opens = text.len() > SHORT && bare.starts_with(|c: char| c.is_ascii_digit());
    let part = if opens { bare.get(..bare.floor_char_boundary(BARE))? } else { text };
    if part.len() > SHORT || !part.bytes().any(|byte| byte.is_ascii_digit()) || moment::read(part, "text").is_none() {
        return None;
    }
    let label = part.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim().to_lowercase();
    let label = if label.is_empty() { before() } else { label };
    let stated = fields("day", label.trim_end_matches([':', ' ', ','])).find_map(|(field, _)| Field::named(field));
    Some(match stated {
        Some(field) => (Line::Labelled, field),
        None if part.len() <= BARE => (Line::Bare, Field::Published),
        None => (Line::Worded, Field::Published),
    })
}

/// The most short lines behind the headline that are looked at for `By Ann Lee`.
const LINES: usize = 40;

/// The most that are looked at for `Author: Ann Lee`, which may stand at the foot of the page.
const ALL_LINES: usize = 600;

/// Short lines that say that they are a byline, behind the headline.
pub(super) fn bylines<'a>(document: &Document<'a>, classes: &mut Classes<'a>, evidence: &mut Evidence) {
    let headed = document.element(NodeId::DOCUMENT, Tag::H1).is_some();
    let (mut behind_headline, mut seen) = (!headed, 0);
    let mut nodes = document.descendants(NodeId::DOCUMENT);
    while let Some(node) = nodes.next() {
        match document.tag(node) {
            Some(Tag::STYLE | Tag::SCRIPT | Tag::NOSCRIPT | Tag::HEAD | Tag::ASIDE | Tag::FOOTER | Tag::OPTION) => {
                nodes.skip_children(node);
            }
            Some(Tag::H1) => behind_headline = true,
            None if behind_headline && document.kind(node) == NodeKind::Text => {
                // Most runs are the white space between tags.
                if document.span(node).of(document.source()).trim_ascii().is_empty() {
                    continue;
                }
                let text = document.text(node);
                if letters(&text) > SHORT {
                    continue;
                }
                let text = folded(&text);
                if !text.is_empty() && text.len() <= SHORT {
                    seen += 1;
                    let least = if seen <= LINES { Sign::Weak } else { Sign::Strong };
                    let dated = seen <= HEAD_LINES && is_dated_name(&text);
                    if byline(document, node, (&text, least, dated), classes, evidence) {
                        return;
                    }
                }
            }
            _ => {}
        }
        if seen >= ALL_LINES {
            return;
        }
    }
}

/// The most short lines behind the headline that may be a byline without a word that says so.
const HEAD_LINES: usize = 6;

/// `11.12.2019 - Ann Lee`: a day and the name of a person.
fn is_dated_name(text: &str) -> bool {
    // Most lines have no figure, so no day.
    if !text.contains(|c: char| c.is_ascii_digit()) || moment::read(text, "text").is_none() {
        return false;
    }
    let (names, _) = names::names_of(text);
    names.len() == 1 && names.iter().all(|name| names::is_known_person(name))
}

/// `Von Ann Lee`, or `Von` alone with the name in the elements beside it.
fn byline<'a>(
    document: &Document<'a>,
    node: NodeId,
    (text, least, dated): (&str, Sign, bool),
    classes: &mut Classes<'a>,
    evidence: &mut Evidence,
) -> bool {
    let text = text.trim_matches(|c: char| c == ' ' || names::is_mark(c));
    let alone = names::is_announcement(text);
    let sign = if alone { Sign::Strong } else { names::announced(text).1 };
    if sign < least && !dated || within_other(document, node, classes) {
        return false;
    }
    let (line, src) = if alone {
        let Some(line) = label_line(document, node, text) else { return false };
        line
    } else {
        (text.to_owned(), document.span(node))
    };
    let candidate = Candidate { field: Field::Author, value: line, via: "text", src, person: None };
    let (parts, sign) = names::names_of(&candidate.value);
    let found = parts.first().is_some_and(|name| names::is_name(name, &candidate, sign));
    if found {
        evidence.push(candidate);
    }
    found
}

/// A label with what stands beside it: the rest of the element around them if it is short, else the next run of text.
fn label_line(document: &Document<'_>, node: NodeId, label: &str) -> Option<(String, SourceSpan)> {
    let long = |around: &NodeId| document.texts(*around).take(24).map(|run| document.text(run).trim().len()).sum();
    let fits = |around: &NodeId| (label.len() + 3..=SHORT).contains(&long(around));
    if let Some(around) = document.ancestors(node).take(2).find(fits) {
        let line = shown(document, around, NODES);
        return line.find(label).and_then(|at| line.get(at..)).map(|line| (line.to_owned(), content(document, around)));
    }
    let mut next = document.behind(node, NodeId::DOCUMENT);
    for _ in 0..12 {
        let node = next?;
        let text = document.text(node);
        let text = folded(&text);
        if document.kind(node) == NodeKind::Text && !text.is_empty() {
            return (text.len() <= SHORT).then(|| (format!("{label} {text}"), document.span(node)));
        }
        next = document.first_child(node).or_else(|| document.behind(node, NodeId::DOCUMENT));
    }
    None
}
