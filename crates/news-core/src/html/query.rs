//! Ways through a document: by tag, class, id and attribute; up, down and sideways; text with its places.

use std::borrow::Cow;

use super::arena::{NodeId, NodeKind};
use super::characters::is_space;
use super::tags::Tag;
use super::{Attr, Document};

impl<'a> Document<'a> {
    pub(crate) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.arena.get(node).parent
    }

    pub(crate) fn first_child(&self, node: NodeId) -> Option<NodeId> {
        self.arena.get(node).first_child
    }

    pub(crate) fn last_child(&self, node: NodeId) -> Option<NodeId> {
        self.arena.get(node).last_child
    }

    pub(crate) fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        self.arena.get(node).next
    }

    pub(crate) fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
        self.arena.get(node).previous
    }

    /// Parent, its parent, and so on up to the document.
    pub(crate) fn ancestors<'d>(&'d self, node: NodeId) -> Ancestors<'d, 'a> {
        Ancestors { document: self, next: self.parent(node) }
    }

    /// Children in order.
    pub(crate) fn children<'d>(&'d self, node: NodeId) -> Children<'d, 'a> {
        Children { document: self, next: self.first_child(node) }
    }

    /// Everything below a node in document order, the node itself not. The contents of templates are left out.
    pub(crate) fn descendants<'d>(&'d self, node: NodeId) -> Descendants<'d, 'a> {
        Descendants { document: self, root: node, next: self.first_child(node), into_templates: false }
    }

    /// As [`Document::descendants`], with the contents of templates.
    pub(crate) fn all_descendants<'d>(&'d self, node: NodeId) -> Descendants<'d, 'a> {
        Descendants { into_templates: true, ..self.descendants(node) }
    }

    /// The node behind a whole subtree in document order, inside `root`.
    pub(crate) fn behind(&self, node: NodeId, root: NodeId) -> Option<NodeId> {
        let mut node = node;
        while node != root {
            if let Some(next) = self.next_sibling(node) {
                return Some(next);
            }
            node = self.parent(node)?;
        }
        None
    }

    /// HTML elements of this name below a node.
    pub(crate) fn elements<'d>(&'d self, node: NodeId, tag: Tag) -> impl Iterator<Item = NodeId> + use<'d, 'a> {
        self.descendants(node).filter(move |node| self.is(*node, tag))
    }

    /// HTML elements of this name in the whole document, in the order of their start tags. Looks at the nodes as they lie, which
    /// takes a tenth of the time of a walk, unless some of them may not be in the tree.
    pub(crate) fn all<'d>(&'d self, tag: Tag) -> impl Iterator<Item = NodeId> + use<'d, 'a> {
        let may_hold = self.arena.may_hold(tag);
        let walks = self.arena.may_hold(Tag::TEMPLATE) || self.arena.may_hold(Tag::FRAMESET);
        let walked = (may_hold && walks).then(|| self.elements(NodeId::DOCUMENT, tag));
        let listed = (may_hold && !walks).then(|| self.arena.ids().filter(move |node| self.is(*node, tag)));
        walked.into_iter().flatten().chain(listed.into_iter().flatten())
    }

    /// The first HTML element of this name below a node.
    pub(crate) fn element(&self, node: NodeId, tag: Tag) -> Option<NodeId> {
        self.elements(node, tag).next()
    }

    /// The first element below a node with this `id`.
    pub(crate) fn by_id(&self, node: NodeId, id: &str) -> Option<NodeId> {
        self.descendants(node).find(|node| self.value(*node, "id").is_some_and(|value| value == id))
    }

    /// Elements below a node with this token in their `class`.
    pub(crate) fn by_class<'d>(&'d self, node: NodeId, class: &'d str) -> impl Iterator<Item = NodeId> + use<'d, 'a> {
        self.descendants(node).filter(move |node| self.has_class(*node, class))
    }

    /// Elements below a node that have an attribute, with it.
    pub(crate) fn by_attribute<'d>(
        &'d self,
        node: NodeId,
        name: &'d str,
    ) -> impl Iterator<Item = (NodeId, Attr<'a>)> + use<'d, 'a> {
        self.descendants(node).filter_map(move |node| Some((node, self.attribute(node, name)?)))
    }

    /// Whether an element has this token in its `class`, in this case.
    pub(crate) fn has_class(&self, node: NodeId, class: &str) -> bool {
        self.value(node, "class").is_some_and(|value| classes(&value).any(|token| token == class))
    }

    /// Text runs below a node in document order; each with [`Document::text`] and [`Document::span`].
    pub(crate) fn texts<'d>(&'d self, node: NodeId) -> impl Iterator<Item = NodeId> + use<'d, 'a> {
        self.descendants(node).filter(|node| self.kind(*node) == NodeKind::Text)
    }

    /// All text below a node in one string.
    pub(crate) fn text_content(&self, node: NodeId) -> Cow<'a, str> {
        let mut texts = self.texts(node).map(|text| self.text(text));
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        match texts.next() {
            None => first,
            Some(second) => Cow::Owned([first, second].into_iter().chain(texts).collect()),
        }
    }
}

/// The tokens of a `class` value.
pub(crate) fn classes(value: &str) -> impl Iterator<Item = &str> {
    value.split(|character: char| character.is_ascii() && is_space(character as u8)).filter(|token| !token.is_empty())
}

/// See [`Document::ancestors`].
#[derive(Clone, Debug)]
pub(crate) struct Ancestors<'d, 'a> {
    document: &'d Document<'a>,
    next: Option<NodeId>,
}

impl Iterator for Ancestors<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let node = self.next?;
        self.next = self.document.parent(node);
        Some(node)
    }
}

/// See [`Document::children`].
#[derive(Clone, Debug)]
pub(crate) struct Children<'d, 'a> {
    document: &'d Document<'a>,
    next: Option<NodeId>,
}

impl Iterator for Children<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let node = self.next?;
        self.next = self.document.next_sibling(node);
        Some(node)
    }
}

/// See [`Document::descendants`].
#[derive(Clone, Debug)]
pub(crate) struct Descendants<'d, 'a> {
    document: &'d Document<'a>,
    root: NodeId,
    next: Option<NodeId>,
    into_templates: bool,
}

impl Descendants<'_, '_> {
    /// Goes on behind the node given last instead of inside it.
    pub(crate) fn skip_children(&mut self, node: NodeId) {
        self.next = self.document.behind(node, self.root);
    }
}

impl Iterator for Descendants<'_, '_> {
    type Item = NodeId;

    #[inline]
    fn next(&mut self) -> Option<NodeId> {
        let node = self.next?;
        let first = self.document.first_child(node);
        let first = first.filter(|child| self.into_templates || self.document.kind(*child) != NodeKind::Contents);
        self.next = first.or_else(|| self.document.behind(node, self.root));
        Some(node)
    }
}
