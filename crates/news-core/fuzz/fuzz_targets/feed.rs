//! Any text as a feed, a site map, an export: spans lie in the text, places in the source, and verbatim pieces equal it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use news_core::{Options, PieceKind, SourceMap, container_to_json, read_all};

fuzz_target!(|source: &str| {
    for format in ["rss", "atom", "cdf", "sitemap", "wxr"] {
        let mut options = Options::default().from(format);
        options.url = Some("https://paper.example/feed/".to_owned());
        let Ok(reading) = read_all(source.as_bytes(), &options) else { continue };
        let container = reading.container.expect("a feed says what it is");
        assert_eq!(container.items as usize, reading.articles.len());
        container_to_json(&container);
        // A byte order mark is no part of the decoded source.
        let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
        for article in &reading.articles {
            for block in article.blocks() {
                assert!(block.span.get(&article.text).is_some(), "{:?} lies outside the text", block.span);
            }
            let SourceMap::Pieces(pieces) = &article.map else { panic!("the text of an item is made of pieces") };
            for piece in pieces {
                let place = source.get(piece.source.start as usize..piece.source.end as usize).expect("a place in the source");
                if piece.kind == PieceKind::Verbatim {
                    assert_eq!(piece.text.get(&article.text), Some(place));
                }
            }
        }
    }
});
