//! The command `news`: files, threads, diagnostics and exit codes around `news-core`.
//!
//! One file per command in `commands/`. Everything that says something about an article comes from the library; what is
//! here finds inputs, runs the library over them, and writes. Data goes to stdout, everything else to stderr.

mod cli;
mod codes;
mod commands;
mod config;
mod diagnostic;
mod failure;
mod inputs;
mod output;
mod place;
mod reading;
mod records;
mod rows;
mod runs;
mod threads;
mod ui;
mod visible;
mod voices;

use std::process::ExitCode;

use clap::CommandFactory;

use crate::cli::Cli;
use crate::ui::Ui;

/// That of glibc keeps for each thread what it freed: `cargo xtask api hostile` saw 156 MiB for 3 MiB in use, and growing.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let (cli, name) = match Cli::read(Cli::command()) {
        Ok(read) => read,
        Err(error) => return failure::usage(&error),
    };
    news_archive::guard::install();
    let mut ui = Ui::new(&cli.global);
    match config::settled(cli, &name).and_then(|cli| cli.command.run(&cli.global, &mut ui)) {
        Ok(code) => code,
        Err(error) => failure::stop(&error, &mut ui),
    }
}
