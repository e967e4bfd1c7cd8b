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
        let words = words(article);
        if words.is_empty() {
            return Fingerprint { exact: 0, near: 0 };
        }
        Fingerprint { exact: exact(&words), near: near(&words) }
    }

    /// `exact` in hexadecimal: no reader of JSON or tables has to hold 128 bits in a number.
    pub(crate) fn exact_hex(&self) -> String {
        format!("{:032x}", self.exact)
    }
}

fn words(article: &Article) -> Vec<String> {
    let prose = article.body.iter().map(|block| match block.lead_in {
        Some(lead_in) => Span::new(lead_in.end(), block.span.end()),
        None => block.span,
    });
    let words: Vec<String> = prose.flat_map(|span| split(span.of(&article.text))).collect();
    match &article.headline {
        Some(headline) if words.is_empty() => split(headline.span.of(&article.text)).collect(),
        _ => words,
    }
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn exact(words: &[String]) -> u128 {
    let mut digest = Sha256::new();
    for word in words {
        digest.update(word);
        digest.update([0]);
    }
    digest.finalize().iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
}

fn near(words: &[String]) -> u64 {
    let hashes: Vec<u64> = words.iter().map(|word| XxHash64::oneshot(0, word.as_bytes())).collect();
    let mut votes = [0_i32; 64];
    for shingle in hashes.windows(SHINGLE.min(hashes.len())) {
        // Each position is turned by another amount, so that the order of the words counts.
        let mixed = shingle.iter().fold(0_u64, |mixed, hash| mixed.rotate_left(21) ^ hash);
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if mixed >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes.iter().enumerate().fold(0, |bits, (bit, vote)| bits | u64::from(*vote > 0) << bit)
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
