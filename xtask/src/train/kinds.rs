//! `cargo xtask train kinds`: how many points each sign of a page has, by logistic regression.
//!
//! Articles and other pages weigh the same; of the others a third is pages whose body was cut out: real surroundings, where the
//! templates are ours. Which side a sign speaks for is set in the table and kept: a sign that the pages at hand would
//! turn round gets no points, because they are few and their templates are ours. Pages with address and without count both.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::predict::{self, Task, records};
use crate::root;

/// A page as its signs, and whether it holds an article.
pub(crate) struct Sample {
    pub(crate) class: String,
    pub(crate) host: String,
    pub(crate) article: bool,
    pub(crate) signs: Vec<String>,
}

impl Sample {
    /// From a line of `predict kinds`; `reading` is `with_url` or `without_url`.
    pub(crate) fn of(line: &Value, reading: &str) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Sample {
            class: text(&line["class"]),
            host: text(&line["host"]),
            article: line["article"] == true,
            signs: line[reading]["reasons"].as_array().into_iter().flatten().map(text).collect(),
        }
    }
}

/// The committed table: sign, side, points.
pub(crate) type Points = BTreeMap<String, (String, i32)>;

/// Passes over all pages, and the length of a step.
const STEPS: usize = 3_000;
const STEP: f64 = 0.8;
/// Pulls points to zero, in parts of the mean loss.
const PULL: f64 = 0.002;
/// The most points of a sign: none decides alone.
const MOST: f64 = 25.0;

pub(super) fn run(data: &Path, check: bool) -> Result<()> {
    let out = root().join("target/eval");
    let file = predict::run(Task::Kinds, data, &out)?.pop().context("one file is predicted")?;
    let samples = samples(&records(&file.pred)?);
    let path = root().join("crates/news-core/data/page_weights.tsv");
    let table = fs::read_to_string(&path)?;
    let points = fit(&samples.iter().collect::<Vec<_>>(), &read(&table));
    let mut written: String =
        table.lines().filter(|line| line.starts_with("# ")).map(|line| format!("{line}\n")).collect();
    for (sign, (side, points)) in &points {
        writeln!(written, "{sign}\t{side}\t{points}")?;
    }
    if check {
        ensure!(written == table, "{} is not what training gives", path.display());
        return Ok(());
    }
    Ok(fs::write(&path, written)?)
}

/// Pages to learn from, each as it is read with its address and without.
pub(crate) fn samples(lines: &[Value]) -> Vec<Sample> {
    lines.iter().flat_map(|line| ["with_url", "without_url"].map(|reading| Sample::of(line, reading))).collect()
}

/// The points of the committed table.
pub(crate) fn committed() -> Result<Points> {
    Ok(read(&fs::read_to_string(root().join("crates/news-core/data/page_weights.tsv"))?))
}

fn read(table: &str) -> Points {
    let mut points = Points::new();
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        if let [sign, side, value] = line.split('\t').collect::<Vec<_>>()[..] {
            points.insert(sign.to_owned(), (side.to_owned(), value.parse().unwrap_or_default()));
        }
    }
    points
}

/// The logit of a page, in tenths.
pub(crate) fn logit(points: &Points, sample: &Sample) -> i32 {
    let of =
        |sign: &str| points.get(sign).map_or(0, |(side, points)| if side == "article" { *points } else { -points });
    of("base") + sample.signs.iter().map(|sign| of(sign)).sum::<i32>()
}

/// The weight of each page; all are one together.
fn shares(samples: &[&Sample]) -> impl Fn(&Sample) -> f64 + use<> {
    let group = |sample: &Sample| if sample.article { 0 } else { 1 + usize::from(sample.class == "cut") };
    let mut counts = [0_u32; 3];
    samples.iter().for_each(|sample| counts[group(sample)] += 1);
    move |sample| {
        let at = group(sample);
        [3.0, 2.0, 1.0][at] / 6.0 / f64::from(counts[at].max(1))
    }
}

/// Fits the points of a table to pages.
pub(crate) fn fit(samples: &[&Sample], table: &Points) -> Points {
    let signs: Vec<&String> = table.keys().collect();
    let number = |sign: &str| signs.binary_search_by(|known| known.as_str().cmp(sign)).ok();
    let base = number("base");
    let share = shares(samples);
    let rows: Vec<(Vec<usize>, bool, f64)> = samples
        .iter()
        .map(|sample| {
            let signs = sample.signs.iter().filter_map(|sign| number(sign)).chain(base).collect();
            (signs, sample.article, share(sample))
        })
        .collect();
    let side: Vec<f64> = table.values().map(|(side, _)| if side == "article" { 1.0 } else { -1.0 }).collect();
    let mut weights = vec![0.0_f64; signs.len()];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -PULL * weight).collect();
        for (row, article, share) in &rows {
            let logit: f64 = row.iter().map(|at| weights[*at]).sum();
            let error = f64::from(u8::from(*article)) - 1.0 / (1.0 + (-logit).exp());
            row.iter().for_each(|at| slope[*at] += error * share);
        }
        for (at, weight) in weights.iter_mut().enumerate() {
            *weight += STEP * slope[at];
            if Some(at) != base {
                *weight = (*weight * side[at]).clamp(0.0, MOST / 10.0) * side[at];
            }
        }
    }
    let mut points = Points::new();
    for (sign, weight) in signs.into_iter().zip(weights) {
        let side = if sign == "base" { if weight < 0.0 { "other" } else { "article" } } else { &table[sign].0 };
        #[expect(clippy::cast_possible_truncation, reason = "at most a few hundred")]
        points.insert(sign.clone(), (side.to_owned(), (weight.abs() * 10.0).round() as i32));
    }
    points
}
