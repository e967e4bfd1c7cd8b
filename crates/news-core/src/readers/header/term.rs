//! Subjects, genres, names and houses of a header: an element with a code, a name or both.

use crate::article::{Term, TermRole};
use crate::xml::{Document, NodeId};

use super::folded;

/// The attributes that hold a code, in the dialects of the wire.
const CODES: &[&str] =
    &["qcode", "tobject.subject.refnum", "FormalName", "tobject.subject.code", "uri", "value", "location-code"];
/// The attributes that hold a name: the narrowest subject first.
const NAMES: &[&str] =
    &["literal", "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type", "src-name", "regsrc"];
/// The attributes that name the list of a code.
const SCHEMES: &[&str] = &["Scheme", "Vocabulary", "idsrc", "code-source", "tobject.subject.ipr"];

/// A term of an element; nothing where it has neither name nor code.
pub(in crate::readers) fn term(document: &Document<'_>, node: NodeId, role: TermRole) -> Option<Term> {
    let value = |name: &&str| document.value(node, name).and_then(|value| folded(&value));
    let code = CODES.iter().filter_map(value).find(|code| is_code(code));
    let (scheme, code) = match code.as_deref().and_then(|code| code.split_once(':')) {
        // A QCode: the prefix of its list, and the code there.
        Some((scheme, code)) if !code.starts_with("//") => (Some(scheme.to_owned()), Some(code.to_owned())),
        _ => (SCHEMES.iter().find_map(value), code),
    };
    let name = name(document, node).or_else(|| NAMES.iter().find_map(value)).or_else(|| code.clone())?;
    Some(Term { role: Some(role), scheme, code, ..Term::named(name) })
}

/// AFP and others fill an unused field with zeros.
fn is_code(code: &str) -> bool {
    code.bytes().any(|byte| byte != b'0')
}

/// The name of a house or person that an element stands for.
pub(in crate::readers) fn credit_name(document: &Document<'_>, node: NodeId) -> Option<String> {
    let value = |node: NodeId, name: &str| document.value(node, name).and_then(|value| folded(&value));
    // NewsML 1 puts the house into a `Party` inside.
    let party = document.elements(node).find(|child| document.name(*child) == "Party").unwrap_or(node);
    name(document, node)
        .or_else(|| value(node, "literal"))
        .or_else(|| value(party, "FormalName"))
        .or_else(|| name(document, party))
        .or_else(|| value(node, "qcode").and_then(|code| code.split_once(':').map(|(_, code)| code.to_owned())))
}

/// The `name` inside of an element (of several the one to show), or the text of an element that holds nothing else.
fn name(document: &Document<'_>, node: NodeId) -> Option<String> {
    let mut names = document.elements(node).filter(|child| document.name(*child) == "name").peekable();
    if names.peek().is_none() {
        return folded(&document.text(node)).filter(|_| document.elements(node).next().is_none());
    }
    let mut shown = None;
    for node in names {
        let is_shown = document.value(node, "role").is_some_and(|role| role.ends_with(":display"));
        if is_shown || shown.is_none() {
            shown = folded(&document.text(node)).or(shown);
        }
        if is_shown {
            break;
        }
    }
    shown
}
