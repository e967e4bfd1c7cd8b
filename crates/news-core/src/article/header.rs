use serde::{Deserialize, Serialize};

use crate::span::{Slice, Span};

/// A stretch of the text with nothing else to say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spanned {
    /// Where it stands.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
}

impl From<Span> for Spanned {
    fn from(span: Span) -> Self {
        Spanned { span, text: Slice }
    }
}

/// The headline as printed, and its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Headline {
    /// The headline without a flag in front ("UPDATE 1-"), with its source tail.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// The claim itself: without flag, source tail and the mark between.
    pub title: Span,
    /// The source that the headline names for its claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
}

/// The part of a headline that names the source of the claim: "— defense chief", "-sources", ": report".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attribution {
    /// The words that name the source.
    pub span: Span,
    /// Their text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// The person or organisation meant, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// Slug line or transmission header: how the wire files the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slug {
    /// The whole line, or all lines of the header.
    pub span: Span,
    /// Their text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// The keyword by which takes and updates of one story are matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyword: Option<Spanned>,
    /// What the line says of the take: `(ATTN EDITORS)`, `1st Ld-Writethru`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub take_key: Option<Spanned>,
    /// Priority letter: f flash, b bulletin, u urgent, r regular, d deferred … (ANPA 1312).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Spanned>,
    /// Category codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Spanned>,
    /// Number of the transmission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Spanned>,
    /// The service that sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Spanned>,
    /// Month and day as transmitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Spanned>,
}

impl Slug {
    /// A line of which nothing is read yet.
    pub fn at(span: Span) -> Self {
        Slug {
            span,
            text: Slice,
            keyword: None,
            take_key: None,
            priority: None,
            categories: Vec::new(),
            number: None,
            service: None,
            date: None,
        }
    }
}

/// How this piece relates to what was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// First version.
    New,
    /// More facts.
    Update,
    /// Replaces the earlier text whole.
    Writethru,
    /// Repairs an error.
    Correction,
    /// Must not be used any more.
    Kill,
}

/// Whether a piece may be used (ninjs `pubStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the words of ninjs")]
pub enum PubStatus {
    Usable,
    Withheld,
    Canceled,
}

/// A desk's label on a story: "UPDATE 1-", "URGENT", "(LEAD)".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flag {
    /// The label without the mark that joins it to the headline.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
}

/// Where the piece stands in its life.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Status {
    /// Whether it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#pub: Option<PubStatus>,
    /// How it relates to what was sent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Number of the update or version, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Number of the take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub take: Option<u32>,
    /// Urgency from 1 (most urgent) to 9 (IPTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
    /// The labels that this was read from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// The embargo line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embargo: Option<Spanned>,
    /// What the desk says to other desks: "(Adds details)", the notes to editors of a header. A note to readers is a block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ed_note: Option<Spanned>,
    /// Correction notices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Spanned>,
}

/// Another item that this one points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Related {
    /// What it is to this one, in the words of NewsML-G2 item relations or as given: `item` of a package, `supersedes`,
    /// `seeAlso`, `derivedFrom`, `translatedFrom` …
    pub rel: String,
    /// Its identifier or address, as given.
    pub target: String,
    /// Its version, where one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Its headline, where the text shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Spanned>,
}
