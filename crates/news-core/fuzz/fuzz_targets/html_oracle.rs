//! Any text as a page or as the content of an element: the tree is that of `html5ever`.
#![no_main]

#[path = "../page.rs"]
mod page;
#[allow(dead_code, reason = "the conformance task needs more of it")]
#[path = "../../../../xtask/src/conformance/trees.rs"]
mod trees;

use libfuzzer_sys::fuzz_target;
use news_core::conformance::Parser;

use page::Page;

fuzz_target!(|bytes: &[u8]| {
    let Page { source, context, scripting } = Page::of(bytes);
    // Browsers flatten what is nested too deeply, and so do we; `html5ever` does not.
    if Parser::default().parse(&source, context, scripting).limited {
        return;
    }
    let (ours, theirs) = (trees::ours(&source, context, scripting), trees::theirs(&source, context, scripting));
    assert!(ours == theirs, "{source:?} in {context:?}, scripting {scripting}\nours\n{ours}\nhtml5ever's\n{theirs}");
});
