//! The nodes of a document in one vector, linked by number.

use std::num::NonZeroU32;

use super::tags::Tag;

/// A node of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct NodeId(NonZeroU32);

impl NodeId {
    /// The document itself.
    pub(crate) const DOCUMENT: NodeId = NodeId(NonZeroU32::MIN);

    #[inline]
    pub(super) fn index(self) -> usize {
        self.0.get() as usize
    }
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum NodeKind {
    /// The root. In a document parsed as a fragment its children are those of the context element.
    #[default]
    Document,
    Doctype,
    Element,
    Text,
    Comment,
    /// The only child of a `template` element: its content, which is not rendered.
    Contents,
}

/// The namespace of an element or an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Namespace {
    #[default]
    Html,
    Svg,
    MathMl,
}

/// How the source of a text run, an attribute value, a comment is to be read.
pub(super) mod reading {
    /// Character references count.
    pub(in crate::html) const REFERENCES: u8 = 1;
    /// U+0000 is dropped; otherwise it is U+FFFD.
    pub(in crate::html) const DROP_NUL: u8 = 1 << 1;
    /// U+0000 stays; for the tests of the tokenizer.
    pub(in crate::html) const KEEP_NUL: u8 = 1 << 2;
    /// Known to stand as it is in the source.
    pub(in crate::html) const VERBATIM: u8 = 1 << 3;
    /// A character reference ends as in an attribute value.
    pub(in crate::html) const ATTRIBUTE: u8 = 1 << 4;
    /// U+0000 is U+FFFD and ASCII letters are in lower case.
    pub(in crate::html) const NAME: u8 = 1 << 5;
}

/// One node; see [`Arena`] for the links.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) previous: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) first_child: Option<NodeId>,
    pub(super) last_child: Option<NodeId>,
    pub(super) tag: Tag,
    pub(super) kind: NodeKind,
    pub(super) namespace: Namespace,
    /// Of text and comments, see [`reading`].
    pub(super) reading: u8,
    /// Whether the element is on the stack of open elements.
    pub(super) open: bool,
    /// Start tag, text run, content of a comment, doctype.
    pub(super) start: u32,
    pub(super) end: u32,
    /// End tag; empty where it is implied.
    pub(super) close_start: u32,
    pub(super) close_end: u32,
    /// First attribute, and how many.
    pub(super) attributes: u32,
    pub(super) n_attributes: u32,
}

pub(super) const EMPTY: Node = Node {
    parent: None,
    previous: None,
    next: None,
    first_child: None,
    last_child: None,
    tag: Tag::HTML,
    kind: NodeKind::Document,
    namespace: Namespace::Html,
    reading: 0,
    open: false,
    start: 0,
    end: 0,
    close_start: 0,
    close_end: 0,
    attributes: 0,
    n_attributes: 0,
};

/// The name and the value of an attribute, by their places in the source.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attribute {
    pub(super) name_start: u32,
    pub(super) name_end: u32,
    /// Without quotes; empty at the end of the name where there is none.
    pub(super) value_start: u32,
    pub(super) value_end: u32,
    /// Hash of the name in lower case.
    pub(super) key: u32,
}

/// The nodes. Slot 0 is never used, so that a link and its absence together take four bytes.
#[derive(Debug, Default)]
pub(super) struct Arena {
    nodes: Vec<Node>,
    /// Names of elements that were added, by their numbers folded to 256: all known names are told apart.
    names: [u64; 4],
}

static NOWHERE: Node = EMPTY;

/// Word and bit of a name, see [`Arena::names`].
fn place_of(tag: Tag) -> (usize, u64) {
    let number = tag.number() % 256;
    ((number / 64) as usize, 1 << (number % 64))
}

impl Arena {
    /// An arena that holds the document only, in the room of `nodes`.
    pub(super) fn new(mut nodes: Vec<Node>) -> Arena {
        nodes.clear();
        nodes.extend([EMPTY, EMPTY]);
        Arena { nodes, names: [0; 4] }
    }

    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len() - 1
    }

    /// All nodes in the order in which they were made.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        (1..end).filter_map(NonZeroU32::new).map(NodeId)
    }

    #[inline]
    pub(super) fn get(&self, id: NodeId) -> &Node {
        self.nodes.get(id.index()).unwrap_or(&NOWHERE)
    }

    #[inline]
    pub(super) fn get_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id.index())
    }

    /// Adds a node without links.
    #[inline]
    pub(super) fn add(&mut self, node: Node) -> NodeId {
        let index = u32::try_from(self.nodes.len()).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        self.nodes.push(node);
        let (word, bit) = place_of(node.tag);
        if let Some(names) = self.names.get_mut(word) {
            *names |= bit;
        }
        NodeId(index)
    }

    /// Whether an element of this name may be among the nodes.
    pub(super) fn may_hold(&self, tag: Tag) -> bool {
        let (word, bit) = place_of(tag);
        self.names.get(word).is_none_or(|names| names & bit != 0)
    }

    /// Makes `child`, which has no parent, the last child of `parent`.
    #[inline]
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        let last = match self.get_mut(parent) {
            Some(parent) => {
                if parent.first_child.is_none() {
                    parent.first_child = Some(child);
                }
                parent.last_child.replace(child)
            }
            None => None,
        };
        if let Some(last) = last
            && let Some(last) = self.get_mut(last)
        {
            last.next = Some(child);
        }
        if let Some(node) = self.get_mut(child) {
            node.parent = Some(parent);
            node.previous = last;
            node.next = None;
        }
    }

    /// Puts `child`, which has no parent, in front of `sibling`.
    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        let Node { parent, previous, .. } = *self.get(sibling);
        if let Some(node) = self.get_mut(child) {
            node.parent = parent;
            node.previous = previous;
            node.next = Some(sibling);
        }
        if let Some(sibling) = self.get_mut(sibling) {
            sibling.previous = Some(child);
        }
        match (previous, parent) {
            (Some(previous), _) => {
                if let Some(previous) = self.get_mut(previous) {
                    previous.next = Some(child);
                }
            }
            (None, Some(parent)) => {
                if let Some(parent) = self.get_mut(parent) {
                    parent.first_child = Some(child);
                }
            }
            (None, None) => {}
        }
    }

    /// Takes a node from its parent; its children stay with it.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Node { parent, previous, next, .. } = *self.get(id);
        match previous.map(|previous| self.get_mut(previous)) {
            Some(Some(previous)) => previous.next = next,
            _ => {
                if let Some(parent) = parent.and_then(|parent| self.get_mut(parent)) {
                    parent.first_child = next;
                }
            }
        }
        match next.map(|next| self.get_mut(next)) {
            Some(Some(next)) => next.previous = previous,
            _ => {
                if let Some(parent) = parent.and_then(|parent| self.get_mut(parent)) {
                    parent.last_child = previous;
                }
            }
        }
        if let Some(node) = self.get_mut(id) {
            node.parent = None;
            node.previous = None;
            node.next = None;
        }
    }

    /// Moves all children of `from` behind those of `to`, which has none that could merge: steps are the children moved.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.get(from).first_child {
            self.detach(child);
            self.append(to, child);
        }
    }
}
