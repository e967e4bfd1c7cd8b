//! The span law on stored pages: every field and block has a place on the page that reads as its text.
//!
//! A piece of the text that says it is verbatim equals its source. A rewritten one is what `html5ever` reads there, but for
//! white space; of a value that a script, an attribute or a title carries it is a part, with the escapes of JSON read. White
//! space comes from where no text is shown. An inserted piece parts two others, has no letters and no place. Pieces tile the text, a record
//! reads back as it was, and every span of it lies on the page.

use std::path::Path;

use anyhow::Result;
use markup5ever_rcdom::NodeData;
use news_core::{Article, OffsetUnit, Options, Piece, PieceKind, SourceMap, Span, from_json, to_json};
use serde_json::Value;

use super::{Tally, pages, trees};

/// What was checked.
#[derive(Default)]
pub(super) struct Checked {
    /// A page is a case: it is refused, or pieces tile its text and its record reads back.
    pub(super) pages: Tally,
    /// A piece of text is a case.
    pub(super) pieces: Tally,
    /// A span of a record is a case.
    pub(super) spans: Tally,
    /// Pages that are refused.
    pub(super) refused: Vec<String>,
}

pub(super) fn run(data: &Path) -> Result<Checked> {
    let mut checked = Checked::default();
    for page in pages::load(data)? {
        // Decoded pages are read as such, whatever they declare.
        let mut options = Options::default().from("html");
        options.charset = Some("utf-8".to_owned());
        match news_core::read(page.text.as_bytes(), &options) {
            Ok(article) => checked.page(&page, &article),
            Err(error) => checked.refused.push(format!("{}: {error}", page.name)),
        }
    }
    Ok(checked)
}

impl Checked {
    fn page(&mut self, page: &pages::Page, article: &Article) {
        let SourceMap::Pieces(pieces) = &article.map else {
            self.pages.count(Some(format!("{}: the text is the page", page.name)));
            return;
        };
        let mut end = 0;
        let tiled = pieces.iter().all(|piece| piece.text.start() == std::mem::replace(&mut end, piece.text.end()));
        let record = to_json(article, OffsetUnit::Utf8);
        let same = from_json(&record).is_ok_and(|back| back == *article);
        let holds = tiled && end == article.text.len() && same;
        self.pages.count((!holds).then(|| format!("{}: tiled {tiled} to {end}, reads back {same}", page.name)));
        for piece in pieces {
            let miss = differs(piece, piece.text.of(&article.text), &page.text);
            self.pieces.count(miss.map(|miss| format!("{} {:?}: {miss}", page.name, piece.source)));
        }
        let mut spans = Vec::new();
        collect(&serde_json::from_str(&record).unwrap_or_default(), &mut spans);
        for (start, end) in spans {
            let place = article.map.source_of(Span::new(start, end));
            let place = place.and_then(|place| page.text.get(place.start as usize..place.end as usize));
            let miss = place.is_none_or(str::is_empty) || article.text.get(start..end).is_none();
            self.spans.count(miss.then(|| format!("{} {start}..{end} has no place", page.name)));
        }
    }
}

/// What is wrong with a piece.
fn differs(piece: &Piece, text: &str, page: &str) -> Option<String> {
    let Some(source) = page.get(piece.source.start as usize..piece.source.end as usize) else {
        return Some("lies outside the page".to_owned());
    };
    let holds = match piece.kind {
        PieceKind::Verbatim => source == text,
        PieceKind::Inserted => source.is_empty() && !text.contains(char::is_alphanumeric),
        PieceKind::Rewritten if text.trim().is_empty() => shown(source).trim().is_empty(),
        PieceKind::Rewritten => holds_text(source, text),
    };
    (!holds).then(|| format!("{:?} {text:?} from {source:?}", piece.kind).chars().take(300).collect())
}

/// Whether a text is what a browser shows of a source, or a part of what a script, an attribute or a title carries.
fn holds_text(source: &str, text: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = shown(source);
    if folded(&read) == folded(text) {
        return true;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (value, wanted) = (unescaped(source), letters(text));
    let twice = shown(&trees::decoded_value(&value));
    [&read, &value, &shown(&value), &twice].iter().any(|form| letters(form).contains(&wanted))
}

/// The text that a browser shows of a slice of a page, that of all its elements.
fn shown(slice: &str) -> String {
    let dom = trees::parse(slice, Some("div"), false);
    let mut text = String::new();
    let mut nodes = vec![dom.document.clone()];
    while let Some(node) = nodes.pop() {
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { name, .. } if matches!(&*name.local, "script" | "style" | "template") => {}
            _ => nodes.extend(node.children.borrow().iter().rev().cloned()),
        }
    }
    text
}

/// A JSON string without its escapes; what is none stays as it is.
fn unescaped(source: &str) -> String {
    let quoted = format!("\"{}\"", source.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t"));
    serde_json::from_str(&quoted).unwrap_or_else(|_| source.to_owned())
}

/// The spans of a record that are not empty, those of its map left out.
fn collect(value: &Value, spans: &mut Vec<(usize, usize)>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter().filter(|(key, _)| *key != "map") {
                let ends: Option<Vec<usize>> = value.as_array().and_then(|list| {
                    list.iter().map(|at| at.as_u64().and_then(|at| usize::try_from(at).ok())).collect()
                });
                match ends.as_deref() {
                    Some([start, end]) if key.ends_with("span") || key == "inner" || key == "lead_in" => {
                        spans.extend((start < end).then_some((*start, *end)));
                    }
                    _ => collect(value, spans),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, spans)),
        _ => {}
    }
}
