//! Passes: each reads the earlier layers it names as arguments and adds one.

pub(crate) mod dateline;
pub(crate) mod language;
pub(crate) mod points;
