//! Any text as a message with its parts: mail, a saved page.
#![no_main]

#[path = "../wire.rs"]
mod wire;

use libfuzzer_sys::fuzz_target;
use news_core::{Options, read_items};

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    for format in ["email", "mhtml"] {
        for article in read_items(source.as_bytes(), &Options::default().from(format)).unwrap_or_default() {
            wire::check(&article);
        }
    }
});
