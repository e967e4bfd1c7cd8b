//! The lines of a body while it comes.

use std::sync::Arc;

use axum::body::Body;
use memchr::memchr;

use crate::bodies::Room;
use crate::context::Context;
use crate::document::next_piece;
use crate::error::{ApiError, Limit};
use crate::problems;

/// The lines of a body; blank ones are left out.
pub(super) struct Lines {
    body: Body,
    context: Arc<Context>,
    /// Bytes that came.
    pub(super) received: u64,
    /// What came and is no whole line yet, how much of it has been given already, and how much more holds no end of a line.
    held: Vec<u8>,
    room: Room,
    given: usize,
    searched: usize,
    /// Whether the rest of a line is passed over because the line is too long.
    is_passing: bool,
    is_over: bool,
}

impl Lines {
    pub(super) fn new(body: Body, context: &Arc<Context>) -> Self {
        let (context, room) = (Arc::clone(context), context.bodies.room());
        Lines {
            body,
            context,
            received: 0,
            held: Vec::new(),
            room,
            given: 0,
            searched: 0,
            is_passing: false,
            is_over: false,
        }
    }

    /// The next line: its bytes, or why it is no document; an error where the body breaks off.
    pub(super) async fn next(&mut self) -> Result<Option<Result<Vec<u8>, ApiError>>, ApiError> {
        loop {
            if let Some(line) = self.whole_line() {
                return Ok(Some(line));
            }
            if self.is_over {
                return Ok(None);
            }
            self.more().await?;
        }
    }

    /// A line that is here already.
    fn whole_line(&mut self) -> Option<Result<Vec<u8>, ApiError>> {
        loop {
            let rest = self.held.get(self.given..).unwrap_or_default();
            let max = self.context.config.limits.max_body;
            let Some(end) = rest.get(self.searched..).and_then(|new| memchr(b'\n', new)) else {
                self.searched = rest.len();
                if rest.len() > max && !self.is_passing {
                    self.is_passing = true;
                    return Some(Err(too_long(max)));
                }
                if self.is_passing {
                    (self.given, self.searched) = (self.held.len(), 0);
                }
                return None;
            };
            let end = self.searched + end;
            let line = rest.get(..end).unwrap_or_default().trim_ascii().to_vec();
            (self.given, self.searched) = (self.given + end + 1, 0);
            let is_rest = std::mem::take(&mut self.is_passing);
            if line.len() > max && !is_rest {
                return Some(Err(too_long(max)));
            }
            if !is_rest && !line.is_empty() {
                return Some(Ok(line));
            }
        }
    }

    async fn more(&mut self) -> Result<(), ApiError> {
        self.held.drain(..std::mem::take(&mut self.given));
        if let Some(piece) = next_piece(&mut self.body, &self.context).await? {
            self.received += piece.len() as u64;
            self.room.resize_patiently(self.held.len() + piece.len(), self.context.config.limits.body_idle).await?;
            self.held.extend_from_slice(&piece);
        } else {
            self.is_over = true;
            // The last line may lack its end.
            self.held.push(b'\n');
        }
        Ok(())
    }
}

fn too_long(max: usize) -> ApiError {
    let limit = Limit { name: "max_body", max: max as u64, actual: None };
    ApiError::new(problems::BODY_TOO_LARGE, format!("line: expected at most {max} bytes, got more")).with_limit(limit)
}
