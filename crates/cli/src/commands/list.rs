//! `news list`: the annotations of one kind as rows.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::rows::{
    AbbreviationRow, AmountRow, EventRow, MentionRow, OrgRow, PersonRow, PlaceRow, PointRow, QuoteRow, Row,
    SentenceRow, Sheet, TimeRow, feature,
};

use crate::failure::Usage;
use crate::rows::{RowArgs, To, View, run as run_rows, write};
use crate::ui::Ui;

/// Lists the annotations of one kind, a row each.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What to list
    kind: Kind,
    #[command(flatten)]
    rows: RowArgs,
    /// Of people, orgs and places: a row per mention instead of one for all of them
    #[arg(long)]
    mentions: bool,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Who said what; `news quotes` also selects
    Quotes,
    /// People with their roles
    People,
    /// Organisations
    Orgs,
    /// Abbreviations and what they stand for
    Abbreviations,
    /// Points of enumerations
    Points,
    /// Sentences of the body
    Sentences,
    /// Places
    Places,
    /// Dates, times and durations
    Times,
    /// Money, percentages and counts
    Amounts,
    /// Named events
    Events,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    list(args.kind, args.mentions, &args.rows, "list", ui)
}

/// Lists one kind for `command`.
pub(super) fn list(kind: Kind, mentions: bool, rows: &RowArgs, command: &str, ui: &mut Ui) -> Result<ExitCode> {
    if mentions {
        return list_mentions(kind, rows, command, ui);
    }
    match kind {
        Kind::Quotes => write(rows, command, |_: &QuoteRow| true, ui),
        Kind::People => write(rows, command, |_: &PersonRow| true, ui),
        Kind::Orgs => write(rows, command, |_: &OrgRow| true, ui),
        Kind::Abbreviations => write(rows, command, |_: &AbbreviationRow| true, ui),
        Kind::Points => write(rows, command, |_: &PointRow| true, ui),
        Kind::Sentences => write(rows, command, |_: &SentenceRow| true, ui),
        Kind::Places if rows.to == Some(To::Geojson) => {
            run_rows(rows, command, |_| Box::new(Map { is_first: true }), ui)
        }
        Kind::Places => write(rows, command, |_: &PlaceRow| true, ui),
        Kind::Times => write(rows, command, |_: &TimeRow| true, ui),
        Kind::Amounts => write(rows, command, |_: &AmountRow| true, ui),
        Kind::Events => write(rows, command, |_: &EventRow| true, ui),
    }
}

/// The places of all articles as features of one collection.
struct Map {
    is_first: bool,
}

impl View for Map {
    fn is_data(&self) -> bool {
        true
    }

    fn head(&self) -> String {
        r#"{"type":"FeatureCollection","features":["#.to_owned()
    }

    fn article(&mut self, sheet: &Sheet<'_>) -> String {
        let rows = PlaceRow::all(sheet);
        let features = rows.iter().filter_map(feature).map(|feature| {
            let between = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
            format!("{between}{feature}")
        });
        features.collect()
    }

    fn foot(&self) -> String {
        "\n]}\n".to_owned()
    }
}

fn list_mentions(kind: Kind, rows: &RowArgs, command: &str, ui: &mut Ui) -> Result<ExitCode> {
    let name = kind.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    if !matches!(kind, Kind::People | Kind::Orgs | Kind::Places) {
        return Err(Usage::option(format!("--mentions: expected people, orgs or places, got {name}")).into());
    }
    write(rows, command, |row: &MentionRow| row.kind == name, ui)
}
