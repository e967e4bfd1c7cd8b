//! `cargo xtask train`: the weights of the tagger of English statements, from attributed news.
//!
//! An averaged perceptron over two linear chains (Collins 2002), in integers, in a fixed order, on one thread: the same gold
//! gives the same bytes on every machine. The second chain learns from what a first chain said that had not seen the
//! article (two folds), because it would else learn to trust it too much. Features seen fewer than [`RARE`] times are
//! left out; of the others those with the greatest weights are kept and learnt again.

pub(crate) mod kinds;
mod perceptron;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use news_core::Options;
use news_core::training::{Lesson, ROWS};
use serde_json::Value;

use self::perceptron::{Chain, Sequence};
use crate::predict::records;
use crate::root;

/// Train weights from the gold data
#[derive(Args)]
pub(crate) struct Train {
    #[arg(default_value = "statements")]
    subject: Subject,
    /// Folder with the gold data
    #[arg(long, default_value_os_t = root().join("../shared/data"))]
    data: PathBuf,
    /// Where the weights go
    #[arg(long, default_value_os_t = root().join("crates/news-core/models/statements-en.v1.bin"))]
    out: PathBuf,
    /// Fail if the weights are not the committed ones, write nothing
    #[arg(long)]
    check: bool,
    /// Passes over the training articles
    #[arg(long, default_value_t = EPOCHS)]
    epochs: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Subject {
    /// The tagger of English statements, from the training compartment
    Statements,
    /// The points of the signs of a page, into their table
    Kinds,
}

/// More passes gain nothing on the development articles (8: -0.5 of a point, 16: the same).
const EPOCHS: usize = 10;
/// A feature must be seen this often.
const RARE: u32 = 3;
/// An article with its gold tags.
struct Student {
    lesson: Lesson,
    tags: Vec<u8>,
}

impl Train {
    pub(crate) fn run(&self) -> Result<()> {
        match self.subject {
            Subject::Statements => self.statements(),
            Subject::Kinds => kinds::run(&self.data, self.check),
        }
    }

    fn statements(&self) -> Result<()> {
        let students = self.students()?;
        let words = table::cue_words(
            &students.iter().map(|student| (student.lesson.tokens(), &student.tags[..])).collect::<Vec<_>>(),
        );
        let cue = |hash: u32| words.get(&hash).copied().unwrap_or_default();
        eprintln!("{} articles, {} words that may be cues", students.len(), words.len());
        let base: Vec<Vec<Vec<u64>>> = students.iter().map(|student| student.lesson.base(&cue)).collect();

        let mut kept = perceptron::frequent(base.iter().flatten().flatten().copied(), RARE);
        let mut second_kept: Option<BTreeMap<u64, u32>> = None;
        // Once with every feature, once with those that proved to matter.
        for round in 0..2 {
            let first_view = perceptron::sequences(&students, &base, &kept);
            let folds: Vec<Chain> = (0..2)
                .map(|fold| {
                    let part: Vec<&Sequence> = first_view
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| at % 2 != fold)
                        .flat_map(|(_, student)| student)
                        .collect();
                    Chain::learn(&part, kept.len(), self.epochs)
                })
                .collect();
            let all: Vec<&Sequence> = first_view.iter().flatten().collect();
            let first = Chain::learn(&all, kept.len(), self.epochs);
            let second_keys: Vec<Vec<Vec<u64>>> = students
                .iter()
                .zip(&first_view)
                .enumerate()
                .map(|(at, (student, view))| {
                    let tags: Vec<u8> = view.iter().flat_map(|sequence| folds[at % 2].decode(sequence)).collect();
                    student.lesson.second(&cue, &tags)
                })
                .collect();
            let seconds = second_kept
                .take()
                .unwrap_or_else(|| perceptron::frequent(second_keys.iter().flatten().flatten().copied(), RARE));
            let view = perceptron::joined(&first_view, &second_keys, kept.len(), &seconds);
            let all: Vec<&Sequence> = view.iter().flatten().collect();
            let second = Chain::learn(&all, kept.len() + seconds.len(), self.epochs);
            if round == 0 {
                second_kept = Some(table::heaviest(&seconds, ROWS[1], |id| second.weight_of(id as usize + kept.len())));
                let weight = |id: u32| first.weight_of(id as usize) + second.weight_of(id as usize);
                kept = table::heaviest(&kept, ROWS[0], weight);
                eprintln!("kept {} and {} features", kept.len(), second_kept.as_ref().map_or(0, BTreeMap::len));
                continue;
            }
            let bytes = table::write(&first, &second, &kept, &seconds, &words)?;
            return self.finish(&bytes);
        }
        Ok(())
    }

    fn finish(&self, bytes: &[u8]) -> Result<()> {
        if self.check {
            ensure!(fs::read(&self.out)? == bytes, "{} is not what training gives", self.out.display());
        } else {
            fs::write(&self.out, bytes)?;
            eprintln!("{}: {} bytes", self.out.display(), bytes.len());
        }
        Ok(())
    }

    fn students(&self) -> Result<Vec<Student>> {
        let gold = records(&self.data.join("quotes/polnear.jsonl.gz"))?;
        gold.iter().filter(|record| record["compartment"] == "train").map(student).collect()
    }
}

fn student(record: &Value) -> Result<Student> {
    let text = record["text"].as_str().context("a gold line has a text")?;
    // Without the weights that are to be made.
    let mut options = Options::default();
    options.rules = true;
    let article = news_core::read(text.as_bytes(), &options)?;
    ensure!(article.text == text, "plain copy is read as it stands");
    let lesson = Lesson::new(&article);
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut tags = vec![0; lesson.tokens().len()];
    let attributions = || record["attributions"].as_array().into_iter().flatten();
    // Content yields to sources and cues: a frame inside a quotation is told apart by its words.
    for (member, start) in [("source", 1), ("cue", 3), ("content", 5)] {
        for span in attributions().filter_map(|attribution| attribution[member].as_array()).flatten() {
            let at = |end: usize| span[end].as_u64().and_then(|at| places.get(usize::try_from(at).ok()?)).copied();
            let (from, to) = (at(0).context("a span has a start")?, at(1).context("a span has an end")?);
            mark(&lesson, &mut tags, from..to, start);
        }
    }
    for region in lesson.regions() {
        if let Some(tag) = tags.get_mut(region.start).filter(|tag| **tag > 0 && **tag % 2 == 0 && !region.is_empty()) {
            *tag -= 1;
        }
    }
    Ok(Student { lesson, tags })
}

fn mark(lesson: &Lesson, tags: &mut [u8], span: std::ops::Range<usize>, start: u8) {
    let tokens = lesson.tokens();
    let first = tokens.partition_point(|(token, _)| token.end() <= span.start);
    let touched = tokens.iter().zip(tags).skip(first).take_while(|((token, _), _)| token.start() < span.end);
    let mut tag = start;
    for (_, slot) in touched {
        if start == 5 && *slot != 0 {
            continue;
        }
        *slot = tag;
        tag = start + 1;
    }
}
