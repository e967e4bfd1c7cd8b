//! `cargo xtask schema`: the JSON Schemas of the records and their types for Python, as committed.

mod types;

use anyhow::Result;
use clap::Args;

use crate::checkout::{root, write_or_check};

/// Write the JSON Schemas of `news.article/1` and `news.container/1`, and the types of the Python package
#[derive(Args)]
pub(crate) struct Schema {
    /// Fail if the committed schema is not up to date, write nothing
    #[arg(long)]
    pub(crate) check: bool,
}

impl Schema {
    pub(crate) fn run(&self) -> Result<()> {
        let schemas = [("article", news_core::article_schema()), ("container", news_core::container_schema())];
        for (name, schema) in schemas {
            let path = root().join(format!("crates/news-core/schema/{name}.v1.json"));
            let schema = serde_json::to_string_pretty(&schema)?;
            write_or_check(&path, &format!("{schema}\n"), self.check, "schema")?;
        }
        let stub = types::stub(&news_core::article_schema());
        write_or_check(&root().join("crates/python/python/news/_record.pyi"), &stub, self.check, "schema")
    }
}
