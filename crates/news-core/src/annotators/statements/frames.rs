//! Closed patterns that need no learning: lines of a transcript (`MODERATOR: Thank you.`), speakers behind a dash
//! (`“It rained.” ― Ana Ruiz`) and short frames behind a closing mark (`“It rained” Ruiz demanded.`). The first two are
//! taken as they stand, whatever the tagger thought; the last where it thought nothing of them.

use super::tagger::Tag;
use crate::annotators::marks::Stretch;
use crate::annotators::tokens::{Region, Tokens};
use crate::grammar::cue;
use crate::grammar::token::{Token, TokenKind};

/// Marks the patterns in the tags.
pub(super) fn mark(text: &str, tokens: &Tokens, stretches: &[Stretch], tags: &mut [Tag]) {
    for region in &tokens.regions {
        mark_label(text, tokens, region, tags);
    }
    for stretch in stretches {
        mark_dash(text, tokens, stretch, tags);
        mark_behind(text, tokens, stretch, tags);
    }
}

/// Words that a label of a transcript may have.
const LABEL: usize = 5;

/// `NAME: text` at the start of a paragraph, in capitals, perhaps behind an opening quotation mark.
fn mark_label(text: &str, tokens: &Tokens, region: &Region, tags: &mut [Tag]) {
    let here = tokens.of(region);
    let skip = usize::from(here.first().is_some_and(|token| token.kind == TokenKind::Mark));
    let label = here.iter().skip(skip).take_while(|token| is_label(text, **token)).count();
    let colon = here.get(skip + label);
    let letters = here.iter().skip(skip).take(label).map(|token| token.span.len()).sum::<usize>();
    if !(1..=LABEL).contains(&label) || letters < 3 || colon.is_none_or(|token| token.span.of(text) != ":") {
        return;
    }
    let first = region.tokens.start + skip;
    set(tags, first..first + label, Tag::SourceStart, Tag::SourceInside);
    set(tags, first + label..first + label + 1, Tag::CueStart, Tag::CueInside);
    set(tags, first + label + 1..region.tokens.end, Tag::ContentStart, Tag::ContentInside);
    set(tags, region.tokens.start..first, Tag::Outside, Tag::Outside);
}

fn is_label(text: &str, token: Token) -> bool {
    (token.kind == TokenKind::Word && token.is_all_upper()) || token.span.of(text) == "."
}

/// Tokens that a name behind a dash may have.
const SIGNATURE: usize = 9;

/// A name behind a closing mark and a dash, up to the end of its line.
fn mark_dash(text: &str, tokens: &Tokens, stretch: &Stretch, tags: &mut [Tag]) {
    let dash = stretch.tokens.end + 1;
    let Some(region) = tokens.regions.get(stretch.region) else { return };
    let is_dash = |token: &Token| matches!(token.span.of(text), "—" | "–" | "―" | "--" | "-" | "---");
    if dash >= region.tokens.end || !tokens.all.get(dash).is_some_and(is_dash) {
        return;
    }
    let on_line = |at: &usize| {
        let (Some(before), Some(here)) = (tokens.all.get(at - 1), tokens.all.get(*at)) else { return false };
        let gap = text.get(before.span.end()..here.span.start()).unwrap_or_default();
        !gap.contains('\n') && here.kind != TokenKind::Mark
    };
    let name = (dash + 1..region.tokens.end).take_while(on_line).count();
    let words = || tokens.all.iter().skip(dash + 1).take(name).filter(|token| token.is_word());
    let small = words().filter(|token| !token.is_upper()).count();
    if !(1..=SIGNATURE).contains(&name) || !words().next().is_some_and(|token| token.is_upper()) || small > 2 {
        return;
    }
    set(tags, stretch.tokens.start - 1..stretch.tokens.end + 1, Tag::ContentStart, Tag::ContentInside);
    set(tags, dash..dash + 1, Tag::CueStart, Tag::CueInside);
    set(tags, dash + 1..dash + 1 + name, Tag::SourceStart, Tag::SourceInside);
}

/// Tokens of a name in a short frame.
const NAME: usize = 4;

/// A name and a verb of saying, in either order, between the closing mark of speech and the next sign.
fn mark_behind(text: &str, tokens: &Tokens, stretch: &Stretch, tags: &mut [Tag]) {
    let first = stretch.tokens.end + 1;
    let Some(region) = tokens.regions.get(stretch.region) else { return };
    let Some(behind) = tokens.all.get(first..region.tokens.end.min(first + NAME + 2)) else { return };
    let frame = behind.iter().take_while(|token| token.is_word()).count();
    let is_free = tags.get(first..first + frame).is_some_and(|tags| tags.iter().all(|tag| *tag == Tag::Outside));
    let is_speech = tags.get(stretch.tokens.start).is_some_and(|tag| *tag >= Tag::ContentStart);
    if !(2..=NAME + 1).contains(&frame) || !is_free || !is_speech {
        return;
    }
    let words = behind.get(..frame).unwrap_or_default();
    let roles = cue::look_up(text, words, Some("en"));
    let says = |at: usize| roles.get(at).is_some_and(|role| role.is(cue::SAY) && role.is(cue::FINITE));
    let is_name =
        |range: std::ops::Range<usize>| words.get(range).is_some_and(|name| name.iter().all(|word| word.is_upper()));
    let (verb, name) = match (is_name(0..frame - 1) && says(frame - 1), is_name(1..frame) && says(0)) {
        (true, _) => (frame - 1, 0..frame - 1),
        (_, true) => (0, 1..frame),
        _ => return,
    };
    set(tags, first + verb..first + verb + 1, Tag::CueStart, Tag::CueInside);
    set(tags, first + name.start..first + name.end, Tag::SourceStart, Tag::SourceInside);
}

fn set(tags: &mut [Tag], range: std::ops::Range<usize>, first: Tag, rest: Tag) {
    let tags = tags.get_mut(range).unwrap_or_default();
    tags.fill(rest);
    tags.first_mut().into_iter().for_each(|tag| *tag = first);
}
