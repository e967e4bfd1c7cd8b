//! `cargo xtask schema`: the JSON Schema of the record, as committed.

use anyhow::Result;
use clap::Args;

use crate::checkout::{root, write_or_check};

/// Write the JSON Schema of `news.article/1`
#[derive(Args)]
pub(crate) struct Schema {
    /// Fail if the committed schema is not up to date, write nothing
    #[arg(long)]
    pub(crate) check: bool,
}

impl Schema {
    pub(crate) fn run(&self) -> Result<()> {
        let path = root().join("crates/news-core/schema/article.v1.json");
        let schema = serde_json::to_string_pretty(&news_core::article_schema())?;
        write_or_check(&path, &format!("{schema}\n"), self.check, "schema")
    }
}
