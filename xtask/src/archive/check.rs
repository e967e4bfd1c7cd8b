//! `cargo xtask archive check`: every intact record comes out, every broken one is told of.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::made::{self, Storage};
use super::{batch, prepared};
use crate::checkout::files_below;

/// Codes of records that cannot be read.
const BROKEN: [&str; 2] = ["E1101", "E1102"];

pub(super) fn run(records: usize) -> Result<()> {
    let (news, folder) = prepared("check")?;
    for name in ["set.warc", "set.warc.gz", "set.warc.zst"] {
        let input = folder.join(name);
        let mut file = BufWriter::new(File::create(&input)?);
        let planted = made::write(&mut file, Storage::of(&input), 0, records)?;
        file.flush()?;
        let out = folder.join(format!("{name}.out"));
        let status = batch(&news, &out, std::slice::from_ref(&input), &["-t", "jsonl.zst"]).status()?;
        ensure!(status.code() == Some(1), "{name}: expected exit 1, got {status}");
        let broken: BTreeSet<u64> = errors(&out)?.iter().filter_map(offset_of_broken).collect();
        let stories = stories(&out)?;
        compare(name, "stories", &planted.stories.iter().cloned().collect(), &stories)?;
        compare(name, "broken records", &planted.broken.iter().copied().collect(), &broken)?;
        println!("{name}: {} stories came out, {} broken records are told of", stories.len(), broken.len());
    }
    Ok(())
}

fn compare<T: Ord + std::fmt::Debug>(name: &str, what: &str, planted: &BTreeSet<T>, found: &BTreeSet<T>) -> Result<()> {
    let first =
        |one: &BTreeSet<T>, other: &BTreeSet<T>| format!("{:?}", one.difference(other).take(3).collect::<Vec<_>>());
    ensure!(
        planted == found,
        "{name}: {what}: missing {}, not planted {}",
        first(planted, found),
        first(found, planted)
    );
    Ok(())
}

fn offset_of_broken(error: &Value) -> Option<u64> {
    let is_broken = BROKEN.contains(&error["error"]["code"].as_str()?);
    error["offset"].as_u64().filter(|_| is_broken)
}

fn errors(out: &Path) -> Result<Vec<Value>> {
    let path = out.join("errors.jsonl");
    let file = BufReader::new(File::open(&path).with_context(|| path.display().to_string())?);
    file.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

/// The addresses of all articles, each of which comes once.
fn stories(out: &Path) -> Result<BTreeSet<String>> {
    let mut stories = BTreeSet::new();
    for part in parts(out)? {
        for line in BufReader::new(zstd::Decoder::new(File::open(part)?)?).lines() {
            let record: Value = serde_json::from_str(&line?)?;
            let url = record["url"].as_str().context("a record of a crawl has an address")?;
            ensure!(stories.insert(url.to_owned()), "{url} came twice");
        }
    }
    Ok(stories)
}

fn parts(out: &Path) -> Result<Vec<PathBuf>> {
    files_below(&out.join("articles"), "zst")
}
