//! Sentences.

use std::ops::Range;

use super::tokens::Tokens;
use crate::article::Block;

/// The sentences of all regions in text order, as ranges of tokens.
pub(crate) fn find(text: &str, tokens: &Tokens) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    for region in &tokens.regions {
        let mut start = region.tokens.start;
        for at in region.tokens.clone() {
            let ends = tokens
                .all
                .get(at)
                .is_some_and(|token| matches!(token.span.of(text), "." | "!" | "?" | "。") && token.has_space_behind());
            if ends {
                sentences.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < region.tokens.end {
            sentences.push(start..region.tokens.end);
        }
    }
    sentences
}

/// Writes the sentences into the blocks they stand in. Both are in text order.
pub(crate) fn place(blocks: &mut [Block], tokens: &Tokens, sentences: &[Range<usize>]) {
    let mut blocks = blocks.iter_mut().peekable();
    for span in sentences.iter().filter_map(|sentence| tokens.span(sentence.clone())) {
        while blocks.next_if(|block| block.span.end() <= span.start()).is_some() {}
        if let Some(block) = blocks.peek_mut().filter(|block| block.span.contains(span)) {
            block.sentences.push(span);
        }
    }
}
