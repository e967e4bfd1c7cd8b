//! What the operator decides.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use crate::limits::Limits;

/// How the server runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address to bind; `127.0.0.1:8080` by default.
    pub addr: SocketAddr,
    /// Binds an address that other machines can reach, although nothing asks them who they are.
    pub insecure_no_auth: bool,
    /// Largest request body in bytes; 16 MiB by default.
    pub max_body: usize,
    /// How long, how many.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            insecure_no_auth: false,
            max_body: 16 << 20,
            limits: Limits::default(),
        }
    }
}

impl Config {
    /// Refuses an address that other machines can reach, unless the operator said that this is meant.
    pub(crate) fn check(&self) -> io::Result<()> {
        if self.insecure_no_auth || self.addr.ip().to_canonical().is_loopback() {
            return Ok(());
        }
        let message = format!(
            "{}: expected a loopback address, because this version has no authentication; \
             bind 127.0.0.1, or say --insecure-no-auth",
            self.addr
        );
        Err(io::Error::new(io::ErrorKind::InvalidInput, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(addr: &str, insecure_no_auth: bool) -> Result<(), String> {
        let config = Config { addr: addr.parse().unwrap(), insecure_no_auth, ..Config::default() };
        config.check().map_err(|error| error.to_string())
    }

    #[test]
    fn only_loopback_is_bound_without_authentication() {
        for loopback in ["127.0.0.1:0", "127.8.8.8:80", "[::1]:8080", "[::ffff:127.0.0.1]:1"] {
            assert_eq!(check(loopback, false), Ok(()));
        }
        for reachable in ["0.0.0.0:8080", "[::]:8080", "192.0.2.7:80"] {
            let message = check(reachable, false).unwrap_err();
            assert!(message.starts_with(&format!("{reachable}: expected a loopback address")), "{message}");
            assert_eq!(check(reachable, true), Ok(()));
        }
    }
}
