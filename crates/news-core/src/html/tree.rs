//! 13.2.6 Tree construction: what each token does to the document.
//!
//! One method per kind of token and insertion mode, named after the section it follows. Methods of modes return whether
//! the token is to be read again in the mode that they leave behind ("reprocess the token").

mod adoption;
mod body;
mod body_end;
mod foreign;
mod formatting;
mod frames;
mod head;
mod insert;
mod quirks;
mod stack;
mod tables;
mod text;

use super::arena::{Arena, Namespace, Node, NodeId, NodeKind};
use super::limits::{self, Limits, Reached};
use super::tags::Tag;
use super::tokenizer::{Content, Doctype, TagToken, TextToken, Token, Tokenizer};
pub(super) use formatting::Active;
pub(super) use stack::Stack;

/// 13.2.4.1 The insertion mode.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Mode {
    #[default]
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoscript,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

/// Where a node goes.
#[derive(Clone, Copy)]
enum Place {
    Inside(NodeId),
    Before(NodeId),
}

/// What a place is looked for from.
#[derive(Clone, Copy)]
enum Parent {
    /// The current node.
    Current,
    /// "override target"
    Of(stack::Entry),
}

/// Vectors of a builder that the next document can use.
#[derive(Debug, Default)]
pub(super) struct Room {
    pub(super) stack: Stack,
    pub(super) active: Vec<Active>,
    pub(super) templates: Vec<Mode>,
    pub(super) pending: Vec<TextToken>,
    pub(super) flattened: Flattened,
}

/// Elements past the limit of depth: they hold nothing, but their end tags are theirs.
#[derive(Debug, Default)]
pub(super) struct Flattened {
    tags: Vec<Tag>,
    counts: Vec<u32>,
}

impl Flattened {
    fn add(&mut self, tag: Tag) {
        if tag.index() >= self.counts.len() {
            self.counts.resize(tag.index() + 64, 0);
        }
        if let Some(count) = self.counts.get_mut(tag.index()) {
            *count += 1;
            self.tags.push(tag);
        }
    }

    /// Whether an end tag closes one of them.
    fn close(&mut self, tag: Tag) -> bool {
        match self.counts.get_mut(tag.index()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    fn clear(&mut self) {
        for tag in self.tags.drain(..) {
            if let Some(count) = self.counts.get_mut(tag.index()) {
                *count = 0;
            }
        }
    }
}

/// The element that a fragment is parsed as the content of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    pub(super) tag: Tag,
    pub(super) namespace: Namespace,
}

/// A document that is being built.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "flags of the standard, each of its own")]
pub(super) struct Builder<'a> {
    pub(super) tokens: Tokenizer<'a>,
    pub(super) arena: Arena,
    pub(super) doctype: Option<Doctype>,
    pub(super) quirks: bool,
    pub(super) reached: Reached,
    limits: Limits,
    scripting: bool,
    context: Option<Context>,
    stack: Stack,
    active: Vec<Active>,
    mode: Mode,
    original_mode: Mode,
    templates: Vec<Mode>,
    pending: Vec<TextToken>,
    flattened: Flattened,
    head: Option<NodeId>,
    form: Option<NodeId>,
    frameset_ok: bool,
    /// "foster parenting is enabled"
    foster: bool,
    /// The next token loses the line feed it starts with.
    skip_newline: bool,
    clones_left: usize,
    /// Where the token in hand starts: what it closes by implication ends there.
    now: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(tokens: Tokenizer<'a>, nodes: Vec<Node>, scripting: bool, room: Room) -> Builder<'a> {
        let Room { mut stack, mut active, mut templates, mut pending, mut flattened } = room;
        stack.reset();
        active.clear();
        templates.clear();
        pending.clear();
        flattened.clear();
        let limits = tokens.limits;
        let clones_left = limits::MIN_CLONES + tokens.bytes.len() / limits::BYTES_PER_CLONE;
        Builder {
            tokens,
            arena: Arena::new(nodes),
            doctype: None,
            quirks: false,
            reached: Reached::default(),
            limits,
            scripting,
            context: None,
            stack,
            active,
            mode: Mode::Initial,
            original_mode: Mode::Initial,
            templates,
            pending,
            flattened,
            head: None,
            form: None,
            frameset_ok: true,
            foster: false,
            skip_newline: false,
            clones_left,
            now: 0,
        }
    }

    /// Reads the document to its end.
    pub(super) fn run(&mut self) {
        loop {
            self.tokens.in_foreign = self.adjusted_is_foreign();
            self.now = self.tokens.at;
            match &self.tokens.next() {
                Token::Text(text) => self.text(*text),
                Token::Start(token) => self.start(token),
                Token::End(token) => self.end(token),
                Token::Comment { start, end } => self.comment(*start, *end),
                Token::Doctype => self.doctype(),
                Token::Eof => break,
            }
            if self.arena.len() >= self.limits.nodes {
                self.reached.nodes = true;
                break;
            }
        }
        self.now = self.tokens.at;
        self.eof();
        while self.pop().is_some() {}
        self.reached.attributes = self.tokens.dropped_attributes;
    }

    /// 13.4 Parsing HTML fragments: sets up what a fragment inside `context` starts with.
    ///
    /// Raw text has no end there: no start tag was read that an end tag could be appropriate to.
    pub(super) fn start_fragment(&mut self, context: Context) {
        self.context = Some(context);
        if context.namespace == Namespace::Html {
            self.tokens.content = match context.tag {
                Tag::TITLE | Tag::TEXTAREA => Content::ENDLESS_RCDATA,
                Tag::STYLE | Tag::XMP | Tag::IFRAME | Tag::NOEMBED | Tag::NOFRAMES | Tag::SCRIPT | Tag::PLAINTEXT => {
                    Content::Plaintext
                }
                Tag::NOSCRIPT if self.scripting => Content::Plaintext,
                _ => Content::Data,
            };
            if context.tag == Tag::TEMPLATE {
                self.templates.push(Mode::InTemplate);
            }
            if context.tag == Tag::FORM {
                self.form = Some(NodeId::DOCUMENT);
            }
        }
        let root = self.arena.add(self.implied_element(Tag::HTML));
        self.arena.append(NodeId::DOCUMENT, root);
        self.push(root, Tag::HTML);
        self.reset_mode();
    }

    /// Leaves only the content of the context element.
    pub(super) fn finish_fragment(&mut self) {
        if let Some(root) = self.arena.get(NodeId::DOCUMENT).first_child {
            self.arena.detach(root);
            self.arena.move_children(root, NodeId::DOCUMENT);
        }
    }

    pub(super) fn into_parts(self) -> (Tokenizer<'a>, Arena, Room) {
        let Builder { tokens, arena, stack, active, templates, pending, flattened, .. } = self;
        (tokens, arena, Room { stack, active, templates, pending, flattened })
    }

    /// A start tag, by the tree construction dispatcher and by mode.
    #[inline]
    fn start(&mut self, token: &TagToken) {
        self.skip_newline = false;
        if self.mode == Mode::InTableText {
            self.flush_table_text();
        }
        if self.tokens.in_foreign && !self.start_is_html(token.tag) && !self.start_in_foreign(token) {
            return;
        }
        while self.start_in_mode(token) {}
    }

    #[inline]
    fn start_in_mode(&mut self, token: &TagToken) -> bool {
        match self.mode {
            Mode::InBody => self.start_in_body(token),
            Mode::Initial => self.leave_initial(),
            Mode::BeforeHtml => self.start_before_html(token),
            Mode::BeforeHead => self.start_before_head(token),
            Mode::InHead => self.start_in_head(token),
            Mode::InHeadNoscript => self.start_in_head_noscript(token),
            Mode::AfterHead => self.start_after_head(token),
            // No start tag comes while text is read.
            Mode::Text | Mode::InTableText => false,
            Mode::InTable => self.start_in_table(token),
            Mode::InCaption => self.start_in_caption(token),
            Mode::InColumnGroup => self.start_in_column_group(token),
            Mode::InTableBody => self.start_in_table_body(token),
            Mode::InRow => self.start_in_row(token),
            Mode::InCell => self.start_in_cell(token),
            Mode::InTemplate => self.start_in_template(token),
            Mode::AfterBody | Mode::AfterAfterBody => self.start_after_body(token),
            Mode::InFrameset => self.start_in_frameset(token),
            Mode::AfterFrameset | Mode::AfterAfterFrameset => self.start_after_frameset(token),
        }
    }

    /// An end tag.
    #[inline]
    fn end(&mut self, token: &TagToken) {
        self.skip_newline = false;
        if self.mode == Mode::InTableText {
            self.flush_table_text();
        }
        if self.tokens.in_foreign && !self.end_in_foreign(token) {
            return;
        }
        while self.end_in_mode(token) {}
    }

    #[inline]
    fn end_in_mode(&mut self, token: &TagToken) -> bool {
        match self.mode {
            Mode::InBody => self.end_in_body(token),
            Mode::Text => self.end_in_text(token),
            Mode::Initial => self.leave_initial(),
            Mode::BeforeHtml => self.end_before_html(token),
            Mode::BeforeHead => self.end_before_head(token),
            Mode::InHead => self.end_in_head(token),
            Mode::InHeadNoscript => self.end_in_head_noscript(token),
            Mode::AfterHead => self.end_after_head(token),
            Mode::InTableText => false,
            Mode::InTable => self.end_in_table(token),
            Mode::InCaption => self.end_in_caption(token),
            Mode::InColumnGroup => self.end_in_column_group(token),
            Mode::InTableBody => self.end_in_table_body(token),
            Mode::InRow => self.end_in_row(token),
            Mode::InCell => self.end_in_cell(token),
            Mode::InTemplate => self.end_in_template(token),
            Mode::AfterBody | Mode::AfterAfterBody => self.end_after_body(token),
            Mode::InFrameset => self.end_in_frameset(token),
            Mode::AfterFrameset | Mode::AfterAfterFrameset => self.end_after_frameset(token),
        }
    }

    /// A comment, which stands where it is met in most modes.
    fn comment(&mut self, start: usize, end: usize) {
        self.skip_newline = false;
        if self.mode == Mode::InTableText {
            self.flush_table_text();
        }
        let parent = match self.mode {
            _ if self.tokens.in_foreign => None,
            Mode::Initial | Mode::BeforeHtml | Mode::AfterAfterBody | Mode::AfterAfterFrameset => {
                Some(NodeId::DOCUMENT)
            }
            Mode::AfterBody => self.stack.get(0).map(|root| root.node),
            _ => None,
        };
        let comment = self.arena.add(Self::data_node(NodeKind::Comment, start, end, 0));
        match parent {
            Some(parent) => self.arena.append(parent, comment),
            None => self.insert_node(comment),
        }
    }

    /// A doctype, which only counts at the very start.
    fn doctype(&mut self) {
        self.skip_newline = false;
        if self.mode == Mode::InTableText {
            self.flush_table_text();
        }
        if self.mode != Mode::Initial {
            return;
        }
        let doctype = self.tokens.doctype;
        let node = self.arena.add(Self::data_node(NodeKind::Doctype, doctype.start, doctype.end, 0));
        self.arena.append(NodeId::DOCUMENT, node);
        self.quirks = quirks::is_quirky(self.tokens.source, &doctype);
        self.doctype = Some(doctype);
        self.mode = Mode::BeforeHtml;
    }

    /// The end of the input: what was not written is made, and templates are closed.
    fn eof(&mut self) {
        if self.mode == Mode::InTableText {
            self.flush_table_text();
        }
        if self.mode == Mode::Text {
            self.pop();
            self.mode = self.original_mode;
        }
        loop {
            // What only a document without content still lacks.
            let nothing = TextToken { start: self.now, end: self.now, reading: 0, may_hold_nul: false };
            self.leave_head_modes(nothing);
            if self.templates.is_empty() || self.pop_until(Tag::TEMPLATE).is_none() {
                return;
            }
            self.clear_to_marker();
            self.templates.pop();
            self.reset_mode();
        }
    }

    /// Whether the adjusted current node is not HTML.
    #[inline]
    fn adjusted_is_foreign(&self) -> bool {
        match (self.stack.last(), self.context) {
            (Some(_), Some(context)) if self.stack.len() == 1 => context.namespace != Namespace::Html,
            (Some(last), _) => last.namespace != Namespace::Html,
            (None, _) => false,
        }
    }

    /// "reset the insertion mode appropriately"
    fn reset_mode(&mut self) {
        let at = self.stack.mode(self.stack.len().saturating_sub(1));
        let last = at == 0;
        let tag = match self.context {
            Some(Context { tag, namespace: Namespace::Html }) if last => Some(tag),
            Some(_) if last => None,
            _ => self.stack.get(at).map(|entry| entry.tag),
        };
        self.mode = match tag {
            Some(Tag::TD | Tag::TH) if !last => Mode::InCell,
            Some(Tag::TR) => Mode::InRow,
            Some(Tag::TBODY | Tag::THEAD | Tag::TFOOT) => Mode::InTableBody,
            Some(Tag::CAPTION) => Mode::InCaption,
            Some(Tag::COLGROUP) => Mode::InColumnGroup,
            Some(Tag::TABLE) => Mode::InTable,
            Some(Tag::TEMPLATE) => self.templates.last().copied().unwrap_or(Mode::InBody),
            Some(Tag::HEAD) if !last => Mode::InHead,
            Some(Tag::FRAMESET) => Mode::InFrameset,
            Some(Tag::HTML) if self.head.is_none() => Mode::BeforeHead,
            Some(Tag::HTML) => Mode::AfterHead,
            _ => Mode::InBody,
        };
    }
}
