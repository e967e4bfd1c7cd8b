//! Chinese expressions of time: figures and words stand without spaces, so they are read character by character.

use crate::article::TimeValue;
use crate::grammar::token::Token;

/// Marks the expressions of a sentence.
pub(super) fn find(_text: &str, _tokens: &[Token], _times: &mut Vec<TimeValue>) {}
