//! `cargo xtask api soak`: many documents of all formats, whole and broken, and what the server's memory does.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, ensure};
use news_core::OUTPUTS;

use super::http::Connection;
use super::memory::{Series, resident};
use crate::checkout::{files, root};
use crate::service::{Profile, Service};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Documents in all
    #[arg(long, default_value_t = Args::default().documents)]
    documents: usize,
}

impl Default for Args {
    fn default() -> Self {
        Args { documents: 200_000 }
    }
}

/// Connections that send at once: more than the cores of a desk, fewer than would be turned away.
const CONNECTIONS: usize = 4;
/// Samples of the memory; the first quarter of them is warm-up.
const SAMPLES: usize = 200;

pub(crate) fn check(args: &Args) -> Result<()> {
    let seeds = seeds()?;
    let service = Service::start(Profile::Release, &[])?;
    let (next, answers) = (AtomicUsize::new(0), Mutex::new(Vec::<(u16, usize)>::new()));
    let memory = Mutex::new(Vec::<f64>::new());
    let work = || -> Result<()> {
        let mut connection = Connection::to(service.addr);
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= args.documents {
                return Ok(());
            }
            let status = send(&mut connection, &seeds, n)?;
            count(&answers, status);
            if n % (args.documents / SAMPLES).max(1) == 0 {
                memory.lock().unwrap_or_else(PoisonError::into_inner).push(resident(service.pid())?);
            }
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no worker panics"))
    })?;
    let answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    let memory = memory.into_inner().unwrap_or_else(PoisonError::into_inner);
    report(args.documents, &answers, &memory)
}

/// Sends one document to one of the endpoints; the number decides all, so that a run can be repeated.
fn send(connection: &mut Connection, seeds: &[Vec<u8>], n: usize) -> Result<u16> {
    let mut dice = Dice(n as u64 + 1);
    let document = broken(seeds, &mut dice);
    let target = match dice.below(8) {
        0 => "/v1/quotes".to_owned(),
        1 => "/v1/batch".to_owned(),
        2 => "/v1/detect".to_owned(),
        3 | 4 => format!("/v1/convert?to={}", OUTPUTS[dice.below(OUTPUTS.len())].name),
        _ => "/v1/parse".to_owned(),
    };
    let answer = connection.post(&target, "application/octet-stream", &document);
    answer.map(|answer| answer.status).with_context(|| format!("document {n}"))
}

fn count(answers: &Mutex<Vec<(u16, usize)>>, status: u16) {
    let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
    match answers.iter_mut().find(|(known, _)| *known == status) {
        Some((_, n)) => *n += 1,
        None => answers.push((status, 1)),
    }
}

/// All samples of the repository, of all formats.
fn seeds() -> Result<Vec<Vec<u8>>> {
    let seeds = files()?.into_iter().filter(|path| path.starts_with("seeds") && !path.ends_with("README.md"));
    let seeds: Vec<Vec<u8>> = seeds.map(|path| fs::read(root().join(path))).collect::<Result<_, _>>()?;
    ensure!(!seeds.is_empty(), "no seeds");
    Ok(seeds)
}

/// A seed: as it is, cut, with some bytes changed, a part of it doubled, or run into another.
fn broken(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut document = seeds[dice.below(seeds.len())].clone();
    let at = dice.below(document.len() + 1);
    match dice.below(5) {
        0 => {}
        1 => document.truncate(at),
        2 => {
            for _ in 0..=dice.below(20) {
                let place = dice.below(document.len() + 1);
                if let Some(byte) = document.get_mut(place) {
                    *byte = u8::try_from(dice.below(256)).unwrap_or_default();
                }
            }
        }
        3 => document.extend_from_within(at..),
        _ => {
            document.truncate(at);
            document.extend_from_slice(&seeds[dice.below(seeds.len())]);
        }
    }
    document
}

/// Numbers that look random and are the same in every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap_or_default()
    }
}

fn report(documents: usize, answers: &[(u16, usize)], memory: &[f64]) -> Result<()> {
    let mut answers = answers.to_vec();
    answers.sort_unstable();
    let counted: Vec<String> = answers.iter().map(|(status, n)| format!("{n} × {status}")).collect();
    println!("{documents} documents: {}", counted.join(", "));
    let faults = answers.iter().find(|(status, _)| *status >= 500 && *status != 503);
    ensure!(faults.is_none(), "a document was answered with {}", faults.map_or(0, |(status, _)| *status));
    Series::of(memory).check("memory")
}
