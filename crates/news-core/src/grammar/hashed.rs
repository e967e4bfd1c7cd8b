//! Words found by their hash: most words of prose cost one look at one bit.

use super::token::word_hash;
use super::words::is_alphanumeric;

/// Words of the gate: with their 64 bits each it has a bit for the last 14 of a hash.
const WORDS: usize = 1 << 8;
/// Rows are found by the first bits of their hash: so many.
const LEADING: u32 = 10;

/// Values by the hash of a word: that of its token (`token::word_hash`), or another one that all its users share.
pub(crate) struct Hashed<T> {
    gate: [u64; WORDS],
    /// Sorted by hash; several where a word has several values.
    rows: Vec<(u32, T)>,
    /// For each value of the first bits the first row that has it, or a greater one.
    starts: Vec<usize>,
}

impl<T: Copy> Hashed<T> {
    pub(crate) fn new(mut rows: Vec<(u32, T)>) -> Self {
        rows.sort_by_key(|(hash, _)| *hash);
        let mut gate = [0; WORDS];
        for (hash, _) in &rows {
            let (word, bit) = place(*hash);
            gate.get_mut(word).into_iter().for_each(|word| *word |= bit);
        }
        let start = |lead: u32| rows.partition_point(|(hash, _)| lead_of(*hash) < lead as usize);
        let starts = (0..1 << LEADING).map(start).collect();
        Hashed { gate, rows, starts }
    }

    /// Whether the word may have a value.
    #[inline]
    pub(crate) fn may_hold(&self, hash: u32) -> bool {
        let (word, bit) = place(hash);
        self.gate.get(word).is_some_and(|word| word & bit != 0)
    }

    /// All values of a word.
    pub(crate) fn of(&self, hash: u32) -> impl Iterator<Item = T> {
        let start = self.starts.get(lead_of(hash)).filter(|_| self.may_hold(hash));
        let rest = start.and_then(|start| self.rows.get(*start..)).unwrap_or_default();
        let own = rest.iter().skip_while(move |(row, _)| *row < hash).take_while(move |(row, _)| *row == hash);
        own.map(|(_, value)| *value)
    }
}

/// Word and bit of a hash in the gate.
#[inline]
fn place(hash: u32) -> (usize, u64) {
    (hash as usize / 64 % WORDS, 1 << (hash % 64))
}

fn lead_of(hash: u32) -> usize {
    (hash >> (u32::BITS - LEADING)) as usize
}

/// Phrases told by their first words alone.
impl Hashed<()> {
    pub(crate) fn openings(phrases: impl Iterator<Item = &'static str>) -> Self {
        Hashed::new(phrases.map(|phrase| (word_hash(first_word(phrase)), ())).collect())
    }

    /// Whether a text may start with one of the phrases: a quick look that settles it for most lines.
    pub(crate) fn may_open(&self, text: &str) -> bool {
        let word = first_word(text);
        // Scripts without spaces go right on; a sigma is written in another way at the end of a word.
        let is_plain = |c: char| c < LATEST && !matches!(c, 'Σ' | 'σ' | 'ς');
        self.may_hold(word_hash(word)) || !(word.is_ascii() || word.chars().all(is_plain))
    }
}

/// In front of this character stand most letters of Latin, Greek and Cyrillic script, whose words are told by hash; behind it,
/// among others, those of scripts whose words run together.
const LATEST: char = '\u{590}';

/// Letters and figures at the start of a text.
fn first_word(text: &str) -> &str {
    text.split(|c: char| !is_alphanumeric(c)).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_told_in_any_case_and_script() {
        let openings =
            Hashed::openings(["sign up", "читайте также", "διαβάστε ακόμη", "関連記事", "σχετικός"].into_iter());
        for text in ["Sign up now", "ЧИТАЙТЕ ТАКЖЕ", "Διαβάστε", "関連記事はこちら", "ΣΧΕΤΙΚΟΣ", "未知"]
        {
            assert!(openings.may_open(text), "{text}");
        }
        assert!(!["Mills close", "Читатели пришли", ""].into_iter().any(|text| openings.may_open(text)));
    }
}
