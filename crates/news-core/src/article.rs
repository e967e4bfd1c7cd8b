//! The article model: plain data with public fields, one file per concept.
//!
//! Every text of an article is a [`Span`] into [`Article::text`]; nothing here holds a copy of it. Normalised values (an
//! ISO date, a canonical name) are small owned values. Field names are those of the serialised form, which `wire.rs`
//! derives from these types, adding the text of each span.

mod block;
mod byline;
mod container;
mod dateline;
mod entity;
mod header;
mod media;
mod note;
mod quote;
mod source;
mod time;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use block::{Block, BlockKind};
pub use byline::{Author, Byline};
pub use container::{Container, ContainerLink, ContainerSchema, Party};
pub use dateline::{Dateline, DatelineAgency, Place as DatelinePlace};
pub use entity::{Abbrev, AbbrevOrder, Event, Mention, MentionHow, Org, Person, Place, Role};
pub use header::{Attribution, Change, Flag, Headline, PubStatus, Related, Slug, Spanned, Status};
pub use media::{Credit, CreditRole, Geo, Id, ItemClass, Link, Located, Media, Rights, Term, TermRole};
pub use note::{Level, Note};
pub use quote::{Cue, Point, Quote, QuoteKind, Speaker, SpeakerHow};
pub use source::{Evidence, Input, Lang, Record};
pub use time::{Amount, Basis, Dates, Grain, TimeType, TimeValue};

use crate::span::{OffsetUnit, SourceMap, Span};

/// The name of the serialised form. A removed, renamed or re-typed field makes it `news.article/2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum SchemaName {
    /// Version 1.
    #[default]
    #[serde(rename = "news.article/1")]
    V1,
}

/// What kind of journalistic piece this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "newsroom words that say it themselves")]
pub enum Kind {
    Story,
    /// A headline and no body: flash, alert, newsbreak.
    Brief,
    Update,
    Advisory,
    Correction,
    Kill,
    Liveblog,
    Opinion,
    Interview,
    Obituary,
    PressRelease,
    Listing,
    Other,
}

impl Kind {
    /// The name of the kind in the serialised form.
    pub fn name(self) -> String {
        crate::wire::variant_name(&self)
    }
}

/// One news article, whatever it came from.
///
/// Every span is a range of UTF-8 bytes of [`Article::text`]. Lists are in text order. A field that is not known is absent
/// (`None` or empty), never made up. [`to_json`](crate::to_json) writes the record `news.article/1`,
/// [`from_json`](crate::from_json) reads it back.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// Name and major version of this form.
    #[serde(default)]
    pub schema: SchemaName,
    /// The unit of every span in a serialised record. In memory always bytes ([`OffsetUnit::Utf8`]).
    #[serde(default)]
    pub offsets: OffsetUnit,
    /// What was read.
    pub source: Input,
    /// The story as read, all parts in order, never edited.
    pub text: String,
    /// Where the text came from in the decoded source.
    pub map: SourceMap,
    /// What the item consists of, as its carrier says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_class: Option<ItemClass>,
    /// What kind of piece this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The language of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Section label or breadcrumbs over the story.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<Spanned>,
    /// Slug line or transmission header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<Slug>,
    /// Overline above the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kicker: Option<Spanned>,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<Headline>,
    /// Standfirst between headline and body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deck: Option<Spanned>,
    /// Key points offered by the publisher above the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary: Vec<Spanned>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<Byline>,
    /// Where and when it was filed, and by which agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Dateline>,
    /// Where it was filed or where it plays, as the header of its carrier says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub located: Vec<Located>,
    /// Agencies, publishers and people credited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<Credit>,
    /// Published, modified, created … from every carrier.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// The prose blocks.
    #[serde(default)]
    pub body: Vec<Block>,
    /// Every block that is neither prose nor a field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<Block>,
    /// Pictures, video, audio.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// Links out of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Other items that this one replaces, belongs to or points at; of a package its items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Keywords, subjects and codes as given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// Number of words as transmitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word_count: Option<u32>,
    /// Where the piece stands in its life: update, correction, kill …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Copyright and terms of use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Rights>,
    /// Identifiers given by carriers and callers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<Id>,
    /// Who said what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// People named or meant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orgs: Vec<Org>,
    /// Places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Named events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Abbreviations and what they stand for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub abbreviations: Vec<Abbrev>,
    /// Date and time expressions of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<TimeValue>,
    /// Money, percentages, counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<Amount>,
    /// Enumerated points ("Firstly …", "The second task …").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// Whether lists of annotations were cut at 10,000 of a kind; a note says which.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// How sure we are that this is an article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// Counts, on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stats: Option<Stats>,
    /// What was odd, in text order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Carried fields that have no home here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

impl Article {
    /// Body and furniture as one list in text order.
    pub fn blocks(&self) -> Vec<&Block> {
        let mut blocks: Vec<&Block> = self.body.iter().chain(&self.furniture).collect();
        blocks.sort_by_key(|block| block.span);
        blocks
    }
}

/// How sure we are that a page is an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quality {
    /// 0..1, calibrated: of pages with this score, where half of all pages hold an article, this share does.
    pub score: f32,
    /// `article`, `liveblog`, `listing`, `paywall_stub`, `error` (also: blocked, an empty shell), `consent`, `other`.
    pub page: String,
    /// What the score rests on, heaviest first.
    ///
    /// How much prose: `no_prose`, `little_prose`, `prose`, `much_prose`, `long_prose`, in `few_paragraphs` or
    /// `many_paragraphs`; `unbroken` by links or `in_pieces`; `hardly_linked` or `linked`; `teasers` of other stories; `clocks`,
    /// many times of day as in forums. What carriers say: `article_type`, `other_type` (JSON-LD, microdata), `og_article`,
    /// `og_other`, `date`, `undated`, `paid`; `no_headline` where none is printed. Words: `error_words`, `consent_words`,
    /// `service_words` (log in, contact, search), `wall_words`, `live_words`. The address: `story_address`, `service_address`,
    /// `front_address`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// Counts over an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stats {
    /// Words of the body.
    pub words: u32,
    /// Sentences of the body.
    pub sentences: u32,
    /// Seconds to read the body.
    pub reading_seconds: u32,
    /// 64-bit content fingerprint, hexadecimal.
    pub fingerprint: String,
}

/// Walks every span of a value, so that checker, unit converter and renderers cannot disagree about what there is.
///
/// The tests compare it with the spans in the serialised form: a field that it forgets fails them.
pub(crate) trait VisitSpans {
    /// Calls `visit` on each span, in field order.
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span));
}

impl VisitSpans for Span {
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        visit(self);
    }
}

impl<T: VisitSpans> VisitSpans for Option<T> {
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        if let Some(value) = self {
            value.visit_spans(visit);
        }
    }
}

impl<T: VisitSpans> VisitSpans for Vec<T> {
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for value in self {
            value.visit_spans(visit);
        }
    }
}

macro_rules! visit {
    ($($type:ty { $($field:ident),* })*) => {$(
        impl VisitSpans for $type {
            fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
                $(self.$field.visit_spans(visit);)*
            }
        }
    )*};
}

visit! {
    Abbrev { short_span, long_span }
    Amount { span }
    Article {
        section, slug, kicker, headline, deck, summary, byline, dateline, credit, dates, body, furniture, media, links,
        related, terms, status, rights, quotes, people, orgs, places, events, abbreviations, times, amounts, points, notes
    }
    Attribution { span }
    Author { span, role, org, email, place }
    Basis { span }
    Block { span, lead_in, sentences }
    Byline { span, title, authors, editors, reporting_from }
    Credit { span }
    Cue { span }
    Dateline { span, places, date, agencies }
    DatelineAgency { span }
    DatelinePlace { span, qualifier }
    Dates { published, modified, created, received, embargo, expires }
    Event { span, mentions }
    Flag { span }
    Headline { span, title, attribution }
    Link { span }
    Media { span, caption, credit, alt }
    Mention { span }
    Note { span }
    Org { mentions }
    Person { roles, mentions }
    Place { mentions }
    Point { marker_span, span, extent, intro }
    Quote { span, inner, quoted, cue, speaker, addressee, parts }
    Related { title }
    Rights { span }
    Role { span }
    Slug { span, keyword, take_key, priority, categories, number, service, date }
    Spanned { span }
    Speaker { span }
    Status { flags, embargo, ed_note, corrections }
    Term { span }
    TimeValue { span, basis }
}
