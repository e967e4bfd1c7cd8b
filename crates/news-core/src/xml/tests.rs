use std::fmt::Write as _;

use super::*;

fn drawn(source: &str) -> String {
    let document = parse(source).unwrap();
    let mut drawing = String::new();
    draw(&document, NodeId::DOCUMENT, &mut drawing);
    drawing
}

fn draw(document: &Document<'_>, node: NodeId, drawing: &mut String) {
    for child in document.children(node) {
        if document.is_text(child) {
            drawing.push_str(&document.text(child));
            continue;
        }
        let namespace = document.namespace(child);
        let colon = if namespace.is_empty() { "" } else { ":" };
        write!(drawing, "({namespace}{colon}{}", document.name(child)).unwrap();
        for attr in document.attributes(child) {
            write!(drawing, " {}={}", attr.name(), attr.value()).unwrap();
        }
        drawing.push('|');
        draw(document, child, drawing);
        drawing.push(')');
    }
}

#[test]
fn what_is_well_formed_is_read_as_it_stands() {
    for (source, expected) in [
        ("<a><b c='1' d=\"2\"/>x<!-- y --></a>", "(a|(b c=1 d=2|)x)"),
        ("<?xml version='1.0'?><a>1 &lt; 2 &#x26; 3</a>", "(a|1 < 2 & 3)"),
        ("<a><![CDATA[<b>&amp;</b>]]></a>", "(a|<b>&amp;</b>)"),
        ("<!DOCTYPE a [<!ENTITY x 'y>'><!-- don't --> ]><a>x</a>", "(a|x)"),
        ("<d:a xmlns:d='http://purl.org/dc/elements/1.1/'><d:b/></d:a>", "(dc:a|(dc:b|))"),
        ("<a xmlns='http://purl.org/rss/1.0/'><b xmlns=''/><b/></a>", "(rss:a|(b|)(rss:b|))"),
        ("<a xml:lang='de' x='\t1\r\n2'>\r\n</a>", "(a lang=de x= 1 2|\n)"),
    ] {
        assert_eq!(drawn(source), expected, "{source}");
        assert_eq!(parse(source).unwrap().repairs().names(), [""; 0][..], "{source}");
    }
}

#[test]
fn what_is_not_well_formed_is_repaired() {
    for (source, expected, repaired) in [
        ("<a><b>x</a>y", "(a|(b|x))y", &["tags that do not match"][..]),
        ("<a>x</b></a>", "(a|x)", &["tags that do not match"]),
        ("<Title>x</title>", "(Title|x)", &[]),
        ("<a>one<br>two</a>", "(a|one(br|)two)", &[]),
        ("<a>1 < 2</a>", "(a|1 < 2)", &["tags that do not match"]),
        ("<a b=1 c>x", "(a b=1 c=|x)", &["tags that do not match"]),
        ("<a b=\"1>x</a>", "(a b=1|x)", &["tags that do not match"]),
        ("<a <b>x</b></a>", "(a|(b|x))", &["tags that do not match"]),
        ("<a>x</a", "(a|x)", &[]),
        ("one<a/>two<b/>", "one(a|)two(b|)", &[]),
        ("<dc:a>x</dc:a><odd:b/>", "(dc:a|x)(odd:b|)", &["undeclared prefixes"]),
        (
            "<a>caf&eacute; & &copy=1 &#146;</a>",
            "(a|café & &copy=1 ’)",
            &["entities of HTML", "ampersands of no known entity"],
        ),
        ("<a>\u{92}\u{1}\u{7F}x&#1;</a>", "(a|’x)", &["control characters"]),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "(a|&x;)", &["ampersands of no known entity"]),
        ("<a><![CDATA[x", "(a|x)", &["tags that do not match"]),
    ] {
        assert_eq!(drawn(source), expected, "{source}");
        assert_eq!(parse(source).unwrap().repairs().names(), repaired, "{source}");
    }
}

#[test]
fn every_part_knows_its_place() {
    let source = "<a x='1'>b &amp; <i>c</i><![CDATA[&]]></a>";
    let document = parse(source).unwrap();
    let root = document.root().unwrap();
    assert_eq!(document.start_tag(root).of(source), "<a x='1'>");
    assert_eq!(document.end_tag(root).of(source), "</a>");
    assert_eq!(document.inner(root).of(source), "b &amp; <i>c</i><![CDATA[&]]>");
    assert_eq!(document.attribute(root, "x").unwrap().value_span().of(source), "1");
    let carried = document.carried(root);
    assert_eq!(carried.text(), "b & c&");
    let place = |start, end| carried.map().lead(SourceSpan { start, end }).of(source);
    assert_eq!(place(2, 3), "&amp;");
    assert_eq!(place(4, 5), "c");
    assert_eq!(place(4, 6), "c</i><![CDATA[&");
    assert_eq!(document.text(root), carried.text());
}

#[test]
fn pieces_are_the_same_one_by_one_and_all_at_once() {
    for source in ["<a>b</a>", "<a x='1\t2'>&amp;b\r\nc&lt;&nope;\rd\u{1}&#13;</a>", "<a x='&quot;'>\r\n</a>"] {
        let document = parse(source).unwrap();
        let root = document.root().unwrap();
        let text = document.children(root).next().map(|text| document.pieces(text));
        let value = document.attribute(root, "x").map(|attr| attr.pieces());
        for mut pieces in text.into_iter().chain(value) {
            let mut at_once = Vec::new();
            pieces.clone().for_each(|piece| at_once.push(piece));
            let one_by_one: Vec<_> = std::iter::from_fn(|| pieces.next()).collect();
            assert_eq!(format!("{one_by_one:?}"), format!("{at_once:?}"), "{source}");
        }
    }
}

#[test]
fn elements_are_left_out_with_what_they_hold() {
    let document = parse("<a><b/><c><b/><d/></c><d>x<e/></d></a>").unwrap();
    let root = document.root().unwrap();
    let names = |but: &[&str]| document.without(root, but).map(|node| document.name(node)).collect::<String>();
    assert_eq!(names(&[]), "abcbdde");
    assert_eq!(names(&["c"]), "abde");
    assert_eq!(names(&["d", "b"]), "ac");
    assert_eq!(names(&["a"]), "");
}

#[test]
fn languages_and_bases_are_inherited() {
    let document = parse("<a xml:lang='de'><b><c xml:lang='fr'/></b></a>").unwrap();
    let inherited = |name: &str| {
        let mut all = document.descendants(NodeId::DOCUMENT);
        document.inherited(all.find(|node| document.name(*node) == name).unwrap(), "lang")
    };
    assert_eq!(inherited("b").as_deref(), Some("de"));
    assert_eq!(inherited("c").as_deref(), Some("fr"));
}

#[test]
fn limits_are_errors() {
    for hostile in ["<a>".repeat(300), format!("<a {}/>", "b='1' ".repeat(2000))] {
        assert_eq!(parse(&hostile).unwrap_err().kind(), crate::error::ErrorKind::TooComplex);
    }
}

#[test]
fn any_text_is_read_to_its_end() {
    for text in [
        "<",
        "</",
        "<!",
        "<!--",
        "<?",
        "<a",
        "<a b",
        "<a b=",
        "<a b='",
        "</a",
        "<![CDATA[",
        "&",
        "&#",
        "<!DOCTYPE [",
        "",
    ] {
        for end in ["", ">", "x", "\u{1F600}"] {
            drawn(&format!("{text}{end}"));
        }
    }
    for (text, times) in [("<?", 200_000), ("<!DOCTYPE [", 50_000), ("</a>", 200_000), ("<a b=\"", 200), ("&", 500_000)]
    {
        drawn(&text.repeat(times));
    }
}
