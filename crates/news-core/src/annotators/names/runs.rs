//! Runs of capitalised words, with the small words and signs that join them.

use super::words::Prose;
use crate::grammar::name_word::{
    COMPANY, GIVEN, HONOR, ORG_HEAD, ORG_NAME, PARTICLE, PLACE, PLACE_HEAD, ROLE, SUFFIX, TIME,
};
use crate::grammar::token::Token;

/// Longer runs are cut: they are lists or titles, not names.
const LONGEST: usize = 14;

/// Collects into `run` the words of the run that starts at `at`; gives the index behind it.
pub(super) fn take(prose: &Prose<'_>, at: usize, end: usize, run: &mut Vec<usize>) -> usize {
    run.clear();
    let mut at = at;
    loop {
        at = push(prose, at, end, run);
        match follow(prose, at, end, run) {
            Some(next) if run.len() < LONGEST => at = next,
            _ => return at + 1,
        }
    }
}

/// Adds the word at `at`, or all words of the phrase that starts there; gives the last of them.
fn push(prose: &Prose<'_>, at: usize, end: usize, run: &mut Vec<usize>) -> usize {
    let (length, roles) = prose.phrase(at);
    let length =
        if roles & (ROLE | ORG_NAME | ORG_HEAD | PLACE) != 0 && at + length <= end { length.max(1) } else { 1 };
    // The stop of "U.S." is no word of its own.
    run.extend((at..at + length).filter(|at| prose.token(*at).is_some_and(Token::is_word)));
    at + length - 1
}

/// The next word of the run, behind what joins it to the one at `at`.
fn follow(prose: &Prose<'_>, at: usize, end: usize, run: &mut Vec<usize>) -> Option<usize> {
    let next = at + 1;
    let capital = |at: usize| at < end && prose.word(at).is_capital();
    if next >= end || is_time(prose, at, run) {
        return None;
    }
    if prose.is_possessive(at) {
        let owns = prose.word(at).is(ROLE) && capital(next) && prose.word(next).is(ORG_HEAD);
        return owns.then_some(next);
    }
    if capital(next) {
        return (!prose.word(next).is(TIME) || prose.word(at).is(GIVEN)).then_some(next);
    }
    match prose.str(next) {
        "." if capital(next + 1) && !prose.word(next + 1).is_initial() => {
            (prose.is_letters(at) || is_abbreviated(prose, at)).then_some(next + 1)
        }
        "," if capital(next + 1) && prose.word(next + 1).is(SUFFIX | COMPANY) => Some(next + 1),
        "&" if capital(next + 1) => Some(next + 1),
        "of" | "for" | "and" | "the" => connect(prose, at, end, run),
        _ if prose.word(next).is(PARTICLE) && is_particle_here(prose, next) => {
            let behind = (next + 1..end.min(next + 4)).find(|at| !prose.word(*at).is(PARTICLE) || capital(*at))?;
            if !capital(behind) {
                return None;
            }
            run.extend(next..behind);
            Some(behind)
        }
        _ => None,
    }
}

fn is_abbreviated(prose: &Prose<'_>, at: usize) -> bool {
    prose.word(at).is(HONOR | ROLE | SUFFIX | PLACE_HEAD | PLACE | COMPANY) && prose.str(at).chars().count() <= 5
}

/// A weekday or month ends a run, unless a given name makes it a surname ("Theresa May").
fn is_time(prose: &Prose<'_>, at: usize, run: &[usize]) -> bool {
    let before = run.len().checked_sub(2).and_then(|at| run.get(at));
    prose.word(at).is(TIME)
        && !prose.word(at).is(GIVEN)
        && !before.is_some_and(|at| prose.word(*at).is(GIVEN | HONOR | ROLE))
}

/// German articles look like the particles of other languages.
fn is_particle_here(prose: &Prose<'_>, at: usize) -> bool {
    !prose.has_capital_nouns || matches!(prose.str(at), "von" | "van" | "zu" | "de" | "di" | "da" | "bin" | "al")
}

/// "Ministry of the Interior", "Department of Health and Human Services": only organisations go on so.
fn connect(prose: &Prose<'_>, at: usize, end: usize, run: &mut Vec<usize>) -> Option<usize> {
    if !run.iter().any(|at| prose.word(*at).is(ORG_HEAD)) || prose.word(at).is(ROLE) {
        return None;
    }
    let next = at + 1;
    let behind = if prose.str(next + 1) == "the" && prose.str(next) != "and" { next + 2 } else { next + 1 };
    let word = prose.word(behind);
    let is_list = prose.str(next) == "and"
        && (word.is(GIVEN | HONOR | ROLE | ORG_NAME | PLACE)
            || !run.iter().any(|at| matches!(prose.str(*at), "of" | "for")));
    if prose.str(next) == "the" || behind >= end || !word.is_capital() || word.is(TIME | GIVEN | HONOR) || is_list {
        return None;
    }
    run.extend(next..behind);
    Some(behind)
}
