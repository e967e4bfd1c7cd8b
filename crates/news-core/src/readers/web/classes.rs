//! What the values of `class`, `id` and the like say: a page says the same few over and over, so each is read once.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::hint::{Hint, first};
use crate::generated::hash_of;
use crate::grammar::class_word::{ClassSign, ClassWords};
use crate::html::{Attr, Document};

/// A field of the article that a class names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClassField {
    Author,
    Date,
    Kicker,
    Crumb,
    /// What it holds is about something else.
    Other,
}

impl ClassField {
    fn named(name: &str) -> Option<ClassField> {
        Some(match name {
            "author" => ClassField::Author,
            "date" => ClassField::Date,
            "kicker" => ClassField::Kicker,
            "crumb" => ClassField::Crumb,
            "other" => ClassField::Other,
            _ => return None,
        })
    }

    /// Of two fields the one that counts.
    fn first(a: Option<ClassField>, b: Option<ClassField>) -> Option<ClassField> {
        let wins = |field| [a, b].contains(&Some(field)).then_some(field);
        wins(ClassField::Other).or_else(|| wins(ClassField::Author)).or(a).or(b)
    }
}

static WORDS: LazyLock<ClassWords<Sense>> = LazyLock::new(|| ClassWords::new(Sense::told));

/// What a token tells, or all tokens of a value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sense {
    pub(super) hint: Option<Hint>,
    pub(super) field: Option<ClassField>,
    /// Whether it says that it is the body.
    pub(super) is_body: bool,
    /// Whether a word hides the element.
    hidden: bool,
    /// Whether a utility class hides the element.
    off: bool,
    /// The tokens without figures, which count parts, as one number; 0 where there is none.
    pub(super) shape: u64,
}

impl Sense {
    fn of(token: &str) -> Sense {
        let off = matches!(token, "hidden" | "d-none");
        let mut sense = Sense { off, ..Sense::default() };
        let has_digit = WORDS.read(token, |told| sense = sense.and(&told));
        sense.shape = if has_digit { shape_of_parts(token) } else { mixed(1, hash_of(token.as_bytes()) as u64) };
        sense
    }

    fn told(sign: ClassSign) -> Sense {
        match sign {
            ClassSign::Role(role) => {
                Sense { is_body: role == "body", hidden: role == "hidden", hint: Hint::named(role), ..Sense::default() }
            }
            ClassSign::Field(field) => Sense { field: ClassField::named(field), ..Sense::default() },
        }
    }

    /// What the tokens of a value say together, each as `read` has it.
    fn of_all<'v>(value: &'v str, mut read: impl FnMut(&'v str) -> Sense) -> Sense {
        let mut all = Sense::default();
        for (n, token) in value.split_ascii_whitespace().enumerate() {
            let sense = read(token);
            let field = if n < NAMES { sense.field } else { None };
            all = all.and(&Sense { field, ..sense });
        }
        all.off = all.off && !value.split_ascii_whitespace().any(shows);
        all
    }

    /// With what another token says.
    fn and(self, other: &Sense) -> Sense {
        Sense {
            hint: first(self.hint, other.hint),
            field: ClassField::first(self.field, other.field),
            is_body: self.is_body | other.is_body,
            hidden: self.hidden | other.hidden,
            off: self.off | other.off,
            shape: mixed(self.shape, other.shape),
        }
    }

    /// Whether the element is not shown on any screen.
    pub(super) fn hides(&self) -> bool {
        self.hidden || self.off
    }
}

/// Whether a utility class shows on some screens what another one hides: "hidden md:block".
fn shows(token: &str) -> bool {
    let shown = |(at, mark): (usize, &str)| {
        let way = token.get(at + mark.len()..).unwrap_or_default();
        ["block", "flex", "grid", "inline"].iter().any(|shown| way.starts_with(shown))
            || mark == "-" && way.starts_with("cell")
    };
    token.match_indices([':', '-']).any(shown) && !token.contains("print")
}

/// The shape of a token with figures.
fn shape_of_parts(token: &str) -> u64 {
    let parts = token.as_bytes().split(u8::is_ascii_digit).filter(|part| !part.is_empty());
    parts.fold(1, |shape, part| mixed(shape, hash_of(part) as u64))
}

/// Adds a number to a shape.
pub(super) fn mixed(shape: u64, number: u64) -> u64 {
    (shape ^ number).wrapping_mul(0x0100_0000_01b3).rotate_left(17)
}

/// Tokens of a value that may name a field: longer values list utilities.
const NAMES: usize = 16;

/// Places for values that were read. Pages have some 250.
const SLOTS: usize = 1024;
/// In so many places from that of its hash on a value may lie. What finds none takes the first, so that values that fall
/// together on purpose cost no more than being read again.
const TRIED: usize = 4;

/// Places for tokens that were read: those of utilities stand in many values. A token may push another one out.
const TOKENS: usize = 512;

/// The values of a page.
pub(super) struct Classes<'a> {
    source: &'a str,
    /// What was read; the first is that of no value.
    senses: Vec<Sense>,
    /// Values by hash, each with the number of its sense.
    known: Vec<(&'a str, usize)>,
    /// Tokens by hash.
    tokens: Vec<(&'a str, Sense)>,
    /// For each attribute of the page the number of its sense, 0 as long as nobody has asked.
    asked: Vec<u32>,
}

impl<'a> Classes<'a> {
    pub(super) fn new(document: &Document<'a>) -> Self {
        let mut senses = Vec::with_capacity(SLOTS / 2);
        senses.push(Sense::default());
        Classes {
            source: document.source(),
            senses,
            known: vec![("", 0); SLOTS],
            tokens: vec![("", Sense::default()); TOKENS],
            asked: vec![0; document.n_attributes()],
        }
    }

    /// What the tokens of a value say.
    pub(super) fn of(&mut self, attr: &Attr<'a>) -> Sense {
        let asked = self.asked.get(attr.number()).copied().unwrap_or_default();
        let number = if asked > 0 { asked as usize } else { self.look_up(attr) };
        self.senses.get(number).copied().unwrap_or_default()
    }

    fn look_up(&mut self, attr: &Attr<'a>) -> usize {
        let written = attr.value_span().of(self.source);
        let start = hash_of(written.as_bytes());
        let slot = |n: usize| (start + n) % SLOTS;
        let is_its = |at: &usize| self.known.get(*at).is_some_and(|(known, _)| *known == written || known.is_empty());
        let at = (0..TRIED).map(slot).find(is_its).unwrap_or(slot(0));
        let Some(place) = self.known.get_mut(at) else { return 0 };
        if place.0 != written {
            *place = (written, self.senses.len());
            let tokens = &mut self.tokens;
            self.senses.push(match attr.value() {
                Cow::Borrowed(value) => Sense::of_all(value, |token| of_token(tokens, token)),
                Cow::Owned(value) => Sense::of_all(&value, Sense::of),
            });
        }
        let number = place.1;
        if let Some(asked) = self.asked.get_mut(attr.number()) {
            *asked = u32::try_from(number).unwrap_or_default();
        }
        number
    }
}

/// What a token says, read again only where another one took its place.
fn of_token<'a>(tokens: &mut [(&'a str, Sense)], token: &'a str) -> Sense {
    let Some(place) = tokens.get_mut(hash_of(token.as_bytes()) % TOKENS) else { return Sense::of(token) };
    if place.0 != token {
        *place = (token, Sense::of(token));
    }
    place.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_on_some_screens_is_not_hidden() {
        let hides = |value| Sense::of_all(value, Sense::of).hides();
        assert!(["hidden", "d-none story", "hidden print:block", "hidden mt-4"].into_iter().all(hides));
        assert!(!["hidden md:block", "d-none d-md-flex", "hidden md:table-cell"].into_iter().any(hides));
    }
}
