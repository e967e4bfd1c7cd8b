//! Who said it: statements become quotes, each with the person or organisation that its words name.
//!
//! The words that name a speaker may hold several names; the one that counts is their head: not the one that owns it
//! (`Ruiz’s lawyer`), stands in front of a noun (`the Ruiz campaign`) or behind a preposition (`a friend of Ruiz`). A source
//! that stands in another paragraph than what is said is carried over from there. A surname that two people of the article
//! share is the name, and no entity: which of the two, the copy does not say. A label of a transcript in capitals is the person
//! whose surname it is, or nobody. A source without a head that is known stays
//! without a name: `two officials`, `the report`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::marks::{Close, Stretch};
use super::names::{Entity, Named, Names};
use super::statements::Statement;
use super::tokens::Tokens;
use crate::article::{Cue, MentionHow, Quote, QuoteKind, Speaker, SpeakerHow};
use crate::grammar::speaker;
use crate::grammar::words::is_all_caps;
use crate::span::{Slice, Span};

/// Makes the quotes of an article, in text order.
pub(crate) fn resolve(
    text: &str,
    lang: Option<&str>,
    tokens: &Tokens,
    statements: Vec<Statement>,
    stretches: &[Stretch],
    names: &Names,
) -> Vec<Quote> {
    let (mut families, mut labels) = (BTreeSet::new(), BTreeMap::new());
    for (at, family) in names.people.iter().enumerate().filter_map(|(at, person)| Some((at, person.family.as_deref()?)))
    {
        families.insert(family);
        labels.entry(family.to_uppercase()).and_modify(|only| *only = None).or_insert(Some(at));
    }
    let seen = Seen { text, lang: lang.unwrap_or_default(), tokens, names, families, labels };
    let quotes = statements.into_iter().filter_map(|statement| quote(&seen, statement, stretches));
    (1..).zip(quotes).map(|(n, quote)| Quote { id: format!("q{n}"), ..quote }).collect()
}

/// What finding a speaker looks at.
struct Seen<'a> {
    text: &'a str,
    lang: &'a str,
    tokens: &'a Tokens,
    names: &'a Names,
    /// The surnames of all people.
    families: BTreeSet<&'a str>,
    /// The only person of each surname in capitals.
    labels: BTreeMap<String, Option<usize>>,
}

fn quote(seen: &Seen<'_>, statement: Statement, stretches: &[Stretch]) -> Option<Quote> {
    let (first, last) = (*statement.content.first()?, *statement.content.last()?);
    let quoted: Vec<&Stretch> = statement.stretches.iter().filter_map(|&at| stretches.get(at)).collect();
    let span = first.to(last);
    let inner = match (statement.kind, quoted.as_slice()) {
        (QuoteKind::Direct, [only]) => only.inner,
        (QuoteKind::Direct, [first, .., last]) => first.inner.to(last.inner),
        _ => span,
    };
    let only = statement.content.len() == 1;
    let carried = statement.source.is_some_and(|source| seen.tokens.region(source) != seen.tokens.region(first));
    Some(Quote {
        id: String::new(),
        kind: statement.kind,
        span,
        inner,
        text: only.then_some(Slice),
        continues: quoted.iter().any(|stretch| stretch.close == Close::Continued).then_some(true),
        quoted: match statement.kind {
            QuoteKind::Mixed => quoted.iter().map(|stretch| stretch.inner).collect(),
            _ => Vec::new(),
        },
        cue: statement.cue.map(|span| {
            let lemma = speaker::lemma(span.of(seen.text), seen.lang).map(str::to_owned);
            Cue { span, text: Slice, lemma }
        }),
        speaker: statement.source.map(|source| speaker(seen, source, carried)),
        addressee: statement.addressee.map(|addressee| speaker(seen, addressee, false)),
        parts: if only { Vec::new() } else { statement.content },
        point: None,
    })
}

/// The confidence of a speaker that is carried over from another paragraph, in percent.
const CARRIED: u8 = 70;

/// The confidence of a label in capitals that is somebody's surname, in percent.
const LABEL: u8 = 90;

fn speaker(seen: &Seen<'_>, source: Span, carried: bool) -> Speaker {
    let (entity, how, sure) = match head(seen, source) {
        _ if is_label(seen, source) => (labeled(seen, source), SpeakerHow::FamilyName, LABEL),
        Some(head) => (Some(head.entity), how(seen, head), head.confidence),
        None => (None, SpeakerHow::Unknown, 0),
    };
    let shared = if entity.is_none() { shared_surname(seen, source) } else { None };
    let how = match entity {
        _ if carried => SpeakerHow::Carried,
        Some(_) => how,
        None if shared.is_some() => SpeakerHow::FamilyName,
        None => speaker::unnamed(source.of(seen.text), seen.lang),
    };
    let (name, id) = match entity {
        Some(Entity::Person(at)) => {
            seen.names.people.get(at).map(|person| (person.name.clone(), Some(person.id.clone())))
        }
        Some(Entity::Org(at)) => seen.names.orgs.get(at).map(|org| (org.name.clone(), Some(org.id.clone()))),
        None => shared.map(|name| (name.to_owned(), None)),
    }
    .unzip();
    let most = if carried { CARRIED } else { 100 };
    let confidence = entity.map(|_| f32::from(sure.min(most)) / 100.0);
    Speaker { span: Some(source), text: Slice, name, entity: id.flatten(), how, confidence }
}

/// Whether the source is a label in capitals: `RUIZ: Good evening.`
fn is_label(seen: &Seen<'_>, source: Span) -> bool {
    let behind = seen.tokens.all.get(seen.tokens.within(source).end);
    behind.is_some_and(|colon| colon.span.of(seen.text) == ":") && is_all_caps(source.of(seen.text))
}

/// The person whose surname ends the label.
fn labeled(seen: &Seen<'_>, source: Span) -> Option<Entity> {
    let surname = source.of(seen.text).split_whitespace().next_back()?;
    seen.labels.get(surname).copied().flatten().map(Entity::Person)
}

fn how(seen: &Seen<'_>, head: &Named) -> SpeakerHow {
    match (head.entity, head.how) {
        (Entity::Org(_), _) => SpeakerHow::Org,
        (_, MentionHow::Family) => SpeakerHow::FamilyName,
        (_, MentionHow::TitleName) => SpeakerHow::TitleName,
        (_, MentionHow::Role) => SpeakerHow::Role,
        (_, MentionHow::Pronoun) => SpeakerHow::Pronoun,
        (Entity::Person(_), _) => match speaker::unnamed(head.span.of(seen.text), seen.lang) {
            SpeakerHow::Pronoun => SpeakerHow::Pronoun,
            _ => SpeakerHow::Name,
        },
    }
}

/// The mention that the words of a source are about.
fn head<'a>(seen: &Seen<'a>, source: Span) -> Option<&'a Named> {
    let mentions = &seen.names.mentions;
    let first = mentions.partition_point(|mention| mention.span.end() <= source.start());
    let inside = mentions.get(first..)?.iter().take_while(|mention| mention.span.start() < source.end());
    inside.filter(|mention| source.contains(mention.name)).find(|mention| is_head(seen, source, mention))
}

/// The surname that ends the source, where no single person of the article has it.
fn shared_surname<'a>(seen: &Seen<'a>, source: Span) -> Option<&'a str> {
    let source = seen.tokens.within(source);
    let last = source.end.checked_sub(1).filter(|last| !is_governed(seen, &source, *last))?;
    let name = seen.tokens.all.get(last)?.bare(seen.text).of(seen.text);
    seen.families.get(name).copied()
}

fn is_head(seen: &Seen<'_>, source: Span, mention: &Named) -> bool {
    let source = seen.tokens.within(source);
    let name = seen.tokens.within(mention.span.to(mention.name));
    let token = |at: usize| seen.tokens.all.get(at).filter(|_| source.contains(&at));
    let owns =
        name.end.checked_sub(1).and_then(token).is_some_and(|token| token.is_possessive()) && name.end < source.end;
    let governed = is_governed(seen, &source, name.start);
    let modifies =
        token(name.end).is_some_and(|next| next.is_word() && !speaker::is_link(next.span.of(seen.text), seen.lang));
    !owns && !governed && !modifies
}

/// Capitalised words in front of a name that are looked at.
const NAME: usize = 6;

/// Whether a name is only part of what stands before it. A preposition governs it with all capitalised words in between
/// (`a spokesman for Norrland Kabel`), as an article does behind a noun (`die Sprecherin der Initiative`).
fn is_governed(seen: &Seen<'_>, source: &Range<usize>, name: usize) -> bool {
    let token = |at: usize| seen.tokens.all.get(at).filter(|_| source.contains(&at));
    let lower = |at: &usize| token(*at).is_some_and(|token| !token.is_upper());
    let Some(at) = (source.start..name).rev().take(NAME).find(lower) else { return false };
    let word = |at: usize| token(at).map_or("", |token| token.span.of(seen.text));
    let behind_noun = || at.checked_sub(1).and_then(token).is_some_and(|token| token.is_word());
    speaker::is_preposition(word(at), seen.lang) || (speaker::is_article(word(at), seen.lang) && behind_noun())
}
