//! Full stops that end no sentence: behind abbreviations, initials and numbers that count.

use super::words::{lowered, starts_like_name};
use crate::generated::{FUNCTION_WORD_INDEX, MONTH_INDEX, STOP_INDEX};

/// Whether the sentence goes on behind a full stop that stands between two words, the later one without its marks.
pub(crate) fn goes_on(before: &str, behind: &str) -> bool {
    if before.chars().all(|c| c.is_ascii_digit()) {
        // "am 5. August", "16. století": a day or century, not the end.
        return before.len() <= 2 && lowered(behind, |behind| !MONTH_INDEX.rows(behind).is_empty());
    }
    let initial = {
        let mut chars = before.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    };
    if initial {
        return !opens_sentences(behind);
    }
    match lowered(before, |before| STOP_INDEX.rows(before).first().map(|row| row.role)) {
        Some("title" | "never") => true,
        Some("number") => behind.starts_with(|c: char| c.is_numeric()),
        Some(_) => !opens_sentences(behind),
        // "U.S", "z.B": dots inside tell an abbreviation that no table needs to know.
        None => is_dotted(before) && !opens_sentences(behind),
    }
}

/// Letters with dots between them, at most three at a time.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| (1..=3).contains(&part.len()) && part.chars().all(char::is_alphabetic))
}

/// Whether a word in upper case is likelier to start a sentence than to be a name: `The`, `He`, `In`.
fn opens_sentences(word: &str) -> bool {
    starts_like_name(word) && lowered(word, |word| !FUNCTION_WORD_INDEX.rows(word).is_empty())
}
