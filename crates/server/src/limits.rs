//! How long, how large and how many: the limits of the server, in one place.

use std::time::Duration;

/// The limits of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body, and of a line of a batch.
    pub max_body: usize,
    /// Bytes of a compressed body once it is decoded.
    pub max_decoded: usize,
    /// Bytes of all bodies that are here at once, as they are sent and decoded; at least twice as many as one may have.
    pub max_bodies: usize,
    /// Words and marks of prose in one story.
    pub max_words: u64,
    /// Connections that are open at once; the next one waits to be accepted.
    pub connections: usize,
    /// From the first moment of a connection, or the end of the last answer, to the end of a request's head.
    pub head: Duration,
    /// Between two pieces of a request's body.
    pub body_idle: Duration,
    /// Until the client takes the next piece of an answer.
    pub write_idle: Duration,
    /// From the end of the head to the answer.
    pub request: Duration,
    /// For reading one document, once its turn has come.
    pub document: Duration,
    /// How long a document may wait for its turn.
    pub queue: Duration,
    /// How long connections are still accepted once the server was asked to stop.
    pub drain: Duration,
    /// How long open requests may then take to finish; a second signal ends the wait.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_body: 16 << 20,
            max_decoded: 32 << 20,
            max_bodies: 256 << 20,
            max_words: 1 << 20,
            connections: 1024,
            head: Duration::from_secs(10),
            body_idle: Duration::from_secs(10),
            write_idle: Duration::from_secs(30),
            request: Duration::from_secs(30),
            document: Duration::from_secs(2),
            queue: Duration::from_secs(1),
            drain: Duration::from_millis(500),
            grace: Duration::from_secs(30),
        }
    }
}

/// Bytes of a request's head; hyper keeps no more of what it has not understood yet.
pub(crate) const HEAD_BYTES: usize = 16 << 10;
/// Lines of a request's head.
pub(crate) const HEAD_LINES: usize = 100;
