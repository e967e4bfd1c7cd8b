//! JSON with the place of every string in the source: what files and pages carry.
//!
//! A file is JSON or it is not: [`document`] says where it breaks. Pages carry JSON with errors that no browser shows, and
//! [`fragments`] repairs them: line breaks inside strings, quotation marks that are not escaped, commas before a closing
//! bracket, brackets that are never closed, white space and comment marks around the whole. Not repaired: missing commas and
//! colons; what was read up to there is kept.

use std::borrow::Cow;

use crate::carried::Carried;
use crate::span::SourceSpan;

/// How deep objects and arrays nest.
pub(crate) const DEEPEST: usize = 64;

/// A value. Numbers, `true`, `false` and `null` are given as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'s> {
    Object(Vec<(Cow<'s, str>, Json<'s>)>),
    Array(Vec<Json<'s>>),
    Text(Cow<'s, str>, SourceSpan),
    Bare(Cow<'s, str>, SourceSpan),
}

impl<'s> Json<'s> {
    /// The value of a key of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Json<'s>> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The elements of an array; any other value is its own only element.
    pub(crate) fn items(&self) -> &[Json<'s>] {
        match self {
            Json::Array(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    /// The text of a string, of the first string of an array, or of what names an object.
    pub(crate) fn text(&self) -> Option<(&str, SourceSpan)> {
        match self {
            Json::Text(text, src) | Json::Bare(text, src) => Some((text, *src)),
            Json::Array(items) => match items.first()? {
                Json::Array(_) => None,
                first => first.text(),
            },
            Json::Object(_) => ["name", "@value", "url", "@id"].iter().find_map(|key| match self.get(key)? {
                Json::Text(text, src) => Some((&**text, *src)),
                _ => None,
            }),
        }
    }

    /// The text behind a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<(&str, SourceSpan)> {
        self.get(key)?.text()
    }
}

/// Where a document stops being JSON, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte of the source.
    pub(crate) at: u32,
    pub(crate) kind: FaultKind,
}

/// Why a document is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// It nests deeper than [`DEEPEST`].
    Deep,
    /// What the grammar asks for here.
    Expected(&'static str),
}

/// Reads the one value of a text that stands at `src` of `source`.
pub(crate) fn document(source: &str, src: SourceSpan) -> Result<Json<'_>, Fault> {
    let mut reader = Reader { text: src.of(source), at: 0, base: src.start, repairs: false, fault: None };
    let value = reader.value(0);
    reader.skip_spaces();
    if !reader.rest().is_empty() {
        reader.expect("the end");
    }
    match (value, reader.fault) {
        (Some(value), None) => Ok(value),
        (_, fault) => Err(fault.unwrap_or(Fault { at: src.start, kind: FaultKind::Expected("a value") })),
    }
}

/// Reads the values of a text that stands at `src` of `source`, one behind the other, and repairs what is broken. What lies
/// deeper than [`DEEPEST`] is read as if it stood alone.
pub(crate) fn fragments(source: &str, src: SourceSpan) -> Vec<Json<'_>> {
    let mut reader = Reader { text: src.of(source), at: 0, base: src.start, repairs: true, fault: None };
    let mut values = Vec::new();
    while let Some(start) = memchr::memchr2(b'{', b'[', reader.rest().as_bytes()) {
        reader.at += start;
        values.extend(reader.value(0));
    }
    values
}

/// What a string at `src` of `source` says, each escape with its place. Control characters, which JSON forbids, are left out.
pub(crate) fn carry(source: &str, src: SourceSpan) -> Carried {
    let mut reader = Reader { text: src.of(source), at: 0, base: src.start, repairs: true, fault: None };
    let mut carried = Carried::default();
    while !reader.rest().is_empty() {
        let start = reader.at;
        let stop = |byte: u8| byte == b'\\' || byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t');
        let rest = reader.rest();
        let run = rest.get(..rest.bytes().position(stop).unwrap_or(rest.len())).unwrap_or_default();
        reader.at += run.len();
        carried.push_verbatim(run, reader.span(start, reader.at));
        let escape = reader.at;
        if reader.peek().is_some() {
            reader.at += 1;
            if rest.as_bytes().get(run.len()) == Some(&b'\\') {
                let c = reader.escape().unwrap_or('\u{FFFD}');
                carried.push_rewritten(c.encode_utf8(&mut [0; 4]), reader.span(escape, reader.at));
            }
        }
    }
    carried
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    base: u32,
    /// Whether broken JSON is repaired.
    repairs: bool,
    /// The first error.
    fault: Option<Fault>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn eat(&mut self, wanted: u8) -> bool {
        self.skip_spaces();
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, what: &'static str) {
        self.fail(FaultKind::Expected(what));
    }

    fn fail(&mut self, kind: FaultKind) {
        let at = self.span(self.at, self.at).start;
        self.fault = self.fault.or(Some(Fault { at, kind }));
    }

    fn value(&mut self, depth: usize) -> Option<Json<'a>> {
        self.skip_spaces();
        match self.peek() {
            Some(b'{' | b'[') if depth >= DEEPEST => {
                self.fail(FaultKind::Deep);
                None
            }
            Some(b'{') => Some(self.object(depth)),
            Some(b'[') => Some(self.array(depth)),
            Some(b'"') => Some(self.string()),
            _ => self.bare(),
        }
    }

    fn object(&mut self, depth: usize) -> Json<'a> {
        self.at += 1;
        let mut members = Vec::new();
        while !self.closed(b'}', members.is_empty()) {
            self.skip_spaces();
            if self.peek() != Some(b'"') {
                self.expect("a key");
                break;
            }
            let Json::Text(key, _) = self.string() else { break };
            if !self.eat(b':') {
                self.expect("a colon");
                break;
            }
            let Some(value) = self.value(depth + 1) else { break };
            members.push((key, value));
        }
        Json::Object(members)
    }

    fn array(&mut self, depth: usize) -> Json<'a> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.closed(b']', items.is_empty()) {
            let Some(item) = self.value(depth + 1) else { break };
            items.push(item);
        }
        Json::Array(items)
    }

    /// Whether a list ends here with its bracket, or cannot go on; else the reader stands before the next value.
    fn closed(&mut self, bracket: u8, first: bool) -> bool {
        if self.eat(bracket) {
            return true;
        }
        let mut commas = 0;
        while self.eat(b',') {
            commas += 1;
        }
        if !self.repairs && commas != usize::from(!first) {
            self.expect(if first { "a value" } else { "one comma" });
        }
        if self.fault.is_some() && !self.repairs {
            return true;
        }
        self.repairs && commas > 0 && self.eat(bracket)
    }

    fn bare(&mut self) -> Option<Json<'a>> {
        let rest = self.rest();
        let end = rest.find([',', '}', ']', ' ', '\n', '\r', '\t', ':', '{', '[', '"']).unwrap_or(rest.len());
        let Some(word) = rest.get(..end).filter(|word| !word.is_empty()) else {
            self.expect("a value");
            return None;
        };
        let src = self.span(self.at, self.at + end);
        self.at += end;
        Some(Json::Bare(word.into(), src))
    }

    fn span(&self, start: usize, end: usize) -> SourceSpan {
        let narrow = |at: usize| self.base + u32::try_from(at).unwrap_or_default();
        SourceSpan { start: narrow(start), end: narrow(end) }
    }

    /// A string at its opening quotation mark.
    fn string(&mut self) -> Json<'a> {
        self.at += 1;
        let start = self.at;
        let mut text = Cow::Borrowed("");
        while let Some(step) = memchr::memchr2(b'"', b'\\', self.rest().as_bytes()) {
            self.take(step, &mut text);
            self.at += 1;
            if self.text.as_bytes().get(self.at - 1) == Some(&b'\\') {
                text.to_mut().extend(self.escape());
            } else if !self.repairs || self.closes() {
                return Json::Text(text, self.span(start, self.at - 1));
            } else {
                text.to_mut().push('"');
            }
        }
        self.take(self.rest().len(), &mut text);
        self.expect("a quotation mark");
        Json::Text(text, self.span(start, self.at))
    }

    /// Adds the next bytes to a text; what stands in one piece is not copied.
    fn take(&mut self, length: usize, text: &mut Cow<'a, str>) {
        *text += self.rest().get(..length).unwrap_or_default();
        self.at += length;
    }

    /// Whether a string can end here: before punctuation, or at the end of its line.
    fn closes(&self) -> bool {
        let behind = self.rest().bytes().take(256);
        let mut line_end = false;
        for byte in behind {
            match byte {
                b',' | b':' | b'}' | b']' => return true,
                b'\n' => line_end = true,
                byte if byte.is_ascii_whitespace() => {}
                byte => return line_end && byte == b'"',
            }
        }
        true
    }

    fn escape(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' | 'f' => ' ',
            'u' => {
                let high = self.hex()?;
                if !(0xD800..0xDC00).contains(&high) {
                    let c = char::from_u32(high).unwrap_or('\u{FFFD}');
                    // No text holds a NUL; whoever escaped one meant a gap.
                    return Some(if c < ' ' && !matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
                }
                if !self.rest().starts_with("\\u") {
                    return Some('\u{FFFD}');
                }
                self.at += 2;
                let low = self.hex()?.checked_sub(0xDC00).filter(|low| *low < 0x400);
                let both = low.and_then(|low| char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + low));
                both.unwrap_or('\u{FFFD}')
            }
            other => other,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Vec<Json<'_>> {
        fragments(text, SourceSpan { start: 0, end: u32::try_from(text.len()).unwrap() })
    }

    #[test]
    fn strings_keep_their_place() {
        let text = r#"{"headline": "R\u00edos &amp; lagos", "n": [1, true]}"#;
        let values = whole(text);
        let (value, src) = values.first().and_then(|value| value.text_of("headline")).unwrap();
        assert_eq!(value, "Ríos &amp; lagos");
        assert_eq!(src.of(text), r"R\u00edos &amp; lagos");
    }

    #[test]
    fn a_string_is_carried_with_its_escapes() {
        let text = r#""one\n\u00e9 two""#;
        let carried = carry(text, SourceSpan { start: 1, end: u32::try_from(text.len() - 1).unwrap() });
        assert_eq!(carried.text(), "one\né two");
        let place = |start, end| carried.map().lead(SourceSpan { start, end });
        assert_eq!(place(4, 6).of(text), r"\u00e9");
        assert_eq!(place(7, 10).of(text), "two");
    }

    #[test]
    fn common_errors_are_repaired() {
        for (text, expected) in [
            ("{\"a\": \"one\ntwo\",}", "one\ntwo"),
            (r#"{"a": "he said "yes" twice"}"#, r#"he said "yes" twice"#),
            (r#"<!-- {"a": "never closed"#, "never closed"),
            (r#"{"b": [1, 2,], "a": "behind"#, "behind"),
            (r#"{"a": "\ud83d\ude00"}"#, "😀"),
        ] {
            assert_eq!(whole(text).first().and_then(|value| value.text_of("a")).unwrap().0, expected, "{text}");
        }
    }

    #[test]
    fn a_file_says_where_it_breaks() {
        let fault = |text: &str| {
            let src = SourceSpan { start: 0, end: u32::try_from(text.len()).unwrap() };
            document(text, src).err().map(|fault| (fault.at, fault.kind))
        };
        for text in
            ["{}", " [1, {\"a\": [true, \"b\\n\"]} ]\n", "\"a\"", "3", &format!("{}{}", "[".repeat(64), "]".repeat(64))]
        {
            assert_eq!(fault(text), None, "{text}");
        }
        let expected = |at, what| Some((at, FaultKind::Expected(what)));
        assert_eq!(fault("{\"a\": 1,}"), expected(8, "a key"));
        assert_eq!(fault("[1 2]"), expected(3, "one comma"));
        assert_eq!(fault("[,1]"), expected(2, "a value"));
        assert_eq!(fault("{\"a\" 1}"), expected(5, "a colon"));
        assert_eq!(fault("[1"), expected(2, "one comma"));
        assert_eq!(fault("[] []"), expected(3, "the end"));
        assert_eq!(fault("{\"a\": \"b"), expected(8, "a quotation mark"));
        assert_eq!(fault(""), expected(0, "a value"));
        assert_eq!(fault(&"[".repeat(500_000)), Some((64, FaultKind::Deep)));
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        for text in ["{", "[[[[", "{\"a\":}", "{]", "]{\"\\", "{\"a\":\"\\u12", "{,:,", &"[".repeat(500_000)] {
            whole(text);
        }
    }
}
