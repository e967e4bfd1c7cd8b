//! `NewsML` 1.x: a message with items, each a tree of components.
//!
//! The lines and metadata of the outermost component that has some count first; those of the text inside of it, where it has
//! none. Content is NITF, XHTML, HTML that is escaped, or plain text. A picture is media, its caption a block.
//!
//! - `StatusWillChange` of an embargoed item says when the embargo ends.
//! - `Location` with properties (AFP) is a place; with `HowPresent` `Origin` it is where the story was filed.
//! - Vocabularies are not resolved: a `FormalName` is the code.
//!
//! Not read: topics and their descriptions, updates of parts of an item (`Update`), catalogs.

use super::Item;
use super::header::{Header, Value, folded, item_class, term};
use super::markup;
use super::nitf;
use super::parts::{find_lead, settle, take_shown_headline};
use crate::article::{ItemClass, Located, Media, Related, Term, TermRole};
use crate::draft::Draft;
use crate::error::Error;
use crate::grammar::moment;
use crate::options::Options;
use crate::source::Source;
use crate::xml::{self, Document, NodeId};

pub(super) fn sniff(text: &str) -> bool {
    matches!(xml::root_name(text), Some("NewsML" | "NewsItem"))
}

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let document = xml::parse(&source.text)?;
    nitf::each_item(source, ("newsml1", "<NewsItem>"), &document, &items(&document), read_item)
}

fn items(document: &Document<'_>) -> Vec<NodeId> {
    let Some(root) = document.root() else { return Vec::new() };
    if document.name(root) == "NewsItem" {
        return vec![root];
    }
    document.elements(root).filter(|node| document.name(*node) == "NewsItem").collect()
}

fn read_item(document: &Document<'_>, item: NodeId, draft: &mut Draft) {
    let mut header = Header::new(document);
    header.gather("newsml", item, &["DataContent", "Catalog", "TopicSet"]);
    header.rename(|field, value| by_type(document, field, value));
    header.write_values(draft);
    for value in header.all("subjects") {
        let terms = document.elements(value.node).filter_map(|node| term(document, node, TermRole::Subject));
        draft.article.terms.extend(terms.take(MOST_SUBJECTS));
    }
    for value in header.all("keyword_line") {
        let line = header.text(value).unwrap_or_default();
        let words = line.split([',', ';']).filter_map(folded);
        draft.article.terms.extend(words.map(|name| Term { role: Some(TermRole::Keyword), ..Term::named(name) }));
    }
    for value in header.all("property") {
        let property = |name| document.value(value.node, name).and_then(|value| folded(&value));
        if let (Some("Keyword"), Some(name)) = (property("FormalName").as_deref(), property("Value")) {
            draft.article.terms.push(Term { role: Some(TermRole::Keyword), ..Term::named(name) });
        }
    }
    for value in header.all("location") {
        locate(document, value.node, draft);
    }
    for value in header.all("status_change") {
        let date = document.elements(value.node).find(|node| document.name(*node) == "DateAndTime");
        let date = date.and_then(|node| moment::read(&document.text(node), "StatusWillChange"));
        draft.article.dates.embargo.extend(date);
    }
    for value in header.all("derived") {
        let target = header.text(value);
        let related = |target| Related { rel: "derivedFrom".to_owned(), target, version: None, title: None };
        draft.article.related.extend(target.map(related));
    }
    write_story(document, item, header, draft);
    settle(draft);
}

/// Subject codes of one element.
const MOST_SUBJECTS: usize = 1000;

/// What lines and properties are by the type that they name.
fn by_type(document: &Document<'_>, field: &str, value: Value) -> Option<&'static str> {
    let named = |node: NodeId| document.value(node, "FormalName").unwrap_or_default();
    match field {
        // A line of any other kind, with its kind beside its text.
        "news_line" => {
            let kind = document.elements(value.node).find(|node| document.name(*node) == "NewsLineType")?;
            match named(kind).to_ascii_lowercase().as_str() {
                "advisory" | "advisoryline" | "editorialnote" => Some("ed_note"),
                "abstract" | "summary" => Some("summary"),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A place with its properties: city, state, country.
fn locate(document: &Document<'_>, node: NodeId, draft: &mut Draft) {
    let property = |names: &[&str]| {
        let found = document.elements(node).filter(|child| document.name(*child) == "Property").find(|child| {
            document.value(*child, "FormalName").is_some_and(|name| names.iter().any(|n| name.eq_ignore_ascii_case(n)))
        })?;
        document.value(found, "Value").and_then(|value| folded(&value))
    };
    let (city, country) = (property(&["City"]), property(&["Country", "CountryName"]));
    let region = property(&["CountryArea", "State", "Province"]);
    let Some(name) = city.or_else(|| region.clone()).or_else(|| country.clone()) else { return };
    let is_origin = document.value(node, "HowPresent").is_some_and(|how| how.eq_ignore_ascii_case("Origin"));
    if is_origin {
        draft.article.located.push(Located { name, scheme: None, code: None, region, country, geo: None });
    } else {
        draft.article.terms.push(Term { role: Some(TermRole::Place), ..Term::named(name) });
    }
}

fn write_story(document: &Document<'_>, item: NodeId, mut header: Header<'_, '_>, draft: &mut Draft) {
    let contents: Vec<NodeId> =
        document.descendants(item).filter(|node| document.name(*node) == "ContentItem").collect();
    let media_type = |node: NodeId| {
        let kind = document.elements(node).find(|child| document.name(*child) == "MediaType")?;
        item_class(&document.value(kind, "FormalName")?)
    };
    let is_text = |node: &NodeId| media_type(*node).is_none_or(|class| class == ItemClass::Text);
    let texts: Vec<NodeId> = contents
        .iter()
        .filter(|node| is_text(node))
        .flat_map(|node| document.elements(*node))
        .filter(|node| document.name(*node) == "DataContent" && !document.text(*node).trim().is_empty())
        .collect();
    let class =
        if texts.is_empty() { contents.iter().find_map(|node| media_type(*node)) } else { Some(ItemClass::Text) };
    draft.article.item_class = class;
    let inside = |node: NodeId, name: &str| document.descendants(node).find(|child| document.name(*child) == name);
    let nitf = texts.iter().find_map(|node| inside(*node, "nitf"));
    if let Some(nitf) = nitf {
        nitf::gather(&mut header, nitf);
        nitf::write_story(&header, nitf, draft);
    } else {
        let lead = texts.iter().find_map(|node| inside(*node, "p").or_else(|| inside(*node, "P")));
        header.write_front(&lead.map(|node| document.text(node).trim().to_owned()).unwrap_or_default(), draft);
        for node in texts {
            markup::read_content(document, node, draft);
        }
        take_shown_headline(draft);
        find_lead(draft);
        header.write_back(draft);
    }
    for node in contents.into_iter().filter(|node| !is_text(node)) {
        let kind = media_type(node).map_or("picture", |class| match class {
            ItemClass::Video => "video",
            ItemClass::Audio => "audio",
            _ => "picture",
        });
        let url = document.value(node, "Href").and_then(|href| folded(&href));
        let known = |url: &Option<String>| draft.article.media.iter().any(|media| media.url == *url);
        if url.is_some() && !known(&url) {
            draft.article.media.push(Media { url, ..Media::of_kind(kind) });
        }
    }
    let words = document.descendants(item).filter(|node| document.name(*node) == "Property").find(|node| {
        document.value(*node, "FormalName").is_some_and(|name| matches!(&*name, "Words" | "WordCount" | "Wordcount"))
    });
    let count = words.and_then(|node| document.value(node, "Value")).and_then(|value| value.trim().parse().ok());
    draft.article.word_count = draft.article.word_count.or(count);
}
