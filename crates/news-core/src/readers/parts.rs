//! Parts of a story that a carrier names (byline, dateline, state), read like those of plain copy: a byline has its names, and
//! the dateline may stand in front of the first paragraph all the same.

use super::lead;
use super::text::set_kind;
use crate::article::{BlockKind, Byline, Dateline, DatelinePlace, ItemClass, Kind, Note, PubStatus, Spanned};
use crate::draft::Draft;
use crate::grammar::{byline, dateline};
use crate::span::{Offset, Slice, Span};

/// The kind of a medium by a media type or by what a format calls it; nothing where that tells none.
pub(super) fn media_kind(name: &str) -> Option<&'static str> {
    let name = name.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
    Some(match name.as_str() {
        "image" | "imageobject" | "photo" | "picture" => "picture",
        "graphic" => "graphic",
        "thumbnail" => "thumbnail",
        "video" | "videoobject" => "video",
        "audio" | "audioobject" => "audio",
        _ => return None,
    })
}

/// Takes the headline that the body shows, where no field gave one.
pub(super) fn take_shown_headline(draft: &mut Draft) {
    let shown = draft.article.furniture.iter().position(|block| block.kind == BlockKind::HeadlineRepeat);
    if let (None, Some(at)) = (&draft.article.headline, shown) {
        let span = draft.article.furniture.remove(at).span;
        lead::headline(draft, span);
    }
}

/// Takes a stretch as the byline.
pub(super) fn take_byline(draft: &mut Draft, span: Span, title: Option<Span>) {
    let found = byline::carried(&draft.article.text, span);
    draft.article.byline = Some(Byline { title: title.map(Spanned::from), ..found });
}

/// How many paragraphs are looked at for a byline: notes may stand above.
const LEADS: usize = 4;

/// Finds byline and dateline at the start of the body.
pub(super) fn find_lead(draft: &mut Draft) {
    let article = &mut draft.article;
    let first = article.body.iter().take(LEADS);
    let mut paragraphs = first.enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph);
    let found = paragraphs.find_map(|(at, block)| Some((at, byline::with_prefix(&article.text, block.span)?)));
    if let Some((at, found)) = found {
        let mut line = article.body.remove(at);
        line.kind = BlockKind::BylineRepeat;
        match article.byline {
            None => article.byline = Some(found),
            Some(_) => article.furniture.push(line),
        }
    }
    // Plain copy inside of markup has its dateline already.
    if draft.article.body.iter().all(|block| block.lead_in.is_none()) {
        lead::find(draft);
    }
}

/// Whether a paragraph starts with a dateline that says more than a place.
pub(super) fn has_dateline(paragraph: &str) -> bool {
    dateline::find(paragraph, Span::new(0, paragraph.len())).is_some_and(|found| found.rest < paragraph.len())
}

/// Takes a line that its carrier calls a dateline: as copy prints one, or a place with what narrows it down.
pub(super) fn take_dateline(draft: &mut Draft, span: Span) {
    let text = std::mem::take(&mut draft.article.text);
    if let Some(found) = dateline::find(&text, span) {
        lead::set_dateline(&mut draft.article, &text, found);
    } else {
        let mut parts = comma_parts(&text, span);
        let place = parts.next().unwrap_or(span);
        let qualifier = parts.map(Spanned::from).collect();
        place_dateline(draft, span, place, qualifier);
    }
    draft.article.text = text;
}

/// A dateline of a place alone.
pub(super) fn place_dateline(draft: &mut Draft, span: Span, place: Span, qualifier: Vec<Spanned>) {
    let place = DatelinePlace { span: place, text: Slice, qualifier, entity: None };
    let rest = Offset(u32::try_from(span.end()).unwrap_or(u32::MAX));
    draft.article.dateline =
        Some(Dateline { span, raw: Slice, rest, places: vec![place], date: None, agencies: Vec::new() });
}

fn comma_parts(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let base = span.start();
    let mut at = base;
    span.of(text).split(',').map(move |part| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        Span::new(start, start + part.trim().len())
    })
}

/// What kind of piece a text is, and the notes of its state.
pub(super) fn settle(draft: &mut Draft) {
    let is_text = matches!(draft.article.item_class, None | Some(ItemClass::Text));
    if is_text && draft.article.kind.is_none() {
        let prose = draft.article.body.iter().any(|block| block.kind == BlockKind::Paragraph);
        set_kind(draft, prose);
    }
    note_state(draft);
}

/// What the state of an item means, told in notes: nobody uses a canceled item by oversight.
pub(super) fn note_state(draft: &mut Draft) {
    let article = &mut draft.article;
    let note = |name: &str, message: &str| Note::new(name, None, message.to_owned());
    match article.status.as_ref().and_then(|status| status.r#pub) {
        Some(PubStatus::Canceled) => {
            article.kind = Some(Kind::Kill);
            article.notes.push(note("killed", "the item is canceled and must not be used"));
        }
        Some(PubStatus::Withheld) => {
            article.notes.push(note("withheld", "the item is withheld and must not be used yet"));
        }
        _ => {}
    }
    let embargo = article.dates.embargo.first().and_then(|date| date.iso.clone());
    if let Some(until) = embargo {
        article.notes.push(Note::new("embargoed", None, format!("the item is embargoed until {until}")));
    }
}
