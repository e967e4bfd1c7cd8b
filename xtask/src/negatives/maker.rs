//! Chance and phrases.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Phrases by language and slot.
static PHRASES: LazyLock<BTreeMap<(&str, &str), Vec<&str>>> = LazyLock::new(|| {
    let mut phrases: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for line in include_str!("words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.splitn(3, '\t');
        if let (Some(lang), Some(slot), Some(phrase)) = (cells.next(), cells.next(), cells.next()) {
            phrases.entry((lang, slot)).or_default().push(phrase);
        }
    }
    phrases
});

/// English and German twice as often: half of the news on the web is theirs.
const LANGS: [&str; 14] = ["en", "de", "fr", "es", "en", "it", "ja", "pl", "de", "ru", "en", "tr", "ar", "es"];

/// How a house builds its pages.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Style {
    /// `header`, `main`, `article`, `section`.
    Semantic,
    /// `div`s with speaking classes.
    Blocks,
    /// Tables in tables.
    Tables,
    /// `div`s with classes that a build step made.
    Hashed,
}

/// Makes one page: its language, its style, and the dice.
pub(super) struct Maker {
    state: u64,
    pub(super) lang: &'static str,
    pub(super) style: Style,
    town: String,
    pub(super) site: String,
}

impl Maker {
    pub(super) fn new(seed: u64, page: usize) -> Self {
        let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (page as u64).wrapping_mul(0xD1B5_4A32_D192_ED03);
        let mut maker = Maker { state, lang: "en", style: Style::Semantic, town: String::new(), site: String::new() };
        maker.lang = LANGS[(page + maker.below(3)) % LANGS.len()];
        maker.style = [Style::Semantic, Style::Blocks, Style::Hashed, Style::Blocks, Style::Tables][maker.below(5)];
        maker.town = maker.say("town");
        maker.site = maker.say("site");
        maker
    }

    /// The next number (`SplitMix64`).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or_default()
    }

    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }

    /// A phrase of a slot, in the language of the page.
    pub(super) fn say(&mut self, slot: &str) -> String {
        let phrases = PHRASES.get(&(self.lang, slot)).unwrap_or_else(|| panic!("{}: no phrase for {slot}", self.lang));
        let phrase = phrases[self.below(phrases.len())];
        let mut out = String::new();
        let mut rest = phrase;
        while let Some((before, behind)) = rest.split_once('{') {
            let (inner, behind) = behind.split_once('}').expect("slots are closed");
            out.push_str(before);
            match inner {
                "n" => out.push_str(&self.between(11, 97).to_string()),
                "k" => out.push_str(&self.between(2, 9).to_string()),
                "hour" => out.push_str(&self.hour()),
                "town" if !self.town.is_empty() && self.chance(60) => out.push_str(&self.town.clone()),
                "site" => out.push_str(&self.site.clone()),
                slot => out.push_str(&self.say(slot)),
            }
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    /// So many phrases of a slot, behind each other.
    pub(super) fn says(&mut self, slot: &str, low: usize, high: usize) -> String {
        let gap = if self.lang == "ja" { "" } else { " " };
        let n = self.between(low, high);
        (0..n).map(|_| self.say(slot)).collect::<Vec<_>>().join(gap)
    }

    pub(super) fn hour(&mut self) -> String {
        format!("{:02}:{:02}", self.below(24), self.below(60))
    }

    pub(super) fn date(&mut self) -> String {
        format!("20{:02}-{:02}-{:02}", self.between(19, 26), self.between(1, 12), self.between(1, 28))
    }

    /// As pages print a day.
    pub(super) fn printed_date(&mut self) -> String {
        let (year, month, day) = (self.between(2019, 2026), self.between(1, 12), self.between(1, 28));
        match self.lang {
            "en" => {
                let month = self.one_of(&["January", "March", "May", "July", "October"]);
                format!("{month} {}, {year}", self.between(1, 28))
            }
            "ja" => format!("{year}年{}月{}日", self.between(1, 12), self.between(1, 28)),
            _ => format!("{day:02}.{month:02}.{year}"),
        }
    }

    /// A class attribute: speaking words, or what a build step makes of them.
    pub(super) fn class(&mut self, words: &str) -> String {
        match self.style {
            Style::Semantic | Style::Blocks => format!(" class=\"{words}\""),
            Style::Tables => String::new(),
            Style::Hashed => format!(" class=\"css-{:06x} e{:x}\"", self.next() % 0xFF_FFFF, self.next() % 0xFFF),
        }
    }

    /// An element that parts the page.
    pub(super) fn boxed(&mut self, tag: &str, words: &str, inner: &str) -> String {
        let class = self.class(words);
        match self.style {
            Style::Semantic => format!("<{tag}{class}>{inner}</{tag}>\n"),
            Style::Blocks | Style::Hashed => format!("<div{class}>{inner}</div>\n"),
            Style::Tables => format!("<table width=\"100%\"><tr><td valign=top>{inner}</td></tr></table>\n"),
        }
    }

    /// A paragraph in the manner of the house.
    pub(super) fn paragraph(&mut self, words: &str, text: &str) -> String {
        let class = self.class(words);
        let plain = self.chance(40);
        match self.style {
            Style::Tables => format!("<font size=2>{text}</font><br><br>\n"),
            Style::Hashed if plain => format!("<div{class}>{text}</div>\n"),
            _ => format!("<p{class}>{text}</p>\n"),
        }
    }

    /// Where a link goes.
    pub(super) fn href(&mut self) -> String {
        let section = self.one_of(&["news", "local", "sport", "culture", "business"]);
        let slug = self.one_of(&["bridge-opens", "what-happened-then", "the-long-wait", "a-town-decides", "no-rain"]);
        format!("/{section}/{}/{slug}-{}.html", self.between(2019, 2026), self.between(1000, 99999))
    }
}
