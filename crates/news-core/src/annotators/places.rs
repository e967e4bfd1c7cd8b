//! Places: countries, regions, towns, waters and sites that the prose names, each with its mentions.
//!
//! A capitalised word opens a candidate: the longest name of the gazetteer that starts there, or a name that says what it is
//! ("Spring Road", `candidates`). What the words in, before and behind it tell is added up; a small town needs a word that
//! stands before places, a country needs none. A name that is a place once is one wherever it stands, unless a person or an
//! organisation has it. Of several places of one name the one is taken whose region is named behind it, else the one that
//! fits what the story is about, else the largest (`senses`).
//!
//! A country as an actor ("Norway said") is a mention of the country, and so is the place in the name of a body of its own
//! ("the police of Oakdale" as "Oakdale Police Department"). Adjectives and people ("Russian", "Germans") are mentions of
//! their country, told by `how`; a place that only they name is `adjectival`.
//!
//! Not marked: places in the names of papers, clubs and firms; adjectives in lower case ("russische"); places without a
//! capital; inflected names of Slavic languages but those of countries. Known failures: a surname that is a small town behind
//! "in" or "from"; a town that is too small for the gazetteer and has no words around it that tell.

mod candidates;
mod evidence;
mod records;
mod senses;
mod words;

use std::ops::Range;

use super::names::Names;
use super::tokens::Tokens;
use crate::article::{Article, Dateline, Place};

/// At most so many mentions are looked for: one more than a record carries, so that it can say that there are more.
const MOST: usize = super::limits::MOST + 1;

/// Finds the places of an article and all their mentions, in the order of their first mention.
pub(crate) fn find(article: &Article, tokens: &Tokens, sentences: &[Range<usize>], names: &Names) -> Vec<Place> {
    let prose = words::read(article, tokens, sentences, names);
    let mut candidates = candidates::find(&prose, article.dateline.as_ref());
    candidates::settle(&prose, &mut candidates);
    candidates.truncate(MOST);
    let senses = senses::choose(&candidates);
    records::write(&prose, &candidates, &senses)
}

/// Tells the places of a dateline which place each of them is.
pub(crate) fn place(dateline: &mut Dateline, places: &[Place]) {
    for filed in &mut dateline.places {
        let is_it = |place: &&Place| place.mentions.iter().any(|mention| mention.span == filed.span);
        filed.entity = places.iter().find(is_it).map(|place| place.id.clone());
    }
}
