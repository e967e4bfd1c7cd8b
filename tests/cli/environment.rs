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
