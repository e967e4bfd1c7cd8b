//! Words in the tokens of `class`, `id` and the like: what part of a page an element is, and which field of the article.
//!
//! A token is read letter by letter once: its words, their neighbours in pairs and its parts are hashes that grow, and most
//! cost one look at one bit.

use std::sync::LazyLock;

use super::hashed::Hashed;
use super::token::{SEED, add_ascii, add_lower, word_hash};
use crate::generated::{CLASS_WORDS, PAGE_FIELDS};

/// What a word of a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClassSign {
    /// The part of the page that it is, of `data/class_words.tsv`.
    Role(&'static str),
    /// The field that it names, of `data/page_fields.tsv`.
    Field(&'static str),
}

static ROLES: LazyLock<Hashed<ClassSign>> = LazyLock::new(|| {
    Hashed::new(CLASS_WORDS.iter().map(|row| (word_hash(row.text), ClassSign::Role(row.role))).collect())
});

static FIELDS: LazyLock<Hashed<ClassSign>> = LazyLock::new(|| {
    let rows = PAGE_FIELDS.iter().filter(|row| row.carrier == "class");
    Hashed::new(rows.map(|row| (word_hash(row.text), ClassSign::Field(row.field))).collect())
});

/// The hashes of what opens a pair of words: most words open none.
static OPENINGS: LazyLock<Hashed<()>> = LazyLock::new(|| {
    let pairs = CLASS_WORDS.iter().flat_map(|row| row.text.match_indices('-').map(|(at, _)| row.text.get(..=at)));
    Hashed::new(pairs.flatten().map(|opening| (word_hash(opening), ())).collect())
});

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

fn kind_of(c: char) -> u8 {
    let is = |kind, is| if is { kind } else { 0 };
    KINDS.get(c as usize).copied().unwrap_or_else(|| {
        is(LETTER, c.is_alphabetic())
            | is(SMALL, c.is_lowercase())
            | is(CAPITAL, c.is_uppercase())
            | is(INNER, c.is_alphanumeric())
    })
}

/// Calls `found` with what a token says.
///
/// Roles are those of its words and of neighbours with a hyphen between them: `more__on` and `moreOn` are `more-on`. Fields
/// are those of the whole token, and of the parts between its marks, cut in front of their first ASCII capital.
pub(crate) fn read(token: &str, found: impl FnMut(ClassSign)) {
    let mut reader = Reader {
        tables: (&ROLES, &FIELDS, &OPENINGS),
        has_roles: token.len() <= LONGEST,
        words: Words::default(),
        whole: SEED,
        part: SEED,
        is_cut: false,
        found,
    };
    if token.is_ascii() {
        for byte in token.bytes() {
            let kind = KINDS.get(usize::from(byte)).copied().unwrap_or_default();
            let lower = byte.to_ascii_lowercase();
            reader.add(kind, kind, |hash| add_ascii(hash, lower));
        }
    } else {
        for c in token.chars() {
            let ascii = KINDS.get(c as usize).copied().unwrap_or_default();
            reader.add(kind_of(c), ascii, |hash| add_lower(hash, c));
        }
    }
    reader.end();
}

type Signs = Hashed<ClassSign>;

struct Reader<F> {
    /// Roles, fields, and what opens a pair.
    tables: (&'static Signs, &'static Signs, &'static Hashed<()>),
    has_roles: bool,
    words: Words,
    /// The whole token, and the part in hand, as hashes.
    whole: u32,
    part: u32,
    is_cut: bool,
    found: F,
}

impl<F: FnMut(ClassSign)> Reader<F> {
    /// Adds a character by what it is, what it is in ASCII, and what it makes of a hash.
    #[inline]
    fn add(&mut self, kind: u8, ascii: u8, add: impl Fn(u32) -> u32) {
        if kind & LETTER == 0 || (self.words.small && kind & CAPITAL != 0) {
            self.end_word();
        }
        if self.has_roles {
            self.words.add(kind, &add);
        }
        self.whole = add(self.whole);
        let cuts = ascii & CAPITAL != 0 && self.part != SEED && !self.is_cut;
        if kind & MARK != 0 || cuts {
            self.look_up(self.tables.1, self.part);
            (self.part, self.is_cut) = (SEED, cuts);
        }
        if kind & MARK == 0 {
            self.part = add(self.part);
        }
    }

    fn end(&mut self) {
        self.end_word();
        self.look_up(self.tables.1, self.part);
        if self.whole != self.part {
            self.look_up(self.tables.1, self.whole);
        }
    }

    #[inline]
    fn end_word(&mut self) {
        let Words { word, pair, is_pair, .. } = self.words;
        if word == SEED {
            return;
        }
        self.look_up(self.tables.0, word);
        if let Some(pair) = pair.filter(|_| is_pair) {
            self.look_up(self.tables.0, pair);
        }
        let opening = add_ascii(word, b'-');
        let pair = self.tables.2.may_hold(opening).then_some(opening);
        self.words = Words { pair, ..Words::default() };
    }

    #[inline]
    fn look_up(&mut self, table: &Signs, hash: u32) {
        if table.may_hold(hash) {
            table.of(hash).for_each(&mut self.found);
        }
    }
}

/// The words of a token as hashes: letters up to a mark, a digit, or a capital behind a small letter.
#[derive(Clone, Copy)]
struct Words {
    word: u32,
    /// The word before with a hyphen, and what follows; the mark between them is left out.
    pair: Option<u32>,
    /// Whether something follows.
    is_pair: bool,
    small: bool,
}

impl Default for Words {
    fn default() -> Self {
        Words { word: SEED, pair: None, is_pair: false, small: false }
    }
}

impl Words {
    #[inline]
    fn add(&mut self, kind: u8, add: impl Fn(u32) -> u32) {
        self.small = kind & SMALL != 0;
        if kind & LETTER != 0 {
            self.word = add(self.word);
        }
        if let Some(pair) = self.pair.filter(|_| self.is_pair || kind & INNER != 0) {
            (self.pair, self.is_pair) = (Some(add(pair)), true);
        }
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
            read(token, |sign| signs.push(sign));
            signs
        };
        assert_eq!(signs("c-teaserList"), [Role("related"), Field("other")]);
        assert_eq!(signs("story__sign-up"), [Role("newsletter")]);
        assert_eq!(signs("signUp2"), [Role("newsletter")]);
        assert_eq!(signs("by-line"), [Field("author")]);
        assert_eq!(signs("articleAuthor2__name"), [Role("byline"), Role("byline")]);
        assert_eq!(signs("mtop"), []);
    }
}
