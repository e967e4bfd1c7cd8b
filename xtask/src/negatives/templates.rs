//! The main part of each kind of page.

mod lists;

use self::lists::{author, gallery, home, pages, search, section, tag, teasers, video};
use super::frame::Main;
use super::maker::Maker;

/// Makes the main part of a page.
type Template = fn(&mut Maker) -> Main;

/// Every kind with its template.
pub(super) const ALL: &[(&str, Template)] = &[
    ("home", home),
    ("section", section),
    ("tag", tag),
    ("author", author),
    ("search", search),
    ("video", video),
    ("gallery", gallery),
    ("wall", wall),
    ("consent", consent),
    ("error", error),
    ("blocked", blocked),
    ("login", login),
    ("newsletter", newsletter),
    ("about", about),
    ("legal", legal),
    ("shop", shop),
    ("forum", forum),
    ("weather", weather),
    ("shell", shell),
    ("table", table),
];

/// A story that ends behind its first sentences.
fn wall(maker: &mut Maker) -> Main {
    let (title, by) = (maker.say("headline"), maker.say("person"));
    let n = maker.from_to(0, 3);
    let text: String = (0..n).map(|_| maker.says("sentence", 1, 2)).map(|text| format!("<p>{text}</p>\n")).collect();
    let deck = maker.says("sentence", 1, 1);
    let (when, printed) = (maker.date(), maker.printed_date());
    let (wall_title, wall_text, button) = (maker.say("wall_title"), maker.says("wall_text", 1, 2), maker.say("button"));
    // Not every wall says in its class that it is one.
    let words = if maker.chance(60) { "paywall offer" } else { "c-box c-box--wide" };
    let wall =
        maker.boxed("section", words, &format!("<h3>{wall_title}</h3><p>{wall_text}</p><a href=\"/abo\">{button}</a>"));
    let related = if maker.chance(60) {
        format!("<h3>{}</h3>{}", maker.say("more"), teasers(maker, 3, 9, 2))
    } else {
        String::new()
    };
    let head = maker.boxed(
        "header",
        "article-header",
        &format!("<h1>{title}</h1><p>{deck}</p><span>{by}</span> <time datetime=\"{when}\">{printed}</time>"),
    );
    let body = maker.boxed("div", "article-body", &format!("{text}{wall}"));
    let article = maker.boxed("article", "article", &format!("{head}{body}"));
    let free = maker.one_of(&[",\"isAccessibleForFree\":false", ",\"isAccessibleForFree\":\"False\"", ""]);
    let quoted = title.replace('"', "\\\"");
    let data = if maker.chance(80) {
        vec![format!(
            "{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"{quoted}\",\"datePublished\":\"{when}T09:00:00Z\",\"author\":{{\"@type\":\"Person\",\"name\":\"{by}\"}}{free}}}"
        )]
    } else {
        Vec::new()
    };
    Main { html: format!("{article}{related}"), title, path: maker.href(), og_type: "article", data, ..Main::default() }
}

fn consent(maker: &mut Maker) -> Main {
    let title = maker.say("consent_title");
    let n = maker.from_to(1, 5);
    let text: String =
        (0..n).map(|_| maker.says("consent_text", 1, 2)).map(|text| format!("<p>{text}</p>\n")).collect();
    let buttons: String = (0..2).map(|_| format!("<button>{}</button> ", maker.say("button"))).collect();
    let vendors: String =
        (0..maker.below(12)).map(|n| format!("<li>Vendor {n} <a href=\"#\">Privacy</a></li>")).collect();
    let html = format!("<h1>{title}</h1>{text}{buttons}<ul>{vendors}</ul>");
    let path = maker.one_of(&["/consent?next=%2F", "/privacy-gate", "/news/2026/bridge-opens-4711.html"]).to_owned();
    Main { html: maker.boxed("div", "consent-layer", &html), title, path, og_type: "", bare: true, ..Main::default() }
}

fn error(maker: &mut Maker) -> Main {
    let title = maker.say("error_title");
    let text = maker.says("error_text", 1, 2);
    let others = if maker.chance(60) {
        format!("<h3>{}</h3>{}", maker.say("more"), teasers(maker, 3, 14, 3))
    } else {
        String::new()
    };
    let html = format!("<h1>{title}</h1><p>{text}</p><form><input name=\"q\"></form>{others}");
    Main {
        html: maker.boxed("section", "error-page", &html),
        path: maker.href(),
        og_type: "website",
        bare: maker.chance(15),
        title,
        ..Main::default()
    }
}

fn blocked(maker: &mut Maker) -> Main {
    let title = maker.say("blocked_title");
    let text = maker.says("blocked_text", 1, 2);
    let html = format!("<h1>{title}</h1><p>{text}</p><div id=\"captcha\"></div><p>ID {}</p>", maker.below(999_999));
    Main { html, path: maker.href(), title, bare: true, ..Main::default() }
}

fn login(maker: &mut Maker) -> Main {
    let (title, text) = (maker.say("login_title"), maker.says("login_text", 1, 2));
    let html = format!(
        "<h1>{title}</h1><form method=post><label>E-mail<input name=mail></label><label>***<input type=password></label><button>{title}</button></form><p>{text}</p>"
    );
    Main {
        html: maker.boxed("section", "login-form", &html),
        path: "/account/login?return=/".to_owned(),
        og_type: "website",
        bare: maker.chance(30),
        title,
        ..Main::default()
    }
}

fn newsletter(maker: &mut Maker) -> Main {
    let title = maker.say("newsletter_title");
    let n = maker.from_to(1, 12);
    let list: String = (0..n)
        .map(|_| {
            let (name, text, button) = (maker.say("nav"), maker.says("newsletter_text", 1, 2), maker.say("button"));
            let text = maker.paragraph("letter-text", &text);
            format!("<div><h3>{name}</h3>{text}<button>{button}</button></div>\n")
        })
        .collect();
    Main {
        html: format!("<h1>{title}</h1>{list}"),
        title,
        path: "/newsletter".to_owned(),
        og_type: "website",
        ..Main::default()
    }
}

fn about(maker: &mut Maker) -> Main {
    let title = maker.say("about_title");
    let n = maker.from_to(2, 7);
    let mut text = String::new();
    for _ in 0..n {
        let paragraph = maker.says("about_text", 1, 3);
        text.push_str(&maker.paragraph("text", &paragraph));
        if maker.chance(30) {
            text.push_str(&format!("<h2>{}</h2>", maker.say("nav")));
        }
    }
    let staff: String =
        (0..maker.below(9)).map(|n| format!("<li>{}, +49 555 01{n:02}</li>", maker.say("person"))).collect();
    let data = if maker.chance(30) {
        vec!["{\"@context\":\"https://schema.org\",\"@type\":\"AboutPage\"}".to_owned()]
    } else {
        Vec::new()
    };
    Main {
        html: format!("<h1>{title}</h1>{text}<ul>{staff}</ul>"),
        title,
        path: maker.one_of(&["/about", "/impressum", "/service/kontakt.html"]).to_owned(),
        og_type: "website",
        data,
        ..Main::default()
    }
}

fn legal(maker: &mut Maker) -> Main {
    let title = maker.say("legal_title");
    let mut text = String::new();
    for at in 1..=maker.from_to(4, 16) {
        let paragraph = maker.says("legal_text", 1, 4);
        text.push_str(&format!("<h2>{at}. {}</h2>", maker.say("nav")));
        text.push_str(&maker.paragraph("text", &paragraph));
    }
    Main {
        html: format!("<h1>{title}</h1>{text}"),
        title,
        path: maker.one_of(&["/privacy", "/terms-of-use", "/agb"]).to_owned(),
        og_type: "website",
        ..Main::default()
    }
}

fn shop(maker: &mut Maker) -> Main {
    let title = maker.say("product_title");
    let text: String = (0..maker.from_to(1, 5))
        .map(|_| maker.says("product_text", 1, 2))
        .map(|text| format!("<p>{text}</p>\n"))
        .collect();
    let reviews: String = (0..maker.below(6))
        .map(|_| {
            let (by, text, when) = (maker.say("person"), maker.says("product_text", 1, 2), maker.printed_date());
            format!("<div class=\"review\"><b>{by}</b> {when} ★★★★☆<p>{text}</p></div>\n")
        })
        .collect();
    let price = format!("{},{:02} €", maker.from_to(9, 240), maker.below(100));
    let table = format!(
        "<table><tr><th>kg</th><td>{}</td></tr><tr><th>cm</th><td>{}</td></tr></table>",
        maker.below(9),
        maker.below(90)
    );
    let others: String = (0..maker.below(8))
        .map(|_| format!("<li><a href=\"/p/{}\">{}</a> {price}</li>", maker.below(9999), maker.say("product_title")))
        .collect();
    let button = maker.say("button");
    let data = if maker.chance(70) {
        vec![format!(
            "{{\"@context\":\"https://schema.org\",\"@type\":\"Product\",\"name\":\"{title}\",\"offers\":{{\"@type\":\"Offer\",\"price\":\"49.90\"}}}}"
        )]
    } else {
        Vec::new()
    };
    let html =
        format!("<h1>{title}</h1><b>{price}</b><button>{button}</button>{text}{table}{reviews}<ul>{others}</ul>");
    Main {
        html,
        title,
        path: "/shop/p/waxed-satchel-olive-20417".to_owned(),
        og_type: maker.one_of(&["product", "website"]),
        data,
        ..Main::default()
    }
}

fn forum(maker: &mut Maker) -> Main {
    let title = maker.say("forum_title");
    let n = maker.from_to(2, 16);
    let posts: String = (0..n)
        .map(|at| {
            let (by, when, text) = (maker.say("person"), maker.printed_date(), maker.says("forum_text", 1, 4));
            let text = maker.paragraph("post-text", &text);
            let inner = format!(
                "<div><b>{}</b> #{at} {when} {}</div>{text}<div><a href=\"#r\">Re:</a> <a href=\"#l\">+{}</a></div>",
                by.to_lowercase().replace(' ', "_"),
                maker.hour(),
                maker.below(30)
            );
            maker.boxed("article", "post reply", &inner)
        })
        .collect();
    let data = if maker.chance(40) {
        vec![format!(
            "{{\"@context\":\"https://schema.org\",\"@type\":\"DiscussionForumPosting\",\"headline\":\"{title}\",\"datePublished\":\"{}\"}}",
            maker.date()
        )]
    } else {
        Vec::new()
    };
    Main {
        html: format!("<h1>{title}</h1>{posts}{}", pages(maker)),
        title,
        path: maker.one_of(&["/forum/thread/88123-mower", "/viewtopic.php?t=4711", "/t/flat-roof/9120"]).to_owned(),
        og_type: "website",
        data,
        ..Main::default()
    }
}

fn weather(maker: &mut Maker) -> Main {
    let title = maker.say("weather_title");
    let rows: String = (0..maker.from_to(5, 14))
        .map(|_| {
            format!(
                "<tr><td>{}</td><td>{}°</td><td>{}°</td><td>{} mm</td></tr>",
                maker.printed_date(),
                maker.from_to(12, 31),
                maker.below(12),
                maker.below(20)
            )
        })
        .collect();
    let text = maker.says("weather_text", 1, 3);
    let towns: String = (0..8)
        .map(|_| format!("<li><a href=\"/weather/{}\">{}</a></li>", maker.below(99), maker.say("town")))
        .collect();
    Main {
        html: format!("<h1>{title}</h1><p>{text}</p><table>{rows}</table><ul>{towns}</ul>"),
        title,
        path: "/weather/town".to_owned(),
        og_type: "website",
        ..Main::default()
    }
}

/// The page of an application before its script ran, with the head of a story or without.
fn shell(maker: &mut Maker) -> Main {
    let title = if maker.chance(60) { maker.say("headline") } else { maker.site.clone() };
    let text = maker.say("shell_text");
    let inner = match maker.below(3) {
        0 => format!("<noscript>{text}</noscript><div id=\"root\"></div>"),
        1 => format!("<div id=\"app\"><div class=\"spinner\">{text}</div></div>"),
        _ => format!("<div id=\"__next\"><h1>{title}</h1><div class=\"skeleton\"></div><p>{text}</p></div>"),
    };
    let og_type = if maker.chance(50) { "article" } else { "website" };
    Main { html: inner, path: maker.href(), title, og_type, bare: true, ..Main::default() }
}

/// Standings, prices, programs: figures and hardly a sentence.
fn table(maker: &mut Maker) -> Main {
    let title = maker.say("nav");
    let n = maker.from_to(8, 40);
    let rows: String = (1..=n)
        .map(|at| {
            let name = if maker.chance(50) { maker.say("town") } else { maker.say("headline") };
            format!("<tr><td>{at}</td><td><a href=\"/t/{at}\">{name}</a></td><td>{}</td><td>{},{:02}</td><td>{}</td></tr>\n", maker.below(99), maker.below(400), maker.below(100), maker.hour())
        })
        .collect();
    let note = if maker.chance(50) { maker.says("legal_text", 1, 1) } else { String::new() };
    Main {
        html: format!("<h1>{title}</h1><table>{rows}</table><p>{note}</p>"),
        title,
        path: maker.one_of(&["/markets/prices", "/sport/table", "/tv"]).to_owned(),
        og_type: "website",
        ..Main::default()
    }
}
