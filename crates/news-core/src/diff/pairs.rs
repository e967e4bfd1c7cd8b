//! Which parts of two versions belong together, and which of their words are the same.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};
use serde::Serialize;

/// A part in both versions, or in one.
pub(super) struct Pair<T> {
    pub(super) old: Option<T>,
    pub(super) new: Option<T>,
    /// Whether its words are the same and stand at another place among the others.
    pub(super) is_moved: bool,
}

/// Words of two versions of one text: the same in both, only in the old, or only in the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it themselves")]
pub enum Word {
    Same(String),
    Removed(String),
    Added(String),
}

/// Two parts are versions of one another if they share this many hundredths of their words.
const ALIKE: usize = 50;

/// How many neighbours are looked at for a version of a part.
const NEIGHBORS: usize = 16;

/// Pairs the parts of two versions, in the order of the new one; what went stands where it was.
///
/// The same words in the same order are found first (a histogram diff), then, in what is left, parts that were moved, then
/// between two fixed points those that share half of their words.
pub(super) fn pairs<'a, T>(
    old: &'a [T],
    new: &'a [T],
    text_of_old: impl Fn(&T) -> String,
    text_of_new: impl Fn(&T) -> String,
) -> Vec<Pair<&'a T>> {
    let before: Vec<String> = old.iter().map(text_of_old).collect();
    let after: Vec<String> = new.iter().map(text_of_new).collect();
    let hunks = hunks(before.iter().map(String::as_str), after.iter().map(String::as_str));
    let mut moves = moves(&before, &after, &hunks);
    let mut pairs = Vec::with_capacity(new.len());
    let mut push = |old_at: Option<usize>, new_at: Option<usize>, is_moved| {
        let (old, new) = (old_at.and_then(|at| old.get(at)), new_at.and_then(|at| new.get(at)));
        pairs.push(Pair { old, new, is_moved });
    };
    let (mut old_at, mut new_at) = (0, 0);
    let end = Hunk { before: u32_of(old.len())..u32_of(old.len()), after: u32_of(new.len())..u32_of(new.len()) };
    for hunk in hunks.iter().chain([&end]) {
        let [came, went] = [&hunk.after, &hunk.before].map(|range| range.start as usize..range.end as usize);
        while new_at < came.start {
            push(Some(old_at), Some(new_at), false);
            (old_at, new_at) = (old_at + 1, new_at + 1);
        }
        (old_at, new_at) = (went.end, came.end);
        let mut went: VecDeque<usize> = went.filter(|at| !moves.went.contains(at)).collect();
        for new in came {
            if let Some(old) = moves.from.remove(&new) {
                push(Some(old), Some(new), true);
                continue;
            }
            let candidates = went.iter().take(NEIGHBORS).enumerate();
            let share = |old: usize| before.get(old).zip(after.get(new)).map_or(0, |(old, new)| share(old, new));
            let alike = candidates.map(|(at, old)| (share(*old), at));
            let best =
                alike.filter(|(shared, _)| *shared >= ALIKE).max_by_key(|(shared, at)| (*shared, usize::MAX - at));
            let Some((_, at)) = best else {
                push(None, Some(new), false);
                continue;
            };
            for old in went.drain(..at) {
                push(Some(old), None, false);
            }
            push(went.pop_front(), Some(new), false);
        }
        for old in went {
            push(Some(old), None, false);
        }
    }
    pairs
}

/// Parts with the same words at another place.
struct Moves {
    /// By the place in the new version: that in the old one.
    from: BTreeMap<usize, usize>,
    /// The places in the old version.
    went: BTreeSet<usize>,
}

fn moves(before: &[String], after: &[String], hunks: &[Hunk]) -> Moves {
    let mut free: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    let went = hunks.iter().flat_map(|hunk| hunk.before.clone()).filter_map(|at| Some((at, before.get(at as usize)?)));
    went.for_each(|(at, text)| free.entry(text).or_default().push_back(at as usize));
    let came = hunks.iter().flat_map(|hunk| hunk.after.clone()).filter_map(|at| Some((at, after.get(at as usize)?)));
    let from: BTreeMap<usize, usize> =
        came.filter_map(|(at, text)| Some((at as usize, free.get_mut(text.as_str())?.pop_front()?))).collect();
    Moves { went: from.values().copied().collect(), from }
}

/// The hundredths of all words of two texts that both have.
fn share(a: &str, b: &str) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    a.split(' ').for_each(|word| *counts.entry(word).or_default() += 1);
    let both = b.split(' ').filter(|word| match counts.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    200 * both.count() / (a.split(' ').count() + b.split(' ').count())
}

/// The words of two texts, with what is the same once; put together again they are the texts. Both are on one line.
pub(super) fn words(old: &str, new: &str) -> Vec<Word> {
    let [before, after] = [old, new].map(|text| tokens(text).collect::<Vec<_>>());
    let hunks = hunks(before.iter().copied(), after.iter().copied());
    let of = |words: &[&str], range: Range<usize>| words.get(range).unwrap_or_default().concat();
    let mut out = Vec::new();
    let mut push = |kind: fn(String) -> Word, words: &str| {
        if !words.is_empty() {
            out.push(kind(words.to_owned()));
        }
    };
    let mut at = 0;
    for Hunk { before: went, after: came } in hunks {
        let mut same = of(&after, at..came.start as usize);
        at = came.end as usize;
        let (went, came) = (of(&before, went.start as usize..went.end as usize), of(&after, came.start as usize..at));
        // The space in front of a word that was replaced is in both.
        let (went, came) = match (went.strip_prefix(' '), came.strip_prefix(' ')) {
            (Some(went), Some(came)) => {
                same.push(' ');
                (went, came)
            }
            _ => (went.as_str(), came.as_str()),
        };
        push(Word::Same, &same);
        push(Word::Removed, went);
        push(Word::Added, came);
    }
    push(Word::Same, &of(&after, at..after.len()));
    out
}

/// Words, each with the space in front of it, and the marks between them one by one.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = rest.strip_prefix(' ').unwrap_or(rest);
        let letters = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        let mark = word.chars().next().filter(|c| letters == 0 && *c != ' ').map_or(0, char::len_utf8);
        let (token, behind) = rest.split_at_checked(rest.len() - word.len() + letters + mark)?;
        rest = behind;
        (!token.is_empty()).then_some(token)
    })
}

/// Where two sequences differ.
fn hunks<'a>(before: impl Iterator<Item = &'a str>, after: impl Iterator<Item = &'a str>) -> Vec<Hunk> {
    let mut input = InternedInput::default();
    input.update_before(before);
    input.update_after(after);
    Diff::compute(Algorithm::Histogram, &input).hunks().collect()
}

/// Places of parts are spans of a text below 4 GiB, so that their number fits.
fn u32_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `same`, `-went`, `+came`, `old>new` and `~moved`.
    fn drawn(old: &[&str], new: &[&str]) -> Vec<String> {
        let text = |part: &&str| (*part).to_owned();
        let drawn = |pair: &Pair<&&str>| match (pair.old, pair.new) {
            (Some(_), Some(new)) if pair.is_moved => format!("~{new}"),
            (Some(old), Some(new)) if old == new => (*old).to_owned(),
            (Some(old), Some(new)) => format!("{old}>{new}"),
            (old, new) => old.map(|old| format!("-{old}")).or(new.map(|new| format!("+{new}"))).unwrap_or_default(),
        };
        pairs(old, new, text, text).iter().map(drawn).collect()
    }

    #[test]
    fn parts_that_share_half_their_words_are_versions_of_one_another() {
        assert_eq!(drawn(&["a b c d", "x"], &["a b c e", "x"]), ["a b c d>a b c e", "x"]);
        assert_eq!(drawn(&["a b c d", "x"], &["a m n o", "x"]), ["+a m n o", "-a b c d", "x"]);
    }

    #[test]
    fn what_stands_elsewhere_was_moved() {
        assert_eq!(drawn(&["a", "b", "c"], &["c", "a", "b"]), ["~c", "a", "b"]);
    }

    #[test]
    fn what_went_stands_where_it_was() {
        assert_eq!(drawn(&["a", "b", "c"], &["a", "c"]), ["a", "-b", "c"]);
        assert_eq!(drawn(&[], &["a"]), ["+a"]);
        assert_eq!(drawn(&["a"], &[]), ["-a"]);
    }

    #[test]
    fn words_are_told_once_where_they_are_the_same() {
        let drawn = |old, new| {
            let drawn = words(old, new).into_iter().map(|word| match word {
                Word::Same(words) => words,
                Word::Removed(words) => format!("[-{words}-]"),
                Word::Added(words) => format!("{{+{words}+}}"),
            });
            drawn.collect::<String>()
        };
        assert_eq!(
            drawn("killed 12, on Monday", "killed at least 14, he said"),
            "killed [-12-]{+at least 14+}, [-on Monday-]{+he said+}"
        );
        assert_eq!(drawn("It fell.", "It fell, slowly."), "It fell{+, slowly+}.");
        assert_eq!(drawn("", "a"), "{+a+}");
    }
}
