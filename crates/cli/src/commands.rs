//! The commands: one file and one variant each.

mod batch;
mod check;
mod completions;
mod config;
mod convert;
mod dedup;
mod detect;
mod diff;
mod explain;
mod formats;
mod list;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
mod parse;
mod people;
mod quotes;
mod report;
mod schema;
#[cfg(feature = "serve")]
pub(crate) mod serve;
mod show;

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::Global;
use crate::ui::Ui;

/// What to do. Help texts are the docs of the arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Parse(parse::Args),
    Quotes(quotes::Args),
    People(people::Args),
    List(list::Args),
    Show(show::Args),
    Convert(convert::Args),
    Check(check::Args),
    Batch(batch::Args),
    Detect(detect::Args),
    Report(report::Args),
    Dedup(dedup::Args),
    Diff(diff::Args),
    Formats(formats::Args),
    Schema(schema::Args),
    Explain(explain::Args),
    Config(config::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    #[cfg(feature = "mcp")]
    Mcp(mcp::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Runs the command; the code is the exit code of the process.
    pub(crate) fn run(self, global: &Global, ui: &mut Ui) -> Result<ExitCode> {
        match self {
            Command::Parse(args) => parse::run(&args, ui),
            Command::Quotes(args) => quotes::run(&args, ui),
            Command::People(args) => people::run(&args, ui),
            Command::List(args) => list::run(&args, ui),
            Command::Show(args) => show::run(&args, ui),
            Command::Convert(args) => convert::run(&args, ui),
            Command::Check(args) => check::run(&args, ui),
            Command::Batch(args) => batch::run(&args, ui),
            Command::Detect(args) => detect::run(&args, ui),
            Command::Report(args) => report::run(&args, ui),
            Command::Dedup(args) => dedup::run(&args, ui),
            Command::Diff(args) => diff::run(&args, ui),
            Command::Formats(args) => formats::run(&args, ui),
            Command::Schema(args) => schema::run(&args, ui),
            Command::Explain(args) => explain::run(&args, ui),
            Command::Config(args) => config::run(&args, &global.config, ui),
            #[cfg(feature = "serve")]
            Command::Serve(args) => serve::run(&args, ui),
            #[cfg(feature = "mcp")]
            Command::Mcp(args) => mcp::run(&args),
            Command::Completions(args) => completions::run(&args, ui),
            Command::Man(args) => man::run(&args, ui),
        }
    }
}
