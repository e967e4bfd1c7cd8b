//! 13.2.6.1 Creating and inserting nodes, and taking elements off the stack.

use super::{Builder, Parent, Place};
use crate::html::arena::{self, Attribute, Namespace, Node, NodeId, NodeKind, reading};
use crate::html::tags::{IMPLIED, Tag};
use crate::html::tokenizer::TagToken;

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Builder<'_> {
    /// Text, a comment, a doctype.
    pub(super) fn data_node(kind: NodeKind, start: usize, end: usize, reading: u8) -> Node {
        Node { kind, start: narrow(start), end: narrow(end), reading, ..arena::EMPTY }
    }

    #[inline]
    fn element(token: &TagToken, tag: Tag, namespace: Namespace) -> Node {
        Node {
            kind: NodeKind::Element,
            tag,
            namespace,
            start: token.start,
            end: token.end,
            attributes: token.attributes,
            n_attributes: token.n_attributes,
            ..arena::EMPTY
        }
    }

    /// An element that no tag stands for.
    pub(super) fn implied_element(&self, tag: Tag) -> Node {
        let now = narrow(self.now);
        Node { kind: NodeKind::Element, tag, start: now, end: now, ..arena::EMPTY }
    }

    /// "create an element for the token" of an element that is there, once more.
    pub(super) fn clone_element(&mut self, of: NodeId) -> NodeId {
        self.clones_left = self.clones_left.saturating_sub(1);
        let Node { tag, kind, namespace, start, end, attributes, n_attributes, .. } = *self.arena.get(of);
        self.arena.add(Node { tag, kind, namespace, start, end, attributes, n_attributes, ..arena::EMPTY })
    }

    pub(super) fn attributes_of(&self, node: NodeId) -> &[Attribute] {
        let Node { attributes, n_attributes, .. } = *self.arena.get(node);
        let first = attributes as usize;
        self.tokens.attributes.get(first..first + n_attributes as usize).unwrap_or_default()
    }

    /// "appropriate place for inserting a node"
    #[inline]
    pub(super) fn place(&self, parent: Parent) -> Place {
        let target = match parent {
            Parent::Current => self.stack.last(),
            Parent::Of(ref entry) => Some(entry),
        };
        let Some(target) = target else { return Place::Inside(NodeId::DOCUMENT) };
        if self.foster
            && target.namespace == Namespace::Html
            && let Tag::TABLE | Tag::TBODY | Tag::TFOOT | Tag::THEAD | Tag::TR = target.tag
        {
            return self.foster_place();
        }
        self.inside(target.node, target.is(Tag::TEMPLATE))
    }

    #[inline]
    fn inside(&self, node: NodeId, is_template: bool) -> Place {
        let contents = if is_template { self.arena.get(node).first_child } else { None };
        Place::Inside(contents.unwrap_or(node))
    }

    /// Where content goes that stands inside a table but is no part of it: in front of the table.
    fn foster_place(&self) -> Place {
        let template = self.stack.top_of(Tag::TEMPLATE);
        let table = self.stack.top_of(Tag::TABLE);
        let at = match (template, table) {
            (Some(template), _) if table.is_none_or(|table| template > table) => template,
            (_, Some(table)) => {
                match self.stack.get(table) {
                    Some(table) if self.arena.get(table.node).parent.is_some() => return Place::Before(table.node),
                    _ => {}
                }
                table.saturating_sub(1)
            }
            _ => 0,
        };
        match self.stack.get(at) {
            Some(entry) => self.inside(entry.node, entry.is(Tag::TEMPLATE)),
            None => Place::Inside(NodeId::DOCUMENT),
        }
    }

    #[inline]
    pub(super) fn put(&mut self, place: Place, node: NodeId) {
        match place {
            Place::Inside(parent) => self.arena.append(parent, node),
            Place::Before(sibling) => self.arena.insert_before(sibling, node),
        }
    }

    #[inline]
    pub(super) fn insert_node(&mut self, node: NodeId) {
        let place = self.place(Parent::Current);
        self.put(place, node);
    }

    /// "insert a foreign element": into the tree and on the stack.
    #[inline]
    pub(super) fn insert_in(&mut self, token: &TagToken, tag: Tag, namespace: Namespace) -> NodeId {
        let node = self.arena.add(Self::element(token, tag, namespace));
        self.insert_node(node);
        self.stack.push(node, tag, namespace);
        self.enter(node);
        node
    }

    /// "insert an HTML element"
    #[inline]
    pub(super) fn insert(&mut self, token: &TagToken) -> NodeId {
        self.insert_in(token, token.tag, Namespace::Html)
    }

    /// "insert an HTML element … immediately pop the current node"
    #[inline]
    pub(super) fn insert_empty(&mut self, token: &TagToken, tag: Tag, namespace: Namespace) -> NodeId {
        let mut element = Self::element(token, tag, namespace);
        element.close_start = element.end;
        element.close_end = element.end;
        let node = self.arena.add(element);
        self.insert_node(node);
        node
    }

    pub(super) fn insert_void(&mut self, token: &TagToken) {
        self.insert_empty(token, token.tag, Namespace::Html);
    }

    /// "insert an HTML element for a … start tag token with no attributes"
    pub(super) fn insert_implied(&mut self, tag: Tag) -> NodeId {
        let node = self.arena.add(self.implied_element(tag));
        self.insert_node(node);
        self.push(node, tag);
        node
    }

    /// "insert a character": text that goes on in the source goes on in its node.
    #[inline]
    pub(super) fn insert_text(&mut self, start: usize, end: usize, reading: u8) {
        if start >= end {
            return;
        }
        let place = self.place(Parent::Current);
        let before = match place {
            Place::Inside(parent) => self.arena.get(parent).last_child,
            Place::Before(sibling) => self.arena.get(sibling).previous,
        };
        if let Some(before) = before.and_then(|before| self.arena.get_mut(before))
            && before.kind == NodeKind::Text
            && before.end == narrow(start)
            && (before.reading ^ reading) & !reading::VERBATIM == 0
        {
            before.end = narrow(end);
            before.reading &= reading;
            return;
        }
        let node = self.arena.add(Self::data_node(NodeKind::Text, start, end, reading));
        self.put(place, node);
    }

    /// Puts an HTML element on the stack.
    pub(super) fn push(&mut self, node: NodeId, tag: Tag) {
        self.stack.push(node, tag, Namespace::Html);
        self.enter(node);
    }

    #[inline]
    pub(super) fn enter(&mut self, node: NodeId) {
        if let Some(node) = self.arena.get_mut(node) {
            node.open = true;
        }
    }

    /// Notes that an element is off the stack; it ends here, unless a tag has said where.
    #[inline]
    pub(super) fn leave(&mut self, node: NodeId) {
        let now = narrow(self.now);
        if let Some(node) = self.arena.get_mut(node) {
            node.open = false;
            if node.close_end == 0 {
                node.close_start = now;
                node.close_end = now;
            }
        }
    }

    /// Gives an element its end tag, if it was one that closed it.
    #[inline]
    pub(super) fn close(&mut self, node: NodeId, end: Option<&TagToken>) {
        if let Some(end) = end
            && let Some(node) = self.arena.get_mut(node)
        {
            node.close_start = end.start;
            node.close_end = end.end;
        }
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<super::stack::Entry> {
        let entry = self.stack.pop()?;
        self.leave(entry.node);
        if self.stack.len() < self.limits.depth && self.reached.depth {
            self.flattened.clear();
        }
        Some(entry)
    }

    /// Takes everything off that stands above `n` entries; the last one taken.
    #[inline]
    pub(super) fn pop_to(&mut self, n: usize) -> Option<NodeId> {
        let mut last = None;
        while self.stack.len() > n {
            last = self.pop().map(|entry| entry.node);
        }
        last
    }

    /// "pop elements from the stack … until a … element has been popped"
    pub(super) fn pop_until(&mut self, tag: Tag) -> Option<NodeId> {
        let at = self.stack.top_of(tag)?;
        self.pop_to(at)
    }

    /// As [`Builder::pop_until`], by the end tag of the element.
    #[inline]
    pub(super) fn close_until(&mut self, tag: Tag, end: &TagToken) {
        if let Some(node) = self.pop_until(tag) {
            self.close(node, Some(end));
        }
    }

    /// "generate implied end tags", except for elements of a name
    #[inline]
    pub(super) fn imply_ends(&mut self, except: Option<Tag>) {
        while let Some(last) = self.stack.last()
            && last.namespace == Namespace::Html
            && last.tag.is(IMPLIED)
            && Some(last.tag) != except
        {
            self.pop();
        }
    }

    /// "generate all implied end tags thoroughly"
    pub(super) fn imply_all_ends(&mut self) {
        while let Some(last) = self.stack.last()
            && last.namespace == Namespace::Html
            && (last.tag.is(IMPLIED)
                || matches!(
                    last.tag,
                    Tag::CAPTION | Tag::COLGROUP | Tag::TBODY | Tag::TD | Tag::TFOOT | Tag::TH | Tag::THEAD | Tag::TR
                ))
        {
            self.pop();
        }
    }

    /// "close a p element", if one is in button scope.
    #[inline]
    pub(super) fn close_p(&mut self) {
        if self.stack.in_button_scope(Tag::P) {
            self.pop_until(Tag::P);
        }
    }

    /// Takes one element off, wherever it stands on the stack.
    pub(super) fn remove_from_stack(&mut self, node: NodeId, tag: Tag) {
        if let Some(at) = self.stack.place_of(node, tag) {
            self.stack.change_from(at, |entries| {
                entries.remove(0);
            });
            self.leave(node);
        }
    }

    /// Adds the attributes of a second `html` or `body` tag that the element does not have.
    pub(super) fn merge_attributes(&mut self, node: NodeId, token: &TagToken) {
        let first = token.attributes as usize;
        let new: Vec<Attribute> = self.tokens.attributes.get(first..).unwrap_or_default().to_vec();
        self.tokens.attributes.truncate(first);
        let own = self.attributes_of(node);
        let room = self.limits.attributes.saturating_sub(own.len());
        let missing = |new: &&Attribute| !own.iter().any(|own| own.key == new.key && self.tokens.same_name(own, new));
        let added: Vec<Attribute> = new.iter().filter(missing).take(room).copied().collect();
        if added.is_empty() {
            return;
        }
        let all: Vec<Attribute> = own.iter().copied().chain(added).collect();
        if let Some(node) = self.arena.get_mut(node) {
            node.attributes = narrow(first);
            node.n_attributes = narrow(all.len());
        }
        self.tokens.attributes.extend(all);
    }
}
