//! The state that scripts carry: `__NEXT_DATA__`, `window.__STATE__ = {…}`, `self.__next_f.push([1, "…"])`.
//!
//! Read only where the page shows hardly any prose, or no day: the longest string that holds HTML paragraphs, or the
//! longest list `content_elements` of Arc ANS, is the body; the object around it may say the headline.

use super::bodies::CarriedBody;
use super::carriers::plain;
use super::{Evidence, Field};
use crate::grammar::page::fields;
use crate::html::{Document, NodeId, Tag};
use crate::json::{self, Json};
use crate::span::SourceSpan;

/// A body, and the headline beside it.
pub(super) struct Found {
    pub(super) body: CarriedBody,
    pub(super) headline: Option<(String, SourceSpan)>,
}

/// A string shorter than this in bytes is no body.
const SHORTEST: usize = 200;

/// How deep JSON in strings of JSON is read.
const NESTED: usize = 2;

/// The body in the state of the scripts of a page.
pub(super) fn body(document: &Document<'_>) -> Option<Found> {
    let mut search = Search { source: document.source(), best: None };
    for (text, src) in scripts(document) {
        if holds_markup(text) {
            search.values(&json::fragments(document.source(), src), None, 0);
        }
    }
    search.best
}

/// Inline scripts, but for structured data, with their text.
fn scripts<'a>(document: &Document<'a>) -> impl Iterator<Item = (&'a str, SourceSpan)> {
    let is_state = |script: &NodeId| {
        document.attribute(*script, "src").is_none()
            && !document.value(*script, "type").is_some_and(|kind| kind.trim().ends_with("ld+json"))
    };
    let texts = document.all(Tag::SCRIPT).filter(is_state);
    let spans = texts.filter_map(|script| document.first_child(script)).map(|text| document.span(text));
    spans.map(|src| (src.of(document.source()), src)).collect::<Vec<_>>().into_iter()
}

fn holds_markup(text: &str) -> bool {
    text.len() >= SHORTEST && ["<p", "\\u003cp", "\\u003Cp", "content_elements"].iter().any(|mark| text.contains(mark))
}

struct Search<'s> {
    source: &'s str,
    best: Option<Found>,
}

impl Search<'_> {
    /// Looks through values; inside strings, `place` is the string that holds them all.
    fn values(&mut self, values: &[Json<'_>], place: Option<SourceSpan>, nested: usize) {
        let mut open: Vec<(&Json<'_>, Option<&Json<'_>>)> = values.iter().map(|value| (value, None)).collect();
        while let Some((value, around)) = open.pop() {
            match value {
                Json::Object(members) => open.extend(members.iter().map(|(_, inner)| (inner, Some(value)))),
                Json::Array(items) => open.extend(items.iter().map(|item| (item, around))),
                Json::Text(text, src) if text.len() >= SHORTEST => {
                    let src = place.unwrap_or(*src);
                    let is_json = text.contains("\":") && !text.trim_start().starts_with('<');
                    if is_json && nested < NESTED && holds_markup(text) {
                        let whole = SourceSpan { start: 0, end: u32::try_from(text.len()).unwrap_or(u32::MAX) };
                        self.values(&json::fragments(text, whole), Some(src), nested + 1);
                    } else if text.contains("<p") {
                        let mut body = CarriedBody::default();
                        body.push_paragraphs(text, (self.source, src));
                        self.take(body, around, place);
                    }
                }
                _ => {}
            }
            if let Some(elements) = value.get("content_elements") {
                self.take(ans(elements, (self.source, place)), Some(value), place);
            }
        }
    }

    fn take(&mut self, body: CarriedBody, around: Option<&Json<'_>>, place: Option<SourceSpan>) {
        let longest = self.best.as_ref().map_or(SHORTEST, |best| best.body.len());
        if body.len() > longest {
            let headline = around.and_then(headline).map(|(value, src)| (plain(value), place.unwrap_or(src)));
            self.best = Some(Found { body, headline });
        }
    }
}

/// The text elements of Arc ANS.
fn ans(elements: &Json<'_>, (source, place): (&str, Option<SourceSpan>)) -> CarriedBody {
    let mut body = CarriedBody::default();
    for element in elements.items() {
        let is_text = element.text_of("type").is_some_and(|(kind, _)| matches!(kind, "text" | "raw_html"));
        if let Some((content, src)) = element.text_of("content").filter(|_| is_text) {
            body.push_paragraphs(content, (source, place.unwrap_or(src)));
        }
    }
    body
}

/// The headline that an object gives beside its body.
fn headline<'j>(object: &'j Json<'_>) -> Option<(&'j str, SourceSpan)> {
    let basic = object.get("headlines").and_then(|headlines| headlines.text_of("basic"));
    basic.or_else(|| ["headline", "title"].iter().find_map(|key| object.text_of(key)))
}

/// The most bytes behind a key that may hold its day.
const VALUE: usize = 48;

/// Days that the state gives by name (`"publishedDate":"2016-11-04T20:37:27Z"`), for pages that say none elsewhere.
pub(super) fn days(document: &Document<'_>, evidence: &mut Evidence) {
    for (text, src) in scripts(document) {
        for (at, _) in text.match_indices("\":\"") {
            let name = text.get(..at).unwrap_or_default().rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
            let Some((field, _)) = name.and_then(|name| fields("state", name).next()) else { continue };
            let value = text.get(at + 3..).unwrap_or_default();
            let value = value.get(..value.floor_char_boundary(VALUE)).unwrap_or_default().split('"').next();
            if let (Some(field), Some(value)) = (Field::named(field), value) {
                let narrow = |at: usize| src.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
                let place = SourceSpan { start: narrow(at + 3), end: narrow(at + 3 + value.len()) };
                evidence.add_text(field, "script", value.to_owned(), place);
            }
        }
    }
}
