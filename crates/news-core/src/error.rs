//! Every error and note, with its texts: what was expected, what was found, what to do.

use std::fmt;

use crate::article::{Level, Note};
use crate::span::{SourceSpan, Span};

/// A row of the table of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// `E…` errors (there is no article), `N…` notes about an article.
    pub code: &'static str,
    /// A stable name for people.
    pub name: &'static str,
    /// How much it matters; `None` for errors.
    pub level: Option<Level>,
    /// What it means and what to do.
    pub help: &'static str,
}

/// Errors and notes as a page: `news explain CODE` prints a row of it.
pub const CODES: &[Code] = &[
    error(
        "E0001",
        "empty-input",
        "The input holds no text: it is empty, or white space and control bytes only. Nothing is lost; check the pipe or file that should have filled it.",
    ),
    error(
        "E0002",
        "binary-input",
        "The input is not text: it starts with the signature of a known binary type, or has more NUL and control bytes than any transmitted copy. Extract the text first; `news` reads text, not containers of pictures or office documents.",
    ),
    error(
        "E0003",
        "input-too-large",
        "The input is larger than `--max-size`. Raise the limit, or split the input. Inputs of 4 GiB and more are always refused, because positions are 32 bits wide.",
    ),
    error("E0004", "unknown-format", "No format of this name exists. `news formats` lists the names."),
    error(
        "E0005",
        "unreadable-format",
        "The input looks like a format that this version does not read as such (HTML, XML, feeds, JSON of other houses). Ask for `--from text` to read it as plain copy all the same.",
    ),
    error(
        "E0006",
        "several-articles",
        "The input holds more than one story, and one article was asked for. `news parse` writes one record per story; the library's `read_items` gives all of them.",
    ),
    error(
        "E0007",
        "bad-record",
        "The input says it is a `news.article/1` record and is not: broken JSON, a missing field, or a span that does not fit the text in the declared unit.",
    ),
    error(
        "E0008",
        "no-article",
        "The input was understood, but holds no story: every line is furniture (share links, newsletter offers, copyright), or a feed has no item. The message tells which.",
    ),
    error(
        "E0009",
        "unknown-charset",
        "The declared character encoding is not one that the WHATWG Encoding Standard names.",
    ),
    error(
        "E0010",
        "bad-line",
        "A line of JSONL input is not an object with a `text` member. The line is skipped; the others are read.",
    ),
    error("E0011", "bad-option", "An option has a value that cannot be read; the message says what was expected."),
    error(
        "E0012",
        "input-too-complex",
        "The input nests deeper, or holds more parts, than any article or feed does: 256 elements of XML inside each other, 1,024 attributes of one element, 4 million nodes, or a story of more words than `--max-words`. Such inputs are broken or hostile, or no article.",
    ),
    error(
        "E0013",
        "bad-json",
        "The input has the members of a known kind of JSON and is not JSON: the message names the line and what was expected there. It may have been cut.",
    ),
    error(
        "E0014",
        "reading-stopped",
        "Whoever asked for the article would not wait for it any longer. The input is larger or stranger than articles are; nothing is wrong with others.",
    ),
    note(
        "N0101",
        "dateline-missing",
        Level::Info,
        "No dateline was found. Wire copy starts its first paragraph with a place, a date or an agency; web copy often has none.",
    ),
    note(
        "N0102",
        "headline-missing",
        Level::Warning,
        "The story starts with its body; no line above it reads as a headline.",
    ),
    note(
        "N0103",
        "body-missing",
        Level::Info,
        "There is a headline and no body. Flashes and alerts are sent like that; a longer story may have been cut.",
    ),
    note(
        "N0104",
        "agency-unknown",
        Level::Info,
        "The dateline names an agency that is not in the table of agencies. One row in `agencies.tsv` makes it known.",
    ),
    note(
        "N0201",
        "year-inferred",
        Level::Info,
        "The dateline gives month and day; the year follows from the evidence listed in `basis`.",
    ),
    note(
        "N0202",
        "year-ambiguous",
        Level::Info,
        "The dateline gives month and day, and the evidence leaves more than one year: see `candidates`. The issue date (`--date`) decides; `--not-after` narrows.",
    ),
    note(
        "N0203",
        "weekday-conflict",
        Level::Warning,
        "The weekday named in the lead does not fit the date of the dateline in any year that is left. Either may be a slip.",
    ),
    note("N0204", "date-impossible", Level::Error, "The dateline names a day that no calendar has, such as June 31."),
    note(
        "N0205",
        "header-conflict",
        Level::Warning,
        "The dateline and the header of the carrier name days that lie more than a week apart. An old story may have been sent again, or the header tells of something else.",
    ),
    note(
        "N0301",
        "charset-replaced",
        Level::Warning,
        "Bytes that are invalid in the chosen encoding were read as U+FFFD. Another encoding may be meant; `--charset` overrides the choice.",
    ),
    note(
        "N0302",
        "control-characters",
        Level::Info,
        "The copy carries control characters beside those of a transmission header. They are kept in the text.",
    ),
    note(
        "N0303",
        "charset-overruled",
        Level::Info,
        "The carrier or the document declares one encoding, and its byte order mark or valid UTF-8 shows another, which was read. The copy is right; the declaration is not.",
    ),
    note(
        "N0401",
        "killed",
        Level::Warning,
        "The copy says that a story must not be used any more. It is read, and `status.change` is `kill`.",
    ),
    note(
        "N0402",
        "embargoed",
        Level::Warning,
        "The copy carries an embargo line, or its header a time until which it may not be used; see `status.embargo` and `dates.embargo`.",
    ),
    note(
        "N0403",
        "withheld",
        Level::Warning,
        "The header says that the item must not be used for now; `status.pub` is `withheld`.",
    ),
    note(
        "N0501",
        "span-broken",
        Level::Error,
        "A span of the record does not lie on character boundaries inside the text, or a stored text differs from its slice. The record was not written by this tool, or was edited.",
    ),
    note(
        "N0601",
        "quote-unclosed",
        Level::Warning,
        "A quotation mark is opened and never closed, so the quotation was read up to the end of its paragraph. A quotation that runs over paragraphs opens each of them with a mark again.",
    ),
    note(
        "N0602",
        "quote-without-speaker",
        Level::Info,
        "A statement was found and nobody who made it. The words that name the speaker may be missing, far away, or of a form that is not known.",
    ),
    note(
        "N0603",
        "abbreviation-unexpanded",
        Level::Info,
        "The copy uses an abbreviation that it never spells out and that is not among the known ones.",
    ),
    note(
        "N0701",
        "annotations-truncated",
        Level::Warning,
        "The text holds more annotations of a kind than the 10,000 that a record carries; those that come first in the text are kept. Split the input where the rest is wanted.",
    ),
    note(
        "N0702",
        "page-limited",
        Level::Warning,
        "The page is deeper or larger than the parser of pages goes, and its tree is flatter than a browser's or ends early. The message names the limits. Such pages are broken or hostile.",
    ),
    note(
        "N0801",
        "xml-repaired",
        Level::Info,
        "The XML is not well-formed, and was read all the same: tags that do not match, prefixes that nobody declares, entities that only HTML has, ampersands that stand for themselves, control characters (which were dropped). The message names what was repaired.",
    ),
];

const fn error(code: &'static str, name: &'static str, help: &'static str) -> Code {
    Code { code, name, level: None, help }
}

const fn note(code: &'static str, name: &'static str, level: Level, help: &'static str) -> Code {
    Code { code, name, level: Some(level), help }
}

impl Code {
    /// The row of a code, by code (`N0201`) or name (`year-inferred`), in any case.
    pub fn find(word: &str) -> Option<&'static Code> {
        CODES.iter().find(|row| row.code.eq_ignore_ascii_case(word) || row.name.eq_ignore_ascii_case(word))
    }
}

impl Note {
    /// A note of the table, by name.
    pub(crate) fn new(name: &str, span: Option<Span>, message: String) -> Self {
        let row = Code::find(name).expect("notes are rows of CODES");
        Note { code: row.code.to_owned(), level: row.level.unwrap_or(Level::Error), span, message }
    }
}

/// What went wrong when there is no article to speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// E0001
    Empty,
    /// E0002
    Binary,
    /// E0003
    TooLarge,
    /// E0004
    UnknownFormat,
    /// E0005
    UnreadableFormat,
    /// E0006
    SeveralArticles,
    /// E0007
    BadRecord,
    /// E0008
    NoArticle,
    /// E0009
    UnknownCharset,
    /// E0010
    BadLine,
    /// E0011
    BadOption,
    /// E0012
    TooComplex,
    /// E0013
    BadJson,
    /// E0014
    Stopped,
}

/// Where in the decoded input something stands, for programs and for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourcePlace {
    /// UTF-8 bytes of the decoded input.
    pub span: SourceSpan,
    /// From 1.
    pub line: u32,
    /// Characters from the start of the line, from 1.
    pub column: u32,
}

/// A limit, and what passed it. All are counted in bytes or steps, so that they are passed at the same place on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedLimit {
    /// The option that sets it, or a name of its own.
    pub name: &'static str,
    /// The most that is let through.
    pub max: u64,
    /// What came; absent where it was not counted to the end.
    pub actual: Option<u64>,
}

/// Why an input gave no article.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    place: Option<SourcePlace>,
    limit: Option<PassedLimit>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), place: None, limit: None, source: None }
    }

    pub(crate) fn with_source(self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Error { source: Some(Box::new(source)), ..self }
    }

    /// The same error, at the character that starts at byte `at` of the decoded input `text`.
    pub(crate) fn at(self, text: &str, at: usize) -> Self {
        let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = at + behind.chars().next().map_or(0, char::len_utf8);
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        let place = SourcePlace {
            span: SourceSpan::new(at, end),
            line: count(before.matches('\n').count()),
            column: count(before.get(line_start..).unwrap_or_default().chars().count()),
        };
        Error { place: Some(place), ..self }
    }

    /// The same error, with the limit that was passed.
    pub(crate) fn beyond(self, name: &'static str, max: u64, actual: Option<u64>) -> Self {
        Error { limit: Some(PassedLimit { name, max, actual }), ..self }
    }

    /// Where in the decoded input it lies, where it has one place.
    pub fn place(&self) -> Option<SourcePlace> {
        self.place
    }

    /// The limit that was passed, if it was one.
    pub fn limit(&self) -> Option<PassedLimit> {
        self.limit
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The row of [`CODES`] for this error.
    ///
    /// # Panics
    /// Never: every kind has a row, and a test says so.
    pub fn code(&self) -> &'static Code {
        let code = match self.kind {
            ErrorKind::Empty => "E0001",
            ErrorKind::Binary => "E0002",
            ErrorKind::TooLarge => "E0003",
            ErrorKind::UnknownFormat => "E0004",
            ErrorKind::UnreadableFormat => "E0005",
            ErrorKind::SeveralArticles => "E0006",
            ErrorKind::BadRecord => "E0007",
            ErrorKind::NoArticle => "E0008",
            ErrorKind::UnknownCharset => "E0009",
            ErrorKind::BadLine => "E0010",
            ErrorKind::BadOption => "E0011",
            ErrorKind::TooComplex => "E0012",
            ErrorKind::BadJson => "E0013",
            ErrorKind::Stopped => "E0014",
        };
        Code::find(code).expect("every kind is a row of CODES")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_row() {
        use ErrorKind::{
            BadJson, BadLine, BadOption, BadRecord, Binary, Empty, NoArticle, SeveralArticles, Stopped, TooComplex,
            TooLarge, UnknownCharset, UnknownFormat, UnreadableFormat,
        };
        let kinds = [
            Empty,
            Binary,
            TooLarge,
            UnknownFormat,
            UnreadableFormat,
            SeveralArticles,
            BadRecord,
            NoArticle,
            UnknownCharset,
            BadLine,
            BadOption,
            TooComplex,
            BadJson,
            Stopped,
        ];
        let codes: Vec<&str> = kinds.map(|kind| Error::new(kind, "").code().code).to_vec();
        let rows: Vec<&str> = CODES.iter().filter(|row| row.level.is_none()).map(|row| row.code).collect();
        assert_eq!(codes, rows);
    }

    #[test]
    fn an_error_knows_its_line_and_column() {
        let place = |text: &str, at| Error::new(ErrorKind::BadJson, "").at(text, at).place().unwrap();
        let expected = SourcePlace { span: SourceSpan::new(6, 8), line: 2, column: 3 };
        assert_eq!(place("éa\n{\té}", 6), expected);
        assert_eq!((place("a", 1).line, place("a", 1).column), (1, 2));
    }

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
