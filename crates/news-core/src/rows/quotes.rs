use std::collections::BTreeMap;

use serde::Serialize;

use super::{Origin, Row, Sheet, confidence, on_one_line};
use crate::article::{Article, Quote, QuoteKind, Speaker, SpeakerHow};
use crate::wire::variant_name;

/// One statement: who said what.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuoteRow {
    /// Where it stands, with its quotation marks.
    #[serde(flatten)]
    pub origin: Origin,
    /// `q1`, `q2` … in text order.
    pub id: String,
    /// direct, mixed, indirect or headline.
    pub kind: String,
    /// What was said, without quotation marks: of an interrupted quotation its parts, with ` … ` between.
    pub text: String,
    /// The speaker as written.
    pub speaker: Option<String>,
    /// The canonical name of the speaker.
    pub name: Option<String>,
    /// The first office that the article gives the speaker.
    pub role: Option<String>,
    /// The person or organisation of the article.
    pub entity: Option<String>,
    /// By which words the speaker is named: name, `family_name`, `title_name`, role, pronoun, org, document, carried,
    /// unknown.
    pub how: Option<String>,
    /// The words that say that it was said.
    pub cue: Option<String>,
    /// Their dictionary form.
    pub lemma: Option<String>,
    /// To whom it was said: the canonical name, else as written.
    pub addressee: Option<String>,
    /// The number of the enumerated point that it belongs to.
    pub point: Option<u32>,
    /// 0..1, how sure the speaker is.
    pub confidence: Option<f64>,
    /// First position of `text`.
    pub inner_start: Option<usize>,
    /// First position behind `text`.
    pub inner_end: Option<usize>,
    /// First position of `speaker`.
    pub speaker_start: Option<usize>,
    /// First position behind `speaker`.
    pub speaker_end: Option<usize>,
    /// First position of `cue`.
    pub cue_start: Option<usize>,
    /// First position behind `cue`.
    pub cue_end: Option<usize>,
}

impl Row for QuoteRow {
    fn all(sheet: &Sheet<'_>) -> Vec<Self> {
        sheet.article.quotes.iter().map(|quote| row(quote, sheet)).collect()
    }
}

fn row(quote: &Quote, sheet: &Sheet<'_>) -> QuoteRow {
    let speaker = quote.speaker.as_ref();
    let entity = speaker.and_then(|speaker| speaker.entity.clone());
    let [inner_start, inner_end] = sheet.ends(Some(quote.inner));
    let [speaker_start, speaker_end] = sheet.ends(speaker.and_then(|speaker| speaker.span));
    let [cue_start, cue_end] = sheet.ends(quote.cue.as_ref().map(|cue| cue.span));
    QuoteRow {
        origin: sheet.origin(Some(quote.span)),
        id: quote.id.clone(),
        kind: quote.kind.name(),
        text: words(quote, sheet.article),
        speaker: speaker.and_then(|speaker| speaker.span).map(|span| sheet.text(span)),
        name: speaker.and_then(|speaker| name(speaker, sheet)),
        role: entity.as_deref().and_then(|entity| sheet.role_of(entity)),
        entity,
        how: speaker.map(|speaker| variant_name(&speaker.how)),
        cue: quote.cue.as_ref().map(|cue| sheet.text(cue.span)),
        lemma: quote.cue.as_ref().and_then(|cue| cue.lemma.clone()),
        addressee: quote
            .addressee
            .as_ref()
            .and_then(|addressee| name(addressee, sheet).or_else(|| addressee.span.map(|span| sheet.text(span)))),
        point: quote.point,
        confidence: confidence(speaker.and_then(|speaker| speaker.confidence)),
        inner_start,
        inner_end,
        speaker_start,
        speaker_end,
        cue_start,
        cue_end,
    }
}

/// Marks that open or close direct speech.
const MARKS: &[char] = &['"', '“', '”', '„', '‟', '«', '»', '＂', '「', '」', '『', '』'];

/// The speaker's own words: what interrupts them is the reporter's.
pub(crate) fn words(quote: &Quote, article: &Article) -> String {
    if quote.kind != QuoteKind::Direct || quote.parts.len() < 2 {
        return quote.inner.of(&article.text).to_owned();
    }
    let parts = quote.parts.iter().map(|part| part.of(&article.text).trim_matches(MARKS).trim());
    parts.collect::<Vec<_>>().join(" … ")
}

fn name(speaker: &Speaker, sheet: &Sheet<'_>) -> Option<String> {
    let known = || sheet.name_of(speaker.entity.as_deref()?).map(str::to_owned);
    speaker.name.clone().or_else(known)
}

impl QuoteRow {
    /// Whether the statement is of one of these kinds; none stand for all.
    pub fn is_any_of(&self, kinds: &[QuoteKind]) -> bool {
        kinds.is_empty() || kinds.iter().any(|kind| kind.name() == self.kind)
    }

    /// The names of the speaker: canonical, and as written on one line.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let written = self.speaker.as_deref().map(on_one_line);
        self.name.clone().into_iter().chain(written)
    }

    /// What makes two statements those of one speaker; nothing for a speaker who is not named.
    fn voice(&self) -> Option<String> {
        let is_named = self.how.as_deref() != Some(&variant_name(&SpeakerHow::Pronoun));
        let by_name = self.names().next().filter(|_| is_named || self.name.is_some());
        self.entity.clone().or_else(|| by_name.map(|name| name.to_lowercase()))
    }
}

/// A speaker with all that he or she says.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice<'a> {
    /// The canonical name, else as written; nothing if the article does not say who it is.
    pub name: Option<String>,
    /// The first office that the article gives the speaker.
    pub role: Option<&'a str>,
    /// The person or organisation of the article.
    pub entity: Option<&'a str>,
    /// The statements in text order.
    pub statements: Vec<&'a QuoteRow>,
}

/// Who said what: the rows of one article by speaker. Speakers come in the order in which they first speak; what nobody is
/// named for comes last.
pub fn voices(rows: &[QuoteRow]) -> Vec<Voice<'_>> {
    let mut known: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut voices: Vec<Voice<'_>> = Vec::new();
    for row in rows {
        let key = row.voice();
        let name = key.as_ref().and_then(|_| row.names().next());
        let at = *known.entry(key).or_insert(voices.len());
        match voices.get_mut(at) {
            Some(voice) => voice.statements.push(row),
            None => voices.push(Voice {
                name,
                role: row.role.as_deref(),
                entity: row.entity.as_deref(),
                statements: vec![row],
            }),
        }
    }
    voices.sort_by_key(|voice| voice.name.is_none());
    voices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(speaker: Option<&str>, name: Option<&str>, entity: Option<&str>, how: &str) -> QuoteRow {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let how = Some(how.to_owned());
        QuoteRow { speaker: owned(speaker), name: owned(name), entity: owned(entity), how, ..QuoteRow::default() }
    }

    #[test]
    fn statements_of_one_speaker_come_together_and_nameless_ones_last() {
        let rows = [
            said(Some("he"), None, None, "pronoun"),
            said(Some("Minister Ada Lindgren"), Some("Ada Lindgren"), Some("p1"), "title_name"),
            said(Some("The harbor\noffice"), None, None, "org"),
            said(Some("she"), Some("Ada Lindgren"), Some("p1"), "pronoun"),
            said(Some("the harbor office"), None, None, "org"),
            said(None, None, None, "unknown"),
        ];
        let voices = voices(&rows);
        let list: Vec<(Option<&str>, usize)> =
            voices.iter().map(|voice| (voice.name.as_deref(), voice.statements.len())).collect();
        assert_eq!(list, [(Some("Ada Lindgren"), 2), (Some("The harbor office"), 2), (None, 2)]);
    }
}
