use serde::{Deserialize, Serialize};

use crate::span::{Slice, Span};

/// What a time expression denotes (the types of TIMEX3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TimeType {
    /// A day or longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// How fine a time value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "calendar words")]
pub enum Grain {
    Millennium,
    Century,
    Decade,
    Year,
    Half,
    Season,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

/// One piece of evidence for an inferred value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Basis {
    /// The rule: `weekday`, `agency-era`, `not-after`, `issue-date`, `year-in-text`, `url`, `leap-day`,
    /// `modified`.
    pub rule: String,
    /// Where in the text the evidence stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The value given by the caller or the carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A date, time, duration or recurring time.
///
/// `iso` is there only when one reading is left. A month and day without a sure year have `edtf` (`XXXX-07-28`) and
/// `candidates`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeValue {
    /// Where it stands; absent for a value that a carrier gave outside the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// What it denotes.
    pub r#type: TimeType,
    /// ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
    /// Extended Date/Time Format (ISO 8601-2): `XXXX-07-28`, `XXXX-XX-28`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// How fine the value is; absent where the words do not say (`recently`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain: Option<Grain>,
    /// Time zone as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The days that are left, earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// What an inferred value rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
    /// 0..1 for an inferred value; absent for a stated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// The rule or carrier that gave the value. Of an expression in prose the steps from the day of the story to the time
    /// meant: `month-1`, `weekday=5<` (the last Friday), `prior day+1`. `basis` says what they start from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
}

/// The dates of the article itself; where carriers disagree all are kept, best first.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "newsroom words that say it themselves")]
pub struct Dates {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<TimeValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modified: Vec<TimeValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub created: Vec<TimeValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub received: Vec<TimeValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub embargo: Vec<TimeValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expires: Vec<TimeValue>,
}

impl Dates {
    /// Whether no date is known.
    pub fn is_empty(&self) -> bool {
        [&self.published, &self.modified, &self.created, &self.received, &self.embargo, &self.expires]
            .iter()
            .all(|values| values.is_empty())
    }
}

/// Money, a percentage or a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amount {
    /// Where it stands.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// money, percent or count.
    pub r#type: String,
    /// The normalised number.
    pub value: f64,
    /// ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}
