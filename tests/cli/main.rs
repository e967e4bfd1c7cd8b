//! The command from outside: what it prints, where, and with which exit code.
//!
//! Every test runs the built binary in a directory of its own with a bare environment, so that nothing of the machine shows
//! up in what is pinned. The copy is invented.

mod batch;
mod check;
mod config;
mod convert;
mod desk;
mod diff;
mod environment;
mod ferry;
mod inputs;
mod lines;
mod list;
#[cfg(feature = "mcp")]
mod mcp;
mod output;
mod parse;
mod quotes;
mod reference;
mod report;
#[cfg(all(feature = "serve", unix))]
mod serve;
mod show;
mod views;
