//! The year of a dateline that gives only month and day.
//!
//! Evidence in this order: a year in the dateline itself; the caller's issue date (the year that puts the day nearest to it);
//! a date in the address; the date in the header of the carrier; otherwise the years in which the weekday of the lead fits the day, cut by the agency's years, by
//! years that the copy names, and by `--not-after`. Never the clock. `iso` is written only when one day is left.
//!
//! Measured on 3,991 wire stories with a known issue date: 97.2 % are filed the same day, 2.1 % name the next day, 0.7 % one
//! of the three days before.

use jiff::civil::{Date, Weekday};

use crate::article::{Article, Basis, BlockKind, Dateline, Note, TimeValue};
use crate::grammar::words::words;
use crate::grammar::{agency, calendar, moment};
use crate::options::Options;
use crate::span::Span;

/// Candidates when nothing else is known: the years of electronic copy. `--not-after` may go beyond.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2030;
/// Confidence of an inferred year, by its evidence; estimates of the design, to be calibrated on the gold.
const BY_ISSUE_DATE_AND_WEEKDAY: f32 = 0.99;
const BY_ISSUE_DATE: f32 = 0.97;
const BY_ELIMINATION: f32 = 0.9;

/// Settles the date of `dateline`, which belongs to `article`, and notes how.
pub(crate) fn resolve(dateline: &mut Dateline, article: &Article, options: &Options) -> Vec<Note> {
    let mut notes = Vec::new();
    let Some(mut date) = dateline.date.take() else { return notes };
    let lead = lead_weekday(article);
    if let Some(day) = date.edtf.as_deref().and_then(parse_open) {
        let inferred = infer(article, options, dateline, day, lead);
        date.iso = None;
        date.basis = inferred.basis;
        date.confidence = inferred.confidence;
        date.candidates = inferred.days.iter().map(Date::to_string).collect();
        if let [day] = inferred.days.as_slice() {
            date.iso = Some(day.to_string());
            notes.push(Note::new("year-inferred", date.span, format!("the date is read as {day}")));
            if lead.is_some_and(|(weekday, _)| days_before(weekday, *day) > 6) {
                let message = format!("the weekday in the lead does not fit {day}");
                notes.push(Note::new("weekday-conflict", lead.map(|(_, span)| span), message));
            }
        } else if day.is_impossible() {
            notes.push(Note::new("date-impossible", date.span, "no calendar has this day".to_owned()));
        } else if inferred.days.is_empty() {
            let message = "nothing in the copy tells the year; --date decides".to_owned();
            notes.push(Note::new("year-ambiguous", date.span, message));
        } else {
            let years: Vec<String> = inferred.days.iter().map(|day| day.year().to_string()).collect();
            let message = format!("the year may be one of {}; --date decides", years.join(", "));
            notes.push(Note::new("year-ambiguous", date.span, message));
        }
    } else if date.iso.as_deref().is_some_and(|iso| iso.parse::<Date>().is_err()) {
        date.iso = None;
        notes.push(Note::new("date-impossible", date.span, "no calendar has this day".to_owned()));
    }
    notes.extend(conflict(&date, article));
    dateline.date = Some(date);
    notes
}

/// Days between dateline and header from which on one of them is not about this story.
const FAR: i32 = 7;

/// A note where the dateline and the header of the carrier name days that lie far apart.
fn conflict(date: &TimeValue, article: &Article) -> Option<Note> {
    let (day, header) = (date.iso.as_deref()?.parse::<Date>().ok()?, header_day(article)?);
    let apart = day.since(header).ok()?.get_days().abs();
    let message = format!("the dateline names {day}, the header {header}");
    (apart > FAR).then(|| Note::new("header-conflict", date.span, message))
}

/// The day that the header of a carrier gives: that of publication, else that of the version.
fn header_day(article: &Article) -> Option<Date> {
    let dates = &article.dates;
    let of_header = |date: &&TimeValue| !matches!(date.via.as_deref(), Some("dateline" | "line" | "url"));
    let date = dates.published.iter().chain(&dates.created).chain(&dates.modified).find(of_header)?;
    date.iso.as_deref()?.get(..10)?.parse().ok()
}

/// A month (perhaps) and a day without a year.
#[derive(Clone, Copy)]
struct Open {
    month: Option<i8>,
    day: i8,
}

impl Open {
    /// Whether no year has this day; a leap year has every day that any has.
    fn is_impossible(self) -> bool {
        self.month.is_some_and(|month| Date::new(2000, month, self.day).is_err())
    }
}

/// Reads `XXXX-07-28` or `XXXX-XX-28`.
fn parse_open(edtf: &str) -> Option<Open> {
    let mut parts = edtf.strip_prefix("XXXX-")?.split('-');
    let month = parts.next()?.parse().ok();
    Some(Open { month, day: parts.next()?.parse().ok()? })
}

struct Inferred {
    days: Vec<Date>,
    basis: Vec<Basis>,
    confidence: Option<f32>,
}

fn infer(
    article: &Article,
    options: &Options,
    dateline: &Dateline,
    open: Open,
    lead: Option<(Weekday, Span)>,
) -> Inferred {
    if let Some((issue, rule)) = issue_day(options).or_else(|| Some((header_day(article)?, "header"))) {
        return near(open, issue, rule, lead);
    }
    let Some(month) = open.month else {
        return Inferred { days: Vec::new(), basis: Vec::new(), confidence: None };
    };
    let past = latest_past_year(article);
    let mut eras = Vec::new();
    for agency in &dateline.agencies {
        eras.extend(
            agency::of(&article.text, agency.span)
                .filter(|row| row.since > 0 || row.until > 0)
                .map(|row| (row, agency.span)),
        );
    }
    if lead.is_none() && past.is_none() && eras.is_empty() && options.not_after.is_none() {
        // Any year: a list of all would tell nothing.
        return Inferred { days: Vec::new(), basis: Vec::new(), confidence: None };
    }
    let mut basis = Vec::new();
    let last = options.not_after.map_or(*YEARS.end(), Date::year).max(*YEARS.start());
    let mut days: Vec<Date> =
        (*YEARS.start()..=last).filter_map(|year| Date::new(year, month, open.day).ok()).collect();
    let mut cut = |rule: &str, span: Option<Span>, value: Option<String>, keep: &dyn Fn(&Date) -> bool| {
        let kept: Vec<Date> = days.iter().filter(|day| keep(day)).copied().collect();
        // Evidence that leaves nothing contradicts the rest: it is not used.
        if !kept.is_empty() && kept.len() < days.len() {
            days = kept;
            basis.push(Basis { rule: rule.to_owned(), span, value });
        }
    };
    if let Some((weekday, span)) = lead {
        cut("weekday", Some(span), None, &|day| day.weekday() == weekday);
    }
    for (row, span) in eras {
        let since = i16::try_from(row.since).unwrap_or(0);
        let until = i16::try_from(row.until).ok().filter(|&year| year > 0).unwrap_or(i16::MAX);
        cut("agency-era", Some(span), None, &|day| (since..=until).contains(&day.year()));
    }
    if let Some((year, span)) = past {
        cut("year-in-text", Some(span), None, &|day| day.year() >= year);
    }
    if let Some(limit) = options.not_after {
        cut("not-after", None, Some(limit.to_string()), &|day| *day <= limit);
    }
    if basis.is_empty() {
        days.clear();
    }
    let confidence = (days.len() == 1).then_some(BY_ELIMINATION);
    Inferred { days, basis, confidence }
}

/// The day nearest to the issue date. A day without a month is looked for in the months around it.
fn near(open: Open, issue: Date, rule: &str, lead: Option<(Weekday, Span)>) -> Inferred {
    let mut basis = vec![Basis { rule: rule.to_owned(), span: None, value: Some(issue.to_string()) }];
    let years = issue.year().saturating_sub(5)..=issue.year().saturating_add(1);
    let months: Vec<i8> = open.month.map_or_else(|| (1..=12).collect(), |month| vec![month]);
    let distance = |day: &Date| (i64::from(day.since(issue).map_or(i32::MAX, |span| span.get_days()))).abs();
    let days = years.flat_map(|year| {
        months.iter().filter_map(move |&month| Date::new(year, month, open.day).ok()).collect::<Vec<_>>()
    });
    // Copy is filed on the day of issue or just before; on a tie the earlier day wins.
    let best = days.min_by_key(|day| (distance(day), *day));
    let mut confidence = BY_ISSUE_DATE;
    if let (Some(day), Some((weekday, span))) = (best, lead)
        && day.weekday() == weekday
    {
        basis.push(Basis { rule: "weekday".to_owned(), span: Some(span), value: None });
        confidence = BY_ISSUE_DATE_AND_WEEKDAY;
    }
    Inferred { days: best.into_iter().collect(), basis, confidence: best.map(|_| confidence) }
}

/// The day of issue that the caller gives, or the address; with the name of that evidence.
pub(super) fn issue_day(options: &Options) -> Option<(Date, &'static str)> {
    let given = options.date.map(|date| (date, "issue-date"));
    given.or_else(|| Some((date_in_url(options)?, "url")))
}

fn date_in_url(options: &Options) -> Option<Date> {
    let iso = moment::of_url(options.url.as_deref()?)?.iso?;
    iso.parse().ok()
}

/// The weekday that the lead paragraph names first: the day of the news, in 73 of 86 stories the day of issue or the one
/// before.
fn lead_weekday(article: &Article) -> Option<(Weekday, Span)> {
    let lead = article.body.iter().find(|block| block.kind == BlockKind::Paragraph)?;
    words(&article.text, lead.prose()).find_map(|(span, word)| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // Names of days are words of more than three letters; short forms collide ("sat", "sun", "mar").
        let day = if bare.len() > 3 { calendar::weekday(bare) } else { None }?;
        let start = span.start() + word.find(bare)?;
        Some((Weekday::from_monday_one_offset(day).ok()?, Span::new(start, start + bare.len())))
    })
}

/// Days from the last such weekday to `day`, 0 to 6. Every weekday lies within the week before, so this is a distance, not
/// a proof; a conflict needs a weekday that lies more than three days back.
fn days_before(weekday: Weekday, day: Date) -> i8 {
    let back = weekday.until(day.weekday());
    if back > 3 { 7 } else { back }
}

/// The latest year that the body names as past: four digits behind "in" or "since". A copy is not older than the years it
/// tells of.
fn latest_past_year(article: &Article) -> Option<(i16, Span)> {
    let text = &article.text;
    let mut latest: Option<(i16, Span)> = None;
    for block in article.body.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        let prose = block.prose();
        let slice = prose.of(text);
        for at in memchr::memchr2_iter(b'1', b'2', slice.as_bytes()) {
            let before = slice.get(..at).unwrap_or_default();
            let past = ["in ", "since ", "In ", "Since "].iter().any(|word| before.ends_with(word));
            let digits = slice.get(at..at + 4).unwrap_or_default();
            let longer = slice.get(at + 4..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            let year = digits.parse().ok().filter(|year: &i16| past && !longer && YEARS.contains(year));
            if let Some(year) = year.filter(|year| latest.is_none_or(|(latest, _)| *year > latest)) {
                let start = prose.start() + at;
                latest = Some((year, Span::new(start, start + 4)));
            }
        }
    }
    latest
}
