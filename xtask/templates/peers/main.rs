//! Reads lists of pages, one a line, and answers with what each extractor makes of them and how long it took: all pages of one
//! extractor, then all of the next.

use std::io::{BufRead, Write};
use std::panic::catch_unwind;
use std::time::Instant;

use dom_smoothie::{Config, Readability, TextMode};
use serde_json::{Value, json};

fn main() {
    // A page that makes an extractor panic counts as one without a body.
    std::panic::set_hook(Box::new(|_| {}));
    let extractors: [(&str, fn(&str, &str) -> Value); 2] =
        [("dom_smoothie 0.19.0", dom_smoothie), ("rs-trafilatura 0.2.2", rs_trafilatura)];
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
                answers.push(json!({ "name": name, "seconds": seconds, "found": found.unwrap_or_default() }));
            }
        }
        writeln!(out, "{}", Value::from(answers)).expect("someone reads");
        out.flush().expect("someone reads");
    }
}

fn dom_smoothie(html: &str, url: &str) -> Value {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(html, Some(url), Some(config)).and_then(|mut readability| readability.parse());
    let Ok(article) = article else { return Value::Null };
    json!({
        "headline": article.title, "authors": article.byline, "published": article.published_time,
        "body": article.text_content.to_string(),
    })
}

fn rs_trafilatura(html: &str, url: &str) -> Value {
    let options = rs_trafilatura::Options { url: Some(url.to_owned()), ..rs_trafilatura::Options::default() };
    let Ok(found) = rs_trafilatura::extract_with_options(html, &options) else { return Value::Null };
    json!({
        "headline": found.metadata.title, "authors": found.metadata.author,
        "published": found.metadata.date.map(|date| date.to_rfc3339()), "body": found.content_text,
    })
}
