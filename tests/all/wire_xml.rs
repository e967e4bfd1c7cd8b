//! The XML of the wire, however it is nested: no panic, spans in place, and every piece is what the source holds there.

use news_core::{Article, Options, PieceKind, SourceMap, read_items};
use proptest::prelude::*;

use crate::properties::assert_span_law;

/// Pieces of a body, most of them half of something.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<p lede=\"true\">PORT ARVAN, March 5 (Reuters) - Crews stayed ashore on Tuesday, the company said.</p>",
        "<p>By Ina Vold</p>",
        "<hl1>Crews stay ashore</hl1>",
        "<hl2>",
        "</hl2>",
        "<ul><li>",
        "</li></ul>",
        "<table><tr><th>Route</th><td/></tr><tr><td><p>Skerry</p></td><td>3</td></tr></table>",
        "<table>",
        "<tr><td>",
        "</td>",
        "</table>",
        "<pre>Tern   3\n\n  Gull 1 ",
        "</pre>",
        "<a href=\"https://ferries.example/\">",
        "</a>",
        "<person value=\"7\">Mira Tal",
        "</person>",
        "<media media-type=\"image\"><media-reference source=\"a.jpg\" width=\"8\"/><media-caption>The Tern.",
        "</media-caption></media>",
        "<note><p>To readers",
        "<header><ul><li>label</li></ul>",
        "</header>",
        "<foo>",
        "</foo>",
        "<br/>",
        "<br/><br/>",
        "<hr/>",
        "<script>x</script>",
        "&amp;",
        "&#8220;",
        "&hellip;",
        "& ",
        "&lt;p&gt;escaped&lt;/p&gt;",
        "<![CDATA[ <b>bold ]]>",
        "<!-- hidden -->",
        "\u{a0}",
        "  ",
        "\n",
        "\r\n",
        "\u{2028}",
        "word",
        "дни",
        "“We will see,” she said.",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => ".{0,12}"]
}

/// What stands around a body, by format.
const SHELLS: &[(&str, &str, &str)] = &[
    (
        "nitf",
        "<nitf><head><docdata management-status=\"canceled\"><date.issue norm=\"20240305T091500Z\"/><ed-msg info=\" a &amp;  b \"/></docdata></head>\
         <body><body.head><hedline><hl1>Crews stay ashore</hl1></hedline><byline>By<person>Ina Vold</person><byttl>x</byttl></byline>\
         <dateline><location><city>Arvan</city></location></dateline></body.head><body.content>",
        "</body.content></body></nitf>",
    ),
    (
        "newsmlg2",
        "<newsItem guid=\"g\" version=\"2\"><itemMeta><edNote>Photo</edNote></itemMeta><contentMeta><slugline>A/B</slugline>\
         <headline>UPDATE 1-Crews stay ashore</headline></contentMeta><contentSet><inlineXML><html><body>",
        "</body></html></inlineXML></contentSet></newsItem>",
    ),
    (
        "newsml1",
        "<NewsML><NewsItem><NewsComponent><NewsLines><DateLine>Arvan, 5 mars 2024 (AFP)</DateLine></NewsLines><ContentItem><DataContent>",
        "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    ),
    ("ritzau", "<RBNews><town>Haag</town><content>&lt;p&gt;", "</content></RBNews>"),
];

/// Pieces tile the text, and a verbatim one equals its source.
fn assert_map(article: &Article, source: &str) {
    let SourceMap::Pieces(pieces) = &article.map else { panic!("markup is read in pieces") };
    let mut end = 0;
    for piece in pieces {
        assert_eq!(piece.text.start(), end, "pieces tile the text");
        end = piece.text.end();
        let from = source.get(piece.source.start as usize..piece.source.end as usize).expect("a place in the source");
        match piece.kind {
            PieceKind::Verbatim => assert_eq!(piece.text.of(&article.text), from),
            PieceKind::Rewritten => assert!(!from.is_empty(), "what is rewritten stands somewhere"),
            PieceKind::Inserted => assert!(from.is_empty(), "what is inserted stands nowhere"),
        }
    }
    assert_eq!(end, article.text.len(), "pieces tile the text");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_nesting_keeps_the_span_law(
        shell in prop::sample::select(SHELLS),
        body in prop::collection::vec(piece(), 0..24),
    ) {
        let (format, before, behind) = shell;
        let source = format!("{before}{}{behind}", body.concat());
        for article in read_items(source.as_bytes(), &Options::default().from(format)).unwrap_or_default() {
            assert_map(&article, &source);
            assert_span_law(&article);
        }
    }
}

#[test]
fn a_deep_or_wide_item_is_refused_or_read_at_once() {
    let deep = format!("<nitf><body><body.content>{}", "<block>".repeat(50_000));
    let error = read_items(deep.as_bytes(), &Options::default()).unwrap_err();
    assert_eq!(error.code().code, "E0012");
    let rows = "<tr><td>Skerry</td><td>3</td></tr>".repeat(20_000);
    let wide = format!("<nitf><body><body.content><table>{rows}</table></body.content></body></nitf>");
    let mut options = Options::default();
    options.lang = Some("en".to_owned());
    let articles = read_items(wide.as_bytes(), &options).unwrap();
    assert_eq!(articles[0].body.len(), 1);
}

#[test]
fn nothing_of_a_doctype_is_expanded() {
    let doctype = "<!DOCTYPE nitf SYSTEM \"http://dtd.example/nitf.dtd\" [<!ENTITY a \"boom\"><!ENTITY b \"&a;&a;\">]>";
    let source = format!(
        "<?xml version=\"1.0\"?>{doctype}<nitf><body><body.head><hedline><hl1>Crews &b; stay</hl1></hedline></body.head></body></nitf>"
    );
    let articles = read_items(source.as_bytes(), &Options::default()).unwrap();
    assert_eq!(articles[0].source.format, "nitf");
    assert!(articles[0].text.starts_with("Crews") && !articles[0].text.contains("boom"), "{}", articles[0].text);
}

#[test]
fn a_flood_of_attributes_is_refused() {
    let attributes = (0..20_000).map(|n| format!("a{n}=\"x\"")).collect::<Vec<_>>().join(" ");
    let source = format!("<nitf {attributes}><body/></nitf>");
    assert_eq!(read_items(source.as_bytes(), &Options::default()).unwrap_err().code().code, "E0012");
}
