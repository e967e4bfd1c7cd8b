//! Looking at eight bytes at once, for what mostly stands near: calls of `memchr` pay from some twenty bytes on.

use memchr::memchr;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// Eight bytes of the source, the first in the lowest bits.
#[inline]
pub(super) fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<8>().map(|chunk| u64::from_le_bytes(*chunk))
}

/// Marks the bytes that are `byte`. The lowest mark is right: only a byte that is marked can make the next ones look so.
#[inline]
pub(super) fn equal(eight: u64, byte: u8) -> u64 {
    let zeros = eight ^ (ONES * u64::from(byte));
    zeros.wrapping_sub(ONES) & !zeros & HIGH
}

/// Marks the bytes up to `last`, which is below 0x7F. The lowest mark is right.
#[inline]
pub(super) fn up_to(eight: u64, last: u8) -> u64 {
    eight.wrapping_sub(ONES * u64::from(last + 1)) & !eight & HIGH
}

/// How many bytes stand in front of the lowest mark.
#[inline]
pub(super) fn in_front(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// Where `byte` stands next, from `at` on.
#[inline]
pub(super) fn find(bytes: &[u8], byte: u8, at: usize) -> Option<usize> {
    let mut from = at;
    for _ in 0..N_NEAR {
        let Some(eight) = eight(bytes, from) else { break };
        let marks = equal(eight, byte);
        if marks != 0 {
            return Some(from + in_front(marks));
        }
        from += 8;
    }
    memchr(byte, bytes.get(from..)?).map(|found| from + found)
}

/// How many times [`find`] looks at eight bytes before it calls `memchr`.
const N_NEAR: usize = 2;

/// Whether a stretch holds a byte that makes text not verbatim: `&`, a carriage return, U+0000.
#[inline]
pub(super) fn is_odd(bytes: &[u8], start: usize, end: usize) -> bool {
    let mut at = start;
    if end - start < 32 {
        while let Some(eight) = eight(bytes, at).filter(|_| at < end) {
            // Bytes behind the end are made to look like nothing.
            let behind = if end - at < 8 { u64::MAX << (8 * (end - at)) } else { 0 };
            let eight = eight | behind;
            if equal(eight, b'&') | equal(eight, b'\r') | equal(eight, 0) != 0 {
                return true;
            }
            at += 8;
        }
    }
    let rest = bytes.get(at.min(end)..end).unwrap_or_default();
    // No branch in the loop, so that the compiler looks at many bytes at once.
    rest.iter().fold(false, |odd, byte| odd | matches!(byte, b'&' | b'\r' | 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_wherever_they_stand() {
        for at in 0..70 {
            let mut text = vec![b'x'; 70];
            text[at] = b'<';
            assert_eq!(find(&text, b'<', 0), Some(at));
            assert_eq!(find(&text, b'<', at + 1), None);
            for odd in [b'&', b'\r', 0] {
                text[at] = odd;
                assert!(is_odd(&text, 0, 70) && is_odd(&text, at, at + 1) && is_odd(&text, at, 70));
                assert!(!is_odd(&text, 0, at) && !is_odd(&text, at + 1, 70));
            }
        }
    }

    #[test]
    fn the_lowest_mark_is_right() {
        for byte in 0..=u8::MAX {
            let bytes = u64::from_le_bytes([b'a', byte, 0x3D, 0x20, byte, 0xFF, 0, 0x3C]);
            let first = |fits: &dyn Fn(u8) -> bool| bytes.to_le_bytes().iter().position(|byte| fits(*byte));
            for sought in [byte, 0, 0x3C, 0x3D] {
                assert_eq!(Some(in_front(equal(bytes, sought))), first(&|byte| byte == sought));
            }
            assert_eq!(Some(in_front(up_to(bytes, 0x20))), first(&|byte| byte <= 0x20));
        }
    }
}
