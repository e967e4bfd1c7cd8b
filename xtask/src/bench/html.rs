//! `cargo xtask bench html`: the HTML parser against others in one run, its allocations, and pages made to be slow.
//!
//! Others are `html5ever` with its `RcDom`, and lexbor, a parser in C, through the Python package `resiliparse` in an
//! environment of its own below `target`; without Python or the package that row is left out. Each time is the shortest of
//! several for each page, summed over the pages, and includes letting the tree go. The parser decodes texts and values when
//! they are asked for, so the time is also given with all of them read; hostile pages are always read like that.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use news_core::conformance::Parser;
use serde_json::json;

use crate::python::{environment, last_line};
use super::{Figure, LINEAR_LIMIT, Name, REPEATS, seeds, time};
use crate::allocs::{Taken, taken_by};
use crate::checkout::root;
use crate::conformance::{load_pages, trees};

/// How many times faster than `html5ever` with `RcDom`, and than lexbor, the parser is to be.
const TARGETS: (f64, f64) = (8.0, 1.8);
/// The longest that a megabyte of a hostile page may take.
const MS_PER_MB: f64 = 50.0;

/// All figures of the parser.
pub(super) fn figures(data: &Path) -> Result<(String, Figure)> {
    let mut pages: Vec<String> = load_pages(data)?.into_iter().map(|page| page.text).collect();
    let mut source = format!("{} stored pages", pages.len());
    if pages.is_empty() {
        pages = made()?;
        source = format!("{} pages made from the seeds", pages.len());
    }
    let bytes = pages.iter().map(String::len).sum::<usize>() as f64;
    let times = compare(&pages);
    let seconds = times.parsed.as_secs_f64();
    let html5ever = times.html5ever.as_secs_f64() / seconds;
    let read = times.html5ever.as_secs_f64() / times.read.as_secs_f64();
    let lexbor = lexbor(&pages).map(|lexbor| lexbor / seconds);
    let (cold, warm) = allocations(&pages);
    let (mb_per_s, ms_per_page) = (bytes / 1e6 / seconds, seconds * 1e3 / pages.len() as f64);
    let mut text = format!(
        "{html5ever:.1} times as fast as html5ever with RcDom ({read:.1} with every text and value read), target {:.0} {}",
        TARGETS.0,
        verdict(html5ever >= TARGETS.0)
    );
    match &lexbor {
        Ok(ratio) => {
            let met = verdict(*ratio >= TARGETS.1);
            write!(text, "; {ratio:.1} times as fast as lexbor, target {:.1} {met}", TARGETS.1)?;
        }
        Err(why) => write!(text, "; lexbor left out: {why:#}")?,
    }
    write!(
        text,
        "\n{:<10} {mb_per_s:.0} MB/s, {ms_per_page:.3} ms per page; allocations per page {cold:.0} cold, {warm:.1} warm",
        ""
    )?;
    let shapes: Vec<Measured> = SHAPES.iter().map(measure).collect();
    for Measured { name, mb, ms_per_mb, growth, taken } in &shapes {
        let met = verdict(growth.max(*taken) <= LINEAR_LIMIT && *ms_per_mb <= MS_PER_MB);
        write!(
            text,
            "\n{:<10} {name:<16} {mb:>6.2} MB {ms_per_mb:>7.2} ms/MB, twice of it {growth:.2} times the time and {taken:.2} the bytes: {met}",
            ""
        )?;
    }
    let values = json!({
        "pages": pages.len(), "bytes": bytes, "ratio_html5ever": html5ever, "ratio_html5ever_read": read,
        "ratio_lexbor": lexbor.ok(), "mb_per_s": mb_per_s, "ms_per_page": ms_per_page,
        "allocations_cold": cold, "allocations_warm": warm,
        "hostile": shapes.iter().map(|shape| json!({
            "shape": shape.name, "mb": shape.mb, "ms_per_mb": shape.ms_per_mb, "growth": shape.growth, "bytes_growth": shape.taken,
        })).collect::<Vec<_>>(),
    });
    // Bytes do not depend on the load of the machine, times do: those only say met or missed.
    for shape in &shapes {
        ensure!(shape.taken <= LINEAR_LIMIT, "html: {} does not take memory in proportion:\n{text}", shape.name);
    }
    Ok((source, Figure { name: Name::Html, text, values }))
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "missed" }
}

/// The shortest times of the same work over all pages.
#[derive(Clone, Copy)]
struct Times {
    parsed: Duration,
    /// With every text and value read.
    read: Duration,
    html5ever: Duration,
}

/// Our parser and `html5ever`, taken in turn.
fn compare(pages: &[String]) -> Times {
    let none = Times { parsed: Duration::MAX, read: Duration::MAX, html5ever: Duration::MAX };
    let mut best = vec![none; pages.len()];
    let mut parser = Parser::default();
    for _ in 0..REPEATS {
        for (page, best) in pages.iter().zip(&mut best) {
            best.html5ever = best.html5ever.min(time(|| drop(trees::parse(page, None, true))));
            best.parsed = best.parsed.min(time(|| {
                black_box(parser.parse(page, None, true));
            }));
            best.read = best.read.min(time(|| {
                black_box(parser.read(page, true));
            }));
        }
    }
    let sum = |part: fn(&Times) -> Duration| best.iter().map(part).sum();
    Times { parsed: sum(|times| times.parsed), read: sum(|times| times.read), html5ever: sum(|times| times.html5ever) }
}

/// Allocations per page with a new parser for each, and with one that has read them all before.
fn allocations(pages: &[String]) -> (f64, f64) {
    let mut parser = Parser::default();
    let sum = |count: &mut dyn FnMut(&String) -> Taken| {
        pages.iter().map(|page| count(page).allocations).sum::<u64>() as f64 / pages.len() as f64
    };
    let cold = sum(&mut |page| taken_by(|| Parser::default().parse(page, None, true)));
    for page in pages {
        parser.parse(page, None, true);
    }
    (cold, sum(&mut |page| taken_by(|| parser.parse(page, None, true))))
}

/// Seconds that lexbor takes, or why that is not known.
fn lexbor(pages: &[String]) -> Result<f64> {
    let folder = root().join("target/bench");
    let python = environment(&folder.join("python"), &["resiliparse"])?;
    let copies = folder.join("pages");
    // Pages of an earlier run may be others.
    if copies.is_dir() {
        fs::remove_dir_all(&copies)?;
    }
    fs::create_dir_all(&copies)?;
    for (n, page) in pages.iter().enumerate() {
        fs::write(copies.join(format!("{n:05}.html")), page)?;
    }
    let mut command = Command::new(python);
    command.args(["-c", include_str!("lexbor.py")]).arg(&copies).arg(REPEATS.to_string());
    let output = command.output().context("python")?;
    ensure!(output.status.success(), "python: {}", last_line(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
}

/// A page that is made to be slow: its name, how it is made, and the usual number of repetitions.
type Shape = (&'static str, fn(usize) -> String, usize);

const SHAPES: &[Shape] = &[
    ("div", |n| "<div>".repeat(n), 100_000),
    ("list", |n| "<ul><li>".repeat(n), 16_000),
    ("font p", |n| "<font><p>".repeat(n), 4_000),
    ("font p closed", |n| format!("{}{}", "<font><p>".repeat(n), "</font>".repeat(n)), 4_000),
    ("a div", |n| "<a><div>".repeat(n), 16_000),
    ("b i p", |n| format!("{}{}", "<b><i>".repeat(32), "<p>x</b></p>".repeat(n)), 16_000),
    ("different b", |n| (0..n).fold(String::new(), |page, n| page + "<b id=" + &n.to_string() + "><p>x"), 8_000),
    (
        "attributes",
        |n| format!("<p{}>", (0..n).fold(String::new(), |tag, n| tag + " a" + &n.to_string() + "=x")),
        40_000,
    ),
    ("same attribute", |n| format!("<p{}>", " a=x".repeat(n)), 40_000),
    ("text", |n| "a word ".repeat(n / 7), 16 << 20),
    ("nul", |n| "\0".repeat(n), 1 << 20),
    ("references", |n| "&ampx&notit;&#x41&".repeat(n), 50_000),
    ("comment", |n| format!("<!--{}", "-- > <!-".repeat(n)), 100_000),
    ("comments", |n| "<!--".repeat(n), 200_000),
    ("bogus comments", |n| "<!x".repeat(n), 200_000),
    ("sections", |n| format!("<svg>{}", "<![CDATA[]]".repeat(n)), 100_000),
    ("script", |n| format!("<script>{}", "</scrip <!--<script".repeat(n)), 50_000),
    ("scripts", |n| "<script><!--<script>".repeat(n), 50_000),
    ("open tag", |n| format!("<p a='{}", "<b c=\"d\">".repeat(n)), 100_000),
    ("title", |n| format!("<title>{}", "</titl&lt".repeat(n)), 100_000),
    ("table", |n| "<table>".repeat(n), 50_000),
    ("table soup", |n| "<table>a<tr>b<td>c</table>d<col><b>".repeat(n), 16_000),
    ("foster", |n| format!("<table>{}", "x<b>y<tr>".repeat(n)), 32_000),
    ("select", |n| "<select><option><optgroup>".repeat(n), 16_000),
    ("template", |n| "<template><td>".repeat(n), 16_000),
    ("foreign", |n| "<svg><foreignObject><math><mi>".repeat(n), 16_000),
    ("end p", |n| "</p></br>".repeat(n), 50_000),
    ("end tags", |n| format!("{}{}", "<div><span>".repeat(500), "</i></em></article>".repeat(n)), 50_000),
    ("frameset", |n| "<frameset>".repeat(n), 50_000),
    ("form", |n| "<form><div></form>".repeat(n), 32_000),
];

/// What a shape takes.
struct Measured {
    name: &'static str,
    mb: f64,
    ms_per_mb: f64,
    /// Time of twice the size, as a ratio.
    growth: f64,
    /// The same of bytes allocated.
    taken: f64,
}

fn measure(&(name, make, n): &Shape) -> Measured {
    let (once, twice) = (make(n), make(2 * n));
    let mut parser = Parser::default();
    let mut once_read = |page: &str| {
        time(|| {
            black_box(parser.read(page, true));
        })
    };
    // Short pages need more turns; a hostile one that takes a second needs none.
    let mut shortest = |page: &str| {
        let first = once_read(page);
        let turns = Duration::from_millis(100).as_nanos() / first.as_nanos().max(1);
        (0..turns.clamp(2, 50)).fold(first, |best, _| best.min(once_read(page))).as_secs_f64()
    };
    let mb = once.len() as f64 / 1e6;
    let (few, many) = (shortest(&once), shortest(&twice));
    let taken = |page: &str| taken_by(|| Parser::default().parse(page, None, true)).bytes as f64;
    Measured { name, mb, ms_per_mb: few * 1e3 / mb, growth: many / few, taken: taken(&twice) / taken(&once) }
}

/// Pages made from the seeds: a head with scripts, a menu, the story with links and references, a long list behind it.
fn made() -> Result<Vec<String>> {
    let page = |story: &String| {
        let mut page =
            String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>A story</title>\n");
        for n in 0..40 {
            let script = "window.items = [{\"a\": \"b < c\", \"d\": [1, 2, 3]}];".repeat(n);
            let _ = writeln!(
                page,
                "<meta property=\"og:item{n}\" content=\"Item {n} &amp; more\"><script>{script}</script>"
            );
        }
        page.push_str("</head><body class=\"story wide\"><nav><ul>\n");
        for n in 0..150 {
            let _ = writeln!(
                page,
                "<li class=\"item\"><a href=\"/section/{n}?a=1&amp;b=2\" data-n='{n}'>Section&nbsp;{n}</a>"
            );
        }
        page.push_str("</ul></nav><article>\n");
        for line in story.lines() {
            let line = line.replace('&', "&amp;").replace('<', "&lt;");
            let _ = writeln!(
                page,
                "<p>{line} <a href=\"https://example.org/more\"><b>More</b></a> &ldquo;here&rdquo;<br>\n"
            );
        }
        page.push_str("</article><table>\n");
        for n in 0..150 {
            let _ = writeln!(
                page,
                "<tr><td>{n}<td><div class=\"card\"><img src=\"/{n}.jpg\" alt=\"\"><span>Card {n}</span></div>"
            );
        }
        page.push_str("</table></body></html>\n");
        page
    };
    Ok(seeds()?.iter().map(page).collect())
}
