//! What is marked: spans with the names of their kinds.

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use news_core::article::BlockKind;
use news_core::{Article, Span};

/// A kind of mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Slug line or transmission header
    Slug,
    /// Section label
    Section,
    /// Label of the desk, such as "UPDATE 1-"
    Flag,
    /// Line above the headline
    Kicker,
    /// The headline
    Headline,
    /// The source that a headline names
    Attribution,
    /// Line below the headline
    Deck,
    /// Key points above the body
    Summary,
    /// Who wrote it
    Byline,
    /// Place, date and agency in front of the lead
    Dateline,
    /// A place of the dateline
    Place,
    /// The date of the dateline
    Date,
    /// An agency of the dateline
    Agency,
    /// Embargo, desk note, correction
    Note,
    /// The words that number a point
    Marker,
    /// Prose
    Paragraph,
    /// Sub-heading
    Heading,
    /// List item
    List,
    /// Other parts of the body: tables, contacts, captions
    Block,
    /// What is neither prose nor a field
    Furniture,
}

impl Kind {
    /// How the kind is painted.
    pub(super) fn style(self) -> Style {
        let color = |color: AnsiColor| color.on_default();
        match self {
            Kind::Paragraph => Style::new(),
            Kind::Headline => Style::new().bold(),
            Kind::Heading => Style::new().bold().underline(),
            Kind::Deck => Style::new().italic(),
            Kind::Furniture | Kind::Slug => Style::new().dimmed(),
            Kind::Section => color(AnsiColor::Cyan),
            Kind::Kicker | Kind::Attribution => color(AnsiColor::Magenta),
            Kind::Flag | Kind::Note => color(AnsiColor::Red).bold(),
            Kind::Summary | Kind::List => color(AnsiColor::Blue),
            Kind::Byline => color(AnsiColor::Green),
            Kind::Dateline => color(AnsiColor::Yellow),
            Kind::Place => color(AnsiColor::Yellow).bold(),
            Kind::Date => color(AnsiColor::BrightCyan),
            Kind::Agency => color(AnsiColor::BrightMagenta),
            Kind::Marker => color(AnsiColor::BrightYellow),
            Kind::Block => color(AnsiColor::BrightBlue),
        }
    }

    /// Its name, as `--only` takes it.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// A span with what it is.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// The name of a block's own kind, where it says more.
    pub(super) label: Option<String>,
}

/// The marks of an article by start, the longer first; all kinds, or `only` some.
pub(super) fn find(article: &Article, only: &[Kind]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut mark = |kind: Kind, span: Span| marks.push(Mark { span, kind, label: None });
    article.slug.iter().for_each(|slug| mark(Kind::Slug, slug.span));
    article.section.iter().for_each(|section| mark(Kind::Section, section.span));
    article.kicker.iter().for_each(|kicker| mark(Kind::Kicker, kicker.span));
    if let Some(headline) = &article.headline {
        mark(Kind::Headline, headline.span);
        headline.attribution.iter().for_each(|attribution| mark(Kind::Attribution, attribution.span));
    }
    article.deck.iter().for_each(|deck| mark(Kind::Deck, deck.span));
    article.summary.iter().for_each(|point| mark(Kind::Summary, point.span));
    article.byline.iter().for_each(|byline| mark(Kind::Byline, byline.span));
    if let Some(dateline) = &article.dateline {
        mark(Kind::Dateline, dateline.span);
        dateline.places.iter().for_each(|place| mark(Kind::Place, place.span));
        dateline.date.iter().filter_map(|date| date.span).for_each(|span| mark(Kind::Date, span));
        dateline.agencies.iter().for_each(|agency| mark(Kind::Agency, agency.span));
    }
    if let Some(status) = &article.status {
        status.flags.iter().for_each(|flag| mark(Kind::Flag, flag.span));
        let notes = status.embargo.iter().chain(&status.ed_note).chain(&status.corrections);
        notes.for_each(|note| mark(Kind::Note, note.span));
    }
    article.points.iter().for_each(|point| mark(Kind::Marker, point.marker_span));
    let blocks = article.blocks();
    marks.extend(blocks.iter().map(|block| Mark {
        span: block.span,
        kind: block_kind(block.kind),
        label: Some(block.kind.name()),
    }));
    marks.retain(|mark| !mark.span.is_empty() && (only.is_empty() || only.contains(&mark.kind)));
    marks.sort_by_key(|mark| (mark.span.start(), usize::MAX - mark.span.end()));
    marks
}

fn block_kind(kind: BlockKind) -> Kind {
    match kind {
        BlockKind::Paragraph | BlockKind::Blockquote | BlockKind::Pullquote => Kind::Paragraph,
        BlockKind::Heading => Kind::Heading,
        BlockKind::List | BlockKind::ListItem => Kind::List,
        BlockKind::EditorNote | BlockKind::Correction => Kind::Note,
        kind if kind.is_furniture() => Kind::Furniture,
        _ => Kind::Block,
    }
}
