//! Views for people: `show`, `detect`, `formats`.

use insta::assert_snapshot;
use news_core::{FORMATS, OUTPUTS};

use crate::desk::{BREAD, CLOCK, Desk};

#[test]
fn without_color_a_column_names_the_parts() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("show clock.txt --only headline,byline,dateline,paragraph,furniture"), @r#"
     headline | Harbor clock stops at noon
              |
       byline | By Ines Calloway
              |
     dateline | WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at
              | noon on Wednesday, the harbor office said.
              |
    paragraph | "We will wind it by hand," harbor master Tobias Lindqvist said.
              |
       credit | (Reporting by Ines Calloway)
    --- exit 0
    "#);
    assert_snapshot!(desk.run("show clock.txt --only byline,place"), @r#"
           | Harbor clock stops at noon
           |
    byline | By Ines Calloway
           |
     place | WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at
           | noon on Wednesday, the harbor office said.
           |
           | "We will wind it by hand," harbor master Tobias Lindqvist said.
           |
           | (Reporting by Ines Calloway)
    --- exit 0
    "#);
    assert_snapshot!(desk.run("show clock.txt --only bylines"), @"
    --- stderr
    error: invalid value 'bylines' for '--only <KINDS>'
      [possible values: slug, section, flag, kicker, headline, attribution, deck, summary, byline, dateline, place, date, agency, note, marker, quotes, direct, mixed, indirect, cue, speaker, person, org, location, abbreviation, time, amount, event, paragraph, heading, list, block, furniture]

      tip: a similar value exists: 'byline'

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn with_color_parts_are_painted_and_a_legend_names_them() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    let parts = "show clock.txt --only headline,byline,dateline,place,date,agency,paragraph,furniture";
    let painted = desk.run(&format!("{parts} --color always"));
    assert_snapshot!(painted, @r#"
    ␛[1mHarbor clock stops at noon␛[0m

    ␛[32mBy Ines Calloway␛[0m

    ␛[1m␛[33mWESTHAVEN␛[0m␛[33m, ␛[0m␛[96mJuly 28␛[0m␛[33m (␛[0m␛[95mReuters␛[0m␛[33m) -␛[0m The harbor clock of Westhaven stopped at
    noon on Wednesday, the harbor office said.

    "We will wind it by hand," harbor master Tobias Lindqvist said.

    ␛[2m(Reporting by Ines Calloway)␛[0m

    ␛[1mheadline␛[0m  ␛[32mbyline␛[0m  ␛[33mdateline␛[0m  ␛[1m␛[33mplace␛[0m  ␛[96mdate␛[0m  ␛[95magency␛[0m  ␛[2mfurniture␛[0m
    --- exit 0
    "#);
    let forced = Desk::with(&[("clock.txt", CLOCK)]).env("CLICOLOR_FORCE", "1");
    assert_eq!(forced.run(parts), painted);
    let plain = Desk::with(&[("clock.txt", CLOCK)]).env("NO_COLOR", "1");
    assert_eq!(plain.run(parts), desk.run(parts));
    assert_eq!(plain.run(&format!("{parts} --color always")), painted);
}

#[test]
fn several_stories_are_counted() {
    let copy = format!("{CLOCK}\n==========\n\n{BREAD}");
    assert_snapshot!(Desk::new().pipe("show --only headline", copy), @r#"
    story 1 of 2

    headline | Harbor clock stops at noon
             |
             | By Ines Calloway
             |
             | WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at
             | noon on Wednesday, the harbor office said.
             |
             | "We will wind it by hand," harbor master Tobias Lindqvist said.
             |
             | (Reporting by Ines Calloway)

    story 2 of 2

    headline | Bakers' union signs – “at last”
             |
             | OSTBRIDGE (AP) — Bakers of Ostbridge signed a wage deal on Monday after a night of talks.
    --- exit 0
    "#);
}

#[test]
fn copy_does_not_command_the_terminal() {
    let copy =
        "Clock \x1b[2J stops\n\nWESTHAVEN (AP) - The harbor clock \u{202e}stopped\u{202c} on Monday at noon.\r\n";
    assert_snapshot!(Desk::new().pipe("show", copy), @r#"
    headline | Clock \x1b[2J stops
             |
    dateline | WESTHAVEN (AP) - The harbor clock \u{202e}stopped\u{202c} on Monday at noon.
    --- exit 0
    "#);
    let run =
        Desk::new().pipe("parse --max-size 10", copy).stderr + &Desk::new().file("a\x1b[2Jb", "").run("parse .").stderr;
    assert_snapshot!(run, @r#"
    error[E0003]: <stdin>: input has more than 10 bytes, the limit
      = help: run `news explain E0003`
    error[E0001]: ./a\x1b[2Jb: input is empty
      = help: run `news explain E0001`
    "#);
}

#[test]
fn detect_says_what_an_input_is() {
    let utf16: Vec<u8> = format!("\u{FEFF}{CLOCK}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let desk = Desk::with(&[("clock.txt", CLOCK), ("a.pdf", "%PDF-1.7")])
        .file("two.txt", format!("{CLOCK}\n==========\n\n{BREAD}"))
        .file("wide.txt", utf16);
    let record = desk.run("parse two.txt").stdout;
    let desk = desk.file("two.jsonl", record);
    assert_snapshot!(desk.run("detect ."), @"
    INPUT        FORMAT   CHARSET   EVIDENCE  LANG  CONFIDENCE  ARTICLES
    ./clock.txt  text     utf-8     valid     en    1.00        1
    ./two.jsonl  article  utf-8     valid     en    1.00        2
    ./two.txt    text     utf-8     valid     en    1.00        2
    ./wide.txt   text     utf-16le  bom       en    1.00        1
    --- stderr
    error[E0002]: ./a.pdf: expected text, found PDF
      = help: run `news explain E0002`
    --- exit 1
    ");
    assert_snapshot!(desk.run("detect -t jsonl clock.txt wide.txt"), @r#"
    {"input":"clock.txt","format":"text","charset":"utf-8","charset_via":"valid","lang":"en","confidence":1.0,"articles":1}
    {"input":"wide.txt","format":"text","charset":"utf-16le","charset_via":"bom","lang":"en","confidence":1.0,"articles":1}
    --- exit 0
    "#);
    assert_snapshot!(desk.pipe("detect --lang de", CLOCK), @"
    INPUT    FORMAT  CHARSET  EVIDENCE  LANG  CONFIDENCE  ARTICLES
    <stdin>  text    utf-8    valid     de    -           1
    --- exit 0
    ");
}

#[test]
fn formats_are_listed() {
    let table = Desk::new().run("formats").stdout;
    let names = |way: &str| -> Vec<String> {
        let rows = table.lines().filter(|line| line.starts_with(way));
        rows.map(|line| line.split_whitespace().nth(1).unwrap().to_owned()).collect()
    };
    let inputs = FORMATS.iter().map(|format| format.name).chain(["jsonl"]);
    assert_eq!(names("read"), inputs.collect::<Vec<_>>());
    assert_eq!(names("write"), OUTPUTS.iter().map(|output| output.name).collect::<Vec<_>>());
    let document = Desk::new().run("formats -t markdown").stdout;
    assert!(document.contains("| `nitf` | NITF 3.6 "), "{document}");
    assert!(document.contains("\n| `headline` | yes |"), "{document}");
    let json: serde_json::Value = serde_json::from_str(&Desk::new().run("formats -t json").stdout).unwrap();
    assert_eq!(json["inputs"][0]["name"], "article");
    assert_eq!(
        (&json["outputs"][2]["name"], &json["outputs"][2]["holds"]["headline"]),
        (&"text".into(), &"yes".into())
    );
}
