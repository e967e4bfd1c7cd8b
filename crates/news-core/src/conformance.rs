//! What `cargo xtask conformance`, `bench html` and the fuzz targets see of the HTML parser and of the decoder.
//!
//! Behind the feature `conformance`, and no part of the interface that versions promise to keep.

use std::borrow::Cow;
use std::ops::Range;

use crate::html::{self, Attr, Document, Namespace, NodeId, NodeKind, ParseOptions, Scratch};
use crate::options::Options;
use crate::source;
use crate::span::SourceSpan;

/// The encoding that bytes declare, by its name: byte order mark, prescan, a later `<meta>`.
pub fn declared_charset(bytes: &[u8]) -> Option<&'static str> {
    source::declared(bytes).map(encoding_rs::Encoding::name)
}

/// The text of a page and the encoding that it was read in; nothing if it is refused.
pub fn decode(bytes: &[u8]) -> Option<(String, String)> {
    let source = source::decode(bytes, &Options::default()).ok()?;
    Some((source.text.into_owned(), source.charset))
}

/// A node of a tree.
#[derive(Debug)]
pub enum Item<'a> {
    /// Name and identifiers; what is missing is empty.
    Doctype {
        /// In lower case.
        name: &'a str,
        /// Public identifier.
        public: &'a str,
        /// System identifier.
        system: &'a str,
    },
    /// An element; its children follow one level deeper.
    Element {
        /// Empty, `svg ` or `math `.
        prefix: &'a str,
        /// As the standard adjusts it.
        name: &'a str,
        /// Names, with `xlink ` and the like before them, and values.
        attributes: Vec<(String, String)>,
    },
    /// A run of text; the next may belong to the same text node.
    Text(&'a str),
    /// A comment.
    Comment(&'a str),
    /// The content of a `template`; its children follow one level deeper.
    Contents,
}

/// A token, as the tokenizer alone gives it.
#[derive(Debug)]
pub enum Token {
    /// What is missing is `None`.
    Doctype {
        /// In lower case.
        name: Option<String>,
        /// Public identifier.
        public: Option<String>,
        /// System identifier.
        system: Option<String>,
        /// Whether the flag "force quirks" is set.
        quirks: bool,
    },
    /// A start tag.
    Start {
        /// In lower case.
        name: String,
        /// In order.
        attributes: Vec<(String, String)>,
        /// Whether it ends in `/>`.
        self_closing: bool,
    },
    /// An end tag.
    End {
        /// In lower case.
        name: String,
    },
    /// A comment.
    Comment(String),
    /// Characters.
    Text(String),
}

/// A run of text with its place.
#[derive(Debug)]
pub struct TextRun<'a> {
    /// Where it stands in the source.
    pub source: Range<usize>,
    /// Whether it says that it equals its source.
    pub is_verbatim: bool,
    /// The text that is read from it.
    pub text: Cow<'a, str>,
    /// The element that it stands in, as in `svg title`.
    pub parent: String,
}

/// Calls `visit` for each node with its depth, in document order. `context` is the element that a fragment stands in.
pub fn walk(source: &str, context: Option<&str>, scripting: bool, visit: &mut dyn FnMut(usize, Item<'_>)) {
    let document = parse(source, context, scripting, &mut Scratch::default());
    let (mut node, mut depth) = (NodeId::DOCUMENT, 0_usize);
    loop {
        if let Some(child) = document.first_child(node) {
            depth += 1;
            node = child;
        } else {
            while document.next_sibling(node).is_none() {
                let Some(parent) = document.parent(node) else { return };
                depth -= 1;
                node = parent;
            }
            node = document.next_sibling(node).unwrap_or(node);
        }
        visit_node(&document, node, &mut |item| visit(depth - 1, item));
    }
}

fn visit_node(document: &Document<'_>, node: NodeId, visit: &mut dyn FnMut(Item<'_>)) {
    match document.kind(node) {
        NodeKind::Document => {}
        NodeKind::Doctype => {
            let (name, public, system) = document.doctype().unwrap_or_default();
            let (public, system) = (public.unwrap_or_default(), system.unwrap_or_default());
            visit(Item::Doctype { name: &name, public: &public, system: &system });
        }
        NodeKind::Element => {
            let is_foreign = document.namespace(node) != Namespace::Html;
            let attribute = |attr: Attr<'_>| (attribute_name(&attr.name(), is_foreign), attr.value().into_owned());
            visit(Item::Element {
                prefix: prefix(document, node),
                name: &document.name(node),
                attributes: document.attributes(node).map(attribute).collect(),
            });
        }
        NodeKind::Text => visit(Item::Text(&document.text(node))),
        NodeKind::Comment => visit(Item::Comment(&document.text(node))),
        NodeKind::Contents => visit(Item::Contents),
    }
}

fn prefix(document: &Document<'_>, node: NodeId) -> &'static str {
    match document.namespace(node) {
        Namespace::Html => "",
        Namespace::Svg => "svg ",
        Namespace::MathMl => "math ",
    }
}

/// 13.2.6.1, "adjust foreign attributes": those that get a namespace, which html5lib writes in front of the name.
fn attribute_name(name: &str, is_foreign: bool) -> String {
    const XLINK: &[&str] = &["actuate", "arcrole", "href", "role", "show", "title", "type"];
    match name.split_once(':') {
        _ if !is_foreign => name.to_owned(),
        Some(("xlink", local)) if XLINK.contains(&local) => format!("xlink {local}"),
        Some(("xml", local @ ("lang" | "space"))) => format!("xml {local}"),
        Some(("xmlns", "xlink")) => "xmlns xlink".to_owned(),
        None if name == "xmlns" => "xmlns xmlns".to_owned(),
        _ => name.to_owned(),
    }
}

/// Whether a tree differs from that of the standard because a limit was reached.
pub fn reaches_limit(source: &str, context: Option<&str>, scripting: bool) -> bool {
    parse(source, context, scripting, &mut Scratch::default()).reached().any()
}

/// All runs of text, those in templates included.
pub fn text_runs(source: &str, scripting: bool) -> Vec<TextRun<'_>> {
    let document = parse(source, None, scripting, &mut Scratch::default());
    let texts = document.all_descendants(NodeId::DOCUMENT).filter(|node| document.kind(*node) == NodeKind::Text);
    let run = |node: NodeId| {
        let parent = document.parent(node).unwrap_or(NodeId::DOCUMENT);
        let SourceSpan { start, end } = document.span(node);
        TextRun {
            source: start as usize..end as usize,
            is_verbatim: document.is_verbatim(node),
            text: document.text(node),
            parent: format!("{}{}", prefix(&document, parent), document.name(parent)),
        }
    };
    texts.map(run).collect()
}

/// A parser that uses its room again.
#[derive(Debug, Default)]
pub struct Parser(Scratch);

impl Parser {
    /// Parses a page and gives the number of its nodes.
    pub fn parse(&mut self, source: &str) -> usize {
        let document = parse(source, None, true, &mut self.0);
        let n_nodes = document.len();
        document.recycle(&mut self.0);
        n_nodes
    }
}

fn parse<'a>(source: &'a str, context: Option<&str>, scripting: bool, scratch: &mut Scratch) -> Document<'a> {
    let options = ParseOptions { scripting, ..ParseOptions::default() };
    let Some(context) = context else { return html::parse(source, &options, scratch) };
    let (namespace, name) = match context.split_once(' ') {
        Some(("svg", name)) => (Namespace::Svg, name),
        Some(("math", name)) => (Namespace::MathMl, name),
        _ => (Namespace::Html, context),
    };
    html::parse_fragment_in(source, namespace, name, &options, scratch)
}
