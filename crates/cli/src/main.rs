//! The command `news`: files, threads, diagnostics and exit codes around `news-core`.
//!
//! One file per command in `commands/`. Everything that says something about an article comes from the library; what is
//! here finds inputs, runs the library over them, and writes. Data goes to stdout, everything else to stderr.

mod cli;
mod codes;
mod commands;
mod diagnostic;
mod failure;
mod inputs;
mod nearest;
mod output;
mod place;
mod reading;
mod records;
mod rows;
mod threads;
mod ui;
mod visible;
mod voices;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::ui::Ui;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return failure::usage(&error),
    };
    news_archive::guard::install();
    let mut ui = Ui::new(&cli.global);
    match cli.command.run(&mut ui) {
        Ok(code) => code,
        Err(error) => failure::stop(&error, &mut ui),
    }
}
