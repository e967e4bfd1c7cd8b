//! What goes wrong: inputs that give no article, and reasons to stop the run.

use std::fmt;
use std::io;
use std::process::ExitCode;

use news_archive::INPUT_UNREADABLE;
use news_core::Code;
use news_core::article::Level;
use serde_json::{Map, Value, json};

use crate::codes;
use crate::diagnostic;
use crate::place::Place;
use crate::ui::Ui;

/// Every input gave an article.
pub(crate) const ALL_READ: u8 = 0;
/// Some input failed, or has findings.
pub(crate) const SOME_FAILED: u8 = 1;
/// Nothing was started.
pub(crate) const NOTHING_STARTED: u8 = 2;
/// The output could not be written.
pub(crate) const NOT_WRITTEN: u8 = 3;
/// A signal ended the run; what was finished is safe.
pub(crate) const INTERRUPTED: u8 = 130;

/// Why an input, or a line of it, gave no article. The run goes on.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) code: &'static Code,
    pub(crate) message: String,
    /// The input as typed; `-` is stdin.
    pub(crate) input: String,
    /// The line of JSONL input, from 1.
    pub(crate) line: Option<usize>,
    /// The caller's own name of the line.
    pub(crate) id: Option<String>,
}

impl Failure {
    pub(crate) fn new(code: &str, input: &str, message: impl Into<String>) -> Self {
        Failure { code: codes::row(code), message: message.into(), input: input.to_owned(), line: None, id: None }
    }

    /// What the library says about an input.
    pub(crate) fn of(error: &news_core::Error, input: &str) -> Self {
        Failure::new(error.code().code, input, error.to_string())
    }

    /// What the system says about an input; its own words differ between systems where they name the commonest causes.
    pub(crate) fn of_io(error: &io::Error, input: &str) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Failure::missing(input),
            _ => Failure::new(INPUT_UNREADABLE.code, input, reason(error)),
        }
    }

    pub(crate) fn missing(input: &str) -> Self {
        Failure::new(codes::INPUT_MISSING.code, input, "no such file or directory")
    }

    pub(crate) fn at_line(self, line: usize) -> Self {
        Failure { line: Some(line), ..self }
    }

    /// The record that stands in place of the article with `--errors inline`.
    pub(crate) fn to_json(&self) -> Value {
        let mut record = Map::new();
        record.insert("input".to_owned(), json!(self.input));
        record.extend(self.line.map(|line| ("line".to_owned(), json!(line))));
        record.extend(self.id.as_ref().map(|id| ("id".to_owned(), json!(id))));
        let error = json!({ "code": self.code.code, "name": self.code.name, "message": self.message });
        record.insert("error".to_owned(), error);
        Value::Object(record)
    }

    /// Input and line as they stand in a message.
    pub(crate) fn place(&self) -> String {
        let input = input_name(&self.input);
        self.line.map_or_else(|| input.to_owned(), |line| format!("{input}:{line}"))
    }
}

/// The name of an input in messages.
pub(crate) fn input_name(input: &str) -> &str {
    if input == "-" { "<stdin>" } else { input }
}

/// The reason of a system error in words that do not depend on the system where that can be.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::AlreadyExists => "exists already".to_owned(),
        io::ErrorKind::NotADirectory => "not a directory".to_owned(),
        _ => error.to_string(),
    }
}

/// A reason not to start: a bad option, or no input that exists.
#[derive(Debug)]
pub(crate) struct Usage {
    code: Option<&'static Code>,
    message: String,
    help: Option<String>,
    /// Where it stands in a file of settings.
    place: Option<Box<Place>>,
}

impl Usage {
    /// An option has a value that cannot be used.
    pub(crate) fn option(message: impl Into<String>) -> Self {
        Usage { code: Some(codes::row("E0011")), message: message.into(), help: None, place: None }
    }

    /// As [`Usage::option`], under another code and with its own advice.
    pub(crate) fn with(code: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Usage { code: Some(codes::row(code)), message: message.into(), help: Some(help.into()), place: None }
    }

    /// A setting that cannot be used.
    pub(crate) fn setting(message: impl Into<String>, place: Option<Place>) -> Self {
        Usage { code: Some(&codes::BAD_SETTING), message: message.into(), help: None, place: place.map(Box::new) }
    }

    /// Everything has been said already.
    pub(crate) fn silent() -> Self {
        Usage { code: None, message: String::new(), help: None, place: None }
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Usage {}

/// Prints what clap has to say: help on stdout, a usage error on stderr.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    // Clap's codes are 0 and 2, as ours.
    ExitCode::from(if error.use_stderr() { NOTHING_STARTED } else { ALL_READ })
}

/// Says why the run stopped, and with which code.
pub(crate) fn stop(error: &anyhow::Error, ui: &mut Ui) -> ExitCode {
    if let Some(error) = error.downcast_ref::<clap::Error>() {
        return usage(error);
    }
    if let Some(usage) = error.downcast_ref::<Usage>() {
        if let Some(code) = usage.code {
            ui.say(&match &usage.place {
                Some(place) => diagnostic::finding(code, Level::Error, &usage.message, place),
                None => diagnostic::usage(code, &usage.message, usage.help.as_deref()),
            });
        }
        return ExitCode::from(NOTHING_STARTED);
    }
    // Inputs never stop a run, so a system error that comes up to here is about the output.
    let system = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    if system.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        return ExitCode::from(ALL_READ);
    }
    let message = match system {
        Some(cause) if error.chain().count() > 1 => format!("{error}: {}", reason(cause)),
        Some(cause) => format!("<stdout>: {}", reason(cause)),
        None => format!("{error:#}"),
    };
    ui.say(&diagnostic::usage(&codes::OUTPUT_UNWRITABLE, &message, None));
    ExitCode::from(NOT_WRITTEN)
}
