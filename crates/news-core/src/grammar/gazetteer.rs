//! Where named places lie: countries, regions, counties and cities by name, and the adjectives of countries.
//!
//! One packed table, `generated/gazetteer.bin`, which `cargo xtask codegen` makes of `data/gazetteer.tsv`, `data/places.tsv` and
//! `data/countries.tsv`; it is read in place, nothing is built at start. A row is found by the hash of its words in lower case
//! and their number of letters: two names that share both would be taken for each other, which befalls one look in a million.

use super::name_word::join;
use super::token::{self, Token};
use crate::span::Span;

/// What a named place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SpotKind {
    Country,
    Region,
    County,
    City,
    /// A continent or a part of the world without borders.
    Area,
    Water,
    /// An adjective or noun of the people of a country.
    Adjective,
    /// A building or site.
    Site,
}

/// The kinds as `data/gazetteer.tsv` and `data/places.tsv` write them, by their number in the table.
pub(crate) const KINDS: [(&str, SpotKind); 8] = [
    ("country", SpotKind::Country),
    ("region", SpotKind::Region),
    ("county", SpotKind::County),
    ("city", SpotKind::City),
    ("area", SpotKind::Area),
    ("water", SpotKind::Water),
    ("adjective", SpotKind::Adjective),
    ("site", SpotKind::Site),
];

/// A place of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) kind: SpotKind,
    /// ISO 3166-1 alpha-2; two hyphens for none.
    pub(crate) country: [u8; 2],
    /// Of the region that it is or lies in, 0 for none. Numbers tell regions apart and mean nothing else.
    pub(crate) region: u16,
    /// Eight times the binary logarithm of its population.
    pub(crate) size: u8,
    /// In hundredths of a degree.
    pub(crate) latitude: i16,
    pub(crate) longitude: i16,
}

/// The words of a name without stops: their joined hash and how many letters they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    hash: u32,
    letters: u8,
}

impl Key {
    pub(crate) fn new(hash: u32, letters: usize) -> Self {
        Key { hash, letters: u8::try_from(letters).unwrap_or(u8::MAX) }
    }

    /// Of the name with one more word.
    pub(crate) fn with(self, hash: u32, letters: usize) -> Self {
        Key { hash: join(self.hash, hash), letters: Key::new(0, letters + usize::from(self.letters)).letters }
    }

    /// Of a whole name; nothing where it has no words.
    pub(crate) fn of(name: &str) -> Option<Key> {
        let mut tokens = Vec::new();
        token::split(name, Span::new(0, name.len()), &mut tokens);
        let mut words = tokens
            .iter()
            .filter(|token| token.is_word())
            .map(|token: &Token| (token.hash, token.span.of(name).chars().count()));
        let (hash, letters) = words.next()?;
        Some(words.fold(Key::new(hash, letters), |key, (hash, letters)| key.with(hash, letters)))
    }

    /// The bytes by which rows are sorted.
    pub(crate) fn bytes(self) -> [u8; 5] {
        let [a, b, c, d] = self.hash.to_be_bytes();
        [a, b, c, d, self.letters]
    }
}

/// The table: for each beginning of a hash the number of its first row, then the rows.
static TABLE: &[u8] = include_bytes!("../generated/gazetteer.bin");

/// How many of the highest bits of a hash the directory tells apart.
pub(crate) const DIRECTORY_BITS: u32 = 14;
const DIRECTORY: usize = ((1 << DIRECTORY_BITS) + 1) * 4;
/// The bytes of a row: key, kind, country, region, size, latitude, longitude.
pub(crate) const ROW: usize = 5 + 1 + 2 + 2 + 1 + 2 + 2;
/// So many places of one name are looked at: the largest.
const MOST: usize = 64;

/// All places of a name, the largest first.
pub(crate) fn spots(key: Key) -> impl Iterator<Item = Spot> {
    let bucket = (key.hash >> (32 - DIRECTORY_BITS)) as usize;
    let rows = entry(bucket)
        .zip(entry(bucket + 1))
        .and_then(|(start, end)| TABLE.get(DIRECTORY + start * ROW..DIRECTORY + end * ROW));
    let (rows, _) = rows.unwrap_or_default().as_chunks::<ROW>();
    let wanted = key.bytes();
    rows.iter()
        .skip_while(move |row| !row.starts_with(&wanted))
        .take_while(move |row| row.starts_with(&wanted))
        .take(MOST)
        .filter_map(spot)
}

fn entry(bucket: usize) -> Option<usize> {
    let bytes = TABLE.get(bucket * 4..bucket * 4 + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

fn spot(row: &[u8; ROW]) -> Option<Spot> {
    let [_, _, _, _, _, kind, a, b, region @ .., size, s1, s2, w1, w2] = row;
    Some(Spot {
        kind: KINDS.get(usize::from(*kind))?.1,
        country: [*a, *b],
        region: u16::from_le_bytes(*region),
        size: *size,
        latitude: i16::from_le_bytes([*s1, *s2]),
        longitude: i16::from_le_bytes([*w1, *w2]),
    })
}
