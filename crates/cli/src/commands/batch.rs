//! `news batch`: archives in, a folder of parts out.

mod progress;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;
use news_archive::batch::{Batch, Progress, Shard, Stop, Summary, plan};
use news_archive::containers::CONTAINERS;
use news_archive::{Input, PART_FORMATS, PartOptions, batch, part_format_named, store};
use news_core::{OffsetUnit, Options};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::failure::{ALL_READ, INTERRUPTED, SOME_FAILED, Usage};
use crate::inputs::{self, InputArgs};
use crate::reading;
use crate::ui::Ui;

/// Reads archives into a folder of part files, and loses nothing when it is interrupted.
///
/// Inputs are WARC, mbox, JSON Lines, tar and ZIP files by their names (also under gzip or Zstandard), single stories, directories of them, and addresses of object stores. The folder holds `articles/part-*`, a line in `errors.jsonl` for each item that gave no article, a line in `manifest.jsonl` for each finished part, and the totals in `run.json`. The same inputs give the same bytes with any `--jobs`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// Read the names of inputs from a file, one per line; `-` is stdin
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// Folder for the results: a new or empty one, or with `--resume` that of a run that stopped
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Format of the parts
    #[arg(short, long, value_name = "FORMAT", default_value = PART_FORMATS[0].name, value_parser = PossibleValuesParser::new(PART_FORMATS.iter().map(|format| format.name)))]
    to: String,
    /// Unit in which positions are counted
    #[arg(long, value_name = "UNIT", default_value = "scalar")]
    offsets: OffsetUnit,
    /// Workers; as many as there are processors if not given
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Go on with a run that stopped: finished parts are kept if their inputs and the options are the same
    #[arg(long)]
    resume: bool,
    /// Take only a share of the inputs, by their names: `2/8` is the second of eight machines
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,
    /// Stop behind so many articles
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Leave out pages that are less surely an article, from 0 to 1
    #[arg(long, value_name = "Q")]
    min_quality: Option<f32>,
    /// Exit with 0 even if some item failed
    #[arg(long)]
    exit_zero: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let containers: Vec<&str> = CONTAINERS.iter().map(|container| container.name).collect();
    reading::check_format(&args.options, &containers)?;
    let (inputs, missing) = find(args, ui)?;
    let units = plan(inputs, &args.options.from, args.shard);
    let batch = batch(args);
    let progress = Progress::new(&units);
    let stop = Stop::on(signals().context("signals")?);
    let outcome = thread::scope(|scope| {
        let watch = progress::watch(scope, &progress, ui);
        let outcome = batch::run(&batch, &units, &progress, &stop);
        watch.end();
        outcome
    });
    let outcome = outcome.map_err(|error| match error.kind() {
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::ResourceBusy => {
            Usage::option(format!("--output: {}: {error}", args.output.display())).into()
        }
        _ => anyhow::Error::from(error).context(args.output.display().to_string()),
    })?;
    ui.hint(&told(&outcome.summary, args));
    let failed = outcome.summary.errors > 0 || missing;
    Ok(ExitCode::from(match outcome.interrupted {
        true => INTERRUPTED,
        false if failed && !args.exit_zero => SOME_FAILED,
        false => ALL_READ,
    }))
}

fn batch(args: &Args) -> Batch {
    let mut options = args.options.clone();
    if CONTAINERS.iter().any(|container| container.name == options.from) {
        options = options.from("auto");
    }
    Batch {
        out: args.output.clone(),
        options,
        format: part_format_named(&args.to).expect("clap knows the names"),
        part: PartOptions { offsets: args.offsets },
        min_quality: args.min_quality,
        limit: args.limit,
        jobs: args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get),
        resume: args.resume,
    }
}

/// The inputs that exist, and whether some do not.
fn find(args: &Args, ui: &mut Ui) -> Result<(Vec<Input>, bool)> {
    let listed = match &args.files_from {
        None => String::new(),
        Some(path) if path.as_os_str() == "-" => io::read_to_string(io::stdin()).context("<stdin>")?,
        Some(path) => fs::read_to_string(path)
            .map_err(|error| Usage::option(format!("--files-from: {}: {error}", path.display())))?,
    };
    let listed = listed.lines().filter(|line| !line.trim().is_empty()).map(PathBuf::from);
    let all = args.inputs.inputs.iter().cloned().chain(listed);
    let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        all.partition(|path| store::is_address(&path.to_string_lossy()));
    let (mut found, mut missing) = (Vec::new(), false);
    if addresses.is_empty() || !paths.is_empty() {
        let paths = InputArgs { inputs: paths, glob: args.inputs.glob.clone() };
        for input in paths.find("batch", ui)? {
            match input {
                Ok(inputs::Input::File(path)) => found.push(Input::file(path)),
                Ok(inputs::Input::Stdin) => {
                    return Err(
                        Usage::option("expected files, got stdin: a run goes on by reading inputs again").into()
                    );
                }
                Err(failure) => {
                    ui.failure(&failure);
                    missing = true;
                }
            }
        }
    }
    for address in addresses {
        let address = address.to_string_lossy();
        let objects = store::list(&address, std::env::vars());
        found.extend(objects.map_err(|error| Usage::option(format!("{address}: {error}")))?);
    }
    Ok((found, missing))
}

/// The flag that the first signal sets; the second ends the process at once, which the results survive.
fn signals() -> io::Result<Arc<AtomicBool>> {
    let asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), Arc::clone(&asked))?;
        flag::register(signal, Arc::clone(&asked))?;
    }
    Ok(asked)
}

fn told(summary: &Summary, args: &Args) -> String {
    let mut line = format!("{}: {} articles", args.output.display(), summary.articles);
    for (number, what) in [(summary.skipped, "skipped"), (summary.below, "below --min-quality")] {
        if number > 0 {
            let _ = write!(line, ", {number} {what}");
        }
    }
    if summary.errors > 0 {
        let _ = write!(line, ", {} errors in errors.jsonl", summary.errors);
    }
    if summary.finished < summary.units && args.limit.is_none() {
        let _ = write!(line, "; interrupted with {} of {} parts done", summary.finished, summary.units);
    }
    line
}

/// Reads `2/8`: from 1 for people.
fn shard(text: &str) -> Result<Shard, String> {
    let numbers = text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((index, of)) if (1..=of).contains(&index) => Ok(Shard { index: index - 1, of }),
        _ => Err("expected I/N with I from 1 to N".to_owned()),
    }
}
