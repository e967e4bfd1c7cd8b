//! `cargo xtask codegen`: the TSV tables of `crates/news-core/data` as static sorted Rust tables.

mod gazetteer;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::root;

/// Generate the static tables from `crates/news-core/data`
#[derive(Args)]
pub(crate) struct Codegen {
    /// Fail if a table is not up to date, write nothing
    #[arg(long)]
    pub(crate) check: bool,
}

/// How a column becomes a field.
enum Column {
    /// As it stands.
    Text(&'static str),
    /// In lower case: the key of a table that is looked up so.
    Folded(&'static str),
    /// A number; `-` is 0.
    Number(&'static str),
    /// For readers of the table only.
    Unused,
}

/// A table: file stem, name of the static, type of a row, its columns in order.
struct Table(&'static str, &'static str, &'static str, &'static [Column]);

use Column::{Folded, Number, Text, Unused};

const TABLES: &[Table] = &[
    Table("abbreviations", "ABBREVIATIONS", "Abbreviation", &[Text("short"), Text("long"), Text("langs")]),
    Table(
        "agencies",
        "AGENCIES",
        "Agency",
        &[Text("name"), Text("house"), Text("shapes"), Number("since"), Number("until"), Text("signs")],
    ),
    Table("amount_words", "AMOUNT_WORDS", "AmountWord", &[Folded("form"), Text("role"), Text("value"), Text("langs")]),
    Table("attributions", "ATTRIBUTIONS", "Attribution", &[Folded("text"), Text("role"), Unused]),
    Table("bylines", "BYLINES", "BylineWord", &[Folded("text"), Text("role"), Unused]),
    Table(
        "capabilities",
        "CAPABILITIES",
        "Capability",
        &[
            Text("field"),
            Text("origin"),
            Text("text"),
            Text("markdown"),
            Text("html"),
            Text("annotated"),
            Text("ninjs"),
            Text("ninjs_1"),
            Text("nitf"),
            Text("newsmlg2"),
            Text("jsonld"),
            Text("rss"),
            Text("standoff"),
        ],
    ),
    Table(
        "character_references",
        "CHARACTER_REFERENCES",
        "CharacterReference",
        &[Text("name"), Text("codes"), Text("bare")],
    ),
    Table("cities", "CITIES", "City", &[Folded("name"), Unused]),
    Table("class_words", "CLASS_WORDS", "ClassWord", &[Folded("text"), Text("role")]),
    Table("countries", "COUNTRIES", "Country", &[Folded("text"), Text("kind"), Text("code")]),
    Table("definitions", "DEFINITIONS", "DefinitionWord", &[Folded("text"), Text("role"), Unused]),
    Table(
        "cues",
        "CUES",
        "CueWord",
        &[Folded("form"), Text("lemma"), Text("langs"), Text("class"), Text("verb"), Text("particle")],
    ),
    Table("documents", "DOCUMENTS", "Document", &[Folded("text"), Unused]),
    Table("enumerators", "ENUMERATORS", "Enumerator", &[Folded("text"), Text("role"), Number("n"), Unused]),
    Table("event_words", "EVENT_WORDS", "EventWord", &[Folded("form"), Text("how"), Text("kind"), Text("langs")]),
    Table("feed_fields", "FEED_FIELDS", "FeedField", &[Text("name"), Text("prefix"), Text("field"), Number("rank")]),
    Table("flags", "FLAGS", "FlagWord", &[Folded("text"), Text("change"), Text("kind"), Unused]),
    Table("frame_words", "FRAME_WORDS", "FrameWord", &[Folded("form"), Text("langs"), Text("role")]),
    Table("function_words", "FUNCTION_WORDS", "FunctionWord", &[Folded("text"), Text("langs")]),
    Table("given_names", "GIVEN_NAMES", "GivenName", &[Folded("text")]),
    Table(
        "json_dialects",
        "JSON_DIALECTS",
        "JsonDialect",
        &[Text("dialect"), Text("field"), Text("rank"), Text("path")],
    ),
    Table("lines", "LINES", "KnownLine", &[Folded("text"), Text("how"), Text("kind"), Unused]),
    Table("months", "MONTHS", "Month", &[Folded("form"), Number("month"), Text("langs")]),
    Table("name_words", "NAME_WORDS", "NameWord", &[Folded("text"), Text("roles")]),
    Table("namespaces", "NAMESPACES", "Namespace", &[Text("address"), Text("prefix")]),
    Table("page_fields", "PAGE_FIELDS", "PageField", &[Folded("text"), Text("carrier"), Text("field")]),
    Table("page_lines", "PAGE_LINES", "PageLine", &[Folded("text"), Text("kind"), Unused]),
    Table("page_weights", "PAGE_WEIGHTS", "PageWeight", &[Text("sign"), Text("says"), Number("points")]),
    Table("page_words", "PAGE_WORDS", "PageWord", &[Folded("text"), Text("place"), Text("sign")]),
    Table("place_words", "PLACE_WORDS", "PlaceWord", &[Folded("text"), Text("roles")]),
    Table("stops", "STOPS", "Stop", &[Text("text"), Text("role"), Unused]),
    Table("svg_names", "SVG_NAMES", "SvgName", &[Text("name"), Text("kind"), Text("written")]),
    Table("time_words", "TIME_WORDS", "TimeWord", &[Folded("form"), Text("role"), Text("value"), Text("langs")]),
    Table(
        "wire_fields",
        "WIRE_FIELDS",
        "WireField",
        &[Text("element"), Text("dialect"), Text("parent"), Text("attribute"), Text("field")],
    ),
    Table("weekdays", "WEEKDAYS", "Weekday", &[Folded("form"), Number("day"), Text("langs")]),
];

impl Codegen {
    pub(crate) fn run(&self) -> Result<()> {
        let core = root().join("crates/news-core");
        for table in TABLES {
            let source = core.join("data").join(table.0).with_extension("tsv");
            let target = core.join("src/generated").join(table.0).with_extension("rs");
            let code = table.generate(&source).with_context(|| source.display().to_string())?;
            if self.check {
                let current = fs::read_to_string(&target).unwrap_or_default();
                ensure!(current == code, "{} is out of date; run `cargo xtask codegen`", target.display());
            } else {
                fs::write(&target, code)?;
            }
        }
        let (packed, target) = (gazetteer::generate(&core.join("data"))?, core.join("src/generated/gazetteer.bin"));
        if self.check {
            ensure!(fs::read(&target).is_ok_and(|current| current == packed), "{} is out of date", target.display());
        } else {
            fs::write(&target, packed)?;
        }
        Ok(())
    }
}

/// Latin letters without accents, as agencies' copy writes names of other languages.
pub(crate) fn plain(name: &str) -> String {
    const LETTERS: &[(&str, &str)] = &[
        ("ÁÀÂÃÄÅĀĂĄ", "A"),
        ("áàâãäåāăąạảấầẩẫậắằẳẵặ", "a"),
        ("ÇĆČ", "C"),
        ("çćč", "c"),
        ("Đ", "D"),
        ("đďḑ", "d"),
        ("ÉÈÊËĒĖĘĚ", "E"),
        ("éèêëēėęěəẹẻẽếềểễệ", "e"),
        ("ğģḩ", "g"),
        ("ÍÌÎÏĪİ", "I"),
        ("íìîïīıịỉĩ", "i"),
        ("ķ", "k"),
        ("Ł", "L"),
        ("łļľ", "l"),
        ("Ñ", "N"),
        ("ñńņň", "n"),
        ("ÓÒÔÕÖØŌŐ", "O"),
        ("óòôõöøōőọỏốồổỗộơớờởỡợ", "o"),
        ("ř", "r"),
        ("ŚŞŠȘ", "S"),
        ("śşšșş", "s"),
        ("ŢȚ", "T"),
        ("ţțť", "t"),
        ("ÚÙÛÜŪŮŰ", "U"),
        ("úùûüūůűųụủũưứừửữự", "u"),
        ("ýÿỳỵỷỹ", "y"),
        ("ŹŻŽ", "Z"),
        ("źżž", "z"),
        ("ß", "ss"),
        ("æ", "ae"),
        ("Æ", "Ae"),
        ("œ", "oe"),
        ("’‘ʼʻ", "'"),
    ];
    let plain =
        |c: char| LETTERS.iter().find(|row| row.0.contains(c)).map_or_else(|| c.to_string(), |row| row.1.to_owned());
    name.chars().map(plain).collect()
}

impl Table {
    fn generate(&self, source: &Path) -> Result<String> {
        let Table(stem, name, row_type, columns) = self;
        let text = fs::read_to_string(source)?;
        let mut rows = Vec::new();
        let mut before = "";
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with("# ")) {
            let cells: Vec<&str> = line.split('\t').collect();
            ensure!(
                cells.len() == columns.len(),
                "line {}: expected {} cells, found {}",
                n + 1,
                columns.len(),
                cells.len()
            );
            ensure!(before < line, "line {}: rows must be sorted by byte and unique; `{line}` is out of place", n + 1);
            before = line;
            rows.push((key(cells.first().context("a row has cells")?, columns), fields(&cells, columns, n + 1)?));
        }
        rows.sort();
        let mut code = format!(
            "//! Generated from `crates/news-core/data/{stem}.tsv` by `cargo xtask codegen`. Do not edit.\n\nuse super::{row_type};\n\n\
             #[rustfmt::skip]\npub(crate) static {name}: &[{row_type}] = &[\n"
        );
        for (_, fields) in rows {
            writeln!(code, "    {row_type} {{ {fields} }},")?;
        }
        code.push_str("];\n");
        Ok(code)
    }
}

fn key(cell: &str, columns: &[Column]) -> String {
    if matches!(columns, [Folded(_), ..]) { cell.to_lowercase() } else { cell.to_owned() }
}

fn fields(cells: &[&str], columns: &[Column], n: usize) -> Result<String> {
    let mut fields = Vec::new();
    for (cell, column) in cells.iter().zip(columns) {
        match column {
            Text(name) => fields.push(format!("{name}: {cell:?}")),
            Folded(name) => fields.push(format!("{name}: {:?}", cell.to_lowercase())),
            Number(name) => match (*cell, cell.parse::<u16>()) {
                ("-", _) => fields.push(format!("{name}: 0")),
                (_, Ok(number)) => fields.push(format!("{name}: {number}")),
                _ => bail!("line {n}: expected a number or `-`, found `{cell}`"),
            },
            Unused => {}
        }
    }
    Ok(fields.join(", "))
}
