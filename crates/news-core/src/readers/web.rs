//! Web pages: the article of a page, and nothing but furniture is left out.
//!
//! The visible text is cut into blocks (`blocks`), a vote finds the part of the page that holds the story (`container`), each
//! block of it is labelled (`labels`), and the text is composed with the place of every character on the page (`compose`).
//! What stands above the headline and outside the container is not part of the article. Structured data, or the
//! state of a script, carries the body only where hardly any is visible (`evidence`). Several pages of one article are read one
//! by one.

mod blocks;
mod classes;
mod compose;
mod container;
mod evidence;
mod hint;
mod kind;
mod labels;
mod saved;

use std::borrow::Cow;

use super::Item;
use crate::article::{BlockKind, Headline, Id, Note};
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::html::{self, NodeId, ParseOptions, Scratch, Tag};
use crate::options::Options;
use crate::source::Source;
use crate::span::Slice;

pub(super) fn sniff(text: &str) -> bool {
    super::starts(saved::behind_comment(text), &["<!doctype html", "<html", "<head", "<body"])
}

/// With less visible prose than this, in bytes, the body that structured data carries is read.
const FEW: usize = 200;

pub(super) fn read(source: &Source<'_>, options: &Options) -> Result<Vec<Item>, Error> {
    let mut draft = Draft::pieced(source, "html");
    write(&source.text, options.url.as_deref(), &mut draft)?;
    Ok(vec![Item::Draft(Box::new(draft))])
}

/// Reads a page into a draft. `url` is where it comes from; a page that a browser saved says so itself.
pub(super) fn write(page: &str, url: Option<&str>, draft: &mut Draft) -> Result<(), Error> {
    let saved = saved::address(page).filter(|_| url.is_none());
    draft.article.ids.extend(saved.map(|url| Id { kind: "url".to_owned(), value: url.to_owned() }));
    let url = url.or(saved);
    let document = html::parse(page, &ParseOptions::default(), &mut Scratch::default());
    let mut classes = classes::Classes::new(&document);
    let mut evidence = evidence::gather(&document, &mut classes, url);
    let blocks = blocks::collect(&document, &mut classes);
    // Other candidates may be the headlines of other stories.
    let headline = evidence.headline().map(Cow::Borrowed);
    let title = document.element(NodeId::DOCUMENT, Tag::TITLE).map(|title| document.text_content(title));
    let titles: Vec<Cow<'_, str>> = headline.into_iter().chain(title).collect();
    let vote = container::vote(&blocks, &titles);
    let labels = labels::label(&blocks, &vote, &evidence.authors);
    compose::write(&document, &blocks, &labels, draft);
    let visible: usize = draft.article.body.iter().map(|block| block.span.len()).sum();
    if visible < FEW
        && let Some(body) = evidence::carried(&mut evidence, &document, visible)
    {
        compose::write_carried(&body, draft);
    }
    if draft.article.text.is_empty() {
        return Err(Error::new(ErrorKind::NoArticle, "found no story, the page shows no text"));
    }
    evidence::settle(&evidence, &document, &mut draft.article);
    take_visible_headline(draft);
    let page = kind::Page { document: &document, blocks: &blocks, vote: &vote, labels: &labels, evidence: &evidence };
    kind::judge(&page, url, &mut draft.article);
    let limits = document.reached().names();
    if !limits.is_empty() {
        let message = format!("the page reaches the limit of {}", limits.join(", "));
        draft.article.notes.push(Note::new("page-limited", None, message));
        draft.article.truncated = document.reached().truncated();
    }
    Ok(())
}

/// The headline as the page prints it, where no other carrier gave one.
fn take_visible_headline(draft: &mut Draft) {
    let article = &mut draft.article;
    let printed = article.furniture.iter().position(|block| block.kind == BlockKind::HeadlineRepeat);
    if let (None, Some(at)) = (&article.headline, printed) {
        let span = article.furniture.remove(at).span;
        article.headline = Some(Headline { span, text: Slice, title: span, attribution: None });
    }
}
