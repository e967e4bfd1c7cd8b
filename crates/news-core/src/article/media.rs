use serde::{Deserialize, Serialize};

use super::header::Spanned;
use crate::span::{Slice, Span};

/// A house or person credited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credit {
    /// Where it is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The house's own name: `TASS` for `ТАСС`.
    pub name: String,
    /// In what role.
    pub role: CreditRole,
}

/// In what role a house is credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CreditRole {
    /// The news agency that supplied the copy.
    Agency,
    /// Who published it.
    Publisher,
    /// Who passed it on.
    SyndicatedFrom,
}

/// A picture, video or sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "the words of ninjs associations")]
pub struct Media {
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Spanned>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Spanned>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Spanned>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// A link out of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Where it points.
    pub href: String,
    /// The linked words.
    pub span: Span,
    /// Their text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// Relation, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rel: Option<String>,
}

/// A keyword, subject or code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term {
    /// As given.
    pub name: String,
    /// The code list it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Its code there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where the text names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// Copyright and terms of use.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rights {
    /// The notice in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Its text in the serialised form.
    #[serde(default)]
    pub notice: Slice,
    /// Who holds the rights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Terms, as given by a carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
}

/// An identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Id {
    /// guid, canonical, doc-id, transmission-ref, caller …
    pub kind: String,
    /// As given.
    pub value: String,
}

/// A point on the globe, WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "the words of the trade")]
pub struct Geo {
    pub latitude: f64,
    pub longitude: f64,
}
