//! The commands: one file and one variant each.

mod batch;
mod check;
mod completions;
mod convert;
mod detect;
mod explain;
mod formats;
mod list;
mod man;
mod parse;
mod people;
mod quotes;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod show;

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

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
    Formats(formats::Args),
    Schema(schema::Args),
    Explain(explain::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Runs the command; the code is the exit code of the process.
    pub(crate) fn run(self, ui: &mut Ui) -> Result<ExitCode> {
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
            Command::Formats(args) => formats::run(&args, ui),
            Command::Schema(args) => schema::run(&args, ui),
            Command::Explain(args) => explain::run(&args, ui),
            #[cfg(feature = "serve")]
            Command::Serve(args) => serve::run(&args, ui),
            Command::Completions(args) => completions::run(&args, ui),
            Command::Man(args) => man::run(&args, ui),
        }
    }
}
