//! Where headline and authors stand in the text; those that only the markup has are put in front of it.

use super::authors::Name;
use super::headline::key;
use super::{Candidate, Evidence, Field};
use crate::article::{Article, Author, Block, BlockKind, Byline, Headline, VisitSpans};
use crate::grammar::words::{ends_sentence, reading_length};
use crate::html::Document;
use crate::span::{Piece, PieceKind, Slice, SourceMap, SourceSpan, Span};

/// Fills headline and byline.
pub(super) fn headline_and_authors(evidence: &Evidence, document: &Document<'_>, article: &mut Article) {
    let mut front = Front { source: document.source(), text: String::new(), pieces: Vec::new() };
    let mut kicker = None;
    if let Some(found) = kicker_of(evidence).filter(|_| article.kicker.is_none()) {
        let opens = evidence.headline.as_ref().is_some_and(|(value, _)| value.starts_with(&found.value));
        kicker = match line(&article.text, &found.value) {
            _ if opens => None,
            Some(span) => Some((span, false)),
            None => Some((front.add(&found.value, found.src), true)),
        };
    }
    let mut headline = None;
    if let Some((value, src)) = evidence.headline.as_ref().filter(|_| article.headline.is_none()) {
        headline = line(&article.text, value).or_else(|| line_end(article, value)).map(|span| (span, false));
        if headline.is_none() {
            if kicker.is_some_and(|(_, in_front)| in_front) {
                front.insert("\n\n");
            }
            headline = Some((front.add(value, *src), true));
        }
    }
    let mut authors: Vec<Span> = Vec::new();
    let mut authors_in_front = false;
    if article.byline.is_none() && !evidence.people.is_empty() {
        let end = head_end(article);
        authors = evidence.people.iter().filter_map(|name| word(&article.text, end, &name.text)).collect();
        if authors.len() < evidence.people.len() {
            if !front.text.is_empty() {
                front.insert("\n\n");
            }
            authors = front.names(&evidence.people);
            authors_in_front = true;
        }
    }
    for (span, _) in [kicker, headline].into_iter().flatten().filter(|(_, in_front)| !in_front) {
        kicker = take_blocks(article, span).map(|head| (head, false)).or(kicker);
    }
    let by = front.prepend(article);
    if let Some((span, in_front)) = kicker {
        article.kicker = Some(if in_front { span } else { span.shifted(by) }.into());
    }
    if let Some((span, in_front)) = headline {
        let span = if in_front { span } else { span.shifted(by) };
        article.headline = Some(Headline { span, text: Slice, title: span, attribution: None });
    }
    let authors: Vec<Span> =
        authors.into_iter().map(|span| if authors_in_front { span } else { span.shifted(by) }).collect();
    if let (Some(first), false) = (authors.first(), authors.is_empty()) {
        let span = authors.iter().fold(*first, |all, span| all.to(*span));
        let author =
            |(span, name): (Span, &Name)| Author { org: name.house.then(|| span.into()), ..Author::named(span) };
        let authors = authors.into_iter().zip(&evidence.people).map(author).collect();
        article.byline =
            Some(Byline { span, raw: Slice, title: None, authors, editors: Vec::new(), reporting_from: None });
    }
}

/// The block between headline and body that carriers give as description, or the first that reads like one.
///
/// A description that repeats the first paragraph of the body is that of the page: the paragraph stays prose.
pub(super) fn deck(evidence: &Evidence, article: &mut Article) {
    let start = article.headline.as_ref().map_or(0, |headline| headline.span.end());
    let end = head_end(article);
    let described: Vec<String> = evidence.of(Field::Deck).map(|deck| key(&deck.value)).collect();
    let is_said = |own: &str| {
        let same =
            |deck: &String| *deck == own || own.len() >= DECK && (deck.starts_with(own) || own.starts_with(deck));
        described.iter().filter(|deck| deck.len() >= DECK).any(same)
    };
    let titles: Vec<String> = evidence.of(Field::Headline).map(|title| key(&title.value)).collect();
    let is_title = |own: &str| titles.iter().any(|title| own.ends_with(title) || title.starts_with(own));
    if let Some(span) = article.deck.map(|deck| deck.span).filter(|span| is_title(&key(span.of(&article.text)))) {
        article.furniture.push(Block::new(BlockKind::HeadlineRepeat, span));
        article.deck = None;
    }
    let in_head = |span: Span| article.deck.is_none() && span.start() >= start && span.end() <= end;
    let reads = |block: &Block, text: &str| {
        block.kind == BlockKind::Promo && reading_length(text) >= 2 * DECK && ends_sentence(text)
    };
    let mut deck = None;
    for block in article.furniture.iter().filter(|block| in_head(block.span)) {
        let text = block.span.of(&article.text);
        let own = key(text);
        if is_title(&own) {
            continue;
        }
        if is_said(&own) {
            deck = Some(block);
            break;
        }
        deck = deck.or_else(|| reads(block, text).then_some(block));
    }
    if let Some(span) = deck.map(|block| block.span) {
        take_blocks(article, span);
        article.deck = Some(span.into());
    }
}

/// A headline shorter than this in bytes may end a line by chance.
const SHORT: usize = 20;

/// A description shorter than this, in letters, is a title.
const DECK: usize = 30;

/// How far in front of the headline a kicker stands, in bytes of markup.
const ABOVE: u32 = 400;

/// The longest kicker in bytes.
const KICKER: usize = 100;

/// The line that is marked as kicker inside the printed headline or right above it.
fn kicker_of(evidence: &Evidence) -> Option<&Candidate> {
    let (headline, _) = evidence.headline.as_ref()?;
    let wanted = key(headline);
    let printed = |one: &&Candidate| one.via == "h1" && key(&one.value).ends_with(&wanted);
    let printed: Vec<&Candidate> = evidence.of(Field::Headline).filter(printed).collect();
    let near = |kicker: &&Candidate| {
        let stands = |h1: &&Candidate| {
            let inside = kicker.src.start >= h1.src.start && kicker.src.end <= h1.src.end;
            inside || kicker.src.end <= h1.src.start && h1.src.start - kicker.src.end <= ABOVE
        };
        kicker.value.len() <= KICKER && key(&kicker.value) != wanted && printed.iter().any(stands)
    };
    evidence.of(Field::Kicker).find(near)
}

/// A block that is a field is neither prose nor furniture. Gives the words in front of the field in its block.
fn take_blocks(article: &mut Article, field: Span) -> Option<Span> {
    let blocks = article.furniture.iter().chain(&article.body).map(|block| block.span);
    let around = blocks.chain(article.deck.map(|deck| deck.span)).find(|block| block.contains(field))?;
    article.furniture.retain(|block| block.span != around);
    article.body.retain(|block| block.span != around);
    article.deck = article.deck.take().filter(|deck| deck.span != around);
    let head = Span::new(around.start(), field.start()).of(&article.text);
    let bare = head.trim_end_matches([' ', '\n', ':', '|', '-', '–', '—', '/', '•', '·']);
    (!bare.is_empty()).then(|| Span::new(around.start(), around.start() + bare.len()))
}

/// The first line of the text that reads as the value.
fn line(text: &str, value: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if bare == value {
            let at = start + line.len() - line.trim_start().len();
            return Some(Span::new(at, at + bare.len()));
        }
        start += line.len();
    }
    None
}

/// The value at the end of a block of the head that starts with its kicker: `Local newsMill closes in Arvan`.
fn line_end(article: &Article, value: &str) -> Option<Span> {
    let printed = article.furniture.iter().map(|block| block.span).chain(article.deck.map(|deck| deck.span));
    let fits = |span: &Span| {
        let text = span.of(&article.text);
        value.len() >= SHORT && text.len() <= value.len() + KICKER && text.ends_with(value)
    };
    printed.filter(fits).min().map(|span| Span::new(span.end() - value.len(), span.end()))
}

/// Where the head of the story ends: at its first paragraph.
fn head_end(article: &Article) -> usize {
    article.body.iter().map(|block| block.span.start()).min().unwrap_or(article.text.len())
}

/// The first place of a name in the head, as whole words.
fn word(text: &str, end: usize, name: &str) -> Option<Span> {
    let head = text.get(..end)?;
    head.match_indices(name).take(4).map(|(at, _)| Span::new(at, at + name.len())).find(|span| {
        let before = head.get(..span.start()).unwrap_or_default().chars().next_back();
        let behind = head.get(span.end()..).unwrap_or_default().chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// Text that is put in front of the article's.
struct Front<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<Piece>,
}

impl Front<'_> {
    fn insert(&mut self, text: &str) {
        let at = self.pieces.last().map_or(0, |piece| piece.source.end);
        self.piece(text, SourceSpan { start: at, end: at }, PieceKind::Inserted);
    }

    /// Adds a value that its carrier writes at `src`, or somewhere inside.
    fn add(&mut self, value: &str, src: SourceSpan) -> Span {
        let inside = src.of(self.source).find(value).and_then(|at| u32::try_from(at).ok());
        match (inside, u32::try_from(value.len())) {
            (Some(at), Ok(len)) => {
                let start = src.start + at;
                self.piece(value, SourceSpan { start, end: start + len }, PieceKind::Verbatim)
            }
            _ => self.piece(value, src, PieceKind::Rewritten),
        }
    }

    fn names(&mut self, names: &[Name]) -> Vec<Span> {
        let mut spans = Vec::new();
        for name in names {
            if !spans.is_empty() {
                self.insert(", ");
            }
            spans.push(self.add(&name.text, name.src));
        }
        spans
    }

    fn piece(&mut self, text: &str, source: SourceSpan, kind: PieceKind) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        let text = Span::new(start, self.text.len());
        self.pieces.push(Piece { text, source, kind });
        text
    }

    /// Puts the text in front; gives by how much the article's moved.
    fn prepend(mut self, article: &mut Article) -> usize {
        let SourceMap::Pieces(pieces) = &mut article.map else { return 0 };
        if self.text.is_empty() {
            return 0;
        }
        if !article.text.is_empty() {
            self.insert("\n\n");
        }
        let by = self.text.len();
        let moved = pieces.drain(..).map(|piece| Piece { text: piece.text.shifted(by), ..piece });
        self.pieces.extend(moved);
        *pieces = self.pieces;
        article.text.insert_str(0, &self.text);
        article.visit_spans(&mut |span| *span = span.shifted(by));
        by
    }
}
