//! The names of a query: which are known, and which was meant.

use axum::http::Uri;

use super::pairs;
use crate::error::ApiError;
use crate::problems;

/// Refuses a query that names anything but `names`.
pub(crate) fn check_names(uri: &Uri, names: &[&str]) -> Result<(), ApiError> {
    let pairs = pairs(uri)?;
    let Some((unknown, _)) = pairs.iter().find(|(name, _)| !names.contains(&name.as_str())) else { return Ok(()) };
    let hint = match nearest(unknown, names) {
        Some(name) => format!("did you mean \"{name}\"?"),
        None if names.is_empty() => "expected none".to_owned(),
        None => format!("expected one of {}", names.join(", ")),
    };
    Err(ApiError::new(problems::UNKNOWN_PARAMETER, format!("unknown query parameter \"{unknown}\", {hint}")))
}

/// The name with the fewest edits, if a slip of the finger explains them.
fn nearest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    let near = names.iter().map(|name| (edits(word, name), *name)).min()?;
    (near.0 <= 2 && near.0 < near.1.len()).then_some(near.1)
}

/// Levenshtein distance, one row of the table at a time.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (n, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], n + 1);
        for (idx, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[idx + 1];
            row[idx + 1] = replaced.min(diagonal + 1).min(row[idx] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let names = ["date", "lang", "url"];
        assert_eq!(nearest("dat", &names), Some("date"));
        assert_eq!(nearest("Date", &names), Some("date"));
        assert_eq!(nearest("lagn", &names), Some("lang"));
        assert_eq!(nearest("verbose", &names), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
