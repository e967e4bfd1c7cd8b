//! 13.2.6.4.7 The "in body" insertion mode: end tags, and what follows the body.

use super::{Builder, Mode};
use crate::html::arena::Namespace;
use crate::html::tags::Tag;
use crate::html::tokenizer::TagToken;

impl Builder<'_> {
    /// 13.2.6.4.7 The "in body" insertion mode, end tags.
    pub(super) fn end_in_body(&mut self, token: &TagToken) -> bool {
        let tag = token.tag;
        if self.reached.depth && self.flattened.close(tag) {
            return false;
        }
        match tag {
            Tag::DIV
            | Tag::ADDRESS
            | Tag::ARTICLE
            | Tag::ASIDE
            | Tag::BLOCKQUOTE
            | Tag::BUTTON
            | Tag::CENTER
            | Tag::DETAILS
            | Tag::DIALOG
            | Tag::DIR
            | Tag::DL
            | Tag::FIELDSET
            | Tag::FIGCAPTION
            | Tag::FIGURE
            | Tag::FOOTER
            | Tag::HEADER
            | Tag::HGROUP
            | Tag::LISTING
            | Tag::MAIN
            | Tag::MENU
            | Tag::NAV
            | Tag::OL
            | Tag::PRE
            | Tag::SEARCH
            | Tag::SECTION
            | Tag::SELECT
            | Tag::SUMMARY
            | Tag::UL => {
                if self.stack.in_scope(tag) {
                    self.imply_ends(None);
                    self.close_until(tag, token);
                }
            }
            Tag::P => {
                if !self.stack.in_button_scope(Tag::P) {
                    self.insert_implied(Tag::P);
                }
                self.close_until(Tag::P, token);
            }
            Tag::LI => {
                if self.stack.in_list_scope(Tag::LI) {
                    self.imply_ends(Some(Tag::LI));
                    self.close_until(Tag::LI, token);
                }
            }
            Tag::DD | Tag::DT => {
                if self.stack.in_scope(tag) {
                    self.imply_ends(Some(tag));
                    self.close_until(tag, token);
                }
            }
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => self.end_heading(token),
            Tag::A
            | Tag::B
            | Tag::BIG
            | Tag::CODE
            | Tag::EM
            | Tag::FONT
            | Tag::I
            | Tag::NOBR
            | Tag::S
            | Tag::SMALL
            | Tag::STRIKE
            | Tag::STRONG
            | Tag::TT
            | Tag::U => self.adopt(tag, Some(token)),
            Tag::FORM => self.end_form(token),
            Tag::BODY | Tag::HTML => return self.end_root(token),
            Tag::APPLET | Tag::MARQUEE | Tag::OBJECT => {
                if self.stack.in_scope(tag) {
                    self.imply_ends(None);
                    self.close_until(tag, token);
                    self.clear_to_marker();
                }
            }
            Tag::BR => self.start_br(&TagToken { n_attributes: 0, self_closing: false, ..*token }),
            Tag::TEMPLATE => self.end_template(token),
            _ => self.any_other_end(tag, Some(token)),
        }
        false
    }

    /// "any other end tag"
    #[inline]
    pub(super) fn any_other_end(&mut self, tag: Tag, end: Option<&TagToken>) {
        if let Some(at) = self.stack.closed_by(tag) {
            let node = self.pop_to(at);
            if let Some(node) = node {
                self.close(node, end);
            }
        }
    }

    fn end_heading(&mut self, token: &TagToken) {
        let headings = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
        let top = headings.into_iter().filter_map(|tag| self.stack.top_of(tag)).max();
        if let Some(at) = top.filter(|at| *at >= self.stack.scope()) {
            self.imply_ends(None);
            if let Some(node) = self.pop_to(at) {
                self.close(node, Some(token));
            }
        }
    }

    fn end_form(&mut self, token: &TagToken) {
        if self.stack.holds(Tag::TEMPLATE) {
            if self.stack.in_scope(Tag::FORM) {
                self.imply_ends(None);
                self.close_until(Tag::FORM, token);
            }
            return;
        }
        let Some(form) = self.form.take() else { return };
        let place = self.stack.place_of(form, Tag::FORM);
        if place.is_some_and(|at| at >= self.stack.scope()) {
            self.imply_ends(None);
            self.remove_from_stack(form, Tag::FORM);
            self.close(form, Some(token));
        }
    }

    fn end_root(&mut self, token: &TagToken) -> bool {
        if !self.stack.in_scope(Tag::BODY) {
            return false;
        }
        if token.tag == Tag::BODY
            && let Some(body) = self.stack.get(1).map(|second| second.node)
        {
            self.close(body, Some(token));
        }
        self.mode = Mode::AfterBody;
        token.tag == Tag::HTML
    }

    /// 13.2.6.4.16 The "after body" insertion mode and 13.2.6.4.21 "after after body", start tags.
    pub(super) fn start_after_body(&mut self, token: &TagToken) -> bool {
        if token.tag == Tag::HTML {
            return self.start_in_body(token);
        }
        self.mode = Mode::InBody;
        true
    }

    pub(super) fn end_after_body(&mut self, token: &TagToken) -> bool {
        if token.tag == Tag::HTML && self.mode == Mode::AfterBody {
            if self.context.is_none() {
                if let Some(root) = self.stack.get(0).filter(|root| root.namespace == Namespace::Html) {
                    self.close(root.node, Some(token));
                }
                self.mode = Mode::AfterAfterBody;
            }
            return false;
        }
        self.mode = Mode::InBody;
        true
    }
}
