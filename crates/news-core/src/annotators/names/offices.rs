//! Later mentions by office: "the defense minister", "Russia's defense chief".

use std::collections::HashMap;
use std::ops::Range;

use super::super::tokens::RegionKind;
use super::people::{People, plain};
use super::words::Prose;
use super::{Entity, MOST, Named};
use crate::article::MentionHow;
use crate::grammar::name_word::{DEMONYM, MODIFIER, ORG_HEAD, ORG_NAME, OTHER, PLACE, ROLE, country, join};
use crate::grammar::token::{Token, word_hash};

/// Words before the head of a role phrase.
const MOST_WORDS: usize = 5;

/// An office of a person: the head, and what else the text says about it.
struct Office {
    person: usize,
    words: Vec<u32>,
}

/// Links role phrases to the people who hold the office. `mentions` is sorted by span and stays so.
pub(super) fn link(prose: &Prose<'_>, people: &People, mentions: &mut Vec<Named>) {
    let offices = Offices::of(prose, people);
    let mut found = Vec::new();
    let mut next = 0;
    // The last mention of each person so far, as an index into `mentions`.
    let mut last: Vec<Option<usize>> = vec![None; people.list.len()];
    for (region, weak) in prose.regions() {
        let is_head = weak || region.kind == RegionKind::Headline;
        for at in region.tokens.clone().filter(|at| prose.word(*at).is(ROLE)) {
            let Some(token) = prose.token(at) else { continue };
            while let Some(named) = mentions.get(next).filter(|named| named.span.end() <= token.span.start()) {
                if let Entity::Person(person) = named.entity {
                    last.get_mut(person).into_iter().for_each(|last| *last = Some(next));
                }
                next += 1;
            }
            let taken = mentions.get(next).is_some_and(|named| named.span.start() < token.span.end());
            if taken || found.len() + mentions.len() >= MOST {
                continue;
            }
            let Some(phrase) = phrase(prose, at, &region.tokens, is_head) else { continue };
            let Some((person, confidence)) = latest(&offices.holders(prose, &phrase, at), &last) else { continue };
            found.push(plain(prose.span(&phrase), prose.bare(at), person, MentionHow::Role, confidence));
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|named| (named.span, named.name));
}

/// The one holder, or of several the one named last.
fn latest(holders: &[usize], last: &[Option<usize>]) -> Option<(usize, u8)> {
    if let [only] = holders {
        return Some((*only, 85));
    }
    let best = holders.iter().copied().max_by_key(|person| last.get(*person).copied().flatten())?;
    last.get(best).copied().flatten().map(|_| (best, 60))
}

/// The offices by the word that heads them, and all of them for heads that stand for any ("chief").
#[derive(Default)]
struct Offices {
    by_head: HashMap<u32, Vec<Office>>,
    all: Vec<Office>,
}

/// Offices under one head; more are not told apart.
const SAME_HEAD: usize = 32;

impl Offices {
    fn of(prose: &Prose<'_>, people: &People) -> Self {
        let mut offices = Offices::default();
        for (person, known) in people.list.iter().enumerate() {
            for role in &known.roles {
                // "Norway's transport minister Ana Ruiz" is later "the Norwegian minister".
                let owner =
                    role.start.checked_sub(1).filter(|at| prose.is_possessive(*at) && prose.word(*at).is(PLACE));
                let words: Vec<u32> = owner.into_iter().chain(role.clone()).map(|at| meaning(prose, at)).collect();
                for at in role.clone().filter(|at| prose.word(*at).is(ROLE)) {
                    let list = offices.by_head.entry(prose.word(at).hash).or_default();
                    if list.len() < SAME_HEAD {
                        list.push(Office { person, words: words.clone() });
                    }
                }
                if offices.all.len() < SAME_HEAD {
                    offices.all.push(Office { person, words });
                }
            }
        }
        offices
    }

    /// The people of whom the phrase with its head at `head` says nothing that the story did not say.
    fn holders(&self, prose: &Prose<'_>, phrase: &Range<usize>, head: usize) -> Vec<usize> {
        let said = said(prose, phrase, head);
        let hash = prose.word(head).hash;
        let of = |offices: &[Office]| {
            let holds = |office: &&Office| said.iter().all(|word| office.words.contains(word));
            let mut people: Vec<usize> = offices.iter().filter(holds).map(|office| office.person).collect();
            people.sort_unstable();
            people.dedup();
            people
        };
        let own = self.by_head.get(&hash).map(|offices| of(offices)).unwrap_or_default();
        let stands_for_any = ["chief", "head", "boss"].into_iter().any(|word| word_hash(word) == hash);
        if own.is_empty() && stands_for_any && !said.is_empty() { of(&self.all) } else { own }
    }
}

/// The word, or the country that it means: "Russian" and "Russia" are one.
fn meaning(prose: &Prose<'_>, at: usize) -> u32 {
    let hash = prose.word(at).hash;
    country(hash).map_or(hash, |code| join(0, word_hash(code)))
}

/// The words of the phrase that ends with the role at `at`, if it means one certain person.
fn phrase(prose: &Prose<'_>, at: usize, region: &Range<usize>, headline: bool) -> Option<Range<usize>> {
    if prose.is_possessive(at) && prose.word(at + 1).is(ROLE) || prose.word(at + 1).is(ROLE) {
        return None;
    }
    // A name behind it is named by it.
    if at + 1 < region.end && prose.word(at + 1).is_capital() && !headline {
        return None;
    }
    let mut start = at;
    for _ in 0..MOST_WORDS {
        let Some(before) = start.checked_sub(1).filter(|before| *before >= region.start) else { break };
        if matches!(prose.str(before), "the" | "The") {
            return Some(before..at + 1);
        }
        if matches!(
            prose.str(before),
            "a" | "an" | "A" | "An" | "his" | "her" | "their" | "its" | "our" | "my" | "no" | "any"
        ) {
            return None;
        }
        if prose.is_possessive(before) {
            return prose.word(before).is(PLACE).then_some(before..at + 1);
        }
        if !prose.word(before).is(MODIFIER | ROLE | DEMONYM | PLACE | ORG_NAME | ORG_HEAD | OTHER) {
            break;
        }
        start = before;
    }
    (headline && start < at).then_some(start..at + 1)
}

/// What a role phrase says beside its head.
fn said(prose: &Prose<'_>, phrase: &Range<usize>, head: usize) -> Vec<u32> {
    let words = phrase.clone().filter(|at| *at != head && !matches!(prose.str(*at), "the" | "The"));
    words.filter(|at| prose.token(*at).is_some_and(Token::is_word)).map(|at| meaning(prose, at)).collect()
}
