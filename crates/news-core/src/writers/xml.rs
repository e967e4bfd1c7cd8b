//! A small writer of XML: elements, attributes, text. It only has to escape and to close what it opened; a library for that
//! would be larger than it, and would not know which characters must not leave.

use super::flow::is_forbidden;

/// A document, or a fragment of one, as it grows.
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// Attributes in their order; one without a value is left out.
pub(super) type Attributes<'a> = &'a [(&'a str, Option<&'a str>)];

impl Xml {
    /// A document with its declaration.
    pub(super) fn document() -> Self {
        Xml { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(), open: Vec::new() }
    }

    /// A fragment.
    pub(super) fn fragment() -> Self {
        Xml { out: String::new(), open: Vec::new() }
    }

    /// Opens an element that holds elements.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes, ">");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.line();
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes, "/>");
    }

    /// An element without content, if one of its attributes has a value.
    pub(super) fn empty_of(&mut self, name: &str, attributes: Attributes<'_>) {
        if attributes.iter().any(|(_, value)| value.is_some()) {
            self.empty(name, attributes);
        }
    }

    /// An element that holds text.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.mixed(name, attributes, &escaped(text));
    }

    /// As [`Xml::leaf`], if there is a text.
    pub(super) fn leaf_of(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, &[], text);
        }
    }

    /// An element whose content is written already.
    pub(super) fn mixed(&mut self, name: &str, attributes: Attributes<'_>, content: &str) {
        self.tag(name, attributes, ">");
        self.out.push_str(content);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Markup that is written already. It is not indented, because a line of it may be one of preformatted text.
    pub(super) fn raw(&mut self, content: &str) {
        let content = content.trim_end_matches('\n');
        if !content.is_empty() {
            self.out.push('\n');
            self.out.push_str(content);
        }
    }

    /// The whole, with everything closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.line();
        self.out.push_str(&tag(name, attributes));
        self.out.push_str(end);
    }

    fn line(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.extend(self.open.iter().map(|_| "  "));
    }
}

/// A start tag without its end: `<name a="b"`.
pub(super) fn tag(name: &str, attributes: Attributes<'_>) -> String {
    let mut out = format!("<{name}");
    for (name, value) in attributes.iter().filter_map(|(name, value)| Some((name, (*value)?))) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        out.push_str(&escaped(value));
        out.push('"');
    }
    out
}

/// Text as XML and HTML write it, in content and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().filter(|c| !is_forbidden(*c)).for_each(|c| escape(c, &mut out));
    out
}

/// One character of a text.
pub(super) fn escape(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut xml = Xml::fragment();
        xml.open("a", &[("b", Some("\"<\u{1}")), ("c", None)]);
        xml.leaf("d", &[], "x & y\u{FFFE}");
        assert_eq!(xml.finish(), "<a b=\"&quot;&lt;\">\n  <d>x &amp; y</d>\n</a>\n");
    }
}
