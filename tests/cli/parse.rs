//! `news parse`: records and their forms.

use insta::assert_snapshot;

use crate::desk::{BREAD, CLOCK, Desk};

#[test]
fn a_record_of_stdin_has_no_uri() {
    assert_snapshot!("record", Desk::new().pipe("parse -t json", CLOCK));
}

#[test]
fn a_record_of_a_file_names_it_as_typed() {
    let desk = Desk::with(&[("wire/clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("parse wire/clock.txt --fields schema,source,headline.text"), @r#"
    {"schema":"news.article/1","source":{"format":"text","charset":"utf-8","charset_via":"valid","bytes":256,"uri":"wire/clock.txt"},"headline":{"text":"Harbor clock stops at noon"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("parse ./wire/../wire/clock.txt --fields source.uri"), @r#"
    {"source":{"uri":"./wire/../wire/clock.txt"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("parse wire/clock.txt --url https://example.org/1 --fields source.uri,ids"), @r#"
    {"source":{"uri":"https://example.org/1"},"ids":[{"kind":"url","value":"https://example.org/1"}]}
    --- exit 0
    "#);
}

#[test]
fn two_stories_in_one_file_are_two_records() {
    let desk = Desk::new().file("two.txt", format!("{CLOCK}\n==========\n\n{BREAD}"));
    assert_snapshot!(desk.run("parse two.txt --fields headline.text,source.record"), @r#"
    {"source":{"record":{"n":1,"start":0,"end":257}},"headline":{"text":"Harbor clock stops at noon"}}
    {"source":{"record":{"n":2,"start":268,"end":400}},"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 0
    "#);
}

#[test]
fn text_is_the_story_without_line_breaks_and_furniture() {
    let desk = Desk::new().file("two.txt", format!("{CLOCK}\n==========\n\n{BREAD}"));
    assert_snapshot!(desk.run("parse -t text two.txt"), @r#"
    Harbor clock stops at noon

    By Ines Calloway

    WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday, the harbor office said.

    "We will wind it by hand," harbor master Tobias Lindqvist said.

    ==========

    Bakers' union signs – “at last”

    OSTBRIDGE (AP) — Bakers of Ostbridge signed a wage deal on Monday after a night of talks.
    --- exit 0
    "#);
    let read_again = desk.pipe("parse --fields headline.text,byline.raw", desk.run("parse -t text two.txt").stdout);
    assert_snapshot!(read_again, @r#"
    {"headline":{"text":"Harbor clock stops at noon"},"byline":{"raw":"By Ines Calloway"}}
    {"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 0
    "#);
}

#[test]
fn fields_are_picked_and_their_names_checked() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("parse clock.txt --fields dateline.places.text,headline,body.kind"), @r#"
    {"headline":{"span":[0,26],"text":"Harbor clock stops at noon","title":[0,26]},"dateline":{"places":[{"text":"WESTHAVEN"}]},"body":[{"kind":"paragraph"},{"kind":"paragraph"}]}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("parse clock.txt --fields rights.notice"), @"
    {}
    --- exit 0
    ");
    assert_snapshot!(desk.run("parse clock.txt --fields headlin.text"), @r#"
    --- stderr
    error: invalid value 'headlin.text' for '--fields <PATHS>': unknown field "headlin", did you mean "headline"?

    For more information, try '--help'.
    --- exit 2
    "#);
    assert_snapshot!(desk.run("parse clock.txt --fields dateline.place"), @r#"
    --- stderr
    error: invalid value 'dateline.place' for '--fields <PATHS>': unknown field "place", did you mean "places"?

    For more information, try '--help'.
    --- exit 2
    "#);
}

#[test]
fn positions_are_counted_in_the_unit_asked_for() {
    let desk =
        Desk::with(&[("bread.txt", "😀 – fair\n\nOSTBRIDGE (AP) — Bakers of Ostbridge held their fair on Monday.\n")]);
    let fields = "--fields offsets,headline.span,dateline.span";
    assert_snapshot!(desk.run(&format!("parse bread.txt {fields}")), @r#"
    {"offsets":"scalar","headline":{"span":[0,8]},"dateline":{"span":[10,26]}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse bread.txt {fields} --offsets utf16")), @r#"
    {"offsets":"utf16","headline":{"span":[0,9]},"dateline":{"span":[11,27]}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse bread.txt {fields} --offsets utf8")), @r#"
    {"offsets":"utf8","headline":{"span":[0,13]},"dateline":{"span":[15,33]}}
    --- exit 0
    "#);
}

#[test]
fn a_part_of_the_record_is_written_on_request() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("parse clock.txt --include people --fields quotes,people.name"), @r#"
    {"people":[{"name":"Tobias Lindqvist"}]}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("parse clock.txt --include persons"), @r#"
    --- stderr
    error: invalid value 'persons' for '--include <KINDS>': unknown kind "persons", expected some of quotes, people, orgs, places, events, abbreviations, times, amounts, points

    For more information, try '--help'.
    --- exit 2
    "#);
    assert_snapshot!(desk.run("parse clock.txt --min-confidence 2"), @r#"
    --- stderr
    error: invalid value '2' for '--min-confidence <NUMBER>': expected a number from 0 to 1, got "2"

    For more information, try '--help'.
    --- exit 2
    "#);
    assert_snapshot!(desk.run("parse clock.txt --include people -t text"), @"
    --- stderr
    error[E0011]: --include, --fields, --min-confidence: expected -t json or jsonl, only records have fields
      = help: run `news explain E0011`
    --- exit 2
    ");
    let record = desk.run("parse clock.txt --source --fields source.text").stdout;
    assert_eq!(record, format!("{}\n", serde_json::json!({"source": {"text": CLOCK}})));
    let unsure = desk.run("parse clock.txt --min-confidence 1").stdout;
    assert!(unsure.contains("\"quotes\":[") && !unsure.contains("\"confidence\":0"), "{unsure}");
}

#[test]
fn the_issue_date_decides_the_year_and_an_upper_bound_narrows_it() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    let fields = "--fields dateline.date.iso,dateline.date.candidates,dateline.date.basis.rule";
    assert_snapshot!(desk.run(&format!("parse clock.txt {fields} --date 2021-07-29")), @r#"
    {"dateline":{"date":{"iso":"2021-07-28","candidates":["2021-07-28"],"basis":[{"rule":"issue-date"},{"rule":"weekday"}]}}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse clock.txt {fields} --not-after 1995-01-01")), @r#"
    {"dateline":{"date":{"candidates":["1982-07-28","1993-07-28"],"basis":[{"rule":"weekday"}]}}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse clock.txt {fields} --date 29.7.2021")), @r#"
    --- stderr
    error: invalid value '29.7.2021' for '--date <YYYY-MM-DD>': expected YYYY-MM-DD, got "29.7.2021"

    For more information, try '--help'.
    --- exit 2
    "#);
}

#[test]
fn records_can_be_one_array() {
    let desk = Desk::with(&[("a.txt", CLOCK), ("b.txt", BREAD)]);
    assert_snapshot!(desk.run("parse --array a.txt b.txt --fields headline.text"), @r#"
    [
    {
      "headline": {
        "text": "Harbor clock stops at noon"
      }
    },
    {
      "headline": {
        "text": "Bakers' union signs – “at last”"
      }
    }
    ]
    --- exit 0
    "#);
    assert_snapshot!(desk.pipe("parse --array", ""), @"
    []
    --- stderr
    error[E0001]: <stdin>: input is empty
      = help: run `news explain E0001`
    --- exit 1
    ");
    assert_snapshot!(desk.run("parse --array -t jsonl a.txt"), @"
    --- stderr
    error[E0011]: --array: expected -t json
      = help: run `news explain E0011`
    --- exit 2
    ");
}

#[test]
fn what_was_written_can_be_read_again() {
    let desk = Desk::with(&[("a.txt", CLOCK), ("b.txt", BREAD)]);
    let lines = desk.run("parse a.txt b.txt");
    for form in ["-t jsonl", "-t json", "--array"] {
        let written = desk.run(&format!("parse {form} a.txt b.txt")).stdout;
        assert_eq!(desk.pipe("parse", written), lines, "{form}");
    }
    let later = desk.pipe("parse --date 2021-07-29 --fields source.uri,dateline.date.iso", lines.stdout);
    assert_snapshot!(later, @r#"
    {"source":{"uri":"a.txt"},"dateline":{"date":{"iso":"2021-07-28"}}}
    {"source":{"uri":"b.txt"},"dateline":{}}
    --- exit 0
    "#);
}

#[test]
fn the_record_of_a_feed_is_written_on_request() {
    let feed = r#"<rss version="2.0"><channel><title>Arvan Post</title><link>https://post.example/</link><item><title>Mill closes</title></item></channel></rss>"#;
    let desk = Desk::with(&[("feed.xml", feed)]);
    assert_snapshot!(desk.run("parse --container --fields headline.text feed.xml"), @r#"
    {"schema":"news.container/1","source":{"format":"rss","charset":"utf-8","charset_via":"valid","bytes":142,"uri":"feed.xml"},"title":"Arvan Post","url":"https://post.example/","items":1}
    {"headline":{"text":"Mill closes"}}
    --- exit 0
    "#);
    // What was written is read again, and the record of the feed is no article.
    let written = desk.run("parse --container feed.xml").stdout;
    assert_snapshot!(desk.pipe("parse --fields headline.text", written), @r#"
    {"headline":{"text":"Mill closes"}}
    --- exit 0
    "#);
}
