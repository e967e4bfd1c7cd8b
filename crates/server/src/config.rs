//! What the operator decides.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;

use crate::limits::Limits;
use crate::token::Token;

/// How the server runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address of the API; `127.0.0.1:8080` by default.
    pub addr: SocketAddr,
    /// The address of `/livez`, `/readyz` and `/metrics`, which ask for no token; `127.0.0.1:8081` by default, and none
    /// without a value.
    pub admin_addr: Option<SocketAddr>,
    /// Who may have documents read. Without any, everybody may who reaches the address.
    pub tokens: Vec<Token>,
    /// Binds an address that other machines can reach, although nothing asks them who they are.
    pub insecure_no_auth: bool,
    /// Documents and batches a minute for each token, or for all together where there is no token; no limit by default.
    pub rate_per_minute: Option<NonZeroU32>,
    /// Sites whose pages may use the API: `https://desk.example`, as browsers write it. None by default.
    pub cors_origins: Vec<String>,
    /// Writes a line of JSON on standard error for every request; off by default.
    pub log_requests: bool,
    /// How long, how large, how many.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            admin_addr: Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 8081))),
            tokens: Vec::new(),
            insecure_no_auth: false,
            rate_per_minute: None,
            cors_origins: Vec::new(),
            log_requests: false,
            limits: Limits::default(),
        }
    }
}

impl Config {
    /// Refuses an address that other machines can reach, unless clients need a token or the operator said that this is meant.
    pub(crate) fn check(&self) -> io::Result<()> {
        if self.insecure_no_auth || !self.tokens.is_empty() || self.addr.ip().to_canonical().is_loopback() {
            return Ok(());
        }
        let message = format!(
            "{}: expected a loopback address, because there are no tokens; \
             bind 127.0.0.1, configure tokens, or say --insecure-no-auth",
            self.addr
        );
        Err(io::Error::new(io::ErrorKind::InvalidInput, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(addr: &str, insecure_no_auth: bool, tokens: Vec<Token>) -> Result<(), String> {
        let config = Config { addr: addr.parse().unwrap(), insecure_no_auth, tokens, ..Config::default() };
        config.check().map_err(|error| error.to_string())
    }

    #[test]
    fn only_loopback_is_bound_without_authentication() {
        for loopback in ["127.0.0.1:0", "127.8.8.8:80", "[::1]:8080", "[::ffff:127.0.0.1]:1"] {
            assert_eq!(check(loopback, false, Vec::new()), Ok(()));
        }
        for reachable in ["0.0.0.0:8080", "[::]:8080", "192.0.2.7:80"] {
            let message = check(reachable, false, Vec::new()).unwrap_err();
            assert!(message.starts_with(&format!("{reachable}: expected a loopback address")), "{message}");
            assert_eq!(check(reachable, true, Vec::new()), Ok(()));
            assert_eq!(check(reachable, false, vec![Token::new("desk", &"0f".repeat(32)).unwrap()]), Ok(()));
        }
    }
}
