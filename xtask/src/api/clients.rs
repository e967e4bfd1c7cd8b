//! `cargo xtask api clients`: a client that a generator makes from the description.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::{folder, programs, story};
use crate::checkout::run;
use crate::service::{Profile, Service};

/// Calls `parse` of the generated client, and expects the record of the story that is named.
const CALL: &str = include_str!("../../templates/api/client.py");

pub(super) fn check() -> Result<()> {
    let service = Service::start(Profile::Dev, &[])?;
    let programs = programs()?;
    let client = folder().join("client");
    if client.is_dir() {
        fs::remove_dir_all(&client)?;
    }
    run(Command::new(programs.join("openapi-python-client"))
        .args([
            "generate",
            "--meta",
            "none",
            "--fail-on-warning",
            "--url",
            &service.url("/openapi.json"),
            "--output-path",
        ])
        .arg(client.join("news_client")))?;
    let mut call = Command::new(programs.join("python"));
    call.args(["-c", CALL, &service.url("")]).arg(story()).env("PYTHONPATH", client);
    run(&mut call)
}
