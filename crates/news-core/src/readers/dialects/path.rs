//! Paths into JSON: `data.item`, `headlines[role=main|sub].value`, `renditions.*.href`, `body_*`.
//!
//! Arrays are entered by themselves. A filter compares a member with some values; `!=` also takes what has no such member.
//! A step without a key (`[@type=Article]`) filters what it stands behind.

use std::collections::BTreeMap;

use crate::json::Json;

/// What a document knows beside the item itself.
#[derive(Default)]
pub(super) struct Scope<'j> {
    /// Objects of JSON-LD that others refer to by `@id`.
    by_id: BTreeMap<&'j str, &'j Json<'j>>,
}

impl<'j> Scope<'j> {
    /// The objects of a graph that have a name.
    pub(super) fn of(root: &'j Json<'j>) -> Self {
        let graph = root.get("@graph").map(Json::items).unwrap_or_default();
        let named = graph.iter().filter(|object| object.get("name").is_some());
        Scope { by_id: named.filter_map(|object| Some((object.text_of("@id")?.0, object))).collect() }
    }

    /// All values at a path, in order.
    pub(super) fn values(&self, from: &'j Json<'j>, path: &str) -> Vec<&'j Json<'j>> {
        let mut values = vec![from];
        for step in steps(path) {
            let (key, filter) = step.split_once('[').unwrap_or((step, ""));
            let mut next = Vec::new();
            for value in values {
                self.enter(value, key, &mut next);
            }
            next.retain(|value| filter.is_empty() || passes(value, filter.trim_end_matches(']')));
            values = next;
        }
        values
    }

    /// Adds what a step leads to; elements of arrays one by one.
    fn enter(&self, value: &'j Json<'j>, key: &str, found: &mut Vec<&'j Json<'j>>) {
        for value in value.items() {
            if key.is_empty() {
                found.push(value);
                continue;
            }
            let referred = value.text_of("@id").filter(|_| value.get(key).is_none());
            let value = referred.and_then(|(id, _)| self.by_id.get(id)).copied().unwrap_or(value);
            let Json::Object(members) = value else { continue };
            let fits = |name: &str| key.strip_suffix('*').map_or(name == key, |start| name.starts_with(start));
            found.extend(members.iter().filter(|(name, _)| fits(name)).flat_map(|(_, value)| value.items()));
        }
    }
}

/// The steps of a path; a full stop inside of a filter parts none.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    path.split(move |c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == '.' && depth == 0
    })
}

/// `role=main|sub`, `role!=editor`.
fn passes(value: &Json<'_>, filter: &str) -> bool {
    let (key, wanted) = filter.split_once('=').unwrap_or((filter, ""));
    let not = key.ends_with('!');
    let values = value.get(key.trim_end_matches('!')).map(Json::items).unwrap_or_default();
    let fits = |value: &Json<'_>| value.text().is_some_and(|(text, _)| wanted.split('|').any(|wanted| wanted == text));
    values.iter().any(fits) != not
}

/// The key by which a path ends.
pub(super) fn last_key(path: &str) -> &str {
    let step = steps(path).last().unwrap_or_default();
    step.split_once('[').map_or(step, |(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::span::SourceSpan;

    #[test]
    fn paths_lead_to_values() {
        let text = r##"{"a": [{"r": "x", "v": "1"}, {"r": "y.z", "v": "2"}, {"v": "3"}], "b_one": "4", "b_two": ["5"],
            "c": {"@id": "#o"}, "@graph": [{"@id": "#o", "name": "6"}]}"##;
        let json = json::document(text, SourceSpan { start: 0, end: u32::try_from(text.len()).unwrap() }).unwrap();
        let scope = Scope::of(&json);
        let at = |path| -> Vec<&str> { scope.values(&json, path).iter().filter_map(|v| Some(v.text()?.0)).collect() };
        assert_eq!(at("a.v"), ["1", "2", "3"]);
        assert_eq!(at("a[r=x|y.z].v"), ["1", "2"]);
        assert_eq!(at("a[r!=x].v"), ["2", "3"]);
        assert_eq!(at("b_*"), ["4", "5"]);
        assert_eq!(at("c.name"), ["6"]);
        assert_eq!(at("none.v"), [""; 0]);
    }
}
