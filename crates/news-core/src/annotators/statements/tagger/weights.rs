//! The weights of the tagger as they lie in their file.
//!
//! All numbers are little-endian. 16 bytes: the letters `news.tag`, the exponents of the two tables and of the words, five
//! bytes 0. Then the transitions of both chains (8 rows of 7 `i16` each), the rows of the first table (16 bytes: seven
//! weights for the first chain, seven for the second, a check of 16 bits), those of the second (8 bytes: seven weights and
//! a check of 8 bits), and the words (4 bytes: the upper 29 bits of the hash, the bin in the lower 3).
//!
//! A feature lies in one of two neighbouring rows; one that is in neither has no weight.

use std::sync::LazyLock;

use super::{BaseKeys, Emission, SecondKeys, TAGS, Transitions, barred};

/// The weights for English.
pub(crate) static ENGLISH: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(include_bytes!("../../../../models/statements-en.v1.bin")).expect("the committed weights are whole")
});

/// Weights of both chains.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) first: Transitions,
    pub(crate) second: Transitions,
    base: Table<2>,
    second_only: Table<1>,
    words: &'static [[u8; 4]],
}

impl Weights {
    /// Reads a file of weights, or nothing where it is no such file.
    pub(crate) fn read(bytes: &'static [u8]) -> Option<Self> {
        let (head, bytes) = bytes.split_first_chunk::<16>()?;
        let [b'n', b'e', b'w', b's', b'.', b't', b'a', b'g', base, second, words, ..] = *head else { return None };
        let (transitions, bytes) = bytes.split_first_chunk::<{ 2 * 2 * TAGS * (TAGS + 1) }>()?;
        let (base_rows, bytes) = rows::<16>(bytes, base)?;
        let (second_rows, bytes) = rows::<8>(bytes, second)?;
        let base = Table::new(base_rows.as_flattened().as_chunks::<8>().0);
        let second_only = Table::new(second_rows);
        let (words, _) = rows::<4>(bytes, words)?;
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
        let len = self.base.checks.len() * 2;
        self.base.sum(keys.map(|key| {
            let (at, [low, high]) = base_place(key, len);
            (at, u16::from_le_bytes([low, high]))
        }))
    }

    /// What the second chain sees of the tags of the first.
    pub(crate) fn second(&self, keys: &SecondKeys) -> Emission {
        let len = self.second_only.checks.len() * 2;
        let [sum] = self.second_only.sum(keys.map(|key| {
            let (at, check) = second_place(key, len);
            (at, u16::from(check))
        }));
        sum
    }
}

/// Rows of weights for `N` chains, laid out for the processor: the checks apart from the weights, and no guess about which of
/// two rows is the right one, since a wrong guess costs more than the sum.
#[derive(Clone, Debug)]
struct Table<const N: usize> {
    /// The checks of each pair of neighbouring rows.
    checks: Box<[[u16; 2]]>,
    /// Weights as bytes that count from [`BIAS`]; the last row, of features that have none, is 0 throughout.
    rows: Box<[[u64; N]]>,
}

/// What is added to a weight so that its byte has no sign and eight of them can be summed as two numbers.
const BIAS: u8 = 128;

impl<const N: usize> Table<N> {
    /// Takes rows of `N` times seven weights and one byte of the check.
    fn new(parts: &[[u8; 8]]) -> Self {
        let biased = |part: &[u8; 8]| u64::from_le_bytes(part.map(|weight| weight ^ BIAS));
        let (rows, _) = parts.as_chunks::<N>();
        let check = |row: &[[u8; 8]; N]| row.iter().rev().fold(0, |check, part| check << 8 | u16::from(part[7]));
        let checks: Vec<u16> = rows.iter().map(check).collect();
        let none = [u64::from_le_bytes([BIAS; 8]); N];
        Table {
            checks: checks.as_chunks().0.into(),
            rows: rows.iter().map(|row| row.each_ref().map(biased)).chain([none]).collect(),
        }
    }

    /// Sums the rows of features, each given by its first row and its check.
    fn sum<const K: usize>(&self, places: [(usize, u16); K]) -> [Emission; N] {
        const EVEN: u64 = 0x00FF_00FF_00FF_00FF;
        let none = self.rows.len().wrapping_sub(1);
        let (mut even, mut odd) = ([0; N], [0; N]);
        for (at, check) in places {
            let Some([first, second]) = self.checks.get(at / 2) else { continue };
            let (first, second) = (usize::from(*first == check), usize::from(*second == check));
            let found = (first | second).wrapping_neg();
            // The first of the pair goes before the second.
            let row = (at & !1 | (second & !first)) & found | none & !found;
            let Some(row) = self.rows.get(row) else { continue };
            for ((even, odd), weights) in even.iter_mut().zip(&mut odd).zip(row) {
                *even += weights & EVEN;
                *odd += weights >> 8 & EVEN;
            }
        }
        let bias = i16::try_from(K).unwrap_or_default() * i16::from(BIAS);
        std::array::from_fn(|chain| {
            let halves = [even, odd].map(|half| half.get(chain).map_or([0; 8], |sums: &u64| sums.to_le_bytes()));
            std::array::from_fn(|at| {
                let bytes = halves.get(at % 2).and_then(|half| half.as_chunks::<2>().0.get(at / 2));
                bytes.filter(|_| at < TAGS).map_or(0, |bytes| i16::from_le_bytes(*bytes).wrapping_sub(bias))
            })
        })
    }
}

/// `1 << exponent` rows from the start of `bytes`, and the rest.
fn rows<const N: usize>(bytes: &'static [u8], exponent: u8) -> Option<(&'static [[u8; N]], &'static [u8])> {
    let (rows, rest) = bytes.split_at_checked(N.checked_shl(u32::from(exponent))?)?;
    Some((rows.as_chunks::<N>().0, rest))
}

/// The first slot of a word in a table of `len` slots, a power of two.
pub(crate) fn slot(hash: u32, len: usize) -> usize {
    let spread = u64::from(hash >> 3).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    usize::try_from(spread).unwrap_or_default() & len.wrapping_sub(1)
}

/// Row and check bytes of a feature in the first table. No check is 0, 0: that is an empty row.
pub(crate) fn base_place(key: u64, len: usize) -> (usize, [u8; 2]) {
    let [.., low, high, _, _] = key.to_le_bytes();
    (row(key, len), [low | 1, high])
}

/// Row and check byte of a feature in the second table.
pub(crate) fn second_place(key: u64, len: usize) -> (usize, u8) {
    let [.., low, _, _, _] = key.to_le_bytes();
    (row(key, len), low | 1)
}

fn row(key: u64, len: usize) -> usize {
    usize::try_from(key >> 48).unwrap_or_default() & len.wrapping_sub(1)
}
