//! The weights of the tagger as they lie in their file.
//!
//! All numbers are little-endian. 16 bytes: the letters `news.tag`, the exponents of the two tables and of the words, five
//! bytes 0. Then the transitions of both chains (8 rows of 7 `i16` each), the rows of the first table (16 bytes: seven
//! weights for the first chain, seven for the second, a check of 16 bits), those of the second (8 bytes: seven weights and
//! a check of 8 bits), and the words (4 bytes: the upper 29 bits of the hash, the bin in the lower 3).
//!
//! A feature lies in one of two neighbouring rows; one that is in neither has no weight.

use std::sync::LazyLock;

use super::{BaseKeys, SecondKeys, TAGS, Transitions};

/// The weights for English.
pub(crate) static ENGLISH: LazyLock<Weights> = LazyLock::new(|| {
    Weights::read(include_bytes!("../../../../models/statements-en.v1.bin")).expect("the committed weights are whole")
});

/// Weights of both chains.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) first: Transitions,
    pub(crate) second: Transitions,
    base_rows: &'static [[u8; 16]],
    second_rows: &'static [[u8; 8]],
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
        let (words, _) = rows::<4>(bytes, words)?;
        let mut numbers = transitions.as_chunks::<2>().0.iter().map(|pair| i32::from(i16::from_le_bytes(*pair)));
        let mut chain = || std::array::from_fn(|_| std::array::from_fn(|_| numbers.next().unwrap_or_default()));
        Some(Weights { first: chain(), second: chain(), base_rows, second_rows, words })
    }

    /// How often a word is a cue, in bins from 0 to 4.
    pub(crate) fn cue(&self, hash: u32) -> u8 {
        let mask = self.words.len().wrapping_sub(1);
        let mut at = slot(hash, self.words.len());
        // The table is at most half full, so that the walk is short; it ends at an empty slot.
        for _ in 0..self.words.len() {
            let Some(word) = self.words.get(at & mask).map(|word| u32::from_le_bytes(*word)).filter(|word| *word != 0)
            else {
                return 0;
            };
            if word >> 3 == hash >> 3 {
                return u8::try_from(word & 7).unwrap_or_default();
            }
            at += 1;
        }
        0
    }

    /// The sums of the weights of the first chain (0..7) and of what the second knows without it (8..15).
    pub(crate) fn base(&self, keys: &BaseKeys) -> [i16; 16] {
        let mut sums = [0_i16; 16];
        for key in keys {
            let (at, check) = base_place(*key, self.base_rows.len());
            for at in [at, at ^ 1] {
                let Some(row) = self.base_rows.get(at) else { continue };
                if row.get(7) == check.first() && row.get(15) == check.last() {
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += i16::from(weight.cast_signed());
                    }
                    break;
                }
            }
        }
        sums
    }

    /// Adds what the second chain sees of the tags of the first.
    pub(crate) fn add_second(&self, keys: &SecondKeys, sums: &mut [i16; 16]) {
        for key in keys {
            let (at, check) = second_place(*key, self.second_rows.len());
            for at in [at, at ^ 1] {
                let Some(row) = self.second_rows.get(at) else { continue };
                if row.last() == Some(&check) {
                    for (sum, weight) in sums.iter_mut().skip(8).zip(row.iter().take(TAGS)) {
                        *sum += i16::from(weight.cast_signed());
                    }
                    break;
                }
            }
        }
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
