//! `cargo xtask allocs`: how often and how much the parser allocates for each seed.
//!
//! Counts do not depend on the machine or its load, so a check can hold them where it could not hold times. They do depend
//! a little on the build; the committed ones are of the development profile, which is what the alias runs.

use std::alloc::System;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;

use anyhow::{Context, Result, bail};
use clap::Args;
use news_core::Options;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::checkout::{files_below, root};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Count allocations per seed story
#[derive(Args)]
pub(crate) struct Allocs {
    /// Fail if a seed allocates more than the committed count and 5 %, write nothing
    #[arg(long)]
    pub(crate) check: bool,
}

/// Growth that is let pass: a field more in the model, another order of a list.
const GROWTH_PERCENT: u64 = 5;

/// What a piece of work took from the allocator.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Taken {
    /// Blocks taken or moved.
    pub(crate) allocations: u64,
    /// Bytes asked for, growth of moved blocks included.
    pub(crate) bytes: u64,
}

/// Counts what `work` takes from the allocator. Nothing else may run meanwhile.
pub(crate) fn taken_by<T>(work: impl FnOnce() -> T) -> Taken {
    let taken = counter();
    black_box(work());
    taken()
}

/// Tells what has been taken from the allocator since.
pub(crate) fn counter() -> impl Fn() -> Taken {
    let region = Region::new(ALLOCATOR);
    move || {
        let change = region.change();
        Taken { allocations: (change.allocations + change.reallocations) as u64, bytes: change.bytes_allocated as u64 }
    }
}

/// MiB that are allocated and not freed.
pub(crate) fn live_mib() -> f64 {
    let stats = ALLOCATOR.stats();
    let bytes = stats.bytes_allocated.saturating_sub(stats.bytes_deallocated);
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
}

impl Allocs {
    pub(crate) fn run(&self) -> Result<()> {
        let counts = count()?;
        let path = root().join("crates/news-core/benches/allocs.tsv");
        if self.check {
            let committed = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            return compare(&parse(&committed)?, &counts);
        }
        let mut table = String::from(
            "# Allocations of `news_core::read_items` per seed, by `cargo xtask allocs`; the check lets 5 % of growth pass.\n\
             # seed\tallocations\tbytes\n",
        );
        for (seed, taken) in &counts {
            writeln!(table, "{seed}\t{}\t{}", taken.allocations, taken.bytes)?;
        }
        fs::create_dir_all(path.parent().context("the table lies in a folder")?)?;
        fs::write(&path, table).with_context(|| path.display().to_string())
    }
}

type Counts = BTreeMap<String, Taken>;

fn count() -> Result<Counts> {
    let mut counts = Counts::new();
    for path in files_below(&root().join("seeds/text"), "txt")? {
        let seed = fs::read(&path)?;
        let options = Options::default();
        let read = || news_core::read_items(&seed, &options);
        // The first read also builds the tables that are made once.
        black_box(read().with_context(|| path.display().to_string())?);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        counts.insert(name, taken_by(read));
    }
    Ok(counts)
}

fn parse(table: &str) -> Result<Counts> {
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let seed = cells.next()?.to_owned();
        Some((seed, Taken { allocations: cells.next()?.parse().ok()?, bytes: cells.next()?.parse().ok()? }))
    };
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| row(line).with_context(|| format!("allocs.tsv: expected seed, allocations, bytes, found {line:?}")))
        .collect()
}

fn compare(committed: &Counts, counts: &Counts) -> Result<()> {
    let mut wrong = Vec::new();
    let limit = |count: u64| count + count * GROWTH_PERCENT / 100;
    for (seed, now) in counts {
        match committed.get(seed) {
            None => wrong.push(format!("  {seed}: not in the table")),
            Some(then) if now.allocations > limit(then.allocations) || now.bytes > limit(then.bytes) => {
                wrong.push(format!(
                    "  {seed}: {} allocations of {} bytes, were {} of {}",
                    now.allocations, now.bytes, then.allocations, then.bytes
                ));
            }
            Some(_) => {}
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!(
        "allocations grew by more than {GROWTH_PERCENT} %; if they must, run `cargo xtask allocs`:\n{}",
        wrong.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_of_five_percent_passes() {
        let counts = |allocations| Counts::from([("a.txt".to_owned(), Taken { allocations, bytes: 1000 })]);
        assert!(compare(&counts(100), &counts(105)).is_ok());
        assert!(compare(&counts(100), &counts(106)).is_err());
        assert!(compare(&counts(100), &counts(50)).is_ok());
        assert!(compare(&Counts::new(), &counts(1)).is_err());
    }
}
