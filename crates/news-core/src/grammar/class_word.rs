//! Words in the tokens of `class`, `id` and the like: what part of a page an element is, and which field of the article.
//!
//! A token is read letter by letter once: the hash of a word or part is that of all up to its end without that of all before
//! it, and most cost one look at one bit.

use super::hashed::Hashed;
use crate::generated::{CLASS_WORDS, PAGE_FIELDS};

/// What a word of a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClassSign {
    /// The part of the page that it is, of `data/class_words.tsv`.
    Role(&'static str),
    /// The field that it names, of `data/page_fields.tsv`.
    Field(&'static str),
}

/// The words of the tables, each with what a reader makes of its sign.
pub(crate) struct ClassWords<T> {
    roles: Hashed<T>,
    fields: Hashed<T>,
    /// What opens a pair of words.
    openings: Hashed<()>,
    /// Roles and what opens a pair: most words of a token are neither.
    known: Hashed<()>,
}

impl<T: Copy> ClassWords<T> {
    pub(crate) fn new(told: impl Fn(ClassSign) -> T) -> Self {
        let roles = CLASS_WORDS.iter().map(|row| (Place::of(row.text), told(ClassSign::Role(row.role))));
        let of_classes = PAGE_FIELDS.iter().filter(|row| row.carrier == "class");
        let fields = of_classes.map(|row| (Place::of(row.text), told(ClassSign::Field(row.field))));
        let (roles, fields): (Vec<_>, Vec<_>) = (roles.collect(), fields.collect());
        let pairs = CLASS_WORDS.iter().flat_map(|row| row.text.match_indices('-').map(|(at, _)| row.text.get(..at)));
        let openings: Vec<(u32, ())> = pairs.flatten().map(|opening| (Place::of(opening), ())).collect();
        let known = roles.iter().map(|(key, _)| (*key, ())).chain(openings.iter().copied());
        ClassWords {
            known: Hashed::new(known.collect()),
            roles: Hashed::new(roles),
            fields: Hashed::new(fields),
            openings: Hashed::new(openings),
        }
    }

    /// Calls `found` with what a token says; gives whether it holds an ASCII digit.
    ///
    /// Roles are those of its words and of neighbours with a hyphen between them: `more__on` and `moreOn` are `more-on`. Words are
    /// letters up to a mark, a digit, or a capital behind a small letter. Fields are those of the whole token, and of the parts
    /// between its marks, cut in front of their first ASCII capital.
    pub(crate) fn read(&self, token: &str, mut found: impl FnMut(T)) -> bool {
        let bytes = token.as_bytes();
        let mut pairs = Pairs { words: self, opening: None, behind: None };
        let has_roles = bytes.len() <= LONGEST;
        // Where the letter in hand stands, and the word and the part in hand start.
        let (mut here, mut word, mut part) = (Place::default(), Place::default(), Place::default());
        let (mut small, mut is_cut, mut has_digit) = (false, false, false);
        loop {
            // Most of all characters.
            let run = here.at;
            while let Some(byte) = bytes.get(here.at).filter(|byte| byte.is_ascii_lowercase()) {
                here = here.behind(*byte);
            }
            small |= here.at > run;
            let Some(byte) = bytes.get(here.at) else { break };
            let end = here;
            let kind = if let Some(kind) = KINDS.get(usize::from(*byte)) {
                here = here.behind(byte.to_ascii_lowercase());
                *kind
            } else {
                let c = token.get(here.at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                here = c.encode_utf8(&mut [0; 4]).bytes().fold(here, Place::behind);
                kind_of(c)
            };
            has_digit |= kind & FIGURE != 0;
            let (is_letter, is_capital) = (kind & LETTER != 0, kind & CAPITAL != 0);
            let ends_word = !is_letter || small && is_capital;
            let is_cutting = is_capital && byte.is_ascii() && end.at > part.at && !is_cut;
            let key = end.since(word);
            if kind & MARK != 0 || is_cutting {
                look_up(&self.fields, if part.at == word.at { key } else { end.since(part) }, &mut found);
                (part, is_cut) = (if is_cutting { end } else { here }, is_cutting);
            }
            if ends_word {
                if has_roles {
                    pairs.end_word((word, end), key, kind & INNER != 0, &mut found);
                }
                word = if is_letter { end } else { here };
            }
            small = kind & SMALL != 0;
        }
        if has_roles {
            pairs.end_word((word, here), here.since(word), false, &mut found);
        }
        look_up(&self.fields, here.since(part), &mut found);
        if part.at > 0 {
            look_up(&self.fields, here.hash, &mut found);
        }
        has_digit
    }
}

/// The longest token with roles: names made by a build step are long and say nothing.
const LONGEST: usize = 80;

const LETTER: u8 = 1;
const SMALL: u8 = 1 << 1;
const CAPITAL: u8 = 1 << 2;
/// A letter or a figure.
const INNER: u8 = 1 << 3;
/// Parts a token.
const MARK: u8 = 1 << 4;
/// An ASCII digit.
const FIGURE: u8 = 1 << 5;

/// What an ASCII character is to a token.
static KINDS: [u8; 128] = {
    let mut kinds = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => LETTER | SMALL | INNER,
            b'A'..=b'Z' => LETTER | CAPITAL | INNER,
            b'0'..=b'9' => INNER | FIGURE,
            b'-' | b'_' | b'.' | b':' | b'/' => MARK,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// What any other character is.
#[cold]
fn kind_of(c: char) -> u8 {
    let is = |kind, is| if is { kind } else { 0 };
    is(LETTER, c.is_alphabetic())
        | is(SMALL, c.is_lowercase())
        | is(CAPITAL, c.is_uppercase())
        | is(INNER, c.is_alphanumeric())
}

/// A place in a token, with a hash of all bytes in front of it, capitals as small letters: a polynomial, so that what stands
/// between two places has a hash of its own (Karp and Rabin 1987).
#[derive(Clone, Copy, Default)]
struct Place {
    at: usize,
    hash: u32,
}

/// The base of the polynomial: Knuth's multiplicative constant.
const BASE: u32 = 0x9E37_79B1;

/// The powers of the base. No row is as long.
static POWERS: [u32; 64] = {
    let mut powers = [1_u32; 64];
    let mut n = 1;
    while n < 64 {
        powers[n] = powers[n - 1].wrapping_mul(BASE);
        n += 1;
    }
    powers
};

#[inline]
fn next(hash: u32, number: u32) -> u32 {
    hash.wrapping_mul(BASE).wrapping_add(number)
}

impl Place {
    /// The hash of a whole text.
    fn of(text: &str) -> u32 {
        text.bytes().fold(Place::default(), Place::behind).hash
    }

    #[inline]
    fn behind(self, byte: u8) -> Place {
        Place { at: self.at + 1, hash: next(self.hash, byte.into()) }
    }

    /// The hash of what stands between; 0, which no row has, where that is empty or longer than any row.
    #[inline]
    fn since(self, start: Place) -> u32 {
        POWERS.get(self.at - start.at).map_or(0, |power| self.hash.wrapping_sub(start.hash.wrapping_mul(*power)))
    }
}

#[inline]
fn look_up<T: Copy>(table: &Hashed<T>, hash: u32, found: &mut impl FnMut(T)) {
    if table.may_hold(hash) {
        table.of(hash).for_each(found);
    }
}

/// The words of a token, one after the other, with the one before each.
struct Pairs<'w, T> {
    words: &'w ClassWords<T>,
    /// The word before, if it opens a pair.
    opening: Option<u32>,
    /// Where behind the word before a figure, or a letter, stands that ended it or came before the next one.
    behind: Option<Place>,
}

impl<T: Copy> Pairs<'_, T> {
    /// Ends the word in hand, if there is one, at a character that is a letter or figure (`inner`) or not.
    #[inline]
    fn end_word(&mut self, (start, end): (Place, Place), key: u32, inner: bool, found: &mut impl FnMut(T)) {
        let here = inner.then_some(end);
        if end.at == start.at {
            self.behind = self.behind.or(here);
            return;
        }
        let is_known = self.words.known.may_hold(key);
        if is_known {
            look_up(&self.words.roles, key, found);
        }
        if let Some(opening) = self.opening {
            let second = self.behind.unwrap_or(start);
            let power = POWERS.get(end.at - second.at).copied().unwrap_or_default();
            let pair = end.since(second).wrapping_add(next(opening, b'-'.into()).wrapping_mul(power));
            look_up(&self.words.roles, pair, found);
        }
        self.opening = (is_known && self.words.openings.may_hold(key)).then_some(key);
        self.behind = here;
    }
}

#[cfg(test)]
mod tests {
    use super::ClassSign::{Field, Role};
    use super::*;

    #[test]
    fn names_are_split_at_marks_and_capitals() {
        let signs = |token: &str| {
            let mut signs = Vec::new();
            ClassWords::new(|sign| sign).read(token, |sign| signs.push(sign));
            signs
        };
        assert_eq!(signs("c-teaserList"), [Field("other"), Role("related")]);
        assert_eq!(signs("story__sign-up"), [Role("newsletter")]);
        assert_eq!(signs("signUp2"), [Role("newsletter")]);
        assert_eq!(signs("by-line"), [Field("author")]);
        assert_eq!(signs("articleAuthor2__name"), [Role("byline"), Role("byline")]);
        assert_eq!(signs("mtop"), []);
        assert_eq!(signs("авторauthor"), []);
        assert_eq!(signs("ÜberAuthor"), [Role("byline"), Field("author")]);
        // Longer ones have no roles, and what is longer than every row is none.
        assert_eq!(signs(&format!("{}-author", "x".repeat(73))), [Role("byline"), Field("author")]);
        assert_eq!(signs(&format!("{}-author", "x".repeat(74))), [Field("author")]);
    }

    #[test]
    fn rows_are_small_letters_and_no_longer_than_the_powers_reach() {
        let fields = PAGE_FIELDS.iter().filter(|row| row.carrier == "class").map(|row| row.text);
        for text in CLASS_WORDS.iter().map(|row| row.text).chain(fields) {
            assert!(
                Place::of(text) != 0
                    && text.len() < POWERS.len()
                    && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()),
                "{text}"
            );
        }
    }
}
