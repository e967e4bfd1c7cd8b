//! Scores of task `kinds`: does the quality tell articles from other pages, and is it the share that it says?
//!
//! The points are fitted on these pages. What they are worth on unseen ones is told by folds: each leaves out one class of
//! generated pages and the articles of a share of the hosts, and scores those with points of the rest.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::predict::records;
use crate::train::kinds::{Sample, committed, fit, logit, samples};

/// Prints the figures of a file of predictions.
pub(super) fn score(pred: &Path, worst: usize) -> Result<()> {
    let lines = records(pred)?;
    let row = |figure: &str, value: f64, n: usize| println!("{:<20} {figure:<28} {value:>8.4} {n:>7}", "kinds");
    let (cut, own): (Vec<&Value>, Vec<&Value>) = lines.iter().partition(|line| line["class"] == "cut");
    for reading in ["with_url", "without_url"] {
        row(&format!("auc {reading}"), auc(&scored(&own, reading)), own.len());
        let articles = own.iter().filter(|line| line["article"] == true).chain(&cut).copied().collect::<Vec<_>>();
        row(&format!("auc cut {reading}"), auc(&scored(&articles, reading)), articles.len());
    }
    let samples = samples(&lines);
    let unseen = folds(&samples)?;
    let of = |cut: bool| unseen.iter().filter(move |score| score.cut.is_none_or(|is_cut| is_cut == cut));
    let pairs = |cut: bool| of(cut).map(|score| (score.share, score.article)).collect::<Vec<_>>();
    row("auc across folds", auc(&pairs(false)), pairs(false).len());
    row("auc cut across folds", auc(&pairs(true)), pairs(true).len());
    classes(&lines);
    confusion(&lines);
    calibration(&scored(&own, "with_url"));
    calibration(&pairs(false));
    hardest(&own, worst);
    Ok(())
}

fn scored(lines: &[&Value], reading: &str) -> Vec<(f64, bool)> {
    lines.iter().map(|line| (line[reading]["score"].as_f64().unwrap_or_default(), line["article"] == true)).collect()
}

/// The share of pairs of an article and another page in which the article has the higher score.
fn auc(scores: &[(f64, bool)]) -> f64 {
    let (mut above, mut pairs) = (0.0, 0.0);
    for (article, _) in scores.iter().filter(|score| score.1) {
        for (other, _) in scores.iter().filter(|score| !score.1) {
            pairs += 1.0;
            above += if article > other {
                1.0
            } else if article < other {
                0.0
            } else {
                0.5
            };
        }
    }
    above / f64::max(pairs, 1.0)
}

/// A score by points that were fitted without the page and its like.
struct Unseen {
    share: f64,
    article: bool,
    /// Of other pages, whether it is a stored page without its body.
    cut: Option<bool>,
}

/// The scores of all pages by points that were fitted without their class and host.
fn folds(samples: &[Sample]) -> Result<Vec<Unseen>> {
    let table = committed()?;
    let mut classes: Vec<&str> = samples
        .iter()
        .filter(|sample| !sample.article && sample.class != "cut")
        .map(|sample| sample.class.as_str())
        .collect();
    classes.sort_unstable();
    classes.dedup();
    let fold_of = |sample: &Sample| match classes.binary_search(&sample.class.as_str()) {
        Ok(class) => class,
        // Any even spread of hosts will do.
        Err(_) => {
            sample.host.bytes().fold(7_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 1_000_003)
                % classes.len().max(1)
        }
    };
    let mut scores = Vec::new();
    for fold in 0..classes.len() {
        let (left_out, rest): (Vec<&Sample>, Vec<&Sample>) = samples.iter().partition(|sample| fold_of(sample) == fold);
        let points = fit(&rest, &table);
        let share = |sample: &&Sample| 1.0 / (1.0 + (-f64::from(logit(&points, sample)) / 10.0).exp());
        scores.extend(left_out.iter().map(|sample| Unseen {
            share: share(sample),
            article: sample.article,
            cut: (!sample.article).then_some(sample.class == "cut"),
        }));
    }
    Ok(scores)
}

/// Mean score of each class, the share that is taken for an article, the worst page.
fn classes(lines: &[Value]) {
    let mut classes: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for line in lines {
        classes.entry(line["class"].as_str().unwrap_or_default()).or_default().push(line);
    }
    println!("\n{:<14} {:>5} {:>6} {:>6} {:>9} {:>9}", "class", "pages", "mean", ">=.5", "no url", ">=.5");
    for (class, lines) in classes {
        print!("{class:<14} {:>5}", lines.len());
        for reading in ["with_url", "without_url"] {
            let scores: Vec<f64> =
                lines.iter().map(|line| line[reading]["score"].as_f64().unwrap_or_default()).collect();
            let n = part(scores.len());
            let sure = part(scores.iter().filter(|score| **score >= 0.5).count());
            print!(" {:>8.3} {:>6.3}", scores.iter().sum::<f64>() / n, sure / n);
        }
        println!();
    }
}

fn part(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Which page kinds each class is given.
fn confusion(lines: &[Value]) {
    let mut given: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for line in lines {
        let page = line["with_url"]["page"].as_str().unwrap_or_default();
        *given.entry(line["class"].as_str().unwrap_or_default()).or_default().entry(page).or_default() += 1;
    }
    println!();
    for (class, pages) in given {
        let pages: Vec<String> = pages.iter().map(|(page, n)| format!("{page} {n}")).collect();
        println!("{class:<14} {}", pages.join(", "));
    }
}

/// Ten bins: the mean score and the share of articles, where articles and others weigh the same.
fn calibration(scores: &[(f64, bool)]) {
    let total = |article: bool| part(scores.iter().filter(|score| score.1 == article).count()).max(1.0);
    let weight = |article: bool| 1.0 / total(article);
    println!("\n{:>9} {:>6} {:>6} {:>9}", "score", "pages", "mean", "articles");
    let mut error = 0.0;
    for bin in 0..10_u32 {
        let low = f64::from(bin) / 10.0;
        let inside: Vec<_> =
            scores.iter().filter(|score| (score.0 * 10.0).floor().min(9.0) == f64::from(bin)).collect();
        let all: f64 = inside.iter().map(|score| weight(score.1)).sum();
        if all == 0.0 {
            continue;
        }
        let mean = inside.iter().map(|score| score.0 * weight(score.1)).sum::<f64>() / all;
        let articles = inside.iter().filter(|score| score.1).map(|score| weight(score.1)).sum::<f64>() / all;
        error += (mean - articles).abs() * all / 2.0;
        println!("{low:>4.1}-{:<4.1} {:>6} {mean:>6.3} {articles:>9.3}", low + 0.1, inside.len());
    }
    println!("expected calibration error {error:.3}");
}

/// Articles with the lowest scores and other pages with the highest.
fn hardest(lines: &[&Value], n: usize) {
    let score = |line: &Value| line["with_url"]["score"].as_f64().context("a line has a score").unwrap_or_default();
    for article in [true, false] {
        let mut lines: Vec<&Value> =
            lines.iter().filter(|line| (line["article"] == true) == article).copied().collect();
        lines.sort_by(|a, b| score(a).total_cmp(&score(b)));
        if !article {
            lines.reverse();
        }
        for line in lines.into_iter().take(n) {
            let reasons: Vec<&str> =
                line["with_url"]["reasons"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            println!(
                "{:.2} {} {} {} {}",
                score(line),
                line["class"],
                line["id"],
                line["with_url"]["page"],
                reasons.join(" ")
            );
        }
    }
}
