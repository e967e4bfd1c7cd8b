//! The modes up to the body, 13.2.6.4.1 to 13.2.6.4.6, and templates, which open like elements of the head.

use super::{Builder, Mode};
use crate::html::arena::{self, Node, NodeId, NodeKind};
use crate::html::tags::Tag;
use crate::html::tokenizer::{Content, TagToken};

impl Builder<'_> {
    /// 13.2.6.4.1 The "initial" insertion mode, anything else: a document without a doctype.
    pub(super) fn leave_initial(&mut self) -> bool {
        self.quirks = true;
        self.mode = Mode::BeforeHtml;
        true
    }

    /// 13.2.6.4.2 The "before html" insertion mode, anything else.
    pub(super) fn imply_html(&mut self) {
        let html = self.arena.add(self.implied_element(Tag::HTML));
        self.arena.append(NodeId::DOCUMENT, html);
        self.push(html, Tag::HTML);
        self.mode = Mode::BeforeHead;
    }

    pub(super) fn start_before_html(&mut self, token: &TagToken) -> bool {
        if token.tag == Tag::HTML {
            self.insert(token);
            self.mode = Mode::BeforeHead;
            return false;
        }
        self.imply_html();
        true
    }

    pub(super) fn end_before_html(&mut self, token: &TagToken) -> bool {
        let counts = matches!(token.tag, Tag::HEAD | Tag::BODY | Tag::HTML | Tag::BR);
        if counts {
            self.imply_html();
        }
        counts
    }

    /// 13.2.6.4.3 The "before head" insertion mode, anything else.
    pub(super) fn imply_head(&mut self) {
        let head = self.insert_implied(Tag::HEAD);
        self.head = Some(head);
        self.mode = Mode::InHead;
    }

    pub(super) fn start_before_head(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HTML => self.start_in_body(token),
            Tag::HEAD => {
                let head = self.insert(token);
                self.head = Some(head);
                self.mode = Mode::InHead;
                false
            }
            _ => {
                self.imply_head();
                true
            }
        }
    }

    pub(super) fn end_before_head(&mut self, token: &TagToken) -> bool {
        let counts = matches!(token.tag, Tag::HEAD | Tag::BODY | Tag::HTML | Tag::BR);
        if counts {
            self.imply_head();
        }
        counts
    }

    /// 13.2.6.4.4 The "in head" insertion mode, anything else.
    pub(super) fn leave_head(&mut self) {
        self.pop();
        self.mode = Mode::AfterHead;
    }

    /// 13.2.6.4.4 The "in head" insertion mode, start tags.
    pub(super) fn start_in_head(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HTML => return self.start_in_body(token),
            Tag::BASE | Tag::BASEFONT | Tag::BGSOUND | Tag::LINK | Tag::META => self.insert_void(token),
            Tag::TITLE => self.insert_raw(token, Content::Rcdata(Tag::TITLE)),
            Tag::NOFRAMES | Tag::STYLE => self.insert_raw(token, Content::Rawtext(token.tag)),
            Tag::NOSCRIPT if self.scripting => self.insert_raw(token, Content::Rawtext(Tag::NOSCRIPT)),
            Tag::NOSCRIPT => {
                self.insert(token);
                self.mode = Mode::InHeadNoscript;
            }
            Tag::SCRIPT => self.insert_raw(token, Content::Script),
            Tag::TEMPLATE => self.start_template(token),
            Tag::HEAD => {}
            _ => {
                self.leave_head();
                return true;
            }
        }
        false
    }

    /// "generic raw text element parsing algorithm", and that for RCDATA, 13.2.6.2.
    pub(super) fn insert_raw(&mut self, token: &TagToken, content: Content) {
        self.insert(token);
        self.tokens.content = content;
        self.original_mode = self.mode;
        self.mode = Mode::Text;
    }

    fn start_template(&mut self, token: &TagToken) {
        if self.flatten(token) {
            return;
        }
        let template = self.insert(token);
        let contents = self.arena.add(Node { kind: NodeKind::Contents, ..arena::EMPTY });
        self.arena.append(template, contents);
        self.push_marker();
        self.frameset_ok = false;
        self.mode = Mode::InTemplate;
        self.templates.push(Mode::InTemplate);
    }

    /// An end tag `template`, in whatever mode.
    pub(super) fn end_template(&mut self, token: &TagToken) {
        if !self.stack.holds(Tag::TEMPLATE) {
            return;
        }
        self.imply_all_ends();
        self.close_until(Tag::TEMPLATE, token);
        self.clear_to_marker();
        self.templates.pop();
        self.reset_mode();
    }

    pub(super) fn end_in_head(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HEAD => {
                if let Some(head) = self.stack.last().map(|last| last.node) {
                    self.leave_head();
                    self.close(head, Some(token));
                }
                false
            }
            Tag::BODY | Tag::HTML | Tag::BR => {
                self.leave_head();
                true
            }
            Tag::TEMPLATE => {
                self.end_template(token);
                false
            }
            _ => false,
        }
    }

    /// 13.2.6.4.5 The "in head noscript" insertion mode, anything else.
    pub(super) fn leave_head_noscript(&mut self) {
        self.pop();
        self.mode = Mode::InHead;
    }

    pub(super) fn start_in_head_noscript(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HTML => self.start_in_body(token),
            Tag::BASEFONT | Tag::BGSOUND | Tag::LINK | Tag::META | Tag::NOFRAMES | Tag::STYLE => {
                self.start_in_head(token)
            }
            Tag::HEAD | Tag::NOSCRIPT => false,
            _ => {
                self.leave_head_noscript();
                true
            }
        }
    }

    pub(super) fn end_in_head_noscript(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::NOSCRIPT => {
                self.close_until(Tag::NOSCRIPT, token);
                self.mode = Mode::InHead;
                false
            }
            Tag::BR => {
                self.leave_head_noscript();
                true
            }
            _ => false,
        }
    }

    /// 13.2.6.4.6 The "after head" insertion mode, anything else.
    pub(super) fn imply_body(&mut self) {
        self.insert_implied(Tag::BODY);
        self.mode = Mode::InBody;
    }

    pub(super) fn start_after_head(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HTML => return self.start_in_body(token),
            Tag::BODY => {
                self.insert(token);
                self.frameset_ok = false;
                self.mode = Mode::InBody;
            }
            Tag::FRAMESET => {
                self.insert(token);
                self.mode = Mode::InFrameset;
            }
            Tag::BASE
            | Tag::BASEFONT
            | Tag::BGSOUND
            | Tag::LINK
            | Tag::META
            | Tag::NOFRAMES
            | Tag::SCRIPT
            | Tag::STYLE
            | Tag::TEMPLATE
            | Tag::TITLE => {
                let Some(head) = self.head else { return false };
                self.push(head, Tag::HEAD);
                self.start_in_head(token);
                self.remove_from_stack(head, Tag::HEAD);
            }
            Tag::HEAD => {}
            _ => {
                self.imply_body();
                return true;
            }
        }
        false
    }

    pub(super) fn end_after_head(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::TEMPLATE => {
                self.end_template(token);
                false
            }
            Tag::BODY | Tag::HTML | Tag::BR => {
                self.imply_body();
                true
            }
            _ => false,
        }
    }

    /// 13.2.6.4.18 The "in template" insertion mode, start tags.
    pub(super) fn start_in_template(&mut self, token: &TagToken) -> bool {
        let mode = match token.tag {
            Tag::BASE
            | Tag::BASEFONT
            | Tag::BGSOUND
            | Tag::LINK
            | Tag::META
            | Tag::NOFRAMES
            | Tag::SCRIPT
            | Tag::STYLE
            | Tag::TEMPLATE
            | Tag::TITLE => return self.start_in_head(token),
            Tag::CAPTION | Tag::COLGROUP | Tag::TBODY | Tag::TFOOT | Tag::THEAD => Mode::InTable,
            Tag::COL => Mode::InColumnGroup,
            Tag::TR => Mode::InTableBody,
            Tag::TD | Tag::TH => Mode::InRow,
            _ => Mode::InBody,
        };
        self.templates.pop();
        self.templates.push(mode);
        self.mode = mode;
        true
    }

    pub(super) fn end_in_template(&mut self, token: &TagToken) -> bool {
        if token.tag == Tag::TEMPLATE {
            self.end_template(token);
        }
        false
    }

    /// 13.2.6.4.8 The "text" insertion mode, end tags.
    pub(super) fn end_in_text(&mut self, token: &TagToken) -> bool {
        if let Some(entry) = self.pop() {
            self.close(entry.node, Some(token));
        }
        self.mode = self.original_mode;
        false
    }
}
