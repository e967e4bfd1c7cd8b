//! Places in an input: line, column, and the line drawn with a caret.

use crate::failure::input_name;
use crate::visible::{visible, width};

/// Where something was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The input as typed; `-` is stdin.
    pub(crate) input: String,
    /// The line of the record, for an input that holds a record per line.
    pub(crate) record_line: Option<usize>,
    /// The member of the record that is meant, as a JSON pointer; lines are then lines of that member's text.
    pub(crate) pointer: Option<String>,
    pub(crate) start: Option<Position>,
    pub(crate) end: Option<Position>,
    pub(crate) excerpt: Option<Excerpt>,
}

/// Line and column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// One line of the text, cut to what a terminal shows, and where the carets go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) indent: usize,
    pub(crate) carets: usize,
}

/// A place in an input as a whole.
pub(crate) fn whole(input: &str) -> Place {
    Place { input: input.to_owned(), ..Place::default() }
}

/// The most characters of a line that are drawn, and how many of them stand in front of the place.
const LINE: usize = 96;
const BEFORE: usize = 32;

impl Place {
    /// The same place with its line and column: bytes `start..end` of a text.
    pub(crate) fn at(mut self, lines: &Lines<'_>, start: usize, end: usize) -> Self {
        let (first, line) = lines.at(start);
        self.start = Some(first);
        self.end = Some(lines.at(end).0);
        let marked = lines.text.get(start..end).and_then(|marked| marked.lines().next()).unwrap_or_default();
        self.excerpt = Some(excerpt(first, line, marked));
        self
    }

    /// `file.txt:14:1`, `records.jsonl:3#/headline`, …
    pub(crate) fn name(&self) -> String {
        let line = self.record_line.map(|line| format!(":{line}"));
        let pointer = self.pointer.as_ref().map(|pointer| format!("#{pointer}"));
        let start = self.start.map(|Position { line, column }| format!(":{line}:{column}"));
        let parts = [line, pointer, start].into_iter().flatten();
        [input_name(&self.input).to_owned()].into_iter().chain(parts).collect()
    }
}

/// A text with its line starts, so that many places in it cost one pass.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Lines<'a> {
        let behind_ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines { text, starts: std::iter::once(0).chain(behind_ends).collect() }
    }

    /// The position of a byte, and the line it is on.
    fn at(&self, byte: usize) -> (Position, &'a str) {
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(start..byte).map_or(0, |before| before.chars().count()) + 1;
        let words = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        (Position { line, column }, words)
    }
}

fn excerpt(start: Position, line: &str, marked: &str) -> Excerpt {
    let at = start.column - 1;
    let skip = if line.chars().count() <= LINE { 0 } else { at.saturating_sub(BEFORE) };
    let cut = |from: usize, to: usize| {
        let part: String = line.chars().skip(from).take(to.saturating_sub(from)).collect();
        visible(&part.replace('\t', " ")).into_owned()
    };
    let front = if skip > 0 { "…" } else { "" };
    let back = if line.chars().count() > skip + LINE { "…" } else { "" };
    let before = format!("{front}{}", cut(skip, at));
    let stop = (at + marked.chars().count()).min(skip + LINE);
    let carets = width(&cut(at, stop)).max(1);
    Excerpt {
        line: start.line,
        text: format!("{front}{}{back}", cut(skip, skip + LINE)),
        indent: width(&before),
        carets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, marked: &str) -> (String, String) {
        let start = text.find(marked).unwrap();
        let excerpt = whole("a.txt").at(&Lines::new(text), start, start + marked.len()).excerpt.unwrap();
        (excerpt.text, format!("{}{}", " ".repeat(excerpt.indent), "^".repeat(excerpt.carets)))
    }

    #[test]
    fn carets_stand_under_what_they_mean() {
        assert_eq!(draw("one\ntwo three\nfour", "three"), ("two three".into(), "    ^^^^^".into()));
        assert_eq!(draw("東京 7月", "7月"), ("東京 7月".into(), "     ^^^".into()));
        assert_eq!(draw("a\u{1}b", "b"), (r"a\x01b".into(), "     ^".into()));
        assert_eq!(draw("one two\nthree", "two\nthree"), ("one two".into(), "    ^^^".into()));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}here{}", "x".repeat(200), "y".repeat(200));
        let (line, carets) = draw(&text, "here");
        assert_eq!(line.chars().count(), LINE + 2);
        assert_eq!(carets, format!("{}^^^^", " ".repeat(BEFORE + 1)));
    }

    #[test]
    fn places_have_names() {
        let place = whole("-").at(&Lines::new("a\nbc\n"), 3, 4);
        assert_eq!((place.name().as_str(), place.end), ("<stdin>:2:2", Some(Position { line: 2, column: 3 })));
    }
}
