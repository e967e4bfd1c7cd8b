//! Bodies that the visible text may lack: `articleBody`, the posts of a live blog, HTML in the state of a script.
//!
//! They are evidence, never a replacement: [`carried`] gives one only for a page that shows hardly any prose.

use super::carriers::{paragraphs, plain};
use super::{Evidence, headline, state};
use crate::article::BlockKind;
use crate::html::Document;
use crate::span::SourceSpan;

/// A body outside the visible text.
#[derive(Debug, Default)]
pub(crate) struct CarriedBody {
    pub(crate) parts: Vec<CarriedPart>,
}

/// A block of it.
#[derive(Debug)]
pub(crate) struct CarriedPart {
    pub(crate) kind: BlockKind,
    /// As plain text.
    pub(crate) text: String,
    /// Where it stands in the page, or the value that holds it.
    pub(crate) src: SourceSpan,
}

/// A body as structured data writes it. Few pages need it, so it is read when it is asked for.
#[derive(Debug, Default)]
pub(super) struct WrittenBody {
    /// Values with their places; those without a kind hold paragraphs.
    pub(super) values: Vec<(Option<BlockKind>, String, SourceSpan)>,
}

impl WrittenBody {
    fn read(&self, source: &str) -> CarriedBody {
        let mut body = CarriedBody::default();
        for (kind, value, src) in &self.values {
            match kind {
                Some(kind) => body.push(*kind, plain(value), *src),
                None => body.push_paragraphs(value, (source, *src)),
            }
        }
        body
    }
}

/// How far behind the last paragraph the next one is looked for in the source, in bytes.
const REACH: usize = 1 << 10;

impl CarriedBody {
    /// How much text it has, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.parts.iter().map(|part| part.text.len()).sum()
    }

    pub(super) fn push(&mut self, kind: BlockKind, text: String, src: SourceSpan) {
        if !text.is_empty() {
            self.parts.push(CarriedPart { kind, text, src });
        }
    }

    /// Adds the paragraphs of a value that stands at `src`; each gets its own place where the source has it letter by letter.
    pub(super) fn push_paragraphs(&mut self, value: &str, (source, src): (&str, SourceSpan)) {
        let written = src.of(source);
        let mut from = 0;
        for paragraph in paragraphs(value).lines() {
            // Escapes may make the source longer than the text.
            let end = written.floor_char_boundary(from + 4 * paragraph.len() + REACH);
            let found = written.get(from..end).and_then(|reach| reach.find(paragraph)).map(|at| from + at);
            let narrow = |at: usize| src.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let place = found.map(|at| SourceSpan { start: narrow(at), end: narrow(at + paragraph.len()) });
            from = found.map_or_else(|| written.floor_char_boundary(from + paragraph.len()), |at| at + paragraph.len());
            self.push(BlockKind::Paragraph, paragraph.to_owned(), place.unwrap_or(src));
        }
    }
}

/// The body for a page that shows `visible` bytes of prose: the longest that structured data carries, else that of the
/// state of a script. What the state says beside it, its headline, is heard too.
pub(crate) fn carried(evidence: &mut Evidence, document: &Document<'_>, visible: usize) -> Option<CarriedBody> {
    let bodies = evidence.bodies.iter().map(|body| body.read(document.source())).filter(|body| body.len() > visible);
    if let Some(body) = bodies.max_by_key(CarriedBody::len) {
        return Some(body);
    }
    let found = state::body(document).filter(|found| found.body.len() > visible)?;
    if let Some(told) = found.headline {
        // Titles of such pages end with the site in ways of their own.
        let before = evidence.headline.as_ref().map(|(value, _)| headline::key(value));
        if before.is_none_or(|before| before.starts_with(&headline::key(&told.0))) {
            evidence.headline = Some(told);
        }
    }
    Some(found.body)
}
