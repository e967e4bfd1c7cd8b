//! What the name itself and the words around it tell: that it is a place's, or that it is not.

use std::ops::Range;

use super::super::names::Entity;
use super::candidates::Candidate;
use super::words::Prose;
use crate::grammar::gazetteer::SpotKind;
use crate::grammar::name_word::{COMMON, DEMONYM, GIVEN, HONOR, KIN, ORG_NAME, OTHER, PLACE, ROLE, SAYS, TIME};
use crate::grammar::place_word::{BRAND, CIVIC, GENERIC, IN, SHORT, TO};

/// A city of a million, of 130,000 and of 16,000 people, as `Spot::size` has it. Chosen on the dev data, 2026-11.
pub(super) const MILLION: u8 = 160;
pub(super) const LARGE: u8 = 136;
const TOWN: u8 = 112;

/// What speaks for a place, or nothing where a person or organisation is named.
pub(super) fn score(prose: &Prose<'_>, candidate: &Candidate, is_weak: bool) -> Option<i32> {
    let words = &candidate.words;
    let by_name = own(prose, candidate, is_weak)?;
    let by_owner = owned(prose, candidate)?;
    if is_weak {
        return Some(by_name + by_owner);
    }
    Some(
        by_name + by_owner + before(prose, candidate) + behind(prose, candidate)
            - if is_strange(prose, words) { 3 } else { 0 },
    )
}

/// What the name tells alone.
fn own(prose: &Prose<'_>, candidate: &Candidate, is_weak: bool) -> Option<i32> {
    let words = &candidate.words;
    let Some(spot) = candidate.first() else {
        return candidate.headed.map(|kind| if kind == SpotKind::Region { 4 } else { 5 });
    };
    let single = candidate.words.len() == 1;
    // "US$5 million", "in March", "St. Mary's".
    let is_saint = matches!(prose.str(words.start), "St" | "Saint") && prose.is_possessive(words.end - 1);
    if prose.str(words.end) == "$" || (single && prose.names(words.start, TIME)) || is_saint {
        return None;
    }
    let length = prose.bare(words.start).map_or(0, |bare| bare.1);
    let is_upper = prose.is_all_upper(words.start);
    // "US", "UK": without capitals all through they are words.
    if single && length <= 3 && matches!(spot.kind, SpotKind::Country | SpotKind::Region) && (!is_upper || is_weak) {
        return None;
    }
    // "OH", "Ind.": only behind the name of a town.
    if single
        && spot.kind == SpotKind::Region
        && (length == 2 || prose.is(words.start, SHORT) && !prose.str(words.start).contains('.'))
    {
        return (words.start >= 2 && prose.str(words.start - 1) == "," && prose.is_capital(words.start - 2))
            .then_some(4);
    }
    if prose.is(words.start, SHORT) && single && length <= 4 && !prose.str(words.start).contains('.') {
        return None;
    }
    let base = match spot.kind {
        SpotKind::Country | SpotKind::Adjective => 7,
        SpotKind::Area | SpotKind::Water | SpotKind::Site => 5,
        SpotKind::Region => {
            if spot.size >= MILLION {
                5
            } else {
                2
            }
        }
        SpotKind::County => 4,
        SpotKind::City if spot.size >= MILLION => 4,
        SpotKind::City if spot.size >= LARGE => 4,
        SpotKind::City if spot.size >= TOWN => 2,
        SpotKind::City => 0,
    };
    Some(base + if words.len() > 1 { 2 } else { 0 })
}

/// Whether the word is more often something else: a word in lower case elsewhere, a given name, an office.
fn is_strange(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    if words.len() > 1 {
        return false;
    }
    let at = words.start;
    let known = prose.names(at, PLACE | DEMONYM);
    let is_other = prose.names(at, COMMON | SAYS | TIME | ROLE | HONOR | KIN | OTHER | GIVEN | ORG_NAME) && !known;
    is_other || (prose.is_in_lower_case(at) && !prose.is_all_upper(at))
}

/// Whether a person or organisation has the words: then only some places stand in them.
fn owned(prose: &Prose<'_>, candidate: &Candidate) -> Option<i32> {
    let span = prose.span(&candidate.words);
    let Some((owner, entity)) = prose.owner(span) else { return Some(0) };
    let is_whole = owner.start() == span.start() && owner.end() <= span.end();
    let first = candidate.first();
    let is_large = first.is_some_and(|spot| {
        matches!(spot.kind, SpotKind::Country | SpotKind::Region | SpotKind::Area | SpotKind::Adjective)
    });
    match entity {
        // A street is called after a person.
        Entity::Person(_) if candidate.headed.is_some() && owner.end() < span.end() => Some(0),
        Entity::Person(_) if is_whole => Some(if candidate.words.len() > 1 { -2 } else { -5 }),
        Entity::Org(_) if is_whole && is_large => Some(0),
        Entity::Org(_) if is_whole => Some(if candidate.headed.is_some() { 0 } else { -3 }),
        // "Oakdale Police Department" is the police of Oakdale.
        Entity::Org(_) if owner.start() == span.start() => match () {
            () if prose.is(candidate.words.end, BRAND) => None,
            () if prose.is(candidate.words.end, CIVIC) => Some(1),
            // Any other body of a place that the story names anyhow.
            () => Some(-2),
        },
        // "University of Vermont", "City of Oakdale".
        Entity::Org(_) if owner.end() == span.end() && candidate.words.start >= 2 => {
            let is_of = prose.str(candidate.words.start - 1) == "of";
            (is_of && prose.is(candidate.words.start - 2, GENERIC)).then_some(0)
        }
        _ => None,
    }
}

/// What stands before.
fn before(prose: &Prose<'_>, candidate: &Candidate) -> i32 {
    let Some(at) = candidate.words.start.checked_sub(1) else { return 0 };
    if matches!(prose.str(at), "of" | "de" | "di" | "von") && at > 0 && prose.is(at - 1, GENERIC) {
        return 5;
    }
    if prose.is(at, IN) {
        return 4;
    }
    if is_filed(prose, candidate) {
        return 6;
    }
    if prose.is(at, TO) {
        return 2;
    }
    if prose.opens(candidate.words.start) {
        return -1;
    }
    let is_titled = prose.names(at, HONOR) || (prose.names(at, ROLE) && !prose.names(at, DEMONYM));
    if is_titled {
        return -4;
    }
    // The last word of a longer name.
    if prose.is_capital(at) && !prose.is_possessive(at) && !prose.names(at, COMMON | DEMONYM | TIME) {
        return -4;
    }
    0
}

/// "OAKDALE — The council …" in the middle of copy.
fn is_filed(prose: &Prose<'_>, candidate: &Candidate) -> bool {
    let words = &candidate.words;
    prose.opens(words.start)
        && words.clone().all(|at| prose.is_all_upper(at))
        && matches!(prose.str(words.end), "—" | "–" | "--" | "-")
}

/// What stands behind.
fn behind(prose: &Prose<'_>, candidate: &Candidate) -> i32 {
    let end = candidate.words.end;
    if prose.is_possessive(end.saturating_sub(1)) {
        return 2;
    }
    if prose.is_capital(end) && !prose.opens(end) {
        if prose.is(end, CIVIC) && !prose.is(end, BRAND) {
            return 2;
        }
        let is_adjective = candidate.first().is_some_and(|spot| spot.kind == SpotKind::Adjective);
        return match () {
            () if is_adjective => 0,
            () if prose.is(end, BRAND) => -6,
            () if prose.names(end, ROLE | HONOR | TIME) => 1,
            () => -3,
        };
    }
    // "Oakdale police", "an Oakdale man".
    if prose.is(end, CIVIC | GENERIC) {
        return 3;
    }
    let is_small = candidate.first().is_some_and(|spot| spot.kind == SpotKind::City && spot.size < MILLION);
    if prose.names(end, SAYS) && is_small { -3 } else { 0 }
}
