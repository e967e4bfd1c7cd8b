//! The serialised form: it validates against its schema, declares its unit, and reads back as it was.

use news_core::{
    Article, OffsetUnit, Options, article_schema, container_schema, container_to_json, from_json, read_all, read_items,
    to_json,
};
use serde_json::Value;

use crate::seed_files;

const UNITS: [OffsetUnit; 3] = [OffsetUnit::Scalar, OffsetUnit::Utf8, OffsetUnit::Utf16];

/// Every article of the seeds.
fn articles() -> Vec<Article> {
    let read = |(_, bytes): (String, Vec<u8>)| read_items(&bytes, &Options::default()).unwrap_or_default();
    let articles: Vec<Article> = seed_files().into_iter().flat_map(read).collect();
    assert!(articles.len() >= 25);
    articles
}

#[test]
fn every_record_validates_against_the_schema() {
    let validator = jsonschema::validator_for(&article_schema()).unwrap();
    for article in articles() {
        let record: Value = serde_json::from_str(&to_json(&article, OffsetUnit::Scalar)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn records_read_back_as_they_were_in_every_unit() {
    for article in articles() {
        for unit in UNITS {
            let record = to_json(&article, unit);
            let back = from_json(&record).unwrap();
            assert_eq!(back, article);
            assert_eq!(to_json(&back, unit), record);
        }
    }
}

#[test]
fn every_text_of_a_record_is_its_slice_in_every_unit() {
    for article in articles() {
        for unit in UNITS {
            let record: Value = serde_json::from_str(&to_json(&article, unit)).unwrap();
            let checked = check_slices(&record, &slicer(&record, unit));
            assert!(checked >= 1, "{unit:?}: {checked} texts checked");
        }
    }
}

/// Compares each `text`, `raw`, `name` … beside a span with its slice; gives how many there were.
pub(crate) fn check_slices(value: &Value, slice: &dyn Fn(&Value) -> String) -> usize {
    const TEXTS: [(&str, &str); 6] = [
        ("span", "text"),
        ("span", "raw"),
        ("inner", "text"),
        ("marker_span", "marker"),
        ("short_span", "short"),
        ("span", "notice"),
    ];
    let mut checked = 0;
    if let Value::Object(object) = value {
        for (span, text) in TEXTS {
            let quote = object.contains_key("inner") && span == "span";
            if let (Some(span), Some(text), false) = (object.get(span), object.get(text).and_then(Value::as_str), quote)
            {
                assert_eq!(slice(span), text);
                checked += 1;
            }
        }
    }
    let below: Vec<&Value> = match value {
        Value::Object(object) => object.values().collect(),
        Value::Array(array) => array.iter().collect(),
        _ => Vec::new(),
    };
    checked + below.into_iter().map(|value| check_slices(value, slice)).sum::<usize>()
}

/// Slices the text of a record in its unit, as a consumer of that unit would.
pub(crate) fn slicer(record: &Value, unit: OffsetUnit) -> impl Fn(&Value) -> String {
    let text = record["text"].as_str().unwrap().to_owned();
    let scalars: Vec<char> = text.chars().collect();
    let utf16: Vec<u16> = text.encode_utf16().collect();
    move |span| {
        let at = |n: usize| usize::try_from(span[n].as_u64().unwrap()).unwrap();
        match unit {
            OffsetUnit::Scalar => scalars[at(0)..at(1)].iter().collect(),
            OffsetUnit::Utf8 => text[at(0)..at(1)].to_owned(),
            OffsetUnit::Utf16 => String::from_utf16(&utf16[at(0)..at(1)]).unwrap(),
        }
    }
}

#[test]
fn a_span_that_does_not_fit_is_refused() {
    let record = r#"{"schema":"news.article/1","offsets":"utf16","source":{"format":"text","charset":"utf-8","charset_via":"valid","bytes":4},"text":"😀","map":"identity","deck":{"text":"","span":[0,1]}}"#;
    let error = from_json(record).unwrap_err();
    assert_eq!(error.code().name, "bad-record");
    assert_eq!(error.to_string(), "span [0, 1] does not fit the text, counted in utf16");
}

#[test]
fn the_committed_schemas_are_the_generated_ones() {
    for (name, schema) in [("article", article_schema()), ("container", container_schema())] {
        let path = crate::root().join(format!("crates/news-core/schema/{name}.v1.json"));
        let committed: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(committed, schema, "run `cargo xtask schema`");
    }
}

#[test]
fn a_feed_says_what_it_is() {
    let bytes = std::fs::read(crate::root().join("seeds/rss/arvan-post.xml")).unwrap();
    let mut options = Options::default();
    options.url = Some("https://post.example/feed".to_owned());
    let reading = read_all(&bytes, &options).unwrap();
    let container = reading.container.unwrap();
    let record: Value = serde_json::from_str(&container_to_json(&container)).unwrap();
    let validator = jsonschema::validator_for(&container_schema()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    for (path, expected) in [
        ("/title", "The Arvan Post: News & Views"),
        ("/url", "https://post.example/"),
        ("/summary", "All that happens in Arvan"),
        ("/links/0/href", "https://post.example/arvan"),
        ("/lang", "en-gb"),
        ("/authors/0/name", "Ina Vold"),
        ("/authors/0/email", "desk@post.example"),
        ("/rights", "© 2024 Arvan Post Ltd"),
        ("/modified", "2024-03-05T10:20:00+01:00"),
        ("/generator", "Handmade 1.0"),
        ("/terms/0/name", "News"),
    ] {
        assert_eq!(record.pointer(path).and_then(Value::as_str), Some(expected), "{path} of {record}");
    }
    assert_eq!((container.items, reading.articles.len()), (2, 2));
    let ids: Vec<&str> = reading.articles.iter().flat_map(|article| &article.ids).map(|id| id.value.as_str()).collect();
    assert_eq!(ids, ["post-4711", "https://post.example/2024/03/05/mill", "https://post.example/ferry"]);
}
