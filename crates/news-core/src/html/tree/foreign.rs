//! 13.2.6.5 The rules for parsing tokens in foreign content: SVG and `MathML`.

use super::Builder;
use super::stack::Entry;
use crate::html::arena::{Namespace, NodeId, reading};
use crate::html::characters::decode;
use crate::html::tags::Tag;
use crate::html::tokenizer::TagToken;

/// What HTML may stand inside of, 13.2.6.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Point {
    No,
    /// "`MathML` text integration point"
    Text,
    /// "HTML integration point"
    Html,
}

impl Builder<'_> {
    fn point(&self, entry: &Entry) -> Point {
        self.point_named(entry.namespace, entry.tag, entry.node)
    }

    fn point_named(&self, namespace: Namespace, tag: Tag, node: NodeId) -> Point {
        match (namespace, tag) {
            (Namespace::MathMl, Tag::MI | Tag::MO | Tag::MN | Tag::MS | Tag::MTEXT) => Point::Text,
            (Namespace::Svg, Tag::FOREIGNOBJECT | Tag::DESC | Tag::TITLE) => Point::Html,
            (Namespace::MathMl, Tag::ANNOTATION_XML) if self.holds_html(node) => Point::Html,
            _ => Point::No,
        }
    }

    /// Whether the encoding of an `annotation-xml` element is that of HTML.
    fn holds_html(&self, node: NodeId) -> bool {
        let is_html = |value: &str| {
            value.eq_ignore_ascii_case("text/html") || value.eq_ignore_ascii_case("application/xhtml+xml")
        };
        self.attributes_of(node).iter().any(|attribute| {
            let name = self.tokens.bytes.get(attribute.name_start as usize..attribute.name_end as usize);
            let (start, end) = (attribute.value_start as usize, attribute.value_end as usize);
            name.is_some_and(|name| name.eq_ignore_ascii_case(b"encoding"))
                && is_html(&decode(self.tokens.source, start, end, reading::REFERENCES | reading::ATTRIBUTE))
        })
    }

    /// Namespace and name of the adjusted current node, and the element that has its attributes: of a context element
    /// only the name is known.
    fn adjusted(&self) -> Option<(Namespace, Tag, NodeId)> {
        let last = self.stack.last()?;
        match self.context {
            Some(context) if self.stack.len() == 1 => Some((context.namespace, context.tag, last.node)),
            _ => Some((last.namespace, last.tag, last.node)),
        }
    }

    fn adjusted_point(&self) -> Point {
        self.adjusted().map_or(Point::No, |(namespace, tag, node)| self.point_named(namespace, tag, node))
    }

    /// Whether a start tag inside a foreign element follows the rules of HTML, "tree construction dispatcher".
    pub(super) fn start_is_html(&self, tag: Tag) -> bool {
        match self.adjusted_point() {
            Point::Text => !matches!(tag, Tag::MGLYPH | Tag::MALIGNMARK),
            Point::Html => true,
            Point::No if tag == Tag::SVG => self
                .adjusted()
                .is_some_and(|(namespace, tag, _)| namespace == Namespace::MathMl && tag == Tag::ANNOTATION_XML),
            Point::No => false,
        }
    }

    pub(super) fn text_is_html(&self) -> bool {
        self.adjusted_point() != Point::No
    }

    /// Start tags in foreign content; whether the token is to be read by the rules of HTML.
    pub(super) fn start_in_foreign(&mut self, token: &TagToken) -> bool {
        let breaks_out = match token.tag {
            Tag::B
            | Tag::BIG
            | Tag::BLOCKQUOTE
            | Tag::BODY
            | Tag::BR
            | Tag::CENTER
            | Tag::CODE
            | Tag::DD
            | Tag::DIV
            | Tag::DL
            | Tag::DT
            | Tag::EM
            | Tag::EMBED
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::HEAD
            | Tag::HR
            | Tag::I
            | Tag::IMG
            | Tag::LI
            | Tag::LISTING
            | Tag::MENU
            | Tag::META
            | Tag::NOBR
            | Tag::OL
            | Tag::P
            | Tag::PRE
            | Tag::RUBY
            | Tag::S
            | Tag::SMALL
            | Tag::SPAN
            | Tag::STRONG
            | Tag::STRIKE
            | Tag::SUB
            | Tag::SUP
            | Tag::TABLE
            | Tag::TT
            | Tag::U
            | Tag::UL
            | Tag::VAR => true,
            Tag::FONT => ["color", "face", "size"].into_iter().any(|name| self.has_value(token, name, |_| true)),
            _ => false,
        };
        if breaks_out {
            self.break_out();
            return true;
        }
        let namespace = self.adjusted().map_or(Namespace::Html, |(namespace, ..)| namespace);
        if self.stack.len() < self.limits.depth || !self.flatten(token) {
            self.insert_foreign(token, namespace);
        }
        false
    }

    /// Leaves foreign content for a tag of HTML.
    fn break_out(&mut self) {
        while let Some(last) = self.stack.last()
            && last.namespace != Namespace::Html
            && self.point(last) == Point::No
        {
            self.pop();
        }
    }

    pub(super) fn insert_foreign(&mut self, token: &TagToken, namespace: Namespace) {
        if token.self_closing {
            self.insert_empty(token, token.tag, namespace);
        } else {
            self.insert_in(token, token.tag, namespace);
        }
    }

    /// End tags in foreign content; whether the token is to be read by the rules of HTML.
    pub(super) fn end_in_foreign(&mut self, token: &TagToken) -> bool {
        if matches!(token.tag, Tag::BR | Tag::P) {
            self.break_out();
            return true;
        }
        if self.reached.depth && self.flattened.close(token.tag) {
            return false;
        }
        let is_foreign = self.stack.last().is_some_and(|last| last.namespace != Namespace::Html);
        if let Some(at) = self.stack.top_foreign(token.tag)
            && is_foreign
        {
            if let Some(node) = self.pop_to(at) {
                self.close(node, Some(token));
            }
            return false;
        }
        // "If node is the topmost element in the stack …, then return. (fragment case)"
        self.stack.len() > 1
    }
}
