//! `news formats`: the tables of input and output formats.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::{FORMATS, Holds, OUTPUTS, Output, fields};
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
    /// One JSON object, with what each output can hold
    Json,
    /// Tables for a document, with what each output can hold
    Markdown,
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

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let mut view = ui.view();
    match args.to {
        To::Json => {
            let all = json!({
                "inputs": inputs().iter().map(Row::to_json).collect::<Value>(),
                "outputs": OUTPUTS.iter().map(output_json).collect::<Value>(),
            });
            writeln!(view, "{}", serde_json::to_string_pretty(&all)?)?;
        }
        To::Table => {
            let head = ["", "NAME", "WHAT", "MEDIA TYPES", "EXTENSIONS"].map(str::to_owned);
            let inputs = inputs();
            let rows = inputs
                .iter()
                .map(|row| row.cells("read"))
                .chain(OUTPUTS.iter().map(|output| Row::of_output(output).cells("write")));
            let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
            write!(view, "{}", table(&rows))?;
        }
        To::Markdown => write!(view, "{}", markdown())?,
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

/// The tables of a document: what is read, what is written, and what an output can hold. Formats that hold the same share a
/// column.
fn markdown() -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = |columns: usize| format!("|{}\n", " --- |".repeat(columns));
    let mut out = String::new();
    let ways = [("read", inputs()), ("written", OUTPUTS.iter().map(Row::of_output).collect())];
    for (way, rows) in ways {
        out.push_str(&line(&[way, "what", "media types", "extensions"].map(str::to_owned)));
        out.push_str(&rule(4));
        for row in rows {
            let [_, name, title, media_types, extensions] = row.cells(way);
            out.push_str(&line(&[format!("`{name}`"), title, media_types, extensions]));
        }
        out.push('\n');
    }
    let cells = |output: &Output| fields().map(|field| output.holds(field)).collect::<Vec<_>>();
    let mut columns: Vec<(String, Vec<Holds>)> = Vec::new();
    for output in OUTPUTS {
        let cells = cells(output);
        match columns.iter_mut().find(|(_, column)| *column == cells) {
            Some((names, _)) => *names = format!("{names}, {}", output.name),
            None => columns.push((output.name.to_owned(), cells)),
        }
    }
    let head = std::iter::once("field".to_owned()).chain(columns.iter().map(|(names, _)| names.clone()));
    out.push_str(&line(&head.collect::<Vec<_>>()));
    out.push_str(&rule(columns.len() + 1));
    for (n, field) in fields().enumerate() {
        let cells = columns.iter().map(|(_, column)| column.get(n).map_or("", |holds| holds.name()).to_owned());
        out.push_str(&line(&std::iter::once(format!("`{field}`")).chain(cells).collect::<Vec<_>>()));
    }
    out
}

fn output_json(output: &'static Output) -> Value {
    let mut row = Row::of_output(output).to_json();
    row["holds"] = fields().map(|field| (field.to_owned(), Value::from(output.holds(field).name()))).collect();
    row
}

impl Row {
    fn of_output(output: &'static Output) -> Row {
        Row {
            name: output.name,
            title: output.title,
            media_types: std::slice::from_ref(&output.media_type),
            extensions: std::slice::from_ref(&output.extension),
        }
    }

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
