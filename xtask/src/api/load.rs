//! `cargo xtask api load`: the service with one client, with as many as it has room for, and with ten times as many.
//!
//! Client and server share the machine, so figures of one run are compared with each other and with nothing else. The floor is
//! the same server without a parser: the same accept loop, limits and pool, and the body is the answer (`news_server::echo`).

use std::fmt::Write as _;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::thread::{self, available_parallelism};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use news_server::Config;

use super::http::Connection;
use super::real;
use crate::checkout::{again_in_release, root};
use crate::service::{Profile, Service};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Seconds of overload; the other parts take half of them
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

/// What is expected of requests that are taken under overload: their 99th percentile against that of a single client.
const WAIT: f64 = 3.0;
/// What is expected of reading against the floor.
const SHARE: f64 = 0.6;

pub(super) fn check(args: &Args) -> Result<()> {
    if let Some(outcome) = again_in_release() {
        return outcome;
    }
    let story = story()?;
    let cores = available_parallelism()?.get();
    // One for each core is read, as many wait, and two at least.
    let capacity = cores + cores.max(2);
    let (part, whole) = (Duration::from_secs(args.seconds.div_ceil(2)), Duration::from_secs(args.seconds));
    let service = Service::start(Profile::Release, &[])?;
    let parse = Target { addr: service.addr, path: "/v1/parse?date=2021-07-28&lang=en" };
    // The first documents build tables.
    measure(parse, &story, 1, part / 4)?;
    let alone = measure(parse, &story, 1, part)?;
    let busy = measure(parse, &story, 2 * cores, part)?;
    let parts = measure(Target { path: "/v1/parse?anatomy=true&lang=en", ..parse }, &story, 2 * cores, part)?;
    let full = measure(parse, &story, 10 * capacity, whole)?;
    let after = measure(parse, &story, 1, part / 4)?;
    drop(service);
    let echo = Target { addr: echo()?, path: "/echo" };
    measure(echo, &story, 1, part / 4)?;
    let floor = measure(echo, &story, 2 * cores, part)?;
    let rows = [
        ("one client".to_owned(), &alone),
        (format!("{} clients", 2 * cores), &busy),
        (format!("{} clients, the parts of the story alone (`anatomy`)", 2 * cores), &parts),
        (format!("{} clients, ten times what it has room for", 10 * capacity), &full),
        ("one client, afterwards".to_owned(), &after),
        (format!("the floor: {} clients, the body sent back", 2 * cores), &floor),
    ];
    let share = |seen: &Seen| seen.rate() / floor.rate();
    let text = report(story.len(), cores, &rows, [share(&busy), share(&parts)], full.p99() / alone.p99());
    print!("{text}");
    fs::write(root().join("docs/bench/service.md"), text)?;
    ensure!(full.other.is_empty(), "under overload some requests were answered with {:?}", full.other);
    ensure!(full.silent == 0, "{} answers of 503 do not say when to come back", full.silent);
    Ok(())
}

#[derive(Clone, Copy)]
struct Target {
    addr: SocketAddr,
    path: &'static str,
}

/// What clients saw.
#[derive(Default)]
struct Seen {
    /// The times of requests that were taken, sorted.
    times: Vec<Duration>,
    /// Requests that were turned away with 503.
    turned_away: usize,
    /// Those of them without `Retry-After`.
    silent: usize,
    /// Other statuses.
    other: Vec<u16>,
    took: Duration,
}

impl Seen {
    fn rate(&self) -> f64 {
        real(self.times.len()) / self.took.as_secs_f64()
    }

    fn percentile(&self, of_hundred: usize) -> f64 {
        let at = (self.times.len() * of_hundred / 100).min(self.times.len().saturating_sub(1));
        self.times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    fn p99(&self) -> f64 {
        self.percentile(99)
    }
}

/// Clients that send the story over and over, each the next one when it has its answer.
fn measure(target: Target, story: &[u8], clients: usize, time: Duration) -> Result<Seen> {
    let start = Instant::now();
    let client = || -> Result<Seen> {
        let mut connection = Connection::to(target.addr);
        let mut seen = Seen::default();
        while start.elapsed() < time {
            let sent = Instant::now();
            let answer = connection.post(target.path, "text/plain; charset=utf-8", story)?;
            match answer.status {
                200 => seen.times.push(sent.elapsed()),
                503 => {
                    seen.turned_away += 1;
                    seen.silent += usize::from(!answer.retry_after);
                    // A client that comes back at once would measure how fast the server says no.
                    thread::sleep(Duration::from_millis(5));
                }
                other => seen.other.push(other),
            }
        }
        Ok(seen)
    };
    let all: Vec<Seen> = thread::scope(|scope| {
        let clients: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        clients.into_iter().map(|client| client.join().expect("no client panics")).collect::<Result<_>>()
    })?;
    let mut seen = Seen { took: start.elapsed(), ..Seen::default() };
    for one in all {
        seen.times.extend(one.times);
        seen.turned_away += one.turned_away;
        seen.silent += one.silent;
        seen.other.extend(one.other);
    }
    seen.times.sort_unstable();
    Ok(seen)
}

/// Starts the floor in this process, which does nothing else while it is measured.
fn echo() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let addr = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("it does not block");
            news_server::echo(listener, &Config::default()).await;
        });
    });
    Ok(addr)
}

/// A story of 8 KB: the head of one of ours, and paragraphs of it over and over.
fn story() -> Result<Vec<u8>> {
    const SIZE: usize = 8 << 10;
    let seed = fs::read_to_string(root().join("seeds/text/ap-ferry-inquiry.txt"))?;
    let (_, paragraphs) = seed.split_once("\n\n").context("a headline, then paragraphs")?;
    let mut story = seed.clone();
    while story.len() < SIZE {
        story += "\n\n";
        story += paragraphs.trim();
    }
    let end = (0..=SIZE).rev().find(|end| story.is_char_boundary(*end)).unwrap_or_default();
    story.truncate(end);
    Ok(story.into_bytes())
}

fn report(size: usize, cores: usize, rows: &[(String, &Seen)], [share, parts]: [f64; 2], wait: f64) -> String {
    let mut text = format!(
        "# The service under load\n\n`cargo xtask api load`, a story of {size} bytes to `/v1/parse`, {cores} cores, clients on the \
         same machine.\n\n| | answers a second | p50 | p99 | turned away |\n|---|---|---|---|---|\n"
    );
    for (name, seen) in rows {
        let _ = writeln!(
            text,
            "| {name} | {:.0} | {:.1} ms | {:.1} ms | {} |",
            seen.rate(),
            seen.percentile(50),
            seen.p99(),
            seen.turned_away
        );
    }
    let verdict = |met: bool| if met { "met" } else { "missed" };
    let _ = writeln!(
        text,
        "\nReading reaches {share:.2} of the floor, target {SHARE:.2} {}; without the passes over the prose {parts:.2}, {}. Under overload \
         the requests that are taken have a p99 of {wait:.1} times that of a single client, target {WAIT:.1} {}. All others are \
         answered with 503 and `Retry-After`.",
        verdict(share >= SHARE),
        verdict(parts >= SHARE),
        verdict(wait <= WAIT)
    );
    text
}
