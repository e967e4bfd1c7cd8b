//! The least of an HTTP/1.1 client that measures: one connection, one request at a time, nothing between it and the clock.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

/// A connection that is kept open; opened again where the server closed it.
pub(super) struct Connection {
    addr: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    /// Whether it says when to come back.
    pub(super) retry_after: bool,
    pub(super) body: Vec<u8>,
}

/// The head of an answer, as far as it says where the answer ends.
#[derive(Default)]
struct Head {
    status: u16,
    retry_after: bool,
    closes: bool,
    length: usize,
    chunked: bool,
}

impl Connection {
    pub(super) fn to(addr: SocketAddr) -> Self {
        Connection { addr, stream: None }
    }

    /// What is at a path.
    pub(super) fn get(&mut self, target: &str) -> Result<Answer> {
        self.send(target, format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.addr).as_bytes())
    }

    /// Posts a body to a path.
    pub(super) fn post(&mut self, target: &str, content_type: &str, body: &[u8]) -> Result<Answer> {
        let mut request = format!(
            "POST {target} HTTP/1.1\r\nHost: {}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            self.addr,
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.send(target, &request)
    }

    fn send(&mut self, target: &str, request: &[u8]) -> Result<Answer> {
        let stream = match self.stream.take() {
            Some(stream) => stream,
            None => connect(self.addr)?,
        };
        let (answer, stream) = exchange(stream, request).with_context(|| target.to_owned())?;
        self.stream = stream;
        Ok(answer)
    }
}

fn connect(addr: SocketAddr) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(addr)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    Ok(BufReader::new(stream))
}

/// Sends a request and reads its answer; gives the connection back unless the server closes it.
fn exchange(mut stream: BufReader<TcpStream>, request: &[u8]) -> Result<(Answer, Option<BufReader<TcpStream>>)> {
    stream.get_mut().write_all(request)?;
    let head = Head::read(&mut stream)?;
    let mut body = Vec::new();
    if head.chunked {
        while read_chunk(&mut stream, &mut body)? {}
    } else {
        (&mut stream).take(head.length as u64).read_to_end(&mut body)?;
        ensure!(body.len() == head.length, "the answer was cut");
    }
    let answer = Answer { status: head.status, retry_after: head.retry_after, body };
    Ok((answer, (!head.closes).then_some(stream)))
}

impl Head {
    fn read(stream: &mut impl BufRead) -> Result<Head> {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let mut head =
            Head { status: status.with_context(|| format!("expected a status, got {line:?}"))?, ..Head::default() };
        loop {
            line.clear();
            stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { return Ok(head) };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => head.length = value.parse()?,
                "transfer-encoding" => head.chunked = value == "chunked",
                "connection" => head.closes = value == "close",
                "retry-after" => head.retry_after = true,
                _ => {}
            }
        }
    }
}

/// Reads a chunk; whether another follows.
fn read_chunk(stream: &mut impl BufRead, body: &mut Vec<u8>) -> Result<bool> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let size = usize::from_str_radix(line.trim_end(), 16).with_context(|| format!("expected a chunk, got {line:?}"))?;
    let read = stream.take(size as u64).read_to_end(body)?;
    ensure!(read == size, "the answer was cut");
    line.clear();
    stream.read_line(&mut line)?;
    Ok(size > 0)
}
