//! Generated from `crates/news-core/data/page_weights.tsv` by `cargo xtask codegen`. Do not edit.

use super::PageWeight;

#[rustfmt::skip]
pub(crate) static PAGE_WEIGHTS: &[PageWeight] = &[
    PageWeight { sign: "article_type", says: "article", points: 16 },
    PageWeight { sign: "base", says: "other", points: 9 },
    PageWeight { sign: "clocks", says: "other", points: 18 },
    PageWeight { sign: "consent_words", says: "other", points: 11 },
    PageWeight { sign: "date", says: "article", points: 2 },
    PageWeight { sign: "error_words", says: "other", points: 9 },
    PageWeight { sign: "few_paragraphs", says: "other", points: 7 },
    PageWeight { sign: "front_address", says: "other", points: 4 },
    PageWeight { sign: "hardly_linked", says: "article", points: 7 },
    PageWeight { sign: "in_pieces", says: "other", points: 7 },
    PageWeight { sign: "linked", says: "other", points: 10 },
    PageWeight { sign: "little_prose", says: "other", points: 9 },
    PageWeight { sign: "long_prose", says: "article", points: 15 },
    PageWeight { sign: "many_paragraphs", says: "article", points: 3 },
    PageWeight { sign: "much_prose", says: "article", points: 9 },
    PageWeight { sign: "no_headline", says: "other", points: 1 },
    PageWeight { sign: "no_prose", says: "other", points: 18 },
    PageWeight { sign: "og_article", says: "article", points: 4 },
    PageWeight { sign: "og_other", says: "other", points: 5 },
    PageWeight { sign: "other_type", says: "other", points: 11 },
    PageWeight { sign: "paid", says: "other", points: 6 },
    PageWeight { sign: "prose", says: "article", points: 5 },
    PageWeight { sign: "service_address", says: "other", points: 14 },
    PageWeight { sign: "service_words", says: "other", points: 16 },
    PageWeight { sign: "story_address", says: "article", points: 2 },
    PageWeight { sign: "teasers", says: "other", points: 3 },
    PageWeight { sign: "unbroken", says: "article", points: 10 },
    PageWeight { sign: "undated", says: "other", points: 5 },
    PageWeight { sign: "wall_words", says: "other", points: 14 },
];
