//! Later mentions by office: "the defense minister", "Russia's defense chief".

use std::collections::HashMap;
use std::ops::Range;

use super::people::{People, plain};
use super::words::Prose;
use super::{Entity, MOST, Named};
use crate::article::MentionHow;
use crate::grammar::name_word::{DEMONYM, MODIFIER, ORG_HEAD, ORG_NAME, OTHER, PLACE, ROLE, country, join};
use crate::grammar::token::word_hash;

/// Words before the head of a role phrase.
const MOST_WORDS: usize = 5;

/// An office of a person: the head, and what else the text says about it.
struct Office {
    person: usize,
    words: Vec<u32>,
}

/// Links role phrases to the people who hold the office. `mentions` is sorted by span; what is found is added behind.
pub(super) fn link(prose: &Prose<'_>, people: &People, mentions: &mut Vec<Named>) {
    let offices = index(prose, people);
    let chief = ["chief", "head", "boss"].map(word_hash);
    let mut found = Vec::new();
    let mut next = 0;
    // The last mention of each person so far, as an index into `mentions`.
    let mut last: Vec<Option<usize>> = vec![None; people.list.len()];
    for (region, weak) in prose.regions() {
        for at in region.tokens.clone() {
            let Some(token) = prose.token(at) else { continue };
            while let Some(named) = mentions.get(next).filter(|named| named.span.end() <= token.span.start()) {
                if let Entity::Person(person) = named.entity {
                    last.get_mut(person).into_iter().for_each(|last| *last = Some(next));
                }
                next += 1;
            }
            let taken = mentions.get(next).is_some_and(|named| named.span.start() < token.span.end());
            if taken || !prose.word(at).is(ROLE) || found.len() + mentions.len() >= MOST {
                continue;
            }
            let Some(phrase) =
                phrase(prose, at, &region.tokens, weak || region.kind == super::super::tokens::RegionKind::Headline)
            else {
                continue;
            };
            let said = said(prose, &phrase, at);
            let head = prose.word(at).hash;
            let own = offices.get(&head).map(Vec::as_slice).unwrap_or_default();
            let others =
                if chief.contains(&head) { offices.get(&0).map(Vec::as_slice).unwrap_or_default() } else { &[] };
            let holds = |office: &&Office| said.iter().all(|word| office.words.contains(word));
            let mut holders: Vec<usize> = own.iter().filter(holds).map(|office| office.person).collect();
            if holders.is_empty() && !said.is_empty() {
                holders = others.iter().filter(holds).map(|office| office.person).collect();
            }
            holders.sort_unstable();
            holders.dedup();
            let Some((person, confidence)) = latest(&holders, &last) else { continue };
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

/// The offices by the word that heads them; all of them under 0, for heads that stand for any ("chief").
fn index(prose: &Prose<'_>, people: &People) -> HashMap<u32, Vec<Office>> {
    let mut offices: HashMap<u32, Vec<Office>> = HashMap::new();
    for (person, known) in people.list.iter().enumerate() {
        for role in &known.roles {
            let words = role.clone().flat_map(|at| meanings(prose, at)).collect::<Vec<_>>();
            for at in role.clone().filter(|at| prose.word(*at).is(ROLE)) {
                for key in [prose.word(at).hash, 0] {
                    let list = offices.entry(key).or_default();
                    if list.len() < 32 {
                        list.push(Office { person, words: words.clone() });
                    }
                }
            }
        }
    }
    offices
}

/// The word, and the country it means.
fn meanings(prose: &Prose<'_>, at: usize) -> impl Iterator<Item = u32> {
    let hash = prose.word(at).hash;
    let code = country(hash).map(|code| join(0, word_hash(code)));
    [Some(code.unwrap_or(hash))].into_iter().flatten()
}

/// The words of the phrase that ends with the role at `at`, if it means one certain person.
fn phrase(prose: &Prose<'_>, at: usize, region: &Range<usize>, headline: bool) -> Option<Range<usize>> {
    if prose.is_possessive(at) && prose.word(at + 1).is(ROLE) || prose.word(at + 1).is(ROLE) {
        return None;
    }
    // A name behind it is named by it.
    if at + 1 < region.end && prose.word(at + 1).is_capital && !headline {
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
    words
        .filter(|at| prose.token(*at).is_some_and(|token| token.is_word()))
        .flat_map(|at| meanings(prose, at))
        .collect()
}
