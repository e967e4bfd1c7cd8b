//! What is written, judged by others: NITF by `xmllint` and its schema, ninjs and JSON-LD by readers in Python.

use std::ffi::OsString;
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
        read_by_others(&write(inputs, name)?, &by_schema(version), &mut tally)?;
    }
    Ok(tally)
}

/// The examples of IPTC against the JSON schemas: those that should pass are valid, those that should fail are not.
pub(super) fn ninjs_cases(folder: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    // The examples of 2.1 and 3.0 hold for the versions behind them.
    for (folder, version) in [("2.1", "2.2"), ("3.0", "3.1"), ("3.1", "3.1")].map(|(of, by)| (folder.join(of), by)) {
        read_by_others(&files(&folder.join("should_pass")), &by_schema(version), &mut tally)?;
        let to_fail = files(&folder.join("should_fail"));
        for (file, said) in to_fail.iter().zip(judge(&to_fail, &by_schema(version))?) {
            tally.count((said == "ok").then(|| format!("{}: is valid and should not be", file_name(file))));
        }
    }
    Ok(tally)
}

/// What the reader is told to validate ninjs of a version.
fn by_schema(version: &str) -> [OsString; 3] {
    ["ninjs".into(), version.into(), root().join("tests/schemas").into_os_string()]
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

/// Counts the files of which the reader says more than `ok`.
fn read_by_others(files: &[PathBuf], arguments: &[OsString], tally: &mut Tally) -> Result<()> {
    for (file, said) in files.iter().zip(judge(files, arguments)?) {
        tally.count((said != "ok").then(|| format!("{}: {said}", file_name(file))));
    }
    Ok(())
}

/// What the reader says of each file: `ok`, or what is wrong.
fn judge(files: &[PathBuf], arguments: &[OsString]) -> Result<Vec<String>> {
    let run = Command::new("python3").args(["-c", READER]).args(arguments).args(files).output()?;
    let last_line = |said: &[u8]| String::from_utf8_lossy(said).lines().last().unwrap_or_default().to_owned();
    ensure!(run.status.success(), "python3: {}", last_line(&run.stderr));
    let lines: Vec<String> = String::from_utf8_lossy(&run.stdout).lines().map(str::to_owned).collect();
    ensure!(lines.len() == files.len(), "python3: expected a line per file");
    Ok(lines)
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
