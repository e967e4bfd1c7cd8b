//! `news mcp`: the library as tools for language models, over the Model Context Protocol.

mod tools;

use std::process::ExitCode;

use anyhow::{Context, Result};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::{QuitReason, RequestContext};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};

use self::tools::TOOLS;
use crate::failure::ALL_READ;

/// Offers parse, quotes and convert as tools over the Model Context Protocol, on stdin and stdout.
///
/// A client starts it and stops it by closing its stdin. The tools read the document that is in the call, and nothing else: no file, no address.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs the command.
pub(crate) fn run(_: &Args) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start threads")?;
    let outcome = runtime.block_on(async {
        // A client that goes away before it said who it is has no need of an error.
        let Ok(service) = Tools.serve(rmcp::transport::stdio()).await else { return Ok(QuitReason::Closed) };
        service.waiting().await
    });
    outcome.context("<stdout>")?;
    Ok(ExitCode::from(ALL_READ))
}

struct Tools;

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let us = Implementation::new("news", env!("CARGO_PKG_VERSION")).with_title("news");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build()).with_server_info(us).with_instructions(
            "Reads news articles: who said what, when and where, each with its exact place in the text. Give documents as \
             they came, whole and unchanged: text, HTML, NITF, NewsML, ninjs, feeds and more are told apart.",
        )
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(tools::Row::described).collect()))
    }

    /// What is wrong with a document or an argument is told as a result, because a model sees only those.
    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = TOOLS.iter().find(|tool| tool.name == call.name) else {
            return Err(ErrorData::invalid_params(format!("no tool has the name \"{}\"", call.name), None));
        };
        // Other calls and the end of the client are heard meanwhile.
        let work = tokio::task::spawn_blocking(move || (tool.run)(call.arguments.unwrap_or_default()));
        let outcome = work.await.map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        Ok(match outcome {
            Ok(text) => CallToolResult::success(vec![ContentBlock::text(text)]),
            Err(message) => CallToolResult::error(vec![ContentBlock::text(message)]),
        }
        .into())
    }
}
