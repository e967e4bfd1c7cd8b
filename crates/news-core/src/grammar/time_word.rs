//! The words of dates and times of one language, found by the hash of a token.

use std::sync::LazyLock;

use super::hashed::Hashed;
use super::token::word_hash;
use crate::generated::{MONTHS, TIME_WORDS, WEEKDAYS};

/// What a word does in an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `day`, `years`; whether it is a plural.
    Unit(Unit, bool),
    /// `three`; in tenths, for `anderthalb`.
    Number(u16),
    /// The first words of a year in words: `nineteen` is 1900.
    Hundreds(i16),
    /// `several`.
    Few,
    /// `half`.
    Half,
    /// `third`; -1 is the latest.
    Ordinal(i8),
    /// `this`.
    This,
    /// `last`.
    Last,
    /// `next`.
    Next,
    /// `previous`, `that`, `following`: counted from the time before.
    Prior(i8),
    /// `every`.
    Every,
    /// `per`.
    Per,
    /// `ago`, behind.
    Ago,
    /// `vor`, `hace`: ago, in front.
    Before,
    /// `dans`: from now, in front.
    Within,
    /// `earlier`, behind.
    Earlier,
    /// `later`, behind.
    Later,
    /// `old`: an age, no time.
    Old,
    /// `about`.
    About,
    /// `early`, `mid`, `end of`.
    Edge,
    Article,
    Of,
    /// `full`, `trading`: may stand between number and unit.
    Filler,
    Season(Season),
    Part(Part),
    /// `today`, `tonight`: days from the day of the story, and the part of that day.
    Day(i8, Option<Part>),
    /// `Vorjahr`, `heuer`: units from the day of the story.
    Shift(Unit, i8),
    Vague(Vague),
    /// `annual`: every so many units.
    Set(u16, Unit),
    /// `jahrelang`.
    Long(Unit),
    /// `zweitägig`.
    Span(u16, Unit),
    /// 1 is Monday.
    Weekday(i8, Option<Part>),
    /// `Mondays`.
    Weekdays(i8),
    Month(i8),
    /// Behind a number: morning, afternoon, or a clock of 24 hours.
    Clock(Clock),
    /// `noon`.
    Hour(i8),
    Zone,
    /// Month and day.
    Holiday(i8, i8),
    Feast(Feast),
    /// Stands before a year.
    Preposition,
    /// `nineties`: the decade of a century.
    Tens(i8),
    /// Opens the line that says when a story was changed: `Updated`.
    Modified,
    /// Tells of what is to come, or of what was.
    Tense(Toward),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vague {
    Past,
    Present,
    Future,
}

/// The rule of a holiday that has another day each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feast {
    /// The first weekday from this month and day on: Thanksgiving is the Thursday from 22 November on.
    From(i8, i8, i8),
    /// So many days behind Easter Sunday of the western churches.
    Easter(i8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    Am,
    Pm,
    Hours,
}

/// On which side of its anchor a day without a year, a month or a weekday lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toward {
    Past,
    /// Past, but what begins within a month lies ahead: eleven months ago it would be "last March".
    Lately,
    Future,
    Nearest,
}

pub(crate) const UNITS: [(Unit, &str); 13] = [
    (Unit::Second, "second"),
    (Unit::Minute, "minute"),
    (Unit::Hour, "hour"),
    (Unit::Day, "day"),
    (Unit::Weekend, "weekend"),
    (Unit::Week, "week"),
    (Unit::Month, "month"),
    (Unit::Quarter, "quarter"),
    (Unit::Half, "half"),
    (Unit::Year, "year"),
    (Unit::Decade, "decade"),
    (Unit::Century, "century"),
    (Unit::Millennium, "millennium"),
];
pub(crate) const SEASONS: [(Season, &str); 4] =
    [(Season::Spring, "spring"), (Season::Summer, "summer"), (Season::Autumn, "autumn"), (Season::Winter, "winter")];
pub(crate) const PARTS: [(Part, &str); 5] = [
    (Part::Morning, "morning"),
    (Part::Noon, "noon"),
    (Part::Afternoon, "afternoon"),
    (Part::Evening, "evening"),
    (Part::Night, "night"),
];
pub(crate) const VAGUE: [(Vague, &str); 3] =
    [(Vague::Past, "past"), (Vague::Present, "present"), (Vague::Future, "future")];

/// The value that a list of names gives a name.
pub(crate) fn named<T: Copy>(names: &[(T, &str)], name: &str) -> Option<T> {
    names.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

/// The name of a value in its list.
pub(crate) fn name_of<T: PartialEq>(names: &[(T, &'static str)], value: &T) -> &'static str {
    names.iter().find(|(known, _)| known == value).map_or("", |(_, name)| name)
}

/// Languages that have words here; dates of others are read by their months, weekdays and digits.
const LANGUAGES: [&str; 9] = ["en", "de", "fr", "es", "it", "pt", "ru", "uk", "zh"];

/// Flags for every eight thousandth hash: most words are told apart by one look.
const GATE: usize = 1 << 13;
/// The word starts an expression of several words (`fin de semana`).
const OPENS: u8 = 1;
/// The word ends an expression of several words.
const ENDS: u8 = 4;
/// The word is the heart of an expression: a unit, a month, a day; the others only stand around it.
const HEART: u8 = 2;

/// The words of one language.
pub(crate) struct Lexicon {
    words: Hashed<Role>,
    /// Flags by hash.
    gate: Vec<u8>,
    /// First word or words, those behind, and the hash of the whole; sorted.
    phrases: Vec<(u32, Vec<u32>, u32)>,
}

impl Lexicon {
    /// The words of a language; those of a language that has none are its months and weekdays.
    pub(crate) fn of(lang: &str) -> &'static Lexicon {
        static LEXICONS: [LazyLock<Lexicon>; 9] = [
            LazyLock::new(|| Lexicon::new(Some(0))),
            LazyLock::new(|| Lexicon::new(Some(1))),
            LazyLock::new(|| Lexicon::new(Some(2))),
            LazyLock::new(|| Lexicon::new(Some(3))),
            LazyLock::new(|| Lexicon::new(Some(4))),
            LazyLock::new(|| Lexicon::new(Some(5))),
            LazyLock::new(|| Lexicon::new(Some(6))),
            LazyLock::new(|| Lexicon::new(Some(7))),
            LazyLock::new(|| Lexicon::new(Some(8))),
        ];
        static OTHERS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(None));
        let primary = lang.split('-').next().unwrap_or_default();
        let known = LANGUAGES.iter().position(|known| *known == primary).and_then(|at| LEXICONS.get(at));
        known.unwrap_or(&OTHERS)
    }

    fn new(lang: Option<usize>) -> Self {
        let lang = lang.and_then(|at| LANGUAGES.get(at)).copied();
        let speaks = |langs: &str| lang.is_none_or(|lang| langs.split(',').any(|one| one == lang));
        let mut lexicon = Lexicon { words: Hashed::new(Vec::new()), gate: vec![0; GATE], phrases: Vec::new() };
        let mut rows: Vec<(&str, Role)> = Vec::new();
        // A weekday of two letters is another word in most languages; "sun" and "sat" are English words.
        let day = |form: &str| form.chars().count() > 3 || form.contains(|c: char| !c.is_ascii());
        for row in MONTHS.iter().filter(|row| speaks(row.langs)) {
            rows.push((row.form, Role::Month(i8::try_from(row.month).unwrap_or_default())));
        }
        for row in WEEKDAYS.iter().filter(|row| speaks(row.langs) && day(row.form)) {
            rows.push((row.form, Role::Weekday(i8::try_from(row.day).unwrap_or_default(), None)));
        }
        for row in TIME_WORDS.iter().filter(|row| lang.is_some() && speaks(row.langs)) {
            rows.extend(role(row.role, row.value).map(|role| (row.form, role)));
        }
        for (form, role) in &rows {
            lexicon.mark_form(form, *role);
        }
        lexicon.words = Hashed::new(rows.into_iter().map(|(form, role)| (word_hash(form), role)).collect());
        lexicon.phrases.sort();
        lexicon
    }

    fn mark_form(&mut self, form: &str, role: Role) {
        let hash = word_hash(form);
        // An expression may start with another one: "fin de semana", "fin de".
        for (at, _) in form.match_indices(' ') {
            let (first, rest) = form.split_at(at);
            let first = word_hash(first);
            self.mark(first, OPENS);
            self.mark(word_hash(rest.rsplit(' ').next().unwrap_or_default()), ENDS);
            self.phrases.push((first, rest.split_whitespace().map(word_hash).collect(), hash));
        }
        if role.is_heart() {
            self.mark(hash, HEART);
        }
    }

    fn mark(&mut self, hash: u32, flag: u8) {
        self.gate.get_mut(hash as usize % GATE).into_iter().for_each(|flags| *flags |= flag);
    }

    fn flags(&self, hash: u32) -> u8 {
        self.gate.get(hash as usize % GATE).copied().unwrap_or_default()
    }

    /// Whether the word may start an expression of several words.
    pub(crate) fn may_open(&self, hash: u32) -> bool {
        self.flags(hash) & OPENS != 0
    }

    /// Whether the word may end an expression of several words.
    pub(crate) fn may_end(&self, hash: u32) -> bool {
        self.flags(hash) & ENDS != 0
    }

    /// Whether the word may be the heart of an expression of time.
    pub(crate) fn may_be_heart(&self, hash: u32) -> bool {
        self.flags(hash) & HEART != 0
    }

    /// The roles of a word.
    pub(crate) fn roles(&self, hash: u32) -> impl Iterator<Item = Role> {
        self.words.of(hash)
    }

    /// The hash of an expression of `count` words more than `first`, if it is known.
    pub(crate) fn phrase(&self, first: u32, count: usize, behind: impl Fn(usize) -> Option<u32>) -> Option<u32> {
        let fits = |rest: &[u32]| rest.len() == count && (1..).zip(rest).all(|(n, hash)| behind(n) == Some(*hash));
        let start = self.phrases.partition_point(|(start, _, _)| *start < first);
        let mut phrases = self.phrases.get(start..)?.iter().take_while(|(start, _, _)| *start == first);
        phrases.find(|(_, rest, _)| fits(rest)).map(|(_, _, hash)| *hash)
    }
}

impl Role {
    /// Whether an expression grows around the word.
    pub(crate) fn is_heart(self) -> bool {
        use Role::{
            Day, Feast, Holiday, Hour, Hundreds, Long, Month, Part, Season, Set, Shift, Span, Tens, Unit, Vague,
            Weekday, Weekdays,
        };
        matches!(
            self,
            Unit(..)
                | Season(_)
                | Part(_)
                | Day(..)
                | Shift(..)
                | Vague(_)
                | Set(..)
                | Long(_)
                | Span(..)
                | Weekday(..)
                | Weekdays(_)
                | Month(_)
                | Hour(_)
                | Tens(_)
                | Hundreds(_)
                | Holiday(..)
                | Feast(_)
        )
    }
}

/// Reads role and value of a row: `weekday` and `5evening`.
fn role(name: &str, value: &str) -> Option<Role> {
    let digits = value.trim_end_matches(char::is_alphabetic);
    let tag = value.strip_prefix(digits).unwrap_or_default();
    let number = || digits.parse::<i8>().ok();
    let unit = || named(&UNITS, tag);
    let part = named(&PARTS, tag);
    Some(match name {
        "unit" => Role::Unit(unit()?, digits == "2"),
        "number" => Role::Number(tenths(digits)?),
        "hundreds" => Role::Hundreds(digits.parse().ok()?),
        "few" => Role::Few,
        "half" => Role::Half,
        "ordinal" => Role::Ordinal(number()?),
        "this" => Role::This,
        "last" => Role::Last,
        "next" => Role::Next,
        "prior" => Role::Prior(number()?),
        "every" => Role::Every,
        "per" => Role::Per,
        "ago" => Role::Ago,
        "before" => Role::Before,
        "within" => Role::Within,
        "earlier" => Role::Earlier,
        "later" => Role::Later,
        "old" => Role::Old,
        "about" => Role::About,
        "edge" => Role::Edge,
        "article" => Role::Article,
        "of" => Role::Of,
        "filler" => Role::Filler,
        "season" => Role::Season(named(&SEASONS, tag)?),
        "part" => Role::Part(part?),
        "day" | "tonight" => Role::Day(number()?, part),
        "days" => Role::Shift(Unit::Day, number()?),
        "weeks" => Role::Shift(Unit::Week, number()?),
        "months" => Role::Shift(Unit::Month, number()?),
        "years" => Role::Shift(Unit::Year, number()?),
        "vague" => Role::Vague(named(&VAGUE, tag)?),
        "set" => Role::Set(digits.parse().ok()?, unit()?),
        "long" => Role::Long(unit()?),
        "span" => Role::Span(digits.parse().ok()?, unit()?),
        "weekday" => Role::Weekday(number()?, part),
        "weekdays" => Role::Weekdays(number()?),
        "clock" => Role::Clock(match tag {
            "am" => Clock::Am,
            "pm" => Clock::Pm,
            _ => Clock::Hours,
        }),
        "hour" => Role::Hour(number()?),
        "zone" => Role::Zone,
        "prep" => Role::Preposition,
        "modified" => Role::Modified,
        "tens" => Role::Tens(number()?),
        "holiday" => {
            let day: u16 = digits.parse().ok()?;
            Role::Holiday(i8::try_from(day / 100).ok()?, i8::try_from(day % 100).ok()?)
        }
        "feast" => {
            let (first, weekday) = value.split_once('-')?;
            let first: u16 = first.parse().ok()?;
            let (month, day) = (i8::try_from(first / 100).ok()?, i8::try_from(first % 100).ok()?);
            Role::Feast(Feast::From(month, day, weekday.parse().ok()?))
        }
        "easter" => Role::Feast(Feast::Easter(number()?)),
        "tense" => Role::Tense(if tag == "will" { Toward::Future } else { Toward::Past }),
        _ => return None,
    })
}

/// `3` is 30, `2.5` is 25.
fn tenths(number: &str) -> Option<u16> {
    let (whole, tenth) = number.split_once('.').unwrap_or((number, "0"));
    whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(tenth.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_role() {
        for row in TIME_WORDS {
            assert!(role(row.role, row.value).is_some(), "{} {} {}", row.form, row.role, row.value);
        }
    }

    #[test]
    fn words_belong_to_their_language() {
        let roles = |lang: &str, word: &str| Lexicon::of(lang).roles(word_hash(word)).collect::<Vec<_>>();
        assert_eq!(roles("de", "heute"), [Role::Day(0, None)]);
        assert_eq!(roles("en-GB", "Friday"), [Role::Weekday(5, None)]);
        assert_eq!(roles("en", "heute"), []);
        assert_eq!(roles("nl", "maandag"), [Role::Weekday(1, None)]);
    }
}
