//! NAME: who sends it, where it is specified, and which of its parts are read.
//!
//! This scaffold takes everything behind the mark as one paragraph. The text of the draft is the source itself; a reader of
//! markup makes it from pieces instead.

use super::Item;
use crate::article::BlockKind;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::source::Source;
use crate::span::Span;

/// What the input starts with. Replace it by the signature of the format.
const MARK: &str = "%NAME";

/// Whether the text, without white space in front, is of this format. Look at the first bytes only.
pub(super) fn sniff(text: &str) -> bool {
    text.starts_with(MARK)
}

/// Reads the one story of the input.
pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let text = source.text.trim_end();
    let story = text.trim_start();
    let story = story.strip_prefix(MARK).unwrap_or(story).trim_start();
    if story.is_empty() {
        return Err(Error::new(ErrorKind::NoArticle, "NAME: found the mark and no story behind it"));
    }
    let place = Span::new(text.len() - story.len(), text.len());
    let mut draft = Draft::verbatim(source, place, "NAME");
    // From here on spans are positions in the text of the draft, which starts where the story starts.
    draft.block(BlockKind::Paragraph, Span::new(0, story.len()));
    Ok(vec![Item::Draft(Box::new(draft))])
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    #[test]
    fn the_mark_is_no_part_of_the_story() {
        let article = read(b"%NAME\nRivers fell on Wednesday.\n", &Options::default()).unwrap();
        assert_eq!(article.source.format, "NAME");
        assert_eq!(article.body[0].span.of(&article.text), "Rivers fell on Wednesday.");
    }
}
