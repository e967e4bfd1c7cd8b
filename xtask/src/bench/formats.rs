//! `cargo xtask bench formats`: reading the formats of the wire without annotation, against the floor.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use news_core::Options;
use serde_json::{Map, Value, json};

use super::{Corpus, Figure, Name, REPEATS, time, validate};
use crate::checkout::{files_below, root};

/// Folders of gold files by format; without gold the seeds are read over and over.
const FORMATS: &[(&str, &str)] = &[("nitf", "nitf"), ("newsmlg2", "newsml-g2")];
/// Reading may take at most this many times as long as the floor.
const TARGET: f64 = 60.0;

pub(super) fn figures(data: &Path) -> Result<(String, Figure)> {
    let has_data = data.join("formats").is_dir();
    let mut figures = Map::new();
    let mut lines = Vec::new();
    for (format, folder) in FORMATS {
        let folder = if has_data { data.join("formats").join(folder) } else { root().join("seeds").join(format) };
        let mut texts = Vec::new();
        for path in files_below(&folder, "xml")? {
            texts.extend(String::from_utf8(fs::read(path)?).ok());
        }
        let texts: Vec<String> = (0..20).flat_map(|_| texts.iter().cloned()).collect();
        let corpus = Corpus { name: (*format).to_owned(), texts };
        let (floor, reading) = measure(&corpus);
        let ratio = reading.as_secs_f64() / floor.as_secs_f64();
        let verdict = if ratio <= TARGET { "met" } else { "missed" };
        let megabytes = corpus.bytes() / 1e6 / reading.as_secs_f64();
        lines.push(format!("{format} 1/{ratio:.0} of from_utf8; target 1/{TARGET:.0} {verdict}; {megabytes:.0} MB/s"));
        figures.insert((*format).to_owned(), json!({ "floor_ratio": ratio, "target": TARGET, "mb_per_s": megabytes }));
    }
    let source = if has_data { "gold files, 20 times" } else { "seeds, 20 times" };
    let figure =
        Figure { name: Name::Formats, text: lines.join(&format!("\n{:<10} ", "")), values: Value::Object(figures) };
    Ok((source.to_owned(), figure))
}

/// The floor, and reading up to the first pass.
fn measure(corpus: &Corpus) -> (Duration, Duration) {
    let mut options = Options::default();
    options.lang = Some("en".to_owned());
    let (mut floor, mut reading) = (Duration::MAX, Duration::MAX);
    for _ in 0..REPEATS {
        floor = floor.min(time(|| validate(&corpus.texts)));
        let passes = corpus.passes(&options);
        let anatomy = passes.iter().find(|(pass, _)| *pass == "anatomy").map_or(Duration::MAX, |(_, time)| *time);
        reading = reading.min(anatomy);
        floor = floor.min(time(|| validate(&corpus.texts)));
    }
    (floor, reading)
}
