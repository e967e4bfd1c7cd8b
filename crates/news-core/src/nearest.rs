//! The name that was probably meant.

/// The nearest of `names`, if it is near enough to be a slip.
fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    let ranked = names.into_iter().map(|name| (distance(&word.to_lowercase(), name), name));
    ranked.filter(|&(distance, _)| distance <= allowed).min().map(|(_, name)| name)
}

/// `, did you mean "…"?` with the nearest of `names`, or nothing if none is near enough to be a slip.
///
/// ```
/// use news_core::did_you_mean;
///
/// assert_eq!(did_you_mean("headlin", ["headline", "deck"]), ", did you mean \"headline\"?");
/// assert_eq!(did_you_mean("verbose", ["headline", "deck"]), "");
/// ```
pub fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, names).map_or_else(String::new, |name| format!(", did you mean \"{name}\"?"))
}

/// Edits between two words: insertions, deletions, replacements (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.chars().count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        assert_eq!(nearest("headlin", ["headline", "deck"]), Some("headline"));
        assert_eq!(nearest("Txet", ["text", "article"]), None);
        assert_eq!(nearest("txt", ["text", "article"]), Some("text"));
        assert_eq!(nearest("nitf", ["text", "article"]), None);
    }
}
