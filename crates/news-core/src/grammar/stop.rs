//! Full stops that end no sentence: behind abbreviations, initials and numbers that count.

use super::words::{lowered, starts_like_name};
use crate::generated::{FUNCTION_WORD_INDEX, MONTH_INDEX, STOP_INDEX};

/// Fewer words than these make no sentence that an abbreviation could end: "At 5 a.m. Mr. Poe left."
const FEW: usize = 4;

/// The words around a full stop, without their marks.
pub(crate) struct Stop<'a> {
    /// The word before the one that bears the stop, empty if there is none.
    pub(crate) earlier: &'a str,
    pub(crate) before: &'a str,
    pub(crate) behind: &'a str,
    /// The words of the sentence so far.
    pub(crate) words: usize,
}

impl Stop<'_> {
    /// Whether the sentence goes on behind the stop.
    pub(crate) fn goes_on(&self) -> bool {
        // "l'Ing. Rossi": the article is no part of the abbreviation.
        let elided = self.before.split_once(['\'', '’']).filter(|(article, _)| article.len() <= 4);
        let before = elided.map_or(self.before, |(_, word)| word);
        if before.chars().all(|c| c.is_ascii_digit()) {
            return self.is_ordinal(before);
        }
        if let Some(initial) = single(before) {
            return self.is_initial(initial);
        }
        match role(before) {
            Some("title" | "never") => true,
            Some("number") => self.behind.starts_with(|c: char| c.is_numeric()),
            Some("hour") if self.words >= FEW => !self.opens() && role(self.behind) != Some("title"),
            Some(_) => self.words < FEW || !self.opens(),
            // "U.S", "z.B": dots inside tell an abbreviation that no table needs to know.
            None => is_dotted(before) && (self.words < FEW || !self.opens()),
        }
    }

    /// `am 5. August`, `der 2. Liga`: a day, century or rank, not the end.
    fn is_ordinal(&self, number: &str) -> bool {
        let counts = || has_role(self.earlier, "ordinal") && !self.opens();
        number.len() <= 2 && (lowered(self.behind, |behind| !MONTH_INDEX.rows(behind).is_empty()) || counts())
    }

    /// `J. Poe`, `J. de Vries`, `г. Псков`, `S. 5`; not `you and I. Did …`.
    fn is_initial(&self, initial: char) -> bool {
        match role(self.before) {
            Some("number") if self.behind.starts_with(|c: char| c.is_numeric()) => return true,
            Some("title" | "never") if initial.is_lowercase() => return true,
            _ => {}
        }
        let is_pronoun = initial == 'I' && self.earlier.starts_with(char::is_lowercase);
        let is_particle = || lowered(self.behind, |behind| has_role(behind, "particle"));
        initial.is_uppercase() && (!self.opens() || (!is_pronoun && is_particle()))
    }

    /// Whether the word behind, in upper case, is likelier to start a sentence than to be a name: `The`, `He`, `In`.
    fn opens(&self) -> bool {
        let opens = |word: &str| has_role(word, "opens") || !FUNCTION_WORD_INDEX.rows(word).is_empty();
        // "I've", "C'est".
        let word = self.behind.split(['\'', '’']).next().unwrap_or_default();
        starts_like_name(word) && lowered(word, opens)
    }
}

/// How a word is abbreviated: as it stands, in capitals or in lower case.
fn role(word: &str) -> Option<&'static str> {
    let find = |word: &str| STOP_INDEX.rows(word).iter().map(|row| row.role).find(|role| abbreviates(role));
    find(word).or_else(|| lowered(word, find)).or_else(|| {
        let mut chars = word.chars();
        let first = chars.next().filter(|c| c.is_uppercase())?;
        let rest = chars.as_str();
        rest.chars().all(char::is_uppercase).then(|| find(&format!("{first}{}", rest.to_lowercase()))).flatten()
    })
}

fn abbreviates(role: &str) -> bool {
    !matches!(role, "opens" | "ordinal" | "particle")
}

fn has_role(word: &str, role: &str) -> bool {
    STOP_INDEX.rows(word).iter().any(|row| row.role == role)
}

/// The only letter of a word of one.
pub(crate) fn single(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|c| c.is_alphabetic() && chars.next().is_none())
}

/// Letters with dots between them, at most three at a time.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| (1..=3).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}
