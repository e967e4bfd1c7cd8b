//! The headers of the wire's XML: which element or attribute holds which field.
//!
//! `data/wire_fields.tsv` names them for each dialect. A row with the parent of an element goes before one for any parent, because
//! agencies move elements about (`urgency` beside `docdata` instead of inside). What is written as a value goes to `owned`, what
//! is text to `front`, in the order in which a desk reads it.

mod front;
mod owned;
mod term;

use std::borrow::Cow;

use crate::generated::{WIRE_FIELD_INDEX, WireField};
use crate::xml::{Document, NodeId};
pub(super) use front::place_parts;
pub(super) use owned::{item_class, pub_status};
pub(super) use term::{credit_name, term};

/// A field that the header gives: the element, or one of its attributes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    pub(super) node: NodeId,
    /// The name of the attribute.
    pub(super) attribute: Option<&'static str>,
}

/// All fields of a header, in the order of the document.
#[derive(Debug)]
pub(super) struct Header<'t, 'a> {
    pub(super) document: &'t Document<'a>,
    values: Vec<(&'static str, Value)>,
}

impl<'t, 'a> Header<'t, 'a> {
    pub(super) fn new(document: &'t Document<'a>) -> Self {
        Header { document, values: Vec::new() }
    }

    /// Adds the fields of an element and of all inside of it, those inside of elements named `but` excepted.
    pub(super) fn gather(&mut self, dialect: &str, root: NodeId, but: &[&str]) {
        for node in self.document.without(root, but) {
            self.add(dialect, node);
        }
    }

    fn add(&mut self, dialect: &str, node: NodeId) {
        let document = self.document;
        let rows = rows(dialect, document.name(node));
        if rows.is_empty() {
            return;
        }
        let parent = document.parent(node).map_or("", |parent| document.name(parent));
        let parent = if rows.iter().any(|row| row.parent == parent) { parent } else { "-" };
        self.values.extend(rows.iter().filter(|row| row.parent == parent).map(|row| {
            let attribute = (row.attribute != "-").then_some(row.attribute);
            (row.field, Value { node, attribute })
        }));
    }

    /// Adds the field that a name of `nitf-meta` stands for.
    pub(super) fn add_named(&mut self, dialect: &str, name: &str, value: Value) {
        self.values.extend(rows(dialect, name).iter().map(|row| (row.field, value)));
    }

    /// Gives values another field: what one element says depends on its role.
    pub(super) fn rename(&mut self, field: impl Fn(&str, Value) -> Option<&'static str>) {
        for (name, value) in &mut self.values {
            *name = field(name, *value).unwrap_or(name);
        }
    }

    pub(super) fn put(&mut self, field: &'static str, node: NodeId) {
        self.values.push((field, Value { node, attribute: None }));
    }

    /// The values of a field that are not empty.
    pub(super) fn all(&self, field: &str) -> impl Iterator<Item = Value> {
        self.values.iter().filter(move |(name, _)| *name == field).map(|(_, value)| *value)
    }

    /// The first value of a field that has text.
    pub(super) fn first(&self, field: &str) -> Option<Value> {
        self.all(field).find(|value| !self.raw(*value).trim().is_empty())
    }

    /// The text of a value, its white space folded; nothing where there is none.
    pub(super) fn text(&self, value: Value) -> Option<String> {
        folded(&self.raw(value))
    }

    fn raw(&self, value: Value) -> Cow<'a, str> {
        match value.attribute {
            Some(name) => self.document.value(value.node, name).unwrap_or_default(),
            None => self.document.text(value.node),
        }
    }
}

/// A text with its white space folded; nothing where there is none.
pub(super) fn folded(text: &str) -> Option<String> {
    let is_mark = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    // Most values have nothing around them, and to see that costs less than to look.
    let is_trimmed = is_mark(text.as_bytes().first()) && is_mark(text.as_bytes().last());
    let text = if is_trimmed { text } else { text.trim() };
    if is_folded(text.as_bytes()) {
        return Some(text.to_owned()).filter(|text| !text.is_empty());
    }
    let mut words = text.split_whitespace();
    let mut folded = String::with_capacity(text.len());
    folded.push_str(words.next()?);
    for word in words {
        folded.push(' ');
        folded.push_str(word);
    }
    Some(folded)
}

/// Whether a trimmed text is ASCII with single spaces, as most values are: seen without a branch, many bytes at a time.
fn is_folded(bytes: &[u8]) -> bool {
    let is = u8::from;
    let is_odd = |byte: u8| !(b' '..0x7F).contains(&byte);
    let next = bytes.get(1..).unwrap_or_default();
    let odd = |odd: u8, (byte, next): (&u8, &u8)| odd | is(is_odd(*byte)) | (is(*byte == b' ') & is(*next == b' '));
    bytes.iter().zip(next).fold(0, odd) == 0 && !bytes.last().is_some_and(|byte| is_odd(*byte))
}

/// The rows of an element in a dialect, which stand together.
fn rows(dialect: &str, element: &str) -> &'static [WireField] {
    let all = WIRE_FIELD_INDEX.rows(element);
    let is_own = |row: &WireField| row.dialect == dialect;
    let start = all.iter().position(is_own).unwrap_or(all.len());
    let own = all.get(start..).unwrap_or_default();
    own.get(..own.iter().take_while(|row| is_own(row)).count()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_looked_up_by_its_name() {
        let fields: Vec<&str> = rows("nitf", "doc.rights").iter().map(|row| row.field).collect();
        assert_eq!(fields, ["usage", "owner", "usage"]);
        assert!(rows("nitf", "hl1").is_empty());
    }
}
