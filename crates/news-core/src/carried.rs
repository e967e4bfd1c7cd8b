//! Text that something else wraps: the content of an XML element, a string of JSON, a part of a mail.
//!
//! It is decoded once, and every piece of it keeps its place in the source. What is parsed out of it counts places in the
//! carried text; [`Carried::map`] leads them back, so that maps compose: HTML inside RSS inside
//! XML. [`Draft::within`](crate::draft::Draft::within) writes such places into an article.

use crate::span::{Piece, PieceKind, SourceMap, SourceSpan, Span};

/// A decoded text with the place of its pieces in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Carried {
    text: String,
    map: SourceMap,
}

impl Default for Carried {
    fn default() -> Self {
        Carried { text: String::new(), map: SourceMap::Pieces(Vec::new()) }
    }
}

impl Carried {
    /// No text yet, and room for so many bytes and pieces.
    pub(crate) fn with_room(bytes: usize, pieces: usize) -> Self {
        Carried { text: String::with_capacity(bytes), map: SourceMap::Pieces(Vec::with_capacity(pieces)) }
    }

    /// A text that stands in the source as it is.
    pub(crate) fn verbatim(text: &str, source: SourceSpan) -> Self {
        let mut carried = Carried::default();
        carried.push_verbatim(text, source);
        carried
    }

    /// A text that the source writes in another way, as a whole: base64, quoted-printable.
    pub(crate) fn rewritten(text: &str, source: SourceSpan) -> Self {
        let mut carried = Carried::default();
        carried.push_rewritten(text, source);
        carried
    }

    /// Adds text that stands in the source as it is.
    pub(crate) fn push_verbatim(&mut self, text: &str, source: SourceSpan) {
        self.push(text, source, PieceKind::Verbatim);
    }

    /// Adds text that the source writes in another way: a character reference, an escape.
    pub(crate) fn push_rewritten(&mut self, text: &str, source: SourceSpan) {
        self.push(text, source, PieceKind::Rewritten);
    }

    fn push(&mut self, text: &str, source: SourceSpan, kind: PieceKind) {
        self.map.push(self.text.len(), text.len(), source, kind);
        self.text.push_str(text);
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The whole text as a place in itself.
    pub(crate) fn whole(&self) -> SourceSpan {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        SourceSpan { start: 0, end }
    }

    /// How its places lead on to the source.
    pub(crate) fn map(&self) -> &SourceMap {
        &self.map
    }

    /// The pieces of a place of the carried text, in order, each with its text, its place in the source and its kind.
    pub(crate) fn pieces(&self, place: SourceSpan) -> impl Iterator<Item = (&str, SourceSpan, PieceKind)> {
        let text = |piece: Piece| (piece.text.get(&self.text).unwrap_or_default(), piece.source, piece.kind);
        self.map.pieces(place).map(text)
    }

    /// The same text, carried by `outer`.
    pub(crate) fn through(self, outer: &Carried) -> Carried {
        Carried { map: self.map.through(&outer.map), ..self }
    }

    /// The place of the text without the white space at its ends.
    pub(crate) fn inner(&self) -> SourceSpan {
        let start = self.text.len() - self.text.trim_start().len();
        SourceSpan::new(start, start + self.text.trim().len())
    }

    /// The text without white space at its ends.
    pub(crate) fn trimmed(self) -> Carried {
        let inner = self.inner();
        if inner == self.whole() {
            return self;
        }
        let mut carried = Carried::default();
        for (text, source, kind) in self.pieces(inner) {
            carried.push(text, source, kind);
        }
        carried
    }
}

/// The way from a carried text to its source.
impl SourceMap {
    /// Where a place of the text stands in the source; empty for an empty place.
    pub(crate) fn lead(&self, place: SourceSpan) -> SourceSpan {
        let span = Span::new(place.start as usize, place.end as usize);
        self.source_of(span).unwrap_or_else(|| {
            let before = self.from(place.start).first().map_or(0, |piece| piece.source.start);
            SourceSpan { start: before, end: before }
        })
    }

    /// The pieces of a place of the text, in order, cut to it.
    pub(crate) fn pieces(&self, place: SourceSpan) -> impl Iterator<Item = Piece> {
        let (start, end) = (place.start as usize, place.end as usize);
        let pieces = self.from(place.start).iter().take_while(move |piece| piece.text.start() < end);
        pieces.map(move |piece| {
            let text = Span::new(piece.text.start().max(start), piece.text.end().min(end));
            let source = match piece.kind {
                PieceKind::Verbatim => SourceSpan {
                    start: piece.source.start + width(text.start() - piece.text.start()),
                    end: piece.source.end - width(piece.text.end() - text.end()),
                },
                PieceKind::Rewritten | PieceKind::Inserted => piece.source,
            };
            Piece { text, source, kind: piece.kind }
        })
    }

    /// The pieces that end behind a byte.
    fn from(&self, start: u32) -> &[Piece] {
        let SourceMap::Pieces(pieces) = self else { return &[] };
        let first = pieces.partition_point(|piece| piece.text.end() <= start as usize);
        pieces.get(first..).unwrap_or_default()
    }

    /// The same map for a text that `outer` carries: its places are led on to where the outer text stands.
    pub(crate) fn through(&self, outer: &SourceMap) -> SourceMap {
        let mut map = SourceMap::Pieces(Vec::new());
        for Piece { text, source, kind } in self.from(0) {
            if *kind == PieceKind::Verbatim {
                let mut at = text.start();
                for Piece { text, source, kind } in outer.pieces(*source) {
                    map.push(at, text.len(), source, kind);
                    at += text.len();
                }
            } else {
                map.push(text.start(), text.len(), outer.lead(*source), *kind);
            }
        }
        map
    }
}

fn width(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(start: u32, end: u32) -> SourceSpan {
        SourceSpan { start, end }
    }

    /// `a &lt;b&gt; c` that stands at byte 10.
    fn carried() -> Carried {
        let mut carried = Carried::verbatim("a ", place(10, 12));
        carried.push_rewritten("<", place(12, 16));
        carried.push_verbatim("b", place(16, 17));
        carried.push_rewritten(">", place(17, 21));
        carried.push_verbatim(" c", place(21, 23));
        carried
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let carried = carried();
        assert_eq!(carried.text(), "a <b> c");
        assert_eq!(carried.map().lead(place(2, 5)), place(12, 21));
        assert_eq!(carried.map().lead(place(6, 7)), place(22, 23));
        assert_eq!(carried.map().lead(place(3, 3)), place(16, 16));
        let pieces: Vec<_> = carried.pieces(place(1, 4)).collect();
        let expected = [
            (" ", place(11, 12), PieceKind::Verbatim),
            ("<", place(12, 16), PieceKind::Rewritten),
            ("b", place(16, 17), PieceKind::Verbatim),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn maps_compose() {
        let mut inner = Carried::verbatim("a ", place(0, 2));
        inner.push_rewritten("B", place(2, 5));
        let through = inner.through(&carried());
        assert_eq!(through.text(), "a B");
        assert_eq!(through.map().lead(place(2, 3)), place(12, 21));
        assert_eq!(through.map().lead(place(0, 1)), place(10, 11));
    }

    #[test]
    fn white_space_at_the_ends_goes_with_its_places() {
        let carried = Carried::verbatim(" \n a b ", place(5, 12)).trimmed();
        assert_eq!((carried.text(), carried.map().lead(carried.whole())), ("a b", place(8, 11)));
    }
}
