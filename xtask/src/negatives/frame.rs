//! What stands around the main part of a page: metadata, navigation, offers, scripts.

use std::fmt::Write as _;

use super::maker::{Maker, Style};

/// The main part of a page and what the head says of it.
#[derive(Default)]
pub(super) struct Main {
    pub(super) title: String,
    pub(super) html: String,
    /// What stands behind the host.
    pub(super) path: String,
    /// The honest `og:type`.
    pub(super) og_type: &'static str,
    /// JSON-LD scripts.
    pub(super) data: Vec<String>,
    /// Further elements of the head.
    pub(super) head: String,
    /// Whether nothing stands around it.
    pub(super) bare: bool,
}

/// Address and page.
pub(super) fn around(maker: &mut Maker, main: &Main) -> (String, String) {
    let url =
        format!("https://www.{}.example{}", maker.one_of(&["courier", "bote", "post-online", "daily24"]), main.path);
    let mut page = String::from("<!DOCTYPE html>\n");
    let direction = if maker.lang == "ar" { " dir=\"rtl\"" } else { "" };
    let lang = maker.lang;
    write!(page, "<html lang=\"{lang}\"{direction}>\n<head>\n{}</head>\n<body>\n", head(maker, main, &url))
        .expect("strings take it");
    if main.bare {
        page.push_str(&main.html);
    } else {
        let rail = if maker.chance(50) { rail(maker) } else { String::new() };
        let inner = maker.boxed("main", "site-main content", &main.html);
        page.push_str(&header(maker));
        page.push_str(&match maker.style {
            Style::Tables => format!("<table><tr><td width=700>{inner}</td><td>{rail}</td></tr></table>\n"),
            _ => maker.boxed("div", "wrapper layout-columns", &format!("{inner}{rail}")),
        });
        page.push_str(&footer(maker));
        if maker.chance(35) {
            page.push_str(&banner(maker));
        }
    }
    page.push_str(&scripts(maker));
    page.push_str("</body>\n</html>\n");
    (url, page)
}

fn head(maker: &mut Maker, main: &Main, url: &str) -> String {
    let site = maker.site.clone();
    let full = if maker.chance(75) {
        format!("{} {} {site}", main.title, maker.one_of(&["|", "-", "–"]))
    } else {
        main.title.clone()
    };
    let mut head = format!("<meta charset=\"utf-8\">\n<title>{full}</title>\n");
    let mut meta = |name: &str, value: &str| {
        let key = if name.starts_with("og:") || name.starts_with("article:") { "property" } else { "name" };
        head.push_str(&format!("<meta {key}=\"{name}\" content=\"{}\">\n", value.replace('"', "&quot;")));
    };
    meta("viewport", "width=device-width, initial-scale=1");
    if maker.chance(70) {
        meta("description", &maker.says("sentence", 1, 2));
    }
    if maker.chance(70) {
        meta("og:title", &main.title);
        meta("og:site_name", &site);
        meta("og:url", url);
        // One in five says "article" whatever it is, as themes of blogs do.
        let kind = if maker.chance(20) { "article" } else { main.og_type };
        if !kind.is_empty() {
            meta("og:type", kind);
        }
        if kind == "article" && maker.chance(60) {
            meta("article:modified_time", &format!("{}T{}:00+00:00", maker.date(), maker.hour()));
        }
    }
    if maker.chance(15) {
        meta("author", &site);
    }
    if maker.chance(60) {
        head.push_str(&format!("<link rel=\"canonical\" href=\"{url}\">\n"));
    }
    if maker.chance(60) {
        head.push_str(&format!(
            "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"{}\",\"name\":\"{}\",\"url\":\"https://www.example/\"}}</script>\n",
            maker.one_of(&["WebSite", "Organization", "NewsMediaOrganization"]),
            site
        ));
    }
    for data in &main.data {
        head.push_str(&format!("<script type=\"application/ld+json\">{data}</script>\n"));
    }
    head.push_str(&main.head);
    head.push_str("<style>body{margin:0;font:16px/1.5 serif}.grid{display:grid}</style>\n");
    head
}

fn header(maker: &mut Maker) -> String {
    let n = maker.between(4, 9);
    let links: String =
        (0..n).map(|_| format!("<li><a href=\"/{}\">{}</a></li>", maker.below(99), maker.say("nav"))).collect();
    let site = maker.site.clone();
    let logo = if maker.chance(15) {
        format!("<h1><a href=\"/\">{site}</a></h1>")
    } else {
        format!("<a href=\"/\">{site}</a>")
    };
    let button = maker.say("button");
    let nav = maker.boxed("nav", "main-nav", &format!("<ul>{links}</ul>"));
    maker.boxed("header", "site-header", &format!("{logo} <a href=\"/login\">{button}</a>{nav}"))
}

/// What others read, an offer, an advertisement.
fn rail(maker: &mut Maker) -> String {
    let n = maker.between(3, 8);
    let items: String =
        (0..n).map(|_| format!("<li><a href=\"{}\">{}</a></li>", maker.href(), maker.say("headline"))).collect();
    let mut rail = format!("<h3>{}</h3><ol>{items}</ol>", maker.say("more"));
    if maker.chance(50) {
        let offer = maker.say("newsletter_text");
        rail.push_str(&maker.boxed("section", "newsletter-box", &format!("<p>{offer}</p><button>{}</button>", "OK")));
    }
    maker.boxed("aside", "sidebar", &rail)
}

fn footer(maker: &mut Maker) -> String {
    let lines = maker.says("footer", 1, 3);
    let about = if maker.chance(30) { maker.say("about_text") } else { String::new() };
    maker.boxed("footer", "site-footer", &format!("<p>{about}</p><p>{lines}</p>"))
}

/// The question about cookies, as it lies over every page.
fn banner(maker: &mut Maker) -> String {
    let (text, button) = (maker.says("consent_text", 1, 2), maker.say("button"));
    format!("<div id=\"cookie-banner\" role=\"dialog\"><p>{text}</p><button>{button}</button></div>\n")
}

fn scripts(maker: &mut Maker) -> String {
    let n = maker.between(1, 4);
    (0..n)
        .map(|_| match maker.below(3) {
            0 => "<script src=\"/static/app.js\" async></script>\n".to_owned(),
            1 => format!(
                "<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{page:{}}});</script>\n",
                maker.below(9999)
            ),
            _ => {
                let headlines: Vec<String> = (0..4).map(|_| format!("{:?}", maker.say("headline"))).collect();
                format!("<script>window.__STATE__={{\"items\":[{}]}};</script>\n", headlines.join(","))
            }
        })
        .collect()
}
