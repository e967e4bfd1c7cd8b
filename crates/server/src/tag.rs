//! Entity tags: an answer depends on nothing but the request and the program, so that its tag is known before it is made.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, IF_NONE_MATCH};
use sha2::{Digest, Sha256};

use crate::entry::hex;

/// The headers that an answer depends on.
const HEADERS: [HeaderName; 4] = [ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE];

/// All that an answer depends on but the body, and the tags that the client knows.
pub(crate) struct Tag {
    digest: Sha256,
    known: Vec<String>,
}

impl Tag {
    pub(crate) fn of(request: &Request) -> Self {
        let headers = request.headers();
        let mut digest = Sha256::new();
        let mut add = |part: &[u8]| {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        };
        add(env!("CARGO_PKG_VERSION").as_bytes());
        add(request.uri().to_string().as_bytes());
        for name in HEADERS {
            headers.get_all(&name).iter().for_each(|value| add(value.as_bytes()));
            add(b"");
        }
        Tag { digest, known: known(headers) }
    }

    /// The tag of the answer for a body with this digest, and whether the client has that answer.
    pub(crate) fn with(self, body: &[u8; 32]) -> (String, bool) {
        let digest: [u8; 32] = self.digest.chain_update(body).finalize().into();
        let tag = format!("\"{}\"", hex(&digest));
        let is_known = self.known.contains(&tag);
        (tag, is_known)
    }
}

fn known(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|tag| tag.trim().to_owned()).collect()
}
