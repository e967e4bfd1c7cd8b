//! Tags and text of a document, one behind the other, into the tree.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use super::characters::{Pieces, has_controls, reading, references};
use super::names::{by_convention, resolve_address};
use super::{Attribute, Document, Kind, Node, NodeId, Repairs};
use crate::error::{Error, ErrorKind};
use crate::span::SourceSpan;

/// Deepest element.
const MAX_DEPTH: usize = 256;
/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 1024;
/// Nodes of a document: they take 180 MiB.
const MAX_NODES: usize = 4 << 20;
/// What a node and an attribute take of the source, measured over NITF and NewsML-G2 (2026-12): room is made for so many
/// at once.
const BYTES_OF_A_NODE: usize = 32;
const BYTES_OF_AN_ATTRIBUTE: usize = 64;
/// Namespaces that are in force at one place, and different ones of a document; further ones are read over. Feeds with every
/// module that there is have below 40.
const MAX_NAMESPACES: usize = 128;
/// The namespace of an attribute until its tag is read: what it stands for may be declared behind it.
const UNRESOLVED: u16 = u16::MAX;

/// Elements of HTML that never have an end tag, where a feed holds HTML as it is.
const EMPTY: &[&str] = &["br", "hr", "img"];

/// Parses a document. Everything is some tree; only a limit that is reached is an error.
pub(crate) fn parse(source: &str) -> Result<Document<'_>, Error> {
    let mut parser = Parser::new(source);
    parser.run()?;
    Ok(parser.finish())
}

/// The name of the first element, without its prefix, where a text starts as XML does.
pub(crate) fn root_name(source: &str) -> Option<&str> {
    let mut rest = source.trim_start_matches('\u{FEFF}').trim_start();
    let mut may_have_doctype = true;
    loop {
        let behind = |mark: &str| rest.find(mark).and_then(|at| rest.get(at + mark.len()..));
        rest = match rest.as_bytes() {
            [b'<', b'?', ..] => behind("?>")?,
            [b'<', b'!', b'-', b'-', ..] => behind("-->")?,
            [b'<', b'!', ..] if std::mem::take(&mut may_have_doctype) => rest.get(doctype(rest.as_bytes())?..)?,
            [b'<', first, ..] if is_name_start(*first) => {
                let name = rest.get(1..)?.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next()?;
                return Some(split(name).1);
            }
            _ => return None,
        };
        rest = rest.trim_start();
    }
}

struct Parser<'a> {
    document: Document<'a>,
    at: usize,
    /// The elements that are open, outermost first, each with the declarations in force outside of it.
    open: Vec<(NodeId, usize)>,
    /// Prefix and number of its namespace.
    declarations: Vec<(&'a str, u16)>,
    /// Whether a DOCTYPE may stand here: before the root, and once.
    may_have_doctype: bool,
    /// What does not occur in the rest of the source.
    without: Without,
}

#[derive(Default)]
struct Without {
    instruction_end: bool,
    double_quote: bool,
    single_quote: bool,
}

impl<'a> Parser<'a> {
    fn new(source: &'a str) -> Self {
        let has_controls = has_controls(source);
        let returns = if memchr(b'\r', source.as_bytes()).is_some() { reading::RETURNS } else { 0 };
        let mut nodes = Vec::with_capacity((source.len() / BYTES_OF_A_NODE).clamp(16, 4096));
        nodes.push(Node::of(Kind::Element, SourceSpan { start: 0, end: 0 }, NodeId::DOCUMENT));
        let document = Document {
            source,
            nodes,
            attributes: Vec::with_capacity((source.len() / BYTES_OF_AN_ATTRIBUTE).clamp(16, 4096)),
            namespaces: vec![Cow::Borrowed(""), Cow::Borrowed("xml")],
            occurring: returns | if has_controls { reading::CONTROLS } else { 0 },
            repairs: Repairs { controls: has_controls, ..Repairs::default() },
        };
        let at = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Parser {
            document,
            at,
            open: vec![(NodeId::DOCUMENT, 0)],
            declarations: vec![("xml", 1)],
            may_have_doctype: true,
            without: Without::default(),
        }
    }

    fn bytes(&self) -> &'a [u8] {
        self.document.source.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.document.source.as_bytes().get(self.at).copied()
    }

    fn run(&mut self) -> Result<(), Error> {
        let end = self.document.source.len();
        while self.at < end {
            let start = self.at;
            let rest = self.bytes();
            let found = end_and_plain(b'<', rest);
            let (length, is_plain) = found.unwrap_or_else(|| (rest.len(), memchr(b'&', rest).is_none()));
            self.text(Kind::Text, is_plain, self.at, self.at + length);
            self.at += length;
            if self.at < end {
                self.markup()?;
            }
            // A text and a tag are two nodes at most.
            if self.document.nodes.len() > MAX_NODES {
                self.at = start;
                return Err(self.limit("nodes", "xml_nodes", MAX_NODES));
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Document<'a> {
        let end = self.document.source.len();
        self.document.repairs.tags |= self.open.len() > 1;
        self.close_to(0, SourceSpan::new(end, end));
        self.document
    }

    fn markup(&mut self) -> Result<(), Error> {
        let rest = self.bytes();
        match rest.get(1) {
            Some(b'!') if rest.starts_with(b"<!--") => self.skip_behind("-->", 4),
            Some(b'!') if rest.starts_with(b"<![CDATA[") => self.cdata(),
            Some(b'!') => self.declaration(),
            Some(b'?') => self.instruction(),
            Some(b'/') => self.end_tag(),
            Some(byte) if is_name_start(*byte) => return self.start_tag(),
            _ => {
                self.document.repairs.tags = true;
                self.at += 1;
                self.text(Kind::Text, true, self.at - 1, self.at);
            }
        }
        Ok(())
    }

    /// Behind a mark, or to the end where it is missing.
    fn skip_behind(&mut self, mark: &str, from: usize) {
        let rest = self.bytes().get(from..).unwrap_or_default();
        let found = memmem::find(rest, mark.as_bytes());
        self.document.repairs.tags |= found.is_none();
        self.at = found.map_or(self.document.source.len(), |length| self.at + from + length + mark.len());
    }

    fn cdata(&mut self) {
        let start = self.at + "<![CDATA[".len();
        self.skip_behind("]]>", start - self.at);
        let closed = self.document.source.get(start..self.at).is_some_and(|text| text.ends_with("]]>"));
        self.text(Kind::Cdata, true, start, if closed { self.at - "]]>".len() } else { self.at });
    }

    /// Instructions and the XML declaration.
    fn instruction(&mut self) {
        if !self.without.instruction_end {
            match memmem::find(self.bytes(), b"?>") {
                Some(length) => {
                    self.at += length + 2;
                    return;
                }
                None => self.without.instruction_end = true,
            }
        }
        self.skip_behind(">", 0);
    }

    /// A DOCTYPE with all that it declares, or some other declaration.
    fn declaration(&mut self) {
        if std::mem::take(&mut self.may_have_doctype)
            && let Some(length) = doctype(self.bytes())
        {
            self.at += length;
            return;
        }
        self.skip_behind(">", 0);
    }

    fn text(&mut self, kind: Kind, is_plain: bool, start: usize, end: usize) {
        if start == end {
            return;
        }
        if !is_plain {
            let bytes = self.document.source.as_bytes().get(start..end).unwrap_or_default();
            self.note_references(bytes);
        }
        let parent = self.innermost();
        let place = SourceSpan::new(start, end);
        if let Some(last) = self.document.nodes.last_mut()
            && last.kind == Kind::Text
            && kind == Kind::Text
            && (last.end, last.parent) == (place.start, parent)
        {
            last.end = place.end;
            last.is_plain &= is_plain;
            return;
        }
        let behind = width(self.document.nodes.len()) + 1;
        let node = Node::of(kind, place, parent);
        self.push(Node { is_plain, behind, close_start: place.end, close_end: place.end, ..node });
    }

    fn note_references(&mut self, bytes: &[u8]) {
        let (entities, ampersands) = references(bytes);
        self.document.repairs.entities |= entities;
        self.document.repairs.ampersands |= ampersands;
    }

    fn limit(&self, what: &str, name: &'static str, max: usize) -> Error {
        let error = Error::new(ErrorKind::TooComplex, format!("the XML has more than {max} {what}"));
        error.beyond(name, max as u64, None).at(self.document.source, self.at)
    }

    fn innermost(&self) -> NodeId {
        self.open.last().map_or(NodeId::DOCUMENT, |(node, _)| *node)
    }

    /// Adds a node behind the others.
    #[inline]
    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(width(self.document.nodes.len()));
        self.document.nodes.push(node);
        id
    }

    fn start_tag(&mut self) -> Result<(), Error> {
        self.may_have_doctype = false;
        let start = self.at;
        let outside = self.declarations.len();
        self.at += 1;
        let name = self.name();
        let first = self.document.attributes.len();
        let closes_itself = self.attributes(first)?;
        let namespace = self.resolve(name.prefix(self.document.source));
        self.resolve_attributes(first);
        let local = name.local(self.document.source);
        let is_empty = EMPTY.iter().any(|empty| local.eq_ignore_ascii_case(empty));
        let node = Node::of(Kind::Element, SourceSpan::new(start, self.at), self.innermost());
        let id = self.push(Node {
            namespace,
            n_attributes: u16::try_from(self.document.attributes.len() - first).unwrap_or(u16::MAX),
            attributes: width(first),
            name_start: name.local,
            name_end: name.end,
            ..node
        });
        if self.open.len() > MAX_DEPTH {
            return Err(self.limit("elements inside each other", "xml_depth", MAX_DEPTH));
        }
        self.open.push((id, outside));
        if closes_itself || is_empty {
            self.close_to(self.open.len() - 1, SourceSpan::new(self.at, self.at));
        }
        Ok(())
    }

    fn name(&mut self) -> Name {
        let rest = self.bytes();
        // What can start no name is read over as one: a tag must end.
        let end_of = |from: usize, ends: &[bool; 256]| {
            let rest = rest.get(from..).unwrap_or_default();
            from + rest.iter().position(|byte| ends[usize::from(*byte)]).unwrap_or(rest.len())
        };
        let first = end_of(0, &ENDS_PREFIX);
        let has_prefix = rest.get(first) == Some(&b':');
        let (local, end) = if has_prefix { (first + 1, end_of(first + 1, &ENDS_NAME)) } else { (0, first) };
        let start = SourceSpan::new(self.at, self.at + local);
        self.at += end;
        Name { start: start.start, local: start.end, end: SourceSpan::new(self.at, self.at).end }
    }

    fn skip_spaces(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// The attributes of a start tag and its end; whether that closes the element, too.
    fn attributes(&mut self, first: usize) -> Result<bool, Error> {
        loop {
            self.skip_spaces();
            match self.byte() {
                Some(b'>') => {
                    self.at += 1;
                    return Ok(false);
                }
                Some(b'/') => {
                    self.at += 1;
                    if self.byte() == Some(b'>') {
                        self.at += 1;
                        return Ok(true);
                    }
                }
                None | Some(b'<') => {
                    self.document.repairs.tags = true;
                    return Ok(false);
                }
                Some(b'=') => self.at += 1,
                Some(_) => {
                    let name = self.name();
                    self.skip_spaces();
                    let (value, is_plain) = if self.byte() == Some(b'=') {
                        self.at += 1;
                        self.attribute_value()
                    } else {
                        (SourceSpan { start: name.end, end: name.end }, true)
                    };
                    self.attribute(&name, value, is_plain);
                    if self.document.attributes.len() - first > MAX_ATTRIBUTES {
                        return Err(self.limit("attributes of one element", "xml_attributes", MAX_ATTRIBUTES));
                    }
                }
            }
        }
    }

    /// The place of a value, and whether it holds no ampersand.
    fn attribute_value(&mut self) -> (SourceSpan, bool) {
        self.skip_spaces();
        let (quote, is_missing) = match self.byte() {
            Some(b'"') => (b'"', &mut self.without.double_quote),
            Some(b'\'') => (b'\'', &mut self.without.single_quote),
            _ => return (self.bare_value(), false),
        };
        let rest = self.document.source.as_bytes().get(self.at + 1..).unwrap_or_default();
        let found = if *is_missing { None } else { end_and_plain(quote, rest) };
        *is_missing = found.is_none();
        let Some((length, is_plain)) = found else {
            self.document.repairs.tags = true;
            self.at += 1;
            return (self.bare_value(), false);
        };
        let place = SourceSpan::new(self.at + 1, self.at + 1 + length);
        self.at += length + 2;
        (place, is_plain)
    }

    /// A value without quotes.
    fn bare_value(&mut self) -> SourceSpan {
        self.document.repairs.tags = true;
        let rest = self.bytes();
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'<');
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        let place = SourceSpan::new(self.at, self.at + length);
        self.at += length;
        place
    }

    fn attribute(&mut self, name: &Name, value: SourceSpan, is_plain: bool) {
        let source = self.document.source;
        if !is_plain {
            self.note_references(value.of(source).as_bytes());
        }
        let namespace = if name.has_prefix() {
            if name.prefix(source) == "xmlns" {
                return self.declare(name.local(source), value);
            }
            UNRESOLVED
        } else {
            if name.local(source) == "xmlns" {
                return self.declare("", value);
            }
            0
        };
        self.document.attributes.push(Attribute {
            namespace,
            is_plain,
            name_start: name.start,
            name_end: name.end,
            value_start: value.start,
            value_end: value.end,
        });
    }

    fn declare(&mut self, prefix: &'a str, address: SourceSpan) {
        if self.declarations.len() < MAX_NAMESPACES {
            let address = Pieces::new(self.document.source, address, reading::REFERENCES | reading::VALUE).text();
            let namespace = self.number(resolve_address(address));
            self.declarations.push((prefix, namespace));
        }
    }

    /// The number of a namespace.
    fn number(&mut self, namespace: Cow<'a, str>) -> u16 {
        let known = &mut self.document.namespaces;
        let at = known.iter().position(|known| *known == namespace).unwrap_or_else(|| {
            if known.len() < MAX_NAMESPACES {
                known.push(namespace);
                known.len() - 1
            } else {
                0
            }
        });
        u16::try_from(at).unwrap_or_default()
    }

    /// The namespace that a prefix stands for here.
    fn resolve(&mut self, prefix: &'a str) -> u16 {
        match self.declarations.iter().rev().find(|(known, _)| *known == prefix) {
            Some((_, namespace)) => *namespace,
            None if prefix.is_empty() => 0,
            None => {
                self.document.repairs.prefixes = true;
                self.number(Cow::Borrowed(by_convention(prefix).unwrap_or(prefix)))
            }
        }
    }

    fn resolve_attributes(&mut self, first: usize) {
        for at in first..self.document.attributes.len() {
            let attribute = self.document.attributes.get(at);
            let Some(attribute) = attribute.filter(|attribute| attribute.namespace == UNRESOLVED) else { continue };
            let name = SourceSpan { start: attribute.name_start, end: attribute.name_end };
            let (prefix, local) = split(name.of(self.document.source));
            let namespace = self.resolve(prefix);
            if let Some(attribute) = self.document.attributes.get_mut(at) {
                attribute.namespace = namespace;
                attribute.name_start = name.end - width(local.len());
            }
        }
    }

    /// Closes the nearest open element of the name, and what stands open inside of it; reads over a tag that closes nothing.
    fn end_tag(&mut self) {
        let start = self.at;
        self.at += 2;
        // Nearly every end tag is that of the innermost element, written as it was opened.
        let opened = self.written_name(self.innermost());
        let written = self.bytes().get(..=opened.len()).and_then(<[u8]>::split_last);
        if self.open.len() > 1 && written.is_some_and(|(end, name)| *end == b'>' && name == opened) {
            self.at += opened.len() + 1;
            return self.close_to(self.open.len() - 1, SourceSpan::new(start, self.at));
        }
        let name = self.name().whole(self.document.source).as_bytes();
        let rest = self.bytes();
        // A tag that is not closed ends where the next starts.
        let end = rest.iter().position(|byte| matches!(byte, b'>' | b'<')).unwrap_or(rest.len());
        self.at += end + usize::from(rest.get(end) == Some(&b'>'));
        let innermost = self.open.len().saturating_sub(1);
        let named = |wanted: fn(&[u8], &[u8]) -> bool| {
            self.open.iter().skip(1).rposition(|(node, _)| wanted(self.written_name(*node), name)).map(|at| at + 1)
        };
        let closes_innermost = innermost > 0 && self.written_name(self.innermost()) == name;
        let depth = if closes_innermost { Some(innermost) } else { named(|a, b| a == b) };
        match depth.or_else(|| named(<[u8]>::eq_ignore_ascii_case)) {
            Some(depth) => {
                self.document.repairs.tags |= depth + 1 < self.open.len();
                self.close_to(depth, SourceSpan::new(start, self.at));
            }
            None => self.document.repairs.tags = true,
        }
    }

    /// The name of an element with its prefix.
    fn written_name(&self, node: NodeId) -> &'a [u8] {
        let (start, end) = self.document.node(node).map_or((0, 0), |node| (node.start + 1, node.name_end));
        self.document.source.as_bytes().get(start as usize..end as usize).unwrap_or_default()
    }

    /// Closes all open elements from this depth on; the tag is that of the outermost of them.
    fn close_to(&mut self, depth: usize, tag: SourceSpan) {
        let behind = width(self.document.nodes.len());
        while self.open.len() > depth
            && let Some((id, outside)) = self.open.pop()
        {
            self.declarations.truncate(outside.max(1));
            if let Some(node) = self.document.nodes.get_mut(id.at()) {
                node.behind = behind;
                let end = if self.open.len() == depth { tag.end } else { tag.start };
                (node.close_start, node.close_end) = (tag.start, end);
            }
        }
    }
}

/// Where a name stands, and its part behind the prefix.
struct Name {
    start: u32,
    local: u32,
    end: u32,
}

impl Name {
    fn whole<'a>(&self, source: &'a str) -> &'a str {
        SourceSpan { start: self.start, end: self.end }.of(source)
    }

    /// A colon that opens the name parts nothing.
    fn has_prefix(&self) -> bool {
        self.start + 1 < self.local
    }

    /// What stands in front of the first colon.
    fn prefix<'a>(&self, source: &'a str) -> &'a str {
        if self.has_prefix() { SourceSpan { start: self.start, end: self.local - 1 }.of(source) } else { "" }
    }

    fn local<'a>(&self, source: &'a str) -> &'a str {
        SourceSpan { start: self.local, end: self.end }.of(source)
    }
}

/// Bytes at which a name ends: white space, and the marks of a tag.
static ENDS_NAME: [bool; 256] = marked(b" \t\n\r\x0C/><=");
/// The same, and what ends a prefix.
static ENDS_PREFIX: [bool; 256] = marked(b" \t\n\r\x0C/><=:");

const fn marked(mut marks: &[u8]) -> [bool; 256] {
    let mut marked = [false; 256];
    while let [mark, rest @ ..] = marks {
        marked[*mark as usize] = true;
        marks = rest;
    }
    marked
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':' | 0x80..)
}

/// Where the first of these marks stands, and whether no ampersand stands in front of it.
fn end_and_plain(mark: u8, bytes: &[u8]) -> Option<(usize, bool)> {
    let at = memchr2(mark, b'&', bytes)?;
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.first() == Some(&mark) { Some((at, true)) } else { memchr(mark, rest).map(|length| (at + length, false)) }
}

/// Prefix and local part of a name.
fn split(name: &str) -> (&str, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.and_then(|at| Some((name.get(..at)?, name.get(at + 1..)?))).unwrap_or(("", name))
}

fn width(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// How long a DOCTYPE is with what it declares between brackets; nothing where it does not end.
fn doctype(bytes: &[u8]) -> Option<usize> {
    let (mut quote, mut brackets, mut at) = (None, 0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'<') if bytes.get(at..)?.starts_with(b"<!--") => {
                at += memmem::find(bytes.get(at..)?, b"-->")? + 2;
            }
            (None, b'[') => brackets += 1,
            (None, b']') => brackets = brackets.saturating_sub(1),
            (None, b'>') if brackets == 0 => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}
