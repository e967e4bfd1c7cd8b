//! The tree construction cases of html5lib: files of sections `#data`, `#document` and others between.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Tally, difference, file_name, trees};
use crate::checkout::files_below;

/// One case.
#[derive(Debug, Default, PartialEq)]
struct Case {
    data: String,
    /// `td`, `svg path`: the element that a fragment stands in.
    context: Option<String>,
    scripting: bool,
    tree: String,
}

/// Runs all cases: whole documents, and fragments.
pub(super) fn run(folder: &Path) -> Result<(Tally, Tally)> {
    let (mut documents, mut fragments) = (Tally::default(), Tally::default());
    for path in files_below(folder, "dat")? {
        // These need a script to run.
        if path.parent().is_some_and(|folder| folder.ends_with("scripted")) {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for (n, case) in split(&text).iter().enumerate() {
            let found = trees::ours(&case.data, case.context.as_deref(), case.scripting);
            let miss = (found != case.tree)
                .then(|| format!("{}:{} {:?}: {}", file_name(&path), n + 1, case.data, difference(&case.tree, &found)));
            let tally = if case.context.is_some() { &mut fragments } else { &mut documents };
            tally.count(miss);
        }
    }
    Ok((documents, fragments))
}

/// The cases of a file.
fn split(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = "";
    for line in text.split_terminator('\n') {
        let is_start = line == "#data" && matches!(section, "" | "#document");
        if is_start {
            cases.push(Case { scripting: true, ..Case::default() });
        }
        let Some(case) = cases.last_mut() else { continue };
        match line {
            _ if is_start => section = "#data",
            "#errors" | "#new-errors" | "#document-fragment" | "#document" if section != "#document" => section = line,
            "#script-on" => case.scripting = true,
            "#script-off" => case.scripting = false,
            _ => match section {
                "#data" => case.data.extend([line, "\n"]),
                "#document-fragment" => case.context = Some(line.to_owned()),
                "#document" => case.tree.extend([line, "\n"]),
                _ => {}
            },
        }
    }
    for case in &mut cases {
        // The line end in front of the next section, and the empty line in front of the next case, belong to the form.
        case.data.pop();
        if case.tree.ends_with("\n\n") {
            case.tree.pop();
        }
    }
    cases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_told_apart() {
        let text = "#data\n<p>a\n\nb\n#errors\n(1,3): x\n#script-off\n#document\n| <p>\n|   \"a\n\nb\"\n\n\
                    #data\n\n#errors\n#document-fragment\nsvg path\n#document\n";
        let [first, second] = &split(text)[..] else { panic!("two cases") };
        assert_eq!(first.data, "<p>a\n\nb");
        assert_eq!((first.context.as_deref(), first.scripting), (None, false));
        assert_eq!(first.tree, "| <p>\n|   \"a\n\nb\"\n");
        let fragment = Case { context: Some("svg path".to_owned()), scripting: true, ..Case::default() };
        assert_eq!(*second, fragment);
    }
}
