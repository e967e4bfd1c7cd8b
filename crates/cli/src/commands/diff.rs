//! `news diff`: what changed between two versions of a story.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use clap::ValueEnum;
use news_core::{Article, Difference, Happened, OffsetUnit, Options, Side, Word, diff};

use crate::failure::{ALL_READ, Failure, SOME_FAILED};
use crate::inputs::InputArgs;
use crate::reading::{self, read_input};
use crate::ui::Ui;
use crate::visible::visible;

/// Lists what changed between two versions of a story: head, paragraphs, who said what, figures.
///
/// Words that went stand as [-old-], words that came as {+new+}. The exit code is 1 if there are differences.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The earlier version, a file or `-` for stdin
    old: PathBuf,
    /// The later version
    new: PathBuf,
    #[command(flatten)]
    options: Options,
    /// Form of the output
    #[arg(short, long, value_name = "FORM", default_value = "text")]
    to: To,
    /// Unit of the positions in JSON Lines
    #[arg(long, value_name = "UNIT", default_value = "scalar")]
    offsets: OffsetUnit,
    /// Exit with 0 even if there are differences
    #[arg(long)]
    exit_zero: bool,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// A line per difference
    Text,
    /// JSON Lines
    Jsonl,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    reading::check_format(&args.options, &[])?;
    let inputs = InputArgs { inputs: vec![args.old.clone(), args.new.clone()], glob: Vec::new() };
    let mut versions = Vec::new();
    for found in inputs.find("diff", ui)? {
        match found.and_then(|input| one(read_input(&input, &args.options), &input.name())) {
            Ok(article) => versions.push(article),
            Err(failure) => ui.failure(&failure),
        }
    }
    let [old, new] = versions.as_slice() else { return Ok(ExitCode::from(SOME_FAILED)) };
    let differences = diff(old, new, args.offsets);
    let mut view = ui.view();
    for difference in &differences {
        match args.to {
            To::Text => write!(view, "{}", line(difference))?,
            To::Jsonl => writeln!(view, "{}", serde_json::to_string(difference)?)?,
        }
    }
    ui.summary(&format!("differences: {}", differences.len()));
    Ok(ExitCode::from(if differences.is_empty() || args.exit_zero { ALL_READ } else { SOME_FAILED }))
}

/// The one article of an input.
fn one(mut outcomes: Vec<reading::Outcome>, input: &str) -> Result<Article, Failure> {
    let count = outcomes.len();
    match outcomes.pop() {
        Some(outcome) if count == 1 => outcome,
        _ => Err(Failure::new("E0006", input, format!("expected one article, found {count}"))),
    }
}

const PART: Style = Style::new().bold();
const WENT: Style = AnsiColor::Red.on_default();
const CAME: Style = AnsiColor::Green.on_default();

/// A difference for people: part, what happened, the words.
fn line(difference: &Difference) -> String {
    let part = difference.part.replace('_', " ");
    let happened = match difference.happened {
        Happened::Added => "added",
        Happened::Removed => "removed",
        Happened::Moved => "moved",
        _ => "changed",
    };
    let only = |side: &Option<Side>, mark: fn(&str) -> String| side.as_ref().map(|side| mark(&side.text));
    let words = match difference.happened {
        Happened::Added => only(&difference.new, came),
        Happened::Removed => only(&difference.old, went),
        Happened::Moved => only(&difference.new, |text| visible(text).into_owned()),
        _ => Some(difference.words.iter().map(marked).collect()),
    };
    format!("{PART}{part}{PART:#} {happened}\n    {}\n", words.unwrap_or_default())
}

fn marked(word: &Word) -> String {
    match word {
        Word::Same(words) => visible(words).into_owned(),
        Word::Removed(words) => went(words),
        Word::Added(words) => came(words),
    }
}

fn went(words: &str) -> String {
    format!("{WENT}[-{}-]{WENT:#}", visible(words))
}

fn came(words: &str) -> String {
    format!("{CAME}{{+{}+}}{CAME:#}", visible(words))
}
