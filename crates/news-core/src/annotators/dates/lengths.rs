//! Expressions around a unit: lengths (`two weeks`, `the past five years`), and times that count in units from the day of
//! the story or from a time before (`last month`, `five years ago`, `two days later`, `the third quarter of 2020`).
//!
//! An age is no length of time: `54 years old`, `im Alter von 54 Jahren`.

use super::Found;
use super::figures::year_in_words;
use super::line::Line;
use crate::article::TimeType;
use crate::grammar::reading::{Reading, Step};
use crate::grammar::time_word::{Role, Toward, Unit, Vague};

/// The most words that stand in front of a unit.
const REACH: usize = 7;

/// What stands around a unit.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says that a word of its kind stands there")]
pub(super) struct Around {
    pub(super) first: usize,
    pub(super) end: usize,
    /// In tenths.
    number: Option<u32>,
    few: bool,
    half: bool,
    /// -1 last, 0 this, 1 next.
    pub(super) shift: Option<i8>,
    prior: Option<i8>,
    ordinal: Option<i8>,
    tens: Option<i8>,
    pub(super) every: bool,
    pub(super) edge: bool,
    pub(super) article: bool,
    filler: bool,
    before: bool,
    within: bool,
    ago: bool,
    earlier: bool,
    later: bool,
    old: bool,
}

impl Around {
    /// Of what is counted from a time before: -1 the previous, 0 the same, 1 the following.
    pub(super) fn prior(&self) -> Option<i8> {
        self.prior
    }

    /// Reads the words in front of `at` and those behind `end`.
    pub(super) fn of(line: &Line<'_>, at: usize, end: usize) -> Self {
        let mut around = Around { first: at, end, ..Around::default() };
        for _ in 0..REACH {
            let Some(before) = line.before(around.first) else { break };
            if !around.take_front(line, before) {
                break;
            }
            around.first = before;
        }
        while around.end < end + 2 && around.take_back(line, around.end) {
            around.end += 1;
        }
        around
    }

    fn take_front(&mut self, line: &Line<'_>, at: usize) -> bool {
        if let Some(number) = number(line, at).filter(|_| !self.article) {
            self.number = match self.number {
                // "one hundred", "twenty-one"; the "a" of "a few days" and "a third quarter" counts nothing.
                Some(1000) if number < 100 => Some(number * 100),
                Some(behind) if (200..=900).contains(&number) && behind < 100 => Some(number + behind),
                None if self.few || self.ordinal.is_some() || self.shift.is_some() => None,
                Some(_) => return false,
                None => Some(number),
            };
            return true;
        }
        let taken = line.role(at, |role| {
            matches!(
                role,
                Role::Few
                    | Role::Half
                    | Role::Ordinal(_)
                    | Role::This
                    | Role::Last
                    | Role::Next
                    | Role::Prior(_)
                    | Role::Every
                    | Role::Before
                    | Role::Within
                    | Role::Old
                    | Role::About
                    | Role::Edge
                    | Role::Article
                    | Role::Of
                    | Role::Filler
                    | Role::Tens(_)
            )
            .then_some(role)
        });
        let Some(role) = taken else { return false };
        match role {
            Role::Few => self.few = true,
            Role::Half => self.half = true,
            Role::Ordinal(n) => self.ordinal = Some(n),
            Role::Last => self.shift = Some(-1),
            Role::This => self.shift = Some(0),
            Role::Next => self.shift = Some(1),
            Role::Prior(n) => self.prior = Some(n),
            Role::Every => self.every = true,
            Role::Before if self.number.is_some() || self.few => self.before = true,
            Role::Within if self.number.is_some() || self.few => self.within = true,
            Role::Old => self.old = true,
            Role::Edge => self.edge = true,
            Role::Article => self.article = true,
            // "Ende des Jahres", "principios de este año": only between an edge and what it is the edge of.
            Role::Of if !before_edge(line, at) => return false,
            Role::Before | Role::Within => return false,
            Role::Filler => self.filler = true,
            Role::Tens(n) => self.tens = Some(n),
            _ => {}
        }
        true
    }

    fn take_back(&mut self, line: &Line<'_>, at: usize) -> bool {
        let role = line.role(at, |role| {
            // "year-earlier profit" counts one year.
            let glued = line.piece(at).is_some_and(|piece| !piece.has_space_before);
            // "am Tag darauf", "im Jahr zuvor".
            let one = |role| matches!(role, Role::Unit(_, false)).then_some(());
            let german = || line.lang.starts_with("de") && line.role(at - 1, one).is_some();
            let counts = self.number.is_some() || self.few || glued || german();
            let fits = match role {
                Role::Ago | Role::Earlier | Role::Later => counts,
                Role::Old => true,
                // "l'an dernier", "el año pasado".
                Role::Last | Role::This | Role::Next | Role::Prior(_) => line.has_postposed() && self.shift.is_none(),
                _ => false,
            };
            fits.then_some(role)
        });
        if matches!(role, Some(Role::Ago | Role::Earlier | Role::Later)) && !self.few {
            self.number = self.number.or(Some(10));
        }
        match role {
            Some(Role::Ago) => self.ago = true,
            Some(Role::Earlier) => self.earlier = true,
            Some(Role::Later) => self.later = true,
            Some(Role::Old) => self.old = true,
            Some(Role::Last) => self.shift = Some(-1),
            Some(Role::This) => self.shift = Some(0),
            Some(Role::Next) => self.shift = Some(1),
            Some(Role::Prior(n)) => self.prior = Some(n),
            _ => return false,
        }
        true
    }
}

fn before_edge(line: &Line<'_>, at: usize) -> bool {
    line.before(at).is_some_and(|before| line.is(before, Role::Edge))
}

/// A number in digits or words, in tenths.
fn number(line: &Line<'_>, at: usize) -> Option<u32> {
    let word = line.word(at);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return in_digits(word, line.lang);
    }
    line.role(at, |role| if let Role::Number(tenths) = role { Some(u32::from(tenths)) } else { None })
}

/// `3`, `3,000`, `30.4`, `30,4`.
fn in_digits(word: &str, lang: &str) -> Option<u32> {
    let decimal = if lang.starts_with("en") || lang.starts_with("zh") { '.' } else { ',' };
    let (whole, tenth) = word.split_once(decimal).unwrap_or((word, "0"));
    let mut value = 0_u32;
    for c in whole.chars().filter(|c| !matches!(c, '.' | ',')) {
        value = value.checked_mul(10)?.checked_add(c.to_digit(10)?)?;
    }
    let tenth = tenth.parse::<u32>().ok().filter(|tenth| *tenth < 10)?;
    value.checked_mul(10)?.checked_add(tenth)
}

/// The expression around the unit at `at`.
pub(super) fn find(line: &Line<'_>, at: usize, unit: Unit, plural: bool) -> Option<Found> {
    let around = Around::of(line, at, at + 1);
    if around.old || is_age(line, &around) {
        return None;
    }
    if unit < Unit::Day && (around.ago || around.before || around.earlier || around.later || around.within) {
        // What was hours ago is told as a length: no day follows from it.
        return Some(Found::length(around.first..around.end, around.number, unit));
    }
    // "half" and "period" are other words, too.
    let told = around.ordinal.is_some() || around.ago || around.earlier;
    if !told && line.lang.starts_with("en") && matches!(line.word(at), "half" | "period") {
        return None;
    }
    // "the 1988 quarter" counts no quarters.
    if matches!(unit, Unit::Quarter | Unit::Half) && around.number.is_some_and(|number| number >= 10_000) {
        return None;
    }
    if unit == Unit::Second && around.number == Some(10) {
        return None;
    }
    let found = |kind, reading| Some(Found::new(around.first..around.end, kind, reading));
    if around.every {
        let count = around.number.unwrap_or(10);
        return Some(Found::set(around.first..around.end, count / 10, unit));
    }
    if let Some(tens) = around.tens.filter(|_| unit == Unit::Year) {
        return found(TimeType::Date, Reading(vec![Step::Decade(1900 + i16::from(tens))]));
    }
    if unit == Unit::Year
        && let Some(found) = behind_year(line, &around)
    {
        return Some(found);
    }
    if let Some(found) = ordinal(line, &around, unit) {
        return Some(found);
    }
    // "im Jahr zuvor" is told of the time before, "a year earlier" of a report of this year.
    let of_time_before = around.first == at && line.lang.starts_with("de");
    if unit == Unit::Year && around.number == Some(10) && (around.ago || around.earlier) && !of_time_before {
        let steps = if line.has_quarter { vec![Step::Period] } else { Vec::new() };
        let quarter = |role| matches!(role, Role::Unit(Unit::Quarter, false)).then_some(());
        let is_period = line.role(around.end, quarter).is_some() || line.word(around.end) == "period";
        let range = around.first..around.end + usize::from(is_period);
        let reading = Reading(steps.into_iter().chain([Step::Shift(unit, -1)]).collect());
        return Some(Found::new(range, TimeType::Date, reading));
    }
    if let Some(number) = around.number.filter(|_| around.ago || around.before) {
        let count = i16::try_from(number / 10).ok()?;
        return found(TimeType::Date, Reading(vec![Step::Shift(unit, -count)]));
    }
    if let Some(number) = around.number.filter(|_| around.within && around.shift.is_none()) {
        let count = i16::try_from(number / 10).ok()?;
        return found(TimeType::Date, Reading(vec![Step::Shift(unit, count)]));
    }
    if around.few && (around.ago || around.before) {
        return found(TimeType::Date, Reading(vec![Step::Vague(Vague::Past)]));
    }
    if let Some(number) = around.number.filter(|_| around.earlier || around.later) {
        let count = i16::try_from(number / 10).ok()?;
        let count = if around.earlier { -count } else { count };
        return found(TimeType::Date, Reading(vec![Step::Prior, Step::Shift(unit, count)]));
    }
    if let Some(number) = around.number {
        let tenths = if around.half && number >= 10 { 5 } else { number };
        return Some(Found::length(around.first..around.end, Some(tenths), unit));
    }
    if around.half {
        return Some(Found::length(around.first..around.end, Some(5), unit));
    }
    if around.few {
        return Some(Found::length(around.first..around.end, None, unit));
    }
    if let Some(shift) = around.shift {
        if let Some(found) = quarter_of(line, &around, unit, shift) {
            return Some(found);
        }
        return match unit {
            Unit::Decade | Unit::Century if shift < 0 => Some(Found::length(around.first..around.end, Some(10), unit)),
            _ if plural => Some(Found::length(around.first..around.end, None, unit)),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => None,
            _ => found(TimeType::Date, Reading(vec![Step::Shift(unit, i16::from(shift))])),
        };
    }
    if let Some(prior) = around.prior.filter(|_| !plural && unit >= Unit::Day) {
        let start = if unit == Unit::Quarter { Step::Period } else { Step::Prior };
        return found(TimeType::Date, Reading(vec![start, Step::Shift(unit, i16::from(prior))]));
    }
    if plural {
        // "for years", "seit Jahren".
        let told =
            line.before(around.first).is_some_and(|at| line.is(at, Role::Preposition) || line.is(at, Role::Before));
        return told.then(|| Found::length(around.first..around.end, None, unit));
    }
    if unit == Unit::Year
        && let Some(found) = whole_year(line, at)
    {
        return Some(found);
    }
    // "the end of the year", "the full year", "the quarter" of a report.
    let full_year = around.article && around.filler && unit == Unit::Year;
    if (around.edge || full_year) && unit >= Unit::Day {
        return found(TimeType::Date, Reading(vec![Step::Shift(unit, 0)]));
    }
    if around.article && unit == Unit::Quarter {
        return found(TimeType::Date, Reading(vec![Step::Period, Step::Shift(unit, 0)]));
    }
    if unit == Unit::Weekend {
        let shift = if line.tense(around.first, around.end) == Some(Toward::Future) { 0 } else { -1 };
        return found(TimeType::Date, Reading(vec![Step::Shift(unit, shift)]));
    }
    None
}

/// `the year ended March 31` is a length; `a profit for the year`, `nine months of the year` are of the year of the story.
fn whole_year(line: &Line<'_>, at: usize) -> Option<Found> {
    let article = line.before(at).filter(|at| line.lang.starts_with("en") && line.is_article(*at))?;
    let range = article..at + 1;
    if matches!(line.word(at + 1), "ended" | "ending") {
        return Some(Found::length(range, Some(10), Unit::Year));
    }
    let before = article.checked_sub(1)?;
    let part = |at: usize| line.role(at, |role| matches!(role, Role::Unit(..)).then_some(())).is_some();
    let told = match line.word(before) {
        "for" | "For" | "during" | "During" => true,
        "of" => before.checked_sub(1).is_some_and(|at| part(at) || matches!(line.word(at), "rest" | "course")),
        _ => false,
    };
    let reading = Reading(vec![Step::Shift(Unit::Year, 0)]);
    (told && !line.goes_on(at + 1)).then(|| Found::new(range, TimeType::Date, reading))
}

/// `this year's third quarter`.
fn quarter_of(line: &Line<'_>, around: &Around, unit: Unit, shift: i8) -> Option<Found> {
    let end = around.end;
    let n = line.role(end, |role| if let Role::Ordinal(n) = role { Some(n) } else { None }).filter(|n| *n > 0)?;
    let step = line.role(end + 1, |role| match role {
        Role::Unit(Unit::Quarter, false) => Some(Step::Quarter(n, Toward::Nearest)),
        Role::Unit(Unit::Half, false) => Some(Step::Half(n, Toward::Nearest)),
        _ => None,
    });
    let reading = Reading(vec![Step::Shift(Unit::Year, i16::from(shift)), step.filter(|_| unit == Unit::Year)?]);
    Some(Found::new(around.first..end + 2, TimeType::Date, reading))
}

/// `, 54 años,` behind a name; `à l'âge de 54 ans`.
fn is_age(line: &Line<'_>, around: &Around) -> bool {
    let is_old = |at: usize| line.before(at).is_some_and(|at| line.is(at, Role::Old));
    if line.before(around.first).is_some_and(|at| line.is(at, Role::Of) && is_old(at)) {
        return true;
    }
    let mark = |at: Option<usize>| at.is_some_and(|at| matches!(line.word(at), "," | "(" | ")" | "." | ";"));
    around.number.is_some_and(|number| number >= 30)
        && mark(line.before(around.first))
        && mark(Some(around.end))
        && around.end == around.first + 2
}

/// `Jahr 1998`, `the year 2000`, `años 90`, `anni ottanta`.
fn behind_year(line: &Line<'_>, around: &Around) -> Option<Found> {
    if around.number.is_some() {
        return None;
    }
    let span = around.first..around.end + 1;
    // "im Jahr 578".
    let early = || {
        let year =
            line.digits(around.end).filter(|_| line.word(around.end).len() == 3 && !line.goes_on(around.end + 1));
        year.filter(|_| around.shift.is_none()).and_then(|year| i16::try_from(year).ok())
    };
    if let Some(year) = line.year(around.end).or_else(early) {
        return Some(Found::new(span, TimeType::Date, Reading(vec![Step::Year(year)])));
    }
    if !matches!(line.lang.get(..2), Some("es" | "it" | "pt" | "fr")) {
        return None;
    }
    let tens = number(line, around.end).map(|tenths| tenths / 10)?;
    let is_decade = tens.is_multiple_of(10) && (20..=90).contains(&tens);
    let year = 1900 + i16::try_from(tens).ok()?;
    is_decade.then(|| Found::new(span, TimeType::Date, Reading(vec![Step::Decade(year)])))
}

/// `the third quarter of 2020`, `first half`, `last year's fourth quarter`, `the latest quarter`.
fn ordinal(line: &Line<'_>, around: &Around, unit: Unit) -> Option<Found> {
    let n = around.ordinal.filter(|_| around.number.is_none())?;
    // A quarter that is expected is most often the one that has just begun or ended.
    let toward = match line.tense(around.first, around.end) {
        Some(Toward::Future) => Toward::Nearest,
        _ => Toward::Past,
    };
    let step = match unit {
        Unit::Quarter if n < 0 => {
            let reading = Reading(vec![Step::Period, Step::Shift(Unit::Quarter, 0)]);
            return Some(Found::new(around.first..around.end, TimeType::Date, reading));
        }
        Unit::Quarter if (1..=4).contains(&n) => Step::Quarter(n, toward),
        Unit::Half if (1..=2).contains(&n) => Step::Half(n, toward),
        _ => return None,
    };
    if let Some((mut steps, end)) = year_behind(line, around.end) {
        steps.push(step);
        return Some(Found::new(around.first..end, TimeType::Date, Reading(steps)));
    }
    let mut steps: Vec<Step> =
        around.shift.map(|shift| Step::Shift(Unit::Year, i16::from(shift))).into_iter().collect();
    steps.push(step);
    Some(Found::new(around.first..around.end, TimeType::Date, Reading(steps)))
}

fn year_unit(role: Role) -> Option<()> {
    matches!(role, Role::Unit(Unit::Year, false)).then_some(())
}

/// The year behind a month, season or quarter: `of 2020`, `2020`, `last year`, `dieses Jahres`, `del año pasado`.
pub(super) fn year_behind(line: &Line<'_>, at: usize) -> Option<(Vec<Step>, usize)> {
    let small = |at: usize| matches!(line.word(at), ",") || line.is(at, Role::Of) || line.is(at, Role::Article);
    let mut next = at;
    while next < at + 2 && small(next) && line.year(next).is_none() {
        next += 1;
    }
    if let Some((year, end)) = year_in_words(line, next).filter(|(year, _)| *year < 2000) {
        return Some((vec![Step::Year(year)], end));
    }
    if let Some(year) = line.year(next) {
        let end = if line.role(next + 1, year_unit).is_some() && line.has_year_behind() { next + 2 } else { next + 1 };
        return Some((vec![Step::Year(year)], end));
    }
    if let Some(shift) = line.role(next, |role| if let Role::Shift(Unit::Year, n) = role { Some(n) } else { None }) {
        return Some((vec![Step::Shift(Unit::Year, i16::from(shift))], next + 1));
    }
    // The year stands among the next three words, with "last" in front of it or behind: "des Jahres 2005".
    let unit = (next..next + 3).find(|at| line.role(*at, year_unit).is_some())?;
    if let Some(year) = line.year(unit + 1).filter(|_| unit == next) {
        return Some((vec![Step::Year(year)], unit + 2));
    }
    let mut front = Around { first: unit, end: unit + 1, ..Around::default() };
    while front.first > next && front.take_front(line, front.first - 1) {
        front.first -= 1;
    }
    if front.first > next {
        return None;
    }
    if front.take_back(line, front.end) {
        front.end += 1;
    }
    let shift = front.shift.or(front.number.is_none().then_some(0).filter(|_| front.article && unit > next))?;
    Some((vec![Step::Shift(Unit::Year, i16::from(shift))], front.end))
}

impl Line<'_> {
    /// Whether the language puts "last" and "next" behind the unit, too.
    fn has_postposed(&self) -> bool {
        matches!(self.lang.get(..2), Some("fr" | "es" | "it" | "pt"))
    }

    /// Whether the language puts the word for year behind the number: `1998 року`.
    pub(super) fn has_year_behind(&self) -> bool {
        matches!(self.lang.get(..2), Some("ru" | "uk"))
    }
}
