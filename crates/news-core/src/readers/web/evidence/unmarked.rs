//! Days and bylines that no carrier marks: short lines of the page that read like one.

use super::carriers::{MOST, NODES, content, folded, shown, within_other};
use super::names::{self, Sign};
use super::{Candidate, Evidence, Field, moment};
use crate::html::{Document, NodeId, NodeKind, Tag};

/// Longest run of text that is looked at for a day that no carrier marks.
const SHORT: usize = 90;

/// Days in short runs of text, where no carrier gives one: behind the headline first.
pub(super) fn days(document: &Document<'_>, evidence: &mut Evidence) {
    let (mut behind_headline, mut found) = (false, 0);
    let mut nodes = document.descendants(NodeId::DOCUMENT);
    while let Some(node) = nodes.next() {
        match document.tag(node) {
            Some(Tag::STYLE | Tag::SCRIPT | Tag::NOSCRIPT | Tag::HEAD | Tag::OPTION) => nodes.skip_children(node),
            Some(Tag::H1) => behind_headline = true,
            None if document.kind(node) == NodeKind::Text => {
                let text = document.text(node);
                let fits = text.trim().len() <= SHORT && text.bytes().any(|byte| byte.is_ascii_digit());
                if fits && moment::read(&text, "text").is_some() && !within_other(document, node) {
                    let via = if behind_headline { "text" } else { "text above" };
                    evidence.add_text(Field::Published, via, folded(&text), document.span(node));
                    found += 1;
                }
            }
            _ => {}
        }
        if found >= MOST {
            return;
        }
    }
}

/// The most short lines behind the headline that are looked at for `By Ann Lee`.
const LINES: usize = 40;

/// The most that are looked at for `Author: Ann Lee`, which may stand at the foot of the page.
const ALL_LINES: usize = 600;

/// Short lines that say that they are a byline, behind the headline.
pub(super) fn bylines(document: &Document<'_>, evidence: &mut Evidence) {
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
                let text = folded(&document.text(node));
                if !text.is_empty() && text.len() <= SHORT {
                    seen += 1;
                    let least = if seen <= LINES { Sign::Weak } else { Sign::Strong };
                    if byline(document, node, (&text, least), evidence) {
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

/// `Von Ann Lee`, or `Von` alone with the name in the elements beside it.
fn byline(document: &Document<'_>, node: NodeId, (text, least): (&str, Sign), evidence: &mut Evidence) -> bool {
    let alone = names::is_announcement(text);
    let sign = if alone { Sign::Strong } else { names::announced(text).1 };
    if sign < least || within_other(document, node) {
        return false;
    }
    let (line, src) = if alone {
        let long = |around: &NodeId| document.texts(*around).take(24).map(|run| document.text(run).trim().len()).sum();
        let fits = |around: &NodeId| (text.len() + 3..=SHORT).contains(&long(around));
        let Some(around) = document.ancestors(node).take(2).find(fits) else { return false };
        let line = shown(document, around, NODES);
        let Some(at) = line.find(text) else { return false };
        (line.get(at..).unwrap_or_default().to_owned(), content(document, around))
    } else {
        (text.to_owned(), document.span(node))
    };
    let candidate = Candidate { field: Field::Author, value: line, via: "text", src, person: None };
    let (parts, sign) = names::names_of(&candidate.value);
    let found = parts.first().is_some_and(|name| names::is_name(name, &candidate, sign));
    if found {
        evidence.candidates.push(candidate);
    }
    found
}
