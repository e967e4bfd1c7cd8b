//! What the tagger sees of a token, as 64-bit keys.
//!
//! Each template mixes one or two values with a constant of its own; equal keys mean equal features but for the odd
//! collision. A key's upper bits name its row of weights, the bits below them check that the row is its own.

use std::ops::Range;

use super::{Around, BaseKeys, SecondKeys, Tag};
use crate::annotators::marks::{Close, Stretch};
use crate::annotators::tokens::{RegionKind, Tokens};
use crate::grammar::token::{Token, TokenKind, word_hash};

/// Features of the first chain.
pub(crate) const BASE: usize = 27;
/// Features that the second chain adds.
pub(crate) const SECOND: usize = 17;

/// From this bin on a word counts as a possible cue: it is one in a tenth of its uses or more.
const POSSIBLE_CUE: u8 = 2;

/// What is known of one token before any tag is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cell {
    hash: u32,
    suffix: u32,
    shape: u32,
    /// How often the word is a cue, in bins from 0 to 4; 9 outside of the region.
    cue: u8,
    is_sign: bool,
    in_headline: bool,
    /// The stretch in quotation marks that the token is in, by its looks; 0 outside.
    stretch: u32,
    /// The stretch that ended just before the token.
    behind: u32,
    /// Whether a stretch reaches over the start of the sentence.
    opened_in_stretch: u32,
    /// The nearest possible cue of the sentence on each side: its hash and distance.
    cue_before: (u32, u32),
    cue_behind: (u32, u32),
    /// The nearest sign on each side.
    sign_before: (u32, u32),
    sign_behind: (u32, u32),
    /// Tokens from the start and to the end of the sentence.
    from_start: u32,
    to_end: u32,
    first_word: u32,
    sentence: u32,
    /// Places in the region: first token and last word of the sentence, the signs around the token in it.
    starts_at: u32,
    last_word_at: u32,
    sign_left: u32,
    sign_right: u32,
}

const BEFORE: Cell = edge(1);
const BEHIND: Cell = edge(2);

const fn edge(hash: u32) -> Cell {
    Cell {
        hash,
        suffix: 0,
        shape: 255,
        cue: 9,
        is_sign: false,
        in_headline: false,
        stretch: 5000,
        behind: 0,
        opened_in_stretch: 0,
        cue_before: (0, 99),
        cue_behind: (0, 99),
        sign_before: (0, 99),
        sign_behind: (0, 99),
        from_start: 0,
        to_end: 0,
        first_word: 0,
        sentence: u32::MAX,
        starts_at: 0,
        last_word_at: 0,
        sign_left: 0,
        sign_right: 0,
    }
}

/// One region with two edge cells on each side.
pub(crate) struct Region<'a> {
    cells: &'a [Cell],
}

impl<'a> Region<'a> {
    /// Each token with its neighbours.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Around<'a>> + use<'a> {
        self.cells.windows(5).filter_map(|cells| cells.try_into().ok())
    }

    /// How many tokens it has.
    #[cfg(feature = "training")]
    pub(crate) fn len(&self) -> usize {
        self.inner().len()
    }

    /// The cells of the tokens alone.
    fn inner(&self) -> &'a [Cell] {
        self.cells.get(2..self.cells.len().saturating_sub(2)).unwrap_or_default()
    }
}

/// Gives `each` the regions of an article in order.
pub(crate) fn regions(
    text: &str,
    tokens: &Tokens,
    sentences: &[Range<usize>],
    stretches: &[Stretch],
    cue: &dyn Fn(u32) -> u8,
    each: &mut dyn FnMut(&Region<'_>),
) {
    let (mut sentences, mut stretches) = (sentences, stretches);
    let mut cells = Vec::new();
    for region in &tokens.regions {
        let count = sentences.partition_point(|sentence| sentence.end <= region.tokens.end);
        let (own, rest) = sentences.split_at_checked(count).unwrap_or_default();
        sentences = rest;
        let count = stretches.partition_point(|stretch| stretch.span.end() <= region.span.end());
        let (marked, rest) = stretches.split_at_checked(count).unwrap_or_default();
        stretches = rest;
        let here = tokens.of(region);
        cells.clear();
        cells.extend([BEFORE; 2]);
        cells.extend(here.iter().map(|token| cell(text, *token, region.kind == RegionKind::Headline, cue)));
        cells.extend([BEHIND; 2]);
        if let Some(inner) = cells.get_mut(2..2 + here.len()) {
            mark_stretches(inner, marked, here, region.tokens.start);
            mark_sentences(inner, own, region.tokens.start);
            mark_neighbours(inner);
        }
        each(&Region { cells: &cells });
    }
}

fn cell(text: &str, token: Token, in_headline: bool, cue: &dyn Fn(u32) -> u8) -> Cell {
    let bytes = token.span.of(text).as_bytes();
    let tail = bytes.get(bytes.len().saturating_sub(3)..).unwrap_or_default();
    let suffix = tail.iter().fold(7_u32, |hash, byte| hash << 8 | u32::from(byte.to_ascii_lowercase()));
    // `Trump’s` is the same name as `Trump`; its suffix tells the two apart.
    let hash = if token.is_possessive() { word_hash(token.bare(text).of(text)) } else { token.hash };
    Cell {
        hash,
        suffix,
        shape: u32::from(token.shape() & 0x1F) | (token.kind as u32) << 5,
        cue: cue(hash),
        is_sign: !token.is_word(),
        in_headline,
        ..Cell::default()
    }
}

/// Words of the first and second person: speech has them, titles and scare quotes do not.
const PERSON_WORDS: [u32; 9] = [
    ascii("i"),
    ascii("we"),
    ascii("my"),
    ascii("our"),
    ascii("you"),
    ascii("i'm"),
    ascii("it's"),
    ascii("don't"),
    ascii("we're"),
];

/// The hash of a word in lower-case ASCII, as [`Token::hash`] has it.
const fn ascii(word: &str) -> u32 {
    let (bytes, mut hash, mut at) = (word.as_bytes(), 0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        #[expect(clippy::indexing_slicing, reason = "evaluated when the crate is compiled")]
        let byte = bytes[at] as u32;
        hash = (hash ^ byte).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

fn mark_stretches(cells: &mut [Cell], stretches: &[Stretch], tokens: &[Token], first: usize) {
    for stretch in stretches {
        let range = stretch.tokens.start - first..stretch.tokens.end.max(stretch.tokens.start) - first;
        let Some(inside) = tokens.get(range.clone()) else { continue };
        let looks = looks(inside, stretch);
        for cell in cells.get_mut(range.clone()).unwrap_or_default() {
            cell.stretch = looks;
        }
        let mut set = |at: Option<usize>, set: fn(&mut Cell, u32), value: u32| {
            if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                set(cell, value);
            }
        };
        set(range.start.checked_sub(1), |cell, value| cell.stretch = value, looks + 1000);
        if stretch.close == Close::Mark {
            set(Some(range.end), |cell, value| cell.stretch = value, looks + 2000);
        }
        set(Some(range.end + 1), |cell, value| cell.behind = value, looks);
    }
}

/// A stretch by what tells speech from titles and scare quotes: length, capitals, final sign, first person, how it closes.
fn looks(inside: &[Token], stretch: &Stretch) -> u32 {
    let words = inside.iter().filter(|token| token.is_word()).count();
    let capitals = inside.iter().filter(|token| token.kind == TokenKind::Word && token.is_upper()).count();
    let final_signs = [ascii(","), ascii("."), ascii("!"), ascii("?"), ascii("..."), ELLIPSIS];
    let is_final = inside.last().is_some_and(|token| final_signs.contains(&token.hash));
    let has_person = inside.iter().any(|token| PERSON_WORDS.contains(&token.hash));
    let length = match words {
        0..=1 => 0,
        2 => 1,
        3..=4 => 2,
        5..=8 => 3,
        9..=15 => 4,
        _ => 5,
    };
    let capitals = if capitals == words { 2 } else { u32::from(capitals * 2 > words) };
    1 + (length * 3 + capitals) * 2
        + u32::from(is_final)
        + 40 * u32::from(has_person)
        + 80 * u32::from(stretch.close != Close::Mark)
        + 160 * u32::from(stretch.continues)
        + 320 * u32::from(stretch.single)
}

/// The hash of `…`.
const ELLIPSIS: u32 = (0x811c_9dc5_u32 ^ '…' as u32).wrapping_mul(0x0100_0193);

fn mark_sentences(cells: &mut [Cell], sentences: &[Range<usize>], first: usize) {
    for (number, sentence) in (0_u32..).zip(sentences) {
        let range = sentence.start.saturating_sub(first)..sentence.end.saturating_sub(first);
        let opened =
            range.start.checked_sub(1).and_then(|at| cells.get(at)).map_or(77, |cell| quotes_flag(cell.stretch));
        let start = range.start;
        let Some(cells) = cells.get_mut(range) else { continue };
        let len = cells.len();
        let first_word = cells.first().map_or(0, |cell| cell.hash);
        let ends_in_sign = cells.last().is_some_and(|cell| cell.is_sign) && len > 1;
        let last_word = (start + len).saturating_sub(if ends_in_sign { 2 } else { 1 });
        let mut sign = start;
        for (at, cell) in cells.iter_mut().enumerate() {
            (cell.from_start, cell.to_end) = (distance(at), distance(len - at));
            (cell.first_word, cell.sentence, cell.opened_in_stretch) = (first_word, number, opened);
            (cell.starts_at, cell.last_word_at) = (narrow(start), narrow(last_word));
            sign = if cell.is_sign { start + at } else { sign };
            cell.sign_left = narrow(sign);
        }
        let mut sign = (start + len).saturating_sub(1);
        for (at, cell) in cells.iter_mut().enumerate().rev() {
            cell.sign_right = narrow(sign);
            sign = if cell.is_sign { start + at } else { sign };
        }
    }
}

/// 0 outside of quotation marks, 1 inside, 3 at the opening, 5 at the closing mark.
fn quotes_flag(stretch: u32) -> u32 {
    stretch / 1000 * 2 + u32::from(stretch > 0)
}

/// Fills in the nearest cues and signs on both sides.
fn mark_neighbours(cells: &mut [Cell]) {
    let (mut cue, mut sign): (Option<(u32, usize)>, (u32, usize)) = (None, (3, 0));
    let mut sentence = u32::MAX;
    for (at, cell) in cells.iter_mut().enumerate() {
        if cell.sentence != sentence {
            (cue, sentence) = (None, cell.sentence);
            sign = if at == 0 { sign } else { (4, at) };
        }
        cell.cue_before = cue.map_or((0, 99), |(hash, place)| (hash, distance(at - place)));
        cell.sign_before = (sign.0, distance(at - sign.1));
        cue = if cell.cue >= POSSIBLE_CUE { Some((cell.hash, at)) } else { cue };
        sign = if cell.is_sign { (cell.hash, at) } else { sign };
    }
    let (mut cue, mut sign) = (None, (3, cells.len()));
    let mut sentence = u32::MAX;
    for (at, cell) in cells.iter_mut().enumerate().rev() {
        if cell.sentence != sentence {
            (cue, sentence) = (None, cell.sentence);
        }
        cell.cue_behind = cue.map_or((0, 99), |(hash, place): (u32, usize)| (hash, distance(place - at)));
        cell.sign_behind = (sign.0, distance(sign.1 - at));
        cue = if cell.cue >= POSSIBLE_CUE { Some((cell.hash, at)) } else { cue };
        sign = if cell.is_sign { (cell.hash, at) } else { sign };
    }
}

/// Distances in tokens, in eight bins.
fn distance(tokens: usize) -> u32 {
    match tokens {
        0..=3 => narrow(tokens),
        4..=5 => 4,
        6..=9 => 5,
        10..=19 => 6,
        _ => 7,
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// One value of two, the second a small number.
fn pair(a: u32, b: u32) -> u32 {
    a.wrapping_add(b.wrapping_mul(0x9E37_79B1))
}

/// One value of four small ones.
fn four(a: u32, b: u32, c: u32, d: u32) -> u32 {
    a | b << 8 | c << 16 | d << 24
}

/// The key of a template's feature: the two halves of a product with an odd constant, mixed (as in wyhash).
fn key(template: u64, a: u32, b: u32) -> u64 {
    let packed = u64::from(a) << 32 | u64::from(b);
    let mixed = u128::from(packed ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93)) * 0x9E37_79B9_7F4A_7C15;
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let (low, high) = (mixed as u64, (mixed >> 64) as u64);
    low ^ high
}

/// The features of the first chain.
pub(crate) fn base([far_before, before, here, behind, far_behind]: Around<'_>) -> BaseKeys {
    let flag = quotes_flag(here.stretch);
    [
        key(1, here.hash, 0),
        key(2, before.hash, 0),
        key(3, behind.hash, 0),
        key(4, before.hash, here.hash),
        key(5, here.hash, behind.hash),
        key(6, far_before.hash, before.hash),
        key(7, here.suffix, 0),
        key(8, four(before.shape, here.shape, behind.shape, 0), 0),
        key(9, here.stretch, 0),
        key(10, before.stretch, here.stretch),
        key(11, here.behind, 0),
        key(12, here.cue_before.0, here.cue_before.1),
        key(13, here.cue_behind.0, here.cue_behind.1),
        key(14, here.cue_before.1, here.cue_behind.1),
        key(15, here.cue_before.0, here.hash),
        key(16, pair(here.cue_before.0, here.cue_before.1), here.sign_before.0),
        key(17, four(u32::from(here.cue), u32::from(before.cue), u32::from(behind.cue), 0), 0),
        key(18, pair(here.sign_before.0, here.sign_before.1), pair(here.sign_behind.0, here.sign_behind.1)),
        key(19, here.sign_before.0, here.hash),
        key(20, here.sign_behind.0, here.hash),
        key(21, here.from_start, here.to_end),
        key(22, here.first_word, here.from_start),
        key(23, u32::from(here.in_headline), here.hash),
        key(24, here.opened_in_stretch, here.from_start),
        key(25, flag, here.hash),
        key(26, four(far_before.shape, before.shape, here.shape, behind.shape), 0),
        key(27, behind.hash, far_behind.hash),
    ]
}

/// What the first chain said of the neighbours of a token.
#[derive(Clone, Copy, Default)]
struct Nearest {
    /// Hash of the nearest word of a source, a cue, a content in the sentence, and its distance.
    parts: [(u32, u32); 3],
}

impl Region<'_> {
    /// The features that the second chain adds, from the tags of the first.
    pub(crate) fn second(&self, tags: &[Tag]) -> impl Iterator<Item = SecondKeys> {
        let cells = self.inner();
        let before = nearest(cells.iter().zip(tags).enumerate());
        let mut behind = nearest(cells.iter().zip(tags).enumerate().rev());
        behind.reverse();
        (0..cells.len()).map(move |at| second(cells, tags, at, &before, &behind))
    }
}

/// For each token the nearest parts among those that came before it in the walk.
fn nearest<'a>(walk: impl Iterator<Item = (usize, (&'a Cell, &'a Tag))>) -> Vec<Nearest> {
    let mut last: [Option<(u32, usize)>; 3] = [None; 3];
    let mut sentence = u32::MAX;
    walk.map(|(at, (cell, tag))| {
        if cell.sentence != sentence {
            (last, sentence) = ([None; 3], cell.sentence);
        }
        let parts = last.map(|part| part.map_or((0, 99), |(hash, place)| (hash, distance(at.abs_diff(place)))));
        let part = (*tag as usize).div_ceil(2);
        if let Some(slot) = part.checked_sub(1).and_then(|part| last.get_mut(part)) {
            *slot = Some((cell.hash, at));
        }
        Nearest { parts }
    })
    .collect()
}

fn second(cells: &[Cell], tags: &[Tag], at: usize, before: &[Nearest], behind: &[Nearest]) -> SecondKeys {
    let tag = |at: Option<usize>| at.and_then(|at| tags.get(at)).map_or(9, |tag| *tag as u32);
    let near = |step: usize| [tag(at.checked_sub(step)), tag(Some(at + step))];
    let ([p1, n1], [p2, n2], here) = (near(1), near(2), tag(Some(at)));
    let cell = cells.get(at).copied().unwrap_or(BEHIND);
    let [source_before, cue_before, content_before] = before.get(at).copied().unwrap_or_default().parts;
    let [source_behind, cue_behind, content_behind] = behind.get(at).copied().unwrap_or_default().parts;
    let (first, last) = (tag(Some(cell.starts_at as usize)), tag(Some(cell.last_word_at as usize)));
    let (left, right) = (cell.sign_left as usize, cell.sign_right as usize);
    let around = |at: usize| (tag(at.checked_sub(1)), tag(Some(at + 1)));
    let (around_left, around_right) = (around(left), around(right));
    let known = u32::from(cue_before.1 < 99) * 2 + u32::from(cue_behind.1 < 99);
    let sign = |at: usize| cells.get(at).map_or(0, |cell| cell.hash);
    [
        key(101, here, 0),
        key(102, p1, here),
        key(103, here, n1),
        key(104, four(p2, p1, here, n1), n2),
        key(105, here, cell.hash),
        key(106, p1, n1),
        key(107, cue_before.0, here),
        key(108, pair(cue_before.0, cue_before.1), here),
        key(109, cue_behind.0, cue_behind.1),
        key(110, four(source_before.1, cue_before.1, content_before.1, here), 0),
        key(111, four(source_behind.1, cue_behind.1, content_behind.1, here), 0),
        key(112, last, here),
        key(113, four(first, last, here, known), 0),
        key(114, pair(sign(right), around_right.1), here),
        key(115, sign(right), four(around_right.0, around_right.1, here, 0)),
        key(116, sign(left), four(around_left.0, around_left.1, here, 0)),
        key(117, cue_behind.1, source_behind.1),
    ]
}
