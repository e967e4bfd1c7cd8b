//! `cargo xtask archive`: sets of WARC files of our own, and what `news batch` makes of them.
//!
//! `make` writes a set: generated stories in many layouts, languages and encodings, stored in the ways that crawlers store
//! pages, with requests, pictures and redirects between, and broken records planted at known places. `check` reads one and
//! holds every record against what was planted. `kill` ends runs at random, by signals and by full disks, and goes on. `memory`
//! watches a run over a large file.

mod check;
mod kill;
pub(crate) mod made;
mod memory;
mod queries;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::checkout::root;
use crate::service::{self, Profile};

/// Make sets of WARC files, and try `news batch` on them
#[derive(Args)]
pub(crate) struct Archive {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write a set
    Make {
        /// The file; `.gz`, `.zst` or neither
        out: PathBuf,
        #[arg(long, default_value_t = 20_000)]
        records: usize,
    },
    /// Read a set and compare with what was planted
    Check {
        #[arg(long, default_value_t = 20_000)]
        records: usize,
    },
    /// Kill runs at random points and compare what they end with
    Kill {
        #[arg(long, default_value_t = 100)]
        points: u32,
    },
    /// Watch what a run over a large file holds in memory (Linux)
    Memory {
        /// Size of the compressed file
        #[arg(long, default_value_t = 1_000)]
        megabytes: u64,
    },
    /// Read the tables of a run with other libraries, and run the queries of docs/archives.md; needs Python 3
    Queries,
}

impl Archive {
    pub(crate) fn run(&self) -> Result<()> {
        match &self.task {
            Task::Make { out, records } => {
                let planted = made::write(&mut File::create(out)?, made::Storage::of(out), 0, *records)?;
                println!("{} stories, {} broken records", planted.stories.len(), planted.broken.len());
                Ok(())
            }
            Task::Check { records } => check::run(*records),
            Task::Kill { points } => kill::run(*points),
            Task::Memory { megabytes } => memory::run(*megabytes),
            Task::Queries => queries::run_all(),
        }
    }
}

/// The command, built as it is shipped, and a new folder for its results.
pub(crate) fn prepared(name: &str) -> Result<(PathBuf, PathBuf)> {
    let news = service::news(Profile::Release)?;
    let folder = root().join("target/archive").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok((news, folder))
}

/// A run of the command over inputs, not started.
pub(crate) fn batch(news: &Path, out: &Path, inputs: &[PathBuf], more: &[&str]) -> Command {
    let mut command = Command::new(news);
    command.args(["batch", "--quiet"]).args(more).arg("-o").arg(out).args(inputs);
    command
}
