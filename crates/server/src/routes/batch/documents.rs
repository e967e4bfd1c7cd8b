//! The documents of a batch, one by one as they come: lines of NDJSON, files of a form, items of an archive, or one document as
//! it is.

use news_archive::Item;
use serde_json::Value;

use super::archive::Archive;
use super::files::Files;
use super::line;
use super::lines::Lines;
use crate::error::{ApiError, Limit};
use crate::limits::Limits;

/// Where the documents come from.
pub(super) enum Documents {
    Lines(Lines),
    Files(Files),
    Archive(Archive),
    /// Which may hold any number of articles.
    One(Option<Box<Sent>>),
}

/// A document.
pub(super) struct Sent {
    /// The client's name of it, given back as it came.
    pub(super) id: Option<Value>,
    /// Its bytes, and what is known of it; or why it is none.
    pub(super) item: Result<Item, ApiError>,
}

impl Sent {
    /// Bytes of the document.
    pub(super) fn size(&self) -> usize {
        self.item.as_ref().map_or(0, |item| item.bytes.len())
    }
}

impl Documents {
    /// The next document; an error where the body breaks off.
    pub(super) async fn next(&mut self) -> Result<Option<Sent>, ApiError> {
        match self {
            Documents::Lines(lines) => Ok(lines.next().await?.map(line::document)),
            Documents::Files(files) => files.next().await,
            Documents::Archive(archive) => archive.next().await,
            Documents::One(document) => Ok(document.take().map(|sent| *sent)),
        }
    }

    /// How long reading one of them may take. One that comes alone may be a feed, of any number of articles.
    pub(super) fn time(&self, limits: &Limits) -> Limit {
        match self {
            Documents::One(_) => Limit::of_time("request_ms", limits.request),
            _ => Limit::of_time("document_ms", limits.document),
        }
    }

    /// Bytes that came until now, where that is not known beforehand.
    pub(super) fn received(&self) -> Option<u64> {
        match self {
            Documents::Lines(lines) => Some(lines.received),
            Documents::Files(files) => Some(files.received),
            Documents::Archive(archive) => Some(archive.received()),
            Documents::One(_) => None,
        }
    }
}
