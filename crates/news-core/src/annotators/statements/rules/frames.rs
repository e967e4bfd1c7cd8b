//! Frames: a clause with a cue, the words that name the speaker, and where the content stands to it.
//!
//! - `…, sagte Ruiz` · `…, said Ruiz` · `— говорит Руис`: behind content, the verb first;
//! - `…, Ruiz said` · `“…” Ruiz a dit`: behind content, the name first;
//! - `…, so Ruiz`, `…, wie Ruiz mitteilte`, `As Ruiz put it, …`;
//! - `laut Ruiz`, `according to Ruiz`, `Ruiz zufolge`, `hieß es`: inside content, or before it;
//! - `Ruiz sagte, …`, `Ruiz said that …`, `Ruiz teilte mit, …`: before content.

use std::ops::Range;

use super::clauses::{Clause, Sign};
use super::{Page, noun_phrase};
use crate::grammar::cue::{
    self, ACCORDING, ADVERB, AND, AS, AUXILIARY, BEHIND, CITE, DETERMINER, FINITE, IMPERSONAL, OF, PARTICIPLE, PASSIVE,
    PREPOSITION, PRONOUN, RELATIVE, REPORT, REPORTED, SAY, SO, SUBORDINATE, THAT, THINK, TO, VERB, is_particle,
};
use crate::grammar::token::{Token, TokenKind};

/// Where content stands to its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the frame, and perhaps behind it as well.
    Around,
    /// Behind the frame.
    Behind,
    /// In the clause of the frame itself, on both sides of its words.
    Within,
}

/// A frame.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    /// The words of the frame that are no content.
    pub(super) tokens: Range<usize>,
    pub(super) place: Place,
    /// The roles of the cue.
    pub(super) roles: u32,
}

/// How many tokens of a clause are searched for a cue.
const REACH: usize = 60;

/// The frame that the clause at `at` is or holds.
pub(super) fn find(page: &Page<'_>, clauses: &[Clause], at: usize) -> Option<Frame> {
    let clause = clauses.get(at).filter(|clause| clause.stretch.is_none())?;
    let first = clause.tokens.start;
    let role = page.roles(first);
    let behind_content = at > 0 && clause.sign != Sign::Colon;
    if let Some(label) = label(page, clauses, at) {
        return Some(label);
    }
    if role.is(SO)
        && behind_content
        && let Some(frame) = so(page, clause)
    {
        return Some(frame);
    }
    if role.is(AS) {
        if let Some(frame) = as_clause(page, clause) {
            return Some(frame);
        }
        if page.grammar.verb_second {
            return None;
        }
    }
    prepositional(page, clause, at).or_else(|| verbal(page, clauses, at)).or_else(|| signature(page, clauses, at))
}

/// `so der Sprecher weiter`.
fn so(page: &Page<'_>, clause: &Clause) -> Option<Frame> {
    let Range { start, end } = clause.tokens;
    let source = noun_phrase::behind(page, start + 1, end)?;
    let rest = (source.end..end).find(|&at| page.is_word(at)).map(|at| page.roles(at));
    let fits = rest.is_none_or(|rest| rest.is(ADVERB | PREPOSITION | AND | OF | DETERMINER))
        && page.is_name_or_phrase(&source);
    fits.then_some(Frame {
        cue: start..start + 1,
        source: Some(source),
        tokens: start..end,
        place: Place::Around,
        roles: SO,
    })
}

/// `wie der Sprecher mitteilte`: the cue ends the clause, the subject opens it.
fn as_clause(page: &Page<'_>, clause: &Clause) -> Option<Frame> {
    let Range { start, end } = clause.tokens;
    let cue = if page.grammar.verb_second {
        (start + 1..end)
            .rev()
            .take(6)
            .find(|&at| page.roles(at).is(SAY | THINK | REPORT) && !page.roles(at).needs_particle())?
    } else {
        (start + 1..end).take(20).find(|&at| page.roles(at).is(SAY | THINK) && page.roles(at).is(FINITE))?
    };
    let source = noun_phrase::behind(page, start + 1, cue).or_else(|| noun_phrase::behind(page, cue + 1, end));
    Some(Frame { cue: page.cue(cue), source, tokens: start..end, place: Place::Around, roles: SAY })
}

/// `laut Ruiz`, `Ruiz zufolge`, `hieß es in der Mitteilung`.
fn prepositional(page: &Page<'_>, clause: &Clause, at: usize) -> Option<Frame> {
    let Range { start, end } = clause.tokens;
    let cue = (start..end).take(REACH).find(|&at| page.roles(at).is(ACCORDING | BEHIND | IMPERSONAL))?;
    let role = page.roles(cue);
    let behind_cue = (cue + usize::from(role.len)).min(end);
    // "Laut dem", "согласно которому": the speaker is told elsewhere.
    if role.is(ACCORDING) && page.roles(behind_cue).is(RELATIVE) && !page.goes_on(behind_cue + 1, end) {
        return None;
    }
    let (source, tokens) = if role.is(ACCORDING) {
        let source = noun_phrase::behind(page, behind_cue, end)?;
        (Some(source.clone()), cue..source.end)
    } else if role.is(BEHIND) {
        let source = noun_phrase::dative(page, start, cue)?;
        (Some(source.clone()), source.start..behind_cue)
    } else {
        let preposition = (start..end).find(|&at| page.roles(at).is(PREPOSITION) && at != cue);
        let source = preposition.and_then(|at| noun_phrase::behind(page, at + 1, end));
        let whole = role.is(FINITE) || role.len > 1;
        (source, if whole { start..end } else { cue..behind_cue })
    };
    let parenthetical = at > 0 && tokens.start == start && !(tokens.end..end).any(|at| page.is_word(at));
    let place = match parenthetical {
        true => Place::Around,
        false if role.is(IMPERSONAL) && (role.is(FINITE) || role.len > 1) => Place::Behind,
        false => Place::Within,
    };
    Some(Frame { cue: cue..behind_cue, source, tokens, place, roles: role.roles })
}

/// A verb in its clause.
struct Verb {
    clause: Range<usize>,
    /// The cue.
    cue: usize,
    /// Behind the words of the cue.
    cue_end: usize,
    /// The first word that may be a subject or verb.
    lead: usize,
    /// The auxiliary of a participle.
    auxiliary: Option<usize>,
    /// Whether content may stand before the clause.
    behind_content: bool,
}

/// A verb with its subject.
fn verbal(page: &Page<'_>, clauses: &[Clause], at: usize) -> Option<Frame> {
    let clause = clauses.get(at)?;
    let Range { start, end } = clause.tokens;
    let cue = (start..end).take(REACH).find(|&at| is_cue(page, start, at, end))?;
    let participle = page.roles(cue).is(PARTICIPLE);
    let verb = Verb {
        clause: start..end,
        cue,
        cue_end: page.cue(cue).end,
        lead: start + (start..cue).take_while(|&at| is_lead(page, at)).count(),
        auxiliary: (start..cue).rev().take(24).find(|&at| page.roles(at).is(AUXILIARY)).filter(|_| participle),
        behind_content: at > 0 && clause.sign != Sign::Colon,
    };
    let opens = cue == verb.lead || verb.auxiliary == Some(verb.lead);
    let (source, place) =
        if opens { verb_first(page, clauses, at, &verb) } else { subject_first(page, clauses, at, &verb) };
    Some(Frame { cue: page.cue(cue), source, tokens: start..end, place, roles: page.roles(cue).roles })
}

/// `sagte Ruiz`, `hatte Ruiz gesagt`, `a dit Ruiz`, `dit-il`: the verb opens the clause.
fn verb_first(page: &Page<'_>, clauses: &[Clause], at: usize, verb: &Verb) -> (Option<Range<usize>>, Place) {
    let end = verb.clause.end;
    let finite = if page.grammar.verb_second { verb.auxiliary.unwrap_or(verb.cue) } else { verb.cue };
    let place = if verb.behind_content { Place::Around } else { Place::Behind };
    let hangs_on = [Some(verb.cue), verb.auxiliary].into_iter().flatten().find(|&at| page.clitic(at).is_some());
    if let Some(at) = hangs_on {
        return (Some(at..at + 1), place);
    }
    let from = if finite == verb.lead { finite + 1 } else { verb.cue_end };
    let source = noun_phrase::behind(page, from, end).filter(|source| !source.contains(&verb.cue));
    let pronoun = source.as_ref().is_some_and(|source| page.is_pronoun(source));
    if let Some(host) = host(page, clauses, at).filter(|_| !(pronoun && page.grammar.verb_second)) {
        return (Some(host), Place::Behind);
    }
    let content_follows =
        clauses.get(at + 1).is_some_and(|next| next.sign == Sign::Colon || page.roles(next.tokens.start).is(THAT));
    if verb.behind_content && (source.is_some() || !content_follows) {
        return (source.or_else(|| noun_phrase::last_name(page, verb.cue_end, end)), Place::Around);
    }
    (source, Place::Behind)
}

/// `Ruiz sagte`, and behind content `Ruiz said`.
fn subject_first(page: &Page<'_>, clauses: &[Clause], at: usize, verb: &Verb) -> (Option<Range<usize>>, Place) {
    let Range { start, end } = verb.clause;
    // "С поклоном сказал Руис": an adverbial before the verb, its subject behind it.
    let adverbial = page.roles(start).is(PREPOSITION) && verb.cue - start < 6 && !page.grammar.verb_second;
    if verb.behind_content
        && adverbial
        && let Some(source) = noun_phrase::behind(page, verb.cue_end, end)
    {
        return (Some(source), Place::Around);
    }
    let passive = verb.auxiliary.is_some_and(|at| page.roles(at).is(PASSIVE)) && !page.roles(verb.cue).is(CITE);
    let source = if passive {
        agent(page, start, end)
    } else if page.grammar.verb_second {
        second(page, start, verb.auxiliary.unwrap_or(verb.cue), verb.cue, end)
    } else {
        noun_phrase::before(page, start, verb.cue)
    };
    let quotation_before = at > 0 && clauses.get(at - 1).is_some_and(|before| before.stretch.is_some());
    let aside = verb.behind_content && !page.grammar.verb_second || quotation_before;
    let opens = source.as_ref().is_some_and(|source| source.start <= verb.lead)
        && !page.roles(start).is(THAT | RELATIVE | SUBORDINATE);
    let ends = clauses.get(at + 1).is_none_or(|next| match next.stretch {
        Some(_) => next.sign != Sign::Colon,
        None => next.sign == Sign::Comma && !page.roles(next.tokens.start).is(THAT),
    });
    let short = end - verb.cue_end < 8 && !(verb.cue_end..end).any(|at| page.roles(at).is(THAT));
    (source, if aside && opens && ends && short { Place::Around } else { Place::Behind })
}

/// The subject of a German clause with the verb at `verb`: what stands before it, or behind it where that is no subject.
fn second(page: &Page<'_>, start: usize, verb: usize, cue: usize, end: usize) -> Option<Range<usize>> {
    let behind = |from| noun_phrase::behind(page, from, end).filter(|source| !source.contains(&cue));
    let lead = start + (start..verb).take_while(|&at| page.roles(at).is(AND)).count();
    let role = page.roles(lead);
    let after = behind(verb + 1);
    if role.is(SUBORDINATE | RELATIVE) && !role.is(DETERMINER) {
        return after.or_else(|| noun_phrase::behind(page, lead + 1, verb));
    }
    if role.is(RELATIVE) && lead == start && !page.is_upper(lead) && verb == cue && cue + 1 == end {
        return Some(lead..lead + 1);
    }
    let pronoun = after.as_ref().filter(|source| page.is_pronoun(source));
    // "Sie" and "es" may be the object; the others are nominatives.
    if pronoun.is_some_and(|source| !matches!(page.word(source.start), "sie" | "es")) {
        return after;
    }
    if page.is_adverbial(lead) {
        // "Auch der Minister sagte", but "Bereits im Mai sagte der Minister".
        let adverb = page.roles(lead).is(ADVERB) && !page.is_adverbial(lead + 1);
        let before = || noun_phrase::behind(page, lead + 1, verb);
        // "Von der Leyen sagte": where nothing stands behind the verb, the preposition belongs to a name.
        return if adverb { before().or(after) } else { after.or_else(before) };
    }
    // "Den Plan nannte Ruiz falsch": no nominative starts so.
    let object = matches!(page.word(lead), "Den" | "Dem" | "den" | "dem" | "Einen" | "Einem" | "Diesen" | "Diesem");
    if object { after } else { noun_phrase::behind(page, lead, verb).or(after) }
}

/// The noun phrase that an apposition before the verb belongs to: `Ruiz, the mayor, said`.
fn host(page: &Page<'_>, clauses: &[Clause], at: usize) -> Option<Range<usize>> {
    // The apposition may hold a relative clause of its own.
    (at.saturating_sub(3)..at.saturating_sub(1)).rev().find_map(|host| {
        let clause = clauses.get(host).filter(|clause| clause.stretch.is_none())?;
        let aside = clauses.get(host + 1..at).unwrap_or_default();
        let apposed = aside
            .iter()
            .all(|clause| clause.stretch.is_none() && clause.sign == Sign::Comma && clause.tokens.len() < 20);
        let Range { start, end } = clause.tokens;
        // "Wie der Sprecher, Jost Amsinger, mitteilte": the host of a clause that holds the frame.
        let loose = |&at: &usize| page.roles(at).is(ADVERB | AND | AS) && !page.roles(at).is(DETERMINER | PRONOUN);
        let name = noun_phrase::behind(page, start + (start..end).take_while(loose).count(), end)?;
        // Nothing but the name stands there, so that its verb is still to come.
        let adverbial = name.end < end
            && page.roles(name.end).is(PREPOSITION)
            && end - name.end < 9
            && !(name.end..end).any(|at| page.roles(at).is(AUXILIARY | VERB | PRONOUN));
        (apposed && (name.end == end || adverbial)).then_some(name)
    })
}

/// Who does it in a passive: `wurde von der Polizei bestätigt`.
fn agent(page: &Page<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let by = (start..end).take(REACH).find(|&at| matches!(page.word(at), "von" | "vom" | "Von" | "Vom"))?;
    noun_phrase::behind(page, by + 1, end)
}

/// `— Ana Ruiz`: nothing but a name behind a quotation and a dash.
fn signature(page: &Page<'_>, clauses: &[Clause], at: usize) -> Option<Frame> {
    let clause = clauses.get(at)?;
    let before = clauses.get(at.checked_sub(1)?)?;
    let name = noun_phrase::behind(page, clause.tokens.start, clause.tokens.end)?;
    let all = clause.tokens.clone().all(|at| !page.is_word(at) || page.is_upper(at) || page.roles(at).is(OF));
    let fits = before.stretch.is_some() && clause.sign == Sign::Dash && all && clause.tokens.len() < 9;
    fits.then_some(Frame {
        cue: name.start..name.start,
        source: Some(name),
        tokens: clause.tokens.clone(),
        place: Place::Around,
        roles: SAY,
    })
}

/// `RUIZ: Good evening.`: a name in capitals and a colon at the start of a paragraph.
fn label(page: &Page<'_>, clauses: &[Clause], at: usize) -> Option<Frame> {
    let clause = clauses.get(at).filter(|_| at == 0)?;
    let next = clauses.get(1).filter(|next| next.sign == Sign::Colon && next.stretch.is_none())?;
    let Range { start, end } = clause.tokens;
    let opens = page.tokens.regions.binary_search_by_key(&start, |region| region.tokens.start).is_ok();
    let name = |token: &Token| token.kind == TokenKind::Word && token.is_all_upper() || token.span.of(page.text) == ".";
    let tokens = page.tokens.all.get(start..end)?;
    let letters: usize = tokens.iter().map(|token| token.span.len()).sum();
    let fits = opens && tokens.len() < 6 && letters > 2 && tokens.iter().all(name);
    let cue = next.tokens.start - 1..next.tokens.start;
    fits.then_some(Frame { cue, source: Some(start..end), tokens: start..end, place: Place::Behind, roles: SAY })
}

/// Whether the word at `at` is the cue of the clause.
fn is_cue(page: &Page<'_>, start: usize, at: usize, end: usize) -> bool {
    let word = page.roles(at);
    // "Es drohe ein Streik": a Konjunktiv that is reported rather than reports.
    if !word.is(VERB) || word.is(SUBORDINATE | REPORTED) {
        return false;
    }
    if word.needs_particle() && page.particle(at, end).is_none() {
        return false;
    }
    if word.is(FINITE) {
        // "Er will berichten": an infinitive that looks like the plural.
        return !(at > start && page.roles(at - 1).is(TO));
    }
    word.is(PARTICIPLE) && (start..at).rev().take(24).any(|at| page.roles(at).is(AUXILIARY))
}

/// What may stand before a verb that opens its clause.
fn is_lead(page: &Page<'_>, at: usize) -> bool {
    let word = page.roles(at);
    word.is(ADVERB | AND) && !word.is(PRONOUN | DETERMINER | AUXILIARY) || !page.is_word(at)
}

impl Page<'_> {
    fn is_pronoun(&self, words: &Range<usize>) -> bool {
        words.len() == 1 && self.roles(words.start).is(PRONOUN)
    }

    /// The tokens of the cue at `at`.
    fn cue(&self, at: usize) -> Range<usize> {
        at..at + usize::from(self.roles(at).len.max(1))
    }

    /// The particle of the separable verb at `at`, in the same clause.
    fn particle(&self, at: usize, end: usize) -> Option<usize> {
        let verb = self.tokens.all.get(at)?.hash;
        let fits = |&at: &usize| self.tokens.all.get(at).is_some_and(|token| is_particle(verb, token.hash));
        (at + 1..end.min(at + 1 + REACH)).rev().find(fits)
    }

    /// Where the pronoun starts that hangs on the verb at `at`, and where the verb ends: `dit-il`, `a-t-elle`.
    pub(super) fn clitic(&self, at: usize) -> Option<(usize, usize)> {
        cue::clitic(self.word(at)).filter(|_| self.roles(at).is(VERB | AUXILIARY))
    }

    /// Whether the word at `at` opens an adverbial.
    pub(super) fn is_adverbial(&self, at: usize) -> bool {
        let word = self.roles(at);
        let manner = self.grammar.manner.is_some_and(|ending| self.word(at).ends_with(ending));
        word.is(PREPOSITION | SUBORDINATE) || (word.is(ADVERB) || manner) && !word.is(DETERMINER | PRONOUN)
    }

    /// Whether the words are a pronoun, or a phrase with a determiner or capital.
    fn is_name_or_phrase(&self, words: &Range<usize>) -> bool {
        words.clone().any(|at| self.is_upper(at) || self.roles(at).is(DETERMINER | PRONOUN))
    }
}
