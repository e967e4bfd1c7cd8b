//! Environments of Python for what is compared with, below `target`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The Python of an environment that has these packages and no others; made where it is missing.
pub(crate) fn environment(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let python = folder.join("bin/python");
    let list = folder.join("packages");
    let names = packages.join("\n");
    if fs::read_to_string(&list).ok().as_ref() != Some(&names) {
        fresh_environment(folder, packages)?;
        fs::write(&list, names)?;
    }
    Ok(python)
}

/// The same, made anew.
pub(crate) fn fresh_environment(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let python = folder.join("bin/python");
    quietly(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
    quietly(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages))?;
    Ok(python)
}

/// Runs a command without its output; where it fails, the last line of what it wrote says why.
pub(crate) fn quietly(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| name.clone())?;
    ensure!(output.status.success(), "{name}: {}", last_line(&output.stderr));
    Ok(())
}

pub(crate) fn last_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().last().unwrap_or_default().to_owned()
}
