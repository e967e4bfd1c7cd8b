//! Where converted articles go: one output, or a file each in a directory.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use news_core::{Output as Format, Several};

use super::Converted;
use crate::codes;
use crate::failure::Failure;
use crate::inputs::Input;
use crate::output::Output;
use crate::ui::Ui;
use crate::visible::visible;

/// Where converted articles go.
pub(super) enum Target {
    /// All in one.
    One(One),
    /// A file each.
    Directory(Directory),
}

pub(super) struct One {
    format: &'static Format,
    output: Output,
    /// The file beside it, of the formats that have one.
    beside: Option<PathBuf>,
    written: usize,
}

pub(super) struct Directory {
    format: &'static Format,
    path: PathBuf,
    names: BTreeSet<String>,
}

impl Target {
    /// A path that ends in `/`, or is a directory, gets a file per article.
    pub(super) fn open(format: &'static Format, path: Option<&Path>, ui: &Ui) -> Result<Target> {
        if let Some(path) = path.filter(|path| path.is_dir() || path.to_string_lossy().ends_with('/')) {
            std::fs::create_dir_all(path).with_context(|| path.display().to_string())?;
            return Ok(Target::Directory(Directory { format, path: path.to_owned(), names: BTreeSet::new() }));
        }
        let output = Output::open(path, ui)?;
        let beside = path.filter(|path| path.as_os_str() != "-").map(Path::to_owned);
        Ok(Target::One(One { format, output, beside, written: 0 }))
    }

    /// Whether people are looking.
    pub(super) fn is_terminal(&self) -> bool {
        matches!(self, Target::One(one) if one.output.is_terminal())
    }

    /// Writes an article; the inner error is that of an article that finds no room.
    pub(super) fn put(&mut self, converted: &Converted) -> Result<Result<(), Failure>> {
        match self {
            Target::One(one) => one.put(converted),
            Target::Directory(directory) => directory.put(converted).map(Ok),
        }
    }

    /// Passes on what was written.
    pub(super) fn flush(&mut self) -> Result<()> {
        match self {
            Target::One(one) => one.output.flush(),
            Target::Directory(_) => Ok(()),
        }
    }

    /// Completes the output.
    pub(super) fn finish(self) -> Result<()> {
        let Target::One(mut one) = self else { return Ok(()) };
        if let Several::Joined { head, foot, .. } = one.format.several {
            if one.written == 0 {
                one.write(head)?;
            }
            one.write(foot)?;
        }
        one.output.finish()
    }
}

impl One {
    fn put(&mut self, converted: &Converted) -> Result<Result<(), Failure>> {
        let in_front = match self.format.several {
            Several::Joined { head, .. } if self.written == 0 => head,
            Several::Joined { between, .. } => between,
            Several::Single if self.written == 0 => "",
            Several::Single => {
                let message =
                    format!("a document of {} holds one article; expected -o DIR/ for several", self.format.name);
                return Ok(Err(Failure::new(codes::OUTPUT_FULL.code, &converted.input.name(), message)));
            }
        };
        self.written += 1;
        self.write(in_front)?;
        self.write(&converted.text)?;
        if let (Some((extension, text)), Some(beside)) = (&converted.companion, &self.beside) {
            write_file(&beside.with_extension(extension), text)?;
        }
        Ok(Ok(()))
    }

    /// A terminal is not commanded by what it shows.
    fn write(&mut self, text: &str) -> Result<()> {
        if self.output.is_terminal() {
            self.output.write(visible(text).as_bytes())
        } else {
            self.output.write(text.as_bytes())
        }
    }
}

impl Directory {
    fn put(&mut self, converted: &Converted) -> Result<()> {
        let name = self.name(&converted.input, converted.record);
        let whole = match self.format.several {
            Several::Joined { head, foot, .. } => format!("{head}{}{foot}", converted.text),
            Several::Single => converted.text.clone(),
        };
        write_file(&self.path.join(format!("{name}.{}", self.format.extension)), &whole)?;
        if let Some((extension, text)) = &converted.companion {
            write_file(&self.path.join(format!("{name}.{extension}")), text)?;
        }
        Ok(())
    }

    /// The name of the input without its extension, with the number of the story where it holds several; numbered on where
    /// two inputs have one name.
    fn name(&mut self, input: &Input, record: Option<u32>) -> String {
        let stem = match input {
            Input::Stdin => "article".to_owned(),
            Input::File(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let wanted = record.map_or_else(|| stem.clone(), |n| format!("{stem}-{n}"));
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let free = std::iter::once(wanted.clone()).chain(numbered).find(|name| !self.names.contains(name));
        let name = free.unwrap_or(wanted);
        self.names.insert(name.clone());
        name
    }
}

fn write_file(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| path.display().to_string())
}
