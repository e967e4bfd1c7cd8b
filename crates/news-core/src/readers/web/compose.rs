//! The text of the article out of its blocks, with the place of every character on the page.

use super::blocks::{Blocks, Leaf, Run, is_space};
use super::evidence::CarriedBody;
use super::labels::Labelled;
use crate::article::{Block, BlockKind};
use crate::draft::Draft;
use crate::html::{Document, PieceText};
use crate::span::{SourceSpan, Span};

/// Writes the blocks into the draft.
pub(super) fn write(document: &Document<'_>, blocks: &Blocks, labels: &[Labelled], draft: &mut Draft) {
    for label in labels {
        let Some(leaf) = blocks.leaves.get(label.leaf) else { continue };
        let Some(span) = write_leaf(document, blocks, leaf, draft) else { continue };
        if label.is_deck && draft.article.deck.is_none() {
            draft.article.deck = Some(span.into());
            continue;
        }
        let kind = if label.is_deck { BlockKind::Promo } else { label.kind };
        draft.push(Block { level: label.level, ..Block::new(kind, span) });
    }
}

/// Writes the blocks of a body that the page does not show.
pub(super) fn write_carried(body: &CarriedBody, draft: &mut Draft) {
    for block in &body.parts {
        part(draft);
        let start = draft.article.text.len();
        draft.add_rewritten(&block.text, block.src);
        draft.block(block.kind, Span::new(start, draft.article.text.len()));
    }
}

/// An empty line between two blocks.
fn part(draft: &mut Draft) {
    if !draft.article.text.is_empty() {
        draft.add_inserted("\n\n");
    }
}

fn write_leaf(document: &Document<'_>, blocks: &Blocks, leaf: &Leaf, draft: &mut Draft) -> Option<Span> {
    part(draft);
    let start = draft.article.text.len();
    let mut writer = Writer { draft, start, gap: None };
    for run in blocks.runs.get(leaf.runs.start()..leaf.runs.end()).unwrap_or_default() {
        match run {
            Run::Break(node) => writer.gap = Some(("\n", document.start_tag(*node), false)),
            Run::Cell(node) => writer.gap = writer.gap.or(Some((" ", document.start_tag(*node), false))),
            Run::Text(node) => {
                for piece in document.pieces(*node) {
                    writer.piece(piece.source, piece.text);
                }
            }
        }
    }
    let end = draft.article.text.len();
    (start < end).then(|| Span::new(start, end))
}

struct Writer<'d> {
    draft: &'d mut Draft,
    /// Where the block starts.
    start: usize,
    /// White space that waits for a word: what it becomes, where it stands, whether it is a space as it is.
    gap: Option<(&'static str, SourceSpan, bool)>,
}

impl Writer<'_> {
    fn piece(&mut self, source: SourceSpan, text: PieceText<'_>) {
        match text {
            PieceText::Dropped => {}
            PieceText::Rewritten(first, second) => {
                if is_space(first) {
                    self.widen(source, false);
                    return;
                }
                self.close_gap();
                let mut buffer = String::with_capacity(8);
                buffer.push(first);
                buffer.extend(second);
                self.draft.add_rewritten(&buffer, source);
            }
            PieceText::Verbatim(text) => self.verbatim(source.start, text),
        }
    }

    fn verbatim(&mut self, base: u32, text: &str) {
        let place = |start: usize, end: usize| {
            let at = |at: usize| base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            SourceSpan { start: at(start), end: at(end) }
        };
        let mut word = None;
        for (at, c) in text.char_indices() {
            if !is_space(c) {
                word = word.or(Some(at));
                continue;
            }
            if let Some(start) = word {
                // A single space between two words is text as it is.
                let mut rest = text.get(at..).unwrap_or_default().chars();
                if c == ' ' && rest.nth(1).is_some_and(|next| !is_space(next)) {
                    continue;
                }
                self.word(text.get(start..at).unwrap_or_default(), place(start, at));
                word = None;
            }
            self.widen(place(at, at + c.len_utf8()), c == ' ');
        }
        if let Some(start) = word {
            self.word(text.get(start..).unwrap_or_default(), place(start, text.len()));
        }
    }

    fn word(&mut self, text: &str, source: SourceSpan) {
        self.close_gap();
        self.draft.add_verbatim(text, source);
    }

    fn widen(&mut self, source: SourceSpan, is_plain: bool) {
        self.gap = Some(match self.gap {
            None => (" ", source, is_plain),
            Some((text, before, _)) => {
                (text, SourceSpan { start: before.start.min(source.start), end: source.end.max(before.end) }, false)
            }
        });
    }

    fn close_gap(&mut self) {
        let Some((text, source, is_plain)) = self.gap.take() else { return };
        if self.draft.article.text.len() == self.start {
            return;
        }
        if is_plain {
            self.draft.add_verbatim(text, source);
        } else {
            self.draft.add_rewritten(text, source);
        }
    }
}
