//! Directories and patterns: which files there are, in a fixed order.

use std::path::{Path, PathBuf};

use anyhow::Result;
use globset::{GlobBuilder, GlobSet};
use news_archive::INPUT_UNREADABLE;
use walkdir::{DirEntry, WalkDir};

use super::{Found, Input};
use crate::codes;
use crate::failure::{Failure, Usage};

/// The files below a directory, walked as they are asked for.
pub(super) fn directory(root: &Path, globs: Option<GlobSet>) -> Box<dyn Iterator<Item = Found>> {
    let base = root.to_owned();
    let mut files = walk(root).filter_map(move |entry| match entry {
        Ok(entry) => {
            let below = entry.path().strip_prefix(&base).unwrap_or(entry.path());
            let wanted = entry.file_type().is_file() && globs.as_ref().is_none_or(|globs| globs.is_match(below));
            wanted.then(|| Ok(Input::File(entry.into_path())))
        }
        Err(error) => Some(Err(unreadable(&error))),
    });
    match files.next() {
        Some(first) => Box::new([first].into_iter().chain(files)),
        None => Box::new([Err(no_file(&root.display().to_string(), "no file to read in this directory"))].into_iter()),
    }
}

/// Everything below a directory, sorted, without hidden files.
fn walk(root: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> + use<> {
    let is_hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(move |entry| !is_hidden(entry))
}

/// The files that match a pattern, sorted. The walk starts at the part in front of the first special character.
pub(super) fn matches(pattern: &str) -> Result<Vec<PathBuf>> {
    let matcher = glob(pattern, "INPUT")?.compile_matcher();
    let fixed = pattern.find(['*', '?', '[', '{']).and_then(|at| pattern.get(..at)).unwrap_or_default();
    let base = fixed.rfind('/').and_then(|at| fixed.get(..=at)).unwrap_or_default();
    let root = if base.is_empty() { "." } else { base };
    let files = walk(Path::new(root)).filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    // Names come out as the user would have typed them: without the `.` that the walk needed.
    let paths = files.map(|entry| match base {
        "" => entry.path().strip_prefix(".").map_or_else(|_| entry.path().to_owned(), Path::to_owned),
        _ => entry.into_path(),
    });
    Ok(paths.filter(|path| matcher.is_match(path)).collect())
}

/// The failure of a place where nothing was found.
pub(super) fn no_file(name: &str, message: &str) -> Failure {
    Failure::new(codes::INPUT_MISSING.code, name, message)
}

fn unreadable(error: &walkdir::Error) -> Failure {
    let name = error.path().map(|path| path.display().to_string()).unwrap_or_default();
    match error.io_error() {
        Some(error) => Failure::of_io(error, &name),
        None => Failure::new(INPUT_UNREADABLE.code, &name, "the link leads back to a directory above it"),
    }
}

/// A pattern in which `*` stops at a slash.
pub(super) fn glob(pattern: &str, option: &str) -> Result<globset::Glob> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.map_err(|error| {
        Usage::option(format!("{option}: expected a pattern, got \"{pattern}\": {}", error.kind())).into()
    })
}
