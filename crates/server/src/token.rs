//! Tokens: who may have documents read.
//!
//! A configuration holds digests, so that who reads it learns no secret; logs and limits know a token by its name.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A name for logs and limits, and the SHA-256 digest of the secret that a client sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    name: String,
    digest: [u8; 32],
}

/// Why a name and a digest are no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadToken(String);

impl Token {
    /// A token by its name and by the digest of its secret in 64 hexadecimal digits, as `printf %s "$SECRET" | sha256sum`
    /// prints it.
    ///
    /// # Errors
    /// If the name is not 1 to 64 visible ASCII characters, or the digest is none.
    pub fn new(name: &str, digest: &str) -> Result<Self, BadToken> {
        if !(1..=64).contains(&name.len()) || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BadToken(format!("token name: expected 1 to 64 visible ASCII characters, got {name:?}")));
        }
        // What is no digest may be the secret itself, so that it is not repeated.
        let refused = || BadToken(format!("token {name}: expected a SHA-256 digest of 64 hexadecimal digits"));
        let digest = unhex(digest).ok_or_else(refused)?;
        Ok(Token { name: name.to_owned(), digest })
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The place in `tokens` of the one whose secret this is. How long the search takes tells nothing about them.
    pub(crate) fn find(tokens: &[Token], secret: &str) -> Option<usize> {
        let digest: [u8; 32] = Sha256::digest(secret).into();
        let is_of = |token: &Token| bool::from(token.digest.ct_eq(&digest));
        tokens.iter().enumerate().fold(None, |found, (idx, token)| if is_of(token) { Some(idx) } else { found })
    }
}

impl fmt::Display for BadToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for BadToken {}

fn unhex(digits: &str) -> Option<[u8; 32]> {
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return None };
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let bytes: Option<Vec<u8>> = pairs.iter().map(|[high, low]| Some(value(*high)? << 4 | value(*low)?)).collect();
    bytes?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of `open`, by sha256sum.
    const OPEN: &str = "2348f998744212575d85959674f9607ab26f67708a917157472832386337c904";

    #[test]
    fn a_secret_is_found_by_its_digest() {
        let other = "00".repeat(32);
        let tokens = [Token::new("other", &other).unwrap(), Token::new("desk", OPEN).unwrap()];
        assert_eq!(Token::find(&tokens, "open"), Some(1));
        assert_eq!(Token::find(&tokens, "Open"), None);
        assert_eq!(Token::find(&tokens, ""), None);
        assert_eq!(tokens[1], Token::new("desk", &OPEN.to_uppercase()).unwrap());
    }

    #[test]
    fn what_is_no_token_is_refused_without_repeating_it() {
        for bad in ["", "hunter2", &format!("{OPEN}0"), &OPEN.replace('2', "g")] {
            let message = Token::new("desk", bad).unwrap_err().to_string();
            assert_eq!(message, "token desk: expected a SHA-256 digest of 64 hexadecimal digits");
        }
        let message = Token::new("a desk", OPEN).unwrap_err().to_string();
        assert_eq!(message, "token name: expected 1 to 64 visible ASCII characters, got \"a desk\"");
    }
}
