//! Events that the copy names: meetings, summits, drills, games.
//!
//! A noun of the table names an event with a name in front of it (`NATO summit`, `Peace Bridge joint drills`, `World Cup`;
//! in German `G20-Gipfel`), perhaps with a modifier of the table between them, or with `of` and a name behind it (`a meeting
//! of the UN's envoys`, `cumbre de la OTAN`). A mention by day (`today's meeting`) belongs to the only event of its kind.
//! Not marked are events without a name, storms, and what a single word in title case in front may only describe (`Russian
//! drills`, `Friday meeting`): recall gives way to safety.

use std::ops::Range;

use super::tokens::Tokens;
use crate::article::{Event, Spanned};
use crate::grammar::event_word::{EventRole, event_word};
use crate::grammar::time_word::{Lexicon, Role};
use crate::grammar::token::{Token, TokenKind, word_hash};
use crate::span::{Slice, Span};

/// The most words of a name in front of its noun.
const REACH: usize = 7;

/// Marks the events in the order of their first mention.
pub(crate) fn find(text: &str, lang: Option<&str>, tokens: &Tokens, sentences: &[Range<usize>]) -> Vec<Event> {
    let lang = lang.unwrap_or("en");
    let lexicon = Lexicon::of(lang);
    let mut events: Vec<Event> = Vec::new();
    let mut by_day: Vec<(Span, u32)> = Vec::new();
    let mut heads: Vec<u32> = Vec::new();
    for sentence in sentences {
        let line = Line { text, lang, lexicon, tokens: tokens.all.get(sentence.clone()).unwrap_or_default() };
        for at in 0..line.tokens.len() {
            let Some((role, kind, hash)) = line.head(at) else { continue };
            if let Some(span) = line.named(at, role) {
                add(&mut events, &mut heads, text, span, kind, hash);
            } else if let Some(span) = line.by_day(at) {
                by_day.push((span, hash));
            }
        }
    }
    for (span, hash) in by_day {
        let mut same = events.iter_mut().zip(&heads).filter(|(_, head)| **head == hash);
        if let (Some((event, _)), None) = (same.next(), same.next()) {
            event.mentions.push(span.into());
        }
    }
    for event in &mut events {
        event.mentions.sort_by_key(|mention| mention.span);
    }
    events
}

/// Adds a mention to the event of this name, or a new event.
fn add(events: &mut Vec<Event>, heads: &mut Vec<u32>, text: &str, span: Span, kind: &str, hash: u32) {
    let name = span.of(text);
    // A story has few events: those before are looked through.
    let known = events.iter_mut().take(RECENT).find(|event| event.span.of(text).eq_ignore_ascii_case(name));
    let mention = Spanned::from(span);
    if let Some(event) = known {
        event.mentions.push(mention);
        return;
    }
    let kind = Some(kind.to_owned());
    events.push(Event { span, name: Slice, kind, mentions: vec![mention] });
    heads.push(hash);
}

/// The most events that a mention is compared with.
const RECENT: usize = 50;

/// A sentence while it is read.
struct Line<'a> {
    text: &'a str,
    lang: &'a str,
    lexicon: &'static Lexicon,
    tokens: &'a [Token],
}

impl<'a> Line<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The role and kind of a noun of events, and the hash that its mentions share.
    fn head(&self, at: usize) -> Option<(EventRole, &'static str, u32)> {
        let token = self.tokens.get(at)?;
        let hash = if token.has_hyphen() && self.lang.starts_with("de") {
            word_hash(self.word(at).rsplit('-').next()?)
        } else {
            token.hash
        };
        let (role, kind) = event_word(hash, self.lang)?;
        (role != EventRole::Modifier).then_some((role, kind, hash))
    }

    /// The event that the noun at `at` names.
    fn named(&self, at: usize, role: EventRole) -> Option<Span> {
        let head = self.tokens.get(at)?;
        match self.lang.get(..2) {
            Some("en") => self.with_name_before(at, role).or_else(|| self.with_name_behind(at)),
            Some("de") if head.has_hyphen() && head.is_upper() => Some(head.span),
            _ => self.with_name_behind(at),
        }
    }

    /// `SCO drills`, `Peace Bridge joint counter-terror drills`, `World Cup`.
    fn with_name_before(&self, at: usize, role: EventRole) -> Option<Span> {
        let head = self.tokens.get(at)?;
        if (role == EventRole::Name && !head.is_upper()) || self.is_verb(at) {
            return None;
        }
        let mut first = at;
        let is_modifier = |at: usize| {
            let bare = self
                .tokens
                .get(at)
                .map(|token| word_hash(token.bare(self.text).of(self.text).trim_end_matches(['\'', '’'])));
            bare.and_then(|hash| event_word(hash, self.lang)).is_some_and(|(role, _)| role == EventRole::Modifier)
        };
        while first > 0 && at - first < REACH && self.modifies(first - 1, &is_modifier) {
            first -= 1;
        }
        let modifiers = at - first;
        let names = (0..first).rev().take(REACH).take_while(|at| self.is_name(*at)).count();
        let name = first - names;
        let single = names == 1 && name == 0 && !self.tokens.get(name)?.is_all_upper();
        // "Minister Ruiz exercises power": a name in front of such a word may be who does it.
        let article = name > 0 && self.tokens.get(name - 1).is_some_and(|token| self.is_article(token));
        let verb = matches!(self.word(at), "exercises" | "drills" | "talks" | "meeting");
        let sure = (names >= 2 && (article || !verb))
            || head.is_upper()
            || modifiers > 0
            || self
                .tokens
                .get(name)
                .is_some_and(|token| token.is_all_upper() || token.has_hyphen() || token.has_digit());
        (names > 0 && sure && !single).then(|| self.tokens.get(name).map(|token| token.span.to(head.span)))?
    }

    /// A word of the table, or an apostrophe behind one (`ministers'`).
    fn modifies(&self, at: usize, is_modifier: &impl Fn(usize) -> bool) -> bool {
        let apostrophe =
            matches!(self.word(at), "'" | "’") && self.tokens.get(at).is_some_and(|token| !token.has_space_before());
        is_modifier(at) || (apostrophe && at.checked_sub(1).is_some_and(is_modifier))
    }

    /// "Ruiz meeting Poe", "talks to the press": a verb.
    fn is_verb(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        let lower = self.tokens.get(at).is_some_and(|token| !token.is_upper());
        let goes_on = next.is_some_and(|next| next.kind == TokenKind::Word && next.is_upper())
            || matches!(self.word(at + 1), "to" | "with" | "about" | "the" | "a");
        lower && goes_on && matches!(self.word(at), "meeting" | "talks" | "exercises" | "drills")
    }

    fn is_article(&self, token: &Token) -> bool {
        self.lexicon.roles(token.hash).any(|role| matches!(role, Role::Article | Role::Number(10)))
    }

    /// A word of a name: a capital, and neither a day nor a month.
    fn is_name(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let calendar = |role: Role| matches!(role, Role::Month(_) | Role::Weekday(..) | Role::Day(..)).then_some(());
        token.kind == TokenKind::Word
            && token.is_upper()
            && self.lexicon.roles(token.hash).find_map(calendar).is_none()
            && !self.is_article(token)
            && (at > 0 || token.is_all_upper() || self.tokens.get(1).is_some_and(|next| next.is_upper()))
    }

    /// `meeting of the UN's special envoys`, `cumbre de la OTAN`.
    fn with_name_behind(&self, at: usize) -> Option<Span> {
        let small = |at: usize| {
            let token = self.tokens.get(at)?;
            let role = self.lexicon.roles(token.hash).find(|role| matches!(role, Role::Of | Role::Article));
            role.filter(|_| !token.is_upper())
        };
        if small(at + 1) != Some(Role::Of) || self.word(at + 1) == "in" {
            return None;
        }
        let first = (at + 2..at + 4).find(|at| small(*at).is_none())?;
        let end = (first..first + REACH).find(|at| !self.is_name(*at))?;
        let names = self.tokens.get(first..end)?;
        let last = names.last()?;
        if names.len() < 2 && !names.iter().any(|name| self.is_short_form(name)) {
            return None;
        }
        let end = end + if last.is_possessive() { self.plural_behind(end)? } else { 0 };
        Some(self.tokens.get(at)?.span.to(self.tokens.get(end - 1)?.span))
    }

    /// A name in capitals, perhaps with a possessive ending.
    fn is_short_form(&self, token: &Token) -> bool {
        let bare = token.bare(self.text).of(self.text);
        bare.chars().count() >= 2 && bare.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
    }

    /// How many words behind a possessive reach to a noun in the plural, at most two.
    fn plural_behind(&self, at: usize) -> Option<usize> {
        let is_plural = |at: usize| {
            let word = self.word(at);
            word.len() > 3 && word.ends_with('s') && word.starts_with(char::is_lowercase)
        };
        (1..=2).find(|count| is_plural(at + count - 1))
    }

    /// `today's meeting`: a mention of an event that is named elsewhere.
    fn by_day(&self, at: usize) -> Option<Span> {
        let day = self.tokens.get(at.checked_sub(1)?)?;
        let bare = word_hash(day.bare(self.text).of(self.text));
        let is_day = self.lexicon.roles(bare).any(|role| matches!(role, Role::Day(..) | Role::Weekday(..)));
        (is_day && day.is_possessive()).then(|| Some(day.span.to(self.tokens.get(at)?.span)))?
    }
}
