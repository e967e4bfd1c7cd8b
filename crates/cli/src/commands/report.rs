//! `news report`: a run of `news batch` as a page.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::failure::ALL_READ;
use crate::output::Output;
use crate::runs;
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
    runs::check(&args.folder)?;
    let page = news_archive::report(&args.folder).map_err(|error| runs::unreadable(&error))?;
    let mut output = Output::open(args.output.as_deref(), ui)?;
    output.write(page.as_bytes())?;
    output.finish()?;
    Ok(ExitCode::from(ALL_READ))
}
