//! How an expression of time is read: steps from the day of the story to the time that is meant.
//!
//! `last month` is `month-1`, `on Friday` of a story that tells what was is `weekday=5<`, `June last year` is
//! `year-1 month=6`. The record keeps the steps, so that another day of issue gives another value without reading the
//! text again.

use std::fmt::{self, Write as _};

use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan as _};

use super::time_word::{Feast, PARTS, Part, SEASONS, Season, Toward, UNITS, Unit, VAGUE, Vague, name_of, named};

/// One step. Those with a [`Toward`] choose by it where no year was fixed before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Count from the day, month or year that was named before instead of from the day of the story.
    Prior,
    /// Count from the quarter that was named before; without one from the last that is over.
    Period,
    /// So many units later.
    Shift(Unit, i16),
    Year(i16),
    Month(i8, Toward),
    /// Month and day.
    Date(i8, i8, Toward),
    Feast(Feast, Toward),
    /// Day of the month.
    Day(i8, Toward),
    /// 1 is Monday.
    Weekday(i8, Toward),
    Quarter(i8, Toward),
    Half(i8, Toward),
    Season(Season, Toward),
    /// Its first year.
    Decade(i16),
    /// Its first year, as people count: the 20th is 1900.
    Century(i16),
    Part(Part),
    /// Hour and minute.
    At(i8, i8),
    Vague(Vague),
}

/// The steps of a reading, in order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Reading(pub(crate) Vec<Step>);

/// The time that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// Its first day.
    day: Date,
    pub(crate) grain: Unit,
    season: Option<Season>,
    clock: Option<(i8, i8)>,
    /// A step has set it; else it is the day of the story.
    fixed: bool,
}

impl Value {
    /// The day of the story.
    pub(crate) fn anchor(day: Date) -> Self {
        Value { day, grain: Unit::Day, season: None, clock: None, fixed: false }
    }

    fn at(day: Date, grain: Unit) -> Self {
        Value { day, grain, season: None, clock: None, fixed: true }
    }

    pub(crate) fn year(&self) -> i16 {
        self.day.year()
    }

    pub(crate) fn is_season(&self) -> bool {
        self.season.is_some()
    }

    pub(crate) fn has_clock(&self) -> bool {
        self.clock.is_some()
    }

    /// ISO 8601, where it has a form for the value.
    pub(crate) fn iso(&self) -> Option<String> {
        let day = self.day;
        if let Some((hour, minute)) = self.clock {
            return Some(format!("{day}T{hour:02}:{minute:02}"));
        }
        Some(match self.grain {
            _ if self.season.is_some() => return None,
            Unit::Day => day.to_string(),
            Unit::Weekend => format!("{day}/{}", day.saturating_add(1.day())),
            Unit::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Unit::Year => format!("{:04}", day.year()),
            Unit::Decade => format!("{:03}", day.year().div_euclid(10)),
            Unit::Century => format!("{:02}", day.year().div_euclid(100)),
            _ => return None,
        })
    }

    /// ISO 8601-2 (EDTF), where it says what ISO 8601-1 cannot: `2021-35` is the third quarter.
    pub(crate) fn edtf(&self) -> Option<String> {
        let year = self.day.year();
        let part = match (self.season, self.grain) {
            (Some(season), _) => 21 + season as i8,
            (None, Unit::Quarter) => 33 + (self.day.month() - 1) / 3,
            (None, Unit::Half) => 40 + (self.day.month() - 1) / 6,
            _ => return None,
        };
        Some(format!("{year:04}-{part}"))
    }
}

impl Reading {
    /// Whether the words alone tell the time.
    pub(crate) fn is_stated(&self) -> bool {
        matches!(self.0.first(), Some(Step::Year(_) | Step::Decade(_) | Step::Century(_)))
    }

    /// Whether it counts from the time before.
    pub(crate) fn is_from_prior(&self) -> bool {
        matches!(self.0.first(), Some(Step::Prior | Step::Period))
    }

    /// The time meant in a story of the day `anchor`, behind the time `prior` and the quarter `period`.
    pub(crate) fn resolve(&self, anchor: Option<Date>, prior: Option<Value>, period: Option<Value>) -> Option<Value> {
        let mut value = anchor.map(Value::anchor);
        for step in &self.0 {
            value = match *step {
                Step::Prior => Some(prior.or(value)?),
                Step::Period => Some(period.or_else(|| value?.shift(Unit::Quarter, -1))?),
                // The quarter named before, of another year.
                Step::Year(year) if self.0.first() == Some(&Step::Period) => {
                    Some(value?.shift(Unit::Year, year.checked_sub(value?.year())?)?)
                }
                Step::Year(year) => Some(Value::at(Date::new(year, 1, 1).ok()?, Unit::Year)),
                Step::Decade(year) => Some(Value::at(Date::new(year, 1, 1).ok()?, Unit::Decade)),
                Step::Century(year) => Some(Value::at(Date::new(year, 1, 1).ok()?, Unit::Century)),
                Step::Vague(_) => return None,
                step => Some(value?.step(step)?),
            };
        }
        value
    }

    /// The unit of the value, as far as the words alone tell it.
    pub(crate) fn grain(&self) -> Option<Unit> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Shift(unit, _) => Some(*unit),
            Step::Year(_) => Some(Unit::Year),
            Step::Decade(_) => Some(Unit::Decade),
            Step::Century(_) => Some(Unit::Century),
            Step::Month(..) => Some(Unit::Month),
            Step::Date(..) | Step::Feast(..) | Step::Day(..) | Step::Weekday(..) => Some(Unit::Day),
            Step::Quarter(..) => Some(Unit::Quarter),
            Step::Half(..) => Some(Unit::Half),
            Step::At(..) => Some(Unit::Minute),
            Step::Prior | Step::Period | Step::Season(..) | Step::Part(_) | Step::Vague(_) => None,
        })
    }

    /// The month of a day.
    pub(crate) fn month(&self) -> Option<i8> {
        self.0.iter().find_map(|step| if let Step::Date(month, _, _) = step { Some(*month) } else { None })
    }

    /// `T10:30`, where the day is not known.
    pub(crate) fn clock_alone(&self) -> Option<String> {
        let clock = |step: &Step| if let Step::At(hour, minute) = step { Some((*hour, *minute)) } else { None };
        self.0.iter().find_map(clock).map(|(hour, minute)| format!("T{hour:02}:{minute:02}"))
    }

    /// What is known of a day without its year: `XXXX-07-28`, `XXXX-07`.
    pub(crate) fn open(&self) -> Option<String> {
        match *self.0.as_slice() {
            [Step::Date(month, day, _)] => Some(format!("XXXX-{month:02}-{day:02}")),
            [Step::Month(month, _)] => Some(format!("XXXX-{month:02}")),
            [Step::Weekday(day, _)] => Some(format!("XXXX-WXX-{day}")),
            _ => None,
        }
    }

    /// Whether it is the very day of the story.
    pub(crate) fn is_same_day(&self) -> bool {
        matches!(self.0.as_slice(), [Step::Shift(Unit::Day, 0), rest @ ..] if rest.iter().all(|step| matches!(step, Step::Part(_))))
    }

    /// Reads the steps as [`Reading`] writes them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        text.split(' ').map(parse_step).collect::<Option<Vec<_>>>().map(Reading)
    }
}

impl Value {
    fn step(self, step: Step) -> Option<Value> {
        Some(match step {
            Step::Shift(unit, count) => self.shift(unit, count)?,
            Step::Month(month, toward) => {
                Value::at(self.choose(toward, |year| Date::new(year, month, 1), 27)?, Unit::Month)
            }
            Step::Date(month, day, toward) => {
                Value::at(self.choose(toward, |year| Date::new(year, month, day), 0)?, Unit::Day)
            }
            Step::Feast(feast, toward) => Value::at(self.choose(toward, |year| feast.day(year), 0)?, Unit::Day),
            Step::Day(day, toward) => Value::at(self.day_of_month(day, toward)?, Unit::Day),
            Step::Weekday(weekday, toward) => Value::at(self.weekday(weekday, toward)?, Unit::Day),
            Step::Quarter(quarter, toward) => {
                Value::at(self.choose(toward, |year| Date::new(year, quarter * 3 - 2, 1), 89)?, Unit::Quarter)
            }
            Step::Half(half, toward) => {
                Value::at(self.choose(toward, |year| Date::new(year, half * 6 - 5, 1), 180)?, Unit::Half)
            }
            Step::Season(season, toward) => {
                let first = |year| Date::new(year, 3 * (season as i8 + 1), 1);
                Value { season: Some(season), ..Value::at(self.choose(toward, first, 89)?, Unit::Month) }
            }
            Step::At(hour, minute) => Value { clock: Some((hour, minute)), fixed: true, ..self },
            Step::Part(_) => Value { fixed: true, ..self },
            _ => return None,
        })
    }

    fn shift(self, unit: Unit, count: i16) -> Option<Value> {
        let days = |n: i32| self.day.checked_add(n.days()).ok();
        let months = |n: i32| self.day.checked_add(Length::new().try_months(n).ok()?).ok();
        let n = i32::from(count);
        let day = match unit {
            // No day follows from hours, and none from a thousand years.
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => return None,
            Unit::Day => days(n)?,
            Unit::Week => days(7 * n)?,
            Unit::Weekend => self.weekday(6, Toward::Nearest)?.checked_add((7 * n).days()).ok()?,
            Unit::Month => months(n)?,
            Unit::Quarter => months(3 * n)?,
            Unit::Half => months(6 * n)?,
            Unit::Year => months(12 * n)?,
            Unit::Decade => months(120 * n)?,
            Unit::Century => months(1200 * n)?,
        };
        // A year before a quarter is a quarter.
        let keeps = self.fixed && matches!(self.grain, Unit::Quarter | Unit::Half) && unit == Unit::Year;
        let grain = if keeps { self.grain } else { unit };
        let first = match grain {
            Unit::Month => day.first_of_month(),
            Unit::Quarter => Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?,
            Unit::Half => Date::new(day.year(), (day.month() - 1) / 6 * 6 + 1, 1).ok()?,
            _ => day,
        };
        Some(Value::at(first, grain))
    }

    /// The day that `first` gives for the year that is fixed, or else for the one on the right side of the story's day;
    /// a period of `length` days more has begun by then.
    fn choose(self, toward: Toward, first: impl Fn(i16) -> Result<Date, jiff::Error>, length: i32) -> Option<Date> {
        let year = self.day.year();
        if self.fixed && self.grain >= Unit::Year {
            return first(year).ok();
        }
        let near = |year: i16| first(year).ok();
        // A leap day stands in one of four years, so the search goes that far.
        let mut years: Vec<Date> = (year.checked_sub(4)?..=year.checked_add(4)?).filter_map(near).collect();
        years.sort_unstable();
        match toward {
            Toward::Past => years.into_iter().rev().find(|day| *day <= self.day),
            Toward::Lately => {
                let next = self.day.saturating_add(31.days());
                years.into_iter().rev().find(|day| *day <= next)
            }
            Toward::Future => years.into_iter().find(|day| day.saturating_add(length.days()) >= self.day),
            Toward::Nearest => years.into_iter().min_by_key(|day| distance(*day, self.day)),
        }
    }

    fn day_of_month(self, day: i8, toward: Toward) -> Option<Date> {
        let month = self.day.first_of_month();
        if self.fixed && self.grain == Unit::Month {
            return Date::new(month.year(), month.month(), day).ok();
        }
        let near = |months: i32| {
            let month = month.checked_add(months.months()).ok()?;
            Date::new(month.year(), month.month(), day).ok()
        };
        let mut days = (-2..=2).filter_map(near);
        match toward {
            Toward::Past | Toward::Lately => days.filter(|day| *day <= self.day).max(),
            Toward::Future => days.find(|day| *day >= self.day),
            Toward::Nearest => days.min_by_key(|day| distance(*day, self.day)),
        }
    }

    fn weekday(self, weekday: i8, toward: Toward) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        let behind = i32::from(self.day.weekday().since(weekday));
        let shift = match toward {
            Toward::Past | Toward::Lately => -behind,
            Toward::Future => (7 - behind) % 7,
            // Within the week from Monday to Sunday.
            Toward::Nearest => {
                i32::from(weekday.to_monday_one_offset()) - i32::from(self.day.weekday().to_monday_one_offset())
            }
        };
        self.day.checked_add(shift.days()).ok()
    }
}

impl Feast {
    fn day(self, year: i16) -> Result<Date, jiff::Error> {
        match self {
            Feast::From(month, day, weekday) => {
                let first = Date::new(year, month, day)?;
                let wait = Weekday::from_monday_one_offset(weekday)?.since(first.weekday());
                first.checked_add(i32::from(wait).days())
            }
            Feast::Easter(days) => easter(year)?.checked_add(i32::from(days).days()),
        }
    }
}

/// Easter Sunday by the Gregorian rule, as Meeus, Jones and Butcher reckon it.
fn easter(year: i16) -> Result<Date, jiff::Error> {
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let moon = century - (century + 8).div_euclid(25) + 1;
    let epact = (19 * golden + century - century.div_euclid(4) - moon.div_euclid(3) + 15).rem_euclid(30);
    let sunday = (32 + 2 * century.rem_euclid(4) + 2 * rest.div_euclid(4) - epact - rest.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * sunday).div_euclid(451);
    let days = epact + sunday - 7 * late + 114;
    let month = i8::try_from(days.div_euclid(31)).unwrap_or_default();
    Date::new(year, month, i8::try_from(days.rem_euclid(31) + 1).unwrap_or_default())
}

fn distance(a: Date, b: Date) -> (i32, Date) {
    (a.since(b).map_or(i32::MAX, |span| span.get_days().abs()), a)
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_char(' ')?;
            }
            step.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Prior => f.write_str("prior"),
            Step::Period => f.write_str("period"),
            Step::Shift(unit, count) => write!(f, "{}{count:+}", name_of(&UNITS, unit)),
            Step::Year(year) => write!(f, "year={year:04}"),
            Step::Decade(year) => write!(f, "decade={year:04}"),
            Step::Century(year) => write!(f, "century={year:04}"),
            Step::Month(month, toward) => write!(f, "month={month:02}{}", toward.mark()),
            Step::Date(month, day, toward) => write!(f, "date={month:02}-{day:02}{}", toward.mark()),
            Step::Feast(Feast::From(month, day, weekday), toward) => {
                write!(f, "from={month:02}-{day:02}-{weekday}{}", toward.mark())
            }
            Step::Feast(Feast::Easter(days), toward) => write!(f, "easter={days}{}", toward.mark()),
            Step::Day(day, toward) => write!(f, "day={day:02}{}", toward.mark()),
            Step::Weekday(day, toward) => write!(f, "weekday={day}{}", toward.mark()),
            Step::Quarter(quarter, toward) => write!(f, "quarter={quarter}{}", toward.mark()),
            Step::Half(half, toward) => write!(f, "half={half}{}", toward.mark()),
            Step::Season(season, toward) => write!(f, "season={}{}", name_of(&SEASONS, season), toward.mark()),
            Step::Part(part) => write!(f, "part={}", name_of(&PARTS, part)),
            Step::At(hour, minute) => write!(f, "at={hour:02}:{minute:02}"),
            Step::Vague(vague) => write!(f, "vague={}", name_of(&VAGUE, vague)),
        }
    }
}

impl Toward {
    fn mark(self) -> char {
        match self {
            Toward::Past => '<',
            Toward::Lately => '?',
            Toward::Future => '>',
            Toward::Nearest => '~',
        }
    }
}

fn parse_step(text: &str) -> Option<Step> {
    match text {
        "prior" => return Some(Step::Prior),
        "period" => return Some(Step::Period),
        _ => {}
    }
    let at = text.find(['=', '+', '-'])?;
    let (name, value) = text.split_at(at);
    let Some(value) = value.strip_prefix('=') else {
        return Some(Step::Shift(named(&UNITS, name)?, value.parse().ok()?));
    };
    let (value, toward) = match value.chars().next_back()? {
        '<' => (value.strip_suffix('<')?, Toward::Past),
        '?' => (value.strip_suffix('?')?, Toward::Lately),
        '>' => (value.strip_suffix('>')?, Toward::Future),
        '~' => (value.strip_suffix('~')?, Toward::Nearest),
        _ => (value, Toward::Nearest),
    };
    Some(match name {
        "year" => Step::Year(value.parse().ok()?),
        "decade" => Step::Decade(value.parse().ok()?),
        "century" => Step::Century(value.parse().ok()?),
        "month" => Step::Month(within(value, 12)?, toward),
        "date" => {
            let (month, day) = value.split_once('-')?;
            Step::Date(within(month, 12)?, within(day, 31)?, toward)
        }
        "from" => {
            let (month, day) = value.split_once('-')?;
            let (day, weekday) = day.split_once('-')?;
            Step::Feast(Feast::From(within(month, 12)?, within(day, 31)?, within(weekday, 7)?), toward)
        }
        "easter" => {
            let days = value.parse().ok().filter(|days| (-60..=60).contains(days))?;
            Step::Feast(Feast::Easter(days), toward)
        }
        "day" => Step::Day(within(value, 31)?, toward),
        "weekday" => Step::Weekday(within(value, 7)?, toward),
        "quarter" => Step::Quarter(within(value, 4)?, toward),
        "half" => Step::Half(within(value, 2)?, toward),
        "season" => Step::Season(named(&SEASONS, value)?, toward),
        "part" => Step::Part(named(&PARTS, value)?),
        "at" => {
            let (hour, minute) = value.split_once(':')?;
            let clock = (hour.parse().ok()?, minute.parse().ok()?);
            if !(0..=24).contains(&clock.0) || !(0..60).contains(&clock.1) {
                return None;
            }
            Step::At(clock.0, clock.1)
        }
        "vague" => Step::Vague(named(&VAGUE, value)?),
        _ => return None,
    })
}

/// A number from 1 to `most`: records come from outside.
fn within(text: &str, most: i8) -> Option<i8> {
    text.parse().ok().filter(|number| (1..=most).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In a story of Wednesday, 28 July 2021, behind the second quarter of 2020.
    fn read(steps: &str) -> String {
        let reading = Reading::parse(steps).unwrap();
        assert_eq!(reading.to_string(), steps);
        let prior = Reading(vec![Step::Year(2020), Step::Quarter(2, Toward::Past)]).resolve(None, None, None);
        let value = reading.resolve(Date::new(2021, 7, 28).ok(), prior, prior);
        value.and_then(|value| value.iso().or_else(|| value.edtf())).unwrap_or_default()
    }

    #[test]
    fn steps_lead_to_their_day() {
        for (steps, expected) in [
            ("day+0", "2021-07-28"),
            ("day-1 part=night", "2021-07-27"),
            ("weekday=3<", "2021-07-28"),
            ("weekday=4<", "2021-07-22"),
            ("weekday=4>", "2021-07-29"),
            ("day-1 weekday=3<", "2021-07-21"),
            ("week-1 weekday=5~", "2021-07-23"),
            ("month=09<", "2020-09"),
            ("month=07>", "2021-07"),
            ("month=08?", "2021-08"),
            ("month=09?", "2020-09"),
            ("from=11-22-4~", "2021-11-25"),
            ("from=11-02-2<", "2020-11-03"),
            ("easter=0~", "2021-04-04"),
            ("year+1 easter=-2~", "2022-04-15"),
            ("easter=39>", "2022-05-26"),
            ("period year=1988", "1988-34"),
            ("year-1 month=06~", "2020-06"),
            ("date=02-29<", "2020-02-29"),
            ("date=12-31~", "2021-12-31"),
            ("date=01-02~", "2022-01-02"),
            ("day=30<", "2021-06-30"),
            ("month-5", "2021-02"),
            ("year-5", "2016"),
            ("week+0", "2021-W30"),
            ("weekend+0", "2021-07-31/2021-08-01"),
            ("quarter=3<", "2021-35"),
            ("prior year-1", "2019-34"),
            ("period quarter+1", "2020-35"),
            ("season=autumn<", "2020-23"),
            ("decade=1990", "199"),
            ("century=1900", "19"),
            ("day+0 at=10:30", "2021-07-28T10:30"),
            ("vague=past", ""),
            ("year=9999 year+999", ""),
        ] {
            assert_eq!(read(steps), expected, "{steps}");
        }
    }

    #[test]
    fn what_is_no_step_is_refused() {
        for steps in
            ["", "dateline", "month=13<", "year+99999999", "at=10", "weekday=", "at=25:00", "easter=99", "from=11-22-9"]
        {
            assert_eq!(Reading::parse(steps), None, "{steps}");
        }
    }
}
