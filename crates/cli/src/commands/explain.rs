//! `news explain`: the long text of a code.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;

use crate::codes;
use crate::diagnostic::level_name;
use crate::failure::{ALL_READ, Usage};
use crate::ui::Ui;

/// Explains an error or note by its code or name.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A code such as `N0203`, or its name, such as `weekday-conflict`
    code: String,
}

const COLUMNS: usize = 80;

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<ExitCode> {
    let Some(row) = codes::find(&args.code) else {
        let list: Vec<String> = codes::all().map(|row| format!("\n      {} {}", row.code, row.name)).collect();
        let message = format!("unknown code \"{}\"", args.code);
        return Err(Usage::with("E0011", message, format!("the codes are:{}", list.concat())).into());
    };
    let level = row.level.map_or("error", level_name);
    let mut view = ui.view();
    writeln!(view, "{} {} ({level})\n\n{}", row.code, row.name, wrapped(row.help))?;
    Ok(ExitCode::from(ALL_READ))
}

fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > 0 {
            let fits = column + 1 + width <= COLUMNS;
            out.push(if fits { ' ' } else { '\n' });
            column = if fits { column + 1 } else { 0 };
        }
        out.push_str(word);
        column += width;
    }
    out
}
