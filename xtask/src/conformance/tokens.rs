//! The tokenizer cases of html5lib: JSON files with a text, the states to start in, and the tokens.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use news_core::conformance::{TestState, TestToken, tokens};
use serde_json::{Map, Value, json};

use super::{Tally, file_name};
use crate::checkout::files_below;

/// Runs each case once for each state that it starts in.
///
/// Cases whose text holds half of a surrogate pair are left out: no decoder gives such a text.
pub(super) fn run(folder: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files_below(folder, "test")? {
        let text = fs::read_to_string(&path)?;
        let file: Value = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        // The other member, `xmlViolationTests`, is about the making of XML from HTML.
        for case in file["tests"].as_array().into_iter().flatten() {
            let Some((input, expected)) = texts(case) else { continue };
            let default = vec![json!("Data state")];
            for state in case["initialStates"].as_array().unwrap_or(&default) {
                let state = state.as_str().unwrap_or_default();
                let start = state_named(state).with_context(|| format!("unknown {state}"))?;
                let found = merged(tokens(&input, start, case["lastStartTag"].as_str()).into_iter().map(value));
                let miss = (found != expected).then(|| {
                    let (expected, found) = (Value::from(expected.clone()), Value::from(found));
                    format!("{} {input:?} in {state}: expected {expected}, found {found}", file_name(&path))
                });
                tally.count(miss);
            }
        }
    }
    Ok(tally)
}

/// Input and tokens of a case, or nothing if they are no Unicode text.
fn texts(case: &Value) -> Option<(String, Vec<Value>)> {
    let tokens = case["output"].as_array()?.iter().filter(|token| token.is_array());
    let (mut input, mut output) = (case["input"].clone(), merged(tokens.cloned()));
    if case["doubleEscaped"] == true {
        input = unescaped(&input)?;
        output = output.iter().map(unescaped).collect::<Option<_>>()?;
    }
    Some((input.as_str()?.to_owned(), output))
}

/// The value with `\uXXXX` in its texts read a second time.
fn unescaped(value: &Value) -> Option<Value> {
    Some(match value {
        Value::String(text) => serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\""))).ok()?,
        Value::Array(items) => Value::Array(items.iter().map(unescaped).collect::<Option<_>>()?),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                Some((unescaped(&Value::from(name.as_str()))?.as_str()?.to_owned(), unescaped(value)?))
            };
            Value::Object(members.iter().map(member).collect::<Option<_>>()?)
        }
        other => other.clone(),
    })
}

/// Runs of characters are one token.
fn merged(tokens: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut merged: Vec<Value> = Vec::new();
    for token in tokens {
        match merged.last_mut() {
            Some(last) if last[0] == "Character" && token[0] == "Character" => {
                let text = format!("{}{}", last[1].as_str().unwrap_or_default(), token[1].as_str().unwrap_or_default());
                last[1] = text.into();
            }
            _ => merged.push(token),
        }
    }
    merged
}

fn state_named(name: &str) -> Option<TestState> {
    Some(match name {
        "Data state" => TestState::Data,
        "PLAINTEXT state" => TestState::Plaintext,
        "RCDATA state" => TestState::Rcdata,
        "RAWTEXT state" => TestState::Rawtext,
        "Script data state" => TestState::Script,
        "CDATA section state" => TestState::Cdata,
        _ => return None,
    })
}

/// A token as html5lib writes it.
fn value(token: TestToken) -> Value {
    match token {
        TestToken::Doctype(name, public, system, is_correct) => json!(["DOCTYPE", name, public, system, is_correct]),
        TestToken::Start(name, attributes, is_closed) => {
            let attributes: Map<String, Value> =
                attributes.into_iter().map(|(name, value)| (name, value.into())).collect();
            if is_closed { json!(["StartTag", name, attributes, true]) } else { json!(["StartTag", name, attributes]) }
        }
        TestToken::End(name) => json!(["EndTag", name]),
        TestToken::Comment(text) => json!(["Comment", text]),
        TestToken::Text(text) => json!(["Character", text]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_twice_and_halves_of_pairs_left_out() {
        let case = |text: &str| json!({"input": text, "output": [["Character", text]], "doubleEscaped": true});
        let (input, output) = texts(&case("a\\u0000\"")).unwrap();
        assert_eq!((input.as_str(), output), ("a\0\"", vec![json!(["Character", "a\0\""])]));
        assert_eq!(texts(&case("\\uD800")), None);
    }

    #[test]
    fn runs_of_characters_are_merged() {
        let tokens = [json!(["Character", "a"]), json!(["Character", "b"]), json!(["EndTag", "p"])];
        assert_eq!(merged(tokens.into_iter()), [json!(["Character", "ab"]), json!(["EndTag", "p"])]);
    }
}
