//! The lines above the lead: who says what they are is their kind, their wording, and at last their place.

use super::layout::Chunk;
use super::lead;
use crate::article::{BlockKind, Flag, Note};
use crate::draft::Draft;
use crate::grammar::enumeration::item_mark;
use crate::grammar::words::{ends_sentence, is_all_caps, reading_length};
use crate::grammar::{byline, flag, slug};
use crate::span::{Slice, Span};

/// Whether a line says that it is a byline.
pub(super) fn is_byline(text: &str, span: Span) -> bool {
    byline::with_prefix(text, span).is_some()
}

/// Gives every chunk above the lead its role.
///
/// `placed` says that a dateline follows, so that a name alone can be a byline.
pub(super) fn read(draft: &mut Draft, text: &str, chunks: &[Chunk], placed: bool) {
    let mut titles: Vec<Span> = Vec::new();
    let last = chunks.len().saturating_sub(1);
    for (at, chunk) in chunks.iter().enumerate() {
        let span = chunk.span;
        if at <= 2
            && titles.is_empty()
            && draft.article.slug.is_none()
            && let Some(found) = slug::line(text, span)
        {
            draft.article.slug = Some(found);
        } else if let Some(found) = byline::with_prefix(text, span) {
            set_byline(draft, found);
        } else if let Some(kind) = chunk.known {
            by_kind(draft, text, kind, span, &mut titles);
        } else if item_mark(span.of(text)).is_some() && !titles.is_empty() {
            draft.article.summary.push(span.into());
        } else if at == last
            && placed
            && !titles.is_empty()
            && let Some(found) = byline::bare_names(text, span)
        {
            set_byline(draft, found);
        } else if let Some(span) = lead::take_flag(&mut draft.article, text, span) {
            titles.push(span);
        }
    }
    set_titles(draft, text, titles);
}

fn set_byline(draft: &mut Draft, found: crate::article::Byline) {
    match &draft.article.byline {
        None => draft.article.byline = Some(found),
        Some(_) => draft.block(BlockKind::BylineRepeat, found.span),
    }
}

/// A line of a known kind above the lead. A page label on top is the section.
fn by_kind(draft: &mut Draft, text: &str, kind: BlockKind, span: Span, titles: &mut Vec<Span>) {
    let on_top = titles.is_empty() && draft.article.section.is_empty() && draft.article.status.is_none();
    if kind == BlockKind::Promo && on_top && span.len() <= 40 {
        draft.article.section.push(span.into());
        return;
    }
    // "End of the line for coal": a headline may open with the words of another kind, but does not end in a full stop.
    let titles_are_missing =
        titles.is_empty() && matches!(kind, BlockKind::Contact | BlockKind::Credit | BlockKind::Related);
    if titles_are_missing && span.of(text).split_whitespace().count() >= 5 && !span.of(text).starts_with('(') {
        titles.push(span);
        return;
    }
    super::note_state(draft, kind, span);
    if kind == BlockKind::Embargo && !draft.article.notes.iter().any(|note| note.code == "N0402") {
        draft.article.notes.push(Note::new("embargoed", Some(span), "the copy carries an embargo".to_owned()));
    }
    draft.block(kind, span);
}

/// Takes a line below the lead that is a label of the desk and nothing else: a kill repeats it at the foot.
pub(super) fn take_flag_line(draft: &mut Draft, text: &str, span: Span) -> bool {
    let alone = |found: flag::Found| found.rest == span.end() && found.row.kind == "kill";
    let found = span.len() <= 40 && flag::find(text, span).is_some_and(alone);
    if found {
        draft.article.status.get_or_insert_default().flags.push(Flag { span, text: Slice });
    }
    found
}

/// Section, kicker, headline and deck among the lines that nothing else claimed.
fn set_titles(draft: &mut Draft, text: &str, titles: Vec<Span>) {
    let mut titles = titles.into_iter().peekable();
    // A label stands over a line that reads as a headline.
    while let Some(&label) = titles.peek() {
        let mut behind = titles.clone();
        behind.next();
        let Some(next) = behind.next().filter(|next| is_label_over(text, label, *next)) else { break };
        titles.next();
        let shouted = is_all_caps(label.of(text)) && !is_all_caps(next.of(text));
        if shouted || label.of(text).ends_with(':') {
            draft.article.kicker = draft.article.kicker.or(Some(label.into()));
        } else {
            draft.article.section.push(label.into());
        }
    }
    if let Some(span) = titles.next() {
        lead::set_headline(&mut draft.article, text, span);
    }
    if let Some(span) = titles.next() {
        draft.article.deck = Some(span.into());
    }
    // More lines than a headline and a deck: prose of a kind that we do not know is kept as prose.
    for span in titles {
        draft.block(BlockKind::Paragraph, span);
    }
}

/// Whether `label` is a section label or kicker over the headline `next`: a few words over a longer line.
fn is_label_over(text: &str, label: Span, next: Span) -> bool {
    let (label, next) = (label.of(text), next.of(text));
    let words = label.split_whitespace().count();
    let short = words <= 3 && reading_length(label) <= 32 && !ends_sentence(label);
    let breadcrumbs = label.contains([' ', '\u{A0}']) && label.contains(['>', '›', '»', '|']) && words <= 9;
    let headline = next.split_whitespace().count() >= 4 && !ends_sentence(next) && reading_length(next) <= 160;
    (short || breadcrumbs) && headline
}
