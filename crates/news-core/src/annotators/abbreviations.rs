//! Abbreviations and what they stand for.

use super::tokens::Tokens;
use crate::article::Abbrev;

/// Finds abbreviations in text order.
pub(crate) fn find(_text: &str, _tokens: &Tokens) -> Vec<Abbrev> {
    Vec::new()
}
