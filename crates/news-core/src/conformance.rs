//! What tests, fuzzing and benches see of the HTML parser and the decoder: trees and tokens in the form of html5lib, text
//! runs, encodings.
//!
//! Behind the feature `conformance`, and no part of the interface that versions promise to keep.

use std::fmt::Write as _;

use crate::html::{self, Attr, DoctypeNames, Document, Namespace, NodeId, NodeKind, ParseOptions, Scratch};
pub use crate::html::{TestState, TestToken, tokens};
use crate::options::Options;
use crate::source;
use crate::span::SourceSpan;

/// The encoding that a page declares, by its name: byte order mark, prescan, a later `<meta>`.
pub fn declared_charset(bytes: &[u8]) -> Option<&'static str> {
    source::declared(bytes).map(encoding_rs::Encoding::name)
}

/// The text of a page and the encoding that it was read in; nothing if it is refused.
pub fn decode(bytes: &[u8]) -> Option<(String, String)> {
    let source = source::decode(bytes, &Options::default()).ok()?;
    Some((source.text.into_owned(), source.charset))
}

/// A parser that keeps its memory from page to page.
///
/// `context` is the element that a fragment stands in, written as in the tests: `td`, `svg path`, `math mi`.
#[derive(Debug, Default)]
pub struct Parser {
    scratch: Scratch,
}

/// What the parsing of a page gave, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// Nodes of the document.
    pub nodes: usize,
    /// Whether the tree differs from that of the standard, because a limit was reached.
    pub limited: bool,
}

impl Parser {
    /// Parses a page and throws it away.
    pub fn parse(&mut self, source: &str, context: Option<&str>, scripting: bool) -> Parsed {
        let parsed = |document: &Document<'_>| Parsed { nodes: document.len(), limited: document.reached().any() };
        self.with(source, context, scripting, parsed)
    }

    /// Parses a page and reads every text and value, which parsing leaves alone; gives their length in bytes.
    pub fn read(&mut self, source: &str, scripting: bool) -> usize {
        self.with(source, None, scripting, |document| {
            let length = |node| {
                let values = document.attributes(node).map(|attr| attr.value().len()).sum::<usize>();
                document.text(node).len() + values
            };
            document.all_descendants(NodeId::DOCUMENT).map(length).sum()
        })
    }

    /// The tree in the form of the html5lib tests, each line closed by a line feed.
    pub fn tree(&mut self, source: &str, context: Option<&str>, scripting: bool) -> String {
        self.with(source, context, scripting, dump)
    }

    /// Text runs and values of attributes, in document order.
    pub fn runs(&mut self, source: &str, context: Option<&str>, scripting: bool) -> Vec<Run> {
        self.with(source, context, scripting, |document| {
            let mut runs = Vec::new();
            for node in document.all_descendants(NodeId::DOCUMENT) {
                let value = |attr: Attr<'_>| Run {
                    source: attr.value_span(),
                    text: attr.value().into_owned(),
                    verbatim: attr.is_verbatim(),
                    parent: None,
                };
                runs.extend(document.attributes(node).map(value));
                if document.kind(node) == NodeKind::Text {
                    runs.push(Run {
                        source: document.span(node),
                        text: document.text(node).into_owned(),
                        verbatim: document.is_verbatim(node),
                        parent: document
                            .parent(node)
                            .map(|parent| format!("{}{}", prefix(document.namespace(parent)), document.name(parent))),
                    });
                }
            }
            runs
        })
    }

    fn with<T>(
        &mut self,
        source: &str,
        context: Option<&str>,
        scripting: bool,
        work: impl FnOnce(&Document<'_>) -> T,
    ) -> T {
        let options = ParseOptions { scripting, ..ParseOptions::default() };
        let (namespace, name) = match context.and_then(|context| context.split_once(' ')) {
            Some(("svg", name)) => (Namespace::Svg, name),
            Some(("math", name)) => (Namespace::MathMl, name),
            _ => (Namespace::Html, context.unwrap_or_default()),
        };
        let document = match context {
            None => html::parse(source, &options, &mut self.scratch),
            Some(_) => html::parse_fragment_in(source, namespace, name, &options, &mut self.scratch),
        };
        let result = work(&document);
        document.recycle(&mut self.scratch);
        result
    }
}

/// A text run or the value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it stands.
    pub source: SourceSpan,
    /// What it says.
    pub text: String,
    /// Whether it says what stands there.
    pub verbatim: bool,
    /// The element that a text stands in, as in `svg title`; none for a value.
    pub parent: Option<String>,
}

/// The tree in the form of the html5lib tests.
pub(crate) fn dump(document: &Document<'_>) -> String {
    let mut tree = Tree { text: String::new(), depth: 0, in_text: false };
    let mut depth_of = vec![NodeId::DOCUMENT];
    for node in document.all_descendants(NodeId::DOCUMENT) {
        let parent = document.parent(node).unwrap_or(NodeId::DOCUMENT);
        while depth_of.last().is_some_and(|last| *last != parent) {
            depth_of.pop();
        }
        tree.depth = depth_of.len() - 1;
        tree.node(document, node);
        depth_of.push(node);
    }
    tree.end_text();
    tree.text
}

struct Tree {
    text: String,
    depth: usize,
    /// A text node is open: the run that follows goes on in it.
    in_text: bool,
}

impl Tree {
    fn line(&mut self, depth: usize, text: &str) {
        self.end_text();
        let _ = writeln!(self.text, "| {:indent$}{text}", "", indent = depth * 2);
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.text.push_str("\"\n");
        }
    }

    fn node(&mut self, document: &Document<'_>, node: NodeId) {
        let depth = self.depth;
        match document.kind(node) {
            NodeKind::Document => {}
            NodeKind::Doctype => {
                let DoctypeNames { name, public, system } = document.doctype().unwrap_or_default();
                let (public, system) = (public.unwrap_or_default(), system.unwrap_or_default());
                let has_ids = !(public.is_empty() && system.is_empty());
                let ids = if has_ids { format!(" \"{public}\" \"{system}\"") } else { String::new() };
                self.line(depth, &format!("<!DOCTYPE {name}{ids}>"));
            }
            NodeKind::Comment => self.line(depth, &format!("<!-- {} -->", document.text(node))),
            NodeKind::Contents => self.line(depth, "content"),
            NodeKind::Text => {
                // Neighbours are one text node, unless one of them is empty.
                if !self.in_text || document.previous_sibling(node).is_none_or(|n| document.kind(n) != NodeKind::Text) {
                    self.end_text();
                    let _ = write!(self.text, "| {:indent$}\"", "", indent = depth * 2);
                    self.in_text = true;
                }
                self.text.push_str(&document.text(node));
            }
            NodeKind::Element => {
                let prefix = prefix(document.namespace(node));
                self.line(depth, &format!("<{prefix}{}>", document.name(node)));
                let is_foreign = document.namespace(node) != Namespace::Html;
                let mut attributes: Vec<(String, String)> = document
                    .attributes(node)
                    .map(|attr| (shown_name(&attr.name(), is_foreign), attr.value().into_owned()))
                    .collect();
                attributes.sort();
                for (name, value) in attributes {
                    self.line(depth + 1, &format!("{name}=\"{value}\""));
                }
            }
        }
    }
}

fn prefix(namespace: Namespace) -> &'static str {
    match namespace {
        Namespace::Html => "",
        Namespace::Svg => "svg ",
        Namespace::MathMl => "math ",
    }
}

/// "adjust foreign attributes": the prefixes that count.
fn shown_name(name: &str, is_foreign: bool) -> String {
    let adjusted = [
        "xlink:actuate",
        "xlink:arcrole",
        "xlink:href",
        "xlink:role",
        "xlink:show",
        "xlink:title",
        "xlink:type",
        "xml:lang",
        "xml:space",
        "xmlns:xlink",
    ];
    if is_foreign && adjusted.contains(&name) { name.replacen(':', " ", 1) } else { name.to_owned() }
}
