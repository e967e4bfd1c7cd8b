//! schema.org `NewsArticle` as JSON-LD, with what was said as `Quotation` parts.

use serde_json::{Value, json};

use super::flow::unwrapped;
use super::json::{document, list, object};
use super::{Layout, story};
use crate::article::{Article, Change, CreditRole, Geo, Media, PubStatus, Quote, TermRole};
use crate::rows::words;
use crate::span::Span;

pub(super) fn write(article: &Article, layout: Layout) -> String {
    let rights = article.rights.as_ref();
    let dates = &article.dates;
    let text = |value: Option<String>| value.map_or(Value::Null, Value::from);
    let printed = |span: Option<Span>| text(span.map(|span| story::line(article, span)));
    let iso = |values| text(story::iso(values).map(str::to_owned));
    let status = article.status.as_ref();
    let value = object([
        ("@context", "https://schema.org".into()),
        ("@type", "NewsArticle".into()),
        ("@id", text(story::known_uri(article))),
        ("url", text(story::address(article).map(str::to_owned))),
        (
            "identifier",
            list(
                story::other_ids(article)
                    .into_iter()
                    .map(|(kind, value)| json!({"@type": "PropertyValue", "propertyID": kind, "value": value})),
            ),
        ),
        ("headline", text(story::headline(article))),
        ("alternativeHeadline", text(story::field(article, article.deck.as_ref()))),
        ("abstract", list(article.summary.iter().map(|point| story::line(article, point.span).into()))),
        ("author", list(authors(article))),
        ("publisher", party(article, CreditRole::Publisher)),
        ("provider", party(article, CreditRole::Provider)),
        ("sourceOrganization", party(article, CreditRole::Agency)),
        ("creditText", printed(article.byline.as_ref().map(|byline| byline.span))),
        ("datePublished", iso(&dates.published)),
        ("dateModified", iso(&dates.modified)),
        ("dateCreated", iso(&dates.created)),
        ("expires", iso(&dates.expires)),
        ("dateline", printed(article.dateline.as_ref().map(|dateline| dateline.span))),
        ("locationCreated", located(article)),
        ("inLanguage", text(article.lang.as_ref().map(|lang| lang.tag.clone()))),
        ("articleSection", list(story::sections(article).into_iter().map(Value::from))),
        ("keywords", list(story::keywords(article).into_iter().map(Value::from))),
        ("genre", list(story::terms(article, TermRole::Genre).map(|term| term.name.as_str().into()))),
        ("about", list(about(article))),
        ("mentions", list(mentions(article))),
        ("hasPart", list(article.quotes.iter().map(|quote| quotation(article, quote)))),
        ("creativeWorkStatus", text(life(article))),
        ("version", status.and_then(|status| status.version).map_or(Value::Null, Value::from)),
        (
            "correction",
            list(
                status.iter().flat_map(|status| &status.corrections).map(|note| story::line(article, note.span).into()),
            ),
        ),
        ("copyrightHolder", named("Organization", rights.and_then(|rights| rights.holder.as_deref()))),
        ("copyrightNotice", text(story::notice(article))),
        ("copyrightYear", rights.and_then(|rights| rights.year).map_or(Value::Null, Value::from)),
        ("usageInfo", text(rights.and_then(|rights| rights.terms.clone()))),
        ("image", list(article.media.iter().map(|media| image(article, media)))),
        ("wordCount", article.word_count.map_or(Value::Null, Value::from)),
        (
            "articleBody",
            article
                .body
                .iter()
                .map(|block| unwrapped(block.span.of(&article.text)))
                .collect::<Vec<_>>()
                .join("\n\n")
                .into(),
        ),
    ]);
    document(&value, layout)
}

fn named(kind: &str, name: Option<&str>) -> Value {
    name.map_or(Value::Null, |name| json!({"@type": kind, "name": name}))
}

fn party(article: &Article, role: CreditRole) -> Value {
    named("Organization", story::credited(article, role).first().map(|credit| credit.name.as_str()))
}

fn authors(article: &Article) -> Vec<Value> {
    let authors = article.byline.iter().flat_map(|byline| &byline.authors);
    authors
        .map(|author| {
            let text = |value: Option<String>| value.map_or(Value::Null, Value::from);
            let house = story::field(article, author.org.as_ref());
            object([
                ("@type", "Person".into()),
                ("name", story::line(article, author.span).into()),
                ("jobTitle", text(story::field(article, author.role.as_ref()))),
                ("email", text(story::field(article, author.email.as_ref()))),
                ("url", text(author.url.clone())),
                ("worksFor", named("Organization", house.as_deref())),
            ])
        })
        .collect()
}

fn located(article: &Article) -> Value {
    let geo = article.located.first().and_then(|place| place.geo);
    let Some(name) = story::located(article) else { return Value::Null };
    object([("@type", "Place".into()), ("name", name.into()), ("geo", coordinates(geo))])
}

fn coordinates(geo: Option<Geo>) -> Value {
    geo.map_or(
        Value::Null,
        |Geo { latitude, longitude }| json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}),
    )
}

fn about(article: &Article) -> Vec<Value> {
    let subjects = story::terms(article, TermRole::Subject);
    subjects
        .map(|term| {
            let code = term.code.as_deref().map_or(Value::Null, Value::from);
            let scheme = term.scheme.as_deref().map_or(Value::Null, Value::from);
            object([
                ("@type", "DefinedTerm".into()),
                ("name", term.name.as_str().into()),
                ("termCode", code),
                ("inDefinedTermSet", scheme),
            ])
        })
        .collect()
}

/// Whom the text mentions, by the ids that the quotations refer to.
fn mentions(article: &Article) -> Vec<Value> {
    let people = article.people.iter().map(|person| {
        let role = person.roles.first().map_or(Value::Null, |role| story::line(article, role.span).into());
        object([
            ("@type", "Person".into()),
            ("@id", node(&person.id)),
            ("name", person.name.as_str().into()),
            ("jobTitle", role),
        ])
    });
    let orgs = article.orgs.iter().map(|org| {
        let short = org.abbr.as_deref().map_or(Value::Null, Value::from);
        object([
            ("@type", "Organization".into()),
            ("@id", node(&org.id)),
            ("name", org.name.as_str().into()),
            ("alternateName", short),
        ])
    });
    let places = article.places.iter().filter(|place| place.adjectival != Some(true)).map(|place| {
        let country = place.country.as_deref();
        let address =
            country.map_or(Value::Null, |country| json!({"@type": "PostalAddress", "addressCountry": country}));
        object([
            ("@type", "Place".into()),
            ("@id", node(&place.id)),
            ("name", place.name.as_str().into()),
            ("address", address),
            ("geo", coordinates(place.geo)),
        ])
    });
    let events = article.events.iter().map(|event| json!({"@type": "Event", "name": story::line(article, event.span)}));
    let given = article.terms.iter().filter_map(|term| {
        let kind = match term.role? {
            TermRole::Person => "Person",
            TermRole::Organisation => "Organization",
            TermRole::Place => "Place",
            TermRole::Event => "Event",
            TermRole::Object => "Thing",
            _ => return None,
        };
        Some(json!({"@type": kind, "name": term.name}))
    });
    given.chain(people).chain(orgs).chain(places).chain(events).collect()
}

fn node(id: &str) -> Value {
    format!("#{id}").into()
}

/// Something said: its words, and who said them.
fn quotation(article: &Article, quote: &Quote) -> Value {
    let speaker = quote.speaker.as_ref();
    let creator = speaker.map(|speaker| match (&speaker.entity, &speaker.name, speaker.span) {
        (Some(entity), _, _) => json!({"@id": node(entity)}),
        (None, Some(name), _) => json!({"@type": "Person", "name": name}),
        (None, None, Some(span)) => json!({"@type": "Person", "name": story::line(article, span)}),
        (None, None, None) => Value::Null,
    });
    object([
        ("@type", "Quotation".into()),
        ("@id", node(&quote.id)),
        ("text", unwrapped(&words(quote, article)).into()),
        ("additionalType", quote.kind.name().into()),
        ("creator", creator.unwrap_or(Value::Null)),
    ])
}

/// Where the piece stands in its life, where it is more than an ordinary story.
fn life(article: &Article) -> Option<String> {
    let status = article.status.as_ref()?;
    match (status.r#pub, status.change) {
        (Some(PubStatus::Canceled), _) | (_, Some(Change::Kill)) => Some("Canceled".to_owned()),
        (Some(PubStatus::Withheld), _) => Some("Withheld".to_owned()),
        _ => None,
    }
}

fn image(article: &Article, media: &Media) -> Value {
    let text = |value: Option<String>| value.map_or(Value::Null, Value::from);
    let number = |number: Option<u32>| number.map_or(Value::Null, Value::from);
    let Some(url) = media.url.as_deref() else { return Value::Null };
    let kind = match media.kind.as_str() {
        "video" => "VideoObject",
        "audio" => "AudioObject",
        _ => "ImageObject",
    };
    object([
        ("@type", kind.into()),
        ("url", url.into()),
        ("caption", text(story::field(article, media.caption.as_ref()))),
        ("creditText", text(story::field(article, media.credit.as_ref()))),
        ("width", number(media.width)),
        ("height", number(media.height)),
    ])
}
