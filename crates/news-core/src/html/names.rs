//! Names of elements that the table of known names does not hold.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use memchr::memchr;

use super::tags::{Tag, first_eight};

/// Numbers for names, in the order they turn up.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// By hash first: to compare numbers is cheap, and names that collide on purpose cost no more than a search.
    numbers: BTreeMap<(u64, Name<'a>), usize>,
    /// Where each name stood first.
    places: Vec<(u32, u32)>,
}

/// A name compared without regard to ASCII case.
#[derive(Debug)]
struct Name<'a>(Cow<'a, [u8]>);

impl<'a> Names<'a> {
    /// No names, in the room of `places`.
    pub(super) fn new(mut places: Vec<(u32, u32)>) -> Names<'a> {
        places.clear();
        Names { numbers: BTreeMap::new(), places }
    }

    pub(super) fn into_places(self) -> Vec<(u32, u32)> {
        self.places
    }

    /// The tag of the name that stands from `start` to `end`.
    #[inline]
    pub(super) fn tag(&mut self, bytes: &'a [u8], start: usize, end: usize) -> Tag {
        let rest = bytes.get(start..).unwrap_or_default();
        match Tag::known(rest, end - start) {
            Some(tag) => tag,
            None => self.other(rest, start, end),
        }
    }

    #[cold]
    fn other(&mut self, rest: &'a [u8], start: usize, end: usize) -> Tag {
        let len = end - start;
        let name = read(rest.get(..len).unwrap_or_default());
        let number = *self.numbers.entry((hash(&name, name.len()), Name(name))).or_insert_with(|| {
            self.places.push((u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX)));
            self.places.len() - 1
        });
        Tag::other(number)
    }
}

/// A name with its U+0000 replaced.
fn read(name: &[u8]) -> Cow<'_, [u8]> {
    if memchr(0, name).is_none() {
        return Cow::Borrowed(name);
    }
    let replaced =
        name.iter().flat_map(|byte| if *byte == 0 { "\u{FFFD}".as_bytes() } else { std::slice::from_ref(byte) });
    Cow::Owned(replaced.copied().collect())
}

/// Whether two names of attributes read the same, without regard to ASCII case.
pub(super) fn are_same(one: &[u8], other: &[u8]) -> bool {
    one == other || one.eq_ignore_ascii_case(other) || read(one).eq_ignore_ascii_case(&read(other))
}

/// As [`hash`], of a name that may hold U+0000, so that it falls together with what reads the same.
#[cold]
pub(super) fn hash_of_read(name: &[u8]) -> u64 {
    let name = read(name);
    hash(&name, name.len())
}

/// Hash of the first `len` bytes of `rest` without regard to ASCII case. Of names past 16 bytes the middle is left out.
#[inline]
pub(super) const fn hash(rest: &[u8], len: usize) -> u64 {
    let head = first_eight(rest, len);
    let tail = match rest.split_at_checked(len.saturating_sub(8)) {
        Some((_, tail)) if len > 8 => first_eight(tail, 8),
        _ => 0,
    };
    (head ^ tail.rotate_left(23) ^ (len as u64) << 50).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Name<'_> {
    fn folded(&self) -> impl Iterator<Item = u8> {
        self.0.iter().map(u8::to_ascii_lowercase)
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Name<'_> {}

impl PartialOrd for Name<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(other.folded())
    }
}
