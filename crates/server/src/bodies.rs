//! Room for the bodies of all requests together: connections times the largest body would be more than any machine has.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::error::{ApiError, Limit};
use crate::limits::Limits;
use crate::problems;

/// Bodies are counted in pieces of this size, a short one as one.
const PIECE: usize = 64 << 10;

/// All the room there is.
pub(crate) struct Bodies {
    pieces: Arc<Semaphore>,
    limit: Limit,
}

impl Bodies {
    pub(crate) fn new(limits: &Limits) -> Self {
        // A line of a batch is held while the next one comes.
        let pieces =
            pieces(limits.max_bodies.max(2 * limits.max_body)).min(u32::MAX as usize).min(Semaphore::MAX_PERMITS);
        let limit = Limit { name: "max_bodies", max: pieces as u64 * PIECE as u64, actual: None };
        Bodies { pieces: Arc::new(Semaphore::new(pieces)), limit }
    }

    /// An error if a body of `bytes` would be turned away now.
    pub(crate) fn check(&self, bytes: usize) -> Result<(), ApiError> {
        if pieces(bytes) > self.pieces.available_permits() { Err(full(self.limit)) } else { Ok(()) }
    }

    /// Room for a body of which nothing has come yet.
    pub(crate) fn room(&self) -> Room {
        Room { pieces: Arc::clone(&self.pieces), held: None, limit: self.limit }
    }
}

/// Room that is given back when it is dropped.
pub(crate) struct Room {
    pieces: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
    limit: Limit,
}

impl Room {
    /// Makes it room for `bytes`, which may be less than before; an error where there is none left.
    pub(crate) fn resize(&mut self, bytes: usize) -> Result<(), ApiError> {
        let Some(missing) = self.missing(bytes) else { return Ok(()) };
        let more = Arc::clone(&self.pieces).try_acquire_many_owned(missing).map_err(|_| full(self.limit))?;
        self.add(more);
        Ok(())
    }

    /// As [`Room::resize`], but waits until others give some back.
    pub(crate) async fn resize_patiently(&mut self, bytes: usize, patience: Duration) -> Result<(), ApiError> {
        let Some(missing) = self.missing(bytes) else { return Ok(()) };
        let more = timeout(patience, Arc::clone(&self.pieces).acquire_many_owned(missing)).await;
        self.add(more.ok().and_then(Result::ok).ok_or_else(|| full(self.limit))?);
        Ok(())
    }

    /// The bytes that it is room for; they keep it.
    pub(crate) fn with(self, bytes: Vec<u8>) -> Bytes {
        Bytes::from_owner(Held { bytes, _room: self })
    }

    /// How many pieces it lacks for `bytes`; what it has too many is given back.
    fn missing(&mut self, bytes: usize) -> Option<u32> {
        let held = self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let wanted = pieces(bytes);
        if let Some(spare) = held.checked_sub(wanted) {
            self.held.as_mut().and_then(|held| held.split(spare));
            return None;
        }
        Some(u32::try_from(wanted - held).unwrap_or(u32::MAX))
    }

    fn add(&mut self, more: OwnedSemaphorePermit) {
        match &mut self.held {
            Some(held) => held.merge(more),
            None => self.held = Some(more),
        }
    }
}

struct Held {
    bytes: Vec<u8>,
    _room: Room,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn pieces(bytes: usize) -> usize {
    bytes.div_ceil(PIECE)
}

fn full(limit: Limit) -> ApiError {
    let detail = "the bodies of all requests together are as large as they may be; try again in a second";
    ApiError::new(problems::SERVER_BUSY, detail).with_limit(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn room_is_taken_and_given_back() {
        let limits = Limits { max_body: 2 * PIECE, max_bodies: 5 * PIECE, ..Limits::default() };
        let bodies = Bodies::new(&limits);
        let (mut one, mut other) = (bodies.room(), bodies.room());
        one.resize(1).unwrap();
        one.resize(3 * PIECE).unwrap();
        assert!(bodies.check(2 * PIECE).is_ok() && bodies.check(2 * PIECE + 1).is_err());
        assert_eq!(other.resize(3 * PIECE).unwrap_err().problem, problems::SERVER_BUSY);
        assert!(other.resize_patiently(3 * PIECE, Duration::ZERO).await.is_err());
        one.resize(PIECE + 1).unwrap();
        other.resize(3 * PIECE).unwrap();
        let bytes = one.with(vec![0; PIECE + 1]);
        let part = bytes.slice(..1);
        drop(bytes);
        assert!(bodies.check(1).is_err());
        drop(part);
        other.resize_patiently(5 * PIECE, Duration::ZERO).await.unwrap();
        assert_eq!(Bodies::new(&Limits { max_bodies: 0, ..limits }).limit.max, 4 * PIECE as u64);
    }
}
