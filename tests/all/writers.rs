//! What is written: valid by the schemas of others, at the right places, and without control characters.

use std::path::Path;

use news_core::article::{
    Article, Credit, CreditRole, Id, Located, Media, PubStatus, Related, Rights, Status, Term, TermRole,
};
use news_core::article::{Grain, TimeType, TimeValue};
use news_core::{Holds, Layout, OUTPUTS, Options, Slice, Span, fields, output_named, parse_day, read_items};
use proptest::prelude::*;
use serde_json::Value;

use news_tests::round_trip::changed;

use crate::{files_of, root};

/// Every article of the seeds, and one that has all that a header can give.
fn articles() -> Vec<Article> {
    let mut options = Options::default();
    options.not_after = Some(parse_day("2026-12-31").unwrap());
    let folders = std::fs::read_dir(root().join("seeds")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    let read = |folder: &Path| {
        let files = files_of(folder.strip_prefix(root()).unwrap().to_str().unwrap());
        files.into_iter().flat_map(|(_, bytes)| read_items(&bytes, &options).unwrap_or_default()).collect::<Vec<_>>()
    };
    let mut articles: Vec<Article> = folders.iter().flat_map(|folder| read(folder)).collect();
    assert!(articles.len() >= 40, "{}", articles.len());
    articles.push(full());
    articles
}

/// An article with every field of a header.
fn full() -> Article {
    let copy = "Clock & <bell> stop\u{1}\n\nThe bell of Westhaven\n\nWESTHAVEN (AP) - \u{2}The bell of Westhaven stopped on July 28, 2021.\n\n\
                \"We will ring it by hand,\" Ana Ruiz said.\n\nSecret note\n\n(c) 2021 Ost Press\n";
    let mut article = read_items(copy.as_bytes(), &Options::default()).unwrap().remove(0);
    let moment = |iso: &str| TimeValue {
        span: None,
        text: Slice,
        r#type: TimeType::Time,
        iso: Some(iso.to_owned()),
        edtf: None,
        grain: Some(Grain::Second),
        zone: None,
        candidates: Vec::new(),
        basis: Vec::new(),
        confidence: None,
        via: None,
    };
    let at = |words: &str| {
        let start = copy.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let dates = &mut article.dates;
    dates.published = vec![moment("2021-07-28T10:30:00+02:00")];
    dates.modified = vec![moment("2021-07-28T11:30:00Z")];
    dates.created = vec![moment("2021-07-28T09:00:00Z")];
    dates.embargo = vec![moment("2021-07-29T00:00:00Z")];
    dates.expires = vec![moment("2022-07-29T00:00:00Z")];
    article.status = Some(Status {
        r#pub: Some(PubStatus::Usable),
        version: Some(3),
        priority: Some(4),
        ed_note: Some(at("Secret note").into()),
        corrections: vec![at("Secret note").into()],
        ..article.status.unwrap_or_default()
    });
    article.rights = Some(Rights {
        span: Some(at("(c) 2021 Ost Press")),
        holder: Some("Ost Press".to_owned()),
        year: Some(2021),
        terms: Some("Not for resale".to_owned()),
        ..Rights::default()
    });
    article.ids = ["urn:newsml:example.org:20210728:1", "L1N\u{7}14"]
        .map(|value| Id { kind: "guid".to_owned(), value: value.to_owned() })
        .into();
    article.credit.push(Credit { span: None, name: "Ost Press".to_owned(), role: CreditRole::Provider });
    let term = |role, name: &str, scheme: Option<&str>, code: Option<&str>| Term {
        role: Some(role),
        scheme: scheme.map(str::to_owned),
        code: code.map(str::to_owned),
        ..Term::named(name)
    };
    article.terms = vec![
        term(TermRole::Subject, "clocks", Some("IPTC"), Some("04016000")),
        term(TermRole::Subject, "bells", Some("http://cv.example.org/subject/"), Some("b 7")),
        term(TermRole::Genre, "feature", None, None),
        term(TermRole::Person, "Ana Ruiz", None, Some("p7")),
        term(TermRole::Keyword, "time", None, None),
        term(TermRole::Service, "sport", None, None),
    ];
    article.located = vec![Located {
        name: "Westhaven".to_owned(),
        scheme: None,
        code: None,
        region: Some("Ost".to_owned()),
        country: Some("XO".to_owned()),
        geo: None,
    }];
    article.media = vec![Media {
        kind: "picture".to_owned(),
        url: Some("https://example.org/bell.jpg".to_owned()),
        span: None,
        caption: None,
        credit: None,
        alt: None,
        width: Some(640),
        height: Some(480),
    }];
    article.related = vec![Related {
        rel: "supersedes".to_owned(),
        target: "urn:newsml:example.org:20210728:0".to_owned(),
        version: Some(2),
        title: None,
    }];
    article.word_count = Some(20);
    article
}

fn written(name: &str, article: &Article) -> String {
    output_named(name).unwrap().write(article, Layout::default())
}

fn json(name: &str, article: &Article) -> Value {
    serde_json::from_str(&written(name, article)).unwrap()
}

#[test]
fn ninjs_validates_against_its_schemas() {
    let schema = |name: &str| -> Value {
        let file = root().join("tests/schemas").join(name);
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
    };
    let registry = jsonschema::Registry::new()
        .add("https://geojson.org/schema/GeoJSON.json", schema("GeoJSON-schema.json"))
        .unwrap()
        .prepare()
        .unwrap();
    let articles = articles();
    for (name, version) in [("ninjs", "3.1"), ("ninjs-2.2", "2.2"), ("ninjs-1.6", "1.6")] {
        let schema = schema(&format!("ninjs-schema_{version}.json"));
        let validator =
            jsonschema::options().with_registry(&registry).should_validate_formats(true).build(&schema).unwrap();
        for article in &articles {
            let item = json(name, article);
            let errors: Vec<String> =
                validator.iter_errors(&item).map(|error| format!("{error} at {}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{name}: {errors:?} in {item:#}");
        }
        assert!(!validator.is_valid(&serde_json::json!({"uri": "urn:x:1", "quotes": []})));
    }
}

#[test]
fn no_control_characters_leave() {
    let is_forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    for article in articles() {
        for output in OUTPUTS.iter().filter(|output| !output.name.starts_with("json") || output.name == "jsonld") {
            let layout = Layout { furniture: true, indent: true, ..Layout::default() };
            let text = output.write(&article, layout);
            assert!(!text.contains(is_forbidden), "{}: {text:?}", output.name);
            let beside = output.companion(&article).map(|(_, text)| text).unwrap_or_default();
            assert!(!beside.contains(is_forbidden), "{}: {beside:?}", output.name);
        }
    }
}

/// Every start tag has its end, and attributes and text hold no bare mark.
#[test]
fn xml_closes_what_it_opens() {
    for article in articles() {
        for name in ["html", "annotated", "nitf", "newsmlg2", "rss"] {
            let text = written(name, &article);
            let mut open: Vec<&str> = Vec::new();
            for tag in text.split('<').skip(1) {
                let (inside, behind) = tag.split_once('>').unwrap_or_else(|| panic!("{name}: <{tag}"));
                assert!(behind.split('&').skip(1).all(|part| part.contains(';')), "{name}: {behind}");
                match inside.split([' ', '/']).next().unwrap() {
                    "?xml" | "hr" | "br" => {}
                    "" => assert_eq!(open.pop(), inside.strip_prefix('/'), "{name}: {text}"),
                    element if inside.ends_with('/') => assert!(!element.is_empty()),
                    element => open.push(element),
                }
            }
            assert!(open.is_empty(), "{name}: {open:?}");
        }
    }
}

/// What stands at two positions of a text, as a consumer who counts characters sees it.
fn at(text: &str, start: &Value, end: &Value) -> String {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    text.chars().skip(number(start)).take(number(end) - number(start)).collect()
}

#[test]
fn annotations_land_on_the_same_words() {
    let mut landed = 0;
    for article in articles() {
        let brat_text = output_named("brat").unwrap().companion(&article).unwrap().1;
        assert_eq!(brat_text.chars().count(), article.text.chars().count());
        let mut brat_words = Vec::new();
        for line in written("brat", &article).lines().filter(|line| line.starts_with('T')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let places = cells[1].split_once(' ').unwrap().1;
            let pieces = places.split(';').map(|place| {
                let (start, end) = place.split_once(' ').unwrap();
                at(&brat_text, &start.parse::<u64>().unwrap().into(), &end.parse::<u64>().unwrap().into())
            });
            assert_eq!(pieces.collect::<Vec<_>>().join(" "), cells[2]);
            brat_words.push(cells[2].split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let page = json("webannotation", &article);
        let items = page["items"].as_array().unwrap();
        let mut page_words = Vec::new();
        for item in items {
            let [position, quote] = item["target"]["selector"].as_array().unwrap().as_slice() else { panic!("{item}") };
            let words = at(&brat_text, &position["start"], &position["end"]);
            assert_eq!(words, quote["exact"].as_str().unwrap());
            let around = format!("{}{words}{}", quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
            assert!(brat_text.contains(&around), "{around:?}");
            page_words.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        assert_eq!(brat_words, page_words);
        let doccano = json("doccano", &article);
        let entities = doccano["entities"].as_array().unwrap();
        assert_eq!(entities.len(), items.len());
        for (entity, words) in entities.iter().zip(&page_words) {
            let found = at(doccano["text"].as_str().unwrap(), &entity["start_offset"], &entity["end_offset"]);
            assert_eq!(&found.split_whitespace().collect::<Vec<_>>().join(" "), words);
        }
        let spacy = json("spacy", &article);
        let text = spacy["text"].as_str().unwrap();
        let groups = [spacy["entities"].as_array(), spacy["spans"]["sc"].as_array()];
        for span in groups.into_iter().flatten().flatten() {
            let words = at(text, &span[0], &span[1]);
            assert!(page_words.contains(&words.split_whitespace().collect::<Vec<_>>().join(" ")), "{words}");
        }
        landed += items.len();
    }
    assert!(landed > 1000, "{landed}");
}

#[test]
fn quotations_of_json_ld_have_their_speakers() {
    let article = full();
    let value = json("jsonld", &article);
    let quotation = &value["hasPart"][0];
    assert_eq!((&quotation["@type"], &quotation["text"]), (&"Quotation".into(), &"We will ring it by hand,".into()));
    let speaker = value["mentions"].as_array().unwrap().iter().find(|node| node["@id"] == quotation["creator"]["@id"]);
    assert_eq!(speaker.unwrap()["name"], "Ana Ruiz");
}

/// A field that is new to the record is either about the reading or has a row.
#[test]
fn every_field_of_the_record_is_in_the_table_of_capabilities() {
    const OF_THE_READING: &[&str] =
        &["schema", "offsets", "source", "text", "map", "truncated", "quality", "stats", "notes"];
    let schema = news_core::article_schema();
    for name in schema["properties"].as_object().unwrap().keys().filter(|name| !OF_THE_READING.contains(&name.as_str()))
    {
        let has_row = fields().any(|field| field == name || field.starts_with(&format!("{name}.")));
        assert!(has_row, "{name} has no row in data/capabilities.tsv");
    }
    for field in fields() {
        let mut node = &schema;
        for name in field.split('.') {
            node = &resolve(node, &schema)["properties"][name];
            assert!(!node.is_null(), "{field} is no field of the record");
        }
    }
}

/// Steps through references, optional values and lists down to the type that has members.
fn resolve<'a>(node: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = node["$ref"].as_str().and_then(|path| schema.pointer(path.strip_prefix('#')?));
    let optional = || node["anyOf"].as_array()?.iter().find(|choice| choice["type"] != "null");
    let inner = reference.or_else(optional).or_else(|| node.get("items"));
    inner.map_or(node, |inner| resolve(inner, schema))
}

#[test]
fn losses_follow_the_table() {
    let article = full();
    for output in OUTPUTS {
        for loss in output.losses(&article, Layout::default()) {
            assert_ne!(output.holds(loss.field), Holds::Yes, "{}: {}", output.name, loss.field);
        }
    }
    let lost = |name: &str| -> Vec<&str> {
        let losses = output_named(name).unwrap().losses(&article, Layout::default());
        losses.iter().filter(|loss| !loss.found_again && !loss.in_part).map(|loss| loss.field).collect()
    };
    assert!(lost("json").is_empty());
    assert_eq!(lost("ninjs"), ["furniture", "rights.year", "status.corrections"]);
}

#[test]
fn what_is_written_is_read_again() {
    let articles = articles();
    let wrong: Vec<String> = articles.iter().flat_map(changed).collect();
    assert!(wrong.is_empty(), "{} fields came back changed\n{}", wrong.len(), wrong.join("\n"));
}

/// Gives an article some of the fields of another: one for each bit that is set.
fn give(article: &mut Article, header: &Article, bits: u16) {
    let header = header.clone();
    let fields: [&dyn Fn(&mut Article); 9] = [
        &|article| article.dates = header.dates.clone(),
        &|article| article.ids.clone_from(&header.ids),
        &|article| article.credit.clone_from(&header.credit),
        &|article| article.terms.clone_from(&header.terms),
        &|article| article.located.clone_from(&header.located),
        &|article| article.media.clone_from(&header.media),
        &|article| article.related.clone_from(&header.related),
        &|article| article.word_count = header.word_count,
        &|article| {
            let status = article.status.get_or_insert_default();
            (status.r#pub, status.version, status.priority) = (Some(PubStatus::Usable), Some(3), Some(4));
        },
    ];
    for (_, field) in fields.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1) {
        field(article);
    }
}

/// Copy as desks write it, with any characters inside of its sentences.
fn copy() -> impl Strategy<Value = String> {
    let headline = prop::sample::select(vec![
        "Rivers fall in Arvan",
        "RIVERS FALL IN ARVAN",
        "河水下降",
        "Flüsse fallen & steigen",
    ]);
    let byline = prop::sample::select(vec!["", "By Ann Lee\n\n", "By Ann Lee and Bo Kim\n\n"]);
    let dateline = prop::sample::select(vec!["", "GENEVA, July 28 (Reuters) - ", "GENEVA (AP) — "]);
    let paragraphs = prop::collection::vec("[ -~¡-ÿ一-龥“”<&>\u{1}\n\t]{0,24}", 1..6);
    (headline, byline, dateline, paragraphs).prop_map(|(headline, byline, dateline, words)| {
        let sentence = |words: &String| {
            // An empty line would part the sentence in two.
            let words = words.split_whitespace().collect::<Vec<_>>().join("\n");
            format!("The river board of Arvan said that the walls {words} would stand for a hundred years, as ever.")
        };
        let paragraphs: Vec<String> = words.iter().map(sentence).collect();
        format!("{headline}\n\n{byline}{dateline}{}\n", paragraphs.join("\n\n"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_of_any_story_is_read_again(text in copy(), bits in any::<u16>()) {
        let header = full();
        for mut article in read_items(text.as_bytes(), &Options::default().from("text")).unwrap_or_default() {
            give(&mut article, &header, bits);
            let wrong = changed(&article);
            prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    }
}
