//! Parts of a story that a carrier names (headline, byline, dateline), read like those of plain copy: a headline has its flag,
//! a byline its names, and the dateline may stand in front of the first paragraph all the same.

use super::text::{set_dateline, without_flag};
use crate::article::{
    Attribution, Block, BlockKind, Byline, Dateline, DatelinePlace, Headline, Kind, Note, PubStatus, Spanned,
};
use crate::draft::Draft;
use crate::grammar::{byline, dateline, headline};
use crate::span::{Offset, Slice, Span};

/// Takes a stretch as the headline; a flag in front of it goes to the state of the piece.
pub(super) fn take_headline(draft: &mut Draft, span: Span) {
    let text = std::mem::take(&mut draft.article.text);
    // A headline that is a flag and nothing else is one all the same: "URGENT".
    let span = without_flag(draft, &text, span).unwrap_or(span);
    let parts = headline::split(&text, span);
    let attribution = parts.attribution.map(|span| Attribution { span, text: Slice, entity: None });
    draft.article.headline = Some(Headline { span, text: Slice, title: parts.title, attribution });
    draft.article.text = text;
}

/// Takes a take key, which may be a flag: `1st Ld-Writethru`.
pub(super) fn take_flag(draft: &mut Draft, span: Span) {
    let text = std::mem::take(&mut draft.article.text);
    without_flag(draft, &text, span);
    draft.article.text = text;
}

/// Takes the headline that the body shows, where no field gave one.
pub(super) fn take_shown_headline(draft: &mut Draft) {
    let shown = draft.article.furniture.iter().position(|block| block.kind == BlockKind::HeadlineRepeat);
    if let (None, Some(at)) = (&draft.article.headline, shown) {
        let span = draft.article.furniture.remove(at).span;
        take_headline(draft, span);
    }
}

/// Takes a stretch as the byline.
pub(super) fn take_byline(draft: &mut Draft, span: Span, title: Option<Span>) {
    let found = byline::carried(&draft.article.text, span);
    draft.article.byline = Some(Byline { title: title.map(Spanned::from), ..found });
}

/// How many paragraphs are looked at for the dateline: notes and a byline may stand above.
const LEADS: usize = 4;

/// Finds dateline and byline at the start of the body.
pub(super) fn find_dateline(draft: &mut Draft) {
    let text = std::mem::take(&mut draft.article.text);
    let mut at = 0;
    while at < LEADS {
        let Some(block) = draft.article.body.get(at) else { break };
        if block.kind == BlockKind::EditorNote {
            at += 1;
            continue;
        }
        if block.kind != BlockKind::Paragraph {
            break;
        }
        let span = block.span;
        if let Some(found) = byline::with_prefix(&text, span) {
            match draft.article.byline {
                None => draft.article.byline = Some(found),
                Some(_) => draft.block(BlockKind::BylineRepeat, span),
            }
            draft.article.body.remove(at);
            continue;
        }
        let found = dateline::find(&text, span).filter(|found| found.rest < span.end() && (found.is_sure() || at == 0));
        if let Some(found) = found {
            let lead_in = Span::new(span.start(), found.rest);
            set_dateline(draft, &text, found);
            let block = Block { lead_in: Some(lead_in), ..Block::new(BlockKind::Paragraph, span) };
            draft.article.body.get_mut(at).into_iter().for_each(|lead| *lead = block.clone());
            break;
        }
        at += 1;
    }
    draft.article.text = text;
}

/// Whether a paragraph starts with a dateline that says more than a place.
pub(super) fn has_dateline(paragraph: &str) -> bool {
    dateline::find(paragraph, Span::new(0, paragraph.len())).is_some_and(|found| found.rest < paragraph.len())
}

/// Takes a line that its carrier calls a dateline: as copy prints one, or a place with what narrows it down.
pub(super) fn take_dateline(draft: &mut Draft, span: Span) {
    let text = std::mem::take(&mut draft.article.text);
    match dateline::find(&text, span) {
        Some(found) => set_dateline(draft, &text, found),
        None => {
            let mut parts = comma_parts(&text, span);
            let place = parts.next().unwrap_or(span);
            let qualifier = parts.map(Spanned::from).collect();
            place_dateline(draft, span, place, qualifier);
        }
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

/// What the state of an item means for the piece, told in notes: nobody uses a canceled item by oversight.
pub(super) fn note_state(draft: &mut Draft) {
    let article = &mut draft.article;
    let note = |name: &str, message: &str| Note::new(name, None, message.to_owned());
    match article.status.as_ref().and_then(|status| status.r#pub) {
        Some(PubStatus::Canceled) => {
            article.kind = Some(Kind::Kill);
            article.notes.push(note("killed", "the item is canceled and must not be used"));
        }
        Some(PubStatus::Withheld) => {
            article.notes.push(note("withheld", "the item is withheld and must not be used yet"))
        }
        _ => {}
    }
    let embargo = article.dates.embargo.first().and_then(|date| date.iso.clone());
    if let Some(until) = embargo {
        article.notes.push(Note::new("embargoed", None, format!("the item is embargoed until {until}")));
    }
}
