//! Heads of fields, as WARC and HTTP have them: `name: value` per line up to an empty line.

use memchr::memmem;

/// A head, and how many bytes it has with the empty line.
pub(crate) struct Head<'a> {
    text: std::borrow::Cow<'a, str>,
    pub(crate) len: usize,
}

impl<'a> Head<'a> {
    /// The head at the start of some bytes; nothing where no empty line ends it.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Head<'a>> {
        let crlf = memmem::find(bytes, b"\r\n\r\n").map(|at| (at, 4));
        // Some crawlers end lines with a line feed alone; the search stops where the other one found something.
        let before = bytes.get(..crlf.map_or(bytes.len(), |(at, _)| at)).unwrap_or(bytes);
        let (at, gap) = memmem::find(before, b"\n\n").map(|at| (at, 2)).or(crlf)?;
        Some(Head { text: String::from_utf8_lossy(bytes.get(..at)?), len: at + gap })
    }

    /// The line in front of the fields.
    pub(crate) fn first_line(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }

    /// The first field of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let fields = self.text.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields.into_iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// A value of `Content-Type`: the type alone, and the parameter `charset`.
pub(crate) fn content_type(value: &str) -> (&str, Option<&str>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or_default().trim();
    let mut parameters = parts.filter_map(|part| part.split_once('='));
    let charset = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    (media, charset.map(|(_, value)| value.trim().trim_matches(['"', '\''])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_end_at_the_first_empty_line() {
        let head = Head::of(b"WARC/1.0\r\nwarc-type:  response\r\nA: 1\r\n\r\nbody\n\n").expect("it ends");
        assert_eq!((head.first_line(), head.get("WARC-Type"), head.len), ("WARC/1.0", Some("response"), 40));
        let head = Head::of(b"HTTP/1.0 200\nA: 1\n\nbody\r\n\r\n").expect("it ends");
        assert_eq!((head.get("a"), head.len), (Some("1"), 19));
        assert!(Head::of(b"HTTP/1.0 200\r\nA: 1\r\n").is_none());
    }

    #[test]
    fn the_charset_is_a_parameter() {
        assert_eq!(content_type("text/html; Charset=\"windows-1251\""), ("text/html", Some("windows-1251")));
        assert_eq!(content_type("text/html"), ("text/html", None));
    }
}
