//! Pages that list stories: teasers in all their forms.

use super::super::frame::Main;
use super::super::maker::{Maker, Style};

/// A link to a story, with or without a picture, a deck, a time.
fn teaser(maker: &mut Maker, decks: usize) -> String {
    let (headline, href) = (maker.say("headline"), maker.href());
    let mut inner = String::new();
    if maker.chance(60) {
        inner.push_str("<img src=\"/i/t.jpg\" alt=\"\">");
    }
    if maker.chance(30) {
        let section = maker.say("nav");
        inner.push_str(&format!("<span>{section}</span> "));
    }
    let heading = maker.one_of(&["h2", "h3", "h3", "h4"]);
    let outside = maker.chance(25);
    inner.push_str(&match maker.style {
        Style::Tables => format!("<b><a href=\"{href}\">{headline}</a></b><br>"),
        _ if outside => format!("<a href=\"{href}\"><{heading}>{headline}</{heading}></a>"),
        _ => format!("<{heading}><a href=\"{href}\">{headline}</a></{heading}>"),
    });
    if decks > 0 {
        let deck = maker.says("sentence", 1, decks);
        inner.push_str(&maker.paragraph("teaser-text", &deck));
    }
    if maker.chance(40) {
        let when = if maker.chance(50) { maker.hour() } else { maker.printed_date() };
        let by = if maker.chance(40) { maker.say("person") } else { String::new() };
        inner.push_str(&format!("<span>{by} <time>{when}</time></span>"));
    }
    let words = maker.one_of(&["teaser", "card story-card", "post hentry", "item"]).to_owned();
    let wrap = maker.one_of(&["article", "article", "li", "section"]);
    if wrap == "li" && maker.style != Style::Tables {
        let class = maker.class(&words);
        return format!("<li{class}>{inner}</li>\n");
    }
    maker.boxed(wrap, &words, &inner)
}

/// So many teasers; the length of decks is a matter of the house.
pub(super) fn teasers(maker: &mut Maker, low: usize, high: usize, most_decks: usize) -> String {
    let n = maker.from_to(low, high);
    let decks = maker.below(most_decks + 1);
    (0..n).map(|_| teaser(maker, decks)).collect()
}

pub(super) fn pages(maker: &mut Maker) -> String {
    let more = maker.say("button");
    match maker.below(3) {
        0 => format!(
            "<p><a href=\"?page=1\">1</a> <a href=\"?page=2\">2</a> <a href=\"?page=3\">3</a> … <a href=\"?page=2\">{more}</a></p>"
        ),
        1 => format!("<button>{more}</button>"),
        _ => String::new(),
    }
}

fn item_list(maker: &mut Maker, kind: &str) -> String {
    let items: Vec<String> = (1..5)
        .map(|n| {
            let (name, url) = (maker.say("headline").replace('"', "'"), maker.href());
            format!("{{\"@type\":\"ListItem\",\"position\":{n},\"url\":\"{url}\",\"item\":{{\"@type\":\"NewsArticle\",\"headline\":\"{name}\"}}}}")
        })
        .collect();
    format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"{kind}\",\"mainEntity\":{{\"@type\":\"ItemList\",\"itemListElement\":[{}]}}}}",
        items.join(",")
    )
}

pub(super) fn home(maker: &mut Maker) -> Main {
    let mut html = String::new();
    let n = maker.from_to(2, 6);
    for at in 0..n {
        let title = maker.say("nav");
        let list = teasers(maker, 4, 14, 3);
        let heading = if at == 0 { String::new() } else { format!("<h2>{title}</h2>") };
        html.push_str(&maker.boxed("section", "front-section", &format!("{heading}{list}")));
        if maker.chance(30) {
            let opinion = maker.says("sentence", 2, 5);
            let by = maker.say("person");
            html.push_str(&maker.boxed("section", "opinion", &format!("<p>{opinion}</p><p>{by}</p>")));
        }
    }
    let path = maker.one_of(&["/", "/", "/index.html", "/en/"]).to_owned();
    let mut main = Main { title: maker.site.clone(), html, path, og_type: "website", ..Main::default() };
    if maker.chance(20) {
        main.head = "<meta http-equiv=\"refresh\" content=\"300\">\n".to_owned();
    }
    main
}

pub(super) fn section(maker: &mut Maker) -> Main {
    let title = maker.say("nav");
    let list = teasers(maker, 9, 32, 4);
    let intro = if maker.chance(30) { format!("<p>{}</p>", maker.says("about_text", 1, 1)) } else { String::new() };
    let html = format!("<h1>{title}</h1>{intro}{list}{}", pages(maker));
    let data = if maker.chance(50) { vec![item_list(maker, "CollectionPage")] } else { Vec::new() };
    Main {
        title,
        html,
        path: maker.one_of(&["/sport/", "/local", "/news/business/"]).to_owned(),
        og_type: "website",
        data,
        ..Main::default()
    }
}

pub(super) fn tag(maker: &mut Maker) -> Main {
    let title = if maker.chance(50) { maker.say("town") } else { maker.say("person") };
    // What the topic is about: a paragraph or two, as encyclopaedias write it.
    let intro: String =
        (0..maker.below(3)).map(|_| maker.says("sentence", 1, 3)).map(|text| format!("<p>{text}</p>")).collect();
    let list = teasers(maker, 5, 20, 3);
    let html = format!("<h1>{title}</h1>{intro}{list}{}", pages(maker));
    let data = if maker.chance(30) { vec![item_list(maker, "CollectionPage")] } else { Vec::new() };
    Main {
        title,
        html,
        path: maker.one_of(&["/topic/town-8812", "/tags/budget", "/thema/bruecke/"]).to_owned(),
        og_type: "website",
        data,
        ..Main::default()
    }
}

pub(super) fn author(maker: &mut Maker) -> Main {
    let title = maker.say("person");
    let bio = maker.says("about_text", 1, 3);
    let bio = maker.paragraph("author-bio", &bio);
    let list = teasers(maker, 4, 18, 3);
    let html = format!("<h1>{title}</h1><img src=\"/a.jpg\" alt=\"{title}\">{bio}{list}{}", pages(maker));
    let data = vec![format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"ProfilePage\",\"mainEntity\":{{\"@type\":\"Person\",\"name\":\"{title}\"}}}}"
    )];
    Main {
        title,
        html,
        path: maker.one_of(&["/author/a-merrow", "/autor/dorn/", "/by/luis-carvane-441"]).to_owned(),
        og_type: "profile",
        data,
        ..Main::default()
    }
}

pub(super) fn search(maker: &mut Maker) -> Main {
    let title = maker.say("search_title");
    let n = maker.from_to(0, 16);
    let list: String = (0..n)
        .map(|_| {
            let (headline, href, when) = (maker.say("headline"), maker.href(), maker.printed_date());
            let snippet = maker.says("sentence", 1, 2);
            format!("<div class=\"result\"><a href=\"{href}\">{headline}</a><br><small>{when}</small><p>… {snippet} …</p></div>\n")
        })
        .collect();
    let form =
        "<form action=\"/search\"><input name=\"q\"><select><option>2026</option><option>2025</option></select></form>";
    let html = format!("<h1>{title}</h1>{form}{list}{}", pages(maker));
    Main { title, html, path: "/search?q=town&sort=date".to_owned(), og_type: "", ..Main::default() }
}

pub(super) fn video(maker: &mut Maker) -> Main {
    let title = maker.say("video_title");
    let n = maker.from_to(6, 24);
    let list: String = (0..n)
        .map(|_| {
            let (headline, href) = (maker.say("headline"), maker.href());
            let text = if maker.chance(40) { maker.says("sentence", 1, 1) } else { String::new() };
            let class = maker.class("video-tile");
            format!("<div{class}><a href=\"{href}\"><img src=\"/v.jpg\" alt=\"\"><span>{:02}:{:02}</span> {headline}</a><p>{text}</p></div>\n", maker.below(9), maker.below(60))
        })
        .collect();
    let html = format!("<h1>{title}</h1><video src=\"/live.m3u8\"></video>{list}");
    Main {
        title,
        html,
        path: "/video".to_owned(),
        og_type: maker.one_of(&["video.other", "website"]),
        ..Main::default()
    }
}

pub(super) fn gallery(maker: &mut Maker) -> Main {
    let title = if maker.chance(50) { maker.say("video_title") } else { maker.say("headline") };
    let n = maker.from_to(4, 20);
    let list: String = (1..=n)
        .map(|at| {
            let (text, by) = (maker.says("sentence", 1, 1), maker.say("person"));
            format!("<figure><img src=\"/g/{at}.jpg\" alt=\"\"><figcaption>{at}/{n} {text} <small>{by}</small></figcaption></figure>\n")
        })
        .collect();
    let more = teasers(maker, 3, 8, 1);
    let data = vec!["{\"@context\":\"https://schema.org\",\"@type\":\"ImageGallery\"}".to_owned()];
    Main {
        html: format!("<h1>{title}</h1>{list}{more}"),
        title,
        path: "/gallery/pictures-of-the-week-118".to_owned(),
        og_type: "website",
        data,
        ..Main::default()
    }
}
