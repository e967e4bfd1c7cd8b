//! `cargo xtask api hostile`: clients that mean harm, over and over, and what the server's memory does.
//!
//! Twice: the command, by what it holds of the machine's memory, and the same server in this process, by the bytes that are
//! allocated and not freed. The first one also has what the allocator keeps for later.

use std::io::{Read, Write, repeat};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use anyhow::{Result, ensure};
use news_server::{Config, Limits};

use super::http::Connection;
use super::memory::{Series, resident};
use super::story;
use crate::allocs;
use crate::service::{Profile, Service};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Rounds of 160 clients
    #[arg(long, default_value_t = 64)]
    rounds: usize,
    /// Take the development build of the command
    #[arg(long)]
    dev: bool,
}

/// Clients of each kind in a round.
const CROWD: usize = 20;
/// How long the server waits for any of them.
const PATIENCE: Duration = Duration::from_millis(300);

pub(super) fn check(args: &Args) -> Result<()> {
    let patience = format!("{}ms", PATIENCE.as_millis());
    let short = ["--head-time", &patience, "--body-idle-time", &patience, "--write-idle-time", &patience];
    let service = Service::start(if args.dev { Profile::Dev } else { Profile::Release }, &short)?;
    let held = rounds(service.addr, args.rounds, || resident(service.pid()))?;
    drop(service);
    let addr = serve()?;
    let live = rounds(addr, args.rounds, || Ok(allocs::live_mib()))?;
    // Both are told, also if one of them grew.
    let outcomes = [Series::of(&held).check("memory"), Series::of(&live).check("allocated")];
    outcomes.into_iter().collect()
}

/// Samples the memory behind each round.
fn rounds(addr: SocketAddr, n: usize, sample: impl Fn() -> Result<f64>) -> Result<Vec<f64>> {
    let (requests, story) = (requests()?, std::fs::read(story())?);
    let mut samples = Vec::new();
    for _ in 0..n {
        let crowd: Vec<TcpStream> =
            (0..CROWD).flat_map(|_| &requests).filter_map(|request| sent(addr, request)).collect();
        // Meanwhile others are served.
        let answer = Connection::to(addr).post("/v1/parse", "text/plain", &story)?;
        ensure!([200, 503].contains(&answer.status), "a story was answered with {}", answer.status);
        thread::sleep(2 * PATIENCE);
        drop(crowd);
        samples.push(settled(&sample)?);
    }
    let told: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
    println!("MiB behind each round: {}", told.join(" "));
    Ok(samples)
}

/// The memory once it does not change any more: what was taken is read to its end, also if nobody waits for it.
fn settled(sample: &impl Fn() -> Result<f64>) -> Result<f64> {
    let mut last = sample()?;
    for _ in 0..50 {
        thread::sleep(PATIENCE);
        let now = sample()?;
        if (now - last).abs() < 0.1 {
            return Ok(now);
        }
        last = now;
    }
    Ok(last)
}

/// A connection on which a request was sent; the server may close it before all is.
fn sent(addr: SocketAddr, request: &[u8]) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(addr).ok()?;
    let _ = stream.write_all(request);
    Some(stream)
}

/// What clients send that mean harm: nothing, half a line, half a head, half a body, a body of a gigabyte, a bomb, the deepest page,
/// and more requests than the client ever reads the answers of.
fn requests() -> Result<Vec<Vec<u8>>> {
    let post = "POST /v1/parse HTTP/1.1\r\nhost: a\r\n";
    let bomb = zstd::encode_all(repeat(b'a').take(64 << 20), 3)?;
    let whole = |headers: &str, body: &[u8]| {
        let head = format!("{post}{headers}connection: close\r\ncontent-length: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    Ok(vec![
        Vec::new(),
        b"POST /v1/pa".to_vec(),
        post.into(),
        format!("{post}content-length: 4000000\r\n\r\n{}", "half ".repeat(100_000)).into(),
        format!("{post}content-length: 1073741824\r\n\r\n").into(),
        whole("content-encoding: zstd\r\n", &bomb),
        whole("content-type: text/html\r\n", "<div><b>".repeat(100_000).as_bytes()),
        "GET /v1/formats HTTP/1.1\r\nhost: a\r\n\r\n".repeat(2_000).into(),
    ])
}

/// Starts the server in this process.
fn serve() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let addr = listener.local_addr()?;
    let limits = Limits { head: PATIENCE, body_idle: PATIENCE, write_idle: PATIENCE, ..Limits::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("it does not block");
            let config = Config { limits, ..Config::default() };
            news_server::serve_until(listener, None, &config, std::future::pending()).await;
        });
    });
    Ok(addr)
}
