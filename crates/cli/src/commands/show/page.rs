//! `--html`: one page that is complete in itself. Text with marks on the left, who said what on the right; pointing at a
//! speaker lights up what he or she says and every mention.
//!
//! There is no script: what lights up is a rule of the style sheet for each speaker. Marks may overlap, so the text is cut
//! at every end of a mark, and each piece carries the classes of all marks that cover it.

use std::collections::BTreeSet;
use std::fmt::Write;

use news_core::rows::{QuoteRow, Row, Sheet, Voice, on_one_line, voices};
use news_core::{Article, OffsetUnit, Span};

use super::marks::{self, Kind, parts};
use crate::visible::visible;
use crate::voices::{NOBODY, said};

const STYLE: &str = include_str!("page.css");

/// A stretch of the text and what is said about it.
struct Tag {
    span: Span,
    what: What,
}

enum What {
    /// A mark of this kind.
    Kind(Kind),
    /// The words of, or words for, a speaker.
    Voice(usize),
    /// The start of a statement, for the list to point to.
    Statement(String),
}

/// The page of some articles.
pub(super) fn page(articles: &[Article], only: &[Kind]) -> String {
    let rows: Vec<Vec<QuoteRow>> =
        articles.iter().map(|article| QuoteRow::all(&Sheet::new(article, "", OffsetUnit::Utf8))).collect();
    let mut n_voices = 0;
    let mut sections = String::new();
    for (n, (article, rows)) in articles.iter().zip(&rows).enumerate() {
        let voices = voices(rows);
        sections.push_str(&section(article, &voices, n + 1, n_voices, only));
        n_voices += voices.len();
    }
    let title = articles.first().map(title).unwrap_or_default();
    let lit: String = (0..n_voices).map(lit).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}{lit}</style>\n{sections}</html>\n",
        articles.first().and_then(|article| article.lang.as_ref()).map(|lang| escaped(&lang.tag)).unwrap_or_default(),
    )
}

fn title(article: &Article) -> String {
    let headline = article.headline.as_ref().map(|headline| on_one_line(headline.span.of(&article.text)));
    escaped(&headline.unwrap_or_else(|| "news".to_owned()))
}

/// The rule that lights up a speaker.
fn lit(voice: usize) -> String {
    let of = format!("[data-who~=\"{voice}\"]");
    format!("body:has({of}:is(:hover, :focus)) {of} {{ background: var(--lit); }}\n")
}

fn section(article: &Article, voices: &[Voice<'_>], n: usize, first_voice: usize, only: &[Kind]) -> String {
    let marks = marks::find(article, only);
    let mut tags: Vec<Tag> = marks
        .iter()
        .filter(|mark| mark.kind != Kind::Paragraph)
        .map(|mark| Tag { span: mark.span, what: What::Kind(mark.kind) })
        .collect();
    for (at, voice) in voices.iter().enumerate() {
        tags.extend(tags_of(article, voice, n, first_voice + at));
    }
    let kinds: BTreeSet<String> = tags.iter().filter_map(|tag| tag.what.kind()).map(Kind::name).collect();
    let legend: Vec<String> = kinds.iter().map(|kind| format!("<span class=\"{kind}\">{kind}</span>")).collect();
    let list: String = voices.iter().enumerate().map(|(at, voice)| entry(voice, n, first_voice + at)).collect();
    format!(
        "<article>\n<div class=\"text\" dir=\"auto\">{}</div>\n<aside>\n<h2>Who said what</h2>\n{list}\
         <p class=\"legend\">{}</p>\n</aside>\n</article>\n",
        pieces(&article.text, tags),
        legend.join(" "),
    )
}

/// What belongs to a speaker: statements, the words for the speaker beside them, mentions anywhere.
fn tags_of(article: &Article, voice: &Voice<'_>, n: usize, number: usize) -> Vec<Tag> {
    let ids: BTreeSet<&str> = voice.statements.iter().map(|row| row.id.as_str()).collect();
    let mut tags = Vec::new();
    for quote in article.quotes.iter().filter(|quote| ids.contains(quote.id.as_str())) {
        tags.push(Tag { span: quote.span, what: What::Statement(format!("s{n}-{}", quote.id)) });
        let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.span);
        let words = parts(quote).iter().copied().chain(speaker);
        tags.extend(words.map(|span| Tag { span, what: What::Voice(number) }));
    }
    let people = article.people.iter().filter(|person| Some(person.id.as_str()) == voice.entity);
    let orgs = article.orgs.iter().filter(|org| Some(org.id.as_str()) == voice.entity);
    let mentions = people.flat_map(|person| &person.mentions).chain(orgs.flat_map(|org| &org.mentions));
    tags.extend(mentions.map(|mention| Tag { span: mention.span, what: What::Voice(number) }));
    tags
}

impl What {
    fn kind(&self) -> Option<Kind> {
        match self {
            What::Kind(kind) => Some(*kind),
            _ => None,
        }
    }
}

/// The text in pieces, each with all that covers it.
fn pieces(text: &str, mut tags: Vec<Tag>) -> String {
    tags.sort_by_key(|tag| tag.span.start());
    let mut cuts: BTreeSet<usize> = tags.iter().flat_map(|tag| [tag.span.start(), tag.span.end()]).collect();
    cuts.extend([0, text.len()]);
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut waiting = tags.into_iter().peekable();
    let mut open: Vec<Tag> = Vec::new();
    let mut out = String::with_capacity(text.len() * 2);
    for pair in cuts.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        open.retain(|tag| tag.span.end() > piece.start());
        while let Some(tag) = waiting.next_if(|tag| tag.span.start() <= piece.start()) {
            open.push(tag);
        }
        out.push_str(&tagged(&escaped(piece.of(text)), piece, &open));
    }
    out
}

fn tagged(words: &str, piece: Span, open: &[Tag]) -> String {
    if open.is_empty() {
        return words.to_owned();
    }
    let mut classes: Vec<String> = open.iter().filter_map(|tag| tag.what.kind()).map(Kind::name).collect();
    classes.dedup();
    let mut out = "<span".to_owned();
    if !classes.is_empty() {
        write!(out, " class=\"{}\"", classes.join(" ")).expect("strings take everything");
    }
    let voices: BTreeSet<usize> = open
        .iter()
        .filter_map(|tag| match tag.what {
            What::Voice(voice) => Some(voice),
            _ => None,
        })
        .collect();
    if !voices.is_empty() {
        let voices: Vec<String> = voices.iter().map(usize::to_string).collect();
        write!(out, " data-who=\"{}\"", voices.join(" ")).expect("strings take everything");
    }
    // An id stands once: on the first piece, and on the first of statements that start together.
    let id = open.iter().find_map(|tag| match &tag.what {
        What::Statement(id) if tag.span.start() == piece.start() => Some(id),
        _ => None,
    });
    if let Some(id) = id {
        write!(out, " id=\"{}\"", escaped(id)).expect("strings take everything");
    }
    out + ">" + words + "</span>"
}

/// A speaker in the list, with the statements.
fn entry(voice: &Voice<'_>, n: usize, number: usize) -> String {
    let name = escaped(voice.name.as_deref().unwrap_or(NOBODY));
    let role = voice.role.map(|role| format!("<small>, {}</small>", escaped(role))).unwrap_or_default();
    let statements = voice.statements.iter().map(|row| {
        let line = row.origin.line.unwrap_or_default();
        let cue = row.cue.as_deref().map(|cue| format!("<i>{}</i> ", escaped(&on_one_line(cue)))).unwrap_or_default();
        let id = escaped(&row.id);
        format!("<li><a href=\"#s{n}-{id}\">line {line}</a> {cue}{}</li>\n", escaped(&said(row)))
    });
    let statements: Vec<String> = statements.collect();
    format!(
        "<section data-who=\"{number}\" tabindex=\"0\">\n<h3>{name}{role}</h3>\n<ul>\n{}</ul>\n</section>\n",
        statements.concat()
    )
}

/// Text as text, whatever it holds.
fn escaped(text: &str) -> String {
    let visible = visible(text);
    visible.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(start: usize, end: usize, what: What) -> Tag {
        Tag { span: Span::new(start, end), what }
    }

    #[test]
    fn overlapping_marks_share_a_piece() {
        let tags = vec![
            tag(0, 4, What::Kind(Kind::Direct)),
            tag(2, 6, What::Kind(Kind::Person)),
            tag(2, 6, What::Voice(3)),
            tag(2, 6, What::Statement("s1-q1".to_owned())),
        ];
        assert_eq!(
            pieces("ab<d>f g", tags),
            "<span class=\"direct\">ab</span>\
             <span class=\"direct person\" data-who=\"3\" id=\"s1-q1\">&lt;d</span>\
             <span class=\"person\" data-who=\"3\">&gt;f</span> g"
        );
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("<script>\"&\x1b"), r"&lt;script&gt;&quot;&amp;\x1b");
    }
}
