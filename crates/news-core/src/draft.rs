//! The only code that makes article text: it keeps the text and its source map in step while a reader fills the fields.

use crate::article::{Article, Block, BlockKind, Input, Note, Record};
use crate::carried::Carried;
use crate::source::Source;
use crate::span::{OffsetUnit, Piece, PieceKind, SourceMap, SourceSpan, Span};

/// The most room that is made at once: what is markup for the most part would hold memory that it does not need.
const LARGEST_ROOM: usize = 16 << 10;

/// An article in the making: its text is fixed, its blocks and fields are not.
pub(crate) struct Draft {
    pub(crate) article: Article,
    /// How the places of added text lead to the source, where they are those of a carried text.
    carrier: Option<SourceMap>,
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
                source: SourceSpan::new(story.start(), story.end()),
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
        // Filled in place: an article is large, and a feed has many.
        let mut article = Article::default();
        (article.source, article.text, article.map, article.offsets) = (input, text, map, OffsetUnit::Utf8);
        if source.replaced {
            let message = format!("some bytes are invalid in {} and were read as U+FFFD", source.charset);
            article.notes.push(Note::new("charset-replaced", None, message));
        }
        if let Some(declared) = &source.overruled {
            let message = format!("declared as {declared}, read as {}", source.charset);
            article.notes.push(Note::new("charset-overruled", None, message));
        }
        Draft { article, carrier: None }
    }

    /// A draft without text yet: pieces of the source are added one by one.
    pub(crate) fn pieced(source: &Source<'_>, format: &str) -> Self {
        let mut draft = Draft::verbatim(source, Span::new(0, 0), format);
        draft.article.map = SourceMap::Pieces(Vec::new());
        draft
    }

    /// Makes room for the text of so many bytes of markup, and for as many pieces as most have: NITF and feeds have one in 40 bytes
    /// and more (measured 2026-12).
    pub(crate) fn make_room(&mut self, bytes: usize) {
        const BYTES_OF_A_PIECE: usize = 48;
        self.article.text.reserve(bytes.min(LARGEST_ROOM));
        if let SourceMap::Pieces(pieces) = &mut self.article.map {
            pieces.reserve(bytes.min(LARGEST_ROOM) / BYTES_OF_A_PIECE);
        }
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
        put(&mut self.article, text, SourceSpan { start: at, end: at }, PieceKind::Inserted);
    }

    /// Writes what a carried text holds: places that `write` gives are places in that text, and led on to the source.
    pub(crate) fn within<T>(&mut self, carried: &Carried, write: impl FnOnce(&mut Draft) -> T) -> T {
        let outer = self.carrier.take();
        self.carrier = Some(outer.as_ref().map_or_else(|| carried.map().clone(), |outer| carried.map().through(outer)));
        let written = write(self);
        self.carrier = outer;
        written
    }

    /// Adds a whole carried text and gives its place in the article, without the white space at its ends.
    pub(crate) fn add_carried(&mut self, carried: &Carried) -> Option<Span> {
        let start = self.article.text.len();
        for (text, source, kind) in carried.pieces(carried.inner()) {
            self.add(text, source, kind);
        }
        let end = self.article.text.len();
        (start < end).then(|| Span::new(start, end))
    }

    fn add(&mut self, text: &str, source: SourceSpan, kind: PieceKind) {
        let Draft { article, carrier } = self;
        match carrier {
            None => put(article, text, source, kind),
            Some(map) if kind == PieceKind::Verbatim => {
                let mut rest = text;
                for Piece { text, source, kind } in map.pieces(source) {
                    let (piece, behind) = rest.split_at_checked(text.len()).unwrap_or((rest, ""));
                    put(article, piece, source, kind);
                    rest = behind;
                }
            }
            Some(map) => put(article, text, map.lead(source), kind),
        }
    }

    /// Says which story of several this is.
    pub(crate) fn set_record(&mut self, n: usize, story: Span) {
        let SourceSpan { start, end } = SourceSpan::new(story.start(), story.end());
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

fn put(article: &mut Article, text: &str, source: SourceSpan, kind: PieceKind) {
    if let SourceMap::Pieces(_) = article.map {
        article.map.push(article.text.len(), text.len(), source, kind);
        article.text.push_str(text);
    }
}
