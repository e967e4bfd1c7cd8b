//! The articles of one container as batches of the table, read as they are asked for.

use std::io;

use arrow_array::RecordBatch;
use news_core::{OffsetUnit, Options};

use super::{ArticleRow, batch};
use crate::containers::{Items, Opening, Step, of_name};
use crate::error::Failure;
use crate::input::Input;
use crate::item::Item;
use crate::reading::read_item;
use crate::record::Record;

/// A batch is complete with so many bytes of text.
const BATCH: usize = 1 << 20;

/// Batches of the rows that `news batch` writes for the same input. Items that give no article are kept as
/// [`failures`](Batches::failures).
pub struct Batches {
    name: String,
    items: Box<dyn Items>,
    item: Item,
    options: Options,
    unit: OffsetUnit,
    /// Place and number of the last record: several stories may start at one place.
    last: Option<(u64, u32)>,
    failures: Vec<Failure>,
}

impl Batches {
    /// Opens a container, known by its name.
    ///
    /// # Errors
    /// When it is none, or cannot be read.
    pub fn open(input: &Input, options: Options, unit: OffsetUnit) -> io::Result<Self> {
        let (container, coding) = of_name(&input.name);
        let unknown = || io::Error::new(io::ErrorKind::InvalidInput, "expected the name of a container, as a.warc.gz");
        let container = container.ok_or_else(unknown)?;
        let mut opening = Opening { input, coding, start: 0, end: input.identity()?.size, most: options.max_size };
        opening.end = opening.length(container).unwrap_or(opening.end);
        let items = (container.open)(&opening)?;
        let (name, item) = (input.name.clone(), Item::default());
        Ok(Batches { name, items, item, options, unit, last: None, failures: Vec::new() })
    }

    /// What gave no article since this was asked last.
    pub fn failures(&mut self) -> Vec<Failure> {
        std::mem::take(&mut self.failures)
    }

    /// The rows of the item that was just read.
    fn rows(&mut self) -> Vec<ArticleRow> {
        let articles = read_item(&self.item, &self.options).unwrap_or_else(|failure| {
            self.failures.push(failure);
            Vec::new()
        });
        let offset = self.item.offset;
        let rows = articles.into_iter().map(|article| {
            let n = self.last.filter(|last| last.0 == offset).map_or(0, |last| last.1 + 1);
            self.last = Some((offset, n));
            ArticleRow::of(&Record::new(&self.name, offset, n, self.item.hints.url.clone(), article), self.unit)
        });
        rows.collect()
    }
}

impl Iterator for Batches {
    type Item = io::Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut rows, mut size) = (Vec::new(), 0);
        while size < BATCH
            && let Some(step) = self.items.next(&mut self.item)
        {
            match step {
                Step::Item => {
                    let more = self.rows();
                    size += more.iter().map(|row| row.text.len()).sum::<usize>();
                    rows.extend(more);
                }
                Step::Skipped => {}
                Step::Broken(failure) => self.failures.push(failure),
            }
        }
        (!rows.is_empty()).then(|| batch(&rows, self.unit))
    }
}
