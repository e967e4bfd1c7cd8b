//! `cargo xtask bench archive`: `news batch` over compressed WARC files, against undoing the compression alone and against
//! `FastWARC` with two extractors of Python.
//!
//! Times are those of the processor, so that other load changes them little; only the gain of a second worker is told by the
//! clock.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value, json};

use super::{Figure, Name, peers};
use crate::archive::{batch, made, prepared};
use crate::checkout::root;
use crate::python::environment;

/// Records of all files, which are several so that two workers can share them evenly.
const RECORDS: usize = 2_000;
const FILES: usize = 8;
/// `news batch` without annotation may take at most this many times as long as `gzip -dc`.
const TARGET: f64 = 3.0;
/// Two workers are to be at least so much faster than one.
const TARGET_SECOND: f64 = 1.8;
/// `FastWARC` with trafilatura is to take at least this many times as long as `news batch`.
const TARGET_TRAFILATURA: f64 = 25.0;
/// Each measurement is repeated in turn with the others, and the shortest counts.
const REPEATS: usize = 3;

/// A part of trafilatura needs `lxml_html_clean` and does not name it.
const PACKAGES: &[&str] = &["fastwarc==2.0.1", "resiliparse==2.0.1", "trafilatura==2.3.1", "lxml_html_clean==0.4.3"];

/// Makes a command that is measured.
type Make<'a> = Box<dyn Fn() -> Result<Command> + 'a>;

pub(super) fn figures(data: &Path) -> Result<(String, Figure)> {
    let (news, folder) = prepared("bench")?;
    let inputs: Vec<PathBuf> = (0..FILES).map(|n| folder.join(format!("pages-{n}.warc.gz"))).collect();
    let (source, raw) = write(&inputs, data)?;
    let runs: Vec<(&str, Make<'_>)> = vec![
        ("gzip -dc", Box::new(|| Ok(quiet(Command::new("gzip").arg("-dc").args(&inputs))))),
        ("parts alone, 1 worker", ours(&news, &folder, &inputs, &["-j", "1", "--anatomy"])),
        ("annotated, 1 worker", ours(&news, &folder, &inputs, &["-j", "1"])),
        ("annotated, 2 workers", ours(&news, &folder, &inputs, &["-j", "2"])),
    ];
    let mut best = vec![(Duration::MAX, Duration::MAX); runs.len()];
    for _ in 0..REPEATS {
        for ((_, command), best) in runs.iter().zip(&mut best) {
            let (cpu, clock) = measured(&mut command()?)?;
            *best = (best.0.min(cpu), best.1.min(clock));
        }
    }
    let mut lines: Vec<(String, Duration, Duration)> =
        runs.iter().zip(best).map(|((name, _), (cpu, clock))| ((*name).to_owned(), cpu, clock)).collect();
    let python = environment(&root().join("target/bench-archive"), PACKAGES)?;
    for extractor in ["resiliparse", "trafilatura"] {
        let script = root().join("xtask/templates/archive.py");
        let mut command = Command::new(&python);
        command.arg(script).arg(extractor).args(&inputs);
        let (cpu, clock) = measured(&mut quiet(&mut command))?;
        lines.push((format!("FastWARC and {extractor}"), cpu, clock));
    }
    Ok((source, figure(&lines, raw)))
}

fn figure(lines: &[(String, Duration, Duration)], raw: u64) -> Figure {
    let floor = lines[0].1.as_secs_f64();
    let mut values = Map::new();
    let mut text = String::new();
    for (name, cpu, clock) in lines {
        let (cpu, clock) = (cpu.as_secs_f64(), clock.as_secs_f64());
        let (ratio, speed) = (cpu / floor, raw as f64 / 1e6 / cpu);
        let _ = write!(
            text,
            "{name:<26} {ratio:6.1} of gzip -dc, {speed:4.0} MB/s of a processor, {clock:.1} s\n{:<10} ",
            ""
        );
        values.insert(name.clone(), json!({ "ratio": ratio, "mb_per_s": speed, "clock": clock }));
    }
    let cpu = |n: usize| lines[n].1.as_secs_f64();
    let second = lines[2].2.as_secs_f64() / lines[3].2.as_secs_f64();
    let verdict = |met: bool| if met { "met" } else { "missed" };
    let _ = write!(
        text,
        "parts alone at most {TARGET} of gzip -dc: {}; two workers {second:.2} times one, at least {TARGET_SECOND}: {}; \
         FastWARC and trafilatura {:.0} times parts alone, at least {TARGET_TRAFILATURA}: {}",
        verdict(cpu(1) / floor <= TARGET),
        verdict(second >= TARGET_SECOND),
        cpu(5) / cpu(1),
        verdict(cpu(5) / cpu(1) >= TARGET_TRAFILATURA),
    );
    Figure { name: Name::Archive, text, values: Value::Object(values) }
}

/// Writes the files: stored pages again and again, or generated ones. Gives what they are, and their bytes without compression.
fn write(inputs: &[PathBuf], data: &Path) -> Result<(String, u64)> {
    let stored = data.join("extraction");
    let pages = if stored.is_dir() { peers::pages(&stored)? } else { Vec::new() };
    let each = RECORDS / inputs.len();
    let mut raw = 0;
    for (input, first) in inputs.iter().zip((0..).step_by(each)) {
        let mut file = BufWriter::new(File::create(input)?);
        if pages.is_empty() {
            made::write(&mut file, made::Storage::Gzip, first, each)?;
        }
        for n in (first..first + each).filter(|_| !pages.is_empty()) {
            let page = &pages[n % pages.len()];
            file.write_all(&made::page(&format!("{}#{n}", page.url), page.html.as_bytes())?)?;
        }
        file.flush()?;
        raw += io::copy(&mut MultiGzDecoder::new(File::open(input)?), &mut io::sink())?;
    }
    let what = if pages.is_empty() { "generated".to_owned() } else { format!("of {} stored pages", pages.len()) };
    Ok((format!("{RECORDS} records, {what}"), raw))
}

fn ours<'a>(news: &'a Path, folder: &'a Path, inputs: &'a [PathBuf], more: &'a [&'a str]) -> Make<'a> {
    Box::new(move || {
        let out = folder.join("out");
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        Ok(batch(news, &out, inputs, &[&["--exit-zero"], more].concat()))
    })
}

fn quiet(command: &mut Command) -> Command {
    let mut quiet = Command::new(command.get_program());
    quiet.args(command.get_args()).stdout(Stdio::null());
    quiet
}

/// Time of the processor and of the clock that a command takes.
fn measured(command: &mut Command) -> Result<(Duration, Duration)> {
    let (before, start) = (children()?, Instant::now());
    let status = command.status()?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok((children()?.saturating_sub(before), start.elapsed()))
}

/// Time of the processor that ended children took (Linux).
fn children() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |field: usize| fields.get(field).and_then(|ticks| ticks.parse::<u64>().ok());
    let (user, system) = ticks(13).zip(ticks(14)).context("/proc/self/stat has 52 fields")?;
    // A tick is a hundredth of a second on every Linux in use.
    Ok(Duration::from_millis((user + system) * 10))
}
