//! `cargo xtask archive queries`: the files that `news batch` writes, read by others, and the queries of the documentation.
//!
//! Others are `DuckDB`, Polars and pyarrow of pinned versions, in an environment below the target directory.

use std::fs::File;
use std::process::Command;

use anyhow::Result;

use super::{made, prepared};
use crate::checkout::{root, run};
use crate::python::environment;

const PYTHON: [&str; 3] = ["duckdb==2.0.1", "polars==2.1.0", "pyarrow==26.0.1"];
/// Stories and broken records of the made archive.
const RECORDS: usize = 600;

pub(super) fn run_all() -> Result<()> {
    let (news, folder) = prepared("queries")?;
    let archive = folder.join("made.warc.gz");
    made::write(&mut File::create(&archive)?, made::Storage::of(&archive), 0, RECORDS)?;
    for (format, out) in [("parquet", "out"), ("jsonl.zst", "lines")] {
        let mut batch = Command::new(&news);
        batch.args(["batch", "--quiet", "--exit-zero", "-t", format, "-o"]).arg(folder.join(out));
        run(batch.arg(&archive).arg(root().join("seeds")))?;
    }
    let python = environment(&root().join("target/archive-python"), &PYTHON)?;
    let mut queries = Command::new(python);
    queries.args(["-c", include_str!("../../templates/queries.py")]).arg(root().join("docs/archives.md"));
    run(queries.current_dir(folder))
}
