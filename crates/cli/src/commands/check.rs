//! `news check`: what is odd about the copy, and whether our own records keep their word.

mod findings;
mod report;
mod span_law;

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::Options;
use news_core::article::Level;

use self::findings::Checked;
use crate::failure::{ALL_READ, SOME_FAILED};
use crate::inputs::InputArgs;
use crate::reading;
use crate::ui::Ui;

/// Lists what is odd about the copy, with line and caret.
///
/// Records that `news parse` wrote are also checked for whether every stored text is where its span says. Findings of level warning and error are listed, with `-v` also those that say how a value was found.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    options: Options,
    /// Form of the list
    #[arg(long, value_name = "FORM", default_value = "full")]
    format: Form,
    /// Exit with 0 even if there are findings
    #[arg(long)]
    exit_zero: bool,
}

/// Form of the list of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Message, place, the line with a caret, advice
    Full,
    /// One line each
    Concise,
    /// One JSON array
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    reading::check_format(&args.options, &[])?;
    let least = if ui.is_verbose() { Level::Info } else { Level::Warning };
    let mut report = report::Report::new(args.format, ui);
    let (mut inputs, mut found, mut failed) = (0_usize, 0_usize, false);
    for input in args.inputs.find("check", ui)? {
        inputs += 1;
        let checked = match input {
            Ok(input) => findings::check(&input, &args.options),
            Err(failure) => Checked { findings: Vec::new(), failures: vec![failure] },
        };
        failed |= !checked.failures.is_empty();
        checked.failures.iter().for_each(|failure| ui.failure(failure));
        for finding in checked.findings.iter().filter(|finding| finding.level >= least) {
            // What was only asked for with `-v` is no reason to fail.
            found += usize::from(finding.level > Level::Info);
            report.add(finding)?;
        }
    }
    report.finish()?;
    ui.summary(&format!("inputs checked: {inputs}; warnings and errors: {found}"));
    Ok(ExitCode::from(if (failed || found > 0) && !args.exit_zero { SOME_FAILED } else { ALL_READ }))
}
