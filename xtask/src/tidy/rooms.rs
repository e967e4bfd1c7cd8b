//! The rooms of `news-core` and the edges between them.

use std::path::Path;

use super::code::{Token, tokens};

/// Every room with the rooms that it may use beside itself. Documentation links are no edges; tests may use anything.
///
/// A new room gets a row; a new edge is a decision, so it is argued in the commit that adds it here.
const ALLOWED: &[(&str, &[&str])] = &[
    ("annotators", &["article", "grammar", "options", "span"]),
    // `BlockKind::name` asks the wire for the name, so that a kind is spelt in one place.
    ("article", &["span", "wire"]),
    ("carried", &["span"]),
    // What tests, fuzzing and benches see of the HTML parser and of the decoder.
    ("conformance", &["html", "options", "source", "span"]),
    // Compares finished articles; statements as their rows have them, positions in the units of the record.
    ("diff", &["article", "rows", "span", "wire"]),
    ("draft", &["article", "carried", "source", "span"]),
    // `Note::new` takes its code and level from the table of codes.
    ("error", &["article", "span"]),
    // Picks members of the record, by the names of its schema.
    ("excerpt", &["article", "nearest", "span", "wire"]),
    ("generated", &[]),
    // What both readers and passes read: fills parts of the model (`Byline`, `Slug`, `BlockKind`).
    ("grammar", &["article", "generated", "span"]),
    ("html", &["generated", "span"]),
    ("json", &["carried", "span"]),
    ("lib", ANY),
    ("mime", &["carried", "grammar", "span"]),
    ("nearest", &[]),
    ("options", &["error"]),
    ("pipeline", ANY),
    // `readers/article` reads our own record back.
    (
        "readers",
        &[
            "article",
            "carried",
            "draft",
            "error",
            "generated",
            "grammar",
            "html",
            "json",
            "mime",
            "options",
            "source",
            "span",
            "wire",
            "xml",
        ],
    ),
    // What the annotations of a finished article leave open.
    ("review", &["article", "error", "span"]),
    // Rows count positions in the units of the record, so they share its converter.
    ("rows", &["article", "error", "review", "span", "wire"]),
    // The charset is chosen by the options; its evidence is part of the model.
    ("source", &["article", "error", "options"]),
    ("span", &[]),
    // What `cargo xtask train` learns from: the layers that the tagger reads, and the line that gives them; and the layout of the
    // table of places, for `cargo xtask codegen`.
    ("training", &["annotators", "article", "error", "grammar", "options", "pipeline", "span"]),
    ("wire", &["article", "error", "span"]),
    // Marks of lists and scripts without spaces are told from prose as readers do; our own record is one of the outputs;
    // what a speaker said is the same words in a row.
    ("writers", &["article", "error", "generated", "grammar", "rows", "span", "wire"]),
    // Character references are those of HTML; limits that are reached are errors.
    ("xml", &["carried", "error", "generated", "html", "span"]),
];

/// Rooms that know all others: the line from bytes to article, and the list of what is public.
const ANY: &[&str] = &["*"];

/// Edges of a file that the table does not allow: line and message.
pub(super) fn check(file: &Path, text: &str) -> Vec<(usize, String)> {
    let module = module_of(file);
    let room = module.first().map_or("lib", String::as_str);
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
        return vec![(1, format!("the room {room} has no row in xtask/src/tidy/rooms.rs"))];
    };
    let may_use = |used: &str| used == room || *allowed == ANY || allowed.contains(&used);
    let mut complaints = Vec::new();
    for (line, name) in edges(&tokens(text), module.len()) {
        let is_room = ALLOWED.iter().any(|(room, _)| *room == name);
        if !is_room && *allowed != ANY {
            complaints.push((line, format!("`crate::{name}` is no room of the table; name the room it comes from")));
        } else if is_room && !may_use(name) {
            complaints.push((line, format!("{room} may not use {name}")));
        }
    }
    complaints
}

/// `readers/text/head.rs` is the module `readers::text::head`; `lib.rs` is the top.
fn module_of(file: &Path) -> Vec<String> {
    let parts = file.with_extension("");
    let names = parts.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    names.filter(|name| name != "lib").collect()
}

/// The names that a file takes from the top of the crate, by `crate::` or enough `super::`, with their lines.
///
/// `depth` is the depth of the file's module.
fn edges<'a>(tokens: &[Token<'a>], depth: usize) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    let (mut braces, mut inline) = (0_usize, Vec::new());
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            "{" => {
                braces += 1;
                if at >= 2 && word(at - 2) == "mod" {
                    inline.push(braces);
                }
            }
            "}" => {
                if inline.last() == Some(&braces) {
                    inline.pop();
                }
                braces = braces.saturating_sub(1);
            }
            "crate" if word(at + 1) == "::" => found.extend(names_at(tokens, at + 2)),
            "super" if at == 0 || word(at - 1) != "::" => {
                let supers = (at..).step_by(2).take_while(|&at| word(at) == "super" && word(at + 1) == "::").count();
                if supers > 0 && supers == depth + inline.len() {
                    found.extend(names_at(tokens, at + 2 * supers));
                }
            }
            _ => {}
        }
    }
    found
}

/// The first names of a path or of a group of paths that starts here.
fn names_at<'a>(tokens: &[Token<'a>], start: usize) -> Vec<(usize, &'a str)> {
    let Some(first) = tokens.get(start) else { return Vec::new() };
    if first.text != "{" {
        return vec![(first.line, first.text)];
    }
    let mut names = Vec::new();
    let mut depth = 0_usize;
    for pair in tokens.get(start..).unwrap_or_default().windows(2) {
        match pair[0].text {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        let starts_path = matches!(pair[0].text, "{" | ",") && depth == 1;
        if starts_path && pair[1].text != "}" {
            names.push((pair[1].line, pair[1].text));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(file: &str, text: &str) -> Vec<String> {
        check(Path::new(file), text).into_iter().map(|(line, message)| format!("{line}: {message}")).collect()
    }

    #[test]
    fn an_edge_off_the_table_is_named() {
        assert_eq!(
            complaints("annotators/x.rs", "use crate::span::Span;\nuse crate::readers::text;\n"),
            ["2: annotators may not use readers"]
        );
        assert_eq!(complaints("span.rs", "fn f() { crate::wire::g() }"), ["1: span may not use wire"]);
        assert_eq!(
            complaints("span.rs", "use crate::{article::{Article, Note}, wire};"),
            ["1: span may not use article", "1: span may not use wire"]
        );
    }

    #[test]
    fn super_leads_up_as_far_as_it_says() {
        assert_eq!(complaints("grammar/x.rs", "use super::words;"), [""; 0]);
        assert_eq!(complaints("grammar/x.rs", "use super::super::wire;"), ["1: grammar may not use wire"]);
        assert_eq!(complaints("span.rs", "use super::wire::f;"), ["1: span may not use wire"]);
        assert_eq!(
            complaints("span.rs", "mod schema { use super::Span; }\nuse super::wire;"),
            ["2: span may not use wire"]
        );
    }

    #[test]
    fn reexports_hide_rooms_and_are_refused() {
        let message = "1: `crate::Article` is no room of the table; name the room it comes from";
        assert_eq!(complaints("draft.rs", "use crate::Article;"), [message]);
        assert_eq!(complaints("pipeline.rs", "use crate::Article;"), [""; 0]);
    }

    #[test]
    fn tests_comments_and_strings_are_no_edges() {
        let text = "//! [`x`](crate::wire)\npub(crate) fn f() -> &'static str { \"crate::wire\" }\n\
                    #[cfg(test)]\nmod tests { use crate::wire; }\n";
        assert_eq!(complaints("span.rs", text), [""; 0]);
    }

    #[test]
    fn an_unknown_room_wants_a_row() {
        assert_eq!(complaints("attic/x.rs", ""), ["1: the room attic has no row in xtask/src/tidy/rooms.rs"]);
    }
}
