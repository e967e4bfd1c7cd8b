//! Tags and their attributes, 13.2.5.8 to 13.2.5.40.

use memchr::memchr;

use super::Tokenizer;
use crate::html::arena::Attribute;
use crate::html::characters::is_space;
use crate::html::tags::{Tag, first_eight};

/// A start tag or an end tag.
#[derive(Clone, Copy, Debug)]
pub(in crate::html) struct TagToken {
    pub(in crate::html) tag: Tag,
    /// The `<`.
    pub(in crate::html) start: usize,
    /// Behind the `>`.
    pub(in crate::html) end: usize,
    /// First attribute, and how many.
    pub(in crate::html) attributes: u32,
    pub(in crate::html) n_attributes: u32,
    pub(in crate::html) self_closing: bool,
}

/// Bytes that end the name of a tag, and, with `=`, that of an attribute.
const TAG: u8 = 1;
const ATTRIBUTE: u8 = 2;
const UNQUOTED: u8 = 4;

static ENDS: [u8; 256] = ends();

const fn ends() -> [u8; 256] {
    let mut ends = [0; 256];
    let all = TAG | ATTRIBUTE | UNQUOTED;
    ends[b'\t' as usize] = all;
    ends[b'\n' as usize] = all;
    ends[b'\x0C' as usize] = all;
    ends[b'\r' as usize] = all;
    ends[b' ' as usize] = all;
    ends[b'>' as usize] = all;
    ends[b'/' as usize] = TAG | ATTRIBUTE;
    ends[b'=' as usize] = ATTRIBUTE;
    ends
}

#[inline]
fn ends_at(byte: u8, what: u8) -> bool {
    ENDS.get(usize::from(byte)).is_some_and(|ends| ends & what != 0)
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Hash of a name of an attribute, the first `len` bytes of `rest`, without regard to ASCII case.
///
/// Of names past 16 bytes it leaves out the middle: [`Tokenizer::keep`] compares what falls together, and who writes such
/// names pays for them in bytes.
#[inline]
pub(in crate::html) fn key_of(rest: &[u8], len: usize) -> u32 {
    let head = first_eight(rest, len);
    let tail = if len > 8 { first_eight(rest.get(len - 8..).unwrap_or_default(), 8) } else { 0 };
    let mixed = (head ^ tail.rotate_left(23) ^ (len as u64) << 50).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as u32
}

impl Tokenizer<'_> {
    /// The tag whose name starts at `name` behind the `<` at `start`; nothing where the input ends inside.
    #[inline]
    pub(super) fn tag(&mut self, name: usize, start: usize) -> Option<TagToken> {
        let name_end = self.name_end(name, TAG);
        let tag = self.names.tag(self.bytes, name, name_end);
        let first = self.attributes.len();
        let mut token =
            TagToken { tag, start, end: name_end + 1, attributes: narrow(first), n_attributes: 0, self_closing: false };
        if self.byte(name_end) != Some(b'>') {
            let Some((end, self_closing)) = self.attributes(name_end, first) else {
                self.attributes.truncate(first);
                self.at = self.bytes.len();
                return None;
            };
            token.end = end;
            token.self_closing = self_closing;
            token.n_attributes = narrow(self.attributes.len() - first);
        }
        self.at = token.end;
        Some(token)
    }

    /// The end tag at `start`; its attributes are read over.
    #[inline]
    pub(super) fn end_tag(&mut self, start: usize) -> Option<TagToken> {
        let first = self.attributes.len();
        let token = self.tag(start + 2, start)?;
        self.attributes.truncate(first);
        Some(TagToken { n_attributes: 0, ..token })
    }

    #[inline]
    fn name_end(&self, from: usize, what: u8) -> usize {
        let name = self.rest(from).iter().take_while(|byte| !ends_at(**byte, what)).count();
        from + name
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
        // A name may start with `=`, but it holds no other.
        let name_end = self.name_end(name + 1, ATTRIBUTE);
        let equals = self.skip_space(name_end);
        let mut attribute = Attribute {
            name_start: narrow(name),
            name_end: narrow(name_end),
            value_start: narrow(name_end),
            value_end: narrow(name_end),
            key: key_of(self.rest(name), name_end - name),
        };
        if self.byte(equals) != Some(b'=') {
            self.keep(attribute, first);
            return Some(equals);
        }
        let value = self.skip_space(equals + 1);
        let (value_start, value_end, end) = match self.byte(value)? {
            quote @ (b'"' | b'\'') => {
                let end = value + 1 + memchr(quote, self.rest(value + 1))?;
                (value + 1, end, end + 1)
            }
            // A missing value: the `>` ends the tag.
            b'>' => (value, value, value),
            _ => {
                let end = self.name_end(value, UNQUOTED);
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
        name(one).eq_ignore_ascii_case(name(other))
    }
}
