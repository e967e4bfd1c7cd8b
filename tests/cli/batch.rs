//! Runs over archives: what they leave behind, and that nothing is lost or twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use insta::assert_snapshot;
use serde_json::Value;

use crate::desk::{BREAD, CLOCK, Desk};

/// A stored page of a story.
fn page(n: usize) -> String {
    let text = "The ferry of Norsund stays in port, the harbor office said on Wednesday. ".repeat(4 + n);
    let html = format!(
        "<html><head><title>Ferry {n} stays</title></head><body><article><h1>Ferry {n} stays</h1><p>{text}</p><p>{text}</p></article>"
    );
    record(n, &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}"), 0)
}

/// A record that promises `more` bytes than it has.
fn record(n: usize, block: &str, more: usize) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\nWARC-Date: 2026-11-20T10:00:00Z\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len() + more
    )
}

fn desk() -> Desk {
    let broken = record(2, "HTTP/1.1 200 OK\r\n\r\n<p>short", 900);
    let picture = record(3, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG", 0);
    Desk::with(&[
        ("crawl.warc", &[page(0), page(1), broken, picture, page(4)].concat()),
        (
            "lines.jsonl",
            "{\"id\":\"a\",\"text\":\"Rivers fall\\n\\nGENEVA (Reuters) - The rivers fell.\"}\n{\"id\":\"b\"}\n",
        ),
        ("wire/clock.txt", CLOCK),
        ("wire/bread.txt", BREAD),
        ("wire/empty.txt", ""),
    ])
}

/// Lines of JSON with these members.
fn lines(text: &str, members: &[&str]) -> String {
    let line = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a line is JSON");
        members.iter().map(|member| value[member].to_string()).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The records of all parts, as their lines.
fn records(desk: &Desk, out: &str) -> Vec<Value> {
    let parts = desk.tree(&format!("{out}/articles"));
    let text = |bytes: &Vec<u8>| zstd::decode_all(bytes.as_slice()).expect("a part is complete");
    let texts: Vec<u8> = parts.values().flat_map(text).collect();
    let lines = String::from_utf8(texts).expect("JSON is UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// Everything but the file that tells the time.
fn results(desk: &Desk, out: &str) -> BTreeMap<String, Vec<u8>> {
    let mut tree = desk.tree(out);
    tree.remove("run.json").expect("a run tells its totals");
    tree
}

const INPUTS: &str = "-t jsonl.zst crawl.warc lines.jsonl wire";

#[test]
fn every_item_is_an_article_or_an_error() {
    let desk = desk();
    assert_snapshot!(desk.run(&format!("batch -o out {INPUTS}")), @"
    --- stderr
    out: 6 articles, 1 skipped, 3 errors in errors.jsonl
    --- exit 1
    ");
    assert_snapshot!(lines(&desk.read("out/errors.jsonl"), &["input", "offset", "name", "error"]), @r#"
    "crawl.warc" 1910 "https://example.org/2" {"code":"E1101","name":"record-broken","message":"the record is longer than its head promises"}
    "lines.jsonl" 71 "b" {"code":"E0010","name":"bad-line","message":"expected an object with `text` or `html`, found none"}
    "wire/empty.txt" 0 null {"code":"E0001","name":"empty-input","message":"input is empty"}
    "#);
    assert_snapshot!(lines(&desk.read("out/manifest.jsonl"), &["input", "range", "records", "articles", "skipped", "errors"]), @r#"
    "crawl.warc" [0,3712] 3 3 1 1
    "lines.jsonl" [0,82] 1 1 0 1
    "wire/bread.txt" [0,3] 3 2 0 1
    "#);
    let records = records(&desk, "out");
    let ids: BTreeSet<&str> = records.iter().filter_map(|record| record["id"].as_str()).collect();
    assert_eq!((records.len(), ids.len()), (6, 6));
    let page = records.iter().find(|record| record["url"] == "https://example.org/4").expect("the page came out");
    assert_eq!(page["article"]["source"]["retrieved"], "2026-11-20T10:00:00Z");
    assert_eq!(page["article"]["source"]["uri"], "https://example.org/4");
}

#[test]
fn workers_do_not_show() {
    let desk = desk();
    desk.run(&format!("batch -o one -j 1 {INPUTS}"));
    desk.run(&format!("batch -o four -j 4 {INPUTS}"));
    assert_eq!(results(&desk, "one"), results(&desk, "four"));
}

#[test]
fn a_run_goes_on_where_it_stood() {
    let desk = desk();
    desk.run(&format!("batch -o whole {INPUTS}"));
    let whole = results(&desk, "whole");
    desk.run(&format!("batch -o out {INPUTS}"));
    assert_snapshot!(desk.run(&format!("batch -o out {INPUTS}")), @"
    --- stderr
    error[E0011]: --output: out: the folder is not empty; --resume goes on with a run that stopped
      = help: run `news explain E0011`
    --- exit 2
    ");
    // As a kill leaves it: a line that was cut, errors of a unit without one, parts that nothing tells of.
    let manifest = desk.read("out/manifest.jsonl");
    let (first, rest) = manifest.split_once('\n').expect("there are lines");
    let errors = desk.read("out/errors.jsonl");
    let desk = desk
        .file("out/manifest.jsonl", format!("{first}\n{}", rest.get(..40).expect("a line is longer")))
        .file("out/errors.jsonl", errors.repeat(2))
        .file("out/articles/part-000000000000-00000.jsonl.zst", "x")
        .file("out/articles/.part-000000000000-00001.tmp", "x");
    assert_snapshot!(desk.run(&format!("batch -o out --resume {INPUTS}")), @"
    --- stderr
    out: 6 articles, 1 skipped, 3 errors in errors.jsonl
    --- exit 1
    ");
    assert_eq!(results(&desk, "out"), whole);
    // Other options give other bytes: everything is done again.
    desk.run(&format!("batch -o out --resume --offsets utf8 {INPUTS}"));
    desk.run(&format!("batch -o fresh --offsets utf8 {INPUTS}"));
    assert_eq!(results(&desk, "out"), results(&desk, "fresh"));
    // An input that changed is done again, one that is gone leaves nothing behind.
    let desk = desk.file("lines.jsonl", "{\"text\":\"Rivers rise\\n\\nThe rivers rose.\"}\n");
    desk.run("batch -o out --resume --offsets utf8 -t jsonl.zst crawl.warc lines.jsonl");
    let headlines: Vec<Value> =
        records(&desk, "out").iter().map(|record| record["article"]["headline"]["text"].clone()).collect();
    assert_eq!(headlines.len(), 4);
    assert!(headlines.contains(&Value::from("Rivers rise")), "{headlines:?}");
}

/// Inputs of some stories each, so that a run has many parts.
fn shelf() -> Desk {
    let story = |n: usize| {
        let text = format!("Ferry {n} stays\n\n{CLOCK}").replace("noon", &format!("{n} o'clock"));
        format!("{{\"id\":\"{n}\",\"text\":{}}}\n", Value::from(text))
    };
    let lines = |n: usize| (0..60).map(|line| story(n * 60 + line)).collect::<String>() + "{}\n";
    (0..12).fold(Desk::new(), |desk, n| desk.file(&format!("shelf/{n:02}.jsonl"), lines(n)))
}

/// Starts a run, and waits until so many of its parts are in the manifest.
fn started(desk: &Desk, out: &str, parts: usize) -> Child {
    let mut child =
        desk.command(&["batch", "-q", "-o", out, "-j", "2", "shelf"]).spawn().expect("cargo built the command");
    let manifest = desk.path().join(out).join("manifest.jsonl");
    let has = || fs::read_to_string(&manifest).unwrap_or_default().lines().count();
    while has() < parts {
        assert_eq!(child.try_wait().expect("it is ours"), None, "it ended with {} parts", has());
        thread::sleep(Duration::from_millis(2));
    }
    child
}

#[test]
fn a_killed_run_loses_nothing() {
    let desk = shelf();
    desk.run("batch -o whole shelf");
    let whole = results(&desk, "whole");
    assert_eq!(whole.len(), 12 + 2);
    for parts in [0, 1, 5] {
        let mut child = started(&desk, "out", parts);
        child.kill().expect("it is ours");
        assert_eq!(child.wait().expect("it ended").code(), None);
        assert_eq!(desk.run("batch -q -o out --resume shelf").code, Some(1));
        assert_eq!(results(&desk, "out"), whole, "killed behind {parts} parts");
        fs::remove_dir_all(desk.path().join("out")).expect("the desk is ours");
    }
}

#[test]
#[cfg(unix)]
fn a_signal_ends_a_run_politely() {
    let desk = shelf();
    desk.run("batch -o whole shelf");
    let mut child = started(&desk, "out", 1);
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("there is a kill");
    assert!(asked.success());
    assert_eq!(child.wait().expect("it ended").code(), Some(130));
    let listed: BTreeSet<String> = desk.read("out/manifest.jsonl").lines().map(part).collect();
    assert_eq!(listed, desk.tree("out/articles").into_keys().collect());
    let totals: Value = serde_json::from_str(&desk.read("out/run.json")).expect("totals are JSON");
    assert_eq!((&totals["units"], &totals["finished"]), (&Value::from(12), &Value::from(listed.len())));
    desk.run("batch -q -o out --resume shelf");
    assert_eq!(results(&desk, "out"), results(&desk, "whole"));
}

/// The part in a line of the manifest.
fn part(line: &str) -> String {
    let line: Value = serde_json::from_str(line).expect("a line is JSON");
    line["part"].as_str().expect("it has articles").to_owned()
}

#[test]
fn shards_share_the_inputs_out() {
    let desk = desk();
    let ids =
        |out: &str| -> BTreeSet<String> { records(&desk, out).iter().map(|record| record["id"].to_string()).collect() };
    desk.run(&format!("batch -o all {INPUTS}"));
    desk.run(&format!("batch -o one --shard 1/2 {INPUTS}"));
    desk.run(&format!("batch -o two --shard 2/2 {INPUTS}"));
    let (one, two) = (ids("one"), ids("two"));
    assert!(!one.is_empty() && !two.is_empty() && one.is_disjoint(&two));
    assert_eq!(one.union(&two).cloned().collect::<BTreeSet<_>>(), ids("all"));
    assert_snapshot!(desk.run("batch -o x --shard 3/2 wire"), @"
    --- stderr
    error: invalid value '3/2' for '--shard <I/N>': expected I/N with I from 1 to N

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn some_can_be_asked_for() {
    let desk = desk().file("list", "wire/clock.txt\n\ncrawl.warc\n");
    assert_snapshot!(desk.run("batch -o few --limit 2 --files-from list"), @"
    --- stderr
    few: 2 articles
    --- exit 0
    ");
    assert_snapshot!(desk.run("batch -o sure --min-quality 1 crawl.warc"), @"
    --- stderr
    sure: 0 articles, 1 skipped, 3 below --min-quality, 1 errors in errors.jsonl
    --- exit 1
    ");
    assert_snapshot!(desk.run("batch -o lost missing.warc"), @"
    --- stderr
    error[E1001]: missing.warc: no such file or directory
      = help: run `news explain E1001`
    --- exit 2
    ");
    assert_snapshot!(desk.pipe("batch -o piped", CLOCK), @"
    --- stderr
    error[E0011]: expected files, got stdin: a run goes on by reading inputs again
      = help: run `news explain E0011`
    --- exit 2
    ");
}

#[test]
fn objects_of_stores_are_inputs() {
    let desk = desk();
    let address = format!("file://{}", desk.path().join("wire").display());
    assert_eq!(desk.run(&format!("batch -o out -t jsonl.zst {address}")).code, Some(1));
    let inputs: BTreeSet<String> = records(&desk, "out").iter().map(|record| record["input"].to_string()).collect();
    let named = ["bread", "clock"].map(|name| format!("\"{address}/{name}.txt\""));
    assert_eq!(inputs, BTreeSet::from(named));
    assert_snapshot!(desk.run("batch -o cloud s3://bucket/crawl"), @"
    --- stderr
    error[E0011]: s3://bucket/crawl: expected file://, or this program built with `--features cloud`
      = help: run `news explain E0011`
    --- exit 2
    ");
}

#[test]
fn a_folder_that_cannot_be_written_ends_the_run() {
    let desk = desk().file("out", "a file");
    assert_snapshot!(desk.run("batch -o out wire"), @"
    --- stderr
    error[E1004]: out: exists already
      = help: run `news explain E1004`
    --- exit 3
    ");
}

#[test]
fn copies_and_rewrites_are_linked() {
    let line = |id: &str, day: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"date\":\"{day}\",\"text\":{}}}\n", Value::from(text))
    };
    let towns = ["Arvik", "Belm", "Corran", "Dolna", "Estra", "Farsund", "Gorle", "Hamra"];
    let story: String =
        towns.map(|town| format!("In {town} the river rose overnight, and the bridge was closed.\n\n")).concat();
    let story = format!("Rivers rise\n\nARVIK, July 28 (AP) - {story}");
    let lines = [
        line("first", "2026-07-28", &story),
        line("copy", "2026-07-29", &story.replace("Rivers rise", "A night of water").replace("(AP)", "(Reuters)")),
        line("rewrite", "2026-07-29", &story.replace("Gorle", "Gorla")),
        line("other", "2026-07-29", BREAD),
    ];
    let desk = Desk::with(&[("lines.jsonl", &lines.concat())]);
    for format in ["parquet", "jsonl.zst"] {
        desk.run(&format!("batch -o {format} -t {format} lines.jsonl"));
    }
    let run = desk.run("dedup parquet");
    assert_snapshot!(run, @r#"
    {"id":"b4a526b8a17f80ae","of":"4d66a82dff3782cd","kind":"rewrite","distance":5}
    {"id":"e2c2fad38eebc920","of":"4d66a82dff3782cd","kind":"copy","distance":0}
    --- stderr
    parquet: 4 articles, 1 copies, 1 rewrites
    --- exit 0
    "#);
    assert_eq!(run.stdout, desk.run("dedup jsonl.zst").stdout);
    desk.run("dedup parquet -o links.jsonl");
    assert_eq!(run.stdout, desk.read("links.jsonl"));
    assert_snapshot!(desk.run("dedup ."), @"
    --- stderr
    error[E0011]: .: expected a folder that `news batch` wrote, found no articles in it
      = help: run `news explain E0011`
    --- exit 2
    ");
    let desk = desk.file("parquet/articles/part-cut.parquet", "PAR1");
    assert_snapshot!(desk.run("dedup parquet"), @"
    --- stderr
    error[E1002]: parquet/articles/part-cut.parquet: EOF: Parquet file too small. Size is 4 but need 8
      = help: only complete parts can be read; finish the run with `news batch --resume`
    --- exit 2
    ");
}
