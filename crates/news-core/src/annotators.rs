//! Passes: each reads the earlier layers it names as arguments and adds one.

pub(crate) mod abbreviations;
pub(crate) mod amounts;
pub(crate) mod dateline;
pub(crate) mod dates;
pub(crate) mod events;
pub(crate) mod issue;
pub(crate) mod language;
pub(crate) mod limits;
pub(crate) mod marks;
pub(crate) mod names;
pub(crate) mod places;
pub(crate) mod points;
pub(crate) mod sentences;
pub(crate) mod speakers;
pub(crate) mod statements;
pub(crate) mod tokens;
