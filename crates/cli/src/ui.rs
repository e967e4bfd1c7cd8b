//! Where the command speaks: data and views on stdout, diagnostics on stderr.

use std::io::{self, BufWriter, Stderr, Stdout, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use news_core::Code;
use news_core::article::Level;

use crate::cli::{Color, Global};
use crate::diagnostic;
use crate::failure::Failure;

/// What the user asked to hear, and the streams to say it on.
#[derive(Debug)]
pub(crate) struct Ui {
    quiet: bool,
    verbose: u8,
    stdout: Stdout,
    stderr: Stderr,
}

impl Ui {
    /// Settles colors for the whole run.
    pub(crate) fn new(global: &Global) -> Self {
        let choice = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
        Ui { quiet: global.quiet, verbose: global.verbose, stdout: io::stdout(), stderr: io::stderr() }
    }

    /// Whether to show how far a run is by a bar, by lines, or not at all.
    pub(crate) fn shows_progress(&self) -> Option<bool> {
        (!self.quiet).then(|| io::IsTerminal::is_terminal(&self.stderr))
    }

    /// Whether more was asked for than usual.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Stdout for data: bytes pass as they are.
    pub(crate) fn data(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::new(self.stdout.lock())
    }

    /// Stdout for people: colors are taken out where they are not wanted.
    pub(crate) fn view(&self) -> AutoStream<StdoutLock<'static>> {
        AutoStream::auto(self.stdout.lock())
    }

    /// Tells of an input that gave no article, unless `--quiet`.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        if !self.quiet {
            self.say(&diagnostic::failure(failure));
        }
    }

    /// Tells of something about an input that did give an article, unless `--quiet`.
    pub(crate) fn about(&mut self, code: &Code, level: Level, message: &str) {
        if !self.quiet {
            self.say(&diagnostic::about(code, level, message));
        }
    }

    /// Tells what is going on where nothing else shows it, unless `--quiet`.
    pub(crate) fn hint(&mut self, line: &str) {
        if !self.quiet {
            self.say(line);
        }
    }

    /// Tells how the run went, with `--verbose`.
    pub(crate) fn summary(&mut self, line: &str) {
        if self.is_verbose() {
            self.say(line);
        }
    }

    /// Writes to stderr whatever was asked for: usage errors and why the run stopped.
    ///
    /// The lock is taken per message, because the panic hook and the server's threads write there too. A closed stderr is
    /// no reason to stop.
    pub(crate) fn say(&mut self, message: &str) {
        let mut stderr = AutoStream::auto(self.stderr.lock());
        let _ = writeln!(stderr, "{message}");
    }
}
