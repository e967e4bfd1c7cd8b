//! What a page says about its article outside the prose: every carrier of headline, authors, dates and the rest.

use crate::article::Article;
use crate::html::Document;
use crate::span::SourceSpan;

/// All candidates with their carriers.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Bodies that structured data carries, as text: `articleBody`, the posts of a live blog.
    pub(crate) bodies: Vec<CarriedBody>,
    /// Headlines that carriers outside the body give, without the name of the site.
    pub(crate) headlines: Vec<String>,
}

/// A body outside the visible text.
#[derive(Debug)]
pub(crate) struct CarriedBody {
    /// As plain text; lines part paragraphs.
    pub(crate) text: String,
    /// Where the value stands in the page.
    pub(crate) src: SourceSpan,
}

/// Collects what the carriers say.
pub(crate) fn gather(_document: &Document<'_>, _url: Option<&str>) -> Evidence {
    Evidence::default()
}

/// Fills the fields by the votes of all carriers.
pub(crate) fn settle(_evidence: &Evidence, _document: &Document<'_>, _article: &mut Article) {}
