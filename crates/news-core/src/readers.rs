//! Readers: one file per item format, and the table of all formats.

mod anpa;
mod article;
mod dialects;
mod email;
mod feed;
mod fold;
mod header;
mod iptc7901;
mod lead;
mod markup;
mod mhtml;
mod newsml1;
mod newsmlg2;
mod nitf;
mod parts;
mod ritzau;
mod text;
mod transmission;
mod web;

use crate::article::{Article, Container};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::source::Source;

/// What a reader gives for one story.
pub(crate) enum Item {
    /// A draft: the passes have still to run over it.
    Draft(Box<Draft>),
    /// A finished article that was read back.
    Article(Box<Article>),
    /// What holds the others, and what it says of itself; at most one, and the first.
    Container(Box<Container>),
}

/// Reads all stories of a decoded input.
type Read = fn(&Source<'_>, &Options) -> Result<Vec<Item>, Error>;

/// Whether a decoded text looks like a format.
type Sniff = fn(&str) -> bool;

/// An input format.
#[derive(Clone, Copy)]
pub struct Format {
    /// The name: `--from NAME`, `source.format`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Media types of HTTP.
    pub media_types: &'static [&'static str],
    /// File name extensions without the dot.
    pub extensions: &'static [&'static str],
    /// Whether the decoded text looks like this format.
    pub(crate) sniff: Sniff,
    pub(crate) read: Read,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Format").field(&self.name).finish()
    }
}

/// The formats that can be read. The first row whose `sniff` accepts the text reads it; plain text accepts the rest.
pub const FORMATS: &[Format] = &[
    Format {
        name: "article",
        title: "our own record, read back",
        media_types: &["application/vnd.news.article+json"],
        extensions: &["json"],
        sniff: article::sniff,
        read: article::read,
    },
    Format {
        name: "nitf",
        title: "News Industry Text Format 3.x",
        media_types: &["application/nitf+xml", "text/vnd.iptc.nitf"],
        extensions: &["nitf"],
        sniff: nitf::sniff,
        read: nitf::read,
    },
    Format {
        name: "newsml1",
        title: "NewsML 1.x",
        media_types: &[],
        extensions: &[],
        sniff: newsml1::sniff,
        read: newsml1::read,
    },
    Format {
        name: "ritzau",
        title: "the XML of Ritzau",
        media_types: &[],
        extensions: &[],
        sniff: ritzau::sniff,
        read: ritzau::read,
    },
    Format {
        name: "newsmlg2",
        title: "NewsML-G2: items, packages, messages",
        media_types: &[
            "application/vnd.iptc.g2.newsitem+xml",
            "application/vnd.iptc.g2.newsmessage+xml",
            "application/vnd.iptc.g2.packageitem+xml",
        ],
        extensions: &[],
        sniff: newsmlg2::sniff,
        read: newsmlg2::read,
    },
    Format {
        name: "wxr",
        title: "the export of a site (WordPress)",
        media_types: &[],
        extensions: &[],
        sniff: feed::sniff_wxr,
        read: |source, options| feed::read(source, options, "wxr"),
    },
    Format {
        name: "rss",
        title: "a feed: RSS 0.9x, 1.0, 2.0",
        media_types: &["application/rss+xml"],
        extensions: &["rss"],
        sniff: feed::sniff_rss,
        read: |source, options| feed::read(source, options, "rss"),
    },
    Format {
        name: "atom",
        title: "a feed: Atom 0.3, 1.0",
        media_types: &["application/atom+xml"],
        extensions: &["atom"],
        sniff: feed::sniff_atom,
        read: |source, options| feed::read(source, options, "atom"),
    },
    Format {
        name: "cdf",
        title: "a feed: Channel Definition Format",
        media_types: &["application/x-cdf"],
        extensions: &["cdf"],
        sniff: feed::sniff_cdf,
        read: |source, options| feed::read(source, options, "cdf"),
    },
    Format {
        name: "sitemap",
        title: "a news site map",
        media_types: &[],
        extensions: &[],
        sniff: feed::sniff_sitemap,
        read: |source, options| feed::read(source, options, "sitemap"),
    },
    Format {
        name: "anpa",
        title: "ANPA 1312, the wire of American agencies",
        media_types: &["application/vnd.anpa.1312"],
        extensions: &["anpa"],
        sniff: anpa::sniff,
        read: anpa::read,
    },
    Format {
        name: "ap",
        title: "items of the AP media API",
        media_types: &[],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "ap"),
        read: |source, _| dialects::read(source, "ap"),
    },
    Format {
        name: "ans",
        title: "stories of Arc (ANS)",
        media_types: &[],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "ans"),
        read: |source, _| dialects::read(source, "ans"),
    },
    Format {
        name: "apple",
        title: "Apple News articles",
        media_types: &[],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "apple"),
        read: |source, _| dialects::read(source, "apple"),
    },
    Format {
        name: "guardian",
        title: "the Guardian's content API",
        media_types: &[],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "guardian"),
        read: |source, _| dialects::read(source, "guardian"),
    },
    Format {
        name: "jsonld",
        title: "schema.org articles as JSON-LD",
        media_types: &["application/ld+json"],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "jsonld"),
        read: |source, _| dialects::read(source, "jsonld"),
    },
    Format {
        name: "nyt",
        title: "the New York Times' article search",
        media_types: &[],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "nyt"),
        read: |source, _| dialects::read(source, "nyt"),
    },
    Format {
        name: "ninjs",
        title: "ninjs 1 to 3, the JSON of IPTC",
        media_types: &["application/vnd.iptc.ninjs+json"],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "ninjs"),
        read: |source, _| dialects::read(source, "ninjs"),
    },
    Format {
        name: "form",
        title: "a story as the fields of a form",
        media_types: &[],
        extensions: &["json"],
        sniff: |text| dialects::sniff(text, "form"),
        read: |source, _| dialects::read(source, "form"),
    },
    Format {
        name: "iptc7901",
        title: "IPTC 7901, the wire of European agencies",
        media_types: &[],
        extensions: &["iptc"],
        sniff: iptc7901::sniff,
        read: iptc7901::read,
    },
    Format {
        name: "mhtml",
        title: "a web page saved as one file (MHTML)",
        media_types: &["multipart/related", "application/x-mimearchive"],
        extensions: &["mhtml", "mht"],
        sniff: mhtml::sniff,
        read: mhtml::read,
    },
    Format {
        name: "email",
        title: "newsroom mail (RFC 5322)",
        media_types: &["message/rfc822"],
        extensions: &["eml"],
        sniff: email::sniff,
        read: email::read,
    },
    Format {
        name: "html",
        title: "a web page",
        media_types: &["text/html", "application/xhtml+xml"],
        extensions: &["html", "htm", "xhtml"],
        sniff: web::sniff,
        read: web::read,
    },
    Format {
        name: "text",
        title: "plain wire copy",
        media_types: &["text/plain"],
        extensions: &["txt"],
        sniff: |_| true,
        read: text::read,
    },
];

/// Formats that are recognised and refused by name: read as plain copy their markup would pass for prose.
const UNREADABLE: &[(&str, Sniff)] = &[
    ("XML", |text| starts(text, &["<?xml", "<rss", "<feed", "<nitf", "<newsml", "<newsitem", "<newsmessage"])),
    ("JSON", |text| text.starts_with(['{', '[']) && text.trim_end().ends_with(['}', ']']) && text.contains("\":")),
    ("a WARC archive", |text| text.starts_with("WARC/1.")),
];

fn starts(text: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| text.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)))
}

/// The row of a format name.
///
/// # Errors
/// If there is none; the message names the nearest.
pub fn format_named(name: &str) -> Result<&'static Format, Error> {
    FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        Error::new(
            ErrorKind::UnknownFormat,
            format!("unknown input format \"{name}\", expected one of auto, {}", names.join(", ")),
        )
    })
}

/// The format of a decoded text: what the caller named, or what the text looks like.
pub(crate) fn choose(text: &str, options: &Options) -> Result<&'static Format, Error> {
    if options.from != "auto" {
        return format_named(&options.from);
    }
    let head = text.trim_start();
    let found = FORMATS.iter().find(|format| (format.sniff)(head)).expect("plain text accepts everything");
    match UNREADABLE.iter().find(|(_, looks)| found.name == "text" && looks(head)) {
        Some((name, _)) => {
            let message = format!("input looks like {name}, which is not read yet; --from text reads it as plain copy");
            Err(Error::new(ErrorKind::UnreadableFormat, message))
        }
        None => Ok(found),
    }
}
