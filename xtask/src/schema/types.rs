//! The types of the record for Python: what editors complete and mypy checks.

use serde_json::Value;

const HEAD: &str = "\
# The parts of the record, by the JSON Schema. Made by `cargo xtask schema`.
from typing import Any, type_check_only

class Node:
    def __dir__(self) -> list[str]: ...
    def __eq__(self, other: object) -> bool: ...
    def to_dict(self) -> dict[str, Any]: ...
";

/// A class for each type of the schema that has members; `ArticleFields` are those of the article.
pub(super) fn stub(schema: &Value) -> String {
    let definitions = &schema["$defs"];
    let types = definitions.as_object().into_iter().flatten().map(|(name, form)| (name.as_str(), form));
    let classes = types.chain([("ArticleFields", schema)]).map(|(name, form)| class(name, form, definitions));
    HEAD.to_owned() + &classes.collect::<String>()
}

fn class(name: &str, form: &Value, definitions: &Value) -> String {
    let Some(members) = form["properties"].as_object() else { return String::new() };
    let required = form["required"].as_array();
    let member = |(name, form): (&String, &Value)| {
        let given = type_of(form, definitions);
        let is_there = required.is_some_and(|names| names.iter().any(|required| required == name));
        // What the article does not have is `None`, or an empty list.
        let absent = if is_there || given.starts_with("list") || given.ends_with("None") { "" } else { " | None" };
        format!("    {name}: {given}{absent}\n")
    };
    format!("\n@type_check_only\nclass {name}(Node):\n{}", members.iter().map(member).collect::<String>())
}

fn type_of(form: &Value, definitions: &Value) -> String {
    if let Some(name) = form["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        let target = &definitions[name];
        return if target["properties"].is_object() { name.to_owned() } else { type_of(target, definitions) };
    }
    if let Some([inner, _]) = form["anyOf"].as_array().map(Vec::as_slice) {
        return type_of(inner, definitions) + " | None";
    }
    if let Some([inner, _]) = form["type"].as_array().map(Vec::as_slice) {
        return plain(inner) + " | None";
    }
    match form["type"].as_str() {
        Some("array") if form["items"].is_object() => format!("list[{}]", type_of(&form["items"], definitions)),
        // A span: two positions.
        Some("array") => "list[int]".to_owned(),
        Some("object") => "dict[str, str]".to_owned(),
        Some(_) => plain(&form["type"]),
        None => choice(form),
    }
}

/// Names, one of which is taken; a later version may have more of them. Anything else is as JSON has it.
fn choice(form: &Value) -> String {
    let of_names = |forms: &Vec<Value>| forms.iter().all(|form| form["type"] == "string");
    if form["oneOf"].as_array().is_some_and(of_names) { "str".to_owned() } else { "Any".to_owned() }
}

fn plain(name: &Value) -> String {
    let name = match name.as_str() {
        Some("string") => "str",
        Some("integer") => "int",
        Some("number") => "float",
        Some("boolean") => "bool",
        _ => "Any",
    };
    name.to_owned()
}
