//! What can be given to read, and what happens if it cannot be read.

use insta::assert_snapshot;

use crate::desk::{BREAD, CLOCK, Desk};

const NAMES: &str = "--fields source.uri,headline.text";

#[test]
fn directories_are_read_with_all_below_in_order() {
    let desk = Desk::with(&[
        ("wire/b.txt", BREAD),
        ("wire/a.txt", CLOCK),
        ("wire/early/z.txt", BREAD),
        ("wire/early/note.md", CLOCK),
        ("wire/.hidden.txt", CLOCK),
        ("wire/.git/c.txt", CLOCK),
    ]);
    assert_snapshot!(desk.run(&format!("parse wire {NAMES}")), @r#"
    {"source":{"uri":"wire/a.txt"},"headline":{"text":"Harbor clock stops at noon"}}
    {"source":{"uri":"wire/b.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    {"source":{"uri":"wire/early/note.md"},"headline":{"text":"Harbor clock stops at noon"}}
    {"source":{"uri":"wire/early/z.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse wire --glob *.txt {NAMES}")), @r#"
    {"source":{"uri":"wire/a.txt"},"headline":{"text":"Harbor clock stops at noon"}}
    {"source":{"uri":"wire/b.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    {"source":{"uri":"wire/early/z.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse wire --glob early/* {NAMES}")), @r#"
    {"source":{"uri":"wire/early/note.md"},"headline":{"text":"Harbor clock stops at noon"}}
    {"source":{"uri":"wire/early/z.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse wire --glob *.xml {NAMES}")), @"
    --- stderr
    error[E1001]: wire: no file to read in this directory
      = help: run `news explain E1001`
    --- exit 1
    ");
}

#[test]
fn patterns_are_expanded_where_the_shell_did_not() {
    let desk = Desk::with(&[("b1.txt", BREAD), ("b2.txt", BREAD), ("wire/day/c.txt", CLOCK), (".b3.txt", CLOCK)]);
    assert_snapshot!(desk.run(&format!("parse b*.txt {NAMES}")), @r#"
    {"source":{"uri":"b1.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    {"source":{"uri":"b2.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse wire/**/*.txt {NAMES}")), @r#"
    {"source":{"uri":"wire/day/c.txt"},"headline":{"text":"Harbor clock stops at noon"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run(&format!("parse *.xml {NAMES}")), @"
    --- stderr
    error[E1001]: *.xml: no file matches this pattern
      = help: run `news explain E1001`
    --- exit 2
    ");
    assert_snapshot!(desk.run(&format!("parse wire --glob [ {NAMES}")), @r#"
    --- stderr
    error[E0011]: --glob: expected a pattern, got "**/[": unclosed character class; missing ']'
      = help: run `news explain E0011`
    --- exit 2
    "#);
}

#[test]
fn a_dash_is_stdin_among_others() {
    let desk = Desk::with(&[("b.txt", BREAD)]);
    assert_snapshot!(desk.pipe(&format!("parse b.txt - {NAMES}"), CLOCK), @r#"
    {"source":{"uri":"b.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    {"source":{},"headline":{"text":"Harbor clock stops at noon"}}
    --- exit 0
    "#);
}

#[test]
fn an_empty_input_is_an_error() {
    let desk = Desk::with(&[("empty.txt", ""), ("blank.txt", " \n\n")]);
    assert_snapshot!(desk.pipe("parse", ""), @"
    --- stderr
    error[E0001]: <stdin>: input is empty
      = help: run `news explain E0001`
    --- exit 1
    ");
    assert_snapshot!(desk.run("parse empty.txt blank.txt"), @"
    --- stderr
    error[E0001]: empty.txt: input is empty
      = help: run `news explain E0001`
    error[E0001]: blank.txt: input is empty
      = help: run `news explain E0001`
    --- exit 1
    ");
    assert_snapshot!(desk.run("parse empty.txt --exit-zero"), @"
    --- stderr
    error[E0001]: empty.txt: input is empty
      = help: run `news explain E0001`
    --- exit 0
    ");
    assert_snapshot!(desk.run("parse empty.txt --quiet"), @"--- exit 1");
}

#[test]
fn what_is_no_copy_is_refused_by_name() {
    let desk = Desk::with(&[
        ("a.pdf", "%PDF-1.7 …"),
        ("a.docx", "PK\u{3}\u{4}…[Content_Types].xml…word/document.xml…"),
        ("a.zip", "PK\u{3}\u{4}…story.txt…"),
        ("a.rtf", "{\\rtf1\\ansi The harbor clock stopped.}"),
        ("a.gif", "GIF89a"),
    ])
    .file("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
    .file("a.gz", b"\x1F\x8B\x08")
    .file("a.webp", b"RIFF\x08\0\0\0WEBPVP8 ");
    assert_snapshot!(desk.run("parse a.pdf a.docx a.zip a.rtf a.gif a.doc a.gz a.webp"), @"
    --- stderr
    error[E0002]: a.pdf: expected text, found PDF
      = help: run `news explain E0002`
    error[E0002]: a.docx: expected text, found a Word document (DOCX)
      = help: run `news explain E0002`
    error[E0002]: a.zip: expected text, found a ZIP container
      = help: run `news explain E0002`
    error[E0002]: a.rtf: expected text, found an RTF document
      = help: run `news explain E0002`
    error[E0002]: a.gif: expected text, found a GIF picture
      = help: run `news explain E0002`
    error[E0002]: a.doc: expected text, found an old Office document (DOC, XLS, PPT)
      = help: run `news explain E0002`
    error[E0002]: a.gz: expected text, found gzip data
      = help: run `news explain E0002`
    error[E0002]: a.webp: expected text, found a WebP picture
      = help: run `news explain E0002`
    --- exit 1
    ");
}

#[test]
fn one_missing_file_does_not_stop_the_others() {
    let desk = Desk::with(&[("b.txt", BREAD)]);
    assert_snapshot!(desk.run(&format!("parse gone.txt b.txt {NAMES}")), @r#"
    {"source":{"uri":"b.txt"},"headline":{"text":"Bakers' union signs – “at last”"}}
    --- stderr
    error[E1001]: gone.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 1
    "#);
    assert_snapshot!(desk.run("parse gone.txt lost.txt"), @"
    --- stderr
    error[E1001]: gone.txt: no such file or directory
      = help: run `news explain E1001`
    error[E1001]: lost.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 2
    ");
}

#[test]
fn large_inputs_are_refused_before_they_are_read() {
    let desk = Desk::with(&[("clock.txt", CLOCK)]);
    assert_snapshot!(desk.run("parse clock.txt --max-size 100"), @"
    --- stderr
    error[E0003]: clock.txt: input has 256 bytes, the limit is 100
      = help: run `news explain E0003`
    --- exit 1
    ");
    assert_snapshot!(desk.pipe("parse --max-size 100", CLOCK), @"
    --- stderr
    error[E0003]: <stdin>: input has more than 100 bytes, the limit
      = help: run `news explain E0003`
    --- exit 1
    ");
}

#[test]
fn errors_go_where_they_are_wanted() {
    let desk = Desk::with(&[("a.txt", CLOCK), ("b.pdf", "%PDF-1.7"), ("c.txt", BREAD)]);
    let line = "parse a.txt b.pdf gone.txt c.txt --fields headline.text";
    assert_snapshot!(desk.run(&format!("{line} --errors inline")), @r#"
    {"headline":{"text":"Harbor clock stops at noon"}}
    {"input":"b.pdf","error":{"code":"E0002","name":"binary-input","message":"expected text, found PDF"}}
    {"input":"gone.txt","error":{"code":"E1001","name":"input-missing","message":"no such file or directory"}}
    {"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 1
    "#);
    assert_snapshot!(desk.run(&format!("{line} --errors skip")), @r#"
    {"headline":{"text":"Harbor clock stops at noon"}}
    {"headline":{"text":"Bakers' union signs – “at last”"}}
    --- exit 1
    "#);
    assert_snapshot!(desk.run(&format!("{line} --errors skip --verbose")), @r#"
    {"headline":{"text":"Harbor clock stops at noon"}}
    {"headline":{"text":"Bakers' union signs – “at last”"}}
    --- stderr
    articles read: 2; failed: 2
    --- exit 1
    "#);
    assert_snapshot!(desk.run("parse a.txt -t text --errors inline"), @"
    --- stderr
    error[E0011]: --errors inline: expected -t json or jsonl
      = help: run `news explain E0011`
    --- exit 2
    ");
}

#[test]
fn bad_options_start_nothing() {
    let desk = Desk::with(&[("a.txt", CLOCK)]);
    assert_snapshot!(desk.run("parse --frm text a.txt"), @"
    --- stderr
    error: unexpected argument '--frm' found

      tip: a similar argument exists: '--from'

    Usage: news parse --from <FORMAT> [INPUT]...

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(desk.run("parse --from txt a.txt"), @r#"
    --- stderr
    error[E0004]: --from: unknown input format "txt", did you mean "text"?
      = help: `news formats` lists all input formats
    --- exit 2
    "#);
    assert_snapshot!(desk.run("check --from jsonl a.txt"), @"
    --- stderr
    error[E0004]: --from jsonl: only `news parse` reads a text per line
      = help: records that `news parse` wrote are recognised without --from
    --- exit 2
    ");
    assert_snapshot!(desk.run("parse --jobs 0 a.txt"), @"
    --- stderr
    error: invalid value '0' for '--jobs <N>': number would be zero for non-zero type

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(desk.run("prase a.txt"), @"
    --- stderr
    error: unrecognized subcommand 'prase'

      tip: a similar subcommand exists: 'parse'

    Usage: news [OPTIONS] <COMMAND>

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn an_empty_feed_is_no_article() {
    let desk = Desk::with(&[("empty.xml", "<rss version=\"2.0\"><channel><title>Arvan Post</title></channel></rss>")]);
    assert_snapshot!(desk.run("parse empty.xml"), @"
    --- stderr
    error[E0008]: empty.xml: found no story, the input holds no item
      = help: run `news explain E0008`
    --- exit 1
    ");
}
