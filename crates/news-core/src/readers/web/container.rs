//! Where on the page the article stands: the innermost block that holds nearly all of its prose.

use std::collections::BTreeMap;

use super::blocks::{Blocks, Frame, Leaf};
use super::hint::Hint;
use crate::grammar::words::ends_sentence;
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
pub(super) fn vote(blocks: &Blocks, titles: &[String]) -> Vote {
    let headline = headline(blocks, titles);
    let raw = shown(blocks, headline);
    let hints = hints(blocks, &raw, headline);
    let counted = |leaf: &Leaf| {
        let hint = hints.get(leaf.frame).copied().flatten();
        if matches!(hint, None | Some(Hint::Embed | Hint::Deck | Hint::Pullquote)) { prose(blocks, leaf) } else { 0 }
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

/// How much prose a leaf is: sentences that are no link.
pub(super) fn prose(blocks: &Blocks, leaf: &Leaf) -> usize {
    let tag = blocks.frame(leaf.frame).map(|frame| frame.tag);
    if tag.is_some_and(Tag::is_heading) || leaf.length < 50 || leaf.linked * 2 > leaf.text.len() {
        return 0;
    }
    let is_sentence = ends_sentence(blocks.text_of(leaf));
    match tag {
        Some(Tag::P) if is_sentence || leaf.length >= 80 => leaf.length,
        Some(Tag::LI | Tag::DD) => leaf.length / 2,
        _ if is_sentence || leaf.length >= 160 => leaf.length,
        _ => 0,
    }
}

/// The prose of the page without questions for consent and readers' comments, unless nothing much is left: there may be more
/// of it than of the story.
fn shown(blocks: &Blocks, headline: Option<usize>) -> Masses {
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
fn hints(blocks: &Blocks, masses: &Masses, headline: Option<usize>) -> Vec<Option<Hint>> {
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

/// The leaf that prints the headline: a heading that the title of the page repeats, or a part of it, the highest and longest of
/// several, and of those alike the one with most prose below; or else the first of the first level.
fn headline(blocks: &Blocks, titles: &[String]) -> Option<usize> {
    let mut first = None;
    let mut found: Vec<(usize, (bool, usize))> = Vec::new();
    for (at, leaf) in blocks.leaves.iter().enumerate() {
        let tag = blocks.around(leaf).take(3).map(|(_, frame)| frame.tag).find(|tag| tag.is_heading());
        let Some(tag) = tag else { continue };
        let text = blocks.text_of(leaf);
        if leaf.length >= 10 && titles.iter().any(|title| repeats(title, text)) {
            found.push((at, (tag == Tag::H1, leaf.length)));
        }
        if tag == Tag::H1 && leaf.length >= 15 && first.is_none() {
            first = Some(at);
        }
    }
    let best = found.iter().map(|(_, rank)| *rank).max();
    found.retain(|(_, rank)| Some(*rank) == best);
    let masses = Masses::of(blocks, |leaf| prose(blocks, leaf));
    let below = |number: usize, at: usize| {
        masses.within(&(at..found.get(number + 1).map_or(blocks.leaves.len(), |(next, _)| *next)))
    };
    let most =
        found.iter().enumerate().max_by_key(|(number, (at, _))| (below(*number, *at), std::cmp::Reverse(*number)));
    most.map(|(_, (at, _))| *at).or(first)
}

/// Whether a title holds the text of a heading, or the heading holds one of its longer parts.
fn repeats(title: &str, heading: &str) -> bool {
    let parts = || title.split(['|', '–', '—', ':', '?', '!']).map(str::trim).filter(|part| part.len() >= 24);
    title.contains(heading) || (heading.len() < 400 && parts().any(|part| heading.contains(part)))
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
        let others = twins.get(child).copied().unwrap_or_default();
        let in_parts = others * 10 >= mass && !(frame.tag == Tag::ARTICLE && holds_headline);
        if mass == 0 || mass * 100 < total * percent || (holds_text && frame.leaves.len() < 3) || in_parts {
            break;
        }
        at = child;
    }
    at
}

/// For each frame, the prose in others beside it that look like it.
fn twins(blocks: &Blocks, masses: &Masses) -> Vec<usize> {
    let key = |frame: &Frame| (frame.parent, frame.shape);
    let mut sums: BTreeMap<(usize, u64), usize> = BTreeMap::new();
    let classed = |frame: &&Frame| frame.has_class;
    for frame in blocks.frames.iter().skip(1).filter(classed) {
        *sums.entry(key(frame)).or_default() += masses.within(&frame.leaves);
    }
    let sum = |frame: &Frame| sums.get(&key(frame)).copied().unwrap_or_default();
    let others = |frame: &Frame| sum(frame).saturating_sub(masses.within(&frame.leaves));
    std::iter::once(0).chain(blocks.frames.iter().skip(1).map(others)).collect()
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
