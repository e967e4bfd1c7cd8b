//! `cargo xtask bench peers`: stored web pages through other extractors and ours, in one run: speed and accuracy.
//!
//! Others are trafilatura and turbohtml in a Python environment, rs-trafilatura and `dom_smoothie` in a crate that holds ours
//! too, all of pinned versions from their registries and below `target`; no member of the workspace depends on them. Every extractor
//! reads all pages, as in a batch, before the next one has its turn: page by page, the fastest would find caches that others
//! emptied. Of several turns the shortest counts for each page. Pages are in memory and decoded, the address is given, the fields beside the
//! body are asked for. Ours also decodes.
//!
//! Pages of more than a megabyte are timed with ours alone: rs-trafilatura takes minutes and gigabytes for some.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use news_core::{Options, read};
use serde_json::{Value, json};

use super::worker::{Answer, Worker, build};
use super::{Figure, Name};
use crate::allocs::counter;
use crate::checkout::root;
use crate::predict::{extraction, records};
use crate::python::environment;

/// Sets of pages with the figure of their scorer.
const SETS: [&str; 2] = ["zyte", "fundus"];
const TURNS: usize = 3;
/// Longer pages are not given to others.
const LONG: usize = 1_000_000;
/// How many times as fast as each other extractor ours is to be.
const TARGETS: [(&str, &str, f64); 5] = [
    (OURS, "trafilatura", 40.0),
    (OURS, "rs-trafilatura", 20.0),
    (OURS, "dom_smoothie", 4.0),
    (OURS, "turbohtml", 1.0),
    (ANNOTATED, "trafilatura", 15.0),
];
/// A part of trafilatura needs `lxml_html_clean` and does not name it.
const PYTHON: [&str; 4] = ["trafilatura==2.3.1", "lxml_html_clean==0.4.3", "turbohtml==1.15.4", "matplotlib==3.11.2"];
const OURS: &str = "news";
const ANNOTATED: &str = "news with annotation";

/// Measures all extractors, and writes a table and a plot to `docs/bench`.
pub(super) fn figures(data: &Path, scorers: &Path) -> Result<(String, Figure)> {
    let folder = root().join("target/bench");
    let python = environment(&folder.join("peers-python"), &PYTHON)?;
    let core = root().join("crates/news-core");
    let manifest = include_str!("../../templates/peers/Cargo.toml").replace("@core@", &core.to_string_lossy());
    let mut in_rust =
        Command::new(build(&folder, "peers", (&manifest, include_str!("../../templates/peers/main.rs")))?);
    let mut in_python = Command::new(&python);
    in_python.args(["-c", include_str!("../../templates/peers/peers.py")]);
    let mut workers = [Worker::start(&mut in_rust)?, Worker::start(&mut in_python)?];
    let pages = pages(&data.join("extraction"))?;
    let (short, long): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|page| page.html.len() <= LONG);
    let mut extractors = measure(&short, &mut workers)?;
    for extractor in &mut extractors {
        extractor.score(&short, data, scorers, &folder)?;
    }
    let source = format!("{} pages of {}", short.len(), SETS.join(" and "));
    let figure = report(&source, &extractors, &allocations(&short), &of_long(&long))?;
    plot(&extractors, &python)?;
    Ok((source, figure))
}

/// Gives all pages to every extractor in turn, ours first.
fn measure(pages: &[&Page], workers: &mut [Worker]) -> Result<Vec<Extractor>> {
    let inputs = pages.iter().map(|page| json!({ "html": page.html, "url": page.url })).collect();
    let mut extractors: Vec<Extractor> = Vec::new();
    for _ in 0..TURNS {
        let mut answers: Vec<Answer> = Vec::new();
        for worker in &mut *workers {
            answers.extend(worker.turn(&inputs)?);
        }
        extractors.resize_with(answers.len() / pages.len(), Extractor::default);
        for (extractor, answers) in extractors.iter_mut().zip(answers.chunks(pages.len())) {
            for ((n, page), answer) in pages.iter().enumerate().zip(answers) {
                extractor.take(n, page, answer);
            }
        }
    }
    Ok(extractors)
}

pub(super) struct Page {
    set: &'static str,
    id: String,
    pub(super) url: String,
    pub(super) html: String,
}

pub(super) fn pages(folder: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for set in SETS {
        let folder = folder.join(set);
        for record in records(&folder.join("gold.jsonl"))? {
            let id = record["id"].as_str().context("a gold line has an id")?.to_owned();
            let html = String::from_utf8_lossy(&extraction::page(&folder, &id)?).into_owned();
            pages.push(Page { set, id, url: record["url"].as_str().unwrap_or_default().to_owned(), html });
        }
    }
    Ok(pages)
}

fn options(page: &Page, name: &str) -> Options {
    let mut options = Options::default().from("html");
    options.url = Some(page.url.clone());
    options.anatomy = name == OURS;
    options
}

/// An extractor with its shortest time and its find for each page.
#[derive(Default)]
struct Extractor {
    name: String,
    times: Vec<Duration>,
    found: Vec<Value>,
    /// Body F1 of each set.
    f1: Vec<f64>,
}

impl Extractor {
    fn take(&mut self, n: usize, page: &Page, answer: &Answer) {
        if let Some(best) = self.times.get_mut(n) {
            *best = answer.time.min(*best);
        } else {
            let is_record = [OURS, ANNOTATED].contains(&answer.name.as_str());
            let found = &answer.found;
            self.name.clone_from(&answer.name);
            self.times.push(answer.time);
            self.found.push(if is_record { extraction::project(&page.id, found, false) } else { found.clone() });
        }
    }

    fn score(&mut self, pages: &[&Page], data: &Path, scorers: &Path, folder: &Path) -> Result<()> {
        for set in SETS {
            let found = pages.iter().zip(&self.found).filter(|(page, _)| page.set == set);
            let lines: String = found.map(|(page, found)| prediction(&page.id, found).to_string() + "\n").collect();
            let path = folder.join("peers.pred.jsonl");
            fs::write(&path, lines)?;
            // The long pages are left out of both sides.
            let gold = folder.join("peers-gold");
            fs::create_dir_all(&gold)?;
            let kept = records(&data.join("extraction").join(set).join("gold.jsonl"))?;
            let kept = kept.iter().filter(|record| pages.iter().any(|page| record["id"] == page.id.as_str()));
            fs::write(gold.join("gold.jsonl"), kept.map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
            let scorer = scorers.join("score_extraction.py");
            let output = Command::new("python3").arg(&scorer).arg(&gold).arg(&path).arg("--json").output()?;
            ensure!(output.status.success(), "{}: {}", scorer.display(), String::from_utf8_lossy(&output.stderr));
            let figures: Value = serde_json::from_slice(&output.stdout)?;
            self.f1.push(figures["f1"].as_f64().with_context(|| format!("{}: no body F1", scorer.display()))?);
        }
        Ok(())
    }

    fn mean(&self) -> f64 {
        self.times.iter().sum::<Duration>().as_secs_f64() * 1e3 / self.times.len() as f64
    }

    /// Milliseconds that so many of a hundred pages take at most.
    fn percentile(&self, of_hundred: usize) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        let at = (times.len() * of_hundred).div_ceil(100).saturating_sub(1);
        times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }

    fn accuracy(&self) -> f64 {
        self.f1.iter().sum::<f64>() / self.f1.len() as f64
    }
}

fn prediction(id: &str, found: &Value) -> Value {
    let authors = match &found["authors"] {
        Value::Array(authors) => authors.clone(),
        Value::Null => Vec::new(),
        author => vec![author.clone()],
    };
    let body = if found["body"].is_null() { json!("") } else { found["body"].clone() };
    json!({ "id": id, "headline": found["headline"], "authors": authors, "published": found["published"], "body": body })
}

/// Allocations of our reading of a page with all tables built.
struct Allocations {
    /// Up to the fields.
    mean: f64,
    most: u64,
    /// With all passes.
    annotated: f64,
}

fn allocations(pages: &[&Page]) -> Allocations {
    let taken = |page: &&Page, name| {
        let options = options(page, name);
        let taken = counter();
        let read = read(page.html.as_bytes(), &options);
        let allocations = taken().allocations;
        drop(black_box(read));
        allocations
    };
    // Tables are built by who reads first.
    for page in pages {
        taken(page, ANNOTATED);
    }
    let fields: Vec<u64> = pages.iter().map(|page| taken(page, OURS)).collect();
    let annotated: u64 = pages.iter().map(|page| taken(page, ANNOTATED)).sum();
    Allocations {
        mean: fields.iter().sum::<u64>() as f64 / fields.len() as f64,
        most: fields.iter().copied().max().unwrap_or_default(),
        annotated: annotated as f64 / pages.len() as f64,
    }
}

/// Name, size in MB and milliseconds of each long page, up to the fields.
fn of_long(pages: &[&Page]) -> Vec<(String, f64, f64)> {
    let timed = |page: &Page| {
        let start = Instant::now();
        drop(black_box(read(page.html.as_bytes(), &options(page, OURS))));
        start.elapsed()
    };
    let shortest = |page: &Page| (0..TURNS).map(|_| timed(page)).min().unwrap_or_default();
    let row = |page: &&Page| (page.id.clone(), page.html.len() as f64 / 1e6, milliseconds(shortest(page)));
    pages.iter().map(row).collect()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Writes the table.
fn report(source: &str, extractors: &[Extractor], taken: &Allocations, long: &[(String, f64, f64)]) -> Result<Figure> {
    let ours = extractors.first().context("ours is the first")?;
    let mut table = format!(
        "# Web pages: accuracy and speed\n\n\
         {source} (at most a megabyte each), in memory, on one core in one run, extractor by extractor; \
         fields beside the body included. Body F1 by the scorer of each set. Made by `cargo xtask bench peers`.\n\n\
         | extractor | F1 {} | F1 {} | ms a page | median | p99 | times ours |\n|---|---|---|---|---|---|---|\n",
        SETS[0], SETS[1],
    );
    for one in extractors {
        let f1: Vec<String> = one.f1.iter().map(|f1| format!("{f1:.3}")).collect();
        writeln!(
            table,
            "| {} | {} | {:.2} | {:.2} | {:.2} | {:.1} |",
            one.name,
            f1.join(" | "),
            one.mean(),
            one.percentile(50),
            one.percentile(99),
            one.mean() / ours.mean(),
        )?;
    }
    writeln!(
        table,
        "\nOurs takes {:.0} allocations a page, {} at most, {:.0} with annotation.",
        taken.mean, taken.most, taken.annotated
    )?;
    for (_, megabytes, ms) in long {
        writeln!(table, "A page of {megabytes:.1} MB, not given to the others, takes {ms:.1} ms.")?;
    }
    table.push_str("\n![Accuracy against speed](peers.svg)\n");
    let folder = root().join("docs/bench");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("peers.md"), &table)?;
    let verdicts = verdicts(extractors);
    let rows = extractors.iter().map(|one| {
        json!({
            "name": one.name, "f1": one.f1, "ms": one.mean(), "p50": one.percentile(50), "p99": one.percentile(99),
        })
    });
    let values = json!({
        "extractors": rows.collect::<Vec<_>>(), "allocations": taken.mean, "allocations_most": taken.most,
        "allocations_annotated": taken.annotated,
        "long": long.iter().map(|(id, mb, ms)| json!({ "page": id, "mb": mb, "ms": ms })).collect::<Vec<_>>(),
    });
    Ok(Figure { name: Name::Peers, text: format!("{verdicts}\n\n{table}"), values })
}

/// How many times as fast ours is as each of the others, with what it is to be.
fn verdicts(extractors: &[Extractor]) -> String {
    let of = |name: &str| extractors.iter().find(|one| one.name.split(' ').next() == Some(name));
    let mut verdicts = Vec::new();
    for (ours, name, target) in TARGETS {
        let ours = extractors.iter().find(|one| one.name == ours);
        let Some((ours, other)) = ours.zip(of(name)) else { continue };
        let ratio = other.mean() / ours.mean();
        let verdict = if ratio >= target { "met" } else { "missed" };
        verdicts.push(format!("{} {ratio:.1} times as fast as {name}, target {target:.0} {verdict}", ours.name));
    }
    verdicts.join("; ")
}

fn plot(extractors: &[Extractor], python: &Path) -> Result<()> {
    let point = |one: &Extractor| json!({ "name": one.name, "ms": one.mean(), "f1": one.accuracy() });
    let points = Value::from(extractors.iter().map(point).collect::<Vec<_>>());
    let mut command = Command::new(python);
    command.args(["-c", include_str!("../../templates/peers/plot.py")]).arg(root().join("docs/bench/peers.svg"));
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().context("python")?;
    writeln!(process.stdin.take().context("a pipe to python")?, "{points}")?;
    ensure!(process.wait()?.success(), "python draws no plot");
    Ok(())
}
