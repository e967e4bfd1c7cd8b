//! `news detect`: what an input is, without its record.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::article::Evidence;
use news_core::{Article, Options};
use serde_json::{Value, json};

use crate::failure::{ALL_READ, Failure, SOME_FAILED, input_name};
use crate::inputs::{Input, InputArgs};
use crate::reading;
use crate::records;
use crate::ui::Ui;
use crate::visible::{table, visible};

/// Says format, encoding, language and number of articles of inputs.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    options: Options,
    /// Form of the output
    #[arg(short, long, value_name = "FORM", default_value = "table")]
    to: To,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Columns
    Table,
    /// JSON Lines
    Jsonl,
}

/// What an input is.
struct Detected {
    input: String,
    format: String,
    charset: String,
    via: &'static str,
    lang: Option<String>,
    confidence: Option<f32>,
    articles: usize,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    reading::check_format(&args.options, &[])?;
    let mut view = ui.view();
    let mut rows = Vec::new();
    let mut failed = false;
    for found in args.inputs.find("detect", ui)? {
        match found.and_then(|input| detect(&input, &args.options)) {
            Ok(detected) if args.to == To::Jsonl => writeln!(view, "{}", detected.to_json())?,
            Ok(detected) => rows.push(detected.to_row()),
            Err(failure) => {
                failed = true;
                ui.failure(&failure);
            }
        }
    }
    if args.to == To::Table && !rows.is_empty() {
        rows.insert(0, ["INPUT", "FORMAT", "CHARSET", "EVIDENCE", "LANG", "CONFIDENCE", "ARTICLES"].map(str::to_owned));
        write!(view, "{}", table(&rows))?;
    }
    Ok(ExitCode::from(if failed { SOME_FAILED } else { ALL_READ }))
}

fn detect(input: &Input, options: &Options) -> Result<Detected, Failure> {
    let bytes = input.bytes(options.max_size)?;
    let outcomes = reading::read_bytes(&bytes, options, &input.name());
    let articles = outcomes.into_iter().collect::<Result<Vec<Article>, Failure>>()?;
    let nothing = || Failure::new("E0008", &input.name(), "found no story");
    let first = articles.first().ok_or_else(nothing)?;
    // A record remembers what it was made from; the input itself is a record.
    let is_record = records::is_record(&bytes, options);
    Ok(Detected {
        input: input.name(),
        format: if is_record { "article".to_owned() } else { first.source.format.clone() },
        charset: if is_record { "utf-8".to_owned() } else { first.source.charset.clone() },
        via: if is_record { "valid" } else { evidence(first.source.charset_via) },
        lang: first.lang.as_ref().map(|lang| lang.tag.clone()),
        confidence: first.lang.as_ref().and_then(|lang| lang.confidence),
        articles: articles.len(),
    })
}

fn evidence(via: Evidence) -> &'static str {
    match via {
        Evidence::Bom => "bom",
        Evidence::Declared => "declared",
        Evidence::Valid => "valid",
        _ => "detected",
    }
}

impl Detected {
    fn to_json(&self) -> Value {
        // By way of its shortest text, or 0.85 would become 0.8500000238418579.
        let confidence = self.confidence.and_then(|value| value.to_string().parse::<f64>().ok());
        json!({
            "input": self.input, "format": self.format, "charset": self.charset, "charset_via": self.via,
            "lang": self.lang, "confidence": confidence, "articles": self.articles,
        })
    }

    fn to_row(&self) -> [String; 7] {
        let dash = || "-".to_owned();
        [
            visible(input_name(&self.input)).into_owned(),
            self.format.clone(),
            self.charset.clone(),
            self.via.to_owned(),
            self.lang.clone().unwrap_or_else(dash),
            self.confidence.map_or_else(dash, |value| format!("{value:.2}")),
            self.articles.to_string(),
        ]
    }
}
