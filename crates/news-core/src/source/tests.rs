use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, GBK, ISO_8859_2, ISO_8859_7, ISO_8859_15, KOI8_R, SHIFT_JIS};
use encoding_rs::{ISO_2022_JP, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};

use super::*;

/// Text, encoding, evidence, and what was declared and overruled.
type Read = (String, String, Evidence, Option<String>);

fn read(bytes: &[u8], declared: Option<&str>) -> Read {
    let options = Options { charset: declared.map(str::to_owned), ..Options::default() };
    let source = decode(bytes, &options).unwrap();
    (source.text.into_owned(), source.charset, source.via, source.overruled)
}

fn charset(bytes: &[u8], declared: Option<&str>) -> (String, Evidence) {
    let (_, charset, via, _) = read(bytes, declared);
    (charset, via)
}

#[test]
fn the_evidence_is_named() {
    assert_eq!(charset(b"\xEF\xBB\xBFplain", None), ("utf-8".into(), Evidence::Bom));
    assert_eq!(charset("été".as_bytes(), Some("iso-8859-1")), ("utf-8".into(), Evidence::Valid));
    assert_eq!(charset(b"\xE9t\xE9", Some("iso-8859-1")), ("windows-1252".into(), Evidence::Declared));
    assert_eq!(charset(b"h\0e\0l\0l\0o\0 \0", None), ("utf-16le".into(), Evidence::Detected));
    let cyrillic = encoding_rs::WINDOWS_1251.encode("Министры договорились оплатить новые дамбы").0;
    assert_eq!(charset(&cyrillic, None), ("windows-1251".into(), Evidence::Detected));
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let refused = |bytes: &[u8]| decode(bytes, &Options::default()).map(|_| ()).unwrap_err().to_string();
    assert_eq!(refused(b"%PDF-1.7"), "expected text, found PDF");
    assert_eq!(refused(&[1; 1000]), "expected text, found mostly control characters");
}

const CZECH: &str = "Říčky v údolí opět stoupají, starosta uzavřel most.";
const DANISH: &str = "Åen stiger igen, og broen er spærret fra i går.";
const GREEK: &str = "Τα ποτάμια ανεβαίνουν ξανά και η γέφυρα έκλεισε.";
const RUSSIAN: &str = "Река снова поднимается, мост закрыт до утра.";
const JAPANESE: &str = "川の水位が再び上がり、橋は朝まで閉鎖された。";
const SIMPLE: &str = "河水再次上涨，大桥关闭至早晨。";
const TRADITIONAL: &str = "河水再次上漲，大橋關閉至早晨。";
const KOREAN: &str = "강물이 다시 불어나 다리가 아침까지 폐쇄되었다.";

/// A page whose head and text are these, in one encoding.
fn page(head: &str, body: &str, encoding: &'static Encoding) -> Vec<u8> {
    let page = format!("<!DOCTYPE html>\n<html><head>{head}</head>\n<body><p>{body}</p></body></html>\n");
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let order = |unit: u16| if encoding == UTF_16LE { unit.to_le_bytes() } else { unit.to_be_bytes() };
        return page.encode_utf16().flat_map(order).collect();
    }
    let (bytes, _, unmappable) = encoding.encode(&page);
    assert!(!unmappable, "{page} in {}", encoding.name());
    bytes.into_owned()
}

/// A page that is read as it was written: head, text, its encoding, the evidence that is named.
type Honest = (&'static str, &'static str, &'static Encoding, Evidence);

#[test]
fn a_legacy_page_is_read_by_what_it_declares() {
    use Evidence::{Declared, Detected};
    let cases: &[Honest] = &[
        ("<meta charset=windows-1252>", DANISH, WINDOWS_1252, Declared),
        ("<meta charset='latin1'>", DANISH, WINDOWS_1252, Declared),
        ("<META CHARSET = \"ISO-8859-1\" />", DANISH, WINDOWS_1252, Declared),
        ("<meta charset=\"iso-8859-15\">", DANISH, ISO_8859_15, Declared),
        ("<meta charset=\"windows-1250\">", CZECH, WINDOWS_1250, Declared),
        ("<meta charset=\" latin2\t\">", CZECH, ISO_8859_2, Declared),
        ("<meta/charset=iso-8859-2/>", CZECH, ISO_8859_2, Detected),
        ("<meta/charset='iso-8859-2'/>", CZECH, ISO_8859_2, Declared),
        ("<meta charset=iso-8859-7>", GREEK, ISO_8859_7, Declared),
        ("<meta charset=cp1253>", GREEK, WINDOWS_1253, Declared),
        ("<meta charset=windows-1251>", RUSSIAN, WINDOWS_1251, Declared),
        ("<meta charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<meta charset=Shift_JIS>", JAPANESE, SHIFT_JIS, Declared),
        ("<meta charset=x-sjis>", JAPANESE, SHIFT_JIS, Declared),
        ("<meta charset=euc-jp>", JAPANESE, EUC_JP, Declared),
        ("<meta charset=iso-2022-jp>", JAPANESE, ISO_2022_JP, Declared),
        ("<meta charset=gb2312>", SIMPLE, GBK, Declared),
        ("<meta charset=gb18030>", SIMPLE, GB18030, Declared),
        ("<meta charset=big5>", TRADITIONAL, BIG5, Declared),
        ("<meta charset=euc-kr>", KOREAN, EUC_KR, Declared),
        ("<meta charset=ks_c_5601-1987>", KOREAN, EUC_KR, Declared),
        // The pragma, in either order, with quotes inside of quotes and with none.
        ("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">", RUSSIAN, KOI8_R, Declared),
        ("<meta content='text/html;charset=koi8-r' http-equiv=content-type>", RUSSIAN, KOI8_R, Declared),
        ("<meta http-equiv=Content-Type content=\"text/html; charset='koi8-r'\">", RUSSIAN, KOI8_R, Declared),
        ("<meta http-equiv=Content-Type content=\"charset text; CHARSET = koi8-r; x\">", RUSSIAN, KOI8_R, Declared),
        // What declares nothing, in front of what does.
        ("<meta name=a content='charset=big5'><meta charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<!-- <meta charset=big5> --><meta charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<!--><meta charset=koi8-r><!-- -->", RUSSIAN, KOI8_R, Declared),
        ("<metadata charset=big5><meta charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<meta charset=klingon><meta charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<meta charset=hz-gb-2312><meta charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<meta charset=koi8-r charset=big5>", RUSSIAN, KOI8_R, Declared),
        ("<?note charset=big5?></link charset=big5><meta charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<meta title='> charset=big5' charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<meta \" charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        ("<meta =charset=big5 charset=koi8-r>", RUSSIAN, KOI8_R, Declared),
        // A quote that opens a value in the pragma and is not closed in it names nothing.
        ("<meta http-equiv=Content-Type content=\"text/html; charset='big5\">", RUSSIAN, KOI8_R, Detected),
        ("", RUSSIAN, KOI8_R, Detected),
    ];
    for &(head, body, encoding, via) in cases {
        let (text, charset, found, overruled) = read(&page(head, body, encoding), None);
        if via == Evidence::Declared {
            assert!(text.contains(body), "{head}: {text}");
            assert_eq!(charset, encoding.name().to_ascii_lowercase(), "{head}");
        }
        assert_eq!((found, overruled), (via, None), "{head}");
    }
}

#[test]
fn a_declaration_behind_the_first_kilobyte_is_found() {
    let fill = "x".repeat(2000);
    for hidden in
        ["<!-- FILL <meta charset=big5> -->", "<script>FILL '<meta charset=big5>'</script>", "<title>FILL <b></TITLE>"]
    {
        let head = format!("{}<meta charset=windows-1251>", hidden.replace("FILL", &fill));
        let (text, charset, via, _) = read(&page(&head, RUSSIAN, WINDOWS_1251), None);
        assert!(text.contains(RUSSIAN), "{text}");
        assert_eq!((charset.as_str(), via), ("windows-1251", Evidence::Declared));
    }
    // The standard's prescan knows no scripts: what it finds in the first kilobyte counts.
    let head = "<script>'<meta charset=big5>'</script><meta charset=windows-1251>";
    assert_eq!(charset(&page(head, RUSSIAN, WINDOWS_1251), None), ("big5".to_owned(), Evidence::Declared));
}

#[test]
fn an_xml_declaration_counts_where_no_meta_does() {
    let xml = |declaration: &str, body: &str, encoding: &'static Encoding| {
        let page = format!("{declaration}<html><body><p>{body}</p></body></html>");
        read(&encoding.encode(&page).0, None)
    };
    let (text, found, via, _) = xml("<?xml version='1.0' encoding='windows-1251'?>", RUSSIAN, WINDOWS_1251);
    assert!(text.contains(RUSSIAN));
    assert_eq!((found.as_str(), via), ("windows-1251", Evidence::Declared));
    let (_, found, ..) = xml("<?xml encoding = \"koi8-r\"?><meta charset=windows-1251>", RUSSIAN, WINDOWS_1251);
    assert_eq!(found, "windows-1251");
    let (_, _, via, _) = xml("<?xml version='1.0' encoding=koi8-r?>", RUSSIAN, KOI8_R);
    assert_eq!(via, Evidence::Detected);
    let (_, _, via, _) = xml("<?xml version='1.0' encoding='koi8 r'?>", RUSSIAN, KOI8_R);
    assert_eq!(via, Evidence::Detected);
    let wide: Vec<u8> = "<?xml version='1.0'?><p>é".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(charset(&wide, None), ("utf-16be".to_owned(), Evidence::Declared));
}

#[test]
fn utf_16_is_read_with_a_mark_and_without() {
    for encoding in [UTF_16LE, UTF_16BE] {
        let bare = page("<meta charset=utf-8>", DANISH, encoding);
        let mark: [u8; 2] = if encoding == UTF_16LE { [0xFF, 0xFE] } else { [0xFE, 0xFF] };
        let marked = [&mark[..], &bare].concat();
        for (bytes, via) in [(bare, Evidence::Detected), (marked, Evidence::Bom)] {
            let (text, charset, found, _) = read(&bytes, None);
            assert!(text.contains(DANISH) && text.starts_with('<'), "{text}");
            assert_eq!((charset, found), (encoding.name().to_ascii_lowercase(), via));
        }
    }
    // Read as ASCII, so it cannot be: the standard takes UTF-8.
    let (_, charset, via, _) = read(b"<meta charset=utf-16>Sp\xE6rret", None);
    assert_eq!((charset.as_str(), via), ("utf-8", Evidence::Declared));
}

#[test]
fn a_lying_declaration_is_overruled_and_named() {
    let latin = page("<meta charset=iso-8859-1>", DANISH, UTF_8);
    let (text, charset, via, overruled) = read(&latin, None);
    assert!(text.contains(DANISH), "{text}");
    assert_eq!((charset.as_str(), via, overruled.as_deref()), ("utf-8", Evidence::Valid, Some("windows-1252")));
    // The carrier goes before the document, and both give way to the bytes.
    let (_, charset, _, overruled) = read(&latin, Some("koi8-r"));
    assert_eq!((charset.as_str(), overruled.as_deref()), ("utf-8", Some("koi8-r")));
    let marked = [b"\xEF\xBB\xBF", &latin[..]].concat();
    let (_, _, via, overruled) = read(&marked, None);
    assert_eq!((via, overruled.as_deref()), (Evidence::Bom, Some("windows-1252")));
    let (_, charset, via, _) = read(&page("<meta charset=utf-8>", RUSSIAN, WINDOWS_1251), Some("windows-1251"));
    assert_eq!((charset.as_str(), via), ("windows-1251", Evidence::Declared));
    // A few broken bytes do not make a page Latin: browsers show the sign of replacement.
    let source = decode(b"<meta charset=utf-8>sp\xC3\xA6rret sp\xE6rret", &Options::default()).unwrap();
    assert_eq!((source.charset.as_str(), source.replaced, source.overruled), ("utf-8", true, None));
}

#[test]
fn where_the_difference_cannot_show_nothing_is_said() {
    let (_, charset, _, overruled) = read(b"<meta charset=koi8-r><p>The river is rising", None);
    assert_eq!((charset.as_str(), overruled), ("utf-8", None));
    let (_, _, _, overruled) = read("A <meta charset=koi8-r> for déjà vu".as_bytes(), None);
    assert_eq!(overruled, None, "copy that quotes markup declares nothing");
}

#[test]
fn a_declaration_that_is_cut_off_is_none() {
    for cut in [
        "<",
        "<!",
        "<!-- ",
        "<meta",
        "<meta ",
        "<meta charset",
        "<meta charset=",
        "<meta charset=big5",
        "<meta charset='big5'",
        "<meta charset='big5' title=\"<meta charset='big5'>",
        "</p",
        "<script><meta charset=big5>",
    ] {
        assert_eq!(prescan::late(cut.as_bytes()), None, "{cut}");
    }
}
