//! NITF 3.x, in its namespace or with a DTD only: head, body head, content.
//!
//! The names of NITF and XHTML inside of the content are read by [`markup`]. A dateline that the first paragraph prints is the
//! dateline; else it is what `dateline` gives. The place of `dateline/location` is kept in `located` as well.
//!
//! Not read: series, fixtures, lists of receivers, the history of revisions.

use super::Item;
use super::header::{Header, folded, place_parts};
use super::markup;
use super::parts::{find_lead, settle, take_shown_headline};
use crate::article::{Credit, CreditRole, ItemClass, Lang, Located, Note};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::grammar::moment;
use crate::options::Options;
use crate::source::Source;
use crate::span::Span;
use crate::xml::{self, Document, NodeId};

pub(super) fn sniff(text: &str) -> bool {
    xml::root_name(text) == Some("nitf")
}

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let document = xml::parse(&source.text)?;
    let root = document.root().filter(|root| document.name(*root) == "nitf");
    let Some(root) = root else {
        return Err(Error::new(ErrorKind::NoArticle, "nitf: found no <nitf>, the root is another element"));
    };
    let mut draft = Box::new(Draft::pieced(source, "nitf"));
    draft.make_room(source.text.len());
    note_repairs(&document, &mut draft);
    let mut header = Header::new(&document);
    gather(&mut header, root);
    draft.article.item_class = Some(ItemClass::Text);
    header.write_values(&mut draft);
    write_story(&header, root, &mut draft);
    // A kill may be no more than the identifier of what it kills.
    if draft.article.text.is_empty() && draft.article.ids.is_empty() {
        return Err(Error::new(ErrorKind::NoArticle, "nitf: found neither headline nor <body.content>"));
    }
    settle(&mut draft);
    Ok(vec![Item::Draft(draft)])
}

/// Notes what of the XML was not well-formed.
pub(super) fn note_repairs(document: &Document<'_>, draft: &mut Draft) {
    let message = document.repairs().message();
    draft.article.notes.extend(message.map(|message| Note::new("xml-repaired", None, message)));
}

/// A draft for each item of a document, written by `read`; the error says what was `missing` where there is none.
pub(super) fn each_item(
    source: &Source<'_>,
    (format, missing): (&str, &str),
    document: &Document<'_>,
    items: &[NodeId],
    read: fn(&Document<'_>, NodeId, &mut Draft),
) -> Result<Vec<Item>, Error> {
    if items.is_empty() {
        return Err(Error::new(ErrorKind::NoArticle, format!("{format}: found no {missing}")));
    }
    let one = |(at, item): (usize, &NodeId)| {
        let mut draft = Box::new(Draft::pieced(source, format));
        let place = document.span(*item);
        draft.make_room((place.end - place.start) as usize);
        if items.len() > 1 {
            draft.set_record(at + 1, Span::new(place.start as usize, place.end as usize));
        }
        note_repairs(document, &mut draft);
        read(document, *item, &mut draft);
        Item::Draft(draft)
    };
    Ok(items.iter().enumerate().map(one).collect())
}

/// Adds the fields of a NITF document to a header.
pub(super) fn gather(header: &mut Header<'_, '_>, root: NodeId) {
    header.gather("nitf", root, &["body"]);
    let document = header.document;
    let metas: Vec<NodeId> =
        document.descendants(root).take(MOST_METAS).filter(|node| document.has_name(*node, "meta")).collect();
    for node in metas {
        let value = super::header::Value { node, attribute: Some("content") };
        let name = document.value(node, "name").unwrap_or_default();
        header.add_named("nitf-meta", &name, value);
    }
    let inside = |node, name| document.elements(node).find(|child| document.has_name(*child, name));
    let Some(head) = inside(root, "body").and_then(|body| inside(body, "body.head")) else { return };
    for node in document.elements(head) {
        match document.name(node) {
            "hedline" => {
                for line in document.elements(node) {
                    match document.name(line) {
                        "hl1" => header.put("headline", line),
                        "hl2" => header.put("deck", line),
                        _ => {}
                    }
                }
            }
            // "npa" is "not for publication".
            "note" if document.value(node, "type").as_deref() == Some("npa") => header.put("desk_note", node),
            "note" => header.put("public_note", node),
            "byline" => header.put("byline", node),
            "dateline" => header.put("dateline", node),
            "abstract" => {
                let mut paragraphs = document.elements(node).filter(|child| document.name(*child) == "p").peekable();
                match paragraphs.peek() {
                    Some(_) => paragraphs.for_each(|paragraph| header.put("summary", paragraph)),
                    None => header.put("summary", node),
                }
            }
            "distributor" => header.put("distributor", node),
            _ => {}
        }
    }
}

/// `meta` elements stand in the head; no head has more nodes.
const MOST_METAS: usize = 2000;

/// Writes the texts of a NITF document: what its header and that of a message around it give, then the content.
pub(super) fn write_story(header: &Header<'_, '_>, root: NodeId, draft: &mut Draft) {
    let document = header.document;
    let named = |name: &'static str| move |node: &NodeId| document.has_name(*node, name);
    let body = document.elements(root).find(named("body"));
    let content = body.and_then(|body| document.elements(body).find(named("body.content")));
    let lead = content.and_then(|content| document.descendants(content).find(named("p")));
    header.write_front(&lead.map(|lead| document.text(lead)).unwrap_or_default(), draft);
    for value in header.all("dateline") {
        locate(document, value.node, draft);
    }
    for value in header.all("distributor") {
        let name = header.text(value);
        draft.article.credit.extend(name.map(|name| Credit { span: None, name, role: CreditRole::SyndicatedFrom }));
    }
    for content in body.into_iter().flat_map(|body| document.elements(body)).filter(|node| !named("body.head")(node)) {
        markup::read(document, content, draft);
    }
    take_shown_headline(draft);
    find_lead(draft);
    header.write_back(draft);
    if draft.article.lang.is_none() {
        let tag = document.value(root, "baselang").or_else(|| document.inherited(root, "lang"));
        draft.article.lang = tag.map(|tag| Lang { tag: tag.into_owned(), confidence: None });
    }
}

/// The place of a dateline in the header.
fn locate(document: &Document<'_>, dateline: NodeId, draft: &mut Draft) {
    for node in document.elements(dateline) {
        match document.name(node) {
            "location" => {
                let parts = place_parts(document, node);
                let part = |names: &[&str]| {
                    let found = parts.iter().find(|(name, _)| names.contains(name));
                    found.and_then(|(_, node)| folded(&document.text(*node)))
                };
                let Some(name) = part(&["city", "sublocation"]).or_else(|| folded(&document.text(node))) else {
                    continue;
                };
                let value = |name| document.value(node, name).and_then(|value| folded(&value));
                draft.article.located.push(Located {
                    name,
                    scheme: value("code-source"),
                    code: value("location-code"),
                    region: part(&["state", "region"]),
                    country: part(&["country"]),
                    geo: None,
                });
            }
            "story.date" => {
                let date = document.value(node, "norm").and_then(|norm| moment::read(&norm, "story.date"));
                draft.article.dates.created.extend(date);
            }
            _ => {}
        }
    }
}
