//! 13.2.4.3 The list of active formatting elements.

use super::Builder;
use crate::html::arena::{NodeId, reading};
use crate::html::characters::decode;
use crate::html::tags::Tag;

/// A formatting element, or a marker.
#[derive(Clone, Copy, Debug)]
pub(in crate::html) struct Active {
    /// Nothing for a marker.
    pub(super) node: Option<NodeId>,
    pub(super) tag: Tag,
    /// Of its attributes, once somebody asked.
    hash: Option<u64>,
}

impl Active {
    pub(super) fn new(node: NodeId, tag: Tag) -> Active {
        Active { node: Some(node), tag, hash: None }
    }

    /// Ends what `applet`, `object`, `marquee`, `template`, a cell or a caption holds.
    const MARKER: Active = Active { node: None, tag: Tag::HTML, hash: None };
}

impl Builder<'_> {
    /// "push onto the list of active formatting elements", with the Noah's Ark clause: three of a family.
    pub(super) fn push_active(&mut self, node: NodeId, tag: Tag) {
        let behind_marker = self.active.iter().rev().take_while(|active| active.node.is_some());
        let (n_behind, n_alike) =
            behind_marker.fold((0, 0), |(n, alike), active| (n + 1, alike + usize::from(active.tag == tag)));
        let mut entry = Active::new(node, tag);
        if n_alike >= 3 {
            let hash = self.hash_of_attributes(node);
            entry.hash = Some(hash);
            self.leave_two(tag, hash);
        }
        if n_behind < self.limits.formatting && self.active.len() < self.longest_list() {
            self.active.push(entry);
        } else {
            self.reached.formatting = true;
        }
    }

    /// Markers, which go with open elements, and the formatting elements behind the last of them.
    fn longest_list(&self) -> usize {
        self.limits.depth + self.limits.formatting
    }

    /// "insert a marker at the end of the list of active formatting elements"
    ///
    /// A template that ends inside a cell leaves a marker behind for good, so the list may fill with them: the oldest goes.
    pub(super) fn push_marker(&mut self) {
        if self.active.len() >= self.longest_list() {
            self.reached.formatting = true;
            self.active.remove(0);
        }
        self.active.push(Active::MARKER);
    }

    /// Drops the earliest of three elements behind the last marker that have this name and these attributes.
    fn leave_two(&mut self, tag: Tag, hash: u64) {
        let mut n_same = 0;
        for at in (0..self.active.len()).rev() {
            let Some(active) = self.active.get(at).copied() else { return };
            let Some(node) = active.node else { return };
            if active.tag != tag {
                continue;
            }
            let own = active.hash.unwrap_or_else(|| self.hash_of_attributes(node));
            if let Some(active) = self.active.get_mut(at) {
                active.hash = Some(own);
            }
            n_same += usize::from(own == hash);
            if n_same == 3 {
                self.active.remove(at);
                return;
            }
        }
    }

    /// The same for elements with the same attributes, in whatever order.
    fn hash_of_attributes(&self, node: NodeId) -> u64 {
        let source = self.tokens.source;
        let attributes = self.attributes_of(node);
        attributes.iter().fold(attributes.len() as u64, |sum, attribute| {
            let (start, end) = (attribute.value_start as usize, attribute.value_end as usize);
            let value = decode(source, start, end, reading::REFERENCES | reading::ATTRIBUTE);
            let hash = value.bytes().fold(u64::from(attribute.key), |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
            });
            sum.wrapping_add(hash ^ hash.rotate_right(29))
        })
    }

    /// "reconstruct the active formatting elements"
    #[inline]
    pub(super) fn reconstruct(&mut self) {
        let Some(last) = self.active.last() else { return };
        if last.node.is_none_or(|node| self.arena.get(node).open) {
            return;
        }
        self.reconstruct_from_open();
    }

    fn reconstruct_from_open(&mut self) {
        let closed = self.active.iter().rev().take_while(|active| {
            // A marker ends what is opened again, an open element as well.
            active.node.is_some_and(|node| !self.arena.get(node).open)
        });
        let first = self.active.len() - closed.count();
        for at in first..self.active.len() {
            let Some(Active { node: Some(node), tag, .. }) = self.active.get(at).copied() else { return };
            if self.clones_left == 0 || self.stack.len() >= self.limits.depth {
                self.reached.formatting = true;
                return;
            }
            let clone = self.clone_element(node);
            self.insert_node(clone);
            self.push(clone, tag);
            if let Some(active) = self.active.get_mut(at) {
                active.node = Some(clone);
            }
        }
    }

    /// "clear the list of active formatting elements up to the last marker"
    pub(super) fn clear_to_marker(&mut self) {
        while let Some(active) = self.active.pop() {
            if active.node.is_none() {
                break;
            }
        }
    }

    /// The last formatting element of this name behind the last marker, by its place in the list.
    pub(super) fn last_active(&self, tag: Tag) -> Option<usize> {
        let behind_marker = self.active.iter().enumerate().rev().take_while(|(_, active)| active.node.is_some());
        behind_marker.into_iter().find(|(_, active)| active.tag == tag).map(|(at, _)| at)
    }

    /// The place of an element in the list.
    pub(super) fn active_place(&self, node: NodeId) -> Option<usize> {
        self.active.iter().rposition(|active| active.node == Some(node))
    }
}
