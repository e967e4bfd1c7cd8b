//! Who said it: statements become quotes, each with the person or organisation that its words name.

use super::marks::{Close, Stretch};
use super::names::Names;
use super::statements::Statement;
use super::tokens::Tokens;
use crate::article::{Cue, Quote, QuoteKind, Speaker, SpeakerHow};
use crate::span::{Slice, Span};

/// Makes the quotes of an article, in text order.
pub(crate) fn resolve(
    _text: &str,
    _tokens: &Tokens,
    statements: Vec<Statement>,
    stretches: &[Stretch],
    _names: &Names,
) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for statement in statements {
        let (Some(first), Some(last)) = (statement.content.first(), statement.content.last()) else { continue };
        let quoted: Vec<&Stretch> = statement.stretches.iter().filter_map(|&at| stretches.get(at)).collect();
        let span = first.to(*last);
        let inner = match (statement.kind, quoted.as_slice()) {
            (QuoteKind::Direct, [.., last]) => {
                Span::new(quoted.first().map_or(span, |first| first.inner).start(), last.inner.end())
            }
            _ => span,
        };
        let only = statement.content.len() == 1;
        quotes.push(Quote {
            id: format!("q{}", quotes.len() + 1),
            kind: statement.kind,
            span,
            inner,
            text: only.then_some(Slice),
            quoted: if statement.kind == QuoteKind::Mixed {
                quoted.iter().map(|stretch| stretch.inner).collect()
            } else {
                Vec::new()
            },
            cue: statement.cue.map(|span| Cue { span, text: Slice, lemma: None }),
            speaker: statement.source.map(|span| Speaker {
                span: Some(span),
                text: Slice,
                name: None,
                entity: None,
                how: SpeakerHow::Unknown,
                confidence: None,
            }),
            addressee: None,
            parts: if only { Vec::new() } else { statement.content },
            continues: quoted.iter().any(|stretch| stretch.close == Close::Continued).then_some(true),
            point: None,
        });
    }
    quotes
}
