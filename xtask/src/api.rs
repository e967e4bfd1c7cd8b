//! `cargo xtask api`: the service seen by the tools of others.
//!
//! Each check starts a server of its own. What is compared with is installed below `target`, by pip and npm.

mod clients;
mod examples;
mod hostile;
mod http;
mod lint;
mod load;
mod mcp;
mod memory;
mod schemathesis;
pub(crate) mod soak;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::checkout::root;
use crate::python;

/// Check the service with the tools that its users have; needs python3 and npm
#[derive(Args)]
pub(crate) struct Api {
    #[command(subcommand)]
    check: Check,
}

#[derive(Subcommand)]
enum Check {
    /// Requests that Schemathesis makes up from the description: no server error, no undescribed answer
    Schemathesis(schemathesis::Args),
    /// The description is a valid one of `OpenAPI` 3.1, and Redocly has nothing to say against it
    Lint,
    /// A generated client of Python reads a story
    Clients,
    /// The examples of docs/clients.md run as they stand there
    Examples,
    /// The tools of `news mcp` answer the client of the protocol's authors
    Mcp,
    /// Throughput against the floor, and what ten times too many clients see; writes docs/bench/service.md
    Load(load::Args),
    /// Clients that mean harm, over and over: memory that does not grow
    Hostile(hostile::Args),
    /// Documents of all formats, whole and broken: no fault, and memory that does not grow
    Soak(soak::Args),
}

impl Api {
    pub(crate) fn run(&self) -> Result<()> {
        match &self.check {
            Check::Schemathesis(args) => schemathesis::check(args),
            Check::Lint => lint::check(),
            Check::Clients => clients::check(),
            Check::Examples => examples::check(),
            Check::Mcp => mcp::check(),
            Check::Load(args) => load::check(args),
            Check::Hostile(args) => hostile::check(args),
            Check::Soak(args) => soak::check(args),
        }
    }
}

/// The packages of all checks; those with a version number are pinned because their output is read.
const PACKAGES: &[&str] = &[
    "schemathesis==4.32.5",
    "openapi-spec-validator==0.9.0",
    "openapi-python-client==0.29.1",
    "httpx==0.28.1",
    "mcp==2.3.0",
];

/// Where the checks install and generate.
fn folder() -> PathBuf {
    root().join("target/api")
}

/// The folder of the programs of our Python environment.
fn programs() -> Result<PathBuf> {
    std::fs::create_dir_all(folder())?;
    let python = python::environment(&folder().join("python"), PACKAGES)?;
    Ok(python.parent().expect("it lies in a folder").to_owned())
}

/// A story of ours, as a check sends it.
fn story() -> PathBuf {
    root().join("seeds/text/tass-border-talks.txt")
}

/// A count as a number to calculate with.
fn real(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
