//! A position in a text that moves forward by characters, words and marks.

use crate::span::Span;

/// Reads `text` from `at` to `end`, both on character boundaries.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
    /// The text up to the end of the span.
    until: &'a str,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str, span: Span) -> Self {
        Cursor { text, at: span.start(), until: Span::new(0, span.end()).of(text) }
    }

    /// The end of the span.
    pub(crate) fn end(&self) -> usize {
        self.until.len()
    }

    pub(crate) fn rest(&self) -> &'a str {
        self.until.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.bump();
        }
        found
    }

    pub(crate) fn eat_str(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Steps over characters that fit and gives their span.
    pub(crate) fn take_while(&mut self, mut fits: impl FnMut(char) -> bool) -> Span {
        let start = self.at;
        let rest = self.rest();
        let len = rest.char_indices().find(|&(_, c)| !fits(c)).map_or(rest.len(), |(at, _)| at);
        self.at += len;
        Span::new(start, self.at)
    }

    /// Steps over white space, line breaks of hard-wrapped copy among it.
    pub(crate) fn skip_spaces(&mut self) -> Span {
        self.take_while(char::is_whitespace)
    }

    /// A number of at most `max` digits, full-width digits among them, not followed by another digit.
    pub(crate) fn number(&mut self, max: usize) -> Option<u32> {
        let before = self.at;
        let mut value = 0;
        let mut count = 0;
        while let Some(digit) = self.peek().and_then(digit) {
            self.bump();
            count += 1;
            if count > max {
                self.at = before;
                return None;
            }
            value = value * 10 + digit;
        }
        (count > 0).then_some(value)
    }

    /// The span up to the first `close` within `max` bytes of one line; the cursor stands behind it afterwards.
    pub(crate) fn group(&mut self, close: char, max: usize) -> Option<Span> {
        let start = self.at;
        let (len, _) =
            self.rest().char_indices().take_while(|&(at, c)| at <= max && c != '\r').find(|&(_, c)| c == close)?;
        self.at = start + len + close.len_utf8();
        Some(Span::new(start, start + len))
    }
}

/// The value of an ASCII or full-width digit.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{FF10}'..='\u{FF19}' => Some(c as u32 - 0xFF10),
        _ => None,
    }
}

/// `span` without white space and control characters at its ends.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let start = slice.len() - slice.trim_start_matches(is_blank).len();
    let end = slice.trim_end_matches(is_blank).len();
    if start >= end {
        Span::new(span.start(), span.start())
    } else {
        Span::new(span.start() + start, span.start() + end)
    }
}

/// White space, or a control character of the transmission.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}')
}
