//! The end of a story, the boxes in it and the lists that lead away from it.

use std::ops::Range;

use super::super::blocks::{Blocks, Frame};
use super::super::container::Vote;
use super::super::hint::Hint;
use super::{Labelled, flow};
use crate::article::BlockKind;
use crate::grammar::words::{ends_sentence, reading_length};
use crate::html::Tag;

/// A list in which a third of all text are links, and few items are sentences, leads to other stories.
pub(super) fn link_lists(blocks: &Blocks, labels: &mut [Labelled]) {
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
            sentences += usize::from(leaf.ends);
        }
        if own.is_some() && end - start >= 3 && linked * 3 >= text && sentences * 3 <= end - start {
            labels.iter_mut().take(end).skip(start).for_each(|label| label.kind = BlockKind::Related);
        }
        start = end;
    }
}

/// The most blocks of a box.
const BOX_BLOCKS: usize = 24;
/// The most text of a box, in characters.
const BOX_LENGTH: usize = 900;

/// A line that offers a newsletter or a subscription opens a box: all of it is the offer.
pub(super) fn offers(blocks: &Blocks, vote: &Vote, labels: &mut [Labelled]) {
    let mut offer: Option<(Range<usize>, BlockKind)> = None;
    for at in 0..labels.len() {
        let Some(label) = labels.get(at) else { break };
        let (leaf, kind) = (label.leaf, label.kind);
        let is_known = offer.as_ref().is_some_and(|(leaves, _)| leaves.contains(&leaf));
        if !is_known && matches!(kind, BlockKind::Newsletter | BlockKind::Paywall) {
            offer = box_around(blocks, vote, leaf).map(|leaves| (leaves, kind));
        }
        let Some((leaves, kind)) = &offer else { continue };
        // The line may be the second or third of its box.
        for label in labels.iter_mut().take(at + 1).skip(at.saturating_sub(OPENING)) {
            if leaves.contains(&label.leaf) && !label.kind.is_furniture() {
                label.kind = *kind;
            }
        }
    }
}

/// How many blocks may stand in a box above the line that tells what it is.
const OPENING: usize = 2;

/// The blocks of the largest box that a line opens.
fn box_around(blocks: &Blocks, vote: &Vote, line: usize) -> Option<Range<usize>> {
    let leaf = blocks.leaves.get(line)?;
    let is_box = |(at, frame): &(usize, &Frame)| {
        let leaves = || blocks.leaves.get(frame.leaves.clone()).unwrap_or_default().iter();
        *at != vote.frame
            && frame.leaves.len() <= BOX_BLOCKS
            && line - frame.leaves.start <= OPENING
            && leaves().map(|leaf| leaf.length).sum::<usize>() <= BOX_LENGTH
    };
    blocks.around(leaf).skip(1).take_while(is_box).last().map(|(_, frame)| frame.leaves.clone())
}

/// Under the story a line tells who the author is.
pub(super) fn bios(blocks: &Blocks, authors: &[String], labels: &mut [Labelled]) {
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
pub(super) fn close_story(blocks: &Blocks, labels: &mut [Labelled]) {
    // A page of lists has no last sentence.
    let Some(last) = labels.iter().rposition(|label| closes(blocks, label)) else { return };
    let row = |label: &Labelled| blocks.leaves.get(label.leaf).map(|leaf| flow(blocks, leaf));
    let last_row = labels.get(last).and_then(row);
    for label in labels.iter_mut().skip(last + 1).filter(|label| may_be_text(label)) {
        // A list, a signature, a link in plain words in one row with the text belongs to it.
        let is_text = matches!(label.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Blockquote);
        let is_plain = blocks.leaves.get(label.leaf).is_some_and(|leaf| {
            leaf.linked * 3 <= leaf.text.len() || blocks.text_of(leaf).starts_with(|c: char| c.is_ascii_digit())
        });
        if !(is_text && is_plain && row(label) == last_row) {
            label.kind = BlockKind::Related;
        }
    }
    lone_headings(labels);
}

fn may_be_text(label: &Labelled) -> bool {
    !label.kind.is_furniture() && !matches!(label.kind, BlockKind::Caption | BlockKind::Pullquote)
}

/// Whether a story may end with the block.
fn closes(blocks: &Blocks, label: &Labelled) -> bool {
    let text = blocks.leaves.get(label.leaf).map_or("", |leaf| blocks.text_of(leaf));
    let length = reading_length(text);
    let is_prose = matches!(label.kind, BlockKind::Table | BlockKind::Embed)
        || (ends_sentence(text) && length >= 15)
        || length >= 120;
    may_be_text(label) && is_prose && label.kind != BlockKind::Heading
}

/// A heading without prose below it is that of a box.
fn lone_headings(labels: &mut [Labelled]) {
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

/// Where nothing is left but furniture, sentences are text after all.
pub(super) fn keep_prose(blocks: &Blocks, vote: &Vote, labels: &mut [Labelled]) {
    if labels.iter().any(|label| label.is_deck || !label.kind.is_furniture()) {
        return;
    }
    for label in labels {
        let Some(leaf) = blocks.leaves.get(label.leaf).filter(|_| label.kind != BlockKind::HeadlineRepeat) else {
            continue;
        };
        let hint = vote.hints.get(leaf.frame).copied().flatten();
        if leaf.prose > 0 && !matches!(hint, Some(Hint::Placeholder | Hint::Comments | Hint::Nav | Hint::Footer)) {
            label.kind = BlockKind::Paragraph;
        }
    }
}
