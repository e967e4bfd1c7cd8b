//! What changed between two versions of a story: the parts of its head, its blocks, who said what, and the figures.
//!
//! Blocks and statements are compared as a reader compares them: white space apart, and a paragraph that was reworded is one
//! change, not one that went and one that came. A projection of two articles: nothing is recognised here.
//!
//! ```
//! use news_core::{OffsetUnit, Options, diff, read};
//!
//! let version = |toll| format!("Rivers fall\n\nGENEVA, July 28 - The flood killed {toll} people on Wednesday.\n");
//! let [old, new] = [12, 14].map(|toll| read(version(toll).as_bytes(), &Options::default()));
//! let differences = diff(&old?, &new?, OffsetUnit::Scalar);
//! let parts: Vec<&str> = differences.iter().map(|difference| difference.part.as_str()).collect();
//! assert_eq!(parts, ["paragraph", "amount"]);
//! # Ok::<(), news_core::Error>(())
//! ```

mod pairs;

use serde::Serialize;

use self::pairs::{Pair, pairs};
use crate::article::{Amount, Article, Block, TimeValue};
use crate::rows::{QuoteRow, Row, Sheet, on_one_line};
use crate::span::{OffsetUnit, Span};
use crate::wire::{OffsetTable, variant_name};

pub use self::pairs::Word;

/// What happened to a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Happened {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// Both have it, with other words.
    Changed,
    /// Both have it with the same words, in another order with its neighbours.
    Moved,
}

/// A part as one version has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// First position in the text of its version; absent where the value is not written there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// First position behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// Its words on one line.
    pub text: String,
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `kicker`, `headline`, `deck`, `byline`, `dateline`, `embargo`, `ed_note`; `status`, `change`, `version`; `published`,
    /// `modified`; the kind of a block (`paragraph`, `heading`, `caption` …); `quote`, and `speaker` for words that another
    /// speaker is now said to have said; `amount`, for a figure of a reworded block.
    pub part: String,
    /// What happened to it.
    pub happened: Happened,
    /// As the old version has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Side>,
    /// As the new version has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Side>,
    /// For what was changed: the words of both versions; what is the same and what was removed make the old text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Word>,
}

/// Lists what changed between two versions of a story: its head, then blocks in the order of the new version, then
/// statements, then figures. Positions are in `unit`.
pub fn diff(old: &Article, new: &Article, unit: OffsetUnit) -> Vec<Difference> {
    let [old, new] = [old, new].map(|article| Version {
        article,
        table: OffsetTable::new(&article.text, unit),
        sheet: Sheet::new(article, "", unit),
    });
    let blocks = blocks(&old, &new);
    let mut differences = head(&old, &new);
    differences.extend(blocks.iter().filter_map(|pair| {
        let kind = |pair: &Pair<&Block>| pair.new.or(pair.old).map(|block| block.kind.name()).unwrap_or_default();
        let side = |version: &Version<'_>, block: &Block| version.side(block.span);
        difference(&kind(pair), pair.old.map(|block| side(&old, block)), pair.new.map(|block| side(&new, block)))
            .or_else(|| pair.is_moved.then(|| moved(&kind(pair), &old, &new, pair)).flatten())
    }));
    differences.extend(quotes(&old, &new));
    differences.extend(blocks.iter().flat_map(|pair| amounts(&old, &new, pair)));
    differences
}

/// An article, and what turns its spans into positions.
struct Version<'a> {
    article: &'a Article,
    table: OffsetTable,
    sheet: Sheet<'a>,
}

impl Version<'_> {
    fn side(&self, span: Span) -> Side {
        let at = |byte| self.table.unit_at(&self.article.text, byte);
        Side {
            start: Some(at(span.start())),
            end: Some(at(span.end())),
            text: on_one_line(span.of(&self.article.text)),
        }
    }
}

/// The difference between two sides, if there is one.
fn difference(part: &str, old: Option<Side>, new: Option<Side>) -> Option<Difference> {
    let (happened, words) = match (&old, &new) {
        (Some(old), Some(new)) if old.text == new.text => return None,
        (Some(old), Some(new)) => (Happened::Changed, pairs::words(&old.text, &new.text)),
        (Some(_), None) => (Happened::Removed, Vec::new()),
        (None, Some(_)) => (Happened::Added, Vec::new()),
        (None, None) => return None,
    };
    Some(Difference { part: part.to_owned(), happened, old, new, words })
}

fn moved(part: &str, old: &Version<'_>, new: &Version<'_>, pair: &Pair<&Block>) -> Option<Difference> {
    let (before, after) = (old.side(pair.old?.span), new.side(pair.new?.span));
    let part = part.to_owned();
    Some(Difference { part, happened: Happened::Moved, old: Some(before), new: Some(after), words: Vec::new() })
}

/// The parts above the body, and where the piece stands in its life.
fn head(old: &Version<'_>, new: &Version<'_>) -> Vec<Difference> {
    let spans = |version: &Version<'_>| {
        let article = version.article;
        let status = article.status.as_ref();
        let span = |part, span: Option<Span>| (part, span.map(|span| version.side(span)));
        [
            span("kicker", article.kicker.map(|kicker| kicker.span)),
            span("headline", article.headline.as_ref().map(|headline| headline.span)),
            span("deck", article.deck.map(|deck| deck.span)),
            span("byline", article.byline.as_ref().map(|byline| byline.span)),
            span("dateline", article.dateline.as_ref().map(|dateline| dateline.span)),
            span("embargo", status.and_then(|status| status.embargo).map(|embargo| embargo.span)),
            span("ed_note", status.and_then(|status| status.ed_note).map(|note| note.span)),
            ("status", value(status.and_then(|status| status.r#pub).map(|value| variant_name(&value)))),
            ("change", value(status.and_then(|status| status.change).map(|value| variant_name(&value)))),
            ("version", value(status.and_then(|status| status.version))),
            ("published", value(first_iso(&article.dates.published))),
            ("modified", value(first_iso(&article.dates.modified))),
        ]
    };
    let sides = spans(old).into_iter().zip(spans(new));
    sides.filter_map(|((part, old), (_, new))| difference(part, old, new)).collect()
}

/// A value that stands nowhere in the text.
fn value(value: Option<impl ToString>) -> Option<Side> {
    value.map(|value| Side { start: None, end: None, text: value.to_string() })
}

fn first_iso(values: &[TimeValue]) -> Option<&String> {
    values.first().and_then(|value| value.iso.as_ref())
}

fn blocks<'a>(old: &Version<'a>, new: &Version<'a>) -> Vec<Pair<&'a Block>> {
    let [before, after] = [old.article, new.article];
    let text = |article: &'a Article| |block: &Block| on_one_line(block.prose().of(&article.text));
    pairs(&before.body, &after.body, text(before), text(after))
}

/// Statements that came, went, were reworded, or are now somebody else's.
fn quotes(old: &Version<'_>, new: &Version<'_>) -> Vec<Difference> {
    let [before, after] = [old, new].map(|version| QuoteRow::all(&version.sheet));
    let said = |row: &QuoteRow| Side { start: row.inner_start, end: row.inner_end, text: on_one_line(&row.text) };
    let speaker = |row: &QuoteRow| {
        let text = row.names().next()?;
        Some(Side { start: row.speaker_start, end: row.speaker_end, text })
    };
    let text = |row: &QuoteRow| on_one_line(&row.text);
    let pairs = pairs(&before, &after, text, text);
    let differences = pairs.iter().flat_map(|Pair { old, new, .. }| {
        let words = difference("quote", old.map(said), new.map(said));
        let both = old.zip(*new);
        let speaker = both.and_then(|(old, new)| difference("speaker", speaker(old), speaker(new)));
        words.into_iter().chain(speaker)
    });
    differences.collect()
}

/// Figures of a reworded block that have another value: of the same kind, counting the same, in order.
fn amounts(old: &Version<'_>, new: &Version<'_>, pair: &Pair<&Block>) -> Vec<Difference> {
    let (Some(before), Some(after)) = (pair.old, pair.new) else { return Vec::new() };
    let [mut before, mut after] = [(old, before), (new, after)].map(|(version, block)| {
        let inside = version.article.amounts.iter().filter(|amount| block.span.contains(amount.span));
        inside.collect::<Vec<&Amount>>()
    });
    let is_alike = |a: &Amount, b: &Amount| (&a.r#type, &a.unit, &a.currency) == (&b.r#type, &b.unit, &b.currency);
    let is_same = |a: &Amount, b: &Amount| is_alike(a, b) && a.value.to_bits() == b.value.to_bits();
    take_matching(&mut before, &mut after, is_same);
    let changed = take_matching(&mut before, &mut after, is_alike);
    let changed = changed.into_iter().map(|(a, b)| (old.side(a.span), new.side(b.span)));
    changed.filter_map(|(old, new)| difference("amount", Some(old), Some(new))).collect()
}

/// Takes what matches out of both lists, each of the first with the first free one of the second.
fn take_matching<'a>(
    before: &mut Vec<&'a Amount>,
    after: &mut Vec<&'a Amount>,
    is_match: impl Fn(&Amount, &Amount) -> bool,
) -> Vec<(&'a Amount, &'a Amount)> {
    let mut taken = Vec::new();
    before.retain(|old| {
        let found = after.iter().position(|new| is_match(old, new));
        taken.extend(found.map(|at| (*old, after.remove(at))));
        found.is_none()
    });
    taken
}
