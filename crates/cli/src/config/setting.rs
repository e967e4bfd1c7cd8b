//! What can be set: the options of reading, and those of the server.

use std::any::TypeId;
use std::error::Error;
use std::num::NonZeroU32;
use std::sync::LazyLock;

use clap::{Arg, ArgAction, Args, Command};
use news_core::{Options, did_you_mean};
use serde_json::{Map, Value, json};

/// A table of a file of settings: the options that it holds, by their names with `_`.
pub(crate) struct Section {
    pub(crate) name: &'static str,
    pub(crate) summary: &'static str,
    options: Command,
}

/// All sections.
pub(crate) static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(|| {
    vec![
        Section {
            name: "read",
            summary: "How documents are read, by every command that reads some.",
            options: Options::augment_args(Command::new("read").no_binary_name(true)),
        },
        #[cfg(feature = "serve")]
        Section {
            name: "serve",
            summary: "The server, `news serve`.",
            options: crate::commands::serve::Args::augment_args(Command::new("serve").no_binary_name(true)),
        },
    ]
});

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Flag,
    Number,
    Text,
    List,
}

/// The section that has a setting for an option of a command.
pub(crate) fn section_of(command: &str, key: &str) -> Option<&'static str> {
    let sections = SECTIONS.iter().filter(|section| section.name == if command == "serve" { "serve" } else { "read" });
    sections.filter(|section| section.option(key).is_ok()).map(|section| section.name).next()
}

impl Section {
    /// The section of a name, or what is wrong with the name.
    pub(crate) fn named(name: &str) -> Result<&'static Section, String> {
        let names = || SECTIONS.iter().map(|section| section.name);
        SECTIONS.iter().find(|section| section.name == name).ok_or_else(|| {
            let hint = match did_you_mean(name, names()) {
                none if none.is_empty() => format!("; the tables are {}", names().collect::<Vec<_>>().join(" and ")),
                hint => hint,
            };
            format!("unknown table \"{name}\"{hint}")
        })
    }

    /// The options, in the order of the help text.
    pub(crate) fn options(&self) -> impl Iterator<Item = &Arg> {
        self.options.get_arguments()
    }

    /// The option behind a key, or what is wrong with the key.
    pub(crate) fn option(&self, key: &str) -> Result<&Arg, String> {
        let keys = self.options().map(|option| option.get_id().as_str());
        self.options()
            .find(|option| option.get_id() == key)
            .ok_or_else(|| format!("unknown key \"{key}\" in [{}]{}", self.name, did_you_mean(key, keys)))
    }

    /// What is wrong with the words of a value, by what its option takes.
    pub(crate) fn check(&self, option: &Arg, words: &[String]) -> Result<(), String> {
        let name = option.get_long().unwrap_or_default();
        // A flag is there or not, and that has been seen to.
        let args = words.iter().filter(|_| kind(option) != Kind::Flag).map(|word| format!("--{name}={word}"));
        self.options
            .clone()
            .try_get_matches_from(args)
            .map(drop)
            .map_err(|error| error.source().map_or_else(|| "expected another value".to_owned(), ToString::to_string))
    }
}

/// What the value of an option may be.
pub(crate) fn kind(option: &Arg) -> Kind {
    let numbers = [TypeId::of::<u64>(), TypeId::of::<usize>(), TypeId::of::<NonZeroU32>()];
    match option.get_action() {
        ArgAction::SetTrue => Kind::Flag,
        ArgAction::Append => Kind::List,
        _ if numbers.iter().any(|number| option.get_value_parser().type_id() == *number) => Kind::Number,
        _ => Kind::Text,
    }
}

/// What an option is without a setting.
pub(crate) fn default(option: &Arg) -> Vec<String> {
    match kind(option) {
        Kind::Flag => vec!["false".to_owned()],
        _ => option.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect(),
    }
}

/// The words of a value as TOML.
pub(crate) fn toml(option: &Arg, words: &[String]) -> String {
    // Strings of JSON are strings of TOML.
    let quoted = |word: &String| Value::from(word.as_str()).to_string();
    match kind(option) {
        Kind::Flag | Kind::Number => words.concat(),
        Kind::Text => words.iter().map(quoted).collect(),
        Kind::List => format!("[{}]", words.iter().map(quoted).collect::<Vec<_>>().join(", ")),
    }
}

/// The JSON Schema of a file of settings.
pub(crate) fn schema() -> Value {
    let sections = SECTIONS.iter().map(|section| {
        let keys: Map<String, Value> =
            section.options().map(|option| (option.get_id().to_string(), described(option))).collect();
        let table = json!({
            "description": section.summary, "type": "object", "properties": keys, "additionalProperties": false,
        });
        (section.name.to_owned(), table)
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of news",
        "type": "object",
        "properties": sections.collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

fn described(option: &Arg) -> Value {
    let mut schema = match kind(option) {
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Number => json!({"type": "integer", "minimum": 0}),
        Kind::Text => json!({"type": "string"}),
        Kind::List => json!({"type": "array", "items": {"type": "string"}}),
    };
    schema["description"] = option.get_help().map(ToString::to_string).into();
    schema
}
