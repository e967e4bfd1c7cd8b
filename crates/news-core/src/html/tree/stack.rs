//! 13.2.4.2 The stack of open elements, with what its rules ask kept up to date on every push.
//!
//! The standard walks the stack to learn what is in scope. Here every entry knows the topmost boundaries at or below it,
//! and every name knows its topmost entry, so that no question walks.

use crate::html::arena::{Namespace, NodeId};
use crate::html::tags::{FORMATTING, MODE, SCOPE, SOFT, SPECIAL, Tag};

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(in crate::html) struct Entry {
    pub(super) node: NodeId,
    pub(super) tag: Tag,
    pub(super) namespace: Namespace,
    /// One more than the place of the next entry below with the same name; 0 for none.
    below: u16,
    /// Topmost places at or below this one: end of all scopes,
    scope: u16,
    /// special element,
    special: u16,
    /// special element other than `address`, `div`, `p`,
    hard: u16,
    /// HTML element,
    html: u16,
    /// element that decides the insertion mode.
    mode: u16,
}

impl Entry {
    pub(super) fn is(&self, tag: Tag) -> bool {
        self.tag == tag && self.namespace == Namespace::Html
    }

    /// An entry of another element of the same namespace; it knows its place once it is pushed.
    pub(super) fn with(self, node: NodeId, tag: Tag) -> Entry {
        Entry { node, tag, ..self }
    }

    fn class(&self) -> u8 {
        match self.namespace {
            Namespace::Html => self.tag.class() & !FORMATTING,
            Namespace::MathMl => match self.tag {
                Tag::MI | Tag::MO | Tag::MN | Tag::MS | Tag::MTEXT | Tag::ANNOTATION_XML => SPECIAL | SCOPE,
                _ => 0,
            },
            Namespace::Svg => match self.tag {
                Tag::FOREIGNOBJECT | Tag::DESC | Tag::TITLE => SPECIAL | SCOPE,
                _ => 0,
            },
        }
    }
}

/// The open elements, the root first.
#[derive(Debug, Default)]
pub(in crate::html) struct Stack {
    entries: Vec<Entry>,
    /// One more than the place of the topmost entry of each name, HTML and foreign.
    tops: Vec<u16>,
    /// Entries that are lifted while something is changed below them.
    lifted: Vec<Entry>,
}

fn top_slot(tag: Tag, namespace: Namespace) -> usize {
    tag.index() * 2 + usize::from(namespace != Namespace::Html)
}

impl Stack {
    /// Makes the stack empty, so that the next document can use its room.
    pub(in crate::html) fn reset(&mut self) {
        self.entries.clear();
        self.lifted.clear();
        self.tops.clear();
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    /// The current node.
    #[inline]
    pub(super) fn last(&self) -> Option<&Entry> {
        self.entries.last()
    }

    #[inline]
    pub(super) fn push(&mut self, node: NodeId, tag: Tag, namespace: Namespace) {
        let at = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        let slot = top_slot(tag, namespace);
        if slot >= self.tops.len() {
            self.tops.resize(slot + 64, 0);
        }
        let below = match self.tops.get_mut(slot) {
            Some(top) => std::mem::replace(top, at + 1),
            None => 0,
        };
        let mut entry = match self.entries.last() {
            Some(last) => Entry { node, tag, namespace, below, ..*last },
            None => Entry { node, tag, namespace, below, scope: 0, special: 0, hard: 0, html: 0, mode: 0 },
        };
        let class = entry.class();
        if class & SCOPE != 0 {
            entry.scope = at;
        }
        if class & SPECIAL != 0 {
            entry.special = at;
            if class & SOFT == 0 {
                entry.hard = at;
            }
        }
        if namespace == Namespace::Html {
            entry.html = at;
        }
        if class & MODE != 0 {
            entry.mode = at;
        }
        self.entries.push(entry);
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<Entry> {
        let entry = self.entries.pop()?;
        if let Some(top) = self.tops.get_mut(top_slot(entry.tag, entry.namespace)) {
            *top = entry.below;
        }
        Some(entry)
    }

    fn top(&self, tag: Tag, namespace: Namespace) -> Option<usize> {
        let top = self.tops.get(top_slot(tag, namespace)).copied().unwrap_or(0);
        usize::from(top).checked_sub(1)
    }

    /// The topmost HTML element of this name.
    #[inline]
    pub(super) fn top_of(&self, tag: Tag) -> Option<usize> {
        self.top(tag, Namespace::Html)
    }

    /// The topmost foreign element of this name above all HTML elements.
    pub(super) fn top_foreign(&self, tag: Tag) -> Option<usize> {
        let html = usize::from(self.last()?.html);
        self.top(tag, Namespace::Svg).filter(|at| *at > html)
    }

    pub(super) fn holds(&self, tag: Tag) -> bool {
        self.top_of(tag).is_some()
    }

    /// The place of the topmost element that ends every scope.
    #[inline]
    pub(super) fn scope(&self) -> usize {
        self.last().map_or(0, |last| usize::from(last.scope))
    }

    fn in_scope_with(&self, tag: Tag, further: &[Tag]) -> bool {
        let Some(at) = self.top_of(tag) else { return false };
        let ends = further.iter().filter_map(|tag| self.top_of(*tag)).max();
        at >= self.scope().max(ends.unwrap_or(0))
    }

    /// "has an element in scope"
    #[inline]
    pub(super) fn in_scope(&self, tag: Tag) -> bool {
        self.in_scope_with(tag, &[])
    }

    /// "has an element in list item scope"
    pub(super) fn in_list_scope(&self, tag: Tag) -> bool {
        self.in_scope_with(tag, &[Tag::OL, Tag::UL])
    }

    /// "has an element in button scope"
    #[inline]
    pub(super) fn in_button_scope(&self, tag: Tag) -> bool {
        self.in_scope_with(tag, &[Tag::BUTTON])
    }

    /// "has an element in table scope"
    pub(super) fn in_table_scope(&self, tag: Tag) -> bool {
        let Some(at) = self.top_of(tag) else { return false };
        [Tag::TABLE, Tag::TEMPLATE].into_iter().filter_map(|tag| self.top_of(tag)).all(|end| at >= end)
    }

    /// What an end tag without a rule of its own closes: the topmost element of its name, unless a special one is above.
    pub(super) fn closed_by(&self, tag: Tag) -> Option<usize> {
        let special = usize::from(self.last()?.special);
        self.top_of(tag).filter(|at| *at >= special)
    }

    /// The topmost special element other than `address`, `div`, `p`.
    pub(super) fn hard(&self) -> Option<&Entry> {
        self.get(usize::from(self.last()?.hard))
    }

    /// The topmost entry at or below `at` that decides the insertion mode.
    pub(super) fn mode(&self, at: usize) -> usize {
        self.get(at).map_or(0, |entry| usize::from(entry.mode))
    }

    /// The lowest special element above the entry at `at`.
    pub(super) fn special_above(&self, at: usize) -> Option<usize> {
        let own = |at: usize, entry: &Entry| usize::from(entry.special) == at;
        self.entries.iter().enumerate().skip(at + 1).find(|(at, entry)| own(*at, entry)).map(|(at, _)| at)
    }

    /// The place of an element of which the name is known.
    pub(super) fn place_of(&self, node: NodeId, tag: Tag) -> Option<usize> {
        let mut at = self.top_of(tag)?;
        loop {
            let entry = self.get(at)?;
            if entry.node == node {
                return Some(at);
            }
            at = usize::from(entry.below).checked_sub(1)?;
        }
    }

    /// Changes what stands from `at` on, the lowest first, and rebuilds what was known of it.
    pub(super) fn change_from(&mut self, at: usize, change: impl FnOnce(&mut Vec<Entry>)) {
        let mut lifted = std::mem::take(&mut self.lifted);
        while self.len() > at
            && let Some(entry) = self.pop()
        {
            lifted.push(entry);
        }
        lifted.reverse();
        change(&mut lifted);
        for entry in lifted.drain(..) {
            self.push(entry.node, entry.tag, entry.namespace);
        }
        self.lifted = lifted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stack(tags: &[Tag]) -> Stack {
        let mut stack = Stack::default();
        for tag in tags {
            stack.push(NodeId::DOCUMENT, *tag, Namespace::Html);
        }
        stack
    }

    #[test]
    fn scopes_end_where_the_standard_ends_them() {
        let open = stack(&[Tag::HTML, Tag::BODY, Tag::P, Tag::BUTTON, Tag::UL, Tag::SPAN]);
        assert!(open.in_scope(Tag::P) && open.in_list_scope(Tag::BUTTON).eq(&false) && !open.in_button_scope(Tag::P));
        let cell = stack(&[Tag::HTML, Tag::BODY, Tag::P, Tag::TABLE, Tag::TBODY, Tag::TR, Tag::TD, Tag::DIV]);
        assert!(!cell.in_scope(Tag::P) && cell.in_table_scope(Tag::TABLE) && cell.in_table_scope(Tag::TR));
        assert_eq!(cell.closed_by(Tag::P), None);
    }

    #[test]
    fn a_change_below_the_top_keeps_the_rest_right() {
        let mut open = stack(&[Tag::HTML, Tag::BODY, Tag::B, Tag::DIV, Tag::B, Tag::SPAN]);
        assert_eq!(open.special_above(2), Some(3));
        open.change_from(2, |entries| {
            entries.remove(0);
        });
        assert_eq!((open.len(), open.top_of(Tag::B), open.closed_by(Tag::B)), (5, Some(3), Some(3)));
        open.pop();
        open.pop();
        assert_eq!(open.top_of(Tag::B), None);
    }
}
