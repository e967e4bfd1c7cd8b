//! The words that name a speaker, where no person or organisation is known for them.

use super::words::lowered;
use crate::article::SpeakerHow;
use crate::generated::{SOURCE_WORD_INDEX, SourceWord};

/// What a source without a known name is: a pronoun, a document (`a letter to members`), or unknown (`two officials`).
pub(crate) fn unnamed(source: &str) -> SpeakerHow {
    let mut words = source.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).filter(|word| !word.is_empty());
    // What a document is about follows its noun: only the words before the first preposition count.
    match (words.clone().count(), words.clone().next()) {
        (1, Some(word)) if role(word, "pronoun") => return SpeakerHow::Pronoun,
        _ => {}
    }
    let noun = words.by_ref().take(NOUN_PHRASE).take_while(|word| !is_preposition(word)).last();
    if noun.is_some_and(|noun| role(noun, "document")) { SpeakerHow::Document } else { SpeakerHow::Unknown }
}

/// Words of a noun phrase that are looked at.
const NOUN_PHRASE: usize = 8;

/// Whether a name behind the word is only part of what stands before it: `of`, `for`, `von`.
pub(crate) fn is_preposition(word: &str) -> bool {
    role(word, "preposition")
}

/// Whether the word behind a name lets the name stand for itself: a preposition, `and`, `who`.
pub(crate) fn is_link(word: &str) -> bool {
    is_preposition(word) || role(word, "link")
}

fn role(word: &str, role: &str) -> bool {
    let rows = |word: &str| SOURCE_WORD_INDEX.rows(word).iter().any(|row: &SourceWord| row.role == role);
    lowered(word, rows)
}
