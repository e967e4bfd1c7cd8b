//! The claim of a headline, where its tail or its head names the source: `Rivers rise — ministry`, `Ministry: rivers rise`.
//!
//! The reader has told the two apart; this makes a statement of them, in every language. A headline whose claim is in
//! quotation marks is left to the statements that were found in it, because they say which words are quoted.

use super::Statement;
use crate::article::{Headline, QuoteKind};
use crate::span::Span;

/// Puts the claim in the place of what was found in the headline.
pub(super) fn claim(text: &str, headline: &Headline, statements: &mut Vec<Statement>) {
    let Some(source) = headline.attribution.as_ref().map(|attribution| attribution.span) else { return };
    let is_here =
        |statement: &Statement| statement.content.first().is_some_and(|content| headline.span.contains(*content));
    if statements.iter().any(|statement| is_here(statement) && !statement.stretches.is_empty()) {
        return;
    }
    statements.retain(|statement| !is_here(statement));
    let place = statements.partition_point(|statement| {
        statement.content.first().is_some_and(|content| content.start() < headline.title.start())
    });
    let claim = Statement {
        kind: QuoteKind::Headline,
        content: vec![headline.title],
        stretches: Vec::new(),
        cue: between(text, headline.title, source),
        source: Some(source),
        addressee: None,
    };
    statements.insert(place, claim);
}

/// The dash, colon or verb between claim and source; a bracket is none.
fn between(text: &str, title: Span, source: Span) -> Option<Span> {
    let (start, end) = (title.end().min(source.end()), title.start().max(source.start()));
    let gap = Span::new(start, end.max(start));
    let inner = gap.of(text);
    let loose = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '[');
    let cue = inner.trim_matches(loose);
    let start = gap.start() + (inner.len() - inner.trim_start_matches(loose).len());
    (!cue.is_empty()).then(|| Span::new(start, start + cue.len()))
}
