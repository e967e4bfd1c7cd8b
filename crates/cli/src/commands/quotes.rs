//! `news quotes`: who said what.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::article::QuoteKind;
use news_core::rows::{QuoteRow, Row, Sheet};
use regex::Regex;

use crate::failure::Usage;
use crate::rows::{self, RowArgs, To, View};
use crate::ui::Ui;
use crate::visible::visible;
use crate::voices::who_said_what;

/// Lists who said what, a row per statement.
///
/// Each row has the words, the speaker as written and by canonical name and role, the words that say that it was said, and the positions of all of them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    rows: RowArgs,
    /// Only statements of speakers whose name, canonical or as written, matches; `(?i)` in front ignores case
    #[arg(long, value_name = "REGEX", value_parser = pattern)]
    speaker: Option<Regex>,
    /// Only these kinds (a comma list)
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    kind: Vec<QuoteKind>,
    /// Group the statements of each article, to read
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
}

/// What statements are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Name and role, and what he or she said on which line
    Speaker,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let keep = |row: &QuoteRow| {
        row.is_any_of(&args.kind)
            && args.speaker.as_ref().is_none_or(|speaker| row.names().any(|name| speaker.is_match(&name)))
    };
    match (args.by, args.rows.to) {
        (None, _) => rows::write(&args.rows, "quotes", keep, ui),
        (Some(By::Speaker), None | Some(To::Table)) => {
            rows::run(&args.rows, "quotes", |_| Box::new(BySpeaker { keep: &keep, parts: 0 }), ui)
        }
        (Some(By::Speaker), Some(_)) => {
            Err(Usage::option("--by: expected -t table, rows for programs are not grouped").into())
        }
    }
}

/// Reads a regular expression. Its error is told in one line: the place is plain in a pattern that was just typed.
pub(super) fn pattern(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|error| {
        let message = error.to_string();
        let reason = message.lines().last().unwrap_or_default().trim_start_matches("error: ");
        format!("expected a regular expression: {reason}")
    })
}

/// The statements of each article by speaker, under its name where there are several.
struct BySpeaker<'a> {
    keep: &'a dyn Fn(&QuoteRow) -> bool,
    parts: usize,
}

impl View for BySpeaker<'_> {
    fn article(&mut self, sheet: &Sheet<'_>) -> String {
        let rows: Vec<QuoteRow> = QuoteRow::all(sheet).into_iter().filter(|row| (self.keep)(row)).collect();
        let Some(first) = rows.first() else { return String::new() };
        self.parts += 1;
        let between = if self.parts > 1 { "\n" } else { "" };
        let record = first.origin.record.map(|record| format!(", story {record}")).unwrap_or_default();
        format!("{between}# {}{record}\n\n{}", visible(&first.origin.article), who_said_what(&rows))
    }
}
