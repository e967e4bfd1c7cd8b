//! Places, limits and ways through a document. What trees come out is told by the literate cases in `tests/html`.

use super::*;

fn with<T>(source: &str, read: impl FnOnce(&Document<'_>) -> T) -> T {
    with_limits(source, Limits::default(), read)
}

fn with_limits<T>(source: &str, limits: Limits, read: impl FnOnce(&Document<'_>) -> T) -> T {
    let options = ParseOptions { limits, ..ParseOptions::default() };
    read(&parse(source, &options, &mut Scratch::default()))
}

/// Name, start tag and end tag of every element, as they stand in the source.
fn tags(source: &str) -> Vec<String> {
    with(source, |document| {
        let elements = document.all_descendants(NodeId::DOCUMENT).filter(|node| document.tag(*node).is_some());
        let shown = elements.map(|node| {
            let (start, end) = (document.start_tag(node), document.end_tag(node));
            format!("{} {}{} {}{}", document.name(node), start.of(source), start.start, end.of(source), end.start)
        });
        shown.collect()
    })
}

#[test]
fn elements_know_their_tags() {
    assert_eq!(
        tags("<body><p id=a>One<p>Two<br></p></body>"),
        ["html 0 38", "head 0 0", "body <body>0 </body>31", "p <p id=a>6 17", "p <p>17 </p>27", "br <br>23 27"]
    );
    // The table has a body that nobody wrote.
    let table = tags("<table><tr><td>x</table>");
    assert_eq!(table[4..], ["tbody 7 16", "tr <tr>7 16", "td <td>11 16"].map(String::from));
    // A formatting element that is opened again has the tag that opened it first.
    assert_eq!(tags("<p><b>x<p>y</b>")[4..], ["b <b>3 7", "p <p>7 15", "b <b>3 </b>11"].map(String::from));
}

#[test]
fn all_elements_of_a_name_are_those_of_the_tree() {
    let ids = |source: &str| {
        with(source, |document| {
            let ids = document.all(Tag::P).filter_map(|node| document.value(node, "id"));
            ids.collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(ids("<p id=a><div><p id=b></div>"), "a b");
    assert_eq!(ids("<p id=a><template><p id=b></template><p id=c>"), "a c");
    assert_eq!(ids("<p id=a><frameset><frame>"), "");
}

#[test]
fn values_and_text_know_their_places() {
    let source = "<a href='/x?a=1&amp;b=2' TITLE=Rain>a&lt;b\r\nc</a>";
    with(source, |document| {
        let link = document.element(NodeId::DOCUMENT, Tag::A).unwrap();
        let href = document.attribute(link, "href").unwrap();
        assert_eq!((href.value().as_ref(), href.is_verbatim()), ("/x?a=1&b=2", false));
        assert_eq!(href.value_span().of(source), "/x?a=1&amp;b=2");
        let title = document.attribute(link, "title").unwrap();
        assert_eq!((title.name().as_ref(), title.name_span().of(source)), ("title", "TITLE"));
        assert!(matches!(title.value(), Cow::Borrowed("Rain")) && title.is_verbatim());
        let text = document.texts(link).next().unwrap();
        assert_eq!(document.text(text), "a<b\nc");
        let pieces: Vec<&str> = document.pieces(text).map(|piece| piece.source.of(source)).collect();
        assert_eq!(pieces, ["a", "&lt;", "b", "\r", "\nc"]);
    });
}

#[test]
fn names_that_read_the_same_are_the_same() {
    with("<x\0 a\0b=1 A\u{FFFD}b=2>x</X\u{FFFD}>y", |document| {
        let element = document.by_attribute(NodeId::DOCUMENT, "a\u{FFFD}b").next().unwrap().0;
        assert_eq!((document.attributes(element).count(), document.text_content(element).as_ref()), (1, "x"));
    });
}

#[test]
fn text_that_goes_on_in_the_source_is_one_run() {
    with("<p>a</x>b", |document| assert_eq!(document.texts(NodeId::DOCUMENT).count(), 2));
    with("<p>a < b", |document| assert_eq!(document.texts(NodeId::DOCUMENT).count(), 1));
}

#[test]
fn a_document_is_walked_in_every_direction() {
    let source = "<ul class='a  b' id=list><li>One<li class=b>Two</ul><template><p>x</template>";
    with(source, |document| {
        let list = document.by_id(NodeId::DOCUMENT, "list").unwrap();
        let items: Vec<NodeId> = document.elements(list, Tag::LI).collect();
        assert_eq!(document.children(list).collect::<Vec<_>>(), items);
        assert_eq!(document.by_class(NodeId::DOCUMENT, "b").collect::<Vec<_>>(), [list, items[1]]);
        assert_eq!(document.by_attribute(NodeId::DOCUMENT, "class").count(), 2);
        assert_eq!(document.next_sibling(items[0]), Some(items[1]));
        assert_eq!(document.previous_sibling(items[1]), Some(items[0]));
        assert_eq!(document.last_child(list), Some(items[1]));
        assert_eq!(document.text_content(list), "OneTwo");
        let up: Vec<_> = document.ancestors(items[0]).map(|node| document.name(node)).collect();
        assert_eq!(up[..3], ["ul", "body", "html"]);
        // What a template holds is met only by who asks for it.
        assert_eq!(document.elements(NodeId::DOCUMENT, Tag::P).count(), 0);
        assert_eq!(document.all_descendants(NodeId::DOCUMENT).filter(|node| document.is(*node, Tag::P)).count(), 1);
        let mut walk = document.descendants(NodeId::DOCUMENT);
        let html = walk.next().unwrap();
        walk.skip_children(html);
        assert_eq!(walk.next(), None);
    });
}

/// Depth, name and text of all nodes.
fn outline(document: &Document<'_>) -> Vec<(usize, String, String)> {
    let nodes = document.all_descendants(NodeId::DOCUMENT);
    let shown = |node| (document.ancestors(node).count(), document.name(node).into(), document.text(node).into());
    nodes.map(shown).collect()
}

#[test]
fn scratch_gives_room_and_nothing_else() {
    let (mut scratch, options) = (Scratch::default(), ParseOptions::default());
    let pages = ["<p>One<x-y a=1>", "<svg><table><b><p>Two", "<template><select><form>", "<p>One<x-y a=1>"];
    for page in pages {
        let fresh = outline(&parse(page, &options, &mut Scratch::default()));
        let document = parse(page, &options, &mut scratch);
        assert_eq!(outline(&document), fresh);
        document.recycle(&mut scratch);
    }
}

fn depth(document: &Document<'_>) -> usize {
    document.descendants(NodeId::DOCUMENT).map(|node| document.ancestors(node).count()).max().unwrap_or(0)
}

#[test]
fn content_that_is_too_deep_becomes_siblings() {
    for (open, close) in [("<div>", "</div>"), ("<b>", "</b>"), ("<svg>", "</svg>"), ("<ul><li>", "</li></ul>")] {
        let n = 2_000;
        let page = format!("{}x{}<p>After", open.repeat(n), close.repeat(n));
        with(&page, |document| {
            assert!(document.reached().depth && !document.reached().truncated(), "{open}");
            assert!(depth(document) <= limits::MAX_DEPTH + 1, "{open}: {}", depth(document));
            // The end tags of what was flattened close nothing else.
            let after = document.element(NodeId::DOCUMENT, Tag::P).unwrap();
            assert!(document.is(document.parent(after).unwrap(), Tag::BODY), "{open}");
        });
    }
}

#[test]
fn tables_and_templates_are_not_deeper_than_others() {
    for shape in
        ["<table><tr><td>", "<template>", "<template><td>", "<math><mi>", "<svg><desc>", "<frameset>", "<select><div>"]
    {
        with(&shape.repeat(2_000), |document| assert!(depth(document) <= limits::MAX_DEPTH + 8, "{shape}"));
    }
}

#[test]
fn formatting_is_not_opened_again_for_ever() {
    let fonts = (0..200).map(|n| format!("<font size={n}>")).collect::<Vec<_>>().concat();
    let page = fonts + &"<p>x".repeat(10_000);
    with(&page, |document| {
        assert!(document.reached().formatting);
        assert!(document.len() < 30_000, "{}", document.len());
    });
}

#[test]
fn markers_that_are_left_behind_do_not_pile_up() {
    let page = "<template><td></template>".repeat(5_000) + &"<b>".repeat(400) + &"</b>".repeat(400) + "<p>x";
    with(&page, |document| {
        assert!(document.reached().formatting);
        let paragraph = document.element(NodeId::DOCUMENT, Tag::P).unwrap();
        assert!(document.is(document.parent(paragraph).unwrap(), Tag::BODY));
    });
}

#[test]
fn attributes_past_the_limit_are_dropped() {
    let attributes = (0..1_000).map(|n| format!(" a{n}=1 a{n}=2")).collect::<Vec<_>>().concat();
    with(&format!("<p{attributes}>x"), |document| {
        let paragraph = document.element(NodeId::DOCUMENT, Tag::P).unwrap();
        assert_eq!(document.attributes(paragraph).count(), limits::MAX_ATTRIBUTES);
        assert!(document.attributes(paragraph).all(|attr| attr.value() == "1"));
        assert!(document.reached().attributes);
    });
}

#[test]
fn nodes_and_bytes_are_limited() {
    let limits = Limits { nodes: 100, ..Limits::default() };
    with_limits(&"<br>".repeat(1_000), limits, |document| {
        assert!(document.reached().nodes && document.reached().truncated() && document.len() < 110);
    });
    // The cut does not go through a character.
    let limits = Limits { bytes: 4, ..Limits::default() };
    with_limits("<p>\u{20AC}", limits, |document| {
        assert!(document.reached().bytes && document.source() == "<p>");
    });
}

#[test]
fn overlaps_in_deep_content_are_settled_as_far_as_they_are_few() {
    let deep = format!("<b>{}{}", "<div>".repeat(400), "</b>".repeat(60));
    let page = deep.clone() + &"</div>".repeat(400);
    with(&page, |document| assert!(!document.reached().any()));
    with(&page.repeat(100), |document| assert!(document.reached().formatting && document.len() < 200_000));
}

#[test]
fn a_byte_order_mark_is_read_over() {
    with("\u{FEFF}<p>x", |document| assert_eq!(document.text_content(NodeId::DOCUMENT), "x"));
}
