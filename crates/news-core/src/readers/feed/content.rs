//! The text of an element of a feed: plain, HTML that is carried as text, or XHTML that stands in the feed itself.
//!
//! Atom says which it is, and RSS does not: there, what looks like HTML is HTML. Where a text construct of Atom holds elements
//! they count, whatever its type says.

use super::Feed;
use crate::carried::Carried;
use crate::draft::Draft;
use crate::grammar::address;
use crate::grammar::words::lowered;
use crate::html::{self, Piece, PieceText, Tag};
use crate::readers::{fold, markup, text};
use crate::span::Span;
use crate::xml::{Document, NodeId};

/// How far a text of RSS is looked through for a tag.
const LOOKED_THROUGH: usize = 64 << 10;

/// A text as its element carries it.
#[derive(Debug)]
pub(super) enum Content {
    Plain(Carried),
    Html(Carried),
    /// The elements inside of the node.
    Elements(NodeId),
}

impl Content {
    /// The text of an element.
    pub(super) fn of(document: &Document<'_>, node: NodeId, is_atom: bool) -> Content {
        let own = |name: &str| document.value(node, name).unwrap_or_default().trim().to_ascii_lowercase();
        let (full, mode) = (own("type"), own("mode"));
        let kind = full.split(';').next().unwrap_or_default().trim_end();
        let has_elements = document.elements(node).next().is_some();
        match kind {
            _ if mode == "base64" || is_binary(kind) && !has_elements => base64(document, node),
            "html" | "text/html" => Content::Html(document.carried(node)),
            _ if has_elements => Content::Elements(node),
            _ if kind.ends_with("xml") && mode == "escaped" => Content::Html(document.carried(node)),
            "" | "text/plain" if !is_atom => Content::guess(document.carried(node)),
            _ => Content::Plain(document.carried(node)),
        }
    }

    /// A text of which nothing says what it is.
    pub(super) fn guess(carried: Carried) -> Content {
        if looks_like_html(carried.text()) { Content::Html(carried) } else { Content::Plain(carried) }
    }

    /// Writes the text as one line, and its links.
    pub(super) fn line(&self, feed: &Feed<'_, '_>, draft: &mut Draft) -> Option<Span> {
        match self {
            Content::Plain(carried) => plain_line(carried, draft),
            Content::Html(carried) => markup::html_line_in(carried, &mut feed.html_room.borrow_mut(), draft),
            Content::Elements(node) => markup::line(feed.document, *node, draft),
        }
    }

    /// Writes the text as blocks of prose, with their links and pictures.
    pub(super) fn blocks(&self, feed: &Feed<'_, '_>, draft: &mut Draft) {
        match self {
            Content::Plain(carried) => {
                fold::part(draft);
                if let Some(span) = draft.add_carried(carried) {
                    text::read_blocks_at(draft, span);
                }
            }
            Content::Html(carried) => markup::read_html_in(carried, &mut feed.html_room.borrow_mut(), draft),
            Content::Elements(node) => markup::read(feed.document, *node, draft),
        }
    }
}

fn plain_line(carried: &Carried, draft: &mut Draft) -> Option<Span> {
    draft.within(carried, |draft| {
        let piece = Piece { source: carried.whole(), text: PieceText::Verbatim(carried.text()) };
        markup::value_line(std::iter::once(piece), draft)
    })
}

/// The type of a medium that is neither text nor XML (RFC 4287, 4.1.3.3).
fn is_binary(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml")
}

fn base64(document: &Document<'_>, node: NodeId) -> Content {
    let text = document.text(node);
    match crate::grammar::base64::decode(&text).map(String::from_utf8) {
        Some(Ok(decoded)) => Content::guess(Carried::rewritten(&decoded, document.inner(node))),
        _ => Content::Plain(document.carried(node)),
    }
}

/// Whether a text holds a tag or a character reference of HTML.
fn looks_like_html(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(LOOKED_THROUGH)).unwrap_or_default();
    let bytes = head.as_bytes();
    let marks = memchr::memchr2_iter(b'<', b'&', bytes).find_map(|at| match bytes.get(at) {
        Some(b'&') => html::reference(bytes, at, true).map(|_| true),
        _ => opens_markup(head.get(at + 1..).unwrap_or_default()),
    });
    marks.unwrap_or(false)
}

/// Whether what stands behind a `<` is markup; of what HTML would swallow as a comment, that it is none.
fn opens_markup(text: &str) -> Option<bool> {
    match text.strip_prefix('!') {
        Some(comment) if comment.starts_with("--") => Some(true),
        Some(_) => Some(false),
        None => opens_tag(text).then_some(true),
    }
}

fn opens_tag(text: &str) -> bool {
    let name = text.strip_prefix('/').unwrap_or(text);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let closes = name.get(end..).is_some_and(|rest| rest.starts_with(['>', '/', ' ', '\n', '\t', '\r']));
    let name = name.get(..end).filter(|name| name.len() <= 12).unwrap_or_default();
    closes && lowered(name, Tag::named).is_some()
}

/// An address that stands in a node, counted from `xml:base` or else from the address of the feed.
pub(super) fn resolve(document: &Document<'_>, node: NodeId, feed: Option<&str>, reference: &str) -> String {
    let bases: Vec<_> = document
        .ancestors(node)
        .filter_map(|node| document.attribute_in(node, "xml", "base").map(|attr| attr.value()))
        .collect();
    let outermost = feed.unwrap_or_default().to_owned();
    let base = bases.iter().rev().fold(outermost, |base, own| address::join(&base, own));
    address::join(&base, reference)
}
