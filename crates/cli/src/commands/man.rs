//! `news man`: manual pages.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::Cli;
use crate::failure::ALL_READ;
use crate::ui::Ui;

/// Prints the main manual page, or writes the pages of all commands to a directory.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Directory for `news.1`, `news-parse.1` …, made if it is not there
    dir: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    if let Some(dir) = &args.dir {
        write_all(dir).with_context(|| dir.display().to_string())?;
        return Ok(ExitCode::from(ALL_READ));
    }
    let mut page = Vec::new();
    Man::new(Cli::command()).render(&mut page)?;
    let mut data = ui.data();
    data.write_all(&page)?;
    data.flush()?;
    Ok(ExitCode::from(ALL_READ))
}

fn write_all(dir: &Path) -> std::io::Result<()> {
    fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Cli::command(), dir)
}
