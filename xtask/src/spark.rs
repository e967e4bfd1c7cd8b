//! `cargo xtask spark`: the Spark job of the Python package on one machine, a worker killed in the middle, against `news batch`.

use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::archive::{made, prepared};
use crate::checkout::{root, run};
use crate::python::environment;
use crate::wheel;

/// Run the Spark job, kill a worker, and compare with `news batch`; needs Linux, Python 3.10 and Java 17
#[derive(Args)]
pub(crate) struct Spark {
    /// How many archives are made
    #[arg(long, default_value_t = 6)]
    files: usize,
    /// Stories in each, broken ones among them
    #[arg(long, default_value_t = 1_000)]
    records: usize,
}

/// Spark 4.3 warns of pandas from version 3 on, and needs some pandas.
const PYTHON: [&str; 3] = ["pyspark==4.3.0", "pyarrow==26.0.1", "pandas<3"];

impl Spark {
    pub(crate) fn run(&self) -> Result<()> {
        let (news, folder) = prepared("spark")?;
        // The path is part of the id of a row, and workers stand in other folders.
        let folder = folder.canonicalize()?;
        let archive = |n: usize| folder.join(format!("made-{n}.warc.gz"));
        let archives: Vec<PathBuf> = (0..self.files).map(archive).collect();
        for (n, path) in archives.iter().enumerate() {
            made::write(&mut File::create(path)?, made::Storage::of(path), n * self.records, self.records)?;
        }
        let mut batch = Command::new(news);
        batch.args(["batch", "--quiet", "--exit-zero", "-o"]).arg(folder.join("out"));
        run(batch.args(&archives))?;
        let wheel = wheel::build(&root().join("target/spark-wheel"))?;
        let python = environment(&root().join("target/spark-python"), &PYTHON)?;
        let mut install = Command::new(&python);
        run(install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall"]).arg(wheel))?;
        let mut check = Command::new(&python);
        check.arg(root().join("crates/python/examples/spark/check.py")).arg(&folder);
        // Spark starts the first `python3` that it finds.
        run(check.env("PYSPARK_PYTHON", &python).env("PYSPARK_DRIVER_PYTHON", &python))
    }
}
