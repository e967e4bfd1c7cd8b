//! Cuts runs into names, organisations and places, with the titles before names.

use std::ops::Range;

use super::runs;
use super::words::Prose;
use crate::grammar::name_word::{
    COMMON, COMPANY, DEMONYM, GIVEN, HONOR, MODIFIER, ORG_HEAD, ORG_NAME, OTHER, PARTICLE, PLACE, PLACE_HEAD, ROLE,
    Roles, SAYS, SUFFIX, TIME, join,
};
use crate::grammar::token::Token;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Perhaps a person's.
    Name,
    Org,
    Place,
    /// One word that is a title elsewhere; perhaps a surname ("Dean", "King").
    Title,
    Other,
}

/// A piece of a run: tokens, and what they seem to be.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub(super) kind: Kind,
    pub(super) words: Range<usize>,
    /// The title or honorific right before a name.
    pub(super) title: Option<Range<usize>>,
    /// The hashes of its words, without suffixes.
    pub(super) hashes: Vec<u32>,
    /// Whether its first word opens a sentence, where a capital tells nothing.
    pub(super) is_initial: bool,
}

impl Chunk {
    /// One hash for the whole.
    pub(super) fn key(&self) -> u64 {
        let folded = self.hashes.iter().copied().fold(0, join);
        u64::from(folded) << 32 | u64::from(self.hashes.first().copied().unwrap_or_default())
    }
}

/// The chunks of all regions in text order. Where capitals tell nothing, only a given name with one more name counts.
pub(super) fn find(prose: &Prose<'_>) -> Vec<Chunk> {
    let (mut chunks, mut run) = (Vec::new(), Vec::new());
    for (region, weak) in prose.regions() {
        let mut at = region.tokens.start;
        while at < region.tokens.end {
            if weak {
                if is_name_in_capitals(prose, at, region.tokens.end) {
                    push(prose, Kind::Name, &[at, at + 1], None, &mut chunks);
                }
                at += 1;
            } else if prose.word(at).is_capital() {
                at = runs::take(prose, at, region.tokens.end, &mut run);
                cut(prose, &run, &mut chunks);
            } else {
                at += 1;
            }
        }
    }
    chunks
}

fn is_name_in_capitals(prose: &Prose<'_>, at: usize, end: usize) -> bool {
    let (given, family) = (prose.word(at), prose.word(at + 1));
    let strange = family.roles() & !PLACE == 0 && family.is_capital() && !prose.is_common(at + 1);
    at + 1 < end
        && given.is_capital()
        && given.is(GIVEN)
        && !given.is(COMMON | SAYS)
        && strange
        && !prose.is_possessive(at)
}

/// Cuts one run at its titles.
fn cut(prose: &Prose<'_>, run: &[usize], chunks: &mut Vec<Chunk>) {
    let mut rest = run;
    while let Some((first, behind)) = rest.split_first() {
        if !opens_nothing(prose, *first, behind) {
            break;
        }
        rest = behind;
    }
    let mut title: Option<Range<usize>> = None;
    while !rest.is_empty() {
        let length = title_length(prose, rest);
        if let Some((words, behind)) = rest.split_at_checked(length).filter(|_| length > 0) {
            let (first, last) = (words.first().copied().unwrap_or_default(), words.last().copied().unwrap_or_default());
            title = Some(title.map_or(first, |title| title.start)..last + 1);
            rest = behind;
            continue;
        }
        let length = name_length(prose, rest);
        let (words, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        sort(prose, words, title.take(), chunks);
        rest = behind;
    }
    if let Some(alone) = title.filter(|title| title.len() == 1) {
        push(prose, Kind::Title, &[alone.start], None, chunks);
    }
}

/// Whether a first word has its capital from the sentence or is a small word.
fn opens_nothing(prose: &Prose<'_>, first: usize, behind: &[usize]) -> bool {
    let word = prose.word(first);
    let names_next = behind.first().is_some_and(|next| !prose.word(*next).is(COMMON | SAYS | TIME | ROLE | OTHER));
    if word.is(GIVEN) && names_next {
        return false;
    }
    // "Van der Molen", "De Marre": a surname may open with a particle.
    if word.is(PARTICLE) && !prose.has_capital_nouns && behind.first().is_some_and(|next| is_strange(prose, *next)) {
        return false;
    }
    let opens_phrase = prose.phrase(first).1 & (ORG_NAME | PLACE | ROLE) != 0;
    let small =
        word.is(COMMON | SAYS) && !word.is(ROLE | HONOR | PLACE | ORG_NAME | MODIFIER | ORG_HEAD) && !opens_phrase;
    small || (word.is_initial() && prose.is_common(first) && !word.is(ROLE | HONOR | GIVEN | MODIFIER) && !opens_phrase)
}

/// Whether no table knows the word, but perhaps as part of a name.
fn is_strange(prose: &Prose<'_>, at: usize) -> bool {
    let word = prose.word(at);
    word.roles() & !(GIVEN | PARTICLE) == 0 || (word.is(PARTICLE) && !word.is_capital())
}

/// How many words of `rest` are a title: modifiers and at least one role or honorific, not the head of an organisation.
fn title_length(prose: &Prose<'_>, rest: &[usize]) -> usize {
    let (mut at, mut length) = (0, 0);
    while let Some((words, roles)) = piece(prose, rest, at) {
        // "Dean Acheson": a given name where one more word follows.
        let given = at == 0 && roles & GIVEN != 0 && rest.len() == 2;
        if roles & (ROLE | HONOR) != 0 && roles & ORG_NAME == 0 && !given {
            at += words;
            length = at;
        } else if roles & (MODIFIER | DEMONYM) != 0 {
            at += words;
        } else {
            break;
        }
    }
    // "General Assembly", "Attorney's Office" are organisations.
    let headed =
        piece(prose, rest, length).is_some_and(|(_, roles)| roles & (ORG_HEAD | COMPANY) != 0 && roles & GIVEN == 0);
    if headed { 0 } else { length }
}

/// The word or phrase at `at` of a list of words: how many of them, and their roles.
fn piece(prose: &Prose<'_>, words: &[usize], at: usize) -> Option<(usize, Roles)> {
    let token = *words.get(at)?;
    let word = prose.word(token);
    let (length, roles) = prose.phrase(token);
    let behind = words.get(at..).unwrap_or_default();
    let count = behind.iter().take_while(|word| **word < token + length).count();
    // A phrase counts where the run holds all of it.
    let whole = (token..token + length).filter(|at| prose.token(*at).is_some_and(Token::is_word)).count();
    if length > 0 && count == whole && roles & (ROLE | ORG_NAME | ORG_HEAD | PLACE | HONOR | OTHER) != 0 {
        return Some((count, roles));
    }
    Some((1, word.roles()))
}

/// How many words of `rest` come before the next title.
fn name_length(prose: &Prose<'_>, rest: &[usize]) -> usize {
    let mut at = 1.max(piece(prose, rest, 0).map_or(1, |piece| piece.0));
    while at < rest.len() {
        let behind = rest.get(at..).unwrap_or_default();
        let length = title_length(prose, behind);
        // "Stephen King": a title behind a given name is a surname where no name follows.
        let before = at.checked_sub(1).and_then(|at| rest.get(at)).copied().unwrap_or_default();
        let surname = length == 1 && behind.len() == 1 && (prose.word(before).is(GIVEN) || prose.is_letters(before));
        if length > 0 && !surname {
            break;
        }
        at += piece(prose, rest, at).map_or(1, |piece| piece.0);
    }
    at.min(rest.len())
}

/// Tells what words between titles are, and cuts a place or organisation off in front of a name.
fn sort(prose: &Prose<'_>, words: &[usize], title: Option<Range<usize>>, chunks: &mut Vec<Chunk>) {
    if words.is_empty() {
        return;
    }
    // "Maule & Finch" is a firm.
    if let (Some(first), Some(last)) = (words.first(), words.last())
        && (*first..*last).any(|at| prose.str(at) == "&")
    {
        return push(prose, Kind::Org, words, None, chunks);
    }
    // "Billionaire Carl Munn": the first word has its capital from the sentence.
    if let [first, second, _, ..] = words {
        let word = prose.word(*first);
        if word.is_initial()
            && word.roles() == 0
            && prose.word(*second).is(GIVEN)
            && !prose.is_capital_elsewhere(*first)
        {
            return sort(prose, words.get(1..).unwrap_or_default(), title, chunks);
        }
    }
    // Where nouns have capitals, a given name opens the name, whatever stands before.
    if prose.has_capital_nouns && words.len() > 2 {
        let given = words.iter().position(|at| prose.word(*at).is(GIVEN)).unwrap_or_default();
        if given > 0 && given + 1 < words.len() {
            return sort(prose, words.get(given..).unwrap_or_default(), None, chunks);
        }
    }
    let kind = kind_of(prose, words);
    let (first_length, first_roles) = piece(prose, words, 0).unwrap_or((1, 0));
    let leads = first_roles & (PLACE | DEMONYM | ORG_NAME | OTHER) != 0 || is_acronym(prose, words);
    let titled = words.len() == 2 && first_roles & PLACE != 0 && is_titled(prose, words, title.as_ref());
    if leads
        && !titled
        && words.len() > first_length
        && (kind == Kind::Name || kind == Kind::Other)
        && first_roles & GIVEN == 0
    {
        let (front, behind) = words.split_at_checked(first_length).unwrap_or((words, &[]));
        let names = behind.first().is_some_and(|at| prose.word(*at).is(GIVEN)) && behind.len() > 1;
        push(prose, kind_of(prose, front), front, None, chunks);
        if names {
            sort(prose, behind, None, chunks);
        }
        return;
    }
    push(prose, kind, words, title, chunks);
}

/// Whether a title stands right before: then even a place ("America", "Paris") may be a given name.
fn is_titled(prose: &Prose<'_>, words: &[usize], title: Option<&Range<usize>>) -> bool {
    let before = words.first().and_then(|at| at.checked_sub(1)).map(|at| prose.word(at));
    title.is_some() || before.is_some_and(|word| word.is(ROLE | HONOR) && !word.is_capital())
}

fn push(prose: &Prose<'_>, kind: Kind, words: &[usize], title: Option<Range<usize>>, chunks: &mut Vec<Chunk>) {
    let (Some(first), Some(last)) = (words.first().copied(), words.last().copied()) else { return };
    let kept = words.iter().filter(|at| kind != Kind::Name || !prose.word(**at).is(SUFFIX));
    let hashes = kept.map(|at| prose.word(*at).hash).collect();
    let is_initial = prose.word(first).is_initial() && title.is_none();
    chunks.push(Chunk { kind, words: first..last + 1, title, hashes, is_initial });
}

/// "NATO", "FBI": two letters to six, no name of a place.
pub(super) fn is_acronym(prose: &Prose<'_>, words: &[usize]) -> bool {
    let Some(first) = words.first().copied() else { return false };
    let word = prose.word(first);
    let length = prose.bare(first).of(prose.text).chars().count();
    prose.is_all_upper(first)
        && (2..=7).contains(&length)
        && !prose.str(first).chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
        && !prose.token(first).is_some_and(Token::has_digit)
        && !prose.str(first).contains(['.', '-'])
        && !prose.is_in_lower_case(first)
        && !words.get(1).is_some_and(|next| prose.is_all_upper(*next) && prose.str(*next).len() > 2)
        && !word.is(PLACE | OTHER | COMMON | SUFFIX | ROLE | HONOR | COMPANY | GIVEN)
}

/// Whether a word has the role, or the phrase that it is part of.
fn has(prose: &Prose<'_>, words: &[usize], role: Roles) -> bool {
    let mut at = 0;
    while let Some((length, roles)) = piece(prose, words, at) {
        if roles & role != 0 {
            return true;
        }
        at += length;
    }
    false
}

fn kind_of(prose: &Prose<'_>, words: &[usize]) -> Kind {
    let (Some(first), Some(last)) = (words.first().copied(), words.last().copied()) else { return Kind::Other };
    let (head, tail) = (prose.word(first), prose.word(last));
    let (length, roles) = piece(prose, words, 0).unwrap_or((1, 0));
    let any = |role: Roles| has(prose, words, role);
    let joined = words.iter().any(|at| matches!(prose.str(*at), "of" | "for" | "&"));
    let is_whole = length == words.len();
    let given_first = words.len() > 1 && (head.is(GIVEN) || (prose.is_letters(first) && !head.is(PLACE)));
    if is_whole && roles & ORG_NAME != 0 && roles & PLACE == 0 {
        return Kind::Org;
    }
    if is_whole && roles & PLACE != 0 {
        return Kind::Place;
    }
    if tail.is(COMPANY) && words.len() > 1 && !tail.is(GIVEN) || (any(ORG_HEAD) && joined) {
        return Kind::Org;
    }
    if tail.is(ORG_HEAD) && !tail.is(GIVEN) {
        // One word alone ("Parliament", "Police") is a noun more often than a name.
        return if words.len() > 1 { Kind::Org } else { Kind::Other };
    }
    if given_first && !any(ORG_NAME) && !(tail.is(PLACE_HEAD | OTHER) && words.len() > 2) {
        return Kind::Name;
    }
    if is_acronym(prose, words) && words.len() == 1 {
        return Kind::Org;
    }
    if any(ORG_HEAD) || (roles & ORG_NAME != 0 && tail.is(ORG_HEAD)) {
        return Kind::Org;
    }
    if tail.is(PLACE_HEAD) || (head.is(PLACE_HEAD) && words.len() > 1) {
        return Kind::Place;
    }
    if any(OTHER | TIME | DEMONYM | ORG_NAME) || is_acronym(prose, words) {
        return Kind::Other;
    }
    if words.iter().all(|at| prose.word(*at).is(COMMON | SAYS | PARTICLE | MODIFIER)) {
        return Kind::Other;
    }
    Kind::Name
}
