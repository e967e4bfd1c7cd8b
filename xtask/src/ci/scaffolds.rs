//! Step `scaffolds`: what `cargo xtask new` writes compiles, so it cannot rot.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::checkout::{files, root, run};
use crate::new::{Kind, New};

/// Adds a reader and a pass to a copy of the checkout and lints the core there.
pub(super) fn check() -> Result<()> {
    let copy = root().join("target/scaffold");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    for file in files()? {
        let target = copy.join(&file);
        fs::create_dir_all(target.parent().context("a file lies in a folder")?)?;
        fs::copy(root().join(&file), &target).with_context(|| file.display().to_string())?;
    }
    for (kind, name) in [(Kind::Reader, "throwaway"), (Kind::Pass, "throwaways")] {
        New { kind, name: name.to_owned(), root: copy.clone() }.write()?;
    }
    let mut command = Command::new("cargo");
    command.args(["clippy", "--package", "news-core", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    // Its own target folder: the copy must not make the checkout build anew.
    command.env("CARGO_TARGET_DIR", root().join("target/scaffold-target"));
    run(command.current_dir(&copy))
}
