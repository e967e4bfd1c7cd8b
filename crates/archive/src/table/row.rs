//! One article as one row: what questions about many articles ask for, and what the story says as nested lists.
//!
//! The types are the table: their members, in order, are columns and members of structs. The nested ones are made of the rows
//! that `news quotes` and `news list` write, so that both say the same. Integers are signed and of 64 bits: Spark takes no
//! unsigned ones, and in SQL the difference of two of them fails below zero.

use std::collections::BTreeMap;

use jiff::civil::Date;
use news_core::article::{CreditRole, Kind, Person, Spanned, TermRole, TimeValue};
use news_core::rows::{
    AmountRow, MentionRow, OrgRow, Origin, PersonRow, PlaceRow, QuoteRow, Row as _, Sheet, TimeRow, on_one_line,
};
use news_core::{Article, OffsetUnit, Span};
use serde::{Deserialize, Serialize};

use super::key::person_key;
use crate::record::Record;

/// An article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub(crate) struct ArticleRow {
    pub(crate) id: String,
    pub(crate) input: String,
    /// First byte of the item in the input.
    pub(crate) offset: i64,
    /// Which story of the item, from 0.
    pub(crate) n: i64,
    /// Equal for the same words; hexadecimal.
    pub(crate) exact: String,
    /// Differs in few bits for nearly the same words.
    pub(crate) near: i64,
    pub(crate) url: Option<String>,
    /// The host of `url`, without `www.`.
    pub(crate) host: Option<String>,
    pub(crate) format: String,
    pub(crate) kind: Option<String>,
    pub(crate) lang: Option<String>,
    /// 0..1, how sure it is that a page is an article.
    pub(crate) quality: Option<f64>,
    /// What kind of page it is.
    pub(crate) page: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) agency: Option<String>,
    pub(crate) section: Vec<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) headline: Option<String>,
    pub(crate) deck: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) dateline: Option<DatelineCell>,
    /// ISO 8601, as the carrier gives it.
    pub(crate) published: Option<String>,
    /// ISO 8601, as the carrier gives it.
    pub(crate) modified: Option<String>,
    /// The day of the story, in days since 1970-01-01: published, else of the dateline, else created, received or modified.
    pub(crate) day: Option<i32>,
    pub(crate) text: String,
    pub(crate) quotes: Vec<QuoteCell>,
    pub(crate) people: Vec<PersonCell>,
    pub(crate) orgs: Vec<OrgCell>,
    pub(crate) places: Vec<PlaceCell>,
    pub(crate) times: Vec<TimeCell>,
    pub(crate) amounts: Vec<AmountCell>,
}

/// A half-open range of `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Range {
    start: i64,
    end: i64,
}

/// Where, when and by whom it was filed; the place is the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct DatelineCell {
    text: String,
    place: Option<String>,
    country: Option<String>,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    date: Option<String>,
    agency: Option<String>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct QuoteCell {
    id: String,
    kind: String,
    span: Option<Range>,
    inner: Option<Range>,
    text: String,
    cue: Option<CueCell>,
    pub(crate) speaker: Option<SpeakerCell>,
    addressee: Option<String>,
    point: Option<i64>,
}

/// The words that say that it was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CueCell {
    text: String,
    lemma: Option<String>,
    span: Option<Range>,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SpeakerCell {
    text: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) key: Option<String>,
    role: Option<String>,
    entity: Option<String>,
    how: String,
    confidence: Option<f64>,
    span: Option<Range>,
}

/// A person of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PersonCell {
    id: String,
    name: String,
    key: Option<String>,
    given: Option<String>,
    family: Option<String>,
    roles: Vec<String>,
    mentions: Vec<MentionCell>,
}

/// An organisation of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OrgCell {
    id: String,
    name: String,
    abbr: Option<String>,
    kind: Option<String>,
    mentions: Vec<MentionCell>,
}

/// A place of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlaceCell {
    id: String,
    pub(crate) name: String,
    pub(crate) kind: Option<String>,
    pub(crate) country: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    confidence: Option<f64>,
    pub(crate) adjectival: Option<bool>,
    mentions: Vec<MentionCell>,
}

/// Where a person, an organisation or a place is named or meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MentionCell {
    span: Option<Range>,
    how: Option<String>,
}

/// A date, time, duration or recurring time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct TimeCell {
    kind: String,
    text: Option<String>,
    iso: Option<String>,
    edtf: Option<String>,
    grain: Option<String>,
    confidence: Option<f64>,
    span: Option<Range>,
}

/// Money, a percentage or a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct AmountCell {
    kind: String,
    text: String,
    value: f64,
    currency: Option<String>,
    unit: Option<String>,
    span: Option<Range>,
}

impl ArticleRow {
    /// The row of an article, with positions in `unit`. Fields are on one line; `text` and what is said are as printed.
    pub(crate) fn of(record: &Record, unit: OffsetUnit) -> Self {
        let article = &record.article;
        let sheet = Sheet::new(article, "", unit);
        let line = |span: Span| on_one_line(span.of(&article.text));
        let field = |field: &Spanned| line(field.span);
        let credited =
            |role| article.credit.iter().find(|credit| credit.role == role).map(|credit| credit.name.clone());
        let keywords = article.terms.iter().filter(|term| term.role == Some(TermRole::Keyword));
        let mut entities = Entities::of(article, &sheet);
        ArticleRow {
            id: record.id.clone(),
            input: record.input.clone(),
            offset: record.offset.cast_signed(),
            n: record.n.into(),
            exact: record.fingerprint.exact_hex(),
            near: record.fingerprint.near.cast_signed(),
            url: record.url.clone(),
            host: record.url.as_deref().and_then(host),
            format: article.source.format.clone(),
            kind: article.kind.map(Kind::name),
            lang: article.lang.as_ref().map(|lang| lang.tag.clone()),
            quality: article.quality.as_ref().and_then(|quality| short(quality.score)),
            page: article.quality.as_ref().map(|quality| quality.page.clone()),
            publisher: credited(CreditRole::Publisher),
            agency: credited(CreditRole::Agency),
            section: article.section.iter().map(field).collect(),
            keywords: keywords.map(|term| term.name.clone()).collect(),
            headline: article.headline.as_ref().map(|headline| line(headline.span)),
            deck: article.deck.as_ref().map(field),
            byline: article.byline.as_ref().map(|byline| line(byline.span)),
            authors: article.byline.iter().flat_map(|byline| &byline.authors).map(|author| line(author.span)).collect(),
            dateline: dateline(article),
            published: iso(&article.dates.published),
            modified: iso(&article.dates.modified),
            day: day(article),
            text: article.text.clone(),
            quotes: QuoteRow::all(&sheet).into_iter().map(|row| entities.quote(row)).collect(),
            people: PersonRow::all(&sheet).into_iter().map(|row| entities.person(row)).collect(),
            orgs: OrgRow::all(&sheet).into_iter().map(|row| entities.org(row)).collect(),
            places: PlaceRow::all(&sheet).into_iter().map(|row| entities.place(row)).collect(),
            times: TimeRow::all(&sheet).into_iter().map(TimeCell::from).collect(),
            amounts: AmountRow::all(&sheet).into_iter().map(AmountCell::from).collect(),
        }
    }
}

impl Range {
    fn new(start: Option<usize>, end: Option<usize>) -> Option<Self> {
        Some(Range { start: i64::try_from(start?).ok()?, end: i64::try_from(end?).ok()? })
    }

    fn of(origin: &Origin) -> Option<Self> {
        Range::new(origin.start, origin.end)
    }
}

/// What is said of an entity in more than one place.
struct Entities {
    mentions: BTreeMap<String, Vec<MentionCell>>,
    /// The key of each person.
    keys: BTreeMap<String, String>,
}

impl Entities {
    fn of(article: &Article, sheet: &Sheet<'_>) -> Self {
        let mut mentions: BTreeMap<String, Vec<MentionCell>> = BTreeMap::new();
        for row in MentionRow::all(sheet) {
            let mention = MentionCell { span: Range::of(&row.origin), how: row.how };
            mentions.entry(row.id).or_default().push(mention);
        }
        let key = |person: &Person| Some((person.id.clone(), person_key(&person.name)?));
        Entities { mentions, keys: article.people.iter().filter_map(key).collect() }
    }

    fn mentions(&mut self, id: &str) -> Vec<MentionCell> {
        self.mentions.remove(id).unwrap_or_default()
    }

    fn quote(&self, row: QuoteRow) -> QuoteCell {
        QuoteCell {
            span: Range::of(&row.origin),
            inner: Range::new(row.inner_start, row.inner_end),
            cue: row.cue.map(|text| CueCell { text, lemma: row.lemma, span: Range::new(row.cue_start, row.cue_end) }),
            speaker: row.how.map(|how| SpeakerCell {
                text: row.speaker,
                name: row.name,
                key: row.entity.as_ref().and_then(|id| self.keys.get(id)).cloned(),
                role: row.role,
                entity: row.entity,
                how,
                confidence: row.confidence,
                span: Range::new(row.speaker_start, row.speaker_end),
            }),
            id: row.id,
            kind: row.kind,
            text: row.text,
            addressee: row.addressee,
            point: row.point.map(i64::from),
        }
    }

    fn person(&mut self, row: PersonRow) -> PersonCell {
        PersonCell {
            mentions: self.mentions(&row.id),
            key: self.keys.get(&row.id).cloned(),
            id: row.id,
            name: row.name,
            given: row.given,
            family: row.family,
            roles: row.roles,
        }
    }

    fn org(&mut self, row: OrgRow) -> OrgCell {
        OrgCell { mentions: self.mentions(&row.id), id: row.id, name: row.name, abbr: row.abbr, kind: row.kind }
    }

    fn place(&mut self, row: PlaceRow) -> PlaceCell {
        PlaceCell {
            mentions: self.mentions(&row.id),
            id: row.id,
            name: row.name,
            kind: row.kind,
            country: row.country,
            latitude: row.latitude,
            longitude: row.longitude,
            confidence: row.confidence,
            adjectival: row.adjectival,
        }
    }
}

impl From<TimeRow> for TimeCell {
    fn from(row: TimeRow) -> Self {
        TimeCell {
            span: Range::of(&row.origin),
            kind: row.kind,
            text: row.text,
            iso: row.iso,
            edtf: row.edtf,
            grain: row.grain,
            confidence: row.confidence,
        }
    }
}

impl From<AmountRow> for AmountCell {
    fn from(row: AmountRow) -> Self {
        AmountCell {
            span: Range::of(&row.origin),
            kind: row.kind,
            text: row.text,
            value: row.value,
            currency: row.currency,
            unit: row.unit,
        }
    }
}

fn dateline(article: &Article) -> Option<DatelineCell> {
    let dateline = article.dateline.as_ref()?;
    let printed = |span: Span| on_one_line(span.of(&article.text));
    let first = dateline.places.first();
    let entity = first.and_then(|place| article.places.iter().find(|known| Some(&known.id) == place.entity.as_ref()));
    let agency = dateline.agencies.first();
    Some(DatelineCell {
        text: printed(dateline.span),
        place: entity.map(|place| place.name.clone()).or(first.map(|place| printed(place.span))),
        country: entity.and_then(|place| place.country.clone()),
        latitude: entity.and_then(|place| place.geo).map(|geo| geo.latitude),
        longitude: entity.and_then(|place| place.geo).map(|geo| geo.longitude),
        date: dateline.date.as_ref().and_then(|date| date.iso.clone()),
        agency: agency.map(|agency| agency.name.clone().unwrap_or_else(|| printed(agency.span))),
    })
}

fn iso(values: &[TimeValue]) -> Option<String> {
    values.iter().find_map(|value| value.iso.clone())
}

/// Days from 1970-01-01 to the day of the story, by the carrier that is nearest to print.
fn day(article: &Article) -> Option<i32> {
    let dates = &article.dates;
    let dateline = article.dateline.as_ref().and_then(|dateline| dateline.date.as_ref());
    let values = dates.published.iter().chain(dateline).chain(&dates.created).chain(&dates.received);
    let days = values.chain(&dates.modified).filter_map(|value| value.iso.as_deref()?.get(..10)?.parse::<Date>().ok());
    days.map(|day| day.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())).next()
}

/// The host of an address in lower case, without `www.` and the port.
fn host(url: &str) -> Option<String> {
    let (_, behind) = url.split_once("://")?;
    let authority = behind.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned()).filter(|host| !host.is_empty())
}

/// A score by way of its shortest text, or 0.85 would become 0.8500000238418579.
fn short(score: f32) -> Option<f64> {
    score.to_string().parse().ok()
}
