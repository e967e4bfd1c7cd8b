//! Newsroom mail: RFC 5322 messages with their MIME parts.
//!
//! The subject is the headline, the sender the provider, and the body that of the best text part: plain text, or HTML where
//! the plain text is a stub. A body may be a form (`Headline: …`, or a JSON object), whose fields go before the headers. Places
//! lead into the message, exactly in quoted-printable and unencoded parts. A message inside of a message (forwarded, or of a
//! digest) is a story of its own; one that only carries others is none.
//!
//! Known failures: of attachments only pictures are listed.

use super::{Item, dialects, fold, lead, markup, parts, text};
use crate::article::{Credit, CreditRole, Id, ItemClass, Media, Term, TermRole, TimeValue};
use crate::carried::Carried;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::grammar::moment;
use crate::mime::words::{decode, display_name, encoding_of};
use crate::mime::{self, Part};
use crate::options::Options;
use crate::source::Source;
use crate::span::{SourceSpan, Span};

/// Headers of which a message has some.
const USUAL: [&str; 9] =
    ["From", "Received", "Message-ID", "Delivered-To", "Return-Path", "Subject", "To", "Date", "MIME-Version"];

pub(super) fn sniff(text: &str) -> bool {
    let Some(message) = mime::head_of(text) else { return false };
    let has = |name: &&str| message.header(name).is_some();
    // The first of the list no other copy has above its text.
    USUAL.iter().filter(|name| has(name)).count() >= 3 && USUAL.iter().take(5).any(has)
}

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    // Stores of mail put empty lines in front.
    let text = source.text.trim_start();
    let start = source.text.len() - text.len();
    let no_mail = || Error::new(ErrorKind::NoArticle, "found no text in the message");
    let message = mime::read(text).ok_or_else(no_mail)?;
    let outer = Carried::verbatim(text, SourceSpan::new(start, source.text.len()));
    let (mut drafts, mut places) = (Vec::new(), Vec::new());
    for message in messages(&message) {
        let mut draft = Draft::pieced(source, "email");
        draft.within(&outer, |draft| {
            read_headers(message, text, draft);
            if let Some(body) = body(message) {
                read_body(message, body, text, draft);
            }
        });
        if !draft.article.text.is_empty() {
            let SourceSpan { start: head, end } = message.whole();
            drafts.push(draft);
            places.push(Span::new(start + head as usize, start + end as usize));
        }
    }
    if drafts.is_empty() {
        return Err(no_mail());
    }
    if drafts.len() > 1 {
        for (at, (draft, place)) in drafts.iter_mut().zip(places).enumerate() {
            draft.set_record(at + 1, place);
        }
    }
    Ok(drafts.into_iter().map(|draft| Item::Draft(Box::new(draft))).collect())
}

/// A message and those that it carries, the outermost first.
fn messages<'m, 'a>(message: &'m Part<'a>) -> Vec<&'m Part<'a>> {
    fn find<'m, 'a>(part: &'m Part<'a>, found: &mut Vec<&'m Part<'a>>) {
        for inner in &part.parts {
            if part.holds_message {
                found.push(inner);
            }
            find(inner, found);
        }
    }
    let mut found = vec![message];
    find(message, &mut found);
    found
}

/// The parts of a part that belong to the same message.
fn own_parts<'m, 'a>(part: &'m Part<'a>) -> &'m [Part<'a>] {
    if part.holds_message { &[] } else { &part.parts }
}

/// The headers that say something of the story.
fn read_headers(message: &Part<'_>, source: &str, draft: &mut Draft) {
    let value = |name: &str| {
        let header = message.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        let text = decode(source, header.value).text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let article = &mut draft.article;
    article.item_class = Some(ItemClass::Text);
    let id = value("Message-ID").map(|id| id.trim_matches(['<', '>', ' ']).to_owned());
    article.ids.extend(id.map(|value| Id { kind: "guid".to_owned(), value }));
    if let Some(sender) = value("From") {
        let name = display_name(&sender).to_owned();
        article.credit.push(Credit { span: None, name, role: CreditRole::Provider });
    }
    let keywords = value("Keywords").unwrap_or_default();
    let keywords = keywords.split(',').map(str::trim).filter(|keyword| !keyword.is_empty());
    article.terms.extend(keywords.map(|name| Term { role: Some(TermRole::Keyword), ..Term::named(name) }));
    let moment = |value: Option<String>| -> Option<TimeValue> { moment::read(&value?, "email") };
    article.dates.published.extend(moment(value("Date")));
    // The last station writes its line on top: "by host; Mon, 2 Mar 2015 16:27:38 -0800".
    let received = value("Received").and_then(|line| Some(line.rsplit_once(';')?.1.to_owned()));
    article.dates.received.extend(moment(received));
    article.media.extend(pictures(message));
}

/// Attached pictures, by the address that the HTML of the message calls them.
fn pictures(message: &Part<'_>) -> Vec<Media> {
    let mut found = Vec::new();
    for part in own_parts(message) {
        found.extend(pictures(part));
        if part.media_type().starts_with("image/") {
            let id = part.header("Content-ID").map(|id| format!("cid:{}", id.trim_matches(['<', '>'])));
            found.push(Media { url: id, ..Media::of_kind("picture") });
        }
    }
    found
}

/// The part that holds the story: the first plain text, or the HTML beside it where that says much more.
fn body<'m, 'a>(message: &'m Part<'a>) -> Option<&'m Part<'a>> {
    let (plain, html) = (first(message, "text/plain"), first(message, "text/html"));
    match (plain, html) {
        (Some(plain), Some(html)) if is_stub(plain, html) => Some(html),
        (plain, html) => plain.or(html),
    }
}

fn first<'m, 'a>(part: &'m Part<'a>, media_type: &str) -> Option<&'m Part<'a>> {
    let attached =
        part.header("Content-Disposition").is_some_and(|value| value.to_ascii_lowercase().starts_with("attach"));
    let parts = own_parts(part);
    if parts.is_empty() {
        let fits = part.media_type() == media_type && !attached && !part.holds_message;
        return Some(part).filter(|_| fits);
    }
    parts.iter().find_map(|part| first(part, media_type))
}

/// "This message needs a reader of HTML."
fn is_stub(plain: &Part<'_>, html: &Part<'_>) -> bool {
    let length = |part: &Part<'_>| part.place().end - part.place().start;
    length(plain) < 400 && length(html) > 20 * length(plain).max(1)
}

fn read_body(message: &Part<'_>, part: &Part<'_>, source: &str, draft: &mut Draft) {
    let content = part.decode();
    let carried = content.text(encoding_of(&content.bytes, part.parameter("charset").as_deref()));
    let carried = if part.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        unfolded(&carried, part.parameter("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes")))
    } else {
        carried
    };
    let is_html = part.media_type() == "text/html";
    if !is_html && draft.within(&carried, |draft| dialects::read_form(carried.text(), draft)) {
        return;
    }
    if let Some(subject) = message.headers.iter().find(|header| header.name.eq_ignore_ascii_case("Subject"))
        && let Some(span) = markup::text_line(&decode(source, subject.value), draft)
    {
        lead::headline(draft, span);
    }
    if is_html {
        markup::read_html(&carried, draft);
    } else {
        read_plain(&carried, draft);
    }
    parts::find_lead(draft);
    parts::settle(draft);
}

/// Plain copy up to the signature of the sender.
fn read_plain(carried: &Carried, draft: &mut Draft) {
    fold::part(draft);
    let whole = carried.text();
    let end = ["\n-- \n", "\n-- \r\n"].iter().filter_map(|mark| whole.find(mark)).min().unwrap_or(whole.len());
    let start = draft.article.text.len();
    draft.within(carried, |draft| draft.add_verbatim(whole.get(..end).unwrap_or_default(), SourceSpan::new(0, end)));
    text::read_body_at(draft, Span::new(start, draft.article.text.len()));
}

/// Text whose lines flow (RFC 3676): a space at the end of a line says that the next goes on with it.
fn unfolded(carried: &Carried, drop_space: bool) -> Carried {
    let mut unfolded = Carried::default();
    let mut at = 0;
    for line in carried.text().split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        let goes_on = bare.ends_with(' ') && bare != "-- ";
        let kept = if goes_on { bare.len() - usize::from(drop_space) } else { line.len() };
        unfolded.push_verbatim(line.get(..kept).unwrap_or(line), SourceSpan::new(at, at + kept));
        at += line.len();
    }
    unfolded.through(carried)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::decode;

    #[test]
    fn every_message_of_a_digest_is_a_story() {
        let mail = "From: a@desk.example\nTo: b@desk.example\nSubject: Digest\nDate: Thu, 14 Mar 2024 08:12:01 +0100\n\
                    Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: One\n\nThe mill closes.\n\
                    --x\n\nSubject: Two\n\nThe hall opens.\n--x--\n";
        let options = Options::default();
        let items = read(&decode(mail.as_bytes(), &options).unwrap(), &options).unwrap();
        let told: Vec<(String, String)> = items
            .into_iter()
            .map(|item| {
                let Item::Draft(draft) = item else { panic!("mail gives drafts") };
                let record = draft.article.source.record.unwrap();
                let place = SourceSpan { start: record.start, end: record.end };
                (draft.article.text, place.of(mail).to_owned())
            })
            .collect();
        let story = |text: &str, place: &str| (text.to_owned(), place.to_owned());
        assert_eq!(
            told,
            [
                story("One\n\nThe mill closes.", "Subject: One\n\nThe mill closes."),
                story("Two\n\nThe hall opens.", "Subject: Two\n\nThe hall opens."),
            ]
        );
    }
}
