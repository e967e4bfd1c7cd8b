//! Tags and their attributes, 13.2.5.8 to 13.2.5.40.

use super::{Token, Tokenizer};
use crate::html::arena::Attribute;
use crate::html::characters::is_space;
use crate::html::names::{are_same, hash, hash_of_read};
use crate::html::scan::{eight, equal, find, in_front, up_to};
use crate::html::tags::Tag;

/// A start tag or an end tag.
#[derive(Debug)]
pub(in crate::html) struct TagToken {
    pub(in crate::html) tag: Tag,
    /// The `<`.
    pub(in crate::html) start: u32,
    /// Behind the `>`.
    pub(in crate::html) end: u32,
    /// First attribute, and how many.
    pub(in crate::html) attributes: u32,
    pub(in crate::html) n_attributes: u32,
    pub(in crate::html) self_closing: bool,
}

/// Ends the name of a tag.
const ENDS_TAG: u8 = 1;
/// Ends the name of an attribute: `=` does, too.
const ENDS_ATTRIBUTE: u8 = 1 << 1;

/// What a byte is to a name.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut ends: &[u8] = b"\t\n\x0C\r />";
    while let [byte, rest @ ..] = ends {
        kinds[*byte as usize] = ENDS_TAG | ENDS_ATTRIBUTE;
        ends = rest;
    }
    kinds[b'=' as usize] = ENDS_ATTRIBUTE;
    kinds
};

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Hash of a name of an attribute, the first `len` bytes of `rest`, without regard to ASCII case.
///
/// [`Tokenizer::keep`] compares names that fall together: they are longer than 16 bytes, so who writes them pays for it.
/// A name that holds U+0000 has the hash of what it reads as.
#[inline]
pub(in crate::html) const fn key_of(rest: &[u8], len: usize) -> u32 {
    (hash(rest, len) >> 32) as u32
}

/// Length and key of the name of an attribute at the start of `rest`, eight bytes at a time; nothing where it starts with `=`,
/// a control character stands in it or right behind it, or the source ends.
#[inline]
fn plain_name(rest: &[u8]) -> Option<(usize, u32)> {
    let ends = |eight| equal(eight, b'=') | up_to(eight, b' ') | equal(eight, b'/') | equal(eight, b'>');
    let head = eight(rest, 0)?;
    let (mut at, mut marks) = (0, ends(head));
    while marks == 0 {
        at += 8;
        marks = ends(eight(rest, at)?);
    }
    let len = at + in_front(marks);
    (len > 0 && rest.get(len)? >= &b' ').then(|| (len, key_of(rest, len)))
}

impl Tokenizer<'_> {
    /// The start tag at `start`.
    #[inline]
    pub(super) fn start_tag(&mut self, start: usize) -> Token {
        let name = start + 1;
        let name_end = self.name_end(name, ENDS_TAG);
        let tag = self.names.tag(self.bytes, name, name_end);
        let first = self.attributes.len();
        let Some((end, self_closing)) = self.attributes(name_end, first) else { return self.unfinished(first) };
        self.at = end;
        Token::Start(TagToken {
            tag,
            start: narrow(start),
            end: narrow(end),
            attributes: narrow(first),
            n_attributes: narrow(self.attributes.len() - first),
            self_closing,
        })
    }

    /// The end tag at `start`; its attributes are read over.
    #[inline]
    pub(super) fn end_tag(&mut self, start: usize) -> Token {
        let name = start + 2;
        let name_end = self.name_end(name, ENDS_TAG);
        let tag = self.names.tag(self.bytes, name, name_end);
        let first = self.attributes.len();
        let read = match self.byte(name_end) {
            Some(b'>') => Some((name_end + 1, false)),
            _ => self.attributes(name_end, first),
        };
        let Some((end, self_closing)) = read else { return self.unfinished(first) };
        self.attributes.truncate(first);
        self.at = end;
        let (start, end, first) = (narrow(start), narrow(end), narrow(first));
        Token::End(TagToken { tag, start, end, attributes: first, n_attributes: 0, self_closing })
    }

    /// A tag that the input ends in is none.
    #[cold]
    fn unfinished(&mut self, first: usize) -> Token {
        self.attributes.truncate(first);
        self.at = self.bytes.len();
        Token::Eof
    }

    /// Where a name ends that goes on at `from`.
    #[inline]
    fn name_end(&self, from: usize, ends: u8) -> usize {
        let goes_on = |byte: &&u8| KINDS.get(usize::from(**byte)).is_none_or(|kind| kind & ends == 0);
        from + self.rest(from).iter().take_while(goes_on).count()
    }

    /// The name of an attribute at `from`: where it ends, and its key.
    #[inline]
    fn attribute_name(&self, from: usize) -> (usize, u32) {
        match plain_name(self.bytes.get(from..).unwrap_or_default()) {
            Some((len, key)) => (from + len, key),
            None => self.odd_name(from),
        }
    }

    /// A name that [`plain_name`] does not read.
    #[cold]
    fn odd_name(&self, from: usize) -> (usize, u32) {
        // A name may start with `=`, but it holds no other.
        let end = self.name_end(from + 1, ENDS_ATTRIBUTE);
        (end, (hash_of_read(self.bytes.get(from..end).unwrap_or_default()) >> 32) as u32)
    }

    #[inline]
    fn skip_space(&self, from: usize) -> usize {
        let mut at = from;
        while self.byte(at).is_some_and(is_space) {
            at += 1;
        }
        at
    }

    /// Reads attributes from behind the name of the tag: where the tag ends, and whether it ends in `/>`.
    #[inline]
    fn attributes(&mut self, from: usize, first: usize) -> Option<(usize, bool)> {
        let mut at = from;
        loop {
            at = self.skip_space(at);
            match self.byte(at)? {
                b'>' => return Some((at + 1, false)),
                b'/' if self.byte(at + 1)? == b'>' => return Some((at + 2, true)),
                b'/' => at += 1,
                _ => at = self.attribute(at, first)?,
            }
        }
    }

    /// One attribute, its name at `name`, 13.2.5.33 to 13.2.5.39; where it ends.
    #[inline]
    fn attribute(&mut self, name: usize, first: usize) -> Option<usize> {
        let (name_end, key) = self.attribute_name(name);
        let equals = self.skip_space(name_end);
        let (name_start, ends) = (narrow(name), narrow(name_end));
        let mut attribute = Attribute { name_start, name_end: ends, value_start: ends, value_end: ends, key };
        if self.byte(equals) != Some(b'=') {
            self.keep(attribute, first);
            return Some(equals);
        }
        let value = self.skip_space(equals + 1);
        let (value_start, value_end, end) = match self.byte(value)? {
            quote @ (b'"' | b'\'') => {
                let end = find(self.bytes, quote, value + 1)?;
                (value + 1, end, end + 1)
            }
            // A missing value: the `>` ends the tag.
            b'>' => (value, value, value),
            _ => {
                let len = self.rest(value).iter().take_while(|byte| !is_space(**byte) && **byte != b'>').count();
                let end = value + len;
                (value, end, end)
            }
        };
        attribute.value_start = narrow(value_start);
        attribute.value_end = narrow(value_end);
        self.keep(attribute, first);
        Some(end)
    }

    /// Adds an attribute unless the tag has one of that name, or too many.
    #[inline]
    fn keep(&mut self, attribute: Attribute, first: usize) {
        let own = self.attributes.get(first..).unwrap_or_default();
        if own.iter().any(|other| other.key == attribute.key && self.same_name(other, &attribute)) {
            return;
        }
        if own.len() >= self.limits.attributes {
            self.dropped_attributes = true;
            return;
        }
        self.attributes.push(attribute);
    }

    pub(in crate::html) fn same_name(&self, one: &Attribute, other: &Attribute) -> bool {
        let name = |attribute: &Attribute| {
            self.bytes.get(attribute.name_start as usize..attribute.name_end as usize).unwrap_or_default()
        };
        are_same(name(one), name(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_read_as_all_names_are() {
        let mut plain = 0;
        for name in [
            "class",
            "DATA-Src",
            "data-testid",
            "aria-labelledby-x",
            "=a",
            "a\0b",
            "été",
            "x\u{1}y",
            "itemprop",
            "a<'\"",
        ] {
            for end in ["=\"v\">", " b>", "/>", ">", "\n>", "", "=v"] {
                let text = format!("{name}{end}        ");
                let (read, len) = (name.as_bytes(), name.len());
                if let Some(found) = plain_name(text.as_bytes()) {
                    let (key, len) =
                        ((hash_of_read(read) >> 32) as u32, if end.is_empty() { text.find(' ').unwrap() } else { len });
                    assert_eq!(found, (len, key), "{text:?}");
                    plain += 1;
                }
            }
        }
        assert_eq!(plain, 42);
    }
}
