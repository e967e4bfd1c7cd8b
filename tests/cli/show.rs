//! `news show` with quotations: in color, in the column, by speaker, as a page.

use insta::assert_snapshot;

use crate::desk::Desk;
use crate::ferry;

fn desk() -> Desk {
    Desk::with(&[("ferry.json", &ferry::record())])
}

#[test]
fn without_color_the_column_names_what_is_said() {
    let desk = desk();
    assert_snapshot!(desk.run("show ferry.json"), @"
                            headline | Ferry to Norsund stays in port
                                     |
    dateline, speaker, cue, indirect | NORSUND (AP) - Harbor minister Ada Lindgren said the ferry would stay in
                                     | port until spring.
                                     |
                direct, speaker, cue | “The hull is sound,” she told the Norsund Harbor Board (NHB). “The engine is not.”
                                     |
                 speaker, cue, mixed | The board called the delay “a winter too long”.
                                     |
      marker, indirect, speaker, cue | First, the engine goes to the SBT yard, Lindgren said.
                                     |
                              direct | “We will not wait, and the islands cannot.
    --- exit 0
    ");
    assert_snapshot!(desk.run("show ferry.json --only quotes,person,org,abbreviation"), @"
                                      | Ferry to Norsund stays in port
                                      |
                     person, indirect | NORSUND (AP) - Harbor minister Ada Lindgren said the ferry would stay in
                                      | port until spring.
                                      |
    direct, person, org, abbreviation | “The hull is sound,” she told the Norsund Harbor Board (NHB). “The engine is not.”
                                      |
                           org, mixed | The board called the delay “a winter too long”.
                                      |
                     indirect, person | First, the engine goes to the SBT yard, Lindgren said.
                                      |
                               direct | “We will not wait, and the islands cannot.
    --- exit 0
    ");
}

#[test]
fn with_color_the_inner_mark_wins() {
    assert_snapshot!(desk().run("show ferry.json --color always"), @"
    ␛[1mFerry to Norsund stays in port␛[0m

    ␛[1m␛[33mNORSUND␛[0m␛[33m (␛[0m␛[95mAP␛[0m␛[33m) -␛[0m ␛[1m␛[96mHarbor minister ␛[0m␛[1m␛[94mAda Lindgren␛[0m ␛[3m␛[33msaid␛[0m ␛[3m␛[32mthe ferry would stay in␛[0m
    ␛[3m␛[32mport ␛[0m␛[4m␛[36muntil spring␛[0m.

    ␛[92m“The hull is sound,”␛[0m ␛[1m␛[96mshe␛[0m ␛[3m␛[33mtold␛[0m the ␛[1m␛[95mNorsund Harbor Board␛[0m (␛[4m␛[95mNHB␛[0m). ␛[92m“The engine is not.”␛[0m

    ␛[1m␛[96mThe board␛[0m ␛[3m␛[33mcalled␛[0m ␛[4m␛[35mthe delay␛[0m␛[4m␛[92m “␛[0m␛[4m␛[93ma winter␛[0m␛[4m␛[92m too long”␛[0m.

    ␛[93mFirst␛[0m, ␛[3m␛[32mthe engine goes to the ␛[0m␛[4m␛[95mSBT␛[0m␛[3m␛[32m yard␛[0m, ␛[1m␛[96mLindgren␛[0m ␛[3m␛[33msaid␛[0m.

    ␛[92m“We will not wait, and the islands cannot.␛[0m

    ␛[1mheadline␛[0m  ␛[33mdateline␛[0m  ␛[1m␛[33mplace␛[0m  ␛[95magency␛[0m  ␛[1m␛[96mspeaker␛[0m  ␛[1m␛[94mperson␛[0m  ␛[3m␛[33mcue␛[0m  ␛[3m␛[32mindirect␛[0m  ␛[4m␛[36mtime␛[0m  ␛[92mdirect␛[0m  ␛[1m␛[95morg␛[0m  ␛[4m␛[95mabbreviation␛[0m  ␛[4m␛[92mmixed␛[0m  ␛[4m␛[35mevent␛[0m  ␛[4m␛[93mamount␛[0m  ␛[93mmarker␛[0m
    --- exit 0
    ");
}

#[test]
fn only_some_kinds_are_painted() {
    assert_snapshot!(desk().run("show ferry.json --color always --only mixed,cue"), @"
    Ferry to Norsund stays in port

    NORSUND (AP) - Harbor minister Ada Lindgren ␛[3m␛[33msaid␛[0m the ferry would stay in
    port until spring.

    “The hull is sound,” she ␛[3m␛[33mtold␛[0m the Norsund Harbor Board (NHB). “The engine is not.”

    The board ␛[3m␛[33mcalled␛[0m ␛[4m␛[92mthe delay “a winter too long”␛[0m.

    First, the engine goes to the SBT yard, Lindgren ␛[3m␛[33msaid␛[0m.

    “We will not wait, and the islands cannot.

    ␛[3m␛[33mcue␛[0m  ␛[4m␛[92mmixed␛[0m
    --- exit 0
    ");
}

#[test]
fn times_amounts_places_and_events_are_marked() {
    let story = "Fair opens\n\nThe Northern Shield drills opened in Oslo on July 28 with 12 boats worth $3 million.\n";
    let desk = Desk::with(&[("fair.txt", story)]);
    assert_snapshot!(desk.run("show fair.txt --only time,amount,location,event --color always"), @"
    Fair opens

    The ␛[4m␛[35mNorthern Shield drills␛[0m opened in ␛[1m␛[92mOslo␛[0m on ␛[4m␛[36mJuly 28␛[0m with 12 boats worth ␛[4m␛[93m$3 million␛[0m.

    ␛[4m␛[35mevent␛[0m  ␛[1m␛[92mlocation␛[0m  ␛[4m␛[36mtime␛[0m  ␛[4m␛[93mamount␛[0m
    --- exit 0
    ");
    let page = desk.run("show fair.txt --html -").stdout;
    for kind in ["time", "amount", "location", "event"] {
        assert!(page.contains(&format!("<span class=\"{kind}\">{kind}</span>")), "{kind} in the legend");
    }
}

#[test]
fn who_said_what_stands_below() {
    let desk = desk();
    let run = desk.run("show ferry.json --only headline --who");
    assert_snapshot!(run, @"
    headline | Ferry to Norsund stays in port
             |
             | NORSUND (AP) - Harbor minister Ada Lindgren said the ferry would stay in
             | port until spring.
             |
             | “The hull is sound,” she told the Norsund Harbor Board (NHB). “The engine is not.”
             |
             | The board called the delay “a winter too long”.
             |
             | First, the engine goes to the SBT yard, Lindgren said.
             |
             | “We will not wait, and the islands cannot.

    who said what

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
    let list = desk.run("quotes --by speaker ferry.json").stdout;
    let (_, list) = list.split_once("\n\n").unwrap();
    assert!(run.stdout.ends_with(list), "{run}");
}

#[test]
fn a_page_is_complete_in_itself() {
    let desk = desk();
    let run = desk.run("show ferry.json --html page.html");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    let page = desk.read("page.html");
    for outside in ["http:", "https:", "//", "url(", "@import", "<script", "<link", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    // The style sheet is a file of its own; the rules of the speakers and the text are what is made.
    let (head, rest) = page.split_once(":root").unwrap();
    let (_, made) = rest.split_once("body:has").unwrap();
    assert_snapshot!(format!("{head}…\nbody:has{made}"), @r##"
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Ferry to Norsund stays in port</title>
    <style>
    …
    body:has([data-who~="0"]:is(:hover, :focus)) [data-who~="0"] { background: var(--lit); }
    body:has([data-who~="1"]:is(:hover, :focus)) [data-who~="1"] { background: var(--lit); }
    body:has([data-who~="2"]:is(:hover, :focus)) [data-who~="2"] { background: var(--lit); }
    </style>
    <article>
    <div class="text" dir="auto"><span class="headline">Ferry to Norsund stays in port</span>

    <span class="dateline place">NORSUND</span><span class="dateline"> (</span><span class="dateline agency">AP</span><span class="dateline">) -</span> <span class="speaker" data-who="0">Harbor minister </span><span class="speaker person" data-who="0">Ada Lindgren</span> <span class="cue">said</span> <span class="indirect" data-who="0" id="s1-q1">the ferry would stay in
    port </span><span class="indirect time" data-who="0">until spring</span>.

    <span class="direct" data-who="0" id="s1-q2">“The hull is sound,”</span><span> </span><span class="person speaker" data-who="0">she</span><span> </span><span class="cue">told</span><span> the </span><span class="org" data-who="1">Norsund Harbor Board</span><span> (</span><span class="abbreviation">NHB</span><span>). </span><span class="direct" data-who="0">“The engine is not.”</span>

    <span class="org speaker" data-who="1">The board</span> <span class="cue">called</span> <span class="mixed event" data-who="1" id="s1-q3">the delay</span><span class="mixed" data-who="1"> “</span><span class="mixed amount" data-who="1">a winter</span><span class="mixed" data-who="1"> too long”</span>.

    <span class="marker">First</span>, <span class="indirect" data-who="0" id="s1-q4">the engine goes to the </span><span class="indirect abbreviation" data-who="0">SBT</span><span class="indirect" data-who="0"> yard</span>, <span class="person speaker" data-who="0">Lindgren</span> <span class="cue">said</span>.

    <span class="direct" data-who="2" id="s1-q5">“We will not wait, and the islands cannot.</span>
    </div>
    <aside>
    <h2>Who said what</h2>
    <section data-who="0" tabindex="0">
    <h3>Ada Lindgren<small>, Harbor minister</small></h3>
    <ul>
    <li><a href="#s1-q1">line 3</a> <i>said</i> the ferry would stay in port until spring</li>
    <li><a href="#s1-q2">line 6</a> <i>told</i> “The hull is sound, … The engine is not.”</li>
    <li><a href="#s1-q4">line 10</a> <i>said</i> the engine goes to the SBT yard</li>
    </ul>
    </section>
    <section data-who="1" tabindex="0">
    <h3>Norsund Harbor Board</h3>
    <ul>
    <li><a href="#s1-q3">line 8</a> <i>called</i> the delay “a winter too long”</li>
    </ul>
    </section>
    <section data-who="2" tabindex="0">
    <h3>speaker not named</h3>
    <ul>
    <li><a href="#s1-q5">line 12</a> “We will not wait, and the islands cannot.”</li>
    </ul>
    </section>
    <p class="legend"><span class="abbreviation">abbreviation</span> <span class="agency">agency</span> <span class="amount">amount</span> <span class="cue">cue</span> <span class="dateline">dateline</span> <span class="direct">direct</span> <span class="event">event</span> <span class="headline">headline</span> <span class="indirect">indirect</span> <span class="marker">marker</span> <span class="mixed">mixed</span> <span class="org">org</span> <span class="person">person</span> <span class="place">place</span> <span class="speaker">speaker</span> <span class="time">time</span></p>
    </aside>
    </article>
    </html>
    "##);
    assert_eq!(desk.run("show ferry.json --html -").stdout, page);
}

#[test]
fn an_input_without_an_article_leaves_the_old_page() {
    let desk = Desk::with(&[("empty.txt", ""), ("page.html", "old")]);
    let run = desk.run("show empty.txt --html page.html --quiet");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(1), "", ""));
    assert_eq!(desk.read("page.html"), "old");
}

#[test]
fn text_on_a_page_stays_text() {
    let record = ferry::record().replace("The board called", "<b>&amp;\\u202e\\\"called");
    let page = Desk::new().pipe("show --html -", record).stdout;
    assert!(page.contains(r"&lt;b&gt;&amp;amp;\u{202e}</span>&quot;"), "{page}");
    assert!(!page.contains("<b>"), "{page}");
}

#[test]
fn two_stories_have_speakers_of_their_own() {
    let page = Desk::new().pipe("show --html -", format!("{0}{0}", ferry::record())).stdout;
    assert_eq!(page.matches("<article>").count(), 2);
    for id in ["id=\"s1-q1\"", "id=\"s2-q1\"", "<section data-who=\"0\"", "<section data-who=\"5\""] {
        assert_eq!(page.matches(id).count(), 1, "{id}");
    }
}

#[test]
fn a_page_has_no_list_below() {
    assert_snapshot!(desk().run("show ferry.json --html page.html --who"), @"
    --- stderr
    error: the argument '--html <PATH>' cannot be used with '--who'

    Usage: news show --html <PATH> <INPUT>

    For more information, try '--help'.
    --- exit 2
    ");
}
