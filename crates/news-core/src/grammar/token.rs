//! Words, numbers and marks with their spans: what every pass over prose reads instead of characters.
//!
//! A word is a run of letters and digits; apostrophes, full stops, hyphens and `&` stay inside it where letters follow
//! (`Shoigu's`, `U.S`, `anti-crisis`, `AT&T`), commas inside numbers (`1,000`). The stop behind `U.S.` is a token of its own:
//! whether it ends a sentence is not decided here. Scripts without spaces give one token a character.

use super::words::{is_cjk, small};
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A run that starts with a letter.
    Word,
    /// A run that starts with a digit.
    Number,
    /// A quotation mark or apostrophe that stands outside words: `"`, `“`, `''`, `«`, `'` …
    Mark,
    /// Anything else: one character, or a run of full stops or hyphens.
    Sign,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) kind: TokenKind,
    shape: u8,
    /// Hash of the word in lower case (FNV-1a, 32 bits): equal words have equal hashes.
    pub(crate) hash: u32,
}

const UPPER: u8 = 1;
const ALL_UPPER: u8 = 2;
const DIGIT: u8 = 4;
const HYPHEN: u8 = 8;
const POSSESSIVE: u8 = 16;
const SPACE_BEFORE: u8 = 32;
const SPACE_BEHIND: u8 = 64;

impl Token {
    /// Whether the word starts with an upper-case letter.
    pub(crate) fn is_upper(self) -> bool {
        self.shape & UPPER != 0
    }

    /// Whether all its letters are upper case; a single letter is.
    pub(crate) fn is_all_upper(self) -> bool {
        self.shape & ALL_UPPER != 0
    }

    /// Whether it holds a digit.
    pub(crate) fn has_digit(self) -> bool {
        self.shape & DIGIT != 0
    }

    /// Whether it holds a hyphen.
    pub(crate) fn has_hyphen(self) -> bool {
        self.shape & HYPHEN != 0
    }

    /// Whether it ends in `'s` or `’s`.
    pub(crate) fn is_possessive(self) -> bool {
        self.shape & POSSESSIVE != 0
    }

    /// Whether white space or the start of its region stands before it.
    pub(crate) fn has_space_before(self) -> bool {
        self.shape & SPACE_BEFORE != 0
    }

    /// Whether white space or the end of its region stands behind it.
    pub(crate) fn has_space_behind(self) -> bool {
        self.shape & SPACE_BEHIND != 0
    }

    /// Whether it is a word or number.
    pub(crate) fn is_word(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// All flags of the shape as bits, for hashing.
    pub(crate) fn shape(self) -> u8 {
        self.shape
    }

    /// The word without a possessive ending.
    pub(crate) fn bare(self, text: &str) -> Span {
        let word = self.span.of(text);
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        Span::new(self.span.start(), self.span.start() + bare.len())
    }
}

/// The hash that [`Token::hash`] has for this word.
pub(crate) fn word_hash(word: &str) -> u32 {
    let mut hash = SEED;
    for c in word.chars() {
        hash = add_lower(hash, c);
    }
    hash
}

/// Offset basis and prime of FNV-1a with 32 bits (draft-eastlake-fnv).
pub(super) const SEED: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// Adds a character in lower case.
#[inline]
pub(super) fn add_lower(hash: u32, c: char) -> u32 {
    if let Ok(byte) = u8::try_from(c)
        && c.is_ascii()
    {
        return add_ascii(hash, byte.to_ascii_lowercase());
    }
    // A curly apostrophe is the same letter as a straight one.
    if c == '’' {
        return add_ascii(hash, b'\'');
    }
    let add = |hash: u32, c| (hash ^ u32::from(c)).wrapping_mul(PRIME);
    match small(c) {
        Some(small) => add(hash, small),
        None => c.to_lowercase().fold(hash, add),
    }
}

/// Adds an ASCII character that has no capital, or is in lower case.
#[inline]
pub(super) fn add_ascii(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(PRIME)
}

/// Appends the tokens of `region` to `tokens`.
pub(crate) fn split(text: &str, region: Span, tokens: &mut Vec<Token>) {
    let slice = region.of(text);
    let (mut at, mut space) = (0, SPACE_BEFORE);
    let first = tokens.len();
    while let Some(c) = char_at(slice, at) {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() {
            space = SPACE_BEFORE;
            if tokens.len() > first {
                tokens.last_mut().into_iter().for_each(|token| token.shape |= SPACE_BEHIND);
            }
            continue;
        }
        let (kind, mut shape, mut hash) = (kind_of(c), 0, add_lower(SEED, c));
        match kind {
            TokenKind::Word | TokenKind::Number if !is_cjk(c) => (at, shape, hash) = word(slice, start, c, kind),
            // `''`, two back-quotes, `...` and `--` are one mark each.
            _ if matches!(c, '\'' | '`' | '.' | '-') => {
                let most = if matches!(c, '\'' | '`') { start + 2 } else { usize::MAX };
                while at < most && char_at(slice, at) == Some(c) {
                    at += 1;
                    hash = add_lower(hash, c);
                }
            }
            _ => {}
        }
        let span = Span::new(region.start() + start, region.start() + at);
        tokens.push(Token { span, kind, shape: shape | space, hash });
        space = 0;
    }
    if tokens.len() > first {
        tokens.last_mut().into_iter().for_each(|token| token.shape |= SPACE_BEHIND);
    }
}

fn char_at(slice: &str, at: usize) -> Option<char> {
    slice.get(at..)?.chars().next()
}

/// The end, shape and hash of the word or number that starts at `start` with `c`.
fn word(slice: &str, start: usize, c: char, kind: TokenKind) -> (usize, u8, u32) {
    let (mut end, mut hash) = (start + c.len_utf8(), add_lower(SEED, c));
    let (mut letters, mut uppers) = (u32::from(c.is_alphabetic()), u32::from(c.is_uppercase()));
    let mut shape = if c.is_uppercase() { UPPER } else { 0 } | if c.is_numeric() { DIGIT } else { 0 };
    loop {
        // Most of all words.
        while let Some(byte) = slice.as_bytes().get(end).filter(|byte| byte.is_ascii_alphanumeric()) {
            hash = (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
            letters += u32::from(byte.is_ascii_alphabetic());
            uppers += u32::from(byte.is_ascii_uppercase());
            shape |= if byte.is_ascii_digit() { DIGIT } else { 0 };
            end += 1;
        }
        let Some(c) = char_at(slice, end) else { break };
        let inner = c.is_alphanumeric() && !is_cjk(c);
        let behind = || char_at(slice, end + c.len_utf8());
        let joins = inner || is_combining(c) || (is_joiner(c, kind) && behind().is_some_and(|next| joinable(c, next)));
        if !joins {
            break;
        }
        end += c.len_utf8();
        hash = add_lower(hash, c);
        if inner {
            letters += u32::from(c.is_alphabetic());
            uppers += u32::from(c.is_uppercase());
            shape |= if c.is_numeric() { DIGIT } else { 0 };
        } else if matches!(c, '-' | '‐' | '‑') {
            shape |= HYPHEN;
        }
    }
    if letters > 0 && letters == uppers {
        shape |= ALL_UPPER;
    }
    let word = slice.get(start..end).unwrap_or_default();
    if word.ends_with("'s") || word.ends_with("’s") {
        shape |= POSSESSIVE;
    }
    (end, shape, hash)
}

fn kind_of(c: char) -> TokenKind {
    if c.is_alphabetic() {
        TokenKind::Word
    } else if c.is_numeric() {
        TokenKind::Number
    } else if is_mark(c) {
        TokenKind::Mark
    } else {
        TokenKind::Sign
    }
}

/// Whether the character is a quotation mark of some family, or an apostrophe.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '_' | '\u{AD}')
}

fn is_joiner(c: char, kind: TokenKind) -> bool {
    matches!(c, '\'' | '’' | '.' | '-' | '‐' | '‑' | '&') || (c == ',' && kind == TokenKind::Number)
}

fn joinable(joiner: char, next: char) -> bool {
    if joiner == ',' { next.is_numeric() } else { next.is_alphanumeric() && !is_cjk(next) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        split(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_keep_what_joins_them() {
        assert_eq!(
            words("Shoigu’s U.S. anti-crisis plan, 1,000 men."),
            ["Shoigu’s", "U.S", ".", "anti-crisis", "plan", ",", "1,000", "men", "."]
        );
        assert_eq!(
            words("``It's,'' he said... -- 'no'"),
            ["``", "It's", ",", "''", "he", "said", "...", "--", "'", "no", "'"]
        );
        assert_eq!(words("他说"), ["他", "说"]);
    }

    #[test]
    fn equal_words_have_equal_hashes() {
        assert_eq!(word_hash("Don’t"), word_hash("don't"));
        let mut tokens = Vec::new();
        split("Élan", Span::new(0, 5), &mut tokens);
        assert_eq!(tokens[0].hash, word_hash("élan"));
    }
}
