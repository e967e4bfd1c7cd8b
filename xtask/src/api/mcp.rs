//! `cargo xtask api mcp`: the tools of `news mcp`, called by the client of the protocol's authors.

use std::process::Command;

use anyhow::Result;

use super::{programs, story};
use crate::checkout::run;
use crate::service::{Profile, news};

/// Lists the tools and calls each.
const CALLS: &str = include_str!("../../templates/api/tools.py");

pub(super) fn check() -> Result<()> {
    let mut calls = Command::new(programs()?.join("python"));
    run(calls.args(["-c", CALLS]).arg(news(Profile::Dev)?).arg(story()))
}
