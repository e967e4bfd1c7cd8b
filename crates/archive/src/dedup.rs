//! Copies and rewrites among articles, by their fingerprints.
//!
//! A step of its own behind a run: what links to what depends on all articles together, and a run over a share of them, or one
//! that goes on, could not know. The first of some equal stories stands for them all, the others link to it.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::part::each_row;

/// The columns that are read.
const COLUMNS: [&str; 4] = ["id", "exact", "near", "published"];

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

/// How an article repeats another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Repeat {
    /// Word for word.
    Copy,
    /// With most of the words.
    Rewrite,
}

/// An article that repeats another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The article.
    pub id: String,
    /// The one that stands for both; it links to none.
    pub of: String,
    /// How it repeats it.
    pub kind: Repeat,
    /// Bits in which their near fingerprints differ.
    pub distance: u32,
}

/// What is known of the articles in the folder of a run.
///
/// # Errors
/// When a part cannot be read; the message names it.
pub fn keys(folder: &Path) -> io::Result<Vec<Key>> {
    let mut keys = Vec::new();
    each_row(&folder.join("articles"), &COLUMNS, &mut |row| {
        keys.push(Key {
            published: (row.published.is_none(), row.published.unwrap_or_default()),
            id: row.id,
            exact: u128::from_str_radix(&row.exact, 16).unwrap_or_default(),
            near: row.near.cast_unsigned(),
        });
    })?;
    Ok(keys)
}

/// Links every article to the first that it repeats, in the order of their days. The order of the keys makes no difference;
/// articles without words repeat nothing.
pub fn link(mut keys: Vec<Key>) -> Vec<Link> {
    keys.retain(|key| key.exact != 0);
    keys.sort_unstable();
    let (mut firsts, mut links) = (Firsts::default(), Vec::new());
    for (at, key) in keys.iter().enumerate() {
        match firsts.find(key) {
            Some(found) => {
                let (id, of) = (key.id.clone(), keys[found.at].id.clone());
                links.push(Link { id, of, kind: found.kind, distance: found.distance });
            }
            None => firsts.add(at, key),
        }
    }
    links
}

/// Near fingerprints are cut into blocks of this many bits. There are nine, so seven changed bits leave two as they are.
const BLOCK: usize = 7;
const BLOCKS: usize = 9;

/// Stories that repeat none before them.
#[derive(Default)]
struct Firsts {
    /// Their places among the keys, and their near fingerprints.
    stories: Vec<(usize, u64)>,
    exact: HashMap<u128, usize>,
    /// Which of them have some bits in two blocks.
    blocks: HashMap<(usize, usize, u64), Vec<usize>>,
}

/// A story that another one repeats.
struct Found {
    at: usize,
    kind: Repeat,
    distance: u32,
}

impl Firsts {
    fn add(&mut self, at: usize, key: &Key) {
        let story = self.stories.len();
        self.stories.push((at, key.near));
        self.exact.insert(key.exact, at);
        for pair in pairs(key.near) {
            self.blocks.entry(pair).or_default().push(story);
        }
    }

    /// The nearest, among equally near ones the first.
    fn find(&self, key: &Key) -> Option<Found> {
        if let Some(&at) = self.exact.get(&key.exact) {
            return Some(Found { at, kind: Repeat::Copy, distance: 0 });
        }
        let candidates = pairs(key.near).filter_map(|pair| self.blocks.get(&pair)).flatten();
        let near = candidates.map(|&story| {
            let (at, near) = self.stories[story];
            ((near ^ key.near).count_ones(), at)
        });
        let (distance, at) = near.filter(|(distance, _)| *distance <= DISTANCE).min()?;
        Some(Found { at, kind: Repeat::Rewrite, distance })
    }
}

/// The bits of every two blocks.
fn pairs(near: u64) -> impl Iterator<Item = (usize, usize, u64)> {
    let block = move |n: usize| near >> (BLOCK * n) & 0x7F;
    (0..BLOCKS).flat_map(move |a| (a + 1..BLOCKS).map(move |b| (a, b, block(a) << BLOCK | block(b))))
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
        let line = |link: Link| format!("{} of {} {:?} {}", link.id, link.of, link.kind, link.distance);
        let links: Vec<String> = link(keys.clone()).into_iter().map(line).collect();
        assert_eq!(links, ["copy of first Copy 0", "rewrite of first Rewrite 7", "undated of first Copy 0"]);
        keys.reverse();
        assert_eq!(link(keys).into_iter().map(line).collect::<Vec<_>>(), links);
    }

    #[test]
    fn any_seven_bits_are_found() {
        let mut firsts = Firsts::default();
        firsts.add(3, &key("first", "", 1, 0));
        // Seven bits in a row, as one of each block, and spread over the last ones.
        let apart = (0..7).map(|block| 1 << (BLOCK * block));
        let changed = (0..=57).map(|at| 0x7F << at).chain([apart.sum(), 0xFE << 56]);
        for near in changed {
            assert_eq!(
                firsts.find(&key("", "", 2, near)).map(|found| (found.at, found.distance)),
                Some((3, 7)),
                "{near:x}"
            );
        }
        assert!(firsts.find(&key("", "", 2, 0xFF)).is_none());
    }
}
