//! What each block of the article is: prose, or which furniture.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Blocks, Frame, Leaf};
use super::container::{Vote, prose};
use super::hint::Hint;
use crate::article::BlockKind;
use crate::grammar::words::{ends_sentence, reading_length};
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
    let range = story_start(blocks, vote, start, &range)..range.end;
    let mut reader = Reader::new(blocks, vote, range.clone());
    let mut labels: Vec<Labelled> = (start.unwrap_or(range.start)..range.end).filter_map(|at| reader.one(at)).collect();
    link_lists(blocks, &mut labels);
    open_story(blocks, vote, &range, &mut labels);
    boxes(blocks, vote, &mut labels);
    close_story(blocks, &mut labels);
    tail_bios(blocks, authors, &mut labels);
    keep_prose(blocks, vote, &mut labels);
    labels
}

/// Where nothing is left but furniture, sentences are text after all.
fn keep_prose(blocks: &Blocks, vote: &Vote, labels: &mut [Labelled]) {
    if labels.iter().any(|label| label.is_deck || !label.kind.is_furniture()) {
        return;
    }
    for label in labels {
        let Some(leaf) = blocks.leaves.get(label.leaf).filter(|_| label.kind != BlockKind::HeadlineRepeat) else {
            continue;
        };
        let hint = vote.hints.get(leaf.frame).copied().flatten();
        if prose(blocks, leaf) > 0
            && !matches!(hint, Some(Hint::Placeholder | Hint::Comments | Hint::Nav | Hint::Footer))
        {
            label.kind = BlockKind::Paragraph;
        }
    }
}

/// The block between headline and container with which the story starts; a story may stand in several parts, the first of
/// them short. A paragraph alone there is the deck, unless it looks like those of the container.
fn story_start(blocks: &Blocks, vote: &Vote, start: Option<usize>, range: &std::ops::Range<usize>) -> usize {
    let Some(start) = start else { return range.start };
    let is_story = |at: &usize| {
        let Some(leaf) = blocks.leaves.get(*at) else { return false };
        let hint = vote.hints.get(leaf.frame).copied().flatten();
        is_paragraph(blocks, leaf)
            && leaf.length >= 80
            && prose(blocks, leaf) > 0
            && matches!(hint, None | Some(Hint::Embed))
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

fn is_paragraph(blocks: &Blocks, leaf: &Leaf) -> bool {
    blocks.frame(leaf.frame).is_some_and(|frame| frame.tag == Tag::P)
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

/// The element that a paragraph or list stands in: what follows in the same one is of the same text.
fn flow(blocks: &Blocks, leaf: &Leaf) -> usize {
    let inner = |tag| {
        matches!(tag, Tag::P | Tag::LI | Tag::UL | Tag::OL | Tag::DL | Tag::DT | Tag::DD | Tag::BLOCKQUOTE)
            || tag.is_heading()
    };
    let outer = blocks.around(leaf).find(|(_, frame)| !inner(frame.tag));
    outer.map_or(0, |(at, _)| at)
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
            let mass = prose(blocks, leaf);
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
            return head_kind(text, leaf);
        }
        let tag = self.blocks.frame(leaf.frame).map(|frame| frame.tag);
        if let Some(kind) = furniture_line(text, leaf).filter(|_| tag != Some(Tag::TR)) {
            return kind;
        }
        // What stands there three times is a label or a notice, and so is what is short and stands there twice.
        let times = self.counts.get(text).copied().unwrap_or_default();
        let may_repeat =
            self.repeats_itself || tag.is_some_and(|tag| matches!(tag, Tag::TR | Tag::LI) || tag.is_heading());
        if !may_repeat && (times >= 3 || (times == 2 && leaf.length < 60 && leaf.length >= 10 && !ends_sentence(text)))
        {
            return BlockKind::Promo;
        }
        if !may_repeat && leaf.length >= 60 && !self.seen.insert(text) {
            return BlockKind::Promo;
        }
        self.prose_kind(text, leaf)
    }

    fn prose_kind(&self, text: &str, leaf: &Leaf) -> BlockKind {
        let around = || self.blocks.around(leaf).take(6).map(|(_, frame)| frame);
        let tag = around().next().map(|frame| frame.tag);
        let has_end = ends_sentence(text);
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

/// Blocks between a headline above the container and the container.
fn head_kind(text: &str, leaf: &Leaf) -> BlockKind {
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

/// A list in which a third of all text are links, and few items are sentences, leads to other stories.
fn link_lists(blocks: &Blocks, labels: &mut [Labelled]) {
    let list = |label: &Labelled| {
        let leaf = blocks.leaves.get(label.leaf).filter(|_| label.kind == BlockKind::ListItem)?;
        blocks.around(leaf).find(|(_, frame)| matches!(frame.tag, Tag::UL | Tag::OL)).map(|(at, _)| at)
    };
    let mut start = 0;
    while let Some(label) = labels.get(start) {
        let own = list(label);
        let rest = labels.iter().skip(start);
        // Items that are known as links already count too.
        let end = start + 1 + rest.skip(1).take_while(|label| own.is_some() && list(label) == own).count();
        let items = || labels.iter().take(end).skip(start).filter_map(|label| blocks.leaves.get(label.leaf));
        let (mut text, mut linked, mut sentences) = (0, 0, 0);
        for leaf in items() {
            text += leaf.text.len();
            linked += leaf.linked;
            sentences += usize::from(ends_sentence(blocks.text_of(leaf)));
        }
        if own.is_some() && end - start >= 3 && linked * 3 >= text && sentences * 3 <= end - start {
            labels.iter_mut().take(end).skip(start).for_each(|label| label.kind = BlockKind::Related);
        }
        start = end;
    }
}

/// The most blocks between headline and first paragraph: deck, summary, byline, date, share buttons.
const HEAD_BLOCKS: usize = 24;

/// Above the first paragraph only headline, deck, byline and date stand.
fn open_story(blocks: &Blocks, vote: &Vote, range: &std::ops::Range<usize>, labels: &mut [Labelled]) {
    // What stands in the body is its opening, whatever it is called.
    let hint = |label: &Labelled| {
        let leaf = blocks.leaves.get(label.leaf)?;
        let hint = vote.hints.get(leaf.frame).copied().flatten();
        let opens =
            || is_paragraph(blocks, leaf) && blocks.frame(flow(blocks, leaf)).is_some_and(|frame| frame.is_body);
        hint.filter(|hint| *hint != Hint::Deck || !opens())
    };
    let opens = |label: &Labelled| {
        let leaf = blocks.leaves.get(label.leaf);
        matches!(label.kind, BlockKind::Paragraph | BlockKind::Blockquote)
            && hint(label) != Some(Hint::Deck)
            && leaf.is_some_and(|leaf| leaf.length >= 60 && prose(blocks, leaf) > 0)
            && vote.headline.is_none_or(|headline| label.leaf > headline)
    };
    let is_lead = |label: &Labelled| label.kind == BlockKind::Table || opens(label);
    let Some(mut lead) = labels.iter().position(is_lead) else { return };
    let headline = labels.iter().position(|label| Some(label.leaf) == vote.headline).unwrap_or_default();
    if lead > headline + HEAD_BLOCKS {
        return;
    }
    // Short sentences in front of the first long one are of the text too where they stand in one row with it.
    let row = labels.get(lead).and_then(|label| blocks.leaves.get(label.leaf)).map(|leaf| flow(blocks, leaf));
    let is_in_row = |label: &Labelled| {
        let leaf = blocks.leaves.get(label.leaf);
        range.contains(&label.leaf)
            && label.kind == BlockKind::Paragraph
            && hint(label) != Some(Hint::Deck)
            && leaf.is_some_and(|leaf| {
                let sentence = ends_sentence(blocks.text_of(leaf)) && leaf.length >= 25;
                is_paragraph(blocks, leaf) && sentence && Some(flow(blocks, leaf)) == row
            })
    };
    if let Some(first) = labels.iter().take(lead).position(is_in_row) {
        lead = first;
    }
    let may_be_deck = |label: &&Labelled| {
        let Some(leaf) = blocks.leaves.get(label.leaf) else { return false };
        let text = blocks.text_of(leaf);
        let told = hint(label) == Some(Hint::Deck);
        let plain = matches!(label.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Blockquote)
            || (!range.contains(&label.leaf) && label.kind == BlockKind::Promo && hint(label).is_none());
        let below = vote.headline.is_some_and(|headline| label.leaf > headline);
        below
            && leaf.length >= 40
            && leaf.linked * 4 < leaf.text.len()
            && (plain || told)
            && !blocks.around(leaf).take(3).any(|(_, frame)| frame.tag == Tag::LI)
            && furniture_line(text, leaf).is_none()
    };
    let head = || labels.iter().take(lead).filter(may_be_deck);
    let deck = head().find(|label| hint(label) == Some(Hint::Deck)).or_else(|| head().next()).map(|label| label.leaf);
    let is_long = |label: &&Labelled| {
        let leaf = blocks.leaves.get(label.leaf);
        leaf.is_some_and(|leaf| leaf.length >= 120 && prose(blocks, leaf) > 0 && ends_sentence(blocks.text_of(leaf)))
    };
    let extra: BTreeSet<usize> = head().filter(is_long).map(|label| label.leaf).collect();
    for label in labels.iter_mut().take(lead) {
        if Some(label.leaf) == deck {
            label.is_deck = true;
            continue;
        }
        let Some(leaf) = blocks.leaves.get(label.leaf) else { continue };
        // A second deck, an abstract.
        if extra.contains(&label.leaf) {
            label.kind = BlockKind::Paragraph;
            continue;
        }
        if label.kind.is_furniture() || label.kind == BlockKind::Caption {
            continue;
        }
        // A heading right above the text it opens.
        if label.kind == BlockKind::Heading && range.contains(&label.leaf) && Some(flow(blocks, leaf)) == row {
            continue;
        }
        label.kind = head_kind(blocks.text_of(leaf), leaf);
    }
}

/// The most blocks of a box.
const BOX_BLOCKS: usize = 24;

/// A line that offers a newsletter or a subscription opens a box: all of it is the offer.
fn boxes(blocks: &Blocks, vote: &Vote, labels: &mut [Labelled]) {
    let mut end = 0;
    let offers: Vec<(std::ops::Range<usize>, BlockKind)> = labels
        .iter()
        .filter_map(|label| {
            let kind = Some(label.kind).filter(|kind| matches!(kind, BlockKind::Newsletter | BlockKind::Paywall))?;
            let leaf = blocks.leaves.get(label.leaf).filter(|_| label.leaf >= end)?;
            let is_box = |(at, frame): &(usize, &Frame)| {
                let length: usize =
                    blocks.leaves.get(frame.leaves.clone()).unwrap_or_default().iter().map(|leaf| leaf.length).sum();
                *at != vote.frame
                    && frame.leaves.len() <= BOX_BLOCKS
                    && label.leaf - frame.leaves.start <= 2
                    && length <= 900
            };
            let (_, frame) = blocks.around(leaf).skip(1).take_while(is_box).last()?;
            end = frame.leaves.end;
            Some((frame.leaves.clone(), kind))
        })
        .collect();
    let mut offers = offers.into_iter().peekable();
    for label in labels.iter_mut() {
        while offers.next_if(|(leaves, _)| leaves.end <= label.leaf).is_some() {}
        if let Some((_, kind)) =
            offers.peek().filter(|(leaves, _)| leaves.contains(&label.leaf) && !label.kind.is_furniture())
        {
            label.kind = *kind;
        }
    }
}

/// Under the story a line tells who the author is.
fn tail_bios(blocks: &Blocks, authors: &[String], labels: &mut [Labelled]) {
    let tells = |label: &Labelled| {
        let text = blocks.leaves.get(label.leaf).map_or("", |leaf| blocks.text_of(leaf));
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        text.len() <= 600 && authors.iter().any(|name| name.contains(' ') && text.starts_with(name.as_str()))
    };
    let prose = |label: &&mut Labelled| label.kind == BlockKind::Paragraph;
    labels
        .iter_mut()
        .rev()
        .filter(prose)
        .take(3)
        .filter(|label| tells(label))
        .for_each(|label| label.kind = BlockKind::Bio);
}

/// Behind the last sentence nothing but furniture stands: headings of link lists, tags, bios.
fn close_story(blocks: &Blocks, labels: &mut [Labelled]) {
    let text = |label: &Labelled| blocks.leaves.get(label.leaf).map_or("", |leaf| blocks.text_of(leaf));
    let row = |label: &Labelled| blocks.leaves.get(label.leaf).map(|leaf| flow(blocks, leaf));
    let may_close = |label: &Labelled| {
        !label.kind.is_furniture() && !matches!(label.kind, BlockKind::Caption | BlockKind::Pullquote)
    };
    let closes = |label: &Labelled| {
        let text = text(label);
        let is_end = ends_sentence(text) && reading_length(text) >= 15;
        let is_prose =
            matches!(label.kind, BlockKind::Table | BlockKind::Embed) || is_end || reading_length(text) >= 120;
        may_close(label) && is_prose && label.kind != BlockKind::Heading
    };
    // A page of lists has no last sentence.
    let Some(last) = labels.iter().rposition(closes) else { return };
    let last_row = labels.get(last).and_then(row);
    for label in labels.iter_mut().skip(last + 1).filter(|label| may_close(label)) {
        // A list, a signature, a link in plain words in one row with the text belongs to it.
        let is_text = matches!(label.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Blockquote);
        let is_plain = blocks.leaves.get(label.leaf).is_some_and(|leaf| {
            leaf.linked * 3 <= leaf.text.len() || blocks.text_of(leaf).starts_with(|c: char| c.is_ascii_digit())
        });
        if !(is_text && is_plain && row(label) == last_row) {
            label.kind = BlockKind::Related;
        }
    }
    // A heading without prose below it is that of a box.
    let mut below_prose = false;
    for label in labels.iter_mut().rev() {
        match label.kind {
            BlockKind::Heading if !below_prose => label.kind = BlockKind::Related,
            BlockKind::Heading => {}
            BlockKind::Related | BlockKind::Newsletter | BlockKind::Share => below_prose = false,
            kind if !kind.is_furniture() => below_prose = true,
            _ => {}
        }
    }
}
