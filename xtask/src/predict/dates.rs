//! Task `dates`: the expressions of time with their values in the notation of TIMEX3.

use serde_json::{Value, json};

use super::span;

pub(super) fn project(gold: &Value, article: Option<&Value>) -> Value {
    let times = article.and_then(|article| article["times"].as_array()).into_iter().flatten();
    let dateline = article.map(|article| &article["dateline"]["date"]);
    let mut dates: Vec<Value> = dateline.into_iter().chain(times).filter_map(|time| date(time, gold)).collect();
    dates.sort_by_key(|date| date["start"].as_u64());
    json!({ "id": gold["id"], "dates": dates })
}

fn date(time: &Value, gold: &Value) -> Option<Value> {
    let (start, end) = span(&time["span"])?;
    let kind = time["type"].as_str()?.to_uppercase();
    let counted = if gold["lang"] == "en" { None } else { counted(time["via"].as_str().unwrap_or_default()) };
    Some(json!({ "start": start, "end": end, "type": kind, "value": counted.or_else(|| timex(time)) }))
}

/// `vor zehn Jahren`: the gold of all languages but English writes such a distance as its length, `P10Y`.
fn counted(via: &str) -> Option<String> {
    let step = via.strip_prefix("prior ").unwrap_or(via);
    let (unit, count) = step.split_once(['-', '+']).filter(|(_, count)| !count.contains(' '))?;
    let count: u32 = count.parse().ok().filter(|count| *count > 1)?;
    let letter = match unit {
        "day" => "D",
        "week" => "W",
        "month" => "M",
        "year" => "Y",
        _ => return None,
    };
    Some(format!("P{count}{letter}"))
}

/// The value of an expression as TIMEX3 writes it.
fn timex(time: &Value) -> Option<String> {
    let via = time["via"].as_str().unwrap_or_default();
    let step = |name: &str| via.split(' ').find_map(|step| step.strip_prefix(name));
    if let Some(vague) = step("vague=") {
        return Some(format!("{}_REF", vague.to_uppercase()));
    }
    let iso = time["iso"].as_str();
    if time["type"] == "duration" && iso.is_none() {
        return Some(some_of(time["grain"].as_str()?));
    }
    if let (Some(iso), Some(_)) = (iso, step("weekend")) {
        let saturday: jiff::civil::Date = iso.get(..10)?.parse().ok()?;
        let week = saturday.iso_week_date();
        return Some(format!("{:04}-W{:02}-WE", week.year(), week.week()));
    }
    let value =
        iso.map(|iso| iso.trim_start_matches("R/").to_owned()).or_else(|| Some(of_edtf(time["edtf"].as_str()?)))?;
    let part = step("part=").map_or("", |part| match part {
        "morning" => "TMO",
        "noon" => "TMI",
        "afternoon" => "TAF",
        "evening" => "TEV",
        _ => "TNI",
    });
    Some(value + part)
}

/// `PXY` for some years.
fn some_of(grain: &str) -> String {
    let letter = match grain {
        "second" => "TXS",
        "minute" => "TXM",
        "hour" => "TXH",
        "day" => "XD",
        "week" => "XW",
        "month" => "XM",
        "quarter" => "XQ",
        "decade" => "XDE",
        "century" => "XC",
        "millennium" => "XL",
        _ => "XY",
    };
    format!("P{letter}")
}

/// Seasons, quarters and halves have letters where EDTF has numbers of two figures.
fn of_edtf(edtf: &str) -> String {
    let Some((year, part)) = edtf.split_once('-') else { return edtf.to_owned() };
    let letters = match part {
        "21" => "SP",
        "22" => "SU",
        "23" => "FA",
        "24" => "WI",
        "33" => "Q1",
        "34" => "Q2",
        "35" => "Q3",
        "36" => "Q4",
        "40" => "H1",
        "41" => "H2",
        _ => return edtf.to_owned(),
    };
    format!("{year}-{letters}")
}
