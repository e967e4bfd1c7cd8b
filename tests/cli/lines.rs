//! `news parse -f jsonl`: a text per line.

use std::io::{BufRead, BufReader, Write};

use insta::assert_snapshot;

use crate::desk::Desk;

const GOOD: &str = r#"{"id": "7", "text": "Harbor clock stops\n\nWESTHAVEN, July 28 (Reuters) - The harbor clock stopped on Wednesday.\n"}"#;

fn feed(lines: &[&str]) -> String {
    lines.join("\n") + "\n"
}

#[test]
fn what_the_caller_knows_goes_into_the_record() {
    let line = r#"{"id": 12, "text": "Clock stops\n\nWESTHAVEN, July 28 (AP) - The harbor clock stopped on its way to noon.", "url": "https://example.org/clock", "date": "2021-07-29T08:00:00Z", "lang": "en", "desk": "city", "seen": [1, 2]}"#;
    let fields = "--fields source.uri,lang,dateline.date.iso,ids,extra";
    assert_snapshot!(Desk::new().pipe(&format!("parse -f jsonl {fields}"), line), @r#"
    {"source":{"uri":"https://example.org/clock"},"lang":{"tag":"en"},"dateline":{"date":{"iso":"2021-07-28"}},"ids":[{"kind":"url","value":"https://example.org/clock"},{"kind":"caller","value":"12"}],"extra":{"desk":"city","seen":"[1,2]"}}
    --- exit 0
    "#);
    let desk = Desk::new().file("feed.jsonl", feed(&[GOOD]));
    assert_snapshot!(desk.run(&format!("parse -f jsonl feed.jsonl {fields}")), @r#"
    {"source":{"uri":"feed.jsonl"},"lang":{"tag":"en","confidence":1.0},"dateline":{"date":{}},"ids":[{"kind":"caller","value":"7"}]}
    --- exit 0
    "#);
}

#[test]
fn a_line_may_hold_a_page() {
    let line = r#"{"id": 3, "html": "<!doctype html><html><body><h1>Clock stops</h1><p>The harbor clock stopped on its way to noon.</p></body></html>"}"#;
    assert_snapshot!(Desk::new().pipe("parse -f jsonl --fields source.format,headline.text,ids", line), @r#"
    {"source":{"format":"html"},"headline":{"text":"Clock stops"},"ids":[{"kind":"caller","value":"3"}]}
    --- exit 0
    "#);
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let lines = feed(&[
        GOOD,
        "{\"text\": ",
        "[1]",
        "",
        r#"{"id": "8", "title": "no text"}"#,
        r#"{"id": "9", "html": ["<p>Clock"]}"#,
        r#"{"id": "10", "text": " "}"#,
        r#"{"id": "11", "text": "Clock", "date": "yesterday"}"#,
        r#"{"id": ["12"], "text": "Clock"}"#,
        &GOOD.replace('7', "13"),
    ]);
    let desk = Desk::new().file("feed.jsonl", &lines);
    assert_snapshot!(desk.run("parse -f jsonl feed.jsonl --fields ids.value,headline.text"), @r#"
    {"headline":{"text":"Harbor clock stops"},"ids":[{"value":"7"}]}
    {"headline":{"text":"Harbor clock stops"},"ids":[{"value":"13"}]}
    --- stderr
    error[E0010]: feed.jsonl:2: expected a JSON object, got broken JSON: EOF while parsing a value at column 8
      = help: run `news explain E0010`
    error[E0010]: feed.jsonl:3: expected an object with `text`, got an array
      = help: run `news explain E0010`
    error[E0010]: feed.jsonl:5: expected an object with `text` or `html`, found none
      = help: run `news explain E0010`
    error[E0010]: feed.jsonl:6: html: expected a string, got an array
      = help: run `news explain E0010`
    error[E0001]: feed.jsonl:7: input is empty
      = help: run `news explain E0001`
    error[E0010]: feed.jsonl:8: date: expected YYYY-MM-DD, got "yesterday"
      = help: run `news explain E0010`
    error[E0010]: feed.jsonl:9: id: expected a string or number, got an array
      = help: run `news explain E0010`
    --- exit 1
    "#);
    assert_snapshot!(desk.pipe("parse -f jsonl --fields ids.value --errors inline -j 4", &lines), @r#"
    {"ids":[{"value":"7"}]}
    {"input":"-","line":2,"error":{"code":"E0010","name":"bad-line","message":"expected a JSON object, got broken JSON: EOF while parsing a value at column 8"}}
    {"input":"-","line":3,"error":{"code":"E0010","name":"bad-line","message":"expected an object with `text`, got an array"}}
    {"input":"-","line":5,"id":"8","error":{"code":"E0010","name":"bad-line","message":"expected an object with `text` or `html`, found none"}}
    {"input":"-","line":6,"id":"9","error":{"code":"E0010","name":"bad-line","message":"html: expected a string, got an array"}}
    {"input":"-","line":7,"id":"10","error":{"code":"E0001","name":"empty-input","message":"input is empty"}}
    {"input":"-","line":8,"id":"11","error":{"code":"E0010","name":"bad-line","message":"date: expected YYYY-MM-DD, got \"yesterday\""}}
    {"input":"-","line":9,"error":{"code":"E0010","name":"bad-line","message":"id: expected a string or number, got an array"}}
    {"ids":[{"value":"13"}]}
    --- exit 1
    "#);
}

#[test]
fn the_encoding_of_the_input_is_not_that_of_its_strings() {
    assert_snapshot!(Desk::new().pipe("parse -f jsonl --charset utf-16le --fields headline.text", GOOD), @r#"
    {"headline":{"text":"Harbor clock stops"}}
    --- exit 0
    "#);
}

#[test]
fn a_line_can_be_too_long() {
    let lines = feed(&[&format!("{{\"text\": \"{}\"}}", "x".repeat(500)), GOOD]);
    assert_snapshot!(Desk::new().pipe("parse -f jsonl --max-size 300 --fields ids.value", lines), @r#"
    {"ids":[{"value":"7"}]}
    --- stderr
    error[E0003]: <stdin>:1: line has more than 300 bytes, the limit
      = help: run `news explain E0003`
    --- exit 1
    "#);
}

#[test]
fn each_record_is_out_before_the_next_line_is_in() {
    for jobs in ["1", "4"] {
        let desk = Desk::new();
        let mut child = desk.command(&["parse", "-f", "jsonl", "-j", jobs]).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        for _ in 0..3 {
            writeln!(stdin, "{GOOD}").unwrap();
            let mut record = String::new();
            stdout.read_line(&mut record).unwrap();
            assert!(record.contains(r#""kind":"caller","value":"7""#), "{record}");
        }
        drop(stdin);
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}
