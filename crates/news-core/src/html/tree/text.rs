//! Character tokens, which come as whole runs, in all insertion modes.

use super::{Builder, Mode};
use crate::html::arena::{Namespace, reading};
use crate::html::characters::{Piece, PieceText, Pieces, content, is_space, leading_newline, leading_space};
use crate::html::tags::Tag;
use crate::html::tokenizer::TextToken;

impl Builder<'_> {
    /// A run of characters.
    #[inline]
    pub(super) fn text(&mut self, text: TextToken) {
        let mut text = text;
        if self.skip_newline {
            self.skip_newline = false;
            text.start = leading_newline(self.tokens.source, text.start, text.end, text.reading);
            if text.start >= text.end {
                return;
            }
        }
        if self.tokens.in_foreign && !self.text_is_html() {
            self.text_in_foreign(text);
            return;
        }
        match self.mode {
            Mode::InBody | Mode::InCell | Mode::InCaption | Mode::InTemplate => self.text_in_body(text),
            Mode::Text => self.insert_text(text.start, text.end, text.reading),
            Mode::InTable | Mode::InTableBody | Mode::InRow => self.text_in_table(text),
            Mode::InTableText => self.pending.push(text),
            Mode::InColumnGroup => self.text_in_column_group(text),
            Mode::AfterBody | Mode::AfterAfterBody => {
                if leading_space(self.tokens.source, text.start, text.end, text.reading) < text.end {
                    self.mode = Mode::InBody;
                }
                self.text_in_body(text);
            }
            Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => self.only_space(text),
            _ => {
                if let Some(rest) = self.leave_head_modes(text) {
                    self.text_in_body(rest);
                }
            }
        }
    }

    /// The modes in front of the body, 13.2.6.4.1 to 13.2.6.4.6: white space is ignored or stays, the rest opens the body.
    /// An empty text is the end of the input. What is left for the body, nothing where no body was opened.
    pub(super) fn leave_head_modes(&mut self, text: TextToken) -> Option<TextToken> {
        let is_eof = text.start == text.end;
        let mut text = text;
        loop {
            let black = leading_space(self.tokens.source, text.start, text.end, text.reading);
            if let Mode::InHead | Mode::InHeadNoscript | Mode::AfterHead = self.mode {
                self.insert_text(text.start, black, text.reading);
            }
            if let Mode::Initial
            | Mode::BeforeHtml
            | Mode::BeforeHead
            | Mode::InHead
            | Mode::InHeadNoscript
            | Mode::AfterHead = self.mode
            {
                text.start = black;
                if text.start == text.end && !is_eof {
                    return None;
                }
            }
            match self.mode {
                Mode::Initial => {
                    self.leave_initial();
                }
                Mode::BeforeHtml => self.imply_html(),
                Mode::BeforeHead => self.imply_head(),
                Mode::InHead => self.leave_head(),
                Mode::InHeadNoscript => self.leave_head_noscript(),
                Mode::AfterHead => self.imply_body(),
                _ => return Some(text),
            }
        }
    }

    fn is_black(&self, text: TextToken) -> bool {
        if text.reading & reading::VERBATIM != 0 {
            let run = self.tokens.bytes.get(text.start..text.end).unwrap_or_default();
            return !run.iter().copied().all(is_space);
        }
        content(self.tokens.source, text.start, text.end, text.reading).black
    }

    /// 13.2.6.4.7 The "in body" insertion mode, characters.
    #[inline]
    pub(super) fn text_in_body(&mut self, text: TextToken) {
        if text.may_hold_nul && !content(self.tokens.source, text.start, text.end, text.reading).any {
            return;
        }
        self.reconstruct();
        self.insert_text(text.start, text.end, text.reading);
        if self.frameset_ok && self.is_black(text) {
            self.frameset_ok = false;
        }
    }

    /// 13.2.6.4.9 The "in table" insertion mode, characters.
    fn text_in_table(&mut self, text: TextToken) {
        let in_structure = self.stack.last().is_some_and(|last| {
            last.namespace == Namespace::Html
                && matches!(last.tag, Tag::TABLE | Tag::TBODY | Tag::TEMPLATE | Tag::TFOOT | Tag::THEAD | Tag::TR)
        });
        if in_structure {
            self.original_mode = self.mode;
            self.mode = Mode::InTableText;
            self.pending.push(text);
        } else {
            self.foster = true;
            self.text_in_body(text);
            self.foster = false;
        }
    }

    /// 13.2.6.4.10 The "in table text" insertion mode, anything else.
    pub(super) fn flush_table_text(&mut self) {
        self.mode = self.original_mode;
        let pending = std::mem::take(&mut self.pending);
        let black = pending.iter().any(|text| self.is_black(*text));
        self.foster = black;
        for text in &pending {
            if black {
                self.text_in_body(*text);
            } else if content(self.tokens.source, text.start, text.end, text.reading).any {
                self.insert_text(text.start, text.end, text.reading);
            }
        }
        self.foster = false;
        self.pending = pending;
        self.pending.clear();
    }

    /// 13.2.6.4.12 The "in column group" insertion mode, characters.
    fn text_in_column_group(&mut self, text: TextToken) {
        let black = leading_space(self.tokens.source, text.start, text.end, text.reading);
        self.insert_text(text.start, black, text.reading);
        let rest = TextToken { start: black, ..text };
        if black < text.end && self.leave_column_group() {
            self.text(rest);
        } else {
            self.only_space(rest);
        }
    }

    /// Where only white space counts: about framesets, 13.2.6.4.19 to 13.2.6.4.22, and between the columns of a template.
    fn only_space(&mut self, text: TextToken) {
        let pieces = Pieces::new(self.tokens.source, text.start, text.end, text.reading);
        for Piece { source, text: piece } in pieces {
            let start = source.start as usize;
            match piece {
                PieceText::Verbatim(piece) => {
                    let mut at = start;
                    for word in piece.split(|character: char| !character.is_ascii() || !is_space(character as u8)) {
                        self.space(at, at + word.len(), text.reading);
                        at += word.len();
                        at += piece.get(at - start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                    }
                }
                PieceText::Rewritten(' ' | '\t' | '\n' | '\r' | '\x0C', None) => {
                    self.space(start, source.end as usize, text.reading);
                }
                PieceText::Rewritten(..) | PieceText::Dropped => {}
            }
        }
    }

    fn space(&mut self, start: usize, end: usize, reading: u8) {
        if self.mode == Mode::AfterAfterFrameset && start < end {
            self.reconstruct();
        }
        self.insert_text(start, end, reading);
    }

    /// 13.2.6.5 The rules for parsing tokens in foreign content, characters.
    fn text_in_foreign(&mut self, text: TextToken) {
        self.insert_text(text.start, text.end, text.reading & !reading::DROP_NUL);
        if self.frameset_ok && self.is_black(text) {
            self.frameset_ok = false;
        }
    }
}
