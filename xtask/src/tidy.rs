//! `cargo xtask tidy`: what no compiler and no lint checks.
//!
//! - rooms: which part of the core may use which (`tidy/rooms.rs`);
//! - a source file has at most [`LONGEST`] lines, generated tables and tests apart;
//! - no `mod.rs`;
//! - no path of some machine, no white space at the end of a line.

mod code;
mod rooms;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::checkout::{files, root};

/// Check rooms, file sizes, stray paths and white space
#[derive(Args)]
pub(crate) struct Tidy {}

/// Files are read by people; one past this length has a seam somewhere.
const LONGEST: usize = 700;

/// Top folders of machines that people work on. A path into one works nowhere else.
const MACHINE_FOLDERS: &[&str] = &["home", "root", "tmp", "work"];

impl Tidy {
    #[expect(clippy::unused_self, reason = "tasks are run alike")]
    pub(crate) fn run(&self) -> Result<()> {
        let mut complaints = Vec::new();
        for path in files()? {
            if is_source(&path) {
                let text = fs::read_to_string(root().join(&path)).with_context(|| path.display().to_string())?;
                check(&path, &text, &mut complaints);
            }
        }
        for complaint in &complaints {
            println!("{complaint}");
        }
        match complaints.len() {
            0 => Ok(()),
            1 => bail!("tidy: 1 complaint"),
            n => bail!("tidy: {n} complaints"),
        }
    }
}

/// What people write. Copy in `seeds`, cases and snapshots keeps the white space that agencies send.
fn is_source(path: &Path) -> bool {
    let is_copy = path.starts_with("seeds") && !path.ends_with("README.md") || path.starts_with("tests/cases");
    let written = ["rs", "toml", "md", "yml", "sh"];
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    !is_copy && (written.contains(&extension) || path.starts_with(".ci"))
}

fn check(path: &Path, text: &str, complaints: &mut Vec<String>) {
    let shown = path.display();
    let mut complain = |line: usize, message: &str| complaints.push(format!("{shown}:{line}: {message}"));
    for (n, line) in text.lines().enumerate() {
        if line.ends_with([' ', '\t']) {
            complain(n + 1, "white space at the end of the line");
        }
        if let Some(folder) = machine_folder(line) {
            complain(n + 1, &format!("path into /{folder}, which is not the same on every machine"));
        }
    }
    if path.extension().is_none_or(|extension| extension != "rs") {
        return;
    }
    let n_lines = text.lines().count();
    let is_table = path.components().any(|part| part.as_os_str() == "generated");
    let is_test = path.starts_with("tests") || path.ends_with("tests.rs");
    if n_lines > LONGEST && !is_table && !is_test {
        complain(LONGEST + 1, &format!("the file has {n_lines} lines, at most {LONGEST}; look for a seam"));
    }
    if path.ends_with("mod.rs") {
        complain(1, "modules are `foo.rs` beside `foo/`, not `foo/mod.rs`");
    }
    if let Ok(module) = path.strip_prefix("crates/news-core/src") {
        for (line, message) in rooms::check(module, text) {
            complain(line, &message);
        }
    }
}

/// The machine folder that an absolute path on this line leads into.
fn machine_folder(line: &str) -> Option<&'static str> {
    MACHINE_FOLDERS.iter().copied().find(|folder| {
        let starts_path =
            |before: &str| before.ends_with(['"', '\'', '`', '(', '[', '<', '=', ' ', '\t']) || before.is_empty();
        line.match_indices(&format!("/{folder}/")).any(|(at, _)| line.get(..at).is_some_and(starts_path))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(path: &str, text: &str) -> Vec<String> {
        let mut complaints = Vec::new();
        check(Path::new(path), text, &mut complaints);
        complaints
    }

    #[test]
    fn stray_paths_and_spaces_are_found() {
        let text =
            ["ok", "space ", &format!("see {}{}", "/tm", "p/x"), &format!("https://example.org{}{}", "/wor", "k/x")]
                .join("\n");
        let found = complaints("README.md", &text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], "README.md:2: white space at the end of the line");
        assert!(found[1].starts_with("README.md:3: path into"));
    }

    #[test]
    fn long_files_and_mod_files_are_found() {
        let long = "//\n".repeat(LONGEST + 1);
        assert_eq!(complaints("xtask/src/x.rs", &long).len(), 1);
        assert!(complaints("crates/news-core/src/generated/x.rs", &long).is_empty());
        assert_eq!(complaints("xtask/src/x/mod.rs", "//\n").len(), 1);
    }
}
