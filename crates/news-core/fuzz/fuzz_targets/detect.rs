//! Any bytes, nothing said about them: charset, format and language are chosen by what the bytes look like.
#![no_main]

use libfuzzer_sys::fuzz_target;
use news_core::{Options, read_items};

fuzz_target!(|bytes: &[u8]| {
    // An error is an answer; a panic, a hang or an endless list is not.
    let _ = read_items(bytes, &Options::default());
});
