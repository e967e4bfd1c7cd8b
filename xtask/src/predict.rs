//! `cargo xtask predict`: what the parser says about the gold inputs, in the line format of the scorers.
//!
//! Every prediction is a plain projection of the public record: bytes go in, `news.article/1` comes out as JSON, and the
//! functions here only pick members of it. They add, fix and guess nothing.

mod anatomy;
mod dates;
pub(crate) mod extraction;
mod formats;
pub(crate) mod kinds;
mod lines;
mod people;
mod places;
mod quotes;
mod seed;
mod wire;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use flate2::read::GzDecoder;
use news_core::{OffsetUnit, Options};
use serde_json::Value;

/// Write prediction lines for the gold files of a task
#[derive(Args)]
pub(crate) struct Predict {
    task: Task,
    /// Folder laid out like the gold data
    #[arg(long)]
    data: PathBuf,
    /// Folder for the prediction files
    #[arg(long)]
    out: PathBuf,
}

/// What is predicted.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Task {
    Seed,
    Wire,
    Lines,
    People,
    Places,
    Dates,
    Quotes,
    Extraction,
    Kinds,
    Formats,
}

/// A gold file and the prediction written for it.
pub(crate) struct Predicted {
    pub(crate) gold: PathBuf,
    pub(crate) pred: PathBuf,
    pub(crate) scorer: &'static str,
}

impl Predict {
    pub(crate) fn run(&self) -> Result<()> {
        for file in run(self.task, &self.data, &self.out)? {
            eprintln!("{} -> {}", file.gold.display(), file.pred.display());
        }
        Ok(())
    }
}

/// Predicts every gold file of a task.
pub(crate) fn run(task: Task, data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    fs::create_dir_all(out)?;
    match task {
        Task::Seed => seed::predict(data, out),
        Task::Wire => {
            let mut done = per_record(data, "wire", "anatomy_", out, "score_wire.py", anatomy::project)?;
            done.extend(wire::sentences(data, out)?);
            done.extend(per_record(data, "wire", "abbr_", out, "score_wire.py", wire::abbreviations)?);
            Ok(done)
        }
        Task::Quotes => quotes::predict(data, out),
        Task::People => per_record(data, "people", "", out, "score_people.py", people::project),
        Task::Places => per_record(data, "wire", "places", out, "score_wire.py", places::project),
        Task::Lines => lines::predict(data, out),
        Task::Dates => per_record(data, "wire", "dates_", out, "score_dates.py", dates::project),
        Task::Extraction => extraction::predict(data, out),
        Task::Formats => formats::predict(data, out),
        Task::Kinds => kinds::predict(data, out),
    }
}

/// Reads each record's `text` and projects the article.
fn per_record(
    data: &Path,
    folder: &str,
    prefix: &str,
    out: &Path,
    scorer: &'static str,
    project: fn(&Value, Option<&Value>) -> Value,
) -> Result<Vec<Predicted>> {
    let gold = gold_files(&data.join(folder), prefix)?;
    gold.into_iter().map(|gold| per_line(gold, out, scorer, project, false)).collect()
}

/// Predicts the lines of one gold file; with `rules` by rules alone, under a name that says so.
fn per_line(
    gold: PathBuf,
    out: &Path,
    scorer: &'static str,
    project: fn(&Value, Option<&Value>) -> Value,
    rules: bool,
) -> Result<Predicted> {
    let pred = out.join(format!("{}{}.pred.jsonl", stem(&gold), if rules { "-rules" } else { "" }));
    let mut lines = String::new();
    for record in records(&gold)? {
        let mut options = options_of(&record)?;
        options.rules = rules;
        let article = article(record["text"].as_str().context("a gold line has a text")?, &options);
        lines.push_str(&project(&record, article.as_ref()).to_string());
        lines.push('\n');
    }
    fs::write(&pred, lines)?;
    Ok(Predicted { gold, pred, scorer })
}

/// The record of a text as the command writes it, or nothing where there is no article.
fn article(text: &str, options: &Options) -> Option<Value> {
    let article = news_core::read(text.as_bytes(), options).ok()?;
    let json = news_core::to_json(&article, OffsetUnit::Scalar);
    Some(serde_json::from_str(&json).expect("records are JSON"))
}

/// The context that a gold line gives: its reference date and address.
fn options_of(record: &Value) -> Result<Options> {
    let mut options = Options::default();
    let date = record["ref"].as_str().or(record["dct"].as_str());
    options.date = date.map(|date| news_core::parse_day(date.get(..10).unwrap_or(date))).transpose()?;
    options.url = record["url"].as_str().map(str::to_owned);
    Ok(options)
}

/// The gold files of a folder whose name starts with `prefix`, in order of name.
pub(crate) fn gold_files(folder: &Path, prefix: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{}: no gold data there", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(prefix) && [".jsonl", ".jsonl.gz"].iter().any(|end| name.ends_with(end)) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("{}: found no gold file named {prefix}*.jsonl[.gz]", folder.display());
    }
    Ok(files)
}

/// The name of a gold file up to its first dot; of a `gold.jsonl` that of its folder.
fn stem(path: &Path) -> String {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name(path).split('.').next().unwrap_or_default().to_owned();
    if stem == "gold" { path.parent().map(name).unwrap_or(stem) } else { stem }
}

pub(crate) fn records(path: &Path) -> Result<Vec<Value>> {
    let bytes = fs::read(path)?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    let parse = |line: &str| serde_json::from_str(line).with_context(|| path.display().to_string());
    text.lines().filter(|line| !line.trim().is_empty()).map(parse).collect()
}

/// Writes indented JSON.
fn write_json(path: &Path, value: &Value) -> Result<()> {
    let mut file = fs::File::create(path)?;
    serde_json::to_writer_pretty(&mut file, value)?;
    Ok(writeln!(file)?)
}

/// The text of a record's span, counted in scalar values.
fn slice(article: &Value, start: usize, end: usize) -> String {
    let text = article["text"].as_str().unwrap_or_default();
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// Start and end of a span member.
fn span(value: &Value) -> Option<(usize, usize)> {
    let at = |n: usize| value.get(n)?.as_u64().and_then(|at| usize::try_from(at).ok());
    Some((at(0)?, at(1)?))
}
