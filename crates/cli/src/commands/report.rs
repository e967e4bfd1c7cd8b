//! `news report`: a run of `news batch` as a page.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::failure::{ALL_READ, Usage};
use crate::output::Output;
use crate::ui::Ui;

/// Draws what is in the folder of a batch: one HTML page with plots, complete in itself.
///
/// Articles by day, who is quoted most, outlets, places, datelines on a map, languages, kinds, and what went wrong.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder that `news batch` wrote
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// File to write; `-` is stdout
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    if !args.folder.join("articles").is_dir() {
        let message =
            format!("{}: expected a folder that `news batch` wrote, found no articles in it", args.folder.display());
        return Err(Usage::option(message).into());
    }
    let page = news_archive::report(&args.folder).map_err(|error| {
        Usage::with(
            "E1002",
            error.to_string(),
            "a report wants complete parts; finish the run with `news batch --resume`",
        )
    })?;
    let mut output = Output::open(args.output.as_deref(), ui)?;
    output.write(page.as_bytes())?;
    output.finish()?;
    Ok(ExitCode::from(ALL_READ))
}
