//! The records: one entity for each place, with all its mentions.

use std::collections::BTreeMap;

use super::candidates::Candidate;
use super::senses::Sense;
use super::words::Prose;
use crate::article::{Geo, Mention, MentionHow, Place};
use crate::grammar::gazetteer::{KINDS, Key, Spot, SpotKind};
use crate::span::Span;

/// What two mentions of one place share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Country([u8; 2]),
    Point(SpotKind, i16, i16),
    /// A place that the table does not know.
    Name(Key),
}

/// A place in the making.
struct Known {
    sense: Option<Sense>,
    kind: SpotKind,
    mentions: Vec<(Span, bool)>,
}

/// Writes the places in the order of their first mention.
pub(super) fn write(prose: &Prose<'_>, candidates: &[Candidate], senses: &[Option<Sense>]) -> Vec<Place> {
    let mut known: Vec<Known> = Vec::new();
    let mut numbers: BTreeMap<Identity, usize> = BTreeMap::new();
    for (candidate, sense) in candidates.iter().zip(senses) {
        let spot = sense.map(|sense| sense.0);
        let is_adjective = spot.is_some_and(|spot| spot.kind == SpotKind::Adjective);
        let kind = spot.map_or(candidate.headed.unwrap_or(SpotKind::City), kind);
        let identity = spot.map_or(Identity::Name(candidate.key), identity);
        let at = *numbers.entry(identity).or_insert(known.len());
        if at == known.len() {
            known.push(Known { sense: *sense, kind, mentions: Vec::new() });
        }
        known.get_mut(at).into_iter().for_each(|place| place.mentions.push((candidate.span, is_adjective)));
    }
    known.iter().enumerate().map(|(n, place)| record(prose.text, n + 1, place)).collect()
}

/// The kind of the place that is named; an adjective names a country or a part of the world.
fn kind(spot: Spot) -> SpotKind {
    match (spot.kind, spot.country) {
        (SpotKind::Adjective, [b'-', _]) => SpotKind::Area,
        (SpotKind::Adjective, _) => SpotKind::Country,
        (kind, _) => kind,
    }
}

fn identity(spot: Spot) -> Identity {
    match kind(spot) {
        SpotKind::Country => Identity::Country(spot.country),
        kind => Identity::Point(kind, spot.latitude, spot.longitude),
    }
}

fn record(text: &str, number: usize, place: &Known) -> Place {
    let code = place.sense.map(|sense| sense.0.country).filter(|country| *country != *b"--");
    let degrees = |hundredths: i16| f64::from(hundredths) / 100.0;
    let mention = |(span, is_adjective): &(Span, bool)| {
        let how = if *is_adjective { MentionHow::Adjective } else { MentionHow::Full };
        Mention { span: *span, how: Some(how), confidence: None }
    };
    Place {
        id: format!("l{number}"),
        name: name(text, place),
        kind: KINDS.iter().find(|row| row.1 == place.kind).map(|row| row.0.to_owned()),
        country: code.map(|code| code.iter().map(|letter| char::from(*letter)).collect()),
        geo: place.sense.map(|(spot, _)| Geo { latitude: degrees(spot.latitude), longitude: degrees(spot.longitude) }),
        confidence: place.sense.map(|(_, sure)| f32::from(sure) / 100.0),
        adjectival: place.mentions.iter().all(|mention| mention.1).then_some(true),
        mentions: place.mentions.iter().map(mention).collect(),
    }
}

/// The longest name that is printed, in title case where it has capitals all through.
fn name(text: &str, place: &Known) -> String {
    let named = place.mentions.iter().filter(|mention| !mention.1).map(|mention| mention.0);
    let longest = named.max_by_key(|span| (span.len(), std::cmp::Reverse(span.start())));
    let printed = longest.or(place.mentions.first().map(|mention| mention.0)).map_or("", |span| span.of(text));
    let words: Vec<String> = printed.split_whitespace().map(title_case).collect();
    words.join(" ")
}

/// "DUSHANBE" is Dushanbe; "UAE", "D.C." and "USA" stay.
fn title_case(word: &str) -> String {
    if word.chars().count() <= 4 || word.contains('.') || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut starts = true;
    let letter = |c: char| {
        let written = if starts { c.to_string() } else { c.to_lowercase().collect() };
        starts = !c.is_alphanumeric();
        written
    };
    word.chars().map(letter).collect()
}
