//! What there is to do: units that depend on the inputs alone.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::compress::Coding;
use crate::containers::{Container, Cut, Opening, container_named, of_name};
use crate::hex::hex;
use crate::input::{Identity, Input};

/// Large inputs are cut into ranges of this many bytes as stored: some thousand records of a compressed WARC.
const RANGE_BYTES: u64 = 64 << 20;
/// Archives with a directory are cut into ranges of this many entries.
const RANGE_ENTRIES: u64 = 5_000;
/// So many small files share a part.
const FILES: usize = 5_000;

/// A share of the inputs: one of several machines that do not know of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    pub index: u64,
    /// How many there are.
    pub of: u64,
}

impl Shard {
    fn has(self, input: &Input) -> bool {
        let digest = Sha256::digest(&input.name);
        let hash = digest.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte));
        hash % self.of == self.index
    }
}

/// A piece of work with a part of its own.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The name of its part, without extension.
    pub name: String,
    /// The input, or the first of some.
    pub input: String,
    /// What tells that the inputs are still the same.
    pub(super) identity: String,
    /// First byte or entry, and the first behind.
    pub(super) range: [u64; 2],
    /// Bytes of the inputs, as stored.
    pub(super) bytes: u64,
    /// Inputs that end with it: of those that are cut into ranges the last range counts.
    pub(super) inputs: u64,
    pub(super) work: Work,
}

/// What a unit reads.
#[derive(Clone, Debug)]
pub(super) enum Work {
    /// A range of a container.
    Range { input: Input, container: &'static Container, coding: Option<Coding> },
    /// Whole files, with their sizes.
    Files(Vec<(Input, u64)>),
}

/// Cuts inputs into units, in their order. An input that was given twice counts once.
///
/// `from` is the format that was asked for; the name of a container makes every input one.
pub fn plan(inputs: impl IntoIterator<Item = Input>, from: &str, shard: Option<Shard>) -> Vec<Unit> {
    let (mut units, mut files, mut seen) = (Vec::new(), Files::default(), BTreeSet::new());
    for input in inputs {
        if shard.is_some_and(|shard| !shard.has(&input)) || !seen.insert(input.name.clone()) {
            continue;
        }
        // What cannot be looked at cannot be read either, and is told of when that is tried.
        let identity = input.identity().unwrap_or(Identity { size: 0, version: "unreadable".to_owned() });
        let (container, coding) = of_name(&input.name);
        match container_named(from).or(container) {
            Some(container) => {
                units.extend(files.close());
                units.extend(ranges(&input, &identity, container, coding));
            }
            None => units.extend(files.add(input, &identity)),
        }
    }
    units.extend(files.close());
    units
}

fn ranges(input: &Input, identity: &Identity, container: &'static Container, coding: Option<Coding>) -> Vec<Unit> {
    let opening = Opening { input, coding, start: 0, end: identity.size, most: 0 };
    let each = if container.cut == Cut::Entries { RANGE_ENTRIES } else { RANGE_BYTES };
    let (length, each) = opening.length(container).map_or((identity.size, u64::MAX), |length| (length, each));
    let n = length.div_ceil(each).max(1);
    let unit = |at: u64| {
        let range = [at * each, length.min((at + 1).saturating_mul(each))];
        let work = Work::Range { input: input.clone(), container, coding };
        let of_entries = identity.size * (range[1] - range[0]) / length.max(1);
        let bytes = if container.cut == Cut::Entries { of_entries } else { range[1] - range[0] };
        let version = format!("{} {}", identity.size, identity.version);
        let inputs = u64::from(at + 1 == n);
        Unit { name: part(&input.name, at), input: input.name.clone(), identity: version, range, bytes, inputs, work }
    };
    (0..n).map(unit).collect()
}

/// The name of a part. Names of inputs may hold anything, so they are hashed.
fn part(input: &str, range: u64) -> String {
    format!("part-{}-{range:05}", hex(&Sha256::digest(input)[..6]))
}

/// Files that will share a part.
#[derive(Default)]
struct Files {
    inputs: Vec<(Input, u64)>,
    bytes: u64,
    digest: Sha256,
}

impl Files {
    fn add(&mut self, input: Input, identity: &Identity) -> Option<Unit> {
        let line = format!("{}\0{} {}\n", input.name, identity.size, identity.version);
        self.digest.update(line);
        self.bytes += identity.size;
        self.inputs.push((input, identity.size));
        if self.inputs.len() == FILES || self.bytes >= RANGE_BYTES { self.close() } else { None }
    }

    fn close(&mut self) -> Option<Unit> {
        let Files { inputs, bytes, digest } = std::mem::take(self);
        let input = inputs.first()?.0.name.clone();
        let identity = hex(&digest.finalize()[..16]);
        let n = inputs.len() as u64;
        let work = Work::Files(inputs);
        Some(Unit { name: part(&input, 0), input, identity, range: [0, n], bytes, inputs: n, work })
    }
}
