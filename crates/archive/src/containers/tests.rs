//! Containers other than WARC, read from memory.

use std::io::Write;

use object_store::path::Path;

use super::*;
use crate::store;

/// Larger items are failures.
const MOST: u64 = 4_000;

fn input(name: &str, bytes: &[u8]) -> Input {
    let store = store::held(&[(name, bytes)]);
    store::list_in(&store, &Path::from(name), "").expect("it is there").remove(0)
}

/// What a range of a container gives.
fn range(input: &Input, start: u64, end: u64) -> Vec<String> {
    let (container, coding) = of_name(&input.name);
    let container = container.expect("the name is that of a container");
    let opening = Opening { input, coding, start, end, most: MOST };
    steps((container.open)(&opening).expect("it can be opened"))
}

/// A line per step.
fn steps(mut items: Box<dyn Items>) -> Vec<String> {
    let (mut item, mut lines) = (Item::default(), Vec::new());
    while let Some(step) = items.next(&mut item) {
        lines.push(match step {
            Step::Item => {
                let text = String::from_utf8_lossy(&item.bytes).replace(['\r', '\n'], "|");
                format!("{} {}", item.hints.label().unwrap_or("-"), text.chars().take(60).collect::<String>())
            }
            Step::Skipped => "skipped".to_owned(),
            Step::Broken(failure) => format!("{} {}: {}", failure.code, failure.offset, failure.message),
        });
    }
    lines
}

fn whole(name: &str, bytes: &[u8]) -> Vec<String> {
    let lines = range(&input(name, bytes), 0, bytes.len() as u64);
    let container = of_name(name).0.expect("the name is that of a container");
    if !container.media_types.is_empty() {
        let reader = Box::new(io::Cursor::new(bytes.to_vec()));
        assert_eq!(steps(container.items(name, reader, MOST).expect("it can be opened")), lines);
    }
    lines
}

const MBOX: &str = "From a@example.org Tue Jul 28 10:00:00 2026\nSubject: One\n\nRivers fall.\n>From here on.\n\n\
                    From b@example.org Tue Jul 28 11:00:00 2026\nSubject: Two\n\nFrom the north.\n";

#[test]
fn mail_is_parted_at_the_lines_between() {
    assert_eq!(
        whole("a.mbox", MBOX.as_bytes()),
        ["- Subject: One||Rivers fall.|From here on.||", "- Subject: Two||From the north.|",]
    );
    assert_eq!(
        whole("a.mbox", b"Subject: One\n\nRivers"),
        ["E1103 0: expected a line \"From …\" in front of the first message, found none",]
    );
    let long = format!("From a 10:00\n\n{}\n\nFrom b 10:01\n\nshort\n", "x".repeat(5_000));
    assert_eq!(whole("a.mbox", long.as_bytes()), ["E0003 0: the message is longer than the limit", "- |short|"]);
}

const LINES: &str =
    "{\"id\":1,\"text\":\"One\"}\n\n{\"id\":2}\n{\"url\":\"https://example.org/3\",\"html\":\"<p>Three\"}\n[]";

#[test]
fn lines_are_texts_or_errors() {
    assert_eq!(
        whole("a.jsonl", LINES.as_bytes()),
        [
            "1 One",
            "E0010 23: expected an object with `text` or `html`, found none",
            "https://example.org/3 <p>Three",
            "E0010 82: expected an object with `text`, got an array",
        ]
    );
    let packed = zstd::encode_all(LINES.as_bytes(), 3).expect("memory takes everything");
    assert_eq!(whole("a.jsonl.zst", &packed), whole("a.jsonl", LINES.as_bytes()));
    let mut wide = zstd::Encoder::new(Vec::new(), 1).expect("the level exists");
    wide.window_log(27).and_then(|()| wide.write_all(LINES.as_bytes())).expect("memory takes everything");
    let wide = whole("a.jsonl.zst", &wide.finish().expect("memory takes everything"));
    assert!(matches!(&wide[..], [line] if line.starts_with("E1103 ")), "{wide:?}");
    let half = &packed[..packed.len() - 5];
    assert!(whole("a.jsonl.zst", half).last().is_some_and(|line| line.starts_with("E1103 ")));
}

#[test]
fn plain_lines_and_mail_are_the_same_wherever_ranges_are_cut() {
    for (name, text) in [("a.mbox", MBOX), ("a.jsonl", LINES)] {
        let (input, all) = (input(name, text.as_bytes()), text.len() as u64);
        for cut in 1..all {
            let parts = [range(&input, 0, cut), range(&input, cut, all)].concat();
            assert_eq!(parts, range(&input, 0, all), "{name} cut at {cut}");
        }
    }
}

/// A head of a tar archive in front of a content, filled up.
fn entry(name: &str, kind: u8, content: &[u8]) -> Vec<u8> {
    let mut head = [0_u8; 512];
    head[..name.len()].copy_from_slice(name.as_bytes());
    head[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
    head[148..156].fill(b' ');
    head[156] = kind;
    head[257..263].copy_from_slice(b"ustar\0");
    let sum: u32 = head.iter().map(|&byte| u32::from(byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut bytes = [&head, content].concat();
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

#[test]
fn files_of_tar_archives_keep_their_names() {
    let long = "pages/".to_owned() + &"long".repeat(40) + ".html";
    let posix = format!("{} path={long}\n", long.len() + 10);
    let archive = [
        entry("pages/", b'5', b""),
        entry("pages/a.html", b'0', b"<p>One"),
        entry("././@LongLink", b'L', format!("{long}\0").as_bytes()),
        entry("pages/cut", b'0', b"<p>Two"),
        entry("pax", b'x', posix.as_bytes()),
        entry("pages/cut", b'0', b"<p>Three"),
        entry("pages/.DS_Store", b'0', b"x"),
        entry("pages/long.html", b'0', &[b'x'; 5_000]),
        entry("pages/z.html", b'0', b"<p>Last"),
    ]
    .concat();
    let expected = [
        "pages/a.html <p>One".to_owned(),
        format!("{long} <p>Two"),
        format!("{long} <p>Three"),
        "skipped".to_owned(),
        "E0003 6656: the file has 5000 bytes, the limit is 4000".to_owned(),
        "pages/z.html <p>Last".to_owned(),
    ];
    assert_eq!(whole("a.tar", &[archive.as_slice(), &[0; 1024]].concat()), expected);
    let mut damaged = archive;
    damaged[1536 + 130] = b'9';
    assert_eq!(
        whole("a.tar", &damaged),
        ["pages/a.html <p>One", "E1103 1536: expected the head of a file, found other bytes"]
    );
}

#[test]
fn files_of_zip_archives_are_cut_by_their_numbers() -> ::zip::result::ZipResult<()> {
    let mut writer = ::zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, text) in [("a.html", "<p>One"), ("b/.hidden", "x"), ("b/c.html", "<p>Two")] {
        writer.start_file(name, ::zip::write::SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    let bytes = writer.finish()?.into_inner();
    let input = input("a.zip", &bytes);
    assert_eq!(range(&input, 0, 3), ["a.html <p>One", "skipped", "b/c.html <p>Two"]);
    assert_eq!(range(&input, 2, 3), ["b/c.html <p>Two"]);
    Ok(())
}

#[test]
fn names_tell_container_and_compression() {
    let of = |name| (of_name(name).0.map(|container| container.name), of_name(name).1);
    assert_eq!(of("a/CC-NEWS-1.warc.gz"), (Some("warc"), Some(Coding::Gzip)));
    assert_eq!(of("a.warc.wet.gz"), (Some("warc"), Some(Coding::Gzip)));
    assert_eq!(of("pages.TGZ"), (Some("tar"), Some(Coding::Gzip)));
    assert_eq!(of("stories.jsonl.zst"), (Some("jsonl"), Some(Coding::Zstd)));
    assert_eq!(of("page.html.gz").0, None);
    assert_eq!(of("a.zip"), (Some("zip"), None));
}
