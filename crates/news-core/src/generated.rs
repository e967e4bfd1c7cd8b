//! Static sorted tables made from `crates/news-core/data/*.tsv` by `cargo xtask codegen`. The rows are typed here, the
//! tables below are never edited by hand.

use std::sync::LazyLock;

mod abbreviations;
mod agencies;
mod amount_words;
mod attributions;
mod bylines;
mod capabilities;
mod character_references;
mod cities;
mod class_words;
mod countries;
mod cues;
mod definitions;
mod documents;
mod enumerators;
mod event_words;
mod feed_fields;
mod flags;
mod frame_words;
mod function_words;
mod given_names;
mod json_dialects;
mod lines;
mod months;
mod name_words;
mod namespaces;
mod page_fields;
mod page_lines;
mod page_weights;
mod page_words;
mod place_words;
mod stops;
mod svg_names;
mod time_words;
mod weekdays;
mod wire_fields;

use abbreviations::ABBREVIATIONS;
pub(crate) use agencies::AGENCIES;
use amount_words::AMOUNT_WORDS;
pub(crate) use attributions::ATTRIBUTIONS;
pub(crate) use bylines::BYLINES;
pub(crate) use capabilities::CAPABILITIES;
pub(crate) use character_references::CHARACTER_REFERENCES;
pub(crate) use cities::CITIES;
pub(crate) use class_words::CLASS_WORDS;
pub(crate) use countries::COUNTRIES;
pub(crate) use cues::CUES;
use definitions::DEFINITIONS;
use documents::DOCUMENTS;
use enumerators::ENUMERATORS;
pub(crate) use event_words::EVENT_WORDS;
use feed_fields::FEED_FIELDS;
use flags::FLAGS;
pub(crate) use frame_words::FRAME_WORDS;
pub(crate) use function_words::FUNCTION_WORDS;
pub(crate) use given_names::GIVEN_NAMES;
pub(crate) use json_dialects::JSON_DIALECTS;
pub(crate) use lines::LINES;
pub(crate) use months::MONTHS;
pub(crate) use name_words::NAME_WORDS;
pub(crate) use namespaces::NAMESPACES;
pub(crate) use page_fields::PAGE_FIELDS;
pub(crate) use page_lines::PAGE_LINES;
pub(crate) use page_weights::PAGE_WEIGHTS;
pub(crate) use page_words::PAGE_WORDS;
pub(crate) use place_words::PLACE_WORDS;
use stops::STOPS;
pub(crate) use svg_names::SVG_NAMES;
pub(crate) use time_words::TIME_WORDS;
pub(crate) use weekdays::WEEKDAYS;
use wire_fields::WIRE_FIELDS;

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

/// A word of amounts. Sorted by `form`, lower case.
pub(crate) struct AmountWord {
    /// One to three words.
    pub(crate) form: &'static str,
    /// `sign` (of a currency, in front or behind), `currency`, `percent`, `times`, `unit`, `noun`.
    pub(crate) role: &'static str,
    /// ISO 4217, the zeros of a factor, the unit, what is counted.
    pub(crate) value: &'static str,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
}

/// A word that ends or starts a headline as its source. Sorted by `text`, lower case.
pub(crate) struct Attribution {
    pub(crate) text: &'static str,
    /// `source` or `says`.
    pub(crate) role: &'static str,
}

/// What each output format can hold of a field: `yes`, `part` or `no`. Sorted by `field`.
pub(crate) struct Capability {
    /// The field of the record, dotted.
    pub(crate) field: &'static str,
    /// `given` by the carrier, `found` in the text, or `printed`: either.
    pub(crate) origin: &'static str,
    pub(crate) text: &'static str,
    pub(crate) markdown: &'static str,
    pub(crate) html: &'static str,
    pub(crate) annotated: &'static str,
    /// 3.1 and 2.2.
    pub(crate) ninjs: &'static str,
    /// 1.6.
    pub(crate) ninjs_1: &'static str,
    pub(crate) nitf: &'static str,
    pub(crate) newsmlg2: &'static str,
    pub(crate) jsonld: &'static str,
    pub(crate) rss: &'static str,
    /// brat, Web Annotation, spaCy, Doccano.
    pub(crate) standoff: &'static str,
}

/// A named character reference of HTML. Sorted by `name`.
pub(crate) struct CharacterReference {
    /// Without `&` and `;`.
    pub(crate) name: &'static str,
    /// One or two code points in hexadecimal digits, with a space between.
    pub(crate) codes: &'static str,
    /// `yes` where it stands without a semicolon, too.
    pub(crate) bare: &'static str,
}

/// A name of SVG that has capitals. Sorted by `name`, lower case.
pub(crate) struct SvgName {
    pub(crate) name: &'static str,
    /// `tag` or `attribute`.
    pub(crate) kind: &'static str,
    pub(crate) written: &'static str,
}

/// A word around the names of a byline. Sorted by `text`, lower case.
pub(crate) struct BylineWord {
    pub(crate) text: &'static str,
    /// `prefix`, `and`, `in`, `role`.
    pub(crate) role: &'static str,
}

/// Where a dialect of JSON keeps a field. Sorted by `dialect`, `field`, `rank`.
pub(crate) struct JsonDialect {
    pub(crate) dialect: &'static str,
    pub(crate) field: &'static str,
    /// Two digits, the best path first; of a `kind` the kind of block.
    pub(crate) rank: &'static str,
    /// A path into the item, see `readers/dialects/path.rs`; of a `kind` the role of an element.
    pub(crate) path: &'static str,
}

/// An element of a feed. Sorted by `name`, lower case.
pub(crate) struct FeedField {
    pub(crate) name: &'static str,
    /// The prefix by which its namespace is known; `-` is that of the feed itself.
    pub(crate) prefix: &'static str,
    /// What it says; `group` where it only holds elements that say something.
    pub(crate) field: &'static str,
    /// 1 for the best of several elements that say the same.
    pub(crate) rank: u16,
}

/// An element or attribute in which the XML of the wire keeps a field. Sorted by element, dialect, parent.
pub(crate) struct WireField {
    pub(crate) element: &'static str,
    pub(crate) dialect: &'static str,
    /// `-` for any.
    pub(crate) parent: &'static str,
    /// `-` for the element itself.
    pub(crate) attribute: &'static str,
    pub(crate) field: &'static str,
}

/// A namespace of XML. Sorted by `address`: lower case, without its scheme and without marks at its end.
pub(crate) struct Namespace {
    pub(crate) address: &'static str,
    /// The prefix by which it is known.
    pub(crate) prefix: &'static str,
}

/// A name by which the markup of pages carries a field. Sorted by `text`, lower case.
pub(crate) struct PageField {
    pub(crate) text: &'static str,
    /// `meta`, `itemprop`, `class` (part of a class token), `no_name` (a word that no name of an author holds).
    pub(crate) carrier: &'static str,
    /// The field; `other` for what looks like a field and is none.
    pub(crate) field: &'static str,
}

/// A city that may stand alone in a dateline. Sorted by `name`, lower case.
pub(crate) struct City {
    pub(crate) name: &'static str,
}

/// A country, or a word for its people. Sorted by `text`, lower case.
pub(crate) struct Country {
    pub(crate) text: &'static str,
    /// `country` or `adjective`.
    pub(crate) kind: &'static str,
    /// ISO 3166-1 alpha-2.
    pub(crate) code: &'static str,
}

/// A word around a definition of an abbreviation. Sorted by `text`, lower case.
pub(crate) struct DefinitionWord {
    pub(crate) text: &'static str,
    /// `cue`, `body`, `suffix`.
    pub(crate) role: &'static str,
}

/// A word that says that something is said. Sorted by `form`, lower case.
pub(crate) struct CueWord {
    /// One to four words.
    pub(crate) form: &'static str,
    /// The dictionary form.
    pub(crate) lemma: &'static str,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
    /// `say`, `write`, `think`, `call`, `report`, `cite`, `according`, `behind`, `impersonal`, `relative`, `so`, `as`.
    pub(crate) class: &'static str,
    /// `finite`, `participle`, `both`, `infinitive`, `gerund`, or `-` for no verb.
    pub(crate) verb: &'static str,
    /// The word that must follow at the end of the clause (`teilte … mit`), or `-`.
    pub(crate) particle: &'static str,
}

/// Something written or counted that copy lets speak. Sorted by `text`, lower case.
pub(crate) struct Document {
    pub(crate) text: &'static str,
}

/// A word that counts, or one around it. Sorted by `text`, lower case.
pub(crate) struct Enumerator {
    pub(crate) text: &'static str,
    /// `adverb`, `last`, `ordinal`, `noun`, `verb`, `quantity`, `article`, `and`, `also`.
    pub(crate) role: &'static str,
    pub(crate) n: u16,
}

/// A noun that events are named by. Sorted by `form`, lower case.
pub(crate) struct EventWord {
    pub(crate) form: &'static str,
    /// `head` names an event with the words around it; `name` only where it has a capital itself.
    pub(crate) how: &'static str,
    pub(crate) kind: &'static str,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
}

/// A desk's label. Sorted by `text`, lower case.
pub(crate) struct FlagWord {
    pub(crate) text: &'static str,
    /// `update`, `correction`, `kill` or `-`.
    pub(crate) change: &'static str,
    /// The kind of piece it announces.
    pub(crate) kind: &'static str,
}

/// A small word that stands around cues. Sorted by `form`, lower case.
pub(crate) struct FrameWord {
    pub(crate) form: &'static str,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
    pub(crate) role: &'static str,
}

/// A common small word. Sorted by `text`, lower case.
pub(crate) struct FunctionWord {
    pub(crate) text: &'static str,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
}

/// A given name. Sorted by `text`, lower case.
pub(crate) struct GivenName {
    pub(crate) text: &'static str,
}

/// A line of a known kind. Sorted by `text`, lower case.
pub(crate) struct KnownLine {
    pub(crate) text: &'static str,
    /// `exact`, `start`, `end` or `has`.
    pub(crate) how: &'static str,
    pub(crate) kind: &'static str,
}

/// A month name. Sorted by `form`, lower case.
#[expect(clippy::struct_field_names, reason = "fields are named like the columns of the table")]
pub(crate) struct Month {
    pub(crate) form: &'static str,
    pub(crate) month: u16,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
}

/// A word or phrase that tells about a name. Sorted by `text`, lower case.
pub(crate) struct NameWord {
    pub(crate) text: &'static str,
    /// Comma list; what each role means stands in `data/README.md`.
    pub(crate) roles: &'static str,
}

/// A word around the name of a place. Sorted by `text`, lower case.
pub(crate) struct PlaceWord {
    pub(crate) text: &'static str,
    /// Comma list; what each role means stands in `data/README.md`.
    pub(crate) roles: &'static str,
}

/// A word of `class` or `id` that says what a part of a page is. Sorted by `text`, lower case.
pub(crate) struct ClassWord {
    pub(crate) text: &'static str,
    pub(crate) role: &'static str,
}

/// Words that open a line of a page that is no prose. Sorted by `text`, lower case.
pub(crate) struct PageLine {
    pub(crate) text: &'static str,
    /// The kind of the block.
    pub(crate) kind: &'static str,
}

/// How much a sign of a page says for or against an article. Sorted by `sign`.
pub(crate) struct PageWeight {
    pub(crate) sign: &'static str,
    /// `article`, or `other`.
    pub(crate) says: &'static str,
    /// Tenths of a logit.
    pub(crate) points: u16,
}

/// Words that tell what kind of page a page is. Sorted by `text`, lower case.
pub(crate) struct PageWord {
    pub(crate) text: &'static str,
    /// Where they stand: `title`, `line`, `type`, `og`, `path`.
    pub(crate) place: &'static str,
    pub(crate) sign: &'static str,
}

/// A word beside a full stop. Sorted by `text`, in the case it is printed in where that tells it from other words.
pub(crate) struct Stop {
    pub(crate) text: &'static str,
    /// `title`: a name or number follows, the sentence goes on; `number`: so it does before a number; `maybe`: it ends
    /// before a word that opens sentences; `hour`: before a title too; `never`. And words of other parts: `opens`,
    /// `ordinal`, `particle`.
    pub(crate) role: &'static str,
}

/// A word of dates and times. Sorted by `form`, lower case; what roles and values mean stands in `data/README.md`.
pub(crate) struct TimeWord {
    /// One to three words.
    pub(crate) form: &'static str,
    pub(crate) role: &'static str,
    pub(crate) value: &'static str,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
}

/// A weekday name; 1 is Monday. Sorted by `form`, lower case.
pub(crate) struct Weekday {
    pub(crate) form: &'static str,
    pub(crate) day: u16,
    /// Comma list of the languages that have it, BCP 47.
    pub(crate) langs: &'static str,
}

/// A table with a quick look in front: most words of prose are told apart from its keys by their first byte and length, the
/// others by one look at a slot of hashes.
pub(crate) struct Index<T: 'static> {
    rows: &'static [T],
    key: fn(&T) -> &'static str,
    gate: Gate,
    /// The second bytes of the keys, by first byte, folded to 64.
    seconds: [u64; 256],
    /// By hash, the number of the first row of a key, from 1; 0 is free. At most half full, a power of two long.
    slots: Vec<u32>,
}

/// Which lengths keys have: 1 to 62 bytes, and the last bit for more.
pub(crate) struct Gate {
    /// By first byte.
    lengths: [u64; 256],
    /// By last byte.
    ends: [u64; 256],
}

impl Gate {
    pub(crate) fn of(keys: impl Iterator<Item = &'static str>) -> Gate {
        let mut gate = Gate { lengths: [0; 256], ends: [0; 256] };
        for key in keys {
            let (first, last) = (key.bytes().next().unwrap_or_default(), key.bytes().next_back().unwrap_or_default());
            gate.lengths.get_mut(usize::from(first)).into_iter().for_each(|set| *set |= 1 << key.len().min(63));
            gate.ends.get_mut(usize::from(last)).into_iter().for_each(|set| *set |= 1 << key.len().min(63));
        }
        gate
    }

    /// Whether this word may be a key in lower case: a look that is much cheaper than lowering the word.
    #[inline]
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let (Some(first), Some(last)) = (word.as_bytes().first(), word.as_bytes().last()) else { return false };
        let of = |sets: &[u64; 256], byte: u8| {
            let set = byte.is_ascii().then_some(usize::from(byte.to_ascii_lowercase()));
            set.and_then(|at| sets.get(at)).copied().unwrap_or(u64::MAX)
        };
        of(&self.lengths, *first) & of(&self.ends, *last) & 1 << word.len().min(63) != 0
    }
}

/// Hash of a key: eight bytes at a time (Knuth's multiplicative hashing).
pub(crate) fn hash_of(key: &[u8]) -> usize {
    let (whole, rest) = key.as_chunks::<8>();
    let last = match key.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte)),
    };
    let words = whole.iter().map(|bytes| u64::from_le_bytes(*bytes)).chain([last]);
    let start = key.len() as u64;
    let hash = words.fold(start, |hash, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    usize::try_from(hash >> 32).unwrap_or_default()
}

impl<T> Index<T> {
    /// Indexes a table sorted by `key`.
    pub(crate) fn new(rows: &'static [T], key: fn(&T) -> &'static str) -> Self {
        let len = (rows.len() * 2).next_power_of_two();
        let gate = Gate::of(rows.iter().map(key));
        let mut index = Index { rows, key, gate, seconds: [0; 256], slots: vec![0; len] };
        for (number, key) in (1..).zip(rows.iter().map(key)) {
            let (known, slot) = index.slot(key);
            if known.is_none() {
                index.slots.get_mut(slot).into_iter().for_each(|slot| *slot = number);
            }
            let mut bytes = key.bytes();
            let first = usize::from(bytes.next().unwrap_or_default());
            let second = bytes.next().unwrap_or_default() & 63;
            index.seconds.get_mut(first).into_iter().for_each(|set| *set |= 1 << second);
        }
        index
    }

    /// Whether the table may have this word as a key in lower case, see [`Gate::may_hold`].
    #[inline]
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        self.gate.may_hold(word)
    }

    /// The first row of a key, if it has one, and its slot or the one where it would lie.
    fn slot(&self, key: &str) -> (Option<usize>, usize) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash_of(key.as_bytes()) & mask;
        while let Some(number) = self.slots.get(slot).filter(|number| **number > 0) {
            let row = *number as usize - 1;
            if self.rows.get(row).is_some_and(|row| (self.key)(row) == key) {
                return (Some(row), slot);
            }
            slot = (slot + 1) & mask;
        }
        (None, slot)
    }

    /// All rows with this key.
    pub(crate) fn rows(&self, key: &str) -> &'static [T] {
        let lengths = key.bytes().next().and_then(|first| self.gate.lengths.get(usize::from(first)));
        if lengths.is_none_or(|lengths| lengths >> key.len().min(63) & 1 == 0) {
            return &[];
        }
        let Some(start) = self.slot(key).0 else { return &[] };
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
    AMOUNT_WORD_INDEX: AmountWord = AMOUNT_WORDS by form;
    AGENCY_INDEX: Agency = AGENCIES by name;
    ATTRIBUTION_INDEX: Attribution = ATTRIBUTIONS by text;
    BYLINE_INDEX: BylineWord = BYLINES by text;
    CITY_INDEX: City = CITIES by name;
    CUE_INDEX: CueWord = CUES by form;
    DEFINITION_INDEX: DefinitionWord = DEFINITIONS by text;
    DOCUMENT_INDEX: Document = DOCUMENTS by text;
    ENUMERATOR_INDEX: Enumerator = ENUMERATORS by text;
    FEED_FIELD_INDEX: FeedField = FEED_FIELDS by name;
    FLAG_INDEX: FlagWord = FLAGS by text;
    FRAME_WORD_INDEX: FrameWord = FRAME_WORDS by form;
    FUNCTION_WORD_INDEX: FunctionWord = FUNCTION_WORDS by text;
    LINE_INDEX: KnownLine = LINES by text;
    MONTH_INDEX: Month = MONTHS by form;
    PAGE_FIELD_INDEX: PageField = PAGE_FIELDS by text;
    PAGE_LINE_INDEX: PageLine = PAGE_LINES by text;
    PAGE_WORD_INDEX: PageWord = PAGE_WORDS by text;
    STOP_INDEX: Stop = STOPS by text;
    WEEKDAY_INDEX: Weekday = WEEKDAYS by form;
    WIRE_FIELD_INDEX: WireField = WIRE_FIELDS by element;
}
