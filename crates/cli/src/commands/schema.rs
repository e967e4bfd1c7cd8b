//! `news schema`: the contract of the records.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;

use crate::config::setting;
use crate::failure::ALL_READ;
use crate::ui::Ui;

/// Prints the schema of what `news` writes and of its settings: JSON Schema (2020-12), or the columns of the table.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Of what
    #[arg(value_name = "NAME", default_value = "article")]
    name: Name,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Name {
    /// The record of an article
    Article,
    /// The record of a feed or package
    Container,
    /// The file of settings, `news.toml`
    Config,
    /// The table of articles that `news batch` writes: a column per line
    Parquet,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let schema = match args.name {
        Name::Article => serde_json::to_string_pretty(&news_core::article_schema())?,
        Name::Container => serde_json::to_string_pretty(&news_core::container_schema())?,
        Name::Config => serde_json::to_string_pretty(&setting::schema())?,
        Name::Parquet => news_archive::table::describe(),
    };
    let mut data = ui.data();
    writeln!(data, "{}", schema.trim_end())?;
    data.flush()?;
    Ok(ExitCode::from(ALL_READ))
}
