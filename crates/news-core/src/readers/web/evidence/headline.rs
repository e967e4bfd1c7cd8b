//! The headline: the candidate that most carriers agree on, without the name of the site.

use super::{Candidate, Evidence, Field};

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
    value: String,
    carrier: &'e Candidate,
    votes: u32,
    /// How many carriers spell it in the same way.
    same: usize,
}

impl<'e> Form<'e> {
    fn new(value: &str, carrier: &'e Candidate) -> Self {
        Form { key: key(value), value: value.to_owned(), carrier, votes: 0, same: 0 }
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
        let head = last_mark(&short).filter(|(head, tail)| candidate.via == "title" && head.len() > tail.len());
        forms.extend(head.map(|(head, _)| Form::new(head, candidate)));
        forms.push(Form::new(&short, candidate));
    }
    count(&mut forms);
    forms.retain(|form| !form.key.is_empty() && !sites.contains(&form.key));
    forms.sort_by_key(|form| std::cmp::Reverse((form.votes, form.same, weight(form.carrier.via))));
    let winner = forms.first().map(|first| {
        let inner =
            forms.iter().rev().filter(|form| is_part(form, first)).max_by_key(|form| form.votes).unwrap_or(first);
        (inner.value.clone(), inner.carrier.src)
    });
    let mut headlines: Vec<String> = winner.iter().map(|(value, _)| value.clone()).collect();
    for form in forms {
        if !headlines.contains(&form.value) {
            headlines.push(form.value);
        }
    }
    evidence.headlines = headlines;
    evidence.headline = winner;
}

/// Adds up the carriers behind each form; each carrier speaks once.
fn count(forms: &mut [Form<'_>]) {
    let all: Vec<(String, String, &'static str)> =
        forms.iter().map(|form| (form.key.clone(), form.value.clone(), form.carrier.via)).collect();
    for form in forms {
        let mut seen: Vec<&str> = Vec::new();
        for (key, value, via) in &all {
            form.same += usize::from(*value == form.value);
            let cut = key.len() > SHORTENED && form.key.starts_with(key.as_str());
            if (*key == form.key || cut) && !seen.contains(via) {
                seen.push(via);
                form.votes += weight(via);
            }
        }
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
fn key(value: &str) -> String {
    value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
        let is_site = sites.contains(&tail)
            || tail.len() > 2 && host.contains(&tail)
            || sites.iter().any(|site| site.len() > 3 && tail.starts_with(site.as_str()));
        if !is_site || head.is_empty() {
            break;
        }
        rest = head;
    }
    if let Some((head, tail)) = MARKS.iter().filter_map(|mark| rest.split_once(mark)).min_by_key(|(head, _)| head.len())
    {
        let head = key(head);
        if !tail.is_empty() && (sites.contains(&head) || head.len() > 3 && host.starts_with(&head)) {
            rest = tail;
        }
    }
    rest.to_owned()
}
