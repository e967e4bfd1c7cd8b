//! Pages of text: the reference and the help of the problems. No script, and all text is escaped.

use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::page::POLICY;

/// The media type of a page.
pub(crate) const HTML: &str = "text/html";

/// A page as it is served.
pub(crate) fn response(page: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, POLICY)], page).into_response()
}

/// A page of a title and a body, which is HTML already.
pub(crate) fn page(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · news</title>\n\
         <link rel=\"icon\" href=\"/assets/icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"/assets/page.css\">\n<link rel=\"stylesheet\" href=\"/assets/reference.css\">\n\
         </head>\n<body>\n<header>\n<a class=\"wordmark\" href=\"/\">news</a>\n<nav aria-label=\"This server\">\
         <a class=\"quiet\" href=\"/docs\">Reference</a> <a class=\"quiet\" href=\"/openapi.json\">OpenAPI</a></nav>\n</header>\n\
         <main class=\"reference\">\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Text with its `code` between grave accents as elements.
pub(crate) fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(n, part)| if n % 2 == 1 { code(part) } else { escaped(part) }).collect()
}

pub(crate) fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A table with a head, of cells that are HTML already; nothing without rows.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let line = |cells: &[String], name: &str| {
        let cells = cells.join(&format!("</{name}><{name}>"));
        format!("<tr><{name}>{cells}</{name}></tr>\n")
    };
    let body: String = rows.into_iter().map(|row| line(&row, "td")).collect();
    if body.is_empty() {
        return body;
    }
    format!("<table>\n{}{body}</table>\n", line(&head.map(str::to_owned), "th"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_everywhere() {
        assert_eq!(prose("a < `b<c>` & d"), "a &lt; <code>b&lt;c&gt;</code> &amp; d");
        assert!(page("<i>", "").contains("<title>&lt;i&gt; · news</title>"));
        assert_eq!(table(["a"], [["b".to_owned()]]), "<table>\n<tr><th>a</th></tr>\n<tr><td>b</td></tr>\n</table>\n");
    }
}
