//! XML into a flat tree whose every part knows its place in the source.
//!
//! Read as it comes, not as it should be: feeds and wire copy break every rule of XML. A tag that does not match closes what
//! stands inside of it or is read over; a prefix that nobody declares means what it means by convention; an ampersand and a
//! `<` that open nothing are text; there may be no root, or several; entities that only HTML has are read; control characters
//! are dropped. What was repaired is told in [`Document::repairs`].
//!
//! Safe: a DOCTYPE is skipped and nothing of it is expanded, nothing is fetched. Depth, attributes and nodes have limits,
//! and one that is reached is an error. Work is linear in the input: what is looked for and not found is not looked for again.
//!
//! Own, and not over quick-xml, because that gives no places of values, ends where the input is not well-formed, and asserts
//! on a declared encoding that differs from that of the bytes.

mod characters;
mod names;
mod parser;

use std::borrow::Cow;

use crate::carried::Carried;
use crate::html::PieceText;
use crate::span::SourceSpan;
pub(crate) use characters::Pieces;
use characters::reading;
pub(crate) use parser::{parse, root_name};

/// A node of a document; the document itself is node 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

impl NodeId {
    pub(crate) const DOCUMENT: NodeId = NodeId(0);

    fn at(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Element,
    Text,
    /// Text in which nothing is a reference.
    Cdata,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    /// Whether the text holds no ampersand.
    is_plain: bool,
    namespace: u16,
    n_attributes: u16,
    attributes: u32,
    parent: NodeId,
    /// The node behind everything that is inside.
    behind: u32,
    /// The start tag, or the text.
    start: u32,
    end: u32,
    close_start: u32,
    close_end: u32,
    /// The name without its prefix.
    name_start: u32,
    name_end: u32,
}

impl Node {
    /// A node without name, attributes and end.
    fn of(kind: Kind, place: SourceSpan, parent: NodeId) -> Self {
        Node {
            kind,
            is_plain: true,
            namespace: 0,
            n_attributes: 0,
            attributes: 0,
            parent,
            behind: 0,
            start: place.start,
            end: place.end,
            close_start: 0,
            close_end: 0,
            name_start: 0,
            name_end: 0,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Attribute {
    namespace: u16,
    /// Whether the value holds no ampersand.
    is_plain: bool,
    name_start: u32,
    name_end: u32,
    value_start: u32,
    value_end: u32,
}

/// A parsed document.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// Prefixes of known namespaces, addresses of others; the first is none.
    namespaces: Vec<Cow<'a, str>>,
    /// What occurs anywhere in the source: control characters, which must not leave the document, and carriage returns.
    occurring: u8,
    repairs: Repairs,
}

/// What was not well-formed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "errors occur independently of each other")]
pub(crate) struct Repairs {
    pub(crate) tags: bool,
    pub(crate) prefixes: bool,
    pub(crate) entities: bool,
    pub(crate) ampersands: bool,
    pub(crate) controls: bool,
}

impl Repairs {
    /// What was repaired, in words; nothing for what is well-formed.
    pub(crate) fn message(self) -> Option<String> {
        let names = self.names();
        (!names.is_empty()).then(|| format!("the XML is not well-formed: {}", names.join(", ")))
    }

    fn names(self) -> Vec<&'static str> {
        let names = [
            (self.tags, "tags that do not match"),
            (self.prefixes, "undeclared prefixes"),
            (self.entities, "entities of HTML"),
            (self.ampersands, "ampersands of no known entity"),
            (self.controls, "control characters"),
        ];
        names.into_iter().filter(|(repaired, _)| *repaired).map(|(_, name)| name).collect()
    }
}

/// What a piece of escaped markup takes: room is made for so many where a text holds references.
const BYTES_OF_A_PIECE: usize = 32;

impl<'a> Document<'a> {
    /// What was not well-formed.
    pub(crate) fn repairs(&self) -> Repairs {
        self.repairs
    }

    fn node(&self, node: NodeId) -> Option<&Node> {
        self.nodes.get(node.at())
    }

    /// The first element.
    pub(crate) fn root(&self) -> Option<NodeId> {
        self.elements(NodeId::DOCUMENT).next()
    }

    /// The element around a node; of the outermost the document.
    pub(crate) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).filter(|_| node != NodeId::DOCUMENT).map(|node| node.parent)
    }

    /// A node, what it stands in, and so on up to the document.
    pub(crate) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(node), |node| self.parent(*node))
    }

    /// Elements and texts directly inside of a node, in order.
    pub(crate) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let behind = self.node(node).map_or(0, |node| node.behind);
        let inside = move |next: u32| (next < behind).then_some(NodeId(next));
        std::iter::successors(inside(node.0 + 1), move |node| inside(self.node(*node)?.behind))
    }

    /// Elements directly inside of a node.
    pub(crate) fn elements(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        self.children(node).filter(|node| self.is_element(*node))
    }

    /// Everything inside of a node, in order.
    pub(crate) fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        let behind = self.node(node).map_or(0, |node| node.behind);
        (node.0 + 1..behind.max(node.0 + 1)).map(NodeId)
    }

    /// An element and the elements inside of it, in order; those of the names `but` are left out with all that they hold.
    pub(crate) fn without(&self, root: NodeId, but: &[&str]) -> impl Iterator<Item = NodeId> {
        let behind = |at: u32| self.nodes.get(at as usize).map_or(0, |node| node.behind).max(at + 1);
        let (mut next, end) = (root.0, behind(root.0));
        std::iter::from_fn(move || {
            while next < end {
                let node = NodeId(next);
                let is_left_out = but.contains(&self.name(node));
                next = if is_left_out { behind(next) } else { next + 1 };
                if !is_left_out && self.is_element(node) {
                    return Some(node);
                }
            }
            None
        })
    }

    /// The first element of this name directly inside of a node.
    pub(crate) fn child(&self, node: NodeId, namespace: &str, name: &str) -> Option<NodeId> {
        self.elements(node).find(|node| self.is(*node, namespace, name))
    }

    pub(crate) fn is_element(&self, node: NodeId) -> bool {
        self.node(node).is_some_and(|node| node.kind == Kind::Element)
    }

    pub(crate) fn is_text(&self, node: NodeId) -> bool {
        !self.is_element(node)
    }

    /// Whether a node is the element of this name in this namespace.
    pub(crate) fn is(&self, node: NodeId, namespace: &str, name: &str) -> bool {
        self.has_name(node, name) && self.namespace(node) == namespace
    }

    /// The name of an element without its prefix, as written; empty for other nodes.
    pub(crate) fn name(&self, node: NodeId) -> &'a str {
        let Some(node) = self.node(node) else { return "" };
        SourceSpan { start: node.name_start, end: node.name_end }.of(self.source)
    }

    /// Whether a node is an element of this name, whatever its namespace: most names are told apart by their length.
    pub(crate) fn has_name(&self, node: NodeId, name: &str) -> bool {
        let Some(node) = self.node(node) else { return false };
        let place = SourceSpan { start: node.name_start, end: node.name_end };
        (place.end - place.start) as usize == name.len() && !name.is_empty() && place.of(self.source) == name
    }

    /// The namespace of an element: the prefix by which it is known (`dc`, `atom`, `nitf`; see `data/namespaces.tsv`), of an
    /// unknown one its address, of none the empty text. A prefix that nobody declares is its own namespace.
    pub(crate) fn namespace(&self, node: NodeId) -> &str {
        self.node(node).map_or("", |node| self.namespace_at(node.namespace))
    }

    fn namespace_at(&self, at: u16) -> &str {
        self.namespaces.get(usize::from(at)).map_or("", |name| name)
    }

    /// The start tag of an element, or where a text stands.
    pub(crate) fn start_tag(&self, node: NodeId) -> SourceSpan {
        let (start, end) = self.node(node).map_or((0, 0), |node| (node.start, node.end));
        SourceSpan { start, end }
    }

    /// The end tag; empty, and where the element ends, for an element that no tag closes.
    pub(crate) fn end_tag(&self, node: NodeId) -> SourceSpan {
        let (start, end) = self.node(node).map_or((0, 0), |node| (node.close_start, node.close_end));
        SourceSpan { start, end }
    }

    /// A whole element with its tags, or where a text stands.
    pub(crate) fn span(&self, node: NodeId) -> SourceSpan {
        let SourceSpan { start, end } = self.start_tag(node);
        SourceSpan { start, end: self.end_tag(node).end.max(end) }
    }

    /// What stands between the tags of an element, markup and all.
    pub(crate) fn inner(&self, node: NodeId) -> SourceSpan {
        let start = self.start_tag(node).end;
        SourceSpan { start, end: self.end_tag(node).start.max(start) }
    }

    /// The attributes of an element, in source order, declarations of namespaces left out.
    pub(crate) fn attributes(&self, node: NodeId) -> impl Iterator<Item = Attr<'_, 'a>> {
        self.own(node).iter().map(|attribute| Attr { document: self, attribute })
    }

    fn own(&self, node: NodeId) -> &[Attribute] {
        let (first, length) =
            self.node(node).map_or((0, 0), |node| (node.attributes as usize, usize::from(node.n_attributes)));
        self.attributes.get(first..first + length).unwrap_or_default()
    }

    /// The attribute of this name that stands in no namespace.
    pub(crate) fn attribute(&self, node: NodeId, name: &str) -> Option<Attr<'_, 'a>> {
        // The number of no namespace is 0.
        let is_named = |attribute: &&Attribute| {
            let length = (attribute.name_end - attribute.name_start) as usize;
            attribute.namespace == 0 && length == name.len() && Attr { document: self, attribute }.name() == name
        };
        self.own(node).iter().find(is_named).map(|attribute| Attr { document: self, attribute })
    }

    /// The attribute of this name in this namespace: `xml`, `lang`.
    pub(crate) fn attribute_in(&self, node: NodeId, namespace: &str, name: &str) -> Option<Attr<'_, 'a>> {
        self.attributes(node).find(|attr| attr.name() == name && attr.namespace() == namespace)
    }

    /// The value of an attribute that stands in no namespace.
    pub(crate) fn value(&self, node: NodeId, name: &str) -> Option<Cow<'a, str>> {
        self.attribute(node, name).map(|attr| attr.value())
    }

    /// What `xml:lang` or `xml:base` says for a node: its own attribute or that of the nearest around it.
    pub(crate) fn inherited(&self, node: NodeId, name: &str) -> Option<Cow<'a, str>> {
        self.ancestors(node).find_map(|node| self.attribute_in(node, "xml", name)).map(|attr| attr.value())
    }

    /// The text of a text node; of an element all the text inside of it.
    pub(crate) fn text(&self, node: NodeId) -> Cow<'a, str> {
        let mut texts = self.texts(node);
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        texts.fold(self.pieces(first).text(), |text, next| Cow::Owned(text.into_owned() + &*self.pieces(next).text()))
    }

    /// The same as [`Document::text`] with the places of its pieces.
    pub(crate) fn carried(&self, node: NodeId) -> Carried {
        let SourceSpan { start, end } = self.span(node);
        let bytes = (end - start) as usize;
        let is_plain = self.texts(node).all(|text| self.node(text).is_some_and(|node| node.is_plain));
        let mut carried = Carried::with_room(bytes, if is_plain { 1 } else { bytes.div_ceil(BYTES_OF_A_PIECE) });
        for text in self.texts(node) {
            carry(self.pieces(text), &mut carried);
        }
        carried
    }

    /// The text nodes of a node.
    fn texts(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let own = self.is_text(node).then_some(node);
        own.into_iter().chain(self.descendants(node)).filter(|node| self.is_text(*node))
    }

    /// The pieces of a text node with their places.
    pub(crate) fn pieces(&self, text: NodeId) -> Pieces<'a> {
        let (place, reading) = match self.node(text) {
            Some(Node { kind: Kind::Text, is_plain: false, start, end, .. }) => ((*start, *end), reading::REFERENCES),
            Some(Node { kind: Kind::Text | Kind::Cdata, start, end, .. }) => ((*start, *end), 0),
            _ => ((0, 0), 0),
        };
        Pieces::new(self.source, SourceSpan { start: place.0, end: place.1 }, reading | self.occurring)
    }
}

/// An attribute of an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr<'d, 'a> {
    document: &'d Document<'a>,
    attribute: &'d Attribute,
}

impl<'d, 'a> Attr<'d, 'a> {
    /// The name without its prefix, as written.
    pub(crate) fn name(&self) -> &'a str {
        SourceSpan { start: self.attribute.name_start, end: self.attribute.name_end }.of(self.document.source)
    }

    /// As [`Document::namespace`]; an attribute without prefix has none.
    pub(crate) fn namespace(&self) -> &'d str {
        self.document.namespace_at(self.attribute.namespace)
    }

    /// The value with its references read and its white space as spaces.
    pub(crate) fn value(&self) -> Cow<'a, str> {
        self.pieces().text()
    }

    /// The value as written, without its quotes.
    pub(crate) fn value_span(&self) -> SourceSpan {
        SourceSpan { start: self.attribute.value_start, end: self.attribute.value_end }
    }

    /// The value with the places of its pieces.
    pub(crate) fn carried(&self) -> Carried {
        let mut carried = Carried::default();
        carry(self.pieces(), &mut carried);
        carried
    }

    /// The pieces of the value with their places.
    pub(crate) fn pieces(&self) -> Pieces<'a> {
        let references = if self.attribute.is_plain { 0 } else { reading::REFERENCES };
        let reading = reading::VALUE | references | self.document.occurring;
        Pieces::new(self.document.source, self.value_span(), reading)
    }
}

fn carry(pieces: Pieces<'_>, carried: &mut Carried) {
    pieces.for_each(|piece| match piece.text {
        PieceText::Verbatim(text) => carried.push_verbatim(text, piece.source),
        PieceText::Rewritten(first, second) => {
            let mut buffer = [0; 4];
            carried.push_rewritten(first.encode_utf8(&mut buffer), piece.source);
            if let Some(second) = second {
                carried.push_rewritten(second.encode_utf8(&mut buffer), piece.source);
            }
        }
        PieceText::Dropped => {}
    });
}

#[cfg(test)]
mod tests;
