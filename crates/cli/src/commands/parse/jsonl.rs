//! JSON Lines in: one text or page per line, with what the caller knows about it.
//!
//! Lines are taken as they come: from a live pipe each is read, and its record written, before the next one is waited for.

use std::io::{BufRead, BufReader, Read};

use news_archive::read_line;
use news_core::Options;

use crate::failure::Failure;
use crate::inputs::Input;
use crate::reading::{self, Outcome};

/// One line, or why it could not be had.
pub(super) struct Line {
    number: usize,
    bytes: Result<Vec<u8>, Failure>,
}

/// The lines of an input.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read>>,
    input: String,
    limit: u64,
    number: usize,
    broken: bool,
}

impl Lines {
    pub(super) fn open(input: &Input, limit: u64) -> Result<Lines, Failure> {
        Ok(Lines { reader: input.open()?, input: input.name(), limit, number: 0, broken: false })
    }

    /// The next lines: one, and as many as have already arrived whole, up to `most`. None at the end.
    pub(super) fn batch(&mut self, most: usize) -> Vec<Line> {
        let mut batch: Vec<Line> = self.line().into_iter().collect();
        while !batch.is_empty() && batch.len() < most && self.reader.buffer().contains(&b'\n') {
            batch.extend(self.line());
        }
        batch
    }

    /// The next line that is not blank.
    fn line(&mut self) -> Option<Line> {
        while !self.broken {
            let mut bytes = Vec::new();
            self.number += 1;
            let outcome = self.reader.by_ref().take(self.limit.saturating_add(1)).read_until(b'\n', &mut bytes);
            let bytes = match outcome {
                Ok(0) => return None,
                Ok(read) if read as u64 > self.limit && !bytes.ends_with(b"\n") => self.skip_long_line(),
                Ok(_) if bytes.trim_ascii().is_empty() => continue,
                Ok(_) => Ok(bytes),
                Err(error) => {
                    self.broken = true;
                    Err(Failure::of_io(&error, &self.input))
                }
            };
            return Some(Line { number: self.number, bytes });
        }
        None
    }

    fn skip_long_line(&mut self) -> Result<Vec<u8>, Failure> {
        // An error here comes again with the next line.
        let _ = self.reader.skip_until(b'\n');
        Err(Failure::new("E0003", &self.input, format!("line has more than {} bytes, the limit", self.limit)))
    }
}

/// Reads the articles of one line.
pub(super) fn read(line: &Line, options: &Options, input: &Input) -> Vec<Outcome> {
    let mut id = None;
    let outcomes = match articles(line, options, input, &mut id) {
        Ok(outcomes) => outcomes,
        Err(failure) => vec![Err(failure)],
    };
    let place = |failure: Failure| Failure { id: id.clone(), ..failure.at_line(line.number) };
    outcomes.into_iter().map(|outcome| outcome.map_err(place)).collect()
}

fn articles(line: &Line, options: &Options, input: &Input, id: &mut Option<String>) -> Result<Vec<Outcome>, Failure> {
    let bytes = line.bytes.as_ref().map_err(Clone::clone)?;
    let line = read_line(bytes).map_err(|bad| {
        *id = bad.id;
        Failure::new("E0010", &input.name(), bad.message)
    })?;
    id.clone_from(&line.hints.id);
    let options = line.hints.options(options);
    let mut outcomes = reading::read_items(line.text.as_bytes(), &options, &input.name());
    for article in outcomes.iter_mut().flatten() {
        article.source.uri = article.source.uri.take().or_else(|| input.uri());
        line.hints.complete(article);
    }
    Ok(outcomes)
}
