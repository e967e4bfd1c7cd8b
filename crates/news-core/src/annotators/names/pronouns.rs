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
    let pronouns: Vec<(usize, bool)> = (0..prose.tokens.all.len())
        .filter(|at| matches!(prose.str(*at).as_bytes().first(), Some(b'h' | b'H' | b's' | b'S')))
        .filter_map(|at| Some((at, is_female(prose.str(at))?)))
        .collect();
    // A first reading tells the gender of people with whom nobody competes, the second links.
    for person in read(prose, sentences, &pronouns, people, mentions, true) {
        let (Entity::Person(at), pronoun) = (person.entity, person.name.of(prose.text)) else { continue };
        let Some(known) = people.list.get_mut(at) else { continue };
        if is_female(pronoun) == Some(true) {
            known.female += 1;
        } else {
            known.male += 1;
        }
    }
    let found = read(prose, sentences, &pronouns, people, mentions, false);
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

/// The people whom the sentences tell of.
#[derive(Default)]
struct Told {
    /// Outside quotations of this sentence, the one it is about first.
    here: Vec<usize>,
    /// The same of the sentences before, the nearest last.
    before: Vec<Vec<usize>>,
    /// In quotations, the nearest last: the story itself means them only where nobody else fits.
    quoted: Vec<usize>,
}

/// At most so many people of a sentence are remembered.
const PEOPLE: usize = 8;

fn read(
    prose: &Prose<'_>,
    sentences: &[Range<usize>],
    mut pronouns: &[(usize, bool)],
    people: &People,
    mentions: &[Named],
    only: bool,
) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut told = Told::default();
    let mut next = 0;
    for sentence in sentences {
        let here;
        let count = pronouns.iter().take_while(|(at, _)| *at < sentence.end).count();
        (here, pronouns) = pronouns.split_at_checked(count).unwrap_or_default();
        let named = mentions.get(next..).unwrap_or_default();
        let speakers = if here.is_empty() { Vec::new() } else { speakers(prose, sentence, named) };
        for (at, female) in here.iter().copied().filter(|(at, _)| *at >= sentence.start) {
            let Some(token) = prose.token(at) else { continue };
            next = told.read(prose, mentions, next, token.span.start());
            let quoted = prose.word(at).is_quoted();
            let Some((person, confidence)) = told.antecedent(people, female, only, quoted.then_some(&speakers)) else {
                continue;
            };
            if found.len() + mentions.len() >= MOST {
                return found;
            }
            if !quoted && !told.here.contains(&person) {
                told.here.insert(0, person);
            }
            let bare = pronoun(prose, at);
            found.push(plain(bare, bare, person, MentionHow::Pronoun, confidence));
        }
        let end = prose.token(sentence.end.saturating_sub(1)).map_or(0, |token| token.span.end());
        next = told.read(prose, mentions, next, end);
        if !told.here.is_empty()
            || sentence.clone().any(|at| !prose.word(at).is_quoted() && prose.word(at).roles() != 0)
        {
            told.before.push(std::mem::take(&mut told.here));
        }
        let gone = told.before.len().saturating_sub(SENTENCES_BACK);
        told.before.drain(..gone);
    }
    found
}

fn person(named: &Named) -> Option<usize> {
    match named.entity {
        Entity::Person(person) => Some(person),
        Entity::Org(_) => None,
    }
}

/// Who is named in a sentence outside its quotation speaks; "he" inside is somebody else.
fn speakers(prose: &Prose<'_>, sentence: &Range<usize>, mentions: &[Named]) -> Vec<usize> {
    let end = prose.token(sentence.end.saturating_sub(1)).map_or(0, |token| token.span.end());
    let here = mentions.iter().take_while(|named| named.span.end() <= end).take(PEOPLE);
    here.filter(|named| !prose.word(prose.tokens.from(named.name.start())).is_quoted()).filter_map(person).collect()
}

impl Told {
    /// Takes in the mentions from `next` on that end before `end` (bytes); gives the next one.
    fn read(&mut self, prose: &Prose<'_>, mentions: &[Named], mut next: usize, end: usize) -> usize {
        while let Some(named) = mentions.get(next).filter(|named| named.span.end() <= end) {
            next += 1;
            let Some(person) = person(named) else { continue };
            if prose.word(prose.tokens.from(named.name.start())).is_quoted() {
                self.quoted.retain(|other| *other != person);
                self.quoted.push(person);
                let gone = self.quoted.len().saturating_sub(PEOPLE);
                self.quoted.drain(..gone);
            } else if !self.here.contains(&person) && self.here.len() < PEOPLE {
                self.here.push(person);
            }
        }
        next
    }

    /// The person meant, and how sure that is. `only` asks for the case where nobody competes; `speakers` is given inside a
    /// quotation and holds who is not meant.
    fn antecedent(
        &self,
        people: &People,
        female: bool,
        only: bool,
        speakers: Option<&Vec<usize>>,
    ) -> Option<(usize, u8)> {
        let gender = |person: &usize| people.list.get(*person).and_then(Known::is_female);
        // In a quotation of several sentences, the one of whom the story told last goes on speaking.
        let last = self.before.iter().rev().find_map(|group| group.first());
        let speaks = |person: &usize| {
            speakers.is_some_and(|speakers| speakers.contains(person) || (speakers.is_empty() && last == Some(person)))
        };
        let fits = |person: &&usize| !speaks(person) && gender(person).is_none_or(|other| other == female);
        let quoted: Vec<usize> = self.quoted.iter().rev().copied().collect();
        let inner = speakers.is_some().then_some(&quoted);
        let outer = speakers.is_none().then_some(&quoted);
        let groups = inner.into_iter().chain(std::iter::once(&self.here)).chain(self.before.iter().rev()).chain(outer);
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
}
