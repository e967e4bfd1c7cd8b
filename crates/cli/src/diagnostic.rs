//! The form of everything that is said about an input: level and code, message, place with the line and a caret, advice.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use news_core::Code;
use news_core::article::Level;

use crate::failure::Failure;
use crate::place::Place;
use crate::visible::visible;

const BOLD: Style = Style::new().bold();
const GUTTER: Style = AnsiColor::Blue.on_default().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const INFO: Style = AnsiColor::Cyan.on_default().bold();

/// An input that gave no article: its name goes first, because often no place in it can be named.
pub(crate) fn failure(failure: &Failure) -> String {
    let message = format!("{}: {}", failure.place(), failure.message);
    usage(failure.code, &message, None)
}

/// An error about no input.
pub(crate) fn usage(code: &Code, message: &str, help: Option<&str>) -> String {
    let mut out = head(code, Level::Error, message);
    out.push_str(&advice(code, help, 1));
    out
}

/// Something about an input as a whole.
pub(crate) fn about(code: &Code, level: Level, message: &str) -> String {
    let mut out = head(code, level, message);
    out.push_str(&advice(code, None, 1));
    out
}

/// Something found in an article, with its line.
pub(crate) fn finding(code: &Code, level: Level, message: &str, place: &Place) -> String {
    let mut out = head(code, level, message);
    let margin = place.excerpt.as_ref().map_or(1, |excerpt| excerpt.line.to_string().len());
    write!(out, "\n{:margin$}{GUTTER}-->{GUTTER:#} {}", "", visible(&place.name())).expect("strings take everything");
    if let Some(excerpt) = &place.excerpt {
        let style = style(level);
        let (line, text) = (excerpt.line, visible(&excerpt.text));
        let (indent, carets) = (" ".repeat(excerpt.indent), "^".repeat(excerpt.carets));
        let bar = format!("{GUTTER}{:margin$} |{GUTTER:#}", "");
        let numbered = format!("{GUTTER}{line} |{GUTTER:#}");
        let drawing = format!("\n{bar}\n{numbered} {text}\n{bar} {indent}{style}{carets}{style:#}\n{bar}");
        out.push_str(&drawing);
    }
    out.push_str(&advice(code, None, margin));
    out
}

fn head(code: &Code, level: Level, message: &str) -> String {
    let style = style(level);
    format!("{style}{}[{}]{style:#}{BOLD}: {}{BOLD:#}", level_name(level), code.code, visible(message))
}

fn advice(code: &Code, help: Option<&str>, margin: usize) -> String {
    let explain = format!("run `news explain {}`", code.code);
    let help = help.map_or(explain, visible_owned);
    format!("\n{:margin$} {GUTTER}={GUTTER:#} {BOLD}help{BOLD:#}: {help}", "")
}

fn visible_owned(text: &str) -> String {
    visible(text).into_owned()
}

fn style(level: Level) -> Style {
    match level {
        Level::Error => ERROR,
        Level::Warning => WARNING,
        Level::Info => INFO,
    }
}

/// The word for a level, as in the serialised form.
pub(crate) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
    }
}
