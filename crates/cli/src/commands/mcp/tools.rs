//! The tools: each reads one document and answers with what the command of the same name writes.

use std::fmt::Display;

use news_core::article::QuoteKind;
use news_core::rows::{QuoteRow, Row as _, Sheet, json};
use news_core::{Article, Excerpt, Fields, Layout, OffsetUnit, Options, output_named};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::commands::quotes::pattern;
use crate::failure::Failure;
use crate::reading;

/// A tool.
pub(super) struct Row {
    pub(super) name: &'static str,
    summary: &'static str,
    parameters: fn() -> JsonObject,
    /// The answer, or what is wrong in words that say how to do better.
    pub(super) run: fn(JsonObject) -> Result<String, String>,
}

/// All tools.
pub(super) const TOOLS: &[Row] = &[
    Row {
        name: "parse",
        summary: "Reads a news document into its record, as JSON: headline, byline, dateline, body, dates, people, organisations, \
                  places and quotes, each with its place in the text. A document of several stories gives a line for each. Whole \
                  records are long: name the `fields` that are needed.",
        parameters: schema::<Parse>,
        run: |arguments| parse(&given(arguments)?),
    },
    Row {
        name: "quotes",
        summary: "Lists who said what in a news document: a line of JSON for each statement, with its words, the speaker as written \
                  and by canonical name and role, and the words that say that it was said.",
        parameters: schema::<Quotes>,
        run: |arguments| quotes(&given(arguments)?),
    },
    Row {
        name: "convert",
        summary: "Converts a news document to another format, such as markdown, text, ninjs, nitf or jsonld.",
        parameters: schema::<Convert>,
        run: |arguments| convert(&given(arguments)?),
    },
];

impl Row {
    /// The tool as the protocol describes it.
    pub(super) fn described(&self) -> Tool {
        let harmless = ToolAnnotations::new().read_only(true).open_world(false);
        Tool::new(self.name, self.summary, (self.parameters)()).with_annotations(harmless)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Parse {
    /// The document, whole and unchanged
    content: String,
    /// Answer only these fields of the record: a comma list, dotted
    #[schemars(example = &"headline.text,quotes.text,quotes.speaker")]
    fields: Option<String>,
    /// What is known about the document
    #[serde(default)]
    options: Options,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Quotes {
    /// The document, whole and unchanged
    content: String,
    /// Only statements of speakers whose name, canonical or as written, matches this regular expression
    #[schemars(example = &"(?i)minister")]
    speaker: Option<String>,
    /// Only these kinds
    #[serde(default)]
    kind: Vec<QuoteKind>,
    /// What is known about the document
    #[serde(default)]
    options: Options,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Convert {
    /// The document, whole and unchanged
    content: String,
    /// The name of the format
    #[schemars(example = &"markdown")]
    to: String,
    /// What is known about the document
    #[serde(default)]
    options: Options,
}

fn parse(given: &Parse) -> Result<String, String> {
    let fields = given.fields.as_deref().map(Fields::parse).transpose().map_err(|error| wrong("fields", error))?;
    let mut excerpt = Excerpt::default();
    excerpt.fields = fields;
    let record = |article: &Article| excerpt.to_json(article, OffsetUnit::Scalar);
    let records: Vec<String> = read(&given.content, &given.options)?.iter().map(record).collect();
    Ok(records.join("\n"))
}

fn quotes(given: &Quotes) -> Result<String, String> {
    let speaker = given.speaker.as_deref().map(pattern).transpose().map_err(|error| wrong("speaker", error))?;
    let articles = read(&given.content, &given.options)?;
    let rows = articles
        .iter()
        .enumerate()
        .flat_map(|(n, article)| QuoteRow::all(&Sheet::new(article, &(n + 1).to_string(), OffsetUnit::Scalar)));
    let rows = rows.filter(|row| {
        row.is_any_of(&given.kind)
            && speaker.as_ref().is_none_or(|speaker| row.names().any(|name| speaker.is_match(&name)))
    });
    let lines: Vec<String> = rows.map(|row| json(&row)).collect();
    Ok(if lines.is_empty() { "no such statement was found".to_owned() } else { lines.join("\n") })
}

fn convert(given: &Convert) -> Result<String, String> {
    let output = output_named(&given.to).map_err(|error| wrong("to", error))?;
    let articles = read(&given.content, &given.options)?;
    let converted = articles.iter().map(|article| output.write(article, Layout::default()));
    Ok(converted.collect::<Vec<_>>().join("\n"))
}

/// The stories of a document. A feed in which some item is broken gives the others.
fn read(content: &str, options: &Options) -> Result<Vec<Article>, String> {
    reading::check_format(options, &[]).map_err(|error| error.to_string())?;
    // A JSON string is characters already, whatever the document says of its bytes.
    let options = reading::utf8(options, &options.from);
    let (articles, failures): (Vec<_>, Vec<_>) =
        reading::read_bytes(content.as_bytes(), &options, "content").into_iter().partition(Result::is_ok);
    let articles: Vec<Article> = articles.into_iter().flatten().collect();
    match failures.into_iter().find_map(Result::err) {
        Some(failure) if articles.is_empty() => Err(told(&failure)),
        _ => Ok(articles),
    }
}

/// `E0008 no-article: content: …`.
fn told(failure: &Failure) -> String {
    format!("{} {}: {}: {}", failure.code.code, failure.code.name, failure.place(), failure.message)
}

fn wrong(parameter: &str, error: impl Display) -> String {
    format!("{parameter}: {error}")
}

fn given<T: DeserializeOwned>(arguments: JsonObject) -> Result<T, String> {
    serde_json::from_value(Value::Object(arguments)).map_err(|error| error.to_string())
}

/// The parameters of a tool. Clients show them to models, and many do not follow references.
fn schema<T: JsonSchema>() -> JsonObject {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    match settings.into_generator().into_root_schema_for::<T>().to_value() {
        Value::Object(schema) => schema,
        _ => JsonObject::new(),
    }
}
