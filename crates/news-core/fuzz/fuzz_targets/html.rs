//! Any text as a page or as the content of an element: runs lie in the source, and room that is used again changes nothing.
#![no_main]

#[path = "../page.rs"]
mod page;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use news_core::conformance::Parser;

use page::Page;

thread_local! {
    /// Has read whatever came before.
    static WARM: RefCell<Parser> = RefCell::default();
}

fuzz_target!(|bytes: &[u8]| {
    let Page { source, context, scripting } = Page::of(bytes);
    let runs = Parser::default().runs(&source, context, scripting);
    for run in &runs {
        // Slicing checks that the range lies on character boundaries.
        let slice = &source[run.source.start as usize..run.source.end as usize];
        assert!(!run.verbatim || run.text == slice, "{run:?} is not {slice:?}");
    }
    let warm = WARM.with_borrow_mut(|parser| parser.runs(&source, context, scripting));
    assert_eq!(warm, runs, "a warm parser reads something else");
});
