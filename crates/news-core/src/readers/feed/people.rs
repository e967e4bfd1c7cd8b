//! The people that a feed names: elements of Atom, and the forms `name`, `name (address)`, `address (name)`, `name <address>`
//! of RSS. Several elements are one byline, in their order.

use super::Feed;
use super::fields::Fields;
use crate::article::{Author, Byline};
use crate::carried::Carried;
use crate::draft::Draft;
use crate::grammar::byline;
use crate::readers::fold;
use crate::span::{Slice, Span};
use crate::xml::NodeId;

/// The most authors of an item.
const MOST: usize = 64;

/// Writes the byline of an item, where it has one.
pub(super) fn byline(feed: &Feed<'_, '_>, fields: &Fields, draft: &mut Draft) {
    let mut line: Option<Byline> = None;
    for node in fields.best("author").into_iter().take(MOST) {
        let part = Part::of(feed, node);
        if part.is_empty() {
            continue;
        }
        if line.is_some() {
            draft.add_inserted(", ");
        } else {
            fold::part(draft);
        }
        let (span, authors) = part.write(draft);
        let whole = line.get_or_insert(Byline {
            span,
            raw: Slice,
            title: None,
            authors: Vec::new(),
            editors: Vec::new(),
            reporting_from: None,
        });
        whole.span = whole.span.to(span);
        whole.authors.extend(authors);
    }
    draft.article.byline = line;
}

/// What one element names.
struct Part {
    /// The whole text, or the name alone.
    name: Carried,
    /// The address that an element of its own gives.
    email: Carried,
    url: Option<String>,
}

impl Part {
    fn of(feed: &Feed<'_, '_>, node: NodeId) -> Part {
        let document = feed.document;
        let inner = |names: &[&str]| {
            let is_named = |inner: &NodeId| names.iter().any(|name| document.name(*inner).eq_ignore_ascii_case(name));
            document.elements(node).find(is_named)
        };
        let text = |names: &[&str]| inner(names).map(|inner| document.carried(inner).trimmed());
        if document.elements(node).next().is_none() {
            return Part { name: document.carried(node).trimmed(), email: Carried::default(), url: None };
        }
        let url = inner(&["uri", "url", "homepage"]).map(|node| document.text(node).trim().to_owned());
        Part {
            name: text(&["name"]).unwrap_or_default(),
            email: text(&["email"]).unwrap_or_default(),
            url: url.filter(|url| !url.is_empty()),
        }
    }

    fn is_empty(&self) -> bool {
        self.name.text().is_empty() && self.email.text().is_empty()
    }

    /// Writes the text and gives its place and the authors in it.
    fn write(&self, draft: &mut Draft) -> (Span, Vec<Author>) {
        let start = draft.article.text.len();
        let name = draft.add_carried(&self.name);
        let (Some(name), false) = (name, self.email.text().is_empty()) else {
            draft.add_carried(&self.email);
            let span = Span::new(start, draft.article.text.len());
            let mut authors = authors(&draft.article.text, span);
            for author in &mut authors {
                author.url.clone_from(&self.url);
            }
            return (span, authors);
        };
        draft.add_inserted(" (");
        let email = draft.add_carried(&self.email);
        draft.add_inserted(")");
        let author = Author { email: email.map(Into::into), url: self.url.clone(), ..Author::named(name) };
        (Span::new(start, draft.article.text.len()), vec![author])
    }
}

/// The authors of a line: one with an address, or those that a byline names.
fn authors(text: &str, line: Span) -> Vec<Author> {
    if let Some(author) = with_address(text, line) {
        return vec![author];
    }
    let several = byline::with_prefix(text, line).or_else(|| byline::bare_names(text, line));
    let several = several.map(|byline| byline.authors).filter(|authors| authors.len() > 1);
    several.unwrap_or_else(|| vec![Author::named(without_prefix(text, line))])
}

/// A line without the word for "by" in front of the name.
fn without_prefix(text: &str, line: Span) -> Span {
    let name = byline::without_prefix(line.of(text)).trim_end();
    Span::new(line.end() - name.len(), line.end())
}

/// `Ana Ruiz (ana@paper.example)`, `ana@paper.example (Ana Ruiz)`, `Ana Ruiz <ana@paper.example>`, `ana@paper.example`.
fn with_address(text: &str, line: Span) -> Option<Author> {
    let slice = line.of(text);
    let is_address = |part: &str| part.contains('@') && !part.contains(char::is_whitespace);
    let place = |start: usize, part: &str| {
        let lead = part.len() - part.trim_start().len();
        Span::new(line.start() + start + lead, line.start() + start + lead + part.trim().len())
    };
    if is_address(slice) {
        return Some(Author { email: Some(line.into()), ..Author::named(line) });
    }
    let open = slice.find(['(', '<'])?;
    let (before, behind) = (slice.get(..open)?, slice.get(open + 1..)?);
    let inner = behind.get(..behind.find([')', '>'])?)?;
    let (outside, inside) = (place(0, before), place(open + 1, inner));
    match (is_address(before.trim()), is_address(inner.trim())) {
        (_, true) if !outside.is_empty() => Some(Author { email: Some(inside.into()), ..Author::named(outside) }),
        (true, false) if !inside.is_empty() => Some(Author { email: Some(outside.into()), ..Author::named(inside) }),
        _ => None,
    }
}
