//! `cargo xtask api schemathesis`: requests made up from the description.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{folder, programs};
use crate::service::{Profile, Service};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Requests in all, at least
    #[arg(long, default_value_t = 5000)]
    cases: usize,
    /// Other requests than last time, by another number
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What a request must not show. Headers are not compared: proxies add and take away some.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method";

pub(super) fn check(args: &Args) -> Result<()> {
    let service = Service::start(Profile::Dev, &[])?;
    let mut command = Command::new(programs()?.join("schemathesis"));
    // It keeps what it learned beside it.
    command.current_dir(folder());
    command.args(["run", &service.url("/openapi.json"), "--checks", CHECKS, "--phases", "examples,coverage,fuzzing"]);
    // Each operation gets its share twice over, because one with few parameters runs out of new requests.
    let share = args.cases / OPERATIONS * 2;
    command.args(["--max-examples", &share.to_string(), "--seed", &args.seed.to_string(), "--no-color"]);
    let output = command.output().context("schemathesis")?;
    let report = String::from_utf8_lossy(&output.stdout);
    let made = generated(&report).unwrap_or_default();
    if !output.status.success() {
        println!("{report}");
    }
    println!("{made} requests, seed {}, checks {CHECKS}", args.seed);
    ensure!(output.status.success(), "schemathesis found what the description does not say");
    ensure!(made >= args.cases, "expected {} requests, made {made}", args.cases);
    Ok(())
}

/// Operations that take a document, and so any number of requests.
const OPERATIONS: usize = 6;

/// `5123 generated, …`.
fn generated(report: &str) -> Option<usize> {
    let line = report.lines().find(|line| line.contains(" generated"))?;
    line.split_whitespace().find_map(|word| word.parse().ok())
}
