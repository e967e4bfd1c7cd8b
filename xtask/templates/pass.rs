//! What this pass marks, with an example of each way in which it finds one.
//!
//! What it deliberately leaves out, known failures, and its score with the test set.

use crate::article::{Article, BlockKind, LAYER};
use crate::span::{Slice, Span};

/// The word that this scaffold marks. Replace it by what the pass is to find.
const WORD: &str = "%NAME%";

/// Finds the layer in the paragraphs of the body, in text order. Time is linear in the text.
pub(crate) fn find(article: &Article) -> Vec<LAYER> {
    let paragraphs = article.body.iter().filter(|block| block.kind == BlockKind::Paragraph);
    paragraphs.flat_map(|block| in_prose(&article.text, block.prose())).collect()
}

fn in_prose(text: &str, prose: Span) -> impl Iterator<Item = LAYER> {
    let places = prose.of(text).match_indices(WORD);
    places.map(move |(at, word)| LAYER { span: Span::new(at, at + word.len()).shifted(prose.start()), text: Slice })
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    #[test]
    fn the_word_is_marked() {
        let article = read(b"Rivers fall\n\nThe rivers fell %NAME% on Wednesday.\n", &Options::default()).unwrap();
        assert_eq!(article.NAME[0].span.of(&article.text), "%NAME%");
    }
}
