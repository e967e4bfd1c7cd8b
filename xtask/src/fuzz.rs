//! `cargo xtask fuzz`: the fuzz targets of `crates/news-core/fuzz`, each for a while.
//!
//! Needs the nightly toolchain. `cargo-fuzz` is installed from the registry where it is missing.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};
use clap::Args;

use crate::checkout::{files_below, root, run};

/// Fuzz the core with one target or all of them
#[derive(Args)]
pub(crate) struct Fuzz {
    /// A file of `crates/news-core/fuzz/fuzz_targets`; all of them if none is named
    pub(crate) target: Option<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 120)]
    pub(crate) seconds: u32,
}

impl Fuzz {
    pub(crate) fn run(&self) -> Result<()> {
        let folder = root().join("crates/news-core/fuzz");
        let files = files_below(&folder.join("fuzz_targets"), "rs")?;
        let mut targets: Vec<String> =
            files.iter().map(|file| file.file_stem().unwrap_or_default().to_string_lossy().into_owned()).collect();
        if let Some(target) = &self.target {
            ensure!(
                targets.contains(target),
                "unknown fuzz target \"{target}\", expected one of {}",
                targets.join(", ")
            );
            targets.retain(|name| name == target);
        }
        if !is_installed()? {
            run(Command::new("cargo").args(["install", "cargo-fuzz", "--locked"]))?;
        }
        // Whatever the format of a seed, it is a start for every target.
        let seeds: Vec<_> = fs::read_dir(root().join("seeds"))?
            .filter_map(|entry| Some(entry.ok()?.path()).filter(|path| path.is_dir()))
            .collect();
        for target in targets {
            println!("==> fuzz {target} for {} s", self.seconds);
            // New inputs go to the corpus; the seeds are only read.
            let corpus = folder.join("corpus").join(&target);
            fs::create_dir_all(&corpus)?;
            let mut command = nightly_cargo();
            command.args(["fuzz", "run", "--fuzz-dir"]).arg(&folder).arg(&target);
            command.arg(&corpus).args(&seeds);
            command.arg("--");
            // `html_oracle` is fed with the words of `html.dict`.
            let words = folder.join(target.split('_').next().unwrap_or_default()).with_extension("dict");
            if words.is_file() {
                command.arg(format!("-dict={}", words.display()));
            }
            command.args([&format!("-max_total_time={}", self.seconds), "-timeout=10", "-print_final_stats=1"]);
            run(command.current_dir(&folder))?;
        }
        Ok(())
    }
}

fn is_installed() -> Result<bool> {
    let mut command = Command::new("cargo");
    command.args(["fuzz", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    Ok(command.status()?.success())
}

/// `cargo +nightly`: the sanitizers are unstable.
fn nightly_cargo() -> Command {
    let mut command = Command::new("cargo");
    command.env("RUSTUP_TOOLCHAIN", "nightly");
    // `cargo run` sets them for the toolchain that runs this task.
    command.env_remove("CARGO").env_remove("LD_LIBRARY_PATH");
    command
}
