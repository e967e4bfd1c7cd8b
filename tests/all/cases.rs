//! Literate cases: Markdown files with a heading per case, one sentence why, the story, and its drawing.
//!
//! The fence of a drawing names the layers it shows (`drawing quotes people`, see `drawing::LAYERS`); without a name it
//! shows the anatomy.
//!
//! `UPDATE_CASES=1 cargo test -p news-tests` writes the drawings anew; read the difference before you commit it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use news_core::{Options, parse_day, read, read_all};

use crate::drawing::{LAYERS, draw};
use crate::root;

#[test]
fn every_case_reads_as_drawn() {
    check(&Form { folder: "tests/cases", copy: "text", drawing: "drawing", draw: draw_story });
}

/// How cases are written: their folder, the fences of what is read and of what is made of it.
pub(crate) struct Form {
    pub(crate) folder: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) drawing: &'static str,
    /// From what stands behind the first fence, the copy, and what stands behind the second fence.
    pub(crate) draw: fn(&str, &str, &str) -> String,
}

fn draw_story(info: &str, copy: &str, layers: &str) -> String {
    if layers.trim() == "container" {
        return container_of(copy);
    }
    match read(unescape(copy).as_bytes(), &options_of(info)) {
        Ok(article) => draw(&article, &layers_of(layers)),
        Err(error) => format!("error {}: {error}\n", error.code().code),
    }
}

/// The record of a feed, but for what was read.
fn container_of(copy: &str) -> String {
    let container = read_all(copy.as_bytes(), &Options::default()).unwrap().container.unwrap();
    let mut record: serde_json::Value = serde_json::from_str(&news_core::container_to_json(&container)).unwrap();
    record.as_object_mut().unwrap().retain(|name, _| name != "source");
    format!("{record:#}\n")
}

/// Fails unless every case is drawn as it is written.
pub(crate) fn check(form: &Form) {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    let files = case_files(&root().join(form.folder));
    assert!(files.len() >= 5, "the cases are there");
    for path in files {
        let written = std::fs::read_to_string(&path).unwrap();
        let (drawn, count) = redraw(&written, form);
        assert!(count > 0, "{}: holds no case", path.display());
        if drawn != written {
            if update {
                std::fs::write(&path, &drawn).unwrap();
            }
            wrong.push(format!("{}\n{}", path.display(), difference(&written, &drawn)));
        }
    }
    assert!(update || wrong.is_empty(), "{}", wrong.join("\n"));
}

fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(case_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The file with every drawing made anew, and the number of cases in it.
fn redraw(file: &str, form: &Form) -> (String, usize) {
    let (mut out, mut story, mut story_info) = (String::new(), None::<String>, "");
    let (mut skipping, mut count) = (false, 0);
    let fence = |line: &'static str| format!("```{line}");
    let (copy_fence, drawing_fence) = (fence(form.copy), fence(form.drawing));
    for line in file.lines() {
        if let Some(info) = line.strip_prefix(&copy_fence) {
            story_info = info;
            story = Some(String::new());
            writeln!(out, "{line}").unwrap();
        } else if let Some(info) = line.strip_prefix(&drawing_fence) {
            skipping = true;
            count += 1;
            let copy = story.take().expect("a drawing follows a story");
            write!(out, "{line}\n{}", (form.draw)(story_info, &copy, info)).unwrap();
        } else {
            if line == "```" {
                skipping = false;
            }
            if skipping {
                continue;
            }
            writeln!(out, "{line}").unwrap();
            if let (Some(story), true) = (&mut story, line != "```") {
                writeln!(story, "{line}").unwrap();
            }
        }
    }
    (out, count)
}

fn layers_of(info: &str) -> Vec<&str> {
    let layers: Vec<&str> = info.split_whitespace().collect();
    layers.iter().for_each(|layer| assert!(LAYERS.contains(layer), "unknown layer {layer} in a case"));
    if layers.is_empty() { vec!["anatomy"] } else { layers }
}

/// Control characters are written `\x05` in a case.
pub(crate) fn unescape(copy: &str) -> String {
    let mut parts = copy.split("\\x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_at(2);
        out.push(char::from(u8::from_str_radix(code, 16).unwrap()));
        out.push_str(rest);
    }
    out
}

/// `date=2021-07-30 not_after=2022-01-01 url=…` behind the fence.
fn options_of(info: &str) -> Options {
    let mut options = Options::default();
    for pair in info.split_whitespace() {
        let (name, value) = pair.split_once('=').unwrap();
        match name {
            "date" => options.date = Some(parse_day(value).unwrap()),
            "not_after" => options.not_after = Some(parse_day(value).unwrap()),
            "url" => options.url = Some(value.to_owned()),
            "lang" => options.lang = Some(value.to_owned()),
            "rules" => options.rules = value == "true",
            _ => panic!("unknown option {name} in a case"),
        }
    }
    options
}

/// The first lines that differ.
fn difference(written: &str, drawn: &str) -> String {
    let mut lines = written.lines().zip(drawn.lines()).enumerate().filter(|(_, (a, b))| a != b);
    match lines.next() {
        Some((n, (a, b))) => format!("line {}:\n  written {a}\n  read    {b}", n + 1),
        None => format!("written {} lines, read {}", written.lines().count(), drawn.lines().count()),
    }
}
