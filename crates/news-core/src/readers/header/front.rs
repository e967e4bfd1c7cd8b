//! What stands in front of the body, in the order in which a desk reads it: slug line, headline, deck, byline, dateline,
//! summary, notes to editors.

use super::super::fold::Fold;
use super::super::lead;
use super::super::markup;
use super::super::parts::{has_dateline, place_dateline, take_byline, take_dateline};
use super::{Header, Value};
use crate::article::{Block, BlockKind, Slug, Spanned};
use crate::draft::Draft;
use crate::grammar::words::is_cjk;
use crate::span::{Slice, Span};
use crate::xml::{Document, NodeId};

impl Header<'_, '_> {
    /// Writes the texts that the header gives; `lead` is the first paragraph of the body, whose dateline goes before.
    pub(in crate::readers) fn write_front(&self, lead: &str, draft: &mut Draft) {
        self.write_slug(draft);
        if let Some(span) = self.line("headline", draft).or_else(|| self.line("title", draft)) {
            lead::headline(draft, span);
        }
        self.write_deck(draft);
        self.write_byline(draft);
        if let Some(value) = self.first("dateline").filter(|_| !has_dateline(lead)) {
            self.write_dateline(value, draft);
        }
        for value in self.all("summary") {
            let span = markup::line(self.document, value.node, draft);
            draft.article.summary.extend(span.map(Spanned::from));
        }
        self.write_notes(draft);
    }

    /// AP writes the headline into the deck again; that is none.
    fn write_deck(&self, draft: &mut Draft) {
        let headline = self.first("headline").and_then(|value| self.text(value));
        let deck = self.first("deck").filter(|value| self.text(*value) != headline);
        draft.article.deck = deck.and_then(|value| self.write_line(value, draft)).map(Spanned::from);
    }

    /// The byline, and below it the title of those whom it names; NITF may give the title a line of its own.
    fn write_byline(&self, draft: &mut Draft) {
        let is_title = |node: &NodeId| self.document.name(*node) == "byttl";
        let title = self.all("byline").find_map(|value| self.document.elements(value.node).find(is_title));
        let Some(value) = self.first("byline") else { return };
        let mut fold = Fold::default();
        for node in self.document.children(value.node).filter(|node| !is_title(node)) {
            // "By<person>Ann Lee" is two words; Chinese parts none by spaces.
            let is_word = draft.article.text.ends_with(|c: char| c.is_alphanumeric() && !is_cjk(c));
            if self.document.is_element(node) && is_word {
                fold.mark_weakly(" ", self.document.start_tag(node));
            }
            markup::fold_into(self.document, node, draft, &mut fold);
        }
        let span = fold.finish(draft);
        let title = match title {
            Some(title) => markup::line(self.document, title, draft),
            None => self.line("byline_title", draft),
        };
        if let Some(span) = span.or(title) {
            take_byline(draft, span, title.filter(|title| *title != span));
        }
    }

    /// A line of plain copy, or the parts of a place.
    fn write_dateline(&self, value: Value, draft: &mut Draft) {
        let parts = place_parts(self.document, value.node);
        let Some((&(_, first), others)) = parts.split_first().filter(|((name, _), _)| is_town(name)) else {
            if let Some(span) = self.write_line(value, draft) {
                take_dateline(draft, span);
            }
            return;
        };
        let Some(place) = markup::line(self.document, first, draft) else { return };
        let mut whole = place;
        let mut qualifiers: Vec<Spanned> = Vec::new();
        for (_, node) in others {
            draft.add_inserted(", ");
            if let Some(span) = draft.add_carried(&self.document.carried(*node)) {
                whole = whole.to(span);
                qualifiers.push(span.into());
            }
        }
        place_dateline(draft, whole, place, qualifiers);
    }

    /// Writes what belongs behind the body.
    pub(in crate::readers) fn write_back(&self, draft: &mut Draft) {
        if let Some(span) = self.line("notice", draft) {
            draft.block(BlockKind::Copyright, span);
            draft.article.rights.get_or_insert_default().span = Some(span);
        }
    }

    /// Writes the first value of a field as a line of its own.
    pub(in crate::readers) fn line(&self, field: &str, draft: &mut Draft) -> Option<Span> {
        let value = self.first(field)?;
        self.write_line(value, draft)
    }

    fn write_line(&self, value: Value, draft: &mut Draft) -> Option<Span> {
        match value.attribute {
            None => markup::line(self.document, value.node, draft),
            Some(name) => {
                let attribute = self.document.attribute(value.node, name)?;
                markup::value_line(attribute.pieces(), draft)
            }
        }
    }

    /// The header line of the transmission, composed of the parts that the header keeps apart.
    fn write_slug(&self, draft: &mut Draft) {
        let fields = ["sequence", "category", "service_code", "slug", "take_key"];
        let found = fields.map(|field| self.first(field));
        let [number, category, service, slug, take_key] = found;
        // A name of the item serves where there is no slug line.
        let values = [number, category, service, slug.or_else(|| self.first("slug_name")), take_key];
        let mut spans = [None; 5];
        let mut line: Option<Span> = None;
        for (value, span) in values.into_iter().zip(&mut spans) {
            *span = value.and_then(|value| self.write_on(value, line.is_some(), draft));
            line = span.map(|span: Span| line.map_or(span, |line| line.to(span))).or(line);
        }
        let Some(span) = line else { return };
        let [number, category, service, keyword, take_key] = spans.map(|span| span.map(Spanned::from));
        let categories = category.into_iter().collect();
        let slug =
            Slug { span, text: Slice, keyword, take_key, priority: None, categories, number, service, date: None };
        draft.article.slug = Some(slug);
    }

    /// Writes a value on the line that is being written.
    fn write_on(&self, value: Value, goes_on: bool, draft: &mut Draft) -> Option<Span> {
        if !goes_on {
            return self.write_line(value, draft);
        }
        draft.add_inserted(" ");
        let carried = match value.attribute {
            None => self.document.carried(value.node),
            Some(name) => self.document.attribute(value.node, name)?.carried(),
        };
        draft.add_carried(&carried)
    }

    /// Notes to editors are one stretch and furniture; a note to readers is a block of the body.
    fn write_notes(&self, draft: &mut Draft) {
        for value in self.all("public_note") {
            if let Some(span) = markup::line(self.document, value.node, draft) {
                draft.block(BlockKind::EditorNote, span);
            }
        }
        for value in self.all("desk_note") {
            if let Some(span) = markup::line(self.document, value.node, draft) {
                draft.block(BlockKind::AddsLine, span);
            }
        }
        let mut notes: Option<Span> = None;
        for value in self.all("ed_note") {
            if let Some(span) = self.text(value).and_then(|_| self.write_line(value, draft)) {
                draft.push(Block::new(BlockKind::AddsLine, span));
                notes = Some(notes.map_or(span, |before| before.to(span)));
            }
        }
        if let Some(span) = notes {
            draft.article.status.get_or_insert_default().ed_note = Some(span.into());
        }
    }
}

/// The parts of a place that has text, with their names: `city`, `state`, `country`.
pub(in crate::readers) fn place_parts<'a>(document: &Document<'a>, node: NodeId) -> Vec<(&'a str, NodeId)> {
    let is_part = |name: &str| is_town(name) || matches!(name, "state" | "region" | "country");
    let parts = document.descendants(node).filter(|node| document.is_element(*node));
    let parts = parts.map(|node| (document.name(node), node)).filter(|(name, _)| is_part(name));
    parts.filter(|(_, node)| !document.text(*node).trim().is_empty()).take(8).collect()
}

fn is_town(name: &str) -> bool {
    matches!(name, "city" | "sublocation")
}
