//! Who said what: the statements of an article by speaker, as people read them.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use news_core::rows::{QuoteRow, on_one_line, voices};

use crate::visible::{visible, width};

/// How quotations are painted, here and in the text.
pub(crate) const DIRECT: Style = AnsiColor::BrightGreen.on_default();
pub(crate) const MIXED: Style = AnsiColor::BrightGreen.on_default().underline();
pub(crate) const INDIRECT: Style = AnsiColor::Green.on_default().italic();

const NAME: Style = Style::new().bold();
const LINE: Style = Style::new().dimmed();

/// The most columns that words of saying get; longer ones push their statement to the right.
const CUE: usize = 16;

/// What stands in place of a name that the article does not give.
pub(crate) const NOBODY: &str = "speaker not named";

/// The statements by speaker: name and role, then a line per statement with its line in the text and the words that say
/// that it was said. Direct speech is set in quotation marks.
pub(crate) fn who_said_what(rows: &[QuoteRow]) -> String {
    let cues = rows.iter().filter_map(|row| row.cue.as_deref()).map(width);
    let column = cues.filter(|&cue| cue <= CUE).max().unwrap_or_default();
    let mut out = String::new();
    for voice in voices(rows) {
        let blank = if out.is_empty() { "" } else { "\n" };
        let name = on_one_line(voice.name.as_deref().unwrap_or(NOBODY));
        let role = voice.role.map(|role| format!(", {}", visible(role))).unwrap_or_default();
        writeln!(out, "{blank}{NAME}{}{NAME:#}{role}", visible(&name)).expect("strings take everything");
        voice.statements.iter().for_each(|row| out.push_str(&statement(row, column)));
    }
    out
}

fn statement(row: &QuoteRow, column: usize) -> String {
    let line = row.origin.line.unwrap_or_default();
    let cue = on_one_line(row.cue.as_deref().unwrap_or_default());
    let padding = " ".repeat(column.saturating_sub(width(&cue)));
    let style = style(row);
    format!("{LINE}{line:>5}{LINE:#}  {}{padding}  {style}{}{style:#}\n", visible(&cue), visible(&said(row)))
}

/// The words of a statement on one line; in quotation marks if all of them are the speaker's.
pub(crate) fn said(row: &QuoteRow) -> String {
    let words = on_one_line(&row.text);
    if row.kind == "direct" { format!("“{words}”") } else { words }
}

fn style(row: &QuoteRow) -> Style {
    match row.kind.as_str() {
        "direct" => DIRECT,
        "mixed" => MIXED,
        _ => INDIRECT,
    }
}
