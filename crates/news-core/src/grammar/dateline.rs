//! Datelines: where and when a story was filed, and by which agency.
//!
//! One grammar for all houses. A dateline is a row of elements in nearly any order, set apart by commas, full stops and
//! dashes: places (several joined by a slash or "and"; qualifiers behind a comma or in brackets), a calendar day, an agency
//! (in brackets, between slashes, or bare where `data/agencies.tsv` says that this house prints itself so). What ends it is
//! a dash, a colon, a full stop, or nothing at all behind a bracketed agency. East Asian houses glue the elements
//! together: [`east_asian`].
//!
//! - `SANTOS, Brazil, March 12 - `, `NEW YORK/LONDON, July 28 (Reuters) - `, `DUSHANBE, July 28. /TASS/. `
//! - `(ANSA) - ROMA, 28 LUG - `, `KYODO NEWS - Jul 28, 2021 - `, `МОСКВА, 28 июл - РИА Новости. `
//! - `New Delhi [India], July 28 (ANI): `, `Mumbai, July 28 (PTI) `, `BRUSSEL 28/07 (BELGA) = `, `OTTAWA — `, `PARIS: `
//!
//! A place alone needs capitals (or a well-known city) and a dash or colon; a sentence never has them.

mod east_asian;

use crate::grammar::agency;
use crate::grammar::calendar::{self, WrittenDay};
use crate::grammar::city::is_city;
use crate::grammar::cursor::{Cursor, trimmed};
use crate::grammar::words::{is_all_caps, is_cjk, starts_like_name};
use crate::span::Span;

/// A dateline as read from the copy.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) start: usize,
    /// The byte behind the mark that ends the dateline.
    pub(crate) end: usize,
    /// Where the prose starts.
    pub(crate) rest: usize,
    /// Places with their qualifiers.
    pub(crate) places: Vec<(Span, Vec<Span>)>,
    pub(crate) day: Option<WrittenDay>,
    pub(crate) agencies: Vec<Span>,
    /// The correspondents that the dateline names.
    pub(crate) authors: Vec<Span>,
}

impl Found {
    /// Whether a date or an agency vouches for it.
    pub(crate) fn is_sure(&self) -> bool {
        self.day.is_some() || !self.agencies.is_empty()
    }
}

/// The most bytes from the start of a paragraph to the end of its dateline.
const LONGEST: usize = 200;
/// The most words of one place name: `ABOARD THE PAPAL PLANE`.
const PLACE_WORDS: usize = 5;

/// Reads a dateline at the start of `block`.
pub(crate) fn find(text: &str, block: Span) -> Option<Found> {
    let stop = text.floor_char_boundary(block.end().min(block.start() + LONGEST));
    let span = Span::new(block.start(), stop.max(block.start()));
    if !may_start(span.of(text)) {
        return None;
    }
    if let Some(found) = east_asian::find(text, span) {
        return Some(found);
    }
    let cursor = Cursor::new(text, span);
    let lowered = cursor.peek().is_some_and(char::is_lowercase);
    let mut reader = Reader { cursor, found: Found::default(), accepted: None, joined: Joined::Comma, lowered };
    reader.run(block.end());
    let (end, rest) = reader.accepted?;
    // Copy that lost its capitals ("sioux falls, april 7 - ") still has its date and its dash.
    let closed = Span::new(span.start(), end).of(text).trim_end().ends_with(['-', '–', '—']);
    if lowered && (reader.found.day.is_none() || !closed || reader.found.places.len() != 1) {
        return None;
    }
    Some(Found { start: block.start(), end, rest, ..reader.found })
}

/// A quick look that spares most prose the grammar: some mark that only ends datelines, or a script with its own forms.
fn may_start(head: &str) -> bool {
    memchr::memchr(b'-', head.as_bytes()).is_some()
        && (head.contains(" -") || head.contains("- ") || head.contains("--"))
        || head.bytes().any(|b| b >= 0x80 || matches!(b, b'(' | b'[' | b'/' | b'_' | b'=' | b':'))
        || head.starts_with(|c: char| c.is_uppercase())
            && (head.contains(". ") || head.bytes().take(40).any(|b| b.is_ascii_digit()))
}

/// A place alone on its line between headline and lead: `ANKARA`, `NEW YORK`, `VAN, Türkiye`.
pub(crate) fn standing_alone(text: &str, line: Span) -> Option<Found> {
    let slice = line.of(text);
    let (name, qualifier) = slice.split_once(", ").unwrap_or((slice, ""));
    let state = qualifier.split_whitespace().count() <= 2 && qualifier.split_whitespace().all(starts_like_name);
    let is_place = state
        && name.split_whitespace().count() <= 3
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '/'))
        && (is_all_caps(name) || is_city(name));
    let mut places = line_places(text, Span::new(line.start(), line.start() + name.len()));
    if let Some((_, qualifiers)) = places.last_mut().filter(|_| !qualifier.is_empty()) {
        qualifiers.push(Span::new(line.end() - qualifier.len(), line.end()));
    }
    is_place.then(|| Found { start: line.start(), end: line.end(), rest: line.end(), places, ..Found::default() })
}

/// The parts of a span between its slashes.
fn line_places(text: &str, line: Span) -> Vec<(Span, Vec<Span>)> {
    let mut start = line.start();
    let mut places = Vec::new();
    for part in line.of(text).split('/') {
        places.push((trimmed(text, Span::new(start, start + part.len())), Vec::new()));
        start += part.len() + 1;
    }
    places
}

/// How the next place is joined to what stands before.
#[derive(Clone, Copy, PartialEq)]
enum Joined {
    Comma,
    Slash,
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    found: Found,
    /// End of the dateline and start of the prose, as far as read.
    accepted: Option<(usize, usize)>,
    joined: Joined,
    /// Whether the copy has lost its capitals.
    lowered: bool,
}

impl Reader<'_> {
    /// Reads elements and marks until something is no part of a dateline.
    fn run(&mut self, block_end: usize) {
        // A row of 12 elements and marks is longer than any dateline.
        for _ in 0..12 {
            self.cursor.skip_spaces();
            let more = match self.cursor.peek() {
                None => {
                    if self.found.is_sure() && self.cursor.at == block_end {
                        self.accept();
                    }
                    false
                }
                Some('(') => self.group('(', ')'),
                Some('[') => self.group('[', ']'),
                Some('/') => self.group('/', '/'),
                Some(',' | '،' | '、') => {
                    self.cursor.bump();
                    self.joined = Joined::Comma;
                    true
                }
                Some('.') => self.full_stop(),
                Some('-' | '–' | '—' | '―' | '_' | '=' | ':') => self.dash(),
                Some(c) if c.is_alphanumeric() => self.element(),
                Some(_) => false,
            };
            if !more {
                return;
            }
        }
    }

    /// Takes the dateline to end here; the prose starts behind the white space.
    fn accept(&mut self) {
        let mut behind = self.cursor;
        behind.skip_spaces();
        self.accepted = Some((self.cursor.at, behind.at));
    }

    /// `(AP)`, `/TASS/`, `[India]`, `(Maharashtra)`, `/TASS Correspondent Ann Lee/`.
    fn group(&mut self, open: char, close: char) -> bool {
        let before = self.cursor;
        self.cursor.bump();
        let Some(inner) = self.cursor.group(close, 60).map(|inner| trimmed(self.cursor.text, inner)) else {
            self.cursor = before;
            return false;
        };
        let name = inner.of(self.cursor.text);
        let houses = self.agencies_of(inner);
        if !houses.is_empty() || self.correspondent(inner) || self.unknown_agency(open, name) {
            self.found.agencies.extend(houses);
            if !self.found.agencies.iter().any(|agency| inner.contains(*agency)) {
                self.found.agencies.push(inner);
            }
            let names_place = !self.found.places.is_empty() || self.found.day.is_some();
            if names_place {
                self.accept();
            }
            return true;
        }
        if let Some((_, qualifiers)) = self.found.places.last_mut().filter(|_| open != '/') {
            qualifiers.push(inner);
            return true;
        }
        self.cursor = before;
        false
    }

    /// The agencies of a group: one name, or several joined by slashes. What follows a known house is its regional desk
    /// (`dpa/lnw`), what stands in front of one in small letters has its copy from elsewhere (`tca/dpa`).
    fn agencies_of(&self, inner: Span) -> Vec<Span> {
        let text = self.cursor.text;
        let known = |span: &Span| agency::of(text, *span).is_some_and(|row| row.stands("paren") || row.stands("slash"));
        if known(&inner) {
            return vec![inner];
        }
        let parts: Vec<Span> = line_places(text, inner).into_iter().map(|(part, _)| part).collect();
        let passed_on = parts.first().is_some_and(|part| part.of(text).starts_with(char::is_lowercase))
            && parts.last().is_some_and(&known);
        if !passed_on && !parts.first().is_some_and(&known) {
            return Vec::new();
        }
        parts.into_iter().filter(known).collect()
    }

    /// An agency that the table does not know, where nothing else can stand: behind a place or date, in front of a dash.
    fn unknown_agency(&self, open: char, name: &str) -> bool {
        let mut behind = self.cursor;
        behind.skip_spaces();
        let ends = matches!(behind.peek(), Some('-' | '–' | '—' | '_' | '=' | ':')) || behind.rest().starts_with(".-");
        let placed = self.found.day.is_some() || (!self.found.places.is_empty() && is_all_caps(name));
        open == '(' && ends && placed && name.split_whitespace().count() <= 3 && starts_like_name(name)
    }

    /// `TASS Correspondent Ann Lee`, `Корр. ТАСС Анна Ли`: an agency, a role and a name in any order.
    fn correspondent(&mut self, inner: Span) -> bool {
        let text = self.cursor.text;
        let Some((span, author)) = super::byline::agency_and_author(text, inner) else { return false };
        self.found.agencies.push(span);
        self.found.authors.extend(author);
        true
    }

    /// A full stop joins elements (`MOSCOW. July 28`, `July 28. /TASS/`) or ends the dateline (`July 28. Ministers …`).
    fn full_stop(&mut self) -> bool {
        self.cursor.bump();
        if self.cursor.rest().starts_with(['-', '–', '—']) {
            return self.dash();
        }
        if self.found.is_sure() && !self.found.places.is_empty() {
            self.accept();
        }
        self.joined = Joined::Comma;
        let mut behind = self.cursor;
        behind.skip_spaces();
        matches!(behind.peek(), Some('(' | '/' | '-' | '–' | '—'))
            || calendar::day(&mut behind.clone()).is_some()
            || agency::bare(&mut behind, "bare").is_some()
    }

    /// A dash or colon ends the dateline, unless an agency or a date follows that belongs to it.
    fn dash(&mut self) -> bool {
        let mark = self.cursor.peek();
        self.cursor.take_while(|c| Some(c) == mark || matches!(c, '-' | '–' | '—'));
        let agency_first = self.found.places.is_empty() && self.found.day.is_none() && !self.found.agencies.is_empty();
        if !self.found.is_sure() && !self.place_alone(mark) {
            // "LONDON--(Dow Jones)--", "دمشق-سانا": the dash joins place and agency.
            return self.agency_ahead();
        }
        self.accept();
        self.joined = Joined::Comma;
        let mut ahead = Reader {
            cursor: self.cursor,
            found: Found::default(),
            accepted: None,
            joined: Joined::Comma,
            lowered: false,
        };
        if !ahead.continues(agency_first, self.found.day.is_none(), self.found.agencies.is_empty()) {
            return false;
        }
        self.cursor = ahead.cursor;
        self.found.places.append(&mut ahead.found.places);
        self.found.agencies.append(&mut ahead.found.agencies);
        self.found.day = self.found.day.or(ahead.found.day);
        self.accept();
        false
    }

    /// What may follow a dash inside a dateline, up to the mark that ends it: `- РИА Новости.`, `- (Adnkronos) -`,
    /// `- Jul 28, 2021 -`, and behind an agency in front `- ROMA, 28 LUG -`.
    fn continues(&mut self, agency_first: bool, wants_day: bool, wants_agency: bool) -> bool {
        for _ in 0..6 {
            self.cursor.skip_spaces();
            let more = match self.cursor.peek() {
                Some('(') if wants_agency => self.group('(', ')'),
                Some('/') if wants_agency => self.group('/', '/'),
                Some(',') if !self.found.places.is_empty() => {
                    self.cursor.bump();
                    true
                }
                Some('.') if !self.found.agencies.is_empty() => {
                    self.cursor.bump();
                    return true;
                }
                Some(mark @ ('-' | '–' | '—' | '_' | '=')) => {
                    self.cursor.take_while(|c| c == mark);
                    return self.found.is_sure();
                }
                Some(c) if c.is_alphanumeric() => {
                    let day = calendar::day(&mut self.cursor).filter(|_| wants_day);
                    self.found.day = self.found.day.or(day);
                    day.is_some() || self.bare_agency(wants_agency) || (agency_first && self.place())
                }
                _ => false,
            };
            if !more {
                return false;
            }
        }
        false
    }

    /// Whether a place is followed by nothing but an agency that the table knows.
    fn agency_ahead(&self) -> bool {
        let mut ahead = self.cursor;
        if self.found.places.is_empty() {
            return false;
        }
        if ahead.eat('(') {
            return ahead.group(')', 60).is_some_and(|inner| agency::of(ahead.text, inner).is_some());
        }
        agency::bare(&mut ahead, "bare").is_some() && ahead.rest().is_empty()
    }

    fn bare_agency(&mut self, wanted: bool) -> bool {
        let mut at = self.cursor;
        let found = wanted && agency::bare(&mut at, "bare").is_some();
        if found {
            self.found.agencies.push(Span::new(self.cursor.at, at.at));
            self.cursor = at;
        }
        found
    }

    /// Whether places alone may stand in front of this mark: capitals, or one well-known city in front of a dash.
    fn place_alone(&self, mark: Option<char>) -> bool {
        let Some((first, _)) = self.found.places.first() else { return false };
        let name = first.of(self.cursor.text);
        let mut behind = self.cursor;
        let prose_follows = !behind.skip_spaces().is_empty() || mark != Some('-');
        let capitals = is_all_caps(name) && name.len() > 2 && !matches!(mark, Some('='));
        prose_follows && !behind.rest().is_empty() && (capitals || (mark != Some(':') && is_city(name)))
    }

    /// A date, a bare agency, or a place.
    fn element(&mut self) -> bool {
        self.weekday();
        if self.found.day.is_none()
            && let Some(day) = calendar::day(&mut self.cursor)
        {
            self.found.day = Some(day);
            return true;
        }
        let wants_agency = self.found.agencies.is_empty();
        let at_start = self.found.places.is_empty() && self.found.day.is_none();
        let before = self.cursor;
        if self.bare_agency(wants_agency) {
            let agency = Span::new(before.at, self.cursor.at);
            let mut behind = self.cursor;
            behind.skip_spaces();
            let marked = matches!(behind.peek(), Some('-' | '–' | '—' | '.' | ':' | '=') | None);
            let full = !self.found.places.is_empty() && self.found.day.is_some();
            if at_start && !matches!(behind.peek(), Some('-' | '–' | '—')) || !(marked || full) {
                self.found.agencies.pop();
                self.cursor = before;
                return at_start && self.place();
            }
            if full && !marked {
                self.accept();
                return false;
            }
            return !agency.is_empty();
        }
        // Behind the date no place follows.
        self.found.day.is_none() && self.place()
    }

    /// A weekday in front of the date: `MOSCOW, Wednesday, July 28`.
    fn weekday(&mut self) {
        let mut at = self.cursor;
        let word = at.take_while(char::is_alphabetic);
        if word.is_empty() || word.len() > 30 || calendar::weekday(word.of(at.text)).is_none() {
            return;
        }
        at.eat('.');
        at.eat(',');
        at.skip_spaces();
        if calendar::day(&mut at.clone()).is_some() {
            self.cursor = at;
        }
    }

    /// One place: words up to a mark, a date or an agency. Joined by a comma it qualifies the place before.
    fn place(&mut self) -> bool {
        let start = self.cursor.at;
        let mut end = start;
        for n in 0..PLACE_WORDS {
            let before = self.cursor;
            if n > 0 && self.date_or_agency_ahead() {
                break;
            }
            let Some(word) = self.word(n == 0) else {
                self.cursor = before;
                break;
            };
            end = word.end();
            let mut ahead = self.cursor;
            if ahead.peek() == Some('/') {
                ahead.bump();
                let glued = ahead.peek().is_some_and(char::is_alphabetic);
                let whole = Span::new(start, ahead.take_while(char::is_alphabetic).end());
                if glued && is_city(whole.of(ahead.text)) {
                    self.cursor = ahead;
                    end = whole.end();
                }
                break;
            }
            if self.cursor.skip_spaces().is_empty() {
                break;
            }
        }
        if end == start {
            return false;
        }
        let place = Span::new(start, end);
        if self.joined == Joined::Comma && !self.found.places.is_empty() {
            if let Some((_, qualifiers)) = self.found.places.last_mut() {
                qualifiers.push(place);
            }
        } else {
            self.found.places.push((place, Vec::new()));
        }
        self.joined = Joined::Comma;
        // "København /ritzau/" names a house in slashes, "Bonn/Berlin" two places.
        let is_house = |rest: &str| rest.split_once('/').is_some_and(|(name, _)| agency::find(name).is_some());
        let behind = self.cursor.rest().strip_prefix('/');
        let slash = behind.is_some_and(|rest| rest.starts_with(char::is_alphabetic) && !is_house(rest));
        if slash {
            self.cursor.bump();
        }
        if slash || self.conjunction() {
            self.joined = Joined::Slash;
            return self.place();
        }
        true
    }

    /// `WASHINGTON and LONDON`.
    fn conjunction(&mut self) -> bool {
        let mut at = self.cursor;
        at.skip_spaces();
        let word = at.take_while(char::is_alphabetic);
        let joins = super::byline::is_and(word.of(at.text));
        at.skip_spaces();
        let found = joins && at.peek().is_some_and(char::is_uppercase);
        if found {
            self.cursor = at;
        }
        found
    }

    /// Whether the place ends because a date or a bare agency follows, perhaps behind "في".
    fn date_or_agency_ahead(&mut self) -> bool {
        let mut at = self.cursor;
        let preposition = at.eat_str("في ");
        if calendar::day(&mut at).is_some() {
            if preposition {
                self.cursor.eat_str("في ");
            }
            return true;
        }
        agency::bare(&mut at, "bare").is_some()
    }

    /// One word of a place name. Small words ("de", "of") count when a name follows.
    fn word(&mut self, first: bool) -> Option<Span> {
        let mut at = self.cursor;
        let lead = at.peek()?;
        let small = lead.is_lowercase() && !self.lowered;
        if !lead.is_alphabetic() || (small && first) {
            return None;
        }
        let start = at.at;
        loop {
            at.take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | 'ʻ' | 'ʼ' | '`' | '\u{300}'..='\u{36F}'));
            let mark = at.peek();
            let mut ahead = at;
            ahead.bump();
            let letter_follows = ahead.peek().is_some_and(char::is_alphabetic);
            match mark {
                // "Port-au-Prince", but "LONDON--" and "ALGER- " end the word, and so does "دمشق-سانا".
                Some('-') if letter_follows && agency::bare(&mut ahead.clone(), "bare").is_none() => at = ahead,
                Some('.') if letter_follows => at = ahead,
                Some('.') if self.is_abbreviation(Span::new(start, at.at), ahead) => {
                    at = ahead;
                    break;
                }
                _ => break,
            }
        }
        let word = Span::new(start, at.at);
        if small {
            const SMALL: &[&str] = &[
                "al", "am", "an", "au", "auf", "aan", "da", "das", "de", "del", "della", "den", "der", "di", "do",
                "dos", "du", "e", "el", "en", "in", "la", "le", "les", "na", "nad", "of", "on", "sur", "the", "und",
                "upon", "van", "y",
            ];
            let mut ahead = at;
            ahead.skip_spaces();
            let known = SMALL.contains(&word.of(at.text));
            if !known || !ahead.peek().is_some_and(char::is_uppercase) {
                return None;
            }
        }
        self.cursor = at;
        Some(word)
    }

    /// Whether the full stop behind a word abbreviates it (`ST. LOUIS`, `Conn.,`) rather than ends it (`MOSCOW. July 28`).
    fn is_abbreviation(&self, word: Span, mut behind: Cursor<'_>) -> bool {
        let stopped = behind.peek();
        behind.skip_spaces();
        let joins =
            matches!(behind.peek(), Some(',' | '(' | '[' | '-' | '–' | '—' | '_' | ':')) && stopped != Some('-');
        let short = word.of(behind.text).chars().count() <= 4 || word.of(behind.text).contains('.');
        let ends = calendar::day(&mut behind.clone()).is_some()
            || behind.peek() == Some('/')
            || agency::bare(&mut behind.clone(), "bare").is_some();
        // Behind a comma stands a state ("Calif. (AP)"), in front of one only short words are abbreviated.
        let state = !self.found.places.is_empty() && self.joined == Joined::Comma;
        if ends { state && joins } else { short || (joins && state) }
    }
}

/// Whether the character can start the glued datelines of East Asian copy.
fn starts_east_asian(c: char) -> bool {
    is_cjk(c) || matches!(c, '【' | '［' | '〔' | '（' | '(' | '[') || matches!(c, '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws a dateline as `places | qualifiers | day | agencies | authors | prose`.
    pub(super) fn draw(text: &str) -> String {
        let Some(found) = find(text, Span::new(0, text.len())) else { return "none".to_owned() };
        let list = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("+");
        let places: Vec<Span> = found.places.iter().map(|(place, _)| *place).collect();
        let qualifiers: Vec<Span> = found.places.iter().flat_map(|(_, qualifiers)| qualifiers.clone()).collect();
        let day = found.day.map(|day| day.span.of(text)).unwrap_or_default();
        let prose: String = Span::new(found.rest, text.len()).of(text).chars().take(4).collect();
        let (places, qualifiers) = (list(&places), list(&qualifiers));
        format!("{places}|{qualifiers}|{day}|{}|{}|{prose}", list(&found.agencies), list(&found.authors))
    }

    #[test]
    fn the_shapes_of_the_houses() {
        for (text, expected) in [
            ("NAIROBI, Kenya (AP) — It is", "NAIROBI|Kenya||AP||It i"),
            ("ABOARD THE PAPAL PLANE (AP) — It is", "ABOARD THE PAPAL PLANE|||AP||It i"),
            ("SANTOS, Brazil, March 12 - It is", "SANTOS|Brazil|March 12|||It i"),
            ("ST. LOUIS, Sept 3 (Reuters) - It is", "ST. LOUIS||Sept 3|Reuters||It i"),
            ("TARBORO, N.C. (AP) _ It is", "TARBORO|N.C.||AP||It i"),
            ("NEW YORK/LONDON, July 28 (Reuters) - It is", "NEW YORK+LONDON||July 28|Reuters||It i"),
            ("July 28 (Reuters) - It is", "||July 28|Reuters||It i"),
            ("MOSCOW. July 28 (Interfax) - It is", "MOSCOW||July 28|Interfax||It i"),
            ("ST. PETERSBURG, January 5. /TASS/. It is", "ST. PETERSBURG||January 5|TASS||It i"),
            ("KYODO NEWS - Jul 28, 2021 - It is", "||Jul 28, 2021|KYODO NEWS||It i"),
            ("Pune (Maharashtra) [India], July 28 (ANI): It is", "Pune|Maharashtra+India|July 28|ANI||It i"),
            ("Mumbai, July 28 (PTI) It is", "Mumbai||July 28|PTI||It i"),
            ("Madrid, 28 jul (EFE).- Los", "Madrid||28 jul|EFE||Los"),
            ("(ANSA) - ROMA, 28 LUG - I ministri", "ROMA||28 LUG|ANSA||I mi"),
            ("Roma, 28 lug. - (Adnkronos) - I ministri", "Roma||28 lug|Adnkronos||I mi"),
            ("(CNN) -- It is", "|||CNN||It i"),
            ("LONDON--(Dow Jones)--It is", "LONDON|||Dow Jones||It i"),
            ("BAKU, Azerbaijan, July 28. It is", "BAKU|Azerbaijan|July 28|||It i"),
            ("OTTAWA — It is", "OTTAWA|||||It i"),
            ("PARIS: It is", "PARIS|||||It i"),
            ("МОСКВА, 28 июл - РИА Новости. Мост", "МОСКВА||28 июл|РИА Новости||Мост"),
            ("LONDON, July 28 - Reuters said on", "LONDON||July 28|||Reut"),
            ("Ministers agreed on Wednesday - at last - to pay", "none"),
            ("The ministry (founded 1920) - an old one - said", "none"),
            ("On July 28, 2021, the bridge fell.", "none"),
        ] {
            assert_eq!(draw(text), expected, "{text}");
        }
    }
}
