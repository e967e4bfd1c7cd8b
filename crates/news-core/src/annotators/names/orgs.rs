//! Organisations: full names and short forms, one entity each.

use std::collections::HashMap;

use super::chunks::{Chunk, Kind};
use super::people::folded;
use super::words::Prose;
use super::{Entity, MOST, Named};
use crate::article::{Abbrev, Article, MentionHow, Org};
use crate::grammar::name_word::join;
use crate::grammar::token::word_hash;
use crate::span::Span;

/// An organisation in the making.
struct Known {
    /// Where its fullest form stands.
    name: Span,
    short: Option<Span>,
    mentions: Vec<(Span, bool)>,
}

/// Finds organisations and adds their mentions; the agency of the dateline is one.
pub(super) fn find(
    prose: &Prose<'_>,
    chunks: &[Chunk],
    article: &Article,
    abbreviations: &[Abbrev],
    mentions: &mut Vec<Named>,
) -> Vec<Org> {
    let shorts = short_forms(prose, abbreviations);
    let taken: std::collections::HashSet<usize> = mentions.iter().map(|named| named.name.start()).collect();
    let mut spans: Vec<(Span, bool)> = Vec::new();
    for chunk in chunks.iter().filter(|chunk| chunk.kind == Kind::Org) {
        let span = prose.span(&chunk.words);
        if !taken.contains(&span.start()) {
            spans.push((span, chunk.hashes.len() == 1 && prose.is_all_upper(chunk.words.start)));
        }
    }
    spans.extend(article.dateline.iter().flat_map(|dateline| &dateline.agencies).map(|agency| (agency.span, false)));
    spans.sort_unstable();
    spans.dedup_by_key(|(span, _)| span.start());
    spans.truncate(MOST);
    let mut known: Vec<Known> = Vec::new();
    let mut by_name: HashMap<u32, usize> = HashMap::new();
    for (span, is_short) in &spans {
        let text = span.of(prose.text);
        let hash = hash(text);
        // A short form that the text spells out is the long form's.
        let long = shorts.get(&hash).copied();
        let key = long.map_or(hash, |long| self::hash(long.of(prose.text)));
        let short = initials(text).filter(|_| !is_short);
        let of_short = short.and_then(|short| by_name.get(&short)).copied();
        let at = *by_name.entry(key).or_insert(of_short.unwrap_or(known.len()));
        if at == known.len() {
            known.push(Known { name: long.unwrap_or(*span), short: None, mentions: Vec::new() });
        }
        if let Some(short) = short {
            by_name.entry(short).or_insert(at);
        }
        let Some(org) = known.get_mut(at) else { continue };
        // The short form came first ("NATO" in a headline): the long one is the name.
        if of_short == Some(at) && org.short.is_none() && org.name != *span {
            org.short = Some(org.name);
            org.name = *span;
        }
        if *is_short && hash != self::hash(org.name.of(prose.text)) {
            org.short.get_or_insert(*span);
        }
        org.mentions.push((*span, *is_short));
    }
    let mut orgs = Vec::new();
    for (n, org) in known.iter().enumerate() {
        let named = org.mentions.iter().map(|(span, is_short)| Named {
            span: *span,
            name: *span,
            entity: Entity::Org(n),
            how: if *is_short { MentionHow::Short } else { MentionHow::Full },
            confidence: if *is_short { 85 } else { 95 },
        });
        let named: Vec<Named> = named.collect();
        orgs.push(Org {
            id: format!("o{}", n + 1),
            name: folded(org.name.of(prose.text)),
            abbr: org.short.map(|short| short.of(prose.text).to_owned()),
            kind: None,
            mentions: named.iter().map(Named::mention).collect(),
        });
        mentions.extend(named);
    }
    orgs
}

/// For each short form that the text spells out, where the long one stands.
fn short_forms(prose: &Prose<'_>, abbreviations: &[Abbrev]) -> HashMap<u32, Span> {
    let pairs =
        abbreviations.iter().filter_map(|short| Some((hash(short.short_span.of(prose.text)), short.long_span?)));
    pairs.collect()
}

fn hash(text: &str) -> u32 {
    text.split_whitespace().map(word_hash).fold(0, join)
}

/// The hash that the initials of the words have as a short form: "Federal Bureau of Investigation" and "FBI".
fn initials(name: &str) -> Option<u32> {
    let letters: String =
        name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    (letters.chars().count() >= 2).then(|| hash(&letters))
}
