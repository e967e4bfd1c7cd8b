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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
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
    let mut emissions: Vec<[Emission; 2]> = region.cells().map(|cells| weights.base(&features::base(cells))).collect();
    let first = decode(emissions.iter().map(|[first, _]| *first), &weights.first);
    for ([_, second], keys) in emissions.iter_mut().zip(region.second(&first)) {
        second.iter_mut().zip(weights.second(&keys)).for_each(|(sum, weight)| *sum += weight);
    }
    tagged.tags.extend(decode(emissions.iter().map(|[_, second]| *second), &weights.second));
    tagged.source_margins.extend(emissions.iter().map(|[_, second]| source_margin(*second)));
}

fn source_margin([outside, start, inside, cue, cue_inside, content, content_inside, _]: Emission) -> i16 {
    let other = outside.max(cue).max(cue_inside).max(content).max(content_inside);
    start.max(inside).saturating_sub(other)
}

/// The sums of the weights of each tag for one token.
pub(crate) type Emission = [i16; LANES];

/// Tags are worked on side by side, eight at a time; the last lane is empty.
pub(crate) const LANES: usize = 8;

/// Weights of a tag behind another, in rows by the earlier one; the last row is that of the start of a region. Each is eight
/// times the weight, and its lowest three bits name the earlier tag: the greatest sum tells where it came from, and of equal
/// ones that of the smaller tag is the greatest.
pub(crate) type Transitions = [[i32; LANES]; TAGS + 1];

/// A score that no sum of weights reaches, with room for eight times as much.
const NEVER: i32 = i32::MIN / 32;

/// Bars what cannot be: a tag that goes on with another part than its own, or with nothing at the start.
pub(crate) fn barred(weights: &[[i32; TAGS]; TAGS + 1]) -> Transitions {
    let allowed = |from: usize, tag: usize| {
        tag < TAGS && (!Tag::from_index(tag).is_inside() || (from < TAGS && (tag - 1..=tag).contains(&from)))
    };
    let weight = |from: usize, tag: usize| weights.get(from).and_then(|row| row.get(tag)).copied().unwrap_or_default();
    let packed = |number: i32, weight: i32| weight * 8 + 7 - number;
    std::array::from_fn(|from| {
        let number = i32::try_from(from).unwrap_or_default();
        std::array::from_fn(|tag| packed(number, if allowed(from, tag) { weight(from, tag) } else { NEVER }))
    })
}

/// The best sequence of tags: Viterbi's algorithm; of equal ones the one with the smaller tags.
pub(crate) fn decode<N: Into<i32>>(emissions: impl Iterator<Item = [N; LANES]>, transitions: &Transitions) -> Vec<Tag> {
    let [rows @ .., start] = transitions;
    let mut before: Vec<[u8; LANES]> = Vec::with_capacity(emissions.size_hint().0);
    let mut scores = [0; LANES];
    for emission in emissions {
        let mut next = [i32::MIN; LANES];
        if before.is_empty() {
            next = *start;
        } else {
            for (score, row) in scores.iter().zip(rows) {
                for (next, weight) in next.iter_mut().zip(row) {
                    *next = (*next).max(score + weight);
                }
            }
        }
        before.push(next.map(|packed| 7 - (packed & 7).to_le_bytes()[0]));
        let mut best = i32::MIN;
        for (next, emitted) in next.iter_mut().zip(emission) {
            *next = (*next & !7) + emitted.into() * 8;
            best = best.max(*next);
        }
        // Scores stay small however long the region is.
        scores = next.map(|score| (score - best).max(NEVER * 8));
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
