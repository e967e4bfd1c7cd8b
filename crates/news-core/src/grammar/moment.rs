//! Points in time as carriers write them: ISO 8601 with all its relaxed forms, and days in words.

use super::calendar;
use super::cursor::Cursor;
use crate::article::{Grain, TimeType, TimeValue};
use crate::span::{Slice, Span};

/// The most letters of a value that are looked through for a date.
const LONGEST: usize = 160;

/// Reads a value as a point in time. A day needs its year.
pub(crate) fn read(value: &str, via: &str) -> Option<TimeValue> {
    let value = value.trim();
    let text = value.char_indices().nth(LONGEST).and_then(|(at, _)| value.get(..at)).unwrap_or(value);
    let (day, rest) = numeric_day(text).or_else(|| written_day(text))?;
    let time = compact_clock(rest).or_else(|| clock(rest));
    let (iso, grain, zone) = match time {
        Some((time, zone)) => {
            let grain = if time.len() > 5 { Grain::Second } else { Grain::Minute };
            ([day.as_str(), "T", &time, zone.as_deref().unwrap_or_default()].concat(), grain, zone)
        }
        None => (day, Grain::Day, None),
    };
    let r#type = if grain == Grain::Day { TimeType::Date } else { TimeType::Time };
    Some(TimeValue {
        span: None,
        text: Slice,
        r#type,
        iso: Some(iso),
        edtf: None,
        grain: Some(grain),
        zone,
        candidates: Vec::new(),
        basis: Vec::new(),
        confidence: None,
        via: Some(via.to_owned()),
    })
}

/// Puts the best moment into the zone of the desk where it is in UTC and another carrier gives its local time: that is the
/// day as the desk counts it.
pub(crate) fn take_local(moments: &mut Vec<TimeValue>) {
    let local = |time: &TimeValue| minutes(time.iso.as_deref().filter(|_| time.zone.is_none())?);
    let Some(best) = moments.first() else { return };
    let is_utc = matches!(best.zone.as_deref(), Some("Z" | "+00:00"));
    let Some(instant) = best.iso.as_deref().filter(|_| is_utc).and_then(minutes) else { return };
    let shift = |time: &TimeValue| local(time).map(|local| local - instant);
    let fits = |shift: &i64| shift % 15 == 0 && *shift != 0 && (-12 * 60..=14 * 60).contains(shift);
    let Some(at) = moments.iter().skip(1).position(|time| shift(time).as_ref().is_some_and(fits)) else { return };
    let mut time = moments.remove(at + 1);
    let Some(shift) = minutes(time.iso.as_deref().unwrap_or_default()).map(|local| local - instant) else { return };
    let zone = format!("{}{:02}:{:02}", if shift < 0 { '-' } else { '+' }, shift.abs() / 60, shift.abs() % 60);
    time.iso = time.iso.map(|iso| iso + &zone);
    time.zone = Some(zone);
    moments.insert(0, time);
}

/// Minutes since 0000-03-01 of `2022-05-03T23:37…`, without its zone.
fn minutes(iso: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| iso.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute) = (number(11..13)?, number(14..16)?);
    // March is the first month: the leap day ends the year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    Some((days * 24 + hour) * 60 + minute)
}

/// The day in the path of an address: `/2021/07/28/`, `/2021-07-28-`, `-20210728`.
pub(crate) fn of_url(url: &str) -> Option<TimeValue> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let starts = path.match_indices(['/', '-', '_', '.', '=']).map(|(at, _)| path.get(at + 1..).unwrap_or_default());
    let day = starts.clone().filter(|rest| rest.starts_with("20") || rest.starts_with("19")).find_map(|rest| {
        let rest = rest.get(..10).or_else(|| rest.get(..8))?;
        Some(numeric_day(&rest.replace('/', "-"))?.0)
    });
    day.or_else(|| starts.clone().find_map(of_number)).and_then(|day| read(&day, "url"))
}

/// The day of a story whose number starts with the minute it was made: `A2021072812365200123`. Fourteen digits alone are
/// the moment at which an archive took its copy.
fn of_number(segment: &str) -> Option<String> {
    let digits = segment.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let lead = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number = |from: usize, end: u32| digits.get(from..from + 2)?.parse::<u32>().ok().filter(|part| *part < end);
    let fits = segment.len() <= digits.len() + 2 && lead > 14 && number(8, 24).is_some() && number(10, 60).is_some();
    fits.then(|| numeric_day(digits.get(..8)?)).flatten().map(|(day, _)| day)
}

/// `2021-07-28`, `2021/7/28`, `20210728`.
fn numeric_day(text: &str) -> Option<(String, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let lead = digits(text);
    let (year, month, day, rest) = if lead == 8 || lead == 14 {
        (text.get(..4)?, text.get(4..6)?, text.get(6..8)?, text.get(8..)?)
    } else if lead == 4 {
        let rest = text.get(5..).filter(|_| matches!(text.as_bytes().get(4), Some(b'-' | b'/' | b'.')))?;
        let (month, rest) = rest.split_at_checked(digits(rest))?;
        let rest = rest.strip_prefix(['-', '/', '.'])?;
        let (day, rest) = rest.split_at_checked(digits(rest))?;
        (text.get(..4)?, month, day, rest)
    } else {
        return None;
    };
    let (year, month, day): (u16, u8, u8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    Some((calendar_day(i16::try_from(year).ok()?, month, day)?, rest))
}

/// A day that the calendar has.
fn calendar_day(year: i16, month: u8, day: u8) -> Option<String> {
    let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    date.filter(|_| (1900..2200).contains(&year)).map(|_| {
        let mut iso = String::with_capacity("2021-07-28".len());
        push_figures(&mut iso, year.unsigned_abs(), 4);
        iso.push('-');
        push_figures(&mut iso, month.into(), 2);
        iso.push('-');
        push_figures(&mut iso, day.into(), 2);
        iso
    })
}

/// Writes a number in so many figures; `format!` costs more than all of the reading.
pub(crate) fn push_figures(text: &mut String, number: u16, width: u32) {
    let figures = (0..width).rev().map(|place| number / 10_u16.pow(place) % 10);
    text.extend(figures.filter_map(|figure| char::from_digit(figure.into(), 10)));
}

/// `14:05`, with the seconds behind it.
fn time_of_day(hour: u8, minute: u8, seconds: &str) -> String {
    let mut time = String::with_capacity("14:05".len() + seconds.len());
    push_figures(&mut time, hour.into(), 2);
    time.push(':');
    push_figures(&mut time, minute.into(), 2);
    time + seconds
}

/// A day with its year in words or figures, anywhere in a short text.
fn written_day(text: &str) -> Option<(String, &str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts = !before.is_alphanumeric() && c.is_alphanumeric();
        before = c;
        if !starts {
            continue;
        }
        let mut cursor = Cursor::new(text, Span::new(at, text.len()));
        let found = calendar::day(&mut cursor).and_then(|day| {
            let (year, rest) = match day.year {
                Some(year) => (year, cursor.rest()),
                None => year_behind(cursor.rest())?,
            };
            Some(((year, day.month?, day.day), rest))
        });
        if let Some(((year, month, day), rest)) = found.or_else(|| short_year(text, at))
            && let Some(day) = calendar_day(year, month, day)
        {
            return Some((day, rest));
        }
    }
    None
}

/// The year of mail with two figures (`04 19:48:21 GMT`), that of Unix behind the time (`19:48:21 GMT 2004`).
fn year_behind(rest: &str) -> Option<(i16, &str)> {
    let rest = rest.trim_start();
    let mut words = rest.split(' ');
    let (first, second, third) = (words.next()?, words.next()?, words.next().unwrap_or_default());
    let figures = |word: &str, count: usize| word.len() == count && word.bytes().all(|byte| byte.is_ascii_digit());
    if figures(first, 2) && second.contains(':') {
        let year: i16 = first.parse().ok()?;
        return Some((if year < 70 { 2000 + year } else { 1900 + year }, rest.get(2..)?));
    }
    let year = [second, third].into_iter().find(|word| figures(word, 4)).filter(|_| first.contains(':'))?;
    Some((year.parse().ok()?, rest))
}

/// `28.07.21`: only with full stops, where the day comes first.
fn short_year(text: &str, at: usize) -> Option<((i16, u8, u8), &str)> {
    let mut cursor = Cursor::new(text, Span::new(at, text.len()));
    let day = u8::try_from(cursor.number(2)?).ok().filter(|day| (1..=31).contains(day) && cursor.eat('.'))?;
    let month = u8::try_from(cursor.number(2)?).ok().filter(|month| (1..=12).contains(month) && cursor.eat('.'))?;
    let year = cursor.number(2).filter(|_| !cursor.peek().is_some_and(|c| c.is_alphanumeric() || c == '.'))?;
    Some(((i16::try_from(2000 + year).ok()?, month, day), cursor.rest()))
}

/// The time of day in figures alone, next to the day: `T192751+1100`, `192751`.
fn compact_clock(rest: &str) -> Option<(String, Option<String>)> {
    let rest = rest.strip_prefix('T').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (figures, rest) = rest.split_at_checked(digits).filter(|_| matches!(digits, 4 | 6))?;
    let pair = |at: usize, below: u8| figures.get(at..at + 2)?.parse::<u8>().ok().filter(|number| *number < below);
    let (hour, minute) = (pair(0, 24)?, pair(2, 60)?);
    let second = if digits == 6 { format!(":{:02}", pair(4, 61)?) } else { String::new() };
    Some((time_of_day(hour, minute, &second), zone(rest)))
}

/// The time of day behind a day: `T12:36:40.000+0200`, ` 12:36 Uhr`, ` | 9.15am`.
fn clock(rest: &str) -> Option<(String, Option<String>)> {
    let at = rest.char_indices().take(16).find(|(_, c)| c.is_ascii_digit())?.0;
    let rest = rest.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (hour, rest) = rest.split_at_checked(digits)?;
    let rest = rest.strip_prefix(':')?;
    let minute = rest.get(..2).filter(|minute| minute.bytes().all(|byte| byte.is_ascii_digit()))?;
    let mut rest = rest.get(2..)?;
    let mut hour: u8 = hour.parse().ok()?;
    let mut seconds = "";
    let written = rest.get(..3).filter(|seconds| {
        seconds.strip_prefix(':').is_some_and(|figures| figures.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if let Some(written) = written {
        seconds = written;
        rest = rest.get(3..)?;
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let behind = rest.trim_start();
    let half = behind.get(..2).unwrap_or_default();
    if half.eq_ignore_ascii_case("pm") && hour < 12 {
        hour += 12;
    } else if half.eq_ignore_ascii_case("am") && hour == 12 {
        hour = 0;
    }
    let minute: u8 = minute.parse().ok()?;
    (hour < 24 && minute < 60).then(|| (time_of_day(hour, minute, seconds), zone(behind)))
}

/// The zones that mail has names for (RFC 822, 5.1).
const ZONES: [(&str, &str); 9] = [
    ("UT", "Z"),
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("CST", "-06:00"),
    ("CDT", "-05:00"),
    ("MST", "-07:00"),
    ("MDT", "-06:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
];

/// `Z`, `+02:00`, `+0200`, `+02`, `GMT`.
fn zone(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then(|| "Z".to_owned());
    }
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    if let Some((_, zone)) = ZONES.iter().find(|(name, _)| *name == word) {
        return Some((*zone).to_owned());
    }
    let text = if text.starts_with("GMT") || text.starts_with("UTC") {
        let rest = text.get(3..).unwrap_or_default();
        if !rest.starts_with(['+', '-']) {
            return Some("Z".to_owned());
        }
        rest
    } else {
        text
    };
    let sign = text.get(..1).filter(|sign| matches!(*sign, "+" | "-"))?;
    let digits: String = text.chars().skip(1).filter(|c| *c != ':').take_while(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    match minutes.len() {
        0 => Some([sign, hours, ":00"].concat()),
        2 => Some([sign, hours, ":", minutes].concat()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriers_write_moments_in_many_ways() {
        for (value, expected) in [
            ("2025-06-05T12:36:40+02:00", "2025-06-05T12:36:40+02:00"),
            ("2025-06-05 12:36:40.123+0200", "2025-06-05T12:36:40+02:00"),
            ("20250605", "2025-06-05"),
            ("20250605T123640+0200", "2025-06-05T12:36:40+02:00"),
            ("20250605123640", "2025-06-05T12:36:40"),
            ("2025/6/5", "2025-06-05"),
            ("Thu, 05 Jun 2025 12:36:40 GMT", "2025-06-05T12:36:40Z"),
            ("Published: June 5, 2025 at 2:05 pm", "2025-06-05T14:05"),
            ("5. Juni 2025, 14:05 Uhr", "2025-06-05T14:05"),
            ("05.06.2025", "2025-06-05"),
            ("2025年6月5日", "2025-06-05"),
            ("Thu, 05 Jun 25 12:36:40 EST", "2025-06-05T12:36:40-05:00"),
            ("Thu Jun  5 12:36:40 GMT 2025", "2025-06-05T12:36:40Z"),
            ("Thu Jun 5 12:36:40 2025", "2025-06-05T12:36:40"),
        ] {
            assert_eq!(read(value, "test").and_then(|time| time.iso).as_deref(), Some(expected), "{value}");
        }
        for none in ["5 minutes ago", "2025-06-31", "31 Jun 2025 12:36:40 GMT"] {
            assert_eq!(read(none, "test"), None, "{none}");
        }
    }

    #[test]
    fn addresses_hold_days() {
        let day = |url| of_url(url).and_then(|time| time.iso);
        assert_eq!(day("https://paper.example/2021/07/28/rivers-fall"), Some("2021-07-28".into()));
        assert_eq!(day("https://paper.example/news/rivers-20210728.html"), Some("2021-07-28".into()));
        assert_eq!(day("https://paper.example/news/A2021072812365200123"), Some("2021-07-28".into()));
        assert_eq!(day("https://archive.example/web/20210728123652/paper.example"), None);
        assert_eq!(day("https://paper.example/news/article-2021728"), None);
    }
}
