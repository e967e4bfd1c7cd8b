//! Text that only its own end tag ends: RCDATA, RAWTEXT, script data, PLAINTEXT, CDATA sections.

use memchr::{memchr2, memmem};

use super::{Content, TextToken, Token, Tokenizer};
use crate::html::arena::reading;
use crate::html::tags::Tag;

impl Tokenizer<'_> {
    /// The next token where the content is not markup.
    pub(super) fn raw(&mut self) -> Token {
        let start = self.at;
        let (text_end, end_tag) = match self.content {
            Content::Rcdata(tag) | Content::Rawtext(tag) => self.raw_end(start, tag),
            Content::Script => self.script_end(start),
            Content::Cdata => return self.section().unwrap_or_else(|| self.next()),
            Content::Plaintext | Content::Data => (self.bytes.len(), false),
        };
        if start < text_end {
            self.at = text_end;
            return Token::Text(self.raw_text(start, text_end));
        }
        if !end_tag {
            return Token::Eof;
        }
        self.content = Content::Data;
        self.end_tag(start)
    }

    fn raw_text(&self, start: usize, end: usize) -> TextToken {
        let references = if matches!(self.content, Content::Rcdata(_)) { reading::REFERENCES } else { 0 };
        TextToken { start, end, reading: references, may_hold_nul: true }
    }

    /// Where text ends that `</tag` ends, and whether it does end there, 13.2.5.11 and 13.2.5.14.
    fn raw_end(&self, start: usize, tag: Tag) -> (usize, bool) {
        let mut at = start;
        while let Some(lt) = self.find(b'<', at) {
            if self.is_end_tag(lt, tag) {
                return (lt, true);
            }
            at = lt + 1;
        }
        (self.bytes.len(), false)
    }

    /// Whether `</tag` stands at `lt`, "an appropriate end tag token".
    #[inline]
    fn is_end_tag(&self, lt: usize, tag: Tag) -> bool {
        self.byte(lt + 1) == Some(b'/') && self.is_name(lt + 2, tag)
    }

    fn is_name(&self, at: usize, tag: Tag) -> bool {
        let Some(name) = tag.known_name() else { return false };
        let rest = self.rest(at);
        rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && matches!(rest.get(name.len()), Some(b' ' | b'\n' | b'\t' | b'\r' | b'\x0C' | b'/' | b'>'))
    }

    /// Where a script ends, 13.2.5.4 Script data state and its escaped states: behind `<!--` a `<script` needs its own end
    /// tag, until `-->`.
    fn script_end(&self, start: usize) -> (usize, bool) {
        let mut at = start;
        while let Some(lt) = self.find(b'<', at) {
            if self.is_end_tag(lt, Tag::SCRIPT) {
                return (lt, true);
            }
            at = lt + 1;
            if self.rest(at).starts_with(b"!--") {
                // `<!-->` and `<!--->` are closed at once.
                match self.escaped_end(at + 1) {
                    Escape::Closed(behind) => at = behind,
                    Escape::EndTag(lt) => return (lt, true),
                    Escape::Eof => break,
                }
            }
        }
        (self.bytes.len(), false)
    }

    /// 13.2.5.20 to 13.2.5.31, the escaped and the double escaped states, from the first dash of `<!--` on.
    fn escaped_end(&self, dashes: usize) -> Escape {
        let mut at = dashes;
        let mut double = false;
        loop {
            let Some(found) = memchr2(b'<', b'-', self.rest(at)) else { return Escape::Eof };
            at += found;
            if self.byte(at) == Some(b'-') {
                let run = self.rest(at).iter().take_while(|byte| **byte == b'-').count();
                at += run;
                if run >= 2 && self.byte(at) == Some(b'>') {
                    return Escape::Closed(at + 1);
                }
            } else if double {
                double = !self.is_end_tag(at, Tag::SCRIPT);
                at += 1;
            } else if self.is_end_tag(at, Tag::SCRIPT) {
                return Escape::EndTag(at);
            } else {
                double = self.is_name(at + 1, Tag::SCRIPT);
                at += 1;
            }
        }
    }

    /// 13.2.5.69 CDATA section state, up to `]]>`; nothing for an empty section.
    pub(super) fn section(&mut self) -> Option<Token> {
        self.content = Content::Data;
        let start = self.at;
        let len = memmem::find(self.rest(start), b"]]>");
        let end = len.map_or(self.bytes.len(), |len| start + len);
        self.at = len.map_or(end, |_| end + 3);
        let text = TextToken { start, end, reading: reading::DROP_NUL, may_hold_nul: true };
        (start < end).then_some(Token::Text(text))
    }
}

/// How the escaped part of a script ends.
enum Escape {
    /// By `-->`, and where it goes on.
    Closed(usize),
    /// By the end tag of the script.
    EndTag(usize),
    Eof,
}
