//! What is known of a request, for the headers of its answer, the metrics and the log.
//!
//! Whoever learns something notes it here. Nothing of what was sent is kept but its size and digest.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::http::{Extensions, Method, StatusCode};
use serde_json::{Map, Value};

use crate::context::Context;
use crate::error::ApiError;

/// A request: counted, and written to the log, when the last who may still learn something of it lets go.
pub(crate) struct Entry {
    context: Arc<Context>,
    start: Instant,
    id: String,
    method: Method,
    /// The path as the table of routes has it; none for paths that do not exist, which clients make up.
    route: Option<String>,
    facts: Mutex<Facts>,
}

/// What is learned of a request while it is answered.
#[derive(Clone, Default)]
pub(crate) struct Facts {
    /// None where the client was gone before there was an answer.
    pub(crate) status: Option<StatusCode>,
    /// The code of the problem that is the answer.
    pub(crate) problem: Option<&'static str>,
    /// The place of the token.
    pub(crate) client: Option<usize>,
    /// Size of the body as it was sent.
    pub(crate) bytes: Option<u64>,
    /// SHA-256 of the body as it was sent.
    pub(crate) digest: Option<[u8; 32]>,
    /// What the answer depends on, as a strong entity tag.
    pub(crate) tag: Option<String>,
    /// The format that the document was found to have.
    pub(crate) format: Option<String>,
    /// How long the document was read.
    pub(crate) parse: Option<Duration>,
}

impl Entry {
    pub(crate) fn new(context: Arc<Context>, id: String, method: Method, route: Option<String>) -> Self {
        Entry { context, start: Instant::now(), id, method, route, facts: Mutex::default() }
    }

    /// The entry of the request that these are the extensions of.
    pub(crate) fn of(extensions: &Extensions) -> Arc<Entry> {
        Arc::clone(extensions.get().expect("the outermost layer opens an entry for every request"))
    }

    pub(crate) fn note(&self, change: impl FnOnce(&mut Facts)) {
        change(&mut self.facts.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(crate) fn facts(&self) -> Facts {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the request came to.
    pub(crate) fn answered(&self, status: StatusCode, error: Option<&ApiError>) {
        self.note(|facts| {
            facts.status = Some(status);
            facts.problem = error.map(|error| error.problem.code);
        });
        if let Some(error) = error {
            self.count_problem(error);
        }
    }

    /// Counts a problem that is an answer, or a line of one.
    pub(crate) fn count_problem(&self, error: &ApiError) {
        if let Some(limit) = &error.limit {
            self.context.metrics.limit_hit(limit.name);
        }
    }

    /// The line of the log.
    fn line(&self, facts: &Facts, now: SystemTime) -> String {
        let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let time = jiff::SignedDuration::try_from(since).and_then(jiff::Timestamp::from_duration);
        let client = facts.client.and_then(|client| self.context.config.tokens.get(client));
        let members: [(&str, Option<Value>); 12] = [
            ("time", time.ok().map(|time| format!("{time:.3}").into())),
            ("id", Some(self.id.as_str().into())),
            ("method", Some(self.method.as_str().into())),
            ("route", self.route.as_deref().map(Value::from)),
            ("status", facts.status.map(|status| status.as_u16().into())),
            ("problem", facts.problem.map(Value::from)),
            ("seconds", Some(self.start.elapsed().as_secs_f64().into())),
            ("token", client.map(|token| token.name().into())),
            ("bytes", facts.bytes.map(Value::from)),
            ("sha256", facts.digest.map(|digest| hex(&digest).into())),
            ("format", facts.format.clone().map(Value::from)),
            ("parse_seconds", facts.parse.map(|parse| parse.as_secs_f64().into())),
        ];
        let known = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Value::from(known.collect::<Map<_, _>>()).to_string()
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let facts = self.facts();
        self.context.metrics.request(self.route.as_deref(), &facts, self.start.elapsed());
        if self.context.config.log_requests {
            // There is nobody left to tell if standard error is closed.
            let _ = writeln!(std::io::stderr(), "{}", self.line(&facts, SystemTime::now()));
        }
    }
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::token::Token;

    #[test]
    fn a_line_names_the_token_and_nothing_that_was_sent() {
        let tokens = vec![Token::new("desk", &"0f".repeat(32)).unwrap()];
        let context = Arc::new(Context::new(&Config { tokens, ..Config::default() }, &[]));
        let entry = Entry::new(context, "7".to_owned(), Method::POST, Some("/v1/parse".to_owned()));
        let facts = Facts {
            status: Some(StatusCode::OK),
            client: Some(0),
            bytes: Some(12),
            digest: Some([0xab; 32]),
            parse: Some(Duration::from_millis(2)),
            ..Facts::default()
        };
        let line = entry.line(&facts, UNIX_EPOCH + Duration::from_millis(1_500));
        let (start, rest) = line.split_once(",\"seconds\":").unwrap();
        let (_, end) = rest.split_once(',').unwrap();
        assert_eq!(
            start,
            r#"{"time":"1970-01-01T00:00:01.500Z","id":"7","method":"POST","route":"/v1/parse","status":200"#
        );
        let digest = "ab".repeat(32);
        assert_eq!(end, format!(r#""token":"desk","bytes":12,"sha256":"{digest}","parse_seconds":0.002}}"#));
    }
}
