//! Cities that may stand alone in a dateline, from `data/cities.tsv`.

use crate::generated::CITY_INDEX;
use crate::grammar::words::lowered;

/// Whether the table knows the name, in any case.
pub(crate) fn is_city(name: &str) -> bool {
    lowered(name, |name| !CITY_INDEX.rows(name).is_empty())
}
