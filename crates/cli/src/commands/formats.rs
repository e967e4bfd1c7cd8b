//! `news formats`: the tables of input and output formats.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::FORMATS;
use serde_json::{Value, json};

use crate::failure::ALL_READ;
use crate::reading::JSONL;
use crate::ui::Ui;
use crate::visible::table;

/// Lists the formats that can be read and written.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Form of the output
    #[arg(short, long, value_name = "FORM", default_value = "table")]
    to: To,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Columns
    Table,
    /// One JSON object
    Json,
}

struct Row {
    name: &'static str,
    title: &'static str,
    media_types: &'static [&'static str],
    extensions: &'static [&'static str],
}

/// Read by the command itself, on top of the library.
const LINES: Row = Row {
    name: JSONL,
    title: "a text per line with id, url, date, lang (parse only)",
    media_types: &["application/x-ndjson"],
    extensions: &["jsonl", "ndjson"],
};

/// What `news parse --to` writes.
const OUTPUTS: &[Row] = &[
    Row { name: "json", title: "records, indented", media_types: &["application/json"], extensions: &["json"] },
    Row { name: "jsonl", title: "a record per line", media_types: &["application/x-ndjson"], extensions: &["jsonl"] },
    Row {
        name: "text",
        title: "headline, byline, dateline, prose",
        media_types: &["text/plain"],
        extensions: &["txt"],
    },
];

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let mut view = ui.view();
    match args.to {
        To::Json => {
            let list = |rows: Vec<Row>| rows.iter().map(Row::to_json).collect::<Value>();
            let all =
                json!({ "inputs": list(inputs()), "outputs": OUTPUTS.iter().map(Row::to_json).collect::<Value>() });
            writeln!(view, "{}", serde_json::to_string_pretty(&all)?)?;
        }
        To::Table => {
            let head = ["", "NAME", "WHAT", "MEDIA TYPES", "EXTENSIONS"].map(str::to_owned);
            let inputs = inputs();
            let rows = inputs.iter().map(|row| row.cells("read")).chain(OUTPUTS.iter().map(|row| row.cells("write")));
            let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
            write!(view, "{}", table(&rows))?;
        }
    }
    Ok(ExitCode::from(ALL_READ))
}

fn inputs() -> Vec<Row> {
    let row = |format: &news_core::Format| Row {
        name: format.name,
        title: format.title,
        media_types: format.media_types,
        extensions: format.extensions,
    };
    FORMATS.iter().map(row).chain([LINES]).collect()
}

impl Row {
    fn to_json(&self) -> Value {
        json!({
            "name": self.name, "title": self.title, "media_types": self.media_types, "extensions": self.extensions,
        })
    }

    fn cells(&self, way: &str) -> [String; 5] {
        let extensions: Vec<String> = self.extensions.iter().map(|extension| format!(".{extension}")).collect();
        [way.into(), self.name.into(), self.title.into(), self.media_types.join(", "), extensions.join(", ")]
    }
}
