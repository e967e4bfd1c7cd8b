//! The text of the article out of its blocks, with the place of every character on the page.

use super::super::fold::{Fold, part};
use super::blocks::{Blocks, Leaf, Run};
use super::evidence::CarriedBody;
use super::labels::Labelled;
use crate::article::{Block, BlockKind};
use crate::draft::Draft;
use crate::html::Document;
use crate::span::Span;

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

fn write_leaf(document: &Document<'_>, blocks: &Blocks, leaf: &Leaf, draft: &mut Draft) -> Option<Span> {
    let mut fold = Fold::default();
    for run in blocks.runs.get(leaf.runs.start()..leaf.runs.end()).unwrap_or_default() {
        match run {
            Run::Break(node) => fold.mark("\n", document.start_tag(*node)),
            Run::Cell(node) => fold.mark_weakly(" ", document.start_tag(*node)),
            Run::Text(node) => fold.pieces(draft, document.pieces(*node)),
        }
    }
    fold.finish(draft)
}
