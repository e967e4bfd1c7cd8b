//! The weights of the tagger as they lie in their file.
//!
//! All numbers are little-endian. 16 bytes: the letters `news.tag`, the exponent of the number of words, seven bytes 0. Then
//! the transitions of both chains (8 rows of 7 `i16` each), the table of the first chain, that of the second, and the words
//! (4 bytes: the upper 29 bits of the hash, the bin in the lower 3).
//!
//! A table holds a shift of 16 bits for each bucket of keys, and the rows. A key's row is its home, moved by the shift of its
//! bucket: training chooses the shifts so that no two kept features share a row (hash and displace; Belazzougui, Botelho
//! and Dietzfelbinger 2009), and one look finds a feature. Rows of the first table are 16 bytes (seven weights for the first
//! chain, a check, seven for the second, a check), of the second 8 (seven weights and a check). A feature whose check is
//! not that of its row has no weight.

use std::sync::LazyLock;

use super::{BaseKeys, Emission, SecondKeys, TAGS, Transitions, barred};

/// The weights for English.
pub(crate) static ENGLISH: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(include_bytes!("../../../../models/statements-en.v1.bin")).expect("the committed weights are whole")
});

/// Rows of the first table; with 16 bytes each they stay in the second-level cache.
pub(crate) const BASE_ROWS: usize = 1 << 15;
/// Rows of the second table.
pub(crate) const SECOND_ROWS: usize = 1 << 13;
/// Rows for each bucket of keys.
pub(crate) const BUCKET: usize = 4;

/// Weights of both chains.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) first: Transitions,
    pub(crate) second: Transitions,
    base: Table<2, BASE_ROWS, { BASE_ROWS / BUCKET }>,
    second_only: Table<1, SECOND_ROWS, { SECOND_ROWS / BUCKET }>,
    words: &'static [[u8; 4]],
}

impl Weights {
    /// Reads a file of weights, or nothing where it is no such file.
    pub(crate) fn read(bytes: &'static [u8]) -> Option<Self> {
        let (head, bytes) = bytes.split_first_chunk::<16>()?;
        let [b'n', b'e', b'w', b's', b'.', b't', b'a', b'g', words, ..] = *head else { return None };
        let (transitions, bytes) = bytes.split_first_chunk::<{ 2 * 2 * TAGS * (TAGS + 1) }>()?;
        let (base, bytes) = Table::read(bytes)?;
        let (second_only, bytes) = Table::read(bytes)?;
        let words = bytes.as_chunks::<4>().0.get(..1_usize.checked_shl(u32::from(words))?)?;
        let mut numbers = transitions.as_chunks::<2>().0.iter().map(|pair| i32::from(i16::from_le_bytes(*pair)));
        let mut chain =
            || barred(&std::array::from_fn(|_| std::array::from_fn(|_| numbers.next().unwrap_or_default())));
        Some(Weights { first: chain(), second: chain(), base, second_only, words })
    }

    /// How often a word is a cue, in bins from 0 to 4.
    pub(crate) fn cue(&self, hash: u32) -> u8 {
        let (len, first) = (self.words.len(), slot(hash, self.words.len()));
        // The table is at most half full, so that the walk is short; it ends at an empty slot.
        let word =
            |at: usize| self.words.get(at & (len - 1)).map(|word| u32::from_le_bytes(*word)).filter(|word| *word != 0);
        let mut walk = (first..first + len).map_while(word);
        walk.find(|word| word >> 3 == hash >> 3).map_or(0, |word| u8::try_from(word & 7).unwrap_or_default())
    }

    /// The sums of the weights of the first chain and of what the second knows without it.
    pub(crate) fn base(&self, keys: &BaseKeys) -> [Emission; 2] {
        self.base.sum(keys)
    }

    /// What the second chain sees of the tags of the first.
    pub(crate) fn second(&self, keys: &SecondKeys) -> Emission {
        let [sum] = self.second_only.sum(keys);
        sum
    }
}

/// Rows of weights for `N` chains.
#[derive(Clone, Debug)]
struct Table<const N: usize, const ROWS: usize, const BUCKETS: usize> {
    shifts: Box<[u16; BUCKETS]>,
    /// Weights as bytes that count from [`BIAS`], seven to a number, with the check above them.
    rows: Box<[[u64; N]; ROWS]>,
}

/// What is added to a weight so that its byte has no sign and eight of them can be summed as two numbers.
const BIAS: u8 = 128;

impl<const N: usize, const ROWS: usize, const BUCKETS: usize> Table<N, ROWS, BUCKETS> {
    /// The table at the start of `bytes`, and what is behind it.
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (shifts, bytes) = bytes.split_at_checked(2 * BUCKETS)?;
        let (rows, bytes) = bytes.split_at_checked(8 * N * ROWS)?;
        let shifts: Vec<u16> = shifts.as_chunks().0.iter().map(|shift| u16::from_le_bytes(*shift)).collect();
        let biased = |part: &[u8; 8]| u64::from_le_bytes(*part) ^ u64::from_le_bytes([BIAS; 8]) >> 8;
        let rows: Vec<[u64; N]> =
            rows.as_chunks().0.as_chunks().0.iter().map(|row| row.each_ref().map(biased)).collect();
        let (shifts, rows) = (shifts.into_boxed_slice().try_into().ok()?, rows.into_boxed_slice().try_into().ok()?);
        Some((Table { shifts, rows }, bytes))
    }

    /// Sums the rows of features. There is no branch on whether a feature is known: a wrong guess costs more than the sum.
    fn sum<const K: usize>(&self, keys: &[u64; K]) -> [Emission; N] {
        const EVEN: u64 = 0x00FF_00FF_00FF_00FF;
        let (mut even, mut odd, mut known) = ([0; N], [0; N], 0_i16);
        for key in keys {
            let place = Place::of(*key);
            let shift = self.shifts.get(usize::from(place.bucket) % BUCKETS).copied().unwrap_or_default();
            let Some(row) = self.rows.get(usize::from(place.home.wrapping_add(shift)) % ROWS) else { continue };
            // With its check taken away, the row of the feature has nothing above the weights.
            let mut row = *row;
            row.iter_mut().zip(place.check).for_each(|(part, check)| *part ^= u64::from(check) << 56);
            let is_known = row.iter().fold(0, |all, part| all | part) >> 56 == 0;
            known += i16::from(is_known);
            let mask = u64::from(is_known).wrapping_neg();
            for ((even, odd), part) in even.iter_mut().zip(&mut odd).zip(row) {
                *even += part & mask & EVEN;
                *odd += (part & mask) >> 8 & EVEN;
            }
        }
        let bias = known * i16::from(BIAS);
        std::array::from_fn(|chain| {
            let halves = [even, odd].map(|half| half.get(chain).map_or([0; 8], |sums: &u64| sums.to_le_bytes()));
            std::array::from_fn(|at| {
                let bytes = halves.get(at % 2).and_then(|half| half.as_chunks::<2>().0.get(at / 2));
                bytes.filter(|_| at < TAGS).map_or(0, |bytes| i16::from_le_bytes(*bytes).wrapping_sub(bias))
            })
        })
    }
}

/// The first slot of a word in a table of `len` slots, a power of two.
pub(crate) fn slot(hash: u32, len: usize) -> usize {
    let spread = u64::from(hash >> 3).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    usize::try_from(spread).unwrap_or_default() & len.wrapping_sub(1)
}

/// Where a feature lies in its table: numbers are taken modulo those of the buckets and rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The bucket whose shift is added to the home.
    pub(crate) bucket: u16,
    /// The row without the shift.
    pub(crate) home: u16,
    /// The check bytes; a table of one chain has the first. The first is never 0: that is an empty row.
    pub(crate) check: [u8; 2],
}

impl Place {
    /// The place of a key.
    pub(crate) fn of(key: u64) -> Self {
        let [_, _, low, high, bucket @ .., a, b] = key.to_le_bytes();
        Place { bucket: u16::from_le_bytes(bucket), home: u16::from_le_bytes([a, b]), check: [low | 1, high] }
    }
}
