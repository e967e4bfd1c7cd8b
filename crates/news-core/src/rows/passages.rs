use serde::Serialize;

use super::{Origin, Row, Sheet, confidence};
use crate::wire::variant_name;

/// One point of an enumeration.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct PointRow {
    #[serde(flatten)]
    pub origin: Origin,
    pub n: u32,
    /// The words that count.
    pub marker: String,
    /// The sentence that makes the point.
    pub text: String,
    /// The quotation it stands in.
    pub quote: Option<String>,
}

impl Row for PointRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let points = sheet.article.points.iter().map(|point| PointRow {
            origin: sheet.origin(Some(point.span)),
            n: point.n,
            marker: sheet.text(point.marker_span),
            text: sheet.text(point.span),
            quote: point.quote.clone(),
        });
        points.collect()
    }
}

/// A sentence of the body.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct SentenceRow {
    #[serde(flatten)]
    pub origin: Origin,
    /// Counted from 1.
    pub n: usize,
    pub text: String,
}

impl Row for SentenceRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let spans = sheet.article.body.iter().flat_map(|block| &block.sentences);
        let sentences = spans.enumerate().map(|(at, &span)| SentenceRow {
            origin: sheet.origin(Some(span)),
            n: at + 1,
            text: sheet.text(span),
        });
        sentences.collect()
    }
}

/// A date, time, duration or recurring time.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct TimeRow {
    #[serde(flatten)]
    pub origin: Origin,
    /// date, time, duration or set.
    pub kind: String,
    pub iso: Option<String>,
    pub edtf: Option<String>,
    pub grain: Option<String>,
    pub confidence: Option<f64>,
    pub text: Option<String>,
}

impl Row for TimeRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let times = sheet.article.times.iter().map(|time| TimeRow {
            origin: sheet.origin(time.span),
            kind: variant_name(&time.r#type),
            iso: time.iso.clone(),
            edtf: time.edtf.clone(),
            grain: time.grain.map(|grain| variant_name(&grain)),
            confidence: confidence(time.confidence),
            text: time.span.map(|span| sheet.text(span)),
        });
        times.collect()
    }
}

/// Money, a percentage or a count.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "the words say it themselves")]
pub struct AmountRow {
    #[serde(flatten)]
    pub origin: Origin,
    /// money, percent or count.
    pub kind: String,
    pub value: f64,
    pub currency: Option<String>,
    pub unit: Option<String>,
    pub text: String,
}

impl Row for AmountRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        let amounts = sheet.article.amounts.iter().map(|amount| AmountRow {
            origin: sheet.origin(Some(amount.span)),
            kind: amount.r#type.clone(),
            value: amount.value,
            currency: amount.currency.clone(),
            unit: amount.unit.clone(),
            text: sheet.text(amount.span),
        });
        amounts.collect()
    }
}
