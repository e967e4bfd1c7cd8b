//! What the tag, the class and the like of an element say about the part of the page that it holds.

use std::collections::HashMap;

use crate::article::BlockKind;
use crate::grammar::page::class_roles;
use crate::html::{Attr, Document, NodeId, Tag};

/// A part of a page that is no prose. The first of several hints of one element counts, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hint {
    /// Not shown.
    Hidden,
    Placeholder,
    Advertisement,
    Newsletter,
    Paywall,
    Bio,
    Comments,
    Related,
    Pullquote,
    Credit,
    Caption,
    Share,
    Tags,
    Nav,
    Footer,
    FactBox,
    Promo,
    Aside,
    Widget,
    Deck,
    Byline,
    Date,
    /// A quotation from elsewhere; it is prose, and nothing inside is furniture but its own parts.
    Embed,
}

impl Hint {
    fn named(role: &str) -> Option<Hint> {
        Some(match role {
            "placeholder" => Hint::Placeholder,
            "advertisement" => Hint::Advertisement,
            "newsletter" => Hint::Newsletter,
            "paywall" => Hint::Paywall,
            "bio" => Hint::Bio,
            "comments" => Hint::Comments,
            "related" => Hint::Related,
            "pullquote" => Hint::Pullquote,
            "caption" => Hint::Caption,
            "credit" => Hint::Credit,
            "share" => Hint::Share,
            "tags" => Hint::Tags,
            "nav" => Hint::Nav,
            "footer" => Hint::Footer,
            "fact_box" => Hint::FactBox,
            "promo" => Hint::Promo,
            "aside" => Hint::Aside,
            "widget" => Hint::Widget,
            "deck" => Hint::Deck,
            "byline" => Hint::Byline,
            "date" => Hint::Date,
            "embed" => Hint::Embed,
            _ => return None,
        })
    }

    /// Whether designers use the word for parts of the story too: a "widget" of text, a "caption" style, "meta".
    pub(super) fn may_be_layout(self) -> bool {
        matches!(self, Hint::Paywall | Hint::Promo | Hint::Widget)
    }

    /// The kind of a block with this hint; nothing where the hint alone does not make it furniture.
    pub(super) fn kind(self) -> Option<BlockKind> {
        Some(match self {
            Hint::Hidden | Hint::Placeholder | Hint::Promo | Hint::Comments | Hint::Deck => BlockKind::Promo,
            Hint::Advertisement => BlockKind::Advertisement,
            Hint::Newsletter => BlockKind::Newsletter,
            Hint::Paywall => BlockKind::Paywall,
            Hint::Bio => BlockKind::Bio,
            Hint::Related | Hint::Tags | Hint::Nav | Hint::Aside | Hint::Widget => BlockKind::Related,
            Hint::Pullquote => BlockKind::Pullquote,
            Hint::Caption => BlockKind::Caption,
            Hint::Credit => BlockKind::PhotoCredit,
            Hint::Share => BlockKind::Share,
            Hint::Footer => BlockKind::SignOff,
            Hint::FactBox => BlockKind::FactBox,
            Hint::Byline => BlockKind::BylineRepeat,
            Hint::Date => BlockKind::Date,
            Hint::Embed => return None,
        })
    }

    fn of_tag(tag: Tag) -> Option<Hint> {
        match tag {
            Tag::NAV => Some(Hint::Nav),
            Tag::FOOTER => Some(Hint::Footer),
            Tag::ASIDE => Some(Hint::Aside),
            Tag::FORM => Some(Hint::Promo),
            Tag::FIGURE | Tag::FIGCAPTION => Some(Hint::Caption),
            _ => None,
        }
    }
}

/// What an element is by its tag and attributes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) hint: Option<Hint>,
    /// Whether it says that it holds the body.
    pub(super) is_body: bool,
    /// Tag and words of the class (without figures, which count parts) as one number.
    pub(super) shape: u64,
    pub(super) has_class: bool,
}

/// What the words of a value tell.
#[derive(Clone, Copy, Debug, Default)]
struct Sense {
    hint: Option<Hint>,
    is_body: bool,
    /// Whether one of the words, or a utility class, hides the element.
    hides: bool,
    /// The value without figures as one number.
    shape: u64,
}

impl Sense {
    fn of(value: &str) -> Self {
        let mut sense = Sense { hides: is_off(value), shape: 0xcbf2_9ce4_8422_2325, ..Sense::default() };
        class_roles(value, &mut |role| {
            sense.is_body |= role == "body";
            sense.hides |= role == "hidden";
            sense.hint = first(sense.hint, Hint::named(role));
        });
        for byte in value.bytes().filter(|byte| !byte.is_ascii_digit()) {
            sense.shape = (sense.shape ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        sense
    }
}

/// Of two hints the one that counts.
fn first(a: Option<Hint>, b: Option<Hint>) -> Option<Hint> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// What the elements of a page are. A page says the same few classes over and over, so each value is read once.
pub(super) struct Looks<'d, 'a> {
    document: &'d Document<'a>,
    known: HashMap<&'a str, Sense>,
}

impl<'d, 'a> Looks<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        Looks { document, known: HashMap::new() }
    }

    fn sense(&mut self, attr: &Attr<'a>) -> Sense {
        let written = attr.value_span().of(self.document.source());
        *self.known.entry(written).or_insert_with(|| Sense::of(&attr.value()))
    }

    /// What an element is.
    pub(super) fn of(&mut self, node: NodeId, tag: Tag) -> Look {
        let mut look = Look { hint: Hint::of_tag(tag), ..Look::default() };
        let may_hide = look.hint.is_none();
        for attr in self.document.attributes(node) {
            let name = attr.name();
            if may_hide && hides(&name, &attr) {
                look.hint = Some(Hint::Hidden);
            }
            match &*name {
                // The id of a heading is its own text, or the mark of a table of contents.
                "id" if tag.is_heading() => {}
                "class" | "id" | "role" | "data-testid" | "data-component" | "data-module" | "data-type" => {
                    let sense = self.sense(&attr);
                    let is_class = name == "class";
                    let hidden = (is_class && may_hide && sense.hides).then_some(Hint::Hidden);
                    look.hint = first(look.hint, first(hidden, sense.hint));
                    look.is_body |= sense.is_body;
                    if is_class {
                        let place = attr.value_span();
                        (look.shape, look.has_class) = (sense.shape, place.start < place.end);
                    }
                }
                "itemprop" | "property" => {
                    look.is_body |= attr.value().split_ascii_whitespace().any(|word| word.ends_with("articleBody"));
                }
                _ => {}
            }
        }
        look.hint = look.hint.filter(|hint| !tag.is_heading() || !hint.may_be_layout());
        for byte in tag.known_name().unwrap_or_default().bytes() {
            look.shape = (look.shape ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        look
    }

    /// Whether the element is not shown.
    pub(super) fn is_hidden(&mut self, node: NodeId) -> bool {
        self.document.attributes(node).any(|attr| {
            let name = attr.name();
            hides(&name, &attr) || (name == "class" && self.sense(&attr).hides)
        })
    }
}

/// Whether the attribute hides its element, whatever its class.
fn hides(name: &str, attr: &Attr<'_>) -> bool {
    match name {
        "hidden" => true,
        "aria-hidden" => attr.value() == "true",
        "style" => {
            let value = attr.value();
            // Few styles hide anything, so most are not copied.
            let may_hide = value.contains("none") || value.contains("hidden");
            let bare: String = value.chars().filter(|c| may_hide && !c.is_whitespace()).take(400).collect();
            bare.contains("display:none") || bare.contains("visibility:hidden")
        }
        _ => false,
    }
}

/// Whether utility classes hide the element on every screen: "hidden" alone, but not "hidden md:block".
fn is_off(class: &str) -> bool {
    let shows = |token: &str| {
        let display = [":block", ":flex", ":grid", ":inline", "-block", "-flex", "-grid", "-inline", "-cell"];
        !token.contains("print") && display.iter().any(|end| token.contains(end))
    };
    let mut tokens = class.split_ascii_whitespace();
    tokens.any(|token| matches!(token, "hidden" | "d-none")) && !class.split_ascii_whitespace().any(shows)
}
