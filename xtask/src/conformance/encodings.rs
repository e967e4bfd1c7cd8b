//! The encoding cases of html5lib: bytes, and the encoding that they declare.
//!
//! As in html5lib's own runner, what is declared nowhere counts as windows-1252 and nothing is guessed; only the texts in the
//! folder `chardet`, named for their encoding, are guessed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use news_core::conformance;

use super::{Tally, file_name};
use crate::checkout::files_below;

/// What stands in for a missing declaration.
const FALLBACK: &str = "windows-1252";

pub(super) fn run(folder: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files_below(folder, "dat")? {
        if path.parent().is_some_and(|folder| folder.ends_with("scripted")) {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        for (n, (data, expected)) in split(&bytes).into_iter().enumerate() {
            let found = conformance::declared_charset(data).unwrap_or(FALLBACK);
            let miss = (!found.eq_ignore_ascii_case(expected))
                .then(|| format!("{}:{} expected {expected}, found {found}", file_name(&path), n + 1));
            tally.count(miss);
        }
    }
    for path in files_below(&folder.join("chardet"), "txt")? {
        let name = file_name(&path);
        let expected = name.trim_start_matches("test_").trim_end_matches(".txt");
        let decoded = conformance::decode(&fs::read(&path)?);
        let found = decoded.map_or_else(|| "nothing".to_owned(), |(_, charset)| charset);
        let miss = (found != expected).then(|| format!("{name} expected {expected}, found {found}"));
        tally.count(miss);
    }
    Ok(tally)
}

/// The cases of a file: data and name of the encoding.
fn split(bytes: &[u8]) -> Vec<(&[u8], &str)> {
    let mut cases = Vec::new();
    let mut rest = bytes;
    while let Some((_, behind)) = split_at(rest, b"#data\n") {
        let Some((data, behind)) = split_at(behind, b"#encoding\n") else { break };
        let line = behind.split(|&byte| byte == b'\n').next().unwrap_or_default();
        // The line end in front of the next section belongs to the form.
        cases.push((data.strip_suffix(b"\n").unwrap_or(data), str::from_utf8(line).unwrap_or_default().trim()));
        rest = behind;
    }
    cases
}

/// What stands in front of a mark and what behind it.
fn split_at<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some((&bytes[..at], &bytes[at + mark.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_may_hold_any_byte() {
        let file = b"#data\na\xFF\n\n#encoding\nBig5\n\n#data\n\n#encoding\nutf-8";
        assert_eq!(split(file), [(&b"a\xFF\n"[..], "Big5"), (&b""[..], "utf-8")]);
    }
}
