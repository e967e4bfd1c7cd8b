//! Stored pages: trees against those of `html5ever`; text runs and values of attributes against the source.
//!
//! A run that says that it stands verbatim must equal its source; of another, `html5ever` must read the same from it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use news_core::conformance::{self, Parser};

use super::{Tally, difference, trees};
use crate::checkout::files_below;

/// A page, decoded.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// What was compared.
#[derive(Default)]
pub(super) struct Compared {
    /// A page is a case.
    pub(super) trees: Tally,
    /// A text run is a case.
    pub(super) texts: Tally,
    /// The value of an attribute is a case.
    pub(super) values: Tally,
}

pub(super) fn run(data: &Path) -> Result<Compared> {
    let mut compared = Compared::default();
    for page in load(data)? {
        let differs = |scripting: bool| {
            let (ours, theirs) = (trees::ours(&page.text, None, scripting), trees::theirs(&page.text, None, scripting));
            (ours != theirs).then(|| format!("{} scripting {scripting}: {}", page.name, difference(&theirs, &ours)))
        };
        compared.trees.count(differs(false).or_else(|| differs(true)));
        for run in Parser::default().runs(&page.text, None, false) {
            let slice = page.text.get(run.source.start as usize..run.source.end as usize).unwrap_or_default();
            let expected = match &run.parent {
                _ if run.verbatim => slice.to_owned(),
                Some(parent) => trees::decoded(slice, parent),
                None => trees::decoded_value(slice),
            };
            let miss = (run.text != expected)
                .then(|| format!("{} {:?}: expected {expected:?}, found {:?}", page.name, run.source, run.text));
            let tally = if run.parent.is_some() { &mut compared.texts } else { &mut compared.values };
            tally.count(miss);
        }
    }
    Ok(compared)
}

/// All pages below `extraction`, in order of name. The decoder reads each as it would read it on its own.
pub(crate) fn load(data: &Path) -> Result<Vec<Page>> {
    let folder = data.join("extraction");
    let files: Vec<PathBuf> = if folder.is_dir() { files_below(&folder, "gz")? } else { Vec::new() };
    let mut pages = Vec::new();
    for path in files {
        let mut bytes = Vec::new();
        GzDecoder::new(fs::File::open(&path)?).read_to_end(&mut bytes).with_context(|| path.display().to_string())?;
        let (text, _) = conformance::decode(&bytes).with_context(|| format!("{}: no text", path.display()))?;
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        pages.push(Page { name, text });
    }
    Ok(pages)
}
