//! `news config`: settings, and where they come from.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Arg;

use crate::config::ConfigArgs;
use crate::config::setting::{self, Kind, SECTIONS};
use crate::config::sources::{FILE, Settings, files, user_file};
use crate::failure::ALL_READ;
use crate::ui::Ui;

/// Shows the settings and where each comes from.
///
/// Options come first, then `--config KEY=VALUE`, variables such as `NEWS_READ_LANG`, `news.toml` in this or the nearest directory above, and `news.toml` of the user.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Clone, Copy, Debug, clap::Subcommand)]
enum What {
    /// All settings, as a file of settings, with the origin of each
    Show,
    /// The files that are read, the strongest first
    Path,
    /// Writes `news.toml` here, with all settings as comments
    Init,
}

/// Runs the command.
pub(crate) fn run(args: &Args, sources: &ConfigArgs, ui: &mut Ui) -> Result<ExitCode> {
    match args.what.unwrap_or(What::Show) {
        What::Show => show(sources, ui)?,
        What::Path => path(sources, ui)?,
        What::Init => {
            File::create_new(FILE).and_then(|mut file| file.write_all(template().as_bytes())).context(FILE)?;
        }
    }
    Ok(ExitCode::from(ALL_READ))
}

fn show(sources: &ConfigArgs, ui: &mut Ui) -> Result<()> {
    let settings = Settings::find(sources)?;
    let mut view = ui.view();
    for (n, section) in SECTIONS.iter().enumerate() {
        let gap = if n > 0 { "\n" } else { "" };
        writeln!(view, "{gap}[{}]", section.name)?;
        for option in section.options() {
            let key = option.get_id().as_str();
            match settings.get(section.name, key) {
                Some(given) => writeln!(view, "{key} = {}  # {}", setting::toml(option, &given.words), given.origin)?,
                None if is_open(option) => writeln!(view, "# {key} is not set")?,
                None => writeln!(view, "{key} = {}  # default", setting::toml(option, &setting::default(option)))?,
            }
        }
    }
    Ok(())
}

fn path(sources: &ConfigArgs, ui: &mut Ui) -> Result<()> {
    let files = files(sources);
    let mut view = ui.view();
    for path in &files {
        writeln!(view, "{}", path.display())?;
    }
    if files.is_empty() {
        let user = user_file().map_or_else(String::new, |path| format!(", nor {}", path.display()));
        ui.hint(&format!("no {FILE} in this directory or above{user}"));
    }
    Ok(())
}

/// A file of settings that sets nothing yet.
fn template() -> String {
    let mut out = "# Settings of news. Take away the \"#\" in front of those that you change; `news config` shows all that count.\n"
        .to_owned();
    for section in SECTIONS.iter() {
        let _ = writeln!(out, "\n# {}\n[{}]", section.summary, section.name);
        for option in section.options() {
            let help = option.get_help().map(ToString::to_string).unwrap_or_default();
            let key = option.get_id();
            let example =
                if is_open(option) { placeholder(option) } else { setting::toml(option, &setting::default(option)) };
            let _ = writeln!(out, "\n# {help}\n# {key} = {example}");
        }
    }
    out
}

/// Whether nothing is set by default.
fn is_open(option: &Arg) -> bool {
    setting::kind(option) != Kind::List && setting::default(option).is_empty()
}

fn placeholder(option: &Arg) -> String {
    let names = option.get_value_names().unwrap_or_default();
    setting::toml(option, &[names.first().map(ToString::to_string).unwrap_or_default()])
}
