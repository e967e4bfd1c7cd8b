//! `news serve` as a child of a task, on a free port of loopback.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::checkout::{root, run};

/// How the command is built.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// Builds the command; where it is.
pub(crate) fn news(profile: Profile) -> Result<PathBuf> {
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--package", "news-cli"]);
    if profile == Profile::Release {
        build.arg("--release");
    }
    run(build.current_dir(root()))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.join(if profile == Profile::Release { "release/news" } else { "debug/news" }))
}

/// A server that is stopped when it is dropped.
pub(crate) struct Service {
    child: Child,
    pub(crate) addr: SocketAddr,
}

impl Service {
    /// Starts the server on a free port, and waits until it accepts.
    pub(crate) fn start(profile: Profile, args: &[&str]) -> Result<Self> {
        let addr = free_port()?;
        Service::start_at(addr, profile, args)
    }

    /// As [`Service::start`], on this address.
    pub(crate) fn start_at(addr: SocketAddr, profile: Profile, args: &[&str]) -> Result<Self> {
        let mut command = Command::new(news(profile)?);
        command.args(["serve", "--isolated", "--quiet", "--addr", &addr.to_string()]);
        command.args(["--admin-addr", &free_port()?.to_string()]).args(args);
        let mut service = Service { child: command.spawn().context("news serve")?, addr };
        for _ in 0..400 {
            // Somebody else may answer on the port of a server that could not be started.
            if let Some(status) = service.child.try_wait()? {
                anyhow::bail!("news serve ended with {status}");
            }
            if TcpStream::connect(addr).is_ok() {
                return Ok(service);
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        anyhow::bail!("news serve does not answer on {addr}")
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
