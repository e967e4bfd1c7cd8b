//! The head of a story: where the text starts, and what of the blocks above it is deck, byline or date.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::blocks::{Blocks, Frame, Leaf};
use super::super::container::Vote;
use super::super::hint::Hint;
use super::{Labelled, flow, furniture_line, is_paragraph};
use crate::article::BlockKind;
use crate::grammar::line_kind;
use crate::html::Tag;
use crate::span::Span;

/// The block between headline and container with which the story starts; a story may stand in several parts, the first of
/// them short. A paragraph alone there is the deck, unless it looks like those of the container.
pub(super) fn story_start(blocks: &Blocks, vote: &Vote, start: Option<usize>, range: &Range<usize>) -> usize {
    let Some(start) = start else { return range.start };
    let is_story = |at: &usize| {
        let Some(leaf) = blocks.leaves.get(*at) else { return false };
        let hint = vote.hints.get(leaf.frame).copied().flatten();
        is_paragraph(blocks, leaf) && leaf.length >= 80 && leaf.prose > 0 && matches!(hint, None | Some(Hint::Embed))
    };
    let shape = |at: usize| blocks.leaves.get(at).map(|leaf| Shape::of(blocks, leaf));
    let body = (range.start..range.end).find(is_story).and_then(shape);
    let mut before = (start + 1..range.start).filter(is_story);
    let Some(first) = before.next() else { return range.start };
    let second = before.next();
    match shape(first) {
        Some(own) if own.is_body || (body.is_some_and(|body| own.is_like(&body))) => first,
        own => second.map_or(range.start, |second| if shape(second) == own { first } else { second }),
    }
}

/// How a block is set: blocks of one shape are of one kind.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shape {
    own: u64,
    outer: u64,
    has_class: bool,
    is_body: bool,
}

impl Shape {
    fn of(blocks: &Blocks, leaf: &Leaf) -> Shape {
        let mut around = blocks.around(leaf).map(|(_, frame)| frame);
        let own = around.next();
        let outer = around.next();
        let is_body = own.is_some_and(|frame| frame.is_body) || outer.is_some_and(|frame| frame.is_body);
        let has_class = own.is_some_and(|frame| frame.has_class);
        let shape = |frame: Option<&Frame>| frame.map_or(0, |frame| frame.shape);
        Shape { own: shape(own), outer: shape(outer), has_class, is_body }
    }

    fn is_like(&self, other: &Shape) -> bool {
        self.own == other.own && (self.outer == other.outer || self.has_class)
    }
}

/// Blocks between a headline above the container and the container.
pub(super) fn head_kind(text: &str, leaf: &Leaf) -> BlockKind {
    match line_kind::find(text, Span::new(0, text.len())) {
        Some(kind) if kind.is_furniture() => kind,
        _ if is_date_line(text) => BlockKind::Date,
        _ if leaf.length < 60 => BlockKind::BylineRepeat,
        _ => BlockKind::Promo,
    }
}

/// A short line with a year or a time in it; a longer one has more figures than a sentence would.
fn is_date_line(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 && (text.len() < 60 || (text.len() < 160 && digits * 6 >= text.len()))
}

/// The most blocks of the container above the first paragraph: deck, summary, byline, date, share buttons.
const HEAD_BLOCKS: usize = 24;
/// The most points that sum a story up at its head.
const MOST_POINTS: usize = 6;

/// Above the first paragraph only headline, deck, byline and date stand.
pub(super) fn open_story(blocks: &Blocks, vote: &Vote, range: &Range<usize>, labels: &mut [Labelled]) {
    let head = Head { blocks, vote, range };
    let Some(lead) = head.lead(labels) else { return };
    if labels.iter().take(lead).filter(|label| range.contains(&label.leaf)).count() > HEAD_BLOCKS {
        return;
    }
    let row = labels.get(lead).and_then(|label| head.row(label));
    // Short sentences in front of the first long one are of the text too.
    let first = labels.iter().position(|label| head.is_in_row(label, row)).filter(|first| *first < lead);
    let above = labels.get_mut(..first.unwrap_or(lead)).unwrap_or_default();
    let decks = || above.iter().filter(|label| head.may_be_deck(label));
    let told = decks().find(|label| head.hint(label) == Some(Hint::Deck));
    let deck = told.or_else(|| decks().next()).map(|label| label.leaf);
    // A second deck, an abstract.
    let more: BTreeSet<usize> = decks().filter(|label| head.is_long(label)).map(|label| label.leaf).collect();
    for label in above {
        if Some(label.leaf) == deck {
            label.is_deck = true;
        } else if more.contains(&label.leaf) {
            label.kind = BlockKind::Paragraph;
        } else if !head.stays(label, row) {
            head.relabel(label);
        }
    }
}

struct Head<'b> {
    blocks: &'b Blocks,
    vote: &'b Vote,
    range: &'b Range<usize>,
}

impl<'b> Head<'b> {
    fn leaf(&self, label: &Labelled) -> Option<&'b Leaf> {
        self.blocks.leaves.get(label.leaf)
    }

    /// The element whose text the block is one of.
    fn row(&self, label: &Labelled) -> Option<usize> {
        self.leaf(label).map(|leaf| flow(self.blocks, leaf))
    }

    fn is_below_headline(&self, label: &Labelled) -> bool {
        self.vote.headline.is_some_and(|headline| label.leaf > headline)
    }

    /// The hint of a block; what stands in the body is its opening, and no deck, whatever it is called.
    fn hint(&self, label: &Labelled) -> Option<Hint> {
        let leaf = self.leaf(label)?;
        let hint = self.vote.hints.get(leaf.frame).copied().flatten();
        let is_in_body = || self.blocks.frame(flow(self.blocks, leaf)).is_some_and(|frame| frame.is_body);
        hint.filter(|hint| *hint != Hint::Deck || !(is_paragraph(self.blocks, leaf) && is_in_body()))
    }

    /// Number of the label with which the text starts, as far as length tells.
    fn lead(&self, labels: &[Labelled]) -> Option<usize> {
        let lead = labels.iter().position(|label| label.kind == BlockKind::Table || self.opens(label))?;
        // A long list in the container is text; a few points may sum the story up.
        let is_item = |label: &&Labelled| label.kind == BlockKind::ListItem && self.range.contains(&label.leaf);
        if labels.iter().take(lead).filter(is_item).count() > MOST_POINTS {
            return labels.iter().position(|label| is_item(&label));
        }
        Some(lead)
    }

    fn opens(&self, label: &Labelled) -> bool {
        matches!(label.kind, BlockKind::Paragraph | BlockKind::Blockquote)
            && self.hint(label) != Some(Hint::Deck)
            && self.leaf(label).is_some_and(|leaf| leaf.length >= 60 && leaf.prose > 0)
            && (self.vote.headline.is_none() || self.is_below_headline(label))
    }

    fn is_in_row(&self, label: &Labelled, row: Option<usize>) -> bool {
        self.range.contains(&label.leaf)
            && label.kind == BlockKind::Paragraph
            && self.hint(label) != Some(Hint::Deck)
            && self.row(label) == row
            && self.leaf(label).is_some_and(|leaf| {
                let is_sentence = leaf.ends && leaf.length >= 10;
                is_paragraph(self.blocks, leaf) && (is_sentence || leaf.length >= 120)
            })
    }

    fn may_be_deck(&self, label: &Labelled) -> bool {
        let Some(leaf) = self.leaf(label) else { return false };
        let hint = self.hint(label);
        let is_plain = matches!(label.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Blockquote)
            || (!self.range.contains(&label.leaf) && label.kind == BlockKind::Promo && hint.is_none());
        self.is_below_headline(label)
            && leaf.length >= 40
            && leaf.linked * 4 < leaf.text.len()
            && (is_plain || hint == Some(Hint::Deck))
            && !self.blocks.around(leaf).take(3).any(|(_, frame)| frame.tag == Tag::LI)
            && furniture_line(self.blocks.text_of(leaf), leaf).is_none()
    }

    fn is_long(&self, label: &Labelled) -> bool {
        self.leaf(label).is_some_and(|leaf| leaf.length >= 120 && leaf.prose > 0 && leaf.ends)
    }

    /// Furniture stays what it is, and so does a heading right above the text that it opens.
    fn stays(&self, label: &Labelled, row: Option<usize>) -> bool {
        let opens = || label.kind == BlockKind::Heading && self.range.contains(&label.leaf) && self.row(label) == row;
        label.kind.is_furniture() || label.kind == BlockKind::Caption || opens()
    }

    fn relabel(&self, label: &mut Labelled) {
        if let Some(leaf) = self.leaf(label) {
            label.kind = head_kind(self.blocks.text_of(leaf), leaf);
        }
    }
}
