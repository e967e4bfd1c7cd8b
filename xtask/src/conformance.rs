//! `cargo xtask conformance`: how far the HTML parser does what the standard says, and whether others read what is written.
//!
//! Measured on the cases of html5lib (tree construction, tokenizer, encoding) and on stored pages, whose trees are compared
//! with those of `html5ever`; `spans` checks that what is read of stored pages has its place there. Counting: the cases that need
//! a script to run are left out; a case that does not say whether scripting is on runs with scripting; a page counts as identical when its trees are, with scripting and without.

mod cases;
mod encodings;
mod pages;
mod security;
mod spans;
mod tokens;
pub(crate) mod trees;
mod written;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

pub(crate) use pages::load as load_pages;

/// Measure the HTML parser against its standard, or what is written against the schemas and readers of others
#[derive(Args)]
pub(crate) struct Conformance {
    subject: Subject,
    /// Folder with `html5lib` and `extraction`
    #[arg(long, default_value_os_t = crate::root().join("../shared/data"))]
    data: PathBuf,
    /// Files and folders whose articles are written and judged; without any, the seeds
    #[arg(long, value_name = "PATH")]
    inputs: Vec<PathBuf>,
    /// The XML schema of NITF
    #[arg(long, default_value_os_t = crate::root().join("../shared/data/formats/schema/nitf-3-6.xsd"))]
    schema: PathBuf,
    /// One JSON object instead of the table
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Subject {
    /// The HTML parser
    Html,
    /// NITF that is written, by `xmllint` and the schema
    NitfOut,
    /// ninjs that is written, by the Python package jsonschema
    NinjsOut,
    /// The examples of IPTC that should pass and that should fail, by the same schemas and package
    NinjsCases,
    /// JSON-LD that is written, by the Python packages extruct and rdflib
    JsonldOut,
    /// ninjs and NITF that are written and read again: fields that the table of capabilities promises
    RoundTrip,
    /// The places of fields and blocks of stored pages
    Spans,
    /// Hostile and mis-declared documents: what must come of each, in a second
    Security,
}

/// Cases that ran, and what went wrong with those that failed.
#[derive(Default)]
struct Tally {
    run: usize,
    misses: Vec<String>,
}

impl Tally {
    fn count(&mut self, miss: Option<String>) {
        self.run += 1;
        self.misses.extend(miss);
    }

    fn passed(&self) -> usize {
        self.run - self.misses.len()
    }

    /// To four digits.
    fn share(&self) -> f64 {
        let part = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        if self.run == 0 { 0.0 } else { (part(self.passed()) / part(self.run) * 1e4).round() / 1e4 }
    }
}

impl Conformance {
    pub(crate) fn run(&self) -> Result<()> {
        let inputs = if self.inputs.is_empty() { &[crate::root().join("seeds")][..] } else { &self.inputs };
        let tally = match self.subject {
            Subject::Html => return self.html(),
            Subject::Spans => return self.spans(),
            Subject::NitfOut => written::nitf(inputs, &self.schema)?,
            Subject::NinjsOut => written::ninjs(inputs)?,
            Subject::NinjsCases => written::ninjs_cases(&self.data.join("formats/schema/ninjs-tests"))?,
            Subject::JsonldOut => written::json_ld(inputs)?,
            Subject::Security => security::run(&self.data.join("formats/security"))?,
            Subject::RoundTrip => written::round_trip(inputs)?,
        };
        tally.misses.iter().for_each(|miss| eprintln!("{miss}"));
        println!("valid {:>7.4} {:>7} of {}", tally.share(), tally.passed(), tally.run);
        ensure!(tally.misses.is_empty(), "{} are not valid", tally.misses.len());
        Ok(())
    }

    fn spans(&self) -> Result<()> {
        let checked = spans::run(&self.data)?;
        for (name, tally) in [("pages", &checked.pages), ("pieces", &checked.pieces), ("spans", &checked.spans)] {
            tally.misses.iter().for_each(|miss| eprintln!("{name:<11} {miss}"));
            println!("{name:<11} {:>7.4} {:>7} of {}", tally.share(), tally.passed(), tally.run);
        }
        checked.refused.iter().for_each(|page| println!("refused     {page}"));
        Ok(())
    }

    fn html(&self) -> Result<()> {
        let html5lib = self.data.join("html5lib");
        ensure!(html5lib.is_dir(), "{}: no cases there; give --data DIR", html5lib.display());
        let (document, fragment) = cases::run(&html5lib.join("tree-construction"))?;
        let tokenizer = tokens::run(&html5lib.join("tokenizer"))?;
        let encoding = encodings::run(&html5lib.join("encoding"))?;
        let pages = pages::run(&self.data)?;
        let tallies =
            [("document", &document), ("fragment", &fragment), ("tokenizer", &tokenizer), ("encoding", &encoding)];
        let pairs = [("identical", &pages.trees), ("verbatim_ok", &pages.texts), ("values_ok", &pages.values)];
        for (name, tally) in tallies.iter().chain(&pairs) {
            for miss in &tally.misses {
                eprintln!("{name:<11} {miss}");
            }
        }
        if self.json {
            let shares = tallies.map(|(name, tally)| (name.to_owned(), tally.share().into()));
            let mut figures: serde_json::Map<String, Value> = shares.into_iter().collect();
            for ((name, tally), of) in pairs.iter().zip(["pages", "text_runs", "values"]) {
                figures.insert(of.to_owned(), json!(tally.run));
                figures.insert((*name).to_owned(), json!(tally.passed()));
            }
            println!("{}", Value::Object(figures));
            return Ok(());
        }
        for (name, tally) in tallies.iter().chain(&pairs) {
            println!("{name:<11} {:>7.4} {:>7} of {}", tally.share(), tally.passed(), tally.run);
        }
        Ok(())
    }
}

/// The name of a file as misses print it.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The first line where two texts differ, as expected and as found.
fn difference(expected: &str, found: &str) -> String {
    let mut lines = expected.lines().zip(found.lines());
    let pair = lines.find(|(expected, found)| expected != found);
    let (n_expected, n_found) = (expected.lines().count(), found.lines().count());
    pair.map_or_else(
        || format!("expected {n_expected} lines, found {n_found}"),
        |(expected, found)| format!("expected {expected:?}, found {found:?}"),
    )
}
