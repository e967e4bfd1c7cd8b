//! The people of an article: which names are people's, which of them are one person, and who a shorter name means.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::chunks::{Chunk, Kind};
use super::evidence::{self, Evidence};
use super::words::Prose;
use super::{Entity, MOST, Named, Names};
use crate::article::{MentionHow, Org, Person, Role};
use crate::grammar::name_word::{COMMON, DEMONYM, GIVEN, ORG_HEAD, PARTICLE, PLACE, PLACE_HEAD, SAYS, SUFFIX, TIME};
use crate::grammar::token::Token;
use crate::span::{Slice, Span};

/// People who share a word of their names; more are not told apart.
const NAMESAKES: usize = 8;

/// The score from which a name of several words is a person's: one cue at least speaks for it.
const SEVERAL_WORDS: i32 = 2;
/// One word needs a title or as much.
const ONE_WORD: i32 = 4;

/// A word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    hash: u32,
    /// Its first letter, if it is nothing but an initial.
    initial: Option<char>,
    first: char,
}

/// A person in the making.
#[derive(Debug)]
pub(super) struct Known {
    parts: Vec<Part>,
    /// The tokens of the fullest form.
    name: Range<usize>,
    pub(super) male: u32,
    pub(super) female: u32,
    /// Each different office once, as tokens.
    pub(super) roles: Vec<Range<usize>>,
}

impl Known {
    fn family(&self) -> u32 {
        self.parts.last().map_or(0, |part| part.hash)
    }

    fn given(&self) -> Option<u32> {
        self.parts.first().filter(|_| self.parts.len() > 1).map(|part| part.hash)
    }

    /// Whether what the text tells makes the person a woman, a man, or neither.
    pub(super) fn is_female(&self) -> Option<bool> {
        (self.male != self.female).then_some(self.female > self.male)
    }
}

/// All people, and the way to them from each word of their names.
pub(super) struct People {
    pub(super) list: Vec<Known>,
    by_word: HashMap<u32, Vec<usize>>,
    by_name: HashMap<u64, usize>,
    evidence: Vec<Evidence>,
}

/// What all places of one name tell together.
struct Candidate {
    chunk: usize,
    best: i32,
    worst: i32,
}

/// Decides which names are people's and makes the table of people.
pub(super) fn tabulate(prose: &Prose<'_>, chunks: &[Chunk]) -> People {
    let evidence: Vec<Evidence> = chunks.iter().map(|chunk| evidence::read(prose, chunk)).collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut alone: HashSet<u32> = HashSet::new();
    for (at, (chunk, told)) in
        chunks.iter().zip(&evidence).enumerate().filter(|(_, (chunk, _))| chunk.kind == Kind::Name)
    {
        if let [one] = chunk.hashes.as_slice() {
            alone.insert(*one);
        }
        let slot = *seen.entry(chunk.key()).or_insert(candidates.len());
        match candidates.get_mut(slot) {
            Some(candidate) => {
                candidate.best = candidate.best.max(told.score);
                candidate.worst = candidate.worst.min(told.score);
            }
            None => candidates.push(Candidate { chunk: at, best: told.score, worst: told.score.min(0) }),
        }
    }
    let mut people = People { list: Vec::new(), by_word: HashMap::new(), by_name: HashMap::new(), evidence };
    for several in [true, false] {
        for candidate in &candidates {
            let Some(chunk) = chunks.get(candidate.chunk).filter(|chunk| (chunk.hashes.len() > 1) == several) else {
                continue;
            };
            let again = several && chunk.hashes.last().is_some_and(|last| alone.contains(last));
            // A title is proof enough, whatever other places look like ("the Ruiz administration").
            let against = if candidate.best >= ONE_WORD { 0 } else { candidate.worst };
            let score = candidate.best + against + if again { 2 } else { 0 };
            let needed = if !several || prose.has_capital_nouns { ONE_WORD } else { SEVERAL_WORDS };
            if score >= needed && people.list.len() < MOST {
                people.add(prose, chunk, &alone);
            }
        }
    }
    people
}

fn parts(prose: &Prose<'_>, chunk: &Chunk) -> Vec<Part> {
    let words = chunk.words.clone().filter(|at| {
        prose.token(*at).is_some_and(Token::is_word) && !prose.word(*at).is(SUFFIX) || prose.is_letters(*at)
    });
    words
        .map(|at| {
            let first = prose.str(at).chars().next().unwrap_or_default();
            let initial = prose.is_letters(at).then_some(first);
            Part { hash: prose.word(at).hash, initial, first }
        })
        .collect()
}

/// Whether two names may be one person's: all parts of the shorter one stand in the longer one in order.
fn agree(one: &[Part], other: &[Part]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = |a: &Part, b: &Part| {
        a.hash == b.hash
            || a.initial.is_some_and(|initial| initial == b.first)
            || b.initial.is_some_and(|initial| initial == a.first)
    };
    let mut rest = long.iter();
    short.iter().all(|part| rest.any(|other| same(part, other)))
}

/// "Ana Maria Ruiz" and "Ana L. Ruiz": first and last word are enough.
fn ends_agree(one: &[Part], other: &[Part]) -> bool {
    let ends = |parts: &[Part]| Some((*parts.first()?, *parts.last()?));
    match (ends(one), ends(other)) {
        (Some((a, b)), Some((c, d))) => one.len() > 1 && other.len() > 1 && a.hash == c.hash && b.hash == d.hash,
        _ => false,
    }
}

/// "Novelist Ana Ruiz" and "Ana Ruiz Calls" (of a headline) are no fuller names than "Ana Ruiz": what they add stands in
/// front of a given name and is none itself, or behind the surname that is used alone.
fn adds_no_name(short: &[Part], short_given: bool, long: &[Part], long_given: bool, alone: &HashSet<u32>) -> bool {
    let is_alone = |parts: &[Part]| parts.last().is_some_and(|part| alone.contains(&part.hash));
    let in_front =
        short_given && !long_given && long.ends_with(short) && long.first().is_some_and(|part| part.initial.is_none());
    let behind = long.starts_with(short) && is_alone(short) && !is_alone(long);
    long.len() > short.len() && (in_front || behind)
}

impl People {
    fn add(&mut self, prose: &Prose<'_>, chunk: &Chunk, alone: &HashSet<u32>) {
        let parts = parts(prose, chunk);
        let Some(last) = parts.last().copied() else { return };
        let same = |known: &Known| {
            if parts.len() == 1 {
                known.parts.iter().any(|part| part.hash == last.hash)
            } else {
                (known.parts.len() > 1 && agree(&parts, &known.parts)) || ends_agree(&parts, &known.parts)
            }
        };
        let found = self.namesakes(last.hash).iter().copied().find(|at| self.list.get(*at).is_some_and(same));
        let person = found.unwrap_or(self.list.len());
        if let Some(known) = self.list.get_mut(person) {
            let of_known = prose.word(known.name.start).is(GIVEN);
            let of_new = prose.word(chunk.words.start).is(GIVEN);
            let fuller = if known.parts.len() < parts.len() {
                !adds_no_name(&known.parts, of_known, &parts, of_new, alone)
            } else {
                parts.len() > 1 && adds_no_name(&parts, of_new, &known.parts, of_known, alone)
            };
            if fuller {
                known.parts.clone_from(&parts);
                known.name = chunk.words.clone();
            }
        } else {
            let name = chunk.words.clone();
            self.list.push(Known { parts: parts.clone(), name, male: 0, female: 0, roles: Vec::new() });
        }
        for part in parts.iter().filter(|part| part.initial.is_none()) {
            let namesakes = self.by_word.entry(part.hash).or_default();
            if namesakes.len() < NAMESAKES && !namesakes.contains(&person) {
                namesakes.push(person);
            }
        }
        if parts.len() > 1 {
            self.by_name.insert(chunk.key(), person);
        }
    }

    pub(super) fn namesakes(&self, hash: u32) -> &[usize] {
        self.by_word.get(&hash).map(Vec::as_slice).unwrap_or_default()
    }

    fn all<'a>(&'a self, hash: u32, test: impl Fn(&Known) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
        self.namesakes(hash).iter().copied().filter(move |at| self.list.get(*at).is_some_and(&test))
    }
}

/// Who has been named so far.
struct Introduced {
    /// Mentions of each person.
    counts: Vec<u32>,
}

impl Introduced {
    fn has(&self, person: usize) -> bool {
        self.counts.get(person).is_some_and(|count| *count > 0)
    }
}

/// Gives every name its person, in text order, and notes what the places of the name tell of them.
pub(super) fn link(prose: &Prose<'_>, chunks: &[Chunk], people: &mut People) -> Vec<Named> {
    let mut mentions = Vec::new();
    let mut introduced = Introduced { counts: vec![0; people.list.len()] };
    let evidence = std::mem::take(&mut people.evidence);
    for (chunk, told) in chunks.iter().zip(&evidence) {
        if mentions.len() >= MOST {
            break;
        }
        if prose.is_weak_at(chunk.words.start) {
            continue;
        }
        let Some((named, person)) = who(prose, chunk, told, people, &introduced) else { continue };
        introduced.counts.get_mut(person).into_iter().for_each(|count| *count += 1);
        if let Some(known) = people.list.get_mut(person) {
            known.male += u32::from(told.is_male) * 4;
            known.female += u32::from(told.is_female) * 4;
            for role in &told.roles {
                note_role(prose, known, role);
            }
        }
        mentions.push(named);
        if let Some(words) = &told.apposition {
            let head = words.end.saturating_sub(1);
            mentions.push(plain(prose.span(words), prose.bare(head), person, MentionHow::Role, 90));
        }
    }
    for (region, _) in prose.regions().filter(|(_, weak)| *weak) {
        in_capitals(prose, region.tokens.clone(), people, &mut mentions);
    }
    mentions
}

fn note_role(prose: &Prose<'_>, known: &mut Known, role: &Range<usize>) {
    let hashes = |role: &Range<usize>| role.clone().map(|at| prose.word(at).hash).collect::<Vec<_>>();
    if known.roles.len() < NAMESAKES && !known.roles.iter().any(|other| hashes(other) == hashes(role)) {
        known.roles.push(role.clone());
    }
}

/// The person whom a chunk names.
fn who(
    prose: &Prose<'_>,
    chunk: &Chunk,
    told: &Evidence,
    people: &People,
    introduced: &Introduced,
) -> Option<(Named, usize)> {
    let words = &chunk.words;
    let one = chunk.hashes.len() == 1;
    let stands_for_name = one && (told.score > 0 || prose.is_all_upper(words.start) || chunk.kind == Kind::Title);
    if chunk.kind != Kind::Name && !stands_for_name {
        return None;
    }
    let titled = told.title.clone().map(|title| title.start..words.end);
    let named = |person: usize, words: &Range<usize>, how: MentionHow, confidence: u8| {
        let span = prose.span(titled.as_ref().unwrap_or(words));
        (Named { span, name: prose.span(words), entity: Entity::Person(person), how, confidence }, person)
    };
    if !one {
        if let Some(person) = people.by_name.get(&chunk.key()) {
            return Some(named(*person, words, MentionHow::Full, 95));
        }
        let parts = parts(prose, chunk);
        let last = *chunk.hashes.last()?;
        let mut within = people.all(last, |known| known.parts.len() > parts.len() && agree(&parts, &known.parts));
        if let (Some(person), None) = (within.next(), within.next()) {
            return Some(named(person, words, MentionHow::Family, 85));
        }
        // "Longtime Ruiz aides": the first word has its capital from the sentence.
        if chunk.is_initial
            && chunk.hashes.len() == 2
            && !prose.is_capital_elsewhere(words.start)
            && !prose.word(words.start).is(GIVEN)
        {
            let family = words.end.checked_sub(1)?..words.end;
            let mut people = people.all(last, |known| known.family() == last);
            if let (Some(person), None) = (people.next(), people.next()) {
                return Some(named(person, &family, MentionHow::Family, 70));
            }
        }
        return None;
    }
    let hash = *chunk.hashes.first()?;
    let word = prose.word(words.start);
    if chunk.is_initial && word.is(COMMON | SAYS) && !prose.is_capital_elsewhere(words.start) {
        return None;
    }
    let after_article = words.start.checked_sub(1).is_some_and(|at| matches!(prose.str(at), "the" | "The" | "a"));
    // "the Ruiz plan" means the person, "the Ruiz" does not.
    let noun =
        prose.token(words.end).is_some_and(|token| token.is_word() && token.has_space_before() && !token.is_upper());
    if after_article && told.title.is_none() && !noun {
        return None;
    }
    let family: Vec<usize> = people.all(hash, |known| known.family() == hash).collect();
    if !family.is_empty() {
        let how = if told.title.is_some() { MentionHow::TitleName } else { MentionHow::Family };
        let (person, confidence) = choose(&family, told, people, introduced)?;
        return Some(named(person, words, how, confidence));
    }
    let given: Vec<usize> = people.all(hash, |known| known.given() == Some(hash)).collect();
    let (person, confidence) =
        choose(if given.is_empty() { people.namesakes(hash) } else { &given }, told, people, introduced)?;
    let how = if told.title.is_some() { MentionHow::TitleName } else { MentionHow::Given };
    Some(named(person, words, how, confidence.min(85)))
}

/// One of several people of a name: by honorific, else the only one named so far.
fn choose(people: &[usize], told: &Evidence, all: &People, introduced: &Introduced) -> Option<(usize, u8)> {
    if let [only] = people {
        return Some((*only, 90));
    }
    let fits = |person: &usize| {
        let female = all.list.get(*person).and_then(Known::is_female);
        !(told.is_female && female == Some(false) || told.is_male && female == Some(true))
    };
    let mut fitting: Vec<usize> = people.iter().copied().filter(fits).collect();
    let sure = |person: &usize| {
        let female = all.list.get(*person).and_then(Known::is_female);
        female.is_some() && (told.is_female || told.is_male) && female == Some(told.is_female)
    };
    if fitting.iter().any(sure) {
        fitting.retain(sure);
    }
    if let [only] = fitting.as_slice() {
        return Some((*only, 80));
    }
    let mut named = fitting.iter().copied().filter(|person| introduced.has(*person));
    if let (Some(only), None) = (named.next(), named.next()) {
        return Some((only, 70));
    }
    // The surname alone means the one whom the story is about; relatives keep their given names.
    let count = |person: &usize| introduced.counts.get(*person).copied().unwrap_or_default();
    let most = fitting.iter().copied().max_by_key(|person| (count(person), std::cmp::Reverse(*person)))?;
    let rest = fitting.iter().filter(|person| **person != most).map(count).max().unwrap_or_default();
    (count(&most) >= 2 * rest.max(1)).then_some((most, 55))
}

/// Known names in headlines whose capitals tell nothing.
fn in_capitals(prose: &Prose<'_>, region: Range<usize>, people: &People, mentions: &mut Vec<Named>) {
    let mut at = region.start;
    while at < region.end {
        let found = known_at(prose, at, region.end, people).filter(|_| mentions.len() < MOST);
        at = found.as_ref().map_or(at + 1, |found| found.0.end);
        let Some((words, person, how)) = found else { continue };
        let span = prose.span(&words);
        mentions.push(Named { span, name: span, entity: Entity::Person(person), how, confidence: 80 });
    }
}

/// A full name or surname at this word.
fn known_at(prose: &Prose<'_>, at: usize, end: usize, people: &People) -> Option<(Range<usize>, usize, MentionHow)> {
    let word = prose.word(at);
    if !word.is_capital() {
        return None;
    }
    for person in people.namesakes(word.hash) {
        let known = people.list.get(*person)?;
        let opens = known.parts.len() > 1 && known.parts.first().is_some_and(|part| part.hash == word.hash);
        if let Some(behind) = spelled(prose, at, end, &known.parts).filter(|_| opens) {
            return Some((at..behind, *person, MentionHow::Full));
        }
    }
    let mut family = people.all(word.hash, |known| known.family() == word.hash);
    let (Some(person), None) = (family.next(), family.next()) else { return None };
    let headed = prose.word(at + 1).is_capital() && prose.word(at + 1).is(ORG_HEAD | PLACE_HEAD) && at + 1 < end;
    (!word.is(COMMON | SAYS | TIME) && !headed).then_some((at..at + 1, person, MentionHow::Family))
}

/// Where the name ends, if the words from `at` on are its first and its last word, or all of its words.
fn spelled(prose: &Prose<'_>, at: usize, end: usize, parts: &[Part]) -> Option<usize> {
    let word = |at: usize| (at < end).then(|| prose.word(at).hash);
    let all = parts.iter().enumerate().all(|(n, part)| word(at + n) == Some(part.hash));
    if all {
        return Some(at + parts.len());
    }
    (word(at + 1) == parts.last().map(|part| part.hash)).then_some(at + 2)
}

/// Puts people in the order of their first mention and writes their records.
pub(super) fn finish(prose: &Prose<'_>, people: &People, orgs: Vec<Org>, mut mentions: Vec<Named>) -> Names {
    mentions.sort_by_key(|named| (named.span, named.name));
    mentions.dedup_by_key(|named| named.span);
    let mut order: Vec<Option<usize>> = vec![None; people.list.len()];
    let mut first: Vec<usize> = Vec::new();
    for named in &mut mentions {
        let Entity::Person(at) = named.entity else { continue };
        let Some(slot) = order.get_mut(at) else { continue };
        let person = *slot.get_or_insert_with(|| {
            first.push(at);
            first.len() - 1
        });
        named.entity = Entity::Person(person);
    }
    let known = first.iter().filter_map(|at| people.list.get(*at)).enumerate();
    let mut out: Vec<Person> = known.map(|(n, known)| record(prose, known, n + 1, &orgs, &mentions)).collect();
    for named in &mentions {
        let Entity::Person(at) = named.entity else { continue };
        out.get_mut(at).into_iter().for_each(|person| person.mentions.push(named.mention()));
    }
    Names { people: out, orgs, mentions }
}

fn record(prose: &Prose<'_>, known: &Known, n: usize, orgs: &[Org], mentions: &[Named]) -> Person {
    let words = known.name.clone().filter(|at| prose.token(*at).is_some_and(Token::is_word));
    let names: Vec<usize> = words.filter(|at| !prose.word(*at).is(SUFFIX) || prose.is_letters(*at)).collect();
    let text = |at: &usize| prose.bare(*at).of(prose.text).to_owned();
    let particle = |at: &&usize| prose.word(**at).is(PARTICLE) && !prose.word(**at).is_capital();
    let particles: Vec<String> = names.iter().filter(particle).map(text).collect();
    let role = |role: &Range<usize>| Role {
        span: prose.span(role),
        text: Slice,
        org: org_of(prose, role, orgs, mentions),
        place: place_of(prose, role),
    };
    Person {
        id: format!("p{n}"),
        name: folded(prose.span(&known.name).of(prose.text)),
        given: names.first().filter(|_| names.len() > 1).map(text),
        family: names.last().map(text),
        particles: (!particles.is_empty()).then(|| particles.join(" ")),
        roles: known.roles.iter().map(role).collect(),
        mentions: Vec::new(),
    }
}

/// The words behind an office that tell of whom: "of", "at the".
fn behind_office(prose: &Prose<'_>, role: &Range<usize>) -> Option<usize> {
    let joins = matches!(prose.str(role.end), "of" | "at" | "for" | "with");
    joins.then(|| if prose.str(role.end + 1) == "the" { role.end + 2 } else { role.end + 1 })
}

/// The organisation of an office: "FBI director", "director of the FBI".
fn org_of(prose: &Prose<'_>, role: &Range<usize>, orgs: &[Org], mentions: &[Named]) -> Option<String> {
    let starts = behind_office(prose, role).into_iter().chain([role.start]);
    starts.into_iter().find_map(|at| {
        let start = prose.bare(at).start();
        let first = mentions.partition_point(|named| named.span.start() < start);
        let here = mentions.get(first..).unwrap_or_default().iter().take_while(|named| named.span.start() == start);
        here.take(4).find_map(|named| match named.entity {
            Entity::Org(org) => orgs.get(org).map(|org| org.name.clone()),
            Entity::Person(_) => None,
        })
    })
}

/// The country or place of an office as printed: "Norwegian minister", "mayor of Oslo".
fn place_of(prose: &Prose<'_>, role: &Range<usize>) -> Option<String> {
    let mut words = role.clone().chain(behind_office(prose, role));
    let at = words.find(|at| prose.word(*at).is(PLACE | DEMONYM) && prose.word(*at).is_capital())?;
    let (length, roles) = prose.phrase(at);
    let words = at..at + if roles & PLACE == 0 { 1 } else { length };
    Some(prose.span(&words).of(prose.text).to_owned())
}

/// White space folded to single spaces.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The span of a mention by one word or phrase.
pub(super) fn plain(span: Span, name: Span, person: usize, how: MentionHow, confidence: u8) -> Named {
    Named { span, name, entity: Entity::Person(person), how, confidence }
}
