//! Files in a ZIP archive, by the directory at its end.

use std::io::{self, Read};

use zip::ZipArchive;

use super::{Items, Opening, Step, TOO_LARGE, is_hidden, unpack};
use crate::error::{CONTAINER_BROKEN, Failure};
use crate::input::{Input, Seekable};
use crate::item::{Hints, Item};

struct Zip {
    archive: ZipArchive<Seekable>,
    /// Entries of the range.
    range: std::ops::Range<u64>,
    most: u64,
}

/// How many entries an archive has.
pub(super) fn entries(input: &Input) -> io::Result<u64> {
    Ok(ZipArchive::new(Seekable::new(input)?)?.len() as u64)
}

pub(super) fn open(opening: &Opening<'_>) -> io::Result<Box<dyn Items>> {
    let archive = ZipArchive::new(Seekable::new(opening.input)?)?;
    Ok(Box::new(Zip { archive, range: opening.start..opening.end, most: opening.most }))
}

impl Items for Zip {
    fn next(&mut self, item: &mut Item) -> Option<Step> {
        let at = self.range.next()?;
        item.hints = Hints::default();
        item.bytes.clear();
        item.offset = at;
        let step = self.entry(usize::try_from(at).ok()?, item);
        Some(step.unwrap_or_else(|error| Step::Broken(Failure::new(&CONTAINER_BROKEN, item.offset, error.to_string()))))
    }

    fn position(&self) -> u64 {
        self.range.start
    }
}

impl Zip {
    fn entry(&mut self, at: usize, item: &mut Item) -> io::Result<Step> {
        let file = self.archive.by_index(at)?;
        let name = file.name()?.into_owned();
        item.offset = file.header_start();
        if !file.is_file() || is_hidden(&name) {
            return Ok(Step::Skipped);
        }
        let read = file.take(self.most.saturating_add(1)).read_to_end(&mut item.bytes);
        let named = |failure: Failure| Step::Broken(failure.named(Some(&name)));
        if let Err(error) = read {
            return Ok(named(Failure::new(&CONTAINER_BROKEN, item.offset, error.to_string())));
        }
        if item.bytes.len() as u64 > self.most {
            let message = format!("the file has more than {} bytes, the limit", self.most);
            return Ok(named(Failure { code: TOO_LARGE, message, offset: item.offset, name: None }));
        }
        item.hints.name = Some(name.clone());
        Ok(unpack(&name, item, self.most).map_or_else(Step::Broken, |()| Step::Item))
    }
}
