//! JSON-LD: the article among the objects of all scripts, and what it says.

use std::collections::BTreeMap;

use super::bodies::WrittenBody;
use super::{Candidate, Evidence, Field, carriers};
use crate::article::BlockKind;
use crate::html::{Document, NodeId, Tag};
use crate::json::{self, Json};

/// Keys under which the article of a page may stand.
const WAYS: [&str; 5] = ["@graph", "mainEntity", "mainEntityOfPage", "article", "breadcrumb"];

const LD: &str = "application/ld+json";

pub(super) fn gather(document: &Document<'_>, evidence: &mut Evidence) {
    let is_ld = |script: &NodeId| {
        document
            .value(*script, "type")
            .is_some_and(|kind| kind.trim().get(..LD.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(LD)))
    };
    let texts = document.all(Tag::SCRIPT).filter(is_ld).filter_map(|script| document.first_child(script));
    let values: Vec<Json<'_>> =
        texts.flat_map(|text| json::fragments(document.source(), document.span(text))).collect();
    let mut objects = Objects::default();
    for value in &values {
        objects.collect(value);
    }
    if let Some(way) = objects.breadcrumbs.first() {
        crumbs(way, evidence);
    }
    for (kind, src) in objects.types.iter().filter_map(|kind| kind.text()) {
        evidence.add(Field::Type, "json-ld", kind, src);
    }
    let Some(article) = objects.articles.first().or(objects.pages.first()).copied() else { return };
    read(article, &objects, evidence);
}

/// The objects of all scripts.
#[derive(Default)]
struct Objects<'j> {
    articles: Vec<&'j Json<'j>>,
    /// Pages that say something about themselves, where no article does.
    pages: Vec<&'j Json<'j>>,
    /// Ways from the front page to the story.
    breadcrumbs: Vec<&'j Json<'j>>,
    by_id: BTreeMap<&'j str, &'j Json<'j>>,
    types: Vec<&'j Json<'j>>,
}

impl<'j> Objects<'j> {
    fn collect(&mut self, value: &'j Json<'j>) {
        for object in value.items() {
            if !matches!(object, Json::Object(_)) {
                continue;
            }
            if let Some((id, _)) = object.text_of("@id").filter(|_| object.get("name").is_some()) {
                self.by_id.entry(id).or_insert(object);
            }
            self.types.extend(object.get("@type").into_iter().flat_map(Json::items));
            if has_type(object, is_article) {
                self.articles.push(object);
            } else if has_type(object, |name| name.ends_with("WebPage")) {
                self.pages.push(object);
            } else if has_type(object, |name| name == "BreadcrumbList") {
                self.breadcrumbs.push(object);
            }
            for way in WAYS {
                if let Some(inner) = object.get(way) {
                    self.collect(inner);
                }
            }
        }
    }

    /// The object that a reference stands for.
    fn resolve(&self, value: &'j Json<'j>) -> &'j Json<'j> {
        if value.get("name").is_some() {
            return value;
        }
        value.text_of("@id").and_then(|(id, _)| self.by_id.get(id)).copied().unwrap_or(value)
    }
}

fn has_type(object: &Json<'_>, fits: impl Fn(&str) -> bool) -> bool {
    object.get("@type").is_some_and(|kinds| {
        kinds
            .items()
            .iter()
            .filter_map(Json::text)
            .any(|(kind, _)| fits(kind.rsplit(['/', ':']).next().unwrap_or_default()))
    })
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || name.ends_with("BlogPosting")
        || matches!(name, "Report" | "Review" | "CreativeWork" | "SocialMediaPosting")
}

fn read(article: &Json<'_>, objects: &Objects<'_>, evidence: &mut Evidence) {
    for (key, field) in [
        ("headline", Field::Headline),
        ("name", Field::Headline),
        ("datePublished", Field::Published),
        ("dateModified", Field::Modified),
        ("dateCreated", Field::Created),
        ("description", Field::Deck),
        ("isAccessibleForFree", Field::Access),
        ("copyrightHolder", Field::Holder),
        ("inLanguage", Field::Language),
    ] {
        if let Some((value, src)) = article.text_of(key) {
            evidence.add(field, if key == "name" { "json-ld name" } else { "json-ld" }, value, src);
        }
    }
    for (key, field) in [("articleSection", Field::Section), ("keywords", Field::Keywords)] {
        for (value, src) in article.get(key).into_iter().flat_map(Json::items).filter_map(Json::text) {
            evidence.add(field, "json-ld", value, src);
        }
    }
    if let Some((value, src)) =
        article.get("publisher").and_then(|house| objects.resolve(house.items().first()?).text_of("name"))
    {
        evidence.add(Field::Publisher, "json-ld", value, src);
    }
    if let Some((value, src)) = article
        .get("image")
        .and_then(|image| image.items().first())
        .and_then(|image| image.text_of("url").or_else(|| image.text()))
    {
        evidence.add(Field::Image, "json-ld", value, src);
    }
    let authors = article.get("author").or_else(|| article.get("creator"));
    for author in authors.into_iter().flat_map(Json::items) {
        add_author(objects.resolve(author), evidence);
    }
    bodies(article, evidence);
}

/// The steps of a breadcrumb, but for the front page.
fn crumbs(way: &Json<'_>, evidence: &mut Evidence) {
    for step in way.get("itemListElement").into_iter().flat_map(Json::items) {
        let item = step.get("item");
        let address = item.and_then(|item| item.text_of("@id").or_else(|| item.text_of("url")).or_else(|| item.text()));
        let is_front = address.is_some_and(|(url, _)| carriers::is_front(url));
        let name = step.text_of("name").or_else(|| item?.text_of("name"));
        if let Some((name, src)) = name.filter(|_| !is_front) {
            evidence.add(Field::Crumb, "json-ld", name, src);
        }
    }
}

fn add_author(author: &Json<'_>, evidence: &mut Evidence) {
    let person = match author {
        Json::Object(_) if has_type(author, |name| name == "Person") => Some(true),
        Json::Object(_) if has_type(author, |name| name.ends_with("Organization")) => Some(false),
        _ => None,
    };
    let names = if let Json::Object(_) = author { author.get("name") } else { Some(author) };
    for (value, src) in names.into_iter().flat_map(Json::items).filter_map(Json::text) {
        let value = carriers::plain(value);
        evidence.push(Candidate { field: Field::Author, value, via: "json-ld", src, person });
    }
}

fn bodies(article: &Json<'_>, evidence: &mut Evidence) {
    evidence.live_blog = has_type(article, |name| name == "LiveBlogPosting");
    let own = article.text_of("articleBody");
    let own = own.map(|(body, src)| WrittenBody { values: vec![(None, body.to_owned(), src)] });
    evidence.bodies.extend(own.into_iter().chain(article.get("liveBlogUpdate").map(live_posts)));
}

/// The posts of a live blog in the order of the page, each with its time.
fn live_posts(posts: &Json<'_>) -> WrittenBody {
    const PARTS: [(&str, Option<BlockKind>); 3] =
        [("datePublished", Some(BlockKind::Date)), ("headline", Some(BlockKind::Heading)), ("articleBody", None)];
    let parts = |post| {
        let part = move |(key, kind): (_, _)| Json::text_of(post, key).map(|(text, src)| (kind, text.to_owned(), src));
        PARTS.into_iter().filter_map(part)
    };
    WrittenBody { values: posts.items().iter().flat_map(parts).collect() }
}
