//! What a feed says of itself: read as an item is, then kept as values, because its texts head no article.

use crate::article::{Article, Author, Container, ContainerLink, CreditRole, Party, TimeValue};
use crate::draft::Draft;
use crate::span::Span;

/// The container of a feed that holds so many items.
pub(super) fn of(header: Draft, items: usize) -> Container {
    let article = header.article;
    let text = |span: Span| span.of(&article.text).to_owned();
    let credit = |role: CreditRole| {
        article.credit.iter().filter(move |credit| credit.role == role).map(|credit| credit.name.clone())
    };
    let iso = |dates: &[TimeValue]| dates.first().and_then(|date| date.iso.clone());
    let id = |kind: &str| article.ids.iter().find(|id| id.kind == kind).map(|id| id.value.clone());
    let summary: Vec<String> = article.summary.iter().map(|part| text(part.span)).collect();
    Container {
        title: article.headline.as_ref().map(|headline| text(headline.span)),
        summary: (!summary.is_empty()).then(|| summary.join("\n\n")),
        url: id("url"),
        lang: article.lang.as_ref().map(|lang| lang.tag.clone()),
        authors: article
            .byline
            .iter()
            .flat_map(|byline| &byline.authors)
            .map(|author| party(&article, author))
            .collect(),
        contributors: credit(CreditRole::Contributor).map(|name| Party { name, ..Party::default() }).collect(),
        publisher: credit(CreditRole::Publisher).next(),
        generator: article.extra.get("generator").cloned(),
        published: iso(&article.dates.published),
        modified: iso(&article.dates.modified),
        created: iso(&article.dates.created),
        rights: article.rights.as_ref().and_then(|rights| rights.span).map(text),
        license: article.rights.as_ref().and_then(|rights| rights.terms.clone()),
        image: article.media.iter().find_map(|media| media.url.clone()),
        links: links(&article),
        items: u32::try_from(items).unwrap_or(u32::MAX),
        ids: article.ids.into_iter().filter(|id| id.kind != "url").collect(),
        terms: article.terms,
        source: article.source,
        notes: article.notes,
        extra: article.extra.into_iter().filter(|(name, _)| name != "generator").collect(),
        ..Container::default()
    }
}

fn party(article: &Article, author: &Author) -> Party {
    let text = |span: Span| span.of(&article.text).to_owned();
    Party { name: text(author.span), email: author.email.map(|email| text(email.span)), url: author.url.clone() }
}

/// The links and pictures of the texts, each with the field that it stands in.
fn links(article: &Article) -> Vec<ContainerLink> {
    let title = article.headline.iter().map(|headline| ("title", headline.span));
    let summary = article.summary.iter().map(|part| ("summary", part.span));
    let rights = article.rights.iter().filter_map(|rights| Some(("rights", rights.span?)));
    let fields: Vec<(&str, Span)> = title.chain(summary).chain(rights).collect();
    let named = |span: Span| fields.iter().find(|(_, field)| field.contains(span)).map(|(name, _)| (*name).to_owned());
    let link = |href: &str, span: Span, is_picture: bool| {
        let (href, text) = (href.to_owned(), span.of(&article.text).to_owned());
        Some(ContainerLink { field: named(span)?, href, text, is_picture })
    };
    let links = article.links.iter().filter_map(|found| link(&found.href, found.span, false));
    let pictures = article.media.iter().filter_map(|media| link(media.url.as_deref()?, media.alt?.span, true));
    links.chain(pictures).collect()
}
