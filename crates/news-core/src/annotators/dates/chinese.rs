//! Chinese expressions of time: figures and words stand without spaces, so they are read character by character.
//!
//! Read are days, months and years in all three kinds of figures (`1995年`, `一九九五年`, `１２月３日`), words that count from the
//! day of the story (`去年`, `今天上午`, `明年四月`), decades (`九十年代`), halves of a year, lengths (`五年`, `三个月`).

use super::Found;
use crate::article::{TimeType, TimeValue};
use crate::grammar::reading::{Reading, Step};
use crate::grammar::time_word::{Lexicon, Role, Toward, Unit};
use crate::grammar::token::{Token, word_hash};
use crate::span::Span;

/// The longest word of the table, in characters.
const LONGEST: usize = 4;

/// Marks the expressions of a sentence.
pub(super) fn find(text: &str, tokens: &[Token], times: &mut Vec<TimeValue>) {
    let Some((first, last)) = tokens.first().zip(tokens.last()) else { return };
    let sentence = first.span.to(last.span);
    let lexicon = Lexicon::of("zh");
    let mut at = sentence.start();
    let mut behind_figure = false;
    while let Some(c) = text.get(at..sentence.end()).and_then(|rest| rest.chars().next()) {
        let rest = Text { text: Span::new(at, sentence.end()).of(text), lexicon };
        let found = if is_figure(c) && !behind_figure { rest.figures() } else { rest.word() };
        behind_figure = is_figure(c);
        let Some((len, found)) = found else {
            at += c.len_utf8();
            continue;
        };
        behind_figure = false;
        times.push(found.time(Span::new(at, at + len)));
        at += len;
    }
}

/// What is left of a sentence.
#[derive(Clone, Copy)]
struct Text<'a> {
    text: &'a str,
    lexicon: &'static Lexicon,
}

/// A number with the number of its figures, if it is a row of figures (`一九九五`), and the bytes it takes.
struct Number {
    value: u32,
    figures: usize,
    len: usize,
}

impl Text<'_> {
    fn behind(self, len: usize) -> Self {
        Text { text: self.text.get(len..).unwrap_or_default(), ..self }
    }

    /// The first of the words that stands here, and its length.
    fn one_of<T: Copy>(self, words: &[(&str, T)]) -> Option<(usize, T)> {
        words.iter().find(|(word, _)| self.text.starts_with(word)).map(|(word, value)| (word.len(), *value))
    }

    fn number(self) -> Option<Number> {
        let (mut value, mut units, mut figures, mut len, mut is_row) = (0_u32, 0_u32, 0, 0, true);
        for c in self.text.chars() {
            if let Some(figure) = figure(c) {
                units = if is_row { units.checked_mul(10)?.checked_add(figure)? } else { figure };
            } else if let Some(times) = magnitude(c) {
                value = value.checked_add(units.max(1).checked_mul(times)?)?;
                (units, is_row) = (0, false);
            } else {
                break;
            }
            figures += 1;
            len += c.len_utf8();
        }
        (figures > 0).then_some(Number {
            value: value.checked_add(units)?,
            figures: if is_row { figures } else { 0 },
            len,
        })
    }

    /// What starts with figures.
    fn figures(self) -> Option<(usize, Found)> {
        let number = self.number()?;
        let rest = self.behind(number.len);
        if rest.text.starts_with("年代") {
            let year = i16::try_from(number.value).ok().filter(|year| year % 10 == 0 && (20..100).contains(year))?;
            return Some(date(number.len + "年代".len(), vec![Step::Decade(1900 + year)]));
        }
        if rest.text.starts_with("世纪") {
            let century = i16::try_from(number.value).ok().filter(|n| (1..=21).contains(n))?;
            return Some(date(number.len + "世纪".len(), vec![Step::Century((century - 1) * 100)]));
        }
        if let Some(year) = number.year().filter(|_| rest.text.starts_with('年')) {
            let len = number.len + '年'.len_utf8();
            let (more, steps) = self.behind(len).in_year(vec![Step::Year(year)]);
            return Some(date(len + more, steps));
        }
        let (more, steps) = self.in_year(Vec::new());
        if more > 0 {
            return Some(date(more, steps));
        }
        let (unit_len, unit) = rest.one_of(&[
            ("个月", Unit::Month),
            ("个星期", Unit::Week),
            ("星期", Unit::Week),
            ("周年", Unit::Year),
            ("周", Unit::Week),
            ("年", Unit::Year),
            ("天", Unit::Day),
            ("小时", Unit::Hour),
            ("个小时", Unit::Hour),
            ("分钟", Unit::Minute),
            ("秒", Unit::Second),
        ])?;
        let len = number.len + unit_len;
        if self.behind(len).text.starts_with('前') && unit >= Unit::Day {
            let count = i16::try_from(number.value).ok()?;
            return Some(date(len + '前'.len_utf8(), vec![Step::Shift(unit, -count)]));
        }
        Some((len, Found::length(0..0, number.value.checked_mul(10), unit)))
    }

    /// Month and day, or half of the year, behind a year; the length of what was read.
    fn in_year(self, mut steps: Vec<Step>) -> (usize, Vec<Step>) {
        let toward = if steps.is_empty() { Toward::Past } else { Toward::Nearest };
        if let Some((len, half)) = self.one_of(&[("上半年", 1), ("下半年", 2)]) {
            steps.push(Step::Half(half, toward));
            return (len, steps);
        }
        let unit = |number: &Number, marks: &[(&str, ())]| -> Option<(i8, usize)> {
            let (len, ()) = self.behind(number.len).one_of(marks)?;
            Some((i8::try_from(number.value).ok()?, number.len + len))
        };
        let Some(number) = self.number() else { return (0, steps) };
        let month = unit(&number, &[("月份", ()), ("月", ())]).filter(|(month, _)| (1..=12).contains(month));
        let Some((month, len)) = month else {
            let day = unit(&number, &[("日", ())]).filter(|(day, _)| (1..=31).contains(day) && steps.is_empty());
            return day.map_or((0, Vec::new()), |(day, len)| (len, vec![Step::Day(day, toward)]));
        };
        let behind = self.behind(len);
        let day = behind.number().and_then(|number| {
            let (mark, ()) = behind.behind(number.len).one_of(&[("日", ()), ("号", ())])?;
            Some((i8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?, number.len + mark))
        });
        if let Some((day, more)) = day {
            steps.push(Step::Date(month, day, Toward::Nearest));
            return (len + more, steps);
        }
        steps.push(Step::Month(month, toward));
        (len, steps)
    }

    /// What starts with a word of the table.
    fn word(self) -> Option<(usize, Found)> {
        if let Some((len, half)) = self.one_of(&[("上半年", 1), ("下半年", 2)]) {
            return Some(date(len, vec![Step::Half(half, Toward::Past)]));
        }
        let (len, role) = self.role()?;
        let behind = self.behind(len);
        match role {
            Role::Shift(Unit::Year, shift) => {
                let (more, steps) = behind.in_year(vec![Step::Shift(Unit::Year, i16::from(shift))]);
                Some(date(len + more, steps))
            }
            Role::Shift(unit, shift) => Some(date(len, vec![Step::Shift(unit, i16::from(shift))])),
            Role::Day(shift, _) => {
                let mut steps = vec![Step::Shift(Unit::Day, i16::from(shift))];
                let Some((more, Role::Part(part))) = behind.role() else { return Some(date(len, steps)) };
                steps.push(Step::Part(part));
                Some(date(len + more, steps))
            }
            Role::Weekday(day, _) => Some(date(len, vec![Step::Weekday(day, Toward::Past)])),
            Role::Vague(vague) => Some(date(len, vec![Step::Vague(vague)])),
            Role::Set(count, unit) => Some((len, Found::set(0..0, u32::from(count), unit))),
            Role::Span(count, unit) => Some((len, Found::length(0..0, Some(u32::from(count) * 10), unit))),
            _ => None,
        }
    }

    /// The longest word of the table that stands here.
    fn role(self) -> Option<(usize, Role)> {
        let ends = self.text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        let words = ends.filter_map(|end| self.text.get(..end));
        let known = words.filter_map(|word| Some((word.len(), self.lexicon.roles(word_hash(word)).next()?)));
        known.filter(|(len, _)| *len > '年'.len_utf8()).last()
    }
}

impl Number {
    /// A year in four figures, or the last two of one.
    fn year(&self) -> Option<i16> {
        let year = i16::try_from(self.value).ok()?;
        match self.figures {
            4 => (1000..=2199).contains(&year).then_some(year),
            2 if year >= 50 => Some(1900 + year),
            _ => None,
        }
    }
}

fn date(len: usize, steps: Vec<Step>) -> (usize, Found) {
    (len, Found::new(0..0, TimeType::Date, Reading(steps)))
}

fn is_figure(c: char) -> bool {
    figure(c).is_some() || magnitude(c).is_some()
}

/// The value of a figure: ASCII, full width, Chinese.
fn figure(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '零' | '〇' | '○' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

fn magnitude(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}
