//! Folders that `news batch` wrote, as other commands take them.

use std::io;
use std::path::Path;

use anyhow::Result;

use crate::failure::Usage;

/// Refuses a folder that is none of a run.
pub(crate) fn check(folder: &Path) -> Result<()> {
    if folder.join("articles").is_dir() {
        return Ok(());
    }
    let message = format!("{}: expected a folder that `news batch` wrote, found no articles in it", folder.display());
    Err(Usage::option(message).into())
}

/// A part that cannot be read.
pub(crate) fn unreadable(error: &io::Error) -> Usage {
    let help = "only complete parts can be read; finish the run with `news batch --resume`";
    Usage::with("E1002", error.to_string(), help)
}
