//! The library, called on one item.

use news_core::{Article, Options};

use crate::error::{Failure, READER_PANIC};
use crate::guard;
use crate::item::Item;

/// The library's code for an input without a story.
const NO_ARTICLE: &str = "E0008";

/// Reads the articles of an item; there is at least one. A panic of the library is a failure of this item.
///
/// # Errors
/// When there is no article, as [`news_core::read_items`] and [`READER_PANIC`].
pub fn read_item(item: &Item, options: &Options) -> Result<Vec<Article>, Failure> {
    let options = item.hints.options(options);
    let outcome = match guard::catch(|| news_core::read_items(&item.bytes, &options)) {
        Ok(Ok(articles)) if articles.is_empty() => {
            let message = "found no story, the input holds no item".to_owned();
            Err(Failure { code: NO_ARTICLE, message, offset: item.offset, name: None })
        }
        Ok(outcome) => outcome.map_err(|error| Failure::of(&error, item.offset)),
        Err(panic) => Err(Failure::new(&READER_PANIC, item.offset, format!("the parser broke off: {panic}"))),
    };
    let mut articles = outcome.map_err(|failure| failure.named(item.hints.label()))?;
    for article in &mut articles {
        item.hints.complete(article);
    }
    Ok(articles)
}
