//! What readers and passes both need: pure functions on text over union tables of all languages.

pub(crate) mod abbreviation;
pub(crate) mod agency;
pub(crate) mod amount;
pub(crate) mod byline;
pub(crate) mod calendar;
pub(crate) mod city;
pub(crate) mod cue;
pub(crate) mod cursor;
pub(crate) mod dateline;
pub(crate) mod enumeration;
pub(crate) mod event_word;
pub(crate) mod flag;
pub(crate) mod gazetteer;
pub(crate) mod hashed;
pub(crate) mod headline;
pub(crate) mod line_kind;
pub(crate) mod name_word;
pub(crate) mod page;
pub(crate) mod place_word;
pub(crate) mod reading;
pub(crate) mod slug;
pub(crate) mod speaker;
pub(crate) mod stop;
pub(crate) mod time_word;
pub(crate) mod token;
pub(crate) mod words;
