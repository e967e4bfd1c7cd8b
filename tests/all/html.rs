//! Literate cases of the HTML parser: a page and its tree, in the form of the html5lib tests.
//!
//! Behind the fence of a page may stand `scripting` and `in=NAME`, the element that a fragment stands in (`in=svg:path`).
//! Line feeds at the end are not part of the page; `\\x00` is written for U+0000 and the like.

use news_core::conformance::Parser;

use crate::cases::{Form, check, unescape};

#[test]
fn every_page_gives_the_tree_drawn() {
    check(&Form { folder: "tests/html", copy: "html", drawing: "tree", draw: tree });
}

fn tree(info: &str, page: &str, _: &str) -> String {
    let page = unescape(page.trim_end_matches('\n'));
    let scripting = info.split_whitespace().any(|word| word == "scripting");
    let context = info.split_whitespace().find_map(|word| word.strip_prefix("in="));
    Parser::default().tree(&page, context.map(|context| context.replace(':', " ")).as_deref(), scripting)
}

/// Every place in a page is where its text stands, whatever the page does.
#[test]
fn runs_and_values_know_their_places() {
    let page = "<p title='a &amp; b' id=x>One <b>two<p>three</b> four\r\n&euro; <table>five<tr><td>six</table>";
    for run in Parser::default().runs(page, None, false) {
        let source = &page[run.source.start as usize..run.source.end as usize];
        assert_eq!(run.verbatim, source == run.text, "{run:?}");
        let places = ["a &amp; b", "x", "One ", "two", "three", " four\r\n&euro; ", "five", "six"];
        assert!(places.contains(&source), "{source}");
    }
}
