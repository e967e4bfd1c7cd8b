//! The names in the text of a byline: `29 June · by Ann Lee, editor | The Paper` → `Ann Lee`.

use super::{Candidate, is_address};
use crate::grammar::byline::{self, is_role, without_prefix};
use crate::grammar::name_word::{COMPANY, GIVEN, ORG_HEAD, PARTICLE, PLACE, Roles, TIME, roles_of};
use crate::grammar::page;
use crate::grammar::words::{is_cjk, starts_like_name};

/// How a text says that a name follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    None,
    /// `By`, `von`: prose starts with them, too.
    Weak,
    /// `Written by`, `Author:`.
    Strong,
}

/// The most words of a byline that are looked at.
const WORDS: usize = 40;

/// The names of a byline, without prefixes, roles and what stands in brackets, and how the text announces them.
pub(super) fn names_of(value: &str) -> (Vec<String>, Sign) {
    let value = value.replace(['\u{A0}', '\t'], " ");
    let (rest, sign) = announced(&value);
    let mut parts = vec![String::new()];
    let mut ended = false;
    for word in rest.split_whitespace().take(WORDS) {
        if byline::is_and(word) || is_only_mark(word) {
            parts.push(String::new());
            ended = false;
            continue;
        }
        let bare = word.trim_end_matches([',', ';', '、', '，', '|']);
        if let Some(part) = parts.last_mut() {
            ended |= ends_name(bare, !part.is_empty());
            if !part.is_empty() && !bare.is_empty() && !ended {
                part.push(' ');
            }
            part.push_str(if ended { "" } else { bare });
        }
        if bare.len() < word.len() {
            parts.push(String::new());
            ended = false;
        }
    }
    let parts = parts.iter().flat_map(|part| part.split([',', ';', '/', '、', '|']));
    let names = parts.map(|part| {
        let part = part.split_once(['(', '[']).map_or(part, |(name, _)| name);
        once(without_role(announced(part).0).trim_matches(['.', ':', '-', '–', '*', '"', ' ', '~'])).to_owned()
    });
    (names.filter(|name| !name.is_empty()).collect(), sign)
}

/// Whether the character parts the members of a list.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '|' | '/' | '-' | '–' | '—' | '•' | '·' | '~')
}

fn is_only_mark(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_mark) && chars.next().is_none()
}

/// Whether a name stops in front of the word: `Ann Lee 22 February`, `Ann Lee on Monday`.
fn ends_name(word: &str, inside: bool) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || word.starts_with(['@', '('])
        || page::fields("byline", word.trim_end_matches(':')).any(|(role, _)| role == "end")
        || inside && roles_of(word) & TIME != 0
}

/// What follows `by`, `Text: `, `29 June 2017 · von`.
pub(super) fn announced(value: &str) -> (&str, Sign) {
    let value = value.trim();
    let mut digits = false;
    let mut before = "";
    // Most lines have neither a figure nor a mark behind which a name may be announced.
    let goes_on = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_punctuation() || !byte.is_ascii();
    let most = if value.bytes().any(goes_on) { WORDS } else { 1 };
    for (n, word) in value.split_whitespace().take(most).enumerate() {
        let start = word.as_ptr() as usize - value.as_ptr() as usize;
        // Inside a line only what follows a day or a mark: "of" and "von" join words of names and titles.
        if n == 0 || digits || is_only_mark(before) || before.ends_with([':', ',']) {
            let rest = value.get(start..).unwrap_or_default();
            let behind = behind_prefix(rest);
            if behind.len() < rest.len() {
                let prefix = rest.get(..rest.len() - behind.len()).unwrap_or_default().trim();
                let strong = prefix.contains([' ', ':', '/', '：']);
                return (behind, if strong { Sign::Strong } else { Sign::Weak });
            }
        }
        digits |= word.contains(|c: char| c.is_ascii_digit());
        before = word;
    }
    (value, Sign::None)
}

/// Whether the text is nothing but what stands in front of a name.
pub(super) fn is_announcement(text: &str) -> bool {
    byline::may_announce(text) && (byline::is_prefix(text) || is_page_prefix(text))
}

fn is_page_prefix(text: &str) -> bool {
    page::fields("byline", text).any(|(role, _)| role == "prefix")
}

/// Without the words of a page in front of a name, or those that all copy has.
fn behind_prefix(value: &str) -> &str {
    if !byline::may_announce(value) {
        return value;
    }
    let spaces = value.char_indices().filter(|(_, c)| c.is_whitespace() || *c == ':').map(|(at, c)| at + c.len_utf8());
    let known = |end: &usize| is_page_prefix(value.get(..*end).unwrap_or_default().trim());
    let end = spaces.take(6).filter(known).last();
    end.and_then(|end| value.get(end..))
        .map_or_else(|| without_prefix(value), |rest| rest.trim_start_matches([' ', ':']))
}

/// `Ann Lee Ann Lee`, one of them a tooltip: the name once.
fn once(part: &str) -> &str {
    let middle = part.len() / 2;
    let (first, second) = part.split_at_checked(middle).unwrap_or((part, ""));
    if second.strip_prefix(' ') == Some(first) { first } else { part }
}

/// `이안나 기자`: scripts without capitals write the role behind the name.
fn without_role(part: &str) -> &str {
    let cut = part.rsplit_once(' ').filter(|(name, role)| is_role(role) && !name.is_empty() && !name.is_ascii());
    cut.map_or(
        part,
        |(name, role)| if role.chars().any(|c| c.is_lowercase() || c.is_uppercase()) { part } else { name },
    )
}

fn is(word: &str, roles: Roles) -> bool {
    roles_of(word) & roles != 0
}

/// Whether the name starts with a given name that is known and ends with no word of an organisation.
pub(super) fn is_known_person(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let first = words.first().is_some_and(|word| is(word, GIVEN));
    let last = words.last().is_some_and(|word| starts_like_name(word) && !is(word, ORG_HEAD | COMPANY));
    (2..=4).contains(&words.len()) && first && last
}

pub(super) fn is_place(name: &str) -> bool {
    is(name, PLACE)
}

/// `Mill & Sons GmbH`, `Arvan e.V.`: the form of a company or club.
pub(super) fn is_company(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    name.contains(' ') && (is(last, COMPANY) || last.eq_ignore_ascii_case("e.V") || last.eq_ignore_ascii_case("e.V."))
}

/// `Gear Team`, `Redaktion`: where only the name of an author can stand, a desk is its author.
pub(super) fn is_desk(name: &str) -> bool {
    let found = name.split_whitespace().count() <= 4 && name.split([' ', '-']).any(is_role);
    found && !is_address(name) && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':'))
}

/// Whether a part can be the name of a person. Structured data that says so needs less.
pub(super) fn is_name(part: &str, candidate: &Candidate, sign: Sign) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let no_name = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.split('-').any(is_role) || page::fields("no_name", bare).next().is_some()
    };
    let shape = part.len() <= 80
        && part.chars().any(char::is_alphabetic)
        && !part.contains(['@', ':', '=', '{', '#', '?', '!', '“', '"'])
        && !is_address(part);
    shape && !words.iter().any(no_name) && fits(part, &words, candidate, sign)
}

/// Whether number and case of the words are those of a name, by how much the carrier says.
fn fits(part: &str, words: &[&str], candidate: &Candidate, sign: Sign) -> bool {
    let (first, count) = (words.first().copied().unwrap_or_default(), words.len());
    if candidate.person == Some(true) && count <= 6 {
        return count > 1 || !is(first, TIME);
    }
    if part.chars().all(|c| is_cjk(c) || c == ' ') {
        return count <= 5;
    }
    if count == 1 {
        let is_alone = match candidate.via {
            "class" => sign > Sign::None,
            "text" => sign == Sign::Strong || sign == Sign::Weak && is(first, GIVEN),
            "link" => is(first, GIVEN),
            _ => true,
        };
        let plain = !part.contains('.') && (sign > Sign::None || !part.contains(|c: char| c.is_ascii_digit()));
        return is_alone && plain && part.chars().count() >= 2 && !is(first, TIME);
    }
    let is_part = |word: &&str| {
        starts_like_name(word) || is(word, PARTICLE) || word.chars().next().is_some_and(|c| !c.is_alphabetic())
    };
    let digits = part.contains(|c: char| c.is_ascii_digit());
    count <= 5 && !digits && starts_like_name(first) && words.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_their_names() {
        for (line, expected) in [
            ("By Ann Lee and Bo Kim", "Ann Lee; Bo Kim"),
            ("29. Juni 2017, 23:39 · von Ann", "Ann"),
            ("Posted on September 21, 2020 by Ann Lee", "Ann Lee"),
            ("Ann Lee 22. Februar 2020", "Ann Lee"),
            ("Ann Lee, The Paper Updated 2010 GMT March 14, 2021", "Ann Lee; The Paper"),
            ("Text und Interview: Ann Lee", "Ann Lee"),
            ("Ann Lee Ann Lee", "Ann Lee"),
            ("이안나 기자", "이안나"),
        ] {
            assert_eq!(names_of(line).0.join("; "), expected, "{line}");
        }
    }
}
