//! Reads lists of pages, one a line, and answers with what each extractor makes of them and how long it took: all pages of one
//! extractor, then all of the next.

use std::io::{BufRead, Write};
use std::panic::catch_unwind;
use std::time::Instant;

use dom_smoothie::{Config, Readability, TextMode};
use news_core::{OffsetUnit, Options, read, to_json};
use serde_json::{Value, json};

fn main() {
    // A page that makes an extractor panic counts as one without a body.
    std::panic::set_hook(Box::new(|_| {}));
    let extractors: [(&str, Extract); 4] = [
        ("news", |html, url| news(html, url, true)),
        ("news with annotation", |html, url| news(html, url, false)),
        ("dom_smoothie 0.19.0", dom_smoothie),
        ("rs-trafilatura 0.2.2", rs_trafilatura),
    ];
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let pages: Vec<Value> = serde_json::from_str(&line.expect("a line")).expect("pages");
        let mut answers = Vec::new();
        for (name, extract) in extractors {
            for page in &pages {
                let (html, url) = (page["html"].as_str().unwrap_or_default(), page["url"].as_str().unwrap_or_default());
                let start = Instant::now();
                let found = catch_unwind(|| extract(html, url));
                let seconds = start.elapsed().as_secs_f64();
                drop(found);
                answers.push(json!({ "name": name, "seconds": seconds }));
            }
            // What was found is written out afterwards, and is no part of the time.
            for (page, answer) in pages.iter().zip(answers.iter_mut().rev().take(pages.len()).rev()) {
                let (html, url) = (page["html"].as_str().unwrap_or_default(), page["url"].as_str().unwrap_or_default());
                answer["found"] = catch_unwind(|| extract(html, url).map(|found| found())).ok().flatten().into();
            }
        }
        writeln!(out, "{}", Value::from(answers)).expect("someone reads");
        out.flush().expect("someone reads");
    }
}

/// Reads a page: what it gives writes out what was found.
type Extract = fn(&str, &str) -> Option<Box<dyn FnOnce() -> Value>>;

/// Ours, without the passes over the prose or with them; found is the record.
fn news(html: &str, url: &str, anatomy: bool) -> Option<Box<dyn FnOnce() -> Value>> {
    let mut options = Options::default().from("html");
    options.url = Some(url.to_owned());
    options.anatomy = anatomy;
    let article = read(html.as_bytes(), &options).ok()?;
    Some(Box::new(move || serde_json::from_str(&to_json(&article, OffsetUnit::Scalar)).unwrap_or_default()))
}

fn dom_smoothie(html: &str, url: &str) -> Option<Box<dyn FnOnce() -> Value>> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(html, Some(url), Some(config)).and_then(|mut readability| readability.parse()).ok()?;
    Some(Box::new(move || {
        json!({
            "headline": article.title, "authors": article.byline, "published": article.published_time,
            "body": article.text_content.to_string(),
        })
    }))
}

fn rs_trafilatura(html: &str, url: &str) -> Option<Box<dyn FnOnce() -> Value>> {
    let options = rs_trafilatura::Options { url: Some(url.to_owned()), ..rs_trafilatura::Options::default() };
    let found = rs_trafilatura::extract_with_options(html, &options).ok()?;
    Some(Box::new(move || {
        json!({
            "headline": found.metadata.title, "authors": found.metadata.author,
            "published": found.metadata.date.map(|date| date.to_rfc3339()), "body": found.content_text,
        })
    }))
}
