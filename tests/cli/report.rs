//! `news report`: a run as a page.

use insta::assert_snapshot;

use crate::desk::{BREAD, CLOCK, Desk};

#[test]
fn the_page_counts_what_the_run_found() {
    let desk = Desk::with(&[("clock.txt", CLOCK), ("bread.txt", BREAD), ("empty.txt", "")]);
    assert_snapshot!(desk.run("batch --quiet --exit-zero -o out clock.txt bread.txt empty.txt"), @"--- exit 0");
    assert_snapshot!(desk.run("report out -o page.html"), @"--- exit 0");
    let page = desk.read("page.html");
    for text in ["<h1>out</h1>", "<b>2</b> articles", "<b>1</b> errors", "Tobias Lindqvist", "</html>"] {
        assert!(page.contains(text), "{text} is not in {page}");
    }
    assert_eq!(desk.run("report out").to_string(), format!("{page}--- exit 0"));
}

#[test]
fn what_is_no_run_is_told() {
    let desk = Desk::with(&[("articles/part-0.parquet", "PAR1 and no more")]);
    assert_snapshot!(desk.run("report articles"), @r"
    --- stderr
    error[E0011]: articles: expected a folder that `news batch` wrote, found no articles in it
      = help: run `news explain E0011`
    --- exit 2
    ");
    assert_snapshot!(desk.run("report ."), @r"
    --- stderr
    error[E1002]: ./articles/part-0.parquet: Parquet error: Invalid Parquet file. Corrupt footer
      = help: only complete parts can be read; finish the run with `news batch --resume`
    --- exit 2
    ");
}
