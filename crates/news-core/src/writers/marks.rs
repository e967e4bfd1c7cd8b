//! The annotations of an article as one list of marks: what stands where, for formats that mark the text inline or from
//! outside.

use crate::article::{Article, Mention, MentionHow, Quote, QuoteKind, TimeType};
use crate::span::Span;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkKind {
    Link,
    Quote,
    Person,
    Org,
    Place,
    Event,
    Time,
    Money,
    Percent,
    Count,
    Cue,
    Speaker,
}

impl MarkKind {
    /// The label by which annotation tools know it; those that spaCy's models have are theirs.
    pub(super) fn label(self) -> &'static str {
        match self {
            MarkKind::Link => "LINK",
            MarkKind::Quote => "QUOTE",
            MarkKind::Person => "PERSON",
            MarkKind::Org => "ORG",
            MarkKind::Place => "GPE",
            MarkKind::Event => "EVENT",
            MarkKind::Time => "DATE",
            MarkKind::Money => "MONEY",
            MarkKind::Percent => "PERCENT",
            MarkKind::Count => "QUANTITY",
            MarkKind::Cue => "CUE",
            MarkKind::Speaker => "SPEAKER",
        }
    }

    /// Whether other marks may stand inside.
    fn is_outer(self) -> bool {
        matches!(self, MarkKind::Link | MarkKind::Quote)
    }
}

/// A stretch of the text with what it means.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark<'a> {
    pub(super) span: Span,
    pub(super) kind: MarkKind,
    /// The canonical name, the normalised value, the speaker, the address.
    pub(super) value: Option<&'a str>,
    /// The id of the entity or quote of the article; of a link its relation.
    pub(super) id: Option<&'a str>,
}

/// All marks: the longer in front of those inside it.
pub(super) fn all(article: &Article) -> Vec<Mark<'_>> {
    let mut marks = entities(article);
    for quote in &article.quotes {
        let id = Some(quote.id.as_str());
        let parts = if quote.parts.is_empty() { std::slice::from_ref(&quote.span) } else { &quote.parts };
        let value = speaker_of(quote, article);
        marks.extend(parts.iter().map(|span| Mark { span: *span, kind: MarkKind::Quote, value, id }));
        marks.extend(quote.cue.iter().map(|cue| Mark {
            span: cue.span,
            kind: MarkKind::Cue,
            value: cue.lemma.as_deref(),
            id,
        }));
        let speaker = quote.speaker.as_ref();
        marks.extend(speaker.and_then(|speaker| speaker.span).map(|span| Mark {
            span,
            kind: MarkKind::Speaker,
            value: speaker.and_then(|speaker| speaker.name.as_deref()),
            id,
        }));
    }
    sort(&mut marks);
    marks
}

/// Marks that can be written as elements around words: none crosses another, and only quotations and links hold others.
pub(super) fn nested(article: &Article) -> Vec<Mark<'_>> {
    let mut marks = entities(article);
    marks.extend(spoken(article));
    marks.extend(links(article));
    sort(&mut marks);
    without_crossings(&mut marks);
    marks
}

/// The links with an address that only leads somewhere: one that runs something is none.
pub(super) fn links(article: &Article) -> Vec<Mark<'_>> {
    let is_harmless = |href: &str| match href.split_once(':') {
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tag", "tel", "urn"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
                || scheme.contains(['/', '?', '#'])
        }
        None => true,
    };
    let harmless = article.links.iter().filter(|link| is_harmless(link.href.trim()));
    let mut marks: Vec<Mark<'_>> = harmless
        .map(|link| Mark { span: link.span, kind: MarkKind::Link, value: Some(&link.href), id: link.rel.as_deref() })
        .collect();
    sort(&mut marks);
    without_crossings(&mut marks);
    marks
}

/// Keeps what can be written as elements: a mark that crosses one before it is left out, and only quotations and links hold
/// others, but no link another.
fn without_crossings(marks: &mut Vec<Mark<'_>>) {
    let mut around: Vec<(Span, MarkKind)> = Vec::new();
    marks.retain(|mark| {
        while around.pop_if(|(span, _)| span.end() <= mark.span.start()).is_some() {}
        let fits = !mark.span.is_empty()
            && around.last().is_none_or(|(span, kind)| span.contains(mark.span) && kind.is_outer())
            && around.iter().all(|(_, kind)| *kind != mark.kind);
        if fits {
            around.push((mark.span, mark.kind));
        }
        fits
    });
}

fn sort(marks: &mut [Mark<'_>]) {
    marks.sort_by(|a, b| (a.span.start(), b.span.end(), a.kind).cmp(&(b.span.start(), a.span.end(), b.kind)));
}

fn entities(article: &Article) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let mut mention = |kind, id, value, mentions: &[Mention]| {
        // Roles and pronouns mean somebody, they do not name them.
        let named =
            mentions.iter().filter(|mention| !matches!(mention.how, Some(MentionHow::Pronoun | MentionHow::Role)));
        marks.extend(named.map(|mention| Mark { span: mention.span, kind, value: Some(value), id: Some(id) }));
    };
    for person in &article.people {
        mention(MarkKind::Person, person.id.as_str(), person.name.as_str(), &person.mentions);
    }
    for org in &article.orgs {
        mention(MarkKind::Org, &org.id, &org.name, &org.mentions);
    }
    for place in article.places.iter().filter(|place| place.adjectival != Some(true)) {
        mention(MarkKind::Place, &place.id, &place.name, &place.mentions);
    }
    marks.extend(article.events.iter().flat_map(|event| {
        let again = event.mentions.iter().map(|mention| mention.span);
        std::iter::once(event.span).chain(again).map(|span| Mark { span, kind: MarkKind::Event, value: None, id: None })
    }));
    let times = article.times.iter().filter(|time| time.r#type != TimeType::Set);
    marks.extend(times.filter_map(|time| {
        let value = time.iso.as_deref().or(time.edtf.as_deref());
        Some(Mark { span: time.span?, kind: MarkKind::Time, value, id: None })
    }));
    marks.extend(article.amounts.iter().map(|amount| {
        let kind = match amount.r#type.as_str() {
            "money" => MarkKind::Money,
            "percent" => MarkKind::Percent,
            _ => MarkKind::Count,
        };
        Mark { span: amount.span, kind, value: amount.currency.as_deref().or(amount.unit.as_deref()), id: None }
    }));
    marks
}

/// The speaker's own words: of direct speech each part, of a mixed statement what stands in quotation marks.
fn spoken(article: &Article) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    for quote in &article.quotes {
        let spans = match quote.kind {
            QuoteKind::Direct if quote.parts.is_empty() => std::slice::from_ref(&quote.span),
            QuoteKind::Direct => &quote.parts,
            QuoteKind::Mixed => &quote.quoted,
            _ => &[],
        };
        let (value, id) = (speaker_of(quote, article), Some(quote.id.as_str()));
        marks.extend(spans.iter().map(|span| Mark { span: *span, kind: MarkKind::Quote, value, id }));
    }
    marks
}

/// The speaker by canonical name, else as written.
fn speaker_of<'a>(quote: &'a Quote, article: &'a Article) -> Option<&'a str> {
    let speaker = quote.speaker.as_ref()?;
    speaker.name.as_deref().or_else(|| speaker.span.map(|span| span.of(&article.text)))
}

/// The marks that begin in a stretch of the text.
pub(super) fn within<'m, 'a>(marks: &'m [Mark<'a>], span: Span) -> &'m [Mark<'a>] {
    let first = marks.partition_point(|mark| mark.span.start() < span.start());
    let last = marks.partition_point(|mark| mark.span.start() < span.end());
    marks.get(first..last).unwrap_or_default()
}
