//! Names of the elements of feeds.

use super::words::lowered;
use crate::generated::{FEED_FIELD_INDEX, FeedField};

/// What an element of this name says in the namespace known by this prefix; `-` is that of the feed itself.
pub(crate) fn find(name: &str, prefix: &str) -> Option<&'static FeedField> {
    lowered(name, |name| FEED_FIELD_INDEX.rows(name)).iter().find(|row| row.prefix == prefix)
}
