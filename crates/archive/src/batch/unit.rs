//! One unit: its items read, its part written.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use news_core::Article;

use super::journal::Entry;
use super::plan::{Unit, Work};
use super::progress::Progress;
use super::stop::Stop;
use super::{Batch, journal};
use crate::containers::{Opening, Step, unpack};
use crate::error::Failure;
use crate::input::Input;
use crate::item::{Hints, Item};
use crate::part::{Hashed, PartWriter};
use crate::reading::read_item;
use crate::record::Record;

/// A unit that is on the disk and not in the journal yet.
pub(super) struct Done {
    pub(super) entry: Entry,
    /// Lines of `errors.jsonl`.
    pub(super) errors: String,
}

/// Writes the part of a unit, with at most `left` articles; nothing if the run was stopped in between.
pub(super) fn write(
    batch: &Batch,
    unit: &Unit,
    left: u64,
    digest: &str,
    progress: &Progress,
    stop: &Stop,
) -> io::Result<Option<Done>> {
    let temporary = Temporary(batch.articles().join(format!(".{}.tmp", unit.name)));
    let file = File::create(&temporary.0)?;
    let handle = file.try_clone()?;
    let part = (batch.format.open)(Hashed::new(BufWriter::new(file)), batch.part)?;
    let mut pass = Pass {
        batch,
        unit,
        left,
        progress,
        stop,
        part,
        entry: Entry::new(unit, digest),
        errors: String::new(),
        last: None,
    };
    if !pass.read()? {
        return Ok(None);
    }
    let Pass { part, mut entry, errors, .. } = pass;
    let written = part.finish()?;
    if written.rows > 0 {
        let name = format!("{}.{}", unit.name, batch.format.name);
        handle.sync_all()?;
        fs::rename(&temporary.0, batch.articles().join(&name))?;
        journal::sync_folder(&batch.articles())?;
        entry.part = Some(name);
        (entry.bytes, entry.sha256) = (written.bytes, Some(written.sha256));
    }
    Ok(Some(Done { entry, errors }))
}

/// A file that is removed unless it was renamed.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// A pass over the items of a unit.
struct Pass<'a> {
    batch: &'a Batch,
    unit: &'a Unit,
    left: u64,
    progress: &'a Progress,
    stop: &'a Stop,
    part: Box<dyn PartWriter>,
    entry: Entry,
    errors: String,
    /// Input and place of the last record, and its number: several stories may start at one place.
    last: Option<(String, u64, u32)>,
}

impl Pass<'_> {
    /// Reads everything; false if the run is to end.
    fn read(&mut self) -> io::Result<bool> {
        let unit = self.unit;
        match &unit.work {
            Work::Files(files) => self.files(files),
            Work::Range { input, container, coding } => {
                let [start, end] = unit.range;
                let most = self.batch.options.max_size;
                let items = (container.open)(&Opening { input, coding: *coding, start, end, most });
                let mut items = match items {
                    Ok(items) => items,
                    Err(error) => {
                        self.fail(&input.name, &Failure::of_io(&error, start));
                        return Ok(true);
                    }
                };
                let mut item = Item::default();
                let mut at = start;
                while self.left > 0 {
                    let Some(step) = items.next(&mut item) else { break };
                    let now = items.position().clamp(at, end);
                    self.progress.add(self.bytes_of(now - at), 0, 0);
                    at = now;
                    if !self.step(step, &input.name, &mut item)? {
                        return Ok(false);
                    }
                }
                self.progress.add(self.bytes_of(end - at), 0, 0);
                Ok(true)
            }
        }
    }

    /// Bytes of the input that a piece of the range stands for.
    fn bytes_of(&self, piece: u64) -> u64 {
        let [start, end] = self.unit.range;
        self.unit.bytes * piece / (end - start).max(1)
    }

    fn files(&mut self, files: &[(Input, u64)]) -> io::Result<bool> {
        let mut item = Item::default();
        for (input, size) in files {
            if self.left == 0 {
                break;
            }
            let most = self.batch.options.max_size;
            item.hints = Hints::default();
            let read = input.bytes(most).map_err(|error| Failure::of_io(&error, 0)).and_then(|bytes| {
                item.bytes = bytes;
                unpack(&input.name, &mut item, most)
            });
            let step = read.map_or_else(Step::Broken, |()| Step::Item);
            if !self.step(step, &input.name, &mut item)? {
                return Ok(false);
            }
            self.progress.add(*size, 0, 0);
        }
        Ok(true)
    }

    /// Takes in what a container gave; false if the run is to end.
    fn step(&mut self, step: Step, input: &str, item: &mut Item) -> io::Result<bool> {
        match step {
            Step::Skipped => self.entry.skipped += 1,
            Step::Broken(failure) => self.fail(input, &failure),
            Step::Item => {
                self.entry.records += 1;
                match read_item(item, &self.batch.options) {
                    Ok(articles) => self.push(articles, input, item)?,
                    Err(failure) => self.fail(input, &failure),
                }
            }
        }
        Ok(!self.stop.is_due())
    }

    fn push(&mut self, articles: Vec<Article>, input: &str, item: &Item) -> io::Result<()> {
        for mut article in articles {
            let is_low = article.quality.as_ref().zip(self.batch.min_quality);
            if is_low.is_some_and(|(quality, least)| quality.score < least) {
                self.entry.below += 1;
                continue;
            }
            if self.left == 0 {
                break;
            }
            let n = match &self.last {
                Some((name, offset, n)) if name == input && *offset == item.offset => n + 1,
                _ => 0,
            };
            self.last = Some((input.to_owned(), item.offset, n));
            article.source.uri = article.source.uri.take().or_else(|| Some(input.to_owned()));
            self.part.push(&Record::new(input, item.offset, n, item.hints.url.clone(), article))?;
            self.entry.articles += 1;
            self.left -= 1;
            self.progress.add(0, 1, 0);
        }
        Ok(())
    }

    fn fail(&mut self, input: &str, failure: &Failure) {
        self.entry.errors += 1;
        self.errors.push_str(&failure.to_json(input, &self.unit.name).to_string());
        self.errors.push('\n');
        self.progress.add(0, 0, 1);
    }
}

/// Whether a file is the part of some unit, finished or not.
pub(super) fn is_part(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.trim_start_matches('.').starts_with("part-")
}
