//! Web pages saved as one file: MHTML (`multipart/related`, RFC 2557), as Chromium, Internet Explorer and Word write it.
//!
//! The page is the part that `start` names, else the first of HTML; pictures, styles and frames are not read. Places lead
//! into the file: exact in quoted-printable and unencoded pages, the whole part in base64. The encoding is that of the part.
//! A message with receivers is mail, whatever its parts.

use encoding_rs::{Encoding, UTF_8};

use super::{Item, web};
use crate::article::Id;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::mime::{self, Part};
use crate::options::Options;
use crate::source::{self, Source};

pub(super) fn sniff(text: &str) -> bool {
    let Some(message) = mime::head_of(text) else { return false };
    let is_mail = ["To", "Cc", "Received", "Message-ID", "Delivered-To", "Return-Path"]
        .iter()
        .any(|name| message.header(name).is_some());
    let media_type = message.media_type();
    let is_page = media_type == "multipart/related" || (media_type == HTML && message.header("MIME-Version").is_some());
    is_page && !is_mail
}

const HTML: &str = "text/html";

pub(super) fn read(source: &Source<'_>, options: &Options) -> Result<Vec<Item>, Error> {
    let no_page = || Error::new(ErrorKind::NoArticle, "found no part of HTML in the saved page");
    let message = mime::read(&source.text).ok_or_else(no_page)?;
    let root = root(&message).ok_or_else(no_page)?;
    let content = root.decode();
    let mut inside = options.clone().from("html");
    let declared = root.parameter("charset").filter(|label| Encoding::for_label(label.as_bytes()).is_some());
    inside.charset = options.charset.clone().or(declared);
    let decoded = source::decode(&content.bytes, &inside)?;
    let page = content.text(Encoding::for_label(decoded.charset.as_bytes()).unwrap_or(UTF_8));
    let address = [root.header("Content-Location"), message.header("Snapshot-Content-Location")].into_iter().flatten();
    let address = address.into_iter().find(|address| address.starts_with("http")).filter(|_| options.url.is_none());
    let url = options.url.as_deref().or(address.as_deref());
    let outer = Source { bytes: source.bytes, ..decoded };
    let mut draft = Draft::pieced(&outer, "mhtml");
    draft.article.ids.extend(address.iter().map(|url| Id { kind: "url".to_owned(), value: url.clone() }));
    draft.within(&page, |draft| web::write(page.text(), url, draft))?;
    Ok(vec![Item::Draft(Box::new(draft))])
}

/// The part that the others belong to.
fn root<'m, 'a>(message: &'m Part<'a>) -> Option<&'m Part<'a>> {
    let is_html = |part: &&Part<'_>| matches!(part.media_type().as_str(), HTML | "application/xhtml+xml");
    if message.parts.is_empty() {
        return Some(message).filter(is_html);
    }
    let start = message.parameter("start");
    let named = message.parts.iter().find(|part| start.is_some() && part.header("Content-ID") == start);
    named.filter(is_html).or_else(|| message.parts.iter().find(is_html)).or_else(|| message.parts.iter().find_map(root))
}
