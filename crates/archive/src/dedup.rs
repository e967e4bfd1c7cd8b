//! Copies and rewrites among articles, by their fingerprints.
//!
//! A step of its own behind a run: what links to what depends on all articles together, and a run over a share of them, or one
//! that goes on, could not know. The first of some equal stories stands for them all, the others link to it.

use std::collections::HashMap;

/// Stories whose near fingerprints differ in at most so many of 64 bits are taken for one. Two that have nothing in common
/// differ in so few by a chance of 4 in 10^11.
pub const DISTANCE: u32 = 7;

/// What is known of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// When it was published, as far as that is known: the earlier one is the original. Absent sorts last.
    pub published: (bool, String),
    /// As in [`Record::id`](crate::Record::id).
    pub id: String,
    /// As in [`Fingerprint::exact`](crate::Fingerprint::exact).
    pub exact: u128,
    /// As in [`Fingerprint::near`](crate::Fingerprint::near).
    pub near: u64,
}

/// An article that repeats another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The article.
    pub id: String,
    /// The one that stands for both; it links to none.
    pub of: String,
    /// Bits in which they differ; none where the words are the same.
    pub distance: Option<u32>,
}

/// Links every article to the first that it repeats. The order of the keys makes no difference.
pub fn link(mut keys: Vec<Key>) -> Vec<Link> {
    keys.retain(|key| key.exact != 0);
    keys.sort_unstable();
    let (mut firsts, mut links) = (Firsts::default(), Vec::new());
    for (at, key) in keys.iter().enumerate() {
        match firsts.find(key, &keys) {
            Some((first, distance)) => links.push(Link { id: key.id.clone(), of: keys[first].id.clone(), distance }),
            None => firsts.add(at, key),
        }
    }
    links
}

/// Stories that repeat none before them.
#[derive(Default)]
struct Firsts {
    exact: HashMap<u128, usize>,
    /// By place and value of each byte of the near fingerprint: of eight bytes, seven changed bits leave one as it is.
    bytes: HashMap<(usize, u8), Vec<usize>>,
}

impl Firsts {
    fn add(&mut self, at: usize, key: &Key) {
        self.exact.insert(key.exact, at);
        for place in key.near.to_le_bytes().into_iter().enumerate() {
            self.bytes.entry(place).or_default().push(at);
        }
    }

    /// The nearest, among equally near ones the first.
    fn find(&self, key: &Key, keys: &[Key]) -> Option<(usize, Option<u32>)> {
        if let Some(&at) = self.exact.get(&key.exact) {
            return Some((at, None));
        }
        let places = key.near.to_le_bytes().into_iter().enumerate();
        let candidates = places.filter_map(|place| self.bytes.get(&place)).flatten();
        let near = candidates.map(|&at| ((keys[at].near ^ key.near).count_ones(), at));
        let (distance, at) = near.filter(|(distance, _)| *distance <= DISTANCE).min()?;
        Some((at, Some(distance)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, published: &str, exact: u128, near: u64) -> Key {
        Key { published: (published.is_empty(), published.to_owned()), id: id.to_owned(), exact, near }
    }

    #[test]
    fn the_earliest_stands_for_all_in_any_order() {
        let near = 0x0123_4567_89AB_CDEF;
        let mut keys = vec![
            key("copy", "2026-07-29", 1, near),
            key("first", "2026-07-28", 1, near),
            key("undated", "", 1, near),
            key("rewrite", "2026-07-30", 2, near ^ 0x7F),
            key("other", "2026-07-28", 3, !near),
            key("far", "2026-07-31", 4, near ^ 0xFF),
            key("empty", "2026-07-28", 0, 0),
            key("empty too", "2026-07-28", 0, 0),
        ];
        let line = |link: Link| format!("{} of {} {:?}", link.id, link.of, link.distance);
        let links: Vec<String> = link(keys.clone()).into_iter().map(line).collect();
        assert_eq!(links, ["copy of first None", "rewrite of first Some(7)", "undated of first None"]);
        keys.reverse();
        assert_eq!(link(keys).into_iter().map(line).collect::<Vec<_>>(), links);
    }
}
