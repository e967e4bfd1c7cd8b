//! Expressions around a name of the calendar: months with or without a day, weekdays, seasons, `today`, `this morning`.
//!
//! A bare weekday of a story is one of the six days before it or its own day, in 91.6 % of 310 cases; it lies ahead only
//! where a word nearby says so (`will`, `until`).

use super::Found;
use super::lengths::{Around, year_behind};
use super::line::{Line, Piece};
use crate::article::TimeType;
use crate::grammar::calendar;
use crate::grammar::cursor::Cursor;
use crate::grammar::reading::{Reading, Step};
use crate::grammar::time_word::{Part, Role, Season, Toward, Unit};
use crate::grammar::token::TokenKind;
use crate::span::Span;

/// A month at `at`: `July 28, 2021`, `July 2021`, `late July`, `June last year`, `July`.
pub(super) fn month(line: &Line<'_>, at: usize, month: i8) -> Option<Found> {
    if !is_month_name(line, at) {
        return None;
    }
    let around = Around::of(line, at, at + 1);
    if let Some((steps, end)) = day_at(line, at) {
        return Some(with_day(line, around.first..end, in_year_of_list(line, end, steps)));
    }
    let stop = usize::from(line.word(at + 1) == "." && is_short(line.word(at)));
    let behind = at + 1 + stop;
    let (mut steps, end) = year_behind(line, behind).unwrap_or((Vec::new(), around.end));
    if is_short(line.word(at)) && steps.is_empty() && stop == 0 {
        return None;
    }
    let toward = in_year(line, &around, end, &mut steps).unwrap_or(Toward::Lately);
    steps.push(Step::Month(month, toward));
    Some(Found::new(front(line, &around, at)..end, TimeType::Date, Reading(steps)))
}

/// The side of today on which something of every year lies: `last June`, `this June`, or as the words around tell it.
/// The steps name its year, if the words do.
fn in_year(line: &Line<'_>, around: &Around, end: usize, steps: &mut Vec<Step>) -> Option<Toward> {
    match around.shift {
        _ if !steps.is_empty() => Some(Toward::Nearest),
        Some(-1) => Some(Toward::Past),
        Some(1) => Some(Toward::Future),
        Some(_) => {
            steps.push(Step::Shift(Unit::Year, 0));
            Some(Toward::Nearest)
        }
        None => {
            // Only a word right before it ("since March") tells of one that is eleven months ago.
            let since = line.before(around.first).is_some_and(|at| line.is(at, Role::Tense(Toward::Past)));
            let weak = |toward| if toward == Toward::Past && !since { Toward::Lately } else { toward };
            line.tense(around.first, end).map(weak)
        }
    }
}

/// Where an expression starts: an article alone stays outside, as it says nothing about the time.
fn front(line: &Line<'_>, around: &Around, at: usize) -> usize {
    let says = around.shift.is_some() || around.edge;
    let article = (around.first..at).all(|at| line.is(at, Role::Article));
    if says || !article { around.first } else { at }
}

/// Short forms are read with their stop or with a number; so are those of words that mean other things.
pub(super) fn is_short(word: &str) -> bool {
    let full = ["may", "june", "july", "mai", "juin", "juli", "juni", "mars", "août", "maio", "märz"];
    word.chars().count() <= 4 && !full.iter().any(|full| word.to_lowercase() == *full)
}

/// English and German write months with a capital; `May` at the start of a sentence is a verb.
fn is_month_name(line: &Line<'_>, at: usize) -> bool {
    let Some(piece) = line.piece(at) else { return false };
    let capital = matches!(line.lang.get(..2), Some("en" | "de"));
    if capital && !piece.is_upper {
        return false;
    }
    let verb = line.lang.starts_with("en") && matches!(line.word(at), "May" | "March" | "MAY" | "MARCH");
    if !verb || line.digits(at + 1).is_some() {
        return true;
    }
    // "May" is also a name and a verb: something must say that it is the month.
    let told = |at: usize| {
        line.role(at, |role| {
            matches!(role, Role::Preposition | Role::This | Role::Last | Role::Next | Role::Edge | Role::Of)
                .then_some(())
        })
        .is_some()
    };
    line.before(at).is_some_and(told) || year_behind(line, at + 1).is_some()
}

/// Month and day that start at the piece `at`, with the year if there is one; and the piece behind them.
pub(super) fn day_at(line: &Line<'_>, at: usize) -> Option<(Vec<Step>, usize)> {
    let start = line.piece(at)?.span.start();
    let end = line.pieces.get((at + 8).min(line.pieces.len()).checked_sub(1)?)?.span.end();
    let found = calendar::day(&mut Cursor::new(line.text, Span::new(start, end)))?;
    let mut behind = at + 1;
    while line.piece(behind).is_some_and(|piece| piece.span.start() < found.span.end()) {
        behind += 1;
    }
    let (month, day) = (i8::try_from(found.month?).ok()?, i8::try_from(found.day).ok()?);
    if let Some(year) = found.year {
        return Some((vec![Step::Year(year), Step::Date(month, day, Toward::Nearest)], behind));
    }
    if let Some((mut steps, end)) = year_behind(line, behind) {
        steps.push(Step::Date(month, day, Toward::Nearest));
        return Some((steps, end));
    }
    Some((vec![Step::Date(month, day, Toward::Nearest)], behind))
}

/// A day before another one of the month takes its year: `April 24 and 25, 2019`.
fn in_year_of_list(line: &Line<'_>, end: usize, steps: Vec<Step>) -> Vec<Step> {
    let is_list = steps.len() == 1 && line.is_joint(end) && line.digits(end + 1).is_some_and(|day| day <= 31);
    let year = if is_list && line.word(end + 2) == "," { line.year(end + 3) } else { None };
    year.map(Step::Year).into_iter().chain(steps).collect()
}

/// Chooses the side of a day without a year by the words around it: `last 18 December`, `1 July next`.
pub(super) fn with_day(line: &Line<'_>, range: std::ops::Range<usize>, mut steps: Vec<Step>) -> Found {
    let mut range = range;
    if let [Step::Date(month, day, _)] = *steps.as_slice() {
        let side = |at: usize| line.role(at, side);
        let behind = side(range.end);
        // "ended March 31", "seit 3. Mai": a verb or preposition right before it.
        let told = |at| line.role(at, |role| if let Role::Tense(toward) = role { Some(toward) } else { None });
        let before = line.before(range.start).filter(|_| !line.is_article(range.start));
        let toward = behind.or_else(|| before.and_then(|at| side(at).or_else(|| told(at))));
        range.end += usize::from(behind.is_some());
        steps = vec![Step::Date(month, day, toward.unwrap_or(Toward::Nearest))];
    }
    Found::new(range, TimeType::Date, Reading(steps))
}

fn side(role: Role) -> Option<Toward> {
    match role {
        Role::Last => Some(Toward::Past),
        Role::Next => Some(Toward::Future),
        _ => None,
    }
}

/// A weekday at `at`: `Friday`, `last Friday`, `Friday morning`, `Friday, July 30`, `Mondays`.
pub(super) fn weekday(line: &Line<'_>, at: usize, day: i8, part: Option<Part>) -> Option<Found> {
    let piece = line.piece(at)?;
    if matches!(line.lang.get(..2), Some("en" | "de")) && !piece.is_upper {
        return None;
    }
    let around = Around::of(line, at, at + 1);
    if around.every {
        return Some(Found::weekly(around.first..at + 1, day));
    }
    // "Friday, July 30": the day of the month tells which.
    let next = at + 1 + usize::from(matches!(line.word(at + 1), "," | "." | "den" | "le" | "el" | "il"));
    let next = next + usize::from(next > at + 1 && matches!(line.word(next), "den" | "dem"));
    let names_day = line.word(next).starts_with(|c: char| c.is_ascii_digit())
        || line.role(next, |role| matches!(role, Role::Month(_)).then_some(())).is_some();
    if names_day && let Some((steps, end)) = day_at(line, next) {
        return Some(with_day(line, around.first..end, steps));
    }
    let mut end = around.end;
    let mut steps = match (around.shift, around.prior()) {
        (Some(-1), _) => vec![Step::Shift(Unit::Day, -1), Step::Weekday(day, Toward::Past)],
        (Some(1), _) => vec![Step::Shift(Unit::Day, 1), Step::Weekday(day, Toward::Future)],
        (Some(_), _) => vec![Step::Weekday(day, Toward::Nearest)],
        (None, Some(-1)) => vec![Step::Prior, Step::Shift(Unit::Day, -1), Step::Weekday(day, Toward::Past)],
        (None, Some(1)) => vec![Step::Prior, Step::Shift(Unit::Day, 1), Step::Weekday(day, Toward::Future)],
        _ => vec![Step::Weekday(day, line.tense(around.first, end).unwrap_or(Toward::Past))],
    };
    let part = part.or_else(|| {
        let part = part_of(line, end)?;
        end += 1;
        Some(part)
    });
    steps.extend(part.map(Step::Part));
    Some(Found::new(front(line, &around, at)..end, TimeType::Date, Reading(steps)))
}

pub(super) fn part_of(line: &Line<'_>, at: usize) -> Option<Part> {
    line.role(at, |role| if let Role::Part(part) = role { Some(part) } else { None })
}

/// A season: `summer 2021`, `last fall`, `im Herbst`.
pub(super) fn season(line: &Line<'_>, at: usize, season: Season) -> Option<Found> {
    // "Sommer-Olympiade".
    let is_compound = |next: &Piece| !next.has_space_before && next.kind == TokenKind::Word;
    if line.lang.starts_with("de") && line.piece(at + 1).is_some_and(is_compound) {
        return None;
    }
    let around = Around::of(line, at, at + 1);
    // "They will fall next year": only figures make a season of a bare English word.
    let bare = line.lang.starts_with("en") && !around.article && !around.edge && around.shift.is_none();
    let year = year_behind(line, at + 1).filter(|(steps, _)| !bare || matches!(steps.as_slice(), [Step::Year(_)]));
    if let Some((mut steps, end)) = year {
        steps.push(Step::Season(season, Toward::Nearest));
        return Some(Found::new(front(line, &around, at)..end, TimeType::Date, Reading(steps)));
    }
    // "spring", "fall" and "été" are other words too.
    let sure = match line.lang.get(..2) {
        Some("de") => line.piece(at).is_some_and(|piece| piece.is_upper),
        Some("ru" | "uk") => true,
        _ => around.article || around.edge || around.shift.is_some(),
    };
    if !sure {
        return None;
    }
    let mut steps = Vec::new();
    let toward = in_year(line, &around, around.end, &mut steps).unwrap_or(Toward::Lately);
    steps.push(Step::Season(season, toward));
    Some(Found::new(around.first..around.end, TimeType::Date, Reading(steps)))
}

/// `today`, `late yesterday`, `yesterday morning`, `hoy, jueves`.
pub(super) fn today(line: &Line<'_>, at: usize, days: i8, part: Option<Part>) -> Found {
    let around = Around::of(line, at, at + 1);
    if let Some(found) = morning_of(line, at) {
        return found;
    }
    let mut end = at + 1;
    let part = part.or_else(|| {
        // "hier en début d'après-midi" has words between them.
        let part = part_of(line, end).or_else(|| line.is_article(end).then(|| part_of(line, end + 1)).flatten());
        if part.is_some() {
            end += 1 + usize::from(part_of(line, end).is_none());
        }
        part
    });
    let comma = usize::from(line.word(end) == ",");
    if line.role(end + comma, |role| matches!(role, Role::Weekday(..)).then_some(())).is_some() {
        end += 1 + comma;
    }
    let mut steps = vec![Step::Shift(Unit::Day, i16::from(days))];
    steps.extend(part.map(Step::Part));
    let first = if around.edge { around.first } else { at };
    Found::new(first..end, TimeType::Date, Reading(steps))
}

/// `Morgen` and `mañana` are the morning behind an article: `am Morgen`, `la mañana`, `esta mañana`.
fn morning_of(line: &Line<'_>, at: usize) -> Option<Found> {
    let word = line.word(at);
    let is_both = matches!(word, "Morgen" | "mañana");
    let before = line.before(at)?;
    let fits = line.is_article(before) || line.is(before, Role::This) || matches!(line.word(before), "am" | "jeden");
    (is_both && fits).then(|| {
        let steps = vec![Step::Shift(Unit::Day, 0), Step::Part(Part::Morning)];
        Found::new(before..at + 1, TimeType::Date, Reading(steps))
    })
}

/// A part of the day with what says of which: `this morning`, `last night`, `that evening`; without, in languages where
/// the article is enough, that of the day of the story.
pub(super) fn part(line: &Line<'_>, at: usize, part: Part) -> Option<Found> {
    let around = Around::of(line, at, at + 1);
    if around.every {
        return None;
    }
    let day = match (around.shift, around.prior()) {
        (Some(-1), _) if part == Part::Night || !line.lang.starts_with("en") => vec![Step::Shift(Unit::Day, -1)],
        (Some(0), _) => vec![Step::Shift(Unit::Day, 0)],
        (None, Some(shift)) => vec![Step::Prior, Step::Shift(Unit::Day, i16::from(shift))],
        _ => {
            let before = line.before(at).map_or("", |at| line.word(at));
            let alone = match line.lang.get(..2) {
                Some("de") => matches!(before, "am" | "gegen" | "Am") || line.word(at).ends_with('s'),
                Some("fr" | "it") => around.article,
                _ => false,
            };
            if !alone {
                return None;
            }
            vec![Step::Shift(Unit::Day, 0)]
        }
    };
    let mut steps = day;
    steps.push(Step::Part(part));
    Some(Found::new(front(line, &around, at)..around.end, TimeType::Date, Reading(steps)))
}

/// A holiday: `Christmas`, `Easter 2019`, `last Thanksgiving`; `year-end`, unless a noun follows (`year-end sales`).
pub(super) fn holiday(line: &Line<'_>, at: usize, step: impl Fn(Toward) -> Step) -> Option<Found> {
    if line.word(at).contains('-') && line.goes_on(at + 1) {
        return None;
    }
    let around = Around::of(line, at, at + 1);
    let (mut steps, end) = year_behind(line, at + 1).unwrap_or((Vec::new(), around.end));
    let toward = in_year(line, &around, end, &mut steps).unwrap_or(Toward::Nearest);
    steps.push(step(toward));
    Some(Found::new(front(line, &around, at)..end, TimeType::Date, Reading(steps)))
}

impl Line<'_> {
    pub(super) fn is_article(&self, at: usize) -> bool {
        self.is(at, Role::Article)
    }
}
