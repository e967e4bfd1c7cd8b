//! What a JSON Feed says of itself: the rows of a dialect that start with `feed_`.

use super::fields::{name_of, text_of};
use super::path::Scope;
use super::paths;
use crate::article::{Container, Id, Input, Party};
use crate::json::Json;

/// The container of a document that holds so many items; nothing for a dialect whose documents say nothing of themselves.
pub(super) fn of(root: &Json<'_>, dialect: &str, source: &Input, items: usize) -> Option<Container> {
    let scope = Scope::default();
    let all = |field: &str| paths(dialect, field).map(|path| scope.values(root, path)).find(|found| !found.is_empty());
    paths(dialect, "feed_title").next()?;
    let first = |field: &str| Some(text_of(all(field)?.first()?)?.0.to_owned());
    let party = |author: &&Json<'_>| {
        let url = author.get("url").and_then(text_of).map(|(url, _)| url.to_owned());
        Some(Party { name: name_of(author)?.to_owned(), url, ..Party::default() })
    };
    Some(Container {
        title: first("feed_title"),
        summary: first("feed_summary"),
        url: first("feed_url"),
        lang: first("feed_language"),
        authors: all("feed_author").iter().flatten().filter_map(party).collect(),
        image: first("feed_image"),
        ids: first("feed_self").map(|value| Id { kind: "self".to_owned(), value }).into_iter().collect(),
        items: u32::try_from(items).unwrap_or(u32::MAX),
        source: source.clone(),
        ..Container::default()
    })
}
