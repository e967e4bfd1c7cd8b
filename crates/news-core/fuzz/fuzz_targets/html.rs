//! Any text as a page or as the content of an element: runs lie in the source, and room that is used again changes nothing.
#![no_main]

#[path = "../page.rs"]
mod page;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use news_core::conformance::{Parser, text_runs};

use page::Page;

thread_local! {
    /// Has read whatever came before.
    static WARM: RefCell<Parser> = RefCell::default();
}

fuzz_target!(|bytes: &[u8]| {
    let Page { source, scripting, .. } = Page::of(bytes);
    for run in text_runs(&source, scripting) {
        // Slicing checks that the range lies on character boundaries.
        let slice = &source[run.source.clone()];
        assert!(!run.is_verbatim || run.text == slice, "{:?}: {:?} is not {slice:?}", run.source, run.text);
    }
    let warm = WARM.with_borrow_mut(|parser| parser.parse(&source));
    assert_eq!(warm, Parser::default().parse(&source), "a warm parser gives another number of nodes");
});
