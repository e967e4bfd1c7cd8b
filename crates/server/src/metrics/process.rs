//! What the system knows of this process, by the names that all Prometheus clients use. Nothing where there is no `/proc`.

use std::fmt;
use std::fs::{read_dir, read_to_string};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;

/// Ticks a second in `/proc/self/stat`: fixed for programs, whatever the kernel counts in.
const TICKS: f64 = 100.0;

/// Asks the system at each scrape.
#[derive(Debug)]
pub(super) struct Process;

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        if let Some(seconds) = cpu_seconds() {
            add(&mut encoder, "process_cpu_seconds", "Time on a processor", &ConstCounter::new(seconds))?;
        }
        if let Some(bytes) = resident_bytes() {
            add(&mut encoder, "process_resident_memory_bytes", "Memory in use", &ConstGauge::new(bytes))?;
        }
        if let Some(files) = open_files() {
            add(&mut encoder, "process_open_fds", "Open files and sockets", &ConstGauge::new(files))?;
        }
        Ok(())
    }
}

fn add(encoder: &mut DescriptorEncoder<'_>, name: &str, help: &str, metric: &impl EncodeMetric) -> fmt::Result {
    metric.encode(encoder.encode_descriptor(name, help, None, metric.metric_type())?)
}

/// Of the program and of the system for it.
fn cpu_seconds() -> Option<f64> {
    let stat = read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold anything.
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks: Option<Vec<u32>> = fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse().ok()).collect();
    Some(f64::from(ticks?.iter().sum::<u32>()) / TICKS)
}

fn resident_bytes() -> Option<i64> {
    let status = read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<i64>().ok()? * 1024)
}

fn open_files() -> Option<i64> {
    i64::try_from(read_dir("/proc/self/fd").ok()?.count()).ok()
}
