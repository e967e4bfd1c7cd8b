//! What kind of page a page is, and how sure we are that it holds an article.
//!
//! The page is read for [`Signs`]: how much prose there is and whether links break it up, what carriers say of type, author and
//! day, words of errors, walls and services, the address. Each sign has points for or against (`data/page_weights.tsv`); their
//! sum is a logit, and the score is the share of pages with such a sum that hold an article, where half of all pages do. The
//! reasons are the signs, heaviest first. Sides are set by hand, points fitted by `cargo xtask train kinds`.
//!
//! Kinds: `article`, `liveblog`, `listing` (teasers of other stories), `paywall_stub`, `error` (not found, blocked, an empty
//! shell), `consent`, `other`. Not told apart: a press release or a blog from news, a short item from a stub that does not say
//! so. Known failures: long rules of a service under a headline that does not say what they are.

use std::cmp::Reverse;

use super::blocks::{Blocks, Leaf};
use super::container::Vote;
use super::evidence::Evidence;
use super::labels::Labelled;
use crate::article::{Article, Kind, Quality};
use crate::generated::PAGE_WEIGHTS;
use crate::grammar::page::{sign_of, signs_in};
use crate::grammar::words::reading_length;
use crate::html::{Document, NodeId, Tag};

/// What was read of a page.
pub(super) struct Page<'p, 'a> {
    pub(super) document: &'p Document<'a>,
    pub(super) blocks: &'p Blocks,
    pub(super) vote: &'p Vote,
    pub(super) labels: &'p [Labelled],
    pub(super) evidence: &'p Evidence,
}

/// Says of an article what kind of page it comes from and how sure that it is one.
pub(super) fn judge(page: &Page<'_, '_>, url: Option<&str>, article: &mut Article) {
    let measures = Measures::of(page, article);
    let mut signs = Signs(Vec::new());
    measures.signs(&mut signs);
    signs.of_carriers(page, article);
    signs.of_words(page, &measures, article);
    signs.of_address(url, article);
    let live = page.evidence.live_blog || (signs.has("live_words") && measures.clocks >= 3);
    // The posts of a live blog have their times, as those of a forum.
    signs.0.retain(|sign| !(live && *sign == "clocks"));
    let percent = percent(signs.points());
    let name = signs.page(percent, &measures, live);
    match name {
        "liveblog" => article.kind = Some(Kind::Liveblog),
        "listing" => article.kind = Some(Kind::Listing),
        _ => {}
    }
    let reasons = signs.0.iter().map(|sign| (*sign).to_owned()).collect();
    article.quality = Some(Quality { score: f32::from(percent) / 100.0, page: name.to_owned(), reasons });
}

/// How the part of the page that was taken for the story is made.
#[derive(Default)]
struct Measures {
    /// Reading length of the prose.
    prose: usize,
    paragraphs: usize,
    /// The most prose between two link lines.
    stretch: usize,
    /// Lines that are a link, with or without some words on what stands behind it.
    teasers: usize,
    /// Bytes of all lines, and of those in links.
    text: usize,
    linked: usize,
    /// Headings on the whole page that are links.
    linked_headings: usize,
    /// Short lines with a time of day.
    clocks: usize,
    /// Number of the last leaf with prose.
    last: Option<usize>,
}

impl Measures {
    fn of(page: &Page<'_, '_>, article: &Article) -> Measures {
        let is_linked_heading = |leaf: &&Leaf| {
            let is_heading = page.blocks.around(leaf).take(2).any(|(_, frame)| frame.tag.is_heading());
            is_heading && leaf.linked * 10 >= leaf.text.len() * 8
        };
        let linked_headings = page.blocks.leaves.iter().filter(is_linked_heading).count();
        let mut measures = Measures { linked_headings, ..Measures::default() };
        let mut stretch = 0;
        for label in page.labels {
            let Some(leaf) = page.blocks.leaves.get(label.leaf) else { continue };
            measures.text += leaf.text.len();
            measures.linked += leaf.linked;
            measures.clocks += usize::from(is_clock(page.blocks, leaf));
            if leaf.linked * 5 >= leaf.text.len() && leaf.length >= 15 {
                measures.teasers += 1;
                stretch = 0;
            }
            let mass = if label.kind.is_furniture() { 0 } else { leaf.prose };
            if mass > 0 {
                measures.last = Some(label.leaf);
                measures.paragraphs += 1;
                measures.prose += mass;
                stretch += mass;
                measures.stretch = measures.stretch.max(stretch);
            }
        }
        // A body that structured data carries is no label.
        let lengths = article.body.iter().map(|block| reading_length(block.span.of(&article.text)));
        let read: usize = lengths.sum();
        if read > measures.prose * 2 && measures.prose < 200 {
            (measures.prose, measures.stretch, measures.paragraphs) = (read, read, article.body.len());
        }
        measures
    }

    fn signs(&self, signs: &mut Signs) {
        signs.add(match self.prose {
            0..120 => "no_prose",
            120..600 => "little_prose",
            600..1_500 => "prose",
            1_500..4_000 => "much_prose",
            _ => "long_prose",
        });
        match self.stretch {
            stretch if stretch >= 900 => signs.add("unbroken"),
            stretch if stretch * 3 < self.prose => signs.add("in_pieces"),
            _ => {}
        }
        match self.paragraphs {
            0..3 => signs.add("few_paragraphs"),
            3..7 => {}
            _ => signs.add("many_paragraphs"),
        }
        match self.linked * 100 / self.text.max(1) {
            0..12 => signs.add("hardly_linked"),
            12..35 => {}
            _ => signs.add("linked"),
        }
        if self.has_teasers() {
            signs.add("teasers");
        }
        if self.clocks >= 4 && self.clocks * 3 >= self.paragraphs {
            signs.add("clocks");
        }
    }

    /// Whether there are more ways to stories than story.
    fn is_list(&self) -> bool {
        self.has_teasers() || (self.linked_headings >= 5 && self.linked_headings >= self.paragraphs * 2)
    }

    fn has_teasers(&self) -> bool {
        self.teasers >= 4 && self.teasers * 2 >= self.paragraphs
    }
}

/// Whether a leaf is short and holds a time of day: `10:32`, `9.14 Uhr`.
fn is_clock(blocks: &Blocks, leaf: &Leaf) -> bool {
    let text = blocks.text_of(leaf).as_bytes();
    leaf.length <= 40
        && text.windows(4).any(|at| {
            matches!(at, [hour, b':' | b'.' | b'h', ten, one]
                if hour.is_ascii_digit() && (b'0'..b'6').contains(ten) && one.is_ascii_digit())
        })
}

/// The signs of a page by name.
struct Signs(Vec<&'static str>);

impl Signs {
    fn add(&mut self, sign: &'static str) {
        if !self.has(sign) {
            self.0.push(sign);
        }
    }

    fn has(&self, sign: &str) -> bool {
        self.0.contains(&sign)
    }

    /// What carriers say: type, headline, author, day.
    fn of_carriers(&mut self, page: &Page<'_, '_>, article: &Article) {
        for (via, name) in page.evidence.types() {
            let place = if via == "json-ld" { "type" } else { "og" };
            if let Some(sign) = sign_of(place, last_part(name)) {
                self.add(sign);
            }
        }
        let container = page.blocks.frame(page.vote.frame).map_or(NodeId::DOCUMENT, |frame| frame.node);
        for node in [container].into_iter().chain(page.document.ancestors(container).take(16)) {
            let sign = page.document.value(node, "itemtype").and_then(|name| sign_of("type", last_part(name.trim())));
            if let Some(sign) = sign {
                self.add(sign);
            }
        }
        if self.has("article_type") {
            // Pages describe lists and breadcrumbs beside the article.
            self.0.retain(|sign| *sign != "other_type");
        }
        if page.vote.headline.is_none() {
            self.add("no_headline");
        }
        let marked = |date: &crate::article::TimeValue| date.via.as_deref().is_some_and(|via| !via.starts_with("text"));
        match &article.dates.published {
            published if published.iter().any(marked) => self.add("date"),
            published if published.is_empty() => self.add("undated"),
            _ => {}
        }
    }

    /// Words in title and headline, and in the lines around the end of the prose.
    fn of_words(&mut self, page: &Page<'_, '_>, measures: &Measures, article: &Article) {
        let title = page.document.element(NodeId::DOCUMENT, Tag::TITLE);
        let title = title.map(|title| page.document.text_content(title)).unwrap_or_default();
        self.of_title(own_part(&title));
        let heading = page.vote.headline.and_then(|at| page.blocks.leaves.get(at));
        if let Some(heading) = heading {
            self.of_title(page.blocks.text_of(heading));
        }
        if measures.prose >= STUB {
            return;
        }
        let first = page.labels.first().map_or(0, |label| label.leaf);
        let from = measures.last.map_or(first, |last| last.saturating_sub(3));
        // A wall may stand behind the story; the question about cookies lies over pages of any kind.
        let (mut consent, mut asking, end) = (0, 0, page.labels.last().map_or(0, |label| label.leaf));
        for (at, leaf) in page.blocks.leaves.iter().enumerate().skip(from).take(LINES) {
            let before = consent;
            signs_in("line", page.blocks.text_of(leaf), &mut |sign, _| match sign {
                "consent_words" => consent += usize::from(at <= end),
                _ => self.add(sign),
            });
            asking += if consent > before { leaf.text.len() } else { 0 };
        }
        // An article may tell of cookies, and the question may stand below a page of another kind.
        if consent >= 3 && asking * 2 >= measures.text {
            self.add("consent_words");
        }
        if article.extra.get("access").is_some_and(|access| access == "paid") {
            self.add("paid");
        }
    }

    /// A title says what the page is where the words are much of it.
    fn of_title(&mut self, title: &str) {
        let len = title.trim().len();
        let short = title.split_whitespace().count() <= 8;
        signs_in("title", title, &mut |sign, phrase| {
            let covers = phrase.len() * 2 >= len;
            let says = match sign {
                "error_words" => covers || (short && phrase.contains(' ')),
                "live_words" => true,
                _ => covers || (phrase.len() * 5 >= len * 2 && phrase.contains(' ')),
            };
            if says {
                self.add(sign);
            }
        });
    }

    /// What the address says, that of the caller or the one the page gives itself.
    fn of_address(&mut self, url: Option<&str>, article: &Article) {
        let own = || article.ids.iter().find(|id| id.kind == "canonical").map(|id| id.value.as_str());
        let Some(path) = url.or_else(own).and_then(path_of) else { return };
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let last = parts.last().copied().unwrap_or_default();
        let marks = last.bytes().filter(|byte| matches!(byte, b'-' | b'_')).count();
        let digits = path.bytes().filter(u8::is_ascii_digit).count();
        if marks >= 3 || digits >= 5 {
            self.add("story_address");
        } else if parts.iter().rev().take(2).any(|part| sign_of("path", part).is_some()) {
            self.add("service_address");
        } else if parts.len() < 2 && (last.len() <= 3 || last.starts_with("index.")) {
            self.add("front_address");
        }
    }

    /// The sum of the points, heaviest sign first from now on.
    fn points(&mut self) -> i32 {
        self.0.sort_by_key(|sign| (Reverse(points_of(sign).abs()), *sign));
        self.0.iter().map(|sign| points_of(sign)).sum::<i32>() + points_of("base")
    }

    fn page(&self, percent: u8, measures: &Measures, live: bool) -> &'static str {
        let is_short = measures.prose < STUB;
        let says_article = self.has("article_type") || (self.has("og_article") && self.has("date"));
        let is_elsewhere = ["service_words", "service_address", "front_address", "other_type", "no_prose", "clocks"];
        match () {
            () if live && percent >= DOUBT => "liveblog",
            () if self.has("error_words") && is_short && percent < 50 => "error",
            () if self.has("consent_words") && percent < 50 => "consent",
            () if is_short && (self.has("wall_words") || self.has("paid")) && !measures.has_teasers() => "paywall_stub",
            () if percent >= 50 => "article",
            () if measures.is_list() && !says_article => "listing",
            () if is_short && self.has("wall_words") => "paywall_stub",
            // A short item: little speaks for it, but nothing for another kind.
            () if percent >= DOUBT && !is_elsewhere.iter().any(|sign| self.has(sign)) => "article",
            () => "other",
        }
    }
}

/// With less prose than this a page may be the stub of an article, or hardly anything.
const STUB: usize = 1_500;
/// Below this an article would be a surprise.
const DOUBT: u8 = 15;
/// Lines around the end of the prose that are looked at for words.
const LINES: usize = 14;

fn points_of(sign: &str) -> i32 {
    let row = PAGE_WEIGHTS.binary_search_by(|row| row.sign.cmp(sign)).ok().and_then(|at| PAGE_WEIGHTS.get(at));
    row.map_or(0, |row| if row.says == "article" { i32::from(row.points) } else { -i32::from(row.points) })
}

/// `NewsArticle` of `https://schema.org/NewsArticle`.
fn last_part(name: &str) -> &str {
    name.rsplit(['/', ':', '#']).next().unwrap_or(name)
}

/// A title without the name of the site behind a mark.
fn own_part(title: &str) -> &str {
    let ends = [" | ", " - ", " – ", " — ", " :: "].iter().filter_map(|mark| title.find(mark));
    ends.min().and_then(|end| title.get(..end)).unwrap_or(title)
}

/// What stands behind the host of an address.
fn path_of(url: &str) -> Option<&str> {
    let behind = url.split_once("://")?.1;
    let path = behind.find('/').and_then(|at| behind.get(at..)).unwrap_or_default();
    path.split(['?', '#']).next()
}

/// The logistic function: from tenths of a logit to percent.
fn percent(points: i32) -> u8 {
    /// Of 0, 1, 2 … tenths.
    const UPPER: [u8; 43] = [
        50, 52, 55, 57, 60, 62, 65, 67, 69, 71, 73, 75, 77, 79, 80, 82, 83, 85, 86, 87, 88, 89, 90, 91, 92, 92, 93, 94,
        94, 95, 95, 96, 96, 96, 97, 97, 97, 98, 98, 98, 98, 98, 99,
    ];
    let upper = UPPER.get(points.unsigned_abs() as usize).copied().unwrap_or(99);
    if points < 0 { 100 - upper } else { upper }
}
