//! Money, percentages and counts in the prose of an article, with their values.
//!
//! Marked are a number with a currency (`$3.5 billion`, `3,5 Millionen Euro`, `14 dollars`), with a word or sign of
//! percentage, with a unit of measure (`12 kilometers`), and with a noun of people or things that news counts (`12 people`).
//! Numbers in dates and times are theirs. Not marked are ranges written in one (`10-15 percent` marks the whole only where
//! it is two words), parts of a currency (`18 cents`), amounts without a figure (`hundreds of people`), other nouns.
//!
//! A bare `$` is the dollar of the United States, `¥` the yen: nothing else in the story is asked.

use super::tokens::Tokens;
use crate::article::{Amount, TimeValue};
use crate::grammar::amount::{AmountWord, Number, amount_word, number};
use crate::grammar::time_word::{Lexicon, Role};
use crate::grammar::token::{Token, TokenKind};
use crate::span::{Slice, Span};

/// Marks the amounts in text order.
pub(crate) fn find(text: &str, lang: Option<&str>, tokens: &Tokens, times: &[TimeValue]) -> Vec<Amount> {
    let lang = lang.unwrap_or("en");
    let mut amounts = Vec::new();
    let mut times = times.iter().filter_map(|time| time.span).peekable();
    for region in &tokens.regions {
        let copy = Copy { text, lang, lexicon: Lexicon::of(lang), tokens: tokens.of(region) };
        let mut at = 0;
        while let Some(token) = copy.tokens.get(at) {
            let start = token.span.start();
            while times.next_if(|time| time.end() <= start).is_some() {}
            let is_free = times.peek().is_none_or(|time| time.start() > start);
            let found = if is_free && copy.may_start(token) { copy.amount(at) } else { None };
            at = found.as_ref().map_or(at, |(_, last)| *last) + 1;
            amounts.extend(found.map(|(amount, _)| amount));
        }
    }
    amounts
}

/// A region while it is read.
struct Copy<'a> {
    text: &'a str,
    lang: &'a str,
    lexicon: &'static Lexicon,
    tokens: &'a [Token],
}

impl<'a> Copy<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn may_start(&self, token: &Token) -> bool {
        token.kind == TokenKind::Number || self.number_word(token).is_some()
    }

    fn number_word(&self, token: &Token) -> Option<u64> {
        let value = |role| if let Role::Number(tenths) = role { Some(tenths) } else { None };
        let tenths = self.lexicon.roles(token.hash).find_map(value)?;
        (tenths % 10 == 0).then_some(u64::from(tenths / 10))
    }

    /// The amount whose number starts at `at`, and its last token.
    fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let in_words = self.number_word(self.tokens.get(at)?);
        let (mut number, mut last) = match in_words {
            Some(value) => (Number::whole(value), at),
            None => self.figures(at)?,
        };
        let sign = self.sign_before(at);
        let mut has_factor = false;
        // "3 mil millones", "2 hundred thousand".
        for _ in 0..2 {
            let Some((factor, end)) = self.words(last + 1, &["times"]) else { break };
            number = number.times_ten(factor.value.parse().ok()?)?;
            (last, has_factor) = (end, true);
        }
        // "a percent", "one country" count nothing that a reader would ask for.
        if in_words == Some(1) && !has_factor {
            return None;
        }
        if let Some((start, currency)) = sign {
            return Some((self.finish("money", number, start, last, Some(currency), None)?, last));
        }
        let (row, end) = self.words(last + 1, &["percent", "currency", "sign", "unit", "noun"])?;
        let (kind, currency, unit) = match row.role {
            "percent" => ("percent", None, None),
            "currency" | "sign" => ("money", Some(row.value), None),
            _ => ("count", None, Some(row.value)),
        };
        Some((self.finish(kind, number, at, end, currency, unit)?, end))
    }

    fn finish(
        &self,
        kind: &str,
        number: Number,
        start: usize,
        last: usize,
        currency: Option<&str>,
        unit: Option<&str>,
    ) -> Option<Amount> {
        let span = Span::new(self.tokens.get(start)?.span.start(), self.tokens.get(last)?.span.end());
        Some(Amount {
            span,
            text: Slice,
            r#type: kind.to_owned(),
            value: number.value(),
            currency: currency.map(str::to_owned),
            unit: unit.map(str::to_owned),
        })
    }

    /// A number in figures, of groups that spaces part in languages that write so.
    fn figures(&self, at: usize) -> Option<(Number, usize)> {
        let mut found = number(self.word(at), self.lang)?;
        let mut last = at;
        let spaced = !self.lang.starts_with("en") && !self.lang.starts_with("de");
        if spaced && self.word(at).len() <= 3 {
            while let Some(group) = self.group(last + 1) {
                found = found.with_group(group)?;
                last += 1;
            }
        }
        Some((found, last))
    }

    fn group(&self, at: usize) -> Option<u64> {
        let word = self.word(at);
        let is_group = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        if is_group { word.parse().ok() } else { None }
    }

    /// A sign of currency in front of the number: `$`, `US$`, `EUR`.
    fn sign_before(&self, at: usize) -> Option<(usize, &'static str)> {
        let sign = at.checked_sub(1)?;
        let row = amount_word(self.word(sign), self.lang, &["sign"])?;
        // "US" and "$" are two tokens.
        let letters =
            sign.checked_sub(1).filter(|_| self.tokens.get(sign).is_some_and(|sign| !sign.has_space_before()));
        let long = letters.and_then(|letters| {
            let both = self.tokens.get(letters)?.span.to(self.tokens.get(sign)?.span).of(self.text);
            Some((letters, amount_word(both, self.lang, &["sign"])?.value))
        });
        Some(long.unwrap_or((sign, row.value)))
    }

    /// The longest word of amounts that starts at `at`, of one token or two, and its last token.
    fn words(&self, at: usize, roles: &[&str]) -> Option<(&'static AmountWord, usize)> {
        let first = self.tokens.get(at)?;
        let two =
            self.tokens.get(at + 1).filter(|next| next.is_word()).and_then(|next| {
                Some((amount_word(first.span.to(next.span).of(self.text), self.lang, roles)?, at + 1))
            });
        two.or_else(|| Some((amount_word(self.word(at), self.lang, roles)?, at)))
    }
}
