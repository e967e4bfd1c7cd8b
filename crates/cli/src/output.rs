//! Where records go: stdout, or a file that appears only when it is complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process;

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, Result};
use news_core::OffsetUnit;

use crate::ui::Ui;

/// How a run writes records or rows.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// Unit in which positions are counted
    #[arg(long, value_name = "UNIT", default_value = "scalar")]
    pub(crate) offsets: OffsetUnit,
    /// File to write, replaced only when the run is complete; `-` is stdout
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 0 even if some input failed
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Threads; the output does not depend on them
    #[arg(short, long, value_name = "N", default_value = "1")]
    pub(crate) jobs: NonZeroUsize,
}

/// What is written beside the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Keep {
    /// Credits, sign-offs, promos and whatever else is no prose
    Furniture,
}

/// An open output.
pub(crate) enum Output {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A pipe or device: there is nothing to rename.
    Device(BufWriter<File>, PathBuf),
    /// A file under its temporary name.
    File(Temporary),
}

/// A file that is written beside its target and then takes its place. Removed if that does not happen.
pub(crate) struct Temporary {
    file: BufWriter<File>,
    path: PathBuf,
    target: PathBuf,
    done: bool,
}

impl Output {
    /// Opens the output before anything is read, so that a wrong path costs nothing. `-` or nothing is stdout.
    pub(crate) fn open(path: Option<&Path>, ui: &Ui) -> Result<Output> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output::Stdout(ui.data()));
        };
        let open = || match fs::metadata(path) {
            Ok(data) if data.is_dir() => Err(io::Error::from(io::ErrorKind::IsADirectory)),
            Ok(data) if !data.is_file() => {
                let file = File::options().write(true).open(path)?;
                Ok(Output::Device(BufWriter::new(file), path.to_owned()))
            }
            // A link stays a link: what it points to is replaced.
            _ => Temporary::create(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())).map(Output::File),
        };
        open().with_context(|| path.display().to_string())
    }

    /// Whether people are looking.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Output::Stdout(_)) && io::IsTerminal::is_terminal(&io::stdout())
    }

    /// Writes bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let outcome = self.writer().write_all(bytes);
        self.named(outcome)
    }

    /// Writes a view for people. Colors stay only where stdout shows them: a file is never painted.
    pub(crate) fn view(&mut self, painted: &str) -> Result<()> {
        let is_painted = matches!(self, Output::Stdout(_)) && AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        if is_painted {
            return self.write(painted.as_bytes());
        }
        self.write(anstream::adapter::strip_str(painted).to_string().as_bytes())
    }

    /// Passes on what was written.
    pub(crate) fn flush(&mut self) -> Result<()> {
        let outcome = self.writer().flush();
        self.named(outcome)
    }

    /// Completes the output; a file takes its name now.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.flush()?;
        let outcome = match &mut self {
            Output::File(temporary) => temporary.rename(),
            _ => Ok(()),
        };
        self.named(outcome)
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Output::Stdout(stdout) => stdout,
            Output::Device(file, _) => file,
            Output::File(temporary) => &mut temporary.file,
        }
    }

    fn named(&self, outcome: io::Result<()>) -> Result<()> {
        match self {
            Output::Stdout(_) => Ok(outcome?),
            Output::Device(_, path) => outcome.with_context(|| path.display().to_string()),
            Output::File(temporary) => outcome.with_context(|| temporary.target.display().to_string()),
        }
    }
}

impl Temporary {
    fn create(target: PathBuf) -> io::Result<Temporary> {
        let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_string_lossy().into_owned();
        let path = target.with_file_name(format!(".{name}.{}.tmp", process::id()));
        let file = BufWriter::new(File::create(&path)?);
        Ok(Temporary { file, path, target, done: false })
    }

    fn rename(&mut self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_file(&self.path);
        }
    }
}
