//! What a word or phrase tells about names: a title, a given name, a country, a word that heads organisations …
//!
//! One hashed table over `data/name_words.tsv`, `given_names.tsv`, `countries.tsv`, cities, months, weekdays and the small
//! words of all languages, because every word of the prose is looked up. Two words with one 32-bit hash would be taken for
//! each other: with some 10,000 keys that befalls about one word in 400,000.

use std::sync::LazyLock;

use super::token::{self, Token};
use crate::generated::{CITIES, COUNTRIES, FUNCTION_WORDS, GIVEN_NAMES, MONTHS, NAME_WORDS, WEEKDAYS};
use crate::span::Span;

/// A set of the roles below.
pub(crate) type Roles = u32;

/// "Mr", "Frau", "Dr": stands before a name.
pub(crate) const HONOR: Roles = 1;
/// An office or occupation: "minister", "coach".
pub(crate) const ROLE: Roles = 1 << 1;
/// "mother", "cousin".
pub(crate) const KIN: Roles = 1 << 2;
/// Said of a man.
pub(crate) const MALE: Roles = 1 << 3;
/// Said of a woman.
pub(crate) const FEMALE: Roles = 1 << 4;
/// "Jr", "III", "MD".
pub(crate) const SUFFIX: Roles = 1 << 5;
/// Belongs to the title that follows: "deputy", "foreign".
pub(crate) const MODIFIER: Roles = 1 << 6;
/// Heads the name of an organisation: "Ministry", "Times".
pub(crate) const ORG_HEAD: Roles = 1 << 7;
/// Ends the name of a company: "Inc".
pub(crate) const COMPANY: Roles = 1 << 8;
/// Is the name of an organisation: "White House".
pub(crate) const ORG_NAME: Roles = 1 << 9;
/// Heads the name of a place: "River", "Street".
pub(crate) const PLACE_HEAD: Roles = 1 << 10;
/// A country, region or city.
pub(crate) const PLACE: Roles = 1 << 11;
/// "Russian", "Germans".
pub(crate) const DEMONYM: Roles = 1 << 12;
/// Has a capital and names neither people nor places: "Christmas", "Republican".
pub(crate) const OTHER: Roles = 1 << 13;
/// Has a capital only where a sentence or headline gives it one.
pub(crate) const COMMON: Roles = 1 << 14;
/// Something that people do: "said", "met".
pub(crate) const SAYS: Roles = 1 << 15;
/// "van", "bin", "de la".
pub(crate) const PARTICLE: Roles = 1 << 16;
/// "Anna", "Sergey".
pub(crate) const GIVEN: Roles = 1 << 17;
/// A month or weekday.
pub(crate) const TIME: Roles = 1 << 18;
/// Longer phrases start with this word.
pub(crate) const OPENS_PHRASE: Roles = 1 << 19;

/// The longest phrase of the tables in tokens.
const LONGEST: usize = 6;

const NAMES: [(&str, Roles); 18] = [
    ("common", COMMON),
    ("corp", COMPANY),
    ("female", FEMALE),
    ("geo", PLACE_HEAD),
    ("honor", HONOR),
    ("kin", KIN),
    ("male", MALE),
    ("mod", MODIFIER),
    ("org", ORG_HEAD),
    ("orgname", ORG_NAME),
    ("other", OTHER),
    ("particle", PARTICLE),
    ("region", PLACE),
    ("role", ROLE),
    ("say", SAYS),
    ("suffix", SUFFIX),
    ("country", PLACE),
    ("adjective", DEMONYM),
];

/// An open-addressed table from hashes to roles.
struct Lexicon {
    slots: Vec<(u32, Roles)>,
}

/// A power of two, some three times the number of keys.
const SLOTS: usize = 1 << 15;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { slots: vec![(0, 0); SLOTS] };
    let role = |name: &str| NAMES.iter().find(|row| row.0 == name).map_or(0, |row| row.1);
    for row in NAME_WORDS {
        lexicon.add(row.text, row.roles.split(',').map(role).fold(0, |all, one| all | one));
    }
    for row in COUNTRIES {
        lexicon.add(row.text, role(row.kind));
    }
    for row in CITIES {
        lexicon.add(row.name, PLACE);
    }
    for row in GIVEN_NAMES {
        lexicon.add(row.text, GIVEN);
    }
    for row in FUNCTION_WORDS {
        lexicon.add(row.text, COMMON);
    }
    // Short forms are words and names as well ("Jan", "Mar", "Sun").
    MONTHS.iter().filter(|row| row.form.len() > 3 || row.form == "may").for_each(|row| lexicon.add(row.form, TIME));
    WEEKDAYS.iter().filter(|row| row.form.len() > 4).for_each(|row| lexicon.add(row.form, TIME));
    lexicon
});

/// The countries and their adjectives by hash, for [`country`].
static COUNTRY_CODES: LazyLock<Vec<(u32, &'static str)>> = LazyLock::new(|| {
    let mut codes: Vec<_> = COUNTRIES.iter().map(|row| (hash_of(row.text), row.code)).collect();
    codes.sort_unstable();
    codes
});

impl Lexicon {
    fn add(&mut self, phrase: &str, roles: Roles) {
        let tokens = split(phrase);
        let Some((first, rest)) = tokens.split_first() else { return };
        *self.slot(hash(&tokens)) |= roles;
        if !rest.is_empty() {
            *self.slot(first.hash) |= OPENS_PHRASE;
        }
    }

    fn slot(&mut self, hash: u32) -> &mut Roles {
        let mut at = hash as usize % SLOTS;
        while self.slots.get(at).is_some_and(|slot| slot.1 != 0 && slot.0 != hash) {
            at = (at + 1) % SLOTS;
        }
        let slot = self.slots.get_mut(at).expect("taken modulo the number of slots");
        slot.0 = hash;
        &mut slot.1
    }

    fn get(&self, hash: u32) -> Roles {
        let mut at = hash as usize % SLOTS;
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.1 != 0) {
            if slot.0 == hash {
                return slot.1;
            }
            at = (at + 1) % SLOTS;
        }
        0
    }
}

fn split(phrase: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    token::split(phrase, Span::new(0, phrase.len()), &mut tokens);
    tokens
}

fn hash_of(phrase: &str) -> u32 {
    hash(&split(phrase))
}

/// One hash for a phrase; that of a single word is the word's own.
fn hash(tokens: &[Token]) -> u32 {
    let mut hashes = tokens.iter().map(|token| token.hash);
    let first = hashes.next().unwrap_or_default();
    hashes.fold(first, join)
}

/// The hash of a phrase that goes on with one more word.
pub(crate) fn join(hash: u32, next: u32) -> u32 {
    (hash.rotate_left(5) ^ next).wrapping_mul(0x9E37_79B1)
}

/// The roles of the word with this hash.
pub(crate) fn roles(hash: u32) -> Roles {
    LEXICON.get(hash)
}

/// The roles of a word as a text writes it.
pub(crate) fn roles_of(word: &str) -> Roles {
    roles(hash_of(word))
}

/// The longest phrase of two tokens or more that starts a list of word hashes: its number of tokens and its roles.
pub(crate) fn phrase(first: Roles, mut hashes: impl Iterator<Item = u32>) -> Option<(usize, Roles)> {
    if first & OPENS_PHRASE == 0 {
        return None;
    }
    let mut hash = hashes.next()?;
    let mut found = None;
    for (n, next) in hashes.take(LONGEST - 1).enumerate() {
        hash = join(hash, next);
        let roles = LEXICON.get(hash);
        found = if roles & !OPENS_PHRASE == 0 { found } else { Some((n + 2, roles)) };
    }
    found
}

/// The country that a country name or an adjective with this hash means, ISO 3166-1 alpha-2.
pub(crate) fn country(hash: u32) -> Option<&'static str> {
    let at = COUNTRY_CODES.partition_point(|row| row.0 < hash);
    COUNTRY_CODES.get(at).filter(|row| row.0 == hash).map(|row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(phrase: &str) -> Roles {
        roles(hash_of(phrase))
    }

    #[test]
    fn words_and_phrases_have_roles() {
        assert_ne!(of("Minister") & ROLE, 0);
        assert_ne!(of("White House") & ORG_NAME, 0);
        assert_ne!(of("spokeswoman") & FEMALE, 0);
        assert_eq!(of("xyzzy"), 0);
        let tokens = split("United States Senate");
        let hashes = tokens.iter().map(|token| token.hash);
        assert_eq!(phrase(roles(tokens[0].hash), hashes).map(|found| found.0), Some(2));
        assert_eq!(country(hash_of("Russian")), Some("RU"));
        assert_eq!(country(hash_of("Russia")), Some("RU"));
    }

    #[test]
    fn every_role_of_the_tables_is_known() {
        let known = |role: &str| NAMES.iter().any(|row| row.0 == role);
        assert!(NAME_WORDS.iter().flat_map(|row| row.roles.split(',')).all(known));
        assert!(LEXICON.slots.iter().filter(|slot| slot.1 != 0).count() < SLOTS / 2);
    }
}
