//! `cargo xtask api clients`: a client that a generator makes from the description.

use std::fs;
use std::process::Command;

use anyhow::Result;
use news_archive::containers::CONTAINERS;
use news_core::FORMATS;
use serde_json::{Map, Value, json};

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
    fs::create_dir_all(&client)?;
    let settings = client.join("settings.json");
    fs::write(&settings, settings_of_generator())?;
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
        .arg(client.join("news_client"))
        .arg("--config")
        .arg(settings))?;
    let mut call = Command::new(programs.join("python"));
    call.args(["-c", CALL, &service.url("")]).arg(story()).env("PYTHONPATH", client);
    run(&mut call)
}

/// The generator knows a handful of media types; it is told to take all others as bytes.
fn settings_of_generator() -> String {
    let formats = FORMATS.iter().flat_map(|format| format.media_types);
    let archives = CONTAINERS.iter().flat_map(|container| container.media_types);
    let names = formats.chain(archives).chain(&["application/x-ndjson"]);
    let overrides: Map<String, Value> =
        names.map(|name| ((*name).to_owned(), "application/octet-stream".into())).collect();
    json!({ "content_type_overrides": overrides, "post_hooks": [] }).to_string()
}
