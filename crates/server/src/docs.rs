//! The reference as a page, made from the table of routes like the `OpenAPI` document.

use news_core::CODES;

use crate::html::{code, escaped, page, prose, table};
use crate::parameter::Parameter;
use crate::problems::{ARCHIVES, PROBLEMS};
use crate::route::{Content, Route};

const INTRODUCTION: &str = "One document in, one article out, nothing kept. Send a document as it is: `Content-Type`, or `from`, names \
     its format, and without either the content tells. It may be compressed (`Content-Encoding`: gzip, deflate, br, zstd). \
     Where the operator gave out tokens, whatever takes a document wants one in `Authorization: Bearer`. Every failure is \
     `application/problem+json` with a stable `code`. An answer with an `ETag` need not be made twice: send it as \
     `If-None-Match`.";

/// Describes every row of `routes`, in its order, and every problem.
pub(crate) fn describe(routes: &[Route]) -> String {
    let mut body = format!("<p>{}</p>\n", prose(INTRODUCTION));
    let links = routes.iter().map(|route| {
        let (name, path) = (route.name, escaped(route.path));
        [format!("<a href=\"#{name}\"><code>{} {path}</code></a>", route.method), prose(route.summary)]
    });
    body.push_str(&table(["Request", ""], links));
    body.extend(routes.iter().map(section));
    body.push_str("<h2 id=\"problem-codes\">Problems</h2>\n");
    body.push_str(&table(["Code", "Status", "Meaning"], problems()));
    page("Reference", &body)
}

fn section(route: &Route) -> String {
    let Route { name, method, summary, .. } = route;
    let path = escaped(route.path);
    let takes = route.request.as_ref().map(|content| described("Takes", content)).unwrap_or_default();
    let parameters = table(["Parameter", "", "Example"], route.parameters.iter().map(parameter));
    let answers = described("Answers", &route.response);
    let example = escaped(&example(route));
    format!(
        "<h2 id=\"{name}\"><a href=\"#{name}\"><code>{method} {path}</code></a></h2>\n\
         <p>{}.</p>\n{takes}{answers}{parameters}<pre>{example}</pre>\n",
        prose(summary)
    )
}

fn described(verb: &str, content: &Content) -> String {
    let types: Vec<String> = content.media_types.iter().map(|name| code(name)).collect();
    format!("<p>{verb} {}: {}.</p>\n", prose(content.summary), types.join(", "))
}

fn parameter(parameter: &Parameter) -> [String; 3] {
    let example = parameter.example.as_str().map_or_else(|| parameter.example.to_string(), str::to_owned);
    [code(parameter.name), prose(&parameter.summary), code(&example)]
}

/// A command that works against a server with the default address.
fn example(route: &Route) -> String {
    let address = format!("http://127.0.0.1:8080{}", route.example_path());
    if route.request.is_some() { format!("curl --data-binary @story.txt {address}") } else { format!("curl {address}") }
}

fn problems() -> impl Iterator<Item = [String; 3]> {
    let link = |name: &str| format!("<a href=\"/problems/{name}\"><code>{name}</code></a>");
    let ours = PROBLEMS.iter().map(move |row| [link(row.code), row.status.as_u16().to_string(), prose(row.help)]);
    let errors = CODES.iter().filter(|row| row.level.is_none()).chain(ARCHIVES);
    let parsers = errors.map(move |row| [link(row.name), "4xx".to_owned(), prose(row.help)]);
    ours.chain(parsers)
}
