//! Positions: spans into the article text, spans into the decoded source, and the map between them.
//!
//! Inside the library every position is a UTF-8 byte offset on a character boundary. Other units exist only in the
//! serialised form ([`OffsetUnit`]).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range `[start, end)` of UTF-8 bytes in [`Article::text`](crate::Article::text).
///
/// Both ends lie on character boundaries. Slicing happens only in [`Span::of`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span from byte `start` to byte `end`; `start` must not lie behind `end`.
    ///
    /// # Panics
    /// If `start > end`, or an end does not fit 32 bits: texts of 4 GiB and more are refused before they are read.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span starts before it ends");
        let narrow = |at| u32::try_from(at).expect("texts are shorter than 4 GiB");
        Span { start: narrow(start), end: narrow(end) }
    }

    /// The span that serde carries as one number, see the `Serialize` impl.
    pub(crate) fn from_bits(bits: u64) -> Self {
        let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).expect("masked to 32 bits");
        Span { start: half(bits >> 32), end: half(bits) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// First byte behind the span.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The slice of `text` that the span covers.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries inside `text`, that is, if it belongs to another text.
    #[expect(clippy::string_slice, reason = "the one place where spans are turned into text")]
    pub fn of(self, text: &str) -> &str {
        &text[self.start()..self.end()]
    }

    /// The slice of `text`, or nothing where the span does not fit it.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start()..self.end())
    }

    /// The span moved `by` bytes to the right.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Span::new(self.start() + by, self.end() + by)
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Names by which the wire serializer recognises positions; see `wire.rs`.
pub(crate) const SPAN: &str = "$Span";
pub(crate) const OFFSET: &str = "$Offset";

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SPAN, &(u64::from(self.start) << 32 | u64::from(self.end)))
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [start, end] = <[u32; 2]>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom(format!("expected a span [start, end], got [{start}, {end}]")));
        }
        Ok(Span { start, end })
    }
}

/// One position in [`Article::text`](crate::Article::text), in bytes, on a character boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Offset(pub u32);

impl Serialize for Offset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(OFFSET, &u64::from(self.0))
    }
}

impl<'de> Deserialize<'de> for Offset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(Offset)
    }
}

/// Stands in a type for "the text of the span just before": the serialised form writes the slice, memory holds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Slice;

impl<'de> Deserialize<'de> for Slice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Slice)
    }
}

/// A half-open range of UTF-8 bytes in the decoded input. Equals file offsets when the file was UTF-8 without a BOM.
///
/// A type apart from [`Span`], so that mixing the two does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceSpan {
    /// First byte.
    pub start: u32,
    /// First byte behind.
    pub end: u32,
}

impl SourceSpan {
    /// From byte `start` to byte `end` of a source, which is shorter than 4 GiB.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
        SourceSpan { start: narrow(start), end: narrow(end) }
    }

    /// The slice of the source that the span covers; empty where it does not fit.
    pub(crate) fn of(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// How a piece of the text came from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PieceKind {
    /// Bytes are equal.
    #[serde(rename = "v")]
    Verbatim,
    /// Decoded from an entity, folded white space, quoted-printable …
    #[serde(rename = "r")]
    Rewritten,
    /// Not in the source: a separator between blocks. Its source range is empty.
    #[serde(rename = "i")]
    Inserted,
}

/// One run of the text with its place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text.
    pub text: Span,
    /// Where it came from.
    pub source: SourceSpan,
    /// How it was made.
    pub kind: PieceKind,
}

/// Where the article text came from: the decoded source itself, or pieces of it.
///
/// In the serialised form `"identity"`, or a list of runs `[text_start, text_end, source_start, source_end, kind]`, all in
/// UTF-8 bytes whatever unit the record declares: the source is not part of a record, so its positions could not be
/// converted later.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum SourceMap {
    /// Text and source are the same string.
    #[default]
    Identity,
    /// Pieces in text order; they tile the text.
    Pieces(Vec<Piece>),
}

type Run = (u32, u32, u32, u32, PieceKind);

impl SourceMap {
    /// Adds what stands `length` bytes long behind the first `start` bytes of the text; nothing to an identity.
    pub(crate) fn push(&mut self, start: usize, length: usize, source: SourceSpan, kind: PieceKind) {
        let SourceMap::Pieces(pieces) = self else { return };
        if length == 0 {
            return;
        }
        match pieces.last_mut() {
            Some(last) if kind == PieceKind::Verbatim && last.kind == kind && last.source.end == source.start => {
                last.text = Span::new(last.text.start(), start + length);
                last.source.end = source.end;
            }
            _ => pieces.push(Piece { text: Span::new(start, start + length), source, kind }),
        }
    }

    /// The source range behind `span`: exact at both ends inside verbatim pieces, whole pieces elsewhere; nothing for text
    /// that was only inserted.
    pub fn source_of(&self, span: Span) -> Option<SourceSpan> {
        let SourceMap::Pieces(pieces) = self else {
            return Some(SourceSpan { start: span.start, end: span.end });
        };
        let first = pieces.partition_point(|piece| piece.text.end <= span.start);
        pieces.get(first..).unwrap_or_default().iter().take_while(|piece| piece.text.start < span.end).fold(
            None,
            |found, piece| {
                let (start, end) = match piece.kind {
                    PieceKind::Inserted => return found,
                    PieceKind::Rewritten => (piece.source.start, piece.source.end),
                    PieceKind::Verbatim => (
                        piece.source.start + span.start.saturating_sub(piece.text.start),
                        piece.source.end - piece.text.end.saturating_sub(span.end),
                    ),
                };
                let start = found.map_or(start, |before: SourceSpan| before.start.min(start));
                let end = found.map_or(end, |before: SourceSpan| before.end.max(end));
                Some(SourceSpan { start, end })
            },
        )
    }
}

impl Serialize for SourceMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            SourceMap::Identity => serializer.serialize_str("identity"),
            SourceMap::Pieces(pieces) => serializer.collect_seq(pieces.iter().map(|piece| -> Run {
                (piece.text.start, piece.text.end, piece.source.start, piece.source.end, piece.kind)
            })),
        }
    }
}

impl<'de> Deserialize<'de> for SourceMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Word(String),
            Runs(Vec<Run>),
        }
        match Form::deserialize(deserializer)? {
            Form::Word(word) if word == "identity" => Ok(SourceMap::Identity),
            Form::Word(word) => Err(serde::de::Error::custom(format!("expected \"identity\" or runs, got \"{word}\""))),
            Form::Runs(runs) => Ok(SourceMap::Pieces(
                runs.into_iter()
                    .map(|(start, end, source_start, source_end, kind)| Piece {
                        text: Span { start, end },
                        source: SourceSpan { start: source_start, end: source_end },
                        kind,
                    })
                    .collect(),
            )),
        }
    }
}

/// The unit in which a record counts its spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Unicode scalar values: what Python, jq, SQL `substring`, spaCy and Web Annotation count.
    #[default]
    Scalar,
    /// UTF-8 bytes: what Rust, Go and byte seeks count.
    Utf8,
    /// UTF-16 code units: what JavaScript, Java and LSP count.
    Utf16,
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use std::borrow::Cow;

    use super::{Offset, Slice, SourceMap, Span};

    macro_rules! schema {
        ($type:ty, $name:literal, $($json:tt)+) => {
            impl JsonSchema for $type {
                fn schema_name() -> Cow<'static, str> {
                    $name.into()
                }
                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($($json)+)
                }
            }
        };
    }

    schema!(Span, "Span", {
        "description": "Half-open range [start, end) of `text`, in the unit of `offsets`.",
        "type": "array", "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
        "minItems": 2, "maxItems": 2
    });
    schema!(Offset, "Offset", {
        "description": "A position in `text`, in the unit of `offsets`.", "type": "integer", "minimum": 0
    });
    schema!(Slice, "Slice", { "description": "The text of the span before it.", "type": "string" });
    schema!(SourceMap, "SourceMap", {
        "description": "\"identity\", or runs [text_start, text_end, source_start, source_end, v|r|i] in UTF-8 bytes.",
        "oneOf": [
            {"const": "identity"},
            {"type": "array", "items": {
                "type": "array",
                "prefixItems": [
                    {"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0},
                    {"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0},
                    {"enum": ["v", "r", "i"]}
                ],
                "minItems": 5, "maxItems": 5
            }}
        ]
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_eight_bytes() {
        assert_eq!(size_of::<Span>(), 8);
    }

    #[test]
    fn a_span_over_pieces_finds_its_source() {
        let piece = |start, end, source_start, source_end, kind| Piece {
            text: Span::new(start, end),
            source: SourceSpan { start: source_start, end: source_end },
            kind,
        };
        let map = SourceMap::Pieces(vec![
            piece(0, 5, 10, 15, PieceKind::Verbatim),
            piece(5, 6, 15, 20, PieceKind::Rewritten),
            piece(6, 7, 20, 20, PieceKind::Inserted),
            piece(7, 12, 30, 35, PieceKind::Verbatim),
        ]);
        let source_of = |start, end| map.source_of(Span::new(start, end)).map(|s| (s.start, s.end));
        assert_eq!(source_of(1, 4), Some((11, 14)));
        assert_eq!(source_of(4, 6), Some((14, 20)));
        assert_eq!(source_of(6, 7), None);
        assert_eq!(source_of(2, 9), Some((12, 32)));
        assert_eq!(SourceMap::Identity.source_of(Span::new(2, 9)).map(|s| (s.start, s.end)), Some((2, 9)));
    }
}
