//! The journal of a run: `manifest.jsonl` with a line per finished unit, `errors.jsonl` with a line per item that gave no
//! article.
//!
//! Errors of a unit are on the disk before its line of the manifest; what stands in `errors.jsonl` of units without a line is
//! taken out when the run goes on, and everything again is in the order of the plan when it is complete.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Batch;
use super::plan::Unit;
use super::unit::{self, Done};

const MANIFEST: &str = "manifest.jsonl";
const ERRORS: &str = "errors.jsonl";

/// A finished unit: a line of the manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The unit, as errors name it.
    pub unit: String,
    /// The input, or the first of some files.
    pub input: String,
    /// Size and version of the input, or a digest over those of several.
    pub identity: String,
    /// First byte or entry of the range, and the first behind it; of files how many there are.
    pub range: [u64; 2],
    /// Bytes of the inputs as stored.
    pub input_bytes: u64,
    /// Documents that were read.
    pub records: u64,
    /// Articles that were written.
    pub articles: u64,
    /// What is no document: pictures, redirects.
    pub skipped: u64,
    /// Articles below the least quality that was asked for.
    pub below: u64,
    /// Lines of `errors.jsonl`.
    pub errors: u64,
    /// The file in `articles/`; none where there is no article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Bytes of the part.
    pub bytes: u64,
    /// Digest of the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Version of the program that wrote it.
    pub version: String,
    /// Digest of the options it was written with.
    pub options: String,
}

impl Entry {
    pub(super) fn new(unit: &Unit, options: &str) -> Entry {
        Entry {
            unit: unit.name.clone(),
            input: unit.input.clone(),
            identity: unit.identity.clone(),
            range: unit.range,
            input_bytes: unit.bytes,
            records: 0,
            articles: 0,
            skipped: 0,
            below: 0,
            errors: 0,
            part: None,
            bytes: 0,
            sha256: None,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            options: options.to_owned(),
        }
    }

    /// Whether this is what the unit would give again.
    fn is_of(&self, unit: &Unit, options: &str) -> bool {
        let same = (&self.unit, &self.input, &self.identity, self.range);
        same == (&unit.name, &unit.input, &unit.identity, unit.range)
            && (self.version.as_str(), self.options.as_str()) == (env!("CARGO_PKG_VERSION"), options)
    }
}

/// The open journal. Its lock on the folder ends with it.
pub(super) struct Journal {
    out: PathBuf,
    entries: BTreeMap<String, Entry>,
    manifest: File,
    errors: File,
    lock: File,
}

impl Journal {
    /// Opens the journal of a folder, and removes what no line of it tells of.
    pub(super) fn open(batch: &Batch, units: &[Unit], options: &str) -> io::Result<Journal> {
        let out = &batch.out;
        fs::create_dir_all(out)?;
        let lock = lock(out)?;
        let is_empty = fs::read_dir(out)?.filter_map(Result::ok).all(|entry| entry.file_name() == LOCK);
        if !batch.resume && !is_empty {
            let message = "the folder is not empty; --resume goes on with a run that stopped";
            return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, message));
        }
        let mut entries = read(&out.join(MANIFEST))?;
        let parts = batch.articles();
        let plan: BTreeMap<&str, &Unit> = units.iter().map(|unit| (unit.name.as_str(), unit)).collect();
        entries.retain(|name, entry| {
            let is_there = |part: &String| fs::metadata(parts.join(part)).is_ok_and(|data| data.len() == entry.bytes);
            plan.get(name.as_str()).is_some_and(|unit| entry.is_of(unit, options)) && entry.part.iter().all(is_there)
        });
        sweep(&parts, &entries)?;
        rewrite(out, &entries, units)?;
        let append = |name: &str| OpenOptions::new().append(true).create(true).open(out.join(name));
        Ok(Journal { out: out.clone(), manifest: append(MANIFEST)?, errors: append(ERRORS)?, entries, lock })
    }

    /// The finished units.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    pub(super) fn has(&self, unit: &Unit) -> bool {
        self.entries.contains_key(&unit.name)
    }

    /// Notes that a unit is finished. Its part is on the disk already.
    pub(super) fn commit(&mut self, done: Done) -> io::Result<()> {
        if !done.errors.is_empty() {
            self.errors.write_all(done.errors.as_bytes())?;
            self.errors.sync_data()?;
        }
        let mut line = serde_json::to_string(&done.entry)?;
        line.push('\n');
        self.manifest.write_all(line.as_bytes())?;
        self.manifest.sync_data()?;
        self.entries.insert(done.entry.unit.clone(), done.entry);
        Ok(())
    }

    /// Brings both files into the order of the plan, so that they do not tell which worker was first.
    pub(super) fn sort(&mut self, units: &[Unit]) -> io::Result<()> {
        rewrite(&self.out, &self.entries, units)
    }

    /// Gives the folder free.
    pub(super) fn close(self) -> io::Result<()> {
        self.lock.unlock()?;
        fs::remove_file(self.out.join(LOCK))
    }
}

const LOCK: &str = ".lock";

fn lock(out: &Path) -> io::Result<File> {
    let file = File::create(out.join(LOCK))?;
    file.try_lock().map_err(|_| io::Error::new(io::ErrorKind::ResourceBusy, "another run writes into this folder"))?;
    Ok(file)
}

/// The lines of a manifest. A line that was cut when the power went is the last one, and is none.
fn read(path: &Path) -> io::Result<BTreeMap<String, Entry>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        file => file?,
    };
    let mut entries = BTreeMap::new();
    for line in BufReader::new(file).split(b'\n') {
        if let Ok(entry) = serde_json::from_slice::<Entry>(&line?) {
            entries.insert(entry.unit.clone(), entry);
        }
    }
    Ok(entries)
}

/// Removes parts that no entry names, and temporary files.
fn sweep(parts: &Path, entries: &BTreeMap<String, Entry>) -> io::Result<()> {
    let known: std::collections::BTreeSet<&str> = entries.values().filter_map(|entry| entry.part.as_deref()).collect();
    let files = match fs::read_dir(parts) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        files => files?,
    };
    for file in files {
        let path = file?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if unit::is_part(&path) && !known.contains(name) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Writes manifest and errors anew: the entries alone, in the order of the plan.
///
/// Errors come first: were the other file the first and the run killed between them, lines of a unit could stay that is done
/// again.
fn rewrite(out: &Path, entries: &BTreeMap<String, Entry>, units: &[Unit]) -> io::Result<()> {
    let in_order = || units.iter().filter_map(|unit| entries.get(&unit.name));
    rewrite_errors(&out.join(ERRORS), in_order())?;
    replace(&out.join(MANIFEST), |file| {
        for entry in in_order() {
            serde_json::to_writer(&mut *file, entry)?;
            file.write_all(b"\n")?;
        }
        Ok(())
    })?;
    sync_folder(out)
}

fn rewrite_errors<'a>(path: &Path, entries: impl Iterator<Item = &'a Entry>) -> io::Result<()> {
    let mut pieces = pieces(path)?;
    replace(path, |file| {
        for entry in entries.filter(|entry| entry.errors > 0) {
            let Some((start, len)) = pieces.remove(&entry.unit) else { continue };
            let mut old = File::open(path)?;
            old.seek(SeekFrom::Start(start))?;
            io::copy(&mut io::Read::take(old, len), file)?;
        }
        Ok(())
    })
}

/// Where the lines of each unit stand; they are written at once. Of a unit that was done twice the last ones count: those
/// before belong to a run that was killed in front of its line of the manifest.
fn pieces(path: &Path) -> io::Result<BTreeMap<String, (u64, u64)>> {
    #[derive(Deserialize)]
    struct Line {
        part: String,
    }
    let mut pieces: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let Ok(file) = File::open(path) else { return Ok(pieces) };
    let (mut reader, mut at, mut bytes) = (BufReader::new(file), 0, Vec::new());
    let mut last = String::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        let len = bytes.len() as u64;
        match serde_json::from_slice::<Line>(&bytes) {
            Ok(line) if line.part == last => pieces.entry(line.part).and_modify(|piece| piece.1 += len).or_default(),
            Ok(line) => {
                last.clone_from(&line.part);
                let piece = pieces.entry(line.part).or_default();
                *piece = (at, len);
                piece
            }
            Err(_) => &mut (0, 0),
        };
        at += len;
        bytes.clear();
    }
    Ok(pieces)
}

/// Writes a file under a temporary name, and gives it its own when it is on the disk.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    let temporary = path.with_extension("tmp");
    let mut file = BufWriter::new(File::create(&temporary)?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(&temporary, path)
}

/// A new name is on the disk when its folder is.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
