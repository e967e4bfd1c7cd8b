//! Trees in the form of html5lib's cases: of our parser, and of `html5ever`. The differential fuzz target uses it, too.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{LocalName, ParseOpts, QualName, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use news_core::conformance::Parser;

/// Writes a tree line by line.
#[derive(Default)]
struct Dump {
    text: String,
    /// Depth of the text run whose line is still open.
    run: Option<usize>,
}

impl Dump {
    fn line(&mut self, depth: usize, content: &[&str]) {
        self.close();
        self.text.push_str("| ");
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.extend(content.iter().copied());
        self.text.push('\n');
    }

    /// Adjacent runs are one.
    fn run(&mut self, depth: usize, text: &str) {
        if self.run != Some(depth) {
            self.line(depth, &["\""]);
            self.text.pop();
            self.run = Some(depth);
        }
        self.text.push_str(text);
    }

    fn close(&mut self) {
        if self.run.take().is_some() {
            self.text.push_str("\"\n");
        }
    }

    fn doctype(&mut self, depth: usize, name: &str, public: &str, system: &str) {
        if public.is_empty() && system.is_empty() {
            self.line(depth, &["<!DOCTYPE ", name, ">"]);
        } else {
            self.line(depth, &["<!DOCTYPE ", name, " \"", public, "\" \"", system, "\">"]);
        }
    }

    fn element(&mut self, depth: usize, prefix: &str, name: &str, mut attributes: Vec<(String, String)>) {
        self.line(depth, &["<", prefix, name, ">"]);
        attributes.sort();
        for (name, value) in attributes {
            self.line(depth + 1, &[&name, "=\"", &value, "\""]);
        }
    }

    fn end(mut self) -> String {
        self.close();
        self.text
    }
}

/// The tree that our parser builds; `context` is the element that a fragment stands in, as in `svg path`.
pub(crate) fn ours(source: &str, context: Option<&str>, scripting: bool) -> String {
    Parser::default().tree(source, context, scripting)
}

/// The tree that `html5ever` builds.
pub(crate) fn theirs(source: &str, context: Option<&str>, scripting: bool) -> String {
    let dom = parse(source, context, scripting);
    let mut root = dom.document.clone();
    if context.is_some() {
        let html = root.children.borrow().first().cloned();
        root = html.unwrap_or(root);
    }
    let mut dump = Dump::default();
    // A stack of its own, because pages nest deeper than the stack of a thread allows.
    let mut open: Vec<(Handle, usize)> = root.children.borrow().iter().rev().map(|child| (child.clone(), 0)).collect();
    while let Some((node, depth)) = open.pop() {
        let below = |depth: usize, node: &Handle, open: &mut Vec<(Handle, usize)>| {
            open.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), depth)));
        };
        match &node.data {
            NodeData::Doctype { name, public_id, system_id } => dump.doctype(depth, name, public_id, system_id),
            NodeData::Text { contents } => dump.run(depth, &contents.borrow()),
            NodeData::Comment { contents } => dump.line(depth, &["<!-- ", contents, " -->"]),
            NodeData::Element { name, attrs, template_contents, .. } => {
                let attribute =
                    |attribute: &html5ever::Attribute| (attribute_name(&attribute.name), attribute.value.to_string());
                dump.element(depth, prefix_of(name), &name.local, attrs.borrow().iter().map(attribute).collect());
                below(depth + 1, &node, &mut open);
                if let Some(contents) = &*template_contents.borrow() {
                    dump.line(depth + 1, &["content"]);
                    below(depth + 2, contents, &mut open);
                }
            }
            NodeData::Document | NodeData::ProcessingInstruction { .. } => {}
        }
    }
    dump.end()
}

/// Parses with `html5ever`, as fast as it goes.
pub(crate) fn parse(source: &str, context: Option<&str>, scripting: bool) -> RcDom {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: scripting, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    match context {
        None => parse_document(RcDom::default(), options).one(source),
        Some(context) => {
            let (namespace, name) = match context.split_once(' ') {
                Some(("svg", name)) => (ns!(svg), name),
                Some(("math", name)) => (ns!(mathml), name),
                _ => (ns!(html), context),
            };
            let name = QualName::new(None, namespace, LocalName::from(name));
            parse_fragment(RcDom::default(), options, name, Vec::new(), scripting).one(source)
        }
    }
}

/// The text that `html5ever` reads from a slice of source inside of an element.
pub(crate) fn decoded(slice: &str, parent: &str) -> String {
    // Only elements with a tokenizer state of their own read text in another way; in a table it would even move elsewhere.
    let is_special = matches!(
        parent,
        "title" | "textarea" | "style" | "script" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext"
    );
    let context = if is_special || parent.contains(' ') { parent } else { "div" };
    let dom = parse(slice, Some(context), false);
    let Some(root) = dom.document.children.borrow().first().cloned() else { return String::new() };
    let mut text = String::new();
    for node in root.children.borrow().iter() {
        if let NodeData::Text { contents } = &node.data {
            text.push_str(&contents.borrow());
        }
    }
    text
}

/// The value that `html5ever` reads from a slice of source as that of an attribute.
pub(crate) fn decoded_value(slice: &str) -> String {
    // Whichever quote stood around it, or none: the other cannot be inside of both.
    let quote = if slice.contains('"') { '\'' } else { '"' };
    let dom = parse(&format!("<p a={quote}{slice}{quote}>"), Some("div"), false);
    let first = |node: &Handle| node.children.borrow().first().cloned();
    match first(&dom.document).and_then(|root| first(&root)).as_deref().map(|paragraph| &paragraph.data) {
        Some(NodeData::Element { attrs, .. }) => {
            attrs.borrow().first().map(|attribute| attribute.value.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn prefix_of(name: &QualName) -> &'static str {
    match name.ns {
        ns!(svg) => "svg ",
        ns!(mathml) => "math ",
        _ => "",
    }
}

fn attribute_name(name: &QualName) -> String {
    match name.ns {
        ns!(xlink) => format!("xlink {}", name.local),
        ns!(xml) => format!("xml {}", name.local),
        ns!(xmlns) if &*name.local == "xlink" => "xmlns xlink".to_owned(),
        _ => name.local.to_string(),
    }
}
