//! People and organisations: names, roles and pronouns, each mention with its entity.

use std::ops::Range;

use super::tokens::Tokens;
use crate::article::{Abbrev, Article, Org, Person};

/// Who is named or meant: people and organisations in the order of their first mention.
pub(crate) struct Names {
    pub(crate) people: Vec<Person>,
    pub(crate) orgs: Vec<Org>,
}

/// Finds names and links every later mention to its entity.
pub(crate) fn find(
    _article: &Article,
    _tokens: &Tokens,
    _sentences: &[Range<usize>],
    _abbreviations: &[Abbrev],
) -> Names {
    Names { people: Vec::new(), orgs: Vec::new() }
}
