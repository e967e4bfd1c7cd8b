//! Marks on the text: painted, or named in a column at the left.

use std::io::{self, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use news_core::{Article, Span};

use super::marks::{Kind, Mark};
use crate::visible::visible;

type View = AutoStream<StdoutLock<'static>>;

const TITLE: Style = Style::new().bold().underline();

/// A line above one of several stories.
pub(super) fn title(view: &mut View, words: &str) -> io::Result<()> {
    writeln!(view, "{TITLE}{words}{TITLE:#}\n")
}

/// Whether marks are shown by color.
pub(super) fn is_painted(view: &View) -> bool {
    view.current_choice() != ColorChoice::Never
}

/// The text of an article with its marks.
pub(super) fn article(view: &mut View, article: &Article, marks: &[Mark]) -> io::Result<()> {
    if is_painted(view) {
        write!(view, "{}{}", painted(&article.text, marks), legend(marks))
    } else {
        write!(view, "{}", with_column(&article.text, marks))
    }
}

/// The lines of a text with their places, blank lines at both ends left out.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let start = text.len() - text.trim_start_matches(['\n', '\r']).len();
    let body = Span::new(start, text.trim_end().len().max(start));
    body.of(text).split('\n').scan(start, |at, line| {
        let span = Span::new(*at, *at + line.len());
        *at = span.end() + 1;
        Some(span)
    })
}

fn painted(text: &str, marks: &[Mark]) -> String {
    // Short spans go over long ones, fields over blocks: each byte ends up with the innermost kind.
    let mut order: Vec<&Mark> = marks.iter().collect();
    order.sort_by_key(|mark| (usize::MAX - mark.span.len(), mark.label.is_none()));
    let mut paint: Vec<Option<Kind>> = vec![None; text.len()];
    for mark in order {
        if let Some(bytes) = paint.get_mut(mark.span.start()..mark.span.end()) {
            bytes.fill(Some(mark.kind));
        }
    }
    let mut out = String::with_capacity(text.len() * 2);
    for line in lines(text) {
        let mut start = line.start();
        while start < line.end() {
            let kind = paint.get(start).copied().flatten();
            let same = paint.iter().skip(start).take(line.end() - start).take_while(|&&other| other == kind).count();
            let run = Span::new(start, start + same);
            let style = kind.map_or_else(Style::new, Kind::style);
            // The CR of a CRLF would lose its partner here; it says nothing in a view.
            let words = run.of(text).trim_end_matches('\r');
            out.extend([style.render().to_string().as_str(), &visible(words), &style.render_reset().to_string()]);
            start = run.end();
        }
        out.push('\n');
    }
    out
}

/// The kinds that occur, each in its own paint.
fn legend(marks: &[Mark]) -> String {
    let mut kinds: Vec<Kind> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.kind != Kind::Paragraph) {
        if !kinds.contains(&mark.kind) {
            kinds.push(mark.kind);
        }
    }
    if kinds.is_empty() {
        return String::new();
    }
    let names: Vec<String> = kinds.iter().map(|kind| format!("{0}{1}{0:#}", kind.style(), kind.name())).collect();
    format!("\n{}\n", names.join("  "))
}

fn with_column(text: &str, marks: &[Mark]) -> String {
    let rows: Vec<(String, Span)> = lines(text).map(|line| (names_at(line, marks), line)).collect();
    let width = rows.iter().map(|(names, _)| names.len()).max().unwrap_or(0);
    let mut out = String::with_capacity(text.len() * 2);
    for (names, line) in rows {
        let words = line.of(text).trim_end_matches('\r');
        out.push_str(format!("{names:>width$} | {}", visible(words)).trim_end());
        out.push('\n');
    }
    out
}

/// What starts on a line, the outermost only; a paragraph is named where nothing else is.
fn names_at(line: Span, marks: &[Mark]) -> String {
    let first = marks.partition_point(|mark| mark.span.start() < line.start());
    let here = marks.iter().skip(first).take_while(|mark| mark.span.start() < line.end().max(line.start() + 1));
    let mut covered = line.start();
    let (mut names, mut prose): (Vec<String>, Option<String>) = (Vec::new(), None);
    for mark in here {
        let name = mark.label.clone().unwrap_or_else(|| mark.kind.name());
        if mark.kind == Kind::Paragraph {
            prose = prose.or(Some(name));
        } else if mark.span.start() >= covered {
            // A block covers nothing: what is said in a list or a caption is named beside it.
            covered = if mark.label.is_none() { mark.span.end() } else { covered };
            names.extend((!names.contains(&name)).then_some(name));
        }
    }
    if names.is_empty() { prose.unwrap_or_default() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, kind: Kind) -> Mark {
        Mark { span: Span::new(start, end), kind, label: None }
    }

    #[test]
    fn inner_marks_are_painted_over_outer_ones() {
        let text = "OSLO, May 2 - Go\r\n";
        let marks = [mark(0, 16, Kind::Paragraph), mark(0, 13, Kind::Dateline), mark(0, 4, Kind::Place)];
        let plain: String = painted(text, &marks).replace('\x1b', "^");
        assert_eq!(plain, "^[1m^[33mOSLO^[0m^[33m, May 2 -^[0m Go\n");
        assert_eq!(with_column(text, &marks), "dateline | OSLO, May 2 - Go\n");
    }

    #[test]
    fn lines_know_their_places() {
        let spans: Vec<_> = lines("\n\nab\n\ncd\n\n").map(|span| (span.start(), span.end())).collect();
        assert_eq!(spans, [(2, 4), (5, 5), (6, 8)]);
    }
}
