//! What a finished article leaves open: notes that follow from its annotations, for whoever checks copy.
//!
//! They are no part of the record. An open question about a quotation is for the desk that edits the story, not for every
//! reader of its record; and a record that was written elsewhere is reviewed like one that was just made.

use std::collections::BTreeSet;

use crate::article::{Abbrev, AbbrevOrder, Article, BlockKind, Note, Quote, QuoteKind};
use crate::span::Span;

/// Lists what an article leaves open, in text order.
///
/// A quotation mark that is never closed, a statement without a speaker, an abbreviation that is never spelled out (told
/// once, at its first use). Codes N0601 to N0603.
pub fn review(article: &Article) -> Vec<Note> {
    let mut seen = BTreeSet::new();
    let unclosed = article.quotes.iter().filter(|quote| is_unclosed(quote)).map(|quote| {
        let mark = Span::new(quote.span.start(), quote.inner.start());
        Note::new("quote-unclosed", Some(mark), "quotation is never closed".to_owned())
    });
    let unattributed = article.quotes.iter().filter(|quote| lacks_speaker(quote)).map(|quote| {
        Note::new(
            "quote-without-speaker",
            Some(quote.span),
            format!("{} statement without a speaker", quote.kind.name()),
        )
    });
    let unexpanded = article.abbreviations.iter().filter(|abbreviation| abbreviation.order == AbbrevOrder::None);
    let unexpanded = unexpanded.filter(|abbreviation| is_in_prose(article, abbreviation.short_span));
    let unexpanded = unexpanded.filter(|Abbrev { short_span, .. }| seen.insert(short_span.of(&article.text)));
    let unexpanded = unexpanded.map(|abbreviation| {
        let words = format!("\"{}\" is never spelled out", abbreviation.short_span.of(&article.text));
        Note::new("abbreviation-unexpanded", Some(abbreviation.short_span), words)
    });
    let mut notes: Vec<Note> = unclosed.chain(unattributed).chain(unexpanded).collect();
    notes.sort_by(|a, b| (a.span, &a.code).cmp(&(b.span, &b.code)));
    notes
}

/// Whether a span stands in prose: initials of the desk are spelled out nowhere, and headings may be set in capitals.
fn is_in_prose(article: &Article, span: Span) -> bool {
    let behind = article.body.partition_point(|block| block.span.start() <= span.start());
    let block = behind.checked_sub(1).and_then(|at| article.body.get(at));
    block.is_some_and(|block| block.kind != BlockKind::Heading && block.prose().contains(span))
}

/// Whether a statement has no speaker and needs one: a headline may leave that to the story.
fn lacks_speaker(quote: &Quote) -> bool {
    quote.speaker.is_none() && quote.kind != QuoteKind::Headline
}

/// Whether a quotation opens with a mark, closes with none, and does not go on in the next paragraph.
fn is_unclosed(quote: &Quote) -> bool {
    quote.kind == QuoteKind::Direct
        && quote.span.start() < quote.inner.start()
        && quote.inner.end() == quote.span.end()
        && quote.continues != Some(true)
}
