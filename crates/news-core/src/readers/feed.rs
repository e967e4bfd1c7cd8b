//! Feeds: RSS 0.9x to 2.0 and 1.0 (RDF), Atom 0.3 and 1.0, CDF, news site maps, and the exports of sites in RSS (WXR).
//!
//! All are one walk over one tree: elements that hold items (`rss`, `channel`, `feed`, `urlset`) give what the feed says of
//! itself, elements that are items (`item`, `entry`, `url`) give an article each. What an element says is a row of
//! `data/feed_fields.tsv`, whichever of the dialects it stands in, because feeds mix them: `dc:creator` in RSS, `atom:link` in
//! RSS, `content:encoded` in Atom. The elements of the namespace of the root count as the feed's own whatever its address.
//!
//! An item without content is carried whole by its description: then the blocks of the description are the body, and
//! `summary` names them. Relative addresses count from `xml:base`, else from the address of the feed. Base64 and HTML that is
//! escaped twice are read.
//!
//! Not read: the entities that a DOCTYPE declares; text that the feed shows beside its items (`textInput`, `skipHours`);
//! site maps that name pages without news.

mod container;
mod content;
mod fields;
mod item;
mod people;

use std::cell::RefCell;

use super::Item;
use crate::article::Note;
use crate::draft::Draft;
use crate::error::Error;
use crate::grammar::words::lowered;
use crate::html;
use crate::options::Options;
use crate::source::Source;
use crate::xml::{self, Document, NodeId};
use fields::{Fields, Place};

/// Whether a text looks like RSS, its own or that of RDF.
pub(super) fn sniff_rss(text: &str) -> bool {
    match root(text).as_deref() {
        Some("rss" | "item" | "items") => true,
        // RDF says anything; a feed has a channel or items.
        Some("rdf") => ["<item", "<channel", ":item", ":channel"].iter().any(|mark| text.contains(mark)),
        _ => false,
    }
}

/// Whether a text looks like Atom.
pub(super) fn sniff_atom(text: &str) -> bool {
    matches!(root(text).as_deref(), Some("feed" | "entry"))
}

/// Whether a text looks like the channel definition format, or like RSS whose root was lost.
pub(super) fn sniff_cdf(text: &str) -> bool {
    root(text).as_deref() == Some("channel")
}

/// Whether a text looks like a site map.
pub(super) fn sniff_sitemap(text: &str) -> bool {
    root(text).as_deref() == Some("urlset")
}

/// Whether a text looks like the export of a site.
pub(super) fn sniff_wxr(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or_default();
    root(text).as_deref() == Some("rss") && head.contains("wordpress.org/export/")
}

/// How far the namespaces of an export are looked for: comments on how to import it stand before them.
const HEAD: usize = 8192;

/// The name of the root without its prefix, in lower case.
fn root(text: &str) -> Option<String> {
    xml::root_name(text).map(str::to_ascii_lowercase)
}

/// What the parts of a feed are read with.
struct Feed<'d, 'a> {
    source: &'d Source<'a>,
    document: &'d Document<'a>,
    format: &'static str,
    /// The namespace of the feed itself.
    namespace: &'d str,
    options: &'d Options,
    notes: Vec<Note>,
    /// Room in which the HTML of one text after the other is parsed.
    html_room: RefCell<html::Scratch>,
}

/// Reads a feed: what it says of itself, and its items.
pub(super) fn read(source: &Source<'_>, options: &Options, format: &'static str) -> Result<Vec<Item>, Error> {
    let document = xml::parse(&source.text)?;
    let namespace = document.root().map_or("", |root| document.namespace(root));
    let notes = document.repairs().message().map(|message| Note::new("xml-repaired", None, message));
    let (notes, html_room) = (notes.into_iter().collect(), RefCell::default());
    let feed = Feed { source, document: &document, format, namespace, options, notes, html_room };
    let (mut header, mut items) = (Fields::default(), Vec::new());
    feed.gather(NodeId::DOCUMENT, &mut header, &mut items);
    let mut read = Vec::with_capacity(items.len() + 1);
    let container = container::of(*feed.draft(&header, None), items.len());
    read.push(Item::Container(Box::new(container)));
    for (n, node) in items.into_iter().enumerate() {
        let mut fields = Fields::default();
        feed.fields_of(node, &mut fields);
        let mut draft = feed.draft(&fields, Some((node, &header)));
        let place = document.span(node);
        draft.set_record(n + 1, crate::span::Span::new(place.start as usize, place.end as usize));
        read.push(Item::Draft(draft));
    }
    Ok(read)
}

impl Feed<'_, '_> {
    /// What the feed says of itself inside of a node, and its items.
    fn gather(&self, node: NodeId, header: &mut Fields, items: &mut Vec<NodeId>) {
        for child in self.document.elements(node) {
            match self.place(child) {
                Some(Place::Feed) => {
                    self.attributes(child, header);
                    self.gather(child, header, items);
                }
                Some(Place::Item) if self.format != "sitemap" || self.has_news(child) => items.push(child),
                Some(Place::Item) => {}
                None => self.add(child, header),
            }
        }
    }

    fn has_news(&self, node: NodeId) -> bool {
        self.document.child(node, "news", "news").is_some()
    }

    /// Whether an element holds items, or is one.
    fn place(&self, node: NodeId) -> Option<Place> {
        let name = self.document.name(node);
        let is_own = self.is_own(self.document.namespace(node)) || name.eq_ignore_ascii_case("rdf");
        if is_own { lowered(name, fields::place) } else { None }
    }

    /// Whether a namespace is that of feeds.
    fn is_own(&self, namespace: &str) -> bool {
        matches!(namespace, "" | "rss" | "atom") || namespace == self.namespace
    }

    /// The fields of an item.
    fn fields_of(&self, node: NodeId, fields: &mut Fields) {
        self.attributes(node, fields);
        for child in self.document.elements(node) {
            self.add(child, fields);
        }
    }

    /// What an element says.
    fn add(&self, node: NodeId, fields: &mut Fields) {
        let (name, namespace) = (self.document.name(node), self.document.namespace(node));
        match fields::find(name, namespace, self.is_own(namespace)) {
            // An element that only holds what belongs to the item.
            Some(row) if row.field == "group" => self.fields_of(node, fields),
            Some(row) => fields.push(row.field, row.rank, node),
            None => fields.other(node),
        }
    }

    /// What the attributes of an item say: CDF keeps its link and its date there, RDF its identifier.
    fn attributes(&self, node: NodeId, fields: &mut Fields) {
        for attr in self.document.attributes(node) {
            match (attr.namespace(), attr.name()) {
                ("rdf", "about") => fields.about = Some(attr.value().into_owned()),
                ("", name) if name.eq_ignore_ascii_case("href") => fields.href = Some(attr.value().into_owned()),
                ("", name) if name.eq_ignore_ascii_case("lastmod") => fields.changed = Some(attr.value().into_owned()),
                _ => {}
            }
        }
    }

    /// Room for a text that no article has.
    fn scratch(&self) -> Draft {
        Draft::pieced(self.source, self.format)
    }

    fn draft(&self, fields: &Fields, item: Option<(NodeId, &Fields)>) -> Box<Draft> {
        let mut draft = Box::new(self.scratch());
        draft.article.notes.extend(self.notes.iter().cloned());
        if let Some((node, _)) = item {
            let place = self.document.inner(node);
            draft.make_room((place.end - place.start) as usize);
        }
        item::Writer { feed: self, fields, item, draft: &mut draft }.write();
        draft
    }
}
