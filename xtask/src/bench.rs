//! `cargo xtask bench`: named figures, each as a ratio to a floor that is measured in the same run on the same core.
//!
//! Times alone say more about a machine and its load than about the code. The floor is `std::str::from_utf8` over the same
//! texts: the least that anything which reads text must do. Each measurement is repeated in turn with the others and the
//! shortest is taken. The counting allocator of this binary changes no figure by more than the noise (measured with and
//! without it, 2026-11: 60 MB/s each).

#![expect(clippy::cast_precision_loss, reason = "figures are printed with three digits")]

mod archive;
mod formats;
mod html;
mod peers;
mod worker;

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use news_core::article::BlockKind;
use news_core::training::read_observed;
use news_core::{Article, OffsetUnit, Options, read_items, to_json};
use serde_json::{Map, Value, json};

use crate::allocs::taken_by;
use crate::checkout::{again_in_release, files_below, root};
use crate::predict::{gold_files, records};

/// Measure named figures against a floor
#[derive(Args)]
pub(crate) struct Bench {
    /// Only this figure
    name: Option<Name>,
    /// Folder with the gold data and stored pages; without it the seeds are read over and over
    #[arg(long, default_value_os_t = root().join("../shared/data"))]
    data: PathBuf,
    /// Folder with the scorers, for `peers`
    #[arg(long, default_value_os_t = root().join("../shared/eval"))]
    scorers: PathBuf,
    /// One JSON object instead of the table
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Name {
    /// Finding the parts of the story, with the language given, against the floor
    Anatomy,
    /// The same with all passes, against the floor, and the share of each pass
    Annotation,
    /// What detecting the language adds
    Language,
    /// Writing the record, as a share of reading
    Json,
    /// Allocations for a text and for its double
    Linear,
    /// The HTML parser against others; only when it is named
    Html,
    /// Web pages against other extractors, with a table and a plot in `docs/bench`; only when it is named
    Peers,
    /// Wire XML and feeds without annotation, against the floor and others, with a table in `docs/bench`; only when it is named
    Formats,
    /// `news batch` over a WARC file, against `gzip -dc` of it and the extractors of Python; only when it is named
    Archive,
}

impl Name {
    fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// A figure for people and for programs.
struct Figure {
    name: Name,
    text: String,
    values: Value,
}

const REPEATS: usize = 5;
/// Finding the parts of a story may take at most this many times as long as the floor.
const ANATOMY_TARGET: f64 = 100.0;
/// The same of reading with all passes.
const ANNOTATION_TARGET: f64 = 300.0;
/// Twice the text may take at most this many times the allocations: linear, and a little for growing lists.
const LINEAR_LIMIT: f64 = 2.2;

impl Bench {
    pub(crate) fn run(&self) -> Result<()> {
        if let Some(outcome) = again_in_release() {
            return outcome;
        }
        let others = match self.name {
            Some(Name::Html) => Some(html::figures(&self.data)?),
            Some(Name::Peers) => Some(peers::figures(&self.data, &self.scorers)?),
            Some(Name::Formats) => Some(formats::figures(&self.data)?),
            Some(Name::Archive) => Some(archive::figures(&self.data)?),
            _ => None,
        };
        if let Some((source, figure)) = others {
            self.print(&source, vec![figure]);
            return Ok(());
        }
        let wanted = |name: Name| self.name.is_none_or(|only| only == name);
        let mut figures = Vec::new();
        let mut source = String::from("seeds/text");
        if self.name != Some(Name::Linear) {
            let corpus = Corpus::load(&self.data)?;
            let times = Times::measure(&corpus);
            figures.extend([
                corpus.speed(Name::Anatomy, times.anatomy(), &times, ANATOMY_TARGET),
                corpus.speed(Name::Annotation, times.given, &times, ANNOTATION_TARGET),
                corpus.language(&times),
                times.json_share(),
            ]);
            figures.retain(|figure| wanted(figure.name));
            source.clone_from(&corpus.name);
        }
        let linear = wanted(Name::Linear).then(linear).transpose()?;
        let ratio = linear.as_ref().map_or(0.0, |(_, ratio)| *ratio);
        figures.extend(linear.map(|(figure, _)| figure));
        self.print(&source, figures);
        ensure!(
            ratio <= LINEAR_LIMIT,
            "linear: twice the text takes {ratio:.2} times the allocations, at most {LINEAR_LIMIT}"
        );
        Ok(())
    }

    fn print(&self, source: &str, figures: Vec<Figure>) {
        if self.json {
            let members = figures.into_iter().map(|figure| (figure.name.word(), figure.values));
            let texts = std::iter::once(("texts".to_owned(), source.into()));
            println!("{}", Value::Object(texts.chain(members).collect::<Map<_, _>>()));
            return;
        }
        println!("{:<10} {source}", "texts");
        for figure in figures {
            println!("{:<10} {}", figure.name.word(), figure.text);
        }
    }
}

/// The texts that are read.
struct Corpus {
    name: String,
    texts: Vec<String>,
}

impl Corpus {
    fn load(data: &std::path::Path) -> Result<Self> {
        let mut texts = Vec::new();
        if data.join("wire").is_dir() {
            for file in gold_files(&data.join("wire"), "anatomy_reuters")? {
                texts.extend(records(&file)?.iter().filter_map(|record| record["text"].as_str().map(str::to_owned)));
            }
            return Ok(Corpus { name: format!("{} Reuters stories of 1987", texts.len()), texts });
        }
        let seeds = seeds()?;
        let rounds = 50;
        texts.extend((0..rounds).flat_map(|_| seeds.iter().cloned()));
        Ok(Corpus { name: format!("{} seeds in UTF-8, {rounds} times", seeds.len()), texts })
    }

    /// How long each pass takes over all texts.
    fn passes(&self, options: &Options) -> Vec<(&'static str, Duration)> {
        let mut passes: Vec<(&'static str, Duration)> = Vec::new();
        for text in &self.texts {
            let mut last = Instant::now();
            let _ = black_box(read_observed(black_box(text.as_bytes()), options, &mut |pass| {
                let now = Instant::now();
                match passes.iter_mut().find(|(known, _)| *known == pass) {
                    Some((_, time)) => *time += now - last,
                    None => passes.push((pass, now - last)),
                }
                last = now;
            }));
        }
        passes
    }

    fn bytes(&self) -> f64 {
        self.texts.iter().map(String::len).sum::<usize>() as f64
    }

    fn speed(&self, name: Name, time: Duration, times: &Times, target: f64) -> Figure {
        let seconds = time.as_secs_f64();
        let (megabytes, stories) = (self.bytes() / 1e6 / seconds, self.texts.len() as f64 / seconds);
        let ratio = seconds / times.floor.as_secs_f64();
        let floor = self.bytes() / 1e9 / times.floor.as_secs_f64();
        let verdict = if ratio <= target { "met" } else { "missed" };
        let passes = times.passes.iter().filter(|_| name == Name::Annotation);
        let shares: Vec<(&str, f64)> = passes.map(|(pass, time)| (*pass, time.as_secs_f64() / seconds)).collect();
        let listed: Vec<String> = shares.iter().map(|(pass, share)| format!("{pass} {share:.2}")).collect();
        let listed = if listed.is_empty() { String::new() } else { format!("\n{:<10} {}", "", listed.join(", ")) };
        Figure {
            name,
            text: format!(
                "1/{ratio:.0} of from_utf8 ({floor:.1} GB/s); target 1/{target:.0} {verdict}; \
                 {megabytes:.1} MB/s, {stories:.0} stories/s{listed}"
            ),
            values: json!({
                "floor_ratio": ratio, "target": target, "floor_gb_per_s": floor, "mb_per_s": megabytes,
                "stories_per_s": stories, "shares": shares.into_iter().map(|(pass, share)| (pass.to_owned(), share.into())).collect::<Map<_, _>>(),
            }),
        }
    }

    fn language(&self, times: &Times) -> Figure {
        let added = times.detecting.as_secs_f64() - times.given.as_secs_f64();
        let microseconds = added * 1e6 / self.texts.len() as f64;
        let share = added / times.given.as_secs_f64();
        Figure {
            name: Name::Language,
            text: format!("{microseconds:.1} µs per story, {share:.2} of the time of reading with the language given"),
            values: json!({ "us_per_story": microseconds, "share_of_read": share }),
        }
    }
}

/// The shortest time of each piece of work over the whole corpus.
struct Times {
    floor: Duration,
    /// Each pass of reading with the language given, in order.
    passes: Vec<(&'static str, Duration)>,
    /// Their sum.
    given: Duration,
    /// Reading with the language to be detected.
    detecting: Duration,
    json: Duration,
}

impl Times {
    fn measure(corpus: &Corpus) -> Self {
        let mut given = Options::default();
        given.lang = Some("en".to_owned());
        let detecting = Options::default();
        let read = |options: &Options| {
            for text in &corpus.texts {
                // Copy without a story gives an error, which takes time like any other answer.
                let _ = black_box(read_items(black_box(text.as_bytes()), options));
            }
        };
        let mut passes = corpus.passes(&given);
        let articles: Vec<_> =
            corpus.texts.iter().filter_map(|text| read_items(text.as_bytes(), &given).ok()).flatten().collect();
        let mut best = Times {
            floor: Duration::MAX,
            passes: Vec::new(),
            given: Duration::MAX,
            detecting: Duration::MAX,
            json: Duration::MAX,
        };
        for _ in 0..REPEATS {
            // The floor is short, so it is taken thrice; each time other work has cooled the caches, as it has for reading.
            best.floor = best.floor.min(time(|| validate(&corpus.texts)));
            best.given = best.given.min(time(|| read(&given)));
            best.floor = best.floor.min(time(|| validate(&corpus.texts)));
            best.detecting = best.detecting.min(time(|| read(&detecting)));
            best.floor = best.floor.min(time(|| validate(&corpus.texts)));
            best.json = best.json.min(time(|| write(&articles)));
            passes =
                passes.into_iter().zip(corpus.passes(&given)).map(|((pass, a), (_, b))| (pass, a.min(b))).collect();
        }
        best.passes = passes;
        best
    }

    /// Up to the first pass over prose.
    fn anatomy(&self) -> Duration {
        self.passes.iter().filter(|(pass, _)| matches!(*pass, "anatomy" | "dateline")).map(|(_, time)| *time).sum()
    }

    fn json_share(&self) -> Figure {
        let share = self.json.as_secs_f64() / self.given.as_secs_f64();
        Figure {
            name: Name::Json,
            text: format!("{share:.2} of the time of reading"),
            values: json!({ "share_of_read": share }),
        }
    }
}

/// The floor.
fn validate(texts: &[String]) {
    for text in texts {
        let _ = black_box(std::str::from_utf8(black_box(text.as_bytes())));
    }
}

fn write(articles: &[Article]) {
    for article in articles {
        black_box(to_json(black_box(article), OffsetUnit::Scalar));
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// How a text that is made starts, so that it is read as a story.
const HEAD: &str =
    "Rivers fall across the plain\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday, the board said. ";

/// The same of a page.
const PAGE_HEAD: &str = "<!doctype html><title>Rivers fall across the plain</title><h1>Rivers fall across the plain</h1>\
                         <p>The rivers fell on Wednesday, the board said.</p>";

/// Allocations for a long story and for one twice as long; also their ratio.
fn linear() -> Result<(Figure, f64)> {
    let options = Options::default();
    let mut body = String::new();
    for seed in seeds()? {
        for article in read_items(seed.as_bytes(), &options).unwrap_or_default() {
            for block in article.body.iter().filter(|block| block.kind == BlockKind::Paragraph) {
                // On one line each: a paragraph of hard-wrapped copy would else be read by its layout.
                let words: Vec<&str> = block.span.of(&article.text).split_whitespace().collect();
                body.push_str(&words.join(" "));
                body.push_str("\n\n");
            }
        }
    }
    let body = body.repeat(4);
    let (once, twice) = (format!("{HEAD}\n\n{body}"), format!("{HEAD}\n\n{body}{body}"));
    let read = |text: &str| read_items(text.as_bytes(), &options);
    let n_blocks =
        |text| read(text).map(|articles| articles.iter().map(|article| article.blocks().len()).sum::<usize>());
    let blocks = n_blocks(&twice).context("the long story is read")?;
    let (few, many) = (taken_by(|| read(&once)), taken_by(|| read(&twice)));
    let ratio = |few: u64, many: u64| many as f64 / few.max(1) as f64;
    let (allocations, bytes) = (ratio(few.allocations, many.allocations), ratio(few.bytes, many.bytes));
    let shortest = |text: &str| (0..REPEATS).map(|_| time(|| drop(black_box(read(text))))).min().unwrap_or_default();
    let times = shortest(&twice).as_secs_f64() / shortest(&once).as_secs_f64();
    let (worst, hostile) = hostile()?;
    let figure = Figure {
        name: Name::Linear,
        text: format!(
            "allocations {allocations:.2}, bytes {bytes:.2}, time {times:.2} times for twice the text ({} kB, {blocks} blocks); \
             bytes of hostile text {hostile:.2} at most ({worst}); limit {LINEAR_LIMIT}",
            twice.len() / 1000
        ),
        values: json!({ "allocations": allocations, "bytes": bytes, "time": times, "hostile": hostile, "limit": LINEAR_LIMIT }),
    };
    Ok((figure, allocations.max(bytes).max(hostile)))
}

/// The greatest ratio of bytes taken for a hostile text and for its double, and the text.
fn hostile() -> Result<(String, f64)> {
    let mut options = Options::default();
    options.lang = Some("en".to_owned());
    let mut worst = (String::new(), 0.0);
    let copies = files_below(&root().join("seeds/hostile"), "txt")?;
    let pages = files_below(&root().join("seeds/hostile-pages"), "html")?;
    for path in copies.iter().chain(&pages) {
        let unit = fs::read_to_string(path)?;
        let (head, bytes) = match path.extension() {
            Some(kind) if kind == "html" => (PAGE_HEAD, 512 << 10),
            _ => (HEAD, 1 << 20),
        };
        let text = |bytes: usize| format!("{head}{}", unit.repeat(bytes / unit.len()));
        let taken = |text: &str| taken_by(|| read_items(text.as_bytes(), &options)).bytes;
        let ratio = taken(&text(2 * bytes)) as f64 / taken(&text(bytes)) as f64;
        if ratio > worst.1 {
            worst = (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), ratio);
        }
    }
    Ok(worst)
}

/// The seed stories that are UTF-8, in order of name.
fn seeds() -> Result<Vec<String>> {
    let files = files_below(&root().join("seeds/text"), "txt")?;
    Ok(files.iter().filter_map(|path| String::from_utf8(fs::read(path).ok()?).ok()).collect())
}
