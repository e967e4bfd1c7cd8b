//! `cargo xtask negatives`: pages of our own that hold no article, to score page kinds on.
//!
//! Home pages, lists, stubs, walls, errors, shops, forums: each kind in several layouts and languages, with the navigation,
//! offers, scripts and metadata that surround articles too. A share of them lies (`og:type` says article) or holds much
//! prose (terms of use, forum threads, long teasers). Templates and phrases are invented and know nothing of the reader
//! that is scored on them; the same seed gives the same pages.

#![expect(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "pages are made once, and each reads as it will stand"
)]

mod frame;
mod maker;
mod story;
mod templates;

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use self::maker::Maker;
pub(crate) use self::story::story;

/// Write pages that hold no article
#[derive(Args)]
pub(crate) struct Negatives {
    /// Folder for the pages
    #[arg(long)]
    out: PathBuf,
    #[arg(long, default_value_t = SEED)]
    seed: u64,
    /// Pages of each kind
    #[arg(long, default_value_t = EACH)]
    each: usize,
}

/// The pages that `eval kinds` scores.
pub(crate) const SEED: u64 = 20_261_125;
/// Pages of each kind.
pub(crate) const EACH: usize = 16;

/// A page that holds no article.
pub(crate) struct Page {
    /// What it is instead: `home`, `search`, `error` …
    pub(crate) class: &'static str,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) html: String,
}

impl Negatives {
    pub(crate) fn run(&self) -> Result<()> {
        fs::create_dir_all(&self.out)?;
        for page in generate(self.seed, self.each) {
            fs::write(self.out.join(format!("{}.html", page.name)), page.html)?;
        }
        Ok(())
    }
}

/// So many pages of each kind.
pub(crate) fn generate(seed: u64, each: usize) -> Vec<Page> {
    let mut pages = Vec::new();
    for (kind, (class, template)) in templates::ALL.iter().enumerate() {
        for n in 0..each {
            let mut maker = Maker::new(seed, kind * 1000 + n);
            let main = template(&mut maker);
            let (url, html) = frame::around(&mut maker, &main);
            pages.push(Page { class, name: format!("{class}-{n:02}-{}", maker.lang), url, html });
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_pages_without_holes() {
        let pages = generate(7, 3);
        assert!(pages.len() >= 60, "{} pages", pages.len());
        for (page, again) in pages.iter().zip(generate(7, 3)) {
            assert_eq!(page.html, again.html);
            assert!(!page.html.contains(['{', '}']) || page.html.contains("<script"), "{}", page.name);
            for hole in ["{n}", "{k}", "{town}", "{person}", "{site}"] {
                assert!(!page.html.contains(hole), "{}: {hole}", page.name);
            }
        }
        assert_ne!(pages[0].html, generate(8, 1)[0].html);
    }
}
