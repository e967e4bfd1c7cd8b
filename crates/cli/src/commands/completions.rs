//! `news completions`: scripts for shells.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::failure::ALL_READ;
use crate::ui::Ui;

/// Prints a completion script for a shell.
///
/// For bash it goes to `~/.local/share/bash-completion/completions/news`, for fish to
/// `~/.config/fish/completions/news.fish`, for zsh to `_news` in a directory of `$fpath`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    // Into memory first: the generator panics where a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "news", &mut script);
    let mut data = ui.data();
    data.write_all(&script)?;
    data.flush()?;
    Ok(ExitCode::from(ALL_READ))
}
