//! The straight line: bytes, source, draft, passes, article.

use crate::annotators::{
    abbreviations, amounts, dateline, dates, events, issue, language, limits, marks, names, places, points, sentences,
    speakers, statements, tokens,
};
use crate::article::{Article, Container, Id, Lang, Note};
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::readers::{self, Item};
use crate::source::{self, Source};
use crate::span::Span;

/// All that an input holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// What holds the articles, and what it says of itself, where the format has such a thing: a feed, a package.
    pub container: Option<Container>,
    /// The articles, in order.
    pub articles: Vec<Article>,
}

/// Reads all articles of an input, in order.
///
/// One file may hold several stories, where something clear parts them. Each is read on its own.
///
/// # Errors
/// When there is no article to speak of: see [`ErrorKind`].
pub fn read_items(bytes: &[u8], options: &Options) -> Result<Vec<Article>, Error> {
    Ok(read_all(bytes, options)?.articles)
}

/// Reads all articles of an input, and what holds them.
///
/// ```
/// let feed = "<rss><channel><title>The Paper</title><item><title>Rivers fall</title></item></channel></rss>";
/// let reading = news_core::read_all(feed.as_bytes(), &news_core::Options::default())?;
/// assert_eq!(reading.container.and_then(|container| container.title).as_deref(), Some("The Paper"));
/// assert_eq!(reading.articles.len(), 1);
/// # Ok::<(), news_core::Error>(())
/// ```
///
/// # Errors
/// As [`read_items`].
pub fn read_all(bytes: &[u8], options: &Options) -> Result<Reading, Error> {
    read_observed(bytes, options, &mut |_| Ok(()))
}

/// As [`read_all`], for a caller who cannot wait: `goes_on` is asked behind each pass over each article, and once it says no,
/// the reading ends. What it says must not depend on the article, or the same bytes would not give the same article.
///
/// # Errors
/// As [`read_items`], and [`ErrorKind::Stopped`].
pub fn read_all_while(bytes: &[u8], options: &Options, goes_on: &dyn Fn() -> bool) -> Result<Reading, Error> {
    let stopped = || Error::new(ErrorKind::Stopped, "the reading was stopped by who asked for it");
    read_observed(bytes, options, &mut |_| if goes_on() { Ok(()) } else { Err(stopped()) })
}

/// As [`read_items`]; `observe` is called behind each pass over each article with the name of the pass, and its error ends the
/// reading.
pub(crate) fn read_observed(
    bytes: &[u8],
    options: &Options,
    observe: &mut dyn FnMut(&'static str) -> Result<(), Error>,
) -> Result<Reading, Error> {
    let mut reading = Reading::default();
    let source = decode(bytes, options)?;
    let mut is_read = false;
    for item in drafts(&source, options)? {
        match item {
            Item::Draft(draft) => {
                let mut article = annotate(draft.article, options, observe)?;
                // The address of a feed is not that of its items.
                let url = options.url.iter().filter(|_| reading.container.is_none());
                article.ids.extend(url.map(|url| Id { kind: "url".to_owned(), value: url.clone() }));
                reading.articles.push(article);
                is_read = true;
            }
            // The passes ran when the record was written; a later issue date settles the year again.
            Item::Article(article) => reading.articles.push(redate(*article, options)),
            Item::Container(container) => reading.container = Some(*container),
        }
    }
    // A record that is read back has the text that it was written with.
    if let ([article], true) = (reading.articles.as_mut_slice(), options.source && is_read) {
        article.source.text = Some(source.text.into_owned());
    }
    Ok(reading)
}

/// Up to the passes: decodes an input, finds its format and reads its stories.
#[cfg(feature = "training")]
pub(crate) fn read_drafts(bytes: &[u8], options: &Options) -> Result<Vec<Item>, Error> {
    drafts(&decode(bytes, options)?, options)
}

fn decode<'a>(bytes: &'a [u8], options: &Options) -> Result<Source<'a>, Error> {
    let source = source::decode(bytes, options)?;
    if source.text.trim().is_empty() {
        return Err(Error::new(ErrorKind::Empty, "input is empty"));
    }
    Ok(source)
}

fn drafts(source: &Source<'_>, options: &Options) -> Result<Vec<Item>, Error> {
    let format = readers::choose(&source.text, options)?;
    (format.read)(source, options)
}

/// Reads the one article of an input.
///
/// ```
/// let copy = "Rivers fall\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday.\n";
/// let article = news_core::read(copy.as_bytes(), &news_core::Options::default())?;
/// let dateline = article.dateline.expect("the copy has one");
/// assert_eq!(dateline.places[0].span.of(&article.text), "GENEVA");
/// # Ok::<(), news_core::Error>(())
/// ```
///
/// # Errors
/// As [`read_items`], and if there are several.
pub fn read(bytes: &[u8], options: &Options) -> Result<Article, Error> {
    read_all(bytes, options)?.into_article()
}

impl Reading {
    /// The one article.
    ///
    /// # Errors
    /// If there is none, or there are several.
    pub fn into_article(mut self) -> Result<Article, Error> {
        match (self.articles.pop(), self.articles.len()) {
            (Some(article), 0) => Ok(article),
            (None, _) => Err(Error::new(ErrorKind::NoArticle, "found no story, the input holds no item")),
            (Some(_), others) => {
                let message = format!("expected one article, found {}", others + 1);
                Err(Error::new(ErrorKind::SeveralArticles, message))
            }
        }
    }
}

/// Runs the passes in order. Each takes the layers it reads and gives the one it adds.
fn annotate(
    mut article: Article,
    options: &Options,
    observe: &mut dyn FnMut(&'static str) -> Result<(), Error>,
) -> Result<Article, Error> {
    observe("anatomy")?;
    article.lang = language::settle(&article, options);
    observe("language")?;
    settle_date(&mut article, options);
    article.dates = issue::find(&article, options);
    observe("dateline")?;
    article.body.sort_by_key(|block| block.span);
    let cut = if options.anatomy { Vec::new() } else { find(&mut article, options, observe)? };
    limits::cap(&mut article, cut);
    article.source.uri.clone_from(&options.url);
    article.notes.sort_by(|a, b| (a.span, &a.code).cmp(&(b.span, &b.code)));
    article.furniture.sort_by_key(|block| block.span);
    Ok(article)
}

/// The passes over the prose. Gives what was cut so far.
fn find(
    article: &mut Article,
    options: &Options,
    observe: &mut dyn FnMut(&'static str) -> Result<(), Error>,
) -> Result<Vec<Note>, Error> {
    let tokens = tokens::split(article);
    let n_words = tokens.all.len() as u64;
    if n_words > options.max_words {
        let message = format!("the story has {n_words} words and marks, the limit is {}", options.max_words);
        let error = Error::new(ErrorKind::TooComplex, message);
        return Err(error.beyond("max_words", options.max_words, Some(n_words)));
    }
    observe("tokens")?;
    let sentences = sentences::find(&article.text, &tokens);
    sentences::place(&mut article.body, &tokens, &sentences);
    observe("sentences")?;
    let tag = article.lang.as_ref().map(Lang::primary);
    let lang = tag.as_deref();
    article.times = dates::find(&article.text, lang, &tokens, &sentences);
    let anchor = dates::Anchor::of(article, options);
    dates::resolve(&mut article.times, &anchor);
    observe("dates")?;
    article.amounts = amounts::find(&article.text, lang, &tokens, &article.times);
    observe("amounts")?;
    article.events = events::find(&article.text, lang, &tokens, &sentences);
    observe("events")?;
    let abbreviations = abbreviations::find(&article.text, lang, &tokens);
    observe("abbreviations")?;
    let stretches = marks::pair(&article.text, &tokens);
    observe("marks")?;
    let (mut statements, mut cut) = (statements::find(article, &tokens, &sentences, &stretches, options), Vec::new());
    limits::shorten(&mut statements, "quotes", &mut cut);
    observe("statements")?;
    let sources: Vec<Span> = statements.iter().filter_map(|statement| statement.source).collect();
    let names = names::find(article, &tokens, &sentences, &abbreviations, &sources);
    observe("names")?;
    article.places = places::find(article, &tokens, &sentences, &names);
    if let Some(dateline) = &mut article.dateline {
        places::place(dateline, &article.places);
    }
    observe("places")?;
    article.quotes = speakers::resolve(&article.text, lang, &tokens, statements, &stretches, &names);
    observe("speakers")?;
    (article.people, article.orgs, article.abbreviations) = (names.people, names.orgs, abbreviations);
    article.points = points::find(article);
    points::place(&mut article.quotes, &article.points);
    observe("points")?;
    Ok(cut)
}

fn redate(mut article: Article, options: &Options) -> Article {
    if options.date.is_none() && options.not_after.is_none() {
        return article;
    }
    article.notes.retain(|note| !note.code.starts_with("N02"));
    settle_date(&mut article, options);
    article.dates = issue::find(&article, options);
    let anchor = dates::Anchor::of(&article, options);
    dates::resolve(&mut article.times, &anchor);
    article.notes.sort_by(|a, b| (a.span, &a.code).cmp(&(b.span, &b.code)));
    article
}

fn settle_date(article: &mut Article, options: &Options) {
    let Some(mut dateline) = article.dateline.take() else { return };
    let notes = dateline::resolve(&mut dateline, article, options);
    article.dateline = Some(dateline);
    article.notes.extend(notes);
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_words_of_a_story_are_counted() {
        let copy = "Rivers fall\n\nThe rivers fell on Wednesday.\n";
        let read = |max_words| read(copy.as_bytes(), &Options { max_words, ..Options::default() });
        assert!(read(8).is_ok());
        let error = read(7).unwrap_err();
        assert_eq!(error.to_string(), "the story has 8 words and marks, the limit is 7");
        assert_eq!(error.limit().map(|limit| (limit.name, limit.actual)), Some(("max_words", Some(8))));
    }

    #[test]
    fn the_source_is_kept_on_request() {
        let page = b"<p>Fl\xFCsse</p>";
        let options = Options { charset: Some("latin1".to_owned()), source: true, ..Options::default() };
        let article = read(page, &options).unwrap();
        assert_eq!(article.source.text.as_deref(), Some("<p>Fl\u{fc}sse</p>"));
        let record = crate::to_json(&article, crate::OffsetUnit::Scalar);
        assert_eq!(read(record.as_bytes(), &options).unwrap(), article);
        assert!(read(page, &Options { source: false, ..options }).unwrap().source.text.is_none());
    }

    #[test]
    fn a_reading_ends_when_it_is_told_to() {
        let copy = b"Rivers fall\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday.\n";
        let (asked, options) = (Cell::new(0), Options::default());
        let patience = |most: u32| {
            asked.set(0);
            read_all_while(copy, &options, &|| {
                asked.set(asked.get() + 1);
                asked.get() <= most
            })
        };
        assert_eq!(patience(u32::MAX).unwrap(), read_all(copy, &options).unwrap());
        let passes = asked.get();
        assert_eq!(patience(3).unwrap_err().kind(), ErrorKind::Stopped);
        assert_eq!(asked.get(), 4);
        assert!(patience(passes).is_ok() && patience(passes - 1).is_err());
    }
}
