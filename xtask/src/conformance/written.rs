//! What is written, judged by others: NITF by `xmllint` and its schema, ninjs and JSON-LD by readers in Python.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use news_core::{Article, Layout, Options, output_named, read_items};
use news_tests::round_trip::changed;

use super::{Tally, file_name};
use crate::root;

/// Reads JSON with other libraries: ninjs is validated, JSON-LD is taken out of a page and made into triples.
const READER: &str = include_str!("read_written.py");

/// NITF of all inputs against the XML schema.
pub(super) fn nitf(inputs: &[PathBuf], schema: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    for file in write(inputs, "nitf")? {
        let run = Command::new("xmllint").args(["--noout", "--schema"]).arg(schema).arg(&file).output();
        let run = run.context("xmllint: not installed (libxml2-utils)")?;
        let message = String::from_utf8_lossy(&run.stderr).lines().next().unwrap_or_default().to_owned();
        tally.count((!run.status.success()).then_some(message));
    }
    Ok(tally)
}

/// ninjs of all inputs, in every version, against the JSON schemas.
pub(super) fn ninjs(inputs: &[PathBuf]) -> Result<Tally> {
    let mut tally = Tally::default();
    for (name, version) in [("ninjs", "3.1"), ("ninjs-2.2", "2.2"), ("ninjs-1.6", "1.6")] {
        let schemas = root().join("tests/schemas");
        let arguments = ["ninjs".into(), version.into(), schemas.into_os_string()];
        read_by_others(&write(inputs, name)?, &arguments, &mut tally)?;
    }
    Ok(tally)
}

/// JSON-LD of all inputs, in a page, by extruct and rdflib.
pub(super) fn json_ld(inputs: &[PathBuf]) -> Result<Tally> {
    let mut tally = Tally::default();
    read_by_others(&write(inputs, "jsonld")?, &["jsonld".into()], &mut tally)?;
    Ok(tally)
}

/// Articles of all inputs, in the formats that are read again.
pub(super) fn round_trip(inputs: &[PathBuf]) -> Result<Tally> {
    let mut tally = Tally::default();
    for (input, article) in articles(inputs)? {
        let changed = changed(&article);
        tally.count((!changed.is_empty()).then(|| format!("{}: {}", file_name(&input), changed.join("\n"))));
    }
    Ok(tally)
}

/// The reader prints `ok`, or what is wrong, for each file.
fn read_by_others(files: &[PathBuf], arguments: &[std::ffi::OsString], tally: &mut Tally) -> Result<()> {
    let run = Command::new("python3").args(["-c", READER]).args(arguments).args(files).output()?;
    let said = String::from_utf8_lossy(&run.stdout);
    ensure!(
        run.status.success(),
        "python3: {}",
        String::from_utf8_lossy(&run.stderr).lines().last().unwrap_or_default()
    );
    let lines: Vec<&str> = said.lines().collect();
    ensure!(lines.len() == files.len(), "python3: expected a line per file");
    for (file, line) in files.iter().zip(lines) {
        tally.count((line != "ok").then(|| format!("{}: {line}", file_name(file))));
    }
    Ok(())
}

/// Writes every article of the inputs to a folder of the target directory, a file each.
fn write(inputs: &[PathBuf], format: &str) -> Result<Vec<PathBuf>> {
    let output = output_named(format)?;
    let folder = root().join("target/conformance").join(format);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut written = Vec::new();
    for (input, article) in articles(inputs)? {
        let path = folder.join(format!("{:04}-{}.{}", written.len(), file_name(&input), output.extension));
        fs::write(&path, output.write(&article, Layout::default()))?;
        written.push(path);
    }
    Ok(written)
}

/// Every article of the inputs, with its file.
fn articles(inputs: &[PathBuf]) -> Result<Vec<(PathBuf, Article)>> {
    let mut articles = Vec::new();
    for input in inputs.iter().flat_map(|input| files(input)) {
        let read = read_items(&fs::read(&input)?, &Options::default()).unwrap_or_default();
        articles.extend(read.into_iter().map(|article| (input.clone(), article)));
    }
    ensure!(!articles.is_empty(), "no articles there; give --inputs PATH");
    Ok(articles)
}

/// The files below a path, in order.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| files(path)).collect()
}
