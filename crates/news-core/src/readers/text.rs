//! Plain copy: a wire story as text, or a story pasted from a page.
//!
//! The parts stand in one order on every desk: transmission header or slug, embargo, flag, section label, kicker, headline,
//! desk note, deck, summary, byline, dateline, lead, body, notes and credits, end mark, copyright. The reader finds the
//! lead first (the paragraph with the dateline, or else the first prose), gives the lines above it their roles by kind and
//! place, and the blocks below it their kinds. What has no role stays a block: every character but white space and
//! transmission controls belongs to a field or a block.

mod head;
mod layout;
mod stories;

pub(super) use self::layout::Chunk;
use super::{Item, lead};
use crate::article::{Block, BlockKind, Kind, Note};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::grammar::dateline::{self, Found};
use crate::grammar::enumeration::item_mark;
use crate::grammar::slug;
use crate::grammar::words::{ends_sentence, reading_length, starts_like_name};
use crate::options::Options;
use crate::source::Source;
use crate::span::Span;

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let text = &source.text;
    let stories = stories::split(text);
    let mut items = Vec::new();
    for (n, &story) in stories.iter().enumerate() {
        let mut draft = Draft::verbatim(source, story, "text");
        if stories.len() > 1 {
            draft.set_record(n + 1, story);
        }
        if read_story(&mut draft, 0)? {
            items.push(Item::Draft(Box::new(draft)));
        }
    }
    if items.is_empty() {
        return Err(Error::new(ErrorKind::Empty, "input holds no text, only white space and control characters"));
    }
    Ok(items)
}

/// Reads the copy from byte `start` of the text on; `false` if there is nothing on its lines.
pub(super) fn read_story(draft: &mut Draft, start: usize) -> Result<bool, Error> {
    let text = std::mem::take(&mut draft.article.text);
    let chunks = layout::chunks(&text, Span::new(start, text.len()));
    let outcome = if chunks.is_empty() { Ok(draft.article.slug.is_some()) } else { fill(draft, &text, &chunks) };
    let counted = draft.article.slug.as_ref().and_then(|slug| slug::word_count(&text, slug));
    draft.article.word_count = draft.article.word_count.or(counted);
    draft.article.text = text;
    outcome
}

/// Reads the blocks of a body whose head a carrier has given, and the dateline in front of them.
pub(super) fn read_chunks(draft: &mut Draft, chunks: &[Chunk]) {
    let text = std::mem::take(&mut draft.article.text);
    let prose = read_body(draft, &text, chunks, None);
    draft.article.text = text;
    lead::find(draft);
    set_kind(draft, prose);
}

/// Reads plain copy in a stretch of the text as blocks, and nothing else.
pub(super) fn read_blocks_at(draft: &mut Draft, body: Span) {
    let text = std::mem::take(&mut draft.article.text);
    read_body(draft, &text, &layout::chunks(&text, body), None);
    draft.article.text = text;
}

/// As [`read_chunks`], of a body whose paragraphs plain copy lays out.
pub(super) fn read_body_at(draft: &mut Draft, body: Span) {
    let chunks = layout::chunks(&draft.article.text, body);
    read_chunks(draft, &chunks);
}

fn fill(draft: &mut Draft, text: &str, chunks: &[Chunk]) -> Result<bool, Error> {
    let lead = find_lead(text, chunks);
    let head = chunks.get(..lead.at).unwrap_or_default();
    head::read(draft, text, head, lead.dateline.is_some());
    let body = chunks.get(lead.at..).unwrap_or_default();
    let prose = read_body(draft, text, body, lead.dateline);
    if draft.article.headline.is_none() && !prose && draft.article.status.is_none() && draft.article.slug.is_none() {
        let lines: Vec<&str> = chunks.iter().take(3).map(|chunk| chunk.span.of(text)).collect();
        let message = format!("found no story, only furniture: {}", lines.join(" | "));
        return Err(Error::new(ErrorKind::NoArticle, message));
    }
    set_kind(draft, prose);
    Ok(true)
}

/// Where the story proper starts.
struct Lead {
    /// The chunk with the dateline, or the first prose.
    at: usize,
    dateline: Option<Found>,
}

/// The most chunks above a dateline: slug, embargo, flag, section, kicker, headline, note, deck, byline and a few bullets.
const HEAD_CHUNKS: usize = 16;

/// Finds the paragraph with the dateline; without one, the first prose below the headline.
fn find_lead(text: &str, chunks: &[Chunk]) -> Lead {
    let mut prose = 0;
    for (at, chunk) in chunks.iter().enumerate().take(HEAD_CHUNKS) {
        let is_prose = is_prose(text, chunk);
        let found = dateline::find(text, chunk.span).filter(|found| {
            // Copy that is only a headline can look like a dateline; prose behind it settles the matter.
            let has_prose = found.rest < chunk.span.end();
            if found.is_sure() { has_prose || at > 0 } else { has_prose && is_prose && prose == 0 && at > 0 }
        });
        let found = found.filter(|found| at > 0 || is_prose || is_one_of_several(text, chunks, found));
        if let Some(dateline) = found {
            return Lead { at, dateline: Some(dateline) };
        }
        let next_is_prose = chunks.get(at + 1).is_some_and(|next| is_prose_or_long(text, next));
        if at > 0 && prose == 0 && next_is_prose && chunk.lines == 1 && chunk.known.is_none() {
            let alone = dateline::standing_alone(text, chunk.span).filter(|_| has_headline(text, chunks, at));
            if let Some(dateline) = alone {
                return Lead { at, dateline: Some(dateline) };
            }
        }
        // A roundup has datelines further down; that of the story stands in its first paragraphs.
        prose += usize::from(is_prose);
        if prose > 2 {
            break;
        }
    }
    Lead { at: first_prose(text, chunks), dateline: None }
}

/// A dateline in the very first chunk of several: copy without a headline.
fn is_one_of_several(text: &str, chunks: &[Chunk], found: &Found) -> bool {
    let prose = chunks.first().map_or(0, |chunk| chunk.span.end().saturating_sub(found.rest));
    chunks.len() > 1
        && prose > 0
        && !found.agencies.is_empty()
        && chunks.get(1).is_some_and(|next| is_prose(text, next))
}

/// Whether some line above can be the headline: a place alone never opens a story.
fn has_headline(text: &str, chunks: &[Chunk], at: usize) -> bool {
    chunks.iter().take(at).any(|chunk| chunk.span.of(text).split_whitespace().count() >= 3)
}

/// The first chunk below the headline that reads as prose; all chunks are head if there is none.
fn first_prose(text: &str, chunks: &[Chunk]) -> usize {
    let byline = chunks.iter().take(HEAD_CHUNKS).position(|chunk| head::is_byline(text, chunk.span));
    let titles = chunks.iter().position(|chunk| chunk.known.is_none()).unwrap_or(0);
    // Copy that starts with two paragraphs of prose has no headline.
    let prose = |at: usize| chunks.get(at).is_some_and(|chunk| is_prose(text, chunk));
    if prose(titles) && (prose(titles + 1) || chunks.len() == titles + 1) && byline.is_none() {
        let sentence = chunks.get(titles).map(|chunk| reading_length(chunk.span.of(text))).unwrap_or_default();
        if sentence > 120 {
            return titles;
        }
    }
    let from = byline.map_or(titles + 1, |byline| byline + 1);
    (from..chunks.len()).find(|&at| prose(at)).unwrap_or_else(|| {
        // No sentence at all: what stands below the headline and its furniture is body all the same.
        (from..chunks.len())
            .find(|&at| chunks.get(at).is_some_and(|chunk| chunk.known.is_none()))
            .unwrap_or(chunks.len())
    })
}

/// Whether a chunk reads as prose: a sentence of some length.
fn is_prose(text: &str, chunk: &Chunk) -> bool {
    let slice = chunk.span.of(text);
    ends_sentence(slice)
        && reading_length(slice) >= 40
        && chunk.known.is_none()
        && item_mark(slice).is_none()
        && !head::is_byline(text, chunk.span)
}

/// Prose, or a paragraph so long that it needs no full stop.
fn is_prose_or_long(text: &str, chunk: &Chunk) -> bool {
    is_prose(text, chunk) || (chunk.known.is_none() && reading_length(chunk.span.of(text)) >= 30)
}

/// Reads the blocks from the lead on; gives whether there is any prose among them.
fn read_body(draft: &mut Draft, text: &str, chunks: &[Chunk], dateline: Option<Found>) -> bool {
    let mut rest = chunks;
    let mut prose = false;
    if let (Some(found), Some((first, others))) = (dateline, chunks.split_first()) {
        let rest_at = found.rest;
        lead::set_dateline(&mut draft.article, text, found);
        // A dateline alone on its line is a field; its prose is the next block.
        if rest_at < first.span.end() {
            let lead_in = Span::new(first.span.start(), rest_at);
            draft.push(Block { lead_in: Some(lead_in), ..Block::new(BlockKind::Paragraph, first.span) });
            prose = true;
        }
        rest = others;
    }
    let mut note_pad = false;
    for (at, chunk) in rest.iter().enumerate() {
        if head::take_flag_line(draft, text, chunk.span) {
            continue;
        }
        // dpa closes its copy with a pad of notes for the desks; nothing below its title is copy.
        note_pad |= chunk.span.of(text).starts_with("# ");
        let kind = if note_pad { BlockKind::Credit } else { body_kind(text, chunk, rest.get(at + 1), prose) };
        prose |= !kind.is_furniture() && !matches!(kind, BlockKind::Correction | BlockKind::Divider);
        note_state(draft, kind, chunk.span);
        let mut block = Block::new(kind, chunk.span);
        block.level = (kind == BlockKind::Heading).then_some(1);
        draft.push(block);
    }
    prose
}

/// The fields that a block below the headline also fills.
fn note_state(draft: &mut Draft, kind: BlockKind, span: Span) {
    let article = &mut draft.article;
    match kind {
        BlockKind::Correction => article.status.get_or_insert_default().corrections.push(span.into()),
        BlockKind::Embargo => {
            let status = article.status.get_or_insert_default();
            status.embargo = status.embargo.or(Some(span.into()));
        }
        BlockKind::AddsLine => {
            let status = article.status.get_or_insert_default();
            status.ed_note = status.ed_note.or(Some(span.into()));
        }
        BlockKind::Copyright => {
            let rights = article.rights.get_or_insert_default();
            rights.span = rights.span.or(Some(span));
        }
        _ => {}
    }
}

/// The kind of a chunk below the lead.
fn body_kind(text: &str, chunk: &Chunk, next: Option<&Chunk>, below_prose: bool) -> BlockKind {
    let slice = chunk.span.of(text);
    if let Some(kind) = chunk.known {
        // Section rules stand between paragraphs, end marks behind the last.
        return kind;
    }
    if let Some(mark) = item_mark(slice) {
        if is_dashed_heading(slice) {
            return BlockKind::Heading;
        }
        return if slice.len() > mark { BlockKind::ListItem } else { BlockKind::Divider };
    }
    if is_table(slice) {
        return BlockKind::Table;
    }
    let followed = next.is_some_and(|next| is_prose_or_long(text, next) || item_mark(next.span.of(text)).is_some());
    let heads = below_prose && followed && is_heading(slice) && !head::is_byline(text, chunk.span);
    if heads { BlockKind::Heading } else { BlockKind::Paragraph }
}

/// `WHO PAYS`, `Next steps`, `--- Background ---`: a few words without a final mark.
fn is_heading(slice: &str) -> bool {
    // Even eight words of a script with long letters fit.
    if slice.len() > 240 || slice.ends_with(['.', ',', ';']) {
        return false;
    }
    let inner = slice.trim_matches(['-', '=', '*', '_', '#', ' ', '"', '\'', '“', '”', '‘', '’', '+']);
    let words = inner.split_whitespace().count();
    let length = reading_length(inner);
    (1..=8).contains(&words)
        && (2..=72).contains(&length)
        && !inner.ends_with(['.', ',', ':', ';', '!', '。', '，', '：'])
        && starts_like_name(inner)
}

/// `- "We came by horse"`, `- Une voix -`: European desks set a dash in front of (and behind) a heading.
fn is_dashed_heading(slice: &str) -> bool {
    const MARKS: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '«', '»', '„'];
    let inner = slice.trim_start_matches(['-', '–', '—']).trim();
    let quoted = inner.starts_with(MARKS) && inner.ends_with(MARKS);
    let closed = [" -", " –", " —"].iter().any(|mark| inner.ends_with(mark));
    slice.starts_with(['-', '–', '—']) && (quoted || closed) && is_heading(inner.trim_matches(MARKS).trim())
}

/// Figures in columns: gaps of two spaces or more between at least two cells with a figure in one, or "net 5 vs 4".
pub(super) fn is_table(slice: &str) -> bool {
    const VERSUS: &str = " vs ";
    if slice.len() > 800 || ends_sentence(slice) {
        return false;
    }
    let is_row = |line: &str| {
        let line = line.trim();
        // Prose has none of them, and its words are not counted.
        if !["  ", "\t", VERSUS].iter().any(|mark| line.contains(mark)) {
            return false;
        }
        let gaps =
            line.match_indices("  ").filter(|(at, _)| !line.get(..*at).unwrap_or_default().ends_with(' ')).count();
        let figures = line.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_digit())).count();
        let words = line.split_whitespace().count();
        gaps >= 2
            || (gaps >= 1 && figures >= 1)
            || line.contains('\t') && figures >= 1
            || (line.contains(VERSUS) && figures >= 2 && words <= 12)
    };
    slice.lines().all(is_row)
}

/// What kind of piece this is: what its flags say, or whether there is any prose.
pub(super) fn set_kind(draft: &mut Draft, prose: bool) {
    let article = &mut draft.article;
    article.kind = article.kind.or(Some(if prose { Kind::Story } else { Kind::Brief }));
    let mut note = |name: &str, message: &str| article.notes.push(Note::new(name, None, message.to_owned()));
    match (article.headline.is_some(), prose) {
        (false, _) => note("headline-missing", "found no headline above the story"),
        (true, false) => note("body-missing", "found a headline and no body"),
        (true, true) if article.dateline.is_none() => note("dateline-missing", "found no dateline"),
        _ => {}
    }
}
