//! Stretches of words that may name a place, with what speaks for it.

use std::collections::HashSet;
use std::ops::Range;

use super::evidence::{self, LARGE};
use super::senses;
use super::words::Prose;
use crate::article::Dateline;
use crate::grammar::gazetteer::{self, Key, Spot, SpotKind};
use crate::grammar::name_word::{COMMON, DEMONYM, HONOR, OTHER, ROLE, SAYS, TIME};
use crate::grammar::place_word::{
    BEHIND, CITY, CIVIC, COUNTY, GENERIC, IN, LEAD, REGION, SHORT, SIDE, SITE, TO, WATER,
};
use crate::grammar::token::Token;
use crate::span::Span;

/// The longest name of the table in words.
const LONGEST: usize = 5;
/// The letters of the longest small word in a name ("Newcastle upon Tyne").
const SMALL: usize = 4;
/// The longest name that is read by its head alone ("Old Mill Pond Road").
const LONGEST_HEADED: usize = 4;
/// At most so many places stand in a dateline.
const MOST: usize = 16;
/// A place for sure.
const SURE: i32 = 10;
/// What a candidate needs to be a place.
pub(super) const NEEDED: i32 = 4;

/// A stretch of words that may name a place.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) span: Span,
    /// Its tokens; none for a place of the dateline.
    pub(super) words: Range<usize>,
    /// Of the whole name; the same for all places where it stands.
    pub(super) key: Key,
    /// What the table knows of that name.
    pub(super) spots: Vec<Spot>,
    /// What the name itself says it is ("Spring Road"), where the table does not know it.
    pub(super) headed: Option<SpotKind>,
    /// What speaks for a place.
    pub(super) score: i32,
    /// Whether capitals tell nothing here.
    pub(super) is_weak: bool,
    /// Whether it stands behind the candidate before and a comma: "Oakdale, Calif."
    pub(super) follows: bool,
}

impl Candidate {
    /// The largest spot decides what the name may be.
    pub(super) fn first(&self) -> Option<Spot> {
        self.spots.iter().copied().max_by_key(|spot| weight(*spot))
    }
}

/// How well known a place is, in quarters of a doubling of its population.
pub(super) fn weight(spot: Spot) -> i32 {
    let size = i32::from(spot.size / 4);
    size + match spot.kind {
        SpotKind::Country => 8,
        // "Washington" and "New York" alone are the cities.
        SpotKind::Region => -1,
        SpotKind::Area | SpotKind::Water => 2,
        SpotKind::City | SpotKind::Site => 0,
        SpotKind::County => -6,
        SpotKind::Adjective => -2,
    }
}

/// All candidates in text order.
pub(super) fn find(prose: &Prose<'_>, dateline: Option<&Dateline>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = dateline.map(|dateline| filed(prose, dateline)).unwrap_or_default();
    for (region, is_weak) in prose.regions() {
        let mut at = region.start;
        while at < region.end {
            // "The", "In" and the like open sentences; they open a name in front of a capital alone ("The Hague").
            let opens = prose.is_capital(at)
                && (prose.is_capital(at + 1) || prose.is_all_upper(at) || !prose.names(at, COMMON));
            let taken = opens.then(|| take(prose, at, region.end, is_weak)).flatten();
            let Some(mut candidate) = taken else {
                if opens {
                    found.extend(parts(prose, at, is_weak));
                } else if prose.has_elision {
                    found.extend(elided(prose, at, is_weak));
                }
                at += 1;
                continue;
            };
            at = candidate.words.end;
            let sure = found.iter().rev().take(2).find(|one| one.score >= NEEDED);
            if let Some(town) = unknown(prose, region.start, &candidate, sure) {
                // A part of it may have been a town's name ("Junction").
                let start = town.words.start;
                found.pop_if(|one| !one.words.is_empty() && one.words.start >= start);
                found.push(town);
            }
            candidate.follows = found.last().is_some_and(|before| is_behind(prose, before, &candidate));
            found.push(candidate);
        }
    }
    found
}

/// The places of the dateline, each with what narrows it down behind it.
fn filed(prose: &Prose<'_>, dateline: &Dateline) -> Vec<Candidate> {
    let parts = dateline.places.iter().flat_map(|place| {
        let qualifiers = place.qualifier.iter().map(|qualifier| (qualifier.span, true));
        std::iter::once((place.span, false)).chain(qualifiers)
    });
    let candidate = |(span, follows): (Span, bool)| {
        let key = Key::of(span.of(prose.text))?;
        let headed = (!follows).then_some(SpotKind::City);
        Some(Candidate { span, score: SURE, follows, ..plain(0..0, key, gazetteer::spots(key).collect(), headed) })
    };
    parts.filter_map(candidate).take(MOST).collect()
}

/// "Amberfield, Ohio": an unknown name in front of a region and a comma is a town there.
fn unknown(prose: &Prose<'_>, start: usize, outer: &Candidate, before: Option<&Candidate>) -> Option<Candidate> {
    let comma = outer.words.start.checked_sub(1).filter(|at| prose.str(*at) == ",")?;
    let taken = before.map_or(start, |before| before.words.end.max(start));
    let is_outer = outer.first().is_some_and(|spot| matches!(spot.kind, SpotKind::Region | SpotKind::Country));
    let names = |at: &usize| {
        prose.is_capital(*at) && !prose.is_possessive(*at) && !prose.names(*at, COMMON | TIME | ROLE | HONOR | SAYS)
    };
    let first = (taken..comma).rev().take(3).take_while(names).last()?;
    let words = first..comma;
    let before_name = first.checked_sub(1)?;
    let is_placed = prose.is(before_name, IN | TO) || prose.str(before_name) == "of";
    let span = prose.span(&words);
    let is_free = prose.owner(span).is_none_or(|owner| owner.0 == span && prose.is(before_name, IN));
    (is_outer && is_placed && is_free).then(|| {
        Some(Candidate {
            span,
            score: NEEDED,
            ..plain(words.clone(), key(prose, &words)?, Vec::new(), Some(SpotKind::City))
        })
    })?
}

/// Whether only a comma stands between two candidates.
fn is_behind(prose: &Prose<'_>, before: &Candidate, next: &Candidate) -> bool {
    let end = before.words.end;
    !before.words.is_empty() && end + 1 == next.words.start && matches!(prose.str(end), "," | "(")
}

/// The candidate that starts at `at`: the longest name of the table, or a name with the head of one.
fn take(prose: &Prose<'_>, at: usize, end: usize, is_weak: bool) -> Option<Candidate> {
    let known = longest(prose, at, end);
    let headed = if is_weak { None } else { headed(prose, at, end).or_else(|| said(prose, at, end)) };
    let candidate = match (known, headed) {
        (Some(known), Some(headed)) if headed.words.end > known.words.end => headed,
        (None, Some(headed)) => headed,
        (Some(known), _) => known,
        (None, None) => return None,
    };
    let score = evidence::score(prose, &candidate, is_weak)?;
    let candidate = if is_weak { candidate } else { with_side(prose, candidate) };
    Some(Candidate { span: prose.span(&candidate.words), score, is_weak, ..candidate })
}

/// "South Oakdale": a part of a place, whose point is that of the whole where that is no town of its own.
fn with_side(prose: &Prose<'_>, candidate: Candidate) -> Candidate {
    let side = candidate.words.start.checked_sub(1).filter(|at| prose.is(*at, SIDE) && prose.is_capital(*at));
    let Some(side) = side.filter(|at| !prose.opens(*at) && candidate.headed.is_none()) else { return candidate };
    let Some(key) = key(prose, &(side..candidate.words.end)) else { return candidate };
    Candidate { words: side..candidate.words.end, key, ..candidate }
}

fn plain(words: Range<usize>, key: Key, spots: Vec<Spot>, headed: Option<SpotKind>) -> Candidate {
    Candidate { span: Span::new(0, 0), words, key, spots, headed, score: 0, is_weak: false, follows: false }
}

/// The longest name of the table that starts here.
fn longest(prose: &Prose<'_>, at: usize, end: usize) -> Option<Candidate> {
    let (hash, letters) = prose.bare(at)?;
    let (mut key, mut found, mut last) = (Key::new(hash, letters), None, at);
    for _ in 0..LONGEST {
        let spots: Vec<Spot> = gazetteer::spots(key).collect();
        if !spots.is_empty() && (prose.is_capital(last) || last > at) {
            found = Some(plain(at..last + 1, key, spots, None));
        }
        if prose.is_possessive(last) {
            break;
        }
        // The stop of "St. Louis" is no word.
        let is_stop = prose.str(last + 1) == "." && prose.str(last).chars().count() <= 3;
        let next = if is_stop { last + 2 } else { last + 1 };
        let Some((hash, letters)) = prose.bare(next).filter(|_| next < end) else { break };
        // Inside names stand small words alone in lower case ("Isle of Man").
        if !prose.token(next).is_some_and(Token::is_word) || (letters > SMALL && !prose.is_capital(next)) {
            break;
        }
        key = key.with(hash, letters);
        last = next;
    }
    let mut found = found?;
    // The stop of "U.S." and "Calif." belongs to the name.
    let last = found.words.end - 1;
    let is_short = prose.str(last).contains('.') || prose.is(last, SHORT);
    let touches = prose.token(last).is_some_and(|token| !token.has_space_behind());
    if is_short && touches && prose.str(last + 1) == "." && last + 1 < end {
        found.words.end += 1;
    }
    Some(found)
}

/// "Texas-based", "Norway-Russia-led", "D-Oakdale": the places in one word, where all its parts with a capital are places.
fn parts(prose: &Prose<'_>, at: usize, is_weak: bool) -> Vec<Candidate> {
    let Some(token) = prose.token(at).filter(|token| token.has_hyphen() && token.is_upper()) else { return Vec::new() };
    let whole = token.bare(prose.text);
    if prose.owner(whole).is_some() {
        return Vec::new();
    }
    let (mut found, mut start) = (Vec::new(), whole.start());
    for (n, part) in whole.of(prose.text).split('-').enumerate() {
        let span = Span::new(start, start + part.len());
        start = span.end() + 1;
        if !part.starts_with(char::is_uppercase) || (n == 0 && matches!(part, "D" | "R" | "I")) {
            continue;
        }
        let known = Key::of(part).map(|key| plain(at..at + 1, key, gazetteer::spots(key).collect(), None));
        let party = whole.of(prose.text).as_bytes().get(1) == Some(&b'-');
        match known.and_then(|known| Some((part_score(&known, part, party)?, known))) {
            Some((score, known)) => found.push(Candidate { span, score, is_weak, ..known }),
            None => return Vec::new(),
        }
    }
    found
}

/// "l'Allemagne", "dell'Ohio": the place behind the apostrophe.
fn elided(prose: &Prose<'_>, at: usize, is_weak: bool) -> Option<Candidate> {
    let token = prose.token(at).filter(|token| token.is_word() && !token.is_upper())?;
    let (_, name) = token.span.of(prose.text).split_once(['\'', '’'])?;
    let span = Span::new(token.span.end() - name.len(), token.span.end());
    if !name.starts_with(char::is_uppercase) || prose.owner(span).is_some() {
        return None;
    }
    let key = Key::of(name)?;
    let known = plain(at..at + 1, key, gazetteer::spots(key).collect(), None);
    let score = part_score(&known, name, false)?;
    Some(Candidate { span, score, is_weak, ..known })
}

/// Behind the letter of a party every town is one, else only what is well known.
fn part_score(candidate: &Candidate, part: &str, party: bool) -> Option<i32> {
    let spot = candidate.first()?;
    let is_shouted = part.chars().all(char::is_uppercase);
    let is_known = match spot.kind {
        SpotKind::City => spot.size >= LARGE,
        SpotKind::County => false,
        _ => part.len() > 3 || (is_shouted && spot.kind == SpotKind::Country),
    };
    (is_known || party).then_some(NEEDED + 1)
}

/// "the village of Amberfield", "Amber district": a name that other words say to be a place.
fn said(prose: &Prose<'_>, at: usize, end: usize) -> Option<Candidate> {
    let is_name = |at: usize| {
        at < end
            && prose.is_capital(at)
            && !prose.names(at, COMMON | SAYS | TIME | HONOR | ROLE | DEMONYM | OTHER)
            && !prose.is(at, SIDE)
    };
    if !is_name(at) {
        return None;
    }
    let length = if is_name(at + 1) && !prose.is_possessive(at) { 2 } else { 1 };
    let behind = at + length;
    let is_of = at >= 2 && prose.str(at - 1) == "of" && prose.is(at - 2, BEHIND | CITY);
    let is_headed =
        prose.is(behind, BEHIND) && !prose.is_capital(behind) && !prose.is_possessive(behind - 1) && !prose.opens(at);
    let words = at..behind;
    (is_of || is_headed)
        .then(|| Some(plain(words.clone(), key(prose, &words)?, Vec::new(), Some(SpotKind::City))))
        .flatten()
}

/// "Spring Road", "Lake Amber", "Stone County": a name that says what it is.
fn headed(prose: &Prose<'_>, at: usize, end: usize) -> Option<Candidate> {
    let capital = |at: usize| at < end && prose.is_capital(at);
    if prose.is(at, LEAD) && capital(at + 1) && !prose.is(at + 1, CIVIC | COUNTY) && !prose.is_possessive(at) {
        let is_place = !prose.names(at + 1, COMMON | TIME | ROLE);
        let kind = if prose.is(at, WATER) { SpotKind::Water } else { SpotKind::Site };
        return is_place.then(|| Some(plain(at..at + 2, key(prose, &(at..at + 2))?, Vec::new(), Some(kind)))).flatten();
    }
    if prose.names(at, COMMON | SAYS | TIME | HONOR) && !prose.is(at, SIDE) || prose.is_possessive(at) {
        return None;
    }
    for head in at + 1..at + LONGEST_HEADED {
        if !capital(head) {
            return None;
        }
        if let Some(kind) = head_kind(prose, head) {
            let is_name = !prose.is(at, SITE | GENERIC | CIVIC) || prose.is(at, SIDE);
            let words = at..head + 1;
            return is_name.then(|| Some(plain(words.clone(), key(prose, &words)?, Vec::new(), Some(kind)))).flatten();
        }
        if prose.is_possessive(head) || prose.names(head, COMMON | SAYS | TIME) {
            return None;
        }
    }
    None
}

fn key(prose: &Prose<'_>, words: &Range<usize>) -> Option<Key> {
    let (hash, letters) = prose.bare(words.start)?;
    let rest = words.clone().skip(1).filter_map(|at| prose.bare(at));
    Some(rest.fold(Key::new(hash, letters), |key, (hash, letters)| key.with(hash, letters)))
}

fn head_kind(prose: &Prose<'_>, at: usize) -> Option<SpotKind> {
    let kinds =
        [(COUNTY, SpotKind::County), (WATER, SpotKind::Water), (REGION, SpotKind::Region), (SITE, SpotKind::Site)];
    let kind = kinds.into_iter().find(|(role, _)| prose.is(at, *role)).map(|(_, kind)| kind);
    kind.or_else(|| matches!(prose.str(at), "Township" | "Village" | "Heights" | "Springs").then_some(SpotKind::City))
}

/// Adds what other candidates tell, and keeps those that are places.
pub(super) fn settle(prose: &Prose<'_>, candidates: &mut Vec<Candidate>) {
    for at in 1..candidates.len() {
        let Some([inner, outer]) = candidates.get_mut(at - 1..=at) else { continue };
        if outer.follows && (senses::within(inner, outer).is_some() || inner.headed.is_some()) {
            inner.score += 6;
            outer.score += 3;
        } else if inner.score >= NEEDED && is_listed(prose, inner, outer) {
            outer.score += 2;
        }
    }
    let known: HashSet<Key> =
        candidates.iter().filter(|one| one.score >= NEEDED && !one.is_weak).map(|one| one.key).collect();
    candidates.retain(|one| {
        let is_known = known.contains(&one.key);
        let needed = match (one.is_weak, is_known) {
            (false, false) => NEEDED,
            (false, true) => NEEDED - 3,
            (true, false) => NEEDED + 1,
            (true, true) => 0,
        };
        one.score >= needed
    });
}

/// "Oslo, Bergen and Rome": a place before, and a comma or "and".
fn is_listed(prose: &Prose<'_>, before: &Candidate, next: &Candidate) -> bool {
    let between = before.words.end..next.words.start;
    (1..=2).contains(&between.len())
        && between.clone().all(|at| matches!(prose.str(at), "," | "and" | "or" | "und" | "et" | "y" | "e" | "и"))
}
