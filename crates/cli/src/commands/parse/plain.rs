//! `-t text`: the story to read, without furniture and hard line breaks.

use news_core::article::BlockKind;
use news_core::{Article, Span};

use crate::visible::width;

/// Between two stories: the row of marks that parts stories in input, too.
pub(super) const SEPARATOR: &str = "\n==========\n\n";

/// Headline, byline, dateline and prose, a blank line between. A byline or dateline that stands in a paragraph stays there.
pub(super) fn write(article: &Article) -> String {
    let prose: Vec<_> = article.body.iter().filter(|block| is_prose(block.kind)).collect();
    let stands_alone = |span: &Span| !prose.iter().any(|block| block.span.contains(*span));
    let headline = article.headline.iter().map(|headline| headline.span);
    let byline = article.byline.iter().map(|byline| byline.span);
    let dateline = article.dateline.iter().map(|dateline| dateline.span);
    let head = headline.chain(byline.chain(dateline).filter(stands_alone));
    let mut out: Vec<String> = head.map(|span| unwrapped(span.of(&article.text))).collect();
    let mut in_table = false;
    for block in &prose {
        let text = block.span.of(&article.text);
        let is_table = block.kind == BlockKind::Table;
        match out.last_mut() {
            // The rows of a table stay together.
            Some(last) if is_table && in_table => last.extend(["\n", text]),
            _ if is_table => out.push(text.to_owned()),
            _ => out.push(unwrapped(text)),
        }
        in_table = is_table;
    }
    let mut out = out.join("\n\n");
    out.push('\n');
    out
}

fn is_prose(kind: BlockKind) -> bool {
    use BlockKind::{Caption, Contact, Correction, Divider, EditorNote, Embed, Pullquote};
    !kind.is_furniture() && !matches!(kind, Caption | Contact | Correction | Divider | EditorNote | Embed | Pullquote)
}

/// Joins the lines of a paragraph: with a space, but none where the script has none or where a hyphen ends the line.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        if !joins(&out, line) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

fn joins(before: &str, line: &str) -> bool {
    let mut back = before.chars().rev();
    let Some(last) = back.next() else { return true };
    let in_word =
        last == '-' && back.next().is_some_and(char::is_alphanumeric) && line.starts_with(char::is_alphanumeric);
    in_word || (is_unspaced(last) && line.chars().next().is_some_and(is_unspaced))
}

/// Chinese and Japanese set no spaces between words; Korean does.
fn is_unspaced(c: char) -> bool {
    let is_wide = width(c.encode_utf8(&mut [0; 4])) == 2;
    is_wide && !matches!(c, '\u{1100}'..='\u{115F}' | '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_the_script_wants_it() {
        assert_eq!(
            unwrapped("The river\n  fell, the well-\nknown one - by\r\nfar."),
            "The river fell, the well-known one - by far."
        );
        assert_eq!(unwrapped("河水\n下降。"), "河水下降。");
        assert_eq!(unwrapped("강물이\n줄었다"), "강물이 줄었다");
    }
}
