//! What the elements of NITF, XHTML and HTML mean for the text of a story.

use crate::article::{BlockKind, TermRole};

/// What an element means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Holds blocks.
    Block,
    /// Holds blocks of a kind.
    Kind(BlockKind),
    /// A block of text.
    Paragraph,
    Item,
    Heading(u8),
    /// Text whose lines count.
    Lines,
    Table,
    Row,
    Cell,
    /// Ends a line.
    Break,
    /// Parts blocks.
    Rule,
    /// A picture, video or sound with what belongs to it.
    Media,
    /// The picture itself.
    Picture,
    Link,
    /// The name of somebody or something.
    Name(TermRole),
    Inline,
    /// A formula, or a part of one.
    Math,
    /// Holds no text of the story.
    Nothing,
    /// Of another vocabulary.
    Unknown,
}

/// What an element of this name means.
pub(super) fn element(name: &str) -> Element {
    // XML tells case apart, and old copy writes `<P>`.
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return of_lower(&name.to_ascii_lowercase());
    }
    of_lower(name)
}

fn of_lower(name: &str) -> Element {
    match name {
        "p" | "dt" | "dd" | "address" | "summary" | "legend" | "fn" => Element::Paragraph,
        "h1" | "hl1" => Element::Heading(1),
        "h2" | "hl2" => Element::Heading(2),
        "h3" => Element::Heading(3),
        "h4" => Element::Heading(4),
        "h5" => Element::Heading(5),
        "h6" => Element::Heading(6),
        "li" => Element::Item,
        "blockquote" | "bq" => Element::Kind(BlockKind::Blockquote),
        "caption" | "figcaption" | "media-caption" => Element::Kind(BlockKind::Caption),
        "media-producer" => Element::Kind(BlockKind::PhotoCredit),
        "tagline" | "bibliography" => Element::Kind(BlockKind::Credit),
        "note" => Element::Kind(BlockKind::EditorNote),
        "header" | "footer" => Element::Kind(BlockKind::Promo),
        "aside" => Element::Kind(BlockKind::FactBox),
        "table" => Element::Table,
        "tr" => Element::Row,
        "td" | "th" => Element::Cell,
        "pre" => Element::Lines,
        "br" => Element::Break,
        "hr" => Element::Rule,
        "media" | "figure" => Element::Media,
        "img" | "media-reference" => Element::Picture,
        "a" => Element::Link,
        "person" => Element::Name(TermRole::Person),
        "org" => Element::Name(TermRole::Organisation),
        "location" => Element::Name(TermRole::Place),
        "event" => Element::Name(TermRole::Event),
        "object.title" => Element::Name(TermRole::Object),
        "math" | "semantics" | "mrow" | "mstyle" | "mi" | "mn" | "mo" | "ms" | "mtext" => Element::Math,
        _ if is_inline(name) => Element::Inline,
        _ if is_nothing(name) => Element::Nothing,
        _ if is_block(name) => Element::Block,
        _ => Element::Unknown,
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "abbr"
            | "acronym"
            | "alt-code"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "chron"
            | "cite"
            | "city"
            | "code"
            | "copyrite"
            | "country"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "frac"
            | "frac-den"
            | "frac-num"
            | "frac-sep"
            | "function"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "lang"
            | "mark"
            | "money"
            | "name.family"
            | "name.given"
            | "nobr"
            | "num"
            | "picture"
            | "postaddr"
            | "pronounce"
            | "q"
            | "region"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "state"
            | "strike"
            | "strong"
            | "sub"
            | "sublocation"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "virtloc"
            | "wbr"
    )
}

fn is_nothing(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "audio"
            | "base"
            | "button"
            | "canvas"
            | "datalist"
            | "dialog"
            | "embed"
            | "head"
            | "iframe"
            | "input"
            | "map"
            | "media-metadata"
            | "media-object"
            | "nav"
            | "nitf-table-metadata"
            | "noscript"
            | "object"
            | "option"
            | "script"
            | "select"
            | "source"
            | "style"
            | "svg"
            | "template"
            | "title"
            | "textarea"
            | "video"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "block"
            | "body"
            | "body.content"
            | "body.end"
            | "body.head"
            | "center"
            | "col"
            | "colgroup"
            | "details"
            | "div"
            | "dl"
            | "fieldset"
            | "form"
            | "hgroup"
            | "html"
            | "main"
            | "menu"
            | "nitf"
            | "nitf-col"
            | "nitf-colgroup"
            | "nitf-table"
            | "ol"
            | "search"
            | "section"
            | "tbody"
            | "tfoot"
            | "thead"
            | "ul"
    )
}
