//! Annotations beside the text: brat, W3C Web Annotation, spaCy and Doccano. All count Unicode scalar values.
//!
//! Positions are those of `text` as the formats hold it: the text of the article with a space in place of each control
//! character.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::flow::{in_place, unwrapped};
use super::json::{document, object};
use super::marks::{Mark, MarkKind, all};
use super::{Layout, story};
use crate::article::Article;
use crate::span::{OffsetUnit, Span};
use crate::wire::OffsetTable;

/// The words around a place by which it is found again when the text has changed.
const CONTEXT: usize = 32;

/// An article as annotation formats see it.
struct Sheet<'a> {
    article: &'a Article,
    table: OffsetTable,
    marks: Vec<Mark<'a>>,
    /// The first mark of each quotation, which its speaker and its cue refer to.
    quotes: BTreeMap<&'a str, usize>,
}

impl<'a> Sheet<'a> {
    fn new(article: &'a Article) -> Self {
        let mut marks = all(article);
        marks.retain(|mark| !mark.span.is_empty());
        let mut quotes = BTreeMap::new();
        for (n, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.kind == MarkKind::Quote) {
            if let Some(id) = mark.id {
                quotes.entry(id).or_insert(n);
            }
        }
        Sheet { article, table: OffsetTable::new(&article.text, OffsetUnit::Scalar), marks, quotes }
    }

    /// The quotation that a speaker or a cue belongs to, by its number from 1, and how it does.
    fn said(&self, mark: &Mark<'_>) -> Option<(&'static str, usize)> {
        let relation = match mark.kind {
            MarkKind::Speaker => "Said",
            MarkKind::Cue => "Introduces",
            _ => return None,
        };
        Some((relation, self.quotes.get(mark.id?)? + 1))
    }

    fn ends(&self, span: Span) -> [usize; 2] {
        [span.start(), span.end()].map(|at| self.table.unit_at(&self.article.text, at))
    }

    fn words(&self, span: Span) -> String {
        in_place(span.of(&self.article.text))
    }
}

/// The text that the positions of [`brat`] count in.
pub(super) fn text(article: &Article) -> String {
    in_place(&article.text)
}

/// brat standoff: `T` for what stands where, `R` for who said it by which words, `#` for canonical names and values.
///
/// A mark over several lines is one of several fragments, as brat wants it.
pub(super) fn brat(article: &Article, _: Layout) -> String {
    let sheet = Sheet::new(article);
    let (mut spans, mut relations, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (n, mark) in (1..).zip(&sheet.marks) {
        let fragments = fragments(&article.text, mark.span);
        let place = |span: &Span| sheet.ends(*span).map(|at| at.to_string()).join(" ");
        let places = fragments.iter().map(place).collect::<Vec<_>>().join(";");
        let words = fragments.iter().map(|span| sheet.words(*span)).collect::<Vec<_>>().join(" ");
        spans.push(format!("T{n}\t{} {places}\t{words}\n", mark.kind.label()));
        if let Some(value) = mark.value.filter(|value| *value != words) {
            notes.push(format!("#{}\tAnnotatorNotes T{n}\t{}\n", notes.len() + 1, unwrapped(value)));
        }
        if let Some((relation, quote)) = sheet.said(mark) {
            relations.push(format!("R{}\t{relation} Arg1:T{n} Arg2:T{quote}\n", relations.len() + 1));
        }
    }
    spans.concat() + &relations.concat() + &notes.concat()
}

/// The lines of a span, without the white space around each.
fn fragments(text: &str, span: Span) -> Vec<Span> {
    let mut fragments = Vec::new();
    let mut start = span.start();
    for line in span.of(text).split_inclusive(['\n', '\r']) {
        let inner = line.trim();
        if !inner.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            fragments.push(Span::new(from, from + inner.len()));
        }
        start += line.len();
    }
    if fragments.is_empty() { vec![span] } else { fragments }
}

/// A page of W3C Web Annotations, each with the position and the words of its place.
pub(super) fn web_annotation(article: &Article, layout: Layout) -> String {
    let sheet = Sheet::new(article);
    let source = story::uri(article);
    let items: Vec<Value> =
        sheet.marks.iter().enumerate().map(|(n, mark)| annotation(&sheet, &source, n + 1, mark)).collect();
    let page = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{source}#annotations"),
        "type": "AnnotationPage",
        "items": items,
    });
    document(&page, layout)
}

fn annotation(sheet: &Sheet<'_>, source: &str, n: usize, mark: &Mark<'_>) -> Value {
    let [start, end] = sheet.ends(mark.span);
    let text = &sheet.article.text;
    let before: Vec<char> = text.get(..mark.span.start()).unwrap_or_default().chars().rev().take(CONTEXT).collect();
    let prefix: String = before.into_iter().rev().collect();
    let suffix: String = text.get(mark.span.end()..).unwrap_or_default().chars().take(CONTEXT).collect();
    let mut bodies = vec![json!({"type": "TextualBody", "purpose": "classifying", "value": mark.kind.label()})];
    bodies.extend(mark.value.map(|value| json!({"type": "TextualBody", "purpose": "identifying", "value": value})));
    json!({
        "id": format!("{source}#annotation-{n}"),
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": sheet.words(mark.span),
                    "prefix": in_place(&prefix),
                    "suffix": in_place(&suffix),
                },
            ],
        },
    })
}

/// Text, entities and groups of spans as `spacy.training.Example.from_dict` takes them.
///
/// Entities do not overlap, so the longest of several is one; quotations, cues and speakers are spans of their own.
pub(super) fn spacy(article: &Article, _: Layout) -> String {
    let sheet = Sheet::new(article);
    let row = |mark: &Mark<'_>| {
        let [start, end] = sheet.ends(mark.span);
        json!([start, end, mark.kind.label()])
    };
    let is_spoken = |mark: &Mark<'_>| matches!(mark.kind, MarkKind::Quote | MarkKind::Cue | MarkKind::Speaker);
    let mut behind = 0;
    let mut entities = Vec::new();
    for mark in sheet.marks.iter().filter(|mark| !is_spoken(mark)) {
        if mark.span.start() >= behind {
            behind = mark.span.end();
            entities.push(row(mark));
        }
    }
    let spoken: Vec<Value> = sheet.marks.iter().filter(|mark| is_spoken(mark)).map(row).collect();
    let lang = article.lang.as_ref().map(|lang| lang.tag.as_str());
    let value = object([
        ("text", text(article).into()),
        ("entities", entities.into()),
        ("spans", object([("sc", spoken.into())])),
        ("meta", object([("id", story::uri(article).into()), ("lang", lang.map_or(Value::Null, Value::from))])),
    ]);
    // A line each: that is how both tools take them.
    document(&value, Layout::default())
}

/// Doccano's form for entities with relations.
pub(super) fn doccano(article: &Article, _: Layout) -> String {
    let sheet = Sheet::new(article);
    let (mut entities, mut relations) = (Vec::new(), Vec::new());
    for (n, mark) in sheet.marks.iter().enumerate() {
        let [start, end] = sheet.ends(mark.span);
        entities.push(json!({"id": n + 1, "label": mark.kind.label(), "start_offset": start, "end_offset": end}));
        if let Some((relation, quote)) = sheet.said(mark) {
            let id = relations.len() + 1;
            relations.push(json!({"id": id, "from_id": n + 1, "to_id": quote, "type": relation}));
        }
    }
    let value = json!({"text": text(article), "entities": entities, "relations": relations});
    document(&value, Layout::default())
}
