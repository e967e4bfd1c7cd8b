//! A run as one page to look at: what is in it, by day, speaker, outlet, place and language, and what went wrong.
//!
//! The page is complete in itself: plots are SVG, there is no script and nothing is fetched. The same run gives the same page.

mod figures;
mod page;
mod plots;

use std::io;
use std::path::Path;

/// The report on the folder of a run, as HTML.
///
/// # Errors
/// When the folder holds no run or a part of it cannot be read.
pub fn report(folder: &Path) -> io::Result<String> {
    let figures = figures::Figures::of(folder)?;
    let name = folder.canonicalize()?.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    page::page(&name, &figures)
}

#[cfg(test)]
mod tests {
    use std::env::temp_dir;
    use std::fs::{self, File};
    use std::path::PathBuf;

    use super::*;
    use crate::seeds::seeds;
    use crate::{Hashed, PART_FORMATS, PartFormat, PartOptions};

    /// The folder of a run over the seeds, as `news batch` leaves it.
    fn run_of(format: &PartFormat) -> io::Result<PathBuf> {
        let folder = temp_dir().join(format!("news-report-{}-{}", std::process::id(), format.name)).join("run");
        fs::create_dir_all(folder.join("articles"))?;
        for (n, records) in seeds(Some("text")).chunks(20).enumerate() {
            let path = folder.join(format!("articles/part-{n}.{}", format.name));
            let mut part = (format.open)(Hashed::new(File::create(path)?), PartOptions::default())?;
            records.iter().try_for_each(|record| part.push(record))?;
            part.finish()?;
        }
        fs::write(folder.join("articles/.part-9.parquet.tmp"), "half a part")?;
        let line = r#"{"input":"a","error":{"code":"E1101","name":"<b>record-broken","message":"cut"}}"#;
        fs::write(folder.join("errors.jsonl"), format!("{line}\n{line}\n"))?;
        Ok(folder)
    }

    #[test]
    fn all_formats_give_one_page_that_is_complete_in_itself() {
        let pages: Vec<String> = PART_FORMATS
            .iter()
            .map(|format| {
                let folder = run_of(format).unwrap();
                let page = report(&folder).unwrap();
                fs::remove_dir_all(folder.parent().unwrap()).unwrap();
                page
            })
            .collect();
        let page = &pages[0];
        assert_eq!(page, &pages[1]);
        let fetched = ["<script", "<link", "src=", "url(", "@import"].iter().find(|text| page.contains(**text));
        assert_eq!(fetched, None);
        assert_eq!(page.matches("http").count(), page.matches("http://www.w3.org/2000/svg").count());
        for text in
            ["<h1>run</h1>", "<b>2</b> errors", "&lt;b&gt;record-broken", "Most quoted", "paper.example", "Datelines"]
        {
            assert!(page.contains(text), "{text} is not in {page}");
        }
    }
}
