//! The library, called on one input.

use std::borrow::Cow;

use anyhow::Result;
use encoding_rs::Encoding;
use news_archive::{READER_PANIC, guard};
use news_core::{Article, Container, FORMATS, Options, did_you_mean};

use crate::failure::{Failure, Usage};
use crate::inputs::Input;
use crate::records;

/// The name of the format that holds a text per line; read by `news parse` on top of the library.
pub(crate) const JSONL: &str = "jsonl";

/// The library's code for an input without a story.
const NO_ARTICLE: &str = "E0008";

/// Refuses a format that does not exist before anything is read.
pub(crate) fn check_format(options: &Options, also: &[&str]) -> Result<()> {
    let names = || FORMATS.iter().map(|format| format.name).chain(["auto"]).chain(also.iter().copied());
    let name = options.from.as_str();
    if names().any(|known| known == name) {
        return Ok(());
    }
    if name == JSONL {
        let message = "--from jsonl: only `news parse` reads a text per line";
        return Err(
            Usage::with("E0004", message, "records that `news parse` wrote are recognised without --from").into()
        );
    }
    let message = format!("--from: unknown input format \"{name}\"{}", did_you_mean(name, names()));
    Err(Usage::with("E0004", message, "`news formats` lists all input formats").into())
}

/// An article, or why there is none.
pub(crate) type Outcome = Result<Article, Failure>;

/// Reads all articles of an input, with the input as their `source.uri`.
pub(crate) fn read_input(input: &Input, options: &Options) -> Vec<Outcome> {
    read_whole(input, options).1
}

/// As [`read_input`], with what holds the articles.
pub(crate) fn read_whole(input: &Input, options: &Options) -> (Option<Container>, Vec<Outcome>) {
    let bytes = match input.bytes(options.max_size) {
        Ok(bytes) => bytes,
        Err(failure) => return (None, vec![Err(failure)]),
    };
    let (mut container, mut outcomes) = read_records(&bytes, options, &input.name());
    let articles = outcomes.iter_mut().flatten().map(|article| &mut article.source.uri);
    for uri in articles.chain(container.iter_mut().map(|container| &mut container.source.uri)) {
        if uri.is_none() {
            *uri = input.uri();
        }
    }
    (container, outcomes)
}

/// Reads all articles of some bytes. Records that `news parse` wrote, one per line or in an array, are taken apart first.
pub(crate) fn read_bytes(bytes: &[u8], options: &Options, input: &str) -> Vec<Outcome> {
    read_records(bytes, options, input).1
}

fn read_records(bytes: &[u8], options: &Options, input: &str) -> (Option<Container>, Vec<Outcome>) {
    let Some(records) = records::split(bytes, options) else {
        return read_all(bytes, options, input);
    };
    let options = utf8(options, "article");
    let read = |record: &records::Record<'_>| {
        let outcomes = read_items(record.json.as_bytes(), &options, input);
        outcomes.into_iter().map(|outcome| outcome.map_err(|failure| failure.at_line(record.line))).collect::<Vec<_>>()
    };
    (None, records.iter().flat_map(read).collect())
}

/// Options for text out of JSON: of this format, and UTF-8 whatever the input is said to be.
pub(crate) fn utf8(options: &Options, format: &str) -> Options {
    let mut options = options.clone().from(format);
    options.charset = None;
    options
}

/// One call of the library.
pub(crate) fn read_items(bytes: &[u8], options: &Options, input: &str) -> Vec<Outcome> {
    read_all(bytes, options, input).1
}

fn read_all(bytes: &[u8], options: &Options, input: &str) -> (Option<Container>, Vec<Outcome>) {
    match guarded(input, || news_core::read_all(bytes, options)) {
        // An empty feed is no article either.
        Ok(Ok(reading)) if reading.articles.is_empty() => {
            (reading.container, vec![Err(Failure::new(NO_ARTICLE, input, "found no story, the input holds no item"))])
        }
        Ok(Ok(reading)) => (reading.container, reading.articles.into_iter().map(Ok).collect()),
        Ok(Err(error)) => (None, vec![Err(Failure::of(&error, input))]),
        Err(failure) => (None, vec![Err(failure)]),
    }
}

/// Work on one input: a panic in it is an error of this input.
pub(crate) fn guarded<T>(input: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    let broken = |panic| Failure::new(READER_PANIC.code, input, format!("the parser broke off: {panic}"));
    guard::catch(work).map_err(broken)
}

/// The decoded text of an input, for lines and columns.
pub(crate) fn decoded<'a>(bytes: &'a [u8], charset: &str) -> Cow<'a, str> {
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode_with_bom_removal(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_input() {
        guard::install();
        let failure = guarded("a.txt", || panic!("index out of range")).unwrap_err();
        assert_eq!((failure.code.code, failure.input.as_str()), ("E1003", "a.txt"));
        assert!(failure.message.starts_with("the parser broke off: index out of range ("), "{}", failure.message);
    }
}
