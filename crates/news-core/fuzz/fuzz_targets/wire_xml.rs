//! Any text as the XML of the wire: NITF, NewsML 1 and G2, the dialect of a house. What is read lies in text and source, and the
//! record reads back as the same article.
#![no_main]

#[path = "../wire.rs"]
mod wire;

use libfuzzer_sys::fuzz_target;
use news_core::{Options, read_items};

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    for format in ["nitf", "newsmlg2", "newsml1", "ritzau"] {
        for article in read_items(source.as_bytes(), &Options::default().from(format)).unwrap_or_default() {
            wire::check(&article);
        }
    }
});
