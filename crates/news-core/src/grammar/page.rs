//! Words of web pages: names by which carriers give fields, and the words that open the lines around an article.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::hashed::Hashed;
use super::words::{is_alphanumeric, is_cjk, lowered};
use crate::generated::{Gate, PAGE_FIELD_INDEX, PAGE_FIELDS, PAGE_LINE_INDEX, PAGE_LINES, PAGE_WORD_INDEX, PAGE_WORDS};

/// No name of a field is as long, in bytes: the rows are shorter than a third of it, and a letter in lower case has at least a
/// third of the bytes of its capital.
const LONGEST_NAME: usize = 192;

/// The fields that a carrier of `data/page_fields.tsv` means by a name, each with the name.
pub(crate) fn fields<'c>(carrier: &'c str, name: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<'c> {
    let may_be = name.len() <= LONGEST_NAME && PAGE_FIELD_INDEX.may_hold(name);
    let rows = if may_be { lowered(name, |name| PAGE_FIELD_INDEX.rows(name)) } else { &[] };
    let rows = rows.iter();
    rows.filter(move |row| row.carrier == carrier).map(|row| (row.field, row.text))
}

static AUTHOR_SEGMENTS: LazyLock<Gate> =
    LazyLock::new(|| Gate::of(PAGE_FIELDS.iter().filter(|row| row.carrier == "path").map(|row| row.text)));

/// Whether what follows this part of a path is an author: "/autoren/ann-lee".
pub(crate) fn is_author_segment(segment: &str) -> bool {
    AUTHOR_SEGMENTS.may_hold(segment) && fields("path", segment).next().is_some()
}

static LINE_OPENINGS: LazyLock<Hashed<()>> = LazyLock::new(|| Hashed::openings(PAGE_LINES.iter().map(|row| row.text)));

/// The kind that a line has by its first words, up to six of them: "Read more", "Sign up for".
pub(crate) fn line_opening(line: &str) -> Option<&'static str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    if !LINE_OPENINGS.may_open(line) {
        return None;
    }
    let head = line.get(..line.floor_char_boundary(64)).unwrap_or(line);
    let kind = |head: &str| {
        PAGE_LINE_INDEX.rows(head.trim_end_matches([':', ' ', ',', '.', '!', '?'])).first().map(|row| row.kind)
    };
    lowered(head, |head| {
        let head = straight(head);
        let ends = head.char_indices().filter(|(_, c)| matches!(c, ' ' | ':' | '|' | '»')).map(|(at, _)| at);
        let ends = ends.take(7).chain([head.len()]);
        ends.filter_map(|end| head.get(..end).and_then(kind)).last()
    })
}

/// With straight apostrophes.
fn straight(text: &str) -> Cow<'_, str> {
    if text.contains('’') { text.replace('’', "'").into() } else { text.into() }
}

/// The sign of a whole value: the `type` of an object, an `og` type, a part of a `path`.
pub(crate) fn sign_of(place: &str, value: &str) -> Option<&'static str> {
    let rows = lowered(value, |value| PAGE_WORD_INDEX.rows(value));
    rows.iter().find(|row| row.place == place).map(|row| row.sign)
}

static PHRASE_OPENINGS: LazyLock<Hashed<()>> =
    LazyLock::new(|| Hashed::openings(PAGE_WORDS.iter().map(|row| row.text)));

/// The longest phrase with a sign, in bytes.
const LONGEST_PHRASE: usize = 64;
/// How much of a text is looked at.
const LOOKED_AT: usize = 400;

/// Calls `found` with the sign and the phrase of each known phrase of a `title` or `line`. Of scripts without spaces every
/// letter may start one.
pub(crate) fn signs_in(place: &str, text: &str, found: &mut dyn FnMut(&'static str, &str)) {
    let head = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
    let text = head.to_lowercase();
    let text = straight(&text);
    let (mut is_inside, mut before) = (false, ' ');
    for (start, c) in text.char_indices() {
        let is_letter = is_alphanumeric(c);
        let opens = is_letter && (!is_inside || is_cjk(before));
        (is_inside, before) = (is_letter, c);
        if opens {
            phrases_at_start(place, text.get(start..).unwrap_or_default(), found);
        }
    }
}

fn phrases_at_start(place: &str, text: &str, found: &mut dyn FnMut(&'static str, &str)) {
    if !PHRASE_OPENINGS.may_open(text) {
        return;
    }
    let mut inside = ' ';
    for (len, next) in text.char_indices().chain([(text.len(), ' ')]) {
        if len > LONGEST_PHRASE {
            return;
        }
        if len > 0 && (is_cjk(next) || is_cjk(inside) || !is_alphanumeric(next)) {
            let phrase = text.get(..len).unwrap_or_default();
            if len > 2 && !PAGE_WORD_INDEX.any_starts_with(phrase) {
                return;
            }
            let rows = PAGE_WORD_INDEX.rows(phrase).iter();
            rows.filter(|row| row.place == place).for_each(|row| found(row.sign, phrase));
        }
        inside = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_paths_lead_to_authors() {
        assert!(["autoren", "Author"].into_iter().all(is_author_segment));
        assert!(!["auto", "authority", "", "ünal"].into_iter().any(is_author_segment));
        assert!(PAGE_FIELDS.iter().all(|row| row.text.len() * 3 <= LONGEST_NAME));
    }

    #[test]
    fn a_line_is_known_by_its_first_words() {
        assert_eq!(line_opening("Read more: Mills close"), Some("related"));
        assert_eq!(line_opening("Sign up for the morning letter"), Some("newsletter"));
        assert_eq!(line_opening("Readers came."), None);
    }

    #[test]
    fn phrases_are_known_inside_a_text_of_any_script() {
        let signs = |text| {
            let mut signs = Vec::new();
            signs_in("title", text, &mut |sign, phrase| signs.push(format!("{sign} {phrase}")));
            signs
        };
        assert_eq!(signs("Sorry, page not found!"), ["error_words page not found", "error_words not found"]);
        assert_eq!(
            signs("ページが見つかりません"),
            ["error_words ページが見つかりません", "error_words 見つかりません"]
        );
        assert_eq!(signs("The pages not foundered"), [""; 0]);
        assert_eq!(sign_of("type", "NewsArticle"), Some("article_type"));
    }
}
