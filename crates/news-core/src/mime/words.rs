//! Header values: encoded words (RFC 2047), and the name in an address.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{base64, offset};
use crate::carried::Carried;
use crate::span::SourceSpan;

/// The text of a header value that stands in `source`. What is no encoded word, or a broken one, stays as it is.
pub(crate) fn decode(source: &str, value: &str) -> Carried {
    let mut carried = Carried::default();
    let mut rest = value;
    let mut behind_word = false;
    while !rest.is_empty() {
        let at = offset(source, rest);
        let plain = rest.find("=?").unwrap_or(rest.len());
        let word = rest.get(plain..).and_then(encoded_word);
        let (before, behind) = rest.split_at(if word.is_some() { plain } else { rest.len().min(plain + 2) });
        // White space between two words is no part of the text.
        if !(behind_word && word.is_some() && before.trim().is_empty()) {
            carried.push_verbatim(before, SourceSpan::new(at, at + before.len()));
        }
        behind_word = word.is_some();
        rest = behind;
        if let Some((text, length)) = word {
            let start = offset(source, rest);
            carried.push_rewritten(&text, SourceSpan::new(start, start + length));
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    carried
}

/// `=?utf-8?Q?caf=C3=A9?=`: the text, and how much of the value the word takes.
fn encoded_word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.strip_prefix("=?")?.splitn(3, '?');
    let (charset, encoding, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (content, _) = rest.split_once("?=")?;
    let bytes = match encoding {
        "B" | "b" => base64(content),
        "Q" | "q" => q(content),
        _ => return None,
    };
    let label = charset.split('*').next().unwrap_or(charset);
    let (text, ..) = encoding_of(&bytes, Some(label)).decode(&bytes);
    // Three marks of two characters each stand around the parts.
    Some((text.into_owned(), charset.len() + encoding.len() + content.len() + 6))
}

/// The Q encoding: `_` is a space, `=C3` a byte.
fn q(content: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(content.len());
    let mut rest = content.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| byte == b'=');
        bytes.push(code.unwrap_or(if byte == b'_' { b' ' } else { byte }));
        rest = if code.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    bytes
}

/// The encoding of some bytes: clean UTF-8 is one whatever is declared, as senders declare a default.
pub(crate) fn encoding_of(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match declared {
        Some(encoding) if !encoding.is_ascii_compatible() => encoding,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        Some(encoding) => encoding,
        None => WINDOWS_1252,
    }
}

/// `Ann Lee <ann@paper.example>`, `ann@paper.example (Ann Lee)`: the name, or else the address.
pub(crate) fn display_name(address: &str) -> &str {
    let first = address.split_once('>').map_or(address, |(first, _)| first);
    let bare = |text: &str| text.trim().trim_matches('"').trim().len();
    match (first.split_once('<'), first.split_once('(')) {
        (Some((name, _)), _) if bare(name) > 0 => name.trim().trim_matches('"').trim(),
        (Some((_, address)), _) => address.trim(),
        (None, Some((_, name))) if bare(name) > 0 => name.trim_end_matches([')', ' ']).trim(),
        _ => first.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_decoded_with_their_place() {
        let value = "Re: =?utf-8?Q?caf=C3=A9_?=\r\n =?UTF-8?B?w6k=?= end =?x?Y?z?=";
        let carried = decode(value, value);
        assert_eq!(carried.text(), "Re: café é end =?x?Y?z?=");
        assert_eq!(carried.map().lead(SourceSpan::new(4, 5)).of(value), "=?utf-8?Q?caf=C3=A9_?=");
        let value = "=?windows-1252?Q?a=92b?=";
        assert_eq!(decode(value, value).text(), "a’b");
    }

    #[test]
    fn addresses_have_a_name() {
        for (address, name) in [
            ("Ann Lee <ann@paper.example>", "Ann Lee"),
            ("\"Lee, Ann\" <ann@paper.example>", "Lee, Ann"),
            ("<ann@paper.example>", "ann@paper.example"),
            ("ann@paper.example (Ann Lee)", "Ann Lee"),
            ("ann@paper.example", "ann@paper.example"),
        ] {
            assert_eq!(display_name(address), name);
        }
    }
}
