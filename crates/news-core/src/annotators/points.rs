//! Enumerated points: paragraphs that open with a word that counts ("Firstly …", "The second task …", "Zweitens: …").
//!
//! A point goes on to the next point; the last one ends with its paragraph. Numbered list items are blocks of their own and
//! no points. A counting word inside a paragraph is not looked for.

use crate::article::{Article, BlockKind, Point};
use crate::grammar::enumeration;
use crate::span::{Slice, Span};

/// Finds the points of the body, in text order.
pub(crate) fn find(article: &Article) -> Vec<Point> {
    let text = &article.text;
    let mut points: Vec<Point> = Vec::new();
    let mut last: Option<Span> = None;
    for block in article.body.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        let prose = block.prose();
        if let Some(marker) = enumeration::marker(text, prose) {
            if let (Some(before), Some(last)) = (points.last_mut(), last)
                && marker.n == before.n + 1
            {
                before.extent = before.extent.to(last);
            }
            let stop = core_end(text, prose);
            let behind = Span::new(marker.span.end(), stop.max(marker.span.end()));
            let start = behind.end() - behind.of(text).trim_start_matches([',', ':', ' ', '\u{A0}', '.']).len();
            points.push(Point {
                n: marker.n,
                marker_span: marker.span,
                marker: Slice,
                span: Span::new(start, behind.end()),
                extent: prose,
                quote: None,
                intro: None,
            });
        }
        last = Some(prose);
    }
    points
}

/// The end of the sentence that makes the point: the first final mark with a space behind it.
fn core_end(text: &str, prose: Span) -> usize {
    let slice = prose.of(text);
    let end = slice.char_indices().find(|&(at, c)| {
        matches!(c, '.' | '!' | '?' | '。')
            && slice.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    });
    end.map_or(prose.end(), |(at, c)| prose.start() + at + c.len_utf8())
}
