//! Task `lines`: each gold line put where such a line stands in one fixed story, and the kind it was given there.

use std::fs;
use std::path::Path;

use anyhow::Result;
use news_core::Options;
use serde_json::{Value, json};

use super::{Predicted, article, gold_files, records, span, stem};

const HEADLINE: &str = "Council votes to widen the harbour road";
const LEAD: &str =
    "PORTBURY, July 28 (Reuters) - The council voted on Wednesday to widen the harbour road by two lanes.";
const SECOND: &str = "The work starts in autumn and takes three years, the council said in a statement.";
const THIRD: &str = "Residents asked for a footpath along the water.";

pub(super) fn predict(data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    let mut done = Vec::new();
    for gold in gold_files(&data.join("wire"), "lines")? {
        let pred = out.join(format!("{}.pred.jsonl", stem(&gold)));
        let mut lines = String::new();
        for (n, record) in records(&gold)?.iter().enumerate() {
            let line = record["line"].as_str().unwrap_or_default();
            let (before, behind) = story(record["kind"].as_str().unwrap_or_default());
            let text = format!("{before}{line}{behind}");
            let indent = line.chars().take_while(|c| c.is_whitespace()).count();
            let start = before.chars().count() + indent;
            let end = before.chars().count() + line.trim_end().chars().count();
            let kind = article(&text, &Options::default()).and_then(|article| kind_at(&article, start, end));
            lines.push_str(&json!({ "n": n, "kind": kind }).to_string());
            lines.push('\n');
        }
        fs::write(&pred, lines)?;
        done.push(Predicted { gold, pred, scorer: "score_lines.py" });
    }
    Ok(done)
}

/// The text before and behind a line of this kind.
fn story(kind: &str) -> (String, String) {
    let body = format!("{LEAD}\n\n{SECOND}\n\n{THIRD}\n");
    match kind {
        "slug" | "flag" | "embargo" => (String::new(), format!("\n\n{HEADLINE}\n\n{body}")),
        "headline_tag" => (String::new(), format!("\n\n{body}")),
        "adds" | "byline" => (format!("{HEADLINE}\n\n"), format!("\n\n{body}")),
        "bullet" | "subhead" | "enumeration" | "table" => {
            (format!("{HEADLINE}\n\n{LEAD}\n\n"), format!("\n\n{SECOND}\n\n{THIRD}\n"))
        }
        _ => (format!("{HEADLINE}\n\n{body}\n"), "\n".to_owned()),
    }
}

/// The gold's word for the field or block that holds most of the line.
fn kind_at(article: &Value, start: usize, end: usize) -> Option<&'static str> {
    let touches = |value: &Value| span(&value["span"]).is_some_and(|(from, to)| from < end && start < to);
    let any = |list: &Value| list.as_array().is_some_and(|list| list.iter().any(touches));
    if touches(&article["slug"]) {
        return Some("slug");
    }
    if any(&article["status"]["flags"]) {
        return Some("flag");
    }
    if touches(&article["headline"]["attribution"]) {
        return Some("headline_tag");
    }
    if touches(&article["byline"]) {
        return Some("byline");
    }
    if any(&article["summary"]) {
        return Some("bullet");
    }
    if any(&article["section"]) {
        return Some("furniture");
    }
    let counted = |point: &Value| span(&point["marker_span"]).is_some_and(|(from, to)| from < end && start < to);
    if article["points"].as_array().is_some_and(|points| points.iter().any(counted)) {
        return Some("enumeration");
    }
    let blocks = [&article["body"], &article["furniture"]].into_iter().filter_map(Value::as_array).flatten();
    let block = blocks
        .filter(|block| touches(block))
        .max_by_key(|block| span(&block["span"]).map_or(0, |(from, to)| to.min(end).saturating_sub(from.max(start))))?;
    let text = block["text"].as_str().unwrap_or_default();
    match block["kind"].as_str()? {
        // The model has one kind for all list items; the gold parts those that count from those with a bullet.
        "list_item" if text.starts_with(['*', '-', '•', '–', '·']) => Some("bullet"),
        "list_item" => Some("enumeration"),
        "heading" => Some("subhead"),
        "table" => Some("table"),
        "credit" => Some("credit"),
        "sign_off" | "end_mark" | "divider" => Some("end"),
        "copyright" => Some("copyright"),
        "embargo" => Some("embargo"),
        "adds_line" => Some("adds"),
        "correction" => Some("correction"),
        "promo" | "related" | "share" | "advertisement" | "newsletter" | "paywall" | "date" | "photo_credit" => {
            Some("furniture")
        }
        _ => None,
    }
}
