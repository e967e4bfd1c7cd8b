//! Pictures and the like: the main one by its carriers, then the figures of the story with their captions and credits.
//!
//! A caption or credit is a block of the text; the figure whose markup it stands in has it. Not given: descriptions for the
//! blind (`alt`), which no reader sees.

use super::{Evidence, Field};
use crate::article::{Article, Block, BlockKind, Media};
use crate::html::{Document, NodeId, Tag};
use crate::span::SourceSpan;

/// The most figures of a story.
const MOST: usize = 50;

/// Nodes of a figure that are looked through for its picture.
const NODES: usize = 64;

pub(super) fn of(evidence: &Evidence, document: &Document<'_>, article: &Article) -> Vec<Media> {
    let main = evidence.of(Field::Image).map(|image| image.value.as_str()).find(|url| !url.starts_with("data:"));
    let mut media: Vec<Media> = main.map(|url| picture(url.to_owned())).into_iter().collect();
    let Some(range) = range(article) else { return media };
    let notes = notes(article);
    let (mut end, mut read_figures) = (0, 0);
    for figure in document.all(Tag::FIGURE) {
        let place = SourceSpan { start: document.start_tag(figure).start, end: document.end_tag(figure).end };
        // A figure inside another one is a part of it.
        if place.start < end || place.end < range.start || place.start > range.end || read_figures >= MOST {
            continue;
        }
        end = place.end;
        read_figures += 1;
        let Some(found) = read(document, figure) else { continue };
        let own = notes.iter().filter(|(src, _)| (place.start..place.end).contains(&src.start));
        let note = |kind| own.clone().find(|(_, block)| block.kind == kind).map(|(_, block)| block.span.into());
        let found = Media { caption: note(BlockKind::Caption), credit: note(BlockKind::PhotoCredit), ..found };
        match media.iter_mut().find(|before| file(before) == file(&found)) {
            Some(before) => (before.caption, before.credit) = (found.caption, found.credit),
            None => media.push(found),
        }
    }
    media
}

/// Where the story starts and ends on the page.
fn range(article: &Article) -> Option<SourceSpan> {
    let blocks = article.body.iter().chain(&article.furniture).map(|block| block.span);
    let places = blocks.filter_map(|span| article.map.source_of(span));
    places.reduce(|all, place| SourceSpan { start: all.start.min(place.start), end: all.end.max(place.end) })
}

/// Captions and credits with their places on the page.
fn notes(article: &Article) -> Vec<(SourceSpan, &Block)> {
    let blocks = article.body.iter().chain(&article.furniture);
    let notes = blocks.filter(|block| matches!(block.kind, BlockKind::Caption | BlockKind::PhotoCredit));
    notes.filter_map(|block| Some((article.map.source_of(block.span)?, block))).collect()
}

/// The picture, film or sound of a figure.
fn read(document: &Document<'_>, figure: NodeId) -> Option<Media> {
    let mut nodes = document.descendants(figure).take(NODES);
    nodes.find_map(|node| {
        let kind = match document.tag(node)? {
            Tag::IMG => "picture",
            Tag::VIDEO => "video",
            Tag::AUDIO => "audio",
            _ => return None,
        };
        let size = |name| document.value(node, name).and_then(|value| value.trim().parse().ok());
        let url = address(document, node)?;
        Some(Media { kind: kind.to_owned(), width: size("width"), height: size("height"), ..picture(url) })
    })
}

/// The address of a picture; pages that load late keep it in attributes of their own.
fn address(document: &Document<'_>, node: NodeId) -> Option<String> {
    let plain = ["src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset"];
    plain.iter().find_map(|name| {
        let value = document.value(node, name)?;
        let first = value.split_ascii_whitespace().next()?.trim_end_matches(',');
        (!first.is_empty() && !first.starts_with("data:")).then(|| first.to_owned())
    })
}

/// The name of the file: one picture has many addresses.
fn file(media: &Media) -> Option<&str> {
    let path = media.url.as_deref()?.split(['?', '#']).next()?;
    path.rsplit('/').next().filter(|name| !name.is_empty())
}

fn picture(url: String) -> Media {
    Media { url: Some(url), ..Media::of_kind("picture") }
}
