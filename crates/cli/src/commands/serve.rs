//! `news serve`: the HTTP API, from the crate `news-server`.

use std::io;
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context, Result};
use news_server::{Config, Limits};

use crate::codes;
use crate::failure::{ALL_READ, Usage};
use crate::ui::Ui;

/// Serves the HTTP API until it is interrupted.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address to listen on
    #[arg(long, value_name = "HOST:PORT", default_value_t = Config::default().addr)]
    addr: SocketAddr,
    /// Listen on an address that other machines reach, although nobody is asked who they are
    #[arg(long)]
    insecure_no_auth: bool,
    /// Largest request body in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_body)]
    max_body: usize,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let config = Config {
        addr: args.addr,
        insecure_no_auth: args.insecure_no_auth,
        limits: Limits { max_body: args.max_body, ..Limits::default() },
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    ui.hint(&format!("serving http://{}, ctrl-c stops", args.addr));
    runtime.block_on(news_server::serve(config)).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput => Usage::option(format!("--addr: {error}")),
        _ => {
            Usage::with(codes::ADDRESS_UNUSABLE.code, format!("--addr: {error}"), "choose another address with --addr")
        }
    })?;
    Ok(ExitCode::from(ALL_READ))
}
