//! The API from the outside: requests in, responses out, no socket.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod admin;
mod auth;
mod batch;
mod client;
mod convert;
mod describe;
mod page;
mod parse;
mod problems;
mod quotes;

use news_server::{Config, serve};

#[tokio::test]
async fn an_address_that_others_can_reach_is_refused() {
    let config = Config { addr: "0.0.0.0:0".parse().unwrap(), ..Config::default() };
    let error = serve(config).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "0.0.0.0:0: expected a loopback address, because there are no tokens; \
         bind 127.0.0.1, configure tokens, or say --insecure-no-auth"
    );
}
