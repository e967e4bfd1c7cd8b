//! Names of elements as numbers: known names by a table made at compile time, others in the order they turn up.

/// The name of an element, ASCII case folded, whatever its namespace.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Tag(u32);

/// "special" elements, 13.2.4.2 The stack of open elements.
pub(super) const SPECIAL: u8 = 1;
/// Ends every scope, 13.2.4.2 "has an element in scope".
pub(super) const SCOPE: u8 = 1 << 1;
/// Goes on the list of active formatting elements.
pub(super) const FORMATTING: u8 = 1 << 2;
/// Closed by "generate implied end tags".
pub(super) const IMPLIED: u8 = 1 << 3;
/// Special, but `li`, `dd` and `dt` look through it.
pub(super) const SOFT: u8 = 1 << 4;
/// Decides the insertion mode when it is reset.
pub(super) const MODE: u8 = 1 << 5;
/// Never has content.
pub(super) const VOID: u8 = 1 << 6;

macro_rules! tags {
    ($($id:ident $name:literal $class:expr;)+) => {
        #[allow(clippy::upper_case_acronyms, non_camel_case_types, reason = "names of elements")]
        enum Index { $($id),+ }

        impl Tag {
            $(pub(crate) const $id: Tag = Tag(Index::$id as u32);)+
        }

        const KNOWN: &[(&str, u8)] = &[$(($name, $class)),+];
    };
}

tags! {
    A "a" FORMATTING;
    ABBR "abbr" 0;
    ADDRESS "address" SPECIAL | SOFT;
    ANNOTATION_XML "annotation-xml" 0;
    APPLET "applet" SPECIAL | SCOPE;
    AREA "area" SPECIAL | VOID;
    ARTICLE "article" SPECIAL;
    ASIDE "aside" SPECIAL;
    AUDIO "audio" 0;
    B "b" FORMATTING;
    BASE "base" SPECIAL | VOID;
    BASEFONT "basefont" SPECIAL | VOID;
    BDI "bdi" 0;
    BDO "bdo" 0;
    BGSOUND "bgsound" SPECIAL | VOID;
    BIG "big" FORMATTING;
    BLOCKQUOTE "blockquote" SPECIAL;
    BODY "body" SPECIAL | MODE;
    BR "br" SPECIAL | VOID;
    BUTTON "button" SPECIAL;
    CANVAS "canvas" 0;
    CAPTION "caption" SPECIAL | SCOPE | MODE;
    CENTER "center" SPECIAL;
    CITE "cite" 0;
    CODE "code" FORMATTING;
    COL "col" SPECIAL | VOID;
    COLGROUP "colgroup" SPECIAL | MODE;
    DATA "data" 0;
    DATALIST "datalist" 0;
    DD "dd" SPECIAL | IMPLIED;
    DEL "del" 0;
    DESC "desc" 0;
    DETAILS "details" SPECIAL;
    DFN "dfn" 0;
    DIALOG "dialog" 0;
    DIR "dir" SPECIAL;
    DIV "div" SPECIAL | SOFT;
    DL "dl" SPECIAL;
    DT "dt" SPECIAL | IMPLIED;
    EM "em" FORMATTING;
    EMBED "embed" SPECIAL | VOID;
    FIELDSET "fieldset" SPECIAL;
    FIGCAPTION "figcaption" SPECIAL;
    FIGURE "figure" SPECIAL;
    FONT "font" FORMATTING;
    FOOTER "footer" SPECIAL;
    FOREIGNOBJECT "foreignobject" 0;
    FORM "form" SPECIAL;
    FRAME "frame" SPECIAL | VOID;
    FRAMESET "frameset" SPECIAL | MODE;
    G "g" 0;
    H1 "h1" SPECIAL;
    H2 "h2" SPECIAL;
    H3 "h3" SPECIAL;
    H4 "h4" SPECIAL;
    H5 "h5" SPECIAL;
    H6 "h6" SPECIAL;
    HEAD "head" SPECIAL | MODE;
    HEADER "header" SPECIAL;
    HGROUP "hgroup" SPECIAL;
    HR "hr" SPECIAL | VOID;
    HTML "html" SPECIAL | SCOPE | MODE;
    I "i" FORMATTING;
    IFRAME "iframe" SPECIAL;
    IMAGE "image" 0;
    IMG "img" SPECIAL | VOID;
    INPUT "input" SPECIAL | VOID;
    INS "ins" 0;
    KBD "kbd" 0;
    KEYGEN "keygen" SPECIAL | VOID;
    LABEL "label" 0;
    LEGEND "legend" 0;
    LI "li" SPECIAL | IMPLIED;
    LINK "link" SPECIAL | VOID;
    LISTING "listing" SPECIAL;
    MAIN "main" SPECIAL;
    MALIGNMARK "malignmark" 0;
    MAP "map" 0;
    MARK "mark" 0;
    MARQUEE "marquee" SPECIAL | SCOPE;
    MATH "math" 0;
    MENU "menu" SPECIAL;
    META "meta" SPECIAL | VOID;
    METER "meter" 0;
    MGLYPH "mglyph" 0;
    MI "mi" 0;
    MN "mn" 0;
    MO "mo" 0;
    MS "ms" 0;
    MTEXT "mtext" 0;
    NAV "nav" SPECIAL;
    NOBR "nobr" FORMATTING;
    NOEMBED "noembed" SPECIAL;
    NOFRAMES "noframes" SPECIAL;
    NOSCRIPT "noscript" SPECIAL;
    OBJECT "object" SPECIAL | SCOPE;
    OL "ol" SPECIAL;
    OPTGROUP "optgroup" IMPLIED;
    OPTION "option" IMPLIED;
    OUTPUT "output" 0;
    P "p" SPECIAL | IMPLIED | SOFT;
    PARAM "param" SPECIAL | VOID;
    PATH "path" 0;
    PICTURE "picture" 0;
    PLAINTEXT "plaintext" SPECIAL;
    PRE "pre" SPECIAL;
    PROGRESS "progress" 0;
    Q "q" 0;
    RB "rb" IMPLIED;
    RP "rp" IMPLIED;
    RT "rt" IMPLIED;
    RTC "rtc" IMPLIED;
    RUBY "ruby" 0;
    S "s" FORMATTING;
    SAMP "samp" 0;
    SCRIPT "script" SPECIAL;
    SEARCH "search" SPECIAL;
    SECTION "section" SPECIAL;
    SELECT "select" SPECIAL | SCOPE;
    SLOT "slot" 0;
    SMALL "small" FORMATTING;
    SOURCE "source" SPECIAL | VOID;
    SPAN "span" 0;
    STRIKE "strike" FORMATTING;
    STRONG "strong" FORMATTING;
    STYLE "style" SPECIAL;
    SUB "sub" 0;
    SUMMARY "summary" SPECIAL;
    SUP "sup" 0;
    SVG "svg" 0;
    TABLE "table" SPECIAL | SCOPE | MODE;
    TBODY "tbody" SPECIAL | MODE;
    TD "td" SPECIAL | SCOPE | MODE;
    TEMPLATE "template" SPECIAL | SCOPE | MODE;
    TEXTAREA "textarea" SPECIAL;
    TFOOT "tfoot" SPECIAL | MODE;
    TH "th" SPECIAL | SCOPE | MODE;
    THEAD "thead" SPECIAL | MODE;
    TIME "time" 0;
    TITLE "title" SPECIAL;
    TR "tr" SPECIAL | MODE;
    TRACK "track" SPECIAL | VOID;
    TT "tt" FORMATTING;
    U "u" FORMATTING;
    UL "ul" SPECIAL;
    USE "use" 0;
    VAR "var" 0;
    VIDEO "video" 0;
    WBR "wbr" SPECIAL | VOID;
    XMP "xmp" SPECIAL;
}

/// How many names are known; tags from here on number the other names of a document.
pub(super) const N_KNOWN: usize = KNOWN.len();

/// Slots of the hash table; about a quarter is taken, so that a wrong name mostly meets an empty slot.
const N_SLOTS: usize = 512;
const EMPTY: u8 = u8::MAX;

const SLOTS: [u8; N_SLOTS] = slots();
static SLOT_TABLE: [u8; N_SLOTS] = SLOTS;
/// What [`fold`] makes of each name, and its length.
static KEYS: [(u64, usize); N_KNOWN] = keys();
static CLASSES: [u8; N_KNOWN] = classes();

const fn classes() -> [u8; N_KNOWN] {
    let mut classes = [0; N_KNOWN];
    let mut at = 0;
    while at < N_KNOWN {
        classes[at] = KNOWN[at].1;
        at += 1;
    }
    classes
}

const fn keys() -> [(u64, usize); N_KNOWN] {
    let mut keys = [(0, 0); N_KNOWN];
    let mut at = 0;
    while at < N_KNOWN {
        let name = KNOWN[at].0.as_bytes();
        keys[at] = (fold(name, name.len()), name.len());
        at += 1;
    }
    keys
}

const fn slots() -> [u8; N_SLOTS] {
    let keys = keys();
    let mut slots = [EMPTY; N_SLOTS];
    let mut at = 0;
    while at < N_KNOWN {
        let mut slot = first_slot(keys[at].0, keys[at].1);
        while slots[slot] != EMPTY {
            slot = (slot + 1) % N_SLOTS;
        }
        #[expect(clippy::cast_possible_truncation, reason = "fewer than 255 names")]
        {
            slots[slot] = at as u8;
        }
        at += 1;
    }
    slots
}

/// The first eight bytes, letters in lower case. What falls together with letters is in no known name.
const fn fold(name: &[u8], len: usize) -> u64 {
    let mut key = 0;
    let mut at = 0;
    while at < len && at < 8 {
        key |= (name[at] as u64) << (8 * at);
        at += 1;
    }
    lower(key)
}

/// Sets bit 5 of the bytes that have bit 6.
const fn lower(eight: u64) -> u64 {
    eight | (eight & 0x4040_4040_4040_4040) >> 1
}

const fn first_slot(key: u64, len: usize) -> usize {
    let mixed = (key ^ (len as u64) << 59).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 55) as usize
}

/// As [`fold`], of the first `len` bytes of `rest`, which may go on behind them so that one load is enough.
#[inline]
pub(super) const fn first_eight(rest: &[u8], len: usize) -> u64 {
    match rest.first_chunk::<8>() {
        Some(chunk) => {
            let mask = if len >= 8 { u64::MAX } else { (1 << (8 * len)) - 1 };
            lower(u64::from_le_bytes(*chunk)) & mask
        }
        None => fold(rest, if len < rest.len() { len } else { rest.len() }),
    }
}

impl Tag {
    /// No name at all.
    pub(super) const NONE: Tag = Tag(u32::MAX);

    /// The known tag that is the first `len` bytes of `rest`, in any case.
    #[inline]
    pub(super) fn known(rest: &[u8], len: usize) -> Option<Tag> {
        let key = first_eight(rest, len);
        let mut slot = first_slot(key, len);
        loop {
            let index = *SLOT_TABLE.get(slot)?;
            if index == EMPTY {
                return None;
            }
            let at = usize::from(index);
            let known = *KEYS.get(at)?;
            if known.0 == key && known.1 == len && (len <= 8 || Tag::is_long(at, rest, len)) {
                return Some(Tag(u32::from(index)));
            }
            slot = (slot + 1) % N_SLOTS;
        }
    }

    fn is_long(at: usize, rest: &[u8], len: usize) -> bool {
        let name = KNOWN.get(at).map_or("", |known| known.0);
        rest.get(..len).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// The known tag of this name in lower case.
    pub(crate) fn named(name: &str) -> Option<Tag> {
        Tag::known(name.as_bytes(), name.len())
    }

    /// A name that the table does not know, by its number in the document.
    pub(super) fn other(number: usize) -> Tag {
        Tag(u32::try_from(N_KNOWN + number).unwrap_or(u32::MAX))
    }

    /// The number of a name that the table does not know.
    pub(super) fn other_number(self) -> Option<usize> {
        (self.0 as usize).checked_sub(N_KNOWN)
    }

    /// The name of a known tag.
    pub(crate) fn known_name(self) -> Option<&'static str> {
        KNOWN.get(self.0 as usize).map(|known| known.0)
    }

    /// Number of the tag; below [`N_KNOWN`] for known ones.
    #[inline]
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }

    /// What the tag is as an HTML element.
    #[inline]
    pub(super) fn class(self) -> u8 {
        CLASSES.get(self.index()).copied().unwrap_or(0)
    }

    #[inline]
    pub(super) fn is(self, class: u8) -> bool {
        self.class() & class != 0
    }

    /// The name as a number, the same in all documents for known ones.
    pub(crate) fn number(self) -> u64 {
        u64::from(self.0)
    }

    /// `h1` to `h6`.
    pub(crate) fn is_heading(self) -> bool {
        (Tag::H1..=Tag::H6).contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_found_in_any_case() {
        for (at, (name, _)) in KNOWN.iter().enumerate() {
            assert_eq!(Tag::named(name).map(Tag::index), Some(at));
            let upper = format!("{}>", name.to_ascii_uppercase());
            assert_eq!(Tag::known(upper.as_bytes(), name.len()).map(Tag::index), Some(at));
        }
        for name in ["", "x", "divs", "di", "h7", "h\u{11}", "annotation-xmm", "table-cell"] {
            assert_eq!(Tag::named(name), None, "{name}");
        }
    }

    #[test]
    fn known_names_are_sorted() {
        assert!(KNOWN.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
