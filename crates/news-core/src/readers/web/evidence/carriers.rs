//! Carriers in the markup: `<meta>`, `<title>`, `<link>`, `<h1>`, `<time>`, microdata, `RDFa`, classes that name a field.

use std::borrow::Cow;

use memchr::memchr3;

use super::super::super::fold::has_single_spaces;
use super::super::classes::{ClassField, Classes};
use super::names;
use super::{Candidate, Evidence, Field};
use crate::grammar::moment;
use crate::grammar::page::{fields, is_author_segment};
use crate::html::{self, Attr, AttrName, AttrNames, Document, NodeId, NodeKind, ParseOptions, Scratch, Tag};
use crate::span::SourceSpan;

/// Longest byline or date line in bytes; longer elements hold more than that.
const LONGEST: usize = 240;

/// Candidates of one kind that are kept from visible elements.
pub(super) const MOST: usize = 12;

/// The value as a reader sees it: no tags, no character references, white space folded.
pub(super) fn plain(value: &str) -> String {
    let text: Cow<'_, str> = if value.contains('<') {
        let document = html::parse_fragment(value, "div", &ParseOptions::default(), &mut Scratch::default());
        Cow::Owned(shown(&document, NodeId::DOCUMENT, usize::MAX))
    } else {
        html::text(value)
    };
    folded(&text).into_owned()
}

/// The paragraphs of a body, one a line: as its markup parts them, else its line breaks.
pub(super) fn paragraphs(body: &str) -> String {
    let mut text = String::new();
    if body.contains("</") || body.contains("<br") {
        let document = html::parse_fragment(body, "div", &ParseOptions::default(), &mut Scratch::default());
        for node in document.descendants(NodeId::DOCUMENT) {
            match document.tag(node) {
                Some(Tag::P | Tag::DIV | Tag::BR | Tag::LI | Tag::H2 | Tag::H3 | Tag::BLOCKQUOTE) => text.push('\n'),
                _ => text.push_str(&document.text(node)),
            }
        }
    } else {
        text.push_str(body);
    }
    let lines: Vec<String> = text.lines().map(plain).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// White space folded, letters that nobody sees left out.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    const HIDDEN: [char; 3] = ['\u{AD}', '\u{200B}', '\u{FEFF}'];
    let text = text.trim();
    let is_kept = |c: char| c == ' ' || !c.is_whitespace() && !HIDDEN.contains(&c);
    if has_single_spaces(text) && (text.is_ascii() || text.chars().all(is_kept)) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.push_str(word);
        } else {
            folded.extend(word.split(HIDDEN));
        }
    }
    Cow::Owned(folded)
}

/// The most nodes of an element whose text is read.
pub(super) const NODES: usize = 256;

/// The text of an element as a reader sees it: no styles and scripts, and space where blocks end.
pub(super) fn shown(document: &Document<'_>, root: NodeId, most: usize) -> String {
    shown_up_to(document, root, most, usize::MAX).unwrap_or_default()
}

/// The text of an element if it may be a byline or date line: neither empty nor longer than those are.
fn line(document: &Document<'_>, root: NodeId) -> Option<String> {
    let text = shown_up_to(document, root, NODES, LONGEST)?;
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}

/// As [`shown`]; nothing where [`letters`] show that the text is longer than `longest`.
fn shown_up_to(document: &Document<'_>, root: NodeId, most: usize, longest: usize) -> Option<String> {
    let mut text = String::with_capacity(LONGEST);
    let mut n_letters = 0;
    let (mut nodes, mut seen) = (document.descendants(root), 0);
    while let Some(node) = nodes.next() {
        seen += 1;
        if seen > most {
            break;
        }
        match document.tag(node) {
            Some(Tag::STYLE | Tag::SCRIPT | Tag::SVG | Tag::NOSCRIPT) => nodes.skip_children(node),
            Some(Tag::B | Tag::I | Tag::EM | Tag::STRONG | Tag::WBR | Tag::FONT | Tag::U | Tag::SMALL) => {}
            Some(Tag::SPAN | Tag::A) if !text.ends_with(char::is_alphanumeric) => {}
            Some(_) => text.push(' '),
            None if document.kind(node) == NodeKind::Text => {
                let run = document.text(node);
                n_letters += letters(&run);
                if n_letters > longest {
                    return None;
                }
                text.push_str(&run);
            }
            None => {}
        }
    }
    Some(folded(&text).into_owned())
}

/// How many bytes of a text are there at least once it is folded: those of ASCII signs, and one of each letter of Latin, Greek
/// and Cyrillic script and the like.
pub(super) fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| byte.is_ascii_graphic() || (0xC3..=0xDF).contains(byte)).count()
}

/// Carriers of a date, best first.
pub(super) fn rank_of_date(via: &str) -> u8 {
    match via {
        "json-ld" => 0,
        "time" | "class" => 4,
        "microdata" => 2,
        // Often the day on which the page was made.
        "date" | "dc.date" | "dcterms.date" => 5,
        "text" => 6,
        "text above" => 7,
        via if via.contains(':') => 1,
        _ => 3,
    }
}

pub(super) fn gather<'a>(document: &Document<'a>, classes: &mut Classes<'a>, evidence: &mut Evidence) {
    let mut nodes = document.descendants(NodeId::DOCUMENT);
    while let Some(node) = nodes.next() {
        let Some(tag) = document.tag(node) else { continue };
        match tag {
            Tag::META => meta(document, node, evidence),
            Tag::TITLE
                if evidence.candidates.iter().all(|candidate| candidate.via != "title") && document.is(node, tag) =>
            {
                element(document, node, Field::Headline, "title", evidence);
            }
            Tag::LINK => link(document, node, evidence),
            Tag::H1 => element(document, node, Field::Headline, "h1", evidence),
            Tag::HTML => {
                let lang = document.attribute(node, "lang").or_else(|| document.attribute(node, "xml:lang"));
                if let Some(lang) = lang {
                    evidence.add(Field::Language, "html", &lang.value(), lang.value_span());
                }
            }
            Tag::SCRIPT | Tag::STYLE | Tag::BODY => {}
            _ => {
                if visible(document, node, tag, classes, evidence) {
                    nodes.skip_children(node);
                }
            }
        }
    }
}

/// Adds the text of an element.
fn element(document: &Document<'_>, node: NodeId, field: Field, via: &'static str, evidence: &mut Evidence) {
    if evidence.of(field).filter(|candidate| candidate.via == via).count() < MOST {
        evidence.add_text(field, via, shown(document, node, NODES), content(document, node));
    }
}

pub(super) fn content(document: &Document<'_>, node: NodeId) -> SourceSpan {
    let (start, end) = (document.start_tag(node).end, document.end_tag(node).start);
    SourceSpan { start, end: end.max(start) }
}

fn meta(document: &Document<'_>, node: NodeId, evidence: &mut Evidence) {
    const CONTENT: AttrName<'_> = AttrName::new("content");
    const CARRIERS: [(AttrName<'_>, &str); 4] = [
        (AttrName::new("property"), "meta"),
        (AttrName::new("name"), "meta"),
        (AttrName::new("itemprop"), "itemprop"),
        (AttrName::new("http-equiv"), "meta"),
    ];
    let of = |name| document.attributes(node).find(|attr| attr.is(name));
    let Some(content) = of(&CONTENT) else { return };
    for (attribute, carrier) in &CARRIERS {
        let Some(name) = of(attribute).map(|attr| attr.value()) else { continue };
        for (field, text) in fields(carrier, &name) {
            if field == "label" {
                evidence.author_labelled = names::is_announcement(content.value().trim());
                return;
            }
            if field == "labelled" && evidence.author_labelled {
                evidence.add(Field::Author, text, &content.value(), content.value_span());
                return;
            }
            if let Some(field) = Field::named(field) {
                let via = if *carrier == "itemprop" { "microdata" } else { text };
                evidence.add(field, via, &content.value(), content.value_span());
                return;
            }
        }
    }
}

/// `rel="canonical"`, the page for phones, the page in other languages.
fn link(document: &Document<'_>, node: NodeId, evidence: &mut Evidence) {
    let (Some(rel), Some(href)) = (document.value(node, "rel"), document.attribute(node, "href")) else { return };
    let value = href.value();
    let kind = match &*rel.to_ascii_lowercase() {
        "canonical" => {
            evidence.add_text(Field::Canonical, "link", value.trim().to_owned(), href.value_span());
            return;
        }
        "amphtml" => "amp".to_owned(),
        "alternate" => match document.value(node, "hreflang") {
            Some(language) if !language.contains(char::is_whitespace) => format!("alternate-{language}"),
            _ => return,
        },
        _ => return,
    };
    evidence.add_text(Field::Alternate, "link", format!("{kind} {}", value.trim()), href.value_span());
}

/// Whether an address is that of a front page.
pub(super) fn is_front(url: &str) -> bool {
    let path =
        url.split_once("://").map_or(url, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    path.split(['?', '#']).next().is_some_and(|path| path.trim_matches('/').is_empty())
}

const HREF: AttrName<'_> = AttrName::new("href");
const REL: AttrName<'_> = AttrName::new("rel");
const ITEMPROP: AttrName<'_> = AttrName::new("itemprop");
const PROPERTY: AttrName<'_> = AttrName::new("property");
// Attributes that hold names for what the element is.
const CLASS: AttrName<'_> = AttrName::new("class");
const ID: AttrName<'_> = AttrName::new("id");
const ARIA_LABEL: AttrName<'_> = AttrName::new("aria-label");
/// All that [`visible`] reads.
const READ: AttrNames = AttrNames::new(&[HREF, REL, ITEMPROP, PROPERTY, CLASS, ID, ARIA_LABEL]);

/// Reads an element of the body; gives whether all of it was used up.
fn visible<'a>(
    document: &Document<'a>,
    node: NodeId,
    tag: Tag,
    classes: &mut Classes<'a>,
    evidence: &mut Evidence,
) -> bool {
    let mut hint: Option<(Field, &'static str)> = (tag == Tag::TIME).then_some((Field::Published, "time"));
    let mut other = false;
    for attr in document.attributes(node).filter(|attr| attr.may_be(READ)) {
        if attr.is(&CLASS) || attr.is(&ID) || attr.is(&ARIA_LABEL) {
            let found = classes.of(&attr).field;
            other |= found == Some(ClassField::Other);
            hint = hint.or_else(|| match found? {
                ClassField::Author => Some((Field::Author, "class")),
                ClassField::Date => Some((Field::Published, "class")),
                ClassField::Kicker => Some((Field::Kicker, "class")),
                ClassField::Crumb => Some((Field::Crumb, "class")),
                ClassField::Other => None,
            });
        } else if attr.is(&ITEMPROP) || attr.is(&PROPERTY) {
            let value = attr.value();
            let name = value.rsplit(':').next().unwrap_or_default();
            let field = fields("itemprop", name).find_map(|(field, _)| Field::named(field));
            hint = field.map(|field| (field, "microdata")).or(hint);
        } else if attr.is(&HREF) && hint.is_none() && is_author_link(document, &attr) {
            hint = Some((Field::Author, "link"));
        } else if attr.is(&REL) && attr.value().split_whitespace().any(|rel| rel == "author") {
            hint = Some((Field::Author, "rel"));
        }
    }
    let Some((field, via)) = hint else { return false };
    if field == Field::Author && !counts_as_author(document, node, (via, other), classes, evidence) {
        return false;
    }
    match field {
        Field::Author => marked_byline(document, node, via, evidence),
        Field::Published | Field::Modified | Field::Created => date(document, node, tag, (field, via), evidence),
        Field::Crumb => {
            crumbs(document, node, evidence);
            true
        }
        Field::Headline | Field::Kicker => {
            element(document, node, field, via, evidence);
            false
        }
        Field::Section | Field::Deck | Field::Keywords if via == "microdata" => {
            element(document, node, field, via, evidence);
            false
        }
        Field::Image if via == "microdata" => {
            let address = ["src", "href", "content"].iter().find_map(|name| document.attribute(node, name));
            if let Some(address) = address {
                evidence.add_text(field, via, address.value().trim().to_owned(), address.value_span());
            }
            false
        }
        Field::Publisher if via == "microdata" => {
            let is_name = |node: &NodeId| document.value(*node, "itemprop").is_some_and(|name| name == "name");
            if let Some(name) = document.descendants(node).take(NODES).find(is_name) {
                match document.attribute(name, "content") {
                    Some(stated) => evidence.add(field, via, &stated.value(), stated.value_span()),
                    None => element(document, name, field, via, evidence),
                }
            }
            false
        }
        _ => false,
    }
}

/// The links of a visible breadcrumb, but for the front page.
fn crumbs(document: &Document<'_>, node: NodeId, evidence: &mut Evidence) {
    for step in document.elements(node, Tag::A).take(MOST) {
        if document.value(step, "href").is_some_and(|href| !is_front(&href)) {
            element(document, step, Field::Crumb, "class", evidence);
        }
    }
}

/// Whether the author is that of the story: not of a box, a comment, a work that the story cites.
fn counts_as_author<'a>(
    document: &Document<'a>,
    node: NodeId,
    (via, other): (&str, bool),
    classes: &mut Classes<'a>,
    evidence: &mut Evidence,
) -> bool {
    if via != "microdata" {
        return !other && !within_other(document, node, classes);
    }
    let is_cited = |node: NodeId| {
        document
            .value(node, "itemprop")
            .is_some_and(|name| fields("itemprop", &name).any(|(field, _)| field == "other"))
    };
    if document.ancestors(node).take(ITEM_DEPTH).any(is_cited) {
        return false;
    }
    let is_item = |node: &NodeId| {
        document.attribute(*node, "itemscope").or_else(|| document.attribute(*node, "typeof")).is_some()
    };
    let item = document.ancestors(node).take(ITEM_DEPTH).find(is_item).unwrap_or(NodeId::DOCUMENT);
    *evidence.author_item.get_or_insert(item) == item
}

/// How far an item is looked for around its properties.
const ITEM_DEPTH: usize = 48;

/// Whether a link leads to the page of an author: `/autoren/ann-lee`.
fn is_author_link(document: &Document<'_>, href: &Attr<'_>) -> bool {
    let written = href.value_span().of(document.source());
    let end = memchr3(b'?', b'#', b'&', written.as_bytes()).unwrap_or(written.len());
    if written.as_bytes().get(end) != Some(&b'&') {
        return has_author_segment(written.get(..end).unwrap_or_default());
    }
    let value = href.value();
    has_author_segment(value.split(['?', '#']).next().unwrap_or_default())
}

fn has_author_segment(path: &str) -> bool {
    let mut start = 0;
    path.as_bytes().split(|byte| *byte == b'/').any(|segment| {
        let segment = path.get(start..start + segment.len()).unwrap_or_default();
        start += segment.len() + 1;
        let behind = || path.get(start..).is_some_and(|rest| rest.bytes().any(|byte| byte != b'/'));
        is_author_segment(segment) && behind()
    })
}

/// Whether an element stands in a box about something else: a tail bio, comments, teasers.
pub(super) fn within_other<'a>(document: &Document<'a>, node: NodeId, classes: &mut Classes<'a>) -> bool {
    document.ancestors(node).take(5).any(|node| {
        document.is(node, Tag::ASIDE)
            || document.is(node, Tag::FOOTER)
            || document
                .attribute(node, "class")
                .is_some_and(|class| classes.of(&class).field == Some(ClassField::Other))
    })
}

/// Adds the names of a byline: the linked ones, else the whole text.
fn marked_byline(document: &Document<'_>, node: NodeId, via: &'static str, evidence: &mut Evidence) -> bool {
    // The classes of hCard and of forums stand for nothing but a name.
    let is_card = |node: NodeId| document.has_class(node, "fn") || document.has_class(node, "username");
    let names = |node: &NodeId| is_card(*node) || document.value(*node, "itemprop").is_some_and(|prop| prop == "name");
    let marked: Vec<NodeId> = document.descendants(node).take(64).filter(names).collect();
    let linked: Vec<NodeId> = document.elements(node, Tag::A).take(8).collect();
    let parts = match () {
        () if !marked.is_empty() => marked,
        () if linked.len() > 1 => linked,
        () => vec![node],
    };
    let mut used = false;
    for part in parts {
        let room = evidence.of(Field::Author).count() < 4 * MOST;
        if let Some(value) = line(document, part).filter(|_| room) {
            let src = content(document, part);
            let person = is_card(part).then_some(true);
            evidence.push(Candidate { field: Field::Author, value, via, src, person });
            used = true;
        }
    }
    // `by Ann · 22 October 2019`: nothing else may mark the day.
    if via == "class"
        && let Some(written) = line(document, node).filter(|line| moment::read(line, via).is_some())
    {
        evidence.add_text(Field::Published, via, written, content(document, node));
    }
    used
}

fn date(
    document: &Document<'_>,
    node: NodeId,
    tag: Tag,
    (field, via): (Field, &'static str),
    evidence: &mut Evidence,
) -> bool {
    let stated = document.attribute(node, "datetime").or_else(|| document.attribute(node, "content"));
    if let Some(stated) = stated.filter(|stated| !stated.value().is_empty()) {
        evidence.add(field, via, &stated.value(), stated.value_span());
        return tag == Tag::TIME;
    }
    // A linked day is that of the teaser around it.
    let linked = || document.ancestors(node).take(4).any(|node| document.is(node, Tag::A));
    if evidence.of(field).count() < 4 * MOST
        && let Some(text) = line(document, node).filter(|_| !linked())
    {
        evidence.add_text(field, via, text, content(document, node));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_letters_are_counted_than_stay() {
        for text in
            ["Ann Lee", " Ann\u{AD}Lee\n\t ", "Анна Ли", "Ünal\u{200B} · 3", "李安\u{3000}\u{FEFF}", "é\u{A0}\u{2028}x"]
        {
            assert!(letters(text) <= folded(text).len(), "{text:?}");
        }
        assert_eq!([letters("Ann Lee"), letters("Анна")], [6, 4]);
    }
}
