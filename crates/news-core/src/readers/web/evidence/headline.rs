//! The headline: the candidate that most carriers agree on, without the name of the site.

use super::{Candidate, Evidence, Field};

/// Marks between a headline and the name of a site.
const MARKS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " « ", " » "];

/// How much the word of a carrier weighs.
fn weight(via: &str) -> u32 {
    match via {
        "json-ld" | "h1" => 4,
        "og:title" | "microdata" => 3,
        "title" | "json-ld name" => 2,
        _ => 1,
    }
}

/// Chooses among the candidates of a page.
pub(super) fn vote(evidence: &mut Evidence) {
    let candidates: Vec<&Candidate> = evidence.of(Field::Headline).collect();
    let sites: Vec<String> = evidence.of(Field::Site).chain(evidence.of(Field::Publisher)).map(|site| key(&site.value)).collect();
    let host = evidence.url.as_deref().and_then(host).unwrap_or_default();
    let mut forms: Vec<(String, String, &Candidate, u32)> = Vec::new();
    for candidate in candidates.iter().take(24) {
        let short = without_site(&candidate.value, &sites, &host);
        forms.push((key(&short), short, candidate, 0));
        // A form that another carrier gives whole counts for it.
        let mut rest = candidate.value.as_str();
        while let Some((head, _)) = last_mark(rest) {
            rest = head;
            if forms.iter().any(|(known, ..)| *known == key(head)) {
                forms.push((key(head), head.to_owned(), candidate, 0));
            }
        }
    }
    let votes: Vec<(String, u32, &'static str)> = forms.iter().map(|(key, _, candidate, _)| (key.clone(), weight(candidate.via), candidate.via)).collect();
    for (own, _, candidate, sum) in &mut forms {
        let mut seen: Vec<&str> = Vec::new();
        for (other, weight, via) in &votes {
            let agrees = other == own || shortened(other).is_some_and(|start| own.starts_with(start));
            if agrees && !seen.contains(via) {
                seen.push(via);
                *sum += weight;
            }
        }
        // Ties go to what the reader sees.
        *sum = *sum * 2 + u32::from(candidate.via == "h1");
    }
    forms.retain(|(key, ..)| !key.is_empty() && !sites.contains(key));
    forms.sort_by_key(|(.., sum)| std::cmp::Reverse(*sum));
    let winner = forms.first().map(|(_, value, candidate, _)| (value.clone(), candidate.src));
    let mut headlines: Vec<String> = Vec::new();
    for (_, value, ..) in forms {
        if !headlines.contains(&value) {
            headlines.push(value);
        }
    }
    evidence.headlines = headlines;
    evidence.headline = winner;
}

/// The letters and digits of a value in lower case: what two spellings of one headline share.
fn key(value: &str) -> String {
    value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Keys of headlines that were cut are compared by their start: carriers stop at some 110 letters.
fn shortened(key: &str) -> Option<&str> {
    (key.len() > 70).then_some(key)
}

fn host(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', ':', '?']).next()?;
    Some(key(host.strip_prefix("www.").unwrap_or(host)))
}

/// The last mark that may part a headline from the name of the site.
fn last_mark(value: &str) -> Option<(&str, &str)> {
    let found = MARKS.iter().filter_map(|mark| Some((value.rfind(mark)?, mark.len())));
    let (at, len) = found.max()?;
    Some((value.get(..at)?.trim_end(), value.get(at + len..)?))
}

/// Takes the names of the site off the end of a title, and off its start.
fn without_site(value: &str, sites: &[String], host: &str) -> String {
    let mut rest = value;
    while let Some((head, tail)) = last_mark(rest) {
        let tail = key(tail);
        let is_site = sites.contains(&tail) || tail.len() > 2 && host.contains(&tail) || sites.iter().any(|site| site.len() > 3 && tail.starts_with(site.as_str()));
        if !is_site || head.is_empty() {
            break;
        }
        rest = head;
    }
    if let Some((head, tail)) = MARKS.iter().filter_map(|mark| rest.split_once(mark)).min_by_key(|(head, _)| head.len()) {
        let head = key(head);
        if !tail.is_empty() && (sites.contains(&head) || head.len() > 3 && host.starts_with(&head)) {
            rest = tail;
        }
    }
    rest.to_owned()
}
