//! What a report counts.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::Value;

use crate::part::each_row;
use crate::table::ArticleRow;

/// The columns that are counted.
const COLUMNS: [&str; 8] = ["day", "host", "publisher", "lang", "kind", "dateline", "quotes", "places"];

/// How often something occurs.
pub(super) type Counts = BTreeMap<String, u64>;

/// All that is counted of a run.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) articles: u64,
    pub(super) quotes: u64,
    /// Articles of each day, in days since 1970-01-01.
    pub(super) days: BTreeMap<i32, u64>,
    /// Quotes of each person, by key, with a name.
    pub(super) speakers: BTreeMap<String, (String, u64)>,
    /// Articles of each publisher, else host.
    pub(super) outlets: Counts,
    /// Articles that name a place.
    pub(super) places: Counts,
    /// Articles filed at a point, in hundredths of a degree: longitude, latitude.
    pub(super) datelines: BTreeMap<(i32, i32), u64>,
    pub(super) languages: Counts,
    pub(super) kinds: Counts,
    /// Items that gave no article, by the name of the error.
    pub(super) errors: Counts,
}

impl Figures {
    /// Counts the parts and errors of a folder.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let mut figures = Figures::default();
        each_row(&folder.join("articles"), &COLUMNS, &mut |row| figures.count(&row))?;
        figures.count_errors(&folder.join("errors.jsonl"))?;
        Ok(figures)
    }

    fn count(&mut self, row: &ArticleRow) {
        self.articles += 1;
        self.quotes += row.quotes.len() as u64;
        if let Some(day) = row.day {
            *self.days.entry(day).or_default() += 1;
        }
        for speaker in row.quotes.iter().filter_map(|quote| quote.speaker.as_ref()) {
            let Some((key, name)) = speaker.key.as_ref().zip(speaker.name.as_ref()) else { continue };
            self.speakers.entry(key.clone()).or_insert_with(|| (name.clone(), 0)).1 += 1;
        }
        add(&mut self.outlets, row.publisher.as_ref().or(row.host.as_ref()));
        add(&mut self.languages, row.lang.as_ref());
        add(&mut self.kinds, row.kind.as_ref());
        for place in row.places.iter().filter(|place| place.adjectival != Some(true)) {
            let country = place.country.as_deref().filter(|_| place.kind.as_deref() != Some("country"));
            add(
                &mut self.places,
                Some(&[&place.name, country.unwrap_or_default()].join(", ").trim_end_matches(", ").to_owned()),
            );
        }
        let point = row.dateline.as_ref().and_then(|dateline| dateline.longitude.zip(dateline.latitude));
        if let Some((longitude, latitude)) = point {
            *self.datelines.entry((hundredths(longitude), hundredths(latitude))).or_default() += 1;
        }
    }

    fn count_errors(&mut self, path: &Path) -> io::Result<()> {
        let file = match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            file => file?,
        };
        for line in BufReader::new(file).lines() {
            let line: Value = serde_json::from_str(&line?)?;
            let name = line["error"]["name"].as_str().or(line["error"]["code"].as_str()).map(str::to_owned);
            add(&mut self.errors, name.as_ref());
        }
        Ok(())
    }
}

fn add(counts: &mut Counts, name: Option<&String>) {
    if let Some(name) = name {
        *counts.entry(name.clone()).or_default() += 1;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are between -180 and 180")]
fn hundredths(degrees: f64) -> i32 {
    (degrees * 100.0).round() as i32
}

/// The most frequent, most first; of equals by name.
pub(super) fn most<'a>(counts: impl IntoIterator<Item = (&'a str, u64)>, n: usize) -> Vec<(&'a str, u64)> {
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts.truncate(n);
    counts
}
