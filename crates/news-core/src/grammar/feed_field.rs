//! Names of the elements of feeds.

use super::words::lowered;
use crate::generated::{FEED_FIELD_INDEX, FeedField};

/// What an element of this name says in the namespace known by this prefix; where it is in a namespace of feeds (`is_own`) and
/// has no row of that prefix, what it says in all of them.
pub(crate) fn find(name: &str, prefix: &str, is_own: bool) -> Option<&'static FeedField> {
    let rows = lowered(name, |name| FEED_FIELD_INDEX.rows(name));
    let of = |prefix: &str| rows.iter().find(|row| row.prefix == prefix);
    of(prefix).or_else(|| if is_own { of("-") } else { None })
}
