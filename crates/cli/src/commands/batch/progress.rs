//! How far a run is: a bar on a terminal, else a line every 30 seconds.

use std::thread::{Scope, ScopedJoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use news_archive::batch::{Progress, Shown};

use crate::ui::Ui;

const BAR: Duration = Duration::from_millis(200);
const LINES: Duration = Duration::from_secs(30);

/// Shows the progress until it is ended.
pub(super) struct Watch<'scope> {
    thread: Option<ScopedJoinHandle<'scope, ()>>,
    done: std::sync::mpsc::Sender<()>,
}

/// Starts to show the progress.
pub(super) fn watch<'scope>(scope: &'scope Scope<'scope, '_>, progress: &'scope Progress, ui: &Ui) -> Watch<'scope> {
    let (done, ended) = std::sync::mpsc::channel();
    let thread = ui.shows_progress().map(|is_bar| {
        scope.spawn(move || {
            let pause = if is_bar { BAR } else { LINES };
            let bar = is_bar.then(|| bar(progress.shown().total));
            while ended.recv_timeout(pause).is_err_and(|error| error == std::sync::mpsc::RecvTimeoutError::Timeout) {
                match &bar {
                    Some(bar) => {
                        bar.set_position(progress.shown().bytes);
                        bar.set_message(rates(&progress.shown()));
                    }
                    None => anstream::eprintln!("{}", line(&progress.shown())),
                }
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        })
    });
    Watch { thread, done }
}

impl Watch<'_> {
    /// Ends the display.
    pub(super) fn end(self) {
        let _ = self.done.send(());
        if let Some(thread) = self.thread {
            let _ = thread.join();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{bar:30} {percent:>3}%  {msg}  {eta} left").expect("the template is ours");
    ProgressBar::new(total).with_style(style)
}

fn rates(shown: &Shown) -> String {
    format!(
        "{}/{} inputs  {} articles  {:.0}/s  {:.1} MB/s  {} errors",
        shown.inputs_done,
        shown.inputs,
        shown.articles,
        shown.articles_per_second,
        shown.bytes_per_second / 1e6,
        shown.errors
    )
}

fn line(shown: &Shown) -> String {
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    let (done, left) = (shown.bytes as f64 / shown.total.max(1) as f64, shown.total.saturating_sub(shown.bytes) as f64);
    let left = Duration::from_secs_f64((left / shown.bytes_per_second.max(1.0)).min(1e9));
    format!("{:.1}%  {}  {} s left", done * 100.0, rates(shown), left.as_secs())
}
