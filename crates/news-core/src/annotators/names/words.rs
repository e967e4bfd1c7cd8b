//! The prose with what every word tells about names.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::{Range, RangeInclusive};

use super::super::tokens::{Region, RegionKind, Tokens};
use crate::article::{Article, BlockKind};
use crate::grammar::name_word::{self, COMMON, FEMALE, GIVEN, ROLE, Roles, SAYS};
use crate::grammar::token::{Token, TokenKind, word_hash};
use crate::span::Span;

/// A token as names see it, in eight bytes: a long story has millions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// Of the word in lower case without a possessive ending.
    pub(super) hash: u32,
    /// Its roles, and above them its marks.
    bits: u32,
}

/// A mark of a word, above all roles.
#[derive(Clone, Copy)]
enum Mark {
    OpensPhrase = 27,
    Capital,
    Initial,
    Quoted,
    EdgesSource,
}

const ROLES: Roles = (1 << Mark::OpensPhrase as u32) - 1;

impl Word {
    /// What the word may be, see [`name_word`].
    pub(super) fn roles(self) -> Roles {
        self.bits & ROLES
    }

    pub(super) fn is(self, roles: Roles) -> bool {
        self.roles() & roles != 0
    }

    /// Whether it is written like a name.
    pub(super) fn is_capital(self) -> bool {
        self.has(Mark::Capital)
    }

    /// Whether it opens a sentence or a quotation, where every word has a capital.
    pub(super) fn is_initial(self) -> bool {
        self.has(Mark::Initial)
    }

    /// Whether it stands between double quotation marks.
    pub(super) fn is_quoted(self) -> bool {
        self.has(Mark::Quoted)
    }

    /// Whether the words that name the speaker of a statement start or end with it.
    pub(super) fn edges_source(self) -> bool {
        self.has(Mark::EdgesSource)
    }

    fn has(self, mark: Mark) -> bool {
        self.bits >> mark as u32 & 1 == 1
    }

    fn mark(&mut self, mark: Mark, holds: bool) {
        self.bits = self.bits & !(1 << mark as u32) | u32::from(holds) << mark as u32;
    }

    fn set_roles(&mut self, roles: Roles) {
        self.bits = self.bits & !ROLES | roles & ROLES;
    }
}

/// A set of hashes of words.
type Hashes = HashSet<u32, BuildHasherDefault<Spread>>;

/// A hash is hashed by one multiplication, which spreads it over all bits; texts that make it slow meet no more than the
/// words of one article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = (self.0 ^ u64::from(hash)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The text, its tokens and what they tell.
pub(super) struct Prose<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    /// There may be millions, so they are small: what few words have stands beside them.
    words: Vec<Word>,
    /// The longest phrase that starts at a word, for those that open one, in order.
    phrases: Vec<(usize, (usize, Roles))>,
    /// For each region, whether its capitals tell nothing: title case, or capitals all through.
    pub(super) weak: Vec<bool>,
    /// Words that stand in lower case somewhere, and words that have a capital where they need none.
    lower: Hashes,
    capital: Hashes,
    /// Whether common nouns have capitals.
    pub(super) has_capital_nouns: bool,
}

/// Reads every token once.
pub(super) fn read<'a>(
    article: &'a Article,
    tokens: &'a Tokens,
    sentences: &[Range<usize>],
    sources: &[Span],
) -> Prose<'a> {
    let text = article.text.as_str();
    let lang = article.lang.as_ref().map_or("", |lang| lang.tag.as_str());
    let mut prose = Prose {
        text,
        tokens,
        words: tokens.all.iter().map(|token| word(text, *token)).collect(),
        phrases: Vec::new(),
        weak: Vec::new(),
        lower: Hashes::default(),
        capital: Hashes::default(),
        has_capital_nouns: matches!(lang.split('-').next(), Some("de" | "lb")),
    };
    let words = |region: &Region| prose.words.get(region.tokens.clone()).unwrap_or_default();
    prose.weak = tokens.regions.iter().map(|region| is_weak(region, tokens.of(region), words(region))).collect();
    if prose.has_capital_nouns {
        prose.read_compounds();
    }
    prose.mark_initial(sentences);
    prose.mark_quoted();
    for source in sources.iter().map(|source| tokens.within(*source)) {
        for at in [source.start, source.end.saturating_sub(1)] {
            prose.words.get_mut(at).into_iter().for_each(|word| word.mark(Mark::EdgesSource, true));
        }
    }
    prose.mark_phrases();
    prose.note_cases();
    prose
}

fn word(text: &str, token: Token) -> Word {
    if token.kind == TokenKind::Number {
        return Word { hash: token.hash, ..Word::default() };
    }
    let hash = if token.is_possessive() { word_hash(token.bare(text).of(text)) } else { token.hash };
    let roles = if token.kind == TokenKind::Word { name_word::roles(hash) } else { 0 };
    let is_capital = token.kind == TokenKind::Word && (token.is_upper() || has_lower_article(text, token));
    let mut word = Word { hash, bits: roles };
    word.mark(Mark::Capital, is_capital);
    word
}

/// The shortest and the longest office that a German compound ends with, in bytes ("Chef", "Bürgermeister").
const OFFICE: RangeInclusive<usize> = 4..=14;

fn office_ending(word: &str) -> Roles {
    let (stem, female) = word.strip_suffix("in").map_or((word, 0), |stem| (stem, FEMALE));
    let roles = OFFICE.filter_map(|length| stem.get(stem.len().checked_sub(length)?..));
    let is_office = roles.into_iter().any(|end| name_word::roles(word_hash(end)) & ROLE != 0);
    if is_office { ROLE | female } else { 0 }
}

/// "al-Amr", "d'Arc": the name behind the article has the capital.
fn has_lower_article(text: &str, token: Token) -> bool {
    let word = token.span.of(text);
    let rest = match word.char_indices().nth(1) {
        Some((_, '\'' | '’')) if word.starts_with(['d', 'l']) => word.char_indices().nth(2),
        _ if token.has_hyphen() => word.char_indices().skip_while(|(_, c)| *c != '-').nth(1).filter(|(at, _)| *at <= 4),
        _ => None,
    };
    rest.is_some_and(|(_, c)| c.is_uppercase())
}

/// Capitals all through, or title case: none of the longer words but small ones is in lower case, and outside headlines
/// words that are no names have a capital too.
fn is_weak(region: &Region, tokens: &[Token], words: &[Word]) -> bool {
    let (mut long, mut lower, mut shouted, mut capital, mut plain) = (0, 0, 0, 0, 0);
    for (n, (token, word)) in tokens.iter().zip(words).enumerate() {
        let length = token.span.len();
        if token.kind != TokenKind::Word || length <= 3 {
            continue;
        }
        long += 1;
        capital += usize::from(token.is_upper());
        plain += usize::from(token.is_upper() && n > 0 && word.is(COMMON | SAYS) && !word.is(GIVEN | ROLE));
        // Title case leaves short prepositions in lower case.
        lower += usize::from(!token.is_upper() && (length > 4 || !word.is(COMMON)));
        shouted += usize::from(token.is_all_upper());
    }
    let is_prose =
        matches!(region.kind, RegionKind::Block(BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Caption));
    shouted * 10 > long * 6 && long >= 2 || (capital >= 3 && lower == 0 && (!is_prose || plain > 0))
}

fn is_double(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "”" | "„" | "«" | "»" | "''" | "``")
}

fn is_upper(word: &str) -> bool {
    word.chars().all(|c| !c.is_lowercase())
}

impl Prose<'_> {
    pub(super) fn word(&self, at: usize) -> Word {
        self.words.get(at).copied().unwrap_or_default()
    }

    /// The longest phrase that starts at a word: its number of tokens, 0 for none, and its roles.
    pub(super) fn phrase(&self, at: usize) -> (usize, Roles) {
        if !self.word(at).has(Mark::OpensPhrase) {
            return (0, 0);
        }
        let found =
            self.phrases.binary_search_by_key(&at, |(at, _)| *at).ok().and_then(|found| self.phrases.get(found));
        found.map_or((0, 0), |(_, phrase)| *phrase)
    }

    pub(super) fn token(&self, at: usize) -> Option<Token> {
        self.tokens.all.get(at).copied()
    }

    pub(super) fn str(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.span.of(self.text))
    }

    /// The span of a word without a possessive ending.
    pub(super) fn bare(&self, at: usize) -> Span {
        self.token(at).map_or(Span::new(0, 0), |token| {
            if token.kind == TokenKind::Word { token.bare(self.text) } else { token.span }
        })
    }

    /// From a first word to a last one, without its possessive ending.
    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        self.bare(words.start).to(self.bare(words.end.saturating_sub(1).max(words.start)))
    }

    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word && token.is_possessive())
    }

    pub(super) fn is_all_upper(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|token| token.kind == TokenKind::Word && token.is_upper()) else {
            return false;
        };
        token.is_all_upper() || (token.is_possessive() && is_upper(self.bare(at).of(self.text)))
    }

    /// A letter or two of a name: "J", "J.K".
    pub(super) fn is_letters(&self, at: usize) -> bool {
        let word = self.str(at);
        self.is_all_upper(at) && (word.chars().count() == 1 || (word.contains('.') && word.len() <= 5))
    }

    /// Whether the word stands in lower case elsewhere and never has a capital of its own.
    pub(super) fn is_common(&self, at: usize) -> bool {
        let word = self.word(at);
        self.lower.contains(&word.hash) && !self.capital.contains(&word.hash)
    }

    pub(super) fn is_in_lower_case(&self, at: usize) -> bool {
        self.lower.contains(&self.word(at).hash)
    }

    /// Whether the word has a capital somewhere where it needs none.
    pub(super) fn is_capital_elsewhere(&self, at: usize) -> bool {
        self.capital.contains(&self.word(at).hash)
    }

    /// "Verkehrsminister", "Ministerin": a noun that ends with an office is one.
    fn read_compounds(&mut self) {
        for (token, word) in self.tokens.all.iter().zip(&mut self.words) {
            if token.kind == TokenKind::Word && word.is_capital() && word.roles() == 0 {
                word.set_roles(office_ending(token.span.of(self.text)));
            }
        }
    }

    fn mark_initial(&mut self, sentences: &[Range<usize>]) {
        let starts = sentences.iter().map(|sentence| sentence.start);
        let regions = self.tokens.regions.iter().map(|region| region.tokens.start);
        for at in starts.chain(regions).collect::<Vec<_>>() {
            self.words.get_mut(at).into_iter().for_each(|word| word.mark(Mark::Initial, true));
        }
        // What opens a sentence goes on behind marks, brackets and numbers: the first word counts.
        let mut opens = false;
        for (token, word) in self.tokens.all.iter().zip(&mut self.words) {
            let sign = token.span.of(self.text);
            word.mark(Mark::Initial, word.is_initial() || opens);
            let passes = !token.is_word() && sign != ",";
            let opening = token.kind == TokenKind::Mark && !token.has_space_behind();
            opens = (word.is_initial() && passes) || opening || matches!(sign, ":" | "•" | "—" | "*");
        }
    }

    /// A mark with a space before it opens, one with a space behind it closes, any other turns about. Each region starts
    /// outside.
    fn mark_quoted(&mut self) {
        for region in &self.tokens.regions {
            let mut inside = false;
            let words = self.words.get_mut(region.tokens.clone()).unwrap_or_default();
            for (token, word) in self.tokens.of(region).iter().zip(words) {
                if token.kind == TokenKind::Mark && is_double(token.span.of(self.text)) {
                    inside = match (token.has_space_before(), token.has_space_behind()) {
                        (true, false) => true,
                        (false, true) => false,
                        _ => !inside,
                    };
                }
                word.mark(Mark::Quoted, inside);
            }
        }
    }

    fn mark_phrases(&mut self) {
        for at in 0..self.words.len() {
            let hashes = self.words.get(at..).unwrap_or_default().iter().map(|word| word.hash);
            let found = name_word::phrase(self.word(at).roles(), hashes);
            let Some(word) = self.words.get_mut(at) else { continue };
            word.set_roles(word.roles() & !name_word::OPENS_PHRASE);
            word.mark(Mark::OpensPhrase, found.is_some());
            self.phrases.extend(found.map(|phrase| (at, phrase)));
        }
    }

    fn note_cases(&mut self) {
        for (region, weak) in self.tokens.regions.iter().zip(&self.weak) {
            for at in region.tokens.clone() {
                let Some((token, word)) = self.tokens.all.get(at).zip(self.words.get(at)) else { continue };
                if *weak || token.kind != TokenKind::Word {
                    continue;
                }
                if !word.is_capital() {
                    self.lower.insert(word.hash);
                } else if !word.is_initial() {
                    self.capital.insert(word.hash);
                }
            }
        }
    }

    /// Whether the capitals around this token tell nothing.
    pub(super) fn is_weak_at(&self, at: usize) -> bool {
        let region = self.tokens.regions.partition_point(|region| region.tokens.end <= at);
        self.weak.get(region).copied().unwrap_or_default()
    }

    pub(super) fn regions(&self) -> impl Iterator<Item = (&Region, bool)> {
        self.tokens.regions.iter().zip(self.weak.iter().copied())
    }
}
