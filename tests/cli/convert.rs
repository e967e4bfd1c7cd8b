//! `news convert`, and the forms of `news parse` that are no records.

use insta::assert_snapshot;

use crate::desk::{BREAD, CLOCK, Desk};

#[test]
fn what_a_format_has_no_place_for_is_listed() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("convert -t ninjs clock.txt"), @r#"
    {"uri":"urn:uuid:c094069b-a190-8131-92e6-2fd058b129f1","type":"text","representationType":"full","language":"en","headlines":[{"role":"main","contentType":"text/plain","value":"Harbor clock stops at noon"}],"bodies":[{"role":"main","contentType":"text/html","value":"<p>WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday, the harbor office said.</p>\n<p>&quot;We will wind it by hand,&quot; harbor master Tobias Lindqvist said.</p>\n"}],"people":[{"name":"Tobias Lindqvist","rel":"mentions"}],"organisations":[{"name":"Reuters","rel":"mentions"}],"places":[{"name":"Westhaven","rel":"mentions"}],"infoSources":[{"name":"Reuters","role":"agency"}],"by":"By Ines Calloway","located":"WESTHAVEN","standard":{"name":"ninjs","version":"3.1","schema":"https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}}
    --- stderr
    warning[E1007]: clock.txt: ninjs has no place for furniture; leaves to be found again dateline, dates.created, kind, orgs, people, places, quotes, times
      = help: run `news explain E1007`
    --- exit 0
    "#);
    assert_snapshot!(desk.run("convert -t text clock.txt --quiet"), @r#"
    Harbor clock stops at noon

    By Ines Calloway

    WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday, the harbor office said.

    "We will wind it by hand," harbor master Tobias Lindqvist said.
    --- exit 0
    "#);
    let run = desk.run("convert -t json clock.txt");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout, desk.run("parse -t json clock.txt").stdout);
}

#[test]
fn strict_writes_nothing_that_would_lose_something() {
    let desk = Desk::with(&[
        ("clock.txt", &CLOCK.replace("Harbor clock stops", "UPDATE 2-Harbor clock stops")),
        ("bread.txt", BREAD),
    ]);
    assert_snapshot!(desk.run("convert --strict -t nitf clock.txt"), @"
    --- stderr
    error[E1007]: clock.txt: nitf has no place for status.flags; holds in part furniture; leaves to be found again credit, dates.created, kind, orgs, people, places, quotes, status.change, times
      = help: run `news explain E1007`
    --- exit 1
    ");
    let run = desk.run("convert --strict -t nitf bread.txt");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stdout.contains("<hl1>Bakers' union signs – “at last”</hl1>"), "{run}");
    assert_eq!(desk.run("convert --strict --exit-zero -q -t nitf clock.txt").code, Some(0));
}

#[test]
fn a_document_of_one_article_takes_no_second() {
    let desk = Desk::with(&[("clock.txt", CLOCK), ("bread.txt", BREAD)]);
    let run = desk.run("convert -t nitf clock.txt bread.txt");
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout.matches("<?xml").count(), 1);
    assert!(
        run.stderr
            .contains("error[E1006]: bread.txt: a document of nitf holds one article; expected -o DIR/ for several"),
        "{run}"
    );
    let run = desk.run("convert -q -t nitf -o out/ clock.txt bread.txt");
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert!(desk.read("out/clock.xml").contains("<hl1>Harbor clock stops at noon</hl1>"));
    assert!(desk.read("out/bread.xml").contains("<location>OSTBRIDGE</location>"));
}

#[test]
fn files_of_a_directory_have_names_of_their_own() {
    let two = format!("{CLOCK}\n==========\n\n{BREAD}");
    let desk = Desk::with(&[("a/two.txt", &two), ("b/bread.txt", BREAD), ("bread.txt", BREAD)]);
    let run = desk.run("convert -q -t brat -o out/ a/two.txt b/bread.txt bread.txt");
    assert_eq!(run.code, Some(0), "{run}");
    for name in ["two-1", "two-2", "bread", "bread-2"] {
        assert!(desk.read(&format!("out/{name}.ann")).starts_with("T1\t"), "{name}");
        assert!(desk.read(&format!("out/{name}.txt")).contains("\n\n"), "{name}");
    }
    assert_eq!(desk.run("convert -q -t brat -o one.ann bread.txt").code, Some(0));
    assert_eq!(desk.read("one.txt"), BREAD);
}

#[test]
fn several_articles_stand_in_one_output_where_there_is_room() {
    let desk = Desk::with(&[("clock.txt", CLOCK), ("bread.txt", BREAD)]);
    let lines = |format: &str| desk.run(&format!("convert -q -t {format} clock.txt bread.txt")).stdout.lines().count();
    assert_eq!([lines("ninjs"), lines("jsonld"), lines("spacy")], [2, 2, 2]);
    let rss = desk.run("convert -q -t rss clock.txt bread.txt").stdout;
    assert_eq!(
        [rss.matches("<rss ").count(), rss.matches("<item>").count(), rss.matches("</channel>").count()],
        [1, 2, 1]
    );
    assert_snapshot!(desk.run("convert -q -t html clock.txt bread.txt"), @r#"
    <!doctype html>
    <html>
    <head><meta charset="utf-8"/><title>Articles</title></head>
    <body>
    <article lang="en">
      <h1>Harbor clock stops at noon</h1>
      <p class="byline">By Ines Calloway</p>
    <p>WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday, the harbor office said.</p>
    <p>&quot;We will wind it by hand,&quot; harbor master Tobias Lindqvist said.</p>
    </article>
    <article lang="en">
      <h1>Bakers' union signs – “at last”</h1>
    <p>OSTBRIDGE (AP) — Bakers of Ostbridge signed a wage deal on Monday after a night of talks.</p>
    </article>
    </body>
    </html>
    --- exit 0
    "#);
}

#[test]
fn a_format_that_does_not_exist_starts_nothing() {
    let run = Desk::with(&[("clock.txt", CLOCK)]).run("convert -t nitff clock.txt");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("invalid value 'nitff' for '--to <FORMAT>'"), "{run}");
    assert!(run.stderr.contains("a similar value exists: 'nitf'"), "{run}");
}

#[test]
fn parse_writes_markdown_and_html_too() {
    let desk = Desk::with(&[("clock.txt", CLOCK), ("bread.txt", BREAD)]);
    assert_snapshot!(desk.run("parse -t markdown clock.txt"), @r#"
    ---
    title: "Harbor clock stops at noon"
    authors: ["Ines Calloway"]
    byline: "By Ines Calloway"
    dateline: "WESTHAVEN, July 28 (Reuters) -"
    located: "WESTHAVEN"
    provider: "Reuters"
    lang: "en"
    ---

    # Harbor clock stops at noon

    WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday, the harbor office said.

    "We will wind it by hand," harbor master Tobias Lindqvist said.
    --- exit 0
    "#);
    assert_eq!(
        desk.run("parse -t html clock.txt bread.txt").stdout,
        desk.run("convert -q -t html clock.txt bread.txt").stdout
    );
}

#[test]
fn furniture_is_kept_on_request() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    for form in ["text", "markdown", "html"] {
        let run = desk.run(&format!("parse -t {form} --keep furniture clock.txt"));
        assert!(run.stdout.contains("(Reporting by Ines Calloway)"), "{run}");
        assert!(!desk.run(&format!("parse -t {form} clock.txt")).stdout.contains("(Reporting by"), "{form}");
    }
    assert_snapshot!(desk.run("parse --keep furniture clock.txt"), @"
    --- stderr
    error[E0011]: --keep: expected -t text, markdown or html; records hold everything
      = help: run `news explain E0011`
    --- exit 2
    ");
}
