//! What the words of an article are known by, for finding copies and rewrites later.
//!
//! Only the prose counts, without its dateline and in lower case: the same agency story in two papers has two headlines, two
//! bylines and other quotation marks. A story without prose is known by its headline.

use news_core::{Article, Span};
use sha2::{Digest, Sha256};
use twox_hash::XxHash64;

/// The words of an article, exactly and nearly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// 128 bits of the SHA-256 of the words: equal for the same words in the same order.
    pub exact: u128,
    /// `SimHash` of three words each (Charikar 2002): stories that share most of them differ in few bits.
    pub near: u64,
}

/// How many words make one feature of the near fingerprint.
const SHINGLE: usize = 3;

impl Fingerprint {
    /// The fingerprint of an article; all bits are 0 where it has no words.
    pub fn of(article: &Article) -> Self {
        let mut words = Words::default();
        for block in &article.body {
            let start = block.lead_in.map_or(block.span.start(), Span::end);
            words.add(Span::new(start, block.span.end()).of(&article.text));
        }
        if let Some(headline) = article.headline.as_ref().filter(|_| words.hashes.is_empty()) {
            words.add(headline.span.of(&article.text));
        }
        words.fingerprint()
    }

    /// `exact` in hexadecimal: no reader of JSON or tables has to hold 128 bits in a number.
    pub(crate) fn exact_hex(&self) -> String {
        format!("{:032x}", self.exact)
    }
}

/// The words of an article, as they come.
#[derive(Default)]
struct Words {
    digest: Sha256,
    hashes: Vec<u64>,
    /// The words of a text in lower case, each with a NUL behind it: digested at once, which costs less than word by word.
    lower: String,
}

impl Words {
    fn add(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let start = self.lower.len();
            if word.is_ascii() {
                self.lower.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
            } else {
                self.lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            let word = self.lower.as_bytes().get(start..).unwrap_or_default();
            self.hashes.push(XxHash64::oneshot(0, word));
            self.lower.push('\0');
        }
        self.digest.update(&self.lower);
        self.lower.clear();
    }

    fn fingerprint(self) -> Fingerprint {
        if self.hashes.is_empty() {
            return Fingerprint { exact: 0, near: 0 };
        }
        let exact = self.digest.finalize().iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte));
        Fingerprint { exact, near: near(&self.hashes) }
    }
}

fn near(words: &[u64]) -> u64 {
    let shingles = words.windows(SHINGLE.min(words.len()));
    let n = shingles.len() as u64;
    // Counts 64 bits at once: the first plane holds the ones of all counts, the second the twos, and so on.
    let mut planes = [0_u64; 32];
    for shingle in shingles {
        // Each position is turned by another amount, so that the order of the words counts.
        let mut carry = shingle.iter().fold(0_u64, |mixed, hash| mixed.rotate_left(21) ^ hash);
        for plane in &mut planes {
            if carry == 0 {
                break;
            }
            (*plane, carry) = (*plane ^ carry, *plane & carry);
        }
    }
    let count = |bit: u32| planes.iter().rev().fold(0_u64, |count, plane| count << 1 | plane >> bit & 1);
    (0..u64::BITS).fold(0, |bits, bit| bits | u64::from(2 * count(bit) > n) << bit)
}

#[cfg(test)]
mod tests {
    use news_core::Options;

    use super::*;

    fn of(copy: &str) -> Fingerprint {
        let article = news_core::read(copy.as_bytes(), &Options::default().from("text")).expect("the copy is a story");
        Fingerprint::of(&article)
    }

    /// Eight sentences of eleven words.
    fn story() -> String {
        let towns = ["Arvik", "Belm", "Corran", "Dolna", "Estra", "Farsund", "Gorle", "Hamra"];
        let sentence = |(n, town): (usize, &str)| {
            format!("In {town} the river rose {n} meters overnight, and {n} bridges closed.")
        };
        towns.into_iter().enumerate().map(sentence).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn headline_dateline_and_marks_do_not_count() {
        let one = of("Rivers rise\n\nARVIK, July 28 (Reuters) - “It is bad,” the mayor said on Wednesday.\n");
        let two =
            of("A bad day in the north\n\nARVIK, July 29 (Reuters) - \"It is bad\", the mayor said on Wednesday.\n");
        assert_eq!(one, two);
    }

    #[test]
    fn a_changed_word_is_near_and_another_story_is_not() {
        let story = story();
        let changed = of(&format!("Rivers\n\n{}", story.replace("Gorle", "Gorla")));
        let (story, other) = (
            of(&format!("Rivers\n\n{story}")),
            of("Budget\n\nThe council of Arvik passed its budget after a long night.\n"),
        );
        assert_ne!(story.exact, changed.exact);
        assert!((story.near ^ changed.near).count_ones() <= 6, "{} bits", (story.near ^ changed.near).count_ones());
        assert!((story.near ^ other.near).count_ones() >= 16, "{} bits", (story.near ^ other.near).count_ones());
    }
}
