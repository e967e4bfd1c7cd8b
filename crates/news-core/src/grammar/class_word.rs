//! Words in the tokens of `class`, `id` and the like: what part of a page an element is, and which field of the article.
//!
//! A token is read letter by letter once: its words and parts are hashes that grow, and most cost one look at one bit.

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

/// What any other character is.
#[cold]
fn kind_of(c: char) -> u8 {
    let is = |kind, is| if is { kind } else { 0 };
    is(LETTER, c.is_alphabetic())
        | is(SMALL, c.is_lowercase())
        | is(CAPITAL, c.is_uppercase())
        | is(INNER, c.is_alphanumeric())
}

type Signs = Hashed<ClassSign>;

/// Calls `found` with what a token says.
///
/// Roles are those of its words and of neighbours with a hyphen between them: `more__on` and `moreOn` are `more-on`. Words are
/// letters up to a mark, a digit, or a capital behind a small letter. Fields are those of the whole token, and of the parts
/// between its marks, cut in front of their first ASCII capital.
pub(crate) fn read(token: &str, mut found: impl FnMut(ClassSign)) {
    let fields: &Signs = &FIELDS;
    let mut pairs = Pairs { tables: (&ROLES, &OPENINGS), token, opening: None, behind: usize::MAX };
    let has_roles = token.len() <= LONGEST;
    // The word in hand with its start, the part in hand, and the whole token so far.
    let (mut word, mut word_start, mut part, mut whole) = (SEED, 0, SEED, SEED);
    let (mut small, mut is_cut) = (false, false);
    let mut at = 0;
    loop {
        // Most of all characters.
        let run = at;
        while let Some(byte) = token.as_bytes().get(at).filter(|byte| byte.is_ascii_lowercase()) {
            (word, part, whole) = (add_ascii(word, *byte), add_ascii(part, *byte), add_ascii(whole, *byte));
            at += 1;
        }
        small |= at > run;
        let Some(byte) = token.as_bytes().get(at) else { break };
        let start = at;
        let (kind, c) = if let Some(kind) = KINDS.get(usize::from(*byte)) {
            (*kind, char::from(*byte))
        } else {
            let c = token.get(start..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            (kind_of(c), c)
        };
        at += c.len_utf8();
        let is_letter = kind & LETTER != 0;
        if !is_letter || (small && kind & CAPITAL != 0) {
            if has_roles {
                pairs.end_word(word, (word_start, start), kind & INNER != 0, &mut found);
            }
            (word, word_start) = (SEED, if is_letter { start } else { at });
        }
        small = kind & SMALL != 0;
        let is_cutting = kind & CAPITAL != 0 && byte.is_ascii() && part != SEED && !is_cut;
        if kind & MARK != 0 || is_cutting {
            look_up(fields, part, &mut found);
            (part, is_cut) = (SEED, is_cutting);
        }
        whole = add_lower(whole, c);
        if is_letter {
            word = add_lower(word, c);
        }
        if kind & MARK == 0 {
            part = add_lower(part, c);
        }
    }
    if has_roles {
        pairs.end_word(word, (word_start, at), false, &mut found);
    }
    look_up(fields, part, &mut found);
    if whole != part {
        look_up(fields, whole, &mut found);
    }
}

#[inline]
fn look_up(table: &Signs, hash: u32, found: &mut impl FnMut(ClassSign)) {
    if table.may_hold(hash) {
        table.of(hash).for_each(found);
    }
}

/// The words of a token, one after the other, with the one before each.
struct Pairs<'t> {
    /// Roles, and what opens a pair.
    tables: (&'static Signs, &'static Hashed<()>),
    token: &'t str,
    /// The word before with a hyphen, if that opens a pair.
    opening: Option<u32>,
    /// Where behind the word before a figure, or a letter, stands that ended it or came before the next one.
    behind: usize,
}

impl Pairs<'_> {
    /// Ends the word in hand, if there is one, at a character that is a letter or figure (`inner`) or not.
    #[inline]
    fn end_word(&mut self, word: u32, place: (usize, usize), inner: bool, found: &mut impl FnMut(ClassSign)) {
        let here = if inner { place.1 } else { usize::MAX };
        if word == SEED {
            self.behind = self.behind.min(here);
            return;
        }
        look_up(self.tables.0, word, found);
        if let Some(opening) = self.opening {
            let second = self.token.get(self.behind.min(place.0)..place.1).unwrap_or_default();
            look_up(self.tables.0, second.chars().fold(opening, add_lower), found);
        }
        let opening = add_ascii(word, b'-');
        self.opening = self.tables.1.may_hold(opening).then_some(opening);
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
