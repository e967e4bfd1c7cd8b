//! Enumerated points: sentences that open with a word that counts ("Firstly …", "The second task …", "Zweitens: …"), numbered
//! and lettered items, one below the other or in one line ("1) … 2) …"), and bullets that something announces.
//!
//! A list has at least two points with successive numbers; a lone "First of all" makes none, nor do two figures fifteen
//! paragraphs apart. The core of a point is its first sentence without the marker, the verb behind it ("The second task
//! stipulates …") and the frame of a statement ("…, Poe said", "he said"). A point goes on to the next one. Where the last one
//! ends no word says; it ends before a heading, before a paragraph that opens with a new frame ("Ms. Poe said she hoped …",
//! not "also said") or that lacks speech where the point was spoken, and in any case it has no more paragraphs than the
//! longest point before it. Known failures: a last point that is truly the longest is cut; ordinals without a comma
//! ("First we eat") count no point; a list inside a point of another keeps both, one in the other.

use crate::article::{Article, Block, BlockKind, Point, Quote, QuoteKind};
use crate::grammar::cursor::trimmed;
use crate::grammar::enumeration::{self, Label};
use crate::grammar::token::is_mark;
use crate::span::{Slice, Span};

/// The most blocks between a point and the next one.
const FAR: usize = 15;
/// The most bytes before a list in which it may be announced: about two paragraphs.
const BEFORE: usize = 800;

/// What counts in a list: words, or labels of one kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Word,
    Number,
    Letter,
    Bullet,
}

/// A marker, before it is known whether a list goes with it.
#[derive(Clone, Copy)]
struct Candidate {
    style: Style,
    /// `None` counts on.
    n: Option<u32>,
    marker: Span,
    /// Where its point starts: with the quotation mark before it.
    start: usize,
    /// The end of the sentence that it stands in.
    end: usize,
    block: usize,
}

/// A list with the numbers of its points.
type List = Vec<(u32, Candidate)>;

/// Finds the points of the body, in text order.
pub(crate) fn find(article: &Article) -> Vec<Point> {
    let candidates = candidates(article);
    if candidates.len() < 2 {
        return Vec::new();
    }
    let mut points = Vec::new();
    for list in lists(article, &candidates) {
        finish(article, &list, &mut points);
    }
    points.sort_by_key(|point| (point.extent.start(), std::cmp::Reverse(point.extent.end())));
    points
}

/// Writes the number of its point into every statement. Both are in text order; of points inside points the inner one counts.
pub(crate) fn place(quotes: &mut [Quote], points: &[Point]) {
    for quote in quotes {
        let behind = points.partition_point(|point| point.extent.start() <= quote.span.start());
        // A point holds few others; the bound keeps this linear.
        let near = points.get(behind.saturating_sub(4)..behind).unwrap_or_default();
        quote.point = near.iter().rev().find(|point| point.extent.contains(quote.span)).map(|point| point.n);
    }
}

fn candidates(article: &Article) -> Vec<Candidate> {
    let text = &article.text;
    let mut found = Vec::new();
    for (at, block) in article.body.iter().enumerate() {
        let prose = block.prose();
        if block.kind == BlockKind::ListItem {
            found.extend(labeled_item(text, at, prose));
        } else if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Blockquote) {
            continue;
        }
        for &sentence in &block.sentences {
            let start = sentence.start();
            let mut push = |clause: Span| {
                if let Some(marker) = enumeration::marker(text, clause) {
                    let start = trimmed(text, clause).start();
                    let (n, marker) = (marker.n, marker.span);
                    found.push(Candidate { style: Style::Word, n, marker, start, end: sentence.end(), block: at });
                }
            };
            push(sentence);
            // "He named two tasks: first, …; second, …"
            for (mark, _) in sentence.of(text).match_indices([':', ';']) {
                push(Span::new(start + mark + 1, sentence.end()));
            }
        }
        if block.kind != BlockKind::ListItem {
            inline_labels(text, at, block, &mut found);
        }
    }
    found.sort_by_key(|candidate| candidate.marker.start());
    found
}

/// The label of a block that is a list item.
fn labeled_item(text: &str, at: usize, item: Span) -> Option<Candidate> {
    let len = enumeration::item_mark(item.of(text))?;
    labeled(text, at, Span::new(item.start(), item.start() + len), item.end())
}

fn labeled(text: &str, block: usize, marker: Span, end: usize) -> Option<Candidate> {
    let (style, n) = match enumeration::label(marker.of(text))? {
        Label::Bullet => (Style::Bullet, None),
        Label::Number(n) => (Style::Number, Some(n)),
        Label::Letter(n) => (Style::Letter, Some(n)),
    };
    Some(Candidate { style, n, marker, start: marker.start(), end, block })
}

/// Labels with a closing bracket inside a paragraph: `(1) peace, (2) bread`.
fn inline_labels(text: &str, at: usize, block: &Block, found: &mut Vec<Candidate>) {
    let prose = block.prose();
    let slice = prose.of(text);
    for (close, _) in slice.match_indices(')') {
        // Labels are short: "(viii)".
        let before = slice.get(..close).unwrap_or_default();
        let len: usize = before.chars().rev().take(5).take_while(char::is_ascii_alphanumeric).map(char::len_utf8).sum();
        let open = before.len()
            - len
            - usize::from(before.get(..before.len() - len).is_some_and(|before| before.ends_with('(')));
        let is_apart =
            before.get(..open).is_none_or(|before| before.is_empty() || before.ends_with([' ', '\u{A0}', '\n', ':']));
        let says = slice.get(close + 1..).is_some_and(|behind| {
            behind.starts_with([' ', '\n', '\u{A0}']) && behind.trim_start().starts_with(char::is_alphabetic)
        });
        if len > 0 && is_apart && says {
            let marker = Span::new(prose.start() + open, prose.start() + close + 1);
            found.extend(labeled(text, at, marker, prose.end()));
        }
    }
}

/// The lists that the markers make, those of different styles side by side.
fn lists(article: &Article, candidates: &[Candidate]) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    for style in [Style::Word, Style::Number, Style::Letter, Style::Bullet] {
        let mut list: List = Vec::new();
        for candidate in candidates.iter().filter(|candidate| candidate.style == style) {
            let last = list.last().filter(|(_, last)| candidate.block - last.block <= FAR).map(|(n, _)| *n);
            match (candidate.n, last) {
                (None, _) if style == Style::Bullet => {
                    let joins = list.last().is_some_and(|(_, last)| last.block + 1 == candidate.block);
                    if !joins {
                        lists.push(std::mem::take(&mut list));
                    }
                    list.push((u32::try_from(list.len()).unwrap_or_default() + 1, *candidate));
                }
                (None, Some(last)) => list.push((last + 1, *candidate)),
                (Some(n), Some(last)) if n == last + 1 => list.push((n, *candidate)),
                // A list whose first point has no marker opens with the second.
                (Some(n @ 1), _) | (Some(n @ 2), None) => {
                    lists.push(std::mem::take(&mut list));
                    list.push((n, *candidate));
                }
                _ => {}
            }
        }
        lists.push(list);
    }
    lists.retain(|list| {
        let Some((_, first)) = list.first().filter(|_| list.len() > 1) else { return false };
        first.style != Style::Bullet || intro(article, first).is_some()
    });
    lists
}

/// Where a list is announced: a number and a noun shortly before its first point.
fn intro(article: &Article, first: &Candidate) -> Option<Span> {
    let text = &article.text;
    // A block of the list's own, or the two before.
    let from = article.body.get(first.block.saturating_sub(2)).map_or(0, |block| block.prose().start());
    let mut start = from.max(first.start.saturating_sub(BEFORE));
    while start < first.start && !text.is_char_boundary(start) {
        start += 1;
    }
    enumeration::announcement(text, Span::new(start, first.start))
}

fn finish(article: &Article, list: &List, points: &mut Vec<Point>) {
    let text = &article.text;
    let intro = list.first().and_then(|(_, first)| intro(article, first));
    let mut longest = Length { blocks: 1, sentences: 1 };
    for (at, (n, candidate)) in list.iter().enumerate() {
        let end = match list.get(at + 1) {
            Some((_, next)) => {
                longest.blocks = longest.blocks.max(next.block - candidate.block);
                longest.sentences = longest.sentences.max(sentences_before(article, candidate, next.start));
                next.start
            }
            None => last_end(article, candidate, list.first().map_or(0, |(_, first)| first.block), &longest),
        };
        let extent = trimmed(text, Span::new(candidate.start, end.max(candidate.marker.end())));
        points.push(Point {
            n: *n,
            marker_span: candidate.marker,
            marker: Slice,
            span: core(article, candidate, extent),
            extent,
            quote: said_in(&article.quotes, candidate).map(|quote| quote.id.clone()),
            intro: intro.filter(|_| at == 0),
        });
    }
}

/// The most blocks of a point of a list, and the most sentences of one in its first block.
struct Length {
    blocks: usize,
    sentences: usize,
}

/// How many sentences of its block start between a point and a position.
fn sentences_before(article: &Article, candidate: &Candidate, end: usize) -> usize {
    let Some(block) = article.body.get(candidate.block) else { return 0 };
    let until = |at: usize| block.sentences.partition_point(|one| one.start() < at);
    until(end) - until(candidate.start)
}

/// The direct quotation that a marker stands in.
fn said_in<'a>(quotes: &'a [Quote], candidate: &Candidate) -> Option<&'a Quote> {
    around(quotes, candidate.marker).filter(|quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Mixed))
}

/// The statement that a marker stands in. Statements are in text order and do not overlap.
fn around(quotes: &[Quote], marker: Span) -> Option<&Quote> {
    let behind = quotes.partition_point(|quote| quote.span.start() <= marker.start());
    quotes.get(behind.checked_sub(1)?).filter(|quote| quote.span.contains(marker))
}

/// The statements that start in a span.
fn starting_in(quotes: &[Quote], span: Span) -> &[Quote] {
    let from = quotes.partition_point(|quote| quote.span.start() < span.start());
    let to = quotes.partition_point(|quote| quote.span.start() < span.end());
    quotes.get(from..to).unwrap_or_default()
}

/// The first sentence of a point without its marker and without who said it.
fn core(article: &Article, candidate: &Candidate, extent: Span) -> Span {
    let text = &article.text;
    let end = candidate.end.min(extent.end());
    let behind = Span::new(candidate.marker.end(), end.max(candidate.marker.end()));
    let start = enumeration::said_of_point(text, behind);
    if let Some(quote) = around(&article.quotes, candidate.marker) {
        let parts = if quote.parts.is_empty() { std::slice::from_ref(&quote.span) } else { &quote.parts };
        // "First," he said, "we eat": the part that says something.
        let spoken = parts.iter().filter(|part| part.end() > start && part.start() < end.max(start));
        let cores = spoken.map(|part| edges(text, Span::new(part.start().max(start), part.end().min(end.max(start)))));
        return cores.into_iter().find(|core| !core.is_empty()).unwrap_or(edges(text, behind));
    }
    let whole = edges(text, Span::new(start, end.max(start)));
    let Some(quote) = starting_in(&article.quotes, behind).first() else { return whole };
    let said = edges(text, quote.span);
    let cue_before = quote.cue.as_ref().is_some_and(|cue| behind.contains(cue.span) && cue.span.end() <= said.start());
    // "First, he said the walls must rise": the statement behind the frame; "First, walls must rise, he said": before it.
    let is_core = if cue_before { said.end() == whole.end() } else { said.start() == whole.start() };
    if is_core && whole.contains(said) { said } else { whole }
}

/// A span without the marks at its ends.
fn edges(text: &str, span: Span) -> Span {
    let is_edge = |c: char| {
        c.is_whitespace()
            || is_mark(c)
            || matches!(c, ',' | ';' | ':' | '.' | '，' | '。' | '、' | '：' | '—' | '–' | '-')
    };
    let slice = span.of(text);
    let start = slice.len() - slice.trim_start_matches(is_edge).len();
    let end = slice.trim_end_matches(is_edge).len().max(start);
    Span::new(span.start() + start, span.start() + end)
}

/// The end of the last point of a list that starts in the block `from`.
fn last_end(article: &Article, candidate: &Candidate, from: usize, longest: &Length) -> usize {
    let own = |block: &Block| block.prose().end();
    let Some(first) = article.body.get(candidate.block) else { return candidate.end };
    if candidate.style != Style::Word {
        return own(first);
    }
    if from == candidate.block {
        // A list inside one paragraph: the paragraph may go on behind it.
        let at = first.sentences.partition_point(|one| one.end() <= candidate.start);
        return first.sentences.get(at + longest.sentences - 1).map_or(own(first), |one| one.end());
    }
    let was_spoken = !starting_in(&article.quotes, first.prose()).is_empty();
    let next = article.body.get(candidate.block + 1..).unwrap_or_default().iter();
    let more = next.take(longest.blocks - 1).take_while(|block| carries_on(article, block, was_spoken));
    more.last().map_or(own(first), own)
}

/// Whether a paragraph behind the last marker still belongs to its point.
fn carries_on(article: &Article, block: &Block, was_spoken: bool) -> bool {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Blockquote) {
        return false;
    }
    let prose = block.prose();
    let Some(quote) = starting_in(&article.quotes, prose).first() else { return !was_spoken };
    let frame = Span::new(prose.start(), quote.span.start());
    let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.span);
    let opens_anew = speaker.is_some_and(|speaker| frame.contains(speaker));
    !opens_anew || enumeration::goes_on(&article.text, frame)
}
