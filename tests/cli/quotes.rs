//! `news quotes`: who said what.

use insta::assert_snapshot;

use crate::desk::{Desk, Run};
use crate::ferry;

fn desk() -> Desk {
    Desk::with(&[("ferry.json", &ferry::record())])
}

#[test]
fn a_pipe_gets_a_row_per_line() {
    let desk = desk();
    let rows = desk.run("quotes ferry.json");
    assert_snapshot!(rows, @r#"
    {"article":"ferry.txt","line":3,"start":81,"end":122,"offsets":"scalar","id":"q1","kind":"indirect","text":"the ferry would stay in\nport until spring","speaker":"Harbor minister Ada Lindgren","name":"Ada Lindgren","role":"Harbor minister","entity":"p1","how":"title_name","cue":"said","lemma":"say","confidence":0.99,"inner_start":81,"inner_end":122,"speaker_start":47,"speaker_end":75,"cue_start":76,"cue_end":80}
    {"article":"ferry.txt","line":6,"start":125,"end":207,"offsets":"scalar","id":"q2","kind":"direct","text":"The hull is sound, … The engine is not.","speaker":"she","name":"Ada Lindgren","role":"Harbor minister","entity":"p1","how":"pronoun","cue":"told","lemma":"tell","addressee":"Norsund Harbor Board","confidence":0.85,"inner_start":126,"inner_end":206,"speaker_start":146,"speaker_end":149,"cue_start":150,"cue_end":154}
    {"article":"ferry.txt","line":8,"start":226,"end":255,"offsets":"scalar","id":"q3","kind":"mixed","text":"the delay “a winter too long”","speaker":"The board","name":"Norsund Harbor Board","entity":"o1","how":"org","cue":"called","lemma":"call","inner_start":226,"inner_end":255,"speaker_start":209,"speaker_end":218,"cue_start":219,"cue_end":225}
    {"article":"ferry.txt","line":10,"start":265,"end":296,"offsets":"scalar","id":"q4","kind":"indirect","text":"the engine goes to the SBT yard","speaker":"Lindgren","name":"Ada Lindgren","role":"Harbor minister","entity":"p1","how":"family_name","cue":"said","lemma":"say","point":1,"inner_start":265,"inner_end":296,"speaker_start":298,"speaker_end":306,"cue_start":307,"cue_end":311}
    {"article":"ferry.txt","line":12,"start":314,"end":356,"offsets":"scalar","id":"q5","kind":"direct","text":"We will not wait, and the islands cannot.","inner_start":315,"inner_end":356}
    --- exit 0
    "#);
    assert_eq!(desk.run("quotes -t jsonl -j 4 ferry.json"), rows);
    assert_eq!(desk.run("list quotes ferry.json"), rows);
    assert_eq!(desk.pipe("quotes", ferry::record()), rows);
}

#[test]
fn a_table_is_for_reading() {
    let desk = desk();
    assert_snapshot!(desk.run("quotes -t table ferry.json"), @"
    LINE  KIND      SPEAKER                       NAME                  ROLE             CUE     ADDRESSEE             POINT  TEXT
    3     indirect  Harbor minister Ada Lindgren  Ada Lindgren          Harbor minister  said                                 the ferry would stay in port until spring
    6     direct    she                           Ada Lindgren          Harbor minister  told    Norsund Harbor Board         The hull is sound, … The engine is not.
    8     mixed     The board                     Norsund Harbor Board                   called                               the delay “a winter too long”
    10    indirect  Lindgren                      Ada Lindgren          Harbor minister  said                          1      the engine goes to the SBT yard
    12    direct                                                                                                              We will not wait, and the islands cannot.
    --- exit 0
    ");
    let other = ferry::record().replace("ferry.txt", "island.txt");
    assert_snapshot!(desk.file("island.json", other).run("quotes -t table --kind mixed ."), @"
    ARTICLE     LINE  KIND   SPEAKER    NAME                  CUE     TEXT
    ferry.txt   8     mixed  The board  Norsund Harbor Board  called  the delay “a winter too long”
    island.txt  8     mixed  The board  Norsund Harbor Board  called  the delay “a winter too long”
    --- exit 0
    ");
}

#[test]
fn csv_is_that_of_rfc_4180() {
    let run = desk().run("quotes -t csv --kind indirect,mixed ferry.json");
    assert!(run.stdout.ends_with("\r\n"), "{run}");
    // Line ends inside cells are those of the copy.
    assert_snapshot!(run.stdout.replace("\r\n", "␍\n"), @r#"
    article,record,line,start,end,offsets,id,kind,text,speaker,name,role,entity,how,cue,lemma,addressee,point,confidence,inner_start,inner_end,speaker_start,speaker_end,cue_start,cue_end␍
    ferry.txt,,3,81,122,scalar,q1,indirect,"the ferry would stay in
    port until spring",Harbor minister Ada Lindgren,Ada Lindgren,Harbor minister,p1,title_name,said,say,,,0.99,81,122,47,75,76,80␍
    ferry.txt,,8,226,255,scalar,q3,mixed,the delay “a winter too long”,The board,Norsund Harbor Board,,o1,org,called,call,,,,226,255,209,218,219,225␍
    ferry.txt,,10,265,296,scalar,q4,indirect,the engine goes to the SBT yard,Lindgren,Ada Lindgren,Harbor minister,p1,family_name,said,say,,1,,265,296,298,306,307,311␍
    "#);
}

#[test]
fn cells_are_never_changed() {
    let record = ferry::record().replace("The board called", "=1+1 \\u001b[2J called");
    let desk = Desk::with(&[("ferry.json", &record)]);
    let csv = desk.run("quotes -t csv --kind mixed ferry.json");
    assert!(csv.stdout.contains(",=1+1 \x1b[2J,"), "{csv}");
    let table = desk.run("quotes -t table --kind mixed ferry.json --color always");
    assert!(table.stdout.contains(r"=1+1 \x1b[2J"), "{table}");
}

#[test]
fn speakers_and_kinds_are_selected() {
    let desk = desk();
    let ids = |line: &str| -> Vec<String> {
        let run = desk.run(line);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{line}");
        let rows = run.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("quotes ferry.json --speaker Lindgren"), ["q1", "q2", "q4"]);
    assert_eq!(ids("quotes ferry.json --speaker ^she$"), ["q2"]);
    assert_eq!(ids("quotes ferry.json --speaker (?i)NORSUND.harbor"), ["q3"]);
    assert_eq!(ids("quotes ferry.json --kind direct,mixed"), ["q2", "q3", "q5"]);
    assert_eq!(ids("quotes ferry.json --kind direct --speaker Lindgren"), ["q2"]);
    assert!(ids("quotes ferry.json --speaker Nobody").is_empty());
}

#[test]
fn by_speaker_it_reads_as_who_said_what() {
    let desk = desk();
    let plain = desk.run("quotes --by speaker ferry.json");
    assert_snapshot!(plain, @"
    # ferry.txt

    Ada Lindgren, Harbor minister
        3  said    the ferry would stay in port until spring
        6  told    “The hull is sound, … The engine is not.”
       10  said    the engine goes to the SBT yard

    Norsund Harbor Board
        8  called  the delay “a winter too long”

    speaker not named
       12          “We will not wait, and the islands cannot.”
    --- exit 0
    ");
    assert_snapshot!(desk.run("quotes --by speaker --kind mixed --color always ferry.json"), @"
    # ferry.txt

    ␛[1mNorsund Harbor Board␛[0m
    ␛[2m    8␛[0m  called  ␛[4m␛[92mthe delay “a winter too long”␛[0m
    --- exit 0
    ");
    assert_eq!(desk.run("quotes --by speaker -t table ferry.json"), plain);
    let two = format!("{0}{0}", ferry::record());
    assert_snapshot!(desk.pipe("quotes --by speaker --speaker board", two), @"
    # ferry.txt

    Norsund Harbor Board
        8  called  the delay “a winter too long”

    # ferry.txt

    Norsund Harbor Board
        8  called  the delay “a winter too long”
    --- exit 0
    ");
    assert_snapshot!(desk.run("quotes --by speaker -t csv ferry.json"), @"
    --- stderr
    error[E0011]: --by: expected -t table, rows for programs are not grouped
      = help: run `news explain E0011`
    --- exit 2
    ");
}

#[test]
fn nothing_said_is_no_failure() {
    let desk = Desk::with(&[("plain.txt", "Rivers fall\n\nGENEVA (AP) - The rivers fell on Monday.\n")]);
    let quiet = |line: &str, stdout: &str| {
        let expected = Run { code: Some(0), stdout: stdout.to_owned(), stderr: String::new() };
        assert_eq!(desk.run(line), expected, "{line}");
    };
    quiet("quotes -t jsonl plain.txt --kind headline", "");
    quiet("quotes -t table plain.txt --kind headline", "");
    quiet("quotes --by speaker plain.txt --kind headline", "");
    let head = desk.run("quotes -t csv plain.txt --kind headline");
    assert!(head.stdout.starts_with("article,record,line,") && head.stdout.lines().count() == 1, "{head}");
    assert_eq!((head.code, head.stderr.as_str()), (Some(0), ""));
}

#[test]
fn inputs_fail_as_with_parse() {
    let desk = desk().file("empty.txt", "");
    assert_snapshot!(desk.run("quotes empty.txt"), @"
    --- stderr
    error[E0001]: empty.txt: input is empty
      = help: run `news explain E0001`
    --- exit 1
    ");
    assert_snapshot!(desk.run("quotes --kind mixed -t table empty.txt gone.txt ferry.json"), @"
    LINE  KIND   SPEAKER    NAME                  CUE     TEXT
    8     mixed  The board  Norsund Harbor Board  called  the delay “a winter too long”
    --- stderr
    error[E0001]: empty.txt: input is empty
      = help: run `news explain E0001`
    error[E1001]: gone.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 1
    ");
    assert_eq!(
        desk.run("quotes --exit-zero --quiet empty.txt"),
        Run { code: Some(0), stdout: String::new(), stderr: String::new() }
    );
    assert_snapshot!(desk.run("quotes gone.txt"), @"
    --- stderr
    error[E1001]: gone.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 2
    ");
    assert_snapshot!(desk.run("quotes -f jsonl ferry.json"), @"
    --- stderr
    error[E0004]: --from jsonl: only `news parse` reads a text per line
      = help: records that `news parse` wrote are recognised without --from
    --- exit 2
    ");
    assert_snapshot!(desk.run("quotes -v ferry.json --kind headline"), @"
    --- stderr
    articles read: 1; failed: 0
    --- exit 0
    ");
}

#[test]
fn bad_options_start_nothing() {
    let desk = desk();
    assert_snapshot!(desk.run("quotes --speaker [a ferry.json"), @"
    --- stderr
    error: invalid value '[a' for '--speaker <REGEX>': expected a regular expression: unclosed character class

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(desk.run("quotes --kind dirct ferry.json"), @"
    --- stderr
    error: invalid value 'dirct' for '--kind <KINDS>'
      [possible values: direct, mixed, indirect, headline]

      tip: a similar value exists: 'direct'

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(desk.run("quotes -t xml ferry.json"), @"
    --- stderr
    error: invalid value 'xml' for '--to <FORM>'
      [possible values: table, jsonl, csv, geojson]

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(desk.run("quotes -o no/such/file ferry.json"), @"
    --- stderr
    error[E1004]: no/such/file: no such file or directory
      = help: run `news explain E1004`
    --- exit 3
    ");
}

#[test]
fn a_file_is_written_and_never_painted() {
    let desk = desk();
    let run = desk.run("quotes --by speaker --color always -o who.txt ferry.json");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    assert_eq!(desk.read("who.txt"), desk.run("quotes --by speaker ferry.json").stdout);
    assert_eq!(desk.names(), ["ferry.json", "who.txt"]);
}

#[test]
fn positions_are_counted_in_the_unit_asked_for() {
    let start = |unit: &str| {
        let run = desk().run(&format!("quotes --kind mixed --offsets {unit} ferry.json"));
        let row: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(row["offsets"], unit);
        row["start"].as_u64().unwrap()
    };
    // Four curly quotation marks of three bytes stand in front.
    assert_eq!(start("utf8"), start("scalar") + 8);
    assert_eq!(start("utf16"), start("scalar"));
}
