//! What a caller may ask for. Every option is one documented field: command line help, query parameters and the schema
//! come from the comments here.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::error::{Error, ErrorKind};

/// How an input is to be read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "clap", derive(clap::Args))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// Format of the input: `auto`, or a name from `news formats`
    #[cfg_attr(feature = "clap", arg(short = 'f', long, value_name = "FORMAT", default_value = "auto"))]
    #[cfg_attr(feature = "schema", schemars(example = &"text"))]
    pub from: String,
    /// Character encoding, when the bytes do not tell and the caller knows (a WHATWG label such as `windows-1251`)
    #[cfg_attr(feature = "clap", arg(long, value_name = "LABEL"))]
    #[cfg_attr(feature = "schema", schemars(example = &"windows-1251"))]
    pub charset: Option<String>,
    /// Address the input came from: context for dates, never fetched
    #[cfg_attr(feature = "clap", arg(long))]
    #[cfg_attr(feature = "schema", schemars(example = &"https://example.org/a.txt"))]
    pub url: Option<String>,
    /// Issue date: decides the year of a dateline
    #[cfg_attr(feature = "clap", arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day))]
    #[serde(deserialize_with = "day")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", example = &"2026-07-28"))]
    pub date: Option<Date>,
    /// Upper bound for guessed years
    #[cfg_attr(feature = "clap", arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day))]
    #[serde(deserialize_with = "day")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", example = &"2026-12-31"))]
    pub not_after: Option<Date>,
    /// Language of the text (BCP 47), instead of detecting it
    #[cfg_attr(feature = "clap", arg(long, value_name = "TAG"))]
    #[cfg_attr(feature = "schema", schemars(example = &"en"))]
    pub lang: Option<String>,
    /// Find statements by rules alone, without learned weights
    #[cfg_attr(feature = "clap", arg(long))]
    #[cfg_attr(feature = "schema", schemars(example = true))]
    pub rules: bool,
    /// Find the parts of the story only: no statements, names, places, times
    #[cfg_attr(feature = "clap", arg(long))]
    #[cfg_attr(feature = "schema", schemars(example = true))]
    pub anatomy: bool,
    /// Largest input in bytes
    #[cfg_attr(feature = "clap", arg(long, value_name = "BYTES", default_value_t = Options::default().max_size))]
    #[cfg_attr(feature = "schema", schemars(example = 1_000_000))]
    pub max_size: u64,
    /// Most words and marks of prose in one story
    #[cfg_attr(feature = "clap", arg(long, value_name = "NUMBER", default_value_t = Options::default().max_words))]
    #[cfg_attr(feature = "schema", schemars(example = 100_000))]
    pub max_words: u64,
    /// Keep the decoded input in the record, as `source.text`, where it holds one story
    #[cfg_attr(feature = "clap", arg(long))]
    #[cfg_attr(feature = "schema", schemars(example = true))]
    pub source: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            from: "auto".to_owned(),
            charset: None,
            url: None,
            date: None,
            not_after: None,
            lang: None,
            rules: false,
            anatomy: false,
            max_size: 256 << 20,
            max_words: 1 << 26,
            source: false,
        }
    }
}

/// The JSON Schema of [`Options`]: a property with its description and an example for each.
#[cfg(feature = "schema")]
pub fn options_schema() -> serde_json::Value {
    schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Options>().to_value()
}

impl Options {
    /// The same options with another format.
    #[must_use]
    pub fn from(mut self, format: &str) -> Self {
        format.clone_into(&mut self.from);
        self
    }
}

/// Reads a calendar day `YYYY-MM-DD`.
///
/// # Errors
/// Names what was expected and what was found.
pub fn parse_day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::new(ErrorKind::BadOption, format!("expected YYYY-MM-DD, got \"{text}\"")))
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| parse_day(&text).map_err(serde::de::Error::custom)).transpose()
}
