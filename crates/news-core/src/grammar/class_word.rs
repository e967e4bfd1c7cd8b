//! Words in the tokens of `class`, `id` and the like: what part of a page an element is, and which field of the article.
//!
//! A token is read letter by letter once: its words, their neighbours in pairs and its parts are hashes that grow, and most
//! cost one look at one bit.

use std::sync::LazyLock;

use super::hashed::Hashed;
use super::token::{SEED, add_lower, word_hash};
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

/// The longest token with roles: names made by a build step are long and say nothing.
const LONGEST: usize = 80;

/// Calls `found` with what a token says.
///
/// Roles are those of its words and of neighbours with a hyphen between them: `more__on` and `moreOn` are `more-on`. Fields
/// are those of the whole token, and of the parts between its marks, cut in front of their first capital.
pub(crate) fn read(token: &str, found: &mut dyn FnMut(ClassSign)) {
    let (roles, fields) = (&*ROLES, &*FIELDS);
    let has_roles = token.len() <= LONGEST;
    let mut look_up = |table: &Hashed<ClassSign>, hash: u32| table.of(hash).for_each(&mut *found);
    let (mut words, mut whole, mut part, mut is_cut) = (Words::default(), SEED, SEED, false);
    for c in token.chars() {
        if has_roles {
            words.add(c, &mut |hash| look_up(roles, hash));
        }
        whole = add_lower(whole, c);
        let is_mark = matches!(c, '-' | '_' | '.' | ':' | '/');
        let cuts = c.is_ascii_uppercase() && part != SEED && !is_cut;
        if is_mark || cuts {
            look_up(fields, part);
            (part, is_cut) = (SEED, cuts);
        }
        part = if is_mark { part } else { add_lower(part, c) };
    }
    words.end(&mut |hash| look_up(roles, hash));
    look_up(fields, part);
    if whole != part {
        look_up(fields, whole);
    }
}

/// The words of a token as hashes: letters up to a mark, a digit, or a capital behind a small letter.
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
    fn add(&mut self, c: char, look: &mut dyn FnMut(u32)) {
        let is_letter = c.is_alphabetic();
        if !is_letter || (self.small && c.is_uppercase()) {
            self.end(look);
        }
        self.small = c.is_lowercase();
        if is_letter {
            self.word = add_lower(self.word, c);
        }
        if let Some(pair) = self.pair.filter(|_| self.is_pair || c.is_alphanumeric()) {
            (self.pair, self.is_pair) = (Some(add_lower(pair, c)), true);
        }
    }

    /// Ends a word.
    fn end(&mut self, look: &mut dyn FnMut(u32)) {
        if self.word == SEED {
            return;
        }
        look(self.word);
        if let Some(pair) = self.pair.filter(|_| self.is_pair) {
            look(pair);
        }
        *self = Words { pair: Some(add_lower(self.word, '-')), ..Words::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_at_marks_and_capitals() {
        let signs = |token| {
            let mut signs = Vec::new();
            read(token, &mut |sign| signs.push(sign));
            signs
        };
        use ClassSign::{Field, Role};
        assert_eq!(signs("c-teaserList"), [Role("related"), Field("other")]);
        assert_eq!(signs("story__sign-up"), [Role("newsletter")]);
        assert_eq!(signs("signUp2"), [Role("newsletter")]);
        assert_eq!(signs("by-line"), [Field("author")]);
        assert_eq!(signs("articleAuthor2__name"), []);
        assert_eq!(signs("mtop"), []);
    }
}
