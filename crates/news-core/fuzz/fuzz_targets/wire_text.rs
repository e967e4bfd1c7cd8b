//! Any text as plain copy: blocks lie in the text, and the record reads back as the same article in every unit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use news_core::{Article, OffsetUnit, Options, from_json, read_items, to_json};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let options = Options::default().from("text");
    for article in read_items(text.as_bytes(), &options).unwrap_or_default() {
        check(&article);
    }
});

fn check(article: &Article) {
    for block in article.blocks() {
        assert!(block.span.get(&article.text).is_some(), "{:?} lies outside the text", block.span);
    }
    for unit in [OffsetUnit::Utf8, OffsetUnit::Scalar, OffsetUnit::Utf16] {
        // Reading back refuses every span that is not on character boundaries inside the text.
        let back = from_json(&to_json(article, unit)).expect("our own record is read");
        assert_eq!(&back, article, "{unit:?}");
    }
}
