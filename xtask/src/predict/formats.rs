//! Task `formats`: wire documents and feeds, each item of a file as the flat fields of the scorer.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use news_core::{OffsetUnit, Options};
use serde_json::{Map, Value, json};

use super::{Predicted, records, slice, span};

const SCORER: &str = "score_formats.py";

pub(super) fn predict(data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    let folder = data.join("formats");
    let wire = folder.join("gold.jsonl");
    let mut files: Vec<String> = Vec::new();
    for record in records(&wire)? {
        let file = record["file"].as_str().context("a gold line names a file")?.to_owned();
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let mut lines = String::new();
    for file in &files {
        let bytes = fs::read(folder.join(file)).with_context(|| file.clone())?;
        predict_file(file, &bytes, &Options::default(), &mut lines);
    }
    let pred = out.join("formats.pred.jsonl");
    fs::write(&pred, lines)?;
    let feeds = feeds(&folder, out)?;
    let modern = modern(&feeds, out)?;
    Ok(vec![Predicted { gold: wire, pred, scorer: SCORER }, feeds, modern])
}

/// Sets of feeds in the formats of today: RSS 2.0 and 1.0 and Atom 1.0 with their modules and encodings. The others are of
/// Atom 0.3 and CDF, of entities, relative addresses and languages.
const MODERN: [&str; 6] = ["atom10", "encoding", "itunes", "namespace", "rdf", "rss"];

/// The same predictions against the modern feeds alone.
fn modern(feeds: &Predicted, out: &Path) -> Result<Predicted> {
    let is_modern = |record: &Value| {
        let set = record["format"].as_str().and_then(|format| format.rsplit('/').next());
        set.is_some_and(|set| MODERN.contains(&set))
    };
    let lines: Vec<String> =
        records(&feeds.gold)?.iter().filter(|record| is_modern(record)).map(Value::to_string).collect();
    let (gold, pred) = (out.join("feeds-modern.jsonl"), out.join("feeds-modern.pred.jsonl"));
    fs::write(&gold, lines.join("\n"))?;
    fs::copy(&feeds.pred, &pred)?;
    Ok(Predicted { gold, pred, scorer: SCORER })
}

fn feeds(folder: &Path, out: &Path) -> Result<Predicted> {
    let gold = folder.join("feeds.jsonl.gz");
    let mut lines = String::new();
    for record in records(&gold)? {
        let file = record["file"].as_str().context("a gold line names a file")?;
        let headers = &record["headers"];
        let mut options = Options::default();
        options.url = address(record["base_uri"].as_str(), headers["content-location"].as_str());
        let media_type = headers["content-type"].as_str().unwrap_or_default();
        options.charset = media_type.split_once("charset=").map(|(_, charset)| charset.trim_matches('"').to_owned());
        let bytes = match record["data"].as_str() {
            Some(text) => text.as_bytes().to_vec(),
            None => base64(record["data_b64"].as_str().unwrap_or_default()),
        };
        predict_file(file, &bytes, &options, &mut lines);
    }
    let pred = out.join("feeds.pred.jsonl");
    fs::write(&pred, lines)?;
    Ok(Predicted { gold, pred, scorer: SCORER })
}

/// The address of a feed: where it was asked for, or where its carrier says it lies.
fn address(asked: Option<&str>, located: Option<&str>) -> Option<String> {
    let (Some(asked), Some(path)) = (asked, located.filter(|path| path.starts_with('/'))) else {
        return located.or(asked).map(str::to_owned);
    };
    let root = asked.match_indices('/').nth(2).and_then(|(at, _)| asked.get(..at)).unwrap_or(asked);
    Some(format!("{root}{path}"))
}

/// Writes a line for each item of a file, or the error.
fn predict_file(file: &str, bytes: &[u8], options: &Options, lines: &mut String) {
    let mut line = |item: Value, mut fields: Map<String, Value>| {
        fields.insert("file".to_owned(), file.into());
        fields.insert("item".to_owned(), item);
        lines.push_str(&Value::Object(fields).to_string());
        lines.push('\n');
    };
    match news_core::read_all(bytes, options) {
        Err(error) => line(0.into(), Map::from_iter([("error".to_owned(), error.to_string().into())])),
        Ok(reading) => {
            if let Some(container) = &reading.container {
                let json = news_core::container_to_json(container);
                line("feed".into(), project_container(&serde_json::from_str(&json).expect("records are JSON")));
            }
            for (at, article) in reading.articles.iter().enumerate() {
                let json = news_core::to_json(article, OffsetUnit::Scalar);
                let article = serde_json::from_str(&json).expect("records are JSON");
                line(at.into(), project(&article));
            }
        }
    }
}

/// The members of a record under the names of the scorer.
fn project(article: &Value) -> Map<String, Value> {
    let status = &article["status"];
    let dates = |kind: &str| list(&article["dates"][kind]).first().map_or(Value::Null, |date| date["iso"].clone());
    let terms = |roles: &[&str]| -> Vec<Value> {
        let has_role = |term: &Value| roles.contains(&term["role"].as_str().unwrap_or("subject"));
        list(&article["terms"]).into_iter().filter(has_role).collect()
    };
    let names = |role: &str| -> Value { terms(&[role]).iter().map(|term| term["name"].clone()).collect() };
    let credits = |role: &str| -> Vec<Value> {
        list(&article["credit"])
            .into_iter()
            .filter(|credit| credit["role"] == role)
            .map(|credit| credit["name"].clone())
            .collect()
    };
    let id = |kind: &str| list(&article["ids"]).into_iter().find(|id| id["kind"] == kind).map(|id| id["value"].clone());
    let subjects = || terms(&["subject", "person", "organisation", "place", "event", "object"]);
    let authors: Vec<Value> = list(&article["byline"]["authors"]).iter().map(|author| author["name"].clone()).collect();
    let creators = credits("creator");
    let blocks = blocks(article);
    let notes: Vec<Value> = of_kind(&blocks, &["editor_note"]);
    let dateline = &article["dateline"];
    let places: Vec<&str> = dateline["places"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter_map(|place| place["text"].as_str())
        .collect();
    let section = names("section");
    let printed: Value = list(&article["section"]).iter().map(|section| section["text"].clone()).collect();
    let sections = if printed.as_array().is_some_and(|printed| !printed.is_empty()) { printed } else { section };
    let located: Vec<Value> = list(&article["located"]).iter().map(|place| place["name"].clone()).collect();
    let first = |values: &[Value]| values.first().cloned().unwrap_or_default();
    let source =
        [credits("source"), credits("syndicated_from"), credits("provider"), credits("publisher"), credits("agency")];
    let source = source.concat();
    let media = |kind: Option<&str>| -> Vec<Value> {
        let all = list(&article["media"]).into_iter().filter(|media| kind.is_none_or(|kind| media["kind"] == kind));
        all.map(|media| media["url"].clone()).collect()
    };
    let rich = |part: &Value| span(&part["span"]).map_or_else(String::new, |(start, end)| rich(article, start, end));
    let body = blocks.iter().map(rich).collect::<Vec<_>>().join("<p>");
    let summary = list(&article["summary"]).iter().map(rich).collect::<Vec<_>>().join(" ");
    // The description that the tests of feedparser ask for is the content where an item has no other.
    let summary = if summary.is_empty() { body.clone() } else { summary };
    let fields: [(&str, Value); 51] = [
        ("guid", json!(id("guid"))),
        ("url", json!(id("url").or_else(|| id("canonical")))),
        ("version", json!(status["version"])),
        ("type", class(&article["item_class"])),
        ("headline", headline(article)),
        ("title", headline(article)),
        ("deck", json!(article["deck"]["text"])),
        ("summary", json!(summary)),
        ("slugline", json!(article["slug"]["keyword"]["text"])),
        ("take_key", json!(article["slug"]["take_key"]["text"])),
        ("sequence", json!(article["slug"]["number"]["text"])),
        ("category", json!(first(&list(&article["slug"]["categories"]))["text"])),
        ("service", json!(article["slug"]["service"]["text"])),
        ("word_count", json!(article["word_count"])),
        ("byline", json!(article["byline"]["raw"])),
        ("byline_title", json!(article["byline"]["title"]["text"])),
        ("authors", json!(if creators.is_empty() { authors } else { creators })),
        ("contributors", json!(credits("contributor"))),
        ("dateline", json!(dateline["raw"])),
        ("dateline_place", json!(places.join(", "))),
        ("dateline_agency", json!(first(&list(&dateline["agencies"]))["text"])),
        ("dateline_date", json!(dateline["date"]["iso"])),
        ("located", json!(first(&located))),
        ("section", json!(first(&list(&sections)))),
        ("sections", json!(sections)),
        ("subjects", json!(subjects().iter().filter_map(code).collect::<Vec<_>>())),
        ("subject_names", json!(subjects().iter().map(|term| term["name"].clone()).collect::<Vec<_>>())),
        ("keywords", json!(terms(&["keyword"]))),
        ("genre", json!(names("genre"))),
        ("people", json!(names("person"))),
        ("organisations", json!(names("organisation"))),
        ("places", json!(names("place"))),
        ("urgency", json!(status["priority"])),
        ("priority", json!(status["priority"])),
        ("published", json!(dates("published"))),
        ("created", json!(dates("created"))),
        ("modified", json!(dates("modified"))),
        ("embargoed", json!(dates("embargo"))),
        ("expires", json!(dates("expires"))),
        ("pubstatus", json!(status["pub"])),
        ("usage", json!(article["rights"]["terms"])),
        ("copyright_notice", json!(article["rights"]["notice"])),
        ("copyright_holder", json!(article["rights"]["holder"])),
        ("copyright_year", json!(article["rights"]["year"])),
        ("editorial_note", json!(if notes.is_empty() { status["ed_note"]["text"].clone() } else { join(&notes, " ") })),
        ("language", json!(article["lang"]["tag"])),
        ("source", json!(first(&source))),
        ("publisher", json!(first(&credits("publisher")))),
        ("enclosures", json!(media(None))),
        ("thumbnail", json!(first(&media(Some("thumbnail"))))),
        ("body", json!(body)),
    ];
    present(fields)
}

fn present<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    let mut fields: Map<String, Value> = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    fields.retain(|_, value| !matches!(value, Value::Null) && *value != "" && *value != json!([]));
    fields
}

/// The members of the record of a feed under the names of the scorer.
fn project_container(container: &Value) -> Map<String, Value> {
    let names =
        |field: &str| -> Vec<Value> { list(&container[field]).iter().map(|party| party["name"].clone()).collect() };
    let guid = list(&container["ids"]).into_iter().find(|id| id["kind"] == "guid").map(|id| id["value"].clone());
    let byline = |party: &Value| match (party["name"].as_str(), party["email"].as_str()) {
        (Some(name), Some(email)) if name != email => format!("{name} ({email})"),
        (name, _) => name.unwrap_or_default().to_owned(),
    };
    let byline: Vec<String> = list(&container["authors"]).iter().map(byline).collect();
    let linked = |field: &str| {
        let text = escaped(container[field].as_str().unwrap_or_default());
        let links = list(&container["links"]).into_iter().filter(|link| link["field"] == field);
        links.fold(text, |text, link| text.replacen(&words(&link), &anchor(&link), 1))
    };
    present([
        ("title", json!(linked("title"))),
        ("summary", json!(linked("summary"))),
        ("copyright_notice", json!(linked("rights"))),
        ("guid", json!(guid)),
        ("url", json!(container["url"])),
        ("language", json!(container["lang"])),
        ("byline", json!(byline.join(", "))),
        ("authors", json!(names("authors"))),
        ("contributors", json!(names("contributors"))),
        ("publisher", json!(container["publisher"])),
        ("published", json!(container["published"])),
        ("modified", json!(container["modified"])),
        ("created", json!(container["created"])),
        ("keywords", json!(container["terms"])),
    ])
}

/// A stretch of the text as HTML with its links, and with its pictures where their alternate texts stand.
fn rich(article: &Value, start: usize, end: usize) -> String {
    let links = list(&article["links"]).into_iter().map(|link| (span(&link["span"]), anchor(&link)));
    let image = |media: Value| (span(&media["alt"]["span"]), image(&media["alt"]["text"], &media["url"]));
    let mut marks: Vec<_> = links.chain(list(&article["media"]).into_iter().map(image)).collect();
    marks.sort_by_key(|(span, _)| *span);
    let (mut out, mut at) = (String::new(), start);
    for (span, markup) in marks {
        let Some((from, to)) = span.filter(|(from, to)| *from >= at && *to <= end) else { continue };
        out += &escaped(&slice(article, at, from));
        out += &markup;
        at = to;
    }
    out + &escaped(&slice(article, at, end))
}

fn anchor(link: &Value) -> String {
    if link["is_picture"] == true {
        return image(&link["text"], &link["href"]);
    }
    format!("<a href=\"{}\">{}</a>", escaped(link["href"].as_str().unwrap_or_default()), words(link))
}

fn image(alternate: &Value, url: &Value) -> String {
    let value = |name: &str, value: &Value| {
        value.as_str().map(|value| format!(" {name}=\"{}\"", escaped(value))).unwrap_or_default()
    };
    format!("<img{}{} />", value("alt", alternate), value("src", url))
}

fn words(link: &Value) -> String {
    escaped(link["text"].as_str().unwrap_or_default())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The headline with the flag that stands in front of it.
fn headline(article: &Value) -> Value {
    let Some((start, end)) = span(&article["headline"]["span"]) else { return Value::Null };
    let flags = list(&article["status"]["flags"]);
    let flag = flags.iter().filter_map(|flag| span(&flag["span"])).find(|flag| flag.1 <= start && start - flag.1 <= 3);
    rich(article, flag.map_or(start, |flag| flag.0), end).into()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// All blocks in text order, but what repeats a field.
fn blocks(article: &Value) -> Vec<Value> {
    let mut blocks = [list(&article["body"]), list(&article["furniture"])].concat();
    blocks.sort_by_key(|block| block["span"][0].as_u64());
    blocks.retain(|block| !matches!(block["kind"].as_str(), Some("headline_repeat" | "byline_repeat")));
    blocks
}

fn of_kind(blocks: &[Value], kinds: &[&str]) -> Vec<Value> {
    blocks.iter().filter(|block| kinds.contains(&block["kind"].as_str().unwrap_or_default())).cloned().collect()
}

fn join(parts: &[Value], by: &str) -> Value {
    let parts: Vec<&str> = parts.iter().filter_map(|part| part["text"].as_str()).collect();
    if parts.is_empty() { Value::Null } else { parts.join(by).into() }
}

/// `medtop:20001065`: a code with its list.
fn code(term: &Value) -> Option<Value> {
    let code = term["code"].as_str()?;
    Some(term["scheme"].as_str().map_or_else(|| code.to_owned(), |scheme| format!("{scheme}:{code}")).into())
}

/// The bytes that standard base64 stands for.
fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
    for six in text.bytes().filter_map(digit) {
        held = held << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).expect("masked to a byte"));
        }
    }
    bytes
}

/// The class of an item in the words of ninjs.
fn class(class: &Value) -> Value {
    if class == "package" { "composite".into() } else { class.clone() }
}
