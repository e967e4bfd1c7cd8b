//! The machine does not show in the output.

use crate::desk::{CLOCK, Desk};

#[test]
fn locale_and_time_zone_change_nothing() {
    let files = [("clock.txt", CLOCK), ("bad.pdf", "%PDF-")];
    let plain = Desk::with(&files).run("parse clock.txt bad.pdf gone.txt");
    for (name, value) in
        [("LANG", "tr_TR.UTF-8"), ("LC_ALL", "de_DE.ISO-8859-1"), ("TZ", "Asia/Kathmandu"), ("COLUMNS", "20")]
    {
        let run = Desk::with(&files).env(name, value).run("parse clock.txt bad.pdf gone.txt");
        assert_eq!(run, plain, "{name}={value}");
    }
}

#[test]
fn color_is_for_views_only() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    assert_eq!(desk.run("parse clock.txt --color always"), desk.run("parse clock.txt"));
    let error = desk.run("parse gone.txt --color always").stderr;
    assert!(error.starts_with("\x1b[1m\x1b[31merror[E1001]\x1b[0m"), "{error:?}");
    assert!(desk.run("parse gone.txt").stderr.starts_with("error[E1001]"));
}

/// Scores are computed from the library's records, so those must be the ones that users get.
#[test]
fn the_command_writes_the_records_of_the_library() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/text");
    let desk = Desk::new();
    let mut compared = 0;
    for entry in std::fs::read_dir(seeds).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let articles = news_core::read_items(&bytes, &news_core::Options::default()).unwrap();
        let unit = news_core::OffsetUnit::Scalar;
        let records: String = articles.iter().map(|article| news_core::to_json(article, unit) + "\n").collect();
        assert_eq!(desk.pipe("parse", &bytes).stdout, records);
        compared += articles.len();
    }
    assert!(compared >= 38, "{compared}");
}
