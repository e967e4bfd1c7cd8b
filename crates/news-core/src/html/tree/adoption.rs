//! The adoption agency algorithm, 13.2.6.4.7: an end tag `</b>` where `<b>` and `<p>` overlap.

use super::formatting::Active;
use super::stack::Entry;
use super::{Builder, Parent};
use crate::html::arena::NodeId;
use crate::html::tags::Tag;
use crate::html::tokenizer::TagToken;

/// Open elements that may be lifted at the price of one clone, see [`limits::MIN_CLONES`](crate::html::limits).
const LIFTED_PER_CLONE: usize = 32;

/// The formatting element, its place in the list and on the stack, and the furthest block, with its place.
struct Overlap {
    formatting: NodeId,
    tag: Tag,
    listed: usize,
    at: usize,
    block: NodeId,
    block_at: usize,
}

impl Builder<'_> {
    /// Runs the algorithm for the name of an end tag, or of the start tag that closes its like.
    pub(super) fn adopt(&mut self, tag: Tag, end: Option<&TagToken>) {
        if self.stack.last().is_some_and(|last| last.is(tag) && self.active_place(last.node).is_none()) {
            if let Some(entry) = self.pop() {
                self.close(entry.node, end);
            }
            return;
        }
        for _ in 0..8 {
            let Some(overlap) = self.overlap(tag, end) else { return };
            // Open elements above the overlap are lifted to change what is below them.
            let lifted = (self.stack.len() - overlap.at) / LIFTED_PER_CLONE;
            if self.clones_left < 4 + lifted {
                self.reached.formatting = true;
                return;
            }
            self.clones_left -= lifted;
            self.adopt_once(&overlap, end);
        }
    }

    /// Steps 4.1 to 4.8: what overlaps, unless the simple cases settle it.
    fn overlap(&mut self, tag: Tag, end: Option<&TagToken>) -> Option<Overlap> {
        let Some(listed) = self.last_active(tag) else {
            self.any_other_end(tag, end);
            return None;
        };
        let formatting = self.active.get(listed)?.node?;
        let Some(at) = self.stack.place_of(formatting, tag) else {
            self.active.remove(listed);
            return None;
        };
        if at < self.stack.scope() {
            return None;
        }
        let Some(block_at) = self.stack.special_above(at) else {
            while self.stack.len() > at {
                self.pop();
            }
            self.close(formatting, end);
            self.active.remove(listed);
            return None;
        };
        let block = self.stack.get(block_at)?.node;
        Some(Overlap { formatting, tag, listed, at, block, block_at })
    }

    /// Steps 4.9 to 4.19.
    fn adopt_once(&mut self, overlap: &Overlap, end: Option<&TagToken>) {
        let &Overlap { formatting, tag, listed, at, block, block_at } = overlap;
        let Some(ancestor) = at.checked_sub(1).and_then(|at| self.stack.get(at)).copied() else { return };
        let mut bookmark = listed;
        let mut last = block;
        let mut n_inner = 0;
        // What is between the formatting element and the block, from the block down: kept clones only.
        let mut kept: Vec<(NodeId, Tag)> = Vec::new();
        for between in (at + 1..block_at).rev() {
            let Some(Entry { node, tag, .. }) = self.stack.get(between).copied() else { break };
            n_inner += 1;
            let mut place = self.active_place(node);
            if n_inner > 3
                && let Some(listed) = place.take()
            {
                self.active.remove(listed);
                bookmark -= usize::from(listed < bookmark);
            }
            let Some(place) = place else {
                self.leave(node);
                continue;
            };
            let clone = self.clone_element(node);
            self.leave(node);
            if let Some(active) = self.active.get_mut(place) {
                active.node = Some(clone);
            }
            kept.push((clone, tag));
            if last == block {
                bookmark = place + 1;
            }
            self.arena.detach(last);
            self.arena.append(clone, last);
            last = clone;
        }
        self.arena.detach(last);
        let place = self.place(Parent::Of(ancestor));
        self.put(place, last);
        let clone = self.clone_element(formatting);
        self.arena.move_children(block, clone);
        self.arena.append(block, clone);
        self.relist(formatting, bookmark, Active::new(clone, tag));
        self.leave(formatting);
        self.close(formatting, end);
        self.stack.change_from(at, |entries| {
            // The formatting element and all between it and the block go; the clones that are kept come, the last first.
            let Some(model) = entries.first().copied() else { return };
            let behind = entries.split_off((block_at - at).min(entries.len()));
            entries.clear();
            entries.extend(kept.iter().rev().map(|(node, tag)| model.with(*node, *tag)));
            let mut behind = behind.into_iter();
            entries.extend(behind.next());
            entries.push(model.with(clone, tag));
            entries.extend(behind);
        });
        for (node, _) in kept.into_iter().chain([(clone, tag)]) {
            self.enter(node);
        }
    }

    /// Takes `old` from the list and puts `new` where the bookmark is.
    fn relist(&mut self, old: NodeId, bookmark: usize, new: Active) {
        let mut bookmark = bookmark;
        if let Some(at) = self.active_place(old) {
            self.active.remove(at);
            bookmark -= usize::from(at < bookmark);
        }
        self.active.insert(bookmark.min(self.active.len()), new);
    }
}
