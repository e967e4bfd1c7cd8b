//! `cargo xtask new pass NAME`.

use anyhow::{Result, ensure};

use super::{Plan, insert};

const LAYER: &str = include_str!("../../templates/layer.rs");
const PASS: &str = include_str!("../../templates/pass.rs");
const CASE: &str = include_str!("../../templates/case.md");

pub(super) const NEXT: &[&str] = &[
    "crates/news-core/src/article/NAME.rs: the fields of the layer; each span joins its row of `visit!` in article.rs",
    "crates/news-core/src/annotators/NAME.rs: what it marks, what it does not; its arguments are the layers it reads",
    "tests/all/drawing.rs: draw the layer; then UPDATE_CASES=1 cargo test -p news-tests fills tests/cases/NAME/first.md",
    "cargo xtask schema (and a line in the change log: the record has a new field)",
    "cargo xtask ci",
];

pub(super) fn scaffold(name: &str, plan: &mut Plan) -> Result<()> {
    let layer = layer_name(name);
    let fill = |template: &str| template.replace("LAYER", &layer).replace("NAME", name);
    let article = "crates/news-core/src/article.rs";
    let text = std::fs::read_to_string(plan.root.join(article))?;
    ensure!(!text.contains(&format!("pub {name}:")), "{article}: the field `{name}` is there already");
    ensure!(!text.contains(&format!("    {layer} {{")), "{article}: the type `{layer}` is there already");

    plan.create(&format!("crates/news-core/src/article/{name}.rs"), fill(LAYER))?;
    let is_mod = |line: &str| line.starts_with("mod ") && line.ends_with(';');
    plan.change(article, "a line `mod …;`", |text| insert::sorted(text, is_mod, &format!("mod {name};")))?;
    let is_use = |line: &str| line.starts_with("pub use ");
    let export = format!("pub use {name}::{layer};");
    plan.change(article, "a line `pub use …;`", |text| insert::sorted(text, is_use, &export))?;
    let field = fill(
        "    /// Say what the list holds.\n    #[serde(default, skip_serializing_if = \"Vec::is_empty\")]\n    pub NAME: Vec<LAYER>,",
    );
    let is_list = |line: &str| line.starts_with("    pub ") && line.contains(": Vec<") && !line.contains(" notes:");
    plan.change(article, "a list in `pub struct Article {`", |text| {
        insert::behind_last(text, "pub struct Article {", is_list, &field)
    })?;
    plan.change(article, "`notes` in the row `Article` of `visit!`", |text| visit_field(text, name))?;
    let is_row = |line: &str| line.starts_with("    ") && line.trim_start().starts_with(char::is_uppercase);
    let row = format!("    {layer} {{ span }}");
    plan.change(article, "the table `visit! {`", |text| insert::sorted_in(text, "visit! {", is_row, &row))?;

    plan.create(&format!("crates/news-core/src/annotators/{name}.rs"), fill(PASS))?;
    let is_pass = |line: &str| line.starts_with("pub(crate) mod ");
    plan.change("crates/news-core/src/annotators.rs", "a line `pub(crate) mod …;`", |text| {
        insert::sorted(text, is_pass, &format!("pub(crate) mod {name};"))
    })?;
    let pipeline = "crates/news-core/src/pipeline.rs";
    plan.change(pipeline, "`use crate::annotators::{…};`", |text| import(text, name))?;
    let is_call = |line: &str| line.starts_with("    article.") && line.contains("::find(&article");
    plan.change(pipeline, "`article.… = …::find(&article…);` in `fn annotate`", |text| {
        insert::behind_last(text, "fn annotate(", is_call, &format!("    article.{name} = {name}::find(&article);"))
    })?;
    plan.create(&format!("tests/cases/{name}/first.md"), fill(CASE))
}

/// The type of one member of the layer: `press_times` holds `PressTime`.
fn layer_name(name: &str) -> String {
    let one = name.strip_suffix('s').filter(|one| !one.ends_with('s')).unwrap_or(name);
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
    };
    one.split('_').map(word).collect()
}

/// Puts the field before `notes` in the row of the article, which may be wrapped.
fn visit_field(text: &str, name: &str) -> Option<String> {
    let table = text.find("visit! {\n")?;
    let row = table + text.get(table..)?.find("    Article {")?;
    let end = row + text.get(row..)?.find('}')?;
    let notes = row + text.get(row..end)?.rfind("notes")?;
    let (before, behind) = text.split_at_checked(notes)?;
    Some(format!("{before}{name}, {behind}"))
}

/// Adds the pass to the sorted list of imports, which may be wrapped.
fn import(text: &str, name: &str) -> Option<String> {
    const OPENING: &str = "use crate::annotators::{";
    let (before, rest) = text.split_once(OPENING)?;
    let (list, behind) = rest.split_once('}')?;
    let mut names: Vec<&str> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    names.push(name);
    names.sort_unstable();
    let list = names.join(", ");
    // `cargo fmt` wraps the list where it is too long.
    Some(format!("{before}{OPENING}{list}}}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_named_for_one_of_its_members() {
        assert_eq!(layer_name("press_times"), "PressTime");
        assert_eq!(layer_name("weather"), "Weather");
        assert_eq!(layer_name("loss"), "Loss");
    }

    #[test]
    fn imports_stay_sorted() {
        let text = "use crate::annotators::{\n    dateline, points,\n};\n";
        assert_eq!(import(text, "marks").unwrap(), "use crate::annotators::{dateline, marks, points};\n");
    }

    #[test]
    fn the_field_goes_before_the_notes() {
        let text = "visit! {\n    Article {\n        points, notes\n    }\n    Note { span }\n}\n";
        assert!(visit_field(text, "marks").unwrap().contains("points, marks, notes\n"));
    }
}
