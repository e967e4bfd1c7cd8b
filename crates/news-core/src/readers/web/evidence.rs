//! What a page says about its article outside the prose: every carrier of headline, authors, dates and the rest.
//!
//! [`gather`] collects the candidates of all carriers: JSON-LD, microdata and `RDFa`, `<meta>`, `<title>`, `<link>`, `<time>`,
//! `<h1>`, elements whose class names a byline or a date, the address. [`settle`] lets them vote and fills the fields. A
//! headline or an author that the visible text does not show is put in front of the text as a piece of the markup, so that
//! it has a span as every other.
//!
//! Marked: headline, kicker, deck, authors (people; houses become credits), published, modified and created with the zone as
//! written, publisher, sections and breadcrumb, language, canonical address and other forms of the page, keywords, the main
//! picture and the figures of the story, access, holder of the rights, bodies that the page does not show. Deliberately not:
//! names under the article that only introduce its author, names on the home pages of forums and shops, days without a year,
//! descriptions that repeat the first paragraph (they stay prose).
//!
//! Known failures: a byline without any mark at the foot of the story; headlines of desks that keep a second one (see
//! `headline`); the kicker that a page prints far from its headline.

mod authors;
mod bodies;
mod carriers;
mod headline;
mod json_ld;
mod media;
mod names;
mod place;
mod slug;
mod state;
mod unmarked;

pub(super) use bodies::{CarriedBody, carried};

use super::classes::Classes;
use crate::article::{Article, Basis, Credit, CreditRole, Dates, Id, Lang, Term, TermRole, TimeValue};
use crate::grammar::{agency, moment};
use crate::html::{Document, NodeId};
use crate::span::SourceSpan;

/// The fields that carriers give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Headline,
    Author,
    Published,
    Modified,
    Created,
    Deck,
    Site,
    Section,
    Keywords,
    Image,
    Canonical,
    Access,
    Holder,
    Publisher,
    Kicker,
    /// A step on the way from the front page to the story.
    Crumb,
    Language,
    /// The page in another form or language; the carrier says which.
    Alternate,
    /// What the page says it is.
    Type,
}

impl Field {
    /// By its name in `data/page_fields.tsv`.
    fn named(name: &str) -> Option<Field> {
        Some(match name {
            "headline" => Field::Headline,
            "author" => Field::Author,
            "published" => Field::Published,
            "modified" => Field::Modified,
            "created" => Field::Created,
            "deck" => Field::Deck,
            "site" => Field::Site,
            "section" => Field::Section,
            "keywords" => Field::Keywords,
            "image" => Field::Image,
            "canonical" => Field::Canonical,
            "access" => Field::Access,
            "holder" => Field::Holder,
            "publisher" => Field::Publisher,
            "kicker" => Field::Kicker,
            "crumb" => Field::Crumb,
            "language" => Field::Language,
            "type" => Field::Type,
            _ => return None,
        })
    }
}

/// A value with its carrier.
#[derive(Clone, Debug)]
struct Candidate {
    field: Field,
    /// As text: without markup, character references and surplus white space.
    value: String,
    /// The carrier: `json-ld`, `microdata`, `h1`, `title`, `time`, `class`, `rel`, or the name of a `<meta>`.
    via: &'static str,
    /// Where the carrier writes it.
    src: SourceSpan,
    /// Whether the carrier says that this author is a person, or that it is none.
    person: Option<bool>,
}

/// All candidates with their carriers.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Bodies that structured data carries, as text: `articleBody`, the posts of a live blog.
    bodies: Vec<bodies::WrittenBody>,
    /// Descriptions that the carriers give; a block that repeats one at the top is the deck.
    pub(crate) decks: Vec<String>,
    /// Names of authors, best carrier first.
    pub(crate) authors: Vec<String>,
    /// Whether structured data says that the page is a live blog.
    pub(crate) live_blog: bool,
    candidates: Vec<Candidate>,
    /// The item of microdata that gave the first author; those of other items are not authors of the story.
    author_item: Option<NodeId>,
    /// Whether the last `twitter:label1` announces an author.
    author_labelled: bool,
    url: Option<String>,
    /// The headline that won, and the place of its carrier.
    headline: Option<(String, SourceSpan)>,
    /// Authors, houses among them.
    people: Vec<authors::Name>,
}

/// At most this many candidates of a field are kept: more vote no better, and each is compared with all others.
const CARRIED: usize = 256;

impl Evidence {
    fn add(&mut self, field: Field, via: &'static str, value: &str, src: SourceSpan) {
        self.add_text(field, via, carriers::plain(value), src);
    }

    /// Adds a value that is text already.
    fn add_text(&mut self, field: Field, via: &'static str, value: String, src: SourceSpan) {
        self.push(Candidate { field, value, via, src, person: None });
    }

    fn push(&mut self, candidate: Candidate) {
        if !candidate.value.is_empty() && self.of(candidate.field).nth(CARRIED - 1).is_none() {
            self.candidates.push(candidate);
        }
    }

    /// What carriers say that the page is, each with its carrier: `NewsArticle` by `json-ld`, `website` by `og:type`.
    pub(super) fn types(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.of(Field::Type).map(|candidate| (candidate.via, candidate.value.as_str()))
    }

    /// The headline that the carriers give, without the name of the site.
    pub(super) fn headline(&self) -> Option<&str> {
        self.headline.as_ref().map(|(value, _)| value.as_str())
    }

    fn of(&self, field: Field) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(move |candidate| candidate.field == field)
    }
}

/// Collects what the carriers say.
pub(crate) fn gather<'a>(document: &Document<'a>, classes: &mut Classes<'a>, url: Option<&str>) -> Evidence {
    let mut evidence = Evidence { url: url.map(str::to_owned), ..Evidence::default() };
    json_ld::gather(document, &mut evidence);
    carriers::gather(document, classes, &mut evidence);
    if !evidence.of(Field::Published).any(|date| moment::read(&date.value, date.via).is_some()) {
        unmarked::days(document, classes, &mut evidence);
        if evidence.of(Field::Published).next().is_none() {
            state::days(document, &mut evidence);
        }
    }
    headline::vote(&mut evidence);
    authors::vote(&mut evidence);
    if evidence.people.iter().all(|name| name.house) {
        unmarked::bylines(document, classes, &mut evidence);
        authors::vote(&mut evidence);
    }
    if evidence.people.is_empty() {
        evidence.people.extend(authors::of_site(&evidence));
    }
    evidence.decks = evidence.of(Field::Deck).map(|deck| deck.value.clone()).collect();
    evidence.authors = evidence.people.iter().map(|name| name.text.clone()).collect();
    evidence
}

/// Fills the fields by the votes of all carriers.
pub(crate) fn settle(evidence: &Evidence, document: &Document<'_>, article: &mut Article) {
    place::headline_and_authors(evidence, document, article);
    place::deck(evidence, article);
    dates(evidence, &mut article.dates);
    let agencies = evidence.people.iter().filter(|name| agency::find(&name.text).is_some());
    let credit = |name: &authors::Name| Credit { span: None, name: name.text.clone(), role: CreditRole::Agency };
    article.credit.extend(agencies.map(credit));
    let first = |field| evidence.of(field).next().map(|candidate| candidate.value.clone());
    if let Some(name) = publisher(evidence) {
        article.credit.push(Credit { span: None, name, role: CreditRole::Publisher });
    }
    article.ids.extend(first(Field::Canonical).map(|value| Id { kind: "canonical".to_owned(), value }));
    article.ids.extend(alternates(evidence));
    article.media = media::of(evidence, document, article);
    article.terms = keywords(evidence);
    article.terms.extend(sections(evidence));
    article.lang = evidence.of(Field::Language).find_map(|language| declared(&language.value));
    if let Some(holder) = first(Field::Holder) {
        article.rights.get_or_insert_default().holder.get_or_insert(holder);
    }
    if let Some(access) = evidence.of(Field::Access).next() {
        let paid = access.value.eq_ignore_ascii_case("false")
            || !access.value.eq_ignore_ascii_case("true") && access.value != "free";
        article.extra.insert("access".to_owned(), if paid { "paid" } else { "free" }.to_owned());
    }
    // Not printed, and more often a bait than a deck.
    if let (None, Some(description)) = (&article.deck, first(Field::Deck)) {
        article.extra.insert("description".to_owned(), description);
    }
}

/// Addresses of the page in other forms and languages: `amp`, `alternate-fr`.
fn alternates(evidence: &Evidence) -> impl Iterator<Item = Id> {
    evidence.of(Field::Alternate).filter_map(|candidate| {
        let (kind, value) = candidate.value.split_once(' ')?;
        Some(Id { kind: kind.to_owned(), value: value.to_owned() })
    })
}

/// A language as carriers write it: `de-AT`, `pt_BR`.
fn declared(value: &str) -> Option<Lang> {
    let tag = value.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
    let mut subtags = tag.split('-');
    let is_code = subtags.next().is_some_and(|code| (2..=3).contains(&code.len()) && is_letters(code));
    let fits = is_code && subtags.all(|subtag| subtag.len() <= 8 && !subtag.is_empty());
    let (code, rest) = tag.find('-').map_or((tag.as_str(), ""), |at| tag.split_at(at));
    fits.then(|| Lang { tag: format!("{}{rest}", code.to_ascii_lowercase()), confidence: None })
}

fn is_letters(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Sections by name, then the steps of the breadcrumb, without the front page and the story itself.
fn sections(evidence: &Evidence) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let best = evidence.of(Field::Section).next().map(|section| section.via);
    let named = evidence.of(Field::Section).filter(|section| Some(section.via) == best);
    let way = evidence.of(Field::Crumb).next().map(|crumb| crumb.via);
    let crumbs = evidence.of(Field::Crumb).filter(|crumb| Some(crumb.via) == way);
    let headline = evidence.headline.as_ref().map(|(value, _)| headline::key(value)).unwrap_or_default();
    for section in named.chain(crumbs) {
        let key = headline::key(&section.value);
        let is_story = key.is_empty()
            || headline.starts_with(&key) && key.len() > 12
            || key.starts_with(&headline) && !headline.is_empty();
        let is_known = terms.iter().any(|term| headline::key(&term.name) == key);
        let is_site = evidence.of(Field::Site).any(|site| headline::key(&site.value) == key);
        if terms.len() < SECTIONS && section.value.chars().count() <= 60 && !is_story && !is_known && !is_site {
            terms.push(Term { role: Some(TermRole::Section), ..Term::named(&section.value) });
        }
    }
    terms
}

/// At most this many sections are kept.
const SECTIONS: usize = 8;

/// The name of the house: structured data first, then the name of the site. Addresses are no names.
fn publisher(evidence: &Evidence) -> Option<String> {
    let named = |field| evidence.of(field).map(|candidate| &candidate.value).find(|name| !is_address(name));
    named(Field::Publisher).or_else(|| named(Field::Site)).cloned()
}

fn is_address(value: &str) -> bool {
    value.contains("://") || value.starts_with('/') || value.contains("www.")
}

/// At most this many keywords are kept.
const KEYWORDS: usize = 50;

/// Keywords of the carrier that gives most, each once.
fn keywords(evidence: &Evidence) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let all = evidence.of(Field::Keywords).flat_map(|candidate| candidate.value.split([',', ';', '、']));
    for name in all.map(str::trim).filter(|name| !name.is_empty()) {
        if terms.len() < KEYWORDS && !terms.iter().any(|term| term.name == name) {
            terms.push(Term { role: Some(TermRole::Keyword), ..Term::named(name) });
        }
    }
    terms
}

/// The dates of all carriers, best carrier first; each moment once.
fn dates(evidence: &Evidence, dates: &mut Dates) {
    let of = |field| {
        let mut found: Vec<TimeValue> = Vec::new();
        let mut candidates: Vec<&Candidate> = evidence.of(field).collect();
        candidates.sort_by_key(|candidate| carriers::rank_of_date(candidate.via));
        for candidate in candidates {
            let moment = moment::read(&candidate.value, candidate.via);
            found.extend(moment.filter(|moment| !found.iter().any(|before| before.iso == moment.iso)));
        }
        moment::take_local(&mut found);
        found
    };
    dates.published = of(Field::Published);
    dates.modified = of(Field::Modified);
    dates.created = of(Field::Created);
    let in_url = evidence.url.as_deref().and_then(moment::of_url).is_some();
    // A story that only says when it was last touched was published by then.
    if let (None, Some(modified), false) = (dates.published.first(), dates.modified.first(), in_url) {
        let basis = vec![Basis { rule: "modified".to_owned(), span: None, value: modified.iso.clone() }];
        dates.published.push(TimeValue { basis, confidence: Some(0.5), ..modified.clone() });
    }
}
