//! An utterance in work: which clauses are content, and where content starts and ends.

use std::ops::Range;

use super::clauses::{Clause, Sign};
use super::frames::{Frame, Place};
use super::{Page, noun_phrase, speech};
use crate::grammar::cue::{
    ADVERB, AND, AUXILIARY, CALL, CONDITIONAL, DETERMINER, FIRST, OF, PREPOSITION, PRONOUN, RELATIVE, REPORT, REPORTED,
    SAY, SUBORDINATE, THAT, THINK, VERB,
};
use crate::span::Span;

/// An utterance of so many clauses is no plain sentence.
const LONG: usize = 40;

/// An utterance in work.
pub(super) struct Utterance<'a, 'b> {
    pub(super) page: &'a Page<'b>,
    pub(super) tokens: Range<usize>,
    pub(super) clauses: Vec<Clause>,
    pub(super) frames: Vec<Option<Frame>>,
    /// Which clauses no statement has taken yet.
    pub(super) free: Vec<bool>,
}

impl Utterance<'_, '_> {
    pub(super) fn take(&mut self, clauses: Range<usize>) {
        self.free.get_mut(clauses).unwrap_or_default().fill(false);
    }

    /// The quotations from clause `at` on that follow each other at once.
    pub(super) fn run(&self, at: usize) -> Range<usize> {
        let rest = self.clauses.get(at..).unwrap_or_default();
        at..at + rest.iter().take_while(|clause| clause.stretch.is_some()).count()
    }

    /// The spans of quotations.
    pub(super) fn quoted(&self, clauses: Range<usize>) -> Vec<Span> {
        let clauses = self.clauses.get(clauses).unwrap_or_default();
        let spans =
            clauses.iter().filter_map(|clause| self.page.stretches.get(clause.stretch?)).map(|stretch| stretch.span);
        spans.collect()
    }

    /// The span of some tokens without the signs at its ends.
    pub(super) fn span(&self, mut tokens: Range<usize>) -> Option<Span> {
        let sign = |at: usize| {
            !self.page.is_word(at) && !self.page.is_mark_of_stretch(at) && !matches!(self.page.word(at), "(" | ")")
        };
        while tokens.start < tokens.end && sign(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end && sign(tokens.end - 1) {
            tokens.end -= 1;
        }
        self.page.tokens.span(tokens)
    }

    /// The span of some clauses, where they hold a word.
    fn clauses_span(&self, clauses: Range<usize>) -> Option<Span> {
        let (first, last) = (self.clauses.get(clauses.start)?, self.clauses.get(clauses.end.checked_sub(1)?)?);
        self.span(first.tokens.start..last.tokens.end)
    }

    /// Whether a quotation ends with the content.
    pub(super) fn ends_quoted(&self, content: Span) -> bool {
        let at = self.page.stretches.partition_point(|stretch| stretch.span.end() < content.end());
        self.page.stretches.get(at).is_some_and(|stretch| stretch.span.end() == content.end())
    }

    fn is_free(&self, at: usize) -> bool {
        self.free.get(at) == Some(&true)
    }

    fn is_around(&self, at: usize) -> bool {
        self.frames.get(at).is_some_and(|frame| frame.as_ref().is_some_and(|frame| frame.place == Place::Around))
    }

    fn sign(&self, at: usize) -> Sign {
        self.clauses.get(at).map_or(Sign::None, |clause| clause.sign)
    }

    fn is_quotation(&self, at: usize) -> bool {
        self.clauses.get(at).is_some_and(|clause| clause.stretch.is_some())
    }

    /// Content on both sides of the frame at `at`.
    pub(super) fn around(&mut self, at: usize) -> Vec<Span> {
        let left = self.left(at);
        let right = self.right(at, left < at && self.is_quotation(at - 1));
        let mut content = Vec::new();
        for side in [left..at, at + 1..right] {
            if side.is_empty() {
                continue;
            }
            if side.clone().all(|at| self.is_quotation(at)) {
                content.extend(self.quoted(side));
            } else {
                content.extend(self.clauses_span(side));
            }
        }
        if !content.is_empty() {
            self.take(left..right);
        }
        content
    }

    /// Where content before the frame at `at` starts.
    fn left(&self, at: usize) -> usize {
        let usable = |clause: usize| self.is_free(clause) && !self.is_around(clause);
        let mut left = at;
        let direct = at > 0 && self.is_quotation(at - 1);
        while left > 0 && usable(left - 1) {
            let joins =
                left == at || self.is_quotation(left - 1) || !self.is_quotation(left) || self.sign(left) == Sign::None;
            let introduced = self.is_quotation(left) && left < at && self.sign(left) == Sign::Colon;
            if introduced || direct && !joins {
                break;
            }
            left -= 1;
        }
        left
    }

    /// Behind what goes on behind the frame at `at`.
    fn right(&self, at: usize, direct: bool) -> usize {
        // Behind the name that signs a quotation the next one begins.
        if self.frames.get(at).is_some_and(|frame| frame.as_ref().is_some_and(|frame| frame.cue.is_empty())) {
            return at + 1;
        }
        let Some(next) = self.clauses.get(at + 1).filter(|_| self.is_free(at + 1)) else { return at + 1 };
        let first = self.page.roles(next.tokens.start);
        let behind_it = || {
            (at + 1..self.clauses.len())
                .take_while(|&at| self.is_free(at) && !self.is_around(at))
                .last()
                .map_or(at + 1, |last| last + 1)
        };
        if next.stretch.is_some() {
            let run = self.run(at + 1);
            let mixed =
                self.clauses.get(run.end).is_some_and(|clause| clause.sign == Sign::None) && !self.is_around(run.end);
            return if mixed { behind_it() } else { run.end };
        }
        let closed = DETERMINER | RELATIVE | PREPOSITION | AND | SUBORDINATE | OF;
        let goes_on =
            !self.page.is_upper(next.tokens.start) && !first.is(closed) || first.is(REPORTED | CONDITIONAL | AUXILIARY);
        if !direct && goes_on && self.is_free(at + 1) { behind_it() } else { at + 1 }
    }

    /// Content behind the frame at `at`.
    pub(super) fn behind(&mut self, at: usize, frame: &Frame) -> Vec<Span> {
        let page = self.page;
        let Some(clause) = self.clauses.get(at).cloned() else { return Vec::new() };
        let opens_clause = |at: &usize| page.roles(*at).is(THAT) && !page.roles(*at).is(PREPOSITION);
        if !page.grammar.comma_before_content
            && let Some(that) = (frame.cue.end..clause.tokens.end).take(16).find(opens_clause)
        {
            return self.rest(at, that);
        }
        for next in (at + 1..self.clauses.len()).take(4) {
            if !self.is_free(next) || self.is_around(next) {
                break;
            }
            let (sign, Some(tokens)) = (self.sign(next), self.clauses.get(next).map(|clause| clause.tokens.clone()))
            else {
                break;
            };
            if self.is_quotation(next) {
                let run = self.run(next);
                let mixed = sign == Sign::Comma
                    && self
                        .clauses
                        .get(run.end)
                        .is_some_and(|clause| clause.sign == Sign::None && clause.stretch.is_none());
                if mixed {
                    return self.rest(at, tokens.start);
                }
                let content = self.quoted(run.clone());
                self.take(at..run.end);
                return content;
            }
            if sign == Sign::Colon || self.is_content(&tokens, frame) {
                return self.rest(at, tokens.start);
            }
        }
        let bonus = match frame.roles {
            roles if roles & CALL != 0 => 9,
            roles if roles & REPORT != 0 => 7,
            _ => 4,
        };
        // A verb that ends its clause names what stands before it.
        let ends = !(frame.cue.end..clause.tokens.end).any(|at| page.is_word(at));
        let named = if ends { clause.tokens.clone() } else { frame.cue.end..clause.tokens.end };
        let fragments = self.fragments(named, bonus);
        if !fragments.is_empty() {
            self.take(at..at + 1);
            return fragments;
        }
        if page.grammar.bare_content
            && frame.roles & (SAY | THINK) != 0
            && self.is_bare(frame.cue.end..clause.tokens.end)
        {
            return self.rest(at, frame.cue.end);
        }
        // "Die Partei kritisierte den Plan": speech is told without its words; the sentence stands for it.
        let told = frame.roles & REPORT != 0 && frame.source.is_some() && page.grammar.verb_second;
        if told && self.clauses.len() < LONG && self.free.iter().all(|free| *free) {
            return self.rest(0, self.tokens.start);
        }
        Vec::new()
    }

    /// From `start` to the end of the utterance; the clauses from `at` on are taken.
    fn rest(&mut self, at: usize, start: usize) -> Vec<Span> {
        self.take(at..self.clauses.len());
        self.span(start..self.tokens.end).into_iter().collect()
    }

    /// Whether a clause behind a comma is the content of the frame before it rather than a relative clause or an apposition.
    fn is_content(&self, tokens: &Range<usize>, frame: &Frame) -> bool {
        let page = self.page;
        let first = page.roles(tokens.start);
        let second = page.roles(tokens.start + 1);
        if first.is(THAT) && (page.grammar.comma_before_content || !first.is(RELATIVE)) {
            return true;
        }
        if !page.grammar.verb_second || frame.roles & (SAY | THINK) == 0 {
            return false;
        }
        let relative = first.is(RELATIVE)
            && (second.is(DETERMINER | PRONOUN | PREPOSITION | ADVERB) || !page.is_word(tokens.start + 1));
        let third = page.roles(tokens.start + 2);
        let behind_preposition =
            first.is(PREPOSITION) && second.is(RELATIVE) && third.is(PRONOUN | DETERMINER | ADVERB);
        let reported = || (tokens.start..self.tokens.end).take(60).any(|at| page.roles(at).is(REPORTED | CONDITIONAL));
        let aside = behind_preposition || first.is(SUBORDINATE | AND) && !first.is(PREPOSITION) && !reported();
        !relative && !aside
    }

    /// Whether words right behind a verb look like a clause of their own (`he said it was late`).
    fn is_bare(&self, words: Range<usize>) -> bool {
        let page = self.page;
        let first = page.roles(words.start);
        let opens = page.is_upper(words.start)
            || first.is(DETERMINER | PRONOUN)
            || page.is_word(words.start) && !first.is(PREPOSITION | ADVERB | AND | OF | AUXILIARY | SUBORDINATE);
        let is_verb =
            |at: usize| at > words.start && page.roles(at).is(AUXILIARY | VERB) || page.word(at).ends_with("ed");
        opens && words.clone().take(16).any(is_verb)
    }

    /// The utterance without the words of the frame inside it.
    pub(super) fn within(&mut self, at: usize, frame: &Frame) -> Vec<Span> {
        let start = (0..at).rev().take_while(|&at| self.is_free(at)).last().unwrap_or(at);
        let first = self.clauses.get(start).map_or(self.tokens.start, |clause| clause.tokens.start);
        let end = (at..self.clauses.len()).take_while(|&at| self.is_free(at)).last().unwrap_or(at);
        let last = self.clauses.get(end).map_or(self.tokens.end, |clause| clause.tokens.end);
        self.take(start..end + 1);
        let small = |tokens: Range<usize>| {
            tokens.clone().all(|at| !self.page.is_word(at) || self.page.roles(at).is(AND | ADVERB))
        };
        let sides = [first..frame.tokens.start, frame.tokens.end..last];
        sides
            .into_iter()
            .filter(|side| side.start < side.end && !small(side.clone()))
            .filter_map(|side| self.span(side))
            .collect()
    }

    /// The stretches among some tokens that are speech once `bonus` is added to their scores.
    pub(super) fn fragments(&self, tokens: Range<usize>, bonus: i32) -> Vec<Span> {
        let page = self.page;
        let from = page.stretches.partition_point(|stretch| stretch.tokens.start <= tokens.start);
        let inside =
            page.stretches.iter().enumerate().skip(from).take_while(|(_, stretch)| stretch.tokens.start < tokens.end);
        let scored = inside
            .filter(|(n, _)| page.scores.get(*n).is_some_and(|score| score.saturating_add(bonus) >= speech::LIKELY));
        scored.map(|(_, stretch)| stretch.span).collect()
    }

    /// How much the utterance speaks for speech in it.
    pub(super) fn bonus(&self) -> i32 {
        let has = |roles| self.tokens.clone().take(80).any(|at| self.page.roles(at).is(roles));
        2 * i32::from(has(VERB)) + 2 * i32::from(has(REPORTED))
    }

    /// The subject of the clause before `at`, or of the first one.
    pub(super) fn subject(&self, at: usize) -> Option<Span> {
        let words = |clause: &&Clause| clause.stretch.is_none();
        let before = self.clauses.get(..at).unwrap_or_default().iter().rev().find(words);
        let clause = before.or_else(|| self.clauses.iter().find(words))?;
        self.page.tokens.span(noun_phrase::subject(self.page, clause.tokens.start, clause.tokens.end)?)
    }

    /// Whether the verbs outside quotations say that this is reported.
    pub(super) fn is_reported(&self, adjacent: bool) -> bool {
        let page = self.page;
        let words =
            || self.clauses.iter().filter(|clause| clause.stretch.is_none()).flat_map(|clause| clause.tokens.clone());
        let has = |roles| words().any(|at| page.roles(at).is(roles) && !page.is_upper(at));
        (has(REPORTED) || adjacent && has(CONDITIONAL)) && !has(FIRST)
    }

    /// The words that name the speaker: of a verb with a pronoun on it (`dit-il`) the pronoun alone.
    pub(super) fn source(&self, frame: &Frame) -> Option<Span> {
        let tokens = frame.source.clone()?;
        let span = self.page.tokens.span(tokens.clone())?;
        let pronoun = self.page.clitic(tokens.start).filter(|_| tokens.len() == 1).map_or(0, |(pronoun, _)| pronoun);
        Some(Span::new(span.start() + pronoun, span.end()))
    }

    /// The words of the cue, without a pronoun on the verb.
    pub(super) fn cue(&self, frame: &Frame) -> Option<Span> {
        let span = self.page.tokens.span(frame.cue.clone())?;
        let verb =
            self.page.clitic(frame.cue.start).filter(|_| frame.cue.len() == 1).map_or(span.len(), |(_, verb)| verb);
        Some(Span::new(span.start(), span.start() + verb))
    }
}

impl Page<'_> {
    fn is_mark_of_stretch(&self, at: usize) -> bool {
        let before = self.stretches.partition_point(|stretch| stretch.tokens.start <= at + 1);
        let near = before.saturating_sub(1)..before + 1;
        self.stretches
            .get(near.start..near.end.min(self.stretches.len()))
            .unwrap_or_default()
            .iter()
            .any(|stretch| stretch.tokens.start == at + 1 || stretch.tokens.end == at)
    }
}
