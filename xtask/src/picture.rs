//! `cargo xtask picture`: the terminal view as a picture for the README, made from what the command really prints.
//!
//! Not part of the gate: the picture shows what was recognised on the day it was made. Make it again when that changes
//! much.

use std::fmt::Write;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::checkout::{root, write_or_check};

/// Draw `news show --who` of a seed as crates/cli/assets/show.svg
#[derive(Args)]
pub(crate) struct Picture {
    /// Fail if the committed picture is not up to date, write nothing
    #[arg(long)]
    check: bool,
}

/// An invented story, short enough to be seen at once.
const STORY: &str = "seeds/text/xinhua-english-rail.txt";
/// Columns before a line is broken, as terminals do.
const COLUMNS: usize = 96;
const LINE_HEIGHT: usize = 19;
/// Wider than any common monospace face needs at 14 pixels, so that no line is cut.
const COLUMN_WIDTH: usize = 9;
const MARGIN: usize = 16;

/// The 16 colors of terminals, legible on the dark ground of the picture; the class names are those of ANSI's codes.
const STYLE: &str = "\
text{font:14px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre;fill:#d8d8d8}\
.s1{font-weight:bold}.s2{opacity:.6}.s3{font-style:italic}.s4{text-decoration:underline}\
.s31,.s91{fill:#ff7b72}.s32{fill:#7ee0a1}.s33{fill:#e3b341}.s34,.s94{fill:#79c0ff}.s35,.s95{fill:#d2a8ff}\
.s36,.s96{fill:#76e3ea}.s92{fill:#a5f06b}.s93{fill:#ffdf5d}";

impl Picture {
    pub(crate) fn run(&self) -> Result<()> {
        let mut command = Command::new("cargo");
        command.args(["run", "--quiet", "-p", "news-cli", "--", "show", "--color", "always", "--who", STORY]);
        let output = command.current_dir(root()).output().context("cargo runs the command")?;
        ensure!(output.status.success(), "news show: {}", String::from_utf8_lossy(&output.stderr));
        let view = String::from_utf8(output.stdout).context("views are UTF-8")?;
        let picture = draw(&format!("$ news show --who {STORY}\n\n{view}"));
        write_or_check(&root().join("crates/cli/assets/show.svg"), &picture, self.check, "picture")
    }
}

fn draw(view: &str) -> String {
    let lines = wrapped(&cells(view));
    let (width, height) = (COLUMNS * COLUMN_WIDTH + 2 * MARGIN, lines.len() * LINE_HEIGHT + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <style>{STYLE}</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#15181d\"/>\n"
    );
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let y = MARGIN + LINE_HEIGHT * (n + 1) - 5;
        writeln!(out, "<text xml:space=\"preserve\" x=\"{MARGIN}\" y=\"{y}\">{}</text>", spans(line))
            .expect("strings take everything");
    }
    out + "</svg>\n"
}

/// A character and the codes that are in force for it.
type Cell = (char, Vec<u8>);

/// The characters of a painted text. Escape sequences (`ESC [ 1 ; 33 m`) are taken out and remembered.
fn cells(view: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut codes: Vec<u8> = Vec::new();
    let mut rest = view.chars();
    while let Some(c) = rest.next() {
        if c != '\x1b' {
            cells.push((c, codes.clone()));
            continue;
        }
        let sequence: String = rest.by_ref().skip(1).take_while(|&c| c != 'm').collect();
        for code in sequence.split(';').filter_map(|code| code.parse().ok()) {
            if code == 0 {
                codes.clear();
            } else {
                codes.push(code);
            }
        }
    }
    cells
}

/// The lines, broken at the last space that fits.
fn wrapped(cells: &[Cell]) -> Vec<Vec<Cell>> {
    let mut lines = Vec::new();
    for line in cells.split(|(c, _)| *c == '\n') {
        let mut rest = line;
        while rest.len() > COLUMNS {
            let space = rest.iter().take(COLUMNS).rposition(|(c, _)| *c == ' ');
            let (head, tail) = rest.split_at(space.map_or(COLUMNS, |space| space + 1));
            lines.push(head.to_vec());
            rest = tail;
        }
        lines.push(rest.to_vec());
    }
    while lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    lines
}

fn spans(line: &[Cell]) -> String {
    let mut out = String::new();
    for run in line.chunk_by(|(_, a), (_, b)| a == b) {
        let words: String = run.iter().map(|(c, _)| *c).collect();
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        let classes: Vec<String> =
            run.first().map(|(_, codes)| codes.iter().map(|code| format!("s{code}")).collect()).unwrap_or_default();
        if classes.is_empty() {
            out.push_str(&words);
        } else {
            write!(out, "<tspan class=\"{}\">{words}</tspan>", classes.join(" ")).expect("strings take everything");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_become_classes() {
        let lines = wrapped(&cells("a \x1b[1m\x1b[33m<b>\x1b[0m c\n"));
        assert_eq!(lines.len(), 1);
        assert_eq!(spans(&lines[0]), "a <tspan class=\"s1 s33\">&lt;b></tspan> c");
    }

    #[test]
    fn long_lines_are_broken_at_a_space() {
        let lines = wrapped(&cells(&format!("{} {}", "x".repeat(60), "y".repeat(60))));
        assert_eq!(lines.iter().map(Vec::len).collect::<Vec<_>>(), [61, 60]);
    }
}
