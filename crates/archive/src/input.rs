//! One input of a run: a file, or an object of a store, read from any of its bytes.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use crate::store::Object;

/// An input, not opened yet.
#[derive(Clone, Debug)]
pub struct Input {
    /// As it was given: a path or an address.
    pub name: String,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    Object(Object),
    Once(Once),
}

/// What comes once: nothing when it was opened.
#[derive(Clone)]
struct Once(Arc<Mutex<Option<Box<dyn Read + Send>>>>);

impl std::fmt::Debug for Once {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Once")
    }
}

/// What tells that an input is still the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Bytes as stored.
    pub size: u64,
    /// Time of the last change in nanoseconds, or the tag that a store gives.
    pub version: String,
}

impl Input {
    /// A file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Input { name: path.display().to_string(), place: Place::File(path) }
    }

    /// An object of a store.
    pub fn object(name: String, object: Object) -> Self {
        Input { name, place: Place::Object(object) }
    }

    /// What comes once, such as the body of a request: it is opened at its start, and then never again.
    pub fn once(name: String, reader: Box<dyn Read + Send>) -> Self {
        Input { name, place: Place::Once(Once(Arc::new(Mutex::new(Some(reader))))) }
    }

    /// Its size and version.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub fn identity(&self) -> io::Result<Identity> {
        match &self.place {
            Place::File(path) => {
                let data = fs::metadata(path)?;
                let since = data.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
                Ok(Identity { size: data.len(), version: since.as_nanos().to_string() })
            }
            Place::Object(object) => Ok(object.identity()),
            Place::Once(_) => Err(comes_once()),
        }
    }

    /// Opens it at a byte.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self, at: u64) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.place {
            Place::File(path) => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(at))?;
                Box::new(file)
            }
            Place::Object(object) => Box::new(object.open(at)),
            Place::Once(Once(reader)) => {
                let reader = reader.lock().unwrap_or_else(PoisonError::into_inner).take();
                reader.filter(|_| at == 0).ok_or_else(comes_once)?
            }
        })
    }

    /// Whether any of its bytes can be read again.
    pub(crate) fn is_kept(&self) -> bool {
        !matches!(self.place, Place::Once(_))
    }

    /// All of its bytes, unless it has more than `most`.
    ///
    /// # Errors
    /// When it cannot be read or is larger.
    pub fn bytes(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(0)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(io::Error::other(format!("input has more than {most} bytes, the limit")));
        }
        Ok(bytes)
    }
}

fn comes_once() -> io::Error {
    io::Error::other("the input comes once, from its start to its end")
}

/// An input that can be read from anywhere, for containers with a directory at their end.
pub(crate) struct Seekable {
    input: Input,
    size: u64,
    at: u64,
    /// Opened at `at`; a seek closes it.
    reader: Option<io::BufReader<Box<dyn Read + Send>>>,
}

impl Seekable {
    pub(crate) fn new(input: &Input) -> io::Result<Self> {
        Ok(Seekable { input: input.clone(), size: input.identity()?.size, at: 0, reader: None })
    }
}

impl Read for Seekable {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut reader = match self.reader.take() {
            Some(reader) => reader,
            None => io::BufReader::with_capacity(1 << 16, self.input.open(self.at)?),
        };
        let n = reader.read(bytes)?;
        self.reader = Some(reader);
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Seekable {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let at = at.ok_or_else(|| io::Error::other("a place in front of the first byte"))?;
        if at != self.at {
            (self.at, self.reader) = (at, None);
        }
        Ok(at)
    }
}
