use serde::{Deserialize, Serialize};

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Input {
    /// The name of the format: a row of the formats table.
    pub format: String,
    /// The character encoding, by its WHATWG name in lower case.
    pub charset: String,
    /// What the choice of the encoding rests on.
    pub charset_via: Evidence,
    /// Length of the input in bytes, as it came.
    pub bytes: u64,
    /// Where it came from, as the caller says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// Which story of an input that holds several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// When it was fetched, as the caller or a carrier says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<String>,
    /// Digest of the input, on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The decoded input, on request: what the positions of the `map` count in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What the choice of a character encoding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Evidence {
    /// A byte order mark.
    Bom,
    /// The caller, the carrier or the document itself said so.
    Declared,
    /// The bytes are valid UTF-8.
    #[default]
    Valid,
    /// Guessed from the bytes.
    Detected,
}

/// The n-th story of an input that holds several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record {
    /// Counted from 1.
    pub n: u32,
    /// First byte of the story in the decoded input.
    pub start: u32,
    /// First byte behind it.
    pub end: u32,
}

/// A language with the evidence for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lang {
    /// BCP 47.
    pub tag: String,
    /// 0..1 when detected; absent when the caller or the carrier said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

impl Lang {
    /// The language without script and region, in lower case: `en` of `en-US`.
    pub fn primary(&self) -> String {
        self.tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
    }
}
