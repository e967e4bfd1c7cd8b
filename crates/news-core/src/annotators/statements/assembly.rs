//! From tagged words to statements: which cue belongs to which content, and which source to which cue.

use std::ops::Range;

use super::Statement;
use super::tagger::{Tag, Tagged};
use crate::annotators::marks::Stretch;
use crate::annotators::tokens::{Region, RegionKind, Tokens};
use crate::article::QuoteKind;
use crate::grammar::calendar::weekday;
use crate::grammar::cue;
use crate::grammar::speaker;
use crate::grammar::token::{Token, TokenKind};
use crate::span::Span;

/// What a run of tokens is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Source,
    Cue,
    Content,
}

/// A run of tokens of one role.
#[derive(Clone, Debug)]
struct Part {
    role: Role,
    tokens: Range<usize>,
    sentence: usize,
    /// Behind the last sentence it reaches into.
    last_sentence: usize,
}

/// Builds the statements of an article from the tags of its tokens, in text order.
pub(crate) fn build(
    text: &str,
    tokens: &Tokens,
    sentences: &[Range<usize>],
    stretches: &[Stretch],
    tagged: Tagged,
) -> Vec<Statement> {
    let Tagged { mut tags, source_margins } = tagged;
    let speech = settle_stretches(text, tokens, stretches, &mut tags);
    let mut statements = Vec::new();
    let mut sentence = 0;
    let mut before: Vec<Part> = Vec::new();
    for region in &tokens.regions {
        let parts = parts(text, tokens, sentences, &tags, region.tokens.clone(), &mut sentence);
        let seen =
            Seen { text, tokens, sentences, stretches, speech: &speech, tags: &tags, source_margins: &source_margins };
        let first = statements.len();
        link(&seen, &parts, &mut statements);
        carry(&seen, region, &before, &mut statements, first);
        before = parts;
    }
    statements.sort_by_key(|statement| statement.content.first().copied());
    statements
}

/// A stretch is spoken as a whole or not at all: its tags follow the greater part of its words.
fn settle_stretches(text: &str, tokens: &Tokens, stretches: &[Stretch], tags: &mut [Tag]) -> Vec<bool> {
    let is_content = |tag: Tag| matches!(tag, Tag::ContentStart | Tag::ContentInside);
    stretches
        .iter()
        .map(|stretch| {
            let words = || stretch.tokens.clone().filter(|&at| tokens.all.get(at).is_some_and(|token| token.is_word()));
            let all = words().count();
            let spoken = words().filter(|&at| tags.get(at).copied().is_some_and(is_content)).count();
            if spoken * 2 < all || all == 0 {
                return false;
            }
            if names_a_work(tokens, stretch) {
                silence(stretch, tags);
                return false;
            }
            // A whole utterance starts anew: what stands before it belongs to its frame.
            let outer = stretch.tokens.start.saturating_sub(1)..stretch.tokens.end + 1;
            let mut before = outer.start.checked_sub(1).and_then(|at| tags.get(at)).copied().unwrap_or_default();
            for at in outer.clone() {
                let Some(tag) = tags.get_mut(at) else { continue };
                let in_frame = matches!(*tag, Tag::SourceStart | Tag::SourceInside | Tag::CueStart | Tag::CueInside);
                let is_mark = at == outer.start || at + 1 == outer.end;
                if !in_frame || is_mark {
                    *tag = if is_content(before) { Tag::ContentInside } else { Tag::ContentStart };
                }
                before = *tag;
            }
            let ends = stretch
                .tokens
                .end
                .checked_sub(1)
                .and_then(|at| tokens.all.get(at))
                .map_or("", |token| token.span.of(text));
            if matches!(ends, "." | "!" | "?")
                && let Some(tag) = tags.get_mut(outer.end).filter(|tag| **tag == Tag::ContentInside)
            {
                *tag = Tag::ContentStart;
            }
            true
        })
        .collect()
}

/// Words in title case behind a possessive name are a program or a book: `said on KXYZ’s “Morning Coast.”` In headlines
/// speech is in title case, too.
fn names_a_work(tokens: &Tokens, stretch: &Stretch) -> bool {
    let in_headline = tokens.regions.get(stretch.region).is_some_and(|region| region.kind == RegionKind::Headline);
    let owner = stretch.tokens.start.checked_sub(2).and_then(|at| tokens.all.get(at));
    let is_owned = owner.is_some_and(|owner| owner.is_upper() && owner.is_possessive());
    let words =
        || tokens.all.iter().take(stretch.tokens.end).skip(stretch.tokens.start).filter(|token| token.is_word());
    let is_title =
        || words().take(WORK + 1).count() <= WORK && words().all(|word| word.is_upper() || word.span.len() <= 3);
    !in_headline && is_owned && words().next().is_some_and(|word| word.is_upper()) && is_title()
}

/// Words that the name of a work may have.
const WORK: usize = 8;

/// Takes the content out of a stretch, unless the words before it belong to the same content.
fn silence(stretch: &Stretch, tags: &mut [Tag]) {
    let outer = stretch.tokens.start.saturating_sub(1)..stretch.tokens.end + 1;
    let before = outer.start.checked_sub(1).and_then(|at| tags.get(at)).copied().unwrap_or_default();
    if before < Tag::ContentStart {
        tags.get_mut(outer).unwrap_or_default().fill(Tag::Outside);
    }
}

/// The parts of a region in text order.
fn parts(
    text: &str,
    tokens: &Tokens,
    sentences: &[Range<usize>],
    tags: &[Tag],
    region: Range<usize>,
    sentence: &mut usize,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Option<(Role, usize)> = None;
    let mut close = |open: &mut Option<(Role, usize)>, end: usize| {
        let Some((role, start)) = open.take() else { return };
        let Some(range) = trimmed(text, tokens, role, start..end) else { return };
        while sentences.get(*sentence).is_some_and(|sentence| sentence.end <= range.start) {
            *sentence += 1;
        }
        let reached = sentences.iter().skip(*sentence).take_while(|sentence| sentence.start < range.end).count();
        parts.push(Part { role, tokens: range, sentence: *sentence, last_sentence: *sentence + reached.max(1) });
    };
    for at in region.clone() {
        let tag = tags.get(at).copied().unwrap_or_default();
        let role = match tag {
            Tag::Outside => None,
            Tag::SourceStart | Tag::SourceInside => Some(Role::Source),
            Tag::CueStart | Tag::CueInside => Some(Role::Cue),
            Tag::ContentStart | Tag::ContentInside => Some(Role::Content),
        };
        if open.map(|(role, _)| role) != role || !tag.is_inside() {
            close(&mut open, at);
            open = role.map(|role| (role, at));
        }
    }
    close(&mut open, region.end);
    parts
}

/// A part without the signs at its ends; quotation marks of content stay.
fn trimmed(text: &str, tokens: &Tokens, role: Role, mut range: Range<usize>) -> Option<Range<usize>> {
    let loose = |at: usize| {
        tokens.all.get(at).is_none_or(|token| match token.kind {
            TokenKind::Sign => {
                !matches!(token.span.of(text), ")" | "(" | "$" | "#" | "@" | "%" | "[" | "]" | "…" | "..." | "£" | "€")
                    && role != Role::Cue
            }
            TokenKind::Mark => role != Role::Content,
            _ => false,
        })
    };
    while range.start < range.end && loose(range.start) {
        range.start += 1;
    }
    while range.start < range.end && loose(range.end - 1) {
        range.end -= 1;
    }
    if role == Role::Cue {
        while range.len() > 1 && is_place_of_saying(text, tokens, range.end - 1) {
            range.end -= 1;
        }
    }
    (range.start < range.end).then_some(range)
}

/// Whether the token is the preposition of `said in`, `wrote on`: where and when it was said is no part of the cue, unlike the
/// preposition of `referred to`.
fn is_place_of_saying(text: &str, tokens: &Tokens, at: usize) -> bool {
    let word = |at: usize| tokens.all.get(at).map_or("", |token| token.span.of(text));
    let says = |at: usize| matches!(speaker::lemma(word(at), "en"), Some("say" | "write"));
    speaker::is_preposition(word(at), "en") && at.checked_sub(1).is_some_and(says)
}

/// What linking looks at.
struct Seen<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    sentences: &'a [Range<usize>],
    stretches: &'a [Stretch],
    speech: &'a [bool],
    tags: &'a [Tag],
    source_margins: &'a [i16],
}

/// Links the parts of a region and appends its statements.
fn link(seen: &Seen<'_>, parts: &[Part], statements: &mut Vec<Statement>) {
    let Seen { tokens, stretches, speech, .. } = *seen;
    let cue_of: Vec<Option<usize>> = (0..parts.len()).map(|at| best(parts, at, Role::Content, Role::Cue)).collect();
    let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    for (at, _) in parts.iter().enumerate().filter(|(_, part)| part.role == Role::Content) {
        let cue = cue_of.get(at).copied().flatten();
        let known = groups.iter_mut().rev().take(8).find(|(of, _)| of.is_some() && *of == cue);
        match known {
            Some((_, contents)) => contents.push(at),
            None => groups.push((cue, vec![at])),
        }
    }
    for (cue, contents) in groups {
        let source = match cue {
            Some(cue) => best(parts, cue, Role::Cue, Role::Source),
            None => contents.first().and_then(|&at| best(parts, at, Role::Content, Role::Source)),
        };
        let span = |at: usize| parts.get(at).and_then(|part| tokens.span(part.tokens.clone()));
        let marked = contents.iter().any(|&at| parts.get(at).is_some_and(|part| holds_speech(seen, part)));
        let source = source
            .and_then(|source| named(seen, parts, source, cue))
            .or_else(|| unmarked_source(seen, parts.get(cue.filter(|_| marked)?)?))
            .or_else(|| contracted(seen, parts.get(cue?)?));
        let content: Vec<Range<usize>> = contents.iter().filter_map(|&at| whole(seen, parts, at, cue)).collect();
        let content: Vec<Span> = content.into_iter().filter_map(|range| tokens.span(range)).collect();
        let own: Vec<usize> = spoken_in(&content, stretches, speech);
        // Without a cue, a source or a quotation mark nothing says that it was said.
        if cue.is_none() && source.is_none() && own.is_empty() {
            continue;
        }
        statements.push(Statement {
            kind: kind(tokens, &content, stretches, &own),
            stretches: own,
            content,
            cue: cue.and_then(span),
            source,
            addressee: cue.and_then(|cue| addressee(seen, parts, cue)),
        });
    }
}

/// The tokens of a content. What stands before a clause that its frame follows belongs to it from the start of the
/// sentence, where nothing else does: `Five years ago, a group was set up, he recalled.`
fn whole(seen: &Seen<'_>, parts: &[Part], at: usize, cue: Option<usize>) -> Option<Range<usize>> {
    let part = parts.get(at)?;
    let frame = cue.and_then(|cue| parts.get(cue)).filter(|cue| cue.tokens.start > part.tokens.start);
    let start = seen.sentences.get(part.sentence)?.start;
    let is_first =
        at.checked_sub(1).and_then(|before| parts.get(before)).is_none_or(|before| before.tokens.end <= start);
    let is_mark = |at: usize| seen.tokens.all.get(at).is_none_or(|token| token.kind == TokenKind::Mark);
    let is_clause = frame.is_some_and(|frame| frame.sentence + 1 == part.last_sentence);
    let is_plain = || (start..=part.tokens.start).all(|at| !is_mark(at));
    Some(if is_clause && is_first && is_plain() { start..part.tokens.end } else { part.tokens.clone() })
}

/// Words that an addressee may have.
const ADDRESSEE: usize = 8;

/// To whom it is said: the words between `told` and what is told, up to a preposition, a conjunction or a day.
fn addressee(seen: &Seen<'_>, parts: &[Part], cue: usize) -> Option<Span> {
    let cue = parts.get(cue)?;
    let word = |at: usize| seen.tokens.all.get(at).map_or("", |token| token.span.of(seen.text));
    let tells = |at| {
        ["told", "tells", "tell", "telling", "asked", "asks"].iter().any(|verb| word(at).eq_ignore_ascii_case(verb))
    };
    if !cue.tokens.clone().any(tells) {
        return None;
    }
    let end = seen.sentences.get(cue.sentence)?.end.min(cue.tokens.end + ADDRESSEE + 1);
    let behind = seen.tokens.all.get(cue.tokens.end..end)?;
    let roles = cue::look_up(seen.text, behind, Some("en"));
    let goes_on = |(at, (token, role)): &(usize, (&Token, cue::Word))| {
        token.is_word()
            && seen.tags.get(cue.tokens.end + at) == Some(&Tag::Outside)
            && !role.is(cue::PREPOSITION | cue::SUBORDINATE | cue::THAT | cue::TO | cue::ADVERB | cue::AUXILIARY)
            && weekday(token.span.of(seen.text)).is_none()
    };
    let len = behind.iter().zip(roles).enumerate().take_while(goes_on).count();
    if len <= ADDRESSEE { seen.tokens.span(cue.tokens.end..cue.tokens.end + len) } else { None }
}

/// Tokens that an apposition may have.
const APPOSITION: usize = 30;

/// The words of a source: with what explains it, without what it swallowed.
fn named(seen: &Seen<'_>, parts: &[Part], source: usize, cue: Option<usize>) -> Option<Span> {
    let own = seen.tokens.span(parts.get(source)?.tokens.clone())?;
    let short = shortened(seen, own);
    if short == own { seen.tokens.span(with_apposition(seen, parts, source, cue)) } else { Some(short) }
}

/// A source with what explains it: `Ana Ruiz, a captain, said`, `said Ana Ruiz, who runs the port.`
fn with_apposition(seen: &Seen<'_>, parts: &[Part], source: usize, cue: Option<usize>) -> Range<usize> {
    let Some(part) = parts.get(source) else { return 0..0 };
    let own = part.tokens.clone();
    let next = parts.get(source + 1).map_or(usize::MAX, |next| next.tokens.start);
    let sentence = seen.sentences.get(part.sentence).map_or(own.end, |sentence| sentence.end);
    let end = sentence.min(next).min(own.end + APPOSITION);
    let is_comma = |at: usize| seen.tokens.all.get(at).is_some_and(|token| token.span.of(seen.text) == ",");
    if !is_comma(own.end) || !opens_apposition(seen, own.end + 1) {
        return own;
    }
    let is_behind = cue.is_some_and(|cue| cue < source);
    let ends = |at: &usize| {
        let Some(token) = seen.tokens.all.get(*at) else { return true };
        let is_final = at + 1 == end && end == sentence;
        match token.span.of(seen.text) {
            "," | "—" | "–" | "--" | "-" | ";" | ":" => true,
            _ => token.kind == TokenKind::Mark || (is_final && !token.is_word()),
        }
    };
    let last = (own.end + 1..end).find(ends).unwrap_or(end);
    let is_closed =
        (end == next && cue == Some(source + 1) && is_comma(end - 1)) || (is_behind && last < own.end + APPOSITION);
    if is_closed { own.start..last } else { own }
}

/// Whether the words behind a comma explain a name: no preposition, conjunction, adverb or participle.
fn opens_apposition(seen: &Seen<'_>, at: usize) -> bool {
    let word = seen.tokens.all.get(at).filter(|token| token.is_word() && !token.is_upper());
    let other = cue::PREPOSITION | cue::SUBORDINATE | cue::AND | cue::ADVERB | cue::AUXILIARY | cue::VERB;
    word.is_some_and(|word| !word.span.of(seen.text).ends_with("ing"))
        && (role(seen, at).is(cue::RELATIVE) || !role(seen, at).is(other))
}

/// Tokens of the longest form that the table of cues holds.
const FORM: usize = 4;

fn role(seen: &Seen<'_>, at: usize) -> cue::Word {
    let words = seen.tokens.all.get(at..seen.tokens.all.len().min(at + FORM)).unwrap_or_default();
    cue::look_up(seen.text, words, Some("en")).first().copied().unwrap_or_default()
}

/// `He’s claiming`: the pronoun at the start of the cue.
fn contracted(seen: &Seen<'_>, cue: &Part) -> Option<Span> {
    let token = seen.tokens.all.get(cue.tokens.start)?;
    let word = token.span.of(seen.text);
    let (pronoun, _) = word.split_once(['\'', '’'])?;
    let known = ["he", "she", "they", "i", "we", "you", "it", "who"];
    let is_pronoun = known.iter().any(|known| pronoun.eq_ignore_ascii_case(known));
    is_pronoun.then(|| Span::new(token.span.start(), token.span.start() + pronoun.len()))
}

fn holds_speech(seen: &Seen<'_>, part: &Part) -> bool {
    seen.tokens
        .span(part.tokens.clone())
        .is_some_and(|span| !spoken_in(&[span], seen.stretches, seen.speech).is_empty())
}

/// Words of a source that no reader takes for a name any more.
const LONG_SOURCE: usize = 12;

/// A source that swallowed a title in quotation marks or a clause ends before it; one apposition stays.
fn shortened(seen: &Seen<'_>, source: Span) -> Span {
    let range = seen.tokens.within(source);
    let is_sign = |at: &usize, signs: &[&str]| {
        seen.tokens.all.get(*at).is_some_and(|token| signs.contains(&token.span.of(seen.text)))
    };
    let words = range.clone().filter(|&at| seen.tokens.all.get(at).is_some_and(|token| token.is_word())).count();
    let closing = range.clone().rev().find(|at| is_sign(at, &["”", "\"", "''", "»"]));
    if let Some(closing) = closing.filter(|closing| closing + 1 < range.end && words > LONG_SOURCE) {
        return seen.tokens.span(closing + 1..range.end).unwrap_or(source);
    }
    let mut commas = range.clone().filter(|at| is_sign(at, &[","])).enumerate();
    // A second comma opens what explains the apposition rather than the name.
    let cut = commas.find(|(n, at)| *n > 0 || !opens_apposition(seen, at + 1));
    match cut.filter(|(_, comma)| words > LONG_SOURCE && *comma > range.start) {
        Some((_, comma)) => seen.tokens.span(range.start..comma).unwrap_or(source),
        None => source,
    }
}

/// Speech without a frame of its own: a paragraph behind `She said:`, one that goes on with an open quotation, one that
/// is all quotation behind one that was said.
fn carry(seen: &Seen<'_>, region: &Region, before: &[Part], statements: &mut [Statement], first: usize) {
    let (earlier, here) = statements.split_at_mut(first);
    let opening = seen.tokens.of(region).first().map_or(region.span, |token| token.span);
    let announced =
        seen.tokens.all.get(region.tokens.start.wrapping_sub(1)).is_some_and(|token| token.span.of(seen.text) == ":");
    for at in 0..here.len() {
        let Some((done, statement)) =
            here.get_mut(..=at).and_then(<[Statement]>::split_last_mut).map(|(last, done)| (done, last))
        else {
            continue;
        };
        if statement.source.is_some() || statement.stretches.is_empty() {
            continue;
        }
        let span = |part: &Part| seen.tokens.span(part.tokens.clone());
        let opens = statement.content.first().is_some_and(|content| content.start() <= opening.start());
        let framed = if announced && opens { before.iter().rev().find(|part| part.role == Role::Cue) } else { None };
        if let Some(cue) = framed {
            let sources = before.iter().filter(|part| part.role == Role::Source);
            let source = sources.min_by_key(|part| part.tokens.start.abs_diff(cue.tokens.start)).and_then(span);
            (statement.cue, statement.source) = (span(cue), source.or_else(|| unmarked_source(seen, cue)));
        }
        if statement.source.is_none() {
            let spoken =
                done.iter().rev().chain(earlier.iter().rev().take(1)).find(|other| !other.stretches.is_empty());
            statement.source = spoken.and_then(|other| other.source);
        }
    }
}

/// The words before a cue that look most like a speaker, where the tagger marked none: `Protesters in the street chanted`.
fn unmarked_source(seen: &Seen<'_>, cue: &Part) -> Option<Span> {
    let sentence = seen.sentences.get(cue.sentence)?;
    let margin = |at: usize| seen.source_margins.get(at).copied().unwrap_or(i16::MIN);
    let free = |at: usize| {
        seen.tags.get(at) == Some(&Tag::Outside) && seen.tokens.all.get(at).is_some_and(|token| token.is_word())
    };
    let first = sentence.start.max(cue.tokens.start.saturating_sub(AHEAD));
    let best = (first..cue.tokens.start).filter(|&at| free(at)).max_by_key(|&at| (margin(at), at))?;
    let looks = |at: usize| free(at) && margin(at) > FAINT;
    if !looks(best) {
        return None;
    }
    let start = (first..best).rev().take_while(|&at| looks(at)).last().unwrap_or(best);
    let end = (best..cue.tokens.start).take_while(|&at| looks(at)).last().unwrap_or(best) + 1;
    seen.tokens.span(start..end)
}

/// Tokens before a cue among which its speaker is looked for.
const AHEAD: usize = 60;

/// From this margin on a word may be a speaker's where there is no better one.
const FAINT: i16 = -100;

/// The spoken stretches inside the content.
fn spoken_in(content: &[Span], stretches: &[Stretch], speech: &[bool]) -> Vec<usize> {
    let mut own = Vec::new();
    for span in content {
        let first = stretches.partition_point(|stretch| stretch.span.end() <= span.start());
        let inside =
            stretches.iter().enumerate().skip(first).take_while(|(_, stretch)| stretch.span.start() < span.end());
        own.extend(inside.map(|(at, _)| at).filter(|&at| speech.get(at).copied().unwrap_or_default()));
    }
    own
}

/// Direct is what stands in marks to its last word; the marks of a transcript may hold its label, too.
fn kind(tokens: &Tokens, content: &[Span], stretches: &[Stretch], own: &[usize]) -> QuoteKind {
    let is_word = |at: &usize| tokens.all.get(*at).is_some_and(|token| token.is_word());
    let own: Vec<&Range<usize>> = own.iter().filter_map(|own| stretches.get(*own)).map(|own| &own.tokens).collect();
    let in_marks = |at: usize| {
        let behind = own.partition_point(|own| own.end <= at);
        own.get(behind).is_some_and(|own| own.start <= at)
    };
    let mut words = content.iter().flat_map(|span| tokens.within(*span)).filter(is_word);
    match own.is_empty() {
        true => QuoteKind::Indirect,
        false if words.all(in_marks) => QuoteKind::Direct,
        false => QuoteKind::Mixed,
    }
}

/// How many parts on each side are looked at.
const REACH: usize = 6;

/// The part of role `wanted` that belongs to the part at `at`: the one at the least distance.
fn best(parts: &[Part], at: usize, role: Role, wanted: Role) -> Option<usize> {
    let here = parts.get(at).filter(|part| part.role == role)?;
    let near = at.saturating_sub(REACH)..(at + REACH + 1).min(parts.len());
    near.filter(|&other| other != at)
        .filter_map(|other| {
            let part = parts.get(other).filter(|part| part.role == wanted)?;
            Some((distance(parts, at, here, other, part)?, other))
        })
        .min()
        .map(|(_, other)| other)
}

/// How far two parts are from each other, or nothing where they cannot belong together.
fn distance(parts: &[Part], at: usize, here: &Part, other: usize, part: &Part) -> Option<usize> {
    let before = other < at;
    let (left, right) = if before { (part, here) } else { (here, part) };
    let gap = right.tokens.start.saturating_sub(left.tokens.end);
    let between = parts.get(at.min(other) + 1..at.max(other)).unwrap_or_default();
    let covered: usize = between.iter().map(|part| part.tokens.len()).sum();
    let crossed = (right.sentence + 1).saturating_sub(left.last_sentence);
    let same: usize = between.iter().filter(|between| between.role == part.role).count();
    let contents = between.iter().filter(|between| between.role == Role::Content).count();
    let cost = gap.saturating_sub(covered) + 12 * crossed + 10 * same + 8 * contents + usize::from(!before);
    (cost < 60).then_some(cost)
}
