//! Literate cases of the HTML parser: a page and its tree, in the form of the html5lib tests.
//!
//! Behind the fence of a page may stand `scripting` and `in=NAME`, the element that a fragment stands in (`in=svg:path`).
//! Line feeds at the end are not part of the page; `\\x00` is written for U+0000 and the like.

use news_core::conformance::{Parser, TestState, TestToken, tokens};
use proptest::prelude::*;

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

#[test]
fn tokens_are_cut_in_every_state() {
    let text = |text: &str| TestToken::Text(text.to_owned());
    let end = |name: &str| TestToken::End(name.to_owned());
    let all = "a&lt;<b></title></style></script>";
    let of = |state, name| tokens(all, state, Some(name));
    let b = TestToken::Start("b".to_owned(), Vec::new(), false);
    assert_eq!(of(TestState::Data, "p"), [text("a<"), b, end("title"), end("style"), end("script")]);
    assert_eq!(of(TestState::Rcdata, "title"), [text("a<<b>"), end("title"), end("style"), end("script")]);
    assert_eq!(of(TestState::Rawtext, "style"), [text("a&lt;<b></title>"), end("style"), end("script")]);
    assert_eq!(of(TestState::Script, "script"), [text("a&lt;<b></title></style>"), end("script")]);
    assert_eq!(of(TestState::Plaintext, "p"), [text(all)]);
    assert_eq!(tokens("a&lt;]]><!--b", TestState::Cdata, None), [text("a&lt;"), TestToken::Comment("b".to_owned())]);
}

#[test]
fn doctypes_are_read_to_their_ends() {
    let doctype = |name: &str, public: Option<&str>, system: Option<&str>, is_correct| {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        vec![TestToken::Doctype((!name.is_empty()).then(|| name.to_owned()), owned(public), owned(system), is_correct)]
    };
    for (source, expected) in [
        ("<!DOCTYPE hTmL>", doctype("html", None, None, true)),
        ("<!DOCTYPE>", doctype("", None, None, false)),
        ("<!DOCTYPE html PUBLIC \"a\" 'b' c>", doctype("html", Some("a"), Some("b"), true)),
        ("<!DOCTYPE html PUBLIC \"a\">", doctype("html", Some("a"), None, true)),
        ("<!DOCTYPE html SYSTEM b>", doctype("html", None, None, false)),
        ("<!DOCTYPE html SYSTEM \"b", doctype("html", None, Some("b"), false)),
        ("<!DOCTYPE html PUBLIC \"a>", doctype("html", Some("a"), None, false)),
        ("<!DOCTYPE html nothing>", doctype("html", None, None, false)),
    ] {
        assert_eq!(tokens(source, TestState::Data, None), expected, "{source}");
    }
}

/// Pages of tags that go wrong with each other, and of any text between.
fn page() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "a",
        "b",
        "i",
        "p",
        "div",
        "li",
        "ul",
        "table",
        "tr",
        "td",
        "caption",
        "colgroup",
        "col",
        "select",
        "option",
        "template",
        "form",
        "button",
        "svg",
        "math",
        "mi",
        "foreignObject",
        "title",
        "script",
        "textarea",
        "frameset",
        "head",
        "body",
        "html",
        "h1",
        "dd",
        "ruby",
        "rt",
        "nobr",
        "object",
        "x-y",
        "pre",
        "style",
        "noscript",
    ]);
    let bits = prop::sample::select(vec![
        " ",
        "x",
        "&amp;",
        "&notit;",
        "\0",
        "\r\n",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!doctype html>",
        "</",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "\u{20AC}",
        " a=1",
        " b='&lt;' a=2",
        "/>",
    ]);
    let piece = prop_oneof![
        4 => tags.clone().prop_map(|tag| format!("<{tag}>")),
        2 => tags.clone().prop_map(|tag| format!("</{tag}>")),
        1 => tags.prop_map(|tag| format!("<{tag} id=x class=\"a b\"")),
        3 => bits.prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_page_gives_a_tree_with_places(page in page(), scripting: bool) {
        let mut parser = Parser::default();
        for run in parser.runs(&page, None, scripting) {
            let source = page.get(run.source.start as usize..run.source.end as usize);
            prop_assert!(source.is_some(), "a place outside the page or inside a character");
            prop_assert_eq!(run.verbatim && source != Some(run.text.as_str()), false);
        }
        prop_assert_eq!(parser.tree(&page, None, scripting), Parser::default().tree(&page, None, scripting));
        for context in ["div", "tr", "select", "template", "svg path", "html"] {
            parser.tree(&page, Some(context), scripting);
        }
    }

    #[test]
    fn twice_the_page_is_not_much_more_than_twice_the_tree(page in page()) {
        let mut parser = Parser::default();
        let nodes = |parser: &mut Parser, n: usize| parser.parse(&page.repeat(n), None, false).nodes;
        let (once, twice) = (nodes(&mut parser, 60), nodes(&mut parser, 120));
        // Formatting elements may pile up until a limit stops them.
        prop_assert!(twice <= 3 * once + 5_000, "{once} nodes, then {twice}");
    }
}
