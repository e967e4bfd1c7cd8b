//! Framesets, 13.2.6.4.19 to 13.2.6.4.22.

use super::{Builder, Mode};
use crate::html::tags::Tag;
use crate::html::tokenizer::TagToken;

impl Builder<'_> {
    /// 13.2.6.4.19 The "in frameset" insertion mode, start tags.
    pub(super) fn start_in_frameset(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HTML => return self.start_in_body(token),
            Tag::FRAMESET if self.stack.len() >= self.limits.depth => {
                self.reached.depth = true;
                self.insert_void(token);
            }
            Tag::FRAMESET => {
                self.insert(token);
            }
            Tag::FRAME => self.insert_void(token),
            Tag::NOFRAMES => return self.start_in_head(token),
            _ => {}
        }
        false
    }

    pub(super) fn end_in_frameset(&mut self, token: &TagToken) -> bool {
        if token.tag == Tag::FRAMESET && self.stack.len() > 1 {
            if let Some(frameset) = self.pop() {
                self.close(frameset.node, Some(token));
            }
            let is_inside = self.stack.last().is_some_and(|last| last.is(Tag::FRAMESET));
            if self.context.is_none() && !is_inside {
                self.mode = Mode::AfterFrameset;
            }
        }
        false
    }

    /// 13.2.6.4.20 The "after frameset" insertion mode and 13.2.6.4.22 "after after frameset", start tags.
    pub(super) fn start_after_frameset(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HTML => self.start_in_body(token),
            Tag::NOFRAMES => self.start_in_head(token),
            _ => false,
        }
    }

    pub(super) fn end_after_frameset(&mut self, token: &TagToken) -> bool {
        if token.tag == Tag::HTML {
            self.mode = Mode::AfterAfterFrameset;
        }
        false
    }
}
