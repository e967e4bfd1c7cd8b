//! `news list` and `news people`: annotations of one kind.

use insta::assert_snapshot;

use crate::desk::Desk;
use crate::ferry;

fn desk() -> Desk {
    Desk::with(&[("ferry.json", &ferry::record())])
}

#[test]
fn every_kind_is_a_table() {
    let desk = desk();
    let kinds =
        ["people", "orgs", "abbreviations", "points", "sentences", "places", "times", "amounts", "events", "quotes"];
    let tables = kinds.map(|kind| {
        let run = desk.run(&format!("list {kind} -t table ferry.json"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{kind}");
        format!("{kind}\n{}", run.stdout)
    });
    assert_snapshot!(tables.join("\n"), @"
    people
    LINE  NAME          ROLES            MENTIONS  QUOTES
    3     Ada Lindgren  Harbor minister  3         3

    orgs
    LINE  NAME                  ABBR  KIND         MENTIONS
    6     Norsund Harbor Board  NHB   public_body  2

    abbreviations
    LINE  SHORT  LONG                  ORDER
    6     NHB    Norsund Harbor Board  long_short
    10    SBT                          none

    points
    LINE  N  MARKER  QUOTE  TEXT
    10    1  First   q4     the engine goes to the SBT yard

    sentences
    LINE  N  TEXT
    3     1  NORSUND (AP) - Harbor minister Ada Lindgren said the ferry …
    6     2  “The hull is sound,” she told the Norsund Harbor Board (NHB…
    8     3  The board called the delay “a winter too long”.
    10    4  First, the engine goes to the SBT yard, Lindgren said.
    12    5  “We will not wait, and the islands cannot.

    places
    LINE  NAME     COUNTRY  MENTIONS
    3     Norsund  NO       1

    times
    LINE  KIND      GRAIN   TEXT
    4     duration  season  until spring

    amounts
    LINE  KIND   VALUE  UNIT    TEXT
    8     count  1.0    winter  a winter

    events
    LINE  NAME       KIND
    8     the delay  other

    quotes
    LINE  KIND      SPEAKER                       NAME                  ROLE             CUE     ADDRESSEE             POINT  TEXT
    3     indirect  Harbor minister Ada Lindgren  Ada Lindgren          Harbor minister  said                                 the ferry would stay in port until spring
    6     direct    she                           Ada Lindgren          Harbor minister  told    Norsund Harbor Board         The hull is sound, … The engine is not.
    8     mixed     The board                     Norsund Harbor Board                   called                               the delay “a winter too long”
    10    indirect  Lindgren                      Ada Lindgren          Harbor minister  said                          1      the engine goes to the SBT yard
    12    direct                                                                                                              We will not wait, and the islands cannot.
    ");
}

#[test]
fn places_are_a_map() {
    let desk = Desk::with(&[("fair.txt", "Fair opens\n\nThe fair opened in Oslo and Bergen on Monday.\n")]);
    let run = desk.run("list places -t geojson fair.txt");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let map: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    let names: Vec<&str> =
        map["features"].as_array().unwrap().iter().map(|one| one["properties"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Oslo", "Bergen"]);
    // Longitude first (RFC 7946).
    assert_eq!(map["features"][0]["geometry"]["coordinates"], serde_json::json!([10.75, 59.91]));
    assert_eq!(desk.run("list people -t geojson fair.txt").code, Some(2));
    assert_snapshot!(desk.run("quotes -t geojson fair.txt"), @"
    --- stderr
    error[E0011]: -t geojson: expected places, one row for each, only they are on a map
      = help: run `news explain E0011`
    --- exit 2
    ");
}

#[test]
fn rows_for_programs_have_all_columns() {
    let desk = desk();
    assert_snapshot!(desk.run("list people ferry.json"), @r#"
    {"article":"ferry.txt","line":3,"start":63,"end":75,"offsets":"scalar","id":"p1","name":"Ada Lindgren","given":"Ada","family":"Lindgren","roles":["Harbor minister"],"mentions":3,"quotes":3}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("list abbreviations ferry.json"), @r#"
    {"article":"ferry.txt","line":6,"start":181,"end":184,"offsets":"scalar","short":"NHB","long":"Norsund Harbor Board","order":"long_short","confidence":0.95}
    {"article":"ferry.txt","line":10,"start":288,"end":291,"offsets":"scalar","short":"SBT","order":"none"}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("list people -t csv ferry.json").stdout.replace("\r\n", "␍\n"), @"
    article,record,line,start,end,offsets,id,name,given,family,roles,mentions,quotes␍
    ferry.txt,,3,63,75,scalar,p1,Ada Lindgren,Ada,Lindgren,Harbor minister,3,3␍
    ");
    assert_snapshot!(desk.run("list times ferry.json"), @r#"
    {"article":"ferry.txt","line":4,"start":110,"end":122,"offsets":"scalar","kind":"duration","grain":"season","text":"until spring"}
    --- exit 0
    "#);
}

#[test]
fn mentions_have_a_row_each() {
    let desk = desk();
    assert_snapshot!(desk.run("list people --mentions -t table ferry.json"), @"
    LINE  KIND    NAME          TEXT
    3     people  Ada Lindgren  Ada Lindgren
    6     people  Ada Lindgren  she
    10    people  Ada Lindgren  Lindgren
    --- exit 0
    ");
    assert_snapshot!(desk.run("list orgs --mentions ferry.json"), @r#"
    {"article":"ferry.txt","line":6,"start":159,"end":179,"offsets":"scalar","kind":"orgs","id":"o1","name":"Norsund Harbor Board","how":"full","text":"Norsund Harbor Board"}
    {"article":"ferry.txt","line":8,"start":209,"end":218,"offsets":"scalar","kind":"orgs","id":"o1","name":"Norsund Harbor Board","how":"short","text":"The board"}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("list points --mentions ferry.json"), @"
    --- stderr
    error[E0011]: --mentions: expected people, orgs or places, got points
      = help: run `news explain E0011`
    --- exit 2
    ");
}

#[test]
fn people_is_the_short_form() {
    let desk = desk();
    assert_eq!(desk.run("people ferry.json"), desk.run("list people ferry.json"));
    assert_eq!(desk.run("people --mentions ferry.json"), desk.run("list people --mentions ferry.json"));
}

#[test]
fn a_kind_that_does_not_exist_is_a_usage_error() {
    assert_snapshot!(desk().run("list qoutes ferry.json"), @"
    --- stderr
    error: invalid value 'qoutes' for '<KIND>'
      [possible values: quotes, people, orgs, abbreviations, points, sentences, places, times, amounts, events]

      tip: a similar value exists: 'quotes'

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(desk().run("list"), @"
    --- stderr
    error: the following required arguments were not provided:
      <KIND>

    Usage: news list <KIND> [INPUT]...

    For more information, try '--help'.
    --- exit 2
    ");
}
