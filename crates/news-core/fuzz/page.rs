//! What the HTML targets make of the bytes they get.

/// Elements that change how what stands in them is read.
const CONTEXTS: &[&str] = &[
    "body",
    "head",
    "html",
    "table",
    "caption",
    "colgroup",
    "tbody",
    "tr",
    "td",
    "select",
    "template",
    "frameset",
    "title",
    "textarea",
    "style",
    "script",
    "noscript",
    "plaintext",
    "iframe",
    "p",
    "form",
    "button",
    "svg svg",
    "svg title",
    "svg foreignObject",
    "math math",
    "math mi",
    "math annotation-xml",
];

pub(crate) struct Page {
    pub(crate) source: String,
    pub(crate) context: Option<&'static str>,
    pub(crate) scripting: bool,
}

impl Page {
    /// The last byte says what the others are, so that a text or a page in the corpus is a page.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let (last, bytes) = bytes.split_last().unwrap_or((&0, bytes));
        let context = last.checked_sub(0x80).map(|n| CONTEXTS[usize::from(n / 2) % CONTEXTS.len()]);
        Page { source: String::from_utf8_lossy(bytes).into_owned(), context, scripting: last % 2 == 1 }
    }
}
