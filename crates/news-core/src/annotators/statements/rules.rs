//! Statements by rules alone: closed patterns of marks, cues and names, for every language we read.
//!
//! An utterance (a sentence, or several that one quotation holds together) is parted into clauses. A clause with a cue is a
//! frame; what stands before or behind it is the content. One code path serves all languages: they differ in the rows of
//! `cues.tsv` and `frame_words.tsv` and in [`GRAMMARS`]. Where the language is not known, only marks tell.
//!
//! Known failures: content that goes on in the next sentence without a cue (German Konjunktiv is carried, other languages
//! have no such sign), verbs that no table has, speakers that only the sense of the text tells.

mod clauses;
mod content;
mod frames;
mod noun_phrase;
mod speech;
mod utterance;

use std::ops::Range;

use super::Statement;
use crate::annotators::marks::Stretch;
use crate::annotators::tokens::Tokens;
use crate::grammar::calendar;
use crate::grammar::cue::{self, Word};
use crate::grammar::token::{Token, TokenKind};

/// How the clauses of a language are built.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties of a language")]
struct Grammar {
    /// The finite verb is the second part of a main clause, and subordinate clauses end with it.
    verb_second: bool,
    /// Nouns are written with capitals.
    upper_nouns: bool,
    /// Content may follow the verb without any sign: `he said it was late`.
    bare_content: bool,
    /// Every clause of content is set off by a comma: `сказал, что`.
    comma_before_content: bool,
    /// The ending of adverbs of manner.
    manner: Option<&'static str>,
}

const ROMANCE: Grammar = Grammar {
    verb_second: false,
    upper_nouns: false,
    bare_content: false,
    comma_before_content: false,
    manner: Some("mente"),
};
const SLAVONIC: Grammar =
    Grammar { verb_second: false, upper_nouns: false, bare_content: false, comma_before_content: true, manner: None };

/// Languages with cues, by tag.
static GRAMMARS: &[(&str, Grammar)] = &[
    ("cs", SLAVONIC),
    (
        "de",
        Grammar {
            verb_second: true,
            upper_nouns: true,
            bare_content: false,
            comma_before_content: true,
            manner: Some("lich"),
        },
    ),
    ("en", Grammar { bare_content: true, manner: Some("ly"), ..ROMANCE }),
    ("es", ROMANCE),
    ("fr", Grammar { manner: Some("ment"), ..ROMANCE }),
    ("it", ROMANCE),
    ("nl", Grammar { verb_second: true, ..SLAVONIC }),
    ("pl", SLAVONIC),
    ("pt", ROMANCE),
    ("ru", SLAVONIC),
    ("uk", SLAVONIC),
];

static MARKS_ONLY: Grammar = Grammar { ..ROMANCE };

/// An article as the rules read it.
struct Page<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    stretches: &'a [Stretch],
    words: Vec<Word>,
    grammar: &'static Grammar,
    /// How much each stretch looks like speech by itself.
    scores: Vec<i32>,
}

/// Finds statements by the patterns of the language; by marks alone where it is not known.
pub(crate) fn find(
    text: &str,
    lang: Option<&str>,
    tokens: &Tokens,
    sentences: &[Range<usize>],
    stretches: &[Stretch],
) -> Vec<Statement> {
    let tag = lang.and_then(|lang| lang.split('-').next()).unwrap_or_default();
    let grammar = GRAMMARS.iter().find(|(own, _)| *own == tag).map(|(_, grammar)| grammar);
    let words = cue::look_up(text, &tokens.all, grammar.map(|_| tag));
    let mut page = Page { text, tokens, stretches, words, grammar: grammar.unwrap_or(&MARKS_ONLY), scores: Vec::new() };
    page.scores = stretches.iter().map(|stretch| speech::score(&page, stretch)).collect();
    let mut statements = content::Statements::default();
    for utterance in clauses::utterances(&page, sentences) {
        statements.read(&page, utterance);
    }
    let mut statements = statements.all;
    statements.sort_by_key(|statement| statement.content.first().copied());
    statements
}

impl<'a> Page<'a> {
    fn roles(&self, at: usize) -> Word {
        self.words.get(at).copied().unwrap_or_default()
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.all.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.all.get(at).is_some_and(|token| token.is_word())
    }

    /// Whether the word has a capital; so has `58-Jährige`.
    fn is_upper(&self, at: usize) -> bool {
        let aged = |token: &Token| token.kind == TokenKind::Number && token.has_hyphen();
        self.tokens.all.get(at).is_some_and(|token| token.is_upper() || aged(token))
    }

    /// A weekday, which stands next to names and is none.
    fn is_weekday(&self, at: usize) -> bool {
        calendar::weekday(self.word(at)).is_some()
    }

    /// The stretch whose opening mark is the token at `at`.
    fn stretch_at(&self, at: usize) -> Option<(usize, &'a Stretch)> {
        if self.tokens.all.get(at)?.kind != TokenKind::Mark {
            return None;
        }
        let n = self.stretches.partition_point(|stretch| stretch.tokens.start <= at);
        self.stretches.get(n).filter(|stretch| stretch.tokens.start == at + 1).map(|stretch| (n, stretch))
    }

    fn in_region(&self, at: usize, region: usize) -> bool {
        self.tokens.regions.get(region).is_some_and(|region| region.tokens.contains(&at))
    }

    /// The index behind the last token of a stretch, its closing mark among them.
    fn behind(stretch: &Stretch) -> usize {
        stretch.tokens.end + usize::from(stretch.span.end() > stretch.inner.end())
    }

    /// Whether the stretch is an utterance of its own rather than a word or two; less tells so where it stands alone
    /// between signs.
    fn is_whole(&self, stretch: usize, alone: bool) -> bool {
        let enough = if alone { speech::ALONE } else { speech::WHOLE };
        self.scores.get(stretch).is_some_and(|score| *score >= enough)
    }
}
