//! Any text where a dateline has its date and where prose has its times, with an issue date or without: values are dates of
//! the calendar, and a later issue date gives what the first reading would have given.
#![no_main]

use libfuzzer_sys::fuzz_target;
use news_core::{OffsetUnit, Options, parse_day, read_items, to_json};

const LANGS: [&str; 9] = ["en", "de", "fr", "es", "it", "pt", "ru", "uk", "zh"];

fuzz_target!(|input: (Option<u16>, u8, &str, &str)| {
    let (issue, lang, date, prose) = input;
    let copy = format!("CITY, {date} (AP) - Text follows here in a sentence, {prose} it was.");
    let mut options = Options::default().from("text");
    options.lang = LANGS.get(usize::from(lang) % LANGS.len()).map(|lang| (*lang).to_owned());
    let open = options.clone();
    options.date = issue.and_then(|n| parse_day(&day(n)).ok());
    let dated = read_items(copy.as_bytes(), &options).unwrap_or_default();
    for article in &dated {
        for time in &article.times {
            assert!(time.span.is_some_and(|span| span.get(&article.text).is_some()), "{time:?} lies outside the text");
        }
        let Some(date) = article.dateline.as_ref().and_then(|dateline| dateline.date.as_ref()) else { continue };
        assert!(date.span.is_none_or(|span| span.get(&article.text).is_some()), "{date:?} lies outside the text");
        assert!(date.iso.as_deref().is_none_or(|iso| parse_day(iso).is_ok()), "{date:?} is no day");
        assert!(date.candidates.iter().all(|day| parse_day(day).is_ok()), "{date:?} has a candidate that is no day");
    }
    if options.date.is_none() {
        return;
    }
    for (article, dated) in read_items(copy.as_bytes(), &open).unwrap_or_default().iter().zip(&dated) {
        let record = to_json(article, OffsetUnit::Utf8);
        let later = read_items(record.as_bytes(), &options.clone().from("article"));
        assert_eq!(later.unwrap_or_default().first(), Some(dated), "a later date gives something else");
    }
});

/// Days from 1890 to 2072.
fn day(n: u16) -> String {
    format!("{:04}-{:02}-{:02}", 1890 + n / 360, 1 + n / 30 % 12, 1 + n % 30)
}
