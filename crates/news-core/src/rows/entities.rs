use std::collections::BTreeMap;

use serde::Serialize;

use super::{Origin, Row, Sheet, confidence, on_one_line};
use crate::article::Mention;
use crate::span::Span;
use crate::wire::variant_name;

/// A person of the article; the place is that of the first mention.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct PersonRow {
    #[serde(flatten)]
    pub origin: Origin,
    pub id: String,
    pub name: String,
    pub given: Option<String>,
    pub family: Option<String>,
    pub roles: Vec<String>,
    /// How often the person is mentioned.
    pub mentions: usize,
    /// How many statements are the person's.
    pub quotes: usize,
}

impl Row for PersonRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let mut spoken: BTreeMap<&str, usize> = BTreeMap::new();
        for speaker in sheet.article.quotes.iter().filter_map(|quote| quote.speaker.as_ref()?.entity.as_deref()) {
            *spoken.entry(speaker).or_default() += 1;
        }
        let people = sheet.article.people.iter().map(|person| PersonRow {
            origin: sheet.origin(first(&person.mentions)),
            id: person.id.clone(),
            name: person.name.clone(),
            given: person.given.clone(),
            family: person.family.clone(),
            roles: person.roles.iter().map(|role| on_one_line(role.span.of(&sheet.article.text))).collect(),
            mentions: person.mentions.len(),
            quotes: spoken.get(person.id.as_str()).copied().unwrap_or_default(),
        });
        people.collect()
    }
}

/// An organisation of the article; the place is that of the first mention.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct OrgRow {
    #[serde(flatten)]
    pub origin: Origin,
    pub id: String,
    pub name: String,
    pub abbr: Option<String>,
    pub kind: Option<String>,
    /// How often it is mentioned.
    pub mentions: usize,
}

impl Row for OrgRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let orgs = sheet.article.orgs.iter().map(|org| OrgRow {
            origin: sheet.origin(first(&org.mentions)),
            id: org.id.clone(),
            name: org.name.clone(),
            abbr: org.abbr.clone(),
            kind: org.kind.clone(),
            mentions: org.mentions.len(),
        });
        orgs.collect()
    }
}

/// A place of the article, where it is first mentioned.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct PlaceRow {
    #[serde(flatten)]
    pub origin: Origin,
    pub id: String,
    pub name: String,
    pub kind: Option<String>,
    pub country: Option<String>,
    /// WGS 84 degrees.
    pub latitude: Option<f64>,
    /// WGS 84 degrees.
    pub longitude: Option<f64>,
    /// How sure it is that this place is meant, of all that have the name.
    pub confidence: Option<f64>,
    /// Whether only adjectives name it.
    pub adjectival: Option<bool>,
    /// How often it is mentioned.
    pub mentions: usize,
}

/// A place as a feature of `GeoJSON` (RFC 7946) on one line: its point, and the row as properties. Nothing where no point is
/// known.
pub fn feature(row: &PlaceRow) -> Option<String> {
    let (latitude, longitude) = (row.latitude?, row.longitude?);
    let point = format!(r#"{{"type":"Point","coordinates":[{longitude},{latitude}]}}"#);
    Some(format!(r#"{{"type":"Feature","geometry":{point},"properties":{}}}"#, super::json(row)))
}

impl Row for PlaceRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let places = sheet.article.places.iter().map(|place| PlaceRow {
            origin: sheet.origin(first(&place.mentions)),
            id: place.id.clone(),
            name: place.name.clone(),
            kind: place.kind.clone(),
            country: place.country.clone(),
            latitude: place.geo.map(|geo| geo.latitude),
            longitude: place.geo.map(|geo| geo.longitude),
            confidence: confidence(place.confidence),
            adjectival: place.adjectival,
            mentions: place.mentions.len(),
        });
        places.collect()
    }
}

/// One mention of a person, an organisation or a place.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
pub struct MentionRow {
    /// Where it stands.
    #[serde(flatten)]
    pub origin: Origin,
    /// What is mentioned: people, orgs or places.
    pub kind: &'static str,
    /// The `id` of what is mentioned.
    pub id: String,
    /// Its canonical name.
    pub name: String,
    /// How the mention refers: full, family, `title_name`, role, pronoun …
    pub how: Option<String>,
    /// The words.
    pub text: String,
}

impl Row for MentionRow {
    /// First those of all people, then organisations, then places.
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let article = sheet.article;
        let people = article.people.iter().map(|person| ("people", &person.id, &person.name, &person.mentions));
        let orgs = article.orgs.iter().map(|org| ("orgs", &org.id, &org.name, &org.mentions));
        let places = article.places.iter().map(|place| ("places", &place.id, &place.name, &place.mentions));
        let mentions = people.chain(orgs).chain(places).flat_map(|(kind, id, name, mentions)| {
            mentions.iter().map(move |mention| MentionRow {
                origin: sheet.origin(Some(mention.span)),
                kind,
                id: id.clone(),
                name: name.clone(),
                how: mention.how.map(|how| variant_name(&how)),
                text: sheet.text(mention.span),
            })
        });
        mentions.collect()
    }
}

/// An abbreviation and what it stands for.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct AbbreviationRow {
    #[serde(flatten)]
    pub origin: Origin,
    pub short: String,
    pub long: Option<String>,
    /// `long_short`, `short_long`, lexicon or none.
    pub order: String,
    pub confidence: Option<f64>,
}

impl Row for AbbreviationRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let abbreviations = sheet.article.abbreviations.iter().map(|abbreviation| AbbreviationRow {
            origin: sheet.origin(Some(abbreviation.short_span)),
            short: sheet.text(abbreviation.short_span),
            long: abbreviation.long.clone(),
            order: variant_name(&abbreviation.order),
            confidence: confidence(abbreviation.confidence),
        });
        abbreviations.collect()
    }
}

/// A named event.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct EventRow {
    #[serde(flatten)]
    pub origin: Origin,
    pub name: String,
    pub kind: Option<String>,
}

impl Row for EventRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let events = sheet.article.events.iter().map(|event| EventRow {
            origin: sheet.origin(Some(event.span)),
            name: sheet.text(event.span),
            kind: event.kind.clone(),
        });
        events.collect()
    }
}

fn first(mentions: &[Mention]) -> Option<Span> {
    mentions.first().map(|mention| mention.span)
}
