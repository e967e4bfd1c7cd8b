use serde::{Deserialize, Serialize};

use crate::span::{Slice, Span};

/// How something said is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteKind {
    /// In quotation marks.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// Reported.
    Indirect,
    /// The claim of a headline.
    Headline,
}

impl QuoteKind {
    /// The name of the kind in the serialised form.
    pub fn name(self) -> String {
        crate::wire::variant_name(&self)
    }
}

/// The words that say that somebody said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct Cue {
    pub span: Span,
    #[serde(default)]
    pub text: Slice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lemma: Option<String>,
}

/// By which words a speaker is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the words say it themselves")]
pub enum SpeakerHow {
    Name,
    FamilyName,
    TitleName,
    Role,
    Pronoun,
    Org,
    Document,
    /// The same speaker as before.
    Carried,
    Unknown,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct Speaker {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    #[serde(default)]
    pub text: Slice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    pub how: SpeakerHow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quote {
    /// `q1`, `q2` … in text order.
    pub id: String,
    /// How it is given.
    pub kind: QuoteKind,
    /// With the quotation marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// The text of `inner` in the serialised form; a quotation of several parts has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Slice>,
    /// The stretches in quotation marks of a mixed statement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quoted: Vec<Span>,
    /// The words that introduce it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Cue>,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Speaker>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Speaker>,
    /// The parts of an interrupted quotation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Span>,
    /// Whether the next paragraph goes on with a repeated opening mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<bool>,
    /// The enumerated point it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<u32>,
}

/// One point of an enumeration: "Firstly, …", "The second task …", "2) …".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// Its number, from 1.
    pub n: u32,
    /// The words that count.
    pub marker_span: Span,
    /// Their text in the serialised form.
    #[serde(default)]
    pub marker: Slice,
    /// The sentence that makes the point, without the marker where that stands apart.
    pub span: Span,
    /// All that belongs to the point.
    pub extent: Span,
    /// The quotation it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Where the enumeration is announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Span>,
}
