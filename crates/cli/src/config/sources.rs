//! Where settings come from, and which one counts.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use super::setting::{Kind, SECTIONS, Section, kind};
use super::{ConfigArgs, file};
use crate::failure::Usage;

/// The name of a file of settings.
pub(crate) const FILE: &str = "news.toml";

/// A setting that somebody made.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) section: &'static str,
    pub(crate) key: String,
    /// The value as the option takes it on the command line; several for a list, `true` or `false` for a flag.
    pub(crate) words: Vec<String>,
    pub(crate) origin: Origin,
}

/// Where a setting was made.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// `--config KEY=VALUE`
    CommandLine,
    /// The variable of this name.
    Variable(String),
    /// File and line, as in `news.toml:3`.
    File(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::CommandLine => f.write_str("--config"),
            Origin::Variable(name) | Origin::File(name) => f.write_str(name),
        }
    }
}

/// All settings that were made, the strongest first.
pub(crate) struct Settings(Vec<Given>);

impl Settings {
    /// Looks everywhere.
    ///
    /// # Errors
    /// The first setting that cannot be used, also where a stronger one takes its place.
    pub(crate) fn find(args: &ConfigArgs) -> Result<Settings, Usage> {
        let (single, _) = apart(args);
        // Of two for the same key the later one is meant.
        let mut found = single.into_iter().rev().map(from_argument).collect::<Result<Vec<_>, _>>()?;
        if !args.isolated {
            found.extend(variables()?);
        }
        for path in files(args) {
            found.extend(file::read(&path)?);
        }
        Ok(Settings(found))
    }

    /// The setting that counts.
    pub(crate) fn get(&self, section: &str, key: &str) -> Option<&Given> {
        self.0.iter().find(|given| given.section == section && given.key == key)
    }
}

/// The files that are read, the strongest first.
pub(crate) fn files(args: &ConfigArgs) -> Vec<PathBuf> {
    let (_, named) = apart(args);
    if !named.is_empty() {
        return named.into_iter().rev().map(PathBuf::from).collect();
    }
    if args.isolated {
        return Vec::new();
    }
    nearest_file().into_iter().chain(user_file().filter(|path| path.is_file())).collect()
}

/// The file of the user, whether it is there or not.
pub(crate) fn user_file() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) { folder("APPDATA") } else { folder("XDG_CONFIG_HOME") };
    base.or_else(|| Some(folder("HOME")?.join(".config"))).map(|base| base.join("news").join(FILE))
}

/// The file of this directory, or of the nearest one above that has one.
fn nearest_file() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    // As a relative path it is shorter to read.
    let path = |above: usize| (0..above).map(|_| Path::new("..")).collect::<PathBuf>().join(FILE);
    (0..here.ancestors().count()).map(path).find(|path| path.is_file())
}

/// The arguments of `--config`: single settings, as in `read.lang=de`, and files.
fn apart(args: &ConfigArgs) -> (Vec<&str>, Vec<&str>) {
    let is_single = |given: &&str| {
        given
            .split_once('=')
            .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_')))
    };
    args.given.iter().map(String::as_str).partition(is_single)
}

fn from_argument(given: &str) -> Result<Given, Usage> {
    let (name, value) = given.split_once('=').unwrap_or((given, ""));
    let (section, key) = name.split_once('.').unwrap_or((name, ""));
    single(section, key, value, Origin::CommandLine)
        .map_err(|message| Usage::setting(format!("--config {name}: {message}"), None))
}

/// `NEWS_READ_LANG` and the like.
fn variables() -> Result<Vec<Given>, Usage> {
    let mut found = Vec::new();
    for section in SECTIONS.iter() {
        let prefix = format!("NEWS_{}_", section.name.to_ascii_uppercase());
        let mut variables: Vec<(String, String)> = env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned())))
            .filter(|(name, _)| name.starts_with(&prefix))
            .collect();
        variables.sort();
        for (name, value) in variables {
            let key = name.trim_start_matches(&prefix).to_ascii_lowercase();
            let given = single(section.name, &key, &value, Origin::Variable(name.clone()));
            found.push(given.map_err(|message| Usage::setting(format!("{name}: {message}"), None))?);
        }
    }
    Ok(found)
}

/// A setting out of one string; a list has commas.
fn single(section: &str, key: &str, value: &str, origin: Origin) -> Result<Given, String> {
    let section = Section::named(section)?;
    let option = section.option(key)?;
    let words: Vec<String> = match kind(option) {
        Kind::Flag if !matches!(value, "true" | "false") => {
            return Err(format!("expected true or false, got \"{value}\""));
        }
        Kind::List => value.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        _ => vec![value.to_owned()],
    };
    section.check(option, &words)?;
    Ok(Given { section: section.name, key: key.to_owned(), words, origin })
}
