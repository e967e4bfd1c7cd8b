//! Formats of the wire: every seed is known by its content, its text leads back to the source, and cut short it is still read.

use news_core::{Article, OffsetUnit, Options, PieceKind, SourceMap, read_items, to_json};

use crate::files_of;

/// Formats whose seeds are UTF-8, so that places of the source are places of the file.
const FORMATS: [&str; 3] = ["anpa", "email", "ninjs"];

fn seeds() -> impl Iterator<Item = (&'static str, String, Vec<u8>)> {
    let formats = FORMATS.into_iter().chain(["iptc7901"]);
    formats.flat_map(|format| {
        files_of(&format!("seeds/{format}")).into_iter().map(move |(name, file)| (format, name, file))
    })
}

fn is_kept(c: char) -> bool {
    !c.is_control() || matches!(c, '\n' | '\t' | '\r')
}

fn check_places(name: &str, article: &Article, source: &str) {
    let SourceMap::Pieces(pieces) = &article.map else { panic!("{name}: no pieces") };
    for piece in pieces.iter().filter(|piece| piece.kind == PieceKind::Verbatim) {
        let place = piece.source.start as usize..piece.source.end as usize;
        assert_eq!(piece.text.of(&article.text), &source[place], "{name}");
    }
}

#[test]
fn seeds_are_known_by_their_content() {
    for (format, name, file) in seeds() {
        let articles = read_items(&file, &Options::default()).unwrap();
        assert_eq!(articles.len(), 1, "{name}");
        for article in &articles {
            assert_eq!(article.source.format, format, "{name}");
            assert!(article.headline.is_some() && !article.body.is_empty(), "{name}");
            assert!(article.text.chars().all(is_kept), "{name}: a control character is left");
            if FORMATS.contains(&format) {
                check_places(&name, article, std::str::from_utf8(&file).unwrap());
            }
        }
    }
}

#[test]
fn what_was_cut_is_read_or_refused() {
    for (_, name, file) in seeds() {
        for end in (0..file.len()).step_by(7) {
            for article in read_items(&file[..end], &Options::default()).unwrap_or_default() {
                let json = to_json(&article, OffsetUnit::Scalar);
                assert!(!json.is_empty(), "{name}");
            }
        }
    }
}
