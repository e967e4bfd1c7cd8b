//! A body that a page shows only by script: HTML in a string of the state that a script carries.
//!
//! Read where hardly any prose is visible: the longest string with paragraphs in it, as `"<p>\\u003cb>..."` stands in the data of
//! a script. Its place is that of the string. Not read: bodies as lists of typed parts without HTML, and bodies that a script
//! escapes twice.

use super::{blocks, compose, container, labels};
use crate::draft::Draft;
use crate::html::{self, Document, NodeId, ParseOptions, Scratch, Tag};
use crate::span::SourceSpan;

/// Opening tags of a paragraph as scripts write them.
const PARAGRAPHS: [&str; 3] = ["\\u003cp", "\\u003Cp", "<p"];
/// A shorter string is no body, in bytes.
const SHORTEST: usize = 600;

/// Writes the body that a script carries, if it has more than the visible text.
pub(super) fn write(document: &Document<'_>, visible: usize, draft: &mut Draft) {
    let scripts = document.elements(NodeId::DOCUMENT, Tag::SCRIPT);
    let texts = scripts.flat_map(|script| document.children(script)).map(|node| document.span(node));
    let strings = texts.flat_map(|src| strings(document.source(), src));
    let Some(src) = strings.max_by_key(|src| (src.end - src.start, std::cmp::Reverse(src.start))) else { return };
    let markup = unescaped(src.of(document.source()));
    let inner = html::parse(&markup, &ParseOptions::default(), &mut Scratch::default());
    let blocks = blocks::collect(&inner);
    let vote = container::vote(&blocks, &[]);
    let labels = labels::label(&blocks, &vote, &[]);
    let length = |label: &labels::Labelled| blocks.leaves.get(label.leaf).map_or(0, |leaf| leaf.text.len());
    let carried: usize = labels.iter().filter(|label| !label.kind.is_furniture()).map(length).sum();
    if carried > visible.max(SHORTEST / 2) {
        compose::write_string(&blocks, &labels, src, draft);
    }
}

/// The long stretches between two quotation marks of the script at `src` that have a paragraph in them.
fn strings(source: &str, src: SourceSpan) -> Vec<SourceSpan> {
    let text = src.of(source);
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = text.as_bytes().get(at..) {
        let next = memchr::memchr2(b'"', b'\\', rest).map_or(text.len(), |next| at + next);
        if text.as_bytes().get(next) == Some(&b'\\') {
            at = next + 2;
            continue;
        }
        let string = text.get(start..next).filter(|string| string.len() >= SHORTEST);
        if string.is_some_and(|string| PARAGRAPHS.iter().any(|tag| string.contains(tag))) {
            let place = |offset: usize| src.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            found.push(SourceSpan { start: place(start), end: place(next) });
        }
        at = next + 1;
        start = at;
    }
    found
}

/// A string without the escapes of JSON.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut high: Option<u16> = None;
    while let Some(start) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(rest.get(..start).unwrap_or_default());
        rest = rest.get(start + 1..).unwrap_or_default();
        let Some(escape) = rest.chars().next() else { break };
        rest = rest.get(escape.len_utf8()..).unwrap_or_default();
        if start > 0 || escape != 'u' {
            high = None;
        }
        match escape {
            'n' | 'r' | 't' | 'b' | 'f' => out.push(' '),
            'u' => {
                let unit = rest.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
                let Some(unit) = unit else { continue };
                rest = rest.get(4..).unwrap_or_default();
                let units = high.take().into_iter().chain([unit]);
                for decoded in char::decode_utf16(units) {
                    match decoded {
                        Ok(c) => out.push(c),
                        Err(error) => high = Some(error.unpaired_surrogate()),
                    }
                }
            }
            other => out.push(other),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_what_they_stand_for() {
        assert_eq!(unescaped(r#"\u003cp class=\"a\"\u003ea\/b\n\ud83d\ude00"#), "<p class=\"a\">a/b 😀");
        assert_eq!(unescaped(r"a\"), "a");
        assert_eq!(unescaped(r"\ud83d\u0041\u00"), "A00");
    }
}
