//! A directory to work in, and the command run there.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A short story with a headline, a byline, a dateline and hard line breaks.
pub(crate) const CLOCK: &str = "\
Harbor clock stops at noon

By Ines Calloway

WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at
noon on Wednesday, the harbor office said.

\"We will wind it by hand,\" harbor master Tobias Lindqvist said.

(Reporting by Ines Calloway)
";

/// A second story.
pub(crate) const BREAD: &str = "\
Bakers' union signs – “at last”

OSTBRIDGE (AP) — Bakers of Ostbridge signed a wage deal on Monday after a night of talks.
";

/// A directory that goes away with the test.
pub(crate) struct Desk {
    path: PathBuf,
    env: Vec<(&'static str, &'static str)>,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("news-cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("the target directory is ours");
        Desk { path, env: Vec::new() }
    }

    /// A desk with these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Desk {
        files.iter().fold(Desk::new(), |desk, (name, text)| desk.file(name, text))
    }

    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Desk {
        let path = self.path.join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all).expect("the desk is ours");
        fs::write(path, bytes).expect("the desk is ours");
        self
    }

    pub(crate) fn env(mut self, name: &'static str, value: &'static str) -> Desk {
        self.env.push((name, value));
        self
    }

    /// The directory.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).expect("the command wrote text")
    }

    /// The names in the directory, hidden ones too, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.path).expect("the desk is ours");
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The files below a directory by their names in it.
    pub(crate) fn tree(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let (top, mut tree) = (self.path.join(name), BTreeMap::new());
        let mut open = vec![top.clone()];
        while let Some(directory) = open.pop() {
            for entry in fs::read_dir(&directory).expect("the desk is ours").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&top).expect("it was found there").display().to_string();
                    tree.insert(name, fs::read(path).expect("the desk is ours"));
                }
            }
        }
        tree
    }

    /// The command, ready to be run here.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        command(&self.path, args, &self.env)
    }

    /// Runs the command line (split at spaces) with nothing on stdin.
    pub(crate) fn run(&self, line: &str) -> Run {
        self.pipe(line, "")
    }

    /// Runs the command line with text on stdin.
    pub(crate) fn pipe(&self, line: &str, stdin: impl AsRef<[u8]>) -> Run {
        finish(self.command(&words(line)), stdin.as_ref())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Runs the command line in a directory of the repository.
pub(crate) fn run_in(directory: &str, line: &str) -> Run {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(directory);
    finish(command(&path, &words(line), &[]), b"")
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').filter(|word| !word.is_empty()).collect()
}

fn command(directory: &Path, args: &[impl AsRef<OsStr>], env: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_news"));
    command.args(args).current_dir(directory).env_clear().envs(env.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn finish(mut command: Command, stdin: &[u8]) -> Run {
    let mut child = command.spawn().expect("cargo built the command");
    // A command that reads nothing closes its end.
    let _ = child.stdin.take().map(|mut pipe| pipe.write_all(stdin));
    let output = child.wait_with_output().expect("the command ends");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("data is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// What came of it.
#[derive(PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visible = |text: &str| text.replace('\x1b', "␛");
        write!(f, "{}", visible(&self.stdout))?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr\n{}", visible(&self.stderr))?;
        }
        write!(f, "--- exit {}", self.code.map_or_else(|| "by signal".to_owned(), |code| code.to_string()))
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
