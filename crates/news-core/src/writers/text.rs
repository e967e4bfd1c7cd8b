//! The story to read: headline, deck, byline, dateline and prose, without furniture and hard line breaks.

use super::flow::{lines, unwrapped};
use super::{Layout, story};
use crate::article::{Article, Block, BlockKind};
use crate::span::Span;

/// Between two stories: the row of marks that parts stories in input, too.
pub(super) const SEPARATOR: &str = "\n==========\n\n";

/// A blank line between two parts. A byline or dateline that stands in a paragraph stays there.
pub(super) fn write(article: &Article, layout: Layout) -> String {
    let mut blocks = story::blocks(article, layout.furniture);
    blocks.retain(|block| is_read(block, layout));
    let stands_alone = |span: &Span| !blocks.iter().any(|block| block.span.contains(*span));
    let head = article.headline.iter().map(|headline| headline.span).chain(article.deck.iter().map(|deck| deck.span));
    let byline = article.byline.iter().map(|byline| byline.span);
    let dateline = article.dateline.iter().map(|dateline| dateline.span);
    let head = head.chain(byline.chain(dateline).filter(stands_alone));
    let mut out: Vec<String> = head.map(|span| story::line(article, span)).collect();
    for run in story::runs(&blocks) {
        let texts = run.iter().map(|block| (block.kind, block.span.of(&article.text)));
        match run.first().map(|block| block.kind) {
            // The rows of a table stay together.
            Some(BlockKind::Table) => out.push(texts.map(|(_, text)| lines(text)).collect::<Vec<_>>().join("\n")),
            _ => out.extend(texts.map(|(_, text)| unwrapped(text))),
        }
    }
    let mut out = out.join("\n\n");
    out.push('\n');
    out
}

/// What is read as the story itself.
fn is_read(block: &Block, layout: Layout) -> bool {
    use BlockKind::{Caption, Contact, Correction, Divider, EditorNote, Embed, Pullquote};
    layout.furniture || !matches!(block.kind, Caption | Contact | Correction | Divider | EditorNote | Embed | Pullquote)
}
