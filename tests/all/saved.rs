//! Pages that browsers have saved: places lead into the file.

use news_core::article::Article;
use news_core::{Options, PieceKind, SourceMap, read};

/// The source pieces of an article as text, those that are not verbatim in brackets.
fn pieces(article: &Article, source: &str) -> Vec<String> {
    let SourceMap::Pieces(pieces) = &article.map else { panic!("a page is pieced together") };
    let shown = pieces.iter().filter(|piece| piece.kind != PieceKind::Inserted).map(|piece| {
        let slice = &source[piece.source.start as usize..piece.source.end as usize];
        match piece.kind {
            PieceKind::Verbatim => {
                assert_eq!(piece.text.of(&article.text), slice);
                slice.to_owned()
            }
            _ => format!("[{slice}]"),
        }
    });
    shown.collect()
}

#[test]
fn quoted_printable_leads_back_to_its_escapes() {
    let file = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p class=3D\"a\">The caf=C3=A9 of =\r\nthe mill &amp; more.</p></html>\r\n--b--\r\n";
    let article = read(file.as_bytes(), &Options::default()).unwrap();
    assert_eq!(article.source.format, "mhtml");
    assert_eq!(article.text, "The café of the mill & more.");
    assert_eq!(pieces(&article, file), ["The caf", "[=C3=A9]", " of ", "the mill ", "[&amp;]", " more."]);
    assert_eq!(article.ids[0].value, "https://example.org/a");
}

#[test]
fn base64_leads_back_to_the_part() {
    let file = "MIME-Version: 1.0\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: base64\n\n\
        PHA+VGhlIGNhZukgb2YgdGhlIG1pbGwuPC9wPg==\n";
    let article = read(file.as_bytes(), &Options::default()).unwrap();
    assert_eq!((article.text.as_str(), article.source.charset.as_str()), ("The café of the mill.", "windows-1252"));
    let whole = format!("[{}\n]", "PHA+VGhlIGNhZukgb2YgdGhlIG1pbGwuPC9wPg==");
    assert!(pieces(&article, file).iter().all(|piece| *piece == whole), "{:?}", pieces(&article, file));
}

#[test]
fn mail_and_broken_files_are_no_saved_pages() {
    let mail =
        "To: desk@example.org\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\n<p>Text</p>\n";
    let format = |bytes: &str| read(bytes.as_bytes(), &Options::default()).map(|article| article.source.format);
    assert_ne!(format(mail).ok().as_deref(), Some("mhtml"));
    let pictures =
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\n\n--b--";
    assert_eq!(format(pictures).unwrap_err().to_string(), "found no part of HTML in the saved page");
    for end in 0..mail.len() {
        let _ = read(&mail.as_bytes()[..end], &Options::default().from("mhtml"));
    }
}
