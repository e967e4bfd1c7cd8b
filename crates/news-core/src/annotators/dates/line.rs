//! A sentence in pieces: tokens, of which hyphens, elisions and possessives are taken apart, and known expressions of
//! several words put together.

use crate::grammar::time_word::{Lexicon, Role, Toward};
use crate::grammar::token::{Token, TokenKind, word_hash};
use crate::span::Span;

/// A word, number or mark.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    pub(super) hash: u32,
    pub(super) is_upper: bool,
    pub(super) has_space_before: bool,
}

/// A sentence while it is read.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'static Lexicon,
    pub(super) lang: &'a str,
    pub(super) pieces: Vec<Piece>,
    /// The pieces behind the last expression that was found; no other reaches back over it.
    pub(super) floor: usize,
    /// A quarter was named lately: "a year earlier" is the same quarter of the year before.
    pub(super) has_quarter: bool,
    /// Month of the day that was found last in the sentence: "24 and 25 April", "April 24 and 25".
    pub(super) month: Option<i8>,
}

/// The longest word of time with a hyphen, in bytes; of a longer token the parts alone are looked up.
const LONGEST: usize = 40;
/// The longest prefix that an apostrophe may part from its word: `quest'anno`; `aujourd'hui` is one word.
const ELISION: usize = 5;

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, lang: &'a str) -> Self {
        Line { text, lexicon: Lexicon::of(lang), lang, pieces: Vec::new(), floor: 0, has_quarter: false, month: None }
    }

    /// Takes up the next sentence.
    pub(super) fn fill(&mut self, tokens: &[Token]) {
        self.pieces.clear();
        self.floor = 0;
        self.month = None;
        let elides = matches!(self.lang.get(..2), Some("fr" | "it" | "es" | "pt"));
        for token in tokens {
            let is_plain = !token.has_hyphen() && !token.is_possessive() && !elides;
            if is_plain || !token.is_word() {
                self.push(token.span, token, token.hash, token.has_space_before());
            } else {
                self.push_parts(token, elides);
            }
        }
    }

    fn push_parts(&mut self, token: &Token, elides: bool) {
        let bare = token.bare(self.text);
        let word = bare.of(self.text);
        let whole = if bare == token.span { token.hash } else { word_hash(word) };
        let known = self.lexicon.roles(whole).next().is_some();
        let cut = |c: char| matches!(c, '-' | '‐' | '‑') || (elides && matches!(c, '\'' | '’'));
        // A date in figures is read as one.
        let is_numeric = word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(|c: char| c.is_ascii_digit());
        let are_years = word.len() == 9 && word.split_once('-').is_some_and(|(first, _)| first.len() == 4);
        if known || (is_numeric && !are_years) || !word.contains(cut) {
            return self.push(bare, token, whole, token.has_space_before());
        }
        let (mut start, mut space) = (0, token.has_space_before());
        for (at, mark) in word.match_indices(cut) {
            // Only the first apostrophe elides, and only behind a short word.
            let elides = start == 0 && at <= ELISION;
            if at == start || (mark.starts_with(['\'', '’']) && !elides) || self.is_known(word.get(start..)) {
                continue;
            }
            let span = Span::new(bare.start() + start, bare.start() + at);
            self.push(span, token, word_hash(span.of(self.text)), space);
            (start, space) = (at + mark.len(), false);
        }
        let span = Span::new(bare.start() + start, bare.end());
        self.push(span, token, word_hash(span.of(self.text)), space);
    }

    /// Whether the rest of a token is a word: `après-midi` behind an elision.
    fn is_known(&self, rest: Option<&str>) -> bool {
        let rest = rest.filter(|rest| rest.len() <= LONGEST);
        rest.is_some_and(|rest| self.lexicon.roles(word_hash(rest)).next().is_some())
    }

    fn push(&mut self, span: Span, token: &Token, hash: u32, has_space_before: bool) {
        // A part may be of another kind than the whole: "mid-1996", "10-year", "late-November".
        let first = span.of(self.text).chars().next().filter(|_| span != token.span);
        let kind = match first {
            Some(c) if c.is_numeric() => TokenKind::Number,
            Some(c) if c.is_alphabetic() => TokenKind::Word,
            _ => token.kind,
        };
        let is_upper = first.map_or(token.is_upper(), char::is_uppercase);
        self.pieces.push(Piece { span, kind, hash, is_upper, has_space_before });
        if self.lexicon.may_end(hash) {
            self.join();
        }
    }

    /// Puts the last pieces together where they are a known expression. An expression that goes on is met again.
    fn join(&mut self) {
        let len = self.pieces.len();
        for count in [4, 3, 2] {
            let Some(start) = len.checked_sub(count) else { continue };
            let Some(first) = self.pieces.get(start).copied() else { continue };
            if !self.lexicon.may_open(first.hash) {
                continue;
            }
            let behind = |n: usize| self.pieces.get(start + n).map(|piece| piece.hash);
            let Some(hash) = self.lexicon.phrase(first.hash, count - 1, behind) else { continue };
            let end = self.pieces.last().map_or(first.span.end(), |piece| piece.span.end());
            self.pieces.truncate(start);
            self.pieces.push(Piece { span: Span::new(first.span.start(), end), hash, ..first });
            return;
        }
    }

    pub(super) fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    /// The first role of a piece that `pick` takes.
    pub(super) fn role<T>(&self, at: usize, pick: impl Fn(Role) -> Option<T>) -> Option<T> {
        self.lexicon.roles(self.pieces.get(at)?.hash).find_map(pick)
    }

    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.role(at, |found| (found == role).then_some(())).is_some()
    }

    /// The piece before `at`, if no expression was found there.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|at| *at >= self.floor)
    }

    /// The value of a whole number in digits.
    pub(super) fn digits(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        if word.is_empty() || word.len() > 6 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        word.parse().ok()
    }

    /// A year in four digits.
    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let year = self.digits(at).filter(|year| (1000..=2199).contains(year) && self.word(at).len() == 4)?;
        i16::try_from(year).ok()
    }

    /// Whether the piece joins two of a kind: `and`, `to`, a comma or dash.
    pub(super) fn is_joint(&self, at: usize) -> bool {
        let joints = [
            ",", "-", "–", "—", "and", "or", "to", "und", "oder", "bis", "sowie", "et", "au", "à", "y", "e", "a", "al",
            "и", "по", "та", "і", "до", "й",
        ];
        joints.contains(&self.word(at))
    }

    /// Whether the words around say that a time is past or to come.
    ///
    /// The nearest word in front decides (`since`, `will`, `said`), else the nearest behind.
    pub(super) fn tense(&self, first: usize, end: usize) -> Option<Toward> {
        let told = |at: usize| {
            let tense = self.role(at, |role| if let Role::Tense(toward) = role { Some(toward) } else { None });
            let is_past = || {
                let word = self.word(at);
                (self.lang.starts_with("en") && word.len() > 4 && word.ends_with("ed")).then_some(Toward::Past)
            };
            tense.or_else(is_past)
        };
        // A clause is seldom longer.
        let before = (first.saturating_sub(12)..first).rev().find_map(told);
        before.or_else(|| (end..end + 8).find_map(told))
    }
}
