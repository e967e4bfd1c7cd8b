//! Codes of the command itself and of archives: what can go wrong around the library. `news explain` knows these and the library's.

use news_archive::{CONTAINER_BROKEN, INPUT_UNREADABLE, PAYLOAD_BROKEN, READER_PANIC, RECORD_BROKEN};
use news_core::{CODES as LIBRARY, Code};

/// Errors of the command, from E1001 so that the library can grow below.
const COMMAND: &[Code] = &[
    INPUT_MISSING,
    INPUT_UNREADABLE,
    READER_PANIC,
    OUTPUT_UNWRITABLE,
    ADDRESS_UNUSABLE,
    OUTPUT_FULL,
    FIELDS_LOST,
    BAD_SETTING,
    RECORD_BROKEN,
    PAYLOAD_BROKEN,
    CONTAINER_BROKEN,
];

pub(crate) const INPUT_MISSING: Code = error(
    "E1001",
    "input-missing",
    "No file or directory has this name, or no file matches the pattern. One missing input among others is reported and the rest is read (exit 1); if none exists nothing is started (exit 2). Hidden files of directories are skipped.",
);
pub(crate) const OUTPUT_UNWRITABLE: Code = error(
    "E1004",
    "output-unwritable",
    "The output could not be written: no such directory, no permission, or no space left. With `--output` the old file is untouched, because the new one is written under another name and then renamed.",
);
pub(crate) const ADDRESS_UNUSABLE: Code = error(
    "E1005",
    "address-unusable",
    "The server could not listen on the address: something else listens there, or it is not an address of this machine. Choose another with `--addr`.",
);
pub(crate) const OUTPUT_FULL: Code = error(
    "E1006",
    "output-full",
    "A document of the format holds one article, and the inputs gave more. The first is written. Give a directory, as in `-o converted/`: each article gets a file there.",
);
pub(crate) const FIELDS_LOST: Code = error(
    "E1007",
    "fields-lost",
    "The article has fields that the output format has no place for, or holds only in part. They are listed by the table that `news formats` prints. What is found in the text itself (quotes, people, dates …) is not lost with it: reading the output finds it again. With `--strict` an article that loses something else is not written.",
);
pub(crate) const BAD_SETTING: Code = error(
    "E1008",
    "bad-setting",
    "A file of settings, a variable or `--config` names something that cannot be set, or sets it to a value that its option does not take. `news config init` writes a file with all settings, `news config show` tells where each comes from, and `--isolated` leaves files and variables aside.",
);

const fn error(code: &'static str, name: &'static str, help: &'static str) -> Code {
    Code { code, name, level: None, help }
}

/// All codes, sorted.
pub(crate) fn all() -> impl Iterator<Item = &'static Code> {
    let errors = LIBRARY.iter().filter(|code| code.level.is_none());
    let notes = LIBRARY.iter().filter(|code| code.level.is_some());
    errors.chain(COMMAND).chain(notes)
}

/// The row of a code, by code or name, in any case.
pub(crate) fn find(word: &str) -> Option<&'static Code> {
    all().find(|row| row.code.eq_ignore_ascii_case(word) || row.name.eq_ignore_ascii_case(word))
}

/// The row of a code that is known to exist.
pub(crate) fn row(code: &str) -> &'static Code {
    find(code).expect("codes written in this crate are rows of the tables")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_unique() {
        let codes: Vec<&str> = all().map(|row| row.code).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    }
}
