//! Where records go, and what happens if they cannot go there.

use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use insta::assert_snapshot;

use crate::desk::{BREAD, CLOCK, Desk, run_in};

#[test]
fn a_file_is_replaced_when_the_run_is_complete() {
    let desk = Desk::with(&[("a.txt", CLOCK), ("out.jsonl", "old\n")]);
    assert_snapshot!(desk.run("parse gone.txt -o out.jsonl"), @"
    --- stderr
    error[E1001]: gone.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 2
    ");
    assert_eq!(desk.read("out.jsonl"), "old\n");
    assert_snapshot!(desk.run("parse a.txt gone.txt -o out.jsonl --fields headline.text"), @"
    --- stderr
    error[E1001]: gone.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 1
    ");
    assert_snapshot!(desk.read("out.jsonl"), @r#"{"headline":{"text":"Harbor clock stops at noon"}}"#);
    assert_eq!(desk.names(), ["a.txt", "out.jsonl"]);
}

#[test]
fn an_output_can_be_its_own_input() {
    let desk = Desk::with(&[("a.txt", CLOCK)]);
    assert_eq!(desk.run("parse a.txt -t text -o a.txt").code, Some(0));
    assert!(desk.read("a.txt").starts_with("Harbor clock stops at noon\n\nBy Ines Calloway\n\nWESTHAVEN"));
}

#[test]
fn an_output_that_cannot_be_written_is_its_own_exit_code() {
    let desk = Desk::with(&[("a.txt", CLOCK)]);
    assert_snapshot!(desk.run("parse a.txt -o no/such/dir.jsonl"), @"
    --- stderr
    error[E1004]: no/such/dir.jsonl: no such file or directory
      = help: run `news explain E1004`
    --- exit 3
    ");
    assert_snapshot!(desk.run("parse a.txt -o ."), @"
    --- stderr
    error[E1004]: .: is a directory
      = help: run `news explain E1004`
    --- exit 3
    ");
    assert_eq!(desk.names(), ["a.txt"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_not_silent() {
    let desk = Desk::with(&[("a.txt", CLOCK)]);
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for line in [&["parse", "a.txt"][..], &["show", "a.txt"], &["schema"], &["formats"], &["completions", "fish"]] {
        let output = desk.command(line).stdin(Stdio::null()).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{line:?}");
        assert!(String::from_utf8_lossy(&output.stderr).starts_with("error[E1004]: <stdout>: "), "{line:?}");
    }
    assert_eq!(desk.run("parse a.txt -o /dev/full").code, Some(3));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let desk = (0..300).fold(Desk::new(), |desk, n| desk.file(&format!("wire/{n:03}.txt"), CLOCK.repeat(4)));
    for line in [&["parse", "wire"][..], &["parse", "wire", "-j", "4"], &["parse", "wire", "-t", "text"]] {
        let mut child = desk.command(line).stdin(Stdio::null()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0; 100]).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{line:?}");
    }
}

#[test]
fn threads_change_nothing() {
    for form in ["", "-t text", "--array"] {
        let one = run_in("seeds", &format!("parse text {form} -j 1"));
        assert_eq!(one.code, Some(0));
        assert!(one.stdout.len() > 10_000);
        assert_eq!(run_in("seeds", &format!("parse text {form} -j 8")), one, "{form}");
    }
    let desk = Desk::with(&[("a.txt", CLOCK), ("b.pdf", "%PDF-"), ("c.txt", BREAD), ("d.txt", "")]);
    assert_eq!(desk.run("parse . -j 3"), desk.run("parse ."));
}
