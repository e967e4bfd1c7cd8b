//! RSS 2.0: an item of a channel, with the whole text in `content:encoded`.

use super::xml::Xml;
use super::{Layout, html, story};
use crate::article::Article;

/// In front of the items. The channel says no more than that it is one.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
    <channel>\n<title>Articles</title>\n<link>urn:news:articles</link>\n<description>Articles</description>\n";
/// Behind the items.
pub(super) const FOOT: &str = "</channel>\n</rss>\n";

pub(super) fn write(article: &Article, layout: Layout) -> String {
    let mut xml = Xml::fragment();
    xml.open("item", &[]);
    xml.leaf_of("title", story::headline(article).as_deref());
    xml.leaf_of("link", story::address(article));
    if let Some(uri) = story::known_uri(article) {
        let is_address = (story::address(article) != Some(uri.as_str())).then_some("false");
        xml.leaf("guid", &[("isPermaLink", is_address)], &uri);
    }
    let points: Vec<String> = article.summary.iter().map(|point| story::line(article, point.span)).collect();
    let summary = (!points.is_empty()).then(|| points.join("\n"));
    xml.leaf_of("description", story::field(article, article.deck.as_ref()).or(summary).as_deref());
    for author in story::authors(article) {
        xml.leaf("dc:creator", &[], &author);
    }
    xml.leaf_of("dc:publisher", story::provider(article).as_deref());
    // The date of RSS needs a zone, that of Dublin Core does not; both say the same.
    xml.leaf_of("pubDate", story::moment(&article.dates.published).and_then(|moment| mail_date(&moment)).as_deref());
    xml.leaf_of("dc:date", story::iso(&article.dates.published));
    xml.leaf_of("dc:language", article.lang.as_ref().map(|lang| lang.tag.as_str()));
    for category in story::sections(article).into_iter().chain(story::keywords(article)) {
        xml.leaf("category", &[], &category);
    }
    let rights = article.rights.as_ref().and_then(|rights| rights.holder.clone());
    xml.leaf_of("dc:rights", story::notice(article).or(rights).as_deref());
    xml.leaf_of(
        "content:encoded",
        Some(html::body(article, layout.furniture)).filter(|body| !body.is_empty()).as_deref(),
    );
    xml.finish()
}

/// `Wed, 28 Jul 2021 10:30:00 +0200` (RFC 822 with a year of four digits).
fn mail_date(rfc3339: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let day: jiff::civil::Date = rfc3339.get(..10)?.parse().ok()?;
    let weekday = DAYS.get(usize::try_from(day.weekday().to_monday_zero_offset()).ok()?)?;
    let month = MONTHS.get(usize::try_from(day.month()).ok()?.checked_sub(1)?)?;
    let clock = rfc3339.get(11..19)?;
    let zone = rfc3339.get(19..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let zone = if zone == "Z" { "+0000".to_owned() } else { zone.replace(':', "") };
    Some(format!("{weekday}, {:02} {month} {} {clock} {zone}", day.day(), day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_in_mail() {
        assert_eq!(mail_date("2021-07-28T10:30:00+02:00").as_deref(), Some("Wed, 28 Jul 2021 10:30:00 +0200"));
        assert_eq!(mail_date("2021-07-28T10:30:00.25Z").as_deref(), Some("Wed, 28 Jul 2021 10:30:00 +0000"));
    }
}
