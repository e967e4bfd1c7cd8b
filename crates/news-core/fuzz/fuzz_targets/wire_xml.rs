//! Any text as the XML of the wire: NITF, NewsML 1 and G2, the dialect of a house. What is read lies in text and source, and the
//! record reads back as the same article.
#![no_main]

use libfuzzer_sys::fuzz_target;
use news_core::{Article, OffsetUnit, Options, SourceMap, from_json, read_items, to_json};

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    for format in ["nitf", "newsmlg2", "newsml1", "ritzau"] {
        for article in read_items(source.as_bytes(), &Options::default().from(format)).unwrap_or_default() {
            check(&article);
        }
    }
});

fn check(article: &Article) {
    for block in article.blocks() {
        assert!(block.span.get(&article.text).is_some(), "{:?} lies outside the text", block.span);
    }
    let SourceMap::Pieces(pieces) = &article.map else { panic!("markup is read in pieces") };
    let end = pieces.iter().fold(0, |end, piece| {
        assert_eq!(piece.text.start(), end, "pieces tile the text");
        piece.text.end()
    });
    assert_eq!(end, article.text.len(), "pieces tile the text");
    let back = from_json(&to_json(article, OffsetUnit::Scalar)).expect("our own record is read");
    assert_eq!(&back, article);
}
