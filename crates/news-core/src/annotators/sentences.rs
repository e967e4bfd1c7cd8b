//! Sentences: from the first word to the final mark with the quotation marks and brackets that close behind it.
//!
//! A full stop ends a sentence unless it abbreviates (`Gov. Ruiz`, `U.S. troops`, `J. K. Poe`, `No. 5`, `am 5. August`), the next
//! word is in lower case, or a mark follows that opens none (`«…?», said`). Three dots end one only before a word in upper
//! case, and not before `I`. Items that stand in one line are sentences (`1. Bread 2. Milk`). A region ends its last
//! sentence whatever its last mark is. Greek and Armenian have their own final marks; scripts without spaces end a sentence
//! at every final mark outside `《…》`.
//!
//! Known failures: `vitamin C. Sales` and `We met Mr. B. Poe knew` are one sentence; so is `to the U.S. Troops left`, where the
//! next word is no common opener. A sentence that lacks the space behind its stop (`over.The`) is not parted. A sentence
//! inside a bracket or quotation ends where its mark is, also where the sentence around it goes on with a capital.

use std::ops::Range;

use super::tokens::Tokens;
use crate::article::Block;
use crate::grammar::stop::{self, Stop};
use crate::grammar::token::{Token, TokenKind};
use crate::grammar::words::is_cjk;

/// The sentences of all regions in text order, as ranges of tokens.
pub(crate) fn find(text: &str, tokens: &Tokens) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    for region in &tokens.regions {
        let first = region.tokens.start;
        let mut prose = Prose { text, tokens: tokens.of(region), start: 0, item: None, title: None, in_angles: false };
        prose.item = prose.item_at(0);
        let mut at = 0;
        while at < prose.tokens.len() {
            let end = prose.end_at(at);
            if end > 0 {
                sentences.push(first + prose.start..first + end);
                prose.start = end;
                prose.item = prose.item_at(end);
            }
            at = end.max(at + 1);
        }
        if prose.start < prose.tokens.len() {
            sentences.push(first + prose.start..region.tokens.end);
        }
    }
    sentences
}

/// The mark of a list item that a sentence opens with: `•`, `2.)`, `b.`
struct Item {
    bullet: Option<char>,
    /// A number or, for a letter, its place in the alphabet.
    n: Option<u32>,
    is_letter: bool,
    /// Behind its last token.
    end: usize,
}

/// The most tokens of a title between `《` and `》`.
const TITLE: usize = 40;

/// A region while it is read.
struct Prose<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Where the current sentence starts.
    start: usize,
    item: Option<Item>,
    /// Where `《` opened.
    title: Option<usize>,
    /// Between `«` and `»`.
    in_angles: bool,
}

impl<'a> Prose<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The end of the current sentence if the token at `at` ends it or opens the next item, else 0.
    fn end_at(&mut self, at: usize) -> usize {
        match self.word(at) {
            "《" => self.title = Some(at),
            "》" => self.title = None,
            "«" => self.in_angles = true,
            "»" => self.in_angles = false,
            _ => {}
        }
        if at > self.start && self.opens_next_item(at) {
            return at;
        }
        let in_mark = self.item.as_ref().is_some_and(|item| at < item.end);
        let in_title = self.title.is_some_and(|title| at - title < TITLE);
        if in_mark || in_title || !self.is_final(at) {
            return 0;
        }
        let last = self.last_dot(at);
        let end = self.behind_closing(last + 1);
        if self.ends_here(at, last, end) { end } else { 0 }
    }

    fn is_final(&self, at: usize) -> bool {
        let goes_on = at > self.start && self.word(at - 1).starts_with('.');
        if goes_on || self.tokens.get(at).is_none_or(|token| token.kind != TokenKind::Sign) {
            return false;
        }
        match self.word(at) {
            "." | "!" | "?" | "…" | "。" | "！" | "？" | "؟" | "।" | "۔" | "։" | "။" | "።" | "។" => {
                true
            }
            // The Greek question mark; Armenian copy that is typed with a colon.
            ";" | "\u{37E}" => self.letter_before(at).is_some_and(|c| matches!(c, 'Α'..='ώ')),
            ":" => self.letter_before(at).is_some_and(|c| matches!(c, 'Ա'..='ֆ')),
            sign => sign.starts_with(".."),
        }
    }

    fn letter_before(&self, at: usize) -> Option<char> {
        let letters = self.word(at.checked_sub(1)?).chars().rev();
        letters.into_iter().find(|c| c.is_alphabetic())
    }

    /// The last of the dots that go on from here, with or without spaces: `. . .`
    fn last_dot(&self, at: usize) -> usize {
        let is_dot = |n: &usize| self.word(*n).starts_with('.');
        // More than six dots are a leader, not an ellipsis.
        at + (at + 1..at + 7).take_while(|n| is_dot(&at) && is_dot(n)).count()
    }

    /// Behind further final marks and the marks and brackets that close without a space.
    fn behind_closing(&self, from: usize) -> usize {
        let closes = |token: &&Token| {
            let sign = token.span.of(self.text);
            let is_close = matches!(sign, ")" | "]" | "）" | "!" | "?" | "." | "…" | "？" | "！");
            !token.has_space_before() && (token.kind == TokenKind::Mark || is_close)
        };
        from + self.tokens.get(from..).unwrap_or_default().iter().take_while(closes).count()
    }

    /// Whether the final mark from `at` to `last`, with what closes behind it up to `end`, ends the sentence.
    fn ends_here(&self, at: usize, last: usize, end: usize) -> bool {
        let (sign, follows) = (self.word(at), self.word(end));
        if matches!(follows, "," | ";" | ":" | "/" | ")" | "]" | "%") || (sign != "." && follows == "-") {
            return false;
        }
        let opening = |n: &usize| {
            let mark = self.tokens.get(*n).is_some_and(|token| token.kind == TokenKind::Mark);
            mark || matches!(self.word(*n), "(" | "[" | "—" | "–" | "-" | "¿" | "¡" | "《")
        };
        // Marks that open are few; the bound keeps a line of dashes linear.
        let Some(next) = (end..(end + 8).min(self.tokens.len())).find(|n| !opening(n)) else { return true };
        let first = self.word(next).chars().next().unwrap_or(' ');
        if matches!(sign, "。" | "！" | "？" | "။") || is_cjk(first) {
            return true;
        }
        let has_space =
            end.checked_sub(1).and_then(|last| self.tokens.get(last)).is_some_and(|last| last.has_space_behind());
        if !has_space || first.is_lowercase() {
            return false;
        }
        // «Where? – she asked. – There»: the dash goes on with what was said.
        if self.in_angles && matches!(follows, "—" | "–") {
            return false;
        }
        let dots = if last > at { last - at + 1 } else { sign.len() };
        if sign.starts_with('.') && dots > 1 {
            return self.ellipsis_ends(at, next, dots);
        }
        sign != "." || end > at + 1 || self.stop_ends(at, next)
    }

    /// Whether dots end the sentence: before upper case; `I` is that anywhere, so three dots before it do not tell.
    fn ellipsis_ends(&self, at: usize, next: usize, dots: usize) -> bool {
        let word = self.word(next);
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        word.starts_with(char::is_uppercase) && before != "[" && (dots > 3 || !matches!(word, "I" | "I'm" | "I’m"))
    }

    /// Whether one full stop ends the sentence, `next` being the word behind it.
    fn stop_ends(&self, at: usize, next: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|at| self.tokens.get(at)) else { return false };
        let glued = |at: usize, word: &str| {
            self.tokens.get(at).is_some_and(|token| !token.has_space_before()) && at > 0 && self.word(at - 1) == word
        };
        // "N°. 5" counts; "at 20°C. Then" has no initial.
        if matches!(self.word(at - 1), "°" | "º") && (glued(at - 1, "N") || glued(at - 1, "n")) {
            return !self.word(next).starts_with(|c: char| c.is_numeric());
        }
        if !before.is_word() || glued(at - 1, "°") {
            return true;
        }
        // "z. B.", "u. Ä.": single letters with stops come in company.
        let (single_before, single_behind) = (stop::single(self.word(at - 1)), stop::single(self.word(next)));
        if single_before.is_some() && single_behind.is_some() && self.word(next + 1) == "." {
            return false;
        }
        // "vom 1. - 3. Mai".
        if before.kind == TokenKind::Number && matches!(self.word(at + 1), "-" | "–") {
            return false;
        }
        // Enough words stand this near, however many signs there are.
        let words = self
            .tokens
            .get(self.start.max(at.saturating_sub(40))..at)
            .unwrap_or_default()
            .iter()
            .filter(|token| token.is_word());
        let earlier = at.checked_sub(2).filter(|at| *at >= self.start).map_or("", |at| self.word(at));
        let stop = Stop { earlier, before: self.word(at - 1), behind: self.word(next), words: words.take(9).count() };
        !stop.goes_on()
    }

    /// Reads the mark of a list item at the start of a sentence.
    fn item_at(&self, at: usize) -> Option<Item> {
        let bullet = self.word(at).chars().next().filter(|c| matches!(c, '•' | '·' | '‣' | '▪' | '●' | '◦' | '⁃'));
        let label = at + usize::from(bullet.is_some());
        let word = self.word(label);
        let closers = (label + 1..label + 3)
            .take_while(|n| self.tokens.get(*n).is_some_and(|token| !token.has_space_before()))
            .take_while(|n| matches!(self.word(*n), "." | ")"))
            .count();
        let number = word.parse().ok().filter(|_| word.len() <= 3);
        let letter = stop::single(word).filter(char::is_ascii_lowercase).map(|c| u32::from(c) - u32::from('a') + 1);
        let n = number.or(letter).filter(|_| closers > 0);
        if bullet.is_none() && n.is_none() {
            return None;
        }
        let end = if n.is_some() { label + 1 + closers } else { label };
        Some(Item { bullet, n, is_letter: number.is_none(), end })
    }

    /// Whether the next item of the list that the sentence opens with stands here.
    fn opens_next_item(&self, at: usize) -> bool {
        let Some(item) = self.item.as_ref().filter(|item| at >= item.end) else { return false };
        if self.tokens.get(at).is_none_or(|token| !token.has_space_before()) {
            return false;
        }
        let Some(next) = self.item_at(at) else { return false };
        let follows = match (item.n, next.n) {
            (Some(n), Some(next_n)) => next_n == n + 1 && item.is_letter == next.is_letter,
            (before, behind) => before == behind,
        };
        let goes_on = self.tokens.get(next.end).is_some_and(|token| token.is_upper());
        follows && item.bullet == next.bullet && (goes_on || item.bullet.is_some())
    }
}

/// Writes the sentences into the blocks they stand in. Both are in text order.
pub(crate) fn place(blocks: &mut [Block], tokens: &Tokens, sentences: &[Range<usize>]) {
    let mut blocks = blocks.iter_mut().peekable();
    for span in sentences.iter().filter_map(|sentence| tokens.span(sentence.clone())) {
        while blocks.next_if(|block| block.span.end() <= span.start()).is_some() {}
        if let Some(block) = blocks.peek_mut().filter(|block| block.span.contains(span)) {
            block.sentences.push(span);
        }
    }
}
