//! From frames to statements, and whose words without a frame are.

use std::ops::Range;

use super::frames::{self, Place};
use super::utterance::Utterance;
use super::{Page, clauses, speech};
use crate::annotators::statements::Statement;
use crate::article::QuoteKind;
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
                let content = utterance.fragments(clause.tokens.clone(), utterance.bonus());
                if !content.is_empty() {
                    // What is said does not name who says it.
                    let named =
                        utterance.subject(at + 1).filter(|name| !content.iter().any(|said| said.contains(*name)));
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
            self.recount(utterance.page, carried);
            return;
        }
        let source = self.source;
        self.push(utterance.page, vec![span], None, source);
        self.carried = self.all.len().checked_sub(1);
    }

    /// Counts the stretches of a statement anew, whose content has grown.
    fn recount(&mut self, page: &Page<'_>, statement: Option<usize>) {
        let Some(statement) = statement.and_then(|at| self.all.get_mut(at)) else { return };
        let grown = statement.content.last().map(|last| stretches_in(page, &[*last])).unwrap_or_default();
        let known = statement.stretches.last().copied();
        statement.stretches.extend(grown.into_iter().filter(|n| known.is_none_or(|known| *n > known)));
        if statement.kind == QuoteKind::Indirect && !statement.stretches.is_empty() {
            statement.kind = QuoteKind::Mixed;
        }
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
