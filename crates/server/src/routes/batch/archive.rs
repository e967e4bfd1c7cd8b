//! The items of an archive (WARC, mail, tar) while it comes.
//!
//! Archives are read as from a file. So each has a thread that waits for the body on its behalf, and there are only so many.

use std::io::{self, Read};
use std::mem::take;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use news_archive::containers::{Container, Step};
use news_archive::{CONTAINER_BROKEN, Failure, Item};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::documents::Sent;
use crate::context::Context;
use crate::document::next_piece;
use crate::error::ApiError;
use crate::{parsers, problems};

/// An item, or nothing behind the last; an error where the body breaks off.
type Next = Result<Option<Sent>, ApiError>;

/// The items of a body.
pub(super) struct Archive {
    items: mpsc::Receiver<Next>,
    received: Arc<AtomicU64>,
}

impl Archive {
    pub(super) fn open(container: &'static Container, body: Body, context: &Arc<Context>) -> Result<Self, ApiError> {
        let busy = |detail| ApiError::new(problems::SERVER_BUSY, detail);
        let room = Arc::clone(&context.archives).try_acquire_owned();
        let room = room.map_err(|_| busy("as many archives are being read as may; try again in a second"))?;
        let (sender, items) = mpsc::channel(1);
        let received = Arc::default();
        let pieces = Pieces {
            // Containers ask again behind the end.
            body: Body::new(body.fuse()),
            context: Arc::clone(context),
            runtime: Handle::current(),
            piece: Bytes::new(),
            received: Arc::clone(&received),
            items: sender.clone(),
        };
        let work = move || {
            let _held = room;
            take_apart(container, pieces, &sender);
            // There is nobody left to tell if the client is gone; so everywhere here.
            let _ = sender.blocking_send(Ok(None));
        };
        thread::Builder::new().spawn(work).map_err(|_| busy("no thread is left to read an archive"))?;
        Ok(Archive { items, received })
    }

    pub(super) async fn next(&mut self) -> Next {
        // The thread tells of the end, unless it panics.
        self.items.recv().await.unwrap_or_else(|| Err(parsers::panicked()))
    }

    /// Bytes that came until now.
    pub(super) fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }
}

/// Sends the items of a container, for as long as somebody takes them.
fn take_apart(container: &Container, pieces: Pieces, items: &mpsc::Sender<Next>) {
    let max = pieces.context.config.limits.max_body as u64;
    let mut steps = match container.items("body", Box::new(pieces), max) {
        Ok(steps) => steps,
        Err(error) => {
            let failure = Failure::new(&CONTAINER_BROKEN, 0, error.to_string());
            let _ = items.blocking_send(Ok(Some(broken(failure))));
            return;
        }
    };
    let mut item = Item::default();
    while let Some(step) = steps.next(&mut item) {
        let sent = match step {
            Step::Item => Sent { id: item.hints.label().map(Into::into), item: Ok(take(&mut item)) },
            Step::Skipped => continue,
            Step::Broken(failure) => broken(failure),
        };
        if items.blocking_send(Ok(Some(sent))).is_err() {
            return;
        }
    }
}

fn broken(failure: Failure) -> Sent {
    let problem = problems::of_failure(&failure);
    Sent { id: failure.name.map(Into::into), item: Err(ApiError::new(problem, failure.message)) }
}

/// A body as a stream that is waited for.
struct Pieces {
    body: Body,
    context: Arc<Context>,
    runtime: Handle,
    /// What came and was not taken yet.
    piece: Bytes,
    received: Arc<AtomicU64>,
    /// Where to say that the body broke off; what the container makes of it comes too late.
    items: mpsc::Sender<Next>,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.runtime.block_on(next_piece(&mut self.body, &self.context)) {
                Ok(Some(piece)) => self.piece = piece,
                Ok(None) => return Ok(0),
                Err(error) => {
                    let _ = self.items.blocking_send(Err(error));
                    return Err(io::Error::other("the body broke off"));
                }
            }
            self.received.fetch_add(self.piece.len() as u64, Ordering::Relaxed);
        }
        (&self.piece[..]).read(buffer).inspect(|n| drop(self.piece.split_to(*n)))
    }
}
