use serde::{Deserialize, Serialize};

use super::header::Spanned;
use super::time::TimeValue;
use crate::span::{Offset, Slice, Span};

/// Where and when a story was filed, and by which agency: `DUSHANBE, July 28. /TASS/.`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dateline {
    /// The whole dateline, with the mark that ends it.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub raw: Slice,
    /// Where the prose starts.
    pub rest: Offset,
    /// The places in printed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// The date, with its year where the evidence leaves only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<TimeValue>,
    /// The agencies in printed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<DatelineAgency>,
}

/// One agency of a dateline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DatelineAgency {
    /// The name as printed.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// The name under which the house signs today, where the printed one is older: `Reuters` for `Reuter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// One place of a dateline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The place as printed: `NAIROBI`.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// What narrows it down: `Kenya`, `N.Y.`; of several (`Maharashtra`, `India`) each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifier: Vec<Spanned>,
    /// The place entity meant, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}
