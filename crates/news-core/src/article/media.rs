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
    /// The house that sends the item.
    Provider,
    /// Where the provider has it from.
    Source,
    /// Who made it, as the header names them: often initials or a log-in. Authors in print are in the byline.
    Creator,
    /// Who added to it.
    Contributor,
}

/// What an item consists of (the item classes of NewsML-G2, `type` of ninjs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the words of the standards")]
pub enum ItemClass {
    Text,
    Picture,
    Graphic,
    Audio,
    Video,
    Animation,
    /// A list of other items: see [`Article::related`](crate::Article::related).
    Package,
    Event,
    Planning,
    Other,
}

/// A place that the header of a carrier gives to the story, beside the dateline in print.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Located {
    /// As given.
    pub name: String,
    /// The code list that `code` belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Its code there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// State or province, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Country, a code or a name, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Where it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geo: Option<Geo>,
}

/// What a term says about a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TermRole {
    /// What it is about, mostly by the code of a list.
    Subject,
    /// A word to find it by.
    Keyword,
    /// What kind of piece it is.
    Genre,
    /// The part of a paper or site.
    Section,
    /// A category code of the wire.
    Category,
    /// The wire, desk or product that it is sent on.
    Service,
    /// Somebody in it.
    Person,
    /// An organization in it.
    Organisation,
    /// A place in it.
    Place,
    /// An event in it.
    Event,
    /// A product or another thing in it.
    Object,
}

/// A picture, video or sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "the words of ninjs associations")]
pub struct Media {
    /// `picture`, `graphic`, `thumbnail`, `video`, `audio`, or `file`.
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

impl Media {
    /// A picture, video or sound of which only the kind is known.
    pub fn of_kind(kind: impl Into<String>) -> Self {
        Media {
            kind: kind.into(),
            url: None,
            span: None,
            caption: None,
            credit: None,
            alt: None,
            width: None,
            height: None,
        }
    }
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
    /// As given; its code where the carrier has no name for it.
    pub name: String,
    /// What it says about the story, where the carrier tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<TermRole>,
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

impl Term {
    /// A term of which only the name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Term { name: name.into(), role: None, scheme: None, code: None, span: None }
    }
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
    /// The year of the copyright.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Terms, as given by a carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
}

/// An identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Id {
    /// `guid` (of all versions of the item), `url`, `canonical`, `alt`, `transmission-ref`, `caller` …
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
