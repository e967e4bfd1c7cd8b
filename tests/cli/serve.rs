//! The service as a process: how it ends, and what it holds in memory.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use crate::desk::{CLOCK, Desk};

fn free_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
    listener.local_addr().expect("it is bound")
}

/// A connection on which a request was sent; nothing where none is taken any more.
fn sent(addr: SocketAddr, request: &[u8]) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(addr).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a minute is a time");
    stream.write_all(request).ok()?;
    Some(stream)
}

/// The whole answer, head and body, which must not be cut; nothing where the server never took the connection.
fn answer(mut stream: TcpStream) -> Option<(String, String)> {
    let mut answer = String::new();
    let outcome = stream.read_to_string(&mut answer);
    if answer.is_empty() {
        return None;
    }
    outcome.expect("the answer ends as it should");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    assert_eq!(length, Some(body.len().to_string().as_str()), "{head}");
    Some((head.to_owned(), body.to_owned()))
}

fn get(addr: SocketAddr, path: &str) -> Option<String> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    answer(sent(addr, request.as_bytes())?).map(|(head, _)| head)
}

fn post(body: &str) -> String {
    let length = body.len();
    format!("POST /v1/parse HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// Sends stories until no connection is taken; how many were answered.
fn load(addr: SocketAddr) -> usize {
    let requests = (0..).map_while(|_| sent(addr, post(CLOCK).as_bytes()));
    let answers = requests.filter_map(answer).inspect(|(head, _)| {
        assert!(head.starts_with("HTTP/1.1 200") || head.starts_with("HTTP/1.1 503"), "{head}");
    });
    answers.count()
}

/// A server that is killed with the test.
struct Server {
    child: Child,
    addr: SocketAddr,
    admin: SocketAddr,
}

impl Server {
    /// Starts one, and waits until it is ready.
    fn start(desk: &Desk, options: &[&str]) -> Server {
        let (addr, admin) = (free_port(), free_port());
        let addresses = ["serve", "--addr", &addr.to_string(), "--admin-addr", &admin.to_string()];
        let child = desk.command(&[&addresses, options].concat()).spawn().expect("cargo built the command");
        let mut server = Server { child, addr, admin };
        while get(admin, "/readyz").is_none_or(|head| !head.starts_with("HTTP/1.1 200")) {
            assert_eq!(server.child.try_wait().expect("it is our child"), None);
            thread::sleep(Duration::from_millis(20));
        }
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
    }
}

#[test]
fn sigterm_under_load_fails_readyz_lets_requests_finish_and_exits_with_0() {
    let desk = Desk::new();
    let mut server = Server::start(&desk, &["--drain-time", "2s"]);
    let (addr, admin) = (server.addr, server.admin);
    let request = post(CLOCK);
    let (start, rest) = request.split_at(request.len() - 20);
    let mut open = sent(addr, start.as_bytes()).expect("it is served");
    // As many as a single core has room for beside the open request.
    let clients: Vec<_> = (0..2).map(|_| thread::spawn(move || load(addr))).collect();
    thread::sleep(Duration::from_millis(300));
    let killed = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status();
    assert!(killed.expect("there is a kill").success());
    while get(admin, "/readyz").expect("probes are answered to the end").starts_with("HTTP/1.1 200") {}
    // Who asks readyz has time to learn of it before connections are refused.
    assert!(get(addr, "/v1/formats").expect("still taken").starts_with("HTTP/1.1 200"));
    open.write_all(rest.as_bytes()).expect("still open");
    assert!(answer(open).expect("an answer").0.starts_with("HTTP/1.1 200"));
    let answered: usize = clients.into_iter().map(|client| client.join().expect("no answer is cut")).sum();
    assert!(answered > 8, "{answered}");
    assert_eq!(server.child.wait().expect("it is our child").code(), Some(0));
}

/// What clients send that mean harm; each is let go.
fn hostile() -> Vec<Vec<u8>> {
    let post = "POST /v1/parse HTTP/1.1\r\nhost: a\r\n";
    let bomb = zstd::encode_all(std::io::repeat(b'a').take(64 << 20), 3).expect("memory takes everything");
    let bomb_head =
        format!("{post}content-encoding: zstd\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", bomb.len());
    let many = "GET /v1/formats HTTP/1.1\r\nhost: a\r\n\r\n".repeat(2_000);
    vec![
        Vec::new(),
        b"POST /v1/pa".to_vec(),
        post.into(),
        format!("{post}content-length: 4000000\r\n\r\n{}", "half ".repeat(100_000)).into(),
        format!("{post}content-length: 1073741824\r\n\r\n").into(),
        [bomb_head.into_bytes(), bomb].concat(),
        // It never reads what it asked for.
        many.into(),
    ]
}

/// MiB of a process that are in memory.
#[cfg(target_os = "linux")]
fn resident(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("Linux tells it");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") / 1024
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_hostile_clients() {
    let desk = Desk::new();
    let short = ["--head-time", "300ms", "--body-idle-time", "300ms", "--write-idle-time", "300ms"];
    let server = Server::start(&desk, &short);
    let hostile = hostile();
    let round = || {
        let crowd: Vec<TcpStream> =
            (0..20).flat_map(|_| &hostile).filter_map(|request| sent(server.addr, request)).collect();
        // Meanwhile others are served.
        assert!(answer(sent(server.addr, post(CLOCK).as_bytes()).expect("it is served")).is_some());
        thread::sleep(Duration::from_millis(700));
        drop(crowd);
        resident(server.child.id())
    };
    // The allocator takes a dozen rounds to settle; the half bodies alone, if they were kept, would be 240 MiB.
    let memory: Vec<u64> = (0..24).map(|_| round()).collect();
    assert!(memory.iter().all(|held| *held < 200), "{memory:?} MiB");
}
