//! `news parse`: articles in, records out.

mod jsonl;
mod sink;

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use news_core::{Excerpt, Layout, Options, Output as Format, output_named};

use self::jsonl::Lines;
use self::sink::{Form, Record, Rendered, Sink};
use crate::failure::{ALL_READ, Failure, SOME_FAILED, Usage};
use crate::inputs::{Found, INPUTS_PER_JOB, Input, InputArgs, batches};
use crate::output::{Keep, Output, RunArgs};
use crate::reading::{self, Outcome};
use crate::threads;
use crate::ui::Ui;

/// Reads articles and writes their records.
///
/// One record per article, in the order of the inputs. Without `-t`, records are JSON Lines where stdout is a pipe or file, and indented JSON on a terminal.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    options: Options,
    /// Form of the output
    #[arg(short, long, value_name = "FORM")]
    to: Option<To>,
    /// Write all records as one JSON array
    #[arg(long)]
    array: bool,
    /// Before the articles of a feed or package, write the record of what holds them
    #[arg(long)]
    container: bool,
    /// Among the prose of text, Markdown and HTML write what is no prose, too
    #[arg(long, value_name = "WHAT")]
    keep: Option<Keep>,
    #[command(flatten)]
    excerpt: Excerpt,
    /// Where errors of inputs go
    #[arg(long, value_name = "WHERE", default_value = "stderr")]
    errors: Errors,
    #[command(flatten)]
    run: RunArgs,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// Indented JSON
    Json,
    /// JSON Lines: one record per line
    Jsonl,
    /// Headline, deck, byline, dateline and prose, without hard line breaks
    Text,
    /// The story with front matter
    Markdown,
    /// Clean HTML
    Html,
}

impl To {
    /// The row of the table of outputs.
    fn output(self) -> &'static Format {
        let name = match self {
            To::Json => "json",
            To::Jsonl => "jsonl",
            To::Text => "text",
            To::Markdown => "markdown",
            To::Html => "html",
        };
        output_named(name).expect("every form is a row of the table")
    }

    /// Whether records are written, which have fields.
    fn is_record(self) -> bool {
        matches!(self, To::Json | To::Jsonl)
    }
}

/// Where errors of inputs go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Errors {
    /// To stderr
    Stderr,
    /// In place of the record, so that records match inputs one to one
    Inline,
    /// Nowhere; the exit code tells
    Skip,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    reading::check_format(&args.options, &[reading::JSONL])?;
    let to = form(args)?;
    let inputs = args.inputs.find("parse", ui)?;
    let output = Output::open(args.run.output.as_deref(), ui)?;
    let to = to.unwrap_or(if output.is_terminal() { To::Json } else { To::Jsonl });
    let layout = Layout { indent: to == To::Json, furniture: args.keep.is_some(), offsets: args.run.offsets };
    let form = Form { to, output: to.output(), layout, excerpt: args.excerpt.clone(), visible: output.is_terminal() };
    let mut sink = Sink::new(output, form, args.array, args.errors);
    if args.options.from == reading::JSONL {
        parse_lines(args, inputs, &mut sink, ui)?;
    } else {
        parse_files(args, inputs, &mut sink, ui)?;
    }
    let failed = sink.finish(ui)?;
    Ok(ExitCode::from(if failed && !args.run.exit_zero { SOME_FAILED } else { ALL_READ }))
}

/// The form asked for, if the options go together.
fn form(args: &Args) -> Result<Option<To>> {
    let to = args.to.or(args.array.then_some(To::Json));
    let refused = match to {
        Some(to) if args.array && to != To::Json => "--array: expected -t json",
        Some(to) if !args.excerpt.is_whole() && !to.is_record() => {
            "--include, --fields, --min-confidence: expected -t json or jsonl, only records have fields"
        }
        Some(to) if args.container && !to.is_record() => "--container: expected -t json or jsonl",
        Some(to) if args.errors == Errors::Inline && !to.is_record() => "--errors inline: expected -t json or jsonl",
        None | Some(To::Json | To::Jsonl) if args.keep.is_some() => {
            "--keep: expected -t text, markdown or html; records hold everything"
        }
        _ => return Ok(to),
    };
    Err(Usage::option(refused).into())
}

fn parse_files(args: &Args, inputs: impl Iterator<Item = Found>, sink: &mut Sink, ui: &mut Ui) -> Result<()> {
    for batch in batches(inputs, args.run.jobs.get()) {
        let form = sink.form();
        let records = threads::map(&batch, args.run.jobs.get(), |found| match found {
            Ok(input) => {
                let (container, outcomes) = reading::read_whole(input, &args.options);
                let container = container.filter(|_| args.container).map(|container| Ok(form.container(&container)));
                container.into_iter().chain(render(form, outcomes, input)).collect()
            }
            Err(failure) => vec![Err(failure.clone())],
        });
        sink.put(records.into_iter().flatten(), ui)?;
    }
    Ok(())
}

fn parse_lines(args: &Args, inputs: impl Iterator<Item = Found>, sink: &mut Sink, ui: &mut Ui) -> Result<()> {
    for found in inputs {
        let opened = found.and_then(|input| Ok((Lines::open(&input, args.options.max_size)?, input)));
        let (mut lines, input) = match opened {
            Ok(opened) => opened,
            Err(failure) => {
                sink.put([Err(failure)], ui)?;
                continue;
            }
        };
        loop {
            let batch = lines.batch(args.run.jobs.get() * INPUTS_PER_JOB);
            if batch.is_empty() {
                break;
            }
            let form = sink.form();
            let records = threads::map(&batch, args.run.jobs.get(), |line| {
                render(form, jsonl::read(line, &args.options, &input), &input)
            });
            sink.put(records.into_iter().flatten(), ui)?;
        }
    }
    Ok(())
}

fn render(form: &Form, outcomes: Vec<Outcome>, input: &Input) -> Vec<Rendered> {
    let render = |outcome: Outcome| {
        let article = outcome?;
        reading::guarded(&input.name(), || form.render(&article))
    };
    outcomes.into_iter().map(render).collect::<Vec<Result<Record, Failure>>>()
}
