//! A run over an archive: units of work, each with a part file of its own, and a journal that tells which are done.
//!
//! A unit is a range of one input, or some small files. Which units there are depends on the inputs alone, so the same inputs
//! give the same bytes in the same parts with any number of workers, and a run that was killed goes on where it stood: a part
//! counts once its line stands in `manifest.jsonl`, and that is written when the part is on the disk under its name.

mod journal;
mod plan;
mod progress;
mod stop;
mod summary;
mod unit;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use news_core::Options;
use sha2::{Digest, Sha256};

pub use self::journal::Entry;
use self::journal::Journal;
pub use self::plan::{Shard, Unit, plan};
pub use self::progress::{Progress, Shown};
pub use self::stop::Stop;
pub use self::summary::Summary;
use crate::hex::hex;
use crate::part::{PartFormat, PartOptions};

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The folder of the results.
    pub out: PathBuf,
    /// How items are read.
    pub options: Options,
    /// How parts are written.
    pub format: &'static PartFormat,
    /// More of how parts are written.
    pub part: PartOptions,
    /// Articles with a lower quality are counted and left out; those without one are kept.
    pub min_quality: Option<f32>,
    /// Stop behind so many articles.
    pub limit: Option<u64>,
    /// Workers.
    pub jobs: usize,
    /// Go on with what is in the folder.
    pub resume: bool,
}

/// How a run ended that was not stopped by the system.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What all finished units gave, of this run and those before it.
    pub summary: Summary,
    /// Some units are not done.
    pub interrupted: bool,
}

impl Batch {
    /// A digest of everything beside the inputs that the bytes of parts depend on.
    fn digest(&self) -> String {
        let Batch { options, format, part, min_quality, limit, .. } = self;
        let text = format!("{options:?} {} {part:?} {min_quality:?} {limit:?}", format.name);
        hex(&Sha256::digest(text)[..8])
    }
}

/// Runs over the units of a [`plan`].
///
/// # Errors
/// When the folder is in use, is not empty and no resumption was asked for, or cannot be written. What was finished before is
/// safe.
///
/// # Panics
/// When a worker does, which is a bug: panics of the parser are errors of its item.
pub fn run(batch: &Batch, units: &[Unit], progress: &Progress, stop: &Stop) -> io::Result<Outcome> {
    let digest = batch.digest();
    let journal = Journal::open(batch, units, &digest)?;
    fs::create_dir_all(batch.articles())?;
    for entry in journal.entries() {
        progress.resumed(entry);
    }
    units.iter().filter(|unit| journal.has(unit)).for_each(|unit| progress.unit_done(unit));
    let work = Work { batch, units, progress, stop, digest, journal: Mutex::new(journal), next: AtomicUsize::new(0) };
    // A limit is counted in the order of the plan.
    let jobs = if batch.limit.is_some() { 1 } else { batch.jobs.min(units.len()).max(1) };
    let outcomes: Vec<io::Result<()>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| work.run())).collect();
        workers.into_iter().map(|worker| worker.join().expect("panics of articles are caught")).collect()
    });
    let mut journal = work.journal.into_inner().expect("no worker panics");
    outcomes.into_iter().collect::<io::Result<Vec<()>>>()?;
    let articles: u64 = journal.entries().map(|entry| entry.articles).sum();
    let is_enough = batch.limit.is_some_and(|limit| articles >= limit);
    let interrupted = !is_enough && journal.entries().count() < units.len();
    if !interrupted {
        journal.sort(units)?;
    }
    let summary = Summary::new(batch, &journal, units.len(), progress, &work.digest);
    summary.write(&batch.out)?;
    journal.close()?;
    Ok(Outcome { summary, interrupted })
}

impl Batch {
    /// The folder of the parts.
    fn articles(&self) -> PathBuf {
        self.out.join("articles")
    }
}

/// What workers share.
struct Work<'a> {
    batch: &'a Batch,
    units: &'a [Unit],
    progress: &'a Progress,
    stop: &'a Stop,
    digest: String,
    journal: Mutex<Journal>,
    next: AtomicUsize,
}

impl Work<'_> {
    /// Takes units until none is left, or the run is to end.
    fn run(&self) -> io::Result<()> {
        while let Some(unit) = self.units.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            if self.stop.is_asked() {
                break;
            }
            // One worker cannot write: nobody can.
            self.write(unit).inspect_err(|_| self.stop.now())?;
        }
        Ok(())
    }

    fn write(&self, unit: &Unit) -> io::Result<()> {
        let left = {
            let journal = self.journal.lock().expect("no worker panics");
            if journal.has(unit) {
                return Ok(());
            }
            let done: u64 = journal.entries().map(|entry| entry.articles).sum();
            self.batch.limit.map_or(u64::MAX, |limit| limit.saturating_sub(done))
        };
        if left == 0 {
            return Ok(());
        }
        let Some(done) = unit::write(self.batch, unit, left, &self.digest, self.progress, self.stop)? else {
            return Ok(());
        };
        self.journal.lock().expect("no worker panics").commit(done)?;
        self.progress.unit_done(unit);
        Ok(())
    }
}
