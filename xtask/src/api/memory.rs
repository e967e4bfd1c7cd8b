//! What a process holds in memory while it works, and whether that grows.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::real;

/// Memory may grow by this share from the second quarter to the last: the allocator's noise, measured on runs without a leak.
const GROWTH: f64 = 0.03;

/// MiB of a process that are in memory.
pub(super) fn resident(pid: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).context("memory is read as Linux tells it")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib / 1024.0)
}

/// Samples of memory in MiB, at even distances. The first quarter is warm-up.
pub(super) struct Series<'a> {
    samples: &'a [f64],
    early: f64,
    late: f64,
}

impl<'a> Series<'a> {
    pub(super) fn of(samples: &'a [f64]) -> Self {
        let mean = |part: &[f64]| part.iter().sum::<f64>() / real(part.len());
        let quarter = samples.len() / 4;
        let (early, late) = (mean(&samples[quarter..2 * quarter]), mean(&samples[samples.len() - quarter..]));
        Series { samples, early, late }
    }

    /// Prints what became of it, and fails if it grew.
    pub(super) fn check(&self, name: &str) -> Result<()> {
        let Series { samples, early, late } = self;
        let slope = slope(&samples[samples.len() / 4..]) * real(samples.len());
        println!(
            "{name}: {early:.1} MiB in the second quarter, {late:.1} MiB in the last; slope {slope:+.2} MiB over a whole run"
        );
        let growth = late / early - 1.0;
        ensure!(growth <= GROWTH, "{name} grew by {:.1} %, expected at most {:.0} %", growth * 100.0, GROWTH * 100.0);
        Ok(())
    }
}

/// The slope of the line through the samples by least squares, in MiB a sample.
fn slope(samples: &[f64]) -> f64 {
    let n = real(samples.len());
    let (x_mean, y_mean) = ((n - 1.0) / 2.0, samples.iter().sum::<f64>() / n);
    let (mut over, mut under) = (0.0, 0.0);
    for (x, y) in samples.iter().enumerate() {
        let x = real(x) - x_mean;
        over += x * (y - y_mean);
        under += x * x;
    }
    over / under
}
