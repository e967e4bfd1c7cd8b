//! What the tag, the class and the like of an element say about the part of the page that it holds.

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

    /// The hint of an element, and whether it says that it holds the body.
    pub(super) fn of(document: &Document<'_>, node: NodeId, tag: Tag) -> (Option<Hint>, bool) {
        let mut hint = match tag {
            Tag::NAV => Some(Hint::Nav),
            Tag::FOOTER => Some(Hint::Footer),
            Tag::ASIDE => Some(Hint::Aside),
            Tag::FORM => Some(Hint::Promo),
            Tag::FIGURE | Tag::FIGCAPTION => Some(Hint::Caption),
            _ => None,
        };
        let may_hide = hint.is_none();
        let mut is_body = false;
        for attr in document.attributes(node) {
            let name = attr.name();
            if may_hide && hides(&name, &attr) {
                hint = Some(Hint::Hidden);
            }
            let value = match &*name {
                // The id of a heading is its own text, or the mark of a table of contents.
                "id" if tag.is_heading() => continue,
                "class" | "id" | "role" | "data-testid" | "data-component" | "data-module" | "data-type" => {
                    attr.value()
                }
                "itemprop" | "property" => {
                    is_body |= attr.value().split_ascii_whitespace().any(|word| word.ends_with("articleBody"));
                    continue;
                }
                _ => continue,
            };
            class_roles(&value, &mut |role| {
                is_body |= role == "body";
                let is_hidden = may_hide && role == "hidden" && name == "class";
                let found = if is_hidden { Some(Hint::Hidden) } else { Hint::named(role) };
                hint = match (hint, found) {
                    (Some(before), Some(found)) => Some(before.min(found)),
                    (before, found) => before.or(found),
                };
            });
        }
        (hint.filter(|hint| !tag.is_heading() || !hint.may_be_layout()), is_body)
    }

    /// Whether the element is not shown.
    pub(super) fn is_hidden(document: &Document<'_>, node: NodeId) -> bool {
        document.attributes(node).any(|attr| {
            let name = attr.name();
            let mut hidden = hides(&name, &attr);
            if name == "class" && !hidden {
                class_roles(&attr.value(), &mut |role| hidden |= role == "hidden");
            }
            hidden
        })
    }
}

/// Whether the attribute hides its element; of a class the words are left to the caller, who reads them anyway.
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
        "class" => is_off(&attr.value()),
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
