//! Step `snapshots`: no snapshot that no test reads, none that waits for a decision.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::checkout::{files_below, root, shown};

/// Names the file to which `insta` appends every snapshot that a test compares with.
pub(super) const REFERENCES_VARIABLE: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

pub(super) fn check(references: &Path) -> Result<()> {
    let listed = fs::read_to_string(references)
        .with_context(|| format!("{}: no list of used snapshots there; run the tests first", references.display()))?;
    let used: BTreeSet<PathBuf> = listed.lines().filter_map(|line| fs::canonicalize(line).ok()).collect();
    let pending = [snapshots("new")?, snapshots("pending-snap")?].concat();
    ensure!(pending.is_empty(), "snapshots wait for review (accept or delete them):\n{}", lines(&pending));
    let mut unused = snapshots("snap")?;
    unused.retain(|path| fs::canonicalize(path).map_or(true, |path| !used.contains(&path)));
    if !unused.is_empty() {
        bail!("snapshots that no test reads (delete them):\n{}", lines(&unused));
    }
    Ok(())
}

fn snapshots(extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = files_below(&root().join("tests"), extension)?;
    files.extend(files_below(&root().join("crates"), extension)?);
    files.retain(|path| path.to_string_lossy().contains("snap"));
    Ok(files)
}

fn lines(files: &[PathBuf]) -> String {
    files.iter().map(|path| format!("  {}", shown(path))).collect::<Vec<_>>().join("\n")
}
