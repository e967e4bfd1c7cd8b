//! The body of an item: HTML, NITF, plain text, or a list of elements with a role each.

use super::fields::Filler;
use super::{paths, rows};
use crate::article::{Block, BlockKind};
use crate::carried::Carried;
use crate::draft::Draft;
use crate::json::{self, Json};
use crate::readers::{fold, markup, text};
use crate::xml;

pub(super) fn read(filler: &mut Filler<'_>) {
    let elements = filler.best("element");
    if !elements.is_empty() {
        for element in elements {
            read_element(filler, element, None, 0);
        }
    } else if let Some((_, src)) = filler.first("body") {
        read_carried(&(filler.carry)(filler.source, src), filler.draft);
    }
}

/// Whether a text holds tags or character references.
pub(super) fn is_markup(text: &str) -> bool {
    let tag = |at: usize| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) && rest.contains('>')
    };
    let reference = |at: usize| {
        let head = text.get(at + 1..).unwrap_or_default().bytes().take(10);
        let name: Vec<u8> = head.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').collect();
        name.len() > 1 && text.as_bytes().get(at + 1 + name.len()) == Some(&b';')
    };
    text.match_indices('<').take(64).any(|(at, _)| tag(at))
        || text.match_indices('&').take(64).any(|(at, _)| reference(at))
}

/// Reads a body that is one text.
fn read_carried(carried: &Carried, draft: &mut Draft) {
    let start = carried.text().trim_start();
    if start.starts_with("<?xml") || start.starts_with("<nitf") {
        read_nitf(carried, draft);
    } else if is_markup(carried.text()) {
        markup::read_html(carried, draft);
    } else {
        fold::part(draft);
        if let Some(span) = draft.add_carried(carried) {
            text::read_body_at(draft, span);
        }
    }
}

/// The content of a whole NITF document inside of an item.
fn read_nitf(carried: &Carried, draft: &mut Draft) {
    draft.within(carried, |draft| {
        let Ok(document) = xml::parse(carried.text()) else { return };
        let Some(root) = document.root() else { return };
        let content = document.descendants(root).find(|node| document.name(*node) == "body.content");
        markup::read(&document, content.unwrap_or(root), draft);
    });
}

/// Lists and containers nest no deeper than JSON does.
fn read_element(filler: &mut Filler<'_>, element: &Json<'_>, outer: Option<BlockKind>, depth: usize) {
    let member = |field| paths(filler.dialect, field).find_map(|path| element.get(path));
    let role = member("element_role").and_then(Json::text).map_or("", |(role, _)| role);
    let is_role = |path: &str| path == role;
    let known = rows(filler.dialect).iter().find(|row| row.field == "kind" && is_role(row.path));
    let Some(kind) = known.and_then(|row| kind(row.rank)) else { return };
    let kind = outer.unwrap_or(kind);
    if let Some(Json::Text(_, src)) = member("element_text") {
        let carried = (filler.carry)(filler.source, *src);
        if kind == BlockKind::Paragraph {
            read_paragraphs(&carried, filler.draft);
        } else if let Some(span) = markup::html_line(&carried, filler.draft) {
            let level = (kind == BlockKind::Heading).then_some(1);
            filler.draft.push(Block { level, ..Block::new(kind, span) });
        }
    }
    let inner = (kind == BlockKind::ListItem).then_some(kind);
    let items = member("element_items").map(Json::items).unwrap_or_default();
    if depth < json::DEEPEST {
        for item in items {
            read_element(filler, item, inner, depth + 1);
        }
    }
}

fn read_paragraphs(carried: &Carried, draft: &mut Draft) {
    if is_markup(carried.text()) {
        markup::read_html(carried, draft);
    } else if let Some(span) = markup::text_line(carried, draft) {
        draft.block(BlockKind::Paragraph, span);
    }
}

fn kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "paragraph" => BlockKind::Paragraph,
        "heading" => BlockKind::Heading,
        "list_item" => BlockKind::ListItem,
        "blockquote" => BlockKind::Blockquote,
        "pullquote" => BlockKind::Pullquote,
        "table" => BlockKind::Table,
        "caption" => BlockKind::Caption,
        "correction" => BlockKind::Correction,
        "related" => BlockKind::Related,
        "promo" => BlockKind::Promo,
        "divider" => BlockKind::Divider,
        "other" => BlockKind::Other,
        _ => return None,
    })
}
