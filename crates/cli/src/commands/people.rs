//! `news people`: short for `news list people`.

use std::process::ExitCode;

use anyhow::Result;

use super::list::{Kind, list};
use crate::rows::RowArgs;
use crate::ui::Ui;

/// Lists the people of articles with their roles; short for `news list people`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    rows: RowArgs,
    /// A row per mention instead of one per person
    #[arg(long)]
    mentions: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    list(Kind::People, args.mentions, &args.rows, "people", ui)
}
