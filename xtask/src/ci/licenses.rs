//! Step `licenses`: every dependency can be used under a permissive licence.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::checkout::root;

/// Licences that ask for no more than their notice, or (MPL) for changes to the files themselves.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

pub(super) fn check() -> Result<()> {
    let output = Command::new("cargo").args(["metadata", "--format-version", "1"]).current_dir(root()).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists packages")?;
    let mut refused = Vec::new();
    for package in packages {
        let (name, version) = (&package["name"], &package["version"]);
        let license = package["license"].as_str().unwrap_or_default();
        if !is_allowed(license).with_context(|| format!("{name}: license \"{license}\""))? {
            refused.push(format!("  {name} {version}: \"{license}\"").replace("\\\"", "\""));
        }
    }
    if !refused.is_empty() {
        bail!("no licence of the list in xtask/src/ci/licenses.rs covers:\n{}", refused.join("\n"));
    }
    println!("    {} packages", packages.len());
    Ok(())
}

/// Whether an SPDX expression leaves a choice of allowed licences only. An exception (`WITH`) only grants more.
fn is_allowed(expression: &str) -> Result<bool> {
    // Before SPDX expressions, Cargo used the slash for "or".
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    if words.is_empty() {
        return Ok(false);
    }
    let mut rest = words.as_slice();
    let allowed = any_of(&mut rest)?;
    ensure!(rest.is_empty(), "expected AND, OR or the end, found {}", rest.join(" "));
    Ok(allowed)
}

fn any_of(words: &mut &[&str]) -> Result<bool> {
    let mut allowed = all_of(words)?;
    while take(words, "OR") {
        allowed |= all_of(words)?;
    }
    Ok(allowed)
}

fn all_of(words: &mut &[&str]) -> Result<bool> {
    let mut allowed = one(words)?;
    while take(words, "AND") {
        allowed &= one(words)?;
    }
    Ok(allowed)
}

fn one(words: &mut &[&str]) -> Result<bool> {
    if take(words, "(") {
        let allowed = any_of(words)?;
        ensure!(take(words, ")"), "a bracket is not closed");
        return Ok(allowed);
    }
    let (name, rest) = words.split_first().context("expected a licence, found the end")?;
    *words = rest;
    if take(words, "WITH") {
        *words = words.get(1..).context("expected an exception after WITH")?;
    }
    Ok(ALLOWED.contains(name))
}

fn take(words: &mut &[&str], word: &str) -> bool {
    match words.split_first() {
        Some((first, rest)) if *first == word => {
            *words = rest;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_permissive_choice_is_enough() {
        assert!(is_allowed("MIT").unwrap());
        assert!(is_allowed("MIT/Apache-2.0").unwrap());
        assert!(is_allowed("GPL-3.0-only OR MIT").unwrap());
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only").unwrap());
        assert!(is_allowed("(MIT OR LGPL-2.1-or-later) AND Unicode-3.0").unwrap());
    }

    #[test]
    fn what_binds_is_refused() {
        assert!(!is_allowed("GPL-3.0-only").unwrap());
        assert!(!is_allowed("MIT AND GPL-3.0-only").unwrap());
        assert!(!is_allowed("").unwrap());
        assert!(is_allowed("(MIT").is_err());
        assert!(is_allowed("MIT Apache-2.0").is_err());
    }
}
