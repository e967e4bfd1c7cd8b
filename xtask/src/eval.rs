//! `cargo xtask eval`: predict, score, one table.

mod kinds;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::predict::{self, Predicted, Task};
use crate::root;

/// Predict and score: one table of accuracy figures
#[derive(Args)]
pub(crate) struct Eval {
    /// Only this task
    task: Option<Task>,
    /// Folder with the gold data
    #[arg(long, default_value_os_t = root().join("../shared/data"))]
    data: PathBuf,
    /// Folder with the scorers
    #[arg(long, default_value_os_t = root().join("../shared/eval"))]
    scorers: PathBuf,
    /// Folder for the prediction files
    #[arg(long, default_value_os_t = root().join("target/eval"))]
    out: PathBuf,
    /// Also print the N worst documents of each file
    #[arg(long, default_value_t = 0)]
    worst: usize,
}

/// The tasks that this version can predict.
const BUILT: &[Task] = &[
    Task::Seed,
    Task::Wire,
    Task::Lines,
    Task::Quotes,
    Task::People,
    Task::Places,
    Task::Dates,
    Task::Extraction,
    Task::Formats,
    Task::Kinds,
];

impl Eval {
    /// All tasks on the data beside the checkout: what `cargo xtask ci --full` scores.
    pub(crate) fn with_defaults() -> Self {
        let shared = root().join("../shared");
        Eval {
            task: None,
            data: shared.join("data"),
            scorers: shared.join("eval"),
            out: root().join("target/eval"),
            worst: 0,
        }
    }

    pub(crate) fn has_data(&self) -> bool {
        self.data.is_dir() && self.scorers.is_dir()
    }

    pub(crate) fn run(&self) -> Result<()> {
        if !self.data.is_dir() {
            bail!("{}: no gold data there; put it beside the checkout or give --data DIR", self.data.display());
        }
        println!("{:<20} {:<28} {:>8} {:>7}", "gold", "figure", "value", "n");
        for &task in self.task.as_ref().map_or(BUILT, std::slice::from_ref) {
            for file in predict::run(task, &self.data, &self.out)? {
                match task {
                    Task::Kinds => kinds::score(&file.pred, self.worst)?,
                    _ => self.score(&file)?,
                }
            }
        }
        Ok(())
    }

    fn score(&self, file: &Predicted) -> Result<()> {
        let scorer = self.scorers.join(file.scorer);
        let mut command = Command::new("python3");
        command.arg(&scorer);
        if file.scorer == "score_seed.py" {
            command.arg(&file.pred).arg("--gold").arg(&file.gold);
            command.arg("--article").arg(file.gold.with_file_name("article.txt"));
        } else {
            command.arg(&file.gold).arg(&file.pred);
        }
        let worst = self.worst.to_string();
        match file.scorer {
            "score_quotes.py" => command.args(["--by", "compartment"]),
            "score_people.py" => command.args(["--genre", "news,interview"]),
            _ => &mut command,
        };
        let output = command.arg("--json").output().context("python3 runs the scorers")?;
        ensure!(output.status.success(), "{}: {}", scorer.display(), String::from_utf8_lossy(&output.stderr));
        let stem = file
            .pred
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .replace(".pred.jsonl", "")
            .replace(".pred.json", "");
        rows(&stem, &serde_json::from_slice(&output.stdout)?);
        if self.worst > 0 && file.scorer != "score_seed.py" {
            let output = Command::new("python3")
                .arg(&scorer)
                .args([&file.gold, &file.pred])
                .args(["--worst", &worst])
                .output()?;
            println!("{}", String::from_utf8_lossy(&output.stdout));
        }
        Ok(())
    }
}

/// Figures of `score_quotes.py` with the member that counts what they are of.
const QUOTE_FIGURES: &[(&str, &str)] = &[
    ("quote_exact_prf", "docs"),
    ("quote_relaxed_prf", "docs"),
    ("speaker_mention_acc", "speaker_n"),
    ("speaker_head_acc", "speaker_n"),
    ("joint_prf", "docs"),
    ("person_named_acc", "docs"),
    ("content_token_prf", "docs"),
    ("content_span_exact_prf", "docs"),
    ("source_span_exact_prf", "docs"),
    ("cue_span_exact_prf", "docs"),
    ("triple_prf", "docs"),
];

/// Prints the figures of one scorer.
fn rows(stem: &str, result: &Value) {
    let row = |figure: &str, value: &Value, n: &Value| {
        let value = value.as_f64().unwrap_or_default();
        println!("{stem:<20} {figure:<28} {value:>8.4} {n:>7}");
    };
    // Compartment `dev` where there is one: `train` may have been learnt from.
    let quotes = result["by_compartment"].get("dev").unwrap_or(result);
    for (name, n) in QUOTE_FIGURES {
        let value = match &quotes[name] {
            Value::Array(figures) => figures.last().filter(|_| name.ends_with("_prf")).or(figures.first()),
            value => Some(value),
        };
        if let Some(value) = value.and_then(Value::as_f64) {
            row(name, &(value / 100.0).into(), &quotes[n]);
        }
    }
    for member in ["names", "b3", "resolved", "orgs"] {
        let all = &result["all"][member];
        if all["f1"].is_number() {
            row(member, &all["f1"], &all["gold"]);
        }
    }
    for kind in ["role", "he_she"] {
        let kinds = &result["all"]["kinds"][kind];
        if kinds["f1"].is_number() {
            row(kind, &kinds["f1"], &kinds["gold"]);
        }
    }
    for member in ["relaxed", "strict"] {
        let all = &result["all"][member];
        if all["f1"].is_number() {
            row(member, &all["f1"], &all["gold"]);
        }
    }
    let geocoding = &result["geocoding"];
    if geocoding["within_161km"].is_number() {
        row("within_161km", &geocoding["within_161km"], &geocoding["pairs"]);
    }
    for member in ["relaxed", "strict", "value", "calendar"] {
        if result[member]["f1"].is_number() {
            row(member, &result[member]["f1"], &result[member]["gold"]);
        }
    }
    for member in ["score", "accuracy"] {
        if result[member].is_number() {
            row(member, &result[member], result.get("documents").unwrap_or(&result["n"]));
        }
    }
    // `score_extraction.py`: the figures of a set in one row each.
    if result["metric"].is_string() {
        for member in ["f1", "precision", "recall", "good", "para_f1", "headline", "authors_f1", "authors_equal", "day"]
        {
            if result[member].is_number() {
                row(member, &result[member], &result["pages"]);
            }
        }
        return;
    }
    // `score_formats.py`: the share of expected fields, of all files and of each format.
    if result["micro"].is_number() {
        row("micro", &result["micro"], &result["fields"]);
        for (format, figures) in result["formats"].as_object().into_iter().flatten() {
            row(format, &figures["score"], &figures["fields"]);
        }
        return;
    }
    if let Some(fields) = result["fields"].as_object() {
        for (name, field) in fields.iter().filter(|(name, _)| !name.contains('/')) {
            row(name, &field["accuracy"], &field["n"]);
        }
    }
    if let Some(groups) = result["groups"].as_object() {
        for (name, group) in groups {
            let share = group["matched"].as_f64().unwrap_or_default() / group["total"].as_f64().unwrap_or(1.0);
            row(&format!("{name} (matched)"), &share.into(), &group["total"]);
        }
    }
}

impl std::fmt::Display for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}
