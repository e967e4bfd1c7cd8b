//! NITF 3.6: the one format of the trade that marks who and what stands where inside the text.
//!
//! The prose carries `person`, `org`, `location`, `event`, `chron` with the normalised time, `money`, `num` and `q` with the
//! speaker. A quotation over several paragraphs is a `q` in each. Reported speech has no element and is found again by
//! reading. What fits no element of the header is in `meta`.

use std::collections::BTreeMap;

use super::marks::{Mark, MarkKind, nested};
use super::weave::{Style, weave};
use super::xml::{Xml, escape, tag};
use super::{Layout, flow, story};
use crate::article::{Article, Author, Block, BlockKind, Dateline, Located, Media, TermRole};
use crate::span::Span;
use crate::wire::variant_name;

const NAMESPACE: &str = "http://iptc.org/std/NITF/2006-10-18/";
const VERSION: &str = "-//IPTC//DTD NITF 3.6//EN";

pub(super) fn write(article: &Article, _: Layout) -> String {
    let mut xml = Xml::document();
    let uri = story::known_uri(article);
    let lang = article.lang.as_ref().map(|lang| lang.tag.as_str());
    xml.open(
        "nitf",
        &[("xmlns", Some(NAMESPACE)), ("version", Some(VERSION)), ("uno", uri.as_deref()), ("baselang", lang)],
    );
    head(article, uri.as_deref(), &mut xml);
    let marks = nested(article);
    xml.open("body", &[]);
    body_head(article, &marks, &mut xml);
    content(article, &marks, &mut xml);
    body_end(article, &mut xml);
    xml.finish()
}

fn head(article: &Article, uri: Option<&str>, xml: &mut Xml) {
    xml.open("head", &[]);
    xml.leaf_of("title", story::headline(article).as_deref());
    meta(article, xml);
    tobject(article, xml);
    docdata(article, uri, xml);
    let words = article.word_count.map(|words| words.to_string());
    let published = story::iso(&article.dates.published).map(basic);
    if words.is_some() || published.is_some() {
        let unit = words.as_ref().map(|_| "words");
        xml.empty(
            "pubdata",
            &[("item-length", words.as_deref()), ("unit-of-measure", unit), ("date.publication", published.as_deref())],
        );
    }
    if let Some(modified) = story::iso(&article.dates.modified) {
        xml.empty("revision-history", &[("norm", Some(&basic(modified)))]);
    }
    xml.close();
}

fn meta(article: &Article, xml: &mut Xml) {
    let mut meta = |name: &str, content: Option<String>| {
        if let Some(content) = content {
            xml.empty("meta", &[("name", Some(name)), ("content", Some(&content))]);
        }
    };
    let printed = |span: Option<Span>| span.map(|span| story::line(article, span));
    let slug = article.slug.as_ref();
    meta("slugline", printed(slug.map(|slug| slug.span)));
    meta("anpa-keyword", printed(slug.and_then(|slug| slug.keyword.as_ref()).map(|keyword| keyword.span)));
    meta("anpa-takekey", printed(slug.and_then(|slug| slug.take_key.as_ref()).map(|key| key.span)));
    meta("anpa-wordcount", article.word_count.map(|words| words.to_string()));
    meta("kicker", printed(article.kicker.as_ref().map(|kicker| kicker.span)));
    for section in story::sections(article) {
        meta("section", Some(section));
    }
    for (kind, id) in story::other_ids(article).into_iter().filter(|(kind, _)| *kind != "guid") {
        meta("id", Some(format!("{kind} {id}")));
    }
    if let Some(created) = story::given_iso(&article.dates.created) {
        meta("created", Some(basic(created)));
    }
    if let Some(change) = article.status.as_ref().and_then(|status| status.change) {
        meta("change", Some(variant_name(&change)));
    }
}

fn tobject(article: &Article, xml: &mut Xml) {
    let genres: Vec<_> = story::terms(article, TermRole::Genre).collect();
    // A reference number is a name token; what is none is a keyword.
    let subjects: Vec<_> =
        story::terms(article, TermRole::Subject).filter(|term| term.code.as_deref().is_some_and(is_token)).collect();
    if genres.is_empty() && subjects.is_empty() {
        return;
    }
    xml.open("tobject", &[]);
    for genre in genres {
        xml.empty("tobject.property", &[("tobject.property.type", Some(&genre.name))]);
    }
    for subject in subjects {
        xml.empty(
            "tobject.subject",
            &[
                ("tobject.subject.ipr", subject.scheme.as_deref()),
                ("tobject.subject.refnum", subject.code.as_deref()),
                ("tobject.subject.type", Some(&subject.name)),
            ],
        );
    }
    xml.close();
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
}

fn docdata(article: &Article, uri: Option<&str>, xml: &mut Xml) {
    let (status, dates) = (article.status.as_ref(), &article.dates);
    let management = status.and_then(|status| status.r#pub).map(|status| variant_name(&status));
    let replaced = article.related.iter().find(|related| related.rel == "supersedes");
    xml.open(
        "docdata",
        &[
            ("management-status", management.as_deref()),
            ("management-doc-idref", replaced.map(|related| related.target.as_str())),
        ],
    );
    for correction in status.iter().flat_map(|status| &status.corrections) {
        xml.empty("correction", &[("info", Some(&story::line(article, correction.span)))]);
    }
    for Located { name, region, country, .. } in &article.located {
        xml.empty("evloc", &[("iso-cc", country.as_deref()), ("state-prov", region.as_deref()), ("city", Some(name))]);
    }
    let guids = story::other_ids(article).into_iter().filter(|(kind, _)| *kind == "guid").map(|(_, id)| id);
    for id in uri.map(str::to_owned).into_iter().chain(guids) {
        xml.empty("doc-id", &[("id-string", Some(&id))]);
    }
    if let Some(priority) = status.and_then(|status| status.priority) {
        xml.empty("urgency", &[("ed-urg", Some(&priority.to_string()))]);
    }
    for (name, values) in
        [("date.issue", &dates.published), ("date.release", &dates.embargo), ("date.expire", &dates.expires)]
    {
        if let Some(iso) = story::iso(values) {
            xml.empty(name, &[("norm", Some(&basic(iso)))]);
        }
    }
    if let Some(note) = story::ed_note(article) {
        xml.empty("ed-msg", &[("info", Some(&note))]);
    }
    let keyword = article.slug.as_ref().and_then(|slug| slug.keyword.as_ref());
    let key = keyword.map(|keyword| story::line(article, keyword.span));
    let version = status.and_then(|status| status.version).map(|version| version.to_string());
    if key.is_some() || version.is_some() {
        xml.empty("du-key", &[("version", version.as_deref()), ("key", key.as_deref())]);
    }
    rights(article, xml);
    key_list(article, xml);
    identified(article, xml);
    xml.close();
}

fn rights(article: &Article, xml: &mut Xml) {
    let Some(rights) = &article.rights else { return };
    let year = rights.year.map(|year| year.to_string());
    if rights.holder.is_some() || year.is_some() {
        xml.empty("doc.copyright", &[("year", year.as_deref()), ("holder", rights.holder.as_deref())]);
    }
    if rights.terms.is_some() {
        xml.empty("doc.rights", &[("limitations", rights.terms.as_deref())]);
    }
}

fn key_list(article: &Article, xml: &mut Xml) {
    let mut keys = story::keywords(article);
    let uncoded = story::terms(article, TermRole::Subject).filter(|term| !term.code.as_deref().is_some_and(is_token));
    keys.extend(uncoded.map(|term| term.name.clone()));
    if !keys.is_empty() {
        xml.open("key-list", &[]);
        for key in &keys {
            xml.empty("keyword", &[("key", Some(key))]);
        }
        xml.close();
    }
}

/// What the header names, with its codes.
fn identified(article: &Article, xml: &mut Xml) {
    const NAMES: &[(TermRole, &str)] = &[
        (TermRole::Person, "person"),
        (TermRole::Organisation, "org"),
        (TermRole::Place, "location"),
        (TermRole::Event, "event"),
        (TermRole::Object, "object.title"),
        (TermRole::Category, "classifier"),
        (TermRole::Service, "classifier"),
    ];
    let named: Vec<_> = NAMES
        .iter()
        .flat_map(|(role, name)| story::terms(article, *role).map(move |term| (*name, *role, term)))
        .collect();
    if named.is_empty() {
        return;
    }
    xml.open("identified-content", &[]);
    for (name, role, term) in named {
        let (scheme, code) = (term.scheme.as_deref(), term.code.as_deref());
        let role_name = variant_name(&role);
        match name {
            "location" => xml.leaf(name, &[("location-code", code), ("code-source", scheme)], &term.name),
            "classifier" => {
                xml.leaf(name, &[("type", Some(&role_name)), ("idsrc", scheme), ("value", code)], &term.name);
            }
            _ => xml.leaf(name, &[("idsrc", scheme), ("value", code)], &term.name),
        }
    }
    xml.close();
}

fn body_head(article: &Article, marks: &[Mark<'_>], xml: &mut Xml) {
    xml.open("body.head", &[]);
    if let Some(headline) = &article.headline {
        xml.open("hedline", &[]);
        xml.mixed("hl1", &[], &weave(article, headline.span, &[], &WORDS));
        if let Some(deck) = &article.deck {
            xml.mixed("hl2", &[], &weave(article, deck.span, marks, &WORDS));
        }
        xml.close();
    }
    if let Some(notice) = story::notice(article) {
        xml.leaf("rights", &[], &notice);
    }
    if let Some(byline) = &article.byline {
        xml.mixed("byline", &[], &byline_content(article, byline.span, &byline.authors));
        if let Some(title) = &byline.title
            && !byline.span.contains(title.span)
        {
            xml.mixed("byline", &[], &format!("<byttl>{}</byttl>", weave(article, title.span, &[], &WORDS)));
        }
    }
    if let Some(provider) = story::provider(article) {
        xml.leaf("distributor", &[], &provider);
    }
    if let Some(dateline) = &article.dateline {
        xml.mixed("dateline", &[], &dateline_content(article, dateline));
    }
    if !article.summary.is_empty() {
        xml.open("abstract", &[]);
        article.summary.iter().for_each(|point| xml.mixed("p", &[], &weave(article, point.span, marks, &WORDS)));
        xml.close();
    }
    xml.close();
}

/// The line as printed, with the names as `person`. A title in it stays where it is: `byttl` is the line below. A name that
/// no space parts from what is in front of it (`A、B`) is not marked, because readers part words at elements.
fn byline_content(article: &Article, span: Span, authors: &[Author]) -> String {
    let mark = |author: &Author| Mark { span: author.span, kind: MarkKind::Person, value: None, id: None };
    let is_word = |author: &&Author| {
        let before = article.text.get(span.start()..author.span.start()).unwrap_or_default();
        before.chars().next_back().is_none_or(char::is_whitespace)
    };
    let mut marks: Vec<Mark<'_>> = authors.iter().filter(is_word).map(mark).collect();
    marks.sort_by_key(|mark| mark.span);
    marks.dedup_by(|next, mark| next.span.start() < mark.span.end());
    weave(article, span, &marks, &WORDS)
}

const DATELINE: Style = Style {
    escape,
    open: |mark| match mark.kind {
        MarkKind::Time => tag("story.date", &[("norm", mark.value.map(basic).as_deref())]) + ">",
        _ => "<location>".to_owned(),
    },
    close: |mark| if mark.kind == MarkKind::Time { "</story.date>" } else { "</location>" }.to_owned(),
};

/// The line as printed, with its places and its date.
fn dateline_content(article: &Article, dateline: &Dateline) -> String {
    let place = |span| Mark { span, kind: MarkKind::Place, value: None, id: None };
    let mut marks: Vec<Mark<'_>> = dateline.places.iter().map(|line| place(line.span)).collect();
    let date = dateline.date.as_ref();
    marks.extend(date.and_then(|date| {
        Some(Mark {
            span: date.span?,
            kind: MarkKind::Time,
            value: date.iso.as_deref().or(date.edtf.as_deref()),
            id: None,
        })
    }));
    marks.sort_by_key(|mark| mark.span);
    marks.dedup_by(|next, mark| next.span.start() < mark.span.end());
    weave(article, dateline.span, &marks, &DATELINE)
}

/// The blocks in order; a picture stands where its caption does, else at the end.
fn content(article: &Article, marks: &[Mark<'_>], xml: &mut Xml) {
    xml.open("body.content", &[]);
    let blocks = story::blocks(article, false);
    let mut captioned: BTreeMap<Span, Vec<&Media>> = BTreeMap::new();
    for medium in article.media.iter().filter(|media| media.url.is_some()) {
        if let Some(caption) = &medium.caption {
            captioned.entry(caption.span).or_default().push(medium);
        }
    }
    for run in story::runs(&blocks) {
        match run.first().and_then(|block| captioned.remove(&block.span)) {
            Some(shown) => shown.into_iter().for_each(|shown| media(article, shown, xml)),
            None => block(article, run, marks, xml),
        }
    }
    captioned.into_values().flatten().for_each(|rest| media(article, rest, xml));
    article.media.iter().filter(|media| media.caption.is_none()).for_each(|rest| media(article, rest, xml));
    xml.close();
}

fn block(article: &Article, run: &[&Block], marks: &[Mark<'_>], xml: &mut Xml) {
    let Some(first) = run.first() else { return };
    let content = |block: &Block| weave(article, block.span, marks, &WORDS);
    match first.kind {
        BlockKind::Heading => xml.mixed("hl2", &[], &content(first)),
        BlockKind::ListItem => {
            xml.open("ul", &[]);
            for block in run {
                xml.mixed("li", &[], &content(block));
            }
            xml.close();
        }
        BlockKind::Blockquote | BlockKind::Pullquote => {
            xml.open("bq", &[]);
            xml.open("block", &[]);
            xml.mixed("p", &[], &content(first));
            xml.close();
            xml.close();
        }
        BlockKind::Table => {
            let rows: Vec<String> = run.iter().map(|block| flow::lines(block.span.of(&article.text))).collect();
            xml.leaf("pre", &[], &rows.join("\n"));
        }
        BlockKind::EditorNote => {
            xml.open("note", &[("noteclass", Some("editorsnote"))]);
            xml.open("body.content", &[]);
            xml.mixed("p", &[], &content(first));
            xml.close();
            xml.close();
        }
        BlockKind::Divider => xml.empty("hr", &[]),
        BlockKind::Paragraph => xml.mixed("p", &[], &content(first)),
        other => xml.mixed("p", &[("class", Some(&variant_name(&other)))], &content(first)),
    }
}

fn media(article: &Article, media: &Media, xml: &mut Xml) {
    let Some(url) = media.url.as_deref() else { return };
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    // The words of NITF for what a medium is.
    let kind = match media.kind.as_str() {
        "video" | "audio" => &media.kind,
        "picture" | "graphic" | "thumbnail" => "image",
        _ => "other",
    };
    xml.open("media", &[("media-type", Some(kind))]);
    xml.empty(
        "media-reference",
        &[
            ("source", Some(url)),
            ("alternate-text", story::field(article, media.alt.as_ref()).as_deref()),
            ("height", number(media.height).as_deref()),
            ("width", number(media.width).as_deref()),
        ],
    );
    xml.leaf_of("media-caption", story::field(article, media.caption.as_ref()).as_deref());
    xml.leaf_of("media-producer", story::field(article, media.credit.as_ref()).as_deref());
    xml.close();
}

/// Who else is credited.
fn body_end(article: &Article, xml: &mut Xml) {
    let credits = article.furniture.iter().filter(|block| block.kind == BlockKind::Credit);
    let lines: Vec<String> = credits.map(|block| story::line(article, block.span)).collect();
    if !lines.is_empty() {
        xml.open("body.end", &[]);
        xml.leaf("tagline", &[], &lines.join(" "));
        xml.close();
    }
}

/// The marks of the prose.
const WORDS: Style = Style { escape, open, close: |mark| format!("</{}>", name(mark.kind)) };

fn open(mark: &Mark<'_>) -> String {
    let value = mark.value;
    let norm = value.map(basic);
    let attributes: &[(&str, Option<&str>)] = match mark.kind {
        MarkKind::Link => &[("href", value), ("rel", mark.id.filter(|rel| is_token(rel)))],
        MarkKind::Quote => &[("quote-source", value), ("class", mark.id)],
        MarkKind::Person | MarkKind::Org | MarkKind::Event => &[("idsrc", value.and(Some("name"))), ("value", value)],
        MarkKind::Time => &[("norm", norm.as_deref())],
        MarkKind::Money => &[("unit", value)],
        MarkKind::Percent | MarkKind::Count => &[("units", value)],
        _ => &[],
    };
    tag(name(mark.kind), attributes) + ">"
}

fn name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Link => "a",
        MarkKind::Quote => "q",
        MarkKind::Person => "person",
        MarkKind::Org => "org",
        MarkKind::Place => "location",
        MarkKind::Event => "event",
        MarkKind::Time => "chron",
        MarkKind::Money => "money",
        MarkKind::Percent | MarkKind::Count => "num",
        // Written by no element: they are in the marks of other formats only.
        MarkKind::Cue | MarkKind::Speaker => "em",
    }
}

/// A date as NITF writes it, without hyphens and colons. What is no plain day or time stays as it is.
fn basic(iso: &str) -> String {
    let is_day = iso.len() >= 10 && iso.bytes().take(4).all(|byte| byte.is_ascii_digit());
    if !is_day || !iso.get(10..).is_some_and(|rest| rest.is_empty() || rest.starts_with('T')) {
        return iso.to_owned();
    }
    let (day, time) = iso.split_at_checked(10).unwrap_or((iso, ""));
    let time = if time.len() > 1 { time.replace(':', "") } else { time.to_owned() };
    format!("{}{time}", day.replace('-', ""))
}
