//! The page around the plots.

use std::fmt::Write as _;
use std::io;

use super::figures::{Counts, Figures, most};
use super::plots::{Timeline, bars, grouped, map};

/// How many rows a plot of bars has.
const ROWS: usize = 20;

pub(super) fn page(name: &str, figures: &Figures) -> io::Result<String> {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{name}: report</title>\n<style>\n{}</style>\n<h1>{name}</h1>\n{}",
        include_str!("page.css"),
        tiles(figures),
        name = escaped(name),
    );
    if let Some(timeline) = Timeline::of(&figures.days) {
        let rows: Vec<(String, u64)> = timeline.rows();
        let mut about = format!("{} with a day", of(figures.days.values().sum(), figures.articles, "articles"));
        if timeline.outside > 0 {
            write!(about, "; {} earlier or later are not shown", grouped(timeline.outside))
                .map_err(io::Error::other)?;
        }
        page += &section(&format!("Articles per {}", timeline.step.name()), &about, &timeline.draw()?, &rows);
    }
    let speakers = most(figures.speakers.values().map(|(name, count)| (name.as_str(), *count)), ROWS);
    let quoted: u64 = figures.speakers.values().map(|speaker| speaker.1).sum();
    let about = format!(
        "{} by {} people with a full name; people are counted by name, so two of one name are one here",
        of(quoted, figures.quotes, "quotes"),
        grouped(figures.speakers.len() as u64)
    );
    page += &ranking("Most quoted", &about, &speakers)?;
    page += &ranked("Outlets", "publishers, else hosts", &figures.outlets)?;
    page += &ranked("Places", "articles that name them, adjectives aside", &figures.places)?;
    if !figures.datelines.is_empty() {
        let filed: u64 = figures.datelines.values().sum();
        let about = format!("{} with a dateline whose place is known", of(filed, figures.articles, "articles"));
        page += &section("Datelines", &about, &map(&figures.datelines)?, &[]);
    }
    page += &ranked("Languages", "as stated or detected", &figures.languages)?;
    page += &ranked("Kinds", "of journalistic piece", &figures.kinds)?;
    page += &ranked("Errors", "items that gave no article; errors.jsonl has each", &figures.errors)?;
    write!(page, "<footer>news {}</footer>\n</html>\n", env!("CARGO_PKG_VERSION")).map_err(io::Error::other)?;
    Ok(page)
}

fn tiles(figures: &Figures) -> String {
    let tiles = [
        ("articles", figures.articles),
        ("quotes", figures.quotes),
        ("people quoted", figures.speakers.len() as u64),
        ("outlets", figures.outlets.len() as u64),
        ("languages", figures.languages.len() as u64),
        ("errors", figures.errors.values().sum()),
    ];
    let tile = |(name, count): (&str, u64)| format!("<li><b>{}</b> {name}</li>", grouped(count));
    format!("<ul class=\"tiles\">{}</ul>\n", tiles.map(tile).concat())
}

/// "3 of 4 articles (75 %)".
fn of(part: u64, whole: u64, noun: &str) -> String {
    let share = (100 * part + whole / 2).checked_div(whole).unwrap_or_default();
    format!("{} of {} {noun} ({share} %)", grouped(part), grouped(whole))
}

fn ranked(title: &str, about: &str, counts: &Counts) -> io::Result<String> {
    let all = counts.iter().map(|(name, count)| (name.as_str(), *count));
    let about = format!("{about}; {} in all", grouped(counts.len() as u64));
    ranking(title, &about, &most(all, ROWS))
}

/// Nothing where nothing is counted.
fn ranking(title: &str, about: &str, rows: &[(&str, u64)]) -> io::Result<String> {
    if rows.is_empty() {
        return Ok(String::new());
    }
    let table: Vec<(String, u64)> = rows.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    Ok(section(title, about, &bars(rows)?, &table))
}

/// A plot, and its figures for those who cannot see it or want to copy them.
fn section(title: &str, about: &str, svg: &str, rows: &[(String, u64)]) -> String {
    let row = |(name, count): &(String, u64)| format!("<tr><td>{}<td>{}", escaped(name), grouped(*count));
    let rows: String = rows.iter().map(row).collect();
    let table = if rows.is_empty() {
        rows
    } else {
        format!("<details><summary>Figures</summary><table>{rows}</table></details>")
    };
    format!(
        "<section>\n<h2>{title}</h2>\n<p>{}</p>\n<div role=\"img\" aria-label=\"{title}\">{svg}</div>\n{table}\n</section>\n",
        escaped(about)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
