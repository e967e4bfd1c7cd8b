//! The list of findings in its three forms.

use std::io::{self, StdoutLock, Write};

use anstream::AutoStream;
use serde_json::{Map, Value, json};

use super::Form;
use super::findings::Finding;
use crate::diagnostic::{self, level_name};
use crate::ui::Ui;
use crate::visible::visible;

/// The list, as far as it is written.
pub(super) struct Report {
    form: Form,
    view: AutoStream<StdoutLock<'static>>,
    listed: usize,
}

impl Report {
    pub(super) fn new(form: Form, ui: &Ui) -> Report {
        Report { form, view: ui.view(), listed: 0 }
    }

    pub(super) fn add(&mut self, finding: &Finding) -> io::Result<()> {
        let Finding { code, level, message, place } = finding;
        let first = self.listed == 0;
        self.listed += 1;
        match self.form {
            Form::Full => {
                let blank = if first { "" } else { "\n" };
                writeln!(self.view, "{blank}{}", diagnostic::finding(code, *level, message, place))
            }
            Form::Concise => {
                let level = level_name(*level);
                writeln!(self.view, "{}: {level}[{}]: {}", visible(&place.name()), code.code, visible(message))
            }
            Form::Json => {
                let between = if first { "[\n" } else { ",\n" };
                write!(self.view, "{between}{}", to_json(finding))
            }
        }
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        match (self.form, self.listed) {
            (Form::Json, 0) => writeln!(self.view, "[]")?,
            (Form::Json, _) => writeln!(self.view, "\n]")?,
            _ => {}
        }
        self.view.flush()
    }
}

/// What is not known is left out, as in records.
fn to_json(finding: &Finding) -> Value {
    let Finding { code, level, message, place } = finding;
    let mut members = Map::new();
    let mut put = |name: &str, value: Option<Value>| members.extend(value.map(|value| (name.to_owned(), value)));
    put("code", Some(json!(code.code)));
    put("name", Some(json!(code.name)));
    put("level", Some(json!(level_name(*level))));
    put("message", Some(json!(message)));
    put("input", Some(json!(place.input)));
    put("record_line", place.record_line.map(|line| json!(line)));
    put("pointer", place.pointer.as_ref().map(|pointer| json!(pointer)));
    put("line", place.start.map(|start| json!(start.line)));
    put("column", place.start.map(|start| json!(start.column)));
    put("end_line", place.end.map(|end| json!(end.line)));
    put("end_column", place.end.map(|end| json!(end.column)));
    Value::Object(members)
}
