//! `cargo xtask bench formats`: wire XML and feeds without annotation, against the floor, and feeds against other readers.
//!
//! Ours is the whole way from bytes to drafts: encoding, format, tree, fields, blocks, source map, and their release. No gold
//! feed is as long as those that newsrooms send, so feeds are made of stories by our writer: thirty items each, every second
//! feed with its HTML in CDATA as most sites write it, the others with every mark escaped.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use news_core::training::read_drafts;
use news_core::{Layout, Options, Several, output_named, read_items};
use serde_json::{Map, Value, json};

use super::worker::{Answer, Worker, build};
use super::{Corpus, Figure, Name, REPEATS, time, validate};
use crate::allocs::taken_by;
use crate::checkout::{files_below, root};
use crate::python::environment;

/// Folders of gold files by format; without gold the seeds are read over and over.
const FORMATS: [(&str, &str); 2] = [("nitf", "nitf"), ("newsmlg2", "newsml-g2")];
/// Reading may take at most this many times as long as the floor.
const TARGET: f64 = 60.0;
/// Items of a feed, and feeds.
const FEEDS: (usize, usize) = (30, 10);
const PYTHON: [&str; 1] = ["feedparser==6.0.14"];

pub(super) fn figures(data: &Path) -> Result<(String, Figure)> {
    let has_data = data.join("formats").is_dir();
    let mut corpora = Vec::new();
    for (format, folder) in FORMATS {
        let folder = if has_data { data.join("formats").join(folder) } else { root().join("seeds").join(format) };
        let texts = files_below(&folder, "xml")?.into_iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
        corpora.push(Corpus { name: format.to_owned(), texts });
    }
    let stories = Corpus::load(data)?.texts;
    corpora.push(Corpus { name: "rss".to_owned(), texts: feeds(&stories)? });
    let rows: Vec<Row> = corpora.iter().map(Row::measure).collect();
    let readers = compare(&corpora.last().context("feeds stand last")?.texts)?;
    let source = if has_data { "gold files; feeds of gold stories" } else { "seeds; feeds of seeds" };
    report(source, &rows, &readers)
}

/// Feeds that hold the stories.
fn feeds(stories: &[String]) -> Result<Vec<String>> {
    let output = output_named("rss")?;
    let Several::Joined { head, foot, .. } = output.several else { return Ok(Vec::new()) };
    let articles =
        stories.iter().flat_map(|story| read_items(story.as_bytes(), &Options::default()).unwrap_or_default());
    let items: Vec<String> =
        articles.take(FEEDS.0 * FEEDS.1).map(|article| output.write(&article, Layout::default())).collect();
    let feed = |(n, items): (usize, &[String])| {
        let items: String = if n % 2 == 0 { items.iter().map(|item| in_cdata(item)).collect() } else { items.concat() };
        format!("{head}{items}{foot}")
    };
    Ok(items.chunks(FEEDS.0).enumerate().map(feed).collect())
}

/// An item with its content as CDATA.
fn in_cdata(item: &str) -> String {
    let (open, close) = ("<content:encoded>", "</content:encoded>");
    let parts = item.split_once(open).and_then(|(before, rest)| Some((before, rest.split_once(close)?)));
    let Some((before, (content, behind))) = parts else { return item.to_owned() };
    let content = content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    format!("{before}{open}<![CDATA[{content}]]>{close}{behind}")
}

/// A format with its figures.
struct Row {
    name: String,
    documents: usize,
    bytes: f64,
    floor: Duration,
    reading: Duration,
    /// Of one document, all tables built.
    allocations: f64,
}

impl Row {
    fn measure(corpus: &Corpus) -> Self {
        let options = Options::default();
        let read = || {
            for text in &corpus.texts {
                let _ = black_box(read_drafts(black_box(text.as_bytes()), &options));
            }
        };
        read();
        let allocations = taken_by(read).allocations as f64 / corpus.texts.len() as f64;
        let (mut floor, mut reading) = (Duration::MAX, Duration::MAX);
        for _ in 0..REPEATS * 10 {
            // Reading has cooled the caches for the floor as the floor has not for reading: both meet what the other leaves.
            floor = floor.min(time(|| validate(&corpus.texts)));
            reading = reading.min(time(read));
        }
        let (name, documents, bytes) = (corpus.name.clone(), corpus.texts.len(), corpus.bytes());
        Row { name, documents, bytes, floor, reading, allocations }
    }

    fn ratio(&self) -> f64 {
        self.reading.as_secs_f64() / self.floor.as_secs_f64()
    }

    fn megabytes(&self) -> f64 {
        self.bytes / 1e6 / self.reading.as_secs_f64()
    }

    fn gigabytes(&self) -> f64 {
        self.bytes / 1e9 / self.floor.as_secs_f64()
    }
}

/// A reader of feeds: its name, the sum of its shortest times, and how many items it found.
struct Reader {
    name: String,
    times: Vec<Duration>,
    items: u64,
}

/// Gives every feed to every reader in turn, ours first.
fn compare(feeds: &[String]) -> Result<Vec<Reader>> {
    let folder = root().join("target/bench");
    let template = (include_str!("../../templates/feeds/Cargo.toml"), include_str!("../../templates/feeds/main.rs"));
    let mut in_rust = Command::new(build(&folder, "feeds", template)?);
    let mut in_python = Command::new(environment(&folder.join("feeds-python"), &PYTHON)?);
    in_python.args(["-c", include_str!("../../templates/feeds/feeds.py")]);
    let mut workers = [Worker::start(&mut in_rust)?, Worker::start(&mut in_python)?];
    let mut readers: Vec<Reader> = Vec::new();
    for turn in 0..REPEATS {
        for (n, feed) in feeds.iter().enumerate() {
            let mut answers = ours(feed);
            for worker in &mut workers {
                answers.extend(worker.turn(&json!({ "text": feed }))?);
            }
            for (at, answer) in answers.into_iter().enumerate() {
                if readers.len() == at {
                    readers.push(Reader {
                        name: answer.name.clone(),
                        times: vec![Duration::MAX; feeds.len()],
                        items: 0,
                    });
                }
                let Some(reader) = readers.get_mut(at) else { continue };
                reader.times.get_mut(n).into_iter().for_each(|best| *best = answer.time.min(*best));
                reader.items += if turn == 0 { answer.found.as_u64().unwrap_or_default() } else { 0 };
            }
        }
    }
    Ok(readers)
}

/// Ours without annotation and with all passes.
fn ours(feed: &str) -> Vec<Answer> {
    let options = Options::default();
    let answer = |name: &str, read: &dyn Fn() -> usize| {
        let mut found = 0;
        let time = time(|| found = read());
        Answer { name: name.to_owned(), time, found: found.into() }
    };
    vec![
        // The feed itself is a part, too.
        answer("news", &|| read_drafts(black_box(feed.as_bytes()), &options).map_or(0, |parts| parts - 1)),
        answer("news with annotation", &|| {
            read_items(black_box(feed.as_bytes()), &options).map_or(0, |items| items.len())
        }),
    ]
}

/// Writes the tables.
fn report(source: &str, rows: &[Row], readers: &[Reader]) -> Result<(String, Figure)> {
    let mut table = format!(
        "# Wire XML and feeds: speed\n\n{source}. In memory, on one core in one run, from bytes to drafts without any pass. \
         The floor is `str::from_utf8` over the same bytes. Made by `cargo xtask bench formats`.\n\n\
         | format | documents | kB each | MB/s | of the floor | floor GB/s | allocations each |\n|---|---|---|---|---|---|---|\n"
    );
    let (mut lines, mut figures) = (Vec::new(), Map::new());
    for row in rows {
        let (ratio, megabytes, kilobytes) = (row.ratio(), row.megabytes(), row.bytes / 1e3 / row.documents as f64);
        let verdict = if ratio <= TARGET { "met" } else { "missed" };
        lines.push(format!(
            "{} 1/{ratio:.0} of from_utf8; target 1/{TARGET:.0} {verdict}; {megabytes:.0} MB/s",
            row.name
        ));
        writeln!(
            table,
            "| {} | {} | {kilobytes:.1} | {megabytes:.0} | 1/{ratio:.0} | {:.1} | {:.0} |",
            row.name,
            row.documents,
            row.gigabytes(),
            row.allocations
        )?;
        let values =
            json!({ "floor_ratio": ratio, "target": TARGET, "mb_per_s": megabytes, "allocations": row.allocations });
        figures.insert(row.name.clone(), values);
    }
    writeln!(
        table,
        "\nThe same feeds, feed by feed in turn:\n\n| reader | ms a feed | times ours | items found |\n|---|---|---|---|"
    )?;
    let sum = |reader: &Reader| reader.times.iter().sum::<Duration>().as_secs_f64() * 1e3 / reader.times.len() as f64;
    let own = readers.first().map_or(1.0, sum);
    for reader in readers {
        writeln!(table, "| {} | {:.2} | {:.1} | {} |", reader.name, sum(reader), sum(reader) / own, reader.items)?;
        figures.insert(reader.name.clone(), json!({ "ms": sum(reader), "times_ours": sum(reader) / own }));
    }
    fs::write(root().join("docs/bench/formats.md"), &table)?;
    let text = format!("{}\n\n{table}", lines.join(&format!("\n{:<10} ", "")));
    Ok((source.to_owned(), Figure { name: Name::Formats, text, values: Value::Object(figures) }))
}
