//! `news show`: the copy as it came, with its parts marked.

mod marks;
mod paint;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use news_core::Options;

use self::marks::Kind;
use crate::failure::{ALL_READ, SOME_FAILED};
use crate::inputs::InputArgs;
use crate::reading::{self, read_input};
use crate::ui::Ui;

/// Shows one input in the terminal with its parts marked.
///
/// With colors, parts are painted and a legend names them; without, a column at the left says what starts on each line.
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
    let mut view = ui.view();
    let count = articles.len();
    for (at, article) in articles.iter().enumerate() {
        if count > 1 {
            let blank = if at > 0 { "\n" } else { "" };
            paint::title(&mut view, &format!("{blank}story {} of {count}", at + 1))?;
        }
        paint::article(&mut view, article, &marks::find(article, &args.only))?;
    }
    Ok(ExitCode::from(if failed { SOME_FAILED } else { ALL_READ }))
}
