//! Just enough of Rust's lexical grammar to see paths: words, `::` and brackets, without comments, literals and tests.

/// A word or mark with its line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) line: usize,
}

/// The tokens of a file. Items under `#[cfg(test)]` are left out.
pub(super) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let (length, is_token) = lexeme(rest, first);
        let (text, behind) = rest.split_at(length);
        if is_token {
            tokens.push(Token { text, line });
        }
        line += text.matches('\n').count();
        rest = behind;
    }
    without_tests(&tokens)
}

/// The length of what stands first in `rest`, and whether it is a token that we keep.
fn lexeme(rest: &str, first: char) -> (usize, bool) {
    if first.is_alphabetic() || first == '_' {
        if let Some(length) = prefixed_string(rest) {
            return (length, false);
        }
        return (word_length(rest), true);
    }
    match first {
        '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), false),
        '/' if rest.starts_with("/*") => (block_comment(rest), false),
        '"' => (string(rest), false),
        '\'' => (quote(rest), false),
        ':' if rest.starts_with("::") => (2, true),
        _ => (first.len_utf8(), !first.is_whitespace()),
    }
}

fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
}

/// `r"…"`, `r#"…"#`, `b"…"`, `br#"…"#`, `c"…"`.
fn prefixed_string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c"].into_iter().find(|prefix| {
        let behind = rest.strip_prefix(prefix).unwrap_or_default();
        behind.trim_start_matches('#').starts_with('"') && (prefix.ends_with('r') || behind.starts_with('"'))
    })?;
    let body = rest.strip_prefix(prefix)?;
    if !prefix.ends_with('r') {
        return Some(prefix.len() + string(body));
    }
    let hashes = body.len() - body.trim_start_matches('#').len();
    let close = format!("\"{}", "#".repeat(hashes));
    let inside = body.get(hashes + 1..)?;
    let end = inside.find(&close).map_or(inside.len(), |at| at + close.len());
    Some(prefix.len() + hashes + 1 + end)
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character literal; of a lifetime only the mark.
fn quote(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        // The character behind the backslash may be the quote itself.
        (Some((_, '\\')), Some((escaped, c))) => {
            let behind = escaped + c.len_utf8();
            rest.get(behind..).and_then(|tail| tail.find('\'')).map_or(rest.len(), |at| behind + at + 1)
        }
        (Some(_), Some((close, '\''))) => close + 1,
        _ => 1,
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Leaves out every item behind `#[cfg(test)]`, up to its closing brace or its semicolon.
fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let is_mark =
            tokens.get(at..at + MARK.len()).is_some_and(|found| found.iter().map(|token| token.text).eq(MARK));
        if is_mark {
            at = item_end(tokens, at + MARK.len());
        } else {
            kept.push(*token);
            at += 1;
        }
    }
    kept
}

fn item_end(tokens: &[Token<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token.text {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> String {
        tokens(source).iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_literals_vanish() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f"), "a f");
        assert_eq!(words(r##"a "b\"c" r#"d"e"# br"f" b"g" h"##), "a h");
        assert_eq!(words(r"a '\'' '{' '\\' <'b> c"), "a < b > c");
        assert_eq!(words("rust bread crate::x"), "rust bread crate :: x");
    }

    #[test]
    fn lines_are_counted_through_literals() {
        let last = tokens("\"a\nb\"\n/* c\n*/ d").pop().unwrap();
        assert_eq!(last, Token { text: "d", line: 4 });
    }

    #[test]
    fn test_items_vanish() {
        assert_eq!(words("a; #[cfg(test)] mod tests { b { c } } d"), "a ; d");
        assert_eq!(words("#[cfg(test)] mod tests; d"), "d");
        assert_eq!(words("#[cfg(feature)] mod x;"), "# [ cfg ( feature ) ] mod x ;");
    }
}
