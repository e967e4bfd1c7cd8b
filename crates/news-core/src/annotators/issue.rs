//! The dates of the article itself: when it was published, changed and filed, by every carrier that says so.
//!
//! A line of the page (`Published on July 28, 2021`, `Aktualisiert: 28.07.2021`) gives the date that it opens with; the address
//! gives a day of publication; the dateline says when the copy was filed. What disagrees is all kept: a line of the page
//! stands before the address, as the address keeps the first day where a story goes on.
//!
//! Known failures: the time of day in such a line is not read; a line without a year has its date left out.

use super::dateline;
use crate::article::{Article, BlockKind, Dates, Grain, TimeType, TimeValue};
use crate::grammar::calendar;
use crate::grammar::cursor::Cursor;
use crate::grammar::time_word::{Lexicon, Role};
use crate::grammar::token::word_hash;
use crate::grammar::words::words;
use crate::options::Options;
use crate::span::{Slice, Span};

/// The longest line that is a date and nothing else, in bytes.
const LINE: usize = 200;

/// What this pass writes into `via`.
const CARRIERS: [&str; 3] = ["line", "url", "dateline"];

/// The dates of the article, of each kind best first: those of its markup, then those found here.
pub(crate) fn find(article: &Article, options: &Options) -> Dates {
    let mut dates = article.dates.clone();
    for list in [&mut dates.published, &mut dates.modified, &mut dates.created, &mut dates.embargo] {
        list.retain(|date| date.via.as_deref().is_none_or(|via| !CARRIERS.contains(&via)));
    }
    let lexicon = Lexicon::of(article.lang.as_ref().map_or("en", |lang| &lang.tag));
    for block in article.furniture.iter().filter(|block| block.span.len() <= LINE) {
        let list = match block.kind {
            BlockKind::Date if opens_change(&article.text, block.span, lexicon) => &mut dates.modified,
            BlockKind::Date => &mut dates.published,
            BlockKind::Embargo => &mut dates.embargo,
            _ => continue,
        };
        list.extend(day_in(&article.text, block.span).map(|(span, iso)| day(Some(span), iso, "line")));
    }
    if let Some((issue, "url")) = dateline::issue_day(options) {
        // An unmarked day on a page may be that of anything.
        let unmarked = |date: &TimeValue| date.via.as_deref().is_some_and(|via| via.starts_with("text"));
        let at = dates.published.iter().position(unmarked).unwrap_or(dates.published.len());
        dates.published.insert(at, day(None, issue.to_string(), "url"));
    }
    if let Some(dateline) = &article.dateline
        && let Some(date) = dateline.date.clone()
    {
        // A line that has neither place nor agency is a date line of the page: "Published on July 28, 2021".
        let is_filed = !dateline.places.is_empty() || !dateline.agencies.is_empty();
        let list = if is_filed { &mut dates.created } else { &mut dates.published };
        // The header of a carrier knows the minute.
        list.push(TimeValue { via: Some("dateline".to_owned()), ..date });
    }
    dates
}

/// Whether the line says that the story was changed.
fn opens_change(text: &str, line: Span, lexicon: &Lexicon) -> bool {
    let first = words(text, line).next().map(|(_, word)| word.trim_matches(|c: char| !c.is_alphabetic()));
    first.is_some_and(|word| lexicon.roles(word_hash(word)).any(|role| role == Role::Modified))
}

/// The first day with its year in a line.
fn day_in(text: &str, line: Span) -> Option<(Span, String)> {
    words(text, line).find_map(|(word, _)| {
        let found = calendar::day(&mut Cursor::new(text, Span::new(word.start(), line.end())))?;
        let (year, month) = (found.year?, i8::try_from(found.month?).ok()?);
        let day = jiff::civil::Date::new(year, month, i8::try_from(found.day).ok()?).ok()?;
        Some((found.span, day.to_string()))
    })
}

fn day(span: Option<Span>, iso: String, via: &str) -> TimeValue {
    TimeValue {
        span,
        text: Slice,
        r#type: TimeType::Date,
        iso: Some(iso),
        edtf: None,
        grain: Some(Grain::Day),
        zone: None,
        candidates: Vec::new(),
        basis: Vec::new(),
        confidence: None,
        via: Some(via.to_owned()),
    }
}
