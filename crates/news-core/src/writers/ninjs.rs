//! IPTC ninjs 3.1, and 2.2 and 1.6 for those who still read them.
//!
//! Each version is a closed schema: what has no member there is not written. `uri` must be there, so a story without an
//! address has one made from its text. Times without a zone are left out, because the schema wants a zone and none is made
//! up. 2.2 has the members of 3.1 in lower case; 1.6 has one member for the first of a list, and names the others.

use serde_json::{Map, Value, json};

use super::json::{document, list, object};
use super::{Layout, html, story};
use crate::article::{Article, CreditRole, Geo, ItemClass, Media, PubStatus, Term, TermRole};
use crate::wire::variant_name;

/// Version 3.1.
pub(super) fn write(article: &Article, layout: Layout) -> String {
    document(&item(article, "3.1"), layout)
}

/// Version 2.2.
pub(super) fn write_2(article: &Article, layout: Layout) -> String {
    document(&older(item(article, "2.2")), layout)
}

/// Version 1.6.
pub(super) fn write_1(article: &Article, layout: Layout) -> String {
    document(&flat(older(item(article, "1.6"))), layout)
}

fn item(article: &Article, version: &str) -> Value {
    let (status, rights) = (article.status.as_ref(), article.rights.as_ref());
    let (dates, uri) = (&article.dates, story::uri(article));
    let moment = |values| story::moment(values).map_or(Value::Null, Value::from);
    let first = |values: &[_], other: &[_]| story::moment(values).or_else(|| story::moment(other));
    object([
        ("uri", uri.into()),
        ("type", class(article).into()),
        ("representationType", "full".into()),
        ("version", text(status.and_then(|status| status.version).map(|version| version.to_string()))),
        ("firstCreated", moment(&dates.created)),
        ("versionCreated", text(first(&dates.modified, &[]))),
        ("contentCreated", moment(&dates.published)),
        ("embargoedUntil", moment(&dates.embargo)),
        ("pubStatus", status.and_then(|status| status.r#pub).map_or(Value::Null, pub_status)),
        ("urgency", status.and_then(|status| status.priority).filter(|n| (1..=9).contains(n)).map_or(Value::Null, Value::from)),
        ("copyrightHolder", text(rights.and_then(|rights| rights.holder.clone()))),
        ("copyrightNotice", text(story::notice(article))),
        ("usageTerms", text(rights.and_then(|rights| rights.terms.clone()))),
        ("edNote", text(story::ed_note(article))),
        ("language", text(article.lang.as_ref().map(|lang| lang.tag.clone()))),
        ("headlines", headlines(article)),
        ("descriptions", list(article.summary.iter().map(|point| json!({"role": "summary", "contentType": "text/plain", "value": story::line(article, point.span)})))),
        ("bodies", bodies(article)),
        ("people", list(people(article))),
        ("organisations", list(organisations(article))),
        ("places", list(places(article))),
        ("subjects", list(subjects(article))),
        ("events", list(concepts(article, TermRole::Event))),
        ("objects", list(concepts(article, TermRole::Object))),
        ("infoSources", list(info_sources(article))),
        ("by", text(article.byline.as_ref().map(|byline| story::line(article, byline.span)))),
        ("slugline", text(slugline(article))),
        ("located", text(story::located(article))),
        ("associations", list(associations(article))),
        ("altIds", list(story::other_ids(article).into_iter().map(|(role, value)| json!({"role": role, "value": value})))),
        ("genres", list(concepts(article, TermRole::Genre))),
        ("expires", moment(&dates.expires)),
        ("standard", json!({
            "name": "ninjs", "version": version,
            "schema": format!("https://www.iptc.org/std/ninjs/ninjs-schema_{version}.json"),
        })),
    ])
}

fn text(value: Option<String>) -> Value {
    value.map_or(Value::Null, Value::from)
}

/// The classes that ninjs has no word for consist of several things, or are no more than text about them.
fn class(article: &Article) -> &'static str {
    match article.item_class {
        Some(ItemClass::Picture) => "picture",
        Some(ItemClass::Graphic) => "graphic",
        Some(ItemClass::Audio) => "audio",
        Some(ItemClass::Video | ItemClass::Animation) => "video",
        Some(ItemClass::Package) => "composite",
        _ => "text",
    }
}

fn pub_status(status: PubStatus) -> Value {
    variant_name(&status).into()
}

fn headlines(article: &Article) -> Value {
    let plain = |role: &str, value: Option<String>| {
        value.map_or(Value::Null, |value| json!({"role": role, "contentType": "text/plain", "value": value}))
    };
    list([
        plain("main", story::headline(article)),
        plain("subheadline", story::field(article, article.deck.as_ref())),
        plain("kicker", story::field(article, article.kicker.as_ref())),
    ])
}

fn bodies(article: &Article) -> Value {
    let value = html::body(article, false);
    if value.is_empty() {
        return Value::Null;
    }
    let words = article.word_count.map_or(Value::Null, Value::from);
    list([object([
        ("role", "main".into()),
        ("contentType", "text/html".into()),
        ("wordCount", words),
        ("value", value.into()),
    ])])
}

fn people(article: &Article) -> Vec<Value> {
    let mentioned = article.people.iter().map(|person| concept(&person.name, "mentions", None, None));
    with_terms(mentioned, article, TermRole::Person)
}

fn organisations(article: &Article) -> Vec<Value> {
    let mentioned = article.orgs.iter().map(|org| concept(&org.name, "mentions", None, None));
    with_terms(mentioned, article, TermRole::Organisation)
}

fn places(article: &Article) -> Vec<Value> {
    let mentioned = article.places.iter().filter(|place| place.adjectival != Some(true)).map(|place| {
        let mut place_value = concept(&place.name, "mentions", None, None);
        if let (Some(Geo { latitude, longitude }), Some(members)) = (place.geo, place_value.as_object_mut()) {
            members.insert("geoJSON".to_owned(), json!({"type": "Point", "coordinates": [longitude, latitude]}));
        }
        place_value
    });
    with_terms(mentioned, article, TermRole::Place)
}

/// What the header names stands in front of what the text mentions, unless both have the name.
fn with_terms(mentioned: impl Iterator<Item = Value>, article: &Article, role: TermRole) -> Vec<Value> {
    let mut given = concepts(article, role);
    let names: Vec<Value> = given.iter().map(|value| value["name"].clone()).collect();
    given.extend(mentioned.filter(|value| !names.contains(&value["name"])));
    given
}

fn concepts(article: &Article, role: TermRole) -> Vec<Value> {
    story::terms(article, role).map(|term| given(term, "")).collect()
}

/// Subjects are what the story is filed under; keywords, sections and the like are told by their relation.
fn subjects(article: &Article) -> Vec<Value> {
    let filed = article.terms.iter().filter_map(|term| {
        let rel = match term.role {
            Some(TermRole::Subject) => "about",
            None | Some(TermRole::Keyword) => "keyword",
            Some(TermRole::Section) => "section",
            Some(TermRole::Category) => "category",
            Some(TermRole::Service) => "service",
            _ => return None,
        };
        Some(given(term, rel))
    });
    let printed =
        article.section.iter().map(|section| concept(&story::line(article, section.span), "section", None, None));
    filed.chain(printed).collect()
}

fn given(term: &Term, rel: &str) -> Value {
    concept(&term.name, rel, term.scheme.as_deref(), term.code.as_deref())
}

/// A code of a list is a URI where both together make one, else a literal.
fn concept(name: &str, rel: &str, scheme: Option<&str>, code: Option<&str>) -> Value {
    let whole = code.map(|code| match scheme {
        Some(scheme) if story::is_uri(scheme) && !story::is_uri(code) => {
            let between = if scheme.ends_with(['/', ':', '#']) { "" } else { "/" };
            format!("{scheme}{between}{code}")
        }
        Some(scheme) if !story::is_uri(scheme) => format!("{scheme}:{code}"),
        _ => code.to_owned(),
    });
    let is_address = whole.as_deref().is_some_and(|whole| whole.contains("://") && story::is_uri(whole));
    let (uri, literal) = if is_address { (whole, None) } else { (None, whole) };
    object([("name", name.into()), ("rel", rel.into()), ("uri", text(uri)), ("literal", text(literal))])
}

fn info_sources(article: &Article) -> Vec<Value> {
    let role = |role: CreditRole| variant_name(&role);
    article.credit.iter().map(|credit| json!({"name": credit.name, "role": role(credit.role)})).collect()
}

fn slugline(article: &Article) -> Option<String> {
    let slug = article.slug.as_ref()?;
    Some(story::line(article, slug.keyword.as_ref().map_or(slug.span, |keyword| keyword.span)))
}

/// Pictures and the like, and the items that this one points at.
fn associations(article: &Article) -> Vec<Value> {
    let media = article.media.iter().enumerate().filter_map(|(n, media)| medium(article, n + 1, media));
    let related = article.related.iter().enumerate().filter(|(_, related)| story::is_uri(&related.target));
    let related = related.map(|(n, related)| {
        let title = story::field(article, related.title.as_ref());
        object([
            ("uri", related.target.as_str().into()),
            ("version", text(related.version.map(|version| version.to_string()))),
            ("title", text(title)),
            ("name", format!("related{}", n + 1).into()),
            ("rel", related.rel.as_str().into()),
        ])
    });
    media.chain(related).collect()
}

fn medium(article: &Article, n: usize, media: &Media) -> Option<Value> {
    let url = media.url.as_deref().filter(|url| story::is_uri(url))?;
    let class = match media.kind.as_str() {
        "video" => "video",
        "audio" => "audio",
        "graphic" => "graphic",
        _ => "picture",
    };
    let plain =
        |role: &str, value: Option<String>| value.map_or(Value::Null, |value| json!({"role": role, "value": value}));
    let number = |number: Option<u32>| number.map_or(Value::Null, Value::from);
    Some(object([
        ("uri", url.into()),
        ("type", class.into()),
        (
            "descriptions",
            list([
                plain("caption", story::field(article, media.caption.as_ref())),
                plain("alt", story::field(article, media.alt.as_ref())),
            ]),
        ),
        ("by", text(story::field(article, media.credit.as_ref()))),
        (
            "renditions",
            list([object([
                ("name", "original".into()),
                ("href", url.into()),
                ("width", number(media.width)),
                ("height", number(media.height)),
            ])]),
        ),
        ("name", format!("media{n}").into()),
    ]))
}

/// An item of 3.1 as 2.x has it: members in lower case, associations without their relation.
fn older(mut item: Value) -> Value {
    for association in item.get_mut("associations").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(members) = association.as_object_mut() {
            members.shift_remove("rel");
        }
    }
    lowered(item)
}

fn lowered(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let name =
                |name: String| if name == "embargoedUntil" { "embargoed".to_owned() } else { name.to_lowercase() };
            Value::Object(members.into_iter().map(|(key, value)| (name(key), lowered(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(lowered).collect(),
        other => other,
    }
}

/// An item of 2.x as 1.x has it.
fn flat(value: Value) -> Value {
    const NAMES: &[(&str, &str)] = &[
        ("people", "person"),
        ("organisations", "organisation"),
        ("places", "place"),
        ("subjects", "subject"),
        ("events", "event"),
        ("objects", "object"),
        ("infosources", "infosource"),
        ("genres", "genre"),
        ("by", "byline"),
        ("standard", "$standard"),
    ];
    let Value::Object(members) = value else { return value };
    let mut item = Map::new();
    for (name, value) in members {
        match (name.as_str(), value) {
            ("representationtype", _) => {
                item.insert(name, "complete".into());
            }
            ("headlines" | "descriptions" | "bodies", Value::Array(values)) => named(&mut item, &name, values),
            ("renditions" | "associations", Value::Array(values)) => {
                let of_name = |value: Value| Some((value["name"].as_str()?.to_owned(), without_name(flat(value))));
                item.insert(name, Value::Object(values.into_iter().filter_map(of_name).collect()));
            }
            ("altids", Value::Array(values)) => {
                let of_role = |value: Value| Some((value["role"].as_str()?.to_owned(), value["value"].clone()));
                item.insert(name, Value::Object(values.into_iter().filter_map(of_role).collect()));
            }
            (_, value) => {
                let name = NAMES.iter().find(|(from, _)| *from == name).map_or(name.as_str(), |(_, to)| to).to_owned();
                item.insert(
                    name,
                    if let Value::Array(values) = value { values.into_iter().map(coded).collect() } else { value },
                );
            }
        }
    }
    Value::Object(item)
}

/// The first headline has no suffix; a body has the suffix of its form; a description that of its role.
fn named(item: &mut Map<String, Value>, list: &str, values: Vec<Value>) {
    for value in values {
        let role = value["role"].as_str().unwrap_or("text");
        let name = match (list, role) {
            ("headlines", "main") => "headline".to_owned(),
            ("headlines", "subheadline") => "headline_sub".to_owned(),
            ("headlines", role) => format!("headline_{role}"),
            ("bodies", _) => {
                if let Some(words) = value.get("wordcount") {
                    item.insert("wordcount".to_owned(), words.clone());
                }
                "body_html".to_owned()
            }
            (_, "summary") => "description_text".to_owned(),
            (_, role) => format!("description_{role}"),
        };
        match item.get_mut(&name) {
            Some(Value::String(before)) => {
                before.push('\n');
                before.push_str(value["value"].as_str().unwrap_or_default());
            }
            _ => {
                item.insert(name, value["value"].clone());
            }
        }
    }
}

/// A concept of 1.x has a code where later versions have a URI or a literal, and no coordinates.
fn coded(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    let member = |(name, value): (String, Value)| match name.as_str() {
        "uri" | "literal" => Some(("code".to_owned(), value)),
        "role" => Some(("rel".to_owned(), value)),
        "geojson" => None,
        _ => Some((name, value)),
    };
    Value::Object(members.into_iter().filter_map(member).collect())
}

fn without_name(value: Value) -> Value {
    let Value::Object(mut members) = value else { return value };
    members.shift_remove("name");
    Value::Object(members)
}
