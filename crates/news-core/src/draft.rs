//! The only code that makes article text: it keeps the text and its source map in step while a reader fills the fields.

use crate::article::{Article, Block, BlockKind, Input, Note, Record};
use crate::source::Source;
use crate::span::{OffsetUnit, Piece, PieceKind, SourceMap, SourceSpan, Span};

/// An article in the making: its text is fixed, its blocks and fields are not.
pub(crate) struct Draft {
    pub(crate) article: Article,
}

impl Draft {
    /// A draft whose text is the decoded source itself, from byte `start` to byte `end`.
    ///
    /// Of an input with one story that is the whole source and the map is the identity; of one with several, each story is
    /// one verbatim piece.
    pub(crate) fn verbatim(source: &Source<'_>, story: Span, format: &str) -> Self {
        let text = story.of(&source.text).to_owned();
        let map = if story.start() == 0 {
            SourceMap::Identity
        } else {
            SourceMap::Pieces(vec![Piece {
                text: Span::new(0, text.len()),
                source: source_span(story),
                kind: PieceKind::Verbatim,
            }])
        };
        let input = Input {
            format: format.to_owned(),
            charset: source.charset.clone(),
            charset_via: source.via,
            bytes: source.bytes,
            ..Input::default()
        };
        let mut article = Article { source: input, text, map, offsets: OffsetUnit::Utf8, ..Article::default() };
        if source.replaced {
            let message = format!("some bytes are invalid in {} and were read as U+FFFD", source.charset);
            article.notes.push(Note::new("charset-replaced", None, message));
        }
        Draft { article }
    }

    /// A draft without text yet: pieces of the source are added one by one.
    pub(crate) fn pieced(source: &Source<'_>, format: &str) -> Self {
        let mut draft = Draft::verbatim(source, Span::new(0, 0), format);
        draft.article.map = SourceMap::Pieces(Vec::new());
        draft
    }

    /// Adds text that stands in the source as it is.
    pub(crate) fn add_verbatim(&mut self, text: &str, source: SourceSpan) {
        self.add(text, source, PieceKind::Verbatim);
    }

    /// Adds text that the source writes in another way: a character reference, folded white space.
    pub(crate) fn add_rewritten(&mut self, text: &str, source: SourceSpan) {
        self.add(text, source, PieceKind::Rewritten);
    }

    /// Adds text that is not in the source: what parts two blocks.
    pub(crate) fn add_inserted(&mut self, text: &str) {
        let at = match &self.article.map {
            SourceMap::Pieces(pieces) => pieces.last().map_or(0, |piece| piece.source.end),
            SourceMap::Identity => 0,
        };
        self.add(text, SourceSpan { start: at, end: at }, PieceKind::Inserted);
    }

    fn add(&mut self, text: &str, source: SourceSpan, kind: PieceKind) {
        let SourceMap::Pieces(pieces) = &mut self.article.map else { return };
        if text.is_empty() {
            return;
        }
        let start = self.article.text.len();
        self.article.text.push_str(text);
        let end = self.article.text.len();
        match pieces.last_mut() {
            Some(last) if kind == PieceKind::Verbatim && last.kind == kind && last.source.end == source.start => {
                last.text = Span::new(last.text.start(), end);
                last.source.end = source.end;
            }
            _ => pieces.push(Piece { text: Span::new(start, end), source, kind }),
        }
    }

    /// Says which story of several this is.
    pub(crate) fn set_record(&mut self, n: usize, story: Span) {
        let SourceSpan { start, end } = source_span(story);
        self.article.source.record = Some(Record { n: u32::try_from(n).unwrap_or(u32::MAX), start, end });
    }

    /// Adds a block where its kind belongs: prose to the body, the rest to the furniture.
    pub(crate) fn push(&mut self, block: Block) {
        let list = if block.kind.is_furniture() { &mut self.article.furniture } else { &mut self.article.body };
        list.push(block);
    }

    /// Adds a block of this kind and place.
    pub(crate) fn block(&mut self, kind: BlockKind, span: Span) {
        self.push(Block::new(kind, span));
    }
}

fn source_span(span: Span) -> SourceSpan {
    let narrow = |at| u32::try_from(at).expect("sources are shorter than 4 GiB");
    SourceSpan { start: narrow(span.start()), end: narrow(span.end()) }
}
