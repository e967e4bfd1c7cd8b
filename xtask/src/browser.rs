//! `cargo xtask browser`: the page in a headless Chromium, and pictures of it for the documentation.
//!
//! Node drives the browser over its debugging pipe (`tests/browser/chromium.js`); nothing is installed for it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use clap::Args;

use crate::checkout::{root, run};
use crate::service::{self, Profile, Service};

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
        let news = service::news(Profile::Dev)?;
        let Some(folder) = &self.pictures else {
            let mut tests = Command::new("node");
            tests.args(["--test", "tests/browser/"]).env("NEWS", news).env("CHROMIUM", chromium);
            return run(tests.current_dir(root()));
        };
        std::fs::create_dir_all(folder)?;
        let service = Service::start(Profile::Dev, &[])?;
        let mut shots = Command::new("node");
        shots.args(["tests/browser/shots.js", &service.url("/")]).args([folder.as_os_str(), chromium.as_ref()]);
        run(shots.current_dir(root()))
    }
}

/// The program that is installed, if node is as well.
pub(crate) fn chromium() -> Option<&'static str> {
    let runs = |program: &str| {
        let status = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    PROGRAMS.iter().copied().find(|program| runs("node") && runs(program))
}
