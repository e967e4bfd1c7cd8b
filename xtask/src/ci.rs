//! `cargo xtask ci`: the whole gate, the same on a desk and on the server.

mod licenses;
mod scaffolds;
mod snapshots;

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::checkout::{root, run};
use crate::{allocs, api, browser, codegen, eval, fuzz, schema, tidy};

/// Run the gate: everything that a commit must pass
#[derive(Args)]
pub(crate) struct Ci {
    /// Only these steps, in the order of the gate
    #[arg(value_name = "STEP")]
    steps: Vec<Step>,
    /// Leave a step out
    #[arg(long, value_name = "STEP")]
    skip: Vec<Step>,
    /// Also try the page, soak the service, count allocations, fuzz and score; takes more than an hour
    #[arg(long)]
    full: bool,
}

/// The steps of the gate in order: quick ones first, so that a slip shows at once.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Step {
    /// The code is formatted
    Fmt,
    /// The generated tables fit the data
    Codegen,
    /// The committed schema fits the model
    Schema,
    /// Rooms, file sizes, stray paths
    Tidy,
    /// Lints, with all features and none
    Clippy,
    /// All tests
    Test,
    /// Every snapshot is used and settled
    Snapshots,
    /// The documentation builds without warnings
    Doc,
    /// A throw-away reader and pass compile
    Scaffolds,
    /// The core builds for the browser, where the target is installed
    Wasm,
    /// Every dependency has a permissive licence
    Licenses,
    /// Only with --full: the page in a headless Chromium, where there is one
    Browser,
    /// Only with --full: allocations per seed
    Allocs,
    /// Only with --full: 200,000 documents to the service, on Linux
    Soak,
    /// Only with --full: ten minutes for each fuzz target
    Fuzz,
    /// Only with --full: accuracy, where the gold data is
    Eval,
}

/// How a step ended that did not fail.
enum Outcome {
    Passed,
    Skipped(String),
}

impl Ci {
    pub(crate) fn run(&self) -> Result<()> {
        let mut table = Vec::new();
        let mut failure = None;
        for step in self.chosen() {
            if failure.is_some() {
                table.push((step, "not run".to_owned(), None));
                continue;
            }
            println!("==> {}", step.name());
            let start = Instant::now();
            let outcome = self.step(step);
            let took = start.elapsed();
            let state = match outcome {
                Ok(Outcome::Passed) => "ok".to_owned(),
                Ok(Outcome::Skipped(why)) => format!("skipped: {why}"),
                Err(error) => {
                    failure = Some(error.context(format!("step {}", step.name())));
                    "failed".to_owned()
                }
            };
            println!("    {} {state} after {}", step.name(), seconds(took));
            table.push((step, state, Some(took)));
        }
        println!();
        for (step, state, took) in table {
            println!("{:<10} {:>9}  {state}", step.name(), took.map_or_else(String::new, seconds));
        }
        failure.map_or(Ok(()), Err)
    }

    /// The steps to run, in the order of the gate.
    fn chosen(&self) -> Vec<Step> {
        let named =
            |step: &Step| if self.steps.is_empty() { self.full || !step.is_long() } else { self.steps.contains(step) };
        let all = Step::value_variants().iter();
        all.filter(|step| named(step) && !self.skip.contains(step)).copied().collect()
    }

    fn step(&self, step: Step) -> Result<Outcome> {
        match step {
            Step::Fmt => cargo(&["fmt", "--all", "--check"]),
            Step::Codegen => codegen::Codegen { check: true }.run().map(|()| Outcome::Passed),
            Step::Schema => schema::Schema { check: true }.run().map(|()| Outcome::Passed),
            Step::Tidy => tidy::Tidy {}.run().map(|()| Outcome::Passed),
            Step::Clippy => clippy(),
            Step::Test => test(),
            Step::Snapshots => self.snapshots(),
            Step::Doc => {
                let mut command = Command::new("cargo");
                command.args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
                run(command.current_dir(root())).map(|()| Outcome::Passed)
            }
            Step::Scaffolds => scaffolds::check().map(|()| Outcome::Passed),
            Step::Wasm => wasm(),
            Step::Licenses => licenses::check().map(|()| Outcome::Passed),
            Step::Browser => browse(),
            Step::Allocs => allocs::Allocs { check: true }.run().map(|()| Outcome::Passed),
            Step::Soak => soak(),
            Step::Fuzz => fuzz::Fuzz { target: None, seconds: 600 }.run().map(|()| Outcome::Passed),
            Step::Eval => score(),
        }
    }

    /// Snapshots are compared with those that the tests named while they ran: here, or before in `.ci/run`.
    fn snapshots(&self) -> Result<Outcome> {
        let ran_before = std::env::var_os(snapshots::REFERENCES_VARIABLE).is_some();
        let ran_here = self.chosen().contains(&Step::Test);
        if !ran_here && !ran_before {
            let why = format!("the tests did not run here, and {} is not set", snapshots::REFERENCES_VARIABLE);
            return Ok(Outcome::Skipped(why));
        }
        snapshots::check(&references()).map(|()| Outcome::Passed)
    }
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn is_long(self) -> bool {
        matches!(self, Step::Browser | Step::Allocs | Step::Soak | Step::Fuzz | Step::Eval)
    }
}

/// The file in which the tests list the snapshots that they compare with.
fn references() -> PathBuf {
    let given = std::env::var_os(snapshots::REFERENCES_VARIABLE).map(PathBuf::from);
    given.unwrap_or_else(|| root().join("target/snapshot-references.txt"))
}

fn test() -> Result<Outcome> {
    let references = references();
    std::fs::create_dir_all(references.parent().context("the file of references lies in a folder")?)?;
    std::fs::write(&references, "")?;
    let mut command = Command::new("cargo");
    // The test command of the README, with snapshots read-only.
    command.args(["test", "--workspace"]).env("INSTA_UPDATE", "no").env(snapshots::REFERENCES_VARIABLE, &references);
    run(command.current_dir(root())).map(|()| Outcome::Passed)
}

/// The core is linted three times, because a feature may hide code or leave an import unused.
fn clippy() -> Result<Outcome> {
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    cargo(&["clippy", "--package", "news-core", "--all-targets", "--no-default-features", "--", "-D", "warnings"])?;
    cargo(&["clippy", "--package", "news-core", "--all-targets", "--all-features", "--", "-D", "warnings"])
}

fn wasm() -> Result<Outcome> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output()?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    // The folder is named for every target; it is there only for those that are installed.
    if !output.status.success() || !folder.is_dir() {
        return Ok(Outcome::Skipped(format!("the target {TARGET} is not installed")));
    }
    cargo(&["check", "--package", "news-core", "--target", TARGET])
}

fn browse() -> Result<Outcome> {
    if browser::chromium().is_none() {
        return Ok(Outcome::Skipped("node or Chromium is not installed".to_owned()));
    }
    browser::Browser { pictures: None }.run().map(|()| Outcome::Passed)
}

fn soak() -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Skipped("memory is read as Linux tells it".to_owned()));
    }
    api::soak::check(&api::soak::Args::default()).map(|()| Outcome::Passed)
}

fn score() -> Result<Outcome> {
    let eval = eval::Eval::with_defaults();
    if !eval.has_data() {
        return Ok(Outcome::Skipped("the gold data is not beside the checkout".to_owned()));
    }
    eval.run().map(|()| Outcome::Passed)
}

fn cargo(args: &[&str]) -> Result<Outcome> {
    run(Command::new("cargo").args(args).current_dir(root())).map(|()| Outcome::Passed)
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}
