//! `cargo xtask new reader NAME`.

use anyhow::Result;

use super::{Plan, insert};

const TEMPLATE: &str = include_str!("../../templates/reader.rs");
const SEEDS: [(&str, &str); 2] = [
    ("dateline", include_str!("../../templates/seed-dateline.txt")),
    ("plain", include_str!("../../templates/seed-plain.txt")),
];

pub(super) const NEXT: &[&str] = &[
    "crates/news-core/src/readers/NAME.rs: say what the format is, replace the mark by its signature, fill headline and dateline",
    "crates/news-core/src/readers.rs: give the row in FORMATS its title, media types and extensions",
    "seeds/NAME: replace both stories by invented ones of the format, each with its row in seeds/README.md",
    "crates/news-core/fuzz: the target `detect` reads it already; give it a target of its own if it has a syntax of its own",
    "cargo xtask ci",
];

pub(super) fn scaffold(name: &str, plan: &mut Plan) -> Result<()> {
    plan.create(&format!("crates/news-core/src/readers/{name}.rs"), TEMPLATE.replace("NAME", name))?;
    let readers = "crates/news-core/src/readers.rs";
    let is_mod = |line: &str| line.starts_with("mod ") && line.ends_with(';');
    plan.change(readers, "a line `mod …;`", |text| insert::sorted(text, is_mod, &format!("mod {name};")))?;
    plan.change(readers, "the row `name: \"text\"` of FORMATS", |text| row_before_text(text, name))?;
    for (seed, text) in SEEDS {
        plan.create(&format!("seeds/{name}/{seed}.{name}"), text.replace("NAME", name))?;
    }
    Ok(())
}

/// Puts the row before that of plain text, which accepts everything.
fn row_before_text(text: &str, name: &str) -> Option<String> {
    let row = format!(
        "    Format {{\n        name: \"{name}\",\n        title: \"{name}: a new format\",\n        media_types: &[\"text/x-{name}\"],\n        \
         extensions: &[\"{name}\"],\n        sniff: {name}::sniff,\n        read: {name}::read,\n    }},\n"
    );
    let (before, _) = text.split_once("        name: \"text\",")?;
    let at = before.rfind("    Format {\n")?;
    let (before, behind) = text.split_at_checked(at)?;
    Some([before, &row, behind].concat())
}
