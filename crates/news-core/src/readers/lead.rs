//! Headline, label of the desk and dateline, whatever carries them.

use crate::article::{
    Article, Attribution, Author, BlockKind, Byline, Change, Credit, CreditRole, Dateline, DatelineAgency,
    DatelinePlace, Flag, Grain, Headline, Kind, Note, TimeType, TimeValue,
};
use crate::draft::Draft;
use crate::grammar::calendar::WrittenDay;
use crate::grammar::dateline::{self, Found};
use crate::grammar::{agency, flag, headline, moment};
use crate::span::{Offset, Slice, Span};

/// The most paragraphs that are looked at: a note or a line of the desk may stand in front of the lead.
const PARAGRAPHS: usize = 3;

/// Finds the dateline at the start of the first paragraphs of a body that is cut into blocks already.
///
/// A carrier parts head and body, so that a place with a mark behind it is enough; plain copy wants more, see `text.rs`.
pub(super) fn find(draft: &mut Draft) {
    let text = std::mem::take(&mut draft.article.text);
    let paragraphs = draft.article.body.iter_mut().filter(|block| block.kind == BlockKind::Paragraph);
    let found = paragraphs.take(PARAGRAPHS).find_map(|block| {
        let found = dateline::find(&text, block.span).filter(|found| found.rest < block.span.end())?;
        block.lead_in = Some(Span::new(block.span.start(), found.rest));
        Some(found)
    });
    if let Some(found) = found {
        set_dateline(&mut draft.article, &text, found);
    }
    draft.article.text = text;
}

/// Reads the headline that a carrier gives: the label of the desk in front of it, the source that it names.
pub(super) fn headline(draft: &mut Draft, span: Span) {
    let text = std::mem::take(&mut draft.article.text);
    // A headline that is a label and nothing else is one all the same: "ADVISORY".
    let claim = take_flag(&mut draft.article, &text, span).unwrap_or(span);
    set_headline(&mut draft.article, &text, claim);
    draft.article.text = text;
}

/// Reads a take key, which may be a label of the desk: `1st Ld-Writethru`.
pub(super) fn take_key(draft: &mut Draft, span: Span) {
    let text = std::mem::take(&mut draft.article.text);
    take_flag(&mut draft.article, &text, span);
    draft.article.text = text;
}

/// Sets the headline, with the source that it names.
pub(super) fn set_headline(article: &mut Article, text: &str, span: Span) {
    let parts = headline::split(text, span);
    let attribution = parts.attribution.map(|span| Attribution { span, text: Slice, entity: None });
    article.headline = Some(Headline { span, text: Slice, title: parts.title, attribution });
}

/// Takes the desk's label off a line; what is left is a title, if anything is.
pub(super) fn take_flag(article: &mut Article, text: &str, span: Span) -> Option<Span> {
    let Some(found) = flag::find(text, span) else { return Some(span) };
    let status = article.status.get_or_insert_default();
    status.flags.push(Flag { span: found.span, text: Slice });
    status.version = status.version.or(found.version);
    status.change = status.change.or(match found.row.change {
        "update" => Some(Change::Update),
        "correction" => Some(Change::Correction),
        "kill" => Some(Change::Kill),
        _ => None,
    });
    article.kind = article.kind.or(match found.row.kind {
        "update" => Some(Kind::Update),
        "correction" => Some(Kind::Correction),
        "kill" => Some(Kind::Kill),
        "advisory" => Some(Kind::Advisory),
        "opinion" => Some(Kind::Opinion),
        "interview" => Some(Kind::Interview),
        "obituary" => Some(Kind::Obituary),
        _ => None,
    });
    if found.row.kind == "kill" {
        let message = "the copy says that the story must not be used".to_owned();
        article.notes.push(Note::new("killed", Some(found.span), message));
    }
    (found.rest < span.end()).then(|| Span::new(found.rest, span.end()))
}

/// Fills the dateline, and what it says about agency and authors.
pub(super) fn set_dateline(article: &mut Article, text: &str, found: Found) {
    for agency in &found.agencies {
        let name = agency.of(text);
        let house = agency::of(text, *agency).map_or(name, |row| row.house);
        if agency::of(text, *agency).is_none() {
            let message = format!("the agency \"{name}\" is not in the table of agencies");
            article.notes.push(Note::new("agency-unknown", Some(*agency), message));
        }
        article.credit.push(Credit { span: Some(*agency), name: house.to_owned(), role: CreditRole::Agency });
    }
    if let (Some(first), Some(last)) = (found.authors.first(), found.authors.last()) {
        let authors = found.authors.iter().map(|span| Author::named(*span)).collect();
        let span = first.to(*last);
        article.byline.get_or_insert(Byline {
            span,
            raw: Slice,
            title: None,
            authors,
            editors: Vec::new(),
            reporting_from: None,
        });
    }
    let place = |(span, qualifier): (Span, Vec<Span>)| DatelinePlace {
        span,
        text: Slice,
        qualifier: qualifier.into_iter().map(Into::into).collect(),
        entity: None,
    };
    article.dateline = Some(Dateline {
        span: Span::new(found.start, found.end),
        raw: Slice,
        rest: Offset(u32::try_from(found.rest).expect("texts are shorter than 4 GiB")),
        places: found.places.into_iter().map(place).collect(),
        date: found.day.map(written_day),
        agencies: found.agencies.into_iter().map(|span| dateline_agency(text, span)).collect(),
    });
}

fn dateline_agency(text: &str, span: Span) -> DatelineAgency {
    let signs = agency::of(text, span).map(|row| row.signs).filter(|signs| *signs != "-");
    DatelineAgency { span, text: Slice, name: signs.map(str::to_owned) }
}

/// A date as written: complete, or with its year still open. The pass `annotators/dateline` settles the year.
fn written_day(day: WrittenDay) -> TimeValue {
    let mut written = String::with_capacity("XXXX-XX-XX".len());
    let year = day.year.filter(|_| day.month.is_some());
    for (part, width) in [(year.map(i16::unsigned_abs), 4), (day.month.map(u16::from), 2), (Some(day.day.into()), 2)] {
        written.push_str(if written.is_empty() { "" } else { "-" });
        match part {
            Some(number) => moment::push_figures(&mut written, number, width),
            None => written.push_str("XXXX".get(..width as usize).unwrap_or_default()),
        }
    }
    let (iso, edtf) = if year.is_some() { (Some(written), None) } else { (None, Some(written)) };
    TimeValue {
        span: Some(day.span),
        text: Slice,
        r#type: TimeType::Date,
        iso,
        edtf,
        grain: Some(Grain::Day),
        zone: None,
        candidates: Vec::new(),
        basis: Vec::new(),
        confidence: None,
        via: Some("dateline".to_owned()),
    }
}
