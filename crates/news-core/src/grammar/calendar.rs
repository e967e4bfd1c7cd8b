//! Calendar days as they are written: month names of all languages, numeric forms, weekdays.

use crate::generated::{MONTH_INDEX, WEEKDAY_INDEX};
use crate::grammar::cursor::Cursor;
use crate::grammar::words::lowered;
use crate::span::Span;

/// A day as written; parts that are not written are absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDay {
    pub(crate) span: Span,
    pub(crate) year: Option<i16>,
    pub(crate) month: Option<u8>,
    pub(crate) day: u8,
}

/// Years that copy can be about. Four digits outside are numbers.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2199;

/// Reads a day at the cursor: `July 28`, `28 de julio de 2021`, `28/07`, `2021-07-28`, `7月28日`.
///
/// A day without a month is read only where the script marks it (`28日`). The cursor moves only when a day was found.
pub(crate) fn day(cursor: &mut Cursor<'_>) -> Option<WrittenDay> {
    let mut at = *cursor;
    let starts_with_digit = at.peek().and_then(super::cursor::digit).is_some();
    let (year, month, day) = if starts_with_digit { digits_first(&mut at)? } else { month_first(&mut at)? };
    let fits = (1..=31).contains(&day) && month.is_none_or(|month| (1..=12).contains(&month));
    if !fits {
        return None;
    }
    let span = Span::new(cursor.at, at.at);
    *cursor = at;
    Some(WrittenDay { span, year, month, day })
}

type Parts = (Option<i16>, Option<u8>, u8);

/// `July 28`, `Sept. 21, 2021`, `JULY 28th`.
fn month_first(cursor: &mut Cursor<'_>) -> Option<Parts> {
    let month = month(cursor)?;
    cursor.eat('.');
    cursor.skip_spaces();
    let day = narrow(cursor.number(2)?)?;
    ordinal_suffix(cursor);
    let clock = cursor.rest().strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if clock || cursor.peek().is_some_and(|c| c.is_alphanumeric() || c == '%') {
        return None;
    }
    Some((year(cursor), Some(month), day))
}

fn digits_first(cursor: &mut Cursor<'_>) -> Option<Parts> {
    let first = cursor.number(4)?;
    let mark = cursor.peek()?;
    if matches!(mark, '月' | '日' | '年') {
        return east_asian(cursor, first);
    }
    if matches!(mark, '/' | '.' | '-') {
        let mut at = *cursor;
        at.bump();
        if let Some(second) = at.number(2) {
            *cursor = at;
            return numeric(cursor, mark, first, second);
        }
    }
    let day = narrow(first)?;
    ordinal_suffix(cursor);
    cursor.eat('.');
    let spaces = !cursor.skip_spaces().is_empty();
    for particle in ["de ", "of ", "di ", "d'"] {
        if cursor.eat_str(particle) {
            break;
        }
    }
    let month = month(cursor).filter(|_| spaces)?;
    if cursor.peek() == Some('.') && !cursor.rest().starts_with(".-") {
        let mut at = *cursor;
        at.bump();
        // The full stop of `28 juil. 2021` belongs to the month; that of `28 июля. /ТАСС/` ends the date.
        if year(&mut at.clone()).is_some() {
            *cursor = at;
        }
    }
    Some((year(cursor), Some(month), day))
}

/// `28/07`, `28.07.2021`, `2021-07-28`, `07/28/2021`.
fn numeric(cursor: &mut Cursor<'_>, mark: char, first: u32, second: u32) -> Option<Parts> {
    let mut at = *cursor;
    let third = if at.eat(mark) { at.number(4) } else { None };
    if third.is_some() {
        *cursor = at;
    }
    if cursor.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    match (first, third) {
        (1800.., Some(day)) => Some((Some(i16::try_from(first).ok()?), Some(narrow(second)?), narrow(day)?)),
        (_, Some(year)) if YEARS.contains(&year) => {
            // American order only where the day cannot be a month.
            let (day, month) = if second > 12 { (second, first) } else { (first, second) };
            Some((Some(i16::try_from(year).ok()?), Some(narrow(month)?), narrow(day)?))
        }
        // A hyphen, or a decimal point, joins other numbers too.
        (_, None) if mark == '/' => Some((None, Some(narrow(second)?), narrow(first)?)),
        _ => None,
    }
}

/// `7月28日`, `2021年7月28日`, `28日`.
fn east_asian(cursor: &mut Cursor<'_>, first: u32) -> Option<Parts> {
    let mut value = first;
    let year = if cursor.eat('年') {
        let year = i16::try_from(value).ok()?;
        value = cursor.number(2)?;
        Some(year)
    } else {
        None
    };
    let month = if cursor.eat('月') {
        let month = narrow(value)?;
        value = cursor.number(2)?;
        Some(month)
    } else {
        None
    };
    (cursor.eat('日') && (year.is_none() || month.is_some())).then_some((year, month, narrow(value)?))
}

/// A year behind day and month, with what stands between.
fn year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut at = *cursor;
    at.eat(',');
    at.skip_spaces();
    for particle in ["de ", "del "] {
        at.eat_str(particle);
    }
    let year = at.number(4).filter(|year| YEARS.contains(year))?;
    if at.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    *cursor = at;
    // What languages put behind a year: Russian and Ukrainian "г.", "р.", Arabic "م".
    for mark in [" года", " року", " г.", " р.", " م"] {
        if cursor.eat_str(mark) {
            break;
        }
    }
    i16::try_from(year).ok()
}

/// A month name at the cursor, of one or two words.
pub(crate) fn month(cursor: &mut Cursor<'_>) -> Option<u8> {
    let mut at = *cursor;
    let first = at.take_while(|c| c.is_alphabetic() || is_mark(c));
    // Names are three letters to a dozen ("sept", "septembrie"); Levantine Arabic needs two words.
    if !(3..=40).contains(&first.len()) {
        return None;
    }
    let one = at;
    let look = |stop: usize| {
        let name = Span::new(first.start(), stop).of(cursor.text);
        let row = MONTH_INDEX.may_hold(name).then(|| lowered(name, |name| MONTH_INDEX.rows(name).first()));
        row.flatten().map(|row| row.month)
    };
    let mut found = None;
    if !first.of(cursor.text).is_ascii() {
        at.skip_spaces();
        let second = at.take_while(|c| c.is_alphabetic() || is_mark(c));
        found = look(second.end()).map(|month| (at, month));
    }
    let (end, month) = found.or_else(|| Some((one, look(first.end())?)))?;
    *cursor = end;
    narrow(u32::from(month))
}

/// The weekday that a word names, 1 is Monday.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    if !WEEKDAY_INDEX.may_hold(word) {
        return None;
    }
    let row = lowered(word, |word| WEEKDAY_INDEX.rows(word).first())?;
    i8::try_from(row.day).ok()
}

fn ordinal_suffix(cursor: &mut Cursor<'_>) {
    for suffix in ["st", "nd", "rd", "th", "er", "º", "°", "ª"] {
        if cursor.eat_str(suffix) {
            return;
        }
    }
}

fn is_mark(c: char) -> bool {
    // Combining marks of Arabic and Indic scripts, and the dot that lower-casing a Turkish İ leaves.
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{0652}' | '\u{0900}'..='\u{0DFF}')
}

fn narrow(value: u32) -> Option<u8> {
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, Parts)> {
        let day = day(&mut Cursor::new(text, Span::new(0, text.len())))?;
        Some((day.span.of(text), (day.year, day.month, day.day)))
    }

    #[test]
    fn days_are_read_in_the_forms_of_the_trade() {
        let day = Some((None, Some(7), 28));
        let full = Some((Some(2021), Some(7), 28));
        for (text, expected) in [
            ("July 28 (AP)", day),
            ("Jul. 28 -", day),
            ("JULY 28th, 2021", full),
            ("28 July", day),
            ("28. Juli", day),
            ("28 de julio de 2021", full),
            ("28 juil. 2021", full),
            ("28/07 (BELGA)", day),
            ("28.07.2021", full),
            ("07/28/2021", full),
            ("2021-07-28", full),
            ("28 июля, 2021", full),
            ("28 يوليو 2021 م", full),
            ("7月28日", day),
            ("７月２８日", day),
            ("28日", Some((None, None, 28))),
            ("July 281", None),
            ("28 dogs", None),
            ("1.50", None),
            ("July 10:30", None),
        ] {
            assert_eq!(read(text).map(|(_, parts)| parts), expected, "{text}");
        }
        assert_eq!(read("28 июля. /ТАСС/").map(|(raw, _)| raw), Some("28 июля"));
    }
}
