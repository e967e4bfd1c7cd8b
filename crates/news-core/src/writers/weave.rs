//! Prose with its marks as markup around words.

use super::flow::Flow;
use super::marks::{Mark, within};
use crate::article::Article;
use crate::span::Span;

/// How text and marks are written.
pub(super) struct Style {
    pub(super) escape: fn(char, &mut String),
    pub(super) open: fn(&Mark<'_>) -> String,
    pub(super) close: fn(&Mark<'_>) -> String,
}

/// A stretch of the text on one line, with those of the `marks` that lie inside it. They are in order, and none crosses another.
pub(super) fn weave(article: &Article, span: Span, marks: &[Mark<'_>], style: &Style) -> String {
    let slice = |start: usize, end: usize| article.text.get(start..end).unwrap_or_default();
    let mut flow = Flow::new(style.escape);
    let mut around: Vec<&Mark<'_>> = Vec::new();
    let mut at = span.start();
    let inside = within(marks, span).iter().filter(|mark| span.contains(mark.span));
    for mark in inside.map(Some).chain([None]) {
        let until = mark.map_or(span.end(), |mark| mark.span.start());
        while let Some(ended) = around.pop_if(|ended| ended.span.end() <= until) {
            flow.text(slice(at, ended.span.end()));
            flow.close(&(style.close)(ended));
            at = ended.span.end();
        }
        flow.text(slice(at, until));
        at = until;
        if let Some(mark) = mark {
            flow.markup(&(style.open)(mark), slice(until, mark.span.end()));
            around.push(mark);
        }
    }
    flow.finish()
}
