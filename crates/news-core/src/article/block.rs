use serde::{Deserialize, Serialize};

use crate::span::{Slice, Span};

/// What a block is. Kinds from [`BlockKind::Credit`] on are furniture: no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "newsroom words that say it themselves; the others are documented")]
pub enum BlockKind {
    Paragraph,
    /// A sub-heading.
    Heading,
    List,
    ListItem,
    Blockquote,
    Pullquote,
    Caption,
    /// A line or more of figures in columns.
    Table,
    /// Whom to call.
    Contact,
    /// A note of the desk to its readers.
    EditorNote,
    Correction,
    Embed,
    Divider,
    Other,
    /// Who reported, wrote, edited; initials of the desk.
    Credit,
    /// The agency's name at the foot of the copy.
    SignOff,
    /// "(END)", "###", "-30-".
    EndMark,
    Copyright,
    Embargo,
    /// "(Adds details)".
    AddsLine,
    /// Newsletter, app and subscription offers, labels of the page.
    Promo,
    /// Links to other stories.
    Related,
    Share,
    Advertisement,
    Bio,
    FactBox,
    Paywall,
    Newsletter,
    /// Publication date, reading time.
    Date,
    /// Picture credit.
    PhotoCredit,
    BylineRepeat,
    HeadlineRepeat,
}

impl BlockKind {
    /// Whether blocks of this kind are furniture, not prose.
    pub fn is_furniture(self) -> bool {
        self >= BlockKind::Credit
    }

    /// The name of the kind in the serialised form.
    pub fn name(self) -> String {
        crate::wire::variant_name(&self)
    }
}

/// One block of the story: a paragraph, a heading, a line of furniture …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, without the white space around it. Hard line breaks inside stay as they came.
    pub span: Span,
    /// Its text in the serialised form.
    #[serde(default)]
    pub text: Slice,
    /// The level of a heading, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The part at the start that is no prose: the dateline and the mark behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_in: Option<Span>,
    /// Its sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Span>,
}

impl Block {
    /// A block without a lead-in.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Block { kind, span, text: Slice, level: None, lead_in: None, sentences: Vec::new() }
    }

    /// The prose of the block: what follows its lead-in.
    pub fn prose(&self) -> Span {
        self.lead_in.map_or(self.span, |lead_in| Span::new(lead_in.end(), self.span.end()))
    }
}
