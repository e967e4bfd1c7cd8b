//! Whatever is read of any bytes is written in every format, and formats that are written are read as what they are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use news_core::{Layout, OUTPUTS, Options, read_items};

fuzz_target!(|bytes: &[u8]| {
    for article in read_items(bytes, &Options::default()).unwrap_or_default().iter().take(4) {
        for output in OUTPUTS {
            let text = output.write(article, Layout::default());
            let Some(format) = ["nitf", "ninjs", "newsmlg2", "rss"].iter().find(|name| **name == output.name) else { continue };
            let again = read_items(text.as_bytes(), &Options::default()).expect("what is written is read");
            assert_eq!(again.len(), 1, "{text}");
            assert_eq!(again[0].source.format, **format, "{text}");
        }
    }
});
