//! Clean HTML: the elements that the kinds of blocks stand for, links with harmless addresses, nothing else of the page. On request
//! what was found in the prose is marked.

use super::marks::{Mark, MarkKind};
use super::weave::{Style, weave};
use super::xml::{Xml, escape, escaped, tag};
use super::{Layout, flow, marks, story};
use crate::article::{Article, Block, BlockKind};
use crate::wire::variant_name;

/// In front of the articles. The title is that of the file.
pub(super) const HEAD: &str =
    "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\"/><title>Articles</title></head>\n<body>\n";
/// Behind them.
pub(super) const FOOT: &str = "</body>\n</html>\n";

/// The article as one element.
pub(super) fn write(article: &Article, layout: Layout) -> String {
    element_of(article, &body(article, layout.furniture))
}

/// The article as one element, with a `mark` around each quotation, name, time and amount of the prose: `class` is its kind,
/// `data-value` the speaker, the canonical name or the normalised value, `data-id` leads into the record.
pub(super) fn write_annotated(article: &Article, layout: Layout) -> String {
    element_of(article, &prose(article, layout.furniture, &marks::nested(article), &MARKS))
}

fn element_of(article: &Article, body: &str) -> String {
    let mut xml = Xml::fragment();
    xml.open("article", &[("lang", article.lang.as_ref().map(|lang| lang.tag.as_str()))]);
    head(article, &mut xml);
    xml.raw(body);
    xml.finish()
}

fn head(article: &Article, xml: &mut Xml) {
    let kicker = story::field(article, article.kicker.as_ref());
    if let Some(kicker) = kicker {
        xml.leaf("p", &[("class", Some("kicker"))], &kicker);
    }
    xml.leaf_of("h1", story::headline(article).as_deref());
    if let Some(deck) = story::field(article, article.deck.as_ref()) {
        xml.leaf("p", &[("class", Some("deck"))], &deck);
    }
    let outside = |span| !story::blocks(article, false).iter().any(|block| block.span.contains(span));
    let byline = article.byline.as_ref().map(|byline| byline.span).filter(|span| outside(*span));
    if let Some(span) = byline {
        xml.leaf("p", &[("class", Some("byline"))], &story::line(article, span));
    }
    let dateline = article.dateline.as_ref().map(|dateline| dateline.span).filter(|span| outside(*span));
    if let Some(span) = dateline {
        xml.leaf("p", &[("class", Some("dateline"))], &story::line(article, span));
    }
    if let Some(published) = story::iso(&article.dates.published) {
        xml.leaf("time", &[("datetime", Some(published))], published);
    }
    if !article.summary.is_empty() {
        let points = article.summary.iter().map(|point| story::line(article, point.span));
        let items: Vec<String> = points.map(|point| format!("<li>{}</li>", escaped(&point))).collect();
        xml.mixed("ul", &[("class", Some("summary"))], &items.concat());
    }
}

/// The blocks as a fragment that is HTML and XML at once, a line each but for tables.
pub(super) fn body(article: &Article, furniture: bool) -> String {
    prose(article, furniture, &marks::links(article), &LINKS)
}

fn prose(article: &Article, furniture: bool, marks: &[Mark<'_>], style: &Style) -> String {
    let blocks = story::blocks(article, furniture);
    let content = |block: &Block| weave(article, block.span, marks, style);
    let run = |run: &[&Block]| match run {
        [first, ..] if first.kind == BlockKind::ListItem => {
            let items: Vec<String> = run.iter().map(|block| format!("<li>{}</li>", content(block))).collect();
            format!("<ul>{}</ul>\n", items.concat())
        }
        [first, ..] if first.kind == BlockKind::Table => {
            let rows: Vec<String> = run.iter().map(|block| flow::lines(block.span.of(&article.text))).collect();
            format!("<pre>{}</pre>\n", escaped(&rows.join("\n")))
        }
        run => run.iter().map(|block| element(block.kind, block.level, &content(block))).collect(),
    };
    story::runs(&blocks).map(run).collect()
}

fn element(kind: BlockKind, level: Option<u8>, content: &str) -> String {
    match kind {
        BlockKind::Paragraph => format!("<p>{content}</p>\n"),
        BlockKind::Heading => {
            // The headline of the page is the only heading of the first level.
            let level = level.unwrap_or(2).clamp(2, 6);
            format!("<h{level}>{content}</h{level}>\n")
        }
        BlockKind::Blockquote => format!("<blockquote><p>{content}</p></blockquote>\n"),
        BlockKind::Caption => format!("<figure><figcaption>{content}</figcaption></figure>\n"),
        BlockKind::Divider => "<hr/>\n".to_owned(),
        other => format!("{}>{content}</p>\n", tag("p", &[("class", Some(&variant_name(&other)))])),
    }
}

const LINKS: Style = Style { escape, open: link, close: |_| "</a>".to_owned() };

fn link(mark: &Mark<'_>) -> String {
    tag("a", &[("href", mark.value), ("rel", mark.id)]) + ">"
}

const MARKS: Style = Style {
    escape,
    open: |mark| match class(mark.kind) {
        None => link(mark),
        class => tag("mark", &[("class", class), ("data-value", mark.value), ("data-id", mark.id)]) + ">",
    },
    close: |mark| if mark.kind == MarkKind::Link { "</a>" } else { "</mark>" }.to_owned(),
};

/// What a mark is called; a link is an element of its own.
fn class(kind: MarkKind) -> Option<&'static str> {
    Some(match kind {
        MarkKind::Link => return None,
        MarkKind::Quote => "quote",
        MarkKind::Person => "person",
        MarkKind::Org => "org",
        MarkKind::Place => "place",
        MarkKind::Event => "event",
        MarkKind::Time => "time",
        MarkKind::Money => "money",
        MarkKind::Percent => "percent",
        MarkKind::Count => "count",
        MarkKind::Cue => "cue",
        MarkKind::Speaker => "speaker",
    })
}
