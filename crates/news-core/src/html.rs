//! HTML into a tree whose every part knows its place in the source.
//!
//! Written from the [WHATWG HTML Standard](https://html.spec.whatwg.org/), section 13.2; the docs of each function name its
//! section. A tokenizer that looks for what ends a token, and a tree builder that takes tokens as they come, fill one
//! vector of nodes. Text, names and values are places in the source until somebody asks for them, then borrowed where they
//! stand verbatim and decoded where they do not. A [`Scratch`] gives the vectors of one page to the next.
//!
//! ```text
//! let mut scratch = Scratch::default();
//! let document = html::parse(source, &ParseOptions::default(), &mut scratch);
//! for paragraph in document.descendants(NodeId::DOCUMENT).filter(|node| document.is(*node, Tag::P)) { … }
//! document.recycle(&mut scratch);
//! ```
//!
//! Differences from the standard, each bounded by [`limits`] and told in [`Document::reached`]: content deeper than 512
//! elements becomes siblings, at most 64 formatting elements are opened again, at most 256 attributes of an element count.
//! `selectedcontent` is not filled, shadow roots are not attached, and parse errors are not reported.
//!
//! Work is linear in the input: whatever the standard finds by walking the stack of open elements is known without a walk
//! (`tree/stack.rs`), and elements that no tag stands for are counted (`limits.rs`).

mod arena;
mod characters;
#[cfg(feature = "conformance")]
mod hook;
mod limits;
mod names;
mod query;
mod scan;
mod tags;
mod tokenizer;
mod tree;

use std::borrow::Cow;

use crate::generated::SVG_NAMES;
use crate::span::SourceSpan;
use arena::{Arena, Attribute, Node, reading};
pub(crate) use arena::{Namespace, NodeId, NodeKind};
pub(crate) use characters::{Piece, PieceText, Pieces, WINDOWS_1252, joined, reference};
#[cfg(feature = "conformance")]
pub use hook::{TestState, TestToken, tokens};
pub(crate) use limits::{Limits, Reached};
use names::Names;
pub(crate) use tags::Tag;
use tags::first_eight;
use tokenizer::{Doctype, Tokenizer, key_of};
use tree::{Builder, Context, Room};

/// How a page is parsed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ParseOptions {
    /// Whether `noscript` is text, as for a browser that runs scripts. Without it its content is markup, as for a reader
    /// that does not.
    pub(crate) scripting: bool,
    pub(crate) limits: Limits,
}

/// Vectors that documents leave behind for the next one.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    names: Vec<(u32, u32)>,
    room: Room,
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    source: &'a str,
    arena: Arena,
    attributes: Vec<Attribute>,
    /// Where the names stand that are not known.
    names: Vec<(u32, u32)>,
    doctype: Option<Doctype>,
    quirks: bool,
    reached: Reached,
}

/// Parses a page.
///
/// Never fails: every text is some tree. `source` has no byte order mark, or one that is read over.
pub(crate) fn parse<'a>(source: &'a str, options: &ParseOptions, scratch: &mut Scratch) -> Document<'a> {
    parse_in(source, None, options, scratch)
}

/// Parses a fragment, as if it stood inside an HTML element named `context` (`div`, `body`, `td` …).
///
/// The children of [`NodeId::DOCUMENT`] are those of the context element.
pub(crate) fn parse_fragment<'a>(
    source: &'a str,
    context: &str,
    options: &ParseOptions,
    scratch: &mut Scratch,
) -> Document<'a> {
    parse_fragment_in(source, Namespace::Html, context, options, scratch)
}

/// As [`parse_fragment`], inside an element of any namespace.
pub(crate) fn parse_fragment_in<'a>(
    source: &'a str,
    namespace: Namespace,
    context: &str,
    options: &ParseOptions,
    scratch: &mut Scratch,
) -> Document<'a> {
    // A name that no rule knows counts as a name that no rule knows.
    let tag = Tag::named(context).unwrap_or(Tag::SPAN);
    parse_in(source, Some(Context { tag, namespace }), options, scratch)
}

/// Pages have a node, and an attribute, in at least so many bytes; dense ones make their vectors grow.
const BYTES_PER_NODE: usize = 48;

fn parse_in<'a>(
    source: &'a str,
    context: Option<Context>,
    options: &ParseOptions,
    scratch: &mut Scratch,
) -> Document<'a> {
    let limits = options.limits.capped();
    let end = source.floor_char_boundary(limits.bytes);
    let read = source.get(..end).unwrap_or_default();
    let Scratch { mut nodes, mut attributes, names, room } = std::mem::take(scratch);
    attributes.clear();
    nodes.reserve(read.len() / BYTES_PER_NODE);
    attributes.reserve(read.len() / BYTES_PER_NODE);
    let mut tokens = Tokenizer::new(read, attributes, Names::new(names), limits);
    if read.starts_with('\u{FEFF}') {
        tokens.at = '\u{FEFF}'.len_utf8();
    }
    let mut builder = Builder::new(tokens, nodes, options.scripting, room);
    if let Some(context) = context {
        builder.start_fragment(context);
    }
    builder.run();
    if context.is_some() {
        builder.finish_fragment();
    }
    let Builder { doctype, quirks, reached, .. } = builder;
    let (tokens, arena, room) = builder.into_parts();
    scratch.room = room;
    Document {
        source: read,
        arena,
        attributes: tokens.attributes,
        names: tokens.names.into_places(),
        doctype,
        quirks,
        reached: Reached { bytes: end < source.len(), ..reached },
    }
}

/// A text without tags as markup has it, with its character references read.
pub(crate) fn text(markup: &str) -> Cow<'_, str> {
    characters::decode(markup, 0, markup.len(), reading::REFERENCES | reading::DROP_NUL)
}

impl<'a> Document<'a> {
    /// Gives the vectors back.
    pub(crate) fn recycle(self, scratch: &mut Scratch) {
        scratch.nodes = self.arena.into_nodes();
        scratch.attributes = self.attributes;
        scratch.names = self.names;
    }

    /// What was parsed.
    pub(crate) fn source(&self) -> &'a str {
        self.source
    }

    /// Which limits the page ran into.
    pub(crate) fn reached(&self) -> Reached {
        self.reached
    }

    /// Whether the page asks for quirks mode.
    pub(crate) fn is_quirky(&self) -> bool {
        self.quirks
    }

    /// Nodes of the document, those that fell out of the tree included.
    pub(crate) fn len(&self) -> usize {
        self.arena.len()
    }

    pub(crate) fn kind(&self, node: NodeId) -> NodeKind {
        self.arena.get(node).kind
    }

    /// The name of an element; of other nodes nothing.
    pub(crate) fn tag(&self, node: NodeId) -> Option<Tag> {
        let node = self.arena.get(node);
        (node.kind == NodeKind::Element).then_some(node.tag)
    }

    pub(crate) fn namespace(&self, node: NodeId) -> Namespace {
        self.arena.get(node).namespace
    }

    /// Whether a node is the HTML element of this name.
    pub(crate) fn is(&self, node: NodeId, tag: Tag) -> bool {
        let node = self.arena.get(node);
        node.kind == NodeKind::Element && node.tag == tag && node.namespace == Namespace::Html
    }

    /// The name of an element as the document has it: `div`, `foreignObject`, `x-card`.
    pub(crate) fn name(&self, node: NodeId) -> Cow<'a, str> {
        let node = self.arena.get(node);
        let name: Cow<'a, str> = match (node.tag.known_name(), node.tag.other_number()) {
            (Some(name), _) => Cow::Borrowed(name),
            (None, Some(number)) => {
                let (start, end) = self.names.get(number).copied().unwrap_or_default();
                characters::decode(self.source, start as usize, end as usize, reading::NAME)
            }
            (None, None) => Cow::Borrowed(""),
        };
        if node.namespace == Namespace::Svg { svg_name(name, "tag") } else { name }
    }

    /// The start tag; empty, and where it would stand, for an element that no tag opens.
    pub(crate) fn start_tag(&self, node: NodeId) -> SourceSpan {
        let node = self.arena.get(node);
        SourceSpan { start: node.start, end: node.end }
    }

    /// The end tag; empty, and where the element ends, for an element that no tag closes.
    pub(crate) fn end_tag(&self, node: NodeId) -> SourceSpan {
        let node = self.arena.get(node);
        SourceSpan { start: node.close_start, end: node.close_end }
    }

    /// Where a text run, the content of a comment or a doctype stands; of an element its start tag.
    pub(crate) fn span(&self, node: NodeId) -> SourceSpan {
        self.start_tag(node)
    }

    /// The text of a text run or a comment; empty for other nodes.
    ///
    /// Text that the standard puts into one node may stand in several runs beside each other: each has one place in the
    /// source.
    pub(crate) fn text(&self, node: NodeId) -> Cow<'a, str> {
        match self.data(node) {
            Some((start, end, reading)) if reading & reading::VERBATIM != 0 => {
                Cow::Borrowed(self.source.get(start..end).unwrap_or_default())
            }
            Some((start, end, reading)) => characters::decode(self.source, start, end, reading),
            None => Cow::Borrowed(""),
        }
    }

    /// The text of a text run that is known to stand in the source as it is.
    pub(crate) fn plain_text(&self, node: NodeId) -> Option<&'a str> {
        let (start, end, _) = self.data(node).filter(|(.., reading)| reading & reading::VERBATIM != 0)?;
        self.source.get(start..end)
    }

    /// Whether [`Document::text`] is the source as it stands.
    pub(crate) fn is_verbatim(&self, node: NodeId) -> bool {
        self.data(node).is_none_or(|(start, end, reading)| {
            reading & reading::VERBATIM != 0 || characters::is_verbatim(self.source, start, end, reading)
        })
    }

    /// The pieces of a text run or a comment with their places: verbatim ones and rewritten ones.
    pub(crate) fn pieces(&self, node: NodeId) -> Pieces<'a> {
        let (start, end, reading) = self.data(node).unwrap_or((0, 0, 0));
        Pieces::new(self.source, start, end, reading)
    }

    fn data(&self, node: NodeId) -> Option<(usize, usize, u8)> {
        let node = self.arena.get(node);
        matches!(node.kind, NodeKind::Text | NodeKind::Comment).then_some((
            node.start as usize,
            node.end as usize,
            node.reading,
        ))
    }

    /// The attributes of an element, in source order.
    pub(crate) fn attributes<'d>(&'d self, node: NodeId) -> impl Iterator<Item = Attr<'a>> + 'd {
        let Node { attributes, n_attributes, namespace, .. } = *self.arena.get(node);
        let first = attributes as usize;
        let own = self.attributes.get(first..first + n_attributes as usize).unwrap_or_default();
        let attr =
            move |(number, attribute): (_, &_)| Attr { source: self.source, attribute: *attribute, number, namespace };
        (first..).zip(own).map(attr)
    }

    /// How many attributes all elements have.
    pub(crate) fn n_attributes(&self) -> usize {
        self.attributes.len()
    }

    /// The attribute of this name in lower case.
    pub(crate) fn attribute(&self, node: NodeId, name: &str) -> Option<Attr<'a>> {
        let name = AttrName::new(name);
        self.attributes(node).find(|attr| attr.is(&name))
    }

    /// The value of an attribute by the name in lower case.
    pub(crate) fn value(&self, node: NodeId, name: &str) -> Option<Cow<'a, str>> {
        self.attribute(node, name).map(|attr| attr.value())
    }

    /// What the doctype says.
    pub(crate) fn doctype(&self) -> Option<DoctypeNames<'a>> {
        let doctype = self.doctype.as_ref()?;
        let read = |place: Option<(usize, usize)>, reading| {
            place.map(|(start, end)| characters::decode(self.source, start, end, reading))
        };
        let name = read(doctype.name, reading::NAME).unwrap_or_default();
        Some(DoctypeNames { name, public: read(doctype.public, 0), system: read(doctype.system, 0) })
    }
}

/// What a doctype says.
#[derive(Clone, Debug, Default)]
pub(crate) struct DoctypeNames<'a> {
    /// In lower case.
    pub(crate) name: Cow<'a, str>,
    /// Public identifier.
    pub(crate) public: Option<Cow<'a, str>>,
    /// System identifier.
    pub(crate) system: Option<Cow<'a, str>>,
}

/// A name of attributes to look for, in lower case, with the hash that attributes of this name have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttrName<'n> {
    name: &'n str,
    key: u32,
    /// The first eight bytes.
    head: u64,
}

impl<'n> AttrName<'n> {
    pub(crate) const fn new(name: &'n str) -> AttrName<'n> {
        let bytes = name.as_bytes();
        AttrName { name, key: key_of(bytes, bytes.len()), head: first_eight(bytes, bytes.len()) }
    }
}

/// Names of attributes to look for at once: most others are told apart from all of them by one bit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttrNames(u64);

impl AttrNames {
    pub(crate) const fn new(names: &[AttrName<'_>]) -> AttrNames {
        let (mut bits, mut n) = (0, 0);
        while n < names.len() {
            bits |= 1 << (names[n].key % 64);
            n += 1;
        }
        AttrNames(bits)
    }
}

/// An attribute of an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr<'a> {
    source: &'a str,
    attribute: Attribute,
    number: usize,
    namespace: Namespace,
}

impl<'a> Attr<'a> {
    /// Whether the attribute has this name; asks for two numbers where it has not, for two more where a short name is it.
    #[inline]
    pub(crate) fn is(&self, name: &AttrName<'_>) -> bool {
        self.attribute.key == name.key && self.is_same(name)
    }

    /// Whether the attribute may have one of these names.
    #[inline]
    pub(crate) fn may_be(&self, names: AttrNames) -> bool {
        names.0 >> (self.attribute.key % 64) & 1 == 1
    }

    #[inline]
    fn is_same(&self, name: &AttrName<'_>) -> bool {
        let SourceSpan { start, end } = self.name_span();
        let len = (end - start) as usize;
        // The names that are looked for have letters, hyphens and colons alone, so that eight bytes are told apart.
        if len == name.name.len() && len <= 8 {
            let rest = self.source.as_bytes().get(start as usize..).unwrap_or_default();
            return first_eight(rest, len) == name.head;
        }
        names::are_same(self.name_span().of(self.source).as_bytes(), name.name.as_bytes())
    }

    /// Its number among those of all elements.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// The name as the document has it: `href`, `viewBox`.
    pub(crate) fn name(&self) -> Cow<'a, str> {
        let SourceSpan { start, end } = self.name_span();
        let name = characters::decode(self.source, start as usize, end as usize, reading::NAME);
        match self.namespace {
            Namespace::Svg => svg_name(name, "attribute"),
            Namespace::MathMl if name == "definitionurl" => Cow::Borrowed("definitionURL"),
            _ => name,
        }
    }

    /// The value with its character references read.
    pub(crate) fn value(&self) -> Cow<'a, str> {
        let SourceSpan { start, end } = self.value_span();
        characters::decode(self.source, start as usize, end as usize, VALUE)
    }

    pub(crate) fn name_span(&self) -> SourceSpan {
        SourceSpan { start: self.attribute.name_start, end: self.attribute.name_end }
    }

    /// The value without its quotes.
    pub(crate) fn value_span(&self) -> SourceSpan {
        SourceSpan { start: self.attribute.value_start, end: self.attribute.value_end }
    }

    /// Whether [`Attr::value`] is the source as it stands.
    pub(crate) fn is_verbatim(&self) -> bool {
        let SourceSpan { start, end } = self.value_span();
        characters::is_verbatim(self.source, start as usize, end as usize, VALUE)
    }

    /// The pieces of the value with their places.
    pub(crate) fn pieces(&self) -> Pieces<'a> {
        let SourceSpan { start, end } = self.value_span();
        Pieces::new(self.source, start as usize, end as usize, VALUE)
    }
}

/// How the value of an attribute is read.
const VALUE: u8 = reading::REFERENCES | reading::ATTRIBUTE;

/// "adjust SVG attributes" and the table of SVG element names.
fn svg_name<'a>(name: Cow<'a, str>, kind: &str) -> Cow<'a, str> {
    let found = SVG_NAMES.binary_search_by(|row| (row.name, row.kind).cmp(&(&*name, kind)));
    match found.ok().and_then(|at| SVG_NAMES.get(at)) {
        Some(row) => Cow::Borrowed(row.written),
        None => name,
    }
}

#[cfg(test)]
mod tests;
