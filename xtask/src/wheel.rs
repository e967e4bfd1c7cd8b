//! `cargo xtask wheel`: the Python package, built, installed into a fresh environment, and tested there against the command.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::checkout::{files_below, root, run};
use crate::python::environment;

/// Build the Python package and test it in a fresh environment; needs Python 3.10
#[derive(Args)]
pub(crate) struct Wheel {
    /// Where the wheel goes
    #[arg(long, value_name = "FOLDER", default_value = "target/wheel")]
    pub(crate) out: PathBuf,
}

const MATURIN: &str = "maturin==1.16.0";

impl Wheel {
    pub(crate) fn run(&self) -> Result<()> {
        let out = root().join(&self.out);
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let python = environment(&root().join("target/maturin"), &[MATURIN])?;
        let mut build = Command::new(python.with_file_name("maturin"));
        build.args(["build", "--release", "--manifest-path", "crates/python/Cargo.toml", "--out"]).arg(&out);
        run(build.current_dir(root()))?;
        let wheels = files_below(&out, "whl")?;
        ensure!(wheels.len() == 1, "expected one wheel in {}, found {}", out.display(), wheels.len());
        let wheel = wheels.first().context("there is one")?;
        // As a reader of the guide does it: an environment of its own, one command.
        let fresh = out.join("environment");
        run(Command::new("python3").args(["-m", "venv"]).arg(&fresh))?;
        let package = format!("{}[arrow]", wheel.display());
        let python = fresh.join("bin/python");
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", &package]))?;
        run(Command::new("cargo")
            .args(["build", "--quiet", "--release", "--package", "news-cli"])
            .current_dir(root()))?;
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let mut tests = Command::new(python);
        tests.args(["-m", "unittest", "discover", "--start-directory", "crates/python/tests"]);
        run(tests.env("NEWS", target.join("release/news")).current_dir(root()))
    }
}
