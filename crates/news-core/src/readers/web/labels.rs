//! What each block of the article is: prose, or which furniture.

mod head;
mod tail;

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Blocks, Frame, Leaf};
use super::container::Vote;
use super::hint::Hint;
use crate::article::BlockKind;
use crate::grammar::{line_kind, page};
use crate::html::Tag;
use crate::span::Span;

/// A block of the article with its kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Labelled {
    /// Number of the leaf.
    pub(super) leaf: usize,
    pub(super) kind: BlockKind,
    /// Of a heading.
    pub(super) level: Option<u8>,
    /// Whether it is the line under the headline that sums the story up.
    pub(super) is_deck: bool,
}

/// Labels the blocks from the headline to the end of the container.
pub(super) fn label(blocks: &Blocks, vote: &Vote, authors: &[String]) -> Vec<Labelled> {
    let range = blocks.frame(vote.frame).map(|frame| frame.leaves.clone()).unwrap_or_default();
    let start = vote.headline.filter(|headline| *headline < range.start && range.start - headline < 60);
    let range = head::story_start(blocks, vote, start, &range)..range.end;
    let mut reader = Reader::new(blocks, vote, range.clone());
    let mut labels: Vec<Labelled> = (start.unwrap_or(range.start)..range.end).filter_map(|at| reader.one(at)).collect();
    tail::link_lists(blocks, &mut labels);
    head::open_story(blocks, vote, &range, &mut labels);
    tail::offers(blocks, vote, &mut labels);
    tail::close_story(blocks, &mut labels);
    tail::bios(blocks, authors, &mut labels);
    tail::keep_prose(blocks, vote, &mut labels);
    labels
}

struct Reader<'b> {
    blocks: &'b Blocks,
    vote: &'b Vote,
    range: std::ops::Range<usize>,
    /// Whether nearly all prose stands in paragraphs.
    in_paragraphs: bool,
    headline: &'b str,
    /// How often a text stands in the container.
    counts: BTreeMap<&'b str, usize>,
    seen: BTreeSet<&'b str>,
    /// Whether more than a quarter of the blocks stand there before: a plan, a table; repeats tell nothing.
    repeats_itself: bool,
}

impl<'b> Reader<'b> {
    fn new(blocks: &'b Blocks, vote: &'b Vote, range: std::ops::Range<usize>) -> Self {
        let leaves = blocks.leaves.get(range.clone()).unwrap_or_default();
        let (mut all, mut paragraphs) = (0, 0);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for leaf in leaves {
            let mass = leaf.prose;
            all += mass;
            let tag = blocks.frame(leaf.frame).map(|frame| frame.tag);
            *counts.entry(blocks.text_of(leaf)).or_default() += 1;
            paragraphs += if matches!(tag, Some(Tag::P | Tag::LI | Tag::BLOCKQUOTE)) { mass } else { 0 };
        }
        let headline = vote.headline.and_then(|at| blocks.leaves.get(at)).map_or("", |leaf| blocks.text_of(leaf));
        let in_paragraphs = paragraphs * 10 >= all * 8;
        let repeats_itself = counts.len() * 4 < leaves.len() * 3;
        Reader { blocks, vote, range, in_paragraphs, headline, counts, seen: BTreeSet::new(), repeats_itself }
    }

    fn one(&mut self, at: usize) -> Option<Labelled> {
        let leaf = self.blocks.leaves.get(at)?;
        let kind = self.kind(at, leaf);
        let tags = || self.blocks.around(leaf).take(3).map(|(_, frame)| frame.tag);
        let level = (kind == BlockKind::Heading).then(|| tags().find_map(heading_level).unwrap_or(3));
        Some(Labelled { leaf: at, kind, level, is_deck: false })
    }

    fn kind(&mut self, at: usize, leaf: &'b Leaf) -> BlockKind {
        let text = self.blocks.text_of(leaf);
        if Some(at) == self.vote.headline || (!self.headline.is_empty() && text == self.headline) {
            return BlockKind::HeadlineRepeat;
        }
        let hint = self.vote.hints.get(leaf.frame).copied().flatten();
        if let Some(kind) = hint.filter(|hint| *hint != Hint::Deck).and_then(Hint::kind) {
            return kind;
        }
        if !self.range.contains(&at) {
            return head::head_kind(text, leaf);
        }
        let tag = self.blocks.frame(leaf.frame).map(|frame| frame.tag);
        if let Some(kind) = furniture_line(text, leaf).filter(|_| tag != Some(Tag::TR)) {
            return kind;
        }
        // What stands there three times is a label or a notice, and so is what is short and stands there twice.
        let times = self.counts.get(text).copied().unwrap_or_default();
        let may_repeat =
            self.repeats_itself || tag.is_some_and(|tag| matches!(tag, Tag::TR | Tag::LI) || tag.is_heading());
        if !may_repeat && (times >= 3 || (times == 2 && leaf.length < 60 && leaf.length >= 10 && !leaf.ends)) {
            return BlockKind::Promo;
        }
        if !may_repeat && leaf.length >= 60 && !self.seen.insert(text) {
            return BlockKind::Promo;
        }
        self.prose_kind(leaf)
    }

    fn prose_kind(&self, leaf: &Leaf) -> BlockKind {
        let around = || self.blocks.around(leaf).take(6).map(|(_, frame)| frame);
        let tag = around().next().map(|frame| frame.tag);
        let has_end = leaf.ends;
        match tag {
            Some(tag) if tag.is_heading() && leaf.length <= 250 => return BlockKind::Heading,
            Some(Tag::LI | Tag::DD | Tag::DT) => return BlockKind::ListItem,
            Some(Tag::TR) if leaf.length >= 160 && has_end => return BlockKind::Paragraph,
            Some(Tag::TR | Tag::CAPTION) => return BlockKind::Table,
            Some(Tag::PRE) => return BlockKind::Paragraph,
            _ => {}
        }
        if self.is_caption(leaf) {
            return BlockKind::Caption;
        }
        for frame in around() {
            match frame.tag {
                Tag::BLOCKQUOTE => return BlockKind::Blockquote,
                Tag::LI => return BlockKind::ListItem,
                tag if tag.is_heading() => return BlockKind::Heading,
                _ => {}
            }
        }
        let in_paragraph = tag == Some(Tag::P);
        if in_paragraph {
            // A paragraph in bold type, short and without a final mark, is a sub-heading.
            if leaf.strong * 10 >= leaf.text.len() * 9 && leaf.length <= 90 && !has_end {
                return BlockKind::Heading;
            }
            return BlockKind::Paragraph;
        }
        // Three blocks and more without an element of their own are text that line breaks part.
        let is_loose = self.blocks.frame(leaf.frame).is_some_and(|frame| frame.loose >= 3);
        if self.in_paragraphs && (leaf.length < 60 || !has_end) {
            return BlockKind::Promo;
        }
        if leaf.length < 25 && !has_end && !is_loose { BlockKind::Promo } else { BlockKind::Paragraph }
    }
}

impl Reader<'_> {
    /// A short text alone in one box with a picture.
    fn is_caption(&self, leaf: &Leaf) -> bool {
        let is_box = |(at, frame): &(usize, &Frame)| {
            *at != self.vote.frame
                && frame.leaves.len() <= 2
                && !frame.is_body
                && !matches!(frame.tag, Tag::TR | Tag::TD | Tag::BLOCKQUOTE)
        };
        let mut boxes = self.blocks.around(leaf).take(4).take_while(is_box);
        let own = boxes.next().map_or(0, |(_, frame)| frame.media);
        leaf.length <= 450 && boxes.any(|(_, frame)| frame.media > own)
    }
}

fn heading_level(tag: Tag) -> Option<u8> {
    Some(match tag {
        Tag::H1 => 1,
        Tag::H2 => 2,
        Tag::H3 => 3,
        Tag::H4 => 4,
        Tag::H5 => 5,
        Tag::H6 => 6,
        _ => return None,
    })
}

/// Links to other stories, offers and credits by their words and links.
fn furniture_line(text: &str, leaf: &Leaf) -> Option<BlockKind> {
    let nearly_link = leaf.linked * 10 >= leaf.text.len() * 8;
    if nearly_link && leaf.length < 250 {
        return Some(BlockKind::Related);
    }
    if leaf.length <= 260
        && let Some(opening) = page::line_opening(text)
    {
        let has_link = leaf.linked > 0;
        let is_short = leaf.length <= 90;
        match opening {
            "related" if has_link || is_short => return Some(BlockKind::Related),
            "newsletter" if has_link || is_short => return Some(BlockKind::Newsletter),
            "promo" if has_link || leaf.length <= 60 => return Some(BlockKind::Promo),
            "sign_off" => return Some(BlockKind::SignOff),
            "bio" if is_short => return Some(BlockKind::Bio),
            "paywall" => return Some(BlockKind::Paywall),
            "caption" => return Some(BlockKind::Caption),
            "credit" if leaf.length <= 200 => return Some(BlockKind::Credit),
            _ => {}
        }
    }
    line_kind::find(text, Span::new(0, text.len())).filter(|kind| kind.is_furniture())
}

fn is_paragraph(blocks: &Blocks, leaf: &Leaf) -> bool {
    blocks.frame(leaf.frame).is_some_and(|frame| frame.tag == Tag::P)
}

/// The element that a paragraph or list stands in: what follows in the same one is of the same text.
fn flow(blocks: &Blocks, leaf: &Leaf) -> usize {
    let inner = |tag| {
        matches!(tag, Tag::P | Tag::LI | Tag::UL | Tag::OL | Tag::DL | Tag::DT | Tag::DD | Tag::BLOCKQUOTE)
            || tag.is_heading()
    };
    let outer = blocks.around(leaf).find(|(_, frame)| !inner(frame.tag));
    outer.map_or(0, |(at, _)| at)
}
