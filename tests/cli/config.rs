//! Settings: which one counts, and what is said about those that cannot be used.

use insta::assert_snapshot;
use serde_json::Value;

use crate::desk::{CLOCK, Desk};

/// The language that a record has: the story is English, and settings say otherwise.
fn lang(desk: &Desk, line: &str) -> String {
    let run = desk.pipe(line, CLOCK);
    let record: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    record["lang"]["tag"].as_str().unwrap_or_else(|| panic!("{record}")).to_owned()
}

#[test]
fn the_nearest_setting_counts() {
    let user = Desk::new().file("home/.config/news/news.toml", "read.lang = \"pl\"").env("HOME", "home");
    assert_eq!(lang(&user, "parse"), "pl");
    let project = user.file("news.toml", "[read]\nlang = \"de\"\n").file("other.toml", "read.lang = \"nl\"");
    assert_eq!(lang(&project, "parse"), "de");
    assert_eq!(lang(&project, "parse --config other.toml"), "nl");
    let variable = project.env("NEWS_READ_LANG", "fr");
    assert_eq!(lang(&variable, "parse"), "fr");
    assert_eq!(lang(&variable, "parse --config read.lang=it"), "it");
    assert_eq!(lang(&variable, "parse --config read.lang=it --lang es"), "es");
    assert_eq!(lang(&variable, "parse --isolated"), "en");
    assert_eq!(lang(&variable, "parse --isolated --config other.toml"), "nl");
}

#[test]
fn a_setting_holds_in_directories_below() {
    let desk = Desk::with(&[("news.toml", "[read]\nlang = \"de\"\n"), ("wire/tuesday/clock.txt", CLOCK)]);
    let mut command = desk.command(&["config", "path"]);
    let output = command.current_dir(desk.path().join("wire/tuesday")).output().expect("cargo built the command");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "../../news.toml\n");
}

#[test]
fn every_setting_has_an_origin() {
    let desk = Desk::with(&[("news.toml", "[read]\ndate = 2026-07-28\nrules = true\n")]).env("NEWS_READ_URL", "a:b");
    assert_snapshot!(desk.run("config --config read.max_size=10").stdout.split("\n\n").next().unwrap(), @r#"
    [read]
    from = "auto"  # default
    # charset is not set
    url = "a:b"  # NEWS_READ_URL
    date = "2026-07-28"  # news.toml:2:1
    # not_after is not set
    # lang is not set
    rules = true  # news.toml:3:1
    anatomy = false  # default
    max_size = 10  # --config
    max_words = 67108864  # default
    source = false  # default
    "#);
    assert_snapshot!(desk.run("config path"), @r"
    news.toml
    --- exit 0
    ");
    assert_snapshot!(Desk::new().env("HOME", "home").run("config path"), @r"
    --- stderr
    no news.toml in this directory or above, nor home/.config/news/news.toml
    --- exit 0
    ");
}

#[test]
fn what_cannot_be_set_is_shown_where_it_stands() {
    let stderr = |text: &str| Desk::with(&[("news.toml", text)]).pipe("parse", CLOCK);
    assert_snapshot!(stderr("# ours\n[read]\nlangg = \"de\"\n"), @r#"
    --- stderr
    error[E1008]: unknown key "langg" in [read], did you mean "lang"?
     --> news.toml:3:1
      |
    3 | langg = "de"
      | ^^^^^
      |
      = help: run `news explain E1008`
    --- exit 2
    "#);
    assert_snapshot!(stderr("[reed]\nlang = \"de\"\n").stderr, @r#"
    error[E1008]: unknown table "reed", did you mean "read"?
     --> news.toml:1:2
      |
    1 | [reed]
      |  ^^^^
      |
      = help: run `news explain E1008`
    "#);
    assert_snapshot!(stderr("[read]\nmax_size = \"10\"\n").stderr, @r#"
    error[E1008]: read.max_size: expected a whole number, found a string
     --> news.toml:2:12
      |
    2 | max_size = "10"
      |            ^^^^
      |
      = help: run `news explain E1008`
    "#);
    assert_snapshot!(stderr("[read]\ndate = \"28.7.2026\"\n").stderr, @r#"
    error[E1008]: read.date: expected YYYY-MM-DD, got "28.7.2026"
     --> news.toml:2:8
      |
    2 | date = "28.7.2026"
      |        ^^^^^^^^^^^
      |
      = help: run `news explain E1008`
    "#);
    assert_snapshot!(stderr("[read]\nlang = de\n").stderr, @r"
    error[E1008]: string values must be quoted, expected literal string
     --> news.toml:2:8
      |
    2 | lang = de
      |        ^^
      |
      = help: run `news explain E1008`
    ");
    assert_snapshot!(stderr("read = 7\n").stderr, @r"
    error[E1008]: expected a table [read], found a number
     --> news.toml:1:8
      |
    1 | read = 7
      |        ^
      |
      = help: run `news explain E1008`
    ");
}

#[test]
fn other_sources_are_named() {
    let desk = Desk::new();
    let message = |line: &str| {
        let run = desk.pipe(line, CLOCK);
        assert_eq!(run.code, Some(2), "{run}");
        run.stderr.lines().next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(message("parse --config read.date=soon"), @r#"error[E1008]: --config read.date: expected YYYY-MM-DD, got "soon""#);
    assert_snapshot!(message("parse --config read.rules=yes"), @r#"error[E1008]: --config read.rules: expected true or false, got "yes""#);
    assert_snapshot!(message("parse --config date=2026-07-28"), @r#"error[E1008]: --config date: unknown table "date"; the tables are read and serve"#);
    assert_snapshot!(message("parse --config gone.toml"), @r"error[E1008]: gone.toml: no such file or directory");
    let variable = Desk::new().env("NEWS_READ_LANGUAGE", "de").pipe("parse", CLOCK);
    assert_snapshot!(variable.stderr.lines().next().unwrap(), @r#"error[E1008]: NEWS_READ_LANGUAGE: unknown key "language" in [read]"#);
}

/// Who has a broken file must be able to read what is wrong with it.
#[test]
fn commands_without_settings_do_not_look_for_any() {
    let desk = Desk::with(&[("news.toml", "nonsense")]);
    assert_eq!(desk.run("explain E1008").code, Some(0));
    assert_eq!(desk.run("formats").code, Some(0));
    assert_eq!(desk.run("config").code, Some(2));
    assert_eq!(desk.run("config --isolated").code, Some(0));
}

#[test]
fn a_new_file_has_every_setting_and_changes_nothing() {
    let desk = Desk::new();
    let run = desk.run("config init");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    let before = desk.run("config --isolated").stdout;
    assert_eq!(desk.run("config").stdout, before);
    let again = desk.run("config init");
    assert_eq!(again.code, Some(3));
    assert!(again.stderr.starts_with("error[E1004]: news.toml: exists already"), "{again}");
    let template = desk.read("news.toml");
    let schema: Value = serde_json::from_str(&desk.run("schema config").stdout).unwrap();
    for (table, keys) in schema["properties"].as_object().unwrap() {
        assert!(template.contains(&format!("\n[{table}]\n")), "{table}");
        for key in keys["properties"].as_object().unwrap().keys() {
            assert!(template.contains(&format!("\n# {key} = ")), "{table}.{key}");
        }
    }
}

/// What `config` shows is a file of settings that says the same.
#[test]
fn settings_can_be_read_back() {
    let shown = Desk::new().run("config --config read.lang=de").stdout;
    let desk = Desk::new().file("news.toml", &shown);
    let lines = |text: &str| text.lines().map(|line| line.split("  #").next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&desk.run("config").stdout), lines(&shown));
}

#[test]
#[cfg(feature = "serve")]
fn the_server_is_set_up_by_a_file() {
    let desk = Desk::with(&[("news.toml", "[serve]\naddr = \"192.0.2.7:8080\"\n")]);
    let run = desk.run("serve --quiet");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error[E0011]: 192.0.2.7:8080: expected a loopback address"), "{run}");
    let tokens = Desk::with(&[("news.toml", "[serve]\ntokens = [\"desk:123\"]\nhead_time = \"1m\"\n")]).run("serve");
    assert_snapshot!(tokens.stderr, @r#"
    error[E1008]: serve.tokens: token desk: expected a SHA-256 digest of 64 hexadecimal digits
     --> news.toml:2:10
      |
    2 | tokens = ["desk:123"]
      |          ^^^^^^^^^^^^
      |
      = help: run `news explain E1008`
    "#);
}
