//! From frames to statements: what is content, where it starts and ends, and whose words without a frame are.

use std::ops::Range;

use super::Page;
use super::clauses::{self, Clause, Sign};
use super::frames::{self, Frame, Place};
use super::noun_phrase;
use super::speech;
use crate::annotators::statements::Statement;
use crate::article::QuoteKind;
use crate::grammar::cue::{
    self,
    ADVERB, AND, AUXILIARY, CALL, CONDITIONAL, DETERMINER, FIRST, OF, PREPOSITION, PRONOUN, RELATIVE, REPORT, REPORTED,
    SAY, SUBORDINATE, THAT, THINK, VERB,
};
use crate::span::Span;

/// The statements found so far, and what the next utterance may go on with.
#[derive(Default)]
pub(super) struct Statements {
    pub(super) all: Vec<Statement>,
    /// The words that named the last speaker.
    source: Option<Span>,
    /// Where the last utterance with a statement ended, and the region it stood in.
    end: usize,
    region: usize,
    /// The last statement, where a quotation that follows at once belongs to it: `“…”, said Ruiz. “…”`.
    open: Option<usize>,
    /// The last statement, where it was carried without a frame.
    carried: Option<usize>,
}

/// An utterance in work.
struct Utterance<'a, 'b> {
    page: &'a Page<'b>,
    tokens: Range<usize>,
    clauses: Vec<Clause>,
    frames: Vec<Option<Frame>>,
    /// Which clauses no statement has taken yet.
    free: Vec<bool>,
}

impl Statements {
    /// Reads an utterance; they come in text order.
    pub(super) fn read(&mut self, page: &Page<'_>, tokens: Range<usize>) {
        let clauses = clauses::part(page, tokens.clone());
        let frames = (0..clauses.len()).map(|at| frames::find(page, &clauses, at)).collect();
        let free = vec![true; clauses.len()];
        let mut utterance = Utterance { page, tokens, clauses, frames, free };
        let region = page.tokens.regions.partition_point(|region| region.tokens.end <= utterance.tokens.start);
        let before = self.all.len();
        let (open, carried) = (self.open.take(), self.carried.take());
        self.go_on(&mut utterance, open.filter(|_| region == self.region));
        for at in 0..utterance.clauses.len() {
            self.frame(&mut utterance, at, Place::Around);
        }
        for place in [Place::Behind, Place::Within] {
            for at in 0..utterance.clauses.len() {
                self.frame(&mut utterance, at, place);
            }
        }
        if self.all.len() == before {
            self.carry(&mut utterance, carried, region);
        }
        self.unframed(&mut utterance);
        if self.all.len() > before || self.carried.is_some() || self.open.is_some() {
            (self.end, self.region) = (utterance.tokens.end, region);
        }
    }

    /// A quotation right behind a framed one, in the same paragraph, is the same speaker's: it becomes a part.
    fn go_on(&mut self, utterance: &mut Utterance<'_, '_>, open: Option<usize>) {
        let Some(first) = utterance.clauses.first().and_then(|clause| clause.stretch) else { return };
        let continues = utterance.page.stretches.get(first).is_some_and(|stretch| stretch.continues);
        let known =
            open.filter(|_| self.end == utterance.tokens.start).or(self.all.len().checked_sub(1).filter(|_| continues));
        let framed = utterance
            .frames
            .get(1)
            .is_some_and(|frame| frame.as_ref().is_some_and(|frame| frame.place == Place::Around));
        let Some(statement) = known.filter(|_| !framed).and_then(|at| self.all.get_mut(at)) else { return };
        let run = utterance.run(0);
        for clause in utterance.clauses.get(run.clone()).unwrap_or_default() {
            if let Some((n, stretch)) = clause.stretch.and_then(|n| Some((n, utterance.page.stretches.get(n)?))) {
                statement.content.push(stretch.span);
                statement.stretches.push(n);
            }
        }
        utterance.take(run);
        self.open = known;
    }

    /// Makes the statement of the frame at `at`, where it is of this kind and its clause is free.
    fn frame(&mut self, utterance: &mut Utterance<'_, '_>, at: usize, place: Place) {
        if utterance.free.get(at) != Some(&true) {
            return;
        }
        let Some(frame) = utterance.frames.get(at).cloned().flatten().filter(|frame| frame.place == place) else {
            return;
        };
        let content = match place {
            Place::Around => utterance.around(at),
            Place::Behind => utterance.behind(at, &frame),
            Place::Within => utterance.within(at, &frame),
        };
        let source = utterance.source(&frame);
        let quoted = place == Place::Around && content.last().is_some_and(|last| utterance.ends_quoted(*last));
        let cue = utterance.cue(&frame);
        self.push(utterance.page, content, cue, source);
        self.open = if quoted { self.all.len().checked_sub(1) } else { self.open };
    }

    /// Quotations without a frame.
    fn unframed(&mut self, utterance: &mut Utterance<'_, '_>) {
        for at in 0..utterance.clauses.len() {
            if utterance.free.get(at) != Some(&true) {
                continue;
            }
            let Some(clause) = utterance.clauses.get(at).cloned() else { continue };
            if let Some(stretch) = clause.stretch {
                let score = utterance.page.scores.get(stretch).copied().unwrap_or(i32::MIN);
                if score.saturating_add(utterance.bonus()) < speech::LIKELY {
                    continue;
                }
                let run = utterance.run(at);
                let source = utterance.subject(at).or(self.source);
                let content = utterance.quoted(run.clone());
                utterance.take(run);
                self.push(utterance.page, content, None, source);
            } else {
                let content = utterance.fragments(&clause, utterance.bonus());
                if !content.is_empty() {
                    // What is said does not name who says it.
                    let named = utterance.subject(at + 1).filter(|name| !content.iter().any(|said| said.contains(*name)));
                    let source = named.or(self.source);
                    self.push(utterance.page, content, None, source);
                }
            }
        }
    }

    /// Reported speech that goes on without a frame (German Konjunktiv): the speaker is that of the utterance before.
    fn carry(&mut self, utterance: &mut Utterance<'_, '_>, carried: Option<usize>, region: usize) {
        let adjacent = self.end == utterance.tokens.start;
        if self.source.is_none() || !utterance.is_reported(adjacent) || !utterance.free.iter().all(|free| *free) {
            return;
        }
        utterance.take(0..utterance.clauses.len());
        let Some(span) = utterance.span(utterance.tokens.clone()) else { return };
        let known = carried.filter(|_| region == self.region && adjacent).and_then(|at| self.all.get_mut(at));
        if let Some(last) = known.and_then(|statement| statement.content.last_mut()) {
            *last = last.to(span);
            self.carried = carried;
            return;
        }
        let source = self.source;
        self.push(utterance.page, vec![span], None, source);
        self.carried = self.all.len().checked_sub(1);
    }

    fn push(&mut self, page: &Page<'_>, content: Vec<Span>, cue: Option<Span>, source: Option<Span>) {
        if content.is_empty() {
            return;
        }
        let stretches = stretches_in(page, &content);
        let kind = kind(page, &content, &stretches);
        self.source = source.or(self.source);
        self.all.push(Statement { kind, content, stretches, cue, source, addressee: None });
    }
}

impl Utterance<'_, '_> {
    fn take(&mut self, clauses: Range<usize>) {
        self.free.get_mut(clauses).unwrap_or_default().fill(false);
    }

    /// The quotations from clause `at` on that follow each other at once.
    fn run(&self, at: usize) -> Range<usize> {
        let rest = self.clauses.get(at..).unwrap_or_default();
        at..at + rest.iter().take_while(|clause| clause.stretch.is_some()).count()
    }

    /// The spans of quotations.
    fn quoted(&self, clauses: Range<usize>) -> Vec<Span> {
        let clauses = self.clauses.get(clauses).unwrap_or_default();
        let spans =
            clauses.iter().filter_map(|clause| self.page.stretches.get(clause.stretch?)).map(|stretch| stretch.span);
        spans.collect()
    }

    /// The span of some tokens without the signs at its ends.
    fn span(&self, mut tokens: Range<usize>) -> Option<Span> {
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

    fn ends_quoted(&self, content: Span) -> bool {
        self.clauses.iter().any(|clause| {
            clause
                .stretch
                .and_then(|n| self.page.stretches.get(n))
                .is_some_and(|stretch| stretch.span.end() == content.end())
        })
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
    fn around(&mut self, at: usize) -> Vec<Span> {
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
    fn behind(&mut self, at: usize, frame: &Frame) -> Vec<Span> {
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
        let fragments = self.fragments(
            &clause,
            match frame.roles {
                roles if roles & CALL != 0 => 9,
                roles if roles & REPORT != 0 => 7,
                _ => 4,
            },
        );
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
        if told && self.free.iter().all(|free| *free) {
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
        if first.is(THAT) && !(first.is(RELATIVE) && !page.grammar.comma_before_content) {
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
    fn within(&mut self, at: usize, frame: &Frame) -> Vec<Span> {
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

    /// The stretches of a clause that are speech once `bonus` is added to their scores.
    fn fragments(&self, clause: &Clause, bonus: i32) -> Vec<Span> {
        let page = self.page;
        let from = page.stretches.partition_point(|stretch| stretch.tokens.start <= clause.tokens.start);
        let inside = page
            .stretches
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, stretch)| stretch.tokens.start < clause.tokens.end);
        let scored = inside
            .filter(|(n, _)| page.scores.get(*n).is_some_and(|score| score.saturating_add(bonus) >= speech::LIKELY));
        scored.map(|(_, stretch)| stretch.span).collect()
    }

    /// How much the utterance speaks for speech in it.
    fn bonus(&self) -> i32 {
        let has = |roles| self.tokens.clone().take(80).any(|at| self.page.roles(at).is(roles));
        2 * i32::from(has(VERB)) + 2 * i32::from(has(REPORTED))
    }

    /// The subject of the clause before `at`, or of the first one.
    fn subject(&self, at: usize) -> Option<Span> {
        let words = |clause: &&Clause| clause.stretch.is_none();
        let before = self.clauses.get(..at).unwrap_or_default().iter().rev().find(words);
        let clause = before.or_else(|| self.clauses.iter().find(words))?;
        self.page.tokens.span(noun_phrase::subject(self.page, clause.tokens.start, clause.tokens.end)?)
    }

    /// Whether the verbs outside quotations say that this is reported.
    fn is_reported(&self, adjacent: bool) -> bool {
        let page = self.page;
        let words =
            || self.clauses.iter().filter(|clause| clause.stretch.is_none()).flat_map(|clause| clause.tokens.clone());
        let has = |roles| words().any(|at| page.roles(at).is(roles) && !page.is_upper(at));
        (has(REPORTED) || adjacent && has(CONDITIONAL)) && !has(FIRST)
    }

    fn source(&self, frame: &Frame) -> Option<Span> {
        let span = self.page.tokens.span(frame.source.clone()?)?;
        let clitic = cue::clitic(span.of(self.page.text)).map_or(0, |(verb, _)| verb);
        Some(Span::new(span.start() + clitic, span.end()))
    }

    fn cue(&self, frame: &Frame) -> Option<Span> {
        let span = self.page.tokens.span(frame.cue.clone())?;
        let verb = cue::clitic(span.of(self.page.text)).map_or(span.len(), |(_, verb)| verb);
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

/// The stretches inside the content, but for words that are only called so.
fn stretches_in(page: &Page<'_>, content: &[Span]) -> Vec<usize> {
    let mut own = Vec::new();
    for span in content {
        let first = page.stretches.partition_point(|stretch| stretch.span.end() <= span.start());
        let inside =
            page.stretches.iter().enumerate().skip(first).take_while(|(_, stretch)| stretch.span.end() <= span.end());
        own.extend(inside.map(|(n, _)| n).filter(|&n| page.scores.get(n).is_some_and(|score| *score > -9)));
    }
    own
}

fn kind(page: &Page<'_>, content: &[Span], stretches: &[usize]) -> QuoteKind {
    let words = |range: Range<usize>| range.filter(|&at| page.is_word(at)).count();
    let all: usize = content.iter().map(|span| words(page.tokens.within(*span))).sum();
    let marked: usize =
        stretches.iter().filter_map(|&n| page.stretches.get(n)).map(|stretch| words(stretch.tokens.clone())).sum();
    match (stretches.is_empty(), marked * 20 >= all * 19) {
        (true, _) => QuoteKind::Indirect,
        (false, true) => QuoteKind::Direct,
        (false, false) => QuoteKind::Mixed,
    }
}
