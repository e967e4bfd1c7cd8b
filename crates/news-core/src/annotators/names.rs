//! People and organisations: names, roles and pronouns, each mention with its entity.
//!
//! The prose is read once into runs of capitalised words (`runs`), each run is cut into titles, names, organisations and
//! places (`chunks`), and the cues around a name tell whether it is a person's (`evidence`). What all places of a name tell
//! together decides, once for the article. Then people and organisations get their table and every name its entity
//! (`people`, `orgs`), later role phrases theirs (`offices`), and "he" and "she" theirs (`pronouns`).
//!
//! Not marked: nouns without a name ("the ministry"), "who", "I" and "they"; in title case and capitals, names other than
//! known ones and a given name with one more word. Known failures: two people of one surname who are named equally often
//! stay apart only by honorifics, and a surname alone is then nobody's; a surname that is a place ("Washington") or an
//! organisation is taken for it unless a verb of speech is near; German people need a given name, title or office; inflected
//! names of Slavic languages are other names.

mod chunks;
mod evidence;
mod offices;
mod orgs;
mod people;
mod pronouns;
mod runs;
mod words;

use std::ops::Range;

use super::tokens::Tokens;
use crate::article::{Abbrev, Article, Mention, MentionHow, Org, Person};
use crate::span::Span;

/// At most so many people, organisations and mentions of either are looked for: one more than a record carries, so that it can
/// say that there are more.
const MOST: usize = super::limits::MOST + 1;

/// Who is meant: an index into [`Names::people`] or [`Names::orgs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entity {
    Person(usize),
    Org(usize),
}

/// A mention as the passes behind this one read it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    /// As in the record: with the title before a name, the modifiers of a role.
    pub(crate) span: Span,
    /// The bare name, the head word of a role, the pronoun.
    pub(crate) name: Span,
    pub(crate) entity: Entity,
    pub(crate) how: MentionHow,
    /// In percent.
    pub(crate) confidence: u8,
}

impl Named {
    /// As the record has it.
    fn mention(&self) -> Mention {
        let confidence = (self.how != MentionHow::Full).then(|| f32::from(self.confidence) / 100.0);
        Mention { span: self.span, how: Some(self.how), confidence }
    }
}

/// Who is named or meant: people and organisations in the order of their first mention, and all their mentions by span.
pub(crate) struct Names {
    pub(crate) people: Vec<Person>,
    pub(crate) orgs: Vec<Org>,
    pub(crate) mentions: Vec<Named>,
}

/// Finds names and links every later mention to its entity.
///
/// `sources` are the words that name the speakers of statements: a place where names of people stand.
pub(crate) fn find(
    article: &Article,
    tokens: &Tokens,
    sentences: &[Range<usize>],
    abbreviations: &[Abbrev],
    sources: &[Span],
) -> Names {
    let prose = words::read(article, tokens, sentences, sources);
    let chunks = chunks::find(&prose);
    let mut people = people::tabulate(&prose, &chunks);
    let mut mentions = people::link(&prose, &chunks, &mut people);
    let orgs = orgs::find(&prose, &chunks, article, abbreviations, &mut mentions);
    mentions.sort_by_key(|named| (named.span, named.name));
    offices::link(&prose, &people, &mut mentions);
    pronouns::link(&prose, sentences, &mut people, &mut mentions);
    people::finish(&prose, &people, orgs, mentions)
}
