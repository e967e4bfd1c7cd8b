//! Text on its way to a terminal: what a terminal would obey is shown instead.

use std::borrow::Cow;
use std::fmt::Write;

/// Shows control characters as escapes (`\x1b`), and the marks that turn the direction of text around, which can make a
/// line look like another. Tabs and line ends stay; the CR of a CRLF is dropped.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_risky) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            c if !is_risky(c) => out.push(c),
            c if c.is_ascii() => write!(out, "\\x{:02x}", u32::from(c)).expect("strings take everything"),
            c => write!(out, "\\u{{{:x}}}", u32::from(c)).expect("strings take everything"),
        }
    }
    Cow::Owned(out)
}

fn is_risky(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Columns that a terminal gives a text: two for East Asian characters and pictures, none for combining marks.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Ranges in rough: a caret that is one column off does less harm than a table of all of Unicode.
fn char_width(c: char) -> usize {
    match c {
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

/// Rows in columns, two spaces between.
pub(crate) fn table<R: AsRef<[String]>>(rows: &[R]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        let cells = row.as_ref();
        widths.resize(widths.len().max(cells.len()), 0);
        widths.iter_mut().zip(cells).for_each(|(column, cell)| *column = width(cell).max(*column));
    }
    let mut out = String::new();
    for row in rows {
        let cells = row.as_ref().iter().zip(&widths);
        let padded = cells.map(|(cell, column)| format!("{cell}{}", " ".repeat(column - width(cell))));
        out.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_commanded() {
        assert_eq!(visible("a\x1b[2Jb\u{9b}c\u{202e}d"), r"a\x1b[2Jb\u{9b}c\u{202e}d");
        assert_eq!(visible("a\r\nb\rc\td\n"), "a\nb\\x0dc\td\n");
    }
}
