//! `cargo xtask api lint`: the description of the API, looked at by others.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::http::Connection;
use super::{folder, programs};
use crate::checkout::run;
use crate::service::{Profile, Service};

/// The linter, and the version whose rules were met.
const REDOCLY: &str = "@redocly/cli@2.77.0";

pub(super) fn check() -> Result<()> {
    let service = Service::start(Profile::Dev, &[])?;
    let programs = programs()?;
    let description = folder().join("openapi.json");
    fs::write(&description, Connection::to(service.addr).get("/openapi.json")?.body)?;
    run(Command::new(programs.join("openapi-spec-validator")).args(["--schema", "3.1"]).arg(&description))?;
    let node = folder().join("node");
    let redocly = node.join("node_modules/.bin/redocly");
    if !redocly.is_file() {
        run(Command::new("npm")
            .args(["install", "--silent", "--no-fund", "--no-audit", "--prefix"])
            .arg(&node)
            .arg(REDOCLY))?;
    }
    // The linter asks for its newest version over the network otherwise.
    run(Command::new(redocly)
        .arg("lint")
        .arg(&description)
        .args(["--extends", "recommended-strict", "--format", "stylish"])
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .env("REDOCLY_TELEMETRY", "off"))
}
