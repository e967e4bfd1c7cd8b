//! 13.2.6.4.7 The "in body" insertion mode: start tags.

use super::{Active, Builder, Mode};
use crate::html::arena::{Namespace, reading};
use crate::html::characters::decode;
use crate::html::tags::{Tag, VOID};
use crate::html::tokenizer::{Content, TagToken};

impl Builder<'_> {
    /// 13.2.6.4.7 The "in body" insertion mode, start tags.
    pub(super) fn start_in_body(&mut self, token: &TagToken) -> bool {
        if self.stack.len() >= self.limits.depth && self.flatten(token) {
            return false;
        }
        match token.tag {
            Tag::DIV
            | Tag::ADDRESS
            | Tag::ARTICLE
            | Tag::ASIDE
            | Tag::BLOCKQUOTE
            | Tag::CENTER
            | Tag::DETAILS
            | Tag::DIALOG
            | Tag::DIR
            | Tag::DL
            | Tag::FIELDSET
            | Tag::FIGCAPTION
            | Tag::FIGURE
            | Tag::FOOTER
            | Tag::HEADER
            | Tag::HGROUP
            | Tag::MAIN
            | Tag::MENU
            | Tag::NAV
            | Tag::OL
            | Tag::P
            | Tag::SEARCH
            | Tag::SECTION
            | Tag::SUMMARY
            | Tag::UL => {
                self.close_p();
                self.insert(token);
            }
            Tag::LI => {
                if self.stack.hard().is_some_and(|hard| hard.is(Tag::LI)) {
                    self.imply_ends(Some(Tag::LI));
                    self.pop_until(Tag::LI);
                }
                self.close_p();
                self.insert(token);
                self.frameset_ok = false;
            }
            Tag::A => self.start_a(token),
            Tag::B
            | Tag::BIG
            | Tag::CODE
            | Tag::EM
            | Tag::FONT
            | Tag::I
            | Tag::S
            | Tag::SMALL
            | Tag::STRIKE
            | Tag::STRONG
            | Tag::TT
            | Tag::U => self.start_formatting(token),
            Tag::AREA | Tag::BR | Tag::EMBED | Tag::IMG | Tag::KEYGEN | Tag::WBR => self.start_br(token),
            Tag::BASE
            | Tag::BASEFONT
            | Tag::BGSOUND
            | Tag::LINK
            | Tag::META
            | Tag::NOFRAMES
            | Tag::SCRIPT
            | Tag::STYLE
            | Tag::TEMPLATE
            | Tag::TITLE => return self.start_in_head(token),
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                self.close_p();
                if self.stack.last().is_some_and(|last| last.namespace == Namespace::Html && last.tag.is_heading()) {
                    self.pop();
                }
                self.insert(token);
            }
            Tag::TABLE => {
                if !self.quirks {
                    self.close_p();
                }
                self.insert(token);
                self.frameset_ok = false;
                self.mode = Mode::InTable;
            }
            Tag::DD | Tag::DT => {
                self.start_dd();
                self.insert(token);
                self.frameset_ok = false;
            }
            Tag::HTML | Tag::BODY | Tag::FRAMESET => self.start_root(token),
            Tag::CAPTION
            | Tag::COL
            | Tag::COLGROUP
            | Tag::FRAME
            | Tag::HEAD
            | Tag::TBODY
            | Tag::TD
            | Tag::TFOOT
            | Tag::TH
            | Tag::THEAD
            | Tag::TR => {}
            _ => self.start_rare_in_body(token),
        }
        false
    }

    /// The rest of 13.2.6.4.7.
    fn start_rare_in_body(&mut self, token: &TagToken) {
        match token.tag {
            Tag::PRE | Tag::LISTING => {
                self.close_p();
                self.insert(token);
                self.skip_newline = true;
                self.frameset_ok = false;
            }
            Tag::FORM => self.start_form(token),
            Tag::PLAINTEXT => {
                self.close_p();
                self.insert(token);
                self.tokens.content = Content::Plaintext;
            }
            Tag::BUTTON => {
                if self.stack.in_scope(Tag::BUTTON) {
                    self.imply_ends(None);
                    self.pop_until(Tag::BUTTON);
                }
                self.reconstruct();
                self.insert(token);
                self.frameset_ok = false;
            }
            Tag::NOBR => {
                self.reconstruct();
                if self.stack.in_scope(Tag::NOBR) {
                    self.adopt(Tag::NOBR, None);
                }
                self.start_formatting(token);
            }
            Tag::APPLET | Tag::MARQUEE | Tag::OBJECT => {
                self.reconstruct();
                self.insert(token);
                self.push_marker();
                self.frameset_ok = false;
            }
            Tag::INPUT => self.start_input(token),
            Tag::PARAM | Tag::SOURCE | Tag::TRACK => self.insert_void(token),
            Tag::HR => {
                self.close_p();
                if self.stack.in_scope(Tag::SELECT) {
                    self.imply_ends(None);
                }
                self.insert_void(token);
                self.frameset_ok = false;
            }
            // "Change the token's tag name to "img" and reprocess it. (Don't ask.)"
            Tag::IMAGE => self.start_br(&TagToken { tag: Tag::IMG, ..*token }),
            Tag::TEXTAREA => {
                self.insert_raw(token, Content::Rcdata(Tag::TEXTAREA));
                self.skip_newline = true;
                self.frameset_ok = false;
            }
            Tag::XMP => {
                self.close_p();
                self.reconstruct();
                self.frameset_ok = false;
                self.insert_raw(token, Content::Rawtext(Tag::XMP));
            }
            Tag::IFRAME => {
                self.frameset_ok = false;
                self.insert_raw(token, Content::Rawtext(Tag::IFRAME));
            }
            Tag::NOEMBED => self.insert_raw(token, Content::Rawtext(Tag::NOEMBED)),
            Tag::NOSCRIPT if self.scripting => self.insert_raw(token, Content::Rawtext(Tag::NOSCRIPT)),
            Tag::SELECT => self.start_select(token),
            Tag::OPTION | Tag::OPTGROUP => {
                if self.stack.in_scope(Tag::SELECT) {
                    self.imply_ends((token.tag == Tag::OPTION).then_some(Tag::OPTGROUP));
                } else if self.stack.last().is_some_and(|last| last.is(Tag::OPTION)) {
                    self.pop();
                }
                self.reconstruct();
                self.insert(token);
            }
            Tag::RB | Tag::RTC | Tag::RP | Tag::RT => {
                if self.stack.in_scope(Tag::RUBY) {
                    self.imply_ends(matches!(token.tag, Tag::RP | Tag::RT).then_some(Tag::RTC));
                }
                self.insert(token);
            }
            Tag::MATH | Tag::SVG => {
                self.reconstruct();
                let namespace = if token.tag == Tag::SVG { Namespace::Svg } else { Namespace::MathMl };
                self.insert_foreign(token, namespace);
            }
            _ => {
                self.reconstruct();
                self.insert(token);
            }
        }
    }

    /// At the limit of depth: puts the element into the tree, but not on the stack, so that what follows is its sibling.
    pub(super) fn flatten(&mut self, token: &TagToken) -> bool {
        // Elements without content are no deeper than text is; raw text ends at its own end tag.
        let holds_nothing = token.tag.is(VOID)
            || matches!(
                token.tag,
                Tag::SCRIPT
                    | Tag::STYLE
                    | Tag::TITLE
                    | Tag::TEXTAREA
                    | Tag::XMP
                    | Tag::IFRAME
                    | Tag::NOEMBED
                    | Tag::NOFRAMES
            );
        let is_structure = matches!(
            token.tag,
            Tag::HTML
                | Tag::BODY
                | Tag::HEAD
                | Tag::FRAMESET
                | Tag::CAPTION
                | Tag::COLGROUP
                | Tag::TBODY
                | Tag::TD
                | Tag::TFOOT
                | Tag::TH
                | Tag::THEAD
                | Tag::TR
        );
        if self.stack.len() < self.limits.depth || holds_nothing || is_structure {
            return false;
        }
        self.reached.depth = true;
        self.flattened.add(token.tag);
        self.insert_void(token);
        true
    }

    fn start_a(&mut self, token: &TagToken) {
        if let Some(at) = self.last_active(Tag::A)
            && let Some(Active { node: Some(node), .. }) = self.active.get(at).copied()
        {
            self.adopt(Tag::A, None);
            if let Some(at) = self.active_place(node) {
                self.active.remove(at);
            }
            if self.arena.get(node).open {
                self.remove_from_stack(node, Tag::A);
            }
        }
        self.start_formatting(token);
    }

    #[inline]
    fn start_formatting(&mut self, token: &TagToken) {
        self.reconstruct();
        let node = self.insert(token);
        self.push_active(node, token.tag);
    }

    /// `br` and the like.
    pub(super) fn start_br(&mut self, token: &TagToken) {
        self.reconstruct();
        self.insert_void(token);
        self.frameset_ok = false;
    }

    fn start_dd(&mut self) {
        if let Some(tag) = self.stack.hard().filter(|hard| hard.is(Tag::DD) || hard.is(Tag::DT)).map(|hard| hard.tag) {
            self.imply_ends(Some(tag));
            self.pop_until(tag);
        }
        self.close_p();
    }

    fn start_form(&mut self, token: &TagToken) {
        let in_template = self.stack.holds(Tag::TEMPLATE);
        if self.form.is_some() && !in_template {
            return;
        }
        self.close_p();
        let form = self.insert(token);
        if !in_template {
            self.form = Some(form);
        }
    }

    fn start_input(&mut self, token: &TagToken) {
        if self.context_is(Tag::SELECT) {
            return;
        }
        if self.stack.in_scope(Tag::SELECT) {
            self.pop_until(Tag::SELECT);
        }
        self.reconstruct();
        self.insert_void(token);
        if !self.is_hidden(token) {
            self.frameset_ok = false;
        }
    }

    pub(super) fn context_is(&self, tag: Tag) -> bool {
        self.context.is_some_and(|context| context.tag == tag && context.namespace == Namespace::Html)
    }

    /// Whether the `type` attribute says `hidden`.
    pub(super) fn is_hidden(&self, token: &TagToken) -> bool {
        self.has_value(token, "type", |value| value.eq_ignore_ascii_case("hidden"))
    }

    /// Whether a tag has an attribute with a certain value.
    pub(super) fn has_value(&self, token: &TagToken, name: &str, fits: impl Fn(&str) -> bool) -> bool {
        let first = token.attributes as usize;
        let attributes = self.tokens.attributes.get(first..first + token.n_attributes as usize).unwrap_or_default();
        attributes.iter().any(|attribute| {
            let written = self.tokens.bytes.get(attribute.name_start as usize..attribute.name_end as usize);
            written.is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes())) && {
                let (start, end) = (attribute.value_start as usize, attribute.value_end as usize);
                fits(&decode(self.tokens.source, start, end, reading::REFERENCES | reading::ATTRIBUTE))
            }
        })
    }

    fn start_select(&mut self, token: &TagToken) {
        if self.context_is(Tag::SELECT) {
            return;
        }
        if self.stack.in_scope(Tag::SELECT) {
            self.pop_until(Tag::SELECT);
            return;
        }
        self.reconstruct();
        self.insert(token);
        self.frameset_ok = false;
    }

    /// `html`, `body`, `frameset` where there is a body already.
    fn start_root(&mut self, token: &TagToken) {
        let body = self.stack.get(1).filter(|second| second.is(Tag::BODY)).map(|second| second.node);
        match token.tag {
            Tag::HTML => {
                if let Some(html) = self.stack.get(0).map(|root| root.node)
                    && !self.stack.holds(Tag::TEMPLATE)
                {
                    self.merge_attributes(html, token);
                }
            }
            Tag::BODY => {
                if let Some(body) = body
                    && !self.stack.holds(Tag::TEMPLATE)
                {
                    self.frameset_ok = false;
                    self.merge_attributes(body, token);
                }
            }
            _ => {
                if let Some(body) = body
                    && self.frameset_ok
                {
                    self.arena.detach(body);
                    self.pop_to(1);
                    self.insert(token);
                    self.mode = Mode::InFrameset;
                }
            }
        }
    }
}
