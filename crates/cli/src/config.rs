//! Settings: what stands behind the options of the command line.
//!
//! A setting is an option under another name: the option's own definition says what it takes, what it does and what it is
//! without a setting (`setting`). Where each may come from, strongest first: the option itself, `--config KEY=VALUE`, a
//! variable, `news.toml` here or above, `news.toml` of the user (`sources`, `file`). What was found becomes the default of
//! the option, so commands never see where a value is from.

mod file;
pub(crate) mod setting;
pub(crate) mod sources;

use anyhow::Result;
use clap::{Command, CommandFactory};

use self::sources::Settings;
use crate::cli::Cli;

/// Where settings come from.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct ConfigArgs {
    /// A file of settings to read instead of those that are found, or one setting, as in `read.lang=de`
    #[arg(long = "config", global = true, value_name = "FILE|KEY=VALUE")]
    pub(crate) given: Vec<String>,
    /// Look for no file of settings, and at no variable; what --config names counts
    #[arg(long, global = true)]
    pub(crate) isolated: bool,
}

/// The command line once more, with settings as the defaults of its options; `name` is that of the command.
pub(crate) fn settled(cli: Cli, name: &str) -> Result<Cli> {
    let plain = Cli::command();
    // A broken file must not be in the way of `news explain`, which tells what is wrong with it.
    if !plain.find_subcommand(name).is_some_and(takes_settings) {
        return Ok(cli);
    }
    let settings = Settings::find(&cli.global.config)?;
    let (cli, _) = Cli::read(plain.mut_subcommand(name, |command| with_defaults(command, &settings)))?;
    Ok(cli)
}

fn takes_settings(command: &Command) -> bool {
    command.get_arguments().any(|option| setting::section_of(command.get_name(), option.get_id().as_str()).is_some())
}

fn with_defaults(command: Command, settings: &Settings) -> Command {
    let name = command.get_name().to_owned();
    command.mut_args(|option| {
        let key = option.get_id().as_str();
        let given = setting::section_of(&name, key).and_then(|section| settings.get(section, key));
        match given {
            Some(given) => option.default_values(&given.words),
            None => option,
        }
    })
}
