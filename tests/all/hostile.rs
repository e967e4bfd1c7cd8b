//! Copy made to hurt: one small thing, repeated. Reading stays possible and records stay small; that it stays linear is
//! measured by `cargo xtask bench linear` with the same things.

use news_core::{Article, Options, read};

use crate::files_of;

/// The most annotations of a kind.
const MOST: usize = 10_000;

const HEAD: &str =
    "Rivers fall across the plain\n\nGENEVA, July 28 (Reuters) - The rivers fell on Wednesday, the board said. ";

/// Reads `unit` over and over, in about so many bytes.
fn repeated(unit: &str, bytes: usize, lang: &str) -> Article {
    let mut options = Options::default();
    options.lang = Some(lang.to_owned());
    read(format!("{HEAD}{}", unit.repeat(bytes / unit.len())).as_bytes(), &options).unwrap()
}

#[test]
fn repetition_is_read_in_every_language() {
    let files = files_of("seeds/hostile");
    assert!(files.len() >= 10, "the units are there");
    for (name, unit) in files {
        for lang in ["en", "de", "und"] {
            let article = repeated(std::str::from_utf8(&unit).unwrap(), 60_000, lang);
            let known: std::collections::BTreeSet<&String> =
                article.people.iter().map(|one| &one.id).chain(article.orgs.iter().map(|one| &one.id)).collect();
            let named = article.quotes.iter().flat_map(|quote| &quote.speaker).flat_map(|speaker| &speaker.entity);
            assert!(
                named.into_iter().all(|entity| known.contains(entity)),
                "{name}, {lang}: a speaker who is not listed"
            );
            let mentions = article.people.iter().map(|person| person.mentions.len()).sum::<usize>();
            for (kind, len) in [
                ("quotes", article.quotes.len()),
                ("people", article.people.len()),
                ("orgs", article.orgs.len()),
                ("abbreviations", article.abbreviations.len()),
                ("points", article.points.len()),
                ("mentions", mentions),
            ] {
                assert!(len <= MOST, "{name}, {lang}: {len} {kind}");
            }
        }
    }
}

#[test]
fn a_record_ends_at_ten_thousand_quotations_and_says_so() {
    let unit = "\n\n“It rained,” Ana Ruiz said.";
    let article = repeated(unit, unit.len() * (MOST + 1), "en");
    assert_eq!(article.quotes.len(), MOST);
    assert!(article.truncated);
    let notes: Vec<&str> =
        article.notes.iter().filter(|note| note.code == "N0701").map(|note| note.message.as_str()).collect();
    assert!(notes.iter().any(|note| note.contains("more than 10000 quotes")), "{notes:?}");
    assert!(!repeated(unit, unit.len() * 10, "en").truncated);
}

#[test]
fn a_page_that_reaches_a_limit_says_so() {
    let page =
        |depth: usize| format!("<!doctype html><body>{}<p>It rained in Norsund, Ana Ruiz said.", "<div>".repeat(depth));
    let notes = |page: String| {
        let article = read(page.as_bytes(), &Options::default()).unwrap();
        article.notes.into_iter().filter(|note| note.code == "N0702").map(|note| note.message).collect::<Vec<_>>()
    };
    assert_eq!(notes(page(600)), ["the page reaches the limit of depth"]);
    assert_eq!(notes(page(60)), [""; 0]);
}
