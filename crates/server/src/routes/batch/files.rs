//! The files of a form (`multipart/form-data`), as browsers and `curl --form` send them.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use multer::{Error, Field, Multipart, parse_boundary};
use news_archive::Item;
use tokio::time::timeout;

use super::documents::Sent;
use crate::context::Context;
use crate::document::{hints, too_large, too_slow};
use crate::error::ApiError;
use crate::problems;

/// The media type of a form.
pub(super) const FORM: &str = "multipart/form-data";

/// The files of a body while it comes.
pub(super) struct Files {
    form: Multipart<'static>,
    /// Longest wait for the next piece.
    idle: Duration,
    /// Largest file in bytes.
    max: usize,
    /// Whether the query names the format, which then goes before the types that clients write by themselves.
    names_format: bool,
    context: Arc<Context>,
    /// Bytes of files that came.
    pub(super) received: u64,
}

impl Files {
    pub(super) fn new(
        body: Body,
        content_type: &str,
        names_format: bool,
        context: &Arc<Context>,
    ) -> Result<Self, ApiError> {
        let limits = &context.config.limits;
        let boundary = parse_boundary(content_type)
            .map_err(|_| ApiError::new(problems::BAD_ENVELOPE, "Content-Type: expected a form with its boundary"))?;
        let form = Multipart::new(body.into_data_stream(), boundary);
        let (idle, max, context) = (limits.body_idle, limits.max_body, Arc::clone(context));
        Ok(Files { form, idle, max, names_format, context, received: 0 })
    }

    /// The next file; an error where the body breaks off.
    pub(super) async fn next(&mut self) -> Result<Option<Sent>, ApiError> {
        let field = timeout(self.idle, self.form.next_field()).await.map_err(|_| too_slow(self.idle))?;
        let Some(mut field) = field.map_err(|error| broken(&error))? else { return Ok(None) };
        let name = field.file_name().or(field.name()).filter(|name| !name.is_empty());
        let id = name.map(Into::into);
        let content_type = field.content_type().map(ToString::to_string).unwrap_or_default();
        let bytes = self.content(&mut field).await?;
        let item = bytes
            .and_then(|bytes| Ok(Item { bytes, hints: hints(&content_type, self.names_format)?, ..Item::default() }));
        Ok(Some(Sent { id, item }))
    }

    /// The bytes of a file; one that is too large is read to its end, and not kept.
    async fn content(&mut self, field: &mut Field<'_>) -> Result<Result<Vec<u8>, ApiError>, ApiError> {
        let (mut bytes, mut size) = (Vec::new(), 0);
        let mut room = self.context.bodies.room();
        while let Some(piece) =
            timeout(self.idle, field.chunk()).await.map_err(|_| too_slow(self.idle))?.map_err(|error| broken(&error))?
        {
            size += piece.len();
            self.received += piece.len() as u64;
            if size <= self.max {
                room.resize_patiently(size, self.idle).await?;
                bytes.extend_from_slice(&piece);
            } else {
                bytes = Vec::new();
            }
        }
        Ok(if size > self.max { Err(too_large(self.max, Some(size as u64))) } else { Ok(bytes) })
    }
}

fn broken(error: &Error) -> ApiError {
    ApiError::new(problems::BODY_UNREADABLE, format!("form: {error}"))
}
