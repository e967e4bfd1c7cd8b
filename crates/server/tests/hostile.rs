//! Clients that mean harm, or are broken, on loopback: each ends within its limit, and others are served meanwhile.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use news_server::{Config, Limits, serve_until};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// The limits of these tests: as in production, but short.
fn limits() -> Limits {
    Limits {
        connections: 64,
        head: Duration::from_secs(1),
        body_idle: Duration::from_secs(1),
        write_idle: Duration::from_secs(1),
        request: Duration::from_secs(5),
        drain: Duration::from_secs(2),
        grace: Duration::from_secs(20),
        ..Limits::default()
    }
}

/// Far longer than any limit: what is not over by then hangs.
const HANGS: Duration = Duration::from_mins(1);

struct Server {
    addr: SocketAddr,
    admin: SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let probes = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let admin = probes.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let config = Config { limits: limits(), ..Config::default() };
        let stop_when = async { stopped.await.unwrap_or_default() };
        let done = tokio::spawn(async move { serve_until(listener, Some(probes), &config, stop_when).await });
        Server { addr, admin, stop, done }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.addr).await.unwrap()
    }

    /// Sends some bytes and gives all that comes back before the server closes the connection.
    async fn ask(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect().await;
        // The server may answer and close before all is sent.
        let _ = stream.write_all(bytes).await;
        rest(stream).await
    }

    /// Asserts that a well-behaved client gets its article.
    async fn assert_serves(&self) {
        let answer = self.ask(&post("", b"Rivers fall\n\nThe rivers fell, the ministry said.\n")).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

fn post(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /v1/parse HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// All that comes until the connection is closed, which must happen.
async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset is an end, too.
    let _ = timeout(HANGS, stream.read_to_end(&mut answer)).await.expect("the connection was never closed");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn clients_that_fall_silent_are_let_go() {
    let server = Server::start().await;
    for (sent, answer) in [
        ("", ""),
        ("POST /v1/pa", ""),
        ("POST /v1/parse HTTP/1.1\r\nhost: a\r\n", ""),
        ("POST /v1/parse HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf", "HTTP/1.1 408"),
        ("POST /v1/parse HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n", "HTTP/1.1 408"),
    ] {
        let found = server.ask(sent.as_bytes()).await;
        assert!(
            found.starts_with(answer) || answer.is_empty() && found.starts_with("HTTP/1.1 408"),
            "{sent:?}: {found}"
        );
    }
    server.assert_serves().await;
}

#[tokio::test]
async fn a_body_that_drips_is_ended_by_the_time_of_the_request() {
    let server = Server::start().await;
    let mut stream = server.connect().await;
    stream.write_all(b"POST /v1/parse HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n").await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let drip = tokio::spawn(async move {
        while write.write_all(b".").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut answer = [0; 12];
    timeout(HANGS, read.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    drop(read);
    timeout(HANGS, drip).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_client_that_never_reads_is_let_go() {
    let server = Server::start().await;
    let mut stream = server.connect().await;
    // The answers, a megabyte each, fill every buffer on the way.
    let story = "The river fell, the ministry said on Monday. ".repeat(4000);
    let request = post("", story.as_bytes());
    let request = String::from_utf8(request).unwrap().replace("connection: close\r\n", "");
    let sent = async {
        for _ in 0..200 {
            if stream.write_all(request.as_bytes()).await.is_err() {
                return;
            }
        }
        unreachable!("the server took two hundred requests and sent no answer");
    };
    timeout(HANGS, sent).await.expect("the connection was never closed");
    server.assert_serves().await;
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_sent() {
    let server = Server::start().await;
    let answer = server.ask(b"POST /v1/parse HTTP/1.1\r\nhost: a\r\ncontent-length: 1073741824\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    let long = format!("GET /assets/icon.svg HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let answer = server.ask(long.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    let many = format!("GET /assets/icon.svg HTTP/1.1\r\nhost: a\r\n{}\r\n", "x: y\r\n".repeat(500));
    let answer = server.ask(many.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 400"), "{answer}");
    server.assert_serves().await;
}

/// 40 MiB of zeros, by Brotli.
const BROTLI_BOMB: &[u8] = &[
    0xcf, 0xff, 0xff, 0x7f, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x9f, 0xff, 0xff, 0xff, 0xf0, 0x4f,
    0x00, 0xc4, 0x61, 0x01, 0x80, 0xee, 0xfd, 0x7f, 0xfe, 0xff, 0xff, 0xe1, 0x9f, 0x00, 0x88, 0xc3, 0x22, 0x00, 0xdd,
    0xfb, 0x3f,
];

#[tokio::test]
async fn bombs_do_not_go_off() {
    let server = Server::start().await;
    let zeros = vec![0_u8; 40 << 20];
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&zeros).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = zstd::encode_all(&zeros[..], 1).unwrap();
    for (coding, bomb) in [("gzip", &gzip[..]), ("zstd", &zstd), ("br", BROTLI_BOMB)] {
        let answer = server.ask(&post(&format!("content-encoding: {coding}\r\n"), bomb)).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{coding}: {answer}");
        assert!(answer.contains("max_decoded"), "{coding}: {answer}");
    }
    server.assert_serves().await;
}

#[tokio::test]
async fn compressed_copy_is_read() {
    let server = Server::start().await;
    let copy = b"Rivers fall\n\nThe rivers fell, the ministry said.\n";
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(copy).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = zstd::encode_all(&copy[..], 1).unwrap();
    for (coding, body) in [("gzip", &gzip), ("zstd", &zstd)] {
        let answer = server.ask(&post(&format!("content-encoding: {coding}\r\n"), body)).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Rivers fall"), "{coding}: {answer}");
        let cut = server.ask(&post(&format!("content-encoding: {coding}\r\n"), &body[..body.len() / 2])).await;
        assert!(cut.starts_with("HTTP/1.1 400") && cut.contains("body-unreadable"), "{coding}: {cut}");
    }
}

#[tokio::test]
async fn many_requests_on_one_connection_are_answered() {
    const REQUESTS: usize = 100_000;
    let server = Server::start().await;
    let (mut read, mut write) = server.connect().await.into_split();
    let sent = tokio::spawn(async move {
        let hundred = b"GET /assets/icon.svg HTTP/1.1\r\nhost: a\r\n\r\n".repeat(100);
        for _ in 0..REQUESTS / 100 {
            write.write_all(&hundred).await.unwrap();
        }
        write.write_all(b"GET /assets/icon.svg HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.unwrap();
    });
    let (mut answers, mut buffer, mut tail) = (0, vec![0; 1 << 16], Vec::new());
    loop {
        let count = timeout(HANGS, read.read(&mut buffer)).await.unwrap().unwrap();
        if count == 0 {
            break;
        }
        tail.extend_from_slice(&buffer[..count]);
        let whole = tail.windows(12).filter(|window| window == b"HTTP/1.1 200").count();
        answers += whole;
        // What follows the last start that was counted.
        let keep = tail.len().min(11);
        tail.drain(..tail.len() - keep);
    }
    sent.await.unwrap();
    assert_eq!(answers, REQUESTS + 1);
    server.assert_serves().await;
}

#[tokio::test]
async fn a_crowd_of_silent_connections_does_not_keep_others_out() {
    let server = Server::start().await;
    let mut crowd = Vec::new();
    for _ in 0..2000 {
        // The queue of the system may be full; that, too, passes.
        if let Ok(Ok(stream)) = timeout(Duration::from_millis(20), TcpStream::connect(server.addr)).await {
            crowd.push(stream);
        }
    }
    assert!(crowd.len() > limits().connections);
    timeout(HANGS, server.assert_serves()).await.unwrap();
}

/// Compression holds nothing back: a line is answered while the body is still open.
#[tokio::test]
async fn a_batch_is_answered_line_by_line_compressed_or_not() {
    let server = Server::start().await;
    for coding in ["identity", "gzip", "br", "zstd"] {
        let mut stream = server.connect().await;
        let head = format!(
            "POST /v1/batch HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-ndjson\r\naccept-encoding: {coding}\r\n\
             transfer-encoding: chunked\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let line = format!("{{\"content\":\"{}\"}}\n", "Rivers fall. The rivers fell on Monday. ".repeat(40));
        let chunk = format!("{:x}\r\n{line}\r\n", line.len());
        let (mut buffer, mut answer) = (vec![0; 1 << 16], Vec::new());
        stream.write_all(chunk.as_bytes()).await.unwrap();
        // Behind the head, the article shrinks to no less than this.
        while behind_head(&answer) < 300 {
            let count = timeout(HANGS, stream.read(&mut buffer)).await.expect(coding).unwrap();
            assert!(count > 0, "{coding}");
            answer.extend_from_slice(&buffer[..count]);
        }
        stream.write_all(chunk.as_bytes()).await.unwrap();
        assert!(timeout(HANGS, stream.read(&mut buffer)).await.expect(coding).unwrap() > 0, "{coding}");
    }
}

/// Bytes of an answer behind its head.
fn behind_head(answer: &[u8]) -> usize {
    answer.windows(4).position(|window| window == b"\r\n\r\n").map_or(0, |at| answer.len() - at - 4)
}

/// What a load of clients sees while the server stops: every request that was taken is answered to its end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_under_load_stops_without_breaking_an_answer() {
    let server = Server::start().await;
    let addr = server.addr;
    let load: Vec<_> = (0..8).map(|_| tokio::spawn(ask_until_refused(addr))).collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    server.stop.send(()).unwrap();
    timeout(limits().grace, server.done).await.unwrap().unwrap();
    let mut answered = 0;
    for client in load {
        answered += client.await.unwrap();
    }
    assert!(answered > 16, "{answered}");
}

/// Sends one document after the other on connections of their own until none is taken, and gives how many were answered.
async fn ask_until_refused(addr: SocketAddr) -> usize {
    let mut answered = 0;
    while let Ok(mut stream) = TcpStream::connect(addr).await {
        let request = post("", b"Rivers fall\n\nThe rivers fell, the ministry said.\n");
        // A connection of the system's queue that the server never took is closed without a byte.
        let _ = stream.write_all(&request).await;
        let answer = rest(stream).await;
        if answer.is_empty() {
            continue;
        }
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        assert_eq!(length.and_then(|length| length.parse().ok()), Some(body.len()), "{head}");
        assert!(head.starts_with("HTTP/1.1 200") || head.starts_with("HTTP/1.1 503"), "{head}");
        answered += 1;
    }
    answered
}

#[tokio::test]
async fn open_requests_finish_and_readyz_fails_first() {
    let server = Server::start().await;
    let mut open = server.connect().await;
    open.write_all(b"POST /v1/parse HTTP/1.1\r\nhost: a\r\ncontent-length: 46\r\n\r\nRivers fall\n\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut probe = TcpStream::connect(server.admin).await.unwrap();
    probe.write_all(b"GET /readyz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.unwrap();
    let answer = rest(probe).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    open.write_all(b"The rivers fell, the ministry sa.").await.unwrap();
    let answer = rest(open).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    timeout(limits().grace, server.done).await.unwrap().unwrap();
    assert!(TcpStream::connect(server.addr).await.is_err());
}
