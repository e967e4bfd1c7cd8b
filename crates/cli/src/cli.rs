//! The command line as a whole. Help texts, man pages and completions all come from the definitions here and in
//! `commands/`.

use clap::{Args, FromArgMatches, Parser, ValueEnum};

use crate::commands::Command;
use crate::config::ConfigArgs;

/// Reads news articles and says what each part is, with its exact place in the text.
///
/// Inputs are files, directories, glob patterns, or text piped to stdin. Results go to stdout, everything else to stderr.
#[derive(Debug, Parser)]
#[command(name = "news", version, max_term_width = 100, arg_required_else_help = true, after_long_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

impl Cli {
    /// The command line by a definition of it, and the name of the command.
    pub(crate) fn read(mut definition: clap::Command) -> Result<(Cli, String), clap::Error> {
        let matches = definition.try_get_matches_from_mut(std::env::args_os())?;
        let name = matches.subcommand_name().unwrap_or_default().to_owned();
        let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))?;
        Ok((cli, name))
    }
}

const EXIT_CODES: &str = "\
Exit codes:
  0  every input gave an article (for `check`: no findings); also when the reader of a pipe goes away
  1  the run finished, and some input failed or has findings
  2  nothing was started: a bad option, or none of the inputs exists
  3  the output could not be written
  130  `batch` was interrupted; what was finished is kept, and --resume goes on";

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Say nothing on stderr about inputs; the exit code tells
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more on stderr
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// When to color; `auto` obeys `NO_COLOR` and `CLICOLOR_FORCE`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// When to color.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }
}
