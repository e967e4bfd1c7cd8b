//! Records on their way out, in order.

use anyhow::Result;
use news_core::{Article, Container, Excerpt, Layout, Output as Format, Several, container_to_json, to_json};
use serde_json::Value;

use super::{Errors, To};
use crate::failure::Failure;
use crate::output::Output;
use crate::ui::Ui;
use crate::visible::visible;

/// A record as it will be written, or why there is none.
pub(super) type Rendered = Result<Record, Failure>;

/// A record as it will be written.
pub(super) struct Record {
    text: String,
    /// Whether it is that of an article, which is counted.
    is_article: bool,
}

/// How a record is written. Threads share it.
pub(super) struct Form {
    pub(super) to: To,
    pub(super) output: &'static Format,
    pub(super) layout: Layout,
    pub(super) excerpt: Excerpt,
    /// Whether a terminal is at the other end, which must not be commanded by what it shows.
    pub(super) visible: bool,
}

impl Form {
    /// An article as it is written; a record of JSON is without its line end.
    pub(super) fn render(&self, article: &Article) -> Record {
        Record { text: self.text(article), is_article: true }
    }

    /// The record of a container.
    pub(super) fn container(&self, container: &Container) -> Record {
        let value = serde_json::from_str(&container_to_json(container)).expect("records are JSON");
        Record { text: self.json(&value), is_article: false }
    }

    fn text(&self, article: &Article) -> String {
        if !self.excerpt.is_whole() {
            let record = to_json(article, self.layout.offsets);
            return self.json(&self.excerpt.pick(serde_json::from_str(&record).expect("records are JSON")));
        }
        let mut text = self.output.write(article, self.layout);
        if self.to.is_record() {
            text.truncate(text.trim_end().len());
        }
        if self.visible && !self.to.is_record() { visible(&text).into_owned() } else { text }
    }

    fn json(&self, value: &Value) -> String {
        let pretty = (self.to == To::Json).then(|| serde_json::to_string_pretty(value));
        pretty.unwrap_or_else(|| serde_json::to_string(value)).expect("values are JSON")
    }
}

/// The output with what stands between, before and behind the records.
pub(super) struct Sink {
    output: Output,
    form: Form,
    array: bool,
    errors: Errors,
    written: usize,
    read: usize,
    failed: usize,
}

impl Sink {
    pub(super) fn new(output: Output, form: Form, array: bool, errors: Errors) -> Sink {
        Sink { output, form, array, errors, written: 0, read: 0, failed: 0 }
    }

    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    /// Writes records, or says why there are none, and flushes before the caller waits for more input.
    pub(super) fn put(&mut self, records: impl IntoIterator<Item = Rendered>, ui: &mut Ui) -> Result<()> {
        for record in records {
            match record {
                Ok(record) => {
                    self.read += usize::from(record.is_article);
                    self.write(&record.text)?;
                }
                Err(failure) => {
                    self.failed += 1;
                    self.tell(&failure, ui)?;
                }
            }
        }
        self.output.flush()
    }

    fn tell(&mut self, failure: &Failure, ui: &mut Ui) -> Result<()> {
        match self.errors {
            Errors::Stderr => ui.failure(failure),
            Errors::Inline => self.write(&self.form.json(&failure.to_json()))?,
            Errors::Skip => {}
        }
        Ok(())
    }

    fn write(&mut self, record: &str) -> Result<()> {
        let between = match (self.array, self.written, self.form.output.several) {
            (true, 0, _) => "[\n",
            (true, ..) => ",\n",
            (false, 0, Several::Joined { head, .. }) => head,
            (false, _, Several::Joined { between, .. }) => between,
            (false, _, Several::Single) => "",
        };
        let end = if self.array || !self.form.to.is_record() { "" } else { "\n" };
        self.written += 1;
        self.output.write(between.as_bytes())?;
        self.output.write(record.as_bytes())?;
        self.output.write(end.as_bytes())
    }

    /// Completes the output; says whether some input failed.
    pub(super) fn finish(mut self, ui: &mut Ui) -> Result<bool> {
        if self.array {
            let end = if self.written == 0 { "[]\n" } else { "\n]\n" };
            self.output.write(end.as_bytes())?;
        } else if let (Several::Joined { foot, .. }, 1..) = (self.form.output.several, self.written) {
            self.output.write(foot.as_bytes())?;
        }
        self.output.finish()?;
        ui.summary(&format!("articles read: {}; failed: {}", self.read, self.failed));
        Ok(self.failed > 0)
    }
}
