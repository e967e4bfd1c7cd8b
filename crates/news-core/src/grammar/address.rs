//! Addresses (RFC 3986): a reference and the address that it counts from.

/// The address that `reference` means where `base` is the address of the text (RFC 3986, 5.2).
///
/// A reference with a scheme, and one without a base that has one, stays as it is. Nothing is normalized but dots.
pub(crate) fn join(base: &str, reference: &str) -> String {
    let reference = reference.trim();
    let (Some(scheme), None) = (scheme(base.trim()), scheme(reference)) else { return reference.to_owned() };
    let base = base.trim();
    let behind = base.get(scheme.len() + 1..).unwrap_or_default();
    let (authority, path) = match behind.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())),
        None => ("", behind),
    };
    let slashes = if behind.starts_with("//") { "//" } else { "" };
    if reference.starts_with("//") {
        return format!("{scheme}:{reference}");
    }
    let path_end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, query) = path.split_at(path_end);
    let query = query.split('#').next().unwrap_or_default();
    let root = format!("{scheme}:{slashes}{authority}");
    match reference.chars().next() {
        None => format!("{root}{path}{query}"),
        Some('#') => format!("{root}{path}{query}{reference}"),
        Some('?') => format!("{root}{path}{reference}"),
        Some('/') => format!("{root}{}", without_dots(reference)),
        Some(_) => {
            let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/");
            format!("{root}{}", without_dots(&format!("{folder}{reference}")))
        }
    }
}

/// The scheme of an address: `https` of `https://paper.example/`.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let fits = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (starts && fits && scheme.len() <= 24).then_some(scheme)
}

/// A path without its `.` and `..`; query and fragment stay.
fn without_dots(path: &str) -> String {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, behind) = path.split_at(end);
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." => {}
            ".." => drop(segments.pop()),
            part => segments.push(part),
        }
        if is_last && matches!(part, "." | "..") {
            segments.push("");
        }
    }
    format!("/{}{behind}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_count_from_their_base() {
        let base = "http://paper.example/a/b?c#d";
        for (reference, expected) in [
            ("https://other.example/x", "https://other.example/x"),
            ("mailto:desk@paper.example", "mailto:desk@paper.example"),
            ("//other.example/x", "http://other.example/x"),
            ("/x/./y/../z", "http://paper.example/x/z"),
            ("x", "http://paper.example/a/x"),
            ("../../x?y=..", "http://paper.example/x?y=.."),
            ("?x", "http://paper.example/a/b?x"),
            ("#x", "http://paper.example/a/b?c#x"),
            (".", "http://paper.example/a/"),
            ("", "http://paper.example/a/b?c"),
        ] {
            assert_eq!(join(base, reference), expected, "{reference}");
        }
        assert_eq!(join("http://paper.example", "x"), "http://paper.example/x");
        assert_eq!(join("/feed", "x"), "x");
    }
}
