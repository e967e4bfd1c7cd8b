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
    /// What opens a pair of words: most words open none.
    openings: Hashed<()>,
}

impl<T: Copy> ClassWords<T> {
    pub(crate) fn new(told: impl Fn(ClassSign) -> T) -> Self {
        let roles = CLASS_WORDS.iter().map(|row| (Rolling::of(row.text), told(ClassSign::Role(row.role))));
        let of_classes = PAGE_FIELDS.iter().filter(|row| row.carrier == "class");
        let fields = of_classes.map(|row| (Rolling::of(row.text), told(ClassSign::Field(row.field))));
        let pairs = CLASS_WORDS.iter().flat_map(|row| row.text.match_indices('-').map(|(at, _)| row.text.get(..=at)));
        let openings = pairs.flatten().map(|opening| (Rolling::of(opening), ()));
        ClassWords {
            roles: Hashed::new(roles.collect()),
            fields: Hashed::new(fields.collect()),
            openings: Hashed::new(openings.collect()),
        }
    }

    /// Calls `found` with what a token says; gives whether it holds an ASCII digit.
    ///
    /// Roles are those of its words and of neighbours with a hyphen between them: `more__on` and `moreOn` are `more-on`. Words are
    /// letters up to a mark, a digit, or a capital behind a small letter. Fields are those of the whole token, and of the parts
    /// between its marks, cut in front of their first ASCII capital.
    pub(crate) fn read(&self, token: &str, mut found: impl FnMut(T)) -> bool {
        let mut pairs = Pairs { words: self, opening: None, behind: None };
        let has_roles = token.len() <= LONGEST;
        // All so far, and that at the start of the word and of the part in hand.
        let (mut all, mut word, mut part) = (Rolling::default(), Rolling::default(), Rolling::default());
        let (mut small, mut is_cut, mut has_digit) = (false, false, false);
        let mut at = 0;
        loop {
            // Most of all characters.
            let run = at;
            while let Some(byte) = token.as_bytes().get(at).filter(|byte| byte.is_ascii_lowercase()) {
                all = all.with_small(*byte);
                at += 1;
            }
            small |= at > run;
            let Some(byte) = token.as_bytes().get(at) else { break };
            let (kind, c) = if let Some(kind) = KINDS.get(usize::from(*byte)) {
                (*kind, char::from(*byte))
            } else {
                let c = token.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                (kind_of(c), c)
            };
            at += c.len_utf8();
            let before = all;
            all = all.with(c);
            has_digit |= byte.is_ascii_digit();
            let is_letter = kind & LETTER != 0;
            if !is_letter || (small && kind & CAPITAL != 0) {
                if has_roles {
                    pairs.end_word(before, word, kind & INNER != 0, &mut found);
                }
                word = if is_letter { before } else { all };
            }
            small = kind & SMALL != 0;
            let is_cutting = kind & CAPITAL != 0 && byte.is_ascii() && before.len > part.len && !is_cut;
            if kind & MARK != 0 || is_cutting {
                look_up(&self.fields, before.since(part), &mut found);
                (part, is_cut) = (if is_cutting { before } else { all }, is_cutting);
            }
        }
        if has_roles {
            pairs.end_word(all, word, false, &mut found);
        }
        look_up(&self.fields, all.since(part), &mut found);
        if part.len > 0 {
            look_up(&self.fields, all.since(Rolling::default()), &mut found);
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

/// What an ASCII character is to a token.
static KINDS: [u8; 128] = {
    let mut kinds = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => LETTER | SMALL | INNER,
            b'A'..=b'Z' => LETTER | CAPITAL | INNER,
            b'0'..=b'9' => INNER,
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

/// A hash of all characters so far, in lower case: a polynomial, so that what was read since a place has a hash of its own
/// (Karp and Rabin 1987).
#[derive(Clone, Copy, Default)]
struct Rolling {
    hash: u32,
    /// How many characters.
    len: usize,
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

impl Rolling {
    fn of(text: &str) -> u32 {
        text.chars().fold(Rolling::default(), Rolling::with).hash
    }

    #[inline]
    fn with_small(self, byte: u8) -> Rolling {
        Rolling { hash: next(self.hash, byte.into()), len: self.len + 1 }
    }

    #[inline]
    fn with(self, c: char) -> Rolling {
        if c.is_ascii() {
            return self.with_small(c.to_ascii_lowercase() as u8);
        }
        c.to_lowercase().fold(self, |all, c| Rolling { hash: next(all.hash, c.into()), len: all.len + 1 })
    }

    /// The hash of what was read since; nothing where that is empty or longer than any row.
    #[inline]
    fn since(self, start: Rolling) -> Option<u32> {
        let power = POWERS.get(self.len - start.len).filter(|_| self.len > start.len)?;
        Some(self.hash.wrapping_sub(start.hash.wrapping_mul(*power)))
    }
}

#[inline]
fn look_up<T: Copy>(table: &Hashed<T>, hash: Option<u32>, found: &mut impl FnMut(T)) {
    if let Some(hash) = hash.filter(|hash| table.may_hold(*hash)) {
        table.of(hash).for_each(found);
    }
}

/// The words of a token, one after the other, with the one before each.
struct Pairs<'w, T> {
    words: &'w ClassWords<T>,
    /// The word before with a hyphen, if that opens a pair.
    opening: Option<u32>,
    /// Where behind the word before a figure, or a letter, stands that ended it or came before the next one.
    behind: Option<Rolling>,
}

impl<T: Copy> Pairs<'_, T> {
    /// Ends the word in hand, if there is one, at a character that is a letter or figure (`inner`) or not.
    #[inline]
    fn end_word(&mut self, end: Rolling, start: Rolling, inner: bool, found: &mut impl FnMut(T)) {
        let here = inner.then_some(end);
        if end.len == start.len {
            self.behind = self.behind.or(here);
            return;
        }
        let word = end.since(start);
        look_up(&self.words.roles, word, found);
        if let Some(opening) = self.opening {
            let second = self.behind.unwrap_or(start);
            let power = POWERS.get(end.len - second.len);
            let pair =
                end.since(second).zip(power).map(|(hash, power)| hash.wrapping_add(opening.wrapping_mul(*power)));
            look_up(&self.words.roles, pair, found);
        }
        let opening = word.map(|word| next(word, b'-'.into()));
        self.opening = opening.filter(|opening| self.words.openings.may_hold(*opening));
        self.behind = here;
    }
}

#[cfg(test)]
mod tests {
    use super::ClassSign::{Field, Role};
    use super::*;

    #[test]
    fn names_are_split_at_marks_and_capitals() {
        let signs = |token| {
            let mut signs = Vec::new();
            ClassWords::new(|sign| sign).read(token, |sign| signs.push(sign));
            signs
        };
        assert_eq!(signs("c-teaserList"), [Role("related"), Field("other")]);
        assert_eq!(signs("story__sign-up"), [Role("newsletter")]);
        assert_eq!(signs("signUp2"), [Role("newsletter")]);
        assert_eq!(signs("by-line"), [Field("author")]);
        assert_eq!(signs("articleAuthor2__name"), [Role("byline"), Role("byline")]);
        assert_eq!(signs("mtop"), []);
    }

    #[test]
    fn no_row_is_longer_than_the_powers_reach() {
        let texts = CLASS_WORDS.iter().map(|row| row.text).chain(PAGE_FIELDS.iter().map(|row| row.text));
        assert!(texts.map(|text| text.chars().count()).max() < Some(POWERS.len()));
    }
}
