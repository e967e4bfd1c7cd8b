//! Any text where a dateline has its date, with an issue date or without: what the year is inferred from is always given.
#![no_main]

use libfuzzer_sys::fuzz_target;
use news_core::{Options, parse_day, read_items};

fuzz_target!(|input: (Option<u16>, &str)| {
    let (issue, date) = input;
    let copy = format!("CITY, {date} (AP) - Text follows here in a sentence.");
    let mut options = Options::default().from("text");
    options.lang = Some("en".to_owned());
    options.date = issue.and_then(|n| parse_day(&day(n)).ok());
    for article in read_items(copy.as_bytes(), &options).unwrap_or_default() {
        let Some(date) = article.dateline.as_ref().and_then(|dateline| dateline.date.as_ref()) else { continue };
        assert!(date.span.is_none_or(|span| span.get(&article.text).is_some()), "{date:?} lies outside the text");
        assert!(date.iso.as_deref().is_none_or(|iso| parse_day(iso).is_ok()), "{date:?} is no day");
        assert!(date.candidates.iter().all(|day| parse_day(day).is_ok()), "{date:?} has a candidate that is no day");
    }
});

/// Days from 1890 to 2072.
fn day(n: u16) -> String {
    format!("{:04}-{:02}-{:02}", 1890 + n / 360, 1 + n / 30 % 12, 1 + n % 30)
}
