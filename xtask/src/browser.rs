//! `cargo xtask browser`: the page in a headless Chromium, and pictures of it for the documentation.
//!
//! Node drives the browser over its debugging pipe (`tests/browser/chromium.js`); nothing is installed for it.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;

use crate::checkout::{root, run};

/// Test the page in a headless Chromium; needs Node 20 and Chromium
#[derive(Args)]
pub(crate) struct Browser {
    /// Draw the pictures of the documentation instead, into this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) pictures: Option<PathBuf>,
}

/// Names under which Chromium is installed.
const PROGRAMS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

impl Browser {
    pub(crate) fn run(&self) -> Result<()> {
        let chromium = chromium().context("no Chromium on the path")?;
        run(Command::new("cargo").args(["build", "--quiet", "--package", "news-cli"]).current_dir(root()))?;
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let news = target.join("debug/news");
        let Some(folder) = &self.pictures else {
            let mut tests = Command::new("node");
            tests.args(["--test", "tests/browser/"]).env("NEWS", news).env("CHROMIUM", chromium);
            return run(tests.current_dir(root()));
        };
        std::fs::create_dir_all(folder)?;
        let _server = Server::start(Command::new(news).args(["serve", "--addr", ADDRESS]))?;
        let mut shots = Command::new("node");
        shots
            .arg("tests/browser/shots.js")
            .arg(format!("http://{ADDRESS}/"))
            .args([folder.as_os_str(), chromium.as_ref()]);
        run(shots.current_dir(root()))
    }
}

const ADDRESS: &str = "127.0.0.1:8098";

/// The program that is installed, if node is as well.
pub(crate) fn chromium() -> Option<&'static str> {
    let runs = |program: &str| {
        let status = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    PROGRAMS.iter().copied().find(|program| runs("node") && runs(program))
}

/// A server that is stopped when it is dropped.
struct Server(Child);

impl Server {
    fn start(command: &mut Command) -> Result<Self> {
        let server = Server(command.spawn().context("news serve")?);
        let is_up = || std::net::TcpStream::connect(ADDRESS).is_ok();
        (0..200)
            .find(|_| {
                is_up() || {
                    std::thread::sleep(Duration::from_millis(25));
                    false
                }
            })
            .context("no answer")?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
