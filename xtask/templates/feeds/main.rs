//! Reads documents, one JSON object a line, and answers with how long each reader took and how many items it found.

use std::io::{BufRead, Write};
use std::time::Instant;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};

fn main() {
    let readers: [(&str, fn(&str) -> Option<usize>); 2] =
        [("feed-rs 3.0.0", feed_rs), ("quick-xml 0.42.0, events alone", events)];
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line.expect("a line")).expect("a document");
        let text = document["text"].as_str().unwrap_or_default();
        let answers: Vec<Value> = readers
            .iter()
            .map(|(name, read)| {
                let start = Instant::now();
                let found = read(text);
                json!({ "name": name, "seconds": start.elapsed().as_secs_f64(), "found": found })
            })
            .collect();
        writeln!(out, "{}", Value::from(answers)).expect("someone reads");
        out.flush().expect("someone reads");
    }
}

fn feed_rs(text: &str) -> Option<usize> {
    feed_rs::parser::parse(text.as_bytes()).ok().map(|feed| feed.entries.len())
}

/// The least that reading XML costs: every event met, every attribute looked at, nothing kept.
fn events(text: &str) -> Option<usize> {
    let mut reader = Reader::from_str(text);
    let mut items = 0;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                items += usize::from(tag.local_name().as_ref() == "item");
                std::hint::black_box(tag.attributes().flatten().map(|attribute| attribute.value.len()).sum::<usize>());
            }
            Event::Eof => return Some(items),
            event => drop(std::hint::black_box(event)),
        }
    }
}
