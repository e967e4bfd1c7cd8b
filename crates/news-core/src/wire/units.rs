//! Conversion between UTF-8 bytes and the units of the serialised form.

use crate::span::OffsetUnit;

/// One checkpoint every so many bytes: conversion costs at most that many steps.
const STRIDE: usize = 256;

/// A table of checkpoints that converts positions of one text. Pure ASCII needs none: all units are equal there.
pub(crate) struct OffsetTable {
    unit: OffsetUnit,
    /// Units before each checkpoint, at byte `n * STRIDE` (moved back to a character boundary); empty for ASCII and bytes.
    checkpoints: Vec<u32>,
    len: usize,
}

impl OffsetTable {
    pub(crate) fn new(text: &str, unit: OffsetUnit) -> Self {
        let mut checkpoints = Vec::new();
        if unit != OffsetUnit::Utf8 && !text.is_ascii() {
            let mut units = 0;
            checkpoints = text
                .as_bytes()
                .chunks(STRIDE)
                .map(|chunk| {
                    let before = units;
                    units += count(chunk, unit);
                    before
                })
                .collect();
        }
        OffsetTable { unit, checkpoints, len: text.len() }
    }

    /// The position of byte `at`, which lies on a character boundary, in the unit of the table.
    pub(crate) fn unit_at(&self, text: &str, at: usize) -> usize {
        let Some(&before) = self.checkpoints.get(at / STRIDE) else {
            // Behind the last full stride, or nothing to convert.
            return match self.checkpoints.last() {
                Some(&before) => before as usize + self.tail(text, (self.checkpoints.len() - 1) * STRIDE, at),
                None => at,
            };
        };
        before as usize + self.tail(text, at / STRIDE * STRIDE, at)
    }

    fn tail(&self, text: &str, from: usize, to: usize) -> usize {
        count(text.as_bytes().get(from..to).unwrap_or_default(), self.unit) as usize
    }

    /// The byte of position `at` in the unit of the table, if it lies inside the text and between two characters.
    pub(crate) fn byte_at(&self, text: &str, at: usize) -> Option<usize> {
        if self.checkpoints.is_empty() {
            return text.is_char_boundary(at).then_some(at);
        }
        let block = self.checkpoints.partition_point(|&before| before as usize <= at) - 1;
        let mut units = self.checkpoints.get(block).copied()? as usize;
        let bytes = text.as_bytes();
        // A character may straddle the checkpoint; it is counted where it starts, so the rest of it is stepped over.
        let mut byte = block * STRIDE;
        while byte < self.len && !text.is_char_boundary(byte) {
            byte += 1;
        }
        while units < at && byte < self.len {
            let lead = bytes.get(byte).copied()?;
            units += width(lead, self.unit) as usize;
            byte += 1;
            while byte < self.len && !text.is_char_boundary(byte) {
                byte += 1;
            }
        }
        (units == at).then_some(byte)
    }
}

/// Units of the characters whose first byte lies in `bytes`.
fn count(bytes: &[u8], unit: OffsetUnit) -> u32 {
    bytes.iter().map(|&byte| width(byte, unit)).sum()
}

/// Units of the character that starts with this byte; none for a continuation byte.
fn width(byte: u8, unit: OffsetUnit) -> u32 {
    match unit {
        OffsetUnit::Utf8 => 1,
        OffsetUnit::Scalar => u32::from(byte & 0xC0 != 0x80),
        OffsetUnit::Utf16 => u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_converts_both_ways() {
        let text = "aß漢😀 ".repeat(100);
        for unit in [OffsetUnit::Utf8, OffsetUnit::Scalar, OffsetUnit::Utf16] {
            let table = OffsetTable::new(&text, unit);
            let (mut scalars, mut utf16) = (0, 0);
            for (byte, c) in text.char_indices().chain([(text.len(), ' ')]) {
                let expected = match unit {
                    OffsetUnit::Utf8 => byte,
                    OffsetUnit::Scalar => scalars,
                    OffsetUnit::Utf16 => utf16,
                };
                assert_eq!(table.unit_at(&text, byte), expected, "{unit:?} at {byte}");
                assert_eq!(table.byte_at(&text, expected), Some(byte), "{unit:?} at {byte}");
                scalars += 1;
                utf16 += c.len_utf16();
            }
            assert_eq!(table.byte_at(&text, text.len() + 1), None);
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_no_position() {
        let text = "a😀b";
        assert_eq!(OffsetTable::new(text, OffsetUnit::Utf16).byte_at(text, 2), None);
    }
}
