//! What `cargo xtask train` learns from: the tagger's own view of an article, and the places of weights in their file.
//!
//! Behind the feature `training`, and no part of the interface that versions promise to keep.

use std::ops::Range;

use crate::annotators::statements::tagger::{self, TAGS, Tag, features, weights};
use crate::annotators::{marks, sentences, tokens};
use crate::article::Article;
use crate::error::Error;
use crate::grammar::gazetteer::{DIRECTORY_BITS, KINDS, Key, ROW};
use crate::options::Options;
use crate::pipeline;
use crate::span::Span;

/// How many tags a chain knows.
pub const N_TAGS: usize = TAGS;

/// Rows of the table of the first chain and of what the second adds.
pub const ROWS: [usize; 2] = [weights::BASE_ROWS, weights::SECOND_ROWS];
/// Rows of a table for each bucket of keys.
pub const BUCKET: usize = weights::BUCKET;

/// Weights of a tag behind another; the last row is that of the start of a region.
pub type Transitions = [[i32; N_TAGS]; N_TAGS + 1];

/// An article as the tagger reads it.
#[derive(Debug)]
pub struct Lesson {
    text: String,
    tokens: tokens::Tokens,
    sentences: Vec<Range<usize>>,
    stretches: Vec<marks::Stretch>,
}

impl Lesson {
    /// Reads the layers that the tagger needs.
    pub fn new(article: &Article) -> Self {
        let tokens = tokens::split(article);
        let sentences = sentences::find(&article.text, &tokens);
        let stretches = marks::pair(&article.text, &tokens);
        Lesson { text: article.text.clone(), tokens, sentences, stretches }
    }

    /// Each token with the hash of its word in lower case.
    pub fn tokens(&self) -> Vec<(Span, u32)> {
        self.tokens.all.iter().map(|token| (token.span, token.hash)).collect()
    }

    /// The regions, as ranges of tokens: each is a sequence of its own.
    pub fn regions(&self) -> Vec<Range<usize>> {
        self.tokens.regions.iter().map(|region| region.tokens.clone()).collect()
    }

    /// The features of every token for the first chain. `cue` gives the bin of a word by its hash.
    pub fn base(&self, cue: &dyn Fn(u32) -> u8) -> Vec<Vec<u64>> {
        let mut keys = Vec::new();
        self.each(cue, &mut |region, _| keys.extend(region.cells().map(|cells| features::base(cells).to_vec())));
        keys
    }

    /// The features that the second chain adds, given the tags of the first by number.
    pub fn second(&self, cue: &dyn Fn(u32) -> u8, tags: &[u8]) -> Vec<Vec<u64>> {
        let mut keys = Vec::new();
        self.each(cue, &mut |region, at| {
            let own: Vec<Tag> =
                tags.iter().skip(at).map(|tag| Tag::from_index(usize::from(*tag))).take(region.len()).collect();
            keys.extend(region.second(&own).map(|keys| keys.to_vec()));
        });
        keys
    }

    fn each(&self, cue: &dyn Fn(u32) -> u8, each: &mut dyn FnMut(&features::Region<'_>, usize)) {
        let mut at = 0;
        features::regions(&self.text, &self.tokens, &self.sentences, &self.stretches, cue, &mut |region| {
            each(region, at);
            at += region.len();
        });
    }
}

/// The best tags by number; see [`Transitions`].
pub fn decode(emissions: &[[i32; TAGS]], transitions: &Transitions) -> Vec<u8> {
    let emissions =
        emissions.iter().map(|weights| std::array::from_fn(|tag| weights.get(tag).copied().unwrap_or_default()));
    tagger::decode(emissions, &tagger::barred(transitions)).into_iter().map(|tag| tag as u8).collect()
}

/// Where the feature of a key lies: its bucket, its row without the shift of the bucket, and its check bytes.
pub fn place(key: u64) -> (usize, u16, [u8; 2]) {
    let place = weights::Place::of(key);
    (usize::from(place.bucket), place.home, place.check)
}

/// The first slot of a word in the table of words.
pub fn slot(hash: u32, len: usize) -> usize {
    weights::slot(hash, len)
}

/// As [`read_items`](crate::read_items); `observe` is called behind each pass over each article with the name of the pass.
///
/// # Errors
/// As [`read_items`](crate::read_items).
pub fn read_observed(
    bytes: &[u8],
    options: &Options,
    observe: &mut dyn FnMut(&'static str),
) -> Result<Vec<Article>, Error> {
    Ok(pipeline::read_observed(bytes, options, observe)?.articles)
}

/// Reads an input up to the passes, which is all that a reading without annotation does; gives the number of its parts.
///
/// # Errors
/// As [`read_items`](crate::read_items).
pub fn read_drafts(bytes: &[u8], options: &Options) -> Result<usize, Error> {
    Ok(pipeline::read_drafts(bytes, options)?.len())
}

/// A row of the packed table of places, as `cargo xtask codegen` fills it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the fields are those of the table")]
pub struct PlaceRow {
    pub kind: u8,
    pub country: [u8; 2],
    pub region: u16,
    pub size: u8,
    pub latitude: i16,
    pub longitude: i16,
}

/// The number of a kind of place.
pub fn place_kind(name: &str) -> Option<u8> {
    KINDS.iter().position(|kind| kind.0 == name).and_then(|at| u8::try_from(at).ok())
}

/// The packed table of places: a directory by the first bits of the hashes, then the rows by hash, the largest place first.
pub fn pack_places(rows: &[(String, PlaceRow)]) -> Vec<u8> {
    let mut packed: Vec<([u8; 5], u8, Vec<u8>)> =
        rows.iter().filter_map(|(name, row)| Some(pack_place(Key::of(name)?, row))).collect();
    packed.sort_unstable();
    packed.dedup();
    let mut bytes = Vec::new();
    for bucket in 0..=1_u64 << DIRECTORY_BITS {
        let first = packed.partition_point(|(key, ..)| {
            let hash = key.iter().take(4).fold(0, |hash, byte| hash << 8 | u64::from(*byte));
            hash < bucket << (32 - DIRECTORY_BITS)
        });
        bytes.extend(u32::try_from(first).unwrap_or(u32::MAX).to_le_bytes());
    }
    bytes.extend(packed.into_iter().flat_map(|(.., row)| row));
    bytes
}

fn pack_place(key: Key, row: &PlaceRow) -> ([u8; 5], u8, Vec<u8>) {
    let mut bytes = Vec::with_capacity(ROW);
    bytes.extend(key.bytes());
    bytes.push(row.kind);
    bytes.extend(row.country);
    bytes.extend(row.region.to_le_bytes());
    bytes.push(row.size);
    bytes.extend(row.latitude.to_le_bytes());
    bytes.extend(row.longitude.to_le_bytes());
    (key.bytes(), u8::MAX - row.size, bytes)
}
