//! Quotation marks: which one opens, which one closes, and the stretches between them.
//!
//! Every region is paired on its own, from its first mark to its last; a stretch never crosses a region. A mark opens or
//! closes by the side that space stands on, and by its form where that does not tell: `“` closes in „so“ and in “so“, `»`
//! opens in »so«. Three families are told apart: double marks of all forms, which close each other because copy mixes
//! them (`“so"`); guillemets and corner brackets, which may stand in each other; single marks. What stands inside a
//! stretch of another family is part of it.
//!
//! Heuristics, each with its test below:
//! - a second double mark that opens ends an unclosed stretch (`“It rained, he said. “It still does.”`), unless none
//!   closes behind it: then it closed with its space on the wrong side (`"It rained "he said.`);
//! - a closing mark behind a number gives way to a later one (`"He is 6'2" tall," she said.`);
//! - a single mark opens only before a word that is no clipped one (`'em`, `'90s`) and holds only if it is closed; one
//!   behind `s` or `in` may be an apostrophe and gives way to a later one (`'The boys' room is big,' she said.`).
//!
//! A stretch that opens and does not close runs to the end of its region; whether the next region goes on with it is told
//! by its first mark. Known failures: a double mark in a double mark (`"He said "no" twice"`) ends the outer stretch.

use std::ops::Range;

use super::tokens::{Region, Tokens};
use crate::grammar::token::{Token, TokenKind};
use crate::span::Span;

/// How a stretch ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Close {
    /// By a closing mark.
    Mark,
    /// With its region; the next one opens with a mark again.
    Continued,
    /// With its region, or before the mark that opens the next stretch.
    Never,
}

/// Text between quotation marks.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    /// With the marks.
    pub(crate) span: Span,
    /// Without them.
    pub(crate) inner: Span,
    /// The tokens of `inner`.
    pub(crate) tokens: Range<usize>,
    /// The region it stands in.
    pub(crate) region: usize,
    pub(crate) close: Close,
    /// Whether the region before was left open, so that this goes on with it.
    pub(crate) continues: bool,
    /// Between single marks.
    pub(crate) single: bool,
}

/// Pairs the marks of every region. Stretches come in text order and never overlap.
pub(crate) fn pair(text: &str, tokens: &Tokens) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (number, region) in tokens.regions.iter().enumerate() {
        let mut pairing = Pairing::new(text, tokens, region, number);
        pairing.run();
        stretches.extend(pairing.found.into_iter().filter(|stretch| !stretch.inner.is_empty()));
    }
    for at in 1..stretches.len() {
        let [.., before, here] = stretches.get_mut(..=at).unwrap_or_default() else { continue };
        let Some(region) = tokens.regions.get(before.region) else { continue };
        let left_open = before.close == Close::Never && before.tokens.end == region.tokens.end;
        if left_open && before.region + 1 == here.region && opens_region(tokens, here) {
            before.close = Close::Continued;
            here.continues = true;
        }
    }
    stretches
}

/// Whether only marks stand before the words of the stretch.
fn opens_region(tokens: &Tokens, stretch: &Stretch) -> bool {
    let first = tokens.regions.get(stretch.region).map_or(0, |region| region.tokens.start);
    let before = tokens.all.get(first..stretch.tokens.start).unwrap_or_default();
    before.len() <= 2 && before.iter().all(|token| token.kind == TokenKind::Mark)
}

/// What a mark looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `"`, `''`, `'`: opens and closes.
    Straight,
    /// `„`, `‚`, two back-quotes: opens everywhere.
    Low,
    /// `“`, `‘`: opens in English, closes in German.
    Six,
    /// `”`, `’`: closes nearly everywhere, opens in Swedish.
    Nine,
    /// `«`, `‹`.
    Left,
    /// `»`, `›`.
    Right,
    /// `「`, `『`.
    CornerOpen,
    /// `」`, `』`.
    CornerClose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Guillemet,
    Corner,
    Single,
}

/// What the space around a mark, or its neighbors, say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Side {
    Opens,
    Closes,
    #[default]
    Either,
}

fn form(mark: &str) -> Option<(Family, Form)> {
    Some(match mark {
        "\"" | "''" | "＂" => (Family::Double, Form::Straight),
        "„" | "‟" | "``" => (Family::Double, Form::Low),
        "“" => (Family::Double, Form::Six),
        "”" => (Family::Double, Form::Nine),
        "«" => (Family::Guillemet, Form::Left),
        "»" => (Family::Guillemet, Form::Right),
        "「" | "『" => (Family::Corner, Form::CornerOpen),
        "」" | "』" => (Family::Corner, Form::CornerClose),
        "'" => (Family::Single, Form::Straight),
        "‚" | "‛" | "`" => (Family::Single, Form::Low),
        "‘" => (Family::Single, Form::Six),
        "’" | "´" => (Family::Single, Form::Nine),
        "‹" => (Family::Single, Form::Left),
        "›" => (Family::Single, Form::Right),
        _ => return None,
    })
}

/// What a mark of this form does on this side, given the form of the mark that is open.
fn direction(form: Form, side: Side, open: Option<Form>) -> Side {
    let closes = side == Side::Closes;
    match (form, open) {
        (Form::Straight, _) => side,
        (Form::Six, Some(Form::Low)) if side != Side::Opens => Side::Closes,
        (Form::Six, Some(_)) | (Form::Left, _) if closes => Side::Closes,
        (Form::Left, Some(Form::Right)) | (Form::Right, Some(Form::Left)) | (Form::Nine, Some(_)) => Side::Closes,
        (Form::Nine | Form::Right, _) if side == Side::Opens => Side::Opens,
        (Form::CornerClose | Form::Nine | Form::Right, _) => Side::Closes,
        (Form::Low | Form::CornerOpen | Form::Six | Form::Left, _) => Side::Opens,
    }
}

/// A mark that waits for its end.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Its token.
    at: usize,
    family: Family,
    form: Form,
    /// Further marks of its family that are open inside.
    depth: usize,
    /// The last mark that closed one of them.
    inner_close: Option<usize>,
    /// It may have closed the stretch before.
    is_doubtful: bool,
}

/// The marks of one region.
struct Pairing<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    region: &'a Region,
    number: usize,
    found: Vec<Stretch>,
    open: Option<Open>,
    /// A single mark that may have opened, and how many stretches were found before it.
    single: Option<(usize, usize)>,
    /// The last stretch may go on to a later closing mark.
    is_loose: bool,
    /// The side of the mark before.
    last_side: Side,
}

impl<'a> Pairing<'a> {
    fn new(text: &'a str, tokens: &'a Tokens, region: &'a Region, number: usize) -> Self {
        Pairing {
            text,
            tokens,
            region,
            number,
            found: Vec::new(),
            open: None,
            single: None,
            is_loose: false,
            last_side: Side::Either,
        }
    }

    fn run(&mut self) {
        for (at, token) in self.region.tokens.clone().zip(self.tokens.of(self.region)) {
            if token.kind != TokenKind::Mark {
                continue;
            }
            let Some((family, form)) = form(token.span.of(self.text)) else { continue };
            let side = self.side(at, *token);
            self.last_side = side;
            match (family, self.open) {
                (Family::Single, None) => self.single_mark(at, form, side),
                (_, Some(open)) if open.family != family => {}
                _ => self.mark(at, family, form, side),
            }
        }
        self.finish();
    }

    fn mark(&mut self, at: usize, family: Family, form: Form, side: Side) {
        let new = Open { at, family, form, depth: 0, inner_close: None, is_doubtful: false };
        match (direction(form, side, self.open.map(|open| open.form)), self.open.take()) {
            (Side::Opens | Side::Either, None) => {
                self.is_loose = false;
                self.open = Some(new);
            }
            (Side::Opens, Some(open)) if family != Family::Double => {
                self.open = Some(Open { depth: open.depth + 1, ..open });
            }
            (Side::Opens, Some(open)) => {
                let is_doubtful = !open.is_doubtful && form == Form::Straight;
                if open.is_doubtful {
                    self.close_before(open);
                } else {
                    self.push(open.at, at, Close::Never, false);
                }
                self.open = Some(Open { is_doubtful, ..new });
            }
            (Side::Closes, None) => self.extend(at, false),
            (_, Some(open)) if open.depth > 0 => {
                self.open = Some(Open { depth: open.depth - 1, inner_close: Some(at), ..open });
            }
            (_, Some(open)) => {
                self.push(open.at, at, Close::Mark, false);
                self.is_loose = self.token(at.wrapping_sub(1)).is_some_and(|token| token.kind == TokenKind::Number);
            }
        }
    }

    fn single_mark(&mut self, at: usize, form: Form, side: Side) {
        let open = self.single.and_then(|(at, _)| self.form_at(at));
        match (direction(form, side, open), side, self.single) {
            (Side::Opens, Side::Opens, _) if form != Form::Nine && !self.is_clipped(at + 1) => {
                self.is_loose = false;
                self.single = Some((at, self.found.len()));
            }
            (Side::Closes, Side::Closes, None) if self.is_firm(at) => self.extend(at, true),
            (Side::Closes, Side::Closes, Some((first, before))) => {
                let is_firm = self.is_firm(at);
                // Double marks inside: only a sign at the closing mark proves that the single ones are the outer marks.
                if self.found.len() > before && !is_firm {
                    return;
                }
                self.found.truncate(before);
                self.push(first, at, Close::Mark, true);
                self.is_loose = !is_firm && self.may_be_apostrophe(at);
                self.single = None;
            }
            _ => {}
        }
    }

    fn finish(&mut self) {
        let end = self.region.tokens.end;
        let Some(open) = self.open.take() else { return };
        let announced = |at: usize| {
            self.token(at.wrapping_sub(1)).is_some_and(|token| matches!(token.span.of(self.text), "," | ":"))
        };
        match open.inner_close {
            // «He reads the «Gazette», she said: one mark closes both.
            Some(close) => self.push(open.at, close, Close::Mark, false),
            None if open.is_doubtful && !announced(open.at) => self.close_before(open),
            None => self.push(open.at, end, Close::Never, false),
        }
    }

    /// The mark that seemed to open closes the stretch before it.
    fn close_before(&mut self, open: Open) {
        if let Some((before, mark)) = self.found.last_mut().zip(self.tokens.all.get(open.at)) {
            before.span = before.span.to(mark.span);
            before.close = Close::Mark;
        }
    }

    /// Lets the last stretch end at `at` instead, if it ended loosely.
    fn extend(&mut self, at: usize, single: bool) {
        let last = self.found.last().filter(|last| last.single == single && self.is_loose);
        if let Some(first) = last.and_then(|last| last.tokens.start.checked_sub(1)) {
            self.found.pop();
            self.push(first, at, Close::Mark, single);
        }
        self.is_loose = false;
    }

    /// Adds the stretch from the mark at `first` to the mark at `last`, or to what stands before `last`.
    fn push(&mut self, first: usize, last: usize, close: Close, single: bool) {
        let Some(opening) = self.token(first).map(|token| token.span) else { return };
        let closing = match (close, self.token(last), self.token(last.wrapping_sub(1))) {
            (Close::Mark, Some(mark), _) => mark.span,
            (_, _, Some(before)) => Span::new(before.span.end(), before.span.end()),
            _ => return,
        };
        let inner = Span::new(opening.end(), closing.start().max(opening.end()));
        let (tokens, region) = (first + 1..last, self.number);
        self.found.push(Stretch { span: opening.to(closing), inner, tokens, region, close, continues: false, single });
    }

    fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.all.get(at).filter(|_| self.region.tokens.contains(&at))
    }

    fn form_at(&self, at: usize) -> Option<Form> {
        form(self.token(at)?.span.of(self.text)).map(|(_, form)| form)
    }

    fn side(&self, at: usize, mark: Token) -> Side {
        match (mark.has_space_before(), mark.has_space_behind()) {
            (true, false) => return Side::Opens,
            (false, true) => return Side::Closes,
            (true, true) => return Side::Either,
            (false, false) => {}
        }
        let (Some(before), Some(behind)) = (self.token(at.wrapping_sub(1)), self.token(at + 1)) else {
            return Side::Either;
        };
        let sign = before.span.of(self.text);
        match before.kind {
            TokenKind::Mark => self.last_side,
            TokenKind::Sign if matches!(sign, "(" | "[" | "{" | ":" | "/" | "=") => Side::Opens,
            TokenKind::Sign if behind.is_word() && is_dash(sign) => Side::Opens,
            _ if behind.is_word() => Side::Either,
            _ => Side::Closes,
        }
    }

    /// A sign before the closing mark or behind it.
    fn is_firm(&self, at: usize) -> bool {
        let is_word = |token: Option<&Token>| token.is_some_and(|token| token.is_word());
        !is_word(self.token(at.wrapping_sub(1))) || !is_word(self.token(at + 1))
    }

    /// `the boys’ room`, `goin’ home`.
    fn may_be_apostrophe(&self, at: usize) -> bool {
        let word = self.token(at.wrapping_sub(1)).map_or("", |token| token.span.of(self.text));
        word.ends_with(['s', 'S', 'z', 'x']) || word.ends_with("in") || word.ends_with(|c: char| c.is_ascii_digit())
    }

    /// A word that an apostrophe shortens at its start: `'em`, `'til`, `'90s`.
    fn is_clipped(&self, at: usize) -> bool {
        let Some(word) = self.token(at).map(|token| token.span.of(self.text)) else { return true };
        let is_year = word.len() <= 3 && word.trim_end_matches('s').bytes().filter(u8::is_ascii_digit).count() == 2;
        is_year
            || ["em", "n", "til", "tis", "twas", "cause", "bout", "round"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
    }
}

fn is_dash(sign: &str) -> bool {
    sign.starts_with('-') || matches!(sign, "—" | "–" | "―")
}

#[cfg(test)]
mod tests;
