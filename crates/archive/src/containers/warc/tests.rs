use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use object_store::path::Path;

use super::*;
use crate::input::Input;
use crate::store;

fn html(n: usize) -> String {
    format!("<html><title>Story {n}</title><p>{}</p></html>", "The river rose again. ".repeat(n + 3))
}

/// A stored page; `n` tells pages apart.
fn page(n: usize) -> Vec<u8> {
    let html = html(n);
    response(n, "Content-Type: text/html; charset=utf-8\r\n", html.as_bytes())
}

fn response(n: usize, fields: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat();
    record("response", n, block.len(), &block)
}

fn record(kind: &str, n: usize, length: usize, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{n}\r\nWARC-Date: 2026-11-0{}T10:00:00Z\r\n\
         Content-Length: {length}\r\n\r\n",
        n % 9 + 1
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn gzip(record: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(record).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

/// With a checksum, as the command `zstd` writes it: without one, damage may pass unseen.
fn zstandard(record: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).expect("the level exists");
    encoder.include_checksum(true).expect("nothing is written yet");
    encoder.write_all(record).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

fn plain(record: &[u8]) -> Vec<u8> {
    record.to_vec()
}

/// Stores a record.
type Store = fn(&[u8]) -> Vec<u8>;

/// How records are stored, and the coding that tells it.
const STORED: [(Store, Option<Coding>); 3] =
    [(plain, None), (gzip, Some(Coding::Gzip)), (zstandard, Some(Coding::Zstd))];

fn input(bytes: &[u8]) -> Input {
    let store = store::held(&[("a.warc", bytes)]);
    store::list_in(&store, &Path::from("a.warc"), "").expect("it is there").remove(0)
}

/// What a range gives: addresses with the length of the document, and messages of what is broken.
fn read(input: &Input, coding: Option<Coding>, start: u64, end: u64) -> (Vec<String>, Vec<String>) {
    let opening = Opening { input, coding, start, end, most: 1 << 20 };
    let mut items = open(&opening).expect("it can be opened");
    let (mut item, mut found, mut broken) = (Item::default(), Vec::new(), Vec::new());
    while let Some(step) = items.next(&mut item) {
        match step {
            Step::Item => found.push(format!("{} {}", item.hints.url.as_deref().unwrap_or("-"), item.bytes.len())),
            Step::Skipped => {}
            Step::Broken(failure) => broken.push(format!("{}: {}", failure.offset, failure.message)),
        }
    }
    (found, broken)
}

/// What a container gives, be it kept or coming once.
fn whole(bytes: &[u8], coding: Option<Coding>) -> (Vec<String>, Vec<String>) {
    let once = Input::once("a.warc".to_owned(), Box::new(io::Cursor::new(bytes.to_vec())));
    let [kept, once] = [input(bytes), once].map(|input| read(&input, coding, 0, bytes.len() as u64));
    assert_eq!(kept, once);
    kept
}

/// The addresses of pages, as [`read`] gives them.
fn names(pages: impl IntoIterator<Item = usize>) -> Vec<String> {
    pages.into_iter().map(|n| format!("https://example.org/{n} {}", html(n).len())).collect()
}

#[test]
fn records_come_out_however_they_are_stored() {
    for (stored, coding) in STORED {
        let other =
            [record("warcinfo", 90, 3, b"a:b"), record("request", 91, 14, b"GET / HTTP/1.1")].map(|r| stored(&r));
        let pages: Vec<Vec<u8>> = (0..5).map(|n| stored(&page(n))).collect();
        let (found, broken) = whole(&[other.concat(), pages.concat()].concat(), coding);
        assert_eq!((found, broken), (names(0..5), Vec::new()), "{coding:?}");
    }
}

#[test]
fn ranges_give_every_record_once_wherever_they_are_cut() {
    for (stored, coding) in STORED {
        let mut pages: Vec<Vec<u8>> = (0..6).map(|n| stored(&page(n))).collect();
        pages[2] = stored(&record("response", 2, 20_000, b"HTTP/1.1 200 OK\r\n\r\nshort"));
        let bytes = pages.concat();
        let input = input(&bytes);
        let all = bytes.len() as u64;
        let (found, broken) = read(&input, coding, 0, all);
        assert_eq!((&found, broken.len()), (&names([0, 1, 3, 4, 5]), 1), "{coding:?} {broken:?}");
        for cut in (1..all).step_by(7) {
            let (mut first, mut trouble) = read(&input, coding, 0, cut);
            let (second, more) = read(&input, coding, cut, all);
            first.extend(second);
            trouble.extend(more);
            assert_eq!((&first, &trouble), (&found, &broken), "{coding:?} cut at {cut}");
        }
    }
}

#[test]
fn damage_spoils_its_own_record_alone() {
    for (stored, coding) in STORED {
        let pages: Vec<Vec<u8>> = (0..5).map(|n| stored(&page(n))).collect();
        let start = pages[0].len() + pages[1].len();
        let mut damaged = pages.concat();
        let middle = if coding.is_none() { start + 3 } else { start + pages[2].len() / 2 };
        for byte in &mut damaged[middle..middle + 6] {
            *byte ^= 0x55;
        }
        let (found, broken) = whole(&damaged, coding);
        assert_eq!((found, broken.len()), (names([0, 1, 3, 4]), 1), "{coding:?}: {broken:?}");
        assert!(broken[0].starts_with(&format!("{start}: ")), "{broken:?}");

        let garbage = [pages[..2].concat(), b"no record at all".to_vec(), pages[2..].concat()].concat();
        let (found, broken) = whole(&garbage, coding);
        assert_eq!((found, broken.len()), (names(0..5), 1), "{coding:?}: {broken:?}");

        let cut = pages.concat();
        let (found, broken) = whole(&cut[..cut.len() - 30], coding);
        assert_eq!((found, broken.len()), (names(0..4), 1), "{coding:?}: {broken:?}");
    }
}

#[test]
fn damage_at_the_seam_of_two_ranges_is_told_once() {
    for (stored, coding) in STORED {
        let pages: Vec<Vec<u8>> = (0..4).map(|n| stored(&page(n))).collect();
        let mut bytes = pages.concat();
        let start = pages[0].len() + pages[1].len();
        bytes[start..start + 4].copy_from_slice(b"????");
        let input = input(&bytes);
        for cut in start - 30..start + 30 {
            let parts = [read(&input, coding, 0, cut as u64), read(&input, coding, cut as u64, bytes.len() as u64)];
            let found: Vec<String> = parts.iter().flat_map(|part| part.0.clone()).collect();
            let broken: Vec<String> = parts.iter().flat_map(|part| part.1.clone()).collect();
            assert_eq!((found, broken.len()), (names([0, 1, 3]), 1), "{coding:?} cut at {cut}: {broken:?}");
        }
    }
}

#[test]
fn a_wrong_length_is_told_with_both_numbers() {
    let short = record("response", 1, 9_000, b"HTTP/1.1 200 OK\r\n\r\n<p>short</p>");
    let long = record("response", 2, 25, b"HTTP/1.1 200 OK\r\n\r\n<p>longer than it says</p>");
    for (stored, coding) in STORED {
        let bytes = [stored(&page(0)), stored(&short), stored(&long), stored(&page(3))].concat();
        let (found, broken) = whole(&bytes, coding);
        assert_eq!((found, broken.len()), (names([0, 3]), 2), "{coding:?}: {broken:?}");
        assert!(broken[1].ends_with("longer than its head promises"), "{broken:?}");
    }
    let (_, broken) = whole(&short, None);
    assert_eq!(broken, ["0: the record promises 9128 bytes with its head, has 163"]);
}

#[test]
fn a_record_that_was_cut_takes_none_with_it() {
    let pages: Vec<Vec<u8>> = (0..4).map(page).collect();
    let cut = |at: usize| [&pages[0][..], &pages[1][..at], &pages[2], &pages[3]].concat();
    for at in 1..pages[1].len() - 4 {
        let (found, broken) = whole(&cut(at), None);
        assert_eq!((found, broken.len()), (names([0, 2, 3]), 1), "cut at {at}: {broken:?}");
    }
    let bytes = cut(200);
    let (input, all) = (input(&bytes), bytes.len() as u64);
    for end in 1..all {
        let parts = [read(&input, None, 0, end), read(&input, None, end, all)];
        let found: Vec<String> = parts.iter().flat_map(|part| part.0.clone()).collect();
        let broken = parts.iter().map(|part| part.1.len()).sum::<usize>();
        assert_eq!((found, broken), (names([0, 2, 3]), 1), "range ends at {end}");
    }
}

#[test]
fn a_file_that_is_one_member_is_read_to_its_damage() {
    let pages: Vec<u8> = (0..5).flat_map(page).collect();
    assert_eq!(whole(&gzip(&pages), Some(Coding::Gzip)), (names(0..5), Vec::new()));
    let wrong = [page(0), record("response", 1, 9_000, b"HTTP/1.1 200 OK\r\n\r\nshort"), page(2)].concat();
    let (found, broken) = whole(&gzip(&wrong), Some(Coding::Gzip));
    assert_eq!((found, broken.len()), (names([0, 2]), 1));
}

#[test]
fn payloads_are_unwrapped() {
    let body = "<p>Der Fluß steigt.</p>".as_bytes();
    let chunked = |body: &[u8]| {
        [b"5\r\n", &body[..5], b"\r\n12;a=b\r\n", &body[5..23], b"\r\n", b"1\r\n", &body[23..], b"\r\n0\r\n\r\n"]
            .concat()
    };
    let html = "Content-Type: text/html\r\n";
    let cases = [
        (format!("{html}Transfer-Encoding: chunked\r\n"), chunked(body)),
        (format!("{html}Transfer-Encoding: chunked\r\n"), body.to_vec()),
        (format!("{html}Content-Encoding: gzip\r\n"), gzip(body)),
        (format!("{html}Content-Encoding: gzip\r\n"), body.to_vec()),
        (format!("{html}Content-Encoding: zstd\r\n"), zstandard(body)),
        (format!("{html}Content-Encoding: br\r\n"), body.to_vec()),
    ];
    for (n, (fields, stored)) in cases.iter().enumerate() {
        let (found, broken) = whole(&response(n, fields, stored), None);
        assert_eq!((found, broken), (vec![format!("https://example.org/{n} {}", body.len())], Vec::new()), "{fields}");
    }
    let cut = gzip(&body.repeat(9));
    let (found, broken) = whole(&response(0, "Content-Encoding: gzip\r\n", &cut[..cut.len() - 9]), None);
    assert_eq!((found.len(), broken.len()), (0, 1));
}

#[test]
fn what_the_head_says_goes_with_the_document() {
    let stored = response(4, "content-type: TEXT/HTML;charset=\"koi8-r\"\r\n", b"<p>");
    let input = input(&stored);
    let opening = Opening { input: &input, coding: None, start: 0, end: stored.len() as u64, most: 1 << 20 };
    let (mut items, mut item) = (open(&opening).expect("it can be opened"), Item::default());
    assert_eq!(items.next(&mut item), Some(Step::Item));
    let Hints { url, retrieved, charset, .. } = &item.hints;
    let expected = ["https://example.org/4", "2026-11-05T10:00:00Z", "koi8-r"];
    assert_eq!([url, retrieved, charset].map(|hint| hint.as_deref().unwrap_or("none")), expected);
    let options = item.hints.options(&news_core::Options::default());
    assert_eq!(options.not_after.map(|day| day.to_string()).as_deref(), Some("2026-11-05"));
}

#[test]
fn what_is_no_story_is_passed_over() {
    let picture = response(0, "Content-Type: image/png\r\n", b"\x89PNG");
    let moved = record("response", 1, 36, b"HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n");
    let text = record("conversion", 2, 9, b"A story.\n");
    assert_eq!(whole(&[picture, moved, text].concat(), None), (vec!["https://example.org/2 9".to_owned()], Vec::new()));
}
