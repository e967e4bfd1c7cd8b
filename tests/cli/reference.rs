//! What the command says about itself: help, man pages, completions, codes, schema.

use insta::assert_snapshot;

use crate::desk::Desk;

const COMMANDS: [&str; 17] = [
    "parse",
    "quotes",
    "people",
    "list",
    "show",
    "convert",
    "check",
    "batch",
    "detect",
    "report",
    "dedup",
    "formats",
    "schema",
    "explain",
    "config",
    "completions",
    "man",
];

#[test]
#[cfg(all(feature = "mcp", feature = "serve"))]
fn help_is_pinned() {
    assert_snapshot!("help", Desk::new().run("--help"));
    assert_snapshot!("help_parse", Desk::new().run("parse -h"));
    assert_snapshot!("help_convert", Desk::new().run("convert -h"));
    assert_snapshot!("help_quotes", Desk::new().run("quotes -h"));
    assert_snapshot!("help_list", Desk::new().run("list -h"));
    assert_snapshot!("help_show", Desk::new().run("show -h"));
}

#[test]
fn no_command_is_a_usage_error() {
    let run = Desk::new().run("");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("Usage: news [OPTIONS] <COMMAND>"), "{run}");
}

#[test]
fn codes_are_explained() {
    assert_snapshot!(Desk::new().run("explain n0203"), @"
    N0203 weekday-conflict (warning)

    The weekday named in the lead does not fit the date of the dateline in any year
    that is left. Either may be a slip.
    --- exit 0
    ");
    assert_snapshot!(Desk::new().run("explain input-missing"), @"
    E1001 input-missing (error)

    No file or directory has this name, or no file matches the pattern. One missing
    input among others is reported and the rest is read (exit 1); if none exists
    nothing is started (exit 2). Hidden files of directories are skipped.
    --- exit 0
    ");
    assert_snapshot!(Desk::new().run("explain N9999"), @r#"
    --- stderr
    error[E0011]: unknown code "N9999"
      = help: the codes are:
          E0001 empty-input
          E0002 binary-input
          E0003 input-too-large
          E0004 unknown-format
          E0005 unreadable-format
          E0006 several-articles
          E0007 bad-record
          E0008 no-article
          E0009 unknown-charset
          E0010 bad-line
          E0011 bad-option
          E0012 input-too-complex
          E0013 bad-json
          E0014 reading-stopped
          E1001 input-missing
          E1002 input-unreadable
          E1003 reader-panic
          E1004 output-unwritable
          E1005 address-unusable
          E1006 output-full
          E1007 fields-lost
          E1008 bad-setting
          E1101 record-broken
          E1102 payload-broken
          E1103 container-broken
          N0101 dateline-missing
          N0102 headline-missing
          N0103 body-missing
          N0104 agency-unknown
          N0201 year-inferred
          N0202 year-ambiguous
          N0203 weekday-conflict
          N0204 date-impossible
          N0205 header-conflict
          N0301 charset-replaced
          N0302 control-characters
          N0303 charset-overruled
          N0401 killed
          N0402 embargoed
          N0403 withheld
          N0501 span-broken
          N0601 quote-unclosed
          N0602 quote-without-speaker
          N0603 abbreviation-unexpanded
          N0701 annotations-truncated
          N0702 page-limited
          N0801 xml-repaired
    --- exit 2
    "#);
}

#[test]
fn the_schema_is_json_and_names_the_record() {
    let run = Desk::new().run("schema");
    let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(schema["$id"], "news.article/1");
    assert_eq!(run, Desk::new().run("schema article"));
    assert_eq!(Desk::new().run("schema quote").code, Some(2));
}

/// A changed column changes this file, so that nobody's query breaks unseen: `news schema parquet > crates/archive/schema/…`.
#[test]
fn the_columns_of_the_table_are_pinned() {
    let pinned = include_str!("../../crates/archive/schema/articles.v1.txt");
    assert_eq!(Desk::new().run("schema parquet").stdout, pinned);
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Desk::new().run(&format!("completions {shell}"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{shell}");
        for command in COMMANDS {
            assert!(run.stdout.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn man_pages_are_roff() {
    let desk = Desk::new();
    let page = desk.run("man");
    assert!(page.stdout.contains(".TH news 1"), "{page}");
    let run = desk.run("man pages/man1");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    for command in COMMANDS {
        let page = desk.read(&format!("pages/man1/news-{command}.1"));
        assert!(page.contains(&format!(".TH news-{command} 1")), "{page}");
    }
    assert!(desk.read("pages/man1/news-parse.1").contains("Issue date: decides the year of a dateline"));
}

#[test]
#[cfg(feature = "serve")]
fn the_server_does_not_open_itself_to_the_network() {
    let run = Desk::new().run("serve --addr 192.0.2.7:8080 --quiet");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.starts_with("error[E0011]: 192.0.2.7:8080: expected a loopback address"), "{run}");
}
