//! The kind of a line that is no prose: end marks, credits, copyright, embargo, desk notes, furniture of pages.
//!
//! Known words are rows of `data/lines.tsv`; shapes that no list can hold are here, each with an example.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::article::BlockKind;
use crate::generated::{KnownLine, LINE_INDEX, LINES};
use crate::grammar::agency;
use crate::grammar::calendar;
use crate::grammar::cursor::Cursor;
use crate::grammar::words::{ends_sentence, is_all_caps, lowered, words};
use crate::span::Span;

/// The kind of a line or paragraph that stands at `span`, if it is not prose.
pub(crate) fn find(text: &str, span: Span) -> Option<BlockKind> {
    let line = span.of(text);
    let short = line.len() <= 160;
    if short && let Some(kind) = by_shape(text, span) {
        return Some(kind);
    }
    // Lists of reporters and notices of copyright may be long; everything else of these kinds is a line or two.
    if line.len() > 1200 {
        return None;
    }
    let head = line.get(..line.floor_char_boundary(64)).unwrap_or(line);
    let known = if may_be_known(line, head) { lowered(head, |head| by_head(line, head)) } else { None };
    let kind = known.or_else(|| by_content(line))?;
    let long_allowed =
        matches!(kind, BlockKind::Credit | BlockKind::Copyright | BlockKind::Contact | BlockKind::EditorNote);
    // "Copyright law must change, the court said." opens with the word of a notice and is prose.
    let bare_word =
        matches!(kind, BlockKind::Embargo | BlockKind::Copyright | BlockKind::Date | BlockKind::PhotoCredit);
    if bare_word && line.len() > 40 && ends_sentence(line) && !has_notice_marks(line) {
        return None;
    }
    (line.len() <= 300 || (long_allowed && line.len() <= 1200)).then_some(kind)
}

/// Whether a line may be a known one, or start like one: a look at its first letters that spares most lines the rest.
fn may_be_known(line: &str, head: &str) -> bool {
    let mut start = [0; 8];
    let mut end = 0;
    for c in head.chars().take(2).flat_map(char::to_lowercase) {
        let Some(place) = start.get_mut(end..end + c.len_utf8()) else { break };
        end += c.encode_utf8(place).len();
    }
    let known_start = |lead: &[u8; 2]| opened(u16::from_be_bytes(*lead)).next().is_some();
    let bare = || line.trim_matches(|c: char| !c.is_alphanumeric());
    start.get(..end).and_then(|start| start.first_chunk()).is_some_and(known_start)
        || head.starts_with(MARKS)
        || line.len() == head.len() && (LINE_INDEX.may_hold(line) || LINE_INDEX.may_hold(bare()))
}

/// What may stand in front of a credit: "* Writing by Ann Lee".
const MARKS: [char; 4] = ['*', '-', '–', '—'];

/// The kind of a line by its start, here in lower case, or by all of it.
fn by_head(line: &str, head: &str) -> Option<BlockKind> {
    let marked = head.starts_with(MARKS);
    let credit = if marked { by_start(head.trim_start_matches(|c| c == ' ' || MARKS.contains(&c))) } else { None };
    let credit = credit.filter(|kind| *kind == BlockKind::Credit);
    credit.or_else(|| by_start(head)).or_else(|| by_whole_line(head, line))
}

/// Figures, a colon, the sign or the stock phrases: what a notice has and a sentence about notices has not.
fn has_notice_marks(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit() || matches!(c, '©' | ':')) || by_content(line).is_some()
}

fn kind(row: &KnownLine) -> BlockKind {
    match row.kind {
        "related" => BlockKind::Related,
        "share" => BlockKind::Share,
        "advertisement" => BlockKind::Advertisement,
        "newsletter" => BlockKind::Newsletter,
        "paywall" => BlockKind::Paywall,
        "date" => BlockKind::Date,
        "photo_credit" => BlockKind::PhotoCredit,
        "credit" => BlockKind::Credit,
        "end_mark" => BlockKind::EndMark,
        "sign_off" => BlockKind::SignOff,
        "copyright" => BlockKind::Copyright,
        "embargo" => BlockKind::Embargo,
        "adds_line" => BlockKind::AddsLine,
        "correction" => BlockKind::Correction,
        "editor_note" => BlockKind::EditorNote,
        "contact" => BlockKind::Contact,
        _ => BlockKind::Promo,
    }
}

/// Rows of the table that are matched at the start of a line, with their first two bytes, sorted as the table is.
static STARTS: LazyLock<Vec<(u16, &'static KnownLine)>> = LazyLock::new(|| {
    let rows = LINES.iter().filter(|row| row.how == "start");
    rows.filter_map(|row| Some((lead(row.text)?, row))).collect()
});

fn lead(text: &str) -> Option<u16> {
    text.as_bytes().first_chunk().map(|lead| u16::from_be_bytes(*lead))
}

/// Rows matched anywhere or at the end of a line.
fn content() -> impl Iterator<Item = &'static KnownLine> {
    LINES.iter().filter(|row| matches!(row.how, "has" | "end"))
}

/// Some of them in one automaton, without their first letters: those may be capitals, and the search for exact bytes is many
/// times faster than one that folds case.
struct Search {
    rows: Vec<&'static KnownLine>,
    automaton: AhoCorasick,
}

impl Search {
    fn of(rows: impl Iterator<Item = &'static KnownLine>) -> Self {
        let rows: Vec<&KnownLine> = rows.collect();
        let tails = rows.iter().map(|row| without_first(row.text));
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(tails);
        Search { rows, automaton: automaton.expect("the rows of the table make a small automaton") }
    }
}

/// All rows; those that a line of ASCII may hold; of them those that may stand in a line of any length: the fewer rows, the
/// faster the search.
static ANY: LazyLock<Search> = LazyLock::new(|| Search::of(content()));
static ASCII: LazyLock<Search> = LazyLock::new(|| Search::of(content().filter(|row| is_ascii_behind_first(row))));
static LONG_ASCII: LazyLock<Search> =
    LazyLock::new(|| Search::of(content().filter(|row| is_ascii_behind_first(row) && row.how == "has")));

fn is_ascii_behind_first(row: &KnownLine) -> bool {
    without_first(row.text).is_ascii()
}

/// A row matched at the end of a line counts only in a line that is shorter.
const SHORT: usize = 40;

fn without_first(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

/// Whether a known start opens the line.
fn by_start(head: &str) -> Option<BlockKind> {
    let opens = |row: &&KnownLine| {
        head.strip_prefix(row.text).is_some_and(|rest| {
            let closed = row.text.ends_with(|c: char| !c.is_alphanumeric());
            closed || !rest.starts_with(char::is_alphanumeric) || row.text.chars().all(|c| !c.is_ascii())
        })
    };
    opened(lead(head)?).find(opens).map(kind)
}

/// The rows that start with these two bytes.
fn opened(lead: u16) -> impl Iterator<Item = &'static KnownLine> {
    let from = STARTS.partition_point(|(row, _)| *row < lead);
    let rows = STARTS.get(from..).unwrap_or_default().iter();
    rows.take_while(move |(row, _)| *row == lead).map(|(_, row)| *row)
}

/// Whether the whole line is a known one, but for marks around it.
fn by_whole_line(head: &str, line: &str) -> Option<BlockKind> {
    let exact = |text: &str| LINE_INDEX.rows(text).iter().find(|row| row.how == "exact").map(kind);
    if line.len() > head.len() {
        return None;
    }
    let bare = head.trim_matches(|c: char| !c.is_alphanumeric());
    exact(head).or_else(|| if bare.len() < head.len() { exact(bare) } else { None })
}

/// Whether a known phrase stands anywhere in the line, or at the end of a short one.
fn by_content(line: &str) -> Option<BlockKind> {
    const LONGEST: usize = 200;
    if line.len() > LONGEST {
        return None;
    }
    // Shouted notices ("ALL RIGHTS RESERVED") are lowered for the search; positions stay those of ASCII.
    let shouted = is_all_caps(line).then(|| line.to_ascii_lowercase());
    let line = shouted.as_deref().unwrap_or(line);
    let end = line.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let fits = |row: &KnownLine, found_end: usize| row.how == "has" || (found_end == end && line.len() < SHORT);
    let search = match line.is_ascii() {
        false => &*ANY,
        true if line.len() < SHORT => &*ASCII,
        true => &*LONG_ASCII,
    };
    search.automaton.find_iter(line).find_map(|found| {
        let row = search.rows.get(found.pattern().as_usize())?;
        fits(row, found.end()).then(|| kind(row))
    })
}

fn by_shape(text: &str, span: Span) -> Option<BlockKind> {
    let line = span.of(text);
    match line.chars().next()? {
        '#' | '*' | '_' | '-' | '=' | '~' | '+' | '•' | '—' | '–' if is_rule(line) => Some(rule_kind(line)),
        '-' | '—' | '–' | '(' if is_signature(line) => Some(BlockKind::Credit),
        // A list goes on with "(c) Flames …"; a notice has a year.
        '(' if line.starts_with("(c) ") && line.contains(|c: char| c.is_ascii_digit()) => Some(BlockKind::Copyright),
        '(' if is_agency_close(line) => Some(BlockKind::EndMark),
        '=' if line.trim_start_matches('=').trim().eq_ignore_ascii_case("item") => Some(BlockKind::EndMark),
        '©' => Some(if line.contains(|c: char| c.is_ascii_digit()) {
            BlockKind::Copyright
        } else {
            BlockKind::PhotoCredit
        }),
        '0'..='9' | 'A'..='Z' | 'a'..='z' if is_time_line(text, span) => Some(BlockKind::Date),
        _ if is_initials(line) || is_signature(line) => Some(BlockKind::Credit),
        _ => None,
    }
}

/// `###`, `*****`, `__`, `-30-`, `- - -`: only marks, or marks around the old telegraph sign for the end.
fn is_rule(line: &str) -> bool {
    let marks = |text: &str| text.chars().all(|c| !c.is_alphanumeric());
    marks(line) || line.trim_matches(|c: char| !c.is_alphanumeric()) == "30"
}

fn rule_kind(line: &str) -> BlockKind {
    // A row of hyphens or equals signs parts sections; hashes, stars and underscores close the copy.
    if line.starts_with(['-', '=', '~', '—', '–', '+']) && !line.contains("30") {
        BlockKind::Divider
    } else {
        BlockKind::EndMark
    }
}

/// `al/bk/cr`, `(vj/dmc/cph)`: initials of a desk.
fn is_initials(line: &str) -> bool {
    let inner = line.trim_matches(['(', ')', '[', ']', ' ', '-']);
    let initials = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    inner.len() <= 40
        && inner.contains('/')
        && inner.split('/').all(initials)
        && inner.bytes().any(|b| b.is_ascii_lowercase())
}

/// `PTI ANB SMN`, `--IANS al/bk`, `dpa al yyzz n1 bk`, `(ANI)`: a house and initials.
fn is_signature(line: &str) -> bool {
    let inner = line.trim_matches(['-', '—', '–', ' ']);
    if line.len() > 40 || inner.is_empty() {
        return false;
    }
    if let Some(name) = inner.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return agency::find(name).is_some();
    }
    let mut tokens = inner.split_whitespace();
    let house = tokens.next().is_some_and(|word| agency::find(word).is_some());
    let initials = |word: &str| {
        let letters = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_alphanumeric());
        is_initials(word) || (letters && (is_all_caps(word) || word.bytes().all(|b| !b.is_ascii_uppercase())))
    };
    let rest: Vec<&str> = tokens.collect();
    house && (!rest.is_empty() || line.starts_with('-')) && rest.iter().all(|word| initials(word))
}

/// `(ANSA).`: the house closes its copy.
fn is_agency_close(line: &str) -> bool {
    let name = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(").").or_else(|| rest.strip_suffix(").=")));
    name.is_some_and(|name| agency::find(name).is_some())
}

/// `28 JUL, 14:05`, `28 Jul 2021, 14:05 IST`, `AP-NY-07-28-21 0942EDT` is not one: a day and a time, nothing else.
fn is_time_line(text: &str, span: Span) -> bool {
    if span.len() > 60 {
        return false;
    }
    let mut cursor = Cursor::new(text, span);
    if calendar::day(&mut cursor).is_none() {
        return false;
    }
    let rest = cursor.rest();
    let time = |word: &str| {
        let word = word.trim_matches([',', '.', '|', '·', '-', '–', '—', '(', ')']);
        word.is_empty()
            || word.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'.')
            || (word.len() <= 5
                && (is_all_caps(word) || matches!(word, "p.m" | "a.m" | "at" | "pm" | "am" | "Uhr" | "um" | "à")))
    };
    let has_time = rest.contains(|c: char| c.is_ascii_digit());
    rest.split_whitespace().all(time) && (has_time || rest.trim().is_empty()) && words(text, span).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_look_lets_every_known_line_through() {
        for row in LINES.iter().filter(|row| matches!(row.how, "start" | "exact")) {
            let shouted = row.text.to_uppercase();
            let kept = if shouted.to_lowercase() == row.text { shouted.as_str() } else { row.text };
            assert!([row.text, kept].into_iter().all(|line| may_be_known(line, line)), "{}", row.text);
        }
        assert!(!may_be_known("Zwölf Mühlen schließen.", "Zwölf Mühlen schließen."));
    }

    #[test]
    fn lines_that_are_no_prose() {
        for (line, expected) in [
            ("###", Some(BlockKind::EndMark)),
            ("-30-", Some(BlockKind::EndMark)),
            ("(END) Dow Jones Newswires", Some(BlockKind::EndMark)),
            ("AP-NY-07-28-21 0942EDT", Some(BlockKind::EndMark)),
            ("(ANSA).", Some(BlockKind::EndMark)),
            ("Reuter", Some(BlockKind::SignOff)),
            ("REUTER...", Some(BlockKind::SignOff)),
            ("(ANI)", Some(BlockKind::Credit)),
            ("PTI ANB SMN", Some(BlockKind::Credit)),
            ("--IANS al/bk", Some(BlockKind::Credit)),
            ("al/bk/cr", Some(BlockKind::Credit)),
            ("(Reporting by Ann Lee; Editing by Bo Kim)", Some(BlockKind::Credit)),
            ("(c) 2021 Sample News Agency", Some(BlockKind::Copyright)),
            ("(c) Flames such as may be produced by burning tar", None),
            ("© 2021 Sample News", Some(BlockKind::Copyright)),
            ("© A. Lee/Sample News", Some(BlockKind::PhotoCredit)),
            ("28 Jul 2021, 14:05 IST", Some(BlockKind::Date)),
            ("Читайте также", Some(BlockKind::Related)),
            ("Share", Some(BlockKind::Share)),
            ("Share prices fell on Wednesday.", None),
            ("Copyright law must change, the court said on Wednesday.", None),
            ("Embargo talks went on through the night, diplomats said.", None),
            ("EMBARGOED until 0001 GMT Thursday, July 29.", Some(BlockKind::Embargo)),
            ("This material may not be published, broadcast, rewritten or redistributed.", Some(BlockKind::Copyright)),
            ("More than 30 houses stood in the water.", None),
            ("Ministers agreed to pay.", None),
        ] {
            assert_eq!(find(line, Span::new(0, line.len())), expected, "{line}");
        }
    }
}
