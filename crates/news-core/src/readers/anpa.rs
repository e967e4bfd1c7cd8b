//! ANPA 1312: the wire of American agencies, with its control bytes.
//!
//! ```text
//! SYN SYN SOH number US service           the header: routing in front of it where ENQ starts a line
//! priority category DC3 DC1 keyword  take-key  MM-DD words
//! STX ^keyword in full, take key,words<   header lines open with ^ and end in <, centered ones in =
//! ^Headline<
//! TAB paragraph …
//! ETX service MM-DD-YY HHMMGMT<
//! ```
//!
//! Control bytes never reach the text; what they stand for does: quotation marks of two strokes, `_` as a dash, `{` as a half,
//! semicolons between the cells of a table. Copy without the marks of header lines (Reuters until the nineties) is laid out
//! as plain copy, which reads it.

use super::text::{self, Chunk};
use super::transmission::{self, ROUTING, Transmission, break_line, is_dropped, trim, written};
use super::{Item, lead, parts};
use crate::article::{BlockKind, ItemClass, Slug, TimeValue};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::grammar::{byline, line_kind, moment, slug};
use crate::options::Options;
use crate::source::Source;
use crate::span::{SourceSpan, Span};

const UNIT_SEPARATOR: char = '\u{1F}';

pub(super) fn sniff(text: &str) -> bool {
    transmission::header(text).is_some_and(|header| header.contains(UNIT_SEPARATOR))
}

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let transmissions = transmission::split(&source.text);
    let mut items = Vec::new();
    for (n, transmission) in transmissions.iter().enumerate() {
        let mut draft = Draft::pieced(source, "anpa");
        if transmissions.len() > 1 {
            draft.set_record(n + 1, transmission.whole);
        }
        let mut reader = Reader { source: &source.text, draft };
        if reader.read(transmission)? {
            items.push(Item::Draft(Box::new(reader.draft)));
        }
    }
    if items.is_empty() {
        return Err(Error::new(ErrorKind::NoArticle, "found no story between the controls of the transmission"));
    }
    Ok(items)
}

/// A line of the marked layout.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Its place in the source, without its marks.
    raw: Span,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// `^…<`
    Header,
    /// `^…=`
    Centered,
    /// `^…`
    Item,
    /// Cells with semicolons between them.
    Row,
    /// A paragraph and the lines that go on with it.
    Prose,
}

struct Reader<'s> {
    source: &'s str,
    draft: Draft,
}

impl Reader<'_> {
    /// Reads one transmission; `false` if it has no text.
    fn read(&mut self, transmission: &Transmission) -> Result<bool, Error> {
        let slug = self.header(transmission.header);
        let lines = lines(self.source, transmission.text);
        let has_text = if lines.iter().any(|line| line.role == Role::Header) {
            self.marked(slug, &lines);
            true
        } else {
            self.draft.article.slug = Some(slug);
            break_line(&mut self.draft);
            let start = self.draft.article.text.len();
            transmission::add(&mut self.draft, self.source, transmission.text);
            text::read_story(&mut self.draft, start)?
        };
        self.trailer(transmission.trailer);
        Ok(has_text)
    }

    /// Writes the lines of the header and reads them.
    fn header(&mut self, header: Span) -> Slug {
        let mut lines = slug::AnpaLines::default();
        for (line, raw) in transmission::lines(self.source, header) {
            break_line(&mut self.draft);
            let separator = raw.of(self.source).find(UNIT_SEPARATOR).map(|at| raw.start() + at);
            if let Some(separator) = separator {
                // The letter in front of the digits is that of the line it came on.
                let number = self.line(trim(self.source, Span::new(raw.start(), separator)), false);
                lines.number = number.map(|number| digits(&self.draft.article.text, number));
                self.draft.add_inserted(" ");
                lines.service = self.line(trim(self.source, Span::new(separator, raw.end())), false);
            } else if raw.of(self.source).trim_start().starts_with(ROUTING) {
                lines.routing = self.line(line, false);
            } else {
                lines.keyword = self.keyword_line(line);
            }
        }
        let text = &self.draft.article.text;
        let slug = slug::anpa(text, Span::new(0, text.len()), &lines);
        let article = &mut self.draft.article;
        article.word_count = slug::word_count(&article.text, &slug);
        article.item_class = Some(ItemClass::Text);
        if let Some(urgency) = slug.priority.and_then(|letter| urgency(letter.span.of(&article.text))) {
            article.status.get_or_insert_default().priority = Some(urgency);
        }
        slug
    }

    /// The device controls between selectors and keyword stand for a space.
    fn keyword_line(&mut self, line: Span) -> Option<Span> {
        let start = self.draft.article.text.len();
        let mut at = line.start();
        for part in line.of(self.source).split_inclusive(|c: char| c.is_control()) {
            let bare = part.trim_end_matches(|c: char| c.is_control());
            self.line(Span::new(at, at + bare.len()), false);
            if bare.len() < part.len() && !self.draft.article.text.ends_with(' ') {
                self.draft.add_rewritten(" ", SourceSpan::new(at + bare.len(), at + part.len()));
            }
            at += part.len();
        }
        written(&self.draft, start)
    }

    /// Copy whose header lines are marked.
    fn marked(&mut self, mut slug: Slug, lines: &[Line]) {
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut has_title = false;
        let mut in_head = true;
        let (mut below_byline, mut below_row) = (false, false);
        for line in lines {
            break_line(&mut self.draft);
            if line.role == Role::Prose && !self.draft.article.text.ends_with("\n\n") {
                self.draft.add_inserted("\n");
            }
            let Some(span) = self.line(line.raw, line.role == Role::Row) else { continue };
            in_head &= matches!(line.role, Role::Header | Role::Centered);
            let text = &self.draft.article.text;
            if in_head && !has_title && line.role == Role::Header {
                slug.span = slug.span.to(span);
                // A code of the sender stands in front of the line.
                if span.of(text).starts_with('*') {
                    continue;
                }
                has_title = true;
                let (keyword, key) = slug::anpa_title(text, span);
                slug.keyword = keyword.map(Into::into).or(slug.keyword);
                slug.take_key = key.map(Into::into).or(slug.take_key);
                continue;
            }
            if in_head && std::mem::take(&mut below_byline) && line.role == Role::Centered {
                self.draft.article.byline.iter_mut().for_each(|byline| byline.title = Some(span.into()));
                continue;
            }
            let by_house = byline::of_house(text, span).is_some();
            let signed = by_house || byline::with_prefix(text, span).is_some();
            if in_head && signed && self.draft.article.byline.is_none() {
                parts::take_byline(&mut self.draft, span, None);
                below_byline = !by_house;
            } else if in_head && self.draft.article.headline.is_none() && line_kind::find(text, span).is_none() {
                lead::headline(&mut self.draft, span);
            } else {
                let chunk = Chunk::marked(text, span);
                match (line.role, chunks.last_mut()) {
                    (Role::Row, Some(table)) if below_row => table.span = table.span.to(span),
                    (Role::Row, _) => chunks.push(chunk.of_kind(BlockKind::Table)),
                    (Role::Centered, _) if chunk.is_unknown() => chunks.push(chunk.of_kind(BlockKind::Heading)),
                    _ => chunks.push(chunk),
                }
                below_row = line.role == Role::Row;
            }
        }
        let key = slug.take_key.map(|key| key.span);
        self.draft.article.slug = Some(slug);
        if let Some(key) = key {
            lead::take_key(&mut self.draft, key);
        }
        text::read_chunks(&mut self.draft, &chunks);
    }

    /// The moment of sending, behind the end of the text.
    fn trailer(&mut self, raw: Span) {
        let Some((line, _)) = transmission::lines(self.source, raw).next() else { return };
        let line = Span::new(line.start(), line.start() + line.of(self.source).trim_end_matches('<').len());
        let Some(mut sent) = sent(line.of(self.source)) else { return };
        break_line(&mut self.draft);
        self.draft.add_inserted("\n");
        if let Some(span) = self.line(line, false) {
            sent.span = Some(span);
            self.draft.article.dates.published.push(sent);
            self.draft.block(BlockKind::Date, span);
        }
    }

    /// Writes what stands at a place of the source, decoded; gives where it stands in the text.
    fn line(&mut self, raw: Span, is_row: bool) -> Option<Span> {
        let start = self.draft.article.text.len();
        let slice = raw.of(self.source);
        let (mut run, mut before) = (0, ' ');
        let mut chars = slice.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |(_, next)| *next);
            let Some((text, len)) = decoded(before, c, next, is_row) else {
                before = c;
                continue;
            };
            self.draft.add_verbatim(
                slice.get(run..at).unwrap_or_default(),
                SourceSpan::new(raw.start() + run, raw.start() + at),
            );
            run = at + len;
            self.draft.add_rewritten(text, SourceSpan::new(raw.start() + at, raw.start() + run));
            if len > c.len_utf8() {
                chars.next();
            }
            before = text.chars().next().unwrap_or(before);
        }
        self.draft.add_verbatim(slice.get(run..).unwrap_or_default(), SourceSpan::new(raw.start() + run, raw.end()));
        written(&self.draft, start)
    }
}

/// The priority letters in the numbers of IPTC.
fn urgency(letter: &str) -> Option<u8> {
    let order = ["f", "u", "b", "r", "d", "s"];
    let at = order.iter().position(|known| letter.eq_ignore_ascii_case(known))?;
    u8::try_from(at + 1).ok()
}

fn digits(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    Span::new(span.end() - slice.trim_start_matches(|c: char| !c.is_ascii_digit()).len(), span.end())
}

/// What a character of the marked layout stands for, where it is another, and how many bytes of the source it takes.
fn decoded(before: char, c: char, next: char, is_row: bool) -> Option<(&'static str, usize)> {
    let alone = |c: char| c.is_whitespace() || c == ';' || c.is_control();
    Some(match c {
        c if is_dropped(c) => ("", c.len_utf8()),
        '`' if next == '`' => ("“", 2),
        '`' => ("‘", 1),
        '\'' if next == '\'' => ("”", 2),
        '_' if alone(before) && alone(next) => ("—", 1),
        '{' if alone(next) => ("½", 1),
        ';' if is_row => ("\t", 1),
        _ => return None,
    })
}

/// The lines of the marked layout.
fn lines(text: &str, body: Span) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Whether an unmarked line goes on with the paragraph before.
    let mut open = false;
    let mut at = body.start();
    for line in body.of(text).split_inclusive('\n') {
        at += line.len();
        let indented = line.starts_with('\t');
        let whole = trim(text, Span::new(at - line.len(), at));
        if whole.is_empty() {
            open = false;
            continue;
        }
        for part in fields(text, whole) {
            let role = role(part.of(text), indented);
            let Line { raw, role } = Line { raw: bare(text, part), role };
            match lines.last_mut().filter(|last| open && last.role == Role::Prose && role == Role::Prose && !indented) {
                Some(last) => last.raw = last.raw.to(raw),
                None => lines.push(Line { raw, role }),
            }
            open = role == Role::Prose;
        }
    }
    lines
}

/// `^*9006< ^AP-Headlines,0176<`: two header lines in one.
fn fields(text: &str, line: Span) -> Vec<Span> {
    let slice = line.of(text);
    let cut = slice.match_indices('<').map(|(at, _)| at + 1);
    let cut =
        cut.filter(|&at| slice.starts_with('^') && slice.get(at..).unwrap_or_default().trim_start().starts_with('^'));
    let mut start = line.start();
    let mut fields = Vec::new();
    for at in cut {
        fields.push(trim(text, Span::new(start, line.start() + at)));
        start = line.start() + at;
    }
    fields.push(trim(text, Span::new(start, line.end())));
    fields
}

fn role(line: &str, indented: bool) -> Role {
    let is_marked = line.starts_with('^');
    match line.chars().next_back() {
        _ if is_row(line) => Role::Row,
        Some('<') if is_marked => Role::Header,
        Some('=') if is_marked || indented => Role::Centered,
        _ if is_marked => Role::Item,
        _ => Role::Prose,
    }
}

/// Two semicolons or more with no space behind them.
fn is_row(line: &str) -> bool {
    let cells = line.match_indices(';').filter(|(at, _)| !line.get(at + 1..).unwrap_or_default().starts_with(' '));
    cells.take(2).count() == 2
}

/// A line without its marks.
fn bare(text: &str, line: Span) -> Span {
    let slice = line.of(text);
    let start = usize::from(slice.starts_with('^'));
    let end = slice.len() - usize::from(slice.len() > start && slice.ends_with(['<', '=']));
    trim(text, Span::new(line.start() + start, line.start() + end))
}

/// `AP-WF-11-13-13 0745GMT`: the moment in figures at the end of a trailer.
fn sent(line: &str) -> Option<TimeValue> {
    let at = line.match_indices('-').map(|(at, _)| at).find(|&at| {
        let day = line.get(at.saturating_sub(2)..at + 6).unwrap_or_default();
        let is_shaped = |(at, byte): (usize, u8)| if at % 3 == 2 { byte == b'-' } else { byte.is_ascii_digit() };
        day.len() == 8 && day.bytes().enumerate().all(is_shaped)
    })?;
    let (month, day, year) = (line.get(at - 2..at)?, line.get(at + 1..at + 3)?, line.get(at + 4..at + 6)?);
    let rest = line.get(at + 6..)?.trim_start();
    let (hour, minute, zone) = (rest.get(..2)?, rest.get(2..4)?, rest.get(4..)?);
    let century = transmission::century(year);
    moment::read(&format!("{century}{year}-{month}-{day} {hour}:{minute} {zone}"), "anpa")
}
