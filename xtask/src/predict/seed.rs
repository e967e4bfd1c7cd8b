//! Task `seed`: one article in the shape of its gold.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use news_core::Options;
use serde_json::{Value, json};

use super::{Predicted, article, span, write_json};

/// The day after which the seed cannot have been written.
const NOT_AFTER: &str = "2026-12-31";

pub(super) fn predict(data: &Path, out: &Path) -> Result<Vec<Predicted>> {
    let folder = data.join("seed");
    let path = folder.join("article.txt");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut options = Options::default();
    options.not_after = Some(news_core::parse_day(NOT_AFTER)?);
    let article = article(&text, &options).context("the seed is an article")?;
    let pred = out.join("seed.pred.json");
    write_json(&pred, &project(&article))?;
    Ok(vec![Predicted { gold: folder.join("gold.json"), pred, scorer: "score_seed.py" }])
}

fn project(article: &Value) -> Value {
    let headline = &article["headline"];
    let dateline = &article["dateline"];
    let date = &dateline["date"];
    json!({
        "language": article["lang"]["tag"],
        "section": place(&article["section"][0]["span"]),
        "headline": with(place(&headline["span"]), &[
            ("title", place(&headline["title"])),
            ("attribution", place(&headline["attribution"]["span"])),
        ]),
        "deck": place(&article["deck"]["span"]),
        "dateline": with(place(&dateline["span"]), &[
            ("places", named(&dateline["places"])),
            ("date", with(place(&date["span"]), &[("value", value(date)), ("iso", date["iso"].clone())])),
            ("agency", named(&dateline["agencies"])[0].clone()),
        ]),
        "quotes": list(&article["quotes"], quote),
        "people": list(&article["people"], |person| json!({
            "id": person["id"], "name": person["name"], "role": person["roles"][0]["text"],
            "mentions": list(&person["mentions"], mention),
        })),
        "organizations": list(&article["orgs"], |org| json!({
            "name": org["name"], "abbreviation": org["abbr"], "mentions": list(&org["mentions"], mention),
        })),
        "places": list(&article["places"], |place| json!({
            "name": place["name"], "mentions": list(&place["mentions"], mention),
        })),
        "abbreviations": list(&article["abbreviations"], |abbreviation| json!({
            "short": place(&abbreviation["short_span"]), "long": place(&abbreviation["long_span"]),
        })),
        "points": list(&article["points"], |point| json!({
            "ordinal": point["n"], "marker": place(&point["marker_span"]), "core": place(&point["span"]),
            "extent": place(&point["extent"]),
        })),
        "dates": dates(article),
        "events": list(&article["events"], |event| json!({
            "name": event["name"], "kind": event["kind"], "mentions": list(&event["mentions"], mention),
        })),
        "points_announced": place(&article["points"][0]["intro"]),
        "paragraphs": list(&article["body"], |block| place(&block["span"])),
        "issue_date": issue_date(date),
    })
}

/// The date of the dateline and those of the prose.
fn dates(article: &Value) -> Value {
    let times = article["times"].as_array().into_iter().flatten();
    let dates = std::iter::once(&article["dateline"]["date"]).chain(times);
    dates.map(|date| with(place(&date["span"]), &[("type", date["type"].clone()), ("value", value(date))])).collect()
}

fn quote(quote: &Value) -> Value {
    let kind = if quote["kind"] == "headline" { json!("indirect") } else { quote["kind"].clone() };
    json!({
        "content": place(&quote["span"]), "kind": kind, "cue": place(&quote["cue"]["span"]),
        "speaker_mention": place(&quote["speaker"]["span"]), "speaker": quote["speaker"]["entity"],
    })
}

fn mention(mention: &Value) -> Value {
    place(&mention["span"])
}

/// `--07-28` of a date whose year is open, else its day.
fn value(date: &Value) -> Value {
    // "Five years ago" of a story whose year is open.
    let counted = date["via"].as_str().and_then(|via| via.strip_prefix("year-"));
    if let Some(years) = counted.filter(|_| date["iso"].is_null()) {
        return json!(format!("P{years}Y before the {}", date["basis"][0]["rule"].as_str().unwrap_or_default()));
    }
    match date["edtf"].as_str().and_then(|edtf| edtf.strip_prefix("XXXX")) {
        Some(open) => json!(format!("-{open}")),
        None => date["iso"].clone(),
    }
}

fn issue_date(date: &Value) -> Value {
    let candidates = date["candidates"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let years: Vec<i64> = candidates.filter_map(|day| day.get(..4)?.parse().ok()).collect();
    // The weekday is one of the evidence by which the candidates were cut.
    let weekday = date["candidates"][0].as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok());
    json!({
        "month_day": value(date),
        "weekday": weekday.map(|day| day.weekday().to_monday_one_offset()),
        "candidate_years": years,
        "value": date["iso"],
    })
}

fn place(value: &Value) -> Value {
    span(value).map_or(Value::Null, |(start, end)| json!({ "start": start, "end": end }))
}

fn with(mut value: Value, members: &[(&str, Value)]) -> Value {
    if value.is_object() {
        for (name, member) in members {
            value[*name] = member.clone();
        }
    }
    value
}

fn named(values: &Value) -> Value {
    list(values, |value| with(place(&value["span"]), &[("name", value["text"].clone())]))
}

fn list(values: &Value, project: impl Fn(&Value) -> Value) -> Value {
    values.as_array().map_or(Value::Null, |values| values.iter().map(project).collect())
}
