//! What the words around a name tell: that it is a person's, of which office, of which gender.

use std::ops::Range;

use super::chunks::Chunk;
use super::words::Prose;
use crate::grammar::name_word::{
    DEMONYM, FEMALE, GIVEN, HONOR, KIN, MALE, MODIFIER, ORG_NAME, PLACE, ROLE, SAYS, SUFFIX,
};
use crate::grammar::token::{Token, TokenKind};

/// How far a role may stand from the name it is said of, in tokens.
const NEAR: usize = 6;

/// What one place of a name tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// For a person, or against.
    pub(super) score: i32,
    /// Words that name an office or occupation, without article.
    pub(super) roles: Vec<Range<usize>>,
    pub(super) is_male: bool,
    pub(super) is_female: bool,
    /// The title as far back as it goes.
    pub(super) title: Option<Range<usize>>,
    /// The words behind the name that tell who it is, with their article.
    pub(super) apposition: Option<Range<usize>>,
}

/// Reads the words before, in and behind a name.
pub(super) fn read(prose: &Prose<'_>, chunk: &Chunk) -> Evidence {
    let mut evidence = Evidence::default();
    before(prose, chunk, &mut evidence);
    inside(prose, chunk, &mut evidence);
    behind(prose, chunk, &mut evidence);
    evidence
}

fn before(prose: &Prose<'_>, chunk: &Chunk, evidence: &mut Evidence) {
    let start = chunk.title.as_ref().map_or(chunk.words.start, |title| title.start);
    if let Some(title) = title_before(prose, chunk) {
        evidence.score += 4;
        note_gender(prose, title.clone(), evidence);
        let offices = title.clone().any(|at| has_role(prose, at));
        if offices {
            evidence.roles.push(title.clone());
        }
        evidence.title = Some(title);
        return;
    }
    let Some(at) = start.checked_sub(1) else { return };
    let word = prose.word(at);
    let given = chunk.hashes.len() > 1 && prose.word(chunk.words.start).is(GIVEN);
    match prose.str(at) {
        "the" | "The" | "a" | "an" | "this" => evidence.score -= if given { 1 } else { 4 },
        "in" | "at" | "near" | "outside" | "across" | "on" | "into" | "In" | "At" if !given => evidence.score -= 2,
        "," if at > 0 && prose.word(at - 1).is(KIN) && matches!(prose.str(chunk.words.end), "," | "." | ")") => {
            evidence.score += 3;
            note_gender(prose, at - 1..at, evidence);
        }
        _ if word.is(KIN) && !word.is_capital() => {
            evidence.score += 3;
            note_gender(prose, at..at + 1, evidence);
        }
        "by" | "By" | "with" | "With" | "whom" | "named" => evidence.score += 1,
        // A dash or tilde before a signature.
        "―" | "—" | "–" | "~" if word.is_initial() => evidence.score += 2,
        _ if word.is(SAYS) => evidence.score += 1,
        _ => {}
    }
}

/// The title of a name: that of its run, or a role in lower case right before it, with what modifies either.
fn title_before(prose: &Prose<'_>, chunk: &Chunk) -> Option<Range<usize>> {
    let mut title = chunk.title.clone().or_else(|| {
        let at = chunk.words.start.checked_sub(1)?;
        let role = role_ending(prose, at)?;
        (!prose.word(at).is(SAYS) && !prose.word(chunk.words.start).is_initial()).then_some(role)
    })?;
    // "Russian Defense Minister", "former prime minister", "co-founder and director": modifiers stand before it.
    for _ in 0..4 {
        let before = title.start.checked_sub(1).filter(|_| !prose.word(title.start).is_initial());
        let Some(at) = before else { break };
        let word = prose.word(at);
        let modifies = word.is(MODIFIER | DEMONYM | ROLE)
            || (word.is(PLACE | ORG_NAME) && word.is_capital() && !prose.is_possessive(at));
        if !modifies || word.is(SAYS | HONOR) {
            break;
        }
        title.start = at;
    }
    Some(title)
}

/// The role whose last word stands at `at`, as a word or phrase.
pub(super) fn role_ending(prose: &Prose<'_>, at: usize) -> Option<Range<usize>> {
    for length in (2..=4).rev() {
        let start = (at + 1).checked_sub(length)?;
        let (found, roles) = prose.phrase(start);
        if found == length && roles & ROLE != 0 {
            return Some(start..at + 1);
        }
    }
    (prose.word(at).is(ROLE) && !prose.is_possessive(at)).then_some(at..at + 1)
}

fn has_role(prose: &Prose<'_>, at: usize) -> bool {
    prose.word(at).is(ROLE) || prose.phrase(at).1 & ROLE != 0
}

fn note_gender(prose: &Prose<'_>, words: Range<usize>, evidence: &mut Evidence) {
    for at in words {
        let roles = prose.word(at).roles() | prose.phrase(at).1;
        evidence.is_male |= roles & MALE != 0;
        evidence.is_female |= roles & FEMALE != 0;
    }
}

fn inside(prose: &Prose<'_>, chunk: &Chunk, evidence: &mut Evidence) {
    let first = chunk.words.start;
    let several = chunk.hashes.len() > 1;
    if several {
        evidence.score += 1;
        if prose.word(first).is(GIVEN) {
            evidence.score += 3;
        }
        if chunk.words.clone().any(|at| prose.is_letters(at)) {
            evidence.score += 2;
        }
        if chunk.words.clone().any(|at| prose.word(at).is(SUFFIX)) {
            evidence.score += 3;
        }
        if chunk.hashes.len() > 4 {
            evidence.score -= 2;
        }
        let has_noun = chunk.words.clone().any(|at| is_noun(prose, at));
        let edges_source =
            prose.word(first).edges_source() || prose.word(chunk.words.end.saturating_sub(1)).edges_source();
        if edges_source && !has_noun {
            evidence.score += 2;
        }
        let from_sentence = chunk.is_initial && !prose.is_capital_elsewhere(first);
        if !prose.word(first).is(GIVEN) && (from_sentence || has_noun) {
            evidence.score -= 2;
        }
    } else if prose.word(first).is(GIVEN) {
        evidence.score += 1;
    }
}

/// Whether a word stands in lower case elsewhere, or ends as nouns and adjectives do that are no names.
fn is_noun(prose: &Prose<'_>, at: usize) -> bool {
    const ENDINGS: [&str; 17] = [
        "tion", "sion", "ment", "ity", "ship", "ism", "ology", "ics", "ical", "ing", "ties", "ries", "ages", "able",
        "tive", "tual", "ful",
    ];
    let word = prose.bare(at).of(prose.text);
    prose.is_common(at)
        || (word.len() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !word.ends_with("ling"))
}

fn behind(prose: &Prose<'_>, chunk: &Chunk, evidence: &mut Evidence) {
    let last = chunk.words.end.saturating_sub(1);
    let end = chunk.words.end;
    if prose.is_possessive(last) || prose.word(end).is_initial() {
        return;
    }
    if prose.word(end).is(SAYS) && !prose.word(end).is_capital() {
        evidence.score += 2;
    }
    match prose.str(end) {
        // The year of a film or book.
        "(" if prose.token(end + 1).is_some_and(|token| token.kind == TokenKind::Number && token.span.len() == 4) => {
            evidence.score -= 2;
        }
        "," | "(" | "–" | "—" => apposition(prose, end + 1, evidence),
        "who" | "himself" | "herself" => evidence.score += 3,
        "has" | "had" | "also" | "did" if prose.word(end + 1).is(SAYS) => evidence.score += 2,
        _ => {}
    }
}

/// ", 54, the mayor of …", ", who …", " (D-Ohio)".
fn apposition(prose: &Prose<'_>, at: usize, evidence: &mut Evidence) {
    let bracket = at > 0 && prose.str(at - 1) == "(";
    if prose.token(at).is_some_and(|token| token.kind == TokenKind::Number) {
        let age = prose.str(at).parse::<u8>().is_ok_and(|age| (1..=115).contains(&age));
        if age && matches!(prose.str(at + 1), "," | ")" | "." | "who" | "and") {
            evidence.score += 4;
            if prose.str(at + 1) == "," {
                role_behind(prose, at + 2, evidence);
            }
        }
        return;
    }
    let word = prose.str(at);
    if bracket {
        let party = matches!(word, "D" | "R" | "I")
            || word.starts_with("D-")
            || word.starts_with("R-")
            || word.starts_with("I-");
        evidence.score += if party { 4 } else { 0 };
        return;
    }
    if matches!(word, "who" | "whose" | "whom") {
        evidence.score += 3;
        return;
    }
    role_behind(prose, at, evidence);
}

/// "the mayor of", "a lawyer", "chief executive of": a role within some words, before any verb or sign.
fn role_behind(prose: &Prose<'_>, at: usize, evidence: &mut Evidence) {
    let article = matches!(prose.str(at), "the" | "a" | "an" | "his" | "her" | "their" | "one");
    let start = if article { at + 1 } else { at };
    if prose.word(start).is(HONOR) {
        return;
    }
    let most = if article { NEAR } else { 4 };
    for at in start..start + most {
        let token = prose.token(at);
        if !token.is_some_and(|token| token.is_word() || prose.str(at) == ".")
            || prose.word(at).is(SAYS)
            || prose.word(at).is_initial()
        {
            return;
        }
        if prose.word(at).is(KIN) && !prose.is_possessive(at) {
            evidence.score += 2;
            note_gender(prose, at..at + 1, evidence);
            return;
        }
        if matches!(prose.str(at), "of" | "and" | "in" | "to" | "with" | "from" | "by" | "for" | "on") {
            return;
        }
        let phrase = prose.phrase(at);
        let length = if phrase.1 & ROLE != 0 { phrase.0 } else { 1 };
        if has_role(prose, at) && !prose.is_possessive(at) {
            // "the defense ministry spokesman": the last role of the noun phrase heads it.
            let mut end = at + length;
            while has_role(prose, end) && prose.token(end).is_some_and(Token::is_word) {
                end += 1;
            }
            evidence.score += if article { 3 } else { 2 };
            // A capital behind without a comma starts a name: "Smith, Senator Jones and …" is a list.
            if prose.word(end).is_capital() && !article {
                evidence.score -= 2;
                return;
            }
            note_gender(prose, start..end, evidence);
            evidence.roles.push(start..end);
            evidence.apposition = Some(if article { start - 1 } else { start }..end);
            return;
        }
    }
}
