//! Names of agencies, from `data/agencies.tsv`.

use crate::generated::{AGENCY_INDEX, Agency};
use crate::grammar::cursor::Cursor;
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

/// The agency whose name starts here without brackets, the longest one; the cursor stands behind it afterwards.
pub(crate) fn bare(cursor: &mut Cursor<'_>, shape: &str) -> Option<&'static Agency> {
    let rest = cursor.rest();
    // One look at the first letters settles most words of prose.
    let first = rest.char_indices().take_while(|(_, c)| c.is_alphanumeric()).take(3).last()?;
    let first = rest.get(..first.0 + first.1.len_utf8())?;
    if shape == "bare" && !AGENCY_INDEX.any_starts_with(first) {
        return None;
    }
    let mut best: Option<&'static Agency> = None;
    let glued = shape == "glued";
    let ends = rest.char_indices().take_while(|&(at, _)| at <= 40);
    for (at, c) in ends.chain([(rest.len(), ' ')]) {
        if at == 0 || at > 40 || (!glued && !is_boundary(rest, at, c)) {
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
