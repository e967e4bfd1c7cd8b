//! The learned tagger of English statements: which words are what is said, which say so, and which name the speaker.
//!
//! Two linear chains over the tokens of a region, one after the other. The first reads the words around a token, the
//! nearest words that may be cues, signs and quotation marks. The second reads what the first said as well, so that it
//! knows a cue that stands thirty words away and ends a clause where clauses end. Both take their weights from one table
//! of 8-bit integers, so that a feature is looked up once for both; `cargo xtask train` makes it, and the card beside the
//! weights says from what, how, and how well.
//!
//! Integers alone decide, so that every machine gives the same tags. Time is linear in the tokens.

pub(crate) mod features;
pub(crate) mod weights;

use std::ops::Range;

use self::features::{BASE, Cell, Region, SECOND};
use self::weights::Weights;
use crate::annotators::marks::Stretch;
use crate::annotators::tokens::Tokens;

/// What a token is part of, with its first token told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub(crate) enum Tag {
    /// No part of a statement.
    #[default]
    Outside,
    /// The words that name the speaker.
    SourceStart,
    SourceInside,
    /// The words that say that something is said.
    CueStart,
    CueInside,
    /// What is said.
    ContentStart,
    ContentInside,
}

/// How many tags there are.
pub(crate) const TAGS: usize = 7;

impl Tag {
    const ALL: [Tag; TAGS] = [
        Tag::Outside,
        Tag::SourceStart,
        Tag::SourceInside,
        Tag::CueStart,
        Tag::CueInside,
        Tag::ContentStart,
        Tag::ContentInside,
    ];

    /// Whether the tag goes on with the token before.
    pub(crate) fn is_inside(self) -> bool {
        matches!(self, Tag::SourceInside | Tag::CueInside | Tag::ContentInside)
    }

    /// The tag by its number.
    pub(crate) fn from_index(index: usize) -> Tag {
        Tag::ALL.get(index).copied().unwrap_or_default()
    }
}

/// The tags of all tokens, and how much each looks like the name of a speaker.
#[derive(Debug, Default)]
pub(crate) struct Tagged {
    pub(crate) tags: Vec<Tag>,
    /// The weight for the better of the two source tags above that for the best other tag.
    pub(crate) source_margins: Vec<i16>,
}

/// Tags every token of an article.
pub(crate) fn tag(
    text: &str,
    tokens: &Tokens,
    sentences: &[Range<usize>],
    stretches: &[Stretch],
    weights: &Weights,
) -> Tagged {
    let mut tagged = Tagged::default();
    features::regions(text, tokens, sentences, stretches, &|hash| weights.cue(hash), &mut |region| {
        tag_region(region, weights, &mut tagged);
    });
    tagged
}

fn tag_region(region: &Region<'_>, weights: &Weights, tagged: &mut Tagged) {
    let mut emissions: Vec<[i16; 16]> = region.cells().map(|cells| weights.base(&features::base(cells))).collect();
    let first = decode(emissions.iter().map(|both| half(both, 0)), &weights.first);
    for (both, keys) in emissions.iter_mut().zip(region.second(&first)) {
        weights.add_second(&keys, both);
    }
    tagged.tags.extend(decode(emissions.iter().map(|both| half(both, 8)), &weights.second));
    tagged.source_margins.extend(emissions.iter().map(source_margin));
}

fn source_margin(both: &[i16; 16]) -> i16 {
    let [_, _, _, _, _, _, _, _, outside, start, inside, cue, cue_inside, content, content_inside, _] = *both;
    let other = outside.max(cue).max(cue_inside).max(content).max(content_inside);
    start.max(inside).saturating_sub(other)
}

fn half(both: &[i16; 16], from: usize) -> [i32; TAGS] {
    std::array::from_fn(|tag| both.get(from + tag).copied().map_or(0, i32::from))
}

/// Weights of a tag behind another; the last row is that of the start of a region.
pub(crate) type Transitions = [[i32; TAGS]; TAGS + 1];

/// A score that no sum of weights reaches.
const NEVER: i32 = i32::MIN / 2;

/// The best sequence of tags: Viterbi's algorithm; of equal ones the one with the smaller tags.
pub(crate) fn decode(emissions: impl Iterator<Item = [i32; TAGS]>, transitions: &Transitions) -> Vec<Tag> {
    let mut before: Vec<[u8; TAGS]> = Vec::with_capacity(emissions.size_hint().0);
    let mut scores = [NEVER; TAGS];
    for emission in emissions {
        let (mut next, mut from) = ([NEVER; TAGS], [0_u8; TAGS]);
        let start = before.is_empty();
        for (tag, ((next, from), emitted)) in next.iter_mut().zip(&mut from).zip(emission).enumerate() {
            if start {
                let weight = transitions.last().and_then(|row| row.get(tag)).copied().unwrap_or_default();
                *next = if Tag::from_index(tag).is_inside() { NEVER } else { weight + emitted };
                continue;
            }
            // What goes on goes on from the same part.
            let earlier = if Tag::from_index(tag).is_inside() { tag - 1..tag + 1 } else { 0..TAGS };
            for (at, (score, row)) in scores.iter().zip(transitions).enumerate() {
                let score = score + row.get(tag).copied().unwrap_or_default();
                if score > *next && earlier.contains(&at) {
                    *next = score;
                    *from = u8::try_from(at).unwrap_or_default();
                }
            }
            *next += emitted;
        }
        // Scores stay small however long the region is.
        let best = next.iter().copied().max().unwrap_or_default();
        scores = next.map(|score| (score - best).max(NEVER));
        before.push(from);
    }
    let mut tag = (0..TAGS).rev().max_by_key(|&tag| scores.get(tag).copied()).unwrap_or_default();
    let mut tags = vec![Tag::Outside; before.len()];
    for (slot, from) in tags.iter_mut().zip(&before).rev() {
        *slot = Tag::from_index(tag);
        tag = from.get(tag).copied().map_or(0, usize::from);
    }
    tags
}

/// The cells around a token: two before, itself, two behind.
pub(crate) type Around<'a> = &'a [Cell; 5];

/// Keys of the features of a token, for the first chain and what the second adds.
pub(crate) type BaseKeys = [u64; BASE];
/// See [`BaseKeys`].
pub(crate) type SecondKeys = [u64; SECOND];
