//! Tables, 13.2.6.4.9 to 13.2.6.4.15.

use super::{Builder, Mode};
use crate::html::arena::Namespace;
use crate::html::tags::Tag;
use crate::html::tokenizer::TagToken;

impl Builder<'_> {
    /// "clear the stack back to a table context", or that of a table body or of a row.
    fn clear_back_to(&mut self, context: &[Tag]) {
        let stops = |tag: Tag| context.contains(&tag) || matches!(tag, Tag::TEMPLATE | Tag::HTML);
        while let Some(last) = self.stack.last() {
            if last.namespace == Namespace::Html && stops(last.tag) {
                break;
            }
            self.pop();
        }
    }

    fn clear_to_table(&mut self) {
        self.clear_back_to(&[Tag::TABLE]);
    }

    fn clear_to_body(&mut self) {
        self.clear_back_to(&[Tag::TBODY, Tag::TFOOT, Tag::THEAD]);
    }

    fn clear_to_row(&mut self) {
        self.clear_back_to(&[Tag::TR]);
    }

    /// 13.2.6.4.9 The "in table" insertion mode, start tags.
    pub(super) fn start_in_table(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::CAPTION => {
                self.clear_to_table();
                self.push_marker();
                self.insert(token);
                self.mode = Mode::InCaption;
            }
            Tag::COLGROUP => {
                self.clear_to_table();
                self.insert(token);
                self.mode = Mode::InColumnGroup;
            }
            Tag::COL => {
                self.clear_to_table();
                self.insert_implied(Tag::COLGROUP);
                self.mode = Mode::InColumnGroup;
                return true;
            }
            Tag::TBODY | Tag::TFOOT | Tag::THEAD => {
                self.clear_to_table();
                self.insert(token);
                self.mode = Mode::InTableBody;
            }
            Tag::TD | Tag::TH | Tag::TR => {
                self.clear_to_table();
                self.insert_implied(Tag::TBODY);
                self.mode = Mode::InTableBody;
                return true;
            }
            Tag::TABLE => {
                if self.stack.in_table_scope(Tag::TABLE) {
                    self.pop_until(Tag::TABLE);
                    self.reset_mode();
                    return true;
                }
            }
            Tag::STYLE | Tag::SCRIPT | Tag::TEMPLATE => return self.start_in_head(token),
            Tag::INPUT if self.is_hidden(token) => self.insert_void(token),
            Tag::FORM => {
                if self.form.is_none() && !self.stack.holds(Tag::TEMPLATE) {
                    let form = self.insert_empty(token, Tag::FORM, Namespace::Html);
                    self.form = Some(form);
                }
            }
            _ => {
                self.foster = true;
                let again = self.start_in_body(token);
                self.foster = false;
                return again;
            }
        }
        false
    }

    pub(super) fn end_in_table(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::TABLE => {
                if self.stack.in_table_scope(Tag::TABLE) {
                    self.close_until(Tag::TABLE, token);
                    self.reset_mode();
                }
            }
            Tag::BODY
            | Tag::CAPTION
            | Tag::COL
            | Tag::COLGROUP
            | Tag::HTML
            | Tag::TBODY
            | Tag::TD
            | Tag::TFOOT
            | Tag::TH
            | Tag::THEAD
            | Tag::TR => {}
            Tag::TEMPLATE => self.end_template(token),
            _ => {
                self.foster = true;
                let again = self.end_in_body(token);
                self.foster = false;
                return again;
            }
        }
        false
    }

    /// 13.2.6.4.11 The "in caption" insertion mode, start tags.
    pub(super) fn start_in_caption(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::CAPTION
            | Tag::COL
            | Tag::COLGROUP
            | Tag::TBODY
            | Tag::TD
            | Tag::TFOOT
            | Tag::TH
            | Tag::THEAD
            | Tag::TR => self.leave_caption(None),
            _ => self.start_in_body(token),
        }
    }

    /// Closes the caption; whether there was one.
    fn leave_caption(&mut self, end: Option<&TagToken>) -> bool {
        if !self.stack.in_table_scope(Tag::CAPTION) {
            return false;
        }
        self.imply_ends(None);
        if let Some(caption) = self.pop_until(Tag::CAPTION) {
            self.close(caption, end);
        }
        self.clear_to_marker();
        self.mode = Mode::InTable;
        true
    }

    pub(super) fn end_in_caption(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::CAPTION => {
                self.leave_caption(Some(token));
                false
            }
            Tag::TABLE => self.leave_caption(None),
            Tag::BODY
            | Tag::COL
            | Tag::COLGROUP
            | Tag::HTML
            | Tag::TBODY
            | Tag::TD
            | Tag::TFOOT
            | Tag::TH
            | Tag::THEAD
            | Tag::TR => false,
            _ => self.end_in_body(token),
        }
    }

    /// 13.2.6.4.12 The "in column group" insertion mode, start tags.
    pub(super) fn start_in_column_group(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::HTML => self.start_in_body(token),
            Tag::COL => {
                self.insert_void(token);
                false
            }
            Tag::TEMPLATE => self.start_in_head(token),
            _ => self.leave_column_group(),
        }
    }

    /// Closes the column group; whether there was one.
    pub(super) fn leave_column_group(&mut self) -> bool {
        let is_group = self.stack.last().is_some_and(|last| last.is(Tag::COLGROUP));
        if is_group {
            self.pop();
            self.mode = Mode::InTable;
        }
        is_group
    }

    pub(super) fn end_in_column_group(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::COLGROUP => {
                let group = self.stack.last().map(|last| last.node);
                if self.leave_column_group()
                    && let Some(group) = group
                {
                    self.close(group, Some(token));
                }
                false
            }
            Tag::COL => false,
            Tag::TEMPLATE => {
                self.end_template(token);
                false
            }
            _ => self.leave_column_group(),
        }
    }

    /// 13.2.6.4.13 The "in table body" insertion mode, start tags.
    pub(super) fn start_in_table_body(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::TR => {
                self.clear_to_body();
                self.insert(token);
                self.mode = Mode::InRow;
                false
            }
            Tag::TH | Tag::TD => {
                self.clear_to_body();
                self.insert_implied(Tag::TR);
                self.mode = Mode::InRow;
                true
            }
            Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::TBODY | Tag::TFOOT | Tag::THEAD => self.leave_table_body(),
            _ => self.start_in_table(token),
        }
    }

    /// Closes the table body in hand; whether there was one.
    fn leave_table_body(&mut self) -> bool {
        if ![Tag::TBODY, Tag::THEAD, Tag::TFOOT].into_iter().any(|tag| self.stack.in_table_scope(tag)) {
            return false;
        }
        self.clear_to_body();
        self.pop();
        self.mode = Mode::InTable;
        true
    }

    pub(super) fn end_in_table_body(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::TBODY | Tag::TFOOT | Tag::THEAD => {
                if self.stack.in_table_scope(token.tag) {
                    self.clear_to_body();
                    if let Some(body) = self.pop() {
                        self.close(body.node, Some(token));
                    }
                    self.mode = Mode::InTable;
                }
                false
            }
            Tag::TABLE => self.leave_table_body(),
            Tag::BODY | Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::HTML | Tag::TD | Tag::TH | Tag::TR => false,
            _ => self.end_in_table(token),
        }
    }

    /// 13.2.6.4.14 The "in row" insertion mode, start tags.
    pub(super) fn start_in_row(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::TH | Tag::TD => {
                self.clear_to_row();
                self.insert(token);
                self.mode = Mode::InCell;
                self.push_marker();
                false
            }
            Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::TBODY | Tag::TFOOT | Tag::THEAD | Tag::TR => {
                self.leave_row(None)
            }
            _ => self.start_in_table(token),
        }
    }

    /// Closes the row in hand; whether there was one.
    fn leave_row(&mut self, end: Option<&TagToken>) -> bool {
        if !self.stack.in_table_scope(Tag::TR) {
            return false;
        }
        self.clear_to_row();
        if let Some(row) = self.pop() {
            self.close(row.node, end);
        }
        self.mode = Mode::InTableBody;
        true
    }

    pub(super) fn end_in_row(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::TR => {
                self.leave_row(Some(token));
                false
            }
            Tag::TABLE => self.leave_row(None),
            Tag::TBODY | Tag::TFOOT | Tag::THEAD => self.stack.in_table_scope(token.tag) && self.leave_row(None),
            Tag::BODY | Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::HTML | Tag::TD | Tag::TH => false,
            _ => self.end_in_table(token),
        }
    }

    /// 13.2.6.4.15 The "in cell" insertion mode, start tags.
    pub(super) fn start_in_cell(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::CAPTION
            | Tag::COL
            | Tag::COLGROUP
            | Tag::TBODY
            | Tag::TD
            | Tag::TFOOT
            | Tag::TH
            | Tag::THEAD
            | Tag::TR => self.close_cell(),
            _ => self.start_in_body(token),
        }
    }

    /// "close the cell"; whether there was one.
    fn close_cell(&mut self) -> bool {
        let cell = [Tag::TD, Tag::TH].into_iter().find(|tag| self.stack.in_table_scope(*tag));
        let Some(cell) = cell else { return false };
        self.imply_ends(None);
        self.pop_until(cell);
        self.clear_to_marker();
        self.mode = Mode::InRow;
        true
    }

    pub(super) fn end_in_cell(&mut self, token: &TagToken) -> bool {
        match token.tag {
            Tag::TD | Tag::TH => {
                if self.stack.in_table_scope(token.tag) {
                    self.imply_ends(None);
                    self.close_until(token.tag, token);
                    self.clear_to_marker();
                    self.mode = Mode::InRow;
                }
                false
            }
            Tag::BODY | Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::HTML => false,
            Tag::TABLE | Tag::TBODY | Tag::TFOOT | Tag::THEAD | Tag::TR => {
                self.stack.in_table_scope(token.tag) && self.close_cell()
            }
            _ => self.end_in_body(token),
        }
    }
}
