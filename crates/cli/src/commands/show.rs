//! `news show`: the copy as it came, with its parts marked.

mod marks;
mod page;
mod paint;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use news_core::rows::{QuoteRow, Row, Sheet};
use news_core::{Article, OffsetUnit, Options};

use self::marks::Kind;
use crate::failure::{ALL_READ, SOME_FAILED};
use crate::inputs::InputArgs;
use crate::output::Output;
use crate::reading::{self, read_input};
use crate::ui::Ui;
use crate::voices::who_said_what;

/// Shows one input in the terminal with its parts marked.
///
/// With colors, parts are painted and a legend names them; without, a column at the left says what starts on each line, names, times and amounts only if `--only` asks for them.
/// Control characters of the copy are shown as escapes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// File to show, or `-` for stdin; without it, text piped to stdin
    #[arg(value_name = "INPUT")]
    input: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// Mark only these kinds (a comma list)
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    only: Vec<Kind>,
    /// Below the text: who said what, by speaker with the lines
    #[arg(long)]
    who: bool,
    /// Write one HTML page with the marks and who said what, complete in itself, instead; `-` is stdout
    #[arg(long, value_name = "PATH", conflicts_with = "who")]
    html: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    reading::check_format(&args.options, &[])?;
    let inputs = InputArgs { inputs: args.input.iter().cloned().collect(), glob: Vec::new() };
    let mut articles = Vec::new();
    let mut failed = false;
    for found in inputs.find("show", ui)? {
        let outcomes = found.map_or_else(|failure| vec![Err(failure)], |input| read_input(&input, &args.options));
        for outcome in outcomes {
            match outcome {
                Ok(article) => articles.push(article),
                Err(failure) => {
                    failed = true;
                    ui.failure(&failure);
                }
            }
        }
    }
    match &args.html {
        // A page of nothing would take the place of the last good one.
        Some(_) if articles.is_empty() => {}
        Some(path) => write_page(&articles, args, path, ui)?,
        None => show(&articles, args, ui)?,
    }
    Ok(ExitCode::from(if failed { SOME_FAILED } else { ALL_READ }))
}

fn write_page(articles: &[Article], args: &Args, path: &Path, ui: &Ui) -> Result<()> {
    let mut output = Output::open(Some(path), ui)?;
    output.write(page::page(articles, &args.only).as_bytes())?;
    output.finish()
}

fn show(articles: &[Article], args: &Args, ui: &Ui) -> Result<()> {
    let mut view = ui.view();
    let count = articles.len();
    for (at, article) in articles.iter().enumerate() {
        if count > 1 {
            let blank = if at > 0 { "\n" } else { "" };
            paint::title(&mut view, &format!("{blank}story {} of {count}", at + 1))?;
        }
        let mut marks = marks::find(article, &args.only);
        // Names and figures stand on nearly every line; they would crowd everything else out of the column.
        marks.retain(|mark| !mark.kind.is_detail() || paint::is_painted(&view) || !args.only.is_empty());
        paint::article(&mut view, article, &marks)?;
        if args.who {
            writeln!(view)?;
            paint::title(&mut view, "who said what")?;
            let rows = QuoteRow::all(&Sheet::new(article, "", OffsetUnit::Utf8));
            write!(view, "{}", who_said_what(&rows))?;
        }
    }
    Ok(())
}
