//! Static sorted tables made from `crates/news-core/data/*.tsv` by `cargo xtask codegen`. The rows are typed here, the
//! tables below are never edited by hand.

use std::sync::LazyLock;

mod abbreviations;
mod agencies;
mod attributions;
mod bylines;
mod cities;
mod definitions;
mod enumerators;
mod flags;
mod function_words;
mod lines;
mod months;
mod stops;
mod weekdays;

use abbreviations::ABBREVIATIONS;
use agencies::AGENCIES;
pub(crate) use attributions::ATTRIBUTIONS;
pub(crate) use bylines::BYLINES;
use cities::CITIES;
use definitions::DEFINITIONS;
use enumerators::ENUMERATORS;
use flags::FLAGS;
use function_words::FUNCTION_WORDS;
pub(crate) use lines::LINES;
use months::MONTHS;
use stops::STOPS;
use weekdays::WEEKDAYS;

/// An abbreviation that copy uses without spelling it out. Sorted by `short`; several rows where it stands for several names.
pub(crate) struct Abbreviation {
    /// Without full stops, in its own case.
    pub(crate) short: &'static str,
    pub(crate) long: &'static str,
    /// Comma list of the languages that use it, BCP 47.
    pub(crate) langs: &'static str,
}

/// A name of an agency as printed. Sorted by `name`.
pub(crate) struct Agency {
    pub(crate) name: &'static str,
    /// The house's own name.
    pub(crate) house: &'static str,
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

/// A word around a definition of an abbreviation. Sorted by `text`, lower case.
pub(crate) struct DefinitionWord {
    pub(crate) text: &'static str,
    /// `cue`, `body`, `suffix`.
    pub(crate) role: &'static str,
}

/// A word that counts, or one around it. Sorted by `text`, lower case.
pub(crate) struct Enumerator {
    pub(crate) text: &'static str,
    /// `adverb`, `last`, `ordinal`, `noun`, `verb`, `quantity`, `article`, `and`, `also`.
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

/// A common small word. Sorted by `text`, lower case.
pub(crate) struct FunctionWord {
    pub(crate) text: &'static str,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
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

/// A word beside a full stop. Sorted by `text`, in the case it is printed in where that tells it from other words.
pub(crate) struct Stop {
    pub(crate) text: &'static str,
    /// `title`: a name or number follows, the sentence goes on; `number`: so it does before a number; `maybe`: it ends
    /// before a word that opens sentences; `hour`: before a title too; `never`. And words of other parts: `opens`,
    /// `ordinal`, `particle`.
    pub(crate) role: &'static str,
}

/// A weekday name; 1 is Monday. Sorted by `form`, lower case.
pub(crate) struct Weekday {
    pub(crate) form: &'static str,
    pub(crate) day: u16,
}

/// A table with a quick look in front: most words of prose are told apart from its keys by their first bytes and length.
pub(crate) struct Index<T: 'static> {
    rows: &'static [T],
    key: fn(&T) -> &'static str,
    /// The lengths of the keys, by first byte.
    lengths: [u64; 256],
    /// The second bytes of the keys, by first byte, folded to 64.
    seconds: [u64; 256],
}

impl<T> Index<T> {
    /// Indexes a table sorted by `key`.
    pub(crate) fn new(rows: &'static [T], key: fn(&T) -> &'static str) -> Self {
        let mut index = Index { rows, key, lengths: [0; 256], seconds: [0; 256] };
        for key in rows.iter().map(key) {
            let mut bytes = key.bytes();
            let first = usize::from(bytes.next().unwrap_or_default());
            index.lengths.get_mut(first).into_iter().for_each(|set| *set |= 1 << key.len().min(63));
            let second = bytes.next().unwrap_or_default() & 63;
            index.seconds.get_mut(first).into_iter().for_each(|set| *set |= 1 << second);
        }
        index
    }

    /// Whether the table may have this word as a key in lower case: a look that is much cheaper than lowering the word.
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next().filter(u8::is_ascii) else { return !word.is_empty() };
        let lengths = self.lengths.get(usize::from(first.to_ascii_lowercase())).copied().unwrap_or_default();
        lengths >> word.len().min(63) & 1 == 1
    }

    /// All rows with this key.
    pub(crate) fn rows(&self, key: &str) -> &'static [T] {
        let lengths = key.bytes().next().and_then(|first| self.lengths.get(usize::from(first)));
        if lengths.is_none_or(|lengths| lengths >> key.len().min(63) & 1 == 0) {
            return &[];
        }
        let start = self.rows.partition_point(|row| (self.key)(row) < key);
        let rest = self.rows.get(start..).unwrap_or_default();
        let len = rest.iter().take_while(|row| (self.key)(row) == key).count();
        rest.get(..len).unwrap_or_default()
    }

    /// Whether any key starts with `prefix`.
    pub(crate) fn any_starts_with(&self, prefix: &str) -> bool {
        let mut bytes = prefix.bytes();
        let Some(first) = bytes.next() else { return true };
        let seconds = self.seconds.get(usize::from(first)).copied().unwrap_or_default();
        if seconds == 0 || bytes.next().is_some_and(|second| seconds >> (second & 63) & 1 == 0) {
            return false;
        }
        let start = self.rows.partition_point(|row| (self.key)(row) < prefix);
        self.rows.get(start).is_some_and(|row| (self.key)(row).starts_with(prefix))
    }
}

macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $table:ident by $key:ident;)*) => {$(
        $(#[$doc])*
        pub(crate) static $name: LazyLock<Index<$type>> = LazyLock::new(|| Index::new($table, |row| row.$key));
    )*};
}

indexes! {
    ABBREVIATION_INDEX: Abbreviation = ABBREVIATIONS by short;
    AGENCY_INDEX: Agency = AGENCIES by name;
    ATTRIBUTION_INDEX: Attribution = ATTRIBUTIONS by text;
    BYLINE_INDEX: BylineWord = BYLINES by text;
    CITY_INDEX: City = CITIES by name;
    DEFINITION_INDEX: DefinitionWord = DEFINITIONS by text;
    ENUMERATOR_INDEX: Enumerator = ENUMERATORS by text;
    FLAG_INDEX: FlagWord = FLAGS by text;
    FUNCTION_WORD_INDEX: FunctionWord = FUNCTION_WORDS by text;
    LINE_INDEX: KnownLine = LINES by text;
    MONTH_INDEX: Month = MONTHS by form;
    STOP_INDEX: Stop = STOPS by text;
    WEEKDAY_INDEX: Weekday = WEEKDAYS by form;
}
