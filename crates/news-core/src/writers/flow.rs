//! Prose on its way out: without hard line breaks and control characters.

use crate::grammar::words::is_cjk;

/// Puts text together piece by piece, as if its lines had never been broken: a space where lines meet, but none where the
/// script has none or where a hyphen ends the line.
///
/// Markup goes between the pieces with [`Flow::markup`], so a break at the edge of a mark is treated like any other.
pub(super) struct Flow {
    out: String,
    escape: fn(char, &mut String),
    /// The last two characters of the prose, white space as a space.
    last: [Option<char>; 2],
    /// White space that waits for a word.
    gap: String,
    broken: bool,
    /// Bytes of the text to come that were written in front of the markup.
    written: usize,
}

impl Flow {
    pub(super) fn new(escape: fn(char, &mut String)) -> Self {
        Flow { out: String::new(), escape, last: [None; 2], gap: String::new(), broken: false, written: 0 }
    }

    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let written = std::mem::take(&mut self.written);
        for c in text.get(written..).unwrap_or_default().chars() {
            if is_line_break(c) {
                self.broken = true;
            } else if c.is_whitespace() {
                self.gap.push(c);
            } else if !is_forbidden(c) {
                self.settle(c);
                (self.escape)(c, &mut self.out);
                self.last = [self.last[1], Some(c)];
            }
        }
    }

    /// Markup in front of `next`, the text that comes then: the white space before its first word stays outside.
    pub(super) fn markup(&mut self, markup: &str, next: &str) {
        let is_lead = |c: &char| c.is_whitespace() || is_forbidden(*c);
        let lead: usize = next.chars().take_while(is_lead).map(char::len_utf8).sum();
        let (lead, rest) = next.split_at_checked(lead).unwrap_or_default();
        // Marks may start at one place; their lead is written once.
        let written = std::mem::take(&mut self.written);
        self.text(lead.get(written..).unwrap_or_default());
        self.written = lead.len().max(written);
        if let Some(c) = rest.chars().next() {
            self.settle(c);
        }
        self.out.push_str(markup);
    }

    /// Markup behind what was written.
    pub(super) fn close(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    fn settle(&mut self, next: char) {
        let gap = std::mem::take(&mut self.gap);
        let broken = std::mem::take(&mut self.broken);
        let length = self.out.len();
        match self.last {
            [_, None] => {}
            [before, Some(last)] if broken => {
                if !joins(before, last, next) {
                    self.out.push(' ');
                }
            }
            _ => gap.chars().for_each(|c| (self.escape)(c, &mut self.out)),
        }
        if self.out.len() > length {
            self.last = [self.last[1], Some(' ')];
        }
    }
}

/// Joins the lines of a text.
pub(super) fn unwrapped(text: &str) -> String {
    let mut flow = Flow::new(|c, out| out.push(c));
    flow.text(text);
    flow.finish()
}

/// A text of several lines that stay apart, without control characters.
pub(super) fn lines(text: &str) -> String {
    text.lines()
        .map(|line| line.trim_end().chars().filter(|c| !is_forbidden(*c)).collect())
        .collect::<Vec<String>>()
        .join("\n")
}

/// A text whose every character stays where it is, counted in scalar values: what must not leave becomes a space.
pub(super) fn in_place(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && is_forbidden(c) { ' ' } else { c }).collect()
}

/// Control characters, and those that XML 1.0 does not allow.
pub(super) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn joins(before: Option<char>, last: char, next: char) -> bool {
    let in_word = last == '-' && before.is_some_and(char::is_alphanumeric) && next.is_alphanumeric();
    in_word || (is_unspaced(last) && is_unspaced(next))
}

/// Chinese and Japanese set no spaces between words; Korean does.
fn is_unspaced(c: char) -> bool {
    is_cjk(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_the_script_wants_it() {
        assert_eq!(
            unwrapped(" The river\n  fell, the well-\nknown one -\r\nby far.\n"),
            "The river fell, the well-known one - by far."
        );
        assert_eq!(unwrapped("河水\n下降。"), "河水下降。");
        assert_eq!(unwrapped("강물이\n줄었다"), "강물이 줄었다");
        assert_eq!(unwrapped("no\u{a0}break  two\tblanks"), "no\u{a0}break  two\tblanks");
        assert_eq!(unwrapped("\u{1}a\u{7}b\u{9b}"), "ab");
    }

    #[test]
    fn markup_stands_at_words() {
        let mut flow = Flow::new(|c, out| out.push(c));
        flow.text("said\n");
        flow.markup("<b>", " Ana");
        flow.text(" Ana\nRuiz ");
        flow.close("</b>");
        flow.text(" today");
        assert_eq!(flow.finish(), "said <b>Ana Ruiz</b>  today");
    }

    #[test]
    fn places_stay() {
        assert_eq!(in_place("a\u{1}b\r\nc\u{9b}"), "a b \nc ");
    }
}
