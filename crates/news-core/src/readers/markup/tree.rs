//! XML and HTML as one kind of tree.

use std::borrow::Cow;

use crate::html::{self, Piece};
use crate::span::SourceSpan;
use crate::xml;

/// What the reader asks of a tree of markup.
pub(in crate::readers) trait Tree<'a> {
    type Node: Copy + PartialEq;

    fn parent(&self, node: Self::Node) -> Option<Self::Node>;
    /// Everything inside of a node in document order.
    fn descendants(&self, node: Self::Node) -> impl Iterator<Item = Self::Node>;
    fn is_text(&self, node: Self::Node) -> bool;
    /// The name of an element without its prefix; empty for other nodes.
    fn name(&self, node: Self::Node) -> Cow<'a, str>;
    fn value(&self, node: Self::Node, attribute: &str) -> Option<Cow<'a, str>>;
    /// The address that an element leads to.
    fn address(&self, node: Self::Node) -> Option<Cow<'a, str>>;
    fn pieces(&self, text: Self::Node) -> impl Iterator<Item = Piece<'a>>;
    fn value_pieces(&self, node: Self::Node, attribute: &str) -> Option<impl Iterator<Item = Piece<'a>>>;
    fn start_tag(&self, node: Self::Node) -> SourceSpan;
}

impl<'a> Tree<'a> for xml::Document<'a> {
    type Node = xml::NodeId;

    fn parent(&self, node: Self::Node) -> Option<Self::Node> {
        xml::Document::parent(self, node)
    }

    fn descendants(&self, node: Self::Node) -> impl Iterator<Item = Self::Node> {
        xml::Document::descendants(self, node)
    }

    fn is_text(&self, node: Self::Node) -> bool {
        xml::Document::is_text(self, node)
    }

    fn name(&self, node: Self::Node) -> Cow<'a, str> {
        Cow::Borrowed(xml::Document::name(self, node))
    }

    fn value(&self, node: Self::Node, attribute: &str) -> Option<Cow<'a, str>> {
        xml::Document::value(self, node, attribute)
    }

    fn address(&self, node: Self::Node) -> Option<Cow<'a, str>> {
        self.value(node, "href").or_else(|| self.attribute_in(node, "xlink", "href").map(|attr| attr.value()))
    }

    fn pieces(&self, text: Self::Node) -> impl Iterator<Item = Piece<'a>> {
        xml::Document::pieces(self, text)
    }

    fn value_pieces(&self, node: Self::Node, attribute: &str) -> Option<impl Iterator<Item = Piece<'a>>> {
        self.attribute(node, attribute).map(|attr| attr.pieces())
    }

    fn start_tag(&self, node: Self::Node) -> SourceSpan {
        xml::Document::start_tag(self, node)
    }
}

impl<'a> Tree<'a> for html::Document<'a> {
    type Node = html::NodeId;

    fn parent(&self, node: Self::Node) -> Option<Self::Node> {
        html::Document::parent(self, node)
    }

    fn descendants(&self, node: Self::Node) -> impl Iterator<Item = Self::Node> {
        html::Document::descendants(self, node)
    }

    fn is_text(&self, node: Self::Node) -> bool {
        self.kind(node) == html::NodeKind::Text
    }

    fn name(&self, node: Self::Node) -> Cow<'a, str> {
        if self.tag(node).is_some() { html::Document::name(self, node) } else { Cow::Borrowed("") }
    }

    fn value(&self, node: Self::Node, attribute: &str) -> Option<Cow<'a, str>> {
        html::Document::value(self, node, attribute)
    }

    fn address(&self, node: Self::Node) -> Option<Cow<'a, str>> {
        self.value(node, "href").or_else(|| self.value(node, "xlink:href"))
    }

    fn pieces(&self, text: Self::Node) -> impl Iterator<Item = Piece<'a>> {
        html::Document::pieces(self, text)
    }

    fn value_pieces(&self, node: Self::Node, attribute: &str) -> Option<impl Iterator<Item = Piece<'a>>> {
        self.attribute(node, attribute).map(|attr| attr.pieces())
    }

    fn start_tag(&self, node: Self::Node) -> SourceSpan {
        html::Document::start_tag(self, node)
    }
}
