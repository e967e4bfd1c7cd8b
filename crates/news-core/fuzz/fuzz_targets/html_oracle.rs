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
    if ours != theirs && !is_explained(&source, context) {
        panic!("{source:?} in {context:?}, scripting {scripting}\nours\n{ours}\nhtml5ever's\n{theirs}");
    }
});

/// Where `html5ever` 0.40 leaves the standard; each was found by this target and read up in the standard.
fn is_explained(source: &str, context: Option<&str>) -> bool {
    let source = source.to_ascii_lowercase();
    let holds = |names: &[&str]| names.iter().any(|name| source.contains(name));
    // Its set of special elements has `isindex`, which is obsolete, and lacks `search` and those of SVG and MathML.
    let foreign = ["<mi", "<mo", "<mn", "<ms", "<mtext", "<annotation-xml", "<foreignobject", "<desc", "<title"];
    let is_special = holds(&["<isindex", "<search"]) || holds(&["<svg", "<math"]) && holds(&foreign);
    // It forgets `thead` where it asks for an open table section, which shows where no table is open.
    let is_section = holds(&["<thead"]) && (context.is_some() || holds(&["<template"]));
    // It drops U+FEFF wherever it was fed anew: behind a script, and behind a `meta` that names an encoding.
    let is_fed_anew = source.contains('\u{FEFF}') && holds(&["<meta", "<script"]);
    // It reads over a doctype before the text of a table in front of it has its place.
    let in_table = ["<table", "<thead", "<tbody", "<tfoot", "<tr"].iter().filter_map(|name| source.find(name)).min();
    let is_doctype_in_table = in_table.is_some_and(|table| source.rfind("<!doctype") > Some(table));
    // In the content of a form it takes a second one as if it knew of none, and in that of a `select` an `input`.
    let is_in_context =
        context == Some("form") && holds(&["<form"]) || context == Some("select") && holds(&["<input"]);
    let is_table = is_section || is_doctype_in_table;
    is_special || is_table || is_fed_anew || is_in_context || context.is_some_and(|context| context.contains(' '))
}
