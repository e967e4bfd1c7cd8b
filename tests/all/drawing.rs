//! Draws an article for reading: each part with its kind in the margin, smaller spans under their text.

use std::fmt::Write as _;

use news_core::article::{MentionHow, Spanned, TimeValue};
use news_core::{Article, Span};

/// Characters of a line that are shown.
const WIDTH: usize = 84;

/// A span with its label; parts name lines in the margin, details are drawn under the text.
struct Mark {
    span: Span,
    label: String,
}

/// The layers that a drawing may show; `anatomy` stands for dateline, byline and the fields of the head, `carriers` for
/// what carriers say and the story does not print, `container`, alone, for the record of a feed.
pub(crate) const LAYERS: &[&str] = &[
    "abbreviations",
    "amounts",
    "anatomy",
    "carriers",
    "container",
    "dates",
    "events",
    "orgs",
    "people",
    "places",
    "points",
    "quotes",
    "sentences",
    "times",
];

/// Draws fields, blocks and notes of an article, with the details of the layers that are asked for.
pub(crate) fn draw(article: &Article, layers: &[&str]) -> String {
    let (mut parts, anatomy) = marks(article);
    let mut details = if layers.contains(&"anatomy") { anatomy } else { Vec::new() };
    details.extend(annotations(article, layers));
    details.sort_by_key(|detail| detail.span);
    parts.sort_by_key(|mark| (mark.span, mark.label.len()));
    let mut out = String::new();
    let lang = article.lang.as_ref().map_or("-", |lang| &lang.tag);
    let kind = article.kind.map(|kind| format!("{kind:?}")).unwrap_or_default().to_lowercase();
    writeln!(out, "{kind}, {lang}, {} ({:?})", article.source.charset, article.source.charset_via).unwrap();
    for (n, part) in parts.iter().enumerate() {
        // A detail is drawn once, under the first part that holds it.
        let seen = |detail: &&Mark| !parts[..n].iter().any(|before| before.span.contains(detail.span));
        let own = details.iter().filter(|detail| part.span.contains(detail.span)).filter(seen);
        draw_part(&mut out, &article.text, part, &own.collect::<Vec<_>>());
    }
    if let Some(status) = &article.status {
        let state = [
            status.change.map(|change| format!("change {change:?}").to_lowercase()),
            status.version.map(|version| format!("version {version}")),
            status.priority.map(|priority| format!("priority {priority}")),
            status.r#pub.map(|state| format!("{state:?}").to_lowercase()),
        ];
        writeln!(out, "status: {}", state.into_iter().flatten().collect::<Vec<_>>().join(", ")).unwrap();
    }
    if layers.contains(&"carriers") {
        out.push_str(&carried(article));
    }
    for note in &article.notes {
        writeln!(out, "{} {}", note.code, note.message).unwrap();
    }
    out
}

/// Terms, pictures, identifiers and credits, one a line.
fn carried(article: &Article) -> String {
    let mut out = String::new();
    for term in &article.terms {
        let role = term.role.map(|role| format!("{role:?}").to_lowercase()).unwrap_or_default();
        writeln!(out, "{role}: {}", term.name).unwrap();
    }
    for media in &article.media {
        let text = |part: &Option<Spanned>| part.map(|part| format!(", {:?}", part.span.of(&article.text)));
        let size = media.width.zip(media.height).map(|(width, height)| format!(", {width} x {height}"));
        let parts = [text(&media.caption), text(&media.credit), size].into_iter().flatten().collect::<String>();
        writeln!(out, "{}: {}{parts}", media.kind, media.url.as_deref().unwrap_or("-")).unwrap();
    }
    article.ids.iter().for_each(|id| writeln!(out, "{}: {}", id.kind, id.value).unwrap());
    article.credit.iter().for_each(|credit| writeln!(out, "{:?}: {}", credit.role, credit.name).unwrap());
    out
}

fn draw_part(out: &mut String, text: &str, part: &Mark, details: &[&Mark]) {
    let mut start = part.span.start();
    for line in part.span.of(text).split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let bare = line.trim_end();
        let shown: String = bare.chars().take(WIDTH).collect();
        let more = if bare.chars().count() > WIDTH { "…" } else { "" };
        let margin = if start == part.span.start() { part.label.as_str() } else { "" };
        if !bare.is_empty() {
            writeln!(out, "{margin:>13} │ {}{more}", visible(&shown)).unwrap();
        }
        for detail in details.iter().filter(|detail| (start..start + line.len()).contains(&detail.span.start())) {
            let column = Span::new(start, detail.span.start()).of(text).chars().count();
            let width = detail.span.of(text).chars().count().min(WIDTH.saturating_sub(column)).max(1);
            if column < WIDTH {
                writeln!(out, "{:>13} │ {}{} {}", "", " ".repeat(column), "^".repeat(width), detail.label).unwrap();
            }
        }
        start += line.len();
    }
}

/// Control characters as their pictures.
fn visible(text: &str) -> String {
    let picture = |c: char| if c.is_control() { char::from_u32(0x2400 + c as u32).unwrap_or('?') } else { c };
    text.chars().map(picture).collect()
}

fn marks(article: &Article) -> (Vec<Mark>, Vec<Mark>) {
    let (mut parts, mut details) = (Vec::new(), Vec::new());
    let mut part = |label: &str, span: Span| parts.push(Mark { span, label: label.to_owned() });
    let mut detail = |label: String, span: Span| details.push(Mark { span, label });
    article.section.iter().for_each(|section| part("section", section.span));
    article.summary.iter().for_each(|point| part("summary", point.span));
    if let Some(slug) = &article.slug {
        part("slug", slug.span);
        let fields = [
            ("keyword", &slug.keyword),
            ("take key", &slug.take_key),
            ("priority", &slug.priority),
            ("number", &slug.number),
            ("service", &slug.service),
        ];
        fields.iter().for_each(|(name, field)| field.iter().for_each(|field| detail((*name).to_owned(), field.span)));
        slug.categories.iter().for_each(|code| detail("category".to_owned(), code.span));
    }
    if let Some(kicker) = &article.kicker {
        part("kicker", kicker.span);
    }
    if let Some(headline) = &article.headline {
        part("headline", headline.span);
        headline.attribution.iter().for_each(|source| detail("attribution".to_owned(), source.span));
    }
    if let Some(deck) = &article.deck {
        part("deck", deck.span);
    }
    article.status.iter().flat_map(|status| &status.flags).for_each(|flag| part("flag", flag.span));
    for block in article.blocks() {
        part(&block.kind.name(), block.span);
    }
    article.media.iter().filter_map(|media| media.alt).for_each(|alt| part("alternate", alt.span));
    if let Some(dateline) = &article.dateline {
        if !article.blocks().iter().any(|block| block.span.contains(dateline.span)) {
            part("dateline", dateline.span);
        }
        for place in &dateline.places {
            detail("place".to_owned(), place.span);
            place.qualifier.iter().for_each(|qualifier| detail("qualifier".to_owned(), qualifier.span));
        }
        dateline.date.iter().for_each(|date| detail(describe(date), date.span.unwrap()));
        dateline.agencies.iter().for_each(|agency| detail("agency".to_owned(), agency.span));
    }
    if let Some(byline) = &article.byline {
        if !article.blocks().iter().any(|block| block.span.contains(byline.span)) {
            part("byline", byline.span);
        }
        byline.title.iter().for_each(|title| part("byline title", title.span));
        for author in &byline.authors {
            detail("author".to_owned(), author.span);
            let fields = [("role", &author.role), ("org", &author.org), ("place", &author.place)];
            fields
                .iter()
                .for_each(|(name, field)| field.iter().for_each(|field| detail((*name).to_owned(), field.span)));
        }
    }
    (parts, details)
}

/// The spans that the passes found.
fn annotations(article: &Article, layers: &[&str]) -> Vec<Mark> {
    let mut details = Vec::new();
    let mut detail = |layer: &str, label: String, span: Span| {
        if layers.contains(&layer) {
            details.push(Mark { span, label });
        }
    };
    for sentence in article.body.iter().flat_map(|block| &block.sentences) {
        detail("sentences", "sentence".to_owned(), *sentence);
    }
    for point in &article.points {
        detail("points", format!("point {}", point.n), point.marker_span);
        detail("points", format!("core of point {}", point.n), point.span);
        // An extent over several blocks is drawn by its ends.
        if article.body.iter().any(|block| block.span.contains(point.extent)) {
            detail("points", format!("extent of point {}", point.n), point.extent);
        } else {
            let (start, end) = (point.extent.start(), point.extent.end());
            let last = point.extent.of(&article.text).chars().next_back().map_or(0, char::len_utf8);
            detail("points", format!("extent of point {} starts", point.n), Span::new(start, start));
            detail("points", format!("extent of point {} ends", point.n), Span::new(end - last, end));
        }
        point.intro.iter().for_each(|intro| detail("points", "points announced".to_owned(), *intro));
    }
    for short in &article.abbreviations {
        let order = format!("{:?}", short.order).to_lowercase();
        let known = short.long.as_ref().filter(|_| short.long_span.is_none()).map(|long| format!(": {long}"));
        detail("abbreviations", format!("short, {order}{}", known.unwrap_or_default()), short.short_span);
        short.long_span.iter().for_each(|long| detail("abbreviations", "long".to_owned(), *long));
    }
    for person in &article.people {
        for mention in &person.mentions {
            let how = mention.how.map(|how| format!("{how:?}").to_lowercase()).unwrap_or_default();
            detail("people", format!("{} {}, {how}", person.id, person.name), mention.span);
        }
        for role in &person.roles {
            detail("people", format!("role of {}", person.id), role.span);
        }
    }
    for org in &article.orgs {
        for mention in &org.mentions {
            detail("orgs", format!("{} {}", org.id, org.name), mention.span);
        }
    }
    for place in &article.places {
        let kind = place.kind.as_deref().unwrap_or("-");
        let point = place.geo.map(|geo| format!(" {} {}", geo.latitude, geo.longitude)).unwrap_or_default();
        let what = format!("{} {}, {kind} {}{point}", place.id, place.name, place.country.as_deref().unwrap_or("-"));
        for mention in &place.mentions {
            let how = if mention.how == Some(MentionHow::Adjective) { ", adjective" } else { "" };
            detail("places", format!("{what}{how}"), mention.span);
        }
    }
    for time in &article.times {
        let (Some(span), kind) = (time.span, format!("{:?}", time.r#type).to_lowercase()) else { continue };
        let value = time.iso.as_ref().or(time.edtf.as_ref()).map_or("-", String::as_str);
        let zone = time.zone.as_ref().map(|zone| format!(", zone {zone}")).unwrap_or_default();
        let via = time.via.as_ref().map(|via| format!(", {via}")).unwrap_or_default();
        detail("times", format!("{kind} {value}{zone}{via}"), span);
    }
    let dates = &article.dates;
    let lists = [
        ("published", &dates.published),
        ("modified", &dates.modified),
        ("created", &dates.created),
        ("embargo", &dates.embargo),
    ];
    for (name, date) in lists.iter().flat_map(|(name, list)| list.iter().map(move |date| (name, date))) {
        let label = format!("{name} {}", date.iso.as_deref().unwrap_or("-"));
        detail("dates", label, date.span.unwrap_or(Span::new(0, 0)));
    }
    for amount in &article.amounts {
        let of = amount.currency.as_ref().or(amount.unit.as_ref()).map(|of| format!(" {of}")).unwrap_or_default();
        detail("amounts", format!("{} {}{of}", amount.r#type, amount.value), amount.span);
    }
    for (n, event) in (1..).zip(&article.events) {
        let kind = event.kind.as_deref().unwrap_or("-");
        event.mentions.iter().for_each(|mention| detail("events", format!("e{n} {kind}"), mention.span));
    }
    for quote in &article.quotes {
        let kind = format!("{:?}", quote.kind).to_lowercase();
        let parts = if quote.parts.is_empty() { std::slice::from_ref(&quote.span) } else { &quote.parts };
        parts.iter().for_each(|part| detail("quotes", format!("{} {kind}", quote.id), *part));
        if let Some(cue) = &quote.cue {
            detail("quotes", format!("cue of {}", quote.id), cue.span);
        }
        for (role, speaker) in [("speaker", &quote.speaker), ("addressee", &quote.addressee)] {
            let Some(speaker) = speaker else { continue };
            let how = format!("{:?}", speaker.how).to_lowercase();
            let name = speaker.name.as_deref().unwrap_or("-");
            let span = speaker.span.unwrap_or(Span::new(quote.span.end(), quote.span.end()));
            detail("quotes", format!("{role} of {}: {name}, {how}", quote.id), span);
        }
    }
    details
}

/// `date 2021-07-28`, or `date XXXX-07-28: 2010 2021 2027` where the year is open.
fn describe(date: &TimeValue) -> String {
    if let Some(iso) = &date.iso {
        return format!("date {iso}");
    }
    let years: Vec<&str> = date.candidates.iter().map(|day| &day[..4]).collect();
    format!("date {}: {}", date.edtf.as_deref().unwrap_or("-"), years.join(" "))
}
