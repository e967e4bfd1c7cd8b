//! Cues and the small words around them: what the tables say about each token of an article, in its language.

use std::sync::LazyLock;

use super::token::{Token, TokenKind, word_hash};
use crate::generated::{CUES, FRAME_WORDS};

/// What a word may be, one bit each.
pub(crate) type Roles = u32;

pub(crate) const SAY: Roles = 1;
pub(crate) const THINK: Roles = 1 << 1;
/// Names what it speaks of: `called it “a shame”`.
pub(crate) const CALL: Roles = 1 << 2;
/// Tells of speech without giving it: `criticised the plan`.
pub(crate) const REPORT: Roles = 1 << 3;
/// Stands before the speaker: `according to`.
pub(crate) const ACCORDING: Roles = 1 << 4;
/// Stands behind the speaker: `zufolge`.
pub(crate) const BEHIND: Roles = 1 << 5;
/// Has no speaker: `hieß es`.
pub(crate) const IMPERSONAL: Roles = 1 << 6;
/// `so Ruiz` behind content.
pub(crate) const SO: Roles = 1 << 7;
/// Opens a clause that holds a cue: `wie Ruiz mitteilte`.
pub(crate) const AS: Roles = 1 << 8;
pub(crate) const FINITE: Roles = 1 << 9;
pub(crate) const PARTICIPLE: Roles = 1 << 10;
pub(crate) const INFINITIVE: Roles = 1 << 11;
pub(crate) const THAT: Roles = 1 << 12;
pub(crate) const AUXILIARY: Roles = 1 << 13;
pub(crate) const DETERMINER: Roles = 1 << 14;
/// Goes on in a noun phrase: `of`, `von`, `und`.
pub(crate) const OF: Roles = 1 << 15;
pub(crate) const PRONOUN: Roles = 1 << 16;
pub(crate) const RELATIVE: Roles = 1 << 17;
pub(crate) const AND: Roles = 1 << 18;
pub(crate) const PREPOSITION: Roles = 1 << 19;
pub(crate) const ADVERB: Roles = 1 << 20;
pub(crate) const SUBORDINATE: Roles = 1 << 21;
pub(crate) const SO_CALLED: Roles = 1 << 22;
/// Konjunktiv I, which tells reported speech.
pub(crate) const REPORTED: Roles = 1 << 23;
/// Konjunktiv II, which goes on with it.
pub(crate) const CONDITIONAL: Roles = 1 << 24;
/// First or second person.
pub(crate) const FIRST: Roles = 1 << 25;
/// `zu` before an infinitive.
pub(crate) const TO: Roles = 1 << 26;
/// In the passive its subject is who said it: `wird zitiert`.
pub(crate) const CITE: Roles = 1 << 27;
/// The auxiliary of a passive: `wurde`.
pub(crate) const PASSIVE: Roles = 1 << 30;
/// A cue with its particle, and one without: a form may be both (`gab zu`, `gab bekannt`).
const SEPARABLE: Roles = 1 << 28;
const ALONE: Roles = 1 << 29;

/// Verbs that may be the cue of a statement.
pub(crate) const VERB: Roles = SAY | THINK | CALL | REPORT;

/// A row of a table, by hashes of its words.
struct Entry {
    hash: u32,
    rest: [u32; 3],
    langs: &'static str,
    roles: Roles,
    particle: u32,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let cues = CUES.iter().map(|row| entry(row.form, row.langs, class(row.class) | verb(row.verb), row.particle));
    let frame_words = FRAME_WORDS.iter().map(|row| entry(row.form, row.langs, role(row.role), "-"));
    let mut entries: Vec<Entry> = cues.chain(frame_words).collect();
    // Longer forms come first, so that the first that fits is the longest.
    entries.sort_by_key(|entry| (entry.hash, std::cmp::Reverse(entry.rest)));
    entries
});

/// The low bits of the hashes of all first words: most words of prose are told apart here.
static FILTER: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut filter = vec![0; 1 << 10];
    for entry in ENTRIES.iter() {
        filter.get_mut(slot(entry.hash)).into_iter().for_each(|bits| *bits |= 1 << (entry.hash & 63));
    }
    filter
});

fn slot(hash: u32) -> usize {
    (hash >> 6 & 0x3ff) as usize
}

fn entry(form: &'static str, langs: &'static str, roles: Roles, particle: &str) -> Entry {
    let mut words = form.split(' ').map(word_hash);
    let hash = words.next().unwrap_or_default();
    let rest = std::array::from_fn(|_| words.next().unwrap_or_default());
    let (particle, kind) = if particle == "-" { (0, ALONE) } else { (word_hash(particle), SEPARABLE) };
    Entry { hash, rest, langs, roles: roles | if roles & VERB == 0 { 0 } else { kind }, particle }
}

fn class(class: &str) -> Roles {
    match class {
        "say" | "write" => SAY,
        "think" => THINK,
        "call" => CALL,
        "report" => REPORT,
        "cite" => REPORT | CITE,
        "according" => ACCORDING,
        "behind" => BEHIND,
        "impersonal" => IMPERSONAL,
        "relative" => IMPERSONAL | RELATIVE,
        "so" => SO,
        "as" => AS,
        _ => 0,
    }
}

fn verb(verb: &str) -> Roles {
    match verb {
        "finite" => FINITE,
        "participle" => PARTICIPLE,
        "both" => FINITE | PARTICIPLE,
        "gerund" | "infinitive" => INFINITIVE,
        _ => 0,
    }
}

fn role(role: &str) -> Roles {
    match role {
        "that" => THAT,
        "aux" => AUXILIARY,
        "determiner" => DETERMINER,
        "of" => OF,
        "pronoun" => PRONOUN,
        "relative" => RELATIVE,
        "and" => AND,
        "preposition" => PREPOSITION,
        "adverb" => ADVERB,
        "subordinate" => SUBORDINATE,
        "so-called" => SO_CALLED,
        "reported" => REPORTED,
        "conditional" => CONDITIONAL,
        "first" => FIRST,
        "infinitive" => TO,
        "passive" => PASSIVE,
        _ => 0,
    }
}

/// What a token is in the language of the article.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) roles: Roles,
    /// How many tokens the form has; 0 where no table knows it.
    pub(crate) len: u8,
}

impl Word {
    pub(crate) fn is(self, roles: Roles) -> bool {
        self.roles & roles != 0
    }

    /// Whether it is a cue only where its particle follows (`teilte … mit`).
    pub(crate) fn needs_particle(self) -> bool {
        self.is(SEPARABLE) && !self.is(ALONE)
    }
}

/// Looks every token up.
pub(crate) fn look_up(text: &str, tokens: &[Token], lang: Option<&str>) -> Vec<Word> {
    let Some(lang) = lang.and_then(|lang| lang.split('-').next()) else {
        return vec![Word::default(); tokens.len()];
    };
    let word = |at: usize| {
        let Some(token) = tokens.get(at).filter(|token| token.kind == TokenKind::Word) else {
            return Word::default();
        };
        let hash = match lang {
            "fr" | "it" => elided(token.span.of(text)).map_or(token.hash, word_hash),
            _ => token.hash,
        };
        let mut found = at_hash(tokens, at, hash, lang);
        // German verbs are in lower case but for the first word of a sentence; nouns look like them ("Angaben").
        if lang == "de" && token.is_upper() && found.len == 1 {
            let opens = at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|before| !before.is_word());
            found.roles &= if opens { Roles::MAX } else { !VERB };
        }
        found
    };
    (0..tokens.len()).map(word).collect()
}

/// The word that tells its role in `qu'il` and `dit-il`.
fn elided(word: &str) -> Option<&str> {
    let elision = word.find(['\'', '’']).and_then(|at| word.get(..at));
    if matches!(elision, Some("qu" | "Qu")) {
        return Some("que");
    }
    clitic(word).and_then(|(_, verb)| word.get(..verb))
}

/// Where the pronoun starts that hangs on a French verb, and where the verb ends: `dit-il`, `explique-t-elle`.
pub(crate) fn clitic(word: &str) -> Option<(usize, usize)> {
    let (verb, pronoun) = word.rsplit_once('-')?;
    let fits = matches!(pronoun, "il" | "elle" | "on" | "ils" | "elles" | "je") && !verb.is_empty();
    fits.then(|| (verb.len() + 1, verb.strip_suffix("-t").unwrap_or(verb).len()))
}

fn at_hash(tokens: &[Token], at: usize, hash: u32, lang: &str) -> Word {
    let mut found = Word::default();
    if FILTER.get(slot(hash)).is_none_or(|bits| bits >> (hash & 63) & 1 == 0) {
        return found;
    }
    let start = ENTRIES.partition_point(|entry| entry.hash < hash);
    let own = ENTRIES.iter().skip(start).take_while(|entry| entry.hash == hash);
    for entry in own.filter(|entry| entry.langs.split(',').any(|own| own == lang)) {
        let words = entry.rest.iter().take_while(|hash| **hash != 0);
        let fits = words.clone().zip(1..).all(|(hash, n)| tokens.get(at + n).is_some_and(|token| token.hash == *hash));
        let len = u8::try_from(1 + words.count()).unwrap_or(u8::MAX);
        if !fits || len < found.len {
            continue;
        }
        let known = if found.len == len { found.roles } else { 0 };
        found = Word { roles: known | entry.roles, len };
    }
    found
}

/// Whether `particle` is one that the separable cue `cue` may have.
pub(crate) fn is_particle(cue: u32, particle: u32) -> bool {
    let start = ENTRIES.partition_point(|entry| entry.hash < cue);
    ENTRIES
        .iter()
        .skip(start)
        .take_while(|entry| entry.hash == cue)
        .any(|entry| entry.particle == particle && particle != 0)
}
