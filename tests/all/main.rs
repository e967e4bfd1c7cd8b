//! Tests across the crates, in one binary.
//!
//! - `cases`: literate cases, `tests/cases/<topic>/*.md`, each a story and the drawing of what is read in it;
//! - `seeds`: what is read in every seed story, drawn, and the records of a few;
//! - `contract`: the serialised form: schema, units, round trip;
//! - `hostile`: copy made to hurt;
//! - `saved`: pages that browsers have saved;
//! - `writers`: what is written, against the schemas of others;
//! - `html`: literate cases of the HTML parser, `tests/html/*.md`, each a page and its tree;
//! - `pages`: pages made to hurt, and pages without a story;
//! - `properties`: what holds for any input;
//! - `wire_xml`: what holds for the XML of the wire.
//! - `wire`: seeds of the formats of the wire.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::needless_for_each,
    reason = "a test that cannot go on fails"
)]

mod cases;
mod contract;
mod drawing;
mod hostile;
mod html;
mod pages;
mod properties;
mod saved;
mod seeds;
mod wire;
mod wire_xml;
mod writers;

use std::path::{Path, PathBuf};

/// The top of the checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lie in the workspace").to_owned()
}

/// The seed stories by file name, in order.
fn seed_files() -> Vec<(String, Vec<u8>)> {
    files_of("seeds/text")
}

/// The files of a folder by name, in order.
fn files_of(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = root().join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}
