//! Task `extraction`: headline, authors, day and body of web pages.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use news_core::{OffsetUnit, Options};
use serde_json::{Value, json};

use super::{Predicted, records};

/// The sets, by folder.
pub(super) const SETS: [&str; 4] = ["zyte", "fundus", "fundus-eval", "trafilatura"];

pub(super) fn predict(data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    SETS.iter().map(|set| predict_set(&data.join("extraction").join(set), set, out)).collect()
}

fn predict_set(folder: &Path, set: &str, out: &Path) -> Result<Predicted> {
    let gold = folder.join("gold.jsonl");
    let pred = out.join(format!("{set}.pred.jsonl"));
    let mut lines = String::new();
    for record in records(&gold)? {
        let id = record["id"].as_str().context("a gold line has an id")?;
        let page = page(folder, id)?;
        let mut options = Options::default();
        "html".clone_into(&mut options.from);
        options.url = record["url"].as_str().map(str::to_owned);
        let article = news_core::read(&page, &options).ok();
        let article = article.map(|article| news_core::to_json(&article, OffsetUnit::Scalar));
        let article = article.map_or(Ok(Value::Null), |json| serde_json::from_str(&json))?;
        // Snippets are of all that reads as the story; the other sets leave the deck out or do not count it.
        let with_deck = record.get("with").is_some();
        lines.push_str(&project(id, &article, with_deck).to_string());
        lines.push('\n');
    }
    fs::write(&pred, lines)?;
    Ok(Predicted { gold: folder.to_owned(), pred, scorer: "score_extraction.py" })
}

/// The bytes of a stored page.
pub(crate) fn page(folder: &Path, id: &str) -> Result<Vec<u8>> {
    let path = folder.join("pages").join(format!("{id}.html.gz"));
    let mut page = Vec::new();
    let file = fs::File::open(&path).with_context(|| path.display().to_string())?;
    GzDecoder::new(file).read_to_end(&mut page)?;
    Ok(page)
}

/// What the scorer takes of an article.
pub(crate) fn project(id: &str, article: &Value, with_deck: bool) -> Value {
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let name = |author: &Value| author.get("name").or(author.get("text")).cloned();
    let authors: Vec<Value> = list(&article["byline"]["authors"]).iter().filter_map(name).collect();
    let prose = |block: &&Value| !matches!(block["kind"].as_str(), Some("caption"));
    let deck = article.get("deck").filter(|_| with_deck).map(|deck| deck["text"].clone());
    let body = list(&article["body"]);
    let body = body.iter().filter(prose).map(|block| block["text"].clone());
    let body: Vec<Value> = deck.into_iter().chain(body).collect();
    let published = article["dates"]["published"].get(0).map(|date| date["iso"].clone());
    json!({ "id": id, "headline": article["headline"]["text"], "authors": authors, "published": published, "body": body })
}
