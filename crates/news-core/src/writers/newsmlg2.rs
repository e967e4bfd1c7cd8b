//! NewsML-G2: one `newsItem` with the header of the standard, its text as XHTML.
//!
//! `versionCreated` is written where a moment with its zone is known; the standard wants one, and none is made up. Codes keep
//! the list they came from as a literal or URI, because catalogs of other houses are not known here.

use super::xml::Xml;
use super::{Layout, html, story};
use crate::article::{Article, CreditRole, ItemClass, PubStatus, Term, TermRole};
use crate::wire::variant_name;

pub(super) fn write(article: &Article, _: Layout) -> String {
    let (uri, lang) = (story::uri(article), article.lang.as_ref().map(|lang| lang.tag.as_str()));
    let version = article.status.as_ref().and_then(|status| status.version).unwrap_or(1).to_string();
    let mut xml = Xml::document();
    xml.open(
        "newsItem",
        &[
            ("xmlns", Some("http://iptc.org/std/nar/2006-10-01/")),
            ("guid", Some(&uri)),
            ("version", Some(&version)),
            ("standard", Some("NewsML-G2")),
            ("standardversion", Some("2.34")),
            ("conformance", Some("power")),
            ("xml:lang", lang),
        ],
    );
    xml.empty("catalogRef", &[("href", Some("http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"))]);
    rights(article, &mut xml);
    item_meta(article, &mut xml);
    content_meta(article, lang, &mut xml);
    content(article, lang, &mut xml);
    xml.finish()
}

fn rights(article: &Article, xml: &mut Xml) {
    let Some(rights) = &article.rights else { return };
    xml.open("rightsInfo", &[]);
    if let Some(holder) = rights.holder.as_deref() {
        xml.open("copyrightHolder", &[("literal", Some(holder))]);
        xml.leaf("name", &[], holder);
        xml.close();
    }
    xml.leaf_of("copyrightNotice", story::notice(article).as_deref());
    xml.leaf_of("usageTerms", rights.terms.as_deref());
    xml.close();
}

fn item_meta(article: &Article, xml: &mut Xml) {
    let (status, dates) = (article.status.as_ref(), &article.dates);
    xml.open("itemMeta", &[]);
    xml.empty("itemClass", &[("qcode", Some(&format!("ninat:{}", class(article))))]);
    if let Some(provider) = story::provider(article) {
        xml.open("provider", &[("literal", Some(&provider))]);
        xml.leaf("name", &[], &provider);
        xml.close();
    }
    let moments = [&dates.modified, &dates.published, &dates.created];
    xml.leaf_of("versionCreated", moments.into_iter().find_map(|values| story::moment(values)).as_deref());
    xml.leaf_of("firstCreated", story::moment(&dates.created).as_deref());
    xml.leaf_of("embargoed", story::moment(&dates.embargo).as_deref());
    let pub_status = status.and_then(|status| status.r#pub).unwrap_or(PubStatus::Usable);
    xml.empty("pubStatus", &[("qcode", Some(&format!("stat:{}", variant_name(&pub_status))))]);
    for service in story::terms(article, TermRole::Service) {
        concept("service", None, service, xml);
    }
    xml.leaf_of("edNote", story::ed_note(article).as_deref());
    for related in &article.related {
        let version = related.version.map(|version| version.to_string());
        xml.empty(
            "link",
            &[
                ("rel", Some(&format!("irel:{}", related.rel))),
                ("residref", Some(&related.target)),
                ("version", version.as_deref()),
            ],
        );
    }
    xml.close();
}

fn class(article: &Article) -> &'static str {
    match article.item_class {
        Some(ItemClass::Picture) => "picture",
        Some(ItemClass::Graphic) => "graphic",
        Some(ItemClass::Audio) => "audio",
        Some(ItemClass::Video) => "video",
        Some(ItemClass::Animation) => "animation",
        Some(ItemClass::Package) => "composite",
        _ => "text",
    }
}

fn content_meta(article: &Article, lang: Option<&str>, xml: &mut Xml) {
    xml.open("contentMeta", &[]);
    let urgency = article.status.as_ref().and_then(|status| status.priority).filter(|n| (1..=9).contains(n));
    xml.leaf_of("urgency", urgency.map(|urgency| urgency.to_string()).as_deref());
    xml.leaf_of("contentCreated", story::iso(&article.dates.published));
    located(article, xml);
    for creator in story::credited(article, CreditRole::Creator) {
        party("creator", &creator.name, None, xml);
    }
    for author in article.byline.iter().flat_map(|byline| &byline.authors) {
        let title = story::field(article, author.role.as_ref());
        party("creator", &story::line(article, author.span), title.as_deref(), xml);
    }
    for contributor in story::credited(article, CreditRole::Contributor) {
        party("contributor", &contributor.name, None, xml);
    }
    for source in story::credited(article, CreditRole::Source) {
        party("infoSource", &source.name, None, xml);
    }
    for (kind, id) in story::other_ids(article) {
        xml.leaf("altId", &[("type", Some(&format!("news:{kind}")))], &id);
    }
    xml.empty_of("language", &[("tag", lang)]);
    for term in &article.terms {
        match term.role {
            Some(TermRole::Genre) => concept("genre", None, term, xml),
            Some(TermRole::Service) => {}
            None | Some(TermRole::Keyword) => xml.leaf("keyword", &[], &term.name),
            Some(role) => concept("subject", Some(kind(role)), term, xml),
        }
    }
    for section in &article.section {
        xml.leaf("keyword", &[("role", Some("news:section"))], &story::line(article, section.span));
    }
    let slug = article.slug.as_ref();
    let slug = slug.map(|slug| slug.keyword.as_ref().map_or(slug.span, |keyword| keyword.span));
    xml.leaf_of("slugline", slug.map(|span| story::line(article, span)).as_deref());
    xml.leaf_of("headline", story::headline(article).as_deref());
    let deck = story::field(article, article.deck.as_ref());
    if let Some(deck) = deck {
        xml.leaf("headline", &[("role", Some("hld:subHeadline"))], &deck);
    }
    xml.leaf_of("dateline", article.dateline.as_ref().map(|dateline| story::line(article, dateline.span)).as_deref());
    xml.leaf_of("by", article.byline.as_ref().map(|byline| story::line(article, byline.span)).as_deref());
    for point in &article.summary {
        xml.leaf("description", &[("role", Some("drol:summary"))], &story::line(article, point.span));
    }
    xml.close();
}

/// The type of a concept (IPTC `cpnat`).
fn kind(role: TermRole) -> &'static str {
    match role {
        TermRole::Person => "cpnat:person",
        TermRole::Organisation => "cpnat:organisation",
        TermRole::Place => "cpnat:geoArea",
        TermRole::Event => "cpnat:event",
        TermRole::Object => "cpnat:object",
        _ => "cpnat:abstract",
    }
}

fn concept(element: &'static str, kind: Option<&str>, term: &Term, xml: &mut Xml) {
    let (scheme, code) = (term.scheme.as_deref(), term.code.as_deref());
    let literal = match (scheme, code) {
        (Some(scheme), Some(code)) if !story::is_uri(code) => Some(format!("{scheme}:{code}")),
        (_, code) => code.map(str::to_owned),
    };
    let is_uri = code.is_some_and(story::is_uri);
    let (uri, literal) = if is_uri { (code, None) } else { (None, literal.or_else(|| Some(term.name.clone()))) };
    xml.open(element, &[("type", kind), ("uri", uri), ("literal", literal.as_deref())]);
    xml.leaf("name", &[], &term.name);
    xml.close();
}

fn located(article: &Article, xml: &mut Xml) {
    for place in &article.located {
        xml.open("located", &[("literal", place.code.as_deref().or(Some(&place.name)))]);
        xml.leaf("name", &[], &place.name);
        for (broader, kind) in [(&place.region, "cptype:statprov"), (&place.country, "cptype:country")] {
            if let Some(name) = broader {
                xml.open("broader", &[("type", Some(kind)), ("literal", Some(name))]);
                xml.leaf("name", &[], name);
                xml.close();
            }
        }
        xml.close();
    }
    if article.located.is_empty()
        && let Some(name) = story::located(article)
    {
        xml.open("located", &[("literal", Some(&name))]);
        xml.leaf("name", &[], &name);
        xml.close();
    }
}

fn party(element: &'static str, name: &str, title: Option<&str>, xml: &mut Xml) {
    xml.open(element, &[("literal", Some(name)), ("jobtitle", title)]);
    xml.leaf("name", &[], name);
    xml.close();
}

fn content(article: &Article, lang: Option<&str>, xml: &mut Xml) {
    xml.open("contentSet", &[]);
    let words = article.word_count.map(|words| words.to_string());
    xml.open("inlineXML", &[("contenttype", Some("application/xhtml+xml")), ("wordcount", words.as_deref())]);
    xml.open("html", &[("xmlns", Some("http://www.w3.org/1999/xhtml")), ("xml:lang", lang)]);
    xml.open("head", &[]);
    xml.leaf("title", &[], &story::headline(article).unwrap_or_default());
    xml.close();
    xml.open("body", &[]);
    xml.raw(&html::body(article, false));
    xml.close();
    xml.close();
    xml.close();
    for media in article.media.iter().filter(|media| media.url.is_some()) {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        xml.empty(
            "remoteContent",
            &[
                ("href", media.url.as_deref()),
                ("width", number(media.width).as_deref()),
                ("height", number(media.height).as_deref()),
            ],
        );
    }
    xml.close();
}
