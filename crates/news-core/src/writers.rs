//! Writers: one file per output format, and the table of all of them.
//!
//! A writer is a plain function from an article to text; it recognises nothing. What each format can hold stands in
//! `data/capabilities.tsv`, and [`Output::losses`] reads it from there.

mod flow;
mod html;
mod json;
mod jsonld;
mod losses;
mod markdown;
mod marks;
mod newsmlg2;
mod ninjs;
mod nitf;
mod rss;
mod standoff;
mod story;
mod text;
mod weave;
mod xml;

pub use losses::{Holds, Loss, fields};

use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::generated::Capability;
use crate::span::OffsetUnit;
use crate::wire::{to_json, to_json_pretty};

/// How an output is laid out. The content does not depend on it, but for the furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Layout {
    /// Whether JSON is indented.
    pub indent: bool,
    /// Whether furniture (credits, sign-offs, promos …) stands among the prose of text, Markdown, HTML and RSS.
    pub furniture: bool,
    /// The unit in which our own record counts positions; other formats have their own.
    pub offsets: OffsetUnit,
}

/// How several articles stand in one output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Several {
    /// One after the other, with these texts in front of the first, between two, and behind the last.
    Joined {
        /// In front of the first.
        head: &'static str,
        /// Between two.
        between: &'static str,
        /// Behind the last.
        foot: &'static str,
    },
    /// A document holds one article.
    Single,
}

const LINES: Several = Several::Joined { head: "", between: "", foot: "" };

/// The extension of a file that goes beside an output, and what writes it.
type Companion = (&'static str, fn(&Article) -> String);

/// An output format.
#[derive(Clone, Copy)]
pub struct Output {
    /// The name: `--to NAME`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Media type of HTTP.
    pub media_type: &'static str,
    /// File name extension without the dot.
    pub extension: &'static str,
    /// How several articles stand in one output.
    pub several: Several,
    /// The file that goes beside the output.
    companion: Option<Companion>,
    write: fn(&Article, Layout) -> String,
    /// The cell of a row of the capabilities; `None` for our own record, which holds everything.
    holds: Option<fn(&Capability) -> &'static str>,
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Output").field(&self.name).finish()
    }
}

impl Output {
    /// Writes an article.
    ///
    /// ```
    /// use news_core::{Layout, Options, output_named, read};
    ///
    /// let article = read(b"Rivers fall\n\nThe rivers fell on Wednesday.\n", &Options::default())?;
    /// let markdown = output_named("markdown")?.write(&article, Layout::default());
    /// assert!(markdown.ends_with("# Rivers fall\n\nThe rivers fell on Wednesday.\n"));
    /// # Ok::<(), news_core::Error>(())
    /// ```
    pub fn write(&self, article: &Article, layout: Layout) -> String {
        (self.write)(article, layout)
    }

    /// The file that goes beside the output: its extension and its content.
    pub fn companion(&self, article: &Article) -> Option<(&'static str, String)> {
        self.companion.map(|(extension, write)| (extension, write(article)))
    }

    /// What the article has and the format cannot hold, in the order of the table of capabilities.
    pub fn losses(&self, article: &Article, layout: Layout) -> Vec<Loss> {
        let mut losses = self.holds.map(|holds| losses::find(article, holds)).unwrap_or_default();
        losses.retain(|loss| !(layout.furniture && loss.in_part && loss.field == "furniture"));
        losses
    }

    /// Whether the format can hold a field: a row of [`fields`].
    pub fn holds(&self, field: &str) -> Holds {
        self.holds.map_or(Holds::Yes, |holds| losses::of_field(field, holds))
    }
}

/// The formats that can be written.
pub const OUTPUTS: &[Output] = &[
    Output {
        name: "json",
        title: "our own record, indented",
        media_type: "application/json",
        extension: "json",
        several: LINES,
        companion: None,
        write: |article, layout| to_json_pretty(article, layout.offsets) + "\n",
        holds: None,
    },
    Output {
        name: "jsonl",
        title: "our own record, one per line",
        media_type: "application/x-ndjson",
        extension: "jsonl",
        several: LINES,
        companion: None,
        write: |article, layout| to_json(article, layout.offsets) + "\n",
        holds: None,
    },
    Output {
        name: "text",
        title: "headline, deck, byline, dateline and prose, without hard line breaks",
        media_type: "text/plain",
        extension: "txt",
        several: Several::Joined { head: "", between: text::SEPARATOR, foot: "" },
        companion: None,
        write: text::write,
        holds: Some(|row| row.text),
    },
    Output {
        name: "markdown",
        title: "Markdown with front matter",
        media_type: "text/markdown",
        extension: "md",
        several: Several::Joined { head: "", between: "\n", foot: "" },
        companion: None,
        write: markdown::write,
        holds: Some(|row| row.markdown),
    },
    Output {
        name: "html",
        title: "clean HTML, an `article` each",
        media_type: "text/html",
        extension: "html",
        several: Several::Joined { head: html::HEAD, between: "", foot: html::FOOT },
        companion: None,
        write: html::write,
        holds: Some(|row| row.html),
    },
    Output {
        name: "annotated",
        title: "clean HTML, with quotations, names, times and amounts of the prose marked",
        media_type: "text/html",
        extension: "html",
        several: Several::Joined { head: html::HEAD, between: "", foot: html::FOOT },
        companion: None,
        write: html::write_annotated,
        holds: Some(|row| row.annotated),
    },
    Output {
        name: "ninjs",
        title: "IPTC ninjs 3.1",
        media_type: "application/ninjs+json",
        extension: "json",
        several: LINES,
        companion: None,
        write: ninjs::write,
        holds: Some(|row| row.ninjs),
    },
    Output {
        name: "ninjs-2.2",
        title: "IPTC ninjs 2.2",
        media_type: "application/ninjs+json",
        extension: "json",
        several: LINES,
        companion: None,
        write: ninjs::write_2,
        holds: Some(|row| row.ninjs),
    },
    Output {
        name: "ninjs-1.6",
        title: "IPTC ninjs 1.6",
        media_type: "application/ninjs+json",
        extension: "json",
        several: LINES,
        companion: None,
        write: ninjs::write_1,
        holds: Some(|row| row.ninjs_1),
    },
    Output {
        name: "nitf",
        title: "NITF 3.6 with people, places, times and quotations marked in the text",
        media_type: "application/nitf+xml",
        extension: "xml",
        several: Several::Single,
        companion: None,
        write: nitf::write,
        holds: Some(|row| row.nitf),
    },
    Output {
        name: "newsmlg2",
        title: "NewsML-G2, an item with its text as XHTML",
        media_type: "application/vnd.iptc.g2.newsitem+xml",
        extension: "xml",
        several: Several::Single,
        companion: None,
        write: newsmlg2::write,
        holds: Some(|row| row.newsmlg2),
    },
    Output {
        name: "jsonld",
        title: "schema.org NewsArticle as JSON-LD, quotations as parts",
        media_type: "application/ld+json",
        extension: "jsonld",
        several: LINES,
        companion: None,
        write: jsonld::write,
        holds: Some(|row| row.jsonld),
    },
    Output {
        name: "rss",
        title: "RSS 2.0, an item each",
        media_type: "application/rss+xml",
        extension: "xml",
        several: Several::Joined { head: rss::HEAD, between: "", foot: rss::FOOT },
        companion: None,
        write: rss::write,
        holds: Some(|row| row.rss),
    },
    Output {
        name: "brat",
        title: "brat standoff; the text goes beside it",
        media_type: "text/x-brat-standoff",
        extension: "ann",
        several: Several::Single,
        companion: Some(("txt", standoff::text)),
        write: standoff::brat,
        holds: Some(|row| row.standoff),
    },
    Output {
        name: "webannotation",
        title: "a page of W3C Web Annotations",
        media_type: "application/ld+json",
        extension: "jsonld",
        several: LINES,
        companion: None,
        write: standoff::web_annotation,
        holds: Some(|row| row.standoff),
    },
    Output {
        name: "spacy",
        title: "text, entities and spans for spaCy, one per line",
        media_type: "application/x-ndjson",
        extension: "jsonl",
        several: LINES,
        companion: None,
        write: standoff::spacy,
        holds: Some(|row| row.standoff),
    },
    Output {
        name: "doccano",
        title: "text, entities and relations for Doccano, one per line",
        media_type: "application/x-ndjson",
        extension: "jsonl",
        several: LINES,
        companion: None,
        write: standoff::doccano,
        holds: Some(|row| row.standoff),
    },
];

/// The row of a format name.
///
/// # Errors
/// If there is none; the message names all.
pub fn output_named(name: &str) -> Result<&'static Output, Error> {
    OUTPUTS.iter().find(|output| output.name == name).ok_or_else(|| {
        let names: Vec<&str> = OUTPUTS.iter().map(|output| output.name).collect();
        Error::new(
            ErrorKind::UnknownFormat,
            format!("unknown output format \"{name}\", expected one of {}", names.join(", ")),
        )
    })
}
