//! Authors: the people that carriers name, parted from roles, houses and the words around them.

use super::headline::{host, key, last_mark};
use super::names::{Sign, is_company, is_desk, is_known_person, is_name, is_place, names_of};
use super::{Candidate, Evidence, Field, is_address};
use crate::grammar::agency;
use crate::grammar::words::is_all_caps;
use crate::span::SourceSpan;

/// A name of an author and where the carrier writes it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) src: SourceSpan,
    /// Whether it is a house: an agency, the paper itself, a desk.
    pub(super) house: bool,
    /// Whether the carrier says that it is a house.
    stated: bool,
    /// Whether more than its carrier says that it is a person: `by`, a known given name.
    told: bool,
}

/// Carriers in the order in which they are asked; each rank alone gives the authors.
fn rank(candidate: &Candidate) -> u8 {
    match (candidate.via, candidate.person) {
        ("json-ld", None) => 1,
        ("json-ld", Some(_)) => 0,
        ("microdata", _) => 2,
        ("rel" | "link", _) => 4,
        ("class", _) => 5,
        ("text", _) => 6,
        _ => 3,
    }
}

/// The ranks of carriers that are visible text; teasers and boxes have them, too.
const VISIBLE: [u8; 3] = [4, 5, 6];

/// Two parts of one byline stand at most this many bytes of markup apart.
const NEAR: u32 = 240;

/// Takes the authors of the best carrier that names people; where none does, the house of the best that names one.
pub(super) fn vote(evidence: &mut Evidence) {
    let own = Own::of(evidence);
    let mut houses: Vec<Name> = Vec::new();
    for asked in 0..=6 {
        let mut names = named(evidence, &own, |candidate| rank(candidate) == asked);
        if !houses.is_empty() && asked < 6 {
            // Where a house signs, links lead to other authors, and classes name boxes.
            names.retain(|name| name.house || name.told);
        }
        let signed = asked == 0 && names.iter().any(|name| agency::find(&name.text).is_some());
        if signed || names.iter().any(|name| !name.house) {
            if asked < 2 {
                names = more(evidence, &own, names);
            }
            // The paper signs with its reporter only where it says so.
            names
                .retain(|name| !name.house || name.stated || agency::find(&name.text).is_some() && !own.is(&name.text));
            evidence.people = names;
            return;
        }
        if houses.is_empty() {
            houses = names;
        }
    }
    evidence.people = houses;
}

/// The person whose name the site has: `Ann Lee's Blog` has one author.
pub(super) fn of_site(evidence: &Evidence) -> Option<Name> {
    let title = evidence.of(Field::Headline).filter(|candidate| candidate.via == "title");
    let tails = title.filter_map(|title| Some((last_mark(&title.value)?.1, title.src)));
    let sites = evidence.of(Field::Site).map(|site| (site.value.as_str(), site.src)).chain(tails);
    let mut people = sites.filter_map(|(site, src)| {
        let name = site.trim().trim_start_matches("Dr. ");
        let name = name.split_once("'s ").or_else(|| name.split_once("’s ")).map_or(name, |(name, _)| name);
        is_known_person(name).then(|| Name { text: name.to_owned(), src, house: false, stated: false, told: false })
    });
    people.next()
}

/// The names that the carriers of one rank give, each once.
fn named(evidence: &Evidence, own: &Own, asked: impl Fn(&Candidate) -> bool) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for candidate in evidence.of(Field::Author).filter(|one| asked(one) && !is_address(&one.value)) {
        let rank = rank(candidate);
        // One visible byline is the byline; what follows are teasers and boxes.
        let last = names.last().map(|name| name.src.end);
        if VISIBLE.contains(&rank) && last.is_some_and(|end| candidate.src.start > end + NEAR) {
            break;
        }
        let (parts, sign) = names_of(&candidate.value);
        let mut house_before = false;
        for (at, text) in parts.into_iter().enumerate() {
            let desk = at == 0 && (rank < 4 || sign > Sign::None) && is_desk(&text);
            let stated = candidate.person == Some(false) || desk;
            let house = stated || own.is_house(&text);
            let same = key(&text);
            let known = names.iter().any(|name| key(&name.text) == same);
            // `Ann Lee, The Paper, New York`: the place belongs to the house.
            if !(known || house_before && is_place(&text)) && (house || is_name(&text, candidate, sign)) {
                let told = sign > Sign::None || candidate.person.is_some() || rank == 5 && is_known_person(&text);
                names.push(Name { text, src: candidate.src, house, stated, told });
            }
            house_before |= house;
        }
    }
    names
}

/// The names of a list in `<meta>` or in the visible byline that has all of these names and more: structured data often
/// holds the first author alone.
fn more(evidence: &Evidence, own: &Own, names: Vec<Name>) -> Vec<Name> {
    for other in [3, 5] {
        let mut longer = named(evidence, own, |candidate| rank(candidate) == other);
        longer.retain(|name| !name.house);
        let has = |name: &Name| longer.iter().any(|more| key(&more.text) == key(&name.text));
        let in_one = other == 5 || longer.iter().all(|name| longer.first().is_some_and(|first| first.src == name.src));
        let shouts = longer.iter().any(|name| is_all_caps(&name.text));
        if in_one
            && !shouts
            && (names.len() + 1..=MOST).contains(&longer.len())
            && names.iter().all(|name| !name.house && has(name))
        {
            return longer;
        }
    }
    names
}

/// The most authors of a list that is taken for that of structured data.
const MOST: usize = 6;

/// The names of the house itself.
struct Own {
    /// In lower case, as carriers write them.
    names: Vec<String>,
    /// Letters and digits only, the address of the site among them.
    keys: Vec<String>,
}

impl Own {
    fn of(evidence: &Evidence) -> Own {
        let named = [Field::Publisher, Field::Site, Field::Holder].into_iter().flat_map(|field| evidence.of(field));
        let names: Vec<String> =
            named.map(|candidate| candidate.value.trim_start_matches(['©', ' ']).to_lowercase()).collect();
        let host = evidence.url.as_deref().and_then(host);
        Own { keys: names.iter().map(|name| key(name)).chain(host).collect(), names }
    }

    /// Whether a name is one of the house's own: "The Paper with agencies" is the paper, too, "The Paper" is `paper.example`.
    fn is(&self, name: &str) -> bool {
        let (lower, key) = (name.to_lowercase(), key(name));
        let follows =
            |own: &String| lower.strip_prefix(own).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let is_short = key.len() < 4;
        self.names.iter().any(follows) || !is_short && self.keys.iter().any(|own| own.starts_with(&key))
    }

    /// Whether a name is that of a house. A site may have the name of its author.
    fn is_house(&self, name: &str) -> bool {
        agency::find(name).is_some() || is_company(name) || !is_known_person(name) && self.is(name)
    }
}
