//! Pages that do hold an article, for sets in which both kinds are wanted.

use super::frame::{self, Main};
use super::maker::Maker;
use super::{Page, SEED};

/// The `n`th story, and the language it is in.
pub(crate) fn story(n: usize) -> (Page, &'static str) {
    let mut maker = Maker::new(SEED, 1_000_000 + n);
    let main = main(&mut maker, n);
    let (url, html) = frame::around(&mut maker, &main);
    (Page { class: "story", name: format!("story-{n:06}"), url, html }, maker.lang)
}

fn main(maker: &mut Maker, n: usize) -> Main {
    let (title, by) = (maker.say("headline"), maker.say("person"));
    let (when, printed, deck) = (maker.date(), maker.printed_date(), maker.says("sentence", 1, 1));
    let head = maker.boxed(
        "header",
        "article-header",
        &format!("<h1>{title} ({n})</h1><p>{deck}</p><span>{by}</span> <time datetime=\"{when}\">{printed}</time>"),
    );
    let paragraphs = maker.between(6, 24);
    let text: String = (0..paragraphs)
        .map(|_| {
            let text = maker.says("sentence", 2, 4);
            maker.paragraph("article-text", &text)
        })
        .collect();
    let body = maker.boxed("div", "article-body", &text);
    let html = maker.boxed("article", "article", &format!("{head}{body}"));
    let quoted = title.replace('"', "\\\"");
    let data = format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"{quoted} ({n})\",\"datePublished\":\"{when}T09:00:00Z\",\"author\":{{\"@type\":\"Person\",\"name\":\"{by}\"}}}}"
    );
    let data = if maker.chance(60) { vec![data] } else { Vec::new() };
    Main { html, title, path: format!("/{when}/story-{n}.html"), og_type: "article", data, ..Main::default() }
}
