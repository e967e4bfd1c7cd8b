//! `news serve`: the HTTP API, from the crate `news-server`.

mod time;

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::process::ExitCode;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use news_server::{Config, Limits, Token};

use self::time::Time;
use crate::codes;
use crate::failure::{ALL_READ, Usage};
use crate::ui::Ui;

/// Serves the HTTP API until it is interrupted.
///
/// Every option is a setting of the table `[serve]` as well, under its name with `_`; see `news config`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address to listen on
    #[arg(long, value_name = "HOST:PORT", default_value_t = Config::default().addr)]
    addr: SocketAddr,
    /// Address of livez, readyz and metrics, which ask for no token
    #[arg(long, value_name = "HOST:PORT", default_value_t = admin_addr())]
    admin_addr: SocketAddr,
    /// Have no second address
    #[arg(long)]
    no_admin: bool,
    /// Who may use the API: a name, and the SHA-256 digest of the secret that the client sends; may be given again
    #[arg(long = "token", value_name = "NAME:DIGEST", value_parser = token)]
    tokens: Vec<Token>,
    /// Listen on an address that other machines reach, although nobody is asked who they are
    #[arg(long)]
    insecure_no_auth: bool,
    /// Documents and batches a minute for each token, or for all together where there is none
    #[arg(long, value_name = "NUMBER")]
    rate_per_minute: Option<NonZeroU32>,
    /// A site whose pages may use the API, as browsers write it; may be given again
    #[arg(long = "cors-origin", value_name = "ORIGIN")]
    cors_origins: Vec<String>,
    /// Write a line of JSON on stderr for every request, without what was sent
    #[arg(long)]
    log_requests: bool,
    #[command(flatten)]
    limits: LimitArgs,
}

/// The limits of the server.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Limits")]
struct LimitArgs {
    /// Largest request body, and line of a batch, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_body)]
    max_body: usize,
    /// Largest compressed body once it is decoded, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_decoded)]
    max_decoded: usize,
    /// All bodies that are here at once, in bytes; at least twice as many as one may have
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_bodies)]
    max_bodies: usize,
    /// Most words and marks of prose in one story
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().max_words)]
    max_words: u64,
    /// Connections that are open at once
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().connections)]
    connections: usize,
    /// For the head of a request
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().head))]
    head_time: Time,
    /// Between two pieces of a request's body
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().body_idle))]
    body_idle_time: Time,
    /// Until the client takes the next piece of an answer
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().write_idle))]
    write_idle_time: Time,
    /// From the end of a request's head to the answer; a batch has no such limit
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().request))]
    request_time: Time,
    /// For reading one document
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().document))]
    document_time: Time,
    /// How long a document may wait for its turn
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().queue))]
    queue_time: Time,
    /// How long connections are accepted after SIGTERM
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().drain))]
    drain_time: Time,
    /// How long open requests may then take to finish
    #[arg(long, value_name = "TIME", default_value_t = Time(Limits::default().grace))]
    grace_time: Time,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    // Documents are read on blocking threads, as many at once as there are cores; each further one would hold memory of its own.
    let cores = available_parallelism().map_or(1, usize::from);
    let runtime = runtime.max_blocking_threads(cores).enable_all().build().context("cannot start threads")?;
    ui.hint(&format!("serving http://{}, ctrl-c stops", args.addr));
    runtime.block_on(news_server::serve(args.config())).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput => Usage::option(error.to_string()),
        _ => Usage::with(
            codes::ADDRESS_UNUSABLE.code,
            error.to_string(),
            "choose another address with --addr or --admin-addr",
        ),
    })?;
    Ok(ExitCode::from(ALL_READ))
}

impl Args {
    fn config(&self) -> Config {
        Config {
            addr: self.addr,
            admin_addr: (!self.no_admin).then_some(self.admin_addr),
            tokens: self.tokens.clone(),
            insecure_no_auth: self.insecure_no_auth,
            rate_per_minute: self.rate_per_minute,
            cors_origins: self.cors_origins.clone(),
            log_requests: self.log_requests,
            limits: self.limits.limits(),
        }
    }
}

impl LimitArgs {
    fn limits(&self) -> Limits {
        Limits {
            max_body: self.max_body,
            max_decoded: self.max_decoded,
            max_bodies: self.max_bodies,
            max_words: self.max_words,
            connections: self.connections,
            head: self.head_time.0,
            body_idle: self.body_idle_time.0,
            write_idle: self.write_idle_time.0,
            request: self.request_time.0,
            document: self.document_time.0,
            queue: self.queue_time.0,
            drain: self.drain_time.0,
            grace: self.grace_time.0,
        }
    }
}

fn admin_addr() -> SocketAddr {
    Config::default().admin_addr.expect("there is one by default")
}

fn token(text: &str) -> Result<Token, String> {
    let (name, digest) = text.split_once(':').ok_or("expected a name and a digest, as in desk:2c26b46b…")?;
    Token::new(name, digest).map_err(|error| error.to_string())
}
