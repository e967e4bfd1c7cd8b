//! `news dedup`: which articles of a run repeat others.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use news_archive::dedup::{self, Repeat};

use crate::failure::ALL_READ;
use crate::output::Output;
use crate::runs;
use crate::ui::Ui;

/// Links the copies and rewrites in the folder of a batch to the story that they repeat.
///
/// A line of JSON for each article that repeats another one: `id`, the id `of` the story, `kind` (`copy` has the same words, `rewrite` most of them), and the `distance` of their fingerprints in bits. The earliest article stands for all; one without a date comes last. Headlines, datelines and quotation marks do not count.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder that `news batch` wrote
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// File to write, replaced only when it is complete; `-` is stdout
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    runs::check(&args.folder)?;
    let keys = dedup::keys(&args.folder).map_err(|error| runs::unreadable(&error))?;
    let articles = keys.len();
    let links = dedup::link(keys);
    let mut output = Output::open(args.output.as_deref(), ui)?;
    for link in &links {
        output.write(format!("{}\n", serde_json::to_string(link)?).as_bytes())?;
    }
    output.finish()?;
    let count = |kind| links.iter().filter(|link| link.kind == kind).count();
    let (copies, rewrites) = (count(Repeat::Copy), count(Repeat::Rewrite));
    ui.hint(&format!("{}: {articles} articles, {copies} copies, {rewrites} rewrites", args.folder.display()));
    Ok(ExitCode::from(ALL_READ))
}
