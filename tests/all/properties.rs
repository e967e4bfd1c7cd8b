//! What holds for any input: no panic, spans in place, nothing lost, the same answer every time.

use std::fmt::Write as _;

use news_core::article::BlockKind;
use news_core::{Article, OffsetUnit, Options, Span, Word, diff, from_json, parse_day, read, read_items, to_json};
use proptest::prelude::*;
use serde_json::Value;

use crate::contract::{check_slices, slicer};
use crate::seed_files;

/// Lines of copy in their usual and unusual shapes, from which stories are made.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "All news",
        "UPDATE 2-Rivers fall, bill rises -sources",
        "URGENT",
        "(LEAD) Rivers fall",
        "BC-RIVERS-FALL, 1st Ld-Writethru",
        "By Ann Lee, Associated Press Writer",
        "Von Anna Lied, dpa",
        "(Adds details)",
        "* Rivers fall",
        "1. Pumps",
        "WHO PAYS",
        "NAIROBI, Kenya (AP) — Ministers agreed on Wednesday to pay for new walls along the river.",
        "DUSHANBE, July 28. /TASS/. Ministers agreed on Wednesday to pay for new river walls.",
        "新华社北京7月28日电（记者李安）部长们星期三同意为新建堤坝拨款。",
        "(서울=연합뉴스) 이안나 기자 = 장관들은 합의했다.",
        "باريس (أ ف ب) - اتفق الوزراء يوم الأربعاء على تمويل سدود جديدة.",
        "(ANSA) - ROMA, 28 LUG - I ministri hanno deciso.",
        "\"We will pay,\" the minister said. \"All of it.\"",
        "They fell last month, on Friday, two days later and five years ago; in 2019-20 a year-earlier quarter cost $3.5bn.",
        "At 10:30 a.m. EDT on July 28, 2021, some 1,200 people met for the NTU's 3rd joint drills; 12-15 percent left Sept. 30.",
        "Am 16. und 17. Januar 2019 um 19.30 Uhr, vor zwei Jahren, Ende nächsten Jahres: 3,5 Mio. Euro für 2.000 Menschen.",
        "Hier vers 18 h, l'an dernier, il y a 99999999999 ans, le 1er mai 2002 et le 31/02/2021; 1 500 000 euros.",
        "去年一九九五年上半年九十年代五年前三千多年４月31日今天上午，二〇〇五年十二月。",
        "Firstly, the walls must be higher.",
        "“We will pay,” Ana Ruiz (D-Ohio), 54, told the River Board (RB). “All of it,” she said.",
        "RUIZ: They said: 'We'll see,' and that was it.",
        "“The wall is open and not closed, Mr. Bo Kim Jr. added—",
        "„Wir zahlen“, sagte Ministerin Anna Lied laut dpa. Er habe „alles“ gesehen, teilte Kim mit.",
        "« Nous paierons », a déclaré Mme Anne Lié, selon l'AFP.",
        "«Мы заплатим», — сказал министр Иван Лихов. По его словам, всё готово.",
        "Shr 35 cts vs 40 cts",
        "(Reporting by Ann Lee; Editing by Bo Kim)",
        "Reuter",
        "###",
        "© 2021 Sample News",
        "Read more",
        "NNNN",
        "ZCZC PP321",
        "==========",
        "    A paragraph with an indent that goes on for a while and then some more words",
        "\u{5}\u{5}F",
        "\u{3}",
        "\u{c}",
        "so\u{ad}ft hy\u{ad}phens and no\u{a0}breaks",
        "",
    ]);
    prop_oneof![6 => known.prop_map(str::to_owned), 1 => ".{0,80}", 1 => "[A-Z]{2,12}(, [A-Z][a-z]{2,8})?,? [A-Z][a-z]{2,8} [0-9]{1,2} ?[-–:(/] ?.{0,30}"]
}

/// Stories of such lines under every kind of line break.
fn story() -> impl Strategy<Value = String> {
    let breaks = prop::sample::select(vec!["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u{85}", "\u{2028}", "\n    "]);
    prop::collection::vec((line(), breaks), 0..14)
        .prop_map(|lines| lines.into_iter().fold(String::new(), |text, (line, end)| text + &line + end))
}

/// Every span that the record of an article holds, in bytes.
fn spans(value: &Value, found: &mut Vec<(u64, u64)>) {
    match value {
        Value::Array(array) => match array.as_slice() {
            [Value::Number(start), Value::Number(end)] => found.push((start.as_u64().unwrap(), end.as_u64().unwrap())),
            _ => array.iter().for_each(|value| spans(value, found)),
        },
        Value::Object(object) => {
            object.iter().filter(|(key, _)| *key != "map").for_each(|(_, value)| spans(value, found));
        }
        _ => {}
    }
}

/// Times stand in text order, none in another one, and give the same when a record is dated later.
fn assert_times(article: &Article, options: &Options) {
    let spans: Vec<Span> = article.times.iter().filter_map(|time| time.span).collect();
    assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{spans:?} in {:?}", article.text);
    let later = read(to_json(article, OffsetUnit::Scalar).as_bytes(), &options.clone().from("article")).unwrap();
    assert_eq!(&later, article);
}

fn record(article: &Article, unit: OffsetUnit) -> Value {
    serde_json::from_str(&to_json(article, unit)).unwrap()
}

/// The span law: inside the text, on character boundaries, each text its slice, in every unit; and the way back.
pub(crate) fn assert_span_law(article: &Article) {
    let mut found = Vec::new();
    spans(&record(article, OffsetUnit::Utf8), &mut found);
    for (start, end) in found {
        let (start, end) = (usize::try_from(start).unwrap(), usize::try_from(end).unwrap());
        assert!(article.text.get(start..end).is_some(), "{start}..{end} in {:?}", article.text);
    }
    for unit in [OffsetUnit::Scalar, OffsetUnit::Utf8, OffsetUnit::Utf16] {
        let record = record(article, unit);
        check_slices(&record, &slicer(&record, unit));
        assert_eq!(&from_json(&record.to_string()).unwrap(), article);
    }
}

/// Fields and blocks cover every character but white space and control characters.
fn assert_tiled(article: &Article) {
    let mut covered = vec![false; article.text.len()];
    let mut cover = |span: Span| covered[span.start()..span.end()].fill(true);
    article.blocks().iter().for_each(|block| cover(block.span));
    article
        .section
        .iter()
        .chain(&article.summary)
        .chain(&article.kicker)
        .chain(&article.deck)
        .for_each(|part| cover(part.span));
    article.slug.iter().for_each(|slug| cover(slug.span));
    article.headline.iter().for_each(|headline| cover(headline.span));
    article.byline.iter().for_each(|byline| cover(byline.span));
    article.dateline.iter().for_each(|dateline| cover(dateline.span));
    article.status.iter().flat_map(|status| &status.flags).for_each(|flag| cover(flag.span));
    let joints = article.status.iter().flat_map(|status| &status.flags).map(|flag| flag.span.end());
    let joints: Vec<usize> = joints.collect();
    for (at, c) in article.text.char_indices().filter(|(at, _)| !covered[*at]) {
        // The mark that joins a flag to its headline belongs to neither.
        let joint = matches!(c, '-' | '–' | '—' | ':' | '/') && joints.iter().any(|end| (*end..end + 6).contains(&at));
        let blank =
            c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}');
        assert!(blank || joint, "{c:?} at {at} belongs to nothing in {:?}", article.text);
    }
}

/// What is read, without the positions: texts of fields and kinds and texts of blocks, white space folded.
fn outline(article: &Article) -> String {
    let fold = |span: Span| span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    if let Some(headline) = &article.headline {
        writeln!(out, "headline {}", fold(headline.span)).unwrap();
    }
    if let Some(dateline) = &article.dateline {
        writeln!(out, "dateline {}", fold(dateline.span)).unwrap();
    }
    for block in article.blocks().iter().filter(|block| block.kind != BlockKind::Divider) {
        writeln!(out, "{} {}", block.kind.name(), fold(block.span)).unwrap();
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for article in read_items(&bytes, &Options::default()).unwrap_or_default() {
            assert_span_law(&article);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        for article in read_items(text.as_bytes(), &Options::default().from("text")).unwrap_or_default() {
            assert_span_law(&article);
            assert_tiled(&article);
        }
    }

    #[test]
    fn pieces_equal_their_source(text in story()) {
        // Source positions count from behind a byte order mark.
        let text = text.trim_start_matches('\u{feff}').to_owned();
        for article in read_items(text.as_bytes(), &Options::default().from("text")).unwrap_or_default() {
            let source = article.map.source_of(Span::new(0, article.text.len())).unwrap();
            prop_assert_eq!(&text[source.start as usize..source.end as usize], article.text.as_str());
        }
    }

    #[test]
    fn differences_hold_the_words_of_both_versions(old in story(), new in story()) {
        let first = |text: &str| read_items(text.as_bytes(), &Options::default().from("text")).unwrap_or_default().into_iter().next();
        let (Some(old), Some(new)) = (first(&old), first(&new)) else { return Ok(()) };
        prop_assert_eq!(diff(&old, &old, OffsetUnit::Scalar), []);
        for difference in diff(&old, &new, OffsetUnit::Scalar) {
            if difference.words.is_empty() {
                continue;
            }
            let of = |skip: fn(&Word) -> bool| difference.words.iter().filter(|word| !skip(word)).map(|word| match word {
                Word::Same(words) | Word::Removed(words) | Word::Added(words) => words.as_str(),
            }).collect::<String>();
            prop_assert_eq!(difference.old.map(|side| side.text), Some(of(|word| matches!(word, Word::Added(_)))));
            prop_assert_eq!(difference.new.map(|side| side.text), Some(of(|word| matches!(word, Word::Removed(_)))));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stories_keep_the_span_law_and_lose_nothing(
        text in story(),
        lang in prop::sample::select(vec!["en", "de", "fr", "ru", "es", "zh", "und", ""]),
        rules in any::<bool>(),
        issue in prop::option::of(1_i16..9999),
    ) {
        let mut options = Options::default().from("text");
        options.lang = Some(lang.to_owned()).filter(|lang| !lang.is_empty());
        options.rules = rules;
        options.date = issue.map(|year| parse_day(&format!("{year:04}-07-28")).unwrap());
        let articles = read_items(text.as_bytes(), &options).unwrap_or_default();
        for article in &articles {
            assert_span_law(article);
            assert_tiled(article);
            assert_times(article, &options);
        }
        prop_assert_eq!(&read_items(text.as_bytes(), &options).unwrap_or_default(), &articles);
    }
}

#[test]
fn line_ends_blank_lines_and_marks_change_nothing() {
    for (name, bytes) in seed_files() {
        let Ok(article) = read(&bytes, &Options::default()) else { continue };
        let text = article.text.clone();
        if text.contains('\r') || text.contains('\u{2}') {
            continue;
        }
        let expected = outline(&article);
        let variants =
            [format!("{text}\n\n"), text.replace('\n', "\r\n"), format!("\u{feff}{text}"), format!("\n\n{text}")];
        for variant in variants {
            let read = read(variant.as_bytes(), &Options::default()).unwrap();
            assert_eq!(outline(&read), expected, "{name}");
        }
    }
}

#[test]
fn a_later_issue_date_gives_what_the_first_reading_would_have() {
    for (name, bytes) in seed_files() {
        let mut dated = Options::default();
        dated.date = Some(parse_day("2021-07-30").unwrap());
        let open = read_items(&bytes, &Options::default()).unwrap_or_default();
        for (open, expected) in open.iter().zip(read_items(&bytes, &dated).unwrap_or_default()) {
            let record = to_json(open, OffsetUnit::Scalar);
            let later = read(record.as_bytes(), &dated.clone().from("article")).unwrap();
            assert_eq!(later, expected, "{name}");
        }
    }
}

#[test]
fn threads_do_not_change_the_answer() {
    let seeds = seed_files();
    let all = || -> Vec<String> {
        let read = |(_, bytes): &(String, Vec<u8>)| read_items(bytes, &Options::default()).unwrap_or_default();
        seeds.iter().flat_map(read).map(|article| to_json(&article, OffsetUnit::Scalar)).collect()
    };
    let alone = all();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(all)).collect();
        threads.into_iter().for_each(|thread| assert_eq!(thread.join().unwrap(), alone));
    });
}

#[test]
fn odd_inputs_are_answered() {
    let refused = |bytes: &[u8]| read_items(bytes, &Options::default()).map(|_| ()).unwrap_err().code().name;
    assert_eq!(refused(b""), "empty-input");
    assert_eq!(refused(b" \r\n\t\n"), "empty-input");
    assert_eq!(refused(b"%PDF-1.7 ..."), "binary-input");
    assert_eq!(refused(&[0; 4096]), "binary-input");
    assert_eq!(refused(b"Share\n\nRead more\n\nAdvertisement\n"), "no-article");
    assert!(read_items(b"<rss version=\"2.0\"><channel/></rss>", &Options::default()).unwrap().is_empty());
    assert_eq!(refused(b"<?xml version=\"1.0\"?><catalog/>"), "unreadable-format");
    assert_eq!(refused(b"<!DOCTYPE html><p>"), "no-article");
    let mut small = Options::default();
    small.max_size = 10;
    assert_eq!(read_items(b"more than ten bytes", &small).unwrap_err().code().name, "input-too-large");
    // One line of 16 MB, and as much of one letter: read in linear time, as one block or a headline.
    for unit in ["a", "word ", "é", "- ", "(", "1. ", "\"", "AP-", "¡\u{85}", "\u{b}x", "x\r"] {
        let long = unit.repeat((2 << 20) / unit.len());
        let articles = read_items(long.as_bytes(), &Options::default().from("text")).unwrap_or_default();
        articles.iter().for_each(assert_tiled);
    }
}
