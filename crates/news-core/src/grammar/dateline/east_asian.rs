//! Chinese, Japanese and Korean datelines: place, day and agency without spaces between them.
//!
//! - `新华社北京7月28日电（记者李安）`, `（中央社記者李安台北28日電）`, `中新网7月28日电`
//! - `【ニューヨーク共同】`, `［東京 28日 ロイター］ - `, `【7月28日 AFP】`
//! - `(서울=연합뉴스) 이안나 기자 = `

use super::{Found, starts_east_asian};
use crate::grammar::agency;
use crate::grammar::calendar;
use crate::grammar::city::is_city;
use crate::grammar::cursor::{Cursor, digit, trimmed};
use crate::grammar::words::is_cjk;
use crate::span::Span;

pub(super) fn find(text: &str, span: Span) -> Option<Found> {
    let cursor = Cursor::new(text, span);
    let first = cursor.peek().filter(|&c| starts_east_asian(c))?;
    let found = match first {
        '(' | '[' => korean(cursor).or_else(|| chinese(cursor)),
        '【' | '［' | '〔' => bracketed(cursor),
        _ => chinese(cursor),
    };
    found.map(|found| Found { start: span.start(), ..found })
}

/// `新华社北京7月28日电 (记者 李安)`: agency, reporter, place, day, and the word for a dispatch.
fn chinese(mut cursor: Cursor<'_>) -> Option<Found> {
    let bracket = cursor.eat('（') || cursor.eat('(');
    let mut found = Found::default();
    let start = cursor.at;
    agency::bare(&mut cursor, "glued")?;
    found.agencies.push(Span::new(start, cursor.at));
    let reporter = ["记者", "記者"].iter().any(|word| cursor.eat_str(word));
    // Places and names in front of the day are short; 24 characters hold several.
    let mut length = 0;
    let middle = cursor.take_while(|c| {
        length += 1;
        length <= 24 && digit(c).is_none() && (is_cjk(c) || c.is_alphabetic() || matches!(c, '·' | '、' | '/' | '－'))
    });
    found.day = calendar::day(&mut cursor);
    found.day?;
    if !["电", "電", "讯", "訊"].iter().any(|word| cursor.eat_str(word)) {
        return None;
    }
    if bracket && !cursor.eat('）') && !cursor.eat(')') {
        return None;
    }
    let middle = if reporter { split_reporter(cursor.text, middle, &mut found) } else { middle };
    let mut at = middle.start();
    for part in middle.of(cursor.text).split(['、', '/']) {
        if !part.is_empty() {
            found.places.push((Span::new(at, at + part.len()), Vec::new()));
        }
        at += part.len() + '、'.len_utf8();
    }
    let mut end = cursor;
    end.skip_spaces();
    if end.eat('（') || end.eat('(') {
        let inner = end.group('）', 90).or_else(|| end.group(')', 90));
        if let Some(inner) = inner.filter(|inner| reporters(cursor.text, *inner, &mut found)) {
            cursor.at = inner.end() + closing_len(cursor.text, inner.end());
        }
    }
    Some(finish(cursor, found))
}

/// `李安台北`: a name of two or three characters, then the place. A known city decides, otherwise two characters are the
/// place, as most city names have.
fn split_reporter(text: &str, middle: Span, found: &mut Found) -> Span {
    let slice = middle.of(text);
    let starts: Vec<usize> = slice.char_indices().map(|(at, _)| at).collect();
    let known = starts.iter().skip(2).take(3).copied().find(|&at| slice.get(at..).is_some_and(is_city));
    let at = known.or_else(|| starts.len().checked_sub(2).and_then(|n| starts.get(n)).copied()).unwrap_or(0);
    found.authors.push(Span::new(middle.start(), middle.start() + at));
    Span::new(middle.start() + at, middle.end())
}

/// `记者 李安 王五`: the names behind the word for reporter.
fn reporters(text: &str, inner: Span, found: &mut Found) -> bool {
    let slice = inner.of(text).trim();
    let Some(names) = ["记者", "記者"].iter().find_map(|word| slice.strip_prefix(word)) else { return false };
    let base = inner.of(text);
    for name in names.split([' ', '、', '，', ',', '\u{3000}', '：', ':']).filter(|name| !name.is_empty()) {
        let at = inner.start() + (name.as_ptr() as usize - base.as_ptr() as usize);
        found.authors.push(Span::new(at, at + name.len()));
    }
    true
}

fn closing_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

/// `【ニューヨーク共同】`, `［東京 28日 ロイター］ - `, `【7月28日 AFP】`.
fn bracketed(mut cursor: Cursor<'_>) -> Option<Found> {
    let close = match cursor.bump()? {
        '【' => '】',
        '［' => '］',
        _ => '〕',
    };
    let inner = cursor.group(close, 90)?;
    let mut found = Found::default();
    let mut at = inner.start();
    for part in inner.of(cursor.text).split([' ', '\u{3000}', '＝', '=']) {
        let span = Span::new(at, at + part.len());
        at += part.len();
        at += closing_len(cursor.text, at);
        if part.is_empty() {
            continue;
        }
        let mut day = Cursor::new(cursor.text, span);
        if let Some(day) = calendar::day(&mut day) {
            found.day = Some(day);
        } else if agency::find(part).is_some() {
            found.agencies.push(span);
        } else if let Some((name, _)) = agency::suffix(part) {
            found.agencies.push(Span::new(span.start() + name, span.end()));
            found.places.push((Span::new(span.start(), span.start() + name), Vec::new()));
        } else {
            found.places.push((span, Vec::new()));
        }
    }
    (!found.agencies.is_empty()).then(|| finish(skip_dash(cursor), found))
}

/// `(서울=연합뉴스) 이안나 김보 기자 = `.
fn korean(mut cursor: Cursor<'_>) -> Option<Found> {
    let close = if cursor.bump()? == '(' { ')' } else { ']' };
    let inner = cursor.group(close, 90)?;
    let (place, name) = inner.of(cursor.text).split_once('=')?;
    agency::find(name.trim())?;
    let split = inner.start() + place.len();
    let mut found = Found::default();
    let mut at = inner.start();
    for part in place.split(['·', '/']) {
        found.places.push((trimmed(cursor.text, Span::new(at, at + part.len())), Vec::new()));
        at += part.len() + closing_len(cursor.text, at + part.len());
    }
    found.agencies.push(trimmed(cursor.text, Span::new(split + 1, inner.end())));
    // "이안나 김보 기자 =": at most three names in front of the word for reporter.
    let mut ahead = cursor;
    for _ in 0..4 {
        ahead.skip_spaces();
        let word = ahead.take_while(char::is_alphabetic);
        match word.of(cursor.text) {
            "기자" | "특파원" => {
                ahead.skip_spaces();
                if ahead.eat('=') {
                    cursor = ahead;
                    return Some(finish(cursor, found));
                }
                break;
            }
            "" => break,
            _ => found.authors.push(word),
        }
    }
    found.authors.clear();
    Some(finish(skip_dash(cursor), found))
}

fn skip_dash(cursor: Cursor<'_>) -> Cursor<'_> {
    let mut ahead = cursor;
    ahead.skip_spaces();
    let dash = ahead.take_while(|c| matches!(c, '-' | '–' | '—' | '＝' | '=' | '－'));
    if dash.is_empty() { cursor } else { ahead }
}

fn finish(cursor: Cursor<'_>, found: Found) -> Found {
    let mut behind = cursor;
    behind.skip_spaces();
    Found { end: cursor.at, rest: behind.at, ..found }
}

#[cfg(test)]
mod tests {
    use super::super::tests::draw;

    #[test]
    fn the_shapes_of_east_asian_houses() {
        for (text, expected) in [
            ("新华社北京7月28日电（记者李安）部长们", "北京||7月28日|新华社|李安|部长们"),
            ("中新社北京7月28日电 (记者 李安) 部长们", "北京||7月28日|中新社|李安|部长们"),
            ("中新网7月28日电 部长们", "||7月28日|中新网||部长们"),
            ("（中央社記者李安台北28日電）部长们", "台北||28日|中央社|李安|部长们"),
            ("【ニューヨーク共同】閣僚らは", "ニューヨーク|||共同||閣僚らは"),
            ("［東京 28日 ロイター］ - 閣僚らは", "東京||28日|ロイター||閣僚らは"),
            ("【7月28日 AFP】閣僚らは", "||7月28日|AFP||閣僚らは"),
            ("(서울=연합뉴스) 이안나 기자 = 장관들은", "서울|||연합뉴스|이안나|장관들은"),
        ] {
            assert_eq!(draw(text), expected, "{text}");
        }
    }
}
