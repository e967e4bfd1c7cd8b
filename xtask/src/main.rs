//! `cargo xtask`: the developer tasks of this repository.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool for developers")]

mod codegen;
mod eval;
mod predict;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

/// Developer tasks of `news`
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    Codegen(codegen::Codegen),
    Eval(eval::Eval),
    Predict(predict::Predict),
}

fn main() -> Result<()> {
    match Task::parse() {
        Task::Codegen(task) => task.run(),
        Task::Eval(task) => task.run(),
        Task::Predict(task) => task.run(),
    }
}

/// The top of the checkout.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}
