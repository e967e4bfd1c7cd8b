//! `cargo xtask`: the developer tasks of this repository.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool for developers")]

mod allocs;
mod api;
mod archive;
mod bench;
mod browser;
mod checkout;
mod ci;
mod codegen;
mod conformance;
mod dist;
mod eval;
mod fuzz;
mod gazetteer;
mod negatives;
mod new;
mod picture;
mod predict;
mod python;
mod schema;
mod service;
mod spark;
mod tidy;
mod train;
mod wheel;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::checkout::root;

/// Developer tasks of `news`
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    Allocs(allocs::Allocs),
    Api(api::Api),
    Archive(archive::Archive),
    Bench(bench::Bench),
    Browser(browser::Browser),
    Ci(ci::Ci),
    Codegen(codegen::Codegen),
    Conformance(conformance::Conformance),
    Dist(dist::Dist),
    Eval(eval::Eval),
    Fuzz(fuzz::Fuzz),
    Gazetteer(gazetteer::Gazetteer),
    Negatives(negatives::Negatives),
    Train(train::Train),
    New(new::New),
    Picture(picture::Picture),
    Predict(predict::Predict),
    Schema(schema::Schema),
    Spark(spark::Spark),
    Tidy(tidy::Tidy),
    Wheel(wheel::Wheel),
}

fn main() -> ExitCode {
    match Task::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line, whatever RUST_BACKTRACE says: these are slips in the checkout, not in this program.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Task {
    fn run(self) -> Result<()> {
        match self {
            Task::Allocs(task) => task.run(),
            Task::Api(task) => task.run(),
            Task::Archive(task) => task.run(),
            Task::Bench(task) => task.run(),
            Task::Browser(task) => task.run(),
            Task::Ci(task) => task.run(),
            Task::Codegen(task) => task.run(),
            Task::Conformance(task) => task.run(),
            Task::Dist(task) => task.run(),
            Task::Eval(task) => task.run(),
            Task::Fuzz(task) => task.run(),
            Task::Gazetteer(task) => task.run(),
            Task::Negatives(task) => task.run(),
            Task::Train(task) => task.run(),
            Task::New(task) => task.run(),
            Task::Picture(task) => task.run(),
            Task::Predict(task) => task.run(),
            Task::Schema(task) => task.run(),
            Task::Spark(task) => task.run(),
            Task::Tidy(task) => task.run(),
            Task::Wheel(task) => task.run(),
        }
    }
}
