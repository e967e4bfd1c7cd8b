//! Containers: one input, many items, read one at a time. One file per container, and the table of all.

mod jsonl;
mod lines;
mod mbox;
mod tar;
mod warc;
mod zip;

use std::io::{self, Read};
use std::path::Path;

use crate::compress::Coding;
use crate::error::{Failure, PAYLOAD_BROKEN};
use crate::input::Input;
use crate::item::Item;

/// What a step through a container gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// The item that was handed in is filled.
    Item,
    /// Something that is no document: a picture, a redirect.
    Skipped,
    /// Something that could not be read; the next step goes on behind it.
    Broken(Failure),
}

/// The items of a container.
pub trait Items: Send {
    /// Fills `item` with the next one; nothing at the end.
    fn next(&mut self, item: &mut Item) -> Option<Step>;

    /// How far the input was read, in the numbers of its range.
    fn position(&self) -> u64;
}

/// How an input is cut into ranges that are read apart from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// By bytes, compressed or not: the range of an item is where it starts.
    Bytes,
    /// By bytes where it is not compressed, else not at all.
    PlainBytes,
    /// By numbers of entries.
    Entries,
    /// Not at all.
    Never,
}

/// What to open: a range of an input.
#[derive(Clone, Debug)]
pub struct Opening<'a> {
    /// The input.
    pub input: &'a Input,
    /// How it is compressed.
    pub(crate) coding: Option<Coding>,
    /// First byte or entry of the range.
    pub start: u64,
    /// First one behind it.
    pub end: u64,
    /// Larger items are failures.
    pub most: u64,
}

/// A kind of container.
#[derive(Clone, Copy)]
pub struct Container {
    /// The name, as in `--from NAME`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Extensions of file names.
    pub extensions: &'static [&'static str],
    /// Media types of HTTP, of those that can be read as they come.
    pub media_types: &'static [&'static str],
    /// How it is cut.
    pub cut: Cut,
    /// Opens a range.
    pub open: fn(&Opening<'_>) -> io::Result<Box<dyn Items>>,
}

impl std::fmt::Debug for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Container").field(&self.name).finish()
    }
}

/// The containers that can be read, each also under gzip or Zstandard.
pub const CONTAINERS: &[Container] = &[
    Container {
        name: "warc",
        title: "WARC 1.0 and 1.1: responses, resources and conversions",
        extensions: &["warc", "wet"],
        media_types: &["application/warc"],
        cut: Cut::Bytes,
        open: warc::open,
    },
    Container {
        name: "mbox",
        title: "mail, one message behind the other",
        extensions: &["mbox"],
        media_types: &["application/mbox"],
        cut: Cut::PlainBytes,
        open: mbox::open,
    },
    Container {
        name: "jsonl",
        title: "JSON Lines: a text or page per line",
        extensions: &["jsonl", "ndjson"],
        media_types: &[],
        cut: Cut::PlainBytes,
        open: jsonl::open,
    },
    Container {
        name: "tar",
        title: "files in a tar archive",
        extensions: &["tar", "tgz"],
        media_types: &["application/x-tar"],
        cut: Cut::Never,
        open: tar::open,
    },
    Container {
        name: "zip",
        title: "files in a ZIP archive",
        extensions: &["zip"],
        media_types: &[],
        cut: Cut::Entries,
        open: zip::open,
    },
];

/// The row of a name.
pub fn container_named(name: &str) -> Option<&'static Container> {
    CONTAINERS.iter().find(|container| container.name == name)
}

impl Container {
    /// All items of a container that comes once, compressed or not as its first bytes tell; larger ones than `most` are failures.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn items(&self, name: &str, mut reader: Box<dyn Read + Send>, most: u64) -> io::Result<Box<dyn Items>> {
        let mut first = Vec::new();
        reader.by_ref().take(4).read_to_end(&mut first)?;
        let coding = Coding::of_magic(&first);
        let input = Input::once(name.to_owned(), Box::new(io::Cursor::new(first).chain(reader)));
        (self.open)(&Opening { input: &input, coding, start: 0, end: u64::MAX, most })
    }
}

/// The container that a file is by its name, and how it is compressed.
pub(crate) fn of_name(name: &str) -> (Option<&'static Container>, Option<Coding>) {
    let path = Path::new(name);
    let coding = extension(path).and_then(Coding::of_extension).filter(|coding| !coding.magic().is_empty());
    let inner = if coding.is_some() { path.file_stem().map(Path::new) } else { None };
    let is_of = |path: &Path| {
        let found = extension(path)?;
        CONTAINERS.iter().find(|row| row.extensions.iter().any(|known| found.eq_ignore_ascii_case(known)))
    };
    (inner.and_then(is_of).or_else(|| is_of(path)), coding)
}

fn extension(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

impl Opening<'_> {
    /// The numbers by which an input of `size` bytes is cut: bytes or entries.
    pub(crate) fn length(&self, container: &Container) -> Option<u64> {
        match container.cut {
            Cut::Bytes => Some(self.end),
            Cut::PlainBytes => self.coding.is_none().then_some(self.end),
            Cut::Entries => zip::entries(self.input).ok(),
            Cut::Never => None,
        }
    }
}

/// Undoes the compression that the name of a file tells of.
pub(crate) fn unpack(name: &str, item: &mut Item, most: u64) -> Result<(), Failure> {
    if let Some(coding) = extension(Path::new(name)).and_then(Coding::of_extension) {
        let broken = |error: io::Error| Failure::new(&PAYLOAD_BROKEN, item.offset, error.to_string()).named(Some(name));
        item.bytes = coding.decode(&item.bytes, most).map_err(broken)?;
    }
    Ok(())
}

/// The library's code for an input that is too large.
const TOO_LARGE: &str = "E0003";

/// Files that no reader of directories shows, and what systems add by themselves.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

#[cfg(test)]
mod tests;
