//! Several stories in one file, where something clear parts them.
//!
//! - a row of ten or more equals signs, or of hyphens or stars with blank lines around it and a headline below;
//! - a form feed on a line of its own;
//! - the end-of-text control of one transmission in front of the start of the next (`ETX … SOH`), or `NNNN` in front of
//!   `ZCZC`.

use crate::span::Span;

/// The shortest row of marks that parts stories; shorter ones are section rules.
const ROW: usize = 10;

/// The stories of a text in order; the separators belong to none. One story covers the whole text.
pub(super) fn split(text: &str) -> Vec<Span> {
    let parted = memchr::memmem::find(text.as_bytes(), &[b'='; ROW]).is_some()
        || memchr::memchr2(0x03, 0x0C, text.as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), b"NNNN").is_some();
    if !parted {
        return vec![Span::new(0, text.len())];
    }
    let mut stories = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut closed = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_matches(|c: char| c.is_whitespace() && c != '\x0C');
        let next = at + line.len();
        if is_separator(bare) {
            stories.push(Span::new(start, at));
            start = next;
            closed = false;
        } else if closed && starts_transmission(bare) {
            stories.push(Span::new(start, at));
            start = at;
            closed = false;
        } else if bare.ends_with('\u{03}') || bare == "NNNN" {
            closed = true;
        }
        at = next;
    }
    stories.push(Span::new(start, text.len()));
    stories.retain(|story| story.of(text).contains(|c: char| c.is_alphanumeric()));
    if stories.len() <= 1 { vec![Span::new(0, text.len())] } else { stories }
}

fn is_separator(bare: &str) -> bool {
    bare == "\x0C" || (bare.len() >= ROW && bare.bytes().all(|b| b == b'='))
}

fn starts_transmission(bare: &str) -> bool {
    bare.starts_with(['\u{01}', '\u{05}', '\u{16}']) || bare.starts_with("ZCZC")
}
