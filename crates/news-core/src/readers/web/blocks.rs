//! The visible text of a page as blocks: what stands between two edges of block elements, or two line breaks.

use super::super::fold::{Part, Parts, is_space};
use super::classes::Classes;
use super::hint::{Hint, Look, is_hidden};
use crate::grammar::words::{ends_sentence, reading_length};
use crate::html::{Document, NodeId, NodeKind, Piece, PieceText, Tag};
use crate::span::Span;

/// Text runs and line breaks of a block, in order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Run {
    Text(NodeId),
    Break(NodeId),
    /// The start of a cell beside another one.
    Cell(NodeId),
}

/// A block of visible text.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// Its runs in [`Blocks::runs`].
    pub(super) runs: Span,
    /// Its text with folded white space in [`Blocks::text`].
    pub(super) text: Span,
    /// The block element around it, in [`Blocks::frames`].
    pub(super) frame: usize,
    /// How much there is to read: characters, where one of a script without spaces counts three.
    pub(super) length: usize,
    /// Bytes of text inside links.
    pub(super) linked: usize,
    /// Bytes of text in bold type.
    pub(super) strong: usize,
    /// Whether it ends like a sentence.
    pub(super) ends: bool,
    /// How much prose it is: sentences that are no link.
    pub(super) prose: usize,
}

/// A block element with text.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) node: NodeId,
    pub(super) tag: Tag,
    pub(super) parent: usize,
    /// Leaves inside.
    pub(super) leaves: std::ops::Range<usize>,
    /// How many pictures, videos and embedded pages it holds.
    pub(super) media: usize,
    /// How many leaves stand in it directly.
    pub(super) loose: usize,
    /// What its class or tag says about it, if it is furniture.
    pub(super) hint: Option<Hint>,
    /// Whether its class or type says that it is the body.
    pub(super) is_body: bool,
    /// Tag and class in one number: parts of one kind have the same.
    pub(super) shape: u64,
    pub(super) has_class: bool,
}

/// All blocks of a page.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    pub(super) leaves: Vec<Leaf>,
    /// In document order; the first is the page.
    pub(super) frames: Vec<Frame>,
}

impl Blocks {
    pub(super) fn text_of(&self, leaf: &Leaf) -> &str {
        leaf.text.of(&self.text)
    }

    /// The frame of a number; numbers come from the blocks themselves.
    pub(super) fn frame(&self, at: usize) -> Option<&Frame> {
        self.frames.get(at)
    }

    /// Frames around a leaf, from the inside, at most 32.
    pub(super) fn around<'b>(&'b self, leaf: &Leaf) -> impl Iterator<Item = (usize, &'b Frame)> + use<'b> {
        let mut next = Some(leaf.frame);
        std::iter::from_fn(move || {
            let at = next?;
            let frame = self.frames.get(at)?;
            next = (at > 0).then_some(frame.parent);
            Some((at, frame))
        })
        .take(32)
    }
}

/// Collects the blocks below the root of a document.
pub(super) fn collect<'a>(document: &Document<'a>, classes: &mut Classes<'a>) -> Blocks {
    // Room for what most pages have.
    let n_nodes = document.len();
    let blocks = Blocks {
        text: String::with_capacity(n_nodes * 4),
        runs: Vec::with_capacity(n_nodes / 4),
        leaves: Vec::with_capacity(n_nodes / 8),
        frames: Vec::with_capacity(n_nodes / 4),
    };
    let mut walk =
        Walk { document, classes, blocks, open: Vec::new(), links: 0, strong: 0, media: 0, leaf: Pending::default() };
    walk.push_frame(NodeId::DOCUMENT, Tag::HTML);
    let mut next = document.first_child(NodeId::DOCUMENT);
    while let Some(node) = next {
        let child = walk.enter(node).then(|| document.first_child(node)).flatten();
        next = child.or_else(|| walk.climb(node));
    }
    walk.flush();
    let end = walk.blocks.leaves.len();
    walk.blocks.frames.first_mut().into_iter().for_each(|frame| frame.leaves.end = end);
    walk.blocks
}

#[derive(Default)]
struct Pending {
    first_run: usize,
    start: usize,
    linked: usize,
    strong: usize,
    /// White space that waits for a word.
    gap: bool,
    breaks: usize,
}

struct Walk<'d, 'a> {
    document: &'d Document<'a>,
    classes: &'d mut Classes<'a>,
    blocks: Blocks,
    /// Numbers of the open frames.
    open: Vec<usize>,
    links: usize,
    strong: usize,
    /// Pictures, videos and embedded pages so far.
    media: usize,
    leaf: Pending,
}

impl Walk<'_, '_> {
    /// Takes a node up; gives whether its children count.
    fn enter(&mut self, node: NodeId) -> bool {
        match self.document.kind(node) {
            NodeKind::Text => {
                self.text(node);
                false
            }
            NodeKind::Element => self.element(node),
            _ => false,
        }
    }

    fn element(&mut self, node: NodeId) -> bool {
        let Some(tag) = self.document.tag(node) else { return false };
        self.media += usize::from(matches!(tag, Tag::IMG | Tag::VIDEO | Tag::IFRAME));
        if is_skipped(tag) || (!is_block(tag) && is_hidden(self.document, node, self.classes)) {
            return false;
        }
        match tag {
            Tag::BR => {
                self.line_break(node);
                return false;
            }
            Tag::A => self.links += 1,
            Tag::TD | Tag::TH => {
                self.cell();
                if self.blocks.text.len() > self.leaf.start {
                    self.blocks.runs.push(Run::Cell(node));
                }
            }
            Tag::B | Tag::STRONG => self.strong += 1,
            _ if is_block(tag) => {
                self.flush();
                self.push_frame(node, tag);
            }
            _ => {}
        }
        true
    }

    fn push_frame(&mut self, node: NodeId, tag: Tag) {
        let Look { hint, is_body, shape, has_class } = Look::of(self.document, node, tag, self.classes);
        let first = self.blocks.leaves.len();
        let parent = self.open.last().copied().unwrap_or_default();
        self.open.push(self.blocks.frames.len());
        let leaves = first..first;
        self.blocks.frames.push(Frame {
            node,
            tag,
            parent,
            leaves,
            media: self.media,
            loose: 0,
            hint,
            is_body,
            shape,
            has_class,
        });
    }

    /// Leaves a node and finds the next one; every element that is left on the way is closed.
    fn climb(&mut self, node: NodeId) -> Option<NodeId> {
        let mut node = node;
        loop {
            self.leave(node);
            if let Some(next) = self.document.next_sibling(node) {
                return Some(next);
            }
            node = self.document.parent(node).filter(|parent| *parent != NodeId::DOCUMENT)?;
        }
    }

    fn leave(&mut self, node: NodeId) {
        let Some(tag) = self.document.tag(node) else { return };
        if is_skipped(tag) {
            return;
        }
        match tag {
            Tag::A => self.links = self.links.saturating_sub(1),
            Tag::TD | Tag::TH => self.cell(),
            Tag::B | Tag::STRONG => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
        let Some(&top) = self.open.last() else { return };
        if self.blocks.frames.get(top).is_some_and(|frame| frame.node == node) {
            self.flush();
            self.open.pop();
            let end = self.blocks.leaves.len();
            if let Some(frame) = self.blocks.frames.get_mut(top) {
                frame.leaves.end = end;
                frame.media = self.media - frame.media;
            }
        }
    }

    fn text(&mut self, node: NodeId) {
        let before = self.blocks.text.len();
        let leaf_start = self.leaf.start;
        match self.document.plain_text(node) {
            Some(text) => self.words(text),
            None => self.document.pieces(node).for_each(|piece| self.piece(&piece)),
        }
        let added = self.blocks.text.len() - before;
        if added > 0 {
            self.blocks.runs.push(Run::Text(node));
            self.leaf.linked += if self.links > 0 { added } else { 0 };
            self.leaf.strong += if self.strong > 0 { added } else { 0 };
        } else if self.leaf.gap && self.blocks.text.len() > leaf_start {
            // White space alone between two inline elements.
            self.blocks.runs.push(Run::Text(node));
        }
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        match piece.text {
            PieceText::Verbatim(text) => self.words(text),
            PieceText::Rewritten(first, _) if is_space(first) => self.leaf.gap = true,
            PieceText::Rewritten(first, second) => {
                self.open();
                self.blocks.text.extend(std::iter::once(first).chain(second));
            }
            PieceText::Dropped => {}
        }
    }

    fn words(&mut self, text: &str) {
        for part in Parts::of(text) {
            match part {
                Part::Space => self.leaf.gap = true,
                Part::Words(words) => {
                    self.open();
                    self.blocks.text.push_str(words);
                }
            }
        }
    }

    /// Writes the space that waits for a word.
    fn open(&mut self) {
        if self.leaf.gap && self.blocks.text.len() > self.leaf.start {
            self.blocks.text.push(' ');
        }
        self.leaf.gap = false;
        self.leaf.breaks = 0;
    }

    /// One break is a line end inside a block, two part blocks.
    fn line_break(&mut self, node: NodeId) {
        self.leaf.breaks += 1;
        self.leaf.gap = true;
        if self.leaf.breaks >= 2 {
            self.flush();
        } else if self.blocks.text.len() > self.leaf.start {
            self.blocks.runs.push(Run::Break(node));
        }
    }

    /// A short cell stands in one block with the cells beside it, a long one for itself.
    fn cell(&mut self) {
        self.leaf.gap = true;
        if self.blocks.text.len() - self.leaf.start > 80 {
            self.flush();
        }
    }

    /// Ends the block.
    fn flush(&mut self) {
        let Pending { first_run, start, linked, strong, .. } = std::mem::take(&mut self.leaf);
        let (text_end, run_end) = (self.blocks.text.len(), self.blocks.runs.len());
        self.leaf.start = text_end;
        self.leaf.first_run = run_end;
        if text_end == start {
            return;
        }
        let text = Span::new(start, text_end);
        let read = text.of(&self.blocks.text);
        let (length, ends) = (reading_length(read), ends_sentence(read));
        let at = self.open.last().copied().unwrap_or_default();
        let Some(frame) = self.blocks.frames.get_mut(at) else { return };
        frame.loose += 1;
        let runs = Span::new(first_run, run_end);
        let leaf = Leaf { runs, text, frame: at, length, linked, strong, ends, prose: 0 };
        self.blocks.leaves.push(Leaf { prose: prose(&leaf, frame.tag), ..leaf });
    }
}

/// How much prose a leaf is by the element that it stands in.
fn prose(leaf: &Leaf, tag: Tag) -> usize {
    if tag.is_heading() || leaf.length < 50 || leaf.linked * 2 > leaf.text.len() {
        return 0;
    }
    match tag {
        Tag::P if leaf.ends || leaf.length >= 80 => leaf.length,
        Tag::LI | Tag::DD => leaf.length / 2,
        _ if leaf.ends || leaf.length >= 160 => leaf.length,
        _ => 0,
    }
}

/// Elements without visible text of the page.
fn is_skipped(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::SCRIPT
            | Tag::STYLE
            | Tag::TEMPLATE
            | Tag::SVG
            | Tag::IFRAME
            | Tag::OBJECT
            | Tag::VIDEO
            | Tag::AUDIO
            | Tag::CANVAS
            | Tag::SELECT
            | Tag::TEXTAREA
            | Tag::BUTTON
            | Tag::HEAD
            | Tag::NOSCRIPT
            | Tag::DATALIST
            | Tag::DIALOG
            | Tag::MAP
            | Tag::OPTION
    )
}

/// Elements that start and end a block.
fn is_block(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::ADDRESS
            | Tag::ARTICLE
            | Tag::ASIDE
            | Tag::BLOCKQUOTE
            | Tag::BODY
            | Tag::CAPTION
            | Tag::CENTER
            | Tag::DD
            | Tag::DETAILS
            | Tag::DIV
            | Tag::DL
            | Tag::DT
            | Tag::FIELDSET
            | Tag::FIGCAPTION
            | Tag::FIGURE
            | Tag::FOOTER
            | Tag::FORM
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::HEADER
            | Tag::HGROUP
            | Tag::HR
            | Tag::HTML
            | Tag::LI
            | Tag::MAIN
            | Tag::MENU
            | Tag::NAV
            | Tag::OL
            | Tag::P
            | Tag::PRE
            | Tag::SEARCH
            | Tag::SECTION
            | Tag::SUMMARY
            | Tag::TABLE
            | Tag::TBODY
            | Tag::TFOOT
            | Tag::THEAD
            | Tag::TR
            | Tag::UL
    )
}
