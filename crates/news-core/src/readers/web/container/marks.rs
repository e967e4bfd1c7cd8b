//! Which marks of elements hold: a class that covers much of the prose of a page is that of the layout, not of a box.

use std::collections::BTreeMap;

use super::super::blocks::{Blocks, Frame, Leaf};
use super::super::hint::Hint;
use super::{Masses, bodies};
use crate::html::Tag;

/// The prose of the page without questions for consent and readers' comments, unless nothing much is left: there may be more
/// of it than of the story.
pub(super) fn shown(blocks: &Blocks, headline: Option<usize>) -> Masses {
    let all = Masses::of(blocks, |leaf| leaf.prose);
    let mut off: Vec<bool> = Vec::with_capacity(blocks.frames.len());
    for (at, frame) in blocks.frames.iter().enumerate() {
        let outer = at > 0 && off.get(frame.parent).copied().unwrap_or_default();
        let is_story = headline.is_none_or(|headline| frame.leaves.contains(&headline));
        let own = matches!(frame.hint, Some(Hint::Placeholder | Hint::Comments));
        off.push(outer || (own && !is_story && all.within(&frame.leaves) * 5 <= all.total() * 4));
    }
    let kept = |leaf: &Leaf| if off.get(leaf.frame) == Some(&true) { 0 } else { leaf.prose };
    let kept = Masses::of(blocks, kept);
    if kept.total() * 10 < all.total() { all } else { kept }
}

/// The hint that holds for each frame.
///
/// A mark that covers much of the prose of a page is that of the layout, not of a box; so is one around the headline or
/// around what says that it is the body.
pub(super) fn hints(blocks: &Blocks, masses: &Masses, headline: Option<usize>) -> Vec<Option<Hint>> {
    let measures = Measures::of(blocks, masses, headline);
    let cards = cards(blocks, headline);
    let total = masses.total();
    // The prose that a mark is measured by: that of the page, inside the body that of the body.
    let mut scopes: Vec<usize> = Vec::with_capacity(blocks.frames.len());
    let mut hints: Vec<Option<Hint>> = Vec::with_capacity(blocks.frames.len());
    for (at, frame) in blocks.frames.iter().enumerate() {
        let outer = if at == 0 { None } else { hints.get(frame.parent).copied().flatten() };
        let scope = if at == 0 { total } else { scopes.get(frame.parent).copied().unwrap_or(total) };
        // What asks for consent calls its text the main content too.
        let is_body = frame.is_body && measures.is_main(frame) && outer != Some(Hint::Placeholder);
        scopes.push(if is_body { masses.within(&frame.leaves) } else { scope });
        let is_card = cards.get(at) == Some(&true);
        let own = frame.hint.filter(|hint| measures.is_box(frame, *hint, scope));
        let own = if is_card { Some(Hint::Related) } else { own };
        hints.push(match () {
            () if is_body || (frame.is_body && own.or(outer).is_some_and(Hint::may_be_layout)) => None,
            () if may_be_inside(frame, own, outer) => own.or(outer),
            () => outer,
        });
    }
    hints
}

/// Whether a hint counts inside another one: inside a box everything is part of the box, but a quotation from elsewhere is
/// prose inside a placeholder too.
fn may_be_inside(frame: &Frame, own: Option<Hint>, outer: Option<Hint>) -> bool {
    let is_tweet = frame.tag == Tag::BLOCKQUOTE && own == Some(Hint::Embed);
    match outer {
        None | Some(Hint::Embed | Hint::Deck | Hint::Byline | Hint::Date) => true,
        Some(Hint::Hidden | Hint::Placeholder | Hint::Share | Hint::Promo | Hint::Caption) => is_tweet,
        Some(_) => false,
    }
}

/// What marks are measured by.
struct Measures<'m> {
    masses: &'m Masses,
    /// Prose inside what says that it is the body.
    bodies: Masses,
    /// Text inside links, and all text.
    links: Masses,
    texts: Masses,
    worn: Vec<Hint>,
    headline: Option<usize>,
}

impl<'m> Measures<'m> {
    fn of(blocks: &Blocks, masses: &'m Masses, headline: Option<usize>) -> Self {
        Measures {
            masses,
            bodies: bodies(blocks, masses),
            links: Masses::of(blocks, |leaf| leaf.linked),
            texts: Masses::of(blocks, |leaf| leaf.text.len()),
            worn: worn_out(blocks, masses),
            headline,
        }
    }

    /// Whether a frame holds much of the prose of the page, or most of that of all bodies.
    fn is_main(&self, frame: &Frame) -> bool {
        let mass = self.masses.within(&frame.leaves);
        mass * 100 > self.masses.total() * 30 || (mass > 500 && mass * 10 >= self.bodies.total() * 6)
    }

    /// Whether a frame is the box that its mark says.
    fn is_box(&self, frame: &Frame, hint: Hint, scope: usize) -> bool {
        let (mass, total) = (self.masses.within(&frame.leaves), self.masses.total());
        let at_most = |percent: usize| mass * 100 <= total * percent;
        let is_known = self.headline.is_some();
        match hint {
            _ if self.headline.is_some_and(|at| frame.leaves.contains(&at)) => false,
            // "sidebar-grid__content article__content": the grid has a sidebar, and this is not it.
            Hint::Aside if frame.is_body => false,
            Hint::Aside if frame.tag != Tag::ASIDE && self.bodies.within(&frame.leaves) * 2 > mass => false,
            // A story may have more comments than prose.
            Hint::Comments => is_known || mass * 100 <= scope * 80,
            // A short story may have a long question for consent behind it.
            Hint::Placeholder if is_known => at_most(80),
            Hint::Related if self.opens_story(frame) => false,
            // A deck is one paragraph.
            Hint::Deck if frame.leaves.len() > 3 => false,
            // Where the headline is known, a column beside the story may be longer than the story.
            Hint::Aside if is_known && at_most(60) => mass * 10 <= scope * 7,
            hint => at_most(35) && mass * 10 <= scope * 7 && !self.worn.contains(&hint),
        }
    }

    /// A "teaser" without a link below the headline is the first part of this story.
    fn opens_story(&self, frame: &Frame) -> bool {
        let is_below = self.headline.is_some_and(|at| at < frame.leaves.start);
        is_below && self.links.within(&frame.leaves) * 20 < self.texts.within(&frame.leaves)
    }
}

/// For each frame, whether it is one of several that look alike, outside the story, each with a linked title and some text:
/// teasers of other stories.
fn cards(blocks: &Blocks, headline: Option<usize>) -> Vec<bool> {
    let Some(headline) = headline else { return Vec::new() };
    let mut inside: Vec<bool> = Vec::with_capacity(blocks.frames.len());
    let mut cards: Vec<bool> = Vec::with_capacity(blocks.frames.len());
    let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    for (at, frame) in blocks.frames.iter().enumerate() {
        let holds_headline = frame.leaves.contains(&headline);
        let outer = at > 0 && inside.get(frame.parent).copied().unwrap_or_default();
        let is_story = outer || frame.is_body || (frame.tag == Tag::ARTICLE && holds_headline);
        inside.push(is_story);
        let is_card = frame.has_class && !is_story && !holds_headline && looks_like_card(blocks, frame);
        cards.push(is_card);
        if is_card {
            counts.entry(frame.shape).or_default().0 += 1;
        }
    }
    counts.retain(|_, (alike, _)| *alike >= 3);
    for frame in blocks.frames.iter().filter(|frame| frame.has_class) {
        counts.get_mut(&frame.shape).into_iter().for_each(|(_, all)| *all += 1);
    }
    let several = |frame: &Frame| counts.get(&frame.shape).is_some_and(|(alike, all)| alike * 10 >= all * 6);
    blocks.frames.iter().zip(&mut cards).for_each(|(frame, card)| *card = *card && several(frame));
    cards
}

/// A few blocks, one of the first of them a linked title.
fn looks_like_card(blocks: &Blocks, frame: &Frame) -> bool {
    if !(2..=6).contains(&frame.leaves.len()) || !matches!(frame.tag, Tag::DIV | Tag::ARTICLE | Tag::SECTION | Tag::LI)
    {
        return false;
    }
    let leaves = blocks.leaves.get(frame.leaves.clone()).unwrap_or_default();
    let is_title = |leaf: &&Leaf| leaf.text.len() >= 15 && leaf.linked * 10 >= leaf.text.len() * 8;
    leaves.iter().map(|leaf| leaf.length).sum::<usize>() <= 700 && leaves.iter().take(3).any(|leaf| is_title(&leaf))
}

/// Hints whose small parts together cover most of the prose of the page: each paragraph a "widget". They tell nothing apart.
fn worn_out(blocks: &Blocks, masses: &Masses) -> Vec<Hint> {
    let mut sums: Vec<(Hint, usize, usize)> = Vec::new();
    for frame in &blocks.frames {
        let Some(hint) = frame.hint.filter(|hint| hint.may_be_layout()) else { continue };
        if !sums.iter().any(|(known, ..)| *known == hint) {
            sums.push((hint, 0, 0));
        }
        let Some((_, sum, end)) = sums.iter_mut().find(|(known, ..)| *known == hint) else { continue };
        // Frames stand in document order: what starts before the end of the last one counted lies inside it.
        if frame.leaves.start >= *end && (hint == Hint::Widget || frame.leaves.len() <= 4) {
            *sum += masses.within(&frame.leaves);
            *end = frame.leaves.end;
        }
    }
    sums.retain(|(_, sum, _)| sum * 2 > masses.total());
    sums.into_iter().map(|(hint, ..)| hint).collect()
}
