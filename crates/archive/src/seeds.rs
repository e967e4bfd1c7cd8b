//! The sample stories as records, for tests.

use std::fs;
use std::path::{Path, PathBuf};

use news_core::Options;

use crate::record::Record;

/// Every article of the seeds, or of those in one folder.
pub(crate) fn seeds(folder: Option<&str>) -> Vec<Record> {
    let mut paths = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds").join(folder.unwrap_or_default()), &mut paths);
    let records = |path: PathBuf| {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("the seed is a file");
        let articles = news_core::read_items(&bytes, &Options::default()).unwrap_or_default();
        let url = Some("https://www.paper.example:80/a".to_owned());
        (0..).zip(articles).map(move |(n, article)| Record::new(&name, 3, n, url.clone(), article))
    };
    paths.into_iter().flat_map(records).collect()
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { find(&path, paths) } else { paths.push(path) }
    }
}
