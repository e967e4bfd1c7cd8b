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
    base_rows: Box<[[[u64; 2]; 2]]>,
    second_rows: Box<[[u64; 2]]>,
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
        let numbers: Vec<u64> = base_rows.as_flattened().as_chunks().0.iter().copied().map(biased).collect();
        let base_rows = numbers.as_chunks().0.as_chunks().0.into();
        let numbers: Vec<u64> = second_rows.iter().copied().map(biased).collect();
        let second_rows = numbers.as_chunks().0.into();
        let (words, _) = rows::<4>(bytes, words)?;
        let mut numbers = transitions.as_chunks::<2>().0.iter().map(|pair| i32::from(i16::from_le_bytes(*pair)));
        let mut chain =
            || barred(&std::array::from_fn(|_| std::array::from_fn(|_| numbers.next().unwrap_or_default())));
        Some(Weights { first: chain(), second: chain(), base_rows, second_rows, words })
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
        let (mut first, mut second) = (Sum::default(), Sum::default());
        for key in keys {
            let (at, [low, high]) = base_place(*key, self.base_rows.len() * 2);
            let Some([row, other]) = self.base_rows.get(at / 2) else { continue };
            let differ = |[left, right]: &[u64; 2]| (left ^ u64::from(low) << 56 | right ^ u64::from(high) << 56) >> 56;
            let own = mask(differ(row));
            let others = mask(differ(other)) & !own;
            first.add(row[0] & own | other[0] & others, own | others);
            second.add(row[1] & own | other[1] & others, own | others);
        }
        [first.weights(), second.weights()]
    }

    /// What the second chain sees of the tags of the first.
    pub(crate) fn second(&self, keys: &SecondKeys) -> Emission {
        let mut sum = Sum::default();
        for key in keys {
            let (at, check) = second_place(*key, self.second_rows.len() * 2);
            let Some([row, other]) = self.second_rows.get(at / 2) else { continue };
            let mask = |row: &u64| mask(row >> 56 ^ u64::from(check));
            let own = mask(row);
            let others = mask(other) & !own;
            sum.add(row & own | other & others, own | others);
        }
        sum.weights()
    }
}

/// Seven weights as bytes that count from [`BIAS`], and the check.
fn biased(row: [u8; 8]) -> u64 {
    u64::from_le_bytes(row) ^ 0x0080_8080_8080_8080
}

/// What is added to a weight so that its byte has no sign and eight of them can be summed as two numbers.
const BIAS: i16 = 128;

/// All bits where there is no difference, else none. Both rows of a pair are masked rather than one chosen: a wrong guess of
/// the processor costs more than the sum.
fn mask(difference: u64) -> u64 {
    u64::from(difference == 0).wrapping_neg()
}

/// Eight sums of 16 bits in two numbers: those of the even bytes and those of the odd ones.
#[derive(Clone, Copy, Default)]
struct Sum {
    even: u64,
    odd: u64,
    /// How many rows were found.
    rows: u64,
}

impl Sum {
    /// Adds a row, or nothing where `mask` is 0. A sum holds 257 rows.
    fn add(&mut self, row: u64, mask: u64) {
        const EVEN: u64 = 0x00FF_00FF_00FF_00FF;
        self.even += row & EVEN;
        self.odd += row >> 8 & EVEN;
        self.rows = self.rows.wrapping_sub(mask);
    }

    fn weights(self) -> Emission {
        let bias = i16::try_from(self.rows).unwrap_or_default() * BIAS;
        let lanes = |sums: u64| {
            let bytes = sums.to_le_bytes();
            let (pairs, _) = bytes.as_chunks::<2>();
            std::array::from_fn::<i16, 4, _>(|at| {
                pairs.get(at).map_or(0, |pair| i16::from_le_bytes(*pair)).wrapping_sub(bias)
            })
        };
        let halves = [lanes(self.even), lanes(self.odd)];
        let lane = |at: usize| halves.get(at % 2).and_then(|half| half.get(at / 2)).copied().unwrap_or_default();
        std::array::from_fn(|at| if at < TAGS { lane(at) } else { 0 })
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
