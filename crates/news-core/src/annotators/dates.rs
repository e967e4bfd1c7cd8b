//! Dates, times of day, lengths of time and recurring times in the prose of an article.
//!
//! `find` marks the expressions and writes how each is read (`via`); `resolve` gives the values, from the day of the story.
//! What is read is kept apart from what it comes to, so that a later issue date needs no second reading.
//!
//! Marked are days, months, years, quarters, seasons, decades and centuries, written out or told from the day of the story
//! (`on Wednesday`, `last month`, `five years ago`) or from a time named before (`two days later`); times of day with their
//! zone as written; lengths (`two weeks`); what recurs (`every Monday`); words without a value (`recently`). Not marked are
//! ages (`54 years old`), dates inside names.
//!
//! The day of the story is that of its dateline, else the issue date that the caller or the address gives.
//!
//! Known failures: a fiscal year is read as a calendar year; `the year`, `the day` alone are not marked; which of two
//! sides of today a bare month lies on is told from the words around it, not from the verb.

mod chinese;
mod days;
mod figures;
mod lengths;
mod line;

use std::ops::Range;

use jiff::civil::Date;

use self::line::Line;
use super::dateline;
use super::tokens::Tokens;
use crate::article::{Article, Basis, Grain, TimeType, TimeValue};
use crate::grammar::reading::{Reading, Step, Value};
use crate::grammar::time_word::{Role, Toward, Unit, Vague};
use crate::grammar::token::TokenKind;
use crate::options::Options;
use crate::span::{Slice, Span};

/// Share of bare weekdays of 310 in news copy that lie in the week before the story.
const BY_WEEKDAY: f32 = 0.92;
/// Share of months and days without a year that the rule reads right; on the dev split, 2026-11.
const BY_MONTH: f32 = 0.9;

/// An expression before it has a value.
#[derive(Debug)]
pub(super) struct Found {
    pieces: Range<usize>,
    kind: TimeType,
    what: What,
    zone: Option<Span>,
}

#[derive(Debug)]
enum What {
    Reading(Reading),
    /// ISO 8601 of a length or recurring time if it has one, and its unit.
    Length(Option<String>, Unit),
    /// A weekday that recurs.
    Weekly(i8),
}

impl Found {
    fn new(pieces: Range<usize>, kind: TimeType, reading: Reading) -> Self {
        Found { pieces, kind, what: What::Reading(reading), zone: None }
    }

    /// A length in tenths of a unit; without, some of them.
    fn length(pieces: Range<usize>, tenths: Option<u32>, unit: Unit) -> Self {
        let iso = tenths.and_then(|tenths| length(tenths, unit));
        Found { pieces, kind: TimeType::Duration, what: What::Length(iso, unit), zone: None }
    }

    /// Every so many units.
    fn set(pieces: Range<usize>, count: u32, unit: Unit) -> Self {
        let iso = length(count.saturating_mul(10), unit).map(|length| format!("R/{length}"));
        Found { pieces, kind: TimeType::Set, what: What::Length(iso, unit), zone: None }
    }

    fn weekly(pieces: Range<usize>, day: i8) -> Self {
        Found { pieces, kind: TimeType::Set, what: What::Weekly(day), zone: None }
    }

    fn time(self, span: Span) -> TimeValue {
        let (via, iso, edtf, grain) = match self.what {
            What::Reading(reading) => (Some(reading.to_string()), None, None, reading.grain().map(grain)),
            What::Length(iso, unit) => (None, iso, None, Some(grain(unit))),
            What::Weekly(day) => (None, None, Some(format!("XXXX-WXX-{day}")), Some(Grain::Day)),
        };
        TimeValue {
            span: Some(span),
            text: Slice,
            r#type: self.kind,
            iso,
            edtf,
            grain,
            zone: None,
            candidates: Vec::new(),
            basis: Vec::new(),
            confidence: None,
            via,
        }
    }
}

/// ISO 8601 of a length: `P3W`, `PT30.4S`; a decade is ten years.
fn length(tenths: u32, unit: Unit) -> Option<String> {
    let (times, letter) = match unit {
        Unit::Second => (1, "S"),
        Unit::Minute | Unit::Month => (1, "M"),
        Unit::Hour => (1, "H"),
        Unit::Day => (1, "D"),
        Unit::Weekend => (2, "D"),
        Unit::Week => (1, "W"),
        Unit::Quarter => (3, "M"),
        Unit::Half => (6, "M"),
        Unit::Year => (1, "Y"),
        Unit::Decade => (10, "Y"),
        Unit::Century => (100, "Y"),
        Unit::Millennium => (1000, "Y"),
    };
    let tenths = tenths.checked_mul(times)?;
    let clock = if unit < Unit::Day { "T" } else { "" };
    let number = if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
    Some(format!("P{clock}{number}{letter}"))
}

fn grain(unit: Unit) -> Grain {
    match unit {
        Unit::Second => Grain::Second,
        Unit::Minute => Grain::Minute,
        Unit::Hour => Grain::Hour,
        Unit::Day | Unit::Weekend => Grain::Day,
        Unit::Week => Grain::Week,
        Unit::Month => Grain::Month,
        Unit::Quarter => Grain::Quarter,
        Unit::Half => Grain::Half,
        Unit::Year => Grain::Year,
        Unit::Decade => Grain::Decade,
        Unit::Century => Grain::Century,
        Unit::Millennium => Grain::Millennium,
    }
}

/// Marks the expressions of time in all sentences, in text order, without their values.
pub(crate) fn find(text: &str, lang: Option<&str>, tokens: &Tokens, sentences: &[Range<usize>]) -> Vec<TimeValue> {
    let lang = lang.unwrap_or("en");
    let mut times = Vec::new();
    let mut line = Line::new(text, lang);
    for sentence in sentences {
        let tokens = tokens.all.get(sentence.clone()).unwrap_or_default();
        if lang.starts_with("zh") {
            chinese::find(text, tokens, &mut times);
            continue;
        }
        line.fill(tokens);
        line.find(&mut times);
    }
    if sentences.len() >= LONG && !times.iter().any(tells_days) {
        read_today_as_now(text, &mut times);
    }
    times
}

/// A story of so many sentences that tells of what has just happened names a weekday, an hour or yesterday.
const LONG: usize = 25;

/// Whether an expression counts days from the day of the story: `on Friday`, `yesterday`, `at 10 a.m.`.
fn tells_days(time: &TimeValue) -> bool {
    let reading = time.via.as_deref().and_then(Reading::parse).unwrap_or_default();
    let tells = |step: &Step| match step {
        Step::Weekday(..) | Step::At(..) => true,
        Step::Shift(Unit::Day, days) => *days != 0,
        _ => false,
    };
    !reading.is_from_prior() && reading.0.iter().any(tells)
}

/// In a long story without news of the day, `today` is the present time; `bis heute` ends on the day of the story.
fn read_today_as_now(text: &str, times: &mut [TimeValue]) {
    let today = Reading(vec![Step::Shift(Unit::Day, 0)]).to_string();
    let until = |time: &TimeValue| {
        let before = time.span.and_then(|span| text.get(..span.start()));
        before.is_some_and(|before| before.ends_with("bis "))
    };
    for time in times.iter_mut().filter(|time| time.via.as_ref() == Some(&today) && !until(time)) {
        time.via = Some(Reading(vec![Step::Vague(Vague::Present)]).to_string());
        time.grain = None;
    }
}

impl Line<'_> {
    fn find(&mut self, times: &mut Vec<TimeValue>) {
        let mut at = 0;
        while let Some(piece) = self.piece(at) {
            let found = match piece.kind {
                TokenKind::Number => figures::find(self, at),
                TokenKind::Word if self.lexicon.may_be_heart(piece.hash) => self.heart(at),
                _ => None,
            };
            let Some(found) = found.filter(|found| found.pieces.start >= self.floor && found.pieces.end > at) else {
                at += 1;
                continue;
            };
            at = found.pieces.end;
            self.floor = at;
            self.month = match &found.what {
                What::Reading(reading) => reading.month(),
                _ => None,
            };
            self.has_quarter |= matches!(&found.what, What::Reading(reading) if reading.grain() == Some(Unit::Quarter));
            let first = self.piece(found.pieces.start).map(|piece| piece.span);
            let last = self.pieces.get(..at).and_then(<[_]>::last).map(|piece| piece.span);
            if let Some((first, last)) = first.zip(last) {
                let zone = found.zone.map(|zone| zone.of(self.text).to_owned());
                times.push(TimeValue { zone, ..found.time(first.to(last)) });
            }
        }
    }

    /// The expression around a word that is the heart of one.
    fn heart(&self, at: usize) -> Option<Found> {
        self.role(at, |role| match role {
            Role::Unit(unit, plural) => lengths::find(self, at, unit, plural),
            Role::Month(month) => days::month(self, at, month),
            Role::Weekday(day, part) => days::weekday(self, at, day, part),
            Role::Weekdays(day) => Some(Found::weekly(at..at + 1, day)),
            Role::Day(days, part) => Some(days::today(self, at, days, part)),
            Role::Part(part) => days::part(self, at, part),
            Role::Season(season) => days::season(self, at, season),
            Role::Holiday(month, day) => days::holiday(self, at, |toward| Step::Date(month, day, toward)),
            Role::Feast(feast) => days::holiday(self, at, |toward| Step::Feast(feast, toward)),
            Role::Hour(hour) => Some(figures::noon(self, at, hour)),
            Role::Hundreds(_) => figures::spelled(self, at),
            Role::Shift(unit, shift) => {
                let edge = lengths::Around::of(self, at, at + 1);
                let first = if edge.edge { edge.first } else { at };
                let steps = vec![Step::Shift(unit, i16::from(shift))];
                Some(Found::new(first..at + 1, TimeType::Date, Reading(steps)))
            }
            Role::Vague(_) if self.is_adjective(at) => None,
            Role::Vague(vague) => Some(Found::new(at..at + 1, TimeType::Date, Reading(vec![Step::Vague(vague)]))),
            Role::Set(count, unit) => Some(Found::set(at..at + 1, u32::from(count), unit)),
            Role::Span(count, unit) => Some(Found::length(at..at + 1, Some(u32::from(count) * 10), unit)),
            Role::Long(unit) => Some(Found::length(at..at + 1, None, unit)),
            // "nineties", "Neunzigerjahre"; "neunziger" belongs to the unit behind it.
            Role::Tens(tens) if !self.word(at).ends_with('r') => {
                let steps = vec![Step::Decade(1900 + i16::from(tens))];
                Some(Found::new(at..at + 1, TimeType::Date, Reading(steps)))
            }
            _ => None,
        })
    }
}

impl Line<'_> {
    /// Whether a word of no sure time belongs to the unit behind it (`recent years`), or, of those that are also
    /// adjectives, stands before a noun (`past failures`).
    fn is_adjective(&self, at: usize) -> bool {
        let counts = |role| matches!(role, Role::Unit(..) | Role::Number(_) | Role::Few).then_some(());
        let both = self.lang.starts_with("en") && matches!(self.word(at), "past" | "future");
        let article = self.before(at).is_some_and(|at| self.is(at, Role::Article));
        self.digits(at + 1).is_some()
            || self.role(at + 1, counts).is_some()
            || (both && (!article || self.goes_on(at + 1)))
    }
}

/// The day that a story counts from.
pub(crate) struct Anchor {
    day: Option<Date>,
    /// The days that an open dateline leaves.
    candidates: Vec<Date>,
    edtf: Option<String>,
    basis: Option<Basis>,
}

/// More candidates than this tell nothing worth writing.
const CANDIDATES: usize = 12;

impl Anchor {
    /// The day of the dateline, else that of the issue.
    pub(crate) fn of(article: &Article, options: &Options) -> Self {
        let date = article.dateline.as_ref().and_then(|dateline| dateline.date.as_ref());
        let issue = dateline::issue_day(options);
        let day = date.and_then(|date| date.iso.as_deref()?.parse().ok());
        let basis = date.map(|date| Basis { rule: "dateline".to_owned(), span: date.span, value: date.iso.clone() });
        if let Some(day) = day.filter(|day| issue.is_none_or(|(issue, _)| is_filed_for(*day, issue))) {
            return Anchor { day: Some(day), candidates: Vec::new(), edtf: None, basis };
        }
        if let Some((day, rule)) = issue {
            let basis = Basis { rule: rule.to_owned(), span: None, value: Some(day.to_string()) };
            return Anchor { day: Some(day), candidates: Vec::new(), edtf: None, basis: Some(basis) };
        }
        let candidates = date.map(|date| date.candidates.as_slice()).unwrap_or_default();
        let candidates = candidates.iter().take(CANDIDATES).filter_map(|day| day.parse().ok()).collect();
        Anchor { day: None, candidates, edtf: date.and_then(|date| date.edtf.clone()), basis }
    }
}

/// Whether copy of this day goes into the issue: the day itself, the next, or the three before, in all of 3,991 stories.
fn is_filed_for(day: Date, issue: Date) -> bool {
    day.since(issue).is_ok_and(|distance| (-3..=1).contains(&distance.get_days()))
}

/// The time that others count from, and where it stands.
#[derive(Clone, Copy, Default)]
struct Before {
    time: Option<(Value, Option<Span>)>,
    quarter: Option<(Value, Option<Span>)>,
}

/// Gives every expression the value that it has in a story of the day `anchor`.
pub(crate) fn resolve(times: &mut [TimeValue], anchor: &Anchor) {
    let mut before = Before::default();
    for time in times {
        let Some(reading) = time.via.as_deref().and_then(Reading::parse) else { continue };
        let value = settle(time, &reading, anchor, before);
        let Some(value) = value.filter(|_| time.r#type == TimeType::Date) else { continue };
        before.time = Some((value, time.span));
        if value.grain == Unit::Quarter && !reading.is_from_prior() {
            before.quarter = Some((value, time.span));
        }
    }
}

fn settle(time: &mut TimeValue, reading: &Reading, anchor: &Anchor, before: Before) -> Option<Value> {
    (time.iso, time.edtf, time.confidence) = (None, None, None);
    time.candidates.clear();
    time.basis.clear();
    let (prior, quarter) = (before.time.map(|(value, _)| value), before.quarter.map(|(value, _)| value));
    let mut value = reading.resolve(anchor.day, prior, quarter);
    let mut basis = anchor.basis.clone();
    let earlier = if reading.0.first() == Some(&Step::Period) { before.quarter } else { before.time };
    let counts = reading.is_from_prior() || value.is_none() && reading.open().is_some();
    if let Some((prior, span)) = earlier.filter(|_| counts) {
        // A story of other times goes on in the year that it named last.
        let in_year = || Reading([&[Step::Year(prior.year())], reading.0.as_slice()].concat());
        value = value.or_else(|| in_year().resolve(None, Some(prior), quarter));
        basis = Some(Basis { rule: "earlier-time".to_owned(), span, value: None });
    }
    let Some(value) = value else {
        leave_open(time, reading, anchor);
        return None;
    };
    time.iso = value.iso();
    time.edtf = value.edtf();
    time.grain = Some(match () {
        () if value.is_season() => Grain::Season,
        () if value.has_clock() => Grain::Minute,
        () => grain(value.grain),
    });
    if !reading.is_stated() {
        time.basis.extend(basis);
        time.confidence = reading.0.iter().find_map(|step| match step {
            Step::Weekday(_, Toward::Past | Toward::Future) => Some(BY_WEEKDAY),
            Step::Month(..)
            | Step::Date(..)
            | Step::Feast(..)
            | Step::Day(..)
            | Step::Season(..)
            | Step::Quarter(..)
                if reading.0.len() == 1 =>
            {
                Some(BY_MONTH)
            }
            _ => None,
        });
    }
    Some(value)
}

/// Writes what is known without the day of the story.
fn leave_open(time: &mut TimeValue, reading: &Reading, anchor: &Anchor) {
    time.edtf = reading.open();
    if let Some(clock) = reading.clock_alone() {
        time.iso = Some(clock);
        return;
    }
    if reading.is_same_day() {
        time.edtf.clone_from(&anchor.edtf);
    }
    let values: Vec<Value> =
        anchor.candidates.iter().filter_map(|day| reading.resolve(Some(*day), None, None)).collect();
    let mut isos: Vec<String> = values.iter().filter_map(Value::iso).collect();
    isos.dedup();
    if isos.is_empty() {
        return;
    }
    // All on the same day of the year: the year alone is open.
    let tail = |iso: &String| iso.get(4..).filter(|tail| !tail.is_empty()).map(str::to_owned);
    let first = isos.first().and_then(tail);
    if isos.iter().all(|iso| tail(iso) == first) {
        time.edtf = first.map(|tail| format!("XXXX{tail}"));
    }
    time.candidates = isos;
    time.basis.extend(anchor.basis.clone());
}
