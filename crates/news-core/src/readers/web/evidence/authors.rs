//! Authors: the people that carriers name, parted from roles, houses and the words around them.

use super::{Candidate, Evidence, Field, is_address};
use crate::grammar::byline::{is_role, without_prefix};
use crate::grammar::words::{is_cjk, starts_like_name};
use crate::grammar::{agency, byline, page};
use crate::span::SourceSpan;

/// A name of an author and where the carrier writes it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) src: SourceSpan,
    /// Whether it is a house: an agency, the paper itself, a desk.
    pub(super) house: bool,
    /// Whether the carrier says that it is a house.
    stated: bool,
}

/// Carriers in the order in which they are asked; each rank alone gives the authors.
fn rank(candidate: &Candidate) -> u8 {
    match (candidate.via, candidate.person) {
        ("json-ld", None) => 1,
        ("json-ld", Some(_)) => 0,
        ("microdata", _) => 2,
        ("rel" | "link", _) => 4,
        ("class", _) => 5,
        ("text", _) => 6,
        _ => 3,
    }
}

/// Takes the authors of the best carrier that names people; where none does, the house of the best that names one.
pub(super) fn vote(evidence: &mut Evidence) {
    let mut houses: Vec<Name> = Vec::new();
    for asked in 0..=6 {
        let mut names: Vec<Name> = Vec::new();
        for candidate in
            evidence.of(Field::Author).filter(|candidate| rank(candidate) == asked && !is_address(&candidate.value))
        {
            // One visible byline is the byline; what follows are teasers and boxes.
            if asked >= 4 && !names.is_empty() && candidate.via == "class" {
                break;
            }
            for (at, text) in parts(&candidate.value).into_iter().enumerate() {
                let stated = candidate.person == Some(false) || at == 0 && asked < 4 && is_desk(&text);
                let house = stated || is_house(&text, evidence);
                let known = names.iter().any(|name| name.text.eq_ignore_ascii_case(&text));
                if !known && (house || is_name(&text, candidate)) {
                    names.push(Name { text, src: candidate.src, house, stated });
                }
            }
        }
        let signed = asked == 0 && names.iter().any(|name| agency::find(&name.text).is_some());
        if signed || names.iter().any(|name| !name.house) {
            // The paper signs with its reporter only where it says so.
            names.retain(|name| !name.house || name.stated || agency::find(&name.text).is_some());
            evidence.people = names;
            return;
        }
        if houses.is_empty() {
            houses = names;
        }
    }
    evidence.people = houses;
}

/// The names of a list, without prefixes, roles and what stands in brackets.
fn parts(value: &str) -> Vec<String> {
    let value = value.replace(['\u{A0}', '\t'], " ");
    let mut parts = vec![String::new()];
    for word in without_prefix(&value).split_whitespace() {
        if byline::is_and(word) || matches!(word, "|" | "/" | "-" | "–" | "—" | "•" | "·") {
            parts.push(String::new());
            continue;
        }
        let bare = word.trim_end_matches([',', ';', '、', '，', '|']);
        if let Some(part) = parts.last_mut() {
            if !part.is_empty() && !bare.is_empty() {
                part.push(' ');
            }
            part.push_str(bare);
        }
        if bare.len() < word.len() {
            parts.push(String::new());
        }
    }
    let parts = parts.iter().flat_map(|part| part.split([',', ';', '/', '、', '|']));
    let parts = parts.map(|part| {
        let part = part.split_once(['(', '[']).map_or(part, |(name, _)| name);
        without_role(without_prefix(part.trim())).trim_matches(['.', ':', '-', '–', '*', '"', ' ']).to_owned()
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// `이안나 기자`: scripts without capitals write the role behind the name.
fn without_role(part: &str) -> &str {
    let cut = part.rsplit_once(' ').filter(|(name, role)| is_role(role) && !name.is_empty() && !name.is_ascii());
    cut.map_or(
        part,
        |(name, role)| if role.chars().any(|c| c.is_lowercase() || c.is_uppercase()) { part } else { name },
    )
}

/// Whether a name is that of a house: an agency, the publisher, the site.
fn is_house(name: &str, evidence: &Evidence) -> bool {
    let lower = name.to_lowercase();
    // "The Paper with agencies" is the paper, too.
    let same = |candidate: &Candidate| {
        let rest = lower.strip_prefix(&candidate.value.to_lowercase());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    agency::find(name).is_some() || evidence.of(Field::Publisher).any(same) || evidence.of(Field::Site).any(same)
}

/// `Gear Team`, `Redaktion`: where only the name of an author can stand, a desk is its author.
fn is_desk(name: &str) -> bool {
    let found = name.split_whitespace().count() <= 4 && name.split([' ', '-']).any(is_role);
    found && !is_address(name) && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':'))
}

/// Whether a part can be the name of a person. Structured data that says so needs less.
fn is_name(part: &str, candidate: &Candidate) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let no_name = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        is_role(bare) || page::fields("no_name", bare).next().is_some()
    };
    let shape = part.len() <= 80
        && part.chars().any(char::is_alphabetic)
        && !part
            .contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':' | '=' | '{' | '#' | '?' | '!' | '“' | '"'))
        && !is_address(part);
    let sure = candidate.person == Some(true);
    let count = words.len();
    let cjk = part.chars().all(|c| is_cjk(c) || c == ' ');
    let named = count >= 2 && words.first().is_some_and(|word| starts_like_name(word));
    let alone = count == 1 && !part.contains('.') && !matches!(candidate.via, "class" | "text");
    let fits = sure && count <= 6 || count <= 5 && (named || cjk || alone);
    shape && fits && !words.iter().any(no_name)
}
