//! `cargo xtask api examples`: what `docs/clients.md` shows, run as it stands there.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{folder, programs, story};
use crate::checkout::root;
use crate::service::{Profile, Service};

/// The address of the examples, which is the one that `news serve` has by itself.
const ADDRESS: &str = "127.0.0.1:8080";

pub(super) fn check() -> Result<()> {
    let text = fs::read_to_string(root().join("docs/clients.md"))?;
    let examples = examples(&text);
    ensure!(!examples.is_empty(), "docs/clients.md has no example");
    let programs = programs()?;
    let desk = folder().join("examples");
    fs::create_dir_all(&desk)?;
    fs::copy(story(), desk.join("story.txt"))?;
    let _service = Service::start_at(ADDRESS.parse()?, Profile::Dev, &[])?;
    for (language, line, code) in &examples {
        let place = format!("docs/clients.md:{line}");
        run(language, code, &desk, &programs).with_context(|| place.clone())?;
        println!("{place}: ok");
    }
    Ok(())
}

/// The blocks of code that can be run: language, line of the first, and the code.
fn examples(text: &str) -> Vec<(String, usize, String)> {
    let mut found: Vec<(String, usize, String)> = Vec::new();
    let mut is_open = false;
    for (n, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), is_open) {
            (Some(language), false) => {
                found.push((language.to_owned(), n + 2, String::new()));
                is_open = true;
            }
            (Some(_), true) => is_open = false,
            (None, true) => found.last_mut().into_iter().for_each(|(_, _, code)| code.extend([line, "\n"])),
            (None, false) => {}
        }
    }
    found.retain(|(language, _, _)| matches!(language.as_str(), "sh" | "python"));
    found
}

/// Runs an example where `story.txt` lies; it must say something and fail at nothing.
fn run(language: &str, code: &str, desk: &Path, programs: &Path) -> Result<()> {
    let mut command = match language {
        "python" => Command::new(programs.join("python")),
        _ => Command::new("bash"),
    };
    // A server that refuses is no failure to curl, so its answer is looked at as well.
    let strict = if language == "python" { code.to_owned() } else { format!("set -euo pipefail\n{code}") };
    let output = command.args(["-c", &strict]).current_dir(desk).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{}{}", said, String::from_utf8_lossy(&output.stderr));
    ensure!(!said.trim().is_empty() && !said.contains("/problems/"), "expected an answer, got {said:?}");
    Ok(())
}
