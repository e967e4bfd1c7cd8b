//! Tests of the whole: everything is in `all/`, but for what `cargo xtask conformance` does to files as the tests do to the seeds.

pub mod round_trip;
