//! The headline: the candidate that most carriers agree on, without the name of the site.
//!
//! Desks write a second headline for search engines, and carriers mix the two. Three patterns tell which is which (dev pages
//! of fundus and trafilatura, right : wrong): title, `<h1>` and JSON-LD that repeat the address against `og:title` (9 : 1),
//! JSON-LD that repeats the address against all others (3 : 0), one headline behind two different kickers (1 : 0). Where
//! none fits, what the page shows wins; then some publishers mean the other one (7 of 130 fundus pages).

use super::slug::{self, Slug};
use super::{Candidate, Evidence, Field};
use crate::grammar::words::{is_alphanumeric, small};
use crate::span::SourceSpan;

/// Marks between a headline and the name of a site.
const MARKS: [&str; 13] = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " « ", " » ", " >> ", "｜", "ㅣ", " ǀ "];

/// The most candidates of a page that vote.
const MOST: usize = 24;

/// Carriers cut headlines at some 110 letters: a longer key counts for what starts with it.
const SHORTENED: usize = 70;

/// How much the word of a carrier weighs.
fn weight(via: &str) -> u32 {
    match via {
        "json-ld" | "og:title" => 5,
        "h1" => 4,
        "microdata" => 3,
        "json-ld name" => 2,
        _ => 1,
    }
}

/// A headline that a carrier gives, without the name of the site.
struct Form<'e> {
    key: String,
    value: &'e str,
    carrier: &'e Candidate,
    votes: u32,
    /// How many carriers spell it in the same way.
    same: usize,
}

impl<'e> Form<'e> {
    fn new(value: &'e str, carrier: &'e Candidate) -> Self {
        Form { key: key(value), value, carrier, votes: 0, same: 0 }
    }
}

/// Chooses among the candidates of a page.
pub(super) fn vote(evidence: &mut Evidence) {
    let candidates: Vec<&Candidate> = evidence.of(Field::Headline).take(MOST).collect();
    let sites = sites(evidence, &candidates);
    let host = evidence.url.as_deref().and_then(host).unwrap_or_default();
    let mut forms: Vec<Form<'_>> = Vec::new();
    for candidate in &candidates {
        let short = without_site(&candidate.value, &sites, &host);
        // The title of a page nearly always ends with the name of the site, known or not.
        let head = last_mark(short).filter(|(head, tail)| candidate.via == "title" && head.len() > tail.len());
        forms.extend(head.map(|(head, _)| Form::new(head, candidate)));
        let bare = without_kicker(short, candidate, &candidates, evidence);
        forms.extend(bare.map(|bare| Form::new(bare, candidate)));
        forms.push(Form::new(short, candidate));
    }
    count(&mut forms);
    forms.retain(|form| !form.key.is_empty() && !sites.contains(&form.key));
    forms.sort_by_key(|form| std::cmp::Reverse((form.votes, form.same, weight(form.carrier.via))));
    let slug = Slug::of(evidence.url.as_deref());
    let winner = (beside_search_title(&forms, &slug).or_else(|| of_the_address(&forms, &slug)))
        .map(|form| (form.value.to_owned(), form.carrier.src))
        .or_else(|| behind_two_kickers(&forms))
        .or_else(|| most_votes(&forms).map(|form| (form.value.to_owned(), form.carrier.src)));
    evidence.headline = winner;
}

/// The text of an `<h1>` without the kicker inside it, unless others write the kicker into the headline, too.
fn without_kicker<'s>(
    short: &'s str,
    candidate: &Candidate,
    candidates: &[&Candidate],
    evidence: &Evidence,
) -> Option<&'s str> {
    let inside = |kicker: &&Candidate| {
        kicker.src.start >= candidate.src.start
            && kicker.src.end <= candidate.src.end
            && kicker.value.len() < short.len()
    };
    let kicker = evidence.of(Field::Kicker).filter(|_| candidate.via == "h1").find(inside)?;
    let whole = key(short);
    let main = candidates.iter().filter(|other| matches!(other.via, "og:title" | "json-ld"));
    let is_written = main.into_iter().any(|other| key(&other.value).starts_with(&whole));
    let rest = short.strip_prefix(kicker.value.as_str()).filter(|_| !is_written)?;
    Some(rest.trim_start_matches([' ', ':', '-', '–', '|', '•', '·', '/'])).filter(|rest| !rest.is_empty())
}

/// The form that most carriers give, without kicker and tail where a main carrier gives it so.
fn most_votes<'f, 'e>(forms: &'f [Form<'e>]) -> Option<&'f Form<'e>> {
    let first = forms.first()?;
    forms.iter().rev().filter(|form| is_part(form, first)).max_by_key(|form| form.votes).or(Some(first))
}

/// The form of `og:title` where title, `<h1>` and JSON-LD agree on another one that the address repeats: that one was
/// written for search engines.
fn beside_search_title<'f, 'e>(forms: &'f [Form<'e>], slug: &Slug) -> Option<&'f Form<'e>> {
    let written = shortest(forms, "og:title")?;
    let titles: Vec<&Form<'_>> = forms.iter().filter(|form| form.carrier.via == "title").collect();
    let mut others = forms.iter().filter(|form| matches!(form.carrier.via, "h1" | "json-ld"));
    let search = others.clone().find(|form| titles.iter().any(|title| title.key == form.key))?;
    let agree = others.all(|form| form.key == search.key) && !overlaps(search, written);
    let (search, written_share) = (slug.share(search.value), slug.share(written.value));
    (agree && (search >= 80 || search >= 60 && search >= 2 * written_share)).then_some(written)
}

/// The form of JSON-LD where the address was made of it and the others agree on a later one.
fn of_the_address<'f, 'e>(forms: &'f [Form<'e>], slug: &Slug) -> Option<&'f Form<'e>> {
    let first = shortest(forms, "json-ld")?;
    let later = shortest(forms, "og:title")?;
    let agree = forms.iter().filter(|form| form.carrier.via == "h1").all(|form| form.key == later.key);
    let told = slug::words(first.value).count() >= 4 && slug.share(first.value) >= 80;
    (agree && told && !overlaps(first, later) && slug.share(later.value) <= 65).then_some(first)
}

fn shortest<'f, 'e>(forms: &'f [Form<'e>], via: &str) -> Option<&'f Form<'e>> {
    forms.iter().filter(|form| form.carrier.via == via).min_by_key(|form| form.key.len())
}

/// Whether one form starts or ends with the other.
fn overlaps(one: &Form<'_>, other: &Form<'_>) -> bool {
    let within = |inner: &str, outer: &str| outer.starts_with(inner) || outer.ends_with(inner);
    within(&one.key, &other.key) || within(&other.key, &one.key)
}

/// `The strike: Mill closes in Arvan` in one carrier, `Paper - Mill closes in Arvan` in another: what is the same.
fn behind_two_kickers(forms: &[Form<'_>]) -> Option<(String, SourceSpan)> {
    let parted = |via| {
        let form = shortest(forms, via)?;
        let parts = [first_mark(form.value), form.value.split_once(": ")];
        let (head, tail) = parts.into_iter().flatten().min_by_key(|(head, _)| head.len())?;
        (tail.chars().count() >= 20).then_some((head, tail.trim(), form))
    };
    let (shown, written) = (parted("h1")?, parted("og:title")?);
    // Two wordings of one sentence have words in common.
    let share = slug::words(shown.0).any(|word| slug::words(written.0).any(|other| other.eq(word.clone())));
    let agree = !share && key(shown.0) != key(written.0) && key(shown.1) == key(written.1);
    agree.then(|| (shown.1.to_owned(), shown.2.carrier.src))
}

/// Adds up the carriers behind each form; each carrier speaks once.
fn count(forms: &mut [Form<'_>]) {
    let mut seen: Vec<&str> = Vec::new();
    let mut count_of = |form: &Form<'_>| {
        let (mut votes, mut same) = (0, 0);
        seen.clear();
        for Form { key, value, carrier, .. } in &*forms {
            same += usize::from(*value == form.value);
            let cut = key.len() > SHORTENED && form.key.starts_with(key.as_str());
            if (*key == form.key || cut) && !seen.contains(&carrier.via) {
                seen.push(carrier.via);
                votes += weight(carrier.via);
            }
        }
        (votes, same)
    };
    let counts: Vec<(u32, usize)> = forms.iter().map(&mut count_of).collect();
    for (form, (votes, same)) in forms.iter_mut().zip(counts) {
        (form.votes, form.same) = (votes, same);
    }
}

/// Whether a form is the winner without kicker or tail, as a main carrier gives it: `Kicker: Headline`, `Headline - Site`.
fn is_part(form: &Form<'_>, winner: &Form<'_>) -> bool {
    let main = matches!(form.carrier.via, "h1" | "og:title" | "json-ld");
    let start = winner.key.starts_with(&form.key);
    let parted = start
        && winner
            .value
            .get(form.value.len()..)
            .is_some_and(|rest| rest.len() <= 2 * form.value.len() && MARKS.iter().any(|mark| rest.starts_with(mark)));
    let long = form.key.len() * 5 >= winner.key.len() * 2 && form.value.chars().count() >= 20;
    let cut = form.value.ends_with(['…', '.']);
    main && form.key.len() < winner.key.len() && (parted || long && !cut && (start || winner.key.ends_with(&form.key)))
}

/// Keys of the names of the site: as carriers give them, and an `<h1>` that ends the title.
fn sites(evidence: &Evidence, candidates: &[&Candidate]) -> Vec<String> {
    let named = evidence.of(Field::Site).chain(evidence.of(Field::Publisher));
    let mut sites: Vec<String> = named.map(|site| key(&site.value)).filter(|site| !site.is_empty()).collect();
    let tails: Vec<String> = candidates
        .iter()
        .filter(|candidate| candidate.via == "title")
        .filter_map(|title| last_mark(&title.value).map(|(_, tail)| key(tail)))
        .collect();
    let heads = candidates.iter().filter(|candidate| candidate.via == "h1").map(|candidate| key(&candidate.value));
    let agreed = |head: &String| {
        let main = candidates.iter().filter(|candidate| matches!(candidate.via, "og:title" | "json-ld"));
        main.into_iter().any(|candidate| key(&candidate.value).contains(head.as_str()))
    };
    sites.extend(heads.filter(|head| tails.contains(head) && !agreed(head)));
    sites
}

/// The letters and digits of a value in lower case: what two spellings of one headline share.
pub(super) fn key(value: &str) -> String {
    let mut key = String::with_capacity(value.len());
    for c in value.chars().filter(|c| is_alphanumeric(*c)) {
        match small(c) {
            Some(small) => key.push(small),
            None => key.extend(c.to_lowercase()),
        }
    }
    key
}

pub(super) fn host(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', ':', '?']).next()?;
    Some(key(host.strip_prefix("www.").unwrap_or(host)))
}

/// The first mark that may part a headline from a kicker or the name of the site.
fn first_mark(value: &str) -> Option<(&str, &str)> {
    let (at, mark) = value.char_indices().find_map(|(at, c)| Some((at, mark_at(value, at, c)?)))?;
    Some((value.get(..at)?, value.get(at + mark.len()..)?))
}

/// The last mark that may part a headline from the name of the site.
pub(super) fn last_mark(value: &str) -> Option<(&str, &str)> {
    let (at, mark) = value.char_indices().rev().find_map(|(at, c)| Some((at, mark_at(value, at, c)?)))?;
    Some((value.get(..at)?.trim_end(), value.get(at + mark.len()..)?))
}

/// The mark that stands at a place, with what character it starts.
fn mark_at(value: &str, at: usize, c: char) -> Option<&'static str> {
    if !matches!(c, ' ' | '｜' | 'ㅣ') {
        return None;
    }
    let rest = value.get(at..)?;
    // Most spaces stand in front of a word.
    let is_word = rest.as_bytes().get(1).is_some_and(u8::is_ascii_alphanumeric);
    MARKS.into_iter().find(|mark| !is_word && rest.starts_with(mark))
}

/// Takes the names of the site off the end of a title, and off its start.
fn without_site<'v>(value: &'v str, sites: &[String], host: &str) -> &'v str {
    let mut rest = value;
    while let Some((head, tail)) = last_mark(rest) {
        let tail = key(tail);
        let is_site = sites.contains(&tail)
            || tail.len() > 2 && host.contains(&tail)
            || sites.iter().any(|site| site.len() > 3 && tail.starts_with(site.as_str()));
        if !is_site || head.is_empty() {
            break;
        }
        rest = head;
    }
    if let Some((head, tail)) = first_mark(rest) {
        let head = key(head);
        if !tail.is_empty() && (sites.contains(&head) || head.len() > 3 && host.starts_with(&head)) {
            rest = tail;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_first_and_last() {
        for mark in MARKS {
            let title = format!("Mills close{mark}Arvan{mark}Daily");
            let behind = format!("Arvan{mark}Daily");
            assert_eq!(first_mark(&title), Some(("Mills close", behind.as_str())));
            assert_eq!(last_mark(&title).map(|(_, site)| site), Some("Daily"));
        }
        assert_eq!(first_mark("Mills close - "), Some(("Mills close", "")));
        assert_eq!(first_mark("Mills-close in Arvan"), None);
    }
}
