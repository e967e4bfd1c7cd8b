//! Who may have a document read: the site of the page that asks, the token, its quota, and whether there is room.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderName, ORIGIN, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::context::Context;
use crate::document::header;
use crate::entry::Entry;
use crate::error::{ApiError, Limit};
use crate::problems;
use crate::rate::{Left, Limiter, seconds};
use crate::routes::batch;
use crate::token::Token;

/// What browsers say about where a request comes from; pages cannot set it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Lets a request pass, or answers for it.
pub(crate) async fn check(State(context): State<Arc<Context>>, request: Request, next: Next) -> Response {
    let client = match admit(&context, &request) {
        Ok(client) => client,
        Err(error) => return error.into_response(),
    };
    // A server that is full says so before the body is sent. A batch is held back instead.
    let is_batch = request.uri().path() == batch::PATH;
    if !is_batch && let Err(error) = context.parsers.check_room().await {
        return error.into_response();
    }
    Entry::of(request.extensions()).note(|facts| facts.client = Some(client));
    let taken = context.limiter.as_ref().map(|limiter| (limiter, limiter.take(client, Instant::now())));
    let mut response = match taken {
        Some((limiter, Err(wait))) => too_many(limiter, wait),
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    if !context.config.tokens.is_empty() {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some((limiter, taken)) = taken {
        let left = taken.unwrap_or_else(|wait| Left { documents: 0, whole_in: wait });
        let value = |text: String| HeaderValue::try_from(text).expect("digits and names");
        headers.insert(RATE_LIMIT_POLICY, value(limiter.policy()));
        headers.insert(RATE_LIMIT, value(left.header()));
    }
    response
}

/// The place of the client's token, if its document may be read.
fn admit(context: &Context, request: &Request) -> Result<usize, ApiError> {
    check_site(context, request.headers())?;
    client(context, request.headers())
}

/// Refuses pages of other sites than those of the configuration: whoever opens one did not ask for anything to be read.
fn check_site(context: &Context, headers: &HeaderMap) -> Result<(), ApiError> {
    let origin = header(headers, ORIGIN);
    let is_foreign = ["cross-site", "same-site"].contains(&header(headers, SEC_FETCH_SITE));
    if !is_foreign || context.config.cors_origins.iter().any(|allowed| allowed == origin) {
        return Ok(());
    }
    let detail = format!("Origin: expected this site or one that the operator lists, got \"{origin}\"");
    Err(ApiError::new(problems::FOREIGN_SITE, detail))
}

/// The place of the token that a request names; 0 where none is needed.
fn client(context: &Context, headers: &HeaderMap) -> Result<usize, ApiError> {
    let tokens = &context.config.tokens;
    if tokens.is_empty() {
        return Ok(0);
    }
    let given = header(headers, AUTHORIZATION);
    let scheme = given.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, secret)) = scheme else {
        return Err(ApiError::new(problems::UNAUTHORIZED, "Authorization: expected Bearer and a token"));
    };
    let unknown = || ApiError::new(problems::UNAUTHORIZED, "Authorization: this server does not know the token");
    Token::find(tokens, secret.trim()).ok_or_else(unknown)
}

fn too_many(limiter: &Limiter, wait: Duration) -> Response {
    let wait = seconds(wait);
    let detail = format!("the documents of this minute are used up; the next may come in {wait} s");
    let limit = Limit { name: "rate_per_minute", max: limiter.quota.get().into(), actual: None };
    let mut response = ApiError::new(problems::RATE_LIMITED, detail).with_limit(limit).into_response();
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
    response
}
