//! No more than [`MOST`] annotations of a kind: a record stays readable however hostile the copy was.
//!
//! What is cut is the end of a list, in text order. The record says `truncated`, and a note names the kind.

use std::collections::BTreeSet;

use crate::article::{Article, Mention, Note};

/// The most annotations of a kind that a record carries; interfaces of the service promise the same number.
pub(crate) const MOST: usize = 10_000;

/// Cuts every list of annotations, and what points to what was cut. `cut` has the notes of lists that were cut before.
pub(crate) fn cap(article: &mut Article, mut cut: Vec<Note>) {
    let gone: BTreeSet<String> = article.people.iter().skip(MOST).map(|person| person.id.clone()).collect();
    let gone: BTreeSet<String> = article.orgs.iter().skip(MOST).map(|org| org.id.clone()).chain(gone).collect();
    let lost: BTreeSet<String> = article.places.iter().skip(MOST).map(|place| place.id.clone()).collect();
    for place in article.dateline.iter_mut().flat_map(|dateline| &mut dateline.places) {
        place.entity.take_if(|entity| lost.contains(entity));
    }
    let speakers = article.quotes.iter_mut().flat_map(|quote| [&mut quote.speaker, &mut quote.addressee]).flatten();
    for speaker in speakers {
        speaker.entity.take_if(|entity| gone.contains(entity));
    }
    shorten(&mut article.people, "people", &mut cut);
    shorten(&mut article.orgs, "orgs", &mut cut);
    shorten(&mut article.places, "places", &mut cut);
    shorten(&mut article.abbreviations, "abbreviations", &mut cut);
    shorten(&mut article.points, "points", &mut cut);
    shorten(&mut article.times, "times", &mut cut);
    shorten(&mut article.amounts, "amounts", &mut cut);
    shorten(&mut article.events, "events", &mut cut);
    shorten_mentions(article.people.iter_mut().map(|person| &mut person.mentions), "mentions of people", &mut cut);
    shorten_mentions(article.orgs.iter_mut().map(|org| &mut org.mentions), "mentions of orgs", &mut cut);
    shorten_mentions(article.places.iter_mut().map(|place| &mut place.mentions), "mentions of places", &mut cut);
    article.truncated = !cut.is_empty();
    article.notes.extend(cut);
}

/// Cuts one list; a note tells of it.
pub(crate) fn shorten<T>(list: &mut Vec<T>, kind: &str, cut: &mut Vec<Note>) {
    if list.len() > MOST {
        cut.push(note(kind));
        list.truncate(MOST);
    }
}

/// Keeps the first mentions in text order, whosever they are.
fn shorten_mentions<'a>(lists: impl Iterator<Item = &'a mut Vec<Mention>>, kind: &str, cut: &mut Vec<Note>) {
    let lists: Vec<&mut Vec<Mention>> = lists.collect();
    let mut spans: Vec<_> = lists.iter().flat_map(|list| list.iter().map(|mention| mention.span)).collect();
    if spans.len() <= MOST {
        return;
    }
    cut.push(note(kind));
    spans.sort_unstable();
    let first_cut = spans.get(MOST).copied();
    for list in lists {
        list.retain(|mention| first_cut.is_none_or(|first_cut| mention.span < first_cut));
    }
}

fn note(kind: &str) -> Note {
    Note::new("annotations-truncated", None, format!("found more than {MOST} {kind}, kept the first"))
}
