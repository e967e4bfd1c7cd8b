//! The words that name a speaker, where no person or organisation is known for them.

use super::words::lowered;
use crate::article::SpeakerHow;
use crate::generated::{CUE_INDEX, DOCUMENT_INDEX, FRAME_WORD_INDEX};

/// What a source without a known name is: a pronoun, a document (`a letter to members`), or unknown (`two officials`).
pub(crate) fn unnamed(source: &str, lang: &str) -> SpeakerHow {
    let mut words =
        source.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).filter(|word| !word.is_empty());
    // What a document is about follows its noun: only the words before the first preposition count.
    match (words.clone().count(), words.clone().next()) {
        (1, Some(word)) if role(word, "pronoun", lang) => return SpeakerHow::Pronoun,
        _ => {}
    }
    let noun = words.by_ref().take(NOUN_PHRASE).take_while(|word| !is_preposition(word, lang)).last();
    if noun.is_some_and(|noun| lowered(noun, |noun| !DOCUMENT_INDEX.rows(noun).is_empty())) {
        SpeakerHow::Document
    } else {
        SpeakerHow::Unknown
    }
}

/// Words of a noun phrase that are looked at.
const NOUN_PHRASE: usize = 8;

/// Whether a name behind the word is only part of what stands before it: `of`, `for`, `von`.
pub(crate) fn is_preposition(word: &str, lang: &str) -> bool {
    let has = |known: &str| role(word, known, lang);
    has("preposition") || (has("of") && !has("and") && !has("determiner"))
}

/// Whether the word is an article or another determiner: `the`, `der`.
pub(crate) fn is_article(word: &str, lang: &str) -> bool {
    role(word, "determiner", lang)
}

/// Whether the word behind a name lets the name stand for itself: a preposition, `and`, `who`.
pub(crate) fn is_link(word: &str, lang: &str) -> bool {
    is_preposition(word, lang) || ["and", "relative", "adverb"].iter().any(|known| role(word, known, lang))
}

/// The dictionary form of a cue: that of its longest part, from the left, that the table knows.
pub(crate) fn lemma(cue: &str, lang: &str) -> Option<&'static str> {
    let words: Vec<String> = cue.split_whitespace().take(CUE).map(str::to_lowercase).collect();
    let phrases = (0..words.len()).flat_map(|from| (from + 1..=words.len()).rev().map(move |to| (from, to)));
    let row = |(from, to): (usize, usize)| {
        let phrase = words.get(from..to)?.join(" ");
        CUE_INDEX.rows(&phrase).iter().find(|row| speaks(row.langs, lang))
    };
    phrases.filter(|(from, to)| to - from <= FORM).find_map(row).map(|row| row.lemma)
}

/// Words of a cue that are looked at, and the most words of a form in the table.
const CUE: usize = 6;
const FORM: usize = 4;

/// Whether the word has the role in the frames of the language.
fn role(word: &str, role: &str, lang: &str) -> bool {
    lowered(word, |word| FRAME_WORD_INDEX.rows(word).iter().any(|row| row.role == role && speaks(row.langs, lang)))
}

/// Whether the comma list holds the language.
fn speaks(langs: &str, lang: &str) -> bool {
    langs.split(',').any(|known| known == lang)
}
