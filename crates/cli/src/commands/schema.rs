//! `news schema`: the contract of the records.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;

use crate::config::setting;
use crate::failure::ALL_READ;
use crate::ui::Ui;

/// Prints the JSON Schema (2020-12) of what `news` writes, and of its settings.
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
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let schema = match args.name {
        Name::Article => news_core::article_schema(),
        Name::Container => news_core::container_schema(),
        Name::Config => setting::schema(),
    };
    let mut data = ui.data();
    writeln!(data, "{}", serde_json::to_string_pretty(&schema)?)?;
    data.flush()?;
    Ok(ExitCode::from(ALL_READ))
}
