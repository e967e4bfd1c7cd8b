use serde::{Deserialize, Serialize};

use super::header::Spanned;
use crate::span::{Slice, Span};

/// The line that names the authors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Byline {
    /// The whole line; inside a dateline only the part that names the author.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub raw: Slice,
    /// What stands in the line below, or behind the names, for all of them: "AP Business Writer", "The Example Times".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Spanned>,
    /// The authors in printed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The editors, where named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editors: Vec<Author>,
    /// Where they reported from, when the line says so for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting_from: Option<Spanned>,
}

impl Byline {
    /// A line of which nothing is read yet.
    pub fn at(span: Span) -> Self {
        Byline { span, raw: Slice, title: None, authors: Vec::new(), editors: Vec::new(), reporting_from: None }
    }
}

/// One author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Author {
    /// The name as printed.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub name: Slice,
    /// "Associated Press Writer", "Science Correspondent".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Spanned>,
    /// The house behind the name: "Reuters", "dpa".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<Spanned>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Spanned>,
    /// Where this author reported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Spanned>,
    /// Author's page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Author {
    /// An author of whom only the name is known.
    pub fn named(span: Span) -> Self {
        Author { span, name: Slice, role: None, org: None, email: None, place: None, url: None }
    }
}
