//! One item, or what the feed says of itself, as an article: the texts first, in the order in which a reader meets them, then
//! the values that no reader sees.

use super::Feed;
use super::content::{Content, resolve};
use super::fields::Fields;
use super::people;
use crate::article::{
    Block, BlockKind, Credit, CreditRole, Geo, Id, Lang, Located, Media, PubStatus, Related, Spanned, Term, TermRole,
};
use crate::draft::Draft;
use crate::grammar::moment;
use crate::readers::header::folded;
use crate::readers::{lead, parts};
use crate::span::Span;
use crate::xml::NodeId;

/// The most foreign fields that an item carries, and their longest value.
const FOREIGN: (usize, usize) = (64, 1024);

pub(super) struct Writer<'w, 'd, 'a> {
    pub(super) feed: &'w Feed<'d, 'a>,
    pub(super) fields: &'w Fields,
    /// The item and what its feed says of itself; nothing for the feed itself.
    pub(super) item: Option<(NodeId, &'w Fields)>,
    pub(super) draft: &'w mut Draft,
}

impl Writer<'_, '_, '_> {
    pub(super) fn write(mut self) {
        self.texts();
        self.ids();
        self.dates();
        self.terms();
        self.houses();
        self.places();
        self.media();
        self.language();
        self.status();
        if self.item.is_some() {
            parts::settle(self.draft);
        }
        self.extra();
    }

    fn content(&self, node: NodeId) -> Content {
        let is_atom = matches!(self.feed.document.namespace(node), "atom") || self.feed.format == "atom";
        Content::of(self.feed.document, node, is_atom)
    }

    /// Writes the text of an element as one line; its links count from its base.
    fn line(&mut self, node: NodeId) -> Option<Span> {
        let content = self.content(node);
        let before = (self.draft.article.links.len(), self.draft.article.media.len());
        let span = content.line(self.feed, self.draft);
        self.rebase(node, before);
        span
    }

    /// Writes the text of an element as blocks and says where they start among the blocks of the body.
    fn blocks(&mut self, node: NodeId) -> usize {
        let content = self.content(node);
        let article = &self.draft.article;
        let (first, before) = (article.body.len(), (article.links.len(), article.media.len()));
        let furniture = article.furniture.len();
        content.blocks(self.feed, self.draft);
        self.rebase(node, before);
        let article = &mut self.draft.article;
        if article.body.len() == first {
            // "Click here" alone is all that the feed has to say.
            let lines = article.furniture.drain(furniture..);
            article.body.extend(lines.map(|block| Block { kind: BlockKind::Paragraph, ..block }));
        }
        first
    }

    fn rebase(&mut self, node: NodeId, (links, media): (usize, usize)) {
        let feed = self.feed;
        let resolve = |address: &str| resolve(feed.document, node, feed.options.url.as_deref(), address);
        for link in self.draft.article.links.iter_mut().skip(links) {
            link.href = resolve(&link.href);
        }
        for url in self.draft.article.media.iter_mut().skip(media).filter_map(|media| media.url.as_mut()) {
            *url = resolve(url);
        }
    }

    fn texts(&mut self) {
        if let Some(span) = self.fields.first("title").and_then(|node| self.line(node)) {
            lead::headline(self.draft, span);
        }
        self.draft.article.deck = self.fields.first("deck").and_then(|node| self.line(node)).map(Into::into);
        people::byline(self.feed, self.fields, self.draft);
        if let (Some((_, header)), "atom", None) = (self.item, self.feed.format, &self.draft.article.byline) {
            // RFC 4287, 4.2.1: the authors of the feed are those of an entry that names none.
            people::byline(self.feed, header, self.draft);
        }
        let (summary, body) = self.prose();
        if let Some(node) = summary {
            let media = self.draft.article.media.len();
            let first = self.blocks(node);
            let article = &mut self.draft.article;
            let blocks = article.body.iter().skip(first).map(|block| Spanned::from(block.span));
            article.summary.extend(blocks);
            if article.summary.is_empty() {
                // Pictures alone say what their alternate texts say.
                article.summary.extend(article.media.iter().skip(media).filter_map(|media| media.alt));
            }
            if body.is_some() {
                self.draft.article.body.truncate(first);
            }
        }
        if let Some(node) = body {
            self.blocks(node);
        }
        if self.item.is_some() {
            parts::take_shown_headline(self.draft);
            parts::find_lead(self.draft);
        }
        if let Some(span) = self.fields.first("rights").and_then(|node| self.line(node)) {
            self.draft.block(BlockKind::Copyright, span);
            self.draft.article.rights.get_or_insert_default().span = Some(span);
        }
        if let Some(node) = self.fields.first("license") {
            let license = self.reference(node).unwrap_or_default();
            self.draft.article.rights.get_or_insert_default().terms = Some(license);
        }
    }

    /// The elements of the summary and of the body. Where an item has a `description` and a `summary`, the description is the
    /// longer: it is the body of an item without content.
    fn prose(&self) -> (Option<NodeId>, Option<NodeId>) {
        let is_named = |node: &NodeId, name: &str| self.feed.document.name(*node).eq_ignore_ascii_case(name);
        let texts = self.fields.best("summary");
        let of_name = |name: &str| texts.iter().copied().find(|node| is_named(node, name));
        match (self.fields.first("body"), of_name("description"), of_name("summary")) {
            (None, Some(description), Some(summary)) => (Some(summary), Some(description)),
            (body, ..) => (texts.first().copied(), body),
        }
    }

    /// The text of an element that is a value.
    fn value(&self, node: NodeId) -> Option<String> {
        folded(&self.feed.document.text(node))
    }

    /// The address that an element gives, as its text or its attribute.
    fn reference(&self, node: NodeId) -> Option<String> {
        let document = self.feed.document;
        let attribute = ["href", "url", "resource"].iter().find_map(|name| document.value(node, name));
        let attribute = attribute.or_else(|| document.attribute_in(node, "rdf", "resource").map(|attr| attr.value()));
        let reference = attribute
            .filter(|value| !value.trim().is_empty())
            .map_or_else(|| document.text(node).trim().to_owned(), |value| value.trim().to_owned());
        (!reference.is_empty()).then(|| self.resolve(node, &reference))
    }

    fn resolve(&self, node: NodeId, reference: &str) -> String {
        resolve(self.feed.document, node, self.feed.options.url.as_deref(), reference)
    }

    fn ids(&mut self) {
        let document = self.feed.document;
        let guid = self.fields.first("id");
        // A relative identifier is an address; any other word is none.
        let value = guid.and_then(|node| {
            let value = self.value(node)?;
            Some(if value.starts_with(['/', '.']) { self.resolve(node, &value) } else { value })
        });
        let value = value.or_else(|| self.fields.about.clone());
        let is_page = guid.is_some_and(|node| document.value(node, "isPermaLink").is_none_or(|value| value != "false"));
        let page = value.clone().filter(|value| is_page && self.feed.format != "atom" && value.starts_with("http"));
        self.id("guid", value);
        let url = self.links();
        let href = self
            .fields
            .href
            .clone()
            .map(|href| self.resolve(self.item.map_or(NodeId::DOCUMENT, |(node, _)| node), &href));
        self.id("url", url.or(href).or(page));
        let canonical = self.fields.first("canonical").and_then(|node| self.reference(node));
        self.id("canonical", canonical);
    }

    fn id(&mut self, kind: &str, value: Option<String>) {
        self.draft.article.ids.extend(value.map(|value| Id { kind: kind.to_owned(), value }));
    }

    /// Files the links by their relation and gives that of the page itself.
    fn links(&mut self) -> Option<String> {
        let document = self.feed.document;
        let mut page: Option<(bool, String)> = None;
        for node in self.fields.all("link") {
            let Some(target) = self.reference(node) else { continue };
            let rel = document.value(node, "rel").unwrap_or_default();
            let kind = document.value(node, "type").unwrap_or_default();
            match rel.trim() {
                "" | "alternate" => {
                    let is_html = kind.is_empty() || kind.contains("html");
                    if page.as_ref().is_none_or(|(was_html, _)| is_html && !was_html) {
                        page = Some((is_html, target));
                    }
                }
                "canonical" => self.id("canonical", Some(target)),
                "license" => self.draft.article.rights.get_or_insert_default().terms = Some(target),
                "enclosure" => {
                    self.draft.article.media.push(Media { url: Some(target), ..Media::of_kind(kind_of(&kind, "")) });
                }
                "self" => self.id("self", Some(target)),
                rel => {
                    let rel = rel.to_owned();
                    self.draft.article.related.push(Related { rel, target, version: None, title: None });
                }
            }
        }
        page.map(|(_, target)| target)
    }

    /// Of several elements of one date the last is the one that was meant: programs add, and forget to take out.
    fn dates(&mut self) {
        for (field, via) in
            [("published", "published"), ("modified", "updated"), ("created", "created"), ("expires", "expires")]
        {
            let texts = self.fields.best(field).into_iter().rev().filter_map(|node| self.value(node));
            let changed = self.fields.changed.clone().filter(|_| field == "modified");
            let found: Vec<_> = texts.chain(changed).filter_map(|text| moment::read(&text, via)).collect();
            let dates = &mut self.draft.article.dates;
            let list = match field {
                "published" => &mut dates.published,
                "modified" => &mut dates.modified,
                "created" => &mut dates.created,
                _ => &mut dates.expires,
            };
            list.extend(found);
        }
    }

    fn terms(&mut self) {
        let document = self.feed.document;
        for node in self.fields.all("keyword") {
            let (name, namespace) = (document.name(node).to_ascii_lowercase(), document.namespace(node));
            let role = match document.value(node, "domain").as_deref() {
                // Exports of sites have sections and keywords in elements of one name.
                Some("category") => TermRole::Section,
                _ if name == "genres" => TermRole::Genre,
                _ => TermRole::Keyword,
            };
            let is_list = matches!(name.as_str(), "keywords" | "genres");
            match self.value(node) {
                Some(list) if is_list => {
                    let words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
                    words.for_each(|word| self.term(Term { role: Some(role), ..Term::named(word) }));
                }
                Some(word) if namespace != "itunes" => {
                    let scheme = ["domain", "scheme"].iter().find_map(|name| document.value(node, name));
                    let scheme = scheme.filter(|_| role != TermRole::Section).map(std::borrow::Cow::into_owned);
                    self.term(Term { role: Some(role), scheme, ..Term::named(word) });
                }
                _ => self.category(node, role),
            }
        }
    }

    /// A category that stands in attributes: of Atom with its label, of podcasts with narrower ones inside.
    fn category(&mut self, node: NodeId, role: TermRole) {
        let document = self.feed.document;
        let own = |name: &str| document.value(node, name).filter(|value| !value.trim().is_empty());
        let (code, label, scheme) = (own("term"), own("label"), own("scheme"));
        let name = label.clone().or_else(|| code.clone()).or_else(|| own("text"));
        if let Some(name) = name {
            let code = code.filter(|_| label.is_some()).map(std::borrow::Cow::into_owned);
            let scheme = scheme.map(std::borrow::Cow::into_owned);
            self.term(Term { role: Some(role), scheme, code, ..Term::named(name) });
        }
        for inner in document.descendants(node).filter(|inner| document.is(*inner, "itunes", "category")) {
            if let Some(name) = document.value(inner, "text") {
                self.term(Term { role: Some(role), ..Term::named(name) });
            }
        }
    }

    fn term(&mut self, term: Term) {
        if self.draft.article.terms.len() < 256 && !self.draft.article.terms.contains(&term) {
            self.draft.article.terms.push(term);
        }
    }

    /// Who publishes it, and where it was taken from.
    fn houses(&mut self) {
        for (field, role) in [
            ("publisher", CreditRole::Publisher),
            ("source", CreditRole::SyndicatedFrom),
            ("contributor", CreditRole::Contributor),
        ] {
            for node in self.fields.best(field) {
                let name = self.house(node);
                self.draft.article.credit.extend(name.map(|name| Credit { span: None, name, role }));
            }
        }
    }

    /// The name of a person or house, or the title of the feed that an item was taken from.
    fn house(&self, node: NodeId) -> Option<String> {
        let document = self.feed.document;
        let named = |name: &str| {
            let found = document.elements(node).find(|inner| document.name(*inner).eq_ignore_ascii_case(name))?;
            // The title of a feed is a text as that of an item is.
            let mut scratch = self.feed.scratch();
            let span = self.content(found).line(self.feed, &mut scratch)?;
            Some(span.of(&scratch.article.text).to_owned())
        };
        ["name", "title", "email"].iter().find_map(|name| named(name)).or_else(|| self.value(node))
    }

    fn places(&mut self) {
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let value = |field: &str| self.fields.first(field).and_then(|node| self.value(node));
        let point = value("point").and_then(|point| {
            let (latitude, longitude) = point.split_once([' ', ','])?;
            Some(Geo { latitude: number(latitude)?, longitude: number(longitude.trim_start_matches([' ', ',']))? })
        });
        let pair = || Some(Geo { latitude: number(&value("latitude")?)?, longitude: number(&value("longitude")?)? });
        let geo = point.or_else(pair);
        let name = value("place");
        if geo.is_some() || name.is_some() {
            let name = name.unwrap_or_default();
            let located = Located { name, scheme: None, code: None, region: None, country: None, geo };
            self.draft.article.located.push(located);
        }
    }

    fn media(&mut self) {
        let document = self.feed.document;
        let of_field = |field: &str| self.fields.all(field).into_iter();
        let nodes: Vec<(NodeId, &str)> = of_field("media")
            .map(|node| (node, ""))
            .chain(of_field("image").map(|node| (node, "picture")))
            .chain(of_field("thumbnail").map(|node| (node, "thumbnail")))
            .collect();
        for (node, kind) in nodes {
            // The picture of an RSS channel is an element of its own.
            let inner = document.elements(node).find(|inner| document.name(*inner).eq_ignore_ascii_case("url"));
            let Some(url) = self.reference(inner.unwrap_or(node)) else { continue };
            let own = |name: &str| document.value(node, name).unwrap_or_default();
            let kind = if kind.is_empty() { kind_of(&own("type"), &own("medium")) } else { kind };
            let size = |name: &str| own(name).trim().parse().ok();
            let media = Media { width: size("width"), height: size("height"), url: Some(url), ..Media::of_kind(kind) };
            if !self.draft.article.media.contains(&media) {
                self.draft.article.media.push(media);
            }
        }
    }

    /// The language that the item declares, or its feed.
    fn language(&mut self) {
        let document = self.feed.document;
        let stated = |fields: &Fields| fields.first("language").map(|node| document.text(node));
        let node = self.item.map(|(node, _)| node).or(document.root());
        let inherited = || document.inherited(node?, "lang");
        let tag = stated(self.fields).or_else(inherited).or_else(|| self.item.and_then(|(_, header)| stated(header)));
        let tag = tag.unwrap_or_default().trim().replace('_', "-");
        let fits =
            (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        self.draft.article.lang = fits.then_some(Lang { tag, confidence: None });
    }

    fn status(&mut self) {
        let status = self.fields.first("status").and_then(|node| self.value(node));
        let state = match status.as_deref() {
            Some("publish") => PubStatus::Usable,
            Some("draft" | "pending" | "private" | "future") => PubStatus::Withheld,
            Some("trash") => PubStatus::Canceled,
            _ => return,
        };
        self.draft.article.status.get_or_insert_default().r#pub = Some(state);
    }

    /// Fields that no row names, and the program that wrote the feed.
    fn extra(&mut self) {
        let document = self.feed.document;
        for node in self.fields.others().chain(self.fields.first("generator")).take(FOREIGN.0) {
            let Some(value) = self.value(node).filter(|value| value.len() <= FOREIGN.1) else { continue };
            let (namespace, name) = (document.namespace(node), document.name(node));
            let key = if self.feed.is_own(namespace) { name.to_owned() } else { format!("{namespace}:{name}") };
            self.draft.article.extra.entry(key).or_insert(value);
        }
    }
}

/// The kind of a medium by its type, or by what the feed calls it.
fn kind_of(media_type: &str, medium: &str) -> &'static str {
    parts::media_kind(media_type).or_else(|| parts::media_kind(medium)).unwrap_or("file")
}
