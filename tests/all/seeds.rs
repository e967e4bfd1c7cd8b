//! What is read in every seed story, drawn under its text, and the records of a few that fix the serialised form.

use news_core::{OffsetUnit, Options, parse_day, read_items, to_json_pretty};

use crate::drawing::draw;
use crate::pages::assert_places;
use crate::{files_of, seed_files};

/// Everything that is found in a seed, but for its sentences.
const LAYERS: &[&str] = &["anatomy", "abbreviations", "orgs", "people", "points", "quotes"];

#[test]
fn every_seed_is_drawn() {
    let files = seed_files();
    assert!(files.len() >= 25, "the seeds are there");
    for (name, bytes) in files {
        let drawing = match read_items(&bytes, &Options::default()) {
            Ok(articles) => {
                articles.iter().map(|article| draw(article, LAYERS)).collect::<Vec<_>>().join("---- next story ----\n")
            }
            Err(error) => format!("error {}: {error}\n", error.code().code),
        };
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(format!("text__{name}"), drawing) });
    }
}

/// Behind the drawing of a page stands what kind of page it is.
#[test]
fn every_page_is_drawn_and_knows_its_places() {
    let files = files_of("seeds/html");
    assert!(files.len() >= 15, "the pages are there");
    for (name, bytes) in files {
        let article = news_core::read(&bytes, &Options::default()).unwrap();
        let (source, _) = news_core::conformance::decode(&bytes).unwrap();
        assert_places(&article, &source);
        let page = &article.quality.as_ref().unwrap().page;
        let drawing = format!("{}page: {page}\n", draw(&article, &["anatomy", "dates", "people", "quotes"]));
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(format!("html__{name}"), drawing) });
    }
}

/// One record per concern: a flag and a deck with an open year, a year settled, several stories.
#[test]
fn records_fix_the_wire_contract() {
    let files = seed_files();
    let mut options = Options::default();
    options.not_after = Some(parse_day("2026-12-31").unwrap());
    for name in ["flash-headline-only", "anadolu-city-line", "two-stories"] {
        let (_, bytes) = files.iter().find(|(file, _)| file == name).unwrap();
        let article = read_items(bytes, &options).unwrap().pop().unwrap();
        let record = to_json_pretty(&article, OffsetUnit::Scalar);
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(format!("record__{name}"), record) });
    }
}
