//! IPTC 7901: the wire of European agencies, with its control bytes.
//!
//! ```text
//! SOH service number priority category words …
//! slug line(s)
//! STX take key
//! headline =
//! byline =
//! paragraphs, hard-wrapped
//! * * * *                                what only editors read
//! ETX DDHHMM GMT Mon YY
//! ```
//!
//! Control bytes never reach the text. Time is GMT by the standard, where the trailer does not say so too.
//!
//! Known failures: headers of houses that leave out the priority are read up to the number.

use super::transmission::{self, START_OF_HEADER, Transmission};
use super::{Item, fold, lead, parts, text};
use crate::article::{ItemClass, Slug, TimeValue};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::grammar::words::{is_all_caps, words};
use crate::grammar::{byline, flag, moment};
use crate::options::Options;
use crate::source::Source;
use crate::span::Span;

/// The most lines of a head: take key, headline over some lines, byline.
const HEAD: usize = 8;

pub(super) fn sniff(text: &str) -> bool {
    transmission::header(text).is_some_and(|header| {
        let line = header.lines().next().unwrap_or_default();
        let line = line.strip_prefix(START_OF_HEADER).unwrap_or_default();
        let (service, number, rest) = address(line);
        (1..=5).contains(&service.len()) && (3..=4).contains(&number.len()) && rest.starts_with(' ')
    })
}

/// `eca0124 3 i 93`: the letters of the service, the digits of the number, what follows.
fn address(line: &str) -> (&str, &str, &str) {
    let letters = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    let (service, rest) = line.split_at(letters);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, rest) = rest.split_at(digits);
    (service, number, rest)
}

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let transmissions = transmission::split(&source.text);
    let mut items = Vec::new();
    for (n, transmission) in transmissions.iter().enumerate() {
        let mut draft = Draft::pieced(source, "iptc7901");
        if transmissions.len() > 1 {
            draft.set_record(n + 1, transmission.whole);
        }
        read_one(&mut draft, &source.text, transmission);
        items.push(Item::Draft(Box::new(draft)));
    }
    if items.is_empty() {
        return Err(Error::new(ErrorKind::NoArticle, "found no story between the controls of the transmission"));
    }
    Ok(items)
}

fn read_one(draft: &mut Draft, source: &str, transmission: &Transmission) {
    draft.article.item_class = Some(ItemClass::Text);
    read_header(draft, source, transmission.header);
    let body = read_head(draft, source, transmission.text);
    fold::part(draft);
    if let Some(span) = transmission::add(draft, source, body) {
        text::read_body_at(draft, span);
        take_note(draft);
    }
    if let Some(sent) = sent(transmission::trim(source, transmission.trailer).of(source)) {
        draft.article.dates.published.push(sent);
    }
}

fn read_header(draft: &mut Draft, source: &str, header: Span) {
    let mut slug: Option<Slug> = None;
    for (line, _) in transmission::lines(source, header) {
        transmission::break_line(draft);
        let Some(span) = transmission::add(draft, source, line) else { continue };
        match &mut slug {
            None => slug = Some(read_address(draft, span)),
            Some(slug) => {
                slug.span = slug.span.to(span);
                let keyword = span.of(&draft.article.text).trim_end_matches('/').len();
                slug.keyword = slug.keyword.or(Some(Span::new(span.start(), span.start() + keyword).into()));
            }
        }
    }
    draft.article.slug = slug;
}

/// Reads the first line of the header.
fn read_address(draft: &mut Draft, line: Span) -> Slug {
    let article = &mut draft.article;
    let (service, number, _) = address(line.of(&article.text));
    let part = |start: usize, text: &str| {
        (!text.is_empty()).then(|| Span::new(line.start() + start, line.start() + start + text.len()).into())
    };
    let mut slug = Slug { service: part(0, service), number: part(service.len(), number), ..Slug::at(line) };
    for (span, word) in words(&article.text, line).skip(1).take(3) {
        let digits = word.bytes().all(|byte| byte.is_ascii_digit());
        if digits && word.len() == 1 && slug.priority.is_none() {
            slug.priority = Some(span.into());
        } else if digits {
            article.word_count = article.word_count.or(word.parse().ok());
        } else if slug.categories.is_empty() && word.len() <= 3 {
            slug.categories.push(span.into());
        }
    }
    let priority = slug.priority.and_then(|digit| digit.span.of(&article.text).parse().ok());
    if let Some(priority) = priority.filter(|priority| (1..=9).contains(priority)) {
        article.status.get_or_insert_default().priority = Some(priority);
    }
    slug
}

/// Reads take key, headline and byline; gives what follows.
fn read_head(draft: &mut Draft, source: &str, text: Span) -> Span {
    let lines: Vec<(Span, Span)> = transmission::lines(source, text).take(HEAD).collect();
    let ends = |line: &Span| line.of(source).ends_with('=');
    // Copy without the mark has its headline on the first line.
    let marked = lines.iter().rposition(|(line, _)| ends(line)).unwrap_or_default();
    let head = lines.get(..=marked).unwrap_or_default();
    let mut headline: Option<Span> = None;
    for (n, (line, _)) in head.iter().enumerate() {
        let bare = line.of(source).trim_end_matches('=').trim_end().len();
        let line = Span::new(line.start(), line.start() + bare);
        let slice = line.of(source);
        let alone = Span::new(0, slice.len());
        let next = head.get(n + 1).map_or("", |(next, _)| next.of(source));
        let shouted = is_all_caps(slice) && !is_all_caps(next) && slice.split_whitespace().count() <= 3;
        let is_key = flag::find(slice, alone).is_some_and(|flag| flag.rest == slice.len())
            || shouted
            || slice.starts_with('(') && slice.ends_with(')');
        if n < marked && headline.is_none() && is_key {
            transmission::break_line(draft);
            if let Some(span) = transmission::add(draft, source, line) {
                draft.article.slug.iter_mut().for_each(|slug| slug.take_key = Some(span.into()));
                lead::take_key(draft, span);
            }
        } else if headline.is_some() && byline::with_prefix(slice, alone).is_some() {
            take_headline(draft, source, headline.take());
            fold::part(draft);
            if let Some(span) = transmission::add(draft, source, line) {
                parts::take_byline(draft, span, None);
            }
        } else if draft.article.headline.is_none() {
            headline = Some(headline.map_or(line, |before| before.to(line)));
        }
    }
    take_headline(draft, source, headline);
    let end = head.last().map_or(text.start(), |(_, raw)| raw.end());
    Span::new(end, text.end())
}

fn take_headline(draft: &mut Draft, source: &str, line: Option<Span>) {
    let Some(line) = line else { return };
    fold::part(draft);
    if let Some(span) = transmission::add(draft, source, line) {
        lead::headline(draft, span);
    }
}

/// What stands below a row of stars is for editors.
fn take_note(draft: &mut Draft) {
    let article = &mut draft.article;
    let is_row = |text: &str| text.contains("* *") && text.bytes().all(|byte| matches!(byte, b'*' | b' '));
    let mut blocks = article.blocks().into_iter().skip_while(|block| !is_row(block.span.of(&article.text))).skip(1);
    let note = blocks.next().map(|first| blocks.last().map_or(first.span, |last| first.span.to(last.span)));
    if let Some(note) = note {
        article.status.get_or_insert_default().ed_note = Some(note.into());
    }
}

/// `212101 GMT Nov 18`, `071341 GMT Okt 15`, `211259 Nov 18`.
fn sent(trailer: &str) -> Option<TimeValue> {
    let line = trailer.lines().next()?;
    let mut words = line.split_whitespace().filter(|word| *word != "GMT");
    let (time, month, year) = (words.next()?, words.next()?, words.next()?);
    let year = year.get(..2).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (day, hour, minute) = (time.get(..2)?, time.get(2..4)?, time.get(4..6)?);
    let century = transmission::century(year);
    moment::read(&format!("{day} {month} {century}{year} {hour}:{minute} GMT"), "iptc7901")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailers_give_the_moment_of_sending() {
        let iso = |trailer| sent(trailer).and_then(|sent| sent.iso);
        assert_eq!(iso("212101 GMT Nov 18").as_deref(), Some("2018-11-21T21:01Z"));
        assert_eq!(iso("071341 GMT Okt 15").as_deref(), Some("2015-10-07T13:41Z"));
        assert_eq!(iso("211259 Mai 98\n").as_deref(), Some("1998-05-21T12:59Z"));
        assert_eq!(iso("end of file"), None);
    }
}
