//! The tools for language models: the protocol, line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout};

use serde_json::{Value, json};

use crate::desk::{CLOCK, Desk};

/// A client of the Model Context Protocol, as it starts the command.
struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    calls: u32,
}

impl Client {
    fn start(desk: &Desk) -> (Client, Value) {
        let mut child = desk.command(&["mcp"]).spawn().expect("cargo built the command");
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let stdout = BufReader::new(stdout.expect("stdout is piped"));
        let mut client = Client { child, stdin, stdout, calls: 0 };
        let us = json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "desk", "version": "1"}});
        let server = client.call("initialize", &us);
        client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        (client, server)
    }

    fn send(&mut self, message: &Value) {
        let stdin = self.stdin.as_mut().expect("not closed yet");
        writeln!(stdin, "{message}").expect("the command reads");
    }

    fn call(&mut self, method: &str, params: &Value) -> Value {
        self.calls += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.calls, "method": method, "params": params}));
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("the command answers");
        let answer: Value = serde_json::from_str(&line).expect("a line is a message");
        assert_eq!(answer["id"], self.calls, "{answer}");
        answer
    }

    /// The words of a tool's answer, and whether they are those of an error.
    fn tool(&mut self, name: &str, arguments: &Value) -> (String, bool) {
        let answer = self.call("tools/call", &json!({"name": name, "arguments": arguments}));
        let result = &answer["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
        (text.to_owned(), result["isError"] == true)
    }

    /// Ends as clients do, by closing the pipe.
    fn end(mut self) -> Option<i32> {
        self.stdin = None;
        self.child.wait().expect("the command ends").code()
    }
}

#[test]
fn a_model_is_told_what_the_commands_tell() {
    let desk = Desk::new();
    let (mut client, server) = Client::start(&desk);
    assert_eq!(server["result"]["serverInfo"]["name"], "news");
    let tools = client.call("tools/list", &json!({}));
    let tools: Vec<&Value> = tools["result"]["tools"].as_array().expect("a list").iter().collect();
    let names: Vec<&Value> = tools.iter().map(|tool| &tool["name"]).collect();
    assert_eq!(names, ["parse", "quotes", "convert"]);
    for tool in tools {
        let schema = &tool["inputSchema"];
        assert_eq!(schema["type"], "object", "{tool}");
        assert!(!schema.to_string().contains("$ref"), "{schema}");
        assert!(schema["properties"]["options"]["properties"]["date"].is_object(), "{schema}");
    }
    let record = client.tool("parse", &json!({"content": CLOCK, "options": {"date": "2021-07-28"}}));
    let command = desk.pipe("parse --date 2021-07-28", CLOCK).stdout;
    assert_eq!(record, (command.trim_end().to_owned(), false));
    let fields = client.tool("parse", &json!({"content": CLOCK, "fields": "headline.text"}));
    assert_eq!(fields, (r#"{"headline":{"text":"Harbor clock stops at noon"}}"#.to_owned(), false));
    let (rows, _) = client.tool("quotes", &json!({"content": CLOCK, "speaker": "Lindqvist", "kind": ["direct"]}));
    let row: Value = serde_json::from_str(&rows).expect("one row");
    assert_eq!(row["name"], "Tobias Lindqvist");
    let text = client.tool("convert", &json!({"content": CLOCK, "to": "markdown"}));
    assert_eq!(text, (desk.pipe("convert -t markdown --quiet", CLOCK).stdout, false));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_model_is_told_what_it_did_wrong() {
    let desk = Desk::new();
    let (mut client, _) = Client::start(&desk);
    let mut message = |name: &str, arguments: Value| match client.tool(name, &arguments) {
        (message, true) => message,
        (text, false) => panic!("expected an error, got {text}"),
    };
    assert_eq!(message("parse", json!({"content": ""})), "E0001 empty-input: content: input is empty");
    let unknown = message("parse", json!({"content": CLOCK, "options": {"form": "text"}}));
    assert!(unknown.starts_with("unknown field `form`, expected one of `from`"), "{unknown}");
    let format = message("parse", json!({"content": CLOCK, "options": {"from": "txt"}}));
    assert_eq!(format, "--from: unknown input format \"txt\", did you mean \"text\"?");
    let fields = message("parse", json!({"content": CLOCK, "fields": "headlin"}));
    assert_eq!(fields, "fields: unknown field \"headlin\", did you mean \"headline\"?");
    let pattern = message("quotes", json!({"content": CLOCK, "speaker": "("}));
    assert_eq!(pattern, "speaker: expected a regular expression: unclosed group");
    let output = message("convert", json!({"content": CLOCK, "to": "pdf"}));
    assert!(output.starts_with("to: unknown output format \"pdf\", expected one of json"), "{output}");
    assert_eq!(message("quotes", json!({})), "missing field `content`");
    let no_tool = client.call("tools/call", &json!({"name": "fetch", "arguments": {}}));
    assert_eq!(no_tool["error"]["code"], -32602, "{no_tool}");
    assert_eq!(client.end(), Some(0));
}

/// A client may go away before it has said anything.
#[test]
fn no_client_is_no_error() {
    let run = Desk::new().run("mcp");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
}
