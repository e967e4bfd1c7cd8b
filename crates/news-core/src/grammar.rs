//! What readers and passes both need: pure functions on text over union tables of all languages.

pub(crate) mod abbreviation;
pub(crate) mod agency;
pub(crate) mod byline;
pub(crate) mod calendar;
pub(crate) mod city;
pub(crate) mod cue;
pub(crate) mod cursor;
pub(crate) mod dateline;
pub(crate) mod enumeration;
pub(crate) mod flag;
pub(crate) mod headline;
pub(crate) mod line_kind;
pub(crate) mod name_word;
pub(crate) mod page;
pub(crate) mod slug;
pub(crate) mod speaker;
pub(crate) mod stop;
pub(crate) mod token;
pub(crate) mod words;
