//! The fields of an item: owned values first, then the pieces of the text in the order in which a desk reads them.

use super::path::Scope;
use super::{body, paths};
use crate::article::{
    Author, Block, BlockKind, Byline, Credit, CreditRole, Id, Lang, Located, Media, Slug, Term, TermRole,
};
use crate::carried::Carried;
use crate::draft::Draft;
use crate::grammar::moment;
use crate::json::Json;
use crate::readers::header::{item_class, pub_status};
use crate::readers::{lead, markup, parts};
use crate::span::{SourceSpan, Span};

/// The members that name an object, best first.
const NAMES: [&str; 9] = ["name", "text", "keyword", "value", "webTitle", "title", "city", "original", "literal"];
/// The members that hold its code.
const CODES: [&str; 8] = ["code", "literal", "qcode", "id", "_id", "@id", "uri", "slug"];
/// The most terms of a role.
const TERMS: usize = 500;

/// An item and where its text goes.
pub(super) struct Filler<'a> {
    pub(super) draft: &'a mut Draft,
    pub(super) source: &'a str,
    pub(super) scope: &'a Scope<'a>,
    pub(super) item: &'a Json<'a>,
    pub(super) dialect: &'static str,
    /// What a string at a place of the source says.
    pub(super) carry: fn(&str, SourceSpan) -> Carried,
}

pub(super) fn fill(mut filler: Filler<'_>) {
    filler.identity();
    filler.dates();
    filler.terms();
    filler.houses();
    filler.head();
    body::read(&mut filler);
    parts::find_lead(filler.draft);
    filler.foot();
    parts::settle(filler.draft);
}

impl<'a> Filler<'a> {
    /// The values of the best path that leads anywhere.
    pub(super) fn best(&self, field: &str) -> Vec<&'a Json<'a>> {
        let at = |path| self.scope.values(self.item, path).into_iter().filter(|value| says(value)).collect();
        paths(self.dialect, field).map(at).find(|values: &Vec<&Json<'_>>| !values.is_empty()).unwrap_or_default()
    }

    /// The values of all paths.
    fn all(&self, field: &str) -> Vec<&'a Json<'a>> {
        paths(self.dialect, field)
            .flat_map(|path| self.scope.values(self.item, path))
            .filter(|value| says(value))
            .collect()
    }

    /// The first text of a field and its place.
    pub(super) fn first(&self, field: &str) -> Option<(&'a str, SourceSpan)> {
        self.best(field).into_iter().find_map(text_of)
    }

    fn owned(&self, field: &str) -> Option<String> {
        self.first(field).map(|(text, _)| text.to_owned())
    }

    fn identity(&mut self) {
        let ids = [("guid", "guid"), ("url", "canonical"), ("alt_id", "alt")];
        for (field, kind) in ids {
            let values = if kind == "alt" { self.all(field) } else { self.best(field).into_iter().take(1).collect() };
            let values = values.into_iter().filter_map(text_of).map(|(value, _)| value.to_owned());
            self.draft.article.ids.extend(values.map(|value| Id { kind: kind.to_owned(), value }));
        }
        let number = |field| self.first(field).and_then(|(text, _)| text.parse().ok());
        let (version, words) = (number("version"), number("word_count"));
        let urgency = number("urgency").and_then(|urgency| u8::try_from(urgency).ok());
        let state = self.first("pub_status").and_then(|(text, _)| pub_status(text));
        let class = self.first("item_class").and_then(|(text, _)| item_class(text));
        let lang = self.owned("language").map(|tag| Lang { tag, confidence: None });
        let article = &mut self.draft.article;
        if version.is_some() || urgency.is_some() || state.is_some() {
            let status = article.status.get_or_insert_default();
            (status.version, status.priority, status.r#pub) = (version, urgency.filter(|n| (1..=9).contains(n)), state);
        }
        article.word_count = words;
        article.item_class = class.or(article.item_class);
        article.lang = lang.or(article.lang.take());
    }

    fn dates(&mut self) {
        let of = |field| self.first(field).and_then(|(text, _)| moment::read(text, self.dialect));
        let found = ["published", "modified", "created", "embargo", "expires"].map(of);
        let dates = &mut self.draft.article.dates;
        let lists =
            [&mut dates.published, &mut dates.modified, &mut dates.created, &mut dates.embargo, &mut dates.expires];
        lists.into_iter().zip(found).for_each(|(list, date)| list.extend(date));
    }

    fn terms(&mut self) {
        let roles = [
            ("subject", TermRole::Subject),
            ("keyword", TermRole::Keyword),
            ("genre", TermRole::Genre),
            ("section", TermRole::Section),
            ("category", TermRole::Category),
            ("service", TermRole::Service),
            ("person", TermRole::Person),
            ("organisation", TermRole::Organisation),
            ("place", TermRole::Place),
            ("event", TermRole::Event),
            ("object", TermRole::Object),
        ];
        for (field, role) in roles {
            let mut terms: Vec<Term> = Vec::new();
            for value in self.all(field).into_iter().take(TERMS) {
                let parts = match value {
                    // "ferries, strikes"
                    Json::Text(text, _) if role == TermRole::Keyword => text.split(',').map(str::trim).collect(),
                    value => name_of(value).into_iter().collect::<Vec<_>>(),
                };
                for name in parts.into_iter().filter(|name| !name.is_empty()) {
                    let text = |keys: &[&str]| keys.iter().find_map(|key| text_of(value.get(key)?));
                    let code = text(&CODES).map(|(code, _)| code.to_owned());
                    let scheme = text(&["scheme"]).map(|(scheme, _)| scheme.to_owned());
                    if !terms.iter().any(|term| term.name == name && term.code == code) {
                        terms.push(Term { role: Some(role), scheme, code, ..Term::named(name) });
                    }
                }
            }
            self.draft.article.terms.extend(terms);
        }
        let located = self.best("located").into_iter().filter_map(|value| {
            let text =
                |keys: &[&str]| keys.iter().find_map(|key| text_of(value.get(key)?)).map(|(text, _)| text.to_owned());
            Some(Located {
                name: name_of(value)?.to_owned(),
                scheme: None,
                code: text(&["code"]),
                region: text(&["countryareaname", "addressRegion"]),
                country: text(&["countrycode", "countryname", "addressCountry"]),
                geo: None,
            })
        });
        self.draft.article.located = located.collect();
    }

    fn houses(&mut self) {
        let roles = [
            ("source", CreditRole::Source),
            ("provider", CreditRole::Provider),
            ("publisher", CreditRole::Publisher),
            ("contributor", CreditRole::Contributor),
        ];
        for (field, role) in roles {
            let names = self.best(field).into_iter().filter_map(name_of).map(str::to_owned);
            self.draft.article.credit.extend(names.map(|name| Credit { span: None, name, role }));
        }
        let (holder, terms) = (self.owned("holder"), self.best("usage"));
        let terms: Vec<&str> = terms.into_iter().filter_map(text_of).map(|(text, _)| text).collect();
        let year = self.first("year").and_then(|(year, _)| year.parse().ok());
        if holder.is_some() || !terms.is_empty() || year.is_some() {
            let rights = self.draft.article.rights.get_or_insert_default();
            (rights.holder, rights.year) = (holder, year);
            rights.terms = (!terms.is_empty()).then(|| terms.join(" "));
        }
    }

    /// What stands above the body.
    fn head(&mut self) {
        if let Some(span) = self.part("slugline") {
            self.draft.article.slug = Some(Slug { keyword: Some(span.into()), ..Slug::at(span) });
        }
        self.draft.article.kicker = self.part("kicker").map(Into::into);
        if let Some(span) = self.part("headline") {
            lead::headline(self.draft, span);
        }
        self.draft.article.deck = self.part("deck").map(Into::into);
        self.draft.article.summary = self.part("summary").map(Into::into).into_iter().collect();
        self.byline();
        if let Some(span) = self.part("dateline") {
            parts::take_dateline(self.draft, span);
        }
    }

    /// The byline as printed; where the item only lists authors, their names are the line.
    fn byline(&mut self) {
        let authors: Vec<(&str, SourceSpan)> = self.best("author").into_iter().filter_map(named).collect();
        if let Some(span) = self.part("byline") {
            parts::take_byline(self.draft, span, None);
            // An author of the list who signs in another form is the same: "Ann Lee", "Ann B. Lee".
            let family = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let article = &self.draft.article;
            let names = article.byline.iter().flat_map(|byline| &byline.authors);
            let signed: Vec<String> = names.map(|author| family(author.span.of(&article.text))).collect();
            let others = authors.iter().map(|(name, _)| *name).filter(|name| !signed.contains(&family(name)));
            let credit = |name: &str| Credit { span: None, name: name.to_owned(), role: CreditRole::Creator };
            self.draft.article.credit.extend(others.map(credit));
            return;
        }
        let mut named: Vec<Author> = Vec::new();
        let mut line: Option<Span> = None;
        for (n, (_, src)) in authors.into_iter().enumerate().take(64) {
            let carried = (self.carry)(self.source, src).trimmed();
            let span = if n == 0 {
                markup::text_line(&carried, self.draft)
            } else {
                self.draft.add_inserted(", ");
                self.draft.add_carried(&carried)
            };
            let Some(span) = span else { continue };
            line = Some(line.map_or(span, |line| line.to(span)));
            named.push(Author::named(span));
        }
        self.draft.article.byline = line.map(|span| Byline { authors: named, ..Byline::at(span) });
    }

    /// What stands below the body.
    fn foot(&mut self) {
        self.media();
        if let Some(span) = self.part("ed_note") {
            let status = self.draft.article.status.get_or_insert_default();
            status.ed_note = status.ed_note.or(Some(span.into()));
            self.draft.push(Block::new(BlockKind::AddsLine, span));
        }
        if let Some(span) = self.part("notice") {
            self.draft.article.rights.get_or_insert_default().span = Some(span);
            self.draft.push(Block::new(BlockKind::Copyright, span));
        }
    }

    fn media(&mut self) {
        for value in self.all("media").into_iter().filter(|value| matches!(value, Json::Object(_))).take(64) {
            let inner = |field: &str| {
                let at = |path| self.scope.values(value, path).into_iter().find_map(text_of);
                paths(self.dialect, field).find_map(at)
            };
            let (url, caption, credit) = (inner("media_url"), inner("media_caption"), inner("media_credit"));
            let kind = inner("media_kind").and_then(|(kind, _)| parts::media_kind(kind)).unwrap_or("picture");
            let parts = [caption, credit, inner("media_alt")];
            let [caption, credit, alt] = parts.map(|text| text.and_then(|(_, src)| self.line(src)));
            for (kind, span) in [(BlockKind::Caption, caption), (BlockKind::PhotoCredit, credit)] {
                if let Some(span) = span {
                    self.draft.block(kind, span);
                }
            }
            self.draft.article.media.push(Media {
                url: url.map(|(url, _)| url.to_owned()),
                caption: caption.map(Into::into),
                credit: credit.map(Into::into),
                alt: alt.map(Into::into),
                ..Media::of_kind(kind)
            });
        }
    }

    /// Writes the first text of a field as one line of the article.
    fn part(&mut self, field: &str) -> Option<Span> {
        let (_, src) = self.first(field)?;
        let plain = self.all(&format!("{field}_plain"));
        if plain.into_iter().filter_map(text_of).any(|(_, place)| place == src) {
            return markup::text_line(&(self.carry)(self.source, src), self.draft);
        }
        self.line(src)
    }

    /// Writes a string as one line of the article, read as HTML where it holds markup.
    fn line(&mut self, src: SourceSpan) -> Option<Span> {
        let carried = (self.carry)(self.source, src);
        if body::is_markup(carried.text()) {
            markup::html_line(&carried, self.draft)
        } else {
            markup::text_line(&carried, self.draft)
        }
    }
}

/// Whether a value says anything.
fn says(value: &Json<'_>) -> bool {
    match value {
        Json::Text(text, _) => !text.trim().is_empty(),
        Json::Bare(word, _) => word != "null",
        Json::Object(members) => !members.is_empty(),
        Json::Array(items) => !items.is_empty(),
    }
}

pub(super) fn text_of<'j>(value: &'j Json<'_>) -> Option<(&'j str, SourceSpan)> {
    match value {
        Json::Text(text, src) | Json::Bare(text, src) => Some((text.trim(), *src)).filter(|_| says(value)),
        _ => None,
    }
}

/// The name of a value, with its place.
fn named<'j>(value: &'j Json<'_>) -> Option<(&'j str, SourceSpan)> {
    text_of(value).or_else(|| NAMES.iter().find_map(|key| text_of(value.get(key)?)))
}

/// What names a value; of an object that has no name its code.
pub(super) fn name_of<'j>(value: &'j Json<'_>) -> Option<&'j str> {
    let code = || CODES.iter().find_map(|key| text_of(value.get(key)?));
    named(value).or_else(code).map(|(name, _)| name)
}
