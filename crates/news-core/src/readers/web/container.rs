//! Where on the page the article stands: the innermost block that holds nearly all of its prose.

mod marks;

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::memchr_iter;

use super::blocks::{Blocks, Leaf};
use super::hint::Hint;
use crate::html::Tag;

/// What the vote says.
pub(super) struct Vote {
    /// Number of the frame that holds the article.
    pub(super) frame: usize,
    /// The hint that holds for each frame: its own or that of one around it.
    pub(super) hints: Vec<Option<Hint>>,
    /// Number of the leaf with the headline.
    pub(super) headline: Option<usize>,
}

/// With less prose than this, in characters, other text counts too.
const FEW: usize = 400;

/// Finds the article.
pub(super) fn vote(blocks: &Blocks, titles: &[Cow<'_, str>]) -> Vote {
    let headline = headline(blocks, titles);
    let raw = marks::shown(blocks, headline);
    let hints = marks::hints(blocks, &raw, headline);
    let counted = |leaf: &Leaf| {
        let hint = hints.get(leaf.frame).copied().flatten();
        if matches!(hint, None | Some(Hint::Embed | Hint::Deck | Hint::Pullquote)) { leaf.prose } else { 0 }
    };
    let mut masses = Masses::of(blocks, counted);
    if masses.total() < raw.total() / 10 || masses.total() == 0 {
        // Everything is marked as furniture: the marks say nothing.
        masses = raw;
    }
    if masses.total() < FEW {
        // Lists and tables of a page without sentences are its text.
        let free = |leaf: &Leaf| hints.get(leaf.frame).copied().flatten().is_none_or(|hint| hint == Hint::Embed);
        let plain = Masses::of(blocks, |leaf| if free(leaf) && leaf.linked == 0 { leaf.length } else { 0 });
        if plain.total() > masses.total() * 3 {
            masses = plain;
        }
    }
    Vote { frame: descend(blocks, &masses, headline), hints, headline }
}

/// Prose of each leaf, summed up.
struct Masses(Vec<usize>);

impl Masses {
    fn of(blocks: &Blocks, mut mass: impl FnMut(&Leaf) -> usize) -> Masses {
        let mut sum = 0;
        let sums = blocks.leaves.iter().map(|leaf| {
            sum += mass(leaf);
            sum
        });
        Masses(std::iter::once(0).chain(sums).collect())
    }

    fn total(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }

    fn within(&self, leaves: &std::ops::Range<usize>) -> usize {
        let at = |at: usize| self.0.get(at).copied().unwrap_or_default();
        at(leaves.end).saturating_sub(at(leaves.start))
    }
}

/// The most of a title that is read, in bytes.
const LONGEST_TITLE: usize = 1000;

/// The leaf that prints the headline: a heading that the title of the page repeats, or a part of it, the highest and longest of
/// several, and of those alike the one with most prose below; or else the first of the first level.
fn headline(blocks: &Blocks, titles: &[Cow<'_, str>]) -> Option<usize> {
    let titles: Vec<Title<'_>> = titles.iter().map(|title| Title::new(title)).collect();
    let mut first = None;
    let mut found: Vec<(usize, (bool, usize))> = Vec::new();
    for (at, leaf) in blocks.leaves.iter().enumerate() {
        let tag = blocks.around(leaf).take(3).map(|(_, frame)| frame.tag).find(|tag| tag.is_heading());
        let Some(tag) = tag else { continue };
        let text = blocks.text_of(leaf);
        if leaf.length >= 10 && titles.iter().any(|title| title.is_repeated(text)) {
            found.push((at, (tag == Tag::H1, leaf.length)));
        }
        if tag == Tag::H1 && leaf.length >= 15 && first.is_none() {
            first = Some(at);
        }
    }
    let best = found.iter().map(|(_, rank)| *rank).max();
    found.retain(|(_, rank)| Some(*rank) == best);
    most_prose_below(blocks, &found).or(first)
}

/// The first of those with most prose up to the next.
fn most_prose_below(blocks: &Blocks, found: &[(usize, (bool, usize))]) -> Option<usize> {
    let masses = Masses::of(blocks, |leaf| leaf.prose);
    let next = found.iter().skip(1).map(|(next, _)| *next).chain([blocks.leaves.len()]);
    let mut best: Option<(usize, usize)> = None;
    for ((at, _), next) in found.iter().zip(next) {
        let below = masses.within(&(*at..next));
        best = best.filter(|(_, most)| *most >= below).or(Some((*at, below)));
    }
    best.map(|(at, _)| at)
}

/// A title of the page, and its longer parts.
struct Title<'t> {
    text: &'t str,
    parts: Vec<&'t str>,
}

impl<'t> Title<'t> {
    fn new(title: &'t str) -> Self {
        let text = title.get(..title.floor_char_boundary(LONGEST_TITLE)).unwrap_or_default();
        let parts = text.split(['|', '–', '—', ':', '?', '!']).map(str::trim).filter(|part| part.len() >= 24);
        Title { text, parts: parts.collect() }
    }

    /// Whether the title holds the text of a heading, or the heading holds one of its longer parts.
    fn is_repeated(&self, heading: &str) -> bool {
        holds(self.text, heading) || heading.len() < 400 && self.parts.iter().any(|part| holds(heading, part))
    }
}

/// Whether a short text holds a part: to prepare a search would take longer than to look at each place where it may start.
fn holds(text: &str, part: &str) -> bool {
    let Some(first) = part.bytes().next() else { return true };
    let mut starts = memchr_iter(first, text.as_bytes());
    starts.any(|at| text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(part.as_bytes())))
}

/// Goes down from the page while one child holds nearly all prose.
fn descend(blocks: &Blocks, masses: &Masses, headline: Option<usize>) -> usize {
    let count = blocks.frames.len();
    let mut best: Vec<Option<(usize, usize)>> = vec![None; count];
    for (at, frame) in blocks.frames.iter().enumerate().skip(1) {
        let mass = masses.within(&frame.leaves);
        if let Some(best) = best.get_mut(frame.parent)
            && best.is_none_or(|(_, before)| mass > before)
        {
            *best = Some((at, mass));
        }
    }
    let bodies = bodies(blocks, masses);
    let twins = twins(blocks, masses);
    let mut at = 0;
    while let Some((child, mass)) = best.get(at).copied().flatten() {
        let (Some(frame), Some(outer)) = (blocks.frame(child), blocks.frame(at)) else { break };
        let total = masses.within(&outer.leaves);
        let said = frame.is_body && mass * 10 >= bodies.within(&outer.leaves) * 9;
        let holds_headline = headline.is_some_and(|headline| frame.leaves.contains(&headline));
        let percent = match frame.tag {
            _ if said => 35,
            Tag::ARTICLE | Tag::MAIN if holds_headline => 40,
            _ if holds_headline => 55,
            Tag::MAIN | Tag::ARTICLE => 70,
            _ => 85,
        };
        let holds_text = matches!(frame.tag, Tag::P | Tag::LI | Tag::TD | Tag::BLOCKQUOTE | Tag::UL | Tag::OL);
        // The parts of a story that stands in several look alike.
        let others = twins.get(&(frame.parent, frame.shape)).map_or(0, |sum| sum.saturating_sub(mass));
        let in_parts = others * 10 >= mass && !(frame.tag == Tag::ARTICLE && holds_headline);
        if mass == 0 || mass * 100 < total * percent || (holds_text && frame.leaves.len() < 3) || in_parts {
            break;
        }
        at = child;
    }
    at
}

/// The prose in frames that stand beside each other and look alike, by the frame around them and their shape.
fn twins(blocks: &Blocks, masses: &Masses) -> BTreeMap<(usize, u64), usize> {
    let mut sums = BTreeMap::new();
    for frame in blocks.frames.iter().skip(1).filter(|frame| frame.has_class) {
        let mass = masses.within(&frame.leaves);
        if mass > 0 {
            *sums.entry((frame.parent, frame.shape)).or_default() += mass;
        }
    }
    sums
}

/// The prose that stands in what says that it is the body, which may be several parts.
fn bodies(blocks: &Blocks, masses: &Masses) -> Masses {
    let mut inside = vec![false; blocks.frames.len()];
    for (at, frame) in blocks.frames.iter().enumerate() {
        let outer = at > 0 && inside.get(frame.parent).copied().unwrap_or_default();
        inside.get_mut(at).into_iter().for_each(|inside| *inside = outer || frame.is_body);
    }
    let mut leaves = 0..0;
    Masses::of(blocks, |leaf| {
        leaves = leaves.end..leaves.end + 1;
        if inside.get(leaf.frame).copied().unwrap_or_default() { masses.within(&leaves) } else { 0 }
    })
}
