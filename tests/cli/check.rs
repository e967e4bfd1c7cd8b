//! `news check`: findings with their places.

use insta::assert_snapshot;

use crate::desk::{CLOCK, Desk};
use crate::ferry;

/// The weekday of the lead is five days off the date.
const SLIP: &str = "\
Harbor clock stops at noon

WESTHAVEN, July 28 (Reuters) - The harbor clock stopped on Friday, the office said.
";

#[test]
fn findings_have_a_line_and_a_caret() {
    let desk = Desk::with(&[("slip.txt", SLIP), ("clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("check --date 2021-07-28 slip.txt"), @"
    warning[N0203]: the weekday in the lead does not fit 2021-07-28
     --> slip.txt:3:60
      |
    3 | WESTHAVEN, July 28 (Reuters) - The harbor clock stopped on Friday, the office said.
      |                                                            ^^^^^^
      |
      = help: run `news explain N0203`
    --- exit 1
    ");
    assert_snapshot!(desk.run("check --date 2021-07-28 clock.txt"), @"--- exit 0");
    assert_snapshot!(desk.run("check --date 2021-07-28 --exit-zero --format concise slip.txt"), @"
    slip.txt:3:60: warning[N0203]: the weekday in the lead does not fit 2021-07-28
    --- exit 0
    ");
    assert_snapshot!(desk.run("check --date 2021-07-28 --format json slip.txt"), @r#"
    [
    {"code":"N0203","name":"weekday-conflict","level":"warning","message":"the weekday in the lead does not fit 2021-07-28","input":"slip.txt","line":3,"column":60,"end_line":3,"end_column":66}
    ]
    --- exit 1
    "#);
    assert_snapshot!(desk.run("check --date 2021-07-28 --format json clock.txt"), @"
    []
    --- exit 0
    ");
}

#[test]
fn how_values_were_found_is_told_on_request() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("check --date 2021-07-28 -v clock.txt"), @"
    info[N0201]: the date is read as 2021-07-28
     --> clock.txt:5:12
      |
    5 | WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at
      |            ^^^^^^^
      |
      = help: run `news explain N0201`
    --- stderr
    inputs checked: 1; warnings and errors: 0
    --- exit 0
    ");
}

#[test]
fn lines_are_those_of_the_file_in_any_encoding() {
    // Latin-1, CRLF, and the slip in the second story: `é` is one byte in the file and two in the text.
    let second = SLIP.replace("Harbor", "L'école").replace('\n', "\r\n");
    let text = format!(
        "Café\r\n\r\nPARIS (AP) - The café of the harbor closed its doors on Monday.\r\n\r\n==========\r\n\r\n{second}"
    );
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let desk = Desk::new().file("two.txt", latin1);
    assert_snapshot!(desk.run("check --date 2021-07-28 --charset latin1 two.txt"), @"
    warning[N0203]: the weekday in the lead does not fit 2021-07-28
     --> two.txt:9:60
      |
    9 | WESTHAVEN, July 28 (Reuters) - The harbor clock stopped on Friday, the office said.
      |                                                            ^^^^^^
      |
      = help: run `news explain N0203`
    --- exit 1
    ");
}

#[test]
fn unreadable_inputs_fail_the_check() {
    let desk = Desk::with(&[("slip.txt", SLIP), ("empty.txt", "")]);
    assert_snapshot!(desk.run("check --date 2021-07-28 --format concise empty.txt gone.txt slip.txt"), @"
    slip.txt:3:60: warning[N0203]: the weekday in the lead does not fit 2021-07-28
    --- stderr
    error[E0001]: empty.txt: input is empty
      = help: run `news explain E0001`
    error[E1001]: gone.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 1
    ");
}

#[test]
fn records_are_checked_against_their_own_text() {
    let desk = Desk::with(&[("clock.txt", CLOCK), ("slip.txt", SLIP)]);
    let record = desk.run("parse --date 2021-07-28 clock.txt").stdout;
    assert_snapshot!(desk.pipe("check", &record), @"--- exit 0");
    let edited = record.replace(r#""text":"Harbor clock stops at noon""#, r#""text":"Harbor clock runs""#);
    assert_snapshot!(desk.pipe("check", &edited), @r#"
    error[N0501]: expected the text at [0, 26], "Harbor clock stops at noon", got "Harbor clock runs"
     --> <stdin>#/headline/text
      = help: run `news explain N0501`
    --- exit 1
    "#);
    let moved = record.replace(r#""headline":{"span":[0,26]"#, r#""headline":{"span":[0,2600]"#);
    assert_snapshot!(desk.pipe("check --format json", &moved), @r#"
    [
    {"code":"N0501","name":"span-broken","level":"error","message":"span [0, 2600] does not fit the text of 256 positions","input":"-","pointer":"/headline/span"}
    ]
    --- exit 1
    "#);
    let broken = record.replace(r#""kind":"paragraph""#, r#""kind":"chapter""#);
    let run = desk.pipe("check", &broken);
    assert!(run.stderr.starts_with("error[E0007]: <stdin>: unknown variant `chapter`"), "{run}");
    assert_eq!(run.code, Some(1));
}

#[test]
fn records_carry_their_findings() {
    let desk = Desk::with(&[("clock.txt", CLOCK), ("slip.txt", SLIP)]);
    let records = desk.run("parse --date 2021-07-28 clock.txt slip.txt").stdout;
    let desk = desk.file("two.jsonl", records);
    assert_snapshot!(desk.run("check two.jsonl"), @"
    warning[N0203]: the weekday in the lead does not fit 2021-07-28
     --> two.jsonl:2#/text:3:60
      |
    3 | WESTHAVEN, July 28 (Reuters) - The harbor clock stopped on Friday, the office said.
      |                                                            ^^^^^^
      |
      = help: run `news explain N0203`
    --- exit 1
    ");
}

#[test]
fn open_quotations_and_abbreviations_are_told() {
    let desk = Desk::with(&[("ferry.json", &ferry::record())]);
    assert_snapshot!(desk.run("check ferry.json"), @"
    warning[N0601]: quotation is never closed
      --> ferry.json#/text:12:1
       |
    12 | “We will not wait, and the islands cannot.
       | ^
       |
       = help: run `news explain N0601`
    --- exit 1
    ");
    assert_snapshot!(desk.run("check -v --format concise ferry.json"), @r#"
    ferry.json#/text:10:31: info[N0603]: "SBT" is never spelled out
    ferry.json#/text:12:1: warning[N0601]: quotation is never closed
    ferry.json#/text:12:1: info[N0602]: direct statement without a speaker
    --- stderr
    inputs checked: 1; warnings and errors: 1
    --- exit 1
    "#);
    let mut closed = ferry::article();
    closed["quotes"][4]["continues"] = true.into();
    assert_snapshot!(desk.pipe("check", closed.to_string()), @"
    --- exit 0
    ");
}
