//! 13.2.5 Tokenization, without a state per character: a token is found by looking for what ends it.
//!
//! Nothing is decoded or copied here. A token says where it stands; [`super::characters`] reads it when somebody asks.

mod declarations;
mod raw;
mod tags;

use memchr::memchr;

use super::arena::{Attribute, reading};
use super::limits::Limits;
use super::names::Names;
use super::scan::{find, is_odd};
use super::tags::Tag;
pub(super) use declarations::Doctype;
pub(super) use tags::{TagToken, key_of};

/// What the tokenizer reads: markup, or text up to a certain end tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    Data,
    /// `title`, `textarea`: references count.
    Rcdata(Tag),
    /// `style`, `xmp`, `iframe`, `noembed`, `noframes`, `noscript`.
    Rawtext(Tag),
    Script,
    Plaintext,
    /// A CDATA section of foreign content.
    Cdata,
}

impl Content {
    /// RCDATA without an end tag: that of a name that nothing has.
    pub(super) const ENDLESS_RCDATA: Content = Content::Rcdata(Tag::NONE);
}

/// A stretch of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextToken {
    pub(super) start: usize,
    pub(super) end: usize,
    /// See [`reading`]; `VERBATIM` only where it was looked at.
    pub(super) reading: u8,
    /// Whether a U+0000 may be inside.
    pub(super) may_hold_nul: bool,
}

#[derive(Debug)]
pub(super) enum Token {
    Text(TextToken),
    Start(TagToken),
    End(TagToken),
    Comment {
        start: usize,
        end: usize,
    },
    /// See [`Tokenizer::doctype`].
    Doctype,
    Eof,
}

/// Cuts the source into tokens.
#[derive(Debug)]
pub(super) struct Tokenizer<'a> {
    pub(super) source: &'a str,
    pub(super) bytes: &'a [u8],
    /// The next byte to read.
    pub(super) at: usize,
    pub(super) content: Content,
    /// Whether the adjusted current node is foreign: `<![CDATA[` starts a section.
    pub(super) in_foreign: bool,
    /// The last doctype.
    pub(super) doctype: Doctype,
    /// Attributes of all elements, one behind the other.
    pub(super) attributes: Vec<Attribute>,
    pub(super) names: Names<'a>,
    pub(super) limits: Limits,
    pub(super) dropped_attributes: bool,
}

/// What a `<` starts.
enum Markup {
    Start,
    End,
    /// `</>`
    Nothing,
    /// A comment, a doctype or what is read as a comment.
    Declaration,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(source: &'a str, attributes: Vec<Attribute>, names: Names<'a>, limits: Limits) -> Self {
        Tokenizer {
            source,
            bytes: source.as_bytes(),
            at: 0,
            content: Content::Data,
            in_foreign: false,
            doctype: Doctype::default(),
            attributes,
            names,
            limits,
            dropped_attributes: false,
        }
    }

    #[inline]
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    #[inline]
    pub(super) fn rest(&self, at: usize) -> &'a [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// Where `byte` stands next, from `at` on.
    #[inline]
    pub(super) fn find(&self, byte: u8, at: usize) -> Option<usize> {
        find(self.bytes, byte, at)
    }

    /// The next token.
    #[inline]
    pub(super) fn next(&mut self) -> Token {
        match self.content {
            Content::Data => self.data(),
            _ => self.raw(),
        }
    }

    /// 13.2.5.1 Data state and what a `<` leads to.
    #[inline]
    fn data(&mut self) -> Token {
        loop {
            let start = self.at;
            let Some((lt, markup)) = self.markup(start) else {
                self.at = self.bytes.len();
                return if start < self.at { self.text(start, self.at) } else { Token::Eof };
            };
            self.at = lt;
            if start < lt {
                return self.text(start, lt);
            }
            match markup {
                Markup::Start => return self.start_tag(lt),
                Markup::End => return self.end_tag(lt),
                Markup::Nothing => self.at = lt + 3,
                Markup::Declaration => {
                    if let Some(token) = self.declaration(lt) {
                        return token;
                    }
                }
            }
        }
    }

    /// The next `<` that is no text, 13.2.5.6 Tag open state and 13.2.5.7 End tag open state.
    #[inline]
    fn markup(&self, from: usize) -> Option<(usize, Markup)> {
        let mut from = from;
        loop {
            let lt = self.find(b'<', from)?;
            match self.byte(lt + 1)? {
                b'a'..=b'z' | b'A'..=b'Z' => return Some((lt, Markup::Start)),
                b'/' => match self.byte(lt + 2)? {
                    b'a'..=b'z' | b'A'..=b'Z' => return Some((lt, Markup::End)),
                    b'>' => return Some((lt, Markup::Nothing)),
                    _ => return Some((lt, Markup::Declaration)),
                },
                b'!' | b'?' => return Some((lt, Markup::Declaration)),
                _ => from = lt + 1,
            }
        }
    }

    /// Text of the data state.
    #[inline]
    fn text(&self, start: usize, end: usize) -> Token {
        let reading = reading::REFERENCES | reading::DROP_NUL;
        if is_odd(self.bytes, start, end) {
            let may_hold_nul = memchr(0, self.bytes.get(start..end).unwrap_or_default()).is_some();
            return Token::Text(TextToken { start, end, reading, may_hold_nul });
        }
        Token::Text(TextToken { start, end, reading: reading | reading::VERBATIM, may_hold_nul: false })
    }
}
