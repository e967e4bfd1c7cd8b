//! The tokens of a text as the html5lib tests of tokenizers have them; only tests call it.

use super::arena::reading;
use super::characters::decode;
use super::limits::Limits;
use super::names::Names;
use super::tags::Tag;
use super::tokenizer::{Content, Token, Tokenizer};

/// The state that a test starts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestState {
    /// Markup.
    Data,
    /// PLAINTEXT.
    Plaintext,
    /// RCDATA.
    Rcdata,
    /// RAWTEXT.
    Rawtext,
    /// Script data.
    Script,
    /// A CDATA section.
    Cdata,
}

/// A token, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestToken {
    /// Characters; runs beside each other are one.
    Text(String),
    /// A start tag: name, attributes in order, whether it ends in `/>`.
    Start(String, Vec<(String, String)>, bool),
    /// An end tag.
    End(String),
    /// A comment.
    Comment(String),
    /// A doctype: name, public identifier, system identifier, correctness.
    Doctype(Option<String>, Option<String>, Option<String>, bool),
}

/// Cuts a text into tokens from a state, behind a start tag of a name.
pub fn tokens(source: &str, state: TestState, last_start_tag: Option<&str>) -> Vec<TestToken> {
    let mut tokenizer = Tokenizer::new(source, Vec::new(), Names::default(), Limits::default());
    let tag = last_start_tag.and_then(Tag::named).unwrap_or(Tag::TITLE);
    tokenizer.content = match state {
        TestState::Data => Content::Data,
        TestState::Plaintext => Content::Plaintext,
        TestState::Rcdata => Content::Rcdata(tag),
        TestState::Rawtext => Content::Rawtext(tag),
        TestState::Script => Content::Script,
        TestState::Cdata => Content::Cdata,
    };
    let mut found: Vec<TestToken> = Vec::new();
    loop {
        let token = tokenizer.next();
        let read = |(start, end): (usize, usize), reading| decode(source, start, end, reading).into_owned();
        let token = match token {
            Token::Eof => return found,
            Token::Text(text) => {
                let mut reading = text.reading;
                if reading & reading::DROP_NUL != 0 {
                    reading = reading & !reading::DROP_NUL | reading::KEEP_NUL;
                }
                let text = read((text.start, text.end), reading);
                if let Some(TestToken::Text(before)) = found.last_mut() {
                    before.push_str(&text);
                    continue;
                }
                TestToken::Text(text)
            }
            Token::Start(token) => {
                let first = token.attributes as usize;
                let own = tokenizer.attributes.get(first..first + token.n_attributes as usize).unwrap_or_default();
                let attributes = own.iter().map(|attribute| {
                    let name = (attribute.name_start as usize, attribute.name_end as usize);
                    let value = (attribute.value_start as usize, attribute.value_end as usize);
                    (read(name, reading::NAME), read(value, reading::REFERENCES | reading::ATTRIBUTE))
                });
                TestToken::Start(name(source, token.start as usize + 1), attributes.collect(), token.self_closing)
            }
            Token::End(token) => TestToken::End(name(source, token.start as usize + 2)),
            Token::Comment { start, end } => TestToken::Comment(read((start, end), 0)),
            Token::Doctype => {
                let doctype = tokenizer.doctype;
                TestToken::Doctype(
                    doctype.name.map(|name| read(name, reading::NAME)),
                    doctype.public.map(|public| read(public, 0)),
                    doctype.system.map(|system| read(system, 0)),
                    !doctype.force_quirks,
                )
            }
        };
        found.push(token);
    }
}

fn name(source: &str, start: usize) -> String {
    let rest = source.get(start..).unwrap_or_default();
    let len = rest.find(['\t', '\n', '\x0C', '\r', ' ', '/', '>']).unwrap_or(rest.len());
    decode(source, start, start + len, reading::NAME).into_owned()
}
