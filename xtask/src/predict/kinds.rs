//! Task `kinds`: what kind of page each is, and how sure the parser is that it holds an article.
//!
//! Articles are the stored pages, as published; others the pages of `cargo xtask negatives`, and the stored pages with the
//! body cut out (class `cut`): real surroundings without a story. Each is read with its address and without.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use news_core::conformance::decode;
use news_core::{Article, Options};
use serde_json::{Value, json};

use super::extraction::{SETS, page};
use super::{Predicted, records};
use crate::negatives;

pub(super) fn predict(data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    let pred = out.join("kinds.pred.jsonl");
    let mut lines = String::new();
    for line in pages(&data.join("extraction"))? {
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    fs::write(&pred, lines)?;
    Ok(vec![Predicted { gold: data.join("extraction"), pred, scorer: "" }])
}

/// One line a page: class, whether it holds an article, and what is said of it.
fn pages(data: &Path) -> Result<Vec<Value>> {
    let mut lines = Vec::new();
    for set in SETS {
        let folder = data.join(set);
        for record in records(&folder.join("gold.jsonl"))? {
            let id = record["id"].as_str().context("a gold line has an id")?;
            let (bytes, url) = (page(&folder, id)?, record["url"].as_str());
            lines.push(line(id, set, true, &bytes, url));
            if let Some(cut) = cut(&bytes) {
                lines.push(line(id, "cut", false, cut.as_bytes(), url));
            }
        }
    }
    for page in negatives::generate(negatives::SEED, negatives::EACH) {
        lines.push(line(&page.name, page.class, false, page.html.as_bytes(), Some(&page.url)));
    }
    Ok(lines)
}

fn line(id: &str, class: &str, holds_article: bool, bytes: &[u8], url: Option<&str>) -> Value {
    let host = url.and_then(|url| url.split('/').nth(2)).unwrap_or_default();
    let (with, without) = (judged(bytes, url), judged(bytes, None));
    json!({ "id": id, "class": class, "article": holds_article, "host": host, "with_url": with, "without_url": without })
}

/// What a reader of the record sees; a page without any text is refused, which says that it is no article.
fn judged(bytes: &[u8], url: Option<&str>) -> Value {
    let quality = read(bytes, url).and_then(|article| article.quality);
    match quality {
        None => json!({ "score": 0.0, "page": "error", "reasons": [] }),
        Some(quality) => json!({ "score": quality.score, "page": quality.page, "reasons": quality.reasons }),
    }
}

fn read(bytes: &[u8], url: Option<&str>) -> Option<Article> {
    let mut options = Options::default().from("html");
    options.url = url.map(str::to_owned);
    news_core::read(bytes, &options).ok()
}

/// A page without its prose and without what JSON-LD says.
fn cut(bytes: &[u8]) -> Option<String> {
    let (text, _) = decode(bytes)?;
    let article = read(bytes, None)?;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for block in &article.body {
        let Some(source) = article.map.source_of(block.span) else { continue };
        out.push_str(text.get(at..source.start as usize).unwrap_or_default());
        at = at.max(source.end as usize);
    }
    out.push_str(text.get(at..)?);
    Some(out.replace("application/ld+json", "text/plain"))
}
