//! `cargo xtask new`: scaffolds that compile at once, so that there is one obvious place to start.
//!
//! The texts are in `xtask/templates`; the lines that join them to the core go beside others of their kind. The gate
//! scaffolds a throw-away reader and pass and lints them.

mod insert;
mod pass;
mod reader;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};

use crate::checkout::root;

/// Scaffold a reader or a pass
#[derive(Args)]
pub(crate) struct New {
    pub(crate) kind: Kind,
    /// The module: lower case, words joined by `_`; a pass is named for its layer, in the plural (`deadlines`)
    pub(crate) name: String,
    /// The checkout to write to
    #[arg(long, default_value_os_t = root())]
    pub(crate) root: PathBuf,
}

/// What is scaffolded.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Kind {
    /// An input format: one file and its row in FORMATS
    Reader,
    /// An annotation pass: a layer of the article and the function that finds it
    Pass,
}

impl New {
    pub(crate) fn run(&self) -> Result<()> {
        let next = match self.kind {
            Kind::Reader => reader::NEXT,
            Kind::Pass => pass::NEXT,
        };
        for path in self.write()? {
            println!("wrote {}", path.display());
        }
        println!("\nnext:");
        for step in next {
            println!("- {}", step.replace("NAME", &self.name));
        }
        Ok(())
    }

    /// Writes the scaffold and gives the files written or changed.
    pub(crate) fn write(&self) -> Result<Vec<PathBuf>> {
        let is_word = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
        let fits =
            self.name.split('_').all(is_word) && self.name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
        ensure!(fits, "{}: expected a module name such as `newsml` or `press_times`", self.name);
        let mut plan = Plan { root: self.root.clone(), files: Vec::new() };
        match self.kind {
            Kind::Reader => reader::scaffold(&self.name, &mut plan)?,
            Kind::Pass => pass::scaffold(&self.name, &mut plan)?,
        }
        plan.write()
    }
}

/// What a scaffold will write, collected first: either all of it is written or nothing.
struct Plan {
    root: PathBuf,
    files: Vec<(PathBuf, String)>,
}

impl Plan {
    /// Adds a file that must not be there yet.
    fn create(&mut self, path: &str, content: String) -> Result<()> {
        ensure!(!self.root.join(path).exists(), "{path} is there already");
        self.files.push((path.into(), content));
        Ok(())
    }

    /// Changes a file by inserting a line; `change` gives nothing where its anchor is missing.
    fn change(&mut self, path: &str, anchor: &str, change: impl Fn(&str) -> Option<String>) -> Result<()> {
        let planned = self.files.iter().position(|(planned, _)| planned.as_os_str() == path);
        let text = match planned {
            Some(at) => self.files.remove(at).1,
            None => fs::read_to_string(self.root.join(path)).with_context(|| path.to_owned())?,
        };
        let changed =
            change(&text).with_context(|| format!("{path}: expected {anchor}, found none; insert by hand"))?;
        self.files.push((path.into(), changed));
        Ok(())
    }

    fn write(self) -> Result<Vec<PathBuf>> {
        for (path, content) in &self.files {
            let path = self.root.join(path);
            fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
            fs::write(&path, content).with_context(|| path.display().to_string())?;
        }
        Ok(self.files.into_iter().map(|(path, _)| path).collect())
    }
}
