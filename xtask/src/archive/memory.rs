//! `cargo xtask archive memory`: what a run holds in memory while it reads a file of a gigabyte.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::made::{self, Storage};
use super::{batch, prepared};

/// Records are made in sets of so many until the file is large enough.
const SET: usize = 1_000;
/// A run may hold this, and `DOCUMENTS` times the largest document, for each of its workers.
const BASE: u64 = 96 << 20;
const DOCUMENTS: u64 = 4;
/// How often the memory is looked at.
const PAUSE: Duration = Duration::from_millis(100);
/// The last quarter of a run may hold so many hundredths of what the second does.
const GROWTH: u64 = 110;

pub(super) fn run(megabytes: u64) -> Result<()> {
    let (news, folder) = prepared("memory")?;
    let input = folder.join("large.warc.gz");
    let largest = make(&input, megabytes * 1_000_000)?;
    println!("{}: {} MB, the largest document has {} kB", input.display(), megabytes, largest / 1_000);
    for jobs in [1, 2] {
        let out = folder.join(format!("out-{jobs}"));
        let mut child =
            batch(&news, &out, std::slice::from_ref(&input), &["--exit-zero", "-j", &jobs.to_string()]).spawn()?;
        let held = watch(&mut child)?;
        let status = child.wait()?;
        ensure!(status.success(), "the run ended with {status}");
        let most = held.iter().max().copied().context("the run was too short to be seen")?;
        let quarters: Vec<u64> = held.chunks(held.len().div_ceil(4)).map(median).collect();
        let bound = jobs * (BASE + DOCUMENTS * largest);
        println!(
            "{jobs} workers: at most {} MB, allowed are {} MB; medians of the quarters of the run {:?} MB",
            most >> 20,
            bound >> 20,
            quarters.iter().map(|bytes| bytes >> 20).collect::<Vec<_>>(),
        );
        ensure!(most <= bound, "{jobs} workers hold too much");
        let is_flat = quarters.len() == 4 && quarters[3] * 100 <= quarters[1] * GROWTH;
        ensure!(is_flat, "{jobs} workers hold more and more");
    }
    Ok(())
}

/// Writes the file, and gives the bytes of its largest document.
fn make(input: &Path, bytes: u64) -> Result<u64> {
    let mut file = BufWriter::new(File::create(input)?);
    let (mut first, mut largest) = (0, 0);
    while fs::metadata(input)?.len() < bytes {
        let planted = made::write(&mut file, Storage::Gzip, first, SET)?;
        largest = largest.max(planted.largest);
        file.flush()?;
        first += SET;
    }
    Ok(largest)
}

/// Resident bytes of a process, again and again until it ends.
fn watch(child: &mut Child) -> Result<Vec<u64>> {
    let status = format!("/proc/{}/status", child.id());
    let mut held = Vec::new();
    while child.try_wait()?.is_none() {
        let resident = fs::read_to_string(&status).unwrap_or_default();
        let line = resident.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim_end_matches("kB").trim().parse::<u64>().ok());
        held.extend(kilobytes.map(|kilobytes| kilobytes << 10));
        thread::sleep(PAUSE);
    }
    Ok(held)
}

fn median(held: &[u64]) -> u64 {
    let mut held = held.to_vec();
    held.sort_unstable();
    held.get(held.len() / 2).copied().unwrap_or_default()
}
