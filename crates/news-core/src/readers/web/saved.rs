//! Pages that a browser has saved: the comment that says from where.

/// How far into a page the comment is looked for.
const HEAD: usize = 4096;

/// The address in the comment of a saved page, as browsers (`saved from url=(0026)https://…`) and `SingleFile`
/// (`Page saved with SingleFile`, `url: https://…`) write it.
pub(super) fn address(page: &str) -> Option<&str> {
    let head = page.get(..page.floor_char_boundary(HEAD))?;
    let comments = head.match_indices("<!--").filter_map(|(at, _)| head.get(at + 4..)?.split_once("-->"));
    comments.map(|(comment, _)| comment.trim()).find_map(of_comment).filter(|url| url.starts_with("http"))
}

fn of_comment(comment: &str) -> Option<&str> {
    if let Some(rest) = comment.strip_prefix("saved from url=(") {
        return rest.split_once(')').map(|(_, url)| url.trim());
    }
    let mut lines = comment.lines().map(str::trim);
    lines.next().filter(|first| first.starts_with("Page saved with SingleFile"))?;
    lines.find_map(|line| line.strip_prefix("url:")).map(str::trim)
}

/// A page without a comment in front of it.
pub(super) fn behind_comment(page: &str) -> &str {
    let behind = page.strip_prefix("<!--").and_then(|comment| comment.split_once("-->"));
    behind.map_or(page, |(_, behind)| behind.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_pages_say_from_where() {
        let chromium = "<!DOCTYPE html>\n<!-- saved from url=(0028)https://example.org/a?b=c%20 -->\n<html><head>";
        assert_eq!(address(chromium), Some("https://example.org/a?b=c%20"));
        let single = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: Wed Jul 28 2021\n--><meta charset=utf-8>";
        assert_eq!(address(single), Some("https://example.org/a"));
        for other in
            ["<html><!-- url: https://example.org/a -->", "<!-- saved from url=(0014)about:internet -->", "<!-- open"]
        {
            assert_eq!(address(other), None, "{other}");
        }
        assert_eq!(behind_comment("<!-- saved from url=(0014)about:internet -->\n<html>"), "<html>");
    }
}
