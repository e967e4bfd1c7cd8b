//! `news convert`: articles from one format to another.

mod target;

use std::process::ExitCode;

use anyhow::Result;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use news_core::article::Level;
use news_core::{Article, Layout, Loss, OUTPUTS, Options, Output as Format, output_named};

use self::target::Target;
use crate::codes;
use crate::failure::{ALL_READ, Failure, SOME_FAILED, input_name};
use crate::inputs::{Input, InputArgs, batches};
use crate::output::{Keep, RunArgs};
use crate::reading::{self, Outcome};
use crate::threads;
use crate::ui::Ui;

/// Converts articles to another format, and lists on stderr what it has no place for.
///
/// Several articles become one output where the format has room for them: a line each, or one behind the other. A format whose document holds one article (NITF, NewsML-G2, brat) wants `-o DIR/` for more: a file each.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    options: Options,
    /// Format to write; `news formats` tells what each can hold
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    to: &'static Format,
    /// Write no article that would lose something, and exit with 1; what reading the output finds again is not lost
    #[arg(long)]
    strict: bool,
    /// Among the prose of text, Markdown, HTML and RSS write what is no prose, too
    #[arg(long, value_name = "WHAT")]
    keep: Option<Keep>,
    #[command(flatten)]
    run: RunArgs,
}

/// The names of the table of outputs, with what they are.
fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let names = OUTPUTS.iter().map(|format| PossibleValue::new(format.name).help(format.title));
    PossibleValuesParser::new(names).try_map(|name| output_named(&name))
}

/// An article in the other format.
struct Converted {
    input: Input,
    record: Option<u32>,
    text: String,
    companion: Option<(&'static str, String)>,
    losses: Vec<Loss>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    reading::check_format(&args.options, &[])?;
    let inputs = args.inputs.find("convert", ui)?;
    let mut target = Target::open(args.to, args.run.output.as_deref(), ui)?;
    let layout = Layout { indent: target.is_terminal(), furniture: args.keep.is_some(), offsets: args.run.offsets };
    let (mut written, mut failed) = (0, 0);
    for batch in batches(inputs, args.run.jobs.get()) {
        let converted = threads::map(&batch, args.run.jobs.get(), |found| match found {
            Ok(input) => convert(args, layout, reading::read_input(input, &args.options), input),
            Err(failure) => vec![Err(failure.clone())],
        });
        for outcome in converted.into_iter().flatten() {
            match outcome.and_then(|converted| accept(args, converted, ui)) {
                Ok(converted) => match target.put(&converted)? {
                    Ok(()) => written += 1,
                    Err(failure) => {
                        failed += 1;
                        ui.failure(&failure);
                    }
                },
                Err(failure) => {
                    failed += 1;
                    ui.failure(&failure);
                }
            }
        }
        target.flush()?;
    }
    target.finish()?;
    ui.summary(&format!("articles written: {written}; failed: {failed}"));
    Ok(ExitCode::from(if failed > 0 && !args.run.exit_zero { SOME_FAILED } else { ALL_READ }))
}

fn convert(args: &Args, layout: Layout, outcomes: Vec<Outcome>, input: &Input) -> Vec<Result<Converted, Failure>> {
    let convert = |article: &Article| Converted {
        input: input.clone(),
        record: article.source.record.map(|record| record.n),
        text: args.to.write(article, layout),
        companion: args.to.companion(article),
        losses: args.to.losses(article, layout),
    };
    outcomes
        .into_iter()
        .map(|outcome| reading::guarded(&input.name(), || outcome.map(|article| convert(&article)))?)
        .collect()
}

/// Tells what is lost; with `--strict` an article that loses something is none.
fn accept(args: &Args, converted: Converted, ui: &mut Ui) -> Result<Converted, Failure> {
    if converted.losses.is_empty() {
        return Ok(converted);
    }
    let losses = told(args.to.name, &converted.losses);
    let is_lost = converted.losses.iter().any(|loss| !loss.found_again);
    let name = converted.input.name();
    if args.strict && is_lost {
        return Err(Failure::new(codes::FIELDS_LOST.code, &name, losses));
    }
    let level = if is_lost { Level::Warning } else { Level::Info };
    ui.about(&codes::FIELDS_LOST, level, &format!("{}: {losses}", input_name(&name)));
    Ok(converted)
}

/// `ninjs has no place for ids; in part for terms; reading it finds again: quotes`.
fn told(format: &str, losses: &[Loss]) -> String {
    let names = |chosen: &dyn Fn(&Loss) -> bool| {
        losses.iter().filter(|loss| chosen(loss)).map(|loss| loss.field).collect::<Vec<_>>().join(", ")
    };
    let parts = [
        ("has no place for", names(&|loss| !loss.found_again && !loss.in_part)),
        ("holds in part", names(&|loss| !loss.found_again && loss.in_part)),
        ("leaves to be found again", names(&|loss| loss.found_again)),
    ];
    let told = parts.iter().filter(|(_, names)| !names.is_empty()).map(|(what, names)| format!("{what} {names}"));
    format!("{format} {}", told.collect::<Vec<_>>().join("; "))
}
