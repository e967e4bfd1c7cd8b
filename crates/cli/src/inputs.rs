//! What the user wants read: files, directories, patterns, stdin.

mod walk;

use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, CommandFactory};
use globset::{GlobSet, GlobSetBuilder};

use crate::cli::Cli;
use crate::failure::{Failure, Usage};
use crate::ui::Ui;

/// The inputs of a command.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, directories (with everything below them), glob patterns, or `-` for stdin; without any, text piped to stdin
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Of directories, read only files that match; a pattern with `/` is matched against the path below the directory
    #[arg(long, value_name = "PATTERN")]
    pub(crate) glob: Vec<String>,
}

/// One input, not opened yet.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

/// An input, or why there is none.
pub(crate) type Found = Result<Input, Failure>;

/// The most of a batch that is read before anything is written, per thread.
pub(crate) const INPUTS_PER_JOB: usize = 16;
/// A batch is closed when its files have this many bytes.
const BATCH_BYTES: u64 = 64 << 20;

/// Inputs to be read at once: one for one thread; for several some for each, as long as memory bears it.
pub(crate) fn batches(mut inputs: impl Iterator<Item = Found>, jobs: usize) -> impl Iterator<Item = Vec<Found>> {
    let most = if jobs == 1 { 1 } else { jobs * INPUTS_PER_JOB };
    let next = move || {
        let mut batch: Vec<Found> = Vec::new();
        let mut bytes = 0;
        while batch.len() < most && bytes < BATCH_BYTES {
            let Some(found) = inputs.next() else { break };
            bytes += found.as_ref().map_or(0, Input::size);
            batch.push(found);
        }
        (!batch.is_empty()).then_some(batch)
    };
    std::iter::from_fn(next)
}

impl InputArgs {
    /// Finds the inputs in the order given, those of a directory sorted by name. Directories are walked as the run goes on.
    ///
    /// # Errors
    /// [`Usage`] if a pattern is broken or no input exists; clap's error if there is none and stdin is a terminal.
    pub(crate) fn find(&self, command: &str, ui: &mut Ui) -> Result<impl Iterator<Item = Found> + use<>> {
        let globs = self.globs()?;
        let roots = match self.inputs.as_slice() {
            [] if io::stdin().is_terminal() => return Err(no_input(command).into()),
            [] => vec![Root::Stdin],
            inputs => inputs.iter().map(|path| Root::of(path)).collect::<Result<_>>()?,
        };
        let missing: Vec<&Failure> = roots.iter().filter_map(Root::missing).collect();
        if missing.len() == roots.len() {
            for failure in missing {
                ui.failure(failure);
            }
            return Err(Usage::silent().into());
        }
        Ok(roots.into_iter().flat_map(move |root| root.expand(globs.as_ref())))
    }

    fn globs(&self) -> Result<Option<GlobSet>> {
        if self.glob.is_empty() {
            return Ok(None);
        }
        let mut set = GlobSetBuilder::new();
        for pattern in &self.glob {
            // A pattern without a slash means the name, at any depth.
            let anywhere = if pattern.contains('/') { pattern.clone() } else { format!("**/{pattern}") };
            set.add(walk::glob(&anywhere, "--glob")?);
        }
        Ok(Some(set.build()?))
    }
}

/// The usage error for a terminal with nothing to read.
fn no_input(command: &str) -> clap::Error {
    let mut cli = Cli::command();
    cli.build();
    let message = "expected an INPUT, or text piped to stdin";
    match cli.find_subcommand_mut(command) {
        Some(command) => command.error(clap::error::ErrorKind::MissingRequiredArgument, message),
        None => cli.error(clap::error::ErrorKind::MissingRequiredArgument, message),
    }
}

/// An argument, looked at but not walked.
enum Root {
    Stdin,
    File(PathBuf),
    Directory(PathBuf),
    Matches(Vec<PathBuf>),
    Missing(Failure),
}

impl Root {
    fn of(path: &Path) -> Result<Root> {
        let name = path.display().to_string();
        Ok(match fs::metadata(path) {
            _ if name == "-" => Root::Stdin,
            Ok(data) if data.is_dir() => Root::Directory(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let is_pattern = name.contains(['*', '?', '[', '{']);
                let matches = if is_pattern { walk::matches(&name)? } else { Vec::new() };
                match matches.is_empty() {
                    false => Root::Matches(matches),
                    true if is_pattern => Root::Missing(walk::no_file(&name, "no file matches this pattern")),
                    true => Root::Missing(Failure::missing(&name)),
                }
            }
            // What cannot be looked at is reported when it is read.
            _ => Root::File(path.to_owned()),
        })
    }

    fn missing(&self) -> Option<&Failure> {
        match self {
            Root::Missing(failure) => Some(failure),
            _ => None,
        }
    }

    fn expand(self, globs: Option<&GlobSet>) -> Box<dyn Iterator<Item = Found>> {
        match self {
            Root::Stdin => Box::new([Ok(Input::Stdin)].into_iter()),
            Root::File(path) => Box::new([Ok(Input::File(path))].into_iter()),
            Root::Matches(paths) => Box::new(paths.into_iter().map(|path| Ok(Input::File(path)))),
            Root::Missing(failure) => Box::new([Err(failure)].into_iter()),
            Root::Directory(path) => walk::directory(&path, globs.cloned()),
        }
    }
}

impl Input {
    /// The input as typed; `-` is stdin.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// What a record says about where it came from.
    pub(crate) fn uri(&self) -> Option<String> {
        matches!(self, Input::File(_)).then(|| self.name())
    }

    /// Its size, where that is known before it is read.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Input::File(path) => fs::metadata(path).map_or(0, |data| data.len()),
            Input::Stdin => 0,
        }
    }

    /// Reads all of it, unless it is larger than `limit`.
    pub(crate) fn bytes(&self, limit: u64) -> Result<Vec<u8>, Failure> {
        let size = self.size();
        if size > limit {
            let message = format!("input has {size} bytes, the limit is {limit}");
            return Err(Failure::new("E0003", &self.name(), message));
        }
        let mut bytes = Vec::new();
        let outcome = self.open()?.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        outcome.map_err(|error| Failure::of_io(&error, &self.name()))?;
        if bytes.len() as u64 > limit {
            return Err(Failure::new("E0003", &self.name(), format!("input has more than {limit} bytes, the limit")));
        }
        Ok(bytes)
    }

    /// Opens it for reading in pieces.
    pub(crate) fn open(&self) -> Result<BufReader<Box<dyn Read>>, Failure> {
        let reader: Box<dyn Read> = match self {
            Input::Stdin => Box::new(io::stdin()),
            Input::File(path) => Box::new(File::open(path).map_err(|error| Failure::of_io(&error, &self.name()))?),
        };
        Ok(BufReader::with_capacity(1 << 16, reader))
    }
}
