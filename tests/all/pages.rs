//! Pages made to hurt, and pages that hold no story: each gets a typed answer, and every place in it is right.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use encoding_rs::{ISO_8859_2, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256};
use news_core::{Article, Options, PieceKind, SourceMap, read};

use crate::files_of;
use crate::properties::assert_span_law;

/// A page with a little of everything.
const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Mill closes in Arvan &amp; the town pays - The Arvan Post</title>
<meta property="og:title" content="Mill closes in Arvan &amp; the town pays"><meta property="og:type" content="article">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill closes in Arvan & the town pays",
"author":[{"@type":"Person","name":"Ana Ruiz"}],"datePublished":"2024-03-05T09:00:00+01:00"}</script>
<style>p{margin:0}</style></head>
<body class="x"><nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
<article><h1>Mill closes in Arvan &amp; the town pays</h1><p class="byline">By <a rel=author href="/a/ruiz">Ana Ruiz</a></p>
<figure><img src="m.jpg" alt="The mill"><figcaption>The mill in March. <small>Photo: Bo Kim</small></figcaption></figure>
<p>The last paper mill of Arvan closes in March, its owner said on Tuesday. Two&nbsp;hundred people lose their work.</p>
<!-- a comment <p>not here</p> --><script>document.write("<p>nor here</p>")</script>
<p>“We waited too long,” Mayor <b>Ana <i>Ruiz</b> said</i> on a&#x20;bridge over the river; caf&eacute;s close, too.</p>
<ul><li>The council meets on Friday to hear what is planned.<li>The site was bought in 1998.</ul>
<table><tr><td>Jobs<td>200<tr><td>Years<td>61</table>
<blockquote>Nobody told us anything until the letter came on Monday morning.</blockquote>
<p>The price of pulp had fallen by half<br>when the owner sold the mill four years ago, <a href=/x>the board said</a>.
</article><aside class="newsletter"><p>Sign up for our letter.</p></aside><footer>© The Arvan Post</footer></body></html>
"#;

fn page_of(bytes: &[u8]) -> Result<Article, news_core::Error> {
    read(bytes, &Options::default().from("html"))
}

/// Every piece of the text is where its map says. The source is what the page was decoded to.
pub(crate) fn assert_places(article: &Article, source: &str) {
    assert_span_law(article);
    let SourceMap::Pieces(pieces) = &article.map else { panic!("a page is read in pieces") };
    let mut end = 0;
    for piece in pieces {
        let (text, from) =
            (piece.text.of(&article.text), &source[piece.source.start as usize..piece.source.end as usize]);
        assert_eq!(piece.text.start(), end, "pieces tile the text");
        end = piece.text.end();
        match piece.kind {
            PieceKind::Verbatim => assert_eq!(text, from),
            PieceKind::Inserted => assert!(text.trim().is_empty() && from.is_empty(), "{text:?} from {from:?}"),
            PieceKind::Rewritten => assert!(!from.is_empty(), "{text:?} from nothing"),
        }
    }
    assert_eq!(end, article.text.len());
}

#[test]
fn a_page_may_end_anywhere() {
    let whole = page_of(PAGE.as_bytes()).unwrap();
    assert_places(&whole, PAGE);
    assert_eq!(whole.quality.unwrap().page, "article");
    let mut read = 0;
    for end in (0..PAGE.len()).step_by(13) {
        // A cut inside a character leaves bytes that are no text.
        if let (Ok(article), Some(source)) = (page_of(&PAGE.as_bytes()[..end]), PAGE.get(..end)) {
            assert_places(&article, source);
            read += 1;
        }
    }
    assert!(read > 80, "{read} of the cut pages show text");
}

#[test]
fn what_is_not_text_changes_nothing() {
    let plain = page_of(PAGE.as_bytes()).unwrap();
    let picture = format!("<img alt='' src=\"data:image/png;base64,{}\">", "iVBORw0KGgo/+A".repeat(100_000));
    let script = format!("<script>var s = {{}};{}</script>", "s.push(\"<p>It rained.</p>\");".repeat(32_000));
    let style = format!("<style>{}</style>", ".a{background:url(data:image/gif;base64,R0lGOD)}".repeat(8_000));
    let svg = format!("<svg><title>Icon</title>{}</svg>", "<path d='M0 0h24v24H0z'/>".repeat(8_000));
    for ballast in [picture, script, style, svg] {
        for mark in ["<body class=\"x\">", "<blockquote>", "</article>"] {
            let page = PAGE.replacen(mark, &format!("{ballast}{mark}"), 1);
            let article = page_of(page.as_bytes()).unwrap();
            assert_eq!(article.text, plain.text, "{} in front of {mark}", &ballast[..8]);
            assert!(article.media.iter().all(|media| media.url.as_ref().is_none_or(|url| !url.starts_with("data:"))));
        }
    }
}

#[test]
fn repetition_is_read_and_keeps_its_places() {
    let files = files_of("seeds/hostile-pages");
    assert!(files.len() >= 12, "the units are there");
    for (name, unit) in files {
        let unit = String::from_utf8(unit).unwrap();
        let page = PAGE.replacen("<blockquote>", &format!("{}<blockquote>", unit.repeat(60_000 / unit.len())), 1);
        let article = page_of(page.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_places(&article, &page);
        assert!(article.headline.is_some(), "{name}");
    }
}

#[test]
fn pages_without_a_story_are_told() {
    let page = |title: &str, body: &str| format!("<!doctype html><title>{title}</title><body>{body}");
    let links: String = (0..30)
        .map(|n| format!("<article><h3><a href=/{n}>The council of Arvan meets again, part {n}</a></h3><p>It rained on day {n}, and nobody came to the hall.</p></article>"))
        .collect();
    let cookies = "<p>We and our partners store and access information on a device, such as cookies, and process personal data for personalised ads.</p><button>OK</button>";
    let cases = [
        ("error", page("Page not found", "<h1>Page not found</h1><p>The page you are looking for has moved.</p>")),
        ("error", page("Fehler 404", "<h1>Diese Seite gibt es nicht</h1><p>Die gesuchte Seite ist umgezogen.</p>")),
        ("error", page("Just a moment...", "<p>Please confirm that you are not a robot.</p>")),
        ("consent", page("Your privacy choices", cookies)),
        ("listing", page("News from Arvan", &format!("<h1>News</h1>{links}"))),
        (
            "paywall_stub",
            page(
                "Mill closes in Arvan and the town pays",
                "<article><h1>Mill closes in Arvan and the town pays</h1><p>The last paper mill of Arvan closes in March, its owner said on Tuesday.</p>\
                 <div><p>This story is for subscribers only. Already a subscriber? Sign in.</p></div></article>",
            ),
        ),
    ];
    for (kind, page) in cases {
        let quality = page_of(page.as_bytes()).unwrap().quality.unwrap();
        assert_eq!(quality.page, kind, "{page}: {quality:?}");
        assert!(quality.score < 0.5, "{page}: {quality:?}");
        assert!(!quality.reasons.is_empty());
    }
}

#[test]
fn a_page_without_text_is_refused_by_name() {
    let frames =
        "<!doctype html><title>Arvan</title><frameset cols='20%,*'><frame src=a.html><frame src=b.html></frameset>";
    let shell = "<!doctype html><title>Arvan</title><div id=root></div><script src=app.js></script>";
    let inner = "<!doctype html><iframe srcdoc='<p>It rained in Arvan.</p>'></iframe><svg><text>It rained</text></svg>";
    for page in [frames, shell, inner, "<html></html>", "<!-- <p>It rained.</p> -->", "<head><title>Arvan</title>"] {
        assert_eq!(page_of(page.as_bytes()).unwrap_err().code().name, "no-article", "{page}");
    }
}

/// A sentence of each encoding that says which it is.
const COPY: [(&Encoding, &str); 13] = [
    (WINDOWS_1252, "Die Müller erhöhen die Löhne, die Höfe bleiben außen vor, hieß es am Dienstag in Grünau."),
    (ISO_8859_2, "Starosta Kovář řekl, že most přes řeku bude uzavřen až do příštího úterý večer."),
    (WINDOWS_1250, "Burmistrz powiedziała, że most będzie zamknięty aż do środy, źródła są już znane."),
    (WINDOWS_1251, "Мэр сообщила во вторник, что мост через реку будет закрыт до утра среды."),
    (KOI8_R, "Мэр сообщила во вторник, что мост через реку будет закрыт до утра среды."),
    (
        WINDOWS_1254,
        "Belediye başkanı salı günü köprünün çarşamba sabahına kadar kapalı kalacağını söyledi, ışıklar yandı.",
    ),
    (WINDOWS_1255, "ראש העיר אמרה ביום שלישי כי הגשר ייסגר עד יום רביעי בבוקר."),
    (WINDOWS_1256, "قالت رئيسة البلدية يوم الثلاثاء إن الجسر سيغلق حتى صباح الأربعاء."),
    (SHIFT_JIS, "市長は火曜日、橋を水曜日の朝まで閉鎖すると発表した。川の水位が再び上がったためだという。"),
    (EUC_JP, "市長は火曜日、橋を水曜日の朝まで閉鎖すると発表した。川の水位が再び上がったためだという。"),
    (GBK, "市长星期二表示，由于河水再次上涨，大桥将关闭至星期三早晨。"),
    (BIG5, "市長星期二表示，由於河水再次上漲，大橋將關閉至星期三早晨。"),
    (EUC_KR, "시장은 화요일 강물이 다시 불어나 다리를 수요일 아침까지 폐쇄한다고 밝혔다."),
];

/// 13 encodings, each declared early, late, by a pragma, not at all, and by a lie: 65 pages. So that a guess has something
/// to go by, the sentence stands there four times.
#[test]
fn pages_of_every_encoding_are_read_as_written() {
    let page = |head: &str, copy: &str| {
        let body: String = (0..4).map(|n| format!("<p>{n}. {copy}</p>\n")).collect();
        format!(
            "<!doctype html><html><head>{head}<title>{copy}</title></head><body><h1>{copy}</h1>{body}</body></html>"
        )
    };
    for (encoding, copy) in COPY {
        let label = encoding.name();
        let late = format!("{}<meta charset={label}>", format!("<script>{}</script>", "x = 1; ".repeat(300)));
        let pragma = format!("<meta http-equiv=Content-Type content='text/html; charset={label}'>");
        for head in [format!("<meta charset={label}>"), late, pragma, String::new()] {
            let source = page(&head, copy);
            let (bytes, _, unmappable) = encoding.encode(&source);
            assert!(!unmappable, "{label}");
            let article = page_of(&bytes).unwrap();
            // A guess may be a sibling that writes these letters alike.
            assert!(head.is_empty() || article.source.charset == label.to_ascii_lowercase(), "{head}");
            assert!(article.body[0].span.of(&article.text).ends_with(copy), "{label}: {}", article.text);
            assert_places(&article, &source);
        }
        // UTF-8 under a legacy label is UTF-8, and the note says so.
        let source = page(&format!("<meta charset={label}>"), copy);
        let article = page_of(source.as_bytes()).unwrap();
        assert_eq!(article.source.charset, "utf-8");
        assert!(article.notes.iter().any(|note| note.code == "N0303"));
        assert_places(&article, &source);
        // Legacy bytes that say UTF-8 are read with signs of replacement, as browsers do, and the note says so.
        let lie = page("<meta charset=utf-8>", copy);
        let article = page_of(&encoding.encode(&lie).0).unwrap();
        assert_eq!(article.source.charset, "utf-8");
        assert!(article.notes.iter().any(|note| note.code == "N0301"), "{label}: {:?}", article.notes);
    }
}
