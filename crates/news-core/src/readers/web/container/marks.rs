//! Which marks of elements hold: a class that covers much of the prose of a page is that of the layout, not of a box.

use std::collections::BTreeMap;

use super::super::blocks::{Blocks, Frame, Leaf};
use super::super::hint::Hint;
use super::{Masses, bodies, prose};
use crate::html::Tag;

/// The prose of the page without questions for consent and readers' comments, unless nothing much is left: there may be more
/// of it than of the story.
pub(super) fn shown(blocks: &Blocks, headline: Option<usize>) -> Masses {
    let all = Masses::of(blocks, |leaf| prose(blocks, leaf));
    let mut off: Vec<bool> = Vec::with_capacity(blocks.frames.len());
    for (at, frame) in blocks.frames.iter().enumerate() {
        let outer = at > 0 && off.get(frame.parent).copied().unwrap_or_default();
        let is_story = headline.is_none_or(|headline| frame.leaves.contains(&headline));
        let own = matches!(frame.hint, Some(Hint::Placeholder | Hint::Comments));
        off.push(outer || (own && !is_story && all.within(&frame.leaves) * 5 <= all.total() * 4));
    }
    let kept = |leaf: &Leaf| if off.get(leaf.frame) == Some(&true) { 0 } else { prose(blocks, leaf) };
    let kept = Masses::of(blocks, kept);
    if kept.total() * 10 < all.total() { all } else { kept }
}

/// The hint that holds for each frame.
///
/// A mark that covers much of the prose of a page is that of the layout, not of a box; so is one around the headline or
/// around what says that it is the body.
pub(super) fn hints(blocks: &Blocks, masses: &Masses, headline: Option<usize>) -> Vec<Option<Hint>> {
    let total = masses.total();
    let worn = worn_out(blocks, masses);
    let bodies = bodies(blocks, masses);
    let cards = cards(blocks, headline);
    let links = Masses::of(blocks, |leaf| leaf.linked);
    let texts = Masses::of(blocks, |leaf| leaf.text.len());
    // The prose that a mark is measured by: that of the page, inside the body that of the body.
    let mut scopes: Vec<usize> = Vec::with_capacity(blocks.frames.len());
    let mut hints: Vec<Option<Hint>> = Vec::with_capacity(blocks.frames.len());
    for (at, frame) in blocks.frames.iter().enumerate() {
        let outer = if at == 0 { None } else { hints.get(frame.parent).copied().flatten() };
        let mass = masses.within(&frame.leaves);
        let scope = if at == 0 { total } else { scopes.get(frame.parent).copied().unwrap_or(total) };
        let is_body = frame.is_body && (mass * 100 > total * 30 || (mass > 500 && mass * 10 >= bodies.total() * 6));
        // What asks for consent calls its text the main content too.
        let is_body = is_body && outer != Some(Hint::Placeholder);
        scopes.push(if is_body { mass } else { scope });
        let holds_headline = headline.is_some_and(|at| frame.leaves.contains(&at));
        let is_box = match frame.hint {
            None => false,
            Some(_) if holds_headline => false,
            // "sidebar-grid__content article__content": the grid has a sidebar, and this is not it.
            Some(Hint::Aside) if frame.is_body => false,
            Some(Hint::Aside) if frame.tag != Tag::ASIDE && bodies.within(&frame.leaves) * 2 > mass => false,
            // A story may have more comments than prose.
            Some(Hint::Comments) => headline.is_some() || mass * 100 <= scope * 80,
            // A short story may have a long question for consent behind it.
            Some(Hint::Placeholder) if headline.is_some() => mass * 100 <= total * 80,
            // A "teaser" without a link below the headline is the opening of this story.
            Some(Hint::Related)
                if headline.is_some_and(|at| at < frame.leaves.start)
                    && links.within(&frame.leaves) * 20 < texts.within(&frame.leaves) =>
            {
                false
            }
            // A deck is one paragraph.
            Some(Hint::Deck) if frame.leaves.len() > 3 => false,
            // Where the headline is known, a column beside the story may be longer than the story.
            Some(Hint::Aside) if headline.is_some() && mass * 100 <= total * 60 => mass * 10 <= scope * 7,
            Some(hint) => mass * 100 <= total * 35 && mass * 10 <= scope * 7 && !worn.contains(&hint),
        };
        let is_card = cards.get(at) == Some(&true);
        let own = if is_card { Some(Hint::Related) } else { frame.hint.filter(|_| is_box) };
        // Inside a box everything is part of the box; a quotation from elsewhere is prose inside a placeholder too.
        let weak = matches!(outer, None | Some(Hint::Embed | Hint::Deck | Hint::Byline | Hint::Date));
        let tweet = frame.tag == Tag::BLOCKQUOTE && own == Some(Hint::Embed);
        let tweet = tweet
            && matches!(outer, Some(Hint::Hidden | Hint::Placeholder | Hint::Share | Hint::Promo | Hint::Caption));
        hints.push(match () {
            () if is_body || (frame.is_body && own.or(outer).is_some_and(Hint::may_be_layout)) => None,
            () if weak || tweet => own.or(outer),
            () => outer,
        });
    }
    hints
}

/// For each frame, whether it is one of several that look alike, outside the story, each with a linked title and some text:
/// teasers of other stories.
fn cards(blocks: &Blocks, headline: Option<usize>) -> Vec<bool> {
    let Some(headline) = headline else { return Vec::new() };
    let mut inside: Vec<bool> = Vec::with_capacity(blocks.frames.len());
    let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    let mut looks: Vec<bool> = Vec::with_capacity(blocks.frames.len());
    for (at, frame) in blocks.frames.iter().enumerate() {
        let holds_headline = frame.leaves.contains(&headline);
        let outer = at > 0 && inside.get(frame.parent).copied().unwrap_or_default();
        let is_story = outer || frame.is_body || (frame.tag == Tag::ARTICLE && holds_headline);
        inside.push(is_story);
        let is_card = !is_story && !holds_headline && looks_like_card(blocks, frame);
        looks.push(is_card);
        if frame.has_class {
            let (alike, all) = counts.entry(frame.shape).or_default();
            *alike += usize::from(is_card);
            *all += 1;
        }
    }
    let several =
        |frame: &Frame| counts.get(&frame.shape).is_some_and(|(alike, all)| *alike >= 3 && alike * 10 >= all * 6);
    blocks.frames.iter().zip(looks).map(|(frame, looks)| looks && frame.has_class && several(frame)).collect()
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
