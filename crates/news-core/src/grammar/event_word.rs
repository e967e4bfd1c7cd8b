//! The nouns that events are named by.

use std::sync::LazyLock;

use super::hashed::Hashed;
use super::token::word_hash;
use crate::generated::{EVENT_WORDS, EventWord};

/// What an event word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventRole {
    /// Names an event with the words around it: `drills`.
    Head,
    /// Does so where it has a capital itself: `Cup`.
    Name,
    /// May stand between a name and the head: `joint`.
    Modifier,
}

static WORDS: LazyLock<Hashed<&'static EventWord>> =
    LazyLock::new(|| Hashed::new(EVENT_WORDS.iter().map(|row| (word_hash(row.form), row)).collect()));

/// Role and kind of a word, by its hash, in a language.
pub(crate) fn event_word(hash: u32, lang: &str) -> Option<(EventRole, &'static str)> {
    let row = WORDS.of(hash).find(|row| row.langs.split(',').any(|one| lang.starts_with(one)))?;
    let role = match row.how {
        "head" => EventRole::Head,
        "name" => EventRole::Name,
        _ => EventRole::Modifier,
    };
    Some((role, row.kind))
}
