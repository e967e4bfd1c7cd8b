//! Whether words between quotation marks are speech: an integer score of what they look like and where they stand. Half of
//! the stretches of German copy are titles, names and words held at arm's length.
//!
//! Speech is long, ends like a sentence, has verbs and pronouns, and stands behind a colon or alone. A title is short,
//! starts with a capital and stands behind a noun. The weights are set by hand.

use super::Page;
use crate::annotators::marks::Stretch;
use crate::grammar::cue::{
    AUXILIARY, CONDITIONAL, DETERMINER, FIRST, OF, PREPOSITION, PRONOUN, REPORTED, SO_CALLED, THAT,
};

/// From this score on a stretch is speech by itself.
pub(super) const WHOLE: i32 = 6;
/// From this score on it is where signs stand on both sides.
pub(super) const ALONE: i32 = 1;
/// From this score on it is speech where nothing else is known.
pub(super) const LIKELY: i32 = 3;

/// The score of a stretch, without regard to cues around it.
pub(super) fn score(page: &Page<'_>, stretch: &Stretch) -> i32 {
    let looks = looks(page, stretch);
    // A long title is no speech: it has no verb, starts with a capital and stands inside a sentence.
    let title = !looks.ends && !looks.verbs && !looks.lower && inside_sentence(page, stretch);
    let mut score = match looks.words {
        0 => return i32::MIN,
        1 => -4,
        2 => -2,
        3 => -1,
        4 => 0,
        _ if title => 0,
        5..=6 => 2,
        7..=9 => 4,
        _ => 6,
    };
    if looks.words > 1 && looks.ends {
        score += 4;
    }
    if looks.words > 2 {
        score += 2 * i32::from(looks.verbs) + 3 * i32::from(looks.first);
    }
    if looks.capitals && looks.words > 1 {
        score -= 3;
    }
    score += i32::from(looks.lower) * if looks.words > 1 { 2 } else { 1 };
    score + surroundings(page, stretch, &looks)
}

/// Whether a word stands directly before it.
fn inside_sentence(page: &Page<'_>, stretch: &Stretch) -> bool {
    stretch
        .tokens
        .start
        .checked_sub(2)
        .is_some_and(|before| page.is_word(before) && page.in_region(before, stretch.region))
}

/// What stands directly around it.
fn surroundings(page: &Page<'_>, stretch: &Stretch, looks: &Looks) -> i32 {
    let region = page.tokens.regions.get(stretch.region);
    let first = stretch.tokens.start.saturating_sub(1);
    let opens = region.is_some_and(|region| region.tokens.start == first);
    let Some(before) = first.checked_sub(1).filter(|_| !opens) else {
        return if looks.words > 3 || looks.words > 1 && looks.ends { 3 } else { 0 };
    };
    let role = page.roles(before);
    let mut score = 0;
    score += match page.word(before) {
        ":" => 4,
        // A sentence of its own.
        "." | "!" | "?" if looks.ends => 3,
        "(" => -4,
        _ if role.is(SO_CALLED) => -6,
        // A title behind its noun: `the paper “Morning”`.
        _ if page.is_upper(before) && !looks.lower && looks.words < 5 => -2,
        _ if role.is(DETERMINER | OF) && !looks.lower && looks.words < 5 => -1,
        _ => 0,
    };
    let behind = Page::behind(stretch);
    // The second half of a compound: `the “Morning”-reporter`.
    if page.tokens.all.get(behind).is_some_and(|token| !token.has_space_before() && page.word(behind).starts_with('-'))
    {
        score -= 4;
    }
    score
}

/// What a stretch looks like.
#[expect(clippy::struct_excessive_bools, reason = "independent features of a score")]
struct Looks {
    words: usize,
    /// Ends in a final mark or a comma.
    ends: bool,
    verbs: bool,
    first: bool,
    /// Starts in lower case.
    lower: bool,
    /// All words but small ones have capitals.
    capitals: bool,
}

/// Tokens that are looked at.
const SEEN: usize = 40;

fn looks(page: &Page<'_>, stretch: &Stretch) -> Looks {
    let words = || stretch.tokens.clone().take(SEEN).filter(|&at| page.is_word(at));
    let small = DETERMINER | OF | PREPOSITION;
    let has = |roles| words().any(|at| page.roles(at).is(roles));
    let last = stretch.tokens.end.saturating_sub(1);
    Looks {
        words: words().count(),
        ends: matches!(page.word(last), "." | "!" | "?" | "…" | "..." | ","),
        verbs: has(AUXILIARY | PRONOUN | REPORTED | CONDITIONAL | THAT),
        first: has(FIRST),
        lower: words()
            .next()
            .is_some_and(|at| !page.is_upper(at) && page.tokens.all.get(at).is_some_and(|token| !token.has_digit())),
        capitals: words().all(|at| page.is_upper(at) || page.roles(at).is(small)),
    }
}
