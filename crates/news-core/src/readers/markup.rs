//! The block reader of carried bodies: XHTML, HTML and NITF as blocks of the article.
//!
//! One walk over a tree of markup, XML or HTML, writes paragraphs, headings, list items, quotations, tables, preformatted
//! lines, captions and notes, each with the place of every character; links, pictures and names that the markup marks up go to
//! their lists. Names of elements mean the same in NITF, XHTML and HTML, so one table ([`elements`]) serves all three.
//!
//! - An element that nobody knows is a block where a block may stand, and inline inside of one.
//! - A table of figures is one block: rows on lines, cells parted by tabs. One that only lays a page out is read through.
//! - A heading that repeats the headline, and what stands in a `header`, is furniture.
//! - Scripts, forms and embedded objects hold no text of the story.
//! - The alternate text of a picture is a piece of the text and no block: it stands behind the block that the picture stands in.
//!
//! Known failures: the levels of nested lists are not kept.

mod elements;
mod tree;

use std::borrow::Cow;
use std::collections::BTreeSet;

use self::elements::{Element, element};
pub(super) use self::tree::Tree;
use super::fold::{Fold, is_space, part, place};
use super::parts::media_kind;
use super::text::{self, is_table};
use crate::article::{Block, BlockKind, Headline, Link, Media, Term, TermRole};
use crate::carried::Carried;
use crate::draft::Draft;
use crate::grammar::line_kind;
use crate::html::{self, Piece, PieceText};
use crate::span::{Slice, Span};
use crate::xml::{Document, NodeId};

/// Reads what an element holds: its markup, markup that is escaped, or plain copy. Agencies put each where another should be.
pub(super) fn read_content(document: &Document<'_>, node: NodeId, draft: &mut Draft) {
    if document.elements(node).next().is_some() {
        return read(document, node, draft);
    }
    let carried = document.carried(node).trimmed();
    if carried.text().starts_with('<') {
        return read_html(&carried, draft);
    }
    part(draft);
    if let Some(body) = draft.add_carried(&carried) {
        text::read_body_at(draft, body);
    }
}

/// Reads a carried HTML text: a fragment, or a whole page.
pub(super) fn read_html(carried: &Carried, draft: &mut Draft) {
    read_html_in(carried, &mut html::Scratch::default(), draft);
}

/// As [`read_html`], in the room of the text before.
pub(super) fn read_html_in(carried: &Carried, scratch: &mut html::Scratch, draft: &mut Draft) {
    draft.within(carried, |draft| {
        let document = html::parse_fragment(carried.text(), "body", &html::ParseOptions::default(), scratch);
        read(&document, html::NodeId::DOCUMENT, draft);
        document.recycle(scratch);
    });
}

/// A carried HTML text as one stretch of the article.
pub(super) fn html_line(carried: &Carried, draft: &mut Draft) -> Option<Span> {
    html_line_in(carried, &mut html::Scratch::default(), draft)
}

/// As [`html_line`], in the room of the text before.
pub(super) fn html_line_in(carried: &Carried, scratch: &mut html::Scratch, draft: &mut Draft) -> Option<Span> {
    draft.within(carried, |draft| {
        let document = html::parse_fragment(carried.text(), "body", &html::ParseOptions::default(), scratch);
        let span = line(&document, html::NodeId::DOCUMENT, draft);
        document.recycle(scratch);
        span
    })
}

/// A carried plain text as one stretch of the article, white space folded.
pub(super) fn text_line(carried: &Carried, draft: &mut Draft) -> Option<Span> {
    draft.within(carried, |draft| {
        let mut fold = Fold::default();
        let text = PieceText::Verbatim(carried.text());
        fold.pieces(draft, std::iter::once(Piece { source: carried.whole(), text }));
        fold.finish(draft)
    })
}

/// Reads what stands inside of a node as blocks of the article.
pub(super) fn read<'a, T: Tree<'a>>(tree: &T, root: T::Node, draft: &mut Draft) {
    let mut reader = Reader::new(tree, root, Shape::Block, draft);
    reader.read(root);
    reader.flush();
}

/// The text inside of a node as one stretch of the article, with its links and pictures; nothing where there are no words.
/// A picture alone says what its alternate text says.
pub(super) fn line<'a, T: Tree<'a>>(tree: &T, root: T::Node, draft: &mut Draft) -> Option<Span> {
    let mut reader = Reader::new(tree, root, Shape::Line, draft);
    reader.read(root);
    let words = reader.fold.finish(reader.draft);
    let alternate = reader.write_alternates();
    words.or(alternate)
}

/// The pieces of a value as one stretch of the article.
pub(super) fn value_line<'a>(pieces: impl Iterator<Item = Piece<'a>>, draft: &mut Draft) -> Option<Span> {
    let mut fold = Fold::default();
    fold.pieces(draft, pieces);
    fold.finish(draft)
}

/// Adds the text of a node to a stretch.
pub(super) fn fold_into<'a, T: Tree<'a>>(tree: &T, root: T::Node, draft: &mut Draft, fold: &mut Fold<'a>) {
    for node in std::iter::once(root).chain(tree.descendants(root)) {
        if tree.is_text(node) {
            fold.pieces(draft, tree.pieces(node));
        } else if !matches!(element(&tree.name(node)), Element::Inline | Element::Name(_) | Element::Link) {
            // The edge of a block or of an unknown element parts words.
            fold.mark_weakly(" ", tree.start_tag(node));
        }
    }
}

/// What an open element does to the text inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Holds blocks.
    Block,
    /// Is a block; what nobody knows is inline inside.
    Leaf,
    /// Keeps its lines.
    Lines,
    /// A table of figures, one block.
    Table,
    /// One stretch of text, whatever stands inside.
    Line,
    Inline,
    /// Inline, and the text inside is a link.
    Link,
    /// Inline, and the text inside is a name.
    Name(TermRole),
    /// Holds no text of the story.
    Nothing,
}

#[derive(Debug)]
struct Frame<N> {
    node: N,
    shape: Shape,
    /// The kind of the blocks inside.
    kind: BlockKind,
    /// The level of a heading.
    level: Option<u8>,
    /// The picture that captions inside belong to.
    media: Option<usize>,
    /// Where the article's text ended when it was opened.
    start: usize,
}

struct Reader<'t, 'a, T: Tree<'a>> {
    tree: &'t T,
    draft: &'t mut Draft,
    fold: Fold<'a>,
    open: Vec<Frame<T::Node>>,
    /// Line breaks since the last word.
    lines: usize,
    edges: Edges,
    /// Pictures whose alternate text waits for the end of the block, with their place in the list of media.
    alternates: Vec<(usize, T::Node)>,
    /// Names that the markup marks up, each once.
    named: BTreeSet<(TermRole, String)>,
}

/// Edges of a table since the last word.
#[derive(Clone, Copy, Debug, Default)]
struct Edges {
    row: bool,
    cells: usize,
    /// Whether the next cell is the first of its row.
    is_first: bool,
}

impl Edges {
    /// What parts the next cell from the last word: a line end for a row, a tab for each cell.
    fn text(self) -> &'static str {
        const EDGES: &str = "\n\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";
        EDGES.get(usize::from(!self.row)..=self.cells.min(16)).unwrap_or_default()
    }
}

impl<'t, 'a, T: Tree<'a>> Reader<'t, 'a, T> {
    fn new(tree: &'t T, root: T::Node, shape: Shape, draft: &'t mut Draft) -> Self {
        let kind = BlockKind::Paragraph;
        Reader {
            tree,
            draft,
            fold: Fold::default(),
            open: vec![Frame { node: root, shape, kind, level: None, media: None, start: 0 }],
            lines: 0,
            edges: Edges::default(),
            alternates: Vec::new(),
            named: BTreeSet::new(),
        }
    }

    fn read(&mut self, root: T::Node) {
        for node in self.tree.descendants(root) {
            self.enter(node);
        }
        while self.open.len() > 1 {
            self.leave();
        }
    }

    fn enter(&mut self, node: T::Node) {
        let parent = self.tree.parent(node);
        while self.open.len() > 1 && self.open.last().map(|frame| frame.node) != parent {
            self.leave();
        }
        if self.tree.is_text(node) {
            match self.shape() {
                Shape::Nothing => {}
                Shape::Lines => self.keep_lines(node),
                _ => self.text(node),
            }
            return;
        }
        let name = self.tree.name(node);
        if !name.is_empty() {
            let nothing = self.shape() == Shape::Nothing;
            self.element(node, if nothing { Element::Nothing } else { element(&name) });
        }
    }

    fn shape(&self) -> Shape {
        self.open.last().map_or(Shape::Block, |frame| frame.shape)
    }

    fn kind(&self) -> BlockKind {
        self.open.last().map_or(BlockKind::Paragraph, |frame| frame.kind)
    }

    fn text(&mut self, node: T::Node) {
        let before = self.draft.article.text.len();
        self.fold.pieces(self.draft, self.tree.pieces(node));
        if self.draft.article.text.len() > before {
            self.lines = 0;
            self.edges = Edges::default();
        }
    }

    fn element(&mut self, node: T::Node, element: Element) {
        match element {
            Element::Nothing => self.push(node, Shape::Nothing, self.kind()),
            Element::Kind(kind) => self.block(node, Shape::Block, kind),
            Element::Item if self.kind().is_furniture() => self.block(node, Shape::Leaf, self.kind()),
            Element::Item => self.block(node, Shape::Leaf, BlockKind::ListItem),
            Element::Lines => self.block(node, Shape::Lines, self.kind()),
            Element::Heading(level) => {
                self.block(node, Shape::Leaf, BlockKind::Heading);
                self.open.last_mut().into_iter().for_each(|frame| frame.level = Some(level));
            }
            Element::Table if is_of_figures(self.tree, node) => self.block(node, Shape::Table, BlockKind::Table),
            Element::Row if self.is_in_table() => {
                self.edges = Edges { row: true, cells: 0, is_first: true };
                self.fold.mark(self.edges.text(), self.tree.start_tag(node));
                self.push(node, Shape::Inline, self.kind());
            }
            Element::Cell if self.is_in_table() => {
                self.edges.cells += usize::from(!self.edges.is_first);
                self.edges.is_first = false;
                if self.edges.row || self.edges.cells > 0 {
                    self.fold.mark(self.edges.text(), self.tree.start_tag(node));
                }
                self.push(node, Shape::Inline, self.kind());
            }
            Element::Block | Element::Table | Element::Row => self.block(node, Shape::Block, self.kind()),
            Element::Paragraph | Element::Cell => self.block(node, Shape::Leaf, self.kind()),
            Element::Break => self.line_break(node),
            Element::Rule if self.is_in_line() => {}
            Element::Rule => self.flush(),
            Element::Media => self.media(node),
            Element::Picture => self.picture(node),
            Element::Link => self.push(node, Shape::Link, self.kind()),
            // Every element of MathML may be a link (MathML 3, 2.1.6).
            Element::Math if self.tree.address(node).is_some() => self.push(node, Shape::Link, self.kind()),
            Element::Name(role) => self.push(node, Shape::Name(role), self.kind()),
            Element::Unknown if self.shape() == Shape::Block && !self.fold.is_open() => {
                self.block(node, Shape::Block, self.kind());
            }
            Element::Inline | Element::Math | Element::Unknown => self.push(node, Shape::Inline, self.kind()),
        }
    }

    fn push(&mut self, node: T::Node, shape: Shape, kind: BlockKind) {
        let (media, level) = self.open.last().map_or((None, None), |frame| (frame.media, frame.level));
        self.open.push(Frame { node, shape, kind, level, media, start: self.draft.article.text.len() });
    }

    fn block(&mut self, node: T::Node, shape: Shape, kind: BlockKind) {
        if self.is_in_line() && (kind != BlockKind::Caption || !self.is_in_table()) {
            // A paragraph inside of a cell is part of its line.
            self.fold.mark_weakly(" ", self.tree.start_tag(node));
            self.push(node, Shape::Inline, kind);
        } else {
            self.flush();
            self.push(node, shape, kind);
        }
    }

    /// The shape of the innermost block.
    fn block_shape(&self) -> Option<Shape> {
        let inline = |shape: &Shape| matches!(shape, Shape::Inline | Shape::Link | Shape::Name(_));
        self.open.iter().rev().map(|frame| frame.shape).find(|shape| !inline(shape))
    }

    fn is_in_table(&self) -> bool {
        self.block_shape() == Some(Shape::Table)
    }

    /// Whether what is a block elsewhere is part of a line here.
    fn is_in_line(&self) -> bool {
        matches!(self.block_shape(), Some(Shape::Table | Shape::Line))
    }

    fn leave(&mut self) {
        match self.shape() {
            Shape::Block | Shape::Leaf | Shape::Lines | Shape::Table => self.flush(),
            Shape::Link => self.link(),
            Shape::Name(role) => self.name(role),
            Shape::Inline | Shape::Line | Shape::Nothing => {}
        }
        if let Some(left) = self.open.pop() {
            self.drop_empty_media(&left);
        }
    }

    /// A figure without a picture holds a table, a quotation or words alone: it is no medium.
    fn drop_empty_media(&mut self, left: &Frame<T::Node>) {
        let outer = self.open.last().and_then(|frame| frame.media);
        let media = &mut self.draft.article.media;
        let is_last = left.media != outer && left.media.is_some_and(|at| at + 1 == media.len());
        let is_empty = |media: &Media| media.url.is_none() && media.alt.is_none();
        if is_last && media.last().is_some_and(is_empty) && self.tree.value(left.node, "media-type").is_none() {
            media.pop();
        }
    }

    /// Ends the block that is being written.
    fn flush(&mut self) {
        self.lines = 0;
        if let Some(span) = self.fold.finish(self.draft) {
            self.end_block(span);
        }
        self.write_alternates();
    }

    fn end_block(&mut self, span: Span) {
        let Some(&Frame { level, media, .. }) = self.open.last() else { return };
        // Pages hold their paragraphs open with no-break spaces.
        if span.of(&self.draft.article.text).trim().is_empty() {
            return;
        }
        let kind = self.kind_of(span, level);
        if let Some(media) = media.and_then(|at| self.draft.article.media.get_mut(at)) {
            let field = if kind == BlockKind::Caption { &mut media.caption } else { &mut media.credit };
            let whole = field.map_or(span, |before| before.span.to(span));
            *field = Some(whole.into());
        }
        let level = level.filter(|_| kind == BlockKind::Heading);
        self.draft.push(Block { level, ..Block::new(kind, span) });
    }

    /// What a block is: as its element says, or its words.
    fn kind_of(&self, span: Span, level: Option<u8>) -> BlockKind {
        let article = &self.draft.article;
        match self.kind() {
            BlockKind::Paragraph if self.shape() == Shape::Lines && is_table(span.of(&article.text)) => {
                BlockKind::Table
            }
            BlockKind::Paragraph => line_kind::find(&article.text, span).unwrap_or(BlockKind::Paragraph),
            BlockKind::Heading => {
                let words = |span: Span| span.of(&article.text).split_whitespace();
                let repeats = |headline: &Headline| words(headline.span).eq(words(span));
                let is_headline = article.headline.as_ref().map_or(level == Some(1), repeats);
                if is_headline { BlockKind::HeadlineRepeat } else { BlockKind::Heading }
            }
            kind => kind,
        }
    }

    /// One break is a line end inside of a block, two part blocks.
    fn line_break(&mut self, node: T::Node) {
        if self.is_in_line() {
            self.fold.mark_weakly(" ", self.tree.start_tag(node));
            return;
        }
        if self.lines > 0 {
            self.flush();
        }
        self.lines += 1;
        self.fold.mark("\n", self.tree.start_tag(node));
    }

    /// Preformatted text: its lines and columns stay, an empty line parts blocks.
    fn keep_lines(&mut self, node: T::Node) {
        for Piece { source, text } in self.tree.pieces(node) {
            match text {
                PieceText::Dropped => {}
                // A carriage return by itself, or a reference.
                PieceText::Rewritten('\n', _) => {
                    self.line_end();
                    self.fold.mark("\n", source);
                }
                PieceText::Rewritten(first, second) => {
                    self.lines = 0;
                    self.fold.rewritten(self.draft, first, second, source);
                }
                PieceText::Verbatim(text) => self.keep_verbatim(text, source.start),
            }
        }
    }

    fn keep_verbatim(&mut self, text: &'a str, base: u32) {
        let mut at = 0;
        for line in text.split('\n') {
            let words = line.trim_matches(is_space);
            let start = at + line.len() - line.trim_start_matches(is_space).len();
            // The line end in front of a line, and its indent.
            let lead = at.saturating_sub(1);
            if at > 0 {
                self.line_end();
                self.fold.keep(text.get(lead..start).unwrap_or_default(), place(base, lead, start));
            } else if start > 0 {
                self.fold.keep(text.get(..start).unwrap_or_default(), place(base, 0, start));
            }
            if !words.is_empty() {
                self.lines = 0;
                let (end, line_end) = (start + words.len(), at + line.len());
                self.fold.word(self.draft, words, place(base, start, end));
                if end < line_end {
                    self.fold.keep(text.get(end..line_end).unwrap_or_default(), place(base, end, line_end));
                }
            }
            at += line.len() + 1;
        }
    }

    /// Counts a line end; the second in a row ends the block.
    fn line_end(&mut self) {
        if self.lines > 0 {
            self.flush();
        }
        self.lines += 1;
    }

    /// What was written since the innermost element was opened, inside of one block.
    fn inside(&self) -> Option<(T::Node, Span)> {
        let frame = self.open.last()?;
        let text = &self.draft.article.text;
        let written = text.get(frame.start..)?.trim_start();
        let is_whole = self.fold.is_open() && (1..=LONGEST).contains(&written.len()) && !written.contains("\n\n");
        is_whole.then(|| (frame.node, Span::new(text.len() - written.len(), text.len())))
    }

    fn link(&mut self) {
        let Some((node, span)) = self.inside() else { return };
        let trimmed = |value: Cow<'a, str>| value.trim().to_owned();
        let href = self.tree.address(node).map(trimmed);
        if let Some(href) = href.filter(|href| !href.is_empty() && !href.starts_with('#')) {
            let rel = self.tree.value(node, "rel").map(trimmed);
            self.draft.article.links.push(Link { href, span, text: Slice, rel });
        }
    }

    /// A name that the markup marks up; of one that stands there several times the first.
    fn name(&mut self, role: TermRole) {
        let Some((node, span)) = self.inside() else { return };
        let name = span.of(&self.draft.article.text).to_owned();
        let value = |names: [&str; 2]| names.iter().find_map(|name| self.tree.value(node, name)).map(Cow::into_owned);
        if self.named.insert((role, name.clone())) {
            let (code, scheme) = (value(["value", "location-code"]), value(["idsrc", "code-source"]));
            self.draft.article.terms.push(Term { name, role: Some(role), scheme, code, span: Some(span) });
        }
    }

    /// A picture with its caption, a video: `figure`, `media`.
    fn media(&mut self, node: T::Node) {
        self.block(node, Shape::Block, BlockKind::Caption);
        let stated = self.tree.value(node, "media-type");
        let kind = stated.map_or("picture", |stated| media_kind(&stated).unwrap_or("file"));
        let at = self.draft.article.media.len();
        self.draft.article.media.push(Media::of_kind(kind));
        self.open.last_mut().into_iter().for_each(|frame| frame.media = Some(at));
    }

    /// `img`, `media-reference`: a picture by itself, or that of the element around it.
    fn picture(&mut self, node: T::Node) {
        let value = |name| self.tree.value(node, name).filter(|value| !value.trim().is_empty());
        let url = value("src").or_else(|| value("source"));
        let url = url.filter(|url| !url.starts_with("data:")).map(Cow::into_owned);
        let has_alternate = ALTERNATE.into_iter().any(|name| value(name).is_some());
        if url.is_none() && !has_alternate {
            return;
        }
        let size = |name| value(name).and_then(|value| value.trim().parse().ok());
        let (width, height) = (size("width"), size("height"));
        let media = &mut self.draft.article.media;
        let around = self.open.last().and_then(|frame| frame.media).filter(|at| *at < media.len());
        let at = around.unwrap_or(media.len());
        match media.get_mut(at) {
            Some(media) if media.url.is_none() => (media.url, media.width, media.height) = (url, width, height),
            // Other sizes of the same picture.
            Some(_) => return,
            None => media.push(Media { url, width, height, ..Media::of_kind("picture") }),
        }
        if has_alternate {
            self.alternates.push((at, node));
        }
    }

    /// Writes the alternate texts that wait, and gives their place.
    fn write_alternates(&mut self) -> Option<Span> {
        let mut whole: Option<Span> = None;
        for (at, node) in std::mem::take(&mut self.alternates) {
            let pieces = ALTERNATE.into_iter().find_map(|name| self.tree.value_pieces(node, name));
            let Some(span) = pieces.and_then(|pieces| value_line(pieces, self.draft)) else { continue };
            self.draft.article.media.get_mut(at).into_iter().for_each(|media| media.alt = Some(span.into()));
            whole = Some(whole.map_or(span, |before| before.to(span)));
        }
        whole
    }
}

/// Attributes that hold what may stand in place of a picture, in HTML and in NITF.
const ALTERNATE: [&str; 2] = ["alt", "alternate-text"];

/// The longest text of a link or a name, in bytes.
const LONGEST: usize = 1000;

/// The longest text in a cell of a table of figures, in bytes; a longer one is prose that a page lays out.
const CELL: usize = 240;

/// Whether a table has rows of several short cells and no table inside.
///
/// A table inside ends the look, so that of tables inside each other every cell is looked at once.
fn is_of_figures<'a, T: Tree<'a>>(tree: &T, table: T::Node) -> bool {
    let (mut cells, mut most, mut length) = (0, 0, 0);
    for node in tree.descendants(table) {
        if tree.is_text(node) {
            length += tree.start_tag(node).end.saturating_sub(tree.start_tag(node).start) as usize;
            if length > CELL {
                return false;
            }
            continue;
        }
        match element(&tree.name(node)) {
            Element::Table => return false,
            Element::Row => cells = 0,
            Element::Cell => {
                cells += 1;
                most = most.max(cells);
                length = 0;
            }
            _ => {}
        }
    }
    most > 1
}
