//! One item of a container: bytes, and what the container knows of them.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use jiff::civil::Date;
use news_core::article::Id;
use news_core::{Article, Options};

/// An item. Containers fill the same one again and again, so that its buffer is made once.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// The document.
    pub bytes: Vec<u8>,
    /// Where it starts, as in [`Record::offset`](crate::Record::offset).
    pub offset: u64,
    /// What is known of it.
    pub hints: Hints,
}

/// What a container knows of an item; what the caller of a run says goes before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// Its name inside the container.
    pub name: Option<String>,
    /// The caller's own name of it.
    pub id: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// It was text already when it was taken out of its carrier, so it is UTF-8 whatever the caller says of the input.
    pub is_decoded: bool,
    /// Its format, where that is not to be seen.
    pub format: Option<&'static str>,
    /// The character encoding that its carrier declares.
    pub charset: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Its issue date.
    pub date: Option<Date>,
    /// When it was fetched.
    pub retrieved: Option<String>,
    /// Further members of a line of JSON.
    pub extra: BTreeMap<String, String>,
}

impl Hints {
    /// The name of the item in messages.
    pub fn label(&self) -> Option<&str> {
        self.url.as_deref().or(self.id.as_deref()).or(self.name.as_deref())
    }

    /// The options for reading the item.
    pub fn options(&self, base: &Options) -> Options {
        let mut options = base.clone();
        if let Some(format) = self.format {
            format.clone_into(&mut options.from);
        }
        // A label that no standard knows says nothing.
        let charset = self.charset.clone().filter(|label| Encoding::for_label(label.as_bytes()).is_some());
        options.charset = options.charset.or(charset).filter(|_| !self.is_decoded);
        options.url = self.url.clone().or(options.url);
        options.lang = self.lang.clone().or(options.lang);
        options.date = self.date.or(options.date);
        // Nothing was written after it was fetched.
        options.not_after = options.not_after.or_else(|| self.retrieved.as_ref()?.get(..10)?.parse().ok());
        options
    }

    /// Tells an article what is known of it.
    pub fn complete(&self, article: &mut Article) {
        article.source.retrieved = article.source.retrieved.take().or_else(|| self.retrieved.clone());
        article.ids.extend(self.id.iter().map(|id| Id { kind: "caller".to_owned(), value: id.clone() }));
        article.extra.extend(self.extra.clone());
    }
}
