//! What is marked: spans with the names of their kinds.

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use news_core::article::{BlockKind, Quote, QuoteKind};
use news_core::{Article, Span};

use crate::voices;

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
    /// Everything said: direct, mixed and indirect
    Quotes,
    /// Words in quotation marks
    Direct,
    /// A report with some of the words in quotation marks
    Mixed,
    /// A report of what was said
    Indirect,
    /// The words that say that it was said
    Cue,
    /// Who said it
    Speaker,
    /// A mention of a person
    Person,
    /// A mention of an organisation
    Org,
    /// A mention of a place in the prose
    Location,
    /// An abbreviation
    Abbreviation,
    /// A date, time of day or length of time in the prose
    Time,
    /// Money, a percentage or a count
    Amount,
    /// A named event
    Event,
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
            Kind::Quotes | Kind::Direct => voices::DIRECT,
            Kind::Mixed => voices::MIXED,
            Kind::Indirect => voices::INDIRECT,
            Kind::Cue => color(AnsiColor::Yellow).italic(),
            Kind::Speaker => color(AnsiColor::BrightCyan).bold(),
            Kind::Person => color(AnsiColor::BrightBlue).bold(),
            Kind::Org => color(AnsiColor::BrightMagenta).bold(),
            Kind::Location => color(AnsiColor::BrightGreen).bold(),
            Kind::Abbreviation => color(AnsiColor::BrightMagenta).underline(),
            Kind::Time => color(AnsiColor::Cyan).underline(),
            Kind::Amount => color(AnsiColor::BrightYellow).underline(),
            Kind::Event => color(AnsiColor::Magenta).underline(),
            Kind::Block => color(AnsiColor::BrightBlue),
        }
    }

    /// Whether it is a name or figure that may stand anywhere in the prose.
    pub(super) fn is_detail(self) -> bool {
        matches!(
            self,
            Kind::Person | Kind::Org | Kind::Location | Kind::Abbreviation | Kind::Time | Kind::Amount | Kind::Event
        )
    }

    /// Whether it is one of the kinds asked for; nothing asks for all.
    fn is_wanted(self, only: &[Kind]) -> bool {
        let is_quote = matches!(self, Kind::Direct | Kind::Mixed | Kind::Indirect);
        only.is_empty() || only.contains(&self) || (is_quote && only.contains(&Kind::Quotes))
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
    details(article, &mut mark);
    quotes(article, &mut mark);
    let blocks = article.blocks();
    marks.extend(blocks.iter().map(|block| Mark {
        span: block.span,
        kind: block_kind(block.kind),
        label: Some(block.kind.name()),
    }));
    marks.retain(|mark| !mark.span.is_empty() && mark.kind.is_wanted(only));
    marks.sort_by_key(|mark| (mark.span.start(), usize::MAX - mark.span.end()));
    marks
}

fn details(article: &Article, mark: &mut impl FnMut(Kind, Span)) {
    article.people.iter().flat_map(|person| &person.mentions).for_each(|mention| mark(Kind::Person, mention.span));
    article.orgs.iter().flat_map(|org| &org.mentions).for_each(|mention| mark(Kind::Org, mention.span));
    let filed = |span: Span| article.dateline.iter().any(|dateline| dateline.span.contains(span));
    let places = article.places.iter().flat_map(|place| &place.mentions).filter(|mention| !filed(mention.span));
    places.for_each(|mention| mark(Kind::Location, mention.span));
    article.abbreviations.iter().for_each(|abbreviation| mark(Kind::Abbreviation, abbreviation.short_span));
    article.times.iter().filter_map(|time| time.span).for_each(|span| mark(Kind::Time, span));
    article.amounts.iter().for_each(|amount| mark(Kind::Amount, amount.span));
    article.events.iter().for_each(|event| mark(Kind::Event, event.span));
}

/// What was said, without the words that interrupt it.
pub(super) fn parts(quote: &Quote) -> &[Span] {
    if quote.parts.is_empty() { std::slice::from_ref(&quote.span) } else { &quote.parts }
}

/// What was said, who said it, and by which words. Where speaker and person are the same words, the speaker comes later
/// and is the one that is seen.
fn quotes(article: &Article, mark: &mut impl FnMut(Kind, Span)) {
    for quote in &article.quotes {
        for &part in parts(quote) {
            match quote.kind {
                QuoteKind::Direct => mark(Kind::Direct, part),
                QuoteKind::Mixed => mark(Kind::Mixed, part),
                QuoteKind::Indirect => mark(Kind::Indirect, part),
                // The headline is marked as such.
                _ => {}
            }
        }
        quote.cue.iter().for_each(|cue| mark(Kind::Cue, cue.span));
        quote.speaker.iter().filter_map(|speaker| speaker.span).for_each(|span| mark(Kind::Speaker, span));
    }
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
