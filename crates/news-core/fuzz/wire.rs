//! What holds for every article that the readers of the wire give.

use news_core::{Article, OffsetUnit, SourceMap, from_json, to_json};

/// Blocks lie in the text, pieces tile it, and the record reads back as the same article.
pub fn check(article: &Article) {
    for block in article.blocks() {
        assert!(block.span.get(&article.text).is_some(), "{:?} lies outside the text", block.span);
    }
    let SourceMap::Pieces(pieces) = &article.map else { panic!("carried copy is read in pieces") };
    let end = pieces.iter().fold(0, |end, piece| {
        assert_eq!(piece.text.start(), end, "pieces tile the text");
        piece.text.end()
    });
    assert_eq!(end, article.text.len(), "pieces tile the text");
    let back = from_json(&to_json(article, OffsetUnit::Scalar)).expect("our own record is read");
    assert_eq!(&back, article);
}
