//! Any text as a web page of which the story is read.
#![no_main]

#[path = "../wire.rs"]
mod wire;

use libfuzzer_sys::fuzz_target;
use news_core::{Options, read_items};

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    for article in read_items(source.as_bytes(), &Options::default().from("html")).unwrap_or_default() {
        wire::check(&article);
    }
});
