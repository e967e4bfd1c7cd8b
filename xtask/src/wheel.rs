//! `cargo xtask wheel`: the Python package, built, installed into a fresh environment, and tested there against the command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::checkout::{files_below, root, run};
use crate::python::{environment, fresh_environment};
use crate::service::{self, Profile};

/// Build the Python package and test it in a fresh environment; needs Python 3.10
#[derive(Args)]
pub(crate) struct Wheel {
    /// Where the wheel goes
    #[arg(long, value_name = "FOLDER", default_value = "target/wheel")]
    out: PathBuf,
}

const MATURIN: &str = "maturin==1.16.0";
const MYPY: &str = "mypy==2.4.1";
/// Where it is told which packages have no types.
const TYPES: &str = "crates/python/pyproject.toml";

impl Wheel {
    pub(crate) fn run(&self) -> Result<()> {
        let wheel = build(&root().join(&self.out))?;
        let news = service::news(Profile::Release)?;
        // As a reader of the guide does it: an environment of its own, one command.
        let package = format!("{}[arrow,pandas,spacy]", wheel.display());
        let python = fresh_environment(&root().join("target/wheel-python"), &[&package, MYPY])?;
        let mut tests = Command::new(&python);
        tests.args(["-m", "unittest", "discover", "--start-directory", "crates/python/tests"]);
        run(tests.env("NEWS", news).current_dir(root()))?;
        let mut stubs = Command::new(&python);
        stubs.args(["-m", "mypy.stubtest", "--ignore-missing-stub", "--mypy-config-file", TYPES]);
        run(stubs.args(["--allowlist", "crates/python/stubtest.txt", "news"]).current_dir(root()))?;
        let mut types = Command::new(python);
        run(types
            .args(["-m", "mypy", "--strict", "--config-file", TYPES, "crates/python/tests/typed.py"])
            .current_dir(root()))
    }
}

/// Builds the wheel into a folder of its own, which is emptied before.
pub(crate) fn build(out: &Path) -> Result<PathBuf> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let python = environment(&root().join("target/maturin"), &[MATURIN])?;
    let mut maturin = Command::new(python.with_file_name("maturin"));
    maturin.args(["build", "--release", "--manifest-path", "crates/python/Cargo.toml", "--out"]).arg(out);
    run(maturin.current_dir(root()))?;
    let mut wheels = files_below(out, "whl")?;
    ensure!(wheels.len() == 1, "expected one wheel in {}, found {}", out.display(), wheels.len());
    wheels.pop().context("there is one")
}
