//! What is read in every seed story, drawn under its text, and the records of a few that fix the serialised form.

use news_core::{OffsetUnit, Options, parse_day, read_items, to_json_pretty};

use crate::drawing::draw;
use crate::seed_files;

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
