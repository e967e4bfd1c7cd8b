//! What tests, fuzzing and benches see of the HTML parser: trees and tokens in the form of html5lib, and text runs.
//!
//! Behind the feature `conformance`, and no part of the interface that versions promise to keep.

use std::fmt::Write as _;

use crate::html::{self, DoctypeNames, Document, Namespace, NodeId, NodeKind, ParseOptions, Scratch};
pub use crate::html::{TestState, TestToken, tokens};
use crate::span::SourceSpan;

/// A parser that keeps its memory from page to page.
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
    pub fn parse(&mut self, source: &str, scripting: bool) -> Parsed {
        let document = html::parse(source, &options(scripting), &mut self.scratch);
        let parsed = Parsed { nodes: document.len(), limited: document.reached().any() };
        document.recycle(&mut self.scratch);
        parsed
    }

    /// The tree of a page in the form of the html5lib tests, each line closed by a line feed.
    pub fn tree(&mut self, source: &str, scripting: bool) -> String {
        let document = html::parse(source, &options(scripting), &mut self.scratch);
        let tree = dump(&document);
        document.recycle(&mut self.scratch);
        tree
    }

    /// As [`Parser::tree`], of a fragment. `context` is written as in the tests: `td`, `svg path`, `math mi`.
    pub fn fragment_tree(&mut self, source: &str, context: &str, scripting: bool) -> String {
        let (namespace, name) = match context.split_once(' ') {
            Some(("svg", name)) => (Namespace::Svg, name),
            Some(("math", name)) => (Namespace::MathMl, name),
            _ => (Namespace::Html, context),
        };
        let document = html::parse_fragment_in(source, namespace, name, &options(scripting), &mut self.scratch);
        let tree = dump(&document);
        document.recycle(&mut self.scratch);
        tree
    }

    /// Text runs and values of attributes of a page, in document order.
    pub fn runs(&mut self, source: &str, scripting: bool) -> Vec<Run> {
        let document = html::parse(source, &options(scripting), &mut self.scratch);
        let mut runs = Vec::new();
        for node in document.all_descendants(NodeId::DOCUMENT) {
            match document.kind(node) {
                NodeKind::Text => {
                    let (source, verbatim) = (document.span(node), document.is_verbatim(node));
                    runs.push(Run { source, text: document.text(node).into_owned(), verbatim, is_value: false });
                }
                NodeKind::Element => runs.extend(document.attributes(node).map(|attr| {
                    let (source, verbatim) = (attr.value_span(), attr.is_verbatim());
                    Run { source, text: attr.value().into_owned(), verbatim, is_value: true }
                })),
                _ => {}
            }
        }
        document.recycle(&mut self.scratch);
        runs
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
    /// Whether it is the value of an attribute.
    pub is_value: bool,
}

fn options(scripting: bool) -> ParseOptions {
    ParseOptions { scripting, ..ParseOptions::default() }
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
                let ids = if public.is_none() && system.is_none() {
                    String::new()
                } else {
                    format!(" \"{}\" \"{}\"", public.unwrap_or_default(), system.unwrap_or_default())
                };
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
