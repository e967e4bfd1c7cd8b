//! "He" and "she": the person of fitting gender named last as the one a sentence is about.

use std::ops::Range;

use super::people::{Known, People, plain};
use super::words::Prose;
use super::{Entity, MOST, Named};
use crate::article::MentionHow;
use crate::span::Span;

/// How many sentences back a pronoun looks.
const SENTENCES_BACK: usize = 4;

/// Links the pronouns of the third person. `mentions` is sorted by span; what is found is added.
pub(super) fn link(prose: &Prose<'_>, sentences: &[Range<usize>], people: &mut People, mentions: &mut Vec<Named>) {
    // A first reading tells the gender of people with whom nobody competes, the second links.
    for person in read(prose, sentences, people, mentions, true) {
        let (Entity::Person(at), pronoun) = (person.entity, person.name.of(prose.text)) else { continue };
        let Some(known) = people.list.get_mut(at) else { continue };
        if is_female(pronoun) == Some(true) {
            known.female += 1;
        } else {
            known.male += 1;
        }
    }
    let found = read(prose, sentences, people, mentions, false);
    mentions.extend(found);
    mentions.sort_by_key(|named| (named.span, named.name));
}

fn is_female(word: &str) -> Option<bool> {
    match word.split(['\'', '’']).next().unwrap_or_default() {
        "he" | "He" | "him" | "his" | "His" | "himself" => Some(false),
        "she" | "She" | "her" | "Her" | "hers" | "herself" => Some(true),
        _ => None,
    }
}

/// "he" of "he's" and "he'll".
fn pronoun(prose: &Prose<'_>, at: usize) -> Span {
    let span = prose.bare(at);
    let length = span.of(prose.text).split(['\'', '’']).next().map_or(0, str::len);
    Span::new(span.start(), span.start() + length)
}

fn read(prose: &Prose<'_>, sentences: &[Range<usize>], people: &People, mentions: &[Named], only: bool) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    // The people of the last sentences, best antecedent of each sentence first.
    let mut before: Vec<Vec<usize>> = Vec::new();
    let mut next = 0;
    for sentence in sentences {
        let mut here: Vec<usize> = Vec::new();
        for at in sentence.clone() {
            let Some(token) = prose.token(at) else { continue };
            while let Some(named) = mentions.get(next).filter(|named| named.span.end() <= token.span.start()) {
                if let Entity::Person(person) = named.entity {
                    if !here.contains(&person) && here.len() < 8 {
                        here.push(person);
                    }
                }
                next += 1;
            }
            let Some(female) = is_female(prose.str(at)) else { continue };
            let Some((person, confidence)) = antecedent(&here, &before, people, female, only) else { continue };
            if found.len() + mentions.len() >= MOST {
                return found;
            }
            if !here.contains(&person) {
                here.insert(0, person);
            }
            let bare = pronoun(prose, at);
            found.push(plain(bare, bare, person, MentionHow::Pronoun, confidence));
        }
        let end = sentence.end;
        let limit = prose.token(end.saturating_sub(1)).map_or(0, |token| token.span.end());
        while let Some(named) = mentions.get(next).filter(|named| named.span.end() <= limit) {
            if let Entity::Person(person) = named.entity {
                if !here.contains(&person) && here.len() < 8 {
                    here.push(person);
                }
            }
            next += 1;
        }
        before.push(here);
        if before.len() > SENTENCES_BACK {
            before.remove(0);
        }
    }
    found
}

fn antecedent(here: &[usize], before: &[Vec<usize>], people: &People, female: bool, only: bool) -> Option<(usize, u8)> {
    let gender = |person: &usize| people.list.get(*person).and_then(Known::is_female);
    let fits = |person: &&usize| gender(person).is_none_or(|other| other == female);
    let groups = std::iter::once(here).chain(before.iter().rev().map(Vec::as_slice));
    for group in groups {
        let mut fitting = group.iter().filter(fits);
        let Some(first) = fitting.next() else { continue };
        let several = fitting.next().is_some();
        if only && several {
            return None;
        }
        let certain = gender(first) == Some(female);
        return Some((
            *first,
            if certain && !several {
                85
            } else if several {
                55
            } else {
                70
            },
        ));
    }
    None
}
