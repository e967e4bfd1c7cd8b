//! Web pages: the article of a page, and nothing but furniture is left out.

mod evidence;

use super::Item;
use crate::draft::Draft;
use crate::error::Error;
use crate::html::{self, ParseOptions, Scratch};
use crate::options::Options;
use crate::source::Source;

pub(super) fn sniff(text: &str) -> bool {
    super::starts(text, &["<!doctype html", "<html", "<head", "<body"])
}

pub(super) fn read(source: &Source<'_>, options: &Options) -> Result<Vec<Item>, Error> {
    let document = html::parse(&source.text, &ParseOptions::default(), &mut Scratch::default());
    let evidence = evidence::gather(&document, options.url.as_deref());
    let mut draft = Draft::pieced(source, "html");
    evidence::settle(&evidence, &document, &mut draft.article);
    Ok(vec![Item::Draft(Box::new(draft))])
}
