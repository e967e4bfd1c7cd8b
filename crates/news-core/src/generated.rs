//! Static sorted tables made from `crates/news-core/data/*.tsv` by `cargo xtask codegen`. The rows are typed here, the
//! tables below are never edited by hand.

mod agencies;
mod attributions;
mod bylines;
mod cities;
mod enumerators;
mod flags;
mod lines;
mod months;
mod weekdays;

pub(crate) use agencies::AGENCIES;
pub(crate) use attributions::ATTRIBUTIONS;
pub(crate) use bylines::BYLINES;
pub(crate) use cities::CITIES;
pub(crate) use enumerators::ENUMERATORS;
pub(crate) use flags::FLAGS;
pub(crate) use lines::LINES;
pub(crate) use months::MONTHS;
pub(crate) use weekdays::WEEKDAYS;

/// A name of an agency as printed. Sorted by `name`.
pub(crate) struct Agency {
    pub(crate) name: &'static str,
    /// The house's own name.
    pub(crate) agency: &'static str,
    /// Comma list of `paren`, `slash`, `bare`, `glued`.
    pub(crate) shapes: &'static str,
    /// First and last year of the name, 0 where unknown.
    pub(crate) since: u16,
    pub(crate) until: u16,
    /// The name under which the house signs today, `-` where this is it.
    pub(crate) signs: &'static str,
}

/// A word that ends or starts a headline as its source. Sorted by `text`, lower case.
pub(crate) struct Attribution {
    pub(crate) text: &'static str,
    /// `source` or `says`.
    pub(crate) role: &'static str,
}

/// A word around the names of a byline. Sorted by `text`, lower case.
pub(crate) struct BylineWord {
    pub(crate) text: &'static str,
    /// `prefix`, `and`, `in`, `role`.
    pub(crate) role: &'static str,
}

/// A city that may stand alone in a dateline. Sorted by `name`, lower case.
pub(crate) struct City {
    pub(crate) name: &'static str,
}

/// A word that counts. Sorted by `text`, lower case.
pub(crate) struct Enumerator {
    pub(crate) text: &'static str,
    /// `adverb`, `ordinal`, `noun`.
    pub(crate) role: &'static str,
    pub(crate) n: u16,
}

/// A desk's label. Sorted by `text`, lower case.
pub(crate) struct FlagWord {
    pub(crate) text: &'static str,
    /// `update`, `correction`, `kill` or `-`.
    pub(crate) change: &'static str,
    /// The kind of piece it announces.
    pub(crate) kind: &'static str,
}

/// A line of a known kind. Sorted by `text`, lower case.
pub(crate) struct KnownLine {
    pub(crate) text: &'static str,
    /// `exact`, `start`, `end` or `has`.
    pub(crate) how: &'static str,
    pub(crate) kind: &'static str,
}

/// A month name. Sorted by `form`, lower case.
pub(crate) struct Month {
    pub(crate) form: &'static str,
    pub(crate) month: u16,
}

/// A weekday name; 1 is Monday. Sorted by `form`, lower case.
pub(crate) struct Weekday {
    pub(crate) form: &'static str,
    pub(crate) day: u16,
}

/// The lengths of the keys of a table by their first byte: told apart by these two, most words need no search.
pub(crate) struct KeyFilter([u64; 256]);

impl KeyFilter {
    pub(crate) fn new(keys: impl Iterator<Item = &'static str>) -> Self {
        let mut lengths = [0; 256];
        for key in keys {
            let first = key.bytes().next().map(usize::from);
            first.and_then(|first| lengths.get_mut(first)).into_iter().for_each(|set| *set |= 1 << key.len().min(63));
        }
        KeyFilter(lengths)
    }

    /// Whether the table may have this key.
    pub(crate) fn may_hold(&self, key: &str) -> bool {
        let lengths = key.bytes().next().and_then(|first| self.0.get(usize::from(first)));
        lengths.is_some_and(|lengths| lengths >> key.len().min(63) & 1 == 1)
    }
}

/// Whether the key of any row starts with `prefix`, in a table sorted by that key.
pub(crate) fn any_starts_with<T>(table: &[T], prefix: &str, of: impl Fn(&T) -> &'static str) -> bool {
    let start = table.partition_point(|row| of(row) < prefix);
    table.get(start).is_some_and(|row| of(row).starts_with(prefix))
}

/// All rows whose key equals `key`, of a table sorted by that key.
pub(crate) fn rows<'t, T>(table: &'t [T], key: &str, of: impl Fn(&T) -> &'static str) -> &'t [T] {
    let start = table.partition_point(|row| of(row) < key);
    let rest = table.get(start..).unwrap_or_default();
    let len = rest.iter().take_while(|row| of(row) == key).count();
    rest.get(..len).unwrap_or_default()
}
