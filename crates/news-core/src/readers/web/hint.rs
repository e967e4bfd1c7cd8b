//! What the tag, the class and the like of an element say about the part of the page that it holds.

use super::classes::{Classes, mixed};
use crate::article::BlockKind;
use crate::html::{Attr, AttrName, AttrNames, Document, NodeId, Tag};

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
    pub(super) fn named(role: &str) -> Option<Hint> {
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

/// Of two hints the one that counts.
pub(super) fn first(a: Option<Hint>, b: Option<Hint>) -> Option<Hint> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// What an element is by its tag and attributes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) hint: Option<Hint>,
    /// Whether it says that it holds the body.
    pub(super) is_body: bool,
    /// Tag and words of the class as one number.
    pub(super) shape: u64,
    pub(super) has_class: bool,
}

const CLASS: AttrName<'_> = AttrName::new("class");
const ID: AttrName<'_> = AttrName::new("id");
/// Attributes beside class and id whose words tell what a part is.
const TELLING: [AttrName<'_>; 5] = [
    AttrName::new("role"),
    AttrName::new("data-testid"),
    AttrName::new("data-component"),
    AttrName::new("data-module"),
    AttrName::new("data-type"),
];
const PROPERTIES: [AttrName<'_>; 2] = [AttrName::new("itemprop"), AttrName::new("property")];

/// All attributes that tell what an element is.
const READ: AttrNames = {
    let [role, test, component, module, kind] = TELLING;
    let [itemprop, property] = PROPERTIES;
    let told = [CLASS, ID, role, test, component, module, kind, itemprop, property, STYLE, HIDDEN, ARIA_HIDDEN];
    AttrNames::new(&told)
};

impl Look {
    /// What an element is.
    pub(super) fn of<'a>(document: &Document<'a>, node: NodeId, tag: Tag, classes: &mut Classes<'a>) -> Look {
        let mut look = Look { hint: Hint::of_tag(tag), ..Look::default() };
        let may_hide = look.hint.is_none();
        for attr in document.attributes(node).filter(|attr| attr.may_be(READ)) {
            let is_class = attr.is(&CLASS);
            if may_hide && !is_class && hides(&attr) {
                look.hint = Some(Hint::Hidden);
            }
            // The id of a heading is its own text, or the mark of a table of contents.
            if is_class || (attr.is(&ID) && !tag.is_heading()) || TELLING.iter().any(|name| attr.is(name)) {
                let sense = classes.of(&attr);
                let hidden = (is_class && may_hide && sense.hides()).then_some(Hint::Hidden);
                look.hint = first(look.hint, first(hidden, sense.hint));
                look.is_body |= sense.is_body;
                if is_class {
                    let place = attr.value_span();
                    (look.shape, look.has_class) = (sense.shape, place.start < place.end);
                }
            } else if PROPERTIES.iter().any(|name| attr.is(name)) {
                look.is_body |= attr.value().split_ascii_whitespace().any(|word| word.ends_with("articleBody"));
            }
        }
        look.hint = look.hint.filter(|hint| !tag.is_heading() || !hint.may_be_layout());
        look.shape = mixed(look.shape, tag.number());
        look
    }
}

/// Whether the element is not shown.
pub(super) fn is_hidden<'a>(document: &Document<'a>, node: NodeId, classes: &mut Classes<'a>) -> bool {
    let mut hiding = document.attributes(node).filter(|attr| attr.may_be(HIDING));
    hiding.any(|attr| if attr.is(&CLASS) { classes.of(&attr).hides() } else { hides(&attr) })
}

const HIDDEN: AttrName<'_> = AttrName::new("hidden");
const ARIA_HIDDEN: AttrName<'_> = AttrName::new("aria-hidden");
const STYLE: AttrName<'_> = AttrName::new("style");
const HIDING: AttrNames = AttrNames::new(&[CLASS, STYLE, HIDDEN, ARIA_HIDDEN]);

/// Whether the attribute hides its element, whatever its class.
fn hides(attr: &Attr<'_>) -> bool {
    if attr.is(&STYLE) {
        let value = attr.value();
        // Few styles hide anything, so most are not copied.
        if !value.contains("none") && !value.contains("hidden") {
            return false;
        }
        let bare: String = value.chars().filter(|c| !c.is_whitespace()).take(400).collect();
        return bare.contains("display:none") || bare.contains("visibility:hidden");
    }
    attr.is(&HIDDEN) || (attr.is(&ARIA_HIDDEN) && attr.value() == "true")
}
