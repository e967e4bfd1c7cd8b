//! Processes that hold what is compared with: one input a line, or a list of them, and one answer for each of their programs.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::python::quietly;

/// What a program made of an input.
pub(super) struct Answer {
    pub(super) name: String,
    pub(super) time: Duration,
    pub(super) found: Value,
}

/// A process that answers for its programs, input by input.
pub(super) struct Worker {
    process: Child,
    inputs: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| command.get_program().to_string_lossy().into_owned())?;
        let (inputs, answers) = process.stdin.take().zip(process.stdout.take()).context("pipes to the worker")?;
        Ok(Worker { process, inputs, answers: BufReader::new(answers) })
    }

    pub(super) fn turn(&mut self, input: &Value) -> Result<Vec<Answer>> {
        writeln!(self.inputs, "{input}")?;
        self.inputs.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answers: Vec<Value> = serde_json::from_str(&line).context("no answer")?;
        let answer = |value: Value| {
            Some(Answer {
                name: value["name"].as_str()?.to_owned(),
                time: Duration::from_secs_f64(value["seconds"].as_f64()?),
                found: value["found"].clone(),
            })
        };
        answers.into_iter().map(answer).collect::<Option<_>>().context("an answer has a name and a time")
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Builds the program of this name, whose manifest and source are given, below a folder.
pub(super) fn build(folder: &Path, name: &str, (manifest, source): (&str, &str)) -> Result<PathBuf> {
    let folder = folder.join(name);
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/main.rs"), source)?;
    let target = folder.join("target");
    let mut command = Command::new("cargo");
    command.args(["build", "--release", "--quiet"]).current_dir(folder).env("CARGO_TARGET_DIR", &target);
    quietly(&mut command)?;
    Ok(target.join("release").join(name))
}
