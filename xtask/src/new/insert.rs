//! Where new lines go: beside others of their kind. Each function gives nothing where it finds no such line.

/// Inserts `line` in order among the lines that are `alike`.
pub(super) fn sorted(text: &str, alike: impl Fn(&str) -> bool, line: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let like: Vec<usize> = (0..lines.len()).filter(|&at| alike(lines[at])).collect();
    let at = match like.iter().find(|&&at| lines[at] > line) {
        // Attributes and comments above a line belong to it.
        Some(&at) => (0..at).rev().find(|&above| !is_lead(lines[above])).map_or(0, |above| above + 1),
        None => 1 + statement_end(&lines, *like.last()?),
    };
    Some(with_line(&lines, at, line))
}

/// Inserts `line` behind the last line of a block that is `alike`. The block opens with the line `opening` and ends with a
/// line that closes its brace at the same depth.
pub(super) fn behind_last(text: &str, opening: &str, alike: impl Fn(&str) -> bool, line: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let (start, end) = block(&lines, opening)?;
    let last = (start..end).rev().find(|&at| alike(lines[at]))?;
    Some(with_line(&lines, statement_end(&lines, last) + 1, line))
}

/// Inserts `line` in order among the lines of a block that are `alike`.
pub(super) fn sorted_in(text: &str, opening: &str, alike: impl Fn(&str) -> bool, line: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let (start, end) = block(&lines, opening)?;
    let like = (start..end).filter(|&at| alike(lines[at]));
    let next = like.into_iter().find(|&at| lines[at] > line).unwrap_or(end);
    Some(with_line(&lines, next, line))
}

/// First line inside and closing line of the block that opens with a line starting with `opening`.
pub(super) fn block(lines: &[&str], opening: &str) -> Option<(usize, usize)> {
    let start = lines.iter().position(|line| line.starts_with(opening))?;
    let indent: String = opening.chars().take_while(|c| *c == ' ').collect();
    let closing = format!("{indent}}}");
    let end = (start + 1..lines.len()).find(|&at| lines[at] == closing)?;
    Some((start + 1, end))
}

fn is_lead(line: &str) -> bool {
    line.trim_start().starts_with("#[") || line.trim_start().starts_with("//")
}

/// The line on which the statement of a line ends: a list may be wrapped.
fn statement_end(lines: &[&str], start: usize) -> usize {
    if !lines[start].ends_with(['{', '(']) {
        return start;
    }
    (start..lines.len()).find(|&at| lines[at].trim_start().starts_with(['}', ')'])).unwrap_or(start)
}

fn with_line(lines: &[&str], at: usize, line: &str) -> String {
    let (before, behind) = lines.split_at(at);
    [before, &[line], behind].concat().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_mod(line: &str) -> bool {
        line.starts_with("mod ")
    }

    #[test]
    fn lines_go_where_they_sort() {
        assert_eq!(sorted("mod a;\nmod c;\n", is_mod, "mod b;").unwrap(), "mod a;\nmod b;\nmod c;\n");
        assert_eq!(sorted("mod a;\nuse x;\n", is_mod, "mod b;").unwrap(), "mod a;\nmod b;\nuse x;\n");
        assert_eq!(sorted("#[cfg(x)]\nmod c;\n", is_mod, "mod b;").unwrap(), "mod b;\n#[cfg(x)]\nmod c;\n");
        assert_eq!(sorted("use x;\n", is_mod, "mod b;"), None);
    }

    #[test]
    fn lines_go_behind_wrapped_statements() {
        let is_use = |line: &str| line.starts_with("pub use ");
        let text = "pub use a::{\n    A,\n};\n";
        // A wrapped list ends at its closing line, not at its first comma.
        assert_eq!(sorted(text, is_use, "pub use b::B;").unwrap(), "pub use a::{\n    A,\n};\npub use b::B;\n");
    }

    #[test]
    fn lines_stay_in_their_block() {
        let text = "struct A {\n    x: Vec<u8>,\n    y: u8,\n}\nstruct B {\n    z: Vec<u8>,\n}\n";
        let is_list = |line: &str| line.contains("Vec<");
        let grown = behind_last(text, "struct A", is_list, "    w: Vec<u8>,").unwrap();
        assert!(grown.starts_with("struct A {\n    x: Vec<u8>,\n    w: Vec<u8>,\n    y"), "{grown}");
    }
}
