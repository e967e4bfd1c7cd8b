//! Expressions that start with figures: years, decades, centuries, days (`28 July`, `28.07.2021`), times of day.

use super::Found;
use super::days::{day_at, is_short, part_of, with_day};
use super::lengths::Around;
use super::line::Line;
use crate::article::TimeType;
use crate::grammar::reading::{Reading, Step};
use crate::grammar::time_word::{Clock, Role, Toward, Unit};

/// The most days that a list names before their month.
const LIST: usize = 6;

/// What the number at `at` starts.
pub(super) fn find(line: &Line<'_>, at: usize) -> Option<Found> {
    let word = line.word(at);
    if let Some(found) = clock(line, at) {
        return Some(found);
    }
    if starts_day(line, at)
        && let Some((steps, end)) = day_at(line, at)
    {
        let first = Around::of(line, at, at + 1).first;
        return Some(with_day(line, first..end, steps));
    }
    if let Some(found) = day_of_month(line, at) {
        return Some(found);
    }
    if let Some(decade) = decade(word) {
        let around = Around::of(line, at, at + 1);
        // "1990er Jahre": the unit belongs to it.
        let unit = usize::from(line.role(at + 1, plural_year).is_some());
        return Some(Found::new(around.first..at + 1 + unit, TimeType::Date, Reading(vec![Step::Decade(decade)])));
    }
    century(line, at).or_else(|| year(line, at))
}

fn month_name(role: Role) -> Option<i8> {
    if let Role::Month(month) = role { Some(month) } else { None }
}

fn plural_year(role: Role) -> Option<()> {
    matches!(role, Role::Unit(Unit::Year, true)).then_some(())
}

/// Whether a month or more figures follow the number.
fn starts_day(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    if word.contains(['.', '-']) || (line.word(at + 1) == "/" && word.len() <= 4) {
        return word.bytes().filter(|byte| matches!(byte, b'.' | b'-')).count() != 1 && is_full_date(line, at);
    }
    // "9. Jan Ebner": a first name.
    let is_name = |at: usize| line.lang.starts_with("de") && is_short(line.word(at)) && line.goes_on(at + 1);
    let is_month = |at: usize| line.role(at, month_name).is_some() && !is_name(at);
    let next = at + 1 + usize::from(matches!(line.word(at + 1), "." | "of" | "de" | "di" | "d"));
    word.len() <= 4 && is_month(next)
}

/// `28.07.2021`, `28/07/2021`: of two figures alone no one knows what they are.
fn is_full_date(line: &Line<'_>, at: usize) -> bool {
    if line.word(at + 1) != "/" {
        return true;
    }
    line.word(at + 3) == "/" && line.digits(at + 4).is_some()
}

/// `el 28`, `il 13`, `am 28.`: the day of a month that is not named.
fn day_of_month(line: &Line<'_>, at: usize) -> Option<Found> {
    let small = |at, most| {
        let number = line.digits(at).and_then(|number| i8::try_from(number).ok());
        number.filter(|number| (1..=most).contains(number))
    };
    let day = small(at, 31)?;
    // "23. 3. 1976".
    if line.word(at + 1) == "."
        && line.word(at + 3) == "."
        && let (Some(month), Some(year)) = (small(at + 2, 12), line.year(at + 4))
    {
        let first = Around::of(line, at, at + 1).first;
        let steps = vec![Step::Year(year), Step::Date(month, day, Toward::Nearest)];
        return Some(with_day(line, first..at + 5, steps));
    }
    let before = line.word(line.before(at)?);
    if let Some(month) = line.month_of(at) {
        let year = if line.word(at + 1) == "," { line.year(at + 2) } else { None };
        let end = if year.is_some() { at + 3 } else { at + 1 };
        let steps = year.map(Step::Year).into_iter().chain([Step::Date(month, day, Toward::Nearest)]).collect();
        return Some(Found::new(at..end, TimeType::Date, Reading(steps)));
    }
    let fits = match line.lang.get(..2) {
        Some("es") => before == "el" && !line.goes_on(at + 1),
        Some("de") => {
            matches!(before, "am" | "vom" | "zum" | "Am") && line.word(at + 1) == "." && !line.goes_on(at + 2)
        }
        _ => false,
    };
    let toward = line.tense(at, at + 1).unwrap_or(Toward::Past);
    fits.then(|| Found::new(at..at + 1, TimeType::Date, Reading(vec![Step::Day(day, toward)])))
}

/// `1990s`, `'90s`, `90er`, `1990er`, `1990-х`.
fn decade(word: &str) -> Option<i16> {
    let figures = ["s", "er", "ern", "'s", "х", "ті"].iter().find_map(|suffix| word.strip_suffix(suffix))?;
    let year: i16 = figures.parse().ok().filter(|year| year % 10 == 0)?;
    match figures.len() {
        4 => (1000..=2190).contains(&year).then_some(year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// `19th century`, `19. Jahrhundert`, `siglo XIX` is not read.
fn century(line: &Line<'_>, at: usize) -> Option<Found> {
    let word = line.word(at);
    let figures = ["st", "nd", "rd", "th", "e"].iter().find_map(|suffix| word.strip_suffix(suffix));
    let stop = usize::from(figures.is_none() && line.word(at + 1) == ".");
    let n: i16 = figures.unwrap_or(word).parse().ok().filter(|n| (1..=21).contains(n))?;
    let is_unit = |role| matches!(role, Role::Unit(Unit::Century, _)).then_some(());
    line.role(at + 1 + stop, is_unit)?;
    let around = Around::of(line, at, at + 2 + stop);
    Some(Found::new(around.first..at + 2 + stop, TimeType::Date, Reading(vec![Step::Century((n - 1) * 100)])))
}

/// `nineteen ninety-six`, `the year two thousand`: a year in words, as it is spoken. The second needs the word in front.
pub(super) fn spelled(line: &Line<'_>, at: usize) -> Option<Found> {
    let word = line.before(at).filter(|at| line.role(*at, year_word).is_some());
    let (year, end) = year_in_words(line, at).filter(|(year, _)| word.is_some() || *year < 2000)?;
    let article = word.and_then(|at| line.before(at)).filter(|at| line.is(*at, Role::Article));
    Some(Found::new(article.or(word).unwrap_or(at)..end, TimeType::Date, Reading(vec![Step::Year(year)])))
}

/// The year in words that starts at the piece `at`, and the piece behind it.
pub(super) fn year_in_words(line: &Line<'_>, at: usize) -> Option<(i16, usize)> {
    let hundreds = line.role(at, |role| if let Role::Hundreds(hundreds) = role { Some(hundreds) } else { None })?;
    let number = |at| line.role(at, |role| if let Role::Number(tenths) = role { Some(tenths / 10) } else { None });
    let tens = number(at + 1).filter(|n| if hundreds == 2000 { (1..=20).contains(n) } else { (10..=90).contains(n) });
    if hundreds < 2000 && tens.is_none() {
        return None;
    }
    let ones = number(at + 2).filter(|n| (1..=9).contains(n) && tens.is_some_and(|tens| tens >= 20));
    let rest = tens.unwrap_or_default() + ones.unwrap_or_default();
    let end = at + 1 + usize::from(tens.is_some()) + usize::from(ones.is_some());
    Some((hundreds.checked_add(i16::try_from(rest).ok()?)?, end))
}

/// A year alone: in front of it a word that goes with years, or nothing that makes a quantity of it.
fn year(line: &Line<'_>, at: usize) -> Option<Found> {
    let apostrophe = line.before(at).filter(|at| matches!(line.word(*at), "'" | "’"));
    if let Some(mark) = apostrophe.filter(|_| line.piece(at).is_some_and(|piece| !piece.has_space_before)) {
        let short = line.digits(at).filter(|_| line.word(at).len() == 2)?;
        let year = i16::try_from(if short < 40 { 2000 + short } else { 1900 + short }).ok()?;
        return Some(Found::new(mark..at + 1, TimeType::Date, Reading(vec![Step::Year(year)])));
    }
    let year = line.year(at)?;
    let around = Around::of(line, at, at + 1);
    let before = line.before(at);
    let word = before.map_or("", |at| line.word(at));
    let sign = matches!(word, "$" | "€" | "£" | "¥" | "#" | "No" | "№" | "+" | "." | "/" | ":" | "°")
        || matches!(line.word(at + 1), "%" | "€" | "$" | "£" | "°" | ":" | "/");
    let glued = !line.piece(at)?.has_space_before
        && before.is_some()
        && !matches!(word, "(" | "-" | "–" | "—" | "/" | "\"" | "'" | "«");
    if let Some(found) = quarter_of_year(line, &around, at, year) {
        return Some(found);
    }
    let is_unit =
        |role| matches!(role, Role::Unit(unit, _) if !matches!(unit, Unit::Quarter | Unit::Half)).then_some(());
    let counted = line.role(at + 1, is_unit).is_some();
    if sign && !(word == "/" || line.word(at + 1) == "/") || (glued && around.first == at) {
        return None;
    }
    if counted && !(line.has_year_behind() && line.role(at + 1, year_word).is_some()) {
        return None;
    }
    if before.is_some_and(|at| line.is(at, Role::Few)) && line.goes_on(at + 1) {
        return None;
    }
    let told = before.is_some_and(|at| line.is(at, Role::Preposition)) || around.edge;
    // "2000 im Jahr 2011" counts something.
    let counts = (2..=3).any(|step| line.role(at + step, year_word).is_some());
    if !told && line.is(at + 1, Role::Preposition) && counts {
        return None;
    }
    let usual = (1900..=2039).contains(&year);
    let named = counted || line.lang.starts_with("en") || !line.goes_on(at + 1);
    if !(((told || counted) && (1500..=2199).contains(&year)) || (usual && named)) {
        return None;
    }
    let end = if counted { at + 2 } else { at + 1 };
    let first = if around.edge { around.first } else { at };
    Some(Found::new(first..end, TimeType::Date, Reading(vec![Step::Year(year)])))
}

/// `the 1988 quarter`, `the 1988 period`: the quarter of which the report told, of another year.
fn quarter_of_year(line: &Line<'_>, around: &Around, at: usize, year: i16) -> Option<Found> {
    let quarter = |role| matches!(role, Role::Unit(Unit::Quarter, false)).then_some(());
    let fits = line.has_quarter && around.article && line.role(at + 1, quarter).is_some();
    let reading = Reading(vec![Step::Period, Step::Year(year)]);
    fits.then(|| Found::new(around.first..at + 2, TimeType::Date, reading))
}

fn year_word(role: Role) -> Option<()> {
    matches!(role, Role::Unit(Unit::Year, _)).then_some(())
}

/// `10:30`, `10 a.m.`, `20.30 Uhr`, `14 h 30`.
fn clock(line: &Line<'_>, at: usize) -> Option<Found> {
    let word = line.word(at);
    let (hours, rest) = word.split_once(['.', ':', 'h']).unwrap_or((word, ""));
    let hour: i8 = hours.parse().ok().filter(|hour| (0..=24).contains(hour) && hours.len() <= 2)?;
    let mut minute = if rest.is_empty() { None } else { Some(rest) };
    let mut end = at + 1;
    let mut said = word.contains('h') && !rest.is_empty();
    if matches!(line.word(end), ":") && line.piece(end).is_some_and(|piece| !piece.has_space_before) {
        minute = Some(line.word(end + 1));
        end += 2;
        said = true;
    }
    let clock = |at: usize| line.role(at, |role| if let Role::Clock(clock) = role { Some(clock) } else { None });
    let half_day = clock(end);
    if half_day.is_some() {
        end += 1;
        said = true;
        // "14 h 30".
        if minute.is_none()
            && half_day == Some(Clock::Hours)
            && line.digits(end).is_some_and(|n| n < 60)
            && line.word(end).len() == 2
        {
            minute = Some(line.word(end));
            end += 1;
        } else if half_day != Some(Clock::Hours) && line.word(end) == "." && line.word(end - 1).contains('.') {
            end += 1;
        }
    }
    let minute: i8 =
        minute.map_or(Some(0), |minute| minute.parse().ok().filter(|n| (0..60).contains(n) && minute.len() == 2))?;
    let um = line.lang.starts_with("de") && word.contains('.') && rest.len() == 2;
    said |= um && line.before(at).is_some_and(|at| matches!(line.word(at), "um" | "ab" | "bis" | "gegen"));
    // "10.30 bis 12 Uhr": the word behind the second counts for both.
    said |= matches!(line.word(end), "bis" | "und" | "-" | "–") && clock(end + 2) == Some(Clock::Hours);
    if !said {
        return None;
    }
    // "vor 20 Uhr" is a time, "24 horas" and "20 heures de travail" may be a length.
    if matches!(line.lang.get(..2), Some("es" | "it" | "pt" | "ru" | "uk"))
        && half_day.is_some()
        && line.word(end - 1).chars().count() > 1
    {
        let told = line.before(at).is_some_and(|at| matches!(line.word(at), "las" | "alle" | "às" | "о"));
        if !told && !line.word(at + 1).starts_with(':') {
            return None;
        }
    }
    let hour = match half_day {
        Some(Clock::Am) if hour == 12 => 0,
        Some(Clock::Pm) if hour < 12 => hour + 12,
        _ => hour,
    };
    let zone = line.is(end, Role::Zone).then_some(end);
    end += usize::from(zone.is_some());
    Some(at_clock(line, at, end, hour, minute, zone))
}

/// A time of day on the day that is named beside it, or named last in the sentence, or on the day of the story.
pub(super) fn at_clock(line: &Line<'_>, at: usize, end: usize, hour: i8, minute: i8, zone: Option<usize>) -> Found {
    let mut end = end;
    let mut steps = if line.floor > 0 { vec![Step::Prior] } else { vec![Step::Shift(Unit::Day, 0)] };
    if part_of(line, end).is_some() {
        end += 1;
    }
    // "15 h 30, hier", "4 p.m. on Friday".
    let joint = usize::from(line.word(end) == "," || line.is(end, Role::Preposition));
    let named = |role| matches!(role, Role::Day(..) | Role::Weekday(..)).then_some(());
    end += if line.role(end + joint, named).is_some() { joint } else { 0 };
    let day = line.role(end, |role| match role {
        Role::Weekday(day, _) => Some(Step::Weekday(day, line.tense(at, end).unwrap_or(Toward::Past))),
        Role::Day(days, _) => Some(Step::Shift(Unit::Day, i16::from(days))),
        _ => None,
    });
    if let Some(day) = day {
        steps = vec![day];
        end += 1;
    }
    steps.push(Step::At(hour, minute));
    Found {
        zone: zone.and_then(|at| line.piece(at)).map(|piece| piece.span),
        ..Found::new(at..end, TimeType::Time, Reading(steps))
    }
}

/// `noon`, `midnight`.
pub(super) fn noon(line: &Line<'_>, at: usize, hour: i8) -> Found {
    at_clock(line, at, at + 1, hour, 0, None)
}

impl Line<'_> {
    /// Whether a noun may follow that the number counts; German writes nouns with a capital.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let small = |role| matches!(role, Role::Preposition | Role::Of | Role::Article | Role::Tense(_)).then_some(());
        let noun = if self.lang.starts_with("de") { char::is_uppercase } else { char::is_lowercase };
        self.word(at).starts_with(noun) && self.role(at, small).is_none()
    }

    /// The month of a day that stands in a list with others: `16. und 17. sowie am 23. Januar`, `April 24 and 25`.
    fn month_of(&self, at: usize) -> Option<i8> {
        let stop = |at: usize| usize::from(self.word(at) == ".");
        if let Some(joint) = self.before(at)
            && self.is_joint(joint)
            && self.floor > 0
            && self.floor + 1 >= at
        {
            return self.month;
        }
        let mut next = at + 1 + stop(at + 1);
        for _ in 0..LIST {
            let small = self.is(next + 1, Role::Article) || self.is(next + 1, Role::Preposition);
            let day = next + 1 + usize::from(small);
            self.digits(day).filter(|day| self.is_joint(next) && (1..=31).contains(day))?;
            next = day + 1 + stop(day + 1);
            let month = next + usize::from(matches!(self.word(next), "de" | "di" | "of"));
            if let Some(month) = self.role(month, month_name) {
                return Some(month);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decades_are_four_figures_or_two() {
        assert_eq!(
            ["1990s", "90er", "80s", "1995s", "190s"].map(decade),
            [Some(1990), Some(1990), Some(1980), None, None]
        );
    }
}
