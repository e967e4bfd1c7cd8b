//! NewsML-G2: a single item, or a message with several; text, pictures, packages.
//!
//! A package lists its items in `related` and shows their titles as a list. An item of a message that has no `guid` is a mere
//! envelope (`BusinessDesk` sends one around its stories) and is left out. Codes keep the prefix of their list as scheme; catalogs
//! are addresses and nothing is fetched.
//!
//! - Notes: those whose role is `public` are blocks, the others are for editors.
//! - Content: `inlineXML` with NITF, XHTML or escaped HTML; `inlineData` with text or HTML; `remoteContent` is media.
//! - A picture's caption is its body.
//!
//! Not read: knowledge, concept and planning items; parts of an item; ratings; hop histories.

use super::Item;
use super::header::{Header, Value, credit_name, folded, term};
use super::markup;
use super::nitf;
use super::parts::{find_lead, media_kind, settle, take_shown_headline};
use crate::article::{BlockKind, Geo, Id, ItemClass, Lang, Link, Located, Media, Related, Spanned, Term, TermRole};
use crate::draft::Draft;
use crate::error::Error;
use crate::options::Options;
use crate::source::Source;
use crate::span::Slice;
use crate::xml::{self, Document, NodeId};

/// Root elements, as far as they are read.
const ROOTS: [&str; 3] = ["newsMessage", "newsItem", "packageItem"];

pub(super) fn sniff(text: &str) -> bool {
    xml::root_name(text).is_some_and(|root| ROOTS.contains(&root))
}

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let document = xml::parse(&source.text)?;
    nitf::each_item(
        source,
        ("newsmlg2", "<newsItem> and no <packageItem> with a guid"),
        &document,
        &items(&document),
        read_item,
    )
}

/// The items of a document, in order.
fn items(document: &Document<'_>) -> Vec<NodeId> {
    let Some(root) = document.root() else { return Vec::new() };
    let is_item = |node: &NodeId| matches!(document.name(*node), "newsItem" | "packageItem");
    let has_guid = |node: &NodeId| document.value(*node, "guid").is_some_and(|guid| !guid.trim().is_empty());
    if is_item(&root) {
        return vec![root];
    }
    let sets = document.elements(root).filter(|node| document.name(*node) == "itemSet");
    let items: Vec<NodeId> = sets.flat_map(|set| document.elements(set)).filter(is_item).collect();
    let with_guid: Vec<NodeId> = items.iter().copied().filter(has_guid).collect();
    if with_guid.is_empty() { items } else { with_guid }
}

fn read_item(document: &Document<'_>, item: NodeId, draft: &mut Draft) {
    let mut header = Header::new(document);
    for part in document.elements(item).filter(|node| is_header(document.name(*node))) {
        for node in document.elements(part) {
            header.gather("newsmlg2", node, &["assert"]);
        }
    }
    header.rename(|field, value| by_role(document, field, value));
    let attribute = |name| document.value(item, name).and_then(|value| folded(&value));
    draft.article.ids.extend(attribute("guid").map(|value| Id { kind: "guid".to_owned(), value }));
    if let Some(version) = attribute("version").and_then(|version| version.parse().ok()) {
        draft.article.status.get_or_insert_default().version = Some(version);
    }
    if document.name(item) == "packageItem" {
        draft.article.item_class = Some(ItemClass::Package);
    }
    header.write_values(draft);
    add_asserted(document, item, draft);
    for value in header.all("located") {
        locate(document, item, value.node, draft);
    }
    if draft.article.lang.is_none() {
        let tag = document.inherited(item, "lang");
        draft.article.lang = tag.map(|tag| Lang { tag: tag.into_owned(), confidence: None });
    }
    write_story(document, item, header, draft);
    settle(draft);
}

fn is_header(name: &str) -> bool {
    matches!(name, "rightsInfo" | "itemMeta" | "contentMeta")
}

/// What headlines, descriptions and notes are by their role.
fn by_role(document: &Document<'_>, field: &str, value: Value) -> Option<&'static str> {
    if !matches!(field, "headline" | "description" | "ed_note") {
        return None;
    }
    let role = document.value(value.node, "role").unwrap_or_default();
    let role = role.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    match field {
        "headline" if role.contains("sub") || role.contains("deck") => Some("deck"),
        "headline" if !role.is_empty() && role != "title" && !role.contains("head") && role != "main" => {
            Some("other_headline")
        }
        "description" if role.contains("caption") => Some("caption"),
        "description" => Some("summary"),
        "ed_note" if role == "public" => Some("public_note"),
        _ => None,
    }
}

/// What an item asserts of a person, an organisation or a place that it has a name for.
fn add_asserted(document: &Document<'_>, item: NodeId, draft: &mut Draft) {
    for node in document.elements(item).filter(|node| document.name(*node) == "assert") {
        let role = document.elements(node).find_map(|child| match document.name(child) {
            "geoAreaDetails" | "POIDetails" => Some(TermRole::Place),
            "personDetails" => Some(TermRole::Person),
            "organisationDetails" => Some(TermRole::Organisation),
            "eventDetails" => Some(TermRole::Event),
            "objectDetails" => Some(TermRole::Object),
            _ => None,
        });
        let found: Option<Term> = role.and_then(|role| term(document, node, role));
        let known = |found: &Term| {
            draft
                .article
                .terms
                .iter()
                .any(|term| term.name == found.name || term.code == found.code && term.scheme == found.scheme)
        };
        if let Some(found) = found.filter(|found| found.code.as_ref() != Some(&found.name) && !known(found)) {
            draft.article.terms.push(found);
        }
    }
}

/// Where an item is located; what its assertions know of the place included.
fn locate(document: &Document<'_>, item: NodeId, node: NodeId, draft: &mut Draft) {
    let Some(found) = term(document, node, TermRole::Place) else { return };
    let broader = document.elements(node).filter(|child| document.name(*child) == "broader");
    let mut around = broader.filter_map(|node| credit_name(document, node));
    let (first, last) = (around.next(), around.last());
    let (region, country) = if last.is_some() { (first, last) } else { (None, first) };
    let geo = found.code.as_ref().and_then(|_| position(document, item, document.value(node, "qcode")?.as_ref()));
    let Term { name, scheme, code, .. } = found;
    draft.article.located.push(Located { name, scheme, code, region, country, geo });
}

/// The point that an item asserts for a code.
fn position(document: &Document<'_>, item: NodeId, code: &str) -> Option<Geo> {
    let is_asserted = |node: &NodeId| {
        document.name(*node) == "assert" && document.value(*node, "qcode").is_some_and(|qcode| qcode == code)
    };
    let assert = document.elements(item).find(is_asserted)?;
    let place = document.descendants(assert).find(|node| document.name(*node) == "position")?;
    let degrees = |name| document.value(place, name)?.trim().parse::<f64>().ok();
    Some(Geo { latitude: degrees("latitude")?, longitude: degrees("longitude")? })
}

fn write_story(document: &Document<'_>, item: NodeId, mut header: Header<'_, '_>, draft: &mut Draft) {
    let content: Vec<NodeId> = document
        .elements(item)
        .filter(|node| document.name(*node) == "contentSet")
        .flat_map(|set| document.elements(set))
        .collect();
    let nitf = content.iter().find_map(|node| document.elements(*node).find(|child| document.name(*child) == "nitf"));
    if let Some(nitf) = nitf {
        nitf::gather(&mut header, nitf);
        nitf::write_story(&header, nitf, draft);
    } else {
        header.write_front(&lead(document, &content), draft);
        write_caption(document, &header, draft);
        write_content(document, &content, draft);
        write_package(document, item, draft);
        take_shown_headline(draft);
        find_lead(draft);
        header.write_back(draft);
    }
    for node in content {
        let words = document.value(node, "wordcount").and_then(|count| count.trim().parse().ok());
        draft.article.word_count = draft.article.word_count.or(words);
        if document.name(node) == "remoteContent" {
            add_media(document, node, draft);
        }
    }
}

/// The text of the first paragraph.
fn lead(document: &Document<'_>, content: &[NodeId]) -> String {
    let paragraph =
        content.iter().find_map(|node| document.descendants(*node).find(|node| document.name(*node) == "p"));
    paragraph.map(|node| document.text(node).trim().to_owned()).unwrap_or_default()
}

/// The caption of a picture or video. Text items repeat slug and headline there.
fn write_caption(document: &Document<'_>, header: &Header<'_, '_>, draft: &mut Draft) {
    if matches!(draft.article.item_class, None | Some(ItemClass::Text | ItemClass::Package)) {
        return;
    }
    for value in header.all("caption") {
        if let Some(span) = markup::line(document, value.node, draft) {
            draft.block(BlockKind::Caption, span);
        }
    }
}

fn write_content(document: &Document<'_>, content: &[NodeId], draft: &mut Draft) {
    let inline = content.iter().filter(|node| matches!(document.name(**node), "inlineXML" | "inlineData"));
    inline.for_each(|node| markup::read_content(document, *node, draft));
}

/// The items of a package: their titles are a list, and each leads to its item.
fn write_package(document: &Document<'_>, item: NodeId, draft: &mut Draft) {
    let sets = document.elements(item).filter(|node| document.name(*node) == "groupSet");
    let refs = sets.flat_map(|set| document.descendants(set)).filter(|node| document.name(*node) == "itemRef");
    for node in refs {
        let attribute = |name| document.value(node, name).and_then(|value| folded(&value));
        let Some(target) = attribute("residref").or_else(|| attribute("href")) else { continue };
        let inside = |name| document.elements(node).find(|child| document.name(*child) == name);
        let title =
            inside("headline").or_else(|| inside("title")).and_then(|title| markup::line(document, title, draft));
        if let Some(span) = title {
            draft.block(BlockKind::ListItem, span);
            draft.article.links.push(Link { href: target.clone(), span, text: Slice, rel: None });
        }
        let version = attribute("version").and_then(|version| version.parse().ok());
        draft.article.related.push(Related {
            rel: "item".to_owned(),
            target,
            version,
            title: title.map(Spanned::from),
        });
    }
}

/// A rendition of a picture or video: of several sizes the largest stands for it.
fn add_media(document: &Document<'_>, node: NodeId, draft: &mut Draft) {
    let attribute = |name| document.value(node, name).and_then(|value| folded(&value));
    let Some(url) = attribute("href").or_else(|| attribute("residref")) else { return };
    let size = |name| attribute(name).and_then(|value| value.parse().ok());
    let kind = attribute("contenttype").map_or("picture", |media_type| media_kind(&media_type).unwrap_or("file"));
    let caption =
        draft.article.body.iter().find(|block| block.kind == BlockKind::Caption).map(|block| block.span.into());
    let (width, height) = (size("width"), size("height"));
    let media = &mut draft.article.media;
    match media.iter_mut().find(|media| media.kind == kind) {
        Some(known) if width > known.width => (known.url, known.width, known.height) = (Some(url), width, height),
        Some(_) => {}
        None => media.push(Media { url: Some(url), caption, width, height, ..Media::of_kind(kind) }),
    }
}
