//! A record with every kind of annotation, so that what is tested here is how records are shown, not what is recognised.

use serde_json::{Value, json};

/// An invented story: a report, an interrupted quotation, words quoted in a report, a point, a mark that is never closed.
const TEXT: &str = "\
Ferry to Norsund stays in port

NORSUND (AP) - Harbor minister Ada Lindgren said the ferry would stay in
port until spring.

“The hull is sound,” she told the Norsund Harbor Board (NHB). “The engine is not.”

The board called the delay “a winter too long”.

First, the engine goes to the SBT yard, Lindgren said.

“We will not wait, and the islands cannot.
";

/// The record on one line, as `news parse` writes it.
pub(crate) fn record() -> String {
    article().to_string() + "\n"
}

/// The record as JSON.
pub(crate) fn article() -> Value {
    json!({
        "schema": "news.article/1", "offsets": "scalar",
        "source": {"format": "text", "charset": "utf-8", "charset_via": "valid", "bytes": TEXT.len(), "uri": "ferry.txt"},
        "text": TEXT, "map": "identity", "kind": "story", "lang": {"tag": "en"},
        "headline": {"span": at("Ferry to Norsund stays in port"), "title": at("Ferry to Norsund stays in port")},
        "dateline": {
            "span": at("NORSUND (AP) -"), "rest": at("Harbor minister")[0],
            "places": [{"span": at("NORSUND")}], "agencies": [{"span": at("AP")}],
        },
        "body": [
            paragraph("NORSUND (AP) - Harbor minister Ada Lindgren said the ferry would stay in\nport until spring."),
            paragraph("“The hull is sound,” she told the Norsund Harbor Board (NHB). “The engine is not.”"),
            paragraph("The board called the delay “a winter too long”."),
            paragraph("First, the engine goes to the SBT yard, Lindgren said."),
            paragraph("“We will not wait, and the islands cannot."),
        ],
        "quotes": quotes(),
        "people": [{
            "id": "p1", "name": "Ada Lindgren", "given": "Ada", "family": "Lindgren",
            "roles": [{"span": at("Harbor minister")}],
            "mentions": [mention("Ada Lindgren", "full"), mention("she", "pronoun"), {"span": last("Lindgren"), "how": "family"}],
        }],
        "orgs": [{
            "id": "o1", "name": "Norsund Harbor Board", "abbr": "NHB", "kind": "public_body",
            "mentions": [mention("Norsund Harbor Board", "full"), mention("The board", "short")],
        }],
        "places": [{"id": "l1", "name": "Norsund", "country": "NO", "mentions": [{"span": at("NORSUND")}]}],
        "events": [{"span": at("the delay"), "kind": "other"}],
        "abbreviations": [
            {"short_span": at("NHB"), "long_span": at("Norsund Harbor Board"), "long": "Norsund Harbor Board",
             "order": "long_short", "confidence": 0.95},
            {"short_span": at("SBT"), "order": "none"},
        ],
        "times": [{"span": at("until spring"), "type": "duration", "grain": "season"}],
        "amounts": [{"span": at("a winter"), "type": "count", "value": 1.0, "unit": "winter"}],
        "points": [{
            "n": 1, "marker_span": at("First"), "span": at("the engine goes to the SBT yard"),
            "extent": at("First, the engine goes to the SBT yard, Lindgren said."), "quote": "q4",
        }],
    })
}

fn quotes() -> Value {
    let minister = |words: &str, how: &str, confidence: f64| json!({"span": at(words), "name": "Ada Lindgren", "entity": "p1", "how": how, "confidence": confidence});
    let report = at("the ferry would stay in\nport until spring");
    let delay = at("the delay “a winter too long”");
    let engine = at("the engine goes to the SBT yard");
    json!([
        {
            "id": "q1", "kind": "indirect", "span": report, "inner": report,
            "cue": {"span": at("said"), "lemma": "say"},
            "speaker": minister("Harbor minister Ada Lindgren", "title_name", 0.99),
        },
        {
            "id": "q2", "kind": "direct",
            "span": at("“The hull is sound,” she told the Norsund Harbor Board (NHB). “The engine is not.”"),
            "inner": at("The hull is sound,” she told the Norsund Harbor Board (NHB). “The engine is not."),
            "parts": [at("“The hull is sound,”"), at("“The engine is not.”")],
            "cue": {"span": at("told"), "lemma": "tell"},
            "speaker": minister("she", "pronoun", 0.85),
            "addressee": {"span": at("the Norsund Harbor Board"), "entity": "o1", "how": "org"},
        },
        {
            "id": "q3", "kind": "mixed", "span": delay, "inner": delay, "quoted": [at("a winter too long")],
            "cue": {"span": at("called"), "lemma": "call"},
            "speaker": {"span": at("The board"), "entity": "o1", "how": "org"},
        },
        {
            "id": "q4", "kind": "indirect", "span": engine, "inner": engine, "point": 1,
            "cue": {"span": last("said"), "lemma": "say"},
            "speaker": {"span": last("Lindgren"), "name": "Ada Lindgren", "entity": "p1", "how": "family_name"},
        },
        {
            "id": "q5", "kind": "direct", "span": at("“We will not wait, and the islands cannot."),
            "inner": at("We will not wait, and the islands cannot."),
        },
    ])
}

fn paragraph(text: &str) -> Value {
    json!({"kind": "paragraph", "span": at(text), "sentences": [at(text)]})
}

fn mention(words: &str, how: &str) -> Value {
    json!({"span": at(words), "how": how})
}

/// The span of the first place where these words stand, in characters.
fn at(words: &str) -> Value {
    span(TEXT.find(words).expect("words of the story"), words)
}

/// The span of the last place where these words stand.
fn last(words: &str) -> Value {
    span(TEXT.rfind(words).expect("words of the story"), words)
}

fn span(byte: usize, words: &str) -> Value {
    let start = TEXT.get(..byte).map_or(0, |before| before.chars().count());
    json!([start, start + words.chars().count()])
}
