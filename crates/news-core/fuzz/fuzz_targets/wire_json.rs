//! Any text as the JSON of a house: ninjs and the other dialects.
#![no_main]

#[path = "../wire.rs"]
mod wire;

use libfuzzer_sys::fuzz_target;
use news_core::{Options, read_items};

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    for format in ["ninjs", "ap", "ans", "apple", "guardian", "jsonfeed", "jsonld", "nyt", "form"] {
        for article in read_items(source.as_bytes(), &Options::default().from(format)).unwrap_or_default() {
            wire::check(&article);
        }
    }
});
