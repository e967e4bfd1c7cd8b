//! What a word tells about the name of a place beside it, from `data/place_words.tsv`.

use std::sync::LazyLock;

use super::token::word_hash;
use crate::generated::PLACE_WORDS;

/// A set of the roles below.
pub(crate) type PlaceRoles = u16;

/// Stands before places and little else: "in", "near", "southern".
pub(crate) const IN: PlaceRoles = 1;
/// Stands before places and other names: "to", "from".
pub(crate) const TO: PlaceRoles = 1 << 1;
/// Says what a place is: "town" of.
pub(crate) const GENERIC: PlaceRoles = 1 << 2;
/// Heads the name of a street, building or site.
pub(crate) const SITE: PlaceRoles = 1 << 3;
/// Heads the name of a river, lake or sea.
pub(crate) const WATER: PlaceRoles = 1 << 4;
/// Heads the name of a county.
pub(crate) const COUNTY: PlaceRoles = 1 << 5;
/// Heads the name of a province, island, valley …
pub(crate) const REGION: PlaceRoles = 1 << 6;
/// Heads the name of a town or of a part of one.
pub(crate) const CITY: PlaceRoles = 1 << 7;
/// Opens the name of a place: "Lake", "Fort".
pub(crate) const LEAD: PlaceRoles = 1 << 8;
/// Stands in the name of a body that belongs to the place in front of it: "Police", "School".
pub(crate) const CIVIC: PlaceRoles = 1 << 9;
/// Stands in the name of a paper, club or firm that is called after a place.
pub(crate) const BRAND: PlaceRoles = 1 << 10;
/// A short form that ends in a full stop: "Calif."
pub(crate) const SHORT: PlaceRoles = 1 << 11;
/// A side or part of a place: "North", "Upper".
pub(crate) const SIDE: PlaceRoles = 1 << 12;
/// Stands in lower case behind the name of a place: "the Amber district".
pub(crate) const BEHIND: PlaceRoles = 1 << 13;

const NAMES: [(&str, PlaceRoles); 14] = [
    ("behind", BEHIND),
    ("brand", BRAND),
    ("city", CITY),
    ("civic", CIVIC),
    ("county", COUNTY),
    ("generic", GENERIC),
    ("in", IN),
    ("lead", LEAD),
    ("region", REGION),
    ("short", SHORT),
    ("side", SIDE),
    ("site", SITE),
    ("to", TO),
    ("water", WATER),
];

/// A power of two, some three times the number of words.
const SLOTS: usize = 1 << 11;

/// Open-addressed, from hashes to roles: most words of the prose are looked up and not there.
static ROLES: LazyLock<Vec<(u32, PlaceRoles)>> = LazyLock::new(|| {
    let role = |name: &str| NAMES.iter().find(|row| row.0 == name).map_or(0, |row| row.1);
    let mut slots = vec![(0, 0); SLOTS];
    for row in PLACE_WORDS {
        let hash = word_hash(row.text);
        let mut at = hash as usize % SLOTS;
        while slots.get(at).is_some_and(|slot: &(u32, PlaceRoles)| slot.1 != 0) {
            at = (at + 1) % SLOTS;
        }
        let roles = row.roles.split(',').map(role).fold(0, |all, one| all | one);
        slots.get_mut(at).into_iter().for_each(|slot| *slot = (hash, roles));
    }
    slots
});

/// The roles of the word with this hash.
pub(crate) fn roles(hash: u32) -> PlaceRoles {
    let mut at = hash as usize % SLOTS;
    while let Some((known, roles)) = ROLES.get(at).filter(|slot| slot.1 != 0) {
        if *known == hash {
            return *roles;
        }
        at = (at + 1) % SLOTS;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_of_the_table_is_known() {
        assert!(
            PLACE_WORDS.iter().flat_map(|row| row.roles.split(',')).all(|role| NAMES.iter().any(|row| row.0 == role))
        );
        assert_ne!(roles(word_hash("Near")) & IN, 0);
        assert_eq!(roles(word_hash("xyzzy")), 0);
    }
}
