//! Rows of annotations on their way out: what `quotes`, `people` and `list` have in common.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::rows::{Row, Sheet, cells, columns, csv_head, csv_line, json, on_one_line};
use news_core::{OffsetUnit, Options};

use crate::failure::{ALL_READ, SOME_FAILED, Usage};
use crate::inputs::{InputArgs, batches};
use crate::output::{Output, RunArgs};
use crate::reading::{self, Outcome};
use crate::threads;
use crate::ui::Ui;
use crate::visible::{table, visible, width};

/// What every command that writes rows takes.
#[derive(Debug, clap::Args)]
pub(crate) struct RowArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    options: Options,
    /// Form of the output; without it a table on a terminal, JSON Lines elsewhere
    #[arg(short, long, value_name = "FORM")]
    pub(crate) to: Option<To>,
    #[command(flatten)]
    run: RunArgs,
}

/// Form of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// Columns to read: long cells are cut, positions left out
    Table,
    /// JSON Lines: one row per line, without absent values
    Jsonl,
    /// RFC 4180 with a head; cells are never changed, so tell a spreadsheet not to read them as formulas
    Csv,
    /// One map of the places (GeoJSON, RFC 7946); only for places
    Geojson,
}

/// A form that rows are written in. Each part is given when its turn comes, so that a live pipe is answered at once.
pub(crate) trait View {
    /// Whether programs read it, so that it is written byte for byte; what people read is freed of colors where nobody sees
    /// them.
    fn is_data(&self) -> bool {
        false
    }
    /// What stands above all articles.
    fn head(&self) -> String {
        String::new()
    }
    /// The part of one article.
    fn article(&mut self, sheet: &Sheet<'_>) -> String;
    /// What can only be written when all articles are known.
    fn foot(&self) -> String {
        String::new()
    }
}

/// Writes the rows of one kind that `keep` keeps.
pub(crate) fn write<R: Row>(args: &RowArgs, command: &str, keep: impl Fn(&R) -> bool, ui: &mut Ui) -> Result<ExitCode> {
    if args.to == Some(To::Geojson) {
        return Err(Usage::option("-t geojson: expected places, one row for each, only they are on a map").into());
    }
    let view = |is_terminal: bool| -> Box<dyn View + '_> {
        match args.to.unwrap_or(if is_terminal { To::Table } else { To::Jsonl }) {
            To::Table => Box::new(Table { keep: &keep, rows: Vec::new(), articles: 0 }),
            To::Jsonl | To::Geojson => {
                Box::new(Lines { keep: &keep, head: String::new(), line: |row| json(row) + "\n" })
            }
            To::Csv => Box::new(Lines { keep: &keep, head: csv_head::<R>(), line: csv_line }),
        }
    };
    run(args, command, view, ui)
}

/// Reads all inputs and writes their articles in a view, which is chosen when it is known whether a terminal shows it.
pub(crate) fn run<'a>(
    args: &RowArgs,
    command: &str,
    view: impl FnOnce(bool) -> Box<dyn View + 'a>,
    ui: &mut Ui,
) -> Result<ExitCode> {
    reading::check_format(&args.options, &[])?;
    let inputs = args.inputs.find(command, ui)?;
    let output = Output::open(args.run.output.as_deref(), ui)?;
    let mut sink = Sink { view: view(output.is_terminal()), output, unit: args.run.offsets, read: 0, failed: 0 };
    sink.put(&sink.view.head())?;
    for batch in batches(inputs, args.run.jobs.get()) {
        let outcomes = threads::map(&batch, args.run.jobs.get(), |found| match found {
            Ok(input) => (input.name(), reading::read_input(input, &args.options)),
            Err(failure) => (failure.input.clone(), vec![Err(failure.clone())]),
        });
        for (input, outcomes) in outcomes {
            outcomes.into_iter().try_for_each(|outcome| sink.add(&input, outcome, ui))?;
        }
        sink.output.flush()?;
    }
    sink.put(&sink.view.foot())?;
    sink.output.finish()?;
    ui.summary(&format!("articles read: {}; failed: {}", sink.read, sink.failed));
    Ok(ExitCode::from(if sink.failed > 0 && !args.run.exit_zero { SOME_FAILED } else { ALL_READ }))
}

/// The output with the view of it, and the counts.
struct Sink<'a> {
    view: Box<dyn View + 'a>,
    output: Output,
    unit: OffsetUnit,
    read: usize,
    failed: usize,
}

impl Sink<'_> {
    /// Writes the part of an article, or says why there is none.
    fn add(&mut self, input: &str, outcome: Outcome, ui: &mut Ui) -> Result<()> {
        let number = (self.read + 1).to_string();
        let part = outcome.and_then(|article| {
            reading::guarded(input, || self.view.article(&Sheet::new(&article, &number, self.unit)))
        });
        match part {
            Ok(part) => {
                self.read += 1;
                self.put(&part)
            }
            Err(failure) => {
                self.failed += 1;
                ui.failure(&failure);
                Ok(())
            }
        }
    }

    fn put(&mut self, part: &str) -> Result<()> {
        match self.view.is_data() {
            // A terminal is not commanded by what it shows, a program gets the bytes.
            true if self.output.is_terminal() => self.output.write(visible(part).as_bytes()),
            true => self.output.write(part.as_bytes()),
            false => self.output.view(part),
        }
    }
}

/// A line per row.
struct Lines<'a, R> {
    keep: &'a dyn Fn(&R) -> bool,
    head: String,
    line: fn(&R) -> String,
}

impl<R: Row> View for Lines<'_, R> {
    fn is_data(&self) -> bool {
        true
    }

    fn head(&self) -> String {
        self.head.clone()
    }

    fn article(&mut self, sheet: &Sheet<'_>) -> String {
        R::all(sheet).iter().filter(|row| (self.keep)(row)).map(self.line).collect()
    }
}

/// Columns to read. Their widths are known only at the end.
struct Table<'a, R> {
    keep: &'a dyn Fn(&R) -> bool,
    rows: Vec<Vec<String>>,
    articles: usize,
}

/// Columns for programs, beside positions.
const NOT_READ: &[&str] = &["record", "offsets", "id", "entity", "lemma", "how", "confidence", "given", "family"];
/// The widest cell; a reader scans a table, the text is in the article.
const CELL: usize = 60;

impl<R: Row> View for Table<'_, R> {
    fn article(&mut self, sheet: &Sheet<'_>) -> String {
        self.articles += 1;
        self.rows.extend(R::all(sheet).iter().filter(|row| (self.keep)(row)).map(cells));
        String::new()
    }

    fn foot(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let columns = columns::<R>();
        let mut shown: Vec<usize> = (0..columns.len()).filter(|&at| self.is_shown(at, &columns[at])).collect();
        // Long words go last, where they push nothing aside.
        shown.sort_by_key(|&at| columns[at] == "text");
        let head = shown.iter().map(|&at| columns[at].to_uppercase().replace('_', " ")).collect();
        let cells = |row: &Vec<String>| shown.iter().map(|&at| cut(&visible(&on_one_line(&row[at])))).collect();
        table(&std::iter::once(head).chain(self.rows.iter().map(cells)).collect::<Vec<Vec<String>>>())
    }
}

impl<R> Table<'_, R> {
    /// A column is shown if it tells a reader something: which of several articles, or what at least one row has.
    fn is_shown(&self, at: usize, name: &str) -> bool {
        let is_position = name.ends_with("start") || name.ends_with("end");
        let is_told = name != "article" || self.articles > 1;
        is_told && !is_position && !NOT_READ.contains(&name) && self.rows.iter().any(|row| !row[at].is_empty())
    }
}

/// A cell that is not wider than [`CELL`].
fn cut(text: &str) -> String {
    if width(text) <= CELL {
        return text.to_owned();
    }
    let mut columns = 0;
    let fits = |c: &char| {
        columns += width(c.encode_utf8(&mut [0; 4]));
        columns < CELL
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_cells_are_cut() {
        assert_eq!(cut("short"), "short");
        assert_eq!(cut(&"x".repeat(70)), "x".repeat(59) + "…");
        assert_eq!(width(&cut(&"漢".repeat(70))), CELL - 1);
    }
}
