//! Weights as a file: which are kept, as which bytes, in which row. `weights.rs` of the core says how they are read.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use news_core::Span;
use news_core::training::{BUCKET, ROWS, Transitions, place, slot};

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

/// Numbers the features with the greatest weights anew: as many as a table of so many rows holds, so that what is learnt
/// again is what the file will hold.
pub(super) fn heaviest(features: &BTreeMap<u64, u32>, rows: usize, weight: impl Fn(u32) -> u64) -> BTreeMap<u64, u32> {
    let mut ranked: Vec<(u64, u32)> = features.iter().map(|(key, id)| (*key, *id)).collect();
    ranked.retain(|(_, id)| weight(*id) > 0);
    ranked.sort_by_key(|(key, id)| (std::cmp::Reverse(weight(*id)), *key));
    // No shift parts two features of one bucket and one home: the heavier stays.
    let mut taken = BTreeSet::new();
    ranked.retain(|(key, _)| {
        let (bucket, home, _) = place(*key);
        taken.insert((bucket % (rows / BUCKET), usize::from(home) % rows))
    });
    let kept: BTreeSet<u64> = ranked.into_iter().take(rows * FULL / 100).map(|(key, _)| key).collect();
    kept.into_iter().zip(0..).collect()
}

/// How full a table becomes, in percent: the last features find a row after some twenty shifts.
const FULL: usize = 95;

/// The bytes of the file.
pub(super) fn write(
    first: &Chain,
    second: &Chain,
    base: &BTreeMap<u64, u32>,
    seconds: &BTreeMap<u64, u32>,
    words: &BTreeMap<u32, u8>,
) -> Result<Vec<u8>> {
    let scales = [Scale::of(first), Scale::of(second)];
    let word_rows = u8::try_from((words.len() * 2).next_power_of_two().trailing_zeros()).expect("an exponent is small");
    let mut bytes = b"news.tag".to_vec();
    bytes.extend([word_rows, 0, 0, 0, 0, 0, 0, 0]);
    for (scale, chain) in scales.iter().zip([first, second]) {
        scale.write_transitions(&chain.transitions, &mut bytes);
    }
    let part = |scale: &Scale, chain: &Chain, id: usize, check: u8| -> [u8; 8] {
        std::array::from_fn(|at| chain.weights[id].get(at).map_or(check, |weight| scale.byte(*weight)))
    };
    let base = base.iter().map(|(key, id)| {
        let ((_, _, [low, high]), id) = (place(*key), *id as usize);
        (*key, [part(&scales[0], first, id, low), part(&scales[1], second, id, high)])
    });
    let behind = base.len();
    table(&base.collect::<Vec<_>>(), ROWS[0], &mut bytes)?;
    let seconds = seconds.iter().map(|(key, id)| {
        let (_, _, [check, _]) = place(*key);
        (*key, [part(&scales[1], second, *id as usize + behind, check)])
    });
    table(&seconds.collect::<Vec<_>>(), ROWS[1], &mut bytes)?;
    bytes.extend(word_table(words, 1 << word_rows));
    Ok(bytes)
}

/// Appends a table: the shifts of the buckets, the fullest of which choose first, and the rows.
fn table<const N: usize>(features: &[(u64, [[u8; 8]; N])], rows: usize, bytes: &mut Vec<u8>) -> Result<()> {
    let mut buckets: Vec<_> = (0..rows / BUCKET).map(|at| (at, Vec::new())).collect();
    for (key, row) in features {
        let (bucket, home, _) = place(*key);
        buckets[bucket % (rows / BUCKET)].1.push((home, *row));
    }
    buckets.sort_by_key(|(at, bucket)| (std::cmp::Reverse(bucket.len()), *at));
    let (mut table, mut shifts) = (vec![[[0_u8; 8]; N]; rows], vec![0_u16; rows / BUCKET]);
    for (number, bucket) in buckets {
        let home = |home: u16, shift: u16| usize::from(home.wrapping_add(shift)) % rows;
        let fits = |shift: &u16| {
            let homes: BTreeSet<usize> = bucket.iter().map(|feature| home(feature.0, *shift)).collect();
            homes.len() == bucket.len() && homes.iter().all(|row| table[*row] == [[0; 8]; N])
        };
        let shift = (0..=u16::MAX).find(fits).context("a bucket of features finds no free rows")?;
        shifts[number] = shift;
        for (own, row) in bucket {
            table[home(own, shift)] = row;
        }
    }
    bytes.extend(shifts.iter().flat_map(|shift| shift.to_le_bytes()));
    bytes.extend(table.as_flattened().as_flattened());
    Ok(())
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
