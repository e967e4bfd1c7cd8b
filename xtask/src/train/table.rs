//! Weights as a file: which are kept, as which bytes, in which row. `weights.rs` of the core says how they are read.

use std::collections::BTreeMap;

use news_core::Span;
use news_core::training::{N_TAGS, Transitions, base_place, second_place, slot};

use super::perceptron::Chain;

/// A word is looked at as a cue when it is seen this often.
const SEEN: u32 = 3;
/// Upper bounds of the first bins, in percent of a word's uses as a cue.
const BINS: [u32; 4] = [3, 10, 30, 60];

/// Tokens of an article, each with the hash of its word, and their tags.
pub(super) type Tagged<'a> = (Vec<(Span, u32)>, &'a [u8]);

/// How often each word is a cue, as a bin from 1 to 4; words that hardly ever are one are left out.
pub(super) fn cue_words(articles: &[Tagged<'_>]) -> BTreeMap<u32, u8> {
    let mut counts: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for (tokens, tags) in articles {
        for ((_, hash), tag) in tokens.iter().zip(*tags) {
            let count = counts.entry(*hash).or_default();
            count.0 += 1;
            count.1 += u32::from(matches!(tag, 3 | 4));
        }
    }
    let bin = |(seen, cues): (u32, u32)| BINS.iter().filter(|bound| cues * 100 >= **bound * seen).count();
    let often = counts.into_iter().filter(|(_, (seen, _))| *seen >= SEEN);
    let words = often.map(|(hash, counts)| (hash >> 3 << 3, u8::try_from(bin(counts)).expect("there are four bins")));
    let words: BTreeMap<u32, u8> = words.filter(|(_, bin)| *bin > 0).collect();
    // The file keeps 29 bits of a hash; training must see what reading will.
    counts_by_full_hash(articles, &words)
}

fn counts_by_full_hash(articles: &[Tagged<'_>], words: &BTreeMap<u32, u8>) -> BTreeMap<u32, u8> {
    let hashes = articles.iter().flat_map(|(tokens, _)| tokens.iter().map(|(_, hash)| *hash));
    hashes.filter_map(|hash| Some((hash, *words.get(&(hash >> 3 << 3))?))).collect()
}

/// Numbers the features with the greatest weights anew: in each pair of neighboring rows there is room for two, so that
/// what is learnt again is what the file will hold.
pub(super) fn heaviest(
    features: &BTreeMap<u64, u32>,
    rows: u8,
    row: impl Fn(u64, usize) -> usize,
    weight: impl Fn(u32) -> u64,
) -> BTreeMap<u64, u32> {
    let mut room = vec![2_u8; 1 << rows >> 1];
    let fits = |(key, id): &(u64, u32)| {
        let room = &mut room[row(*key, 1 << rows) / 2];
        *room > 0 && weight(*id) > 0 && {
            *room -= 1;
            true
        }
    };
    let kept: std::collections::BTreeSet<u64> =
        ranked(features, &weight).into_iter().filter(fits).map(|(key, _)| key).collect();
    kept.into_iter().zip(0..).collect()
}

/// The bytes of the file.
pub(super) fn write(
    first: &Chain,
    second: &Chain,
    base: &BTreeMap<u64, u32>,
    seconds: &BTreeMap<u64, u32>,
    words: &BTreeMap<u32, u8>,
    rows: (u8, u8),
) -> Vec<u8> {
    let scales = [Scale::of(first), Scale::of(second)];
    let word_rows = u8::try_from((words.len() * 2).next_power_of_two().trailing_zeros()).expect("an exponent is small");
    let mut bytes = b"news.tag".to_vec();
    bytes.extend([rows.0, rows.1, word_rows, 0, 0, 0, 0, 0]);
    for (scale, chain) in scales.iter().zip([first, second]) {
        scale.write_transitions(&chain.transitions, &mut bytes);
    }
    let weights = |scale: &Scale, chain: &Chain, id: usize| chain.weights[id].map(|weight| scale.byte(weight));
    let mut table = vec![[0_u8; 16]; 1 << rows.0];
    let rank = |id: u32| first.weight_of(id as usize) + second.weight_of(id as usize);
    place(
        ranked(base, rank),
        &mut table,
        |key, len| base_place(key, len).0,
        |key, id, len| {
            let (_, [low, high]) = base_place(key, len);
            let (a, b) = (weights(&scales[0], first, id), weights(&scales[1], second, id));
            let mut row = [0; 16];
            row[..N_TAGS].copy_from_slice(&a);
            row[8..8 + N_TAGS].copy_from_slice(&b);
            (row[7], row[15]) = (low, high);
            row
        },
    );
    bytes.extend(table.as_flattened());
    let mut table = vec![[0_u8; 8]; 1 << rows.1];
    let rank = |id: u32| second.weight_of(id as usize + base.len());
    place(
        ranked(seconds, rank),
        &mut table,
        |key, len| second_place(key, len).0,
        |key, id, len| {
            let mut row = [0; 8];
            row[..N_TAGS].copy_from_slice(&weights(&scales[1], second, id + base.len()));
            row[7] = second_place(key, len).1;
            row
        },
    );
    bytes.extend(table.as_flattened());
    bytes.extend(word_table(words, 1 << word_rows));
    bytes
}

/// Keys and numbers, the most important first.
fn ranked(features: &BTreeMap<u64, u32>, weight: impl Fn(u32) -> u64) -> Vec<(u64, u32)> {
    let mut ranked: Vec<(u64, u32)> = features.iter().map(|(key, id)| (*key, *id)).collect();
    ranked.sort_by_key(|(key, id)| (std::cmp::Reverse(weight(*id)), *key));
    ranked
}

/// Puts each feature into the first free one of its two rows.
fn place<const N: usize>(
    features: Vec<(u64, u32)>,
    table: &mut [[u8; N]],
    home: impl Fn(u64, usize) -> usize,
    row: impl Fn(u64, usize, usize) -> [u8; N],
) {
    for (key, id) in features {
        let at = home(key, table.len());
        let free = [at, at ^ 1].into_iter().find(|at| table[*at] == [0; N]).expect("two features were kept for a pair");
        table[free] = row(key, id as usize, table.len());
    }
}

fn word_table(words: &BTreeMap<u32, u8>, len: usize) -> Vec<u8> {
    let mut table = vec![0_u32; len];
    for (hash, bin) in words {
        let word = hash >> 3 << 3 | u32::from(*bin);
        let mut at = slot(*hash, len);
        while table[at % len] != 0 && table[at % len] >> 3 != hash >> 3 {
            at += 1;
        }
        table[at % len] = word;
    }
    table.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// How weights in thousandths become bytes.
struct Scale {
    /// The weight that becomes 127.
    most: i32,
}

impl Scale {
    /// The greatest weight becomes 127: where some are cut, spans of content lose a point.
    fn of(chain: &Chain) -> Self {
        let sizes = chain.weights.iter().flatten().map(|weight| weight.abs());
        Scale { most: sizes.max().unwrap_or(127).max(127) }
    }

    fn scaled(&self, weight: i32) -> i64 {
        let (weight, most) = (i64::from(weight) * 127, i64::from(self.most));
        (weight + weight.signum() * most / 2) / most
    }

    fn byte(&self, weight: i32) -> u8 {
        i8::try_from(self.scaled(weight).clamp(-127, 127)).expect("clamped").cast_unsigned()
    }

    fn write_transitions(&self, transitions: &Transitions, bytes: &mut Vec<u8>) {
        for weight in transitions.as_flattened() {
            let scaled = self.scaled(*weight).clamp(i64::from(i16::MIN), i64::from(i16::MAX));
            bytes.extend(i16::try_from(scaled).expect("clamped").to_le_bytes());
        }
    }
}
