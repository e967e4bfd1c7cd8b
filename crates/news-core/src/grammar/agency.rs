//! Names of agencies, from `data/agencies.tsv`.

use std::sync::LazyLock;

use crate::generated::{AGENCIES, AGENCY_INDEX, Agency};
use crate::grammar::cursor::Cursor;
use crate::grammar::hashed::Hashed;
use crate::grammar::words::is_cjk;
use crate::span::Span;

impl Agency {
    pub(crate) fn stands(&self, shape: &str) -> bool {
        self.shapes.split(',').any(|one| one == shape)
    }
}

/// The agency printed exactly like this.
pub(crate) fn find(name: &str) -> Option<&'static Agency> {
    AGENCY_INDEX.rows(name).first()
}

/// The first words of all names.
static OPENINGS: LazyLock<Hashed<()>> = LazyLock::new(|| Hashed::openings(AGENCIES.iter().map(|row| row.name)));

/// No name is longer, in bytes.
const LONGEST: usize = 40;

/// The agency whose name starts here without brackets, the longest one; the cursor stands behind it afterwards.
pub(crate) fn bare(cursor: &mut Cursor<'_>, shape: &str) -> Option<&'static Agency> {
    let rest = cursor.rest();
    // One look at the first word settles most words of prose.
    if !rest.starts_with(char::is_alphanumeric) || shape == "bare" && !OPENINGS.may_open(rest) {
        return None;
    }
    let mut best: Option<&'static Agency> = None;
    let glued = shape == "glued";
    let ends = rest.char_indices().take_while(|&(at, _)| at <= LONGEST);
    for (at, c) in ends.chain([(rest.len(), ' ')]) {
        if at == 0 || at > LONGEST || (!glued && !is_boundary(rest, at, c)) {
            continue;
        }
        let name = rest.get(..at).unwrap_or_default();
        if let Some(row) = AGENCY_INDEX.rows(name).first().filter(|row| row.stands(shape)) {
            best = Some(row);
        }
    }
    cursor.at += best?.name.len();
    best
}

fn is_boundary(rest: &str, at: usize, c: char) -> bool {
    let dot_inside = c == '.' && rest.get(at + 1..).is_some_and(|tail| tail.starts_with(char::is_alphanumeric));
    !(c.is_alphanumeric() || dot_inside)
}

/// The agency at the very end of `name`: `ニューヨーク共同`.
pub(crate) fn suffix(name: &str) -> Option<(usize, &'static Agency)> {
    name.char_indices().skip(1).filter(|&(_, c)| is_cjk(c) || c.is_alphabetic()).find_map(|(at, _)| {
        let row = AGENCY_INDEX.rows(name.get(at..)?).first()?;
        row.stands("glued").then_some((at, row))
    })
}

/// The house that signs under this span of a dateline.
pub(crate) fn of(text: &str, span: Span) -> Option<&'static Agency> {
    find(span.of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_longer_than_what_is_looked_at() {
        assert!(AGENCIES.iter().all(|row| row.name.len() <= LONGEST));
    }
}
