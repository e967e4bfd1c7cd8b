//! Markdown (`CommonMark`) with front matter.
//!
//! The front matter is YAML whose values are JSON: every reader of either understands them. One block is one paragraph.

use serde_json::{Value, json};

use super::flow::{lines, unwrapped};
use super::json::{list, object};
use super::weave::{Style, weave};
use super::{Layout, marks, story};
use crate::article::{Article, Block, BlockKind};
use crate::grammar::enumeration::item_mark;
use crate::span::Span;

pub(super) fn write(article: &Article, layout: Layout) -> String {
    let mut paragraphs = vec![front_matter(article)];
    paragraphs.extend(article.headline.as_ref().map(|headline| format!("# {}", inline(article, headline.span, &[]))));
    paragraphs.extend(article.deck.as_ref().map(|deck| format!("**{}**", inline(article, deck.span, &[]))));
    let blocks = story::blocks(article, layout.furniture);
    let links = marks::links(article);
    paragraphs.extend(story::runs(&blocks).filter_map(|run| paragraph(article, run, &links)));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let mut out = paragraphs.join("\n\n");
    out.push('\n');
    out
}

fn paragraph(article: &Article, run: &[&Block], links: &[marks::Mark<'_>]) -> Option<String> {
    let first = run.first()?;
    let text = inline(article, first.span, links);
    Some(match first.kind {
        BlockKind::Heading => {
            let level = usize::from(first.level.unwrap_or(2).clamp(2, 6));
            format!("{} {text}", "#".repeat(level))
        }
        BlockKind::ListItem => run.iter().map(|block| item(article, block, links)).collect::<Vec<_>>().join("\n"),
        BlockKind::Blockquote | BlockKind::Pullquote => format!("> {text}"),
        BlockKind::Table => {
            let rows: Vec<String> = run.iter().map(|block| lines(block.span.of(&article.text))).collect();
            format!("    {}", rows.join("\n").replace('\n', "\n    "))
        }
        BlockKind::Divider => "---".to_owned(),
        _ => guarded(text),
    })
}

/// An item that is printed with a mark of its own gets no second one.
fn item(article: &Article, block: &Block, links: &[marks::Mark<'_>]) -> String {
    let slice = block.span.of(&article.text);
    let mark = item_mark(slice).filter(|mark| *mark < slice.len()).unwrap_or(0);
    let (printed, rest) = slice.split_at_checked(mark).unwrap_or_default();
    let start = block.span.end() - rest.trim_start().len();
    let text = inline(article, Span::new(start, block.span.end()), links);
    let printed = printed.trim();
    let number = printed.trim_end_matches(['.', ')']);
    let is_number =
        printed.len() > number.len() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { format!("{printed} {text}") } else { format!("- {}", guarded(text)) }
}

fn inline(article: &Article, span: Span, links: &[marks::Mark<'_>]) -> String {
    const LINKS: Style = Style {
        escape,
        open: |_| "[".to_owned(),
        close: |mark| format!("]({})", address(mark.value.unwrap_or_default())),
    };
    weave(article, span, links, &LINKS)
}

/// What would be markup inside a line.
fn escape(c: char, out: &mut String) {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' => out.extend(['\\', c]),
        '&' => out.push_str("&amp;"),
        c => out.push(c),
    }
}

/// What would be markup at the start of a line.
fn guarded(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if text.starts_with(['#', '>', '+', '-', '=', '~']) {
        return format!("\\{text}");
    }
    match text.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ => text,
    }
}

/// An address that ends where it should.
fn address(href: &str) -> String {
    let escaped = |c: char| match c {
        '(' => "%28".to_owned(),
        ')' => "%29".to_owned(),
        '<' => "%3C".to_owned(),
        '>' => "%3E".to_owned(),
        c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
        c => c.to_string(),
    };
    href.trim().chars().map(escaped).collect()
}

fn front_matter(article: &Article) -> String {
    let dates = &article.dates;
    let text = |value: Option<String>| value.map_or(Value::Null, Value::from);
    let iso = |values| text(story::iso(values).map(str::to_owned));
    let rights = article.rights.as_ref();
    let texts = |texts: Vec<String>| list(texts.into_iter().map(Value::from));
    let status = article.status.as_ref();
    let matter = object([
        ("title", text(story::headline(article))),
        ("description", text(story::field(article, article.deck.as_ref()))),
        ("kicker", text(story::field(article, article.kicker.as_ref()))),
        ("authors", texts(story::authors(article))),
        ("byline", text(article.byline.as_ref().map(|byline| story::line(article, byline.span)))),
        ("dateline", text(article.dateline.as_ref().map(|dateline| story::line(article, dateline.span)))),
        ("located", text(story::located(article))),
        ("provider", text(story::provider(article))),
        ("date", iso(&dates.published)),
        ("updated", iso(&dates.modified)),
        ("created", iso(&dates.created)),
        ("embargo", iso(&dates.embargo)),
        ("expires", iso(&dates.expires)),
        ("lang", text(article.lang.as_ref().map(|lang| lang.tag.clone()))),
        ("section", texts(story::sections(article))),
        ("keywords", texts(story::keywords(article))),
        ("summary", texts(article.summary.iter().map(|point| story::line(article, point.span)).collect())),
        ("slug", text(article.slug.as_ref().map(|slug| unwrapped(slug.span.of(&article.text))))),
        ("status", status.and_then(|status| status.r#pub).map_or(Value::Null, |status| json!(status))),
        ("change", status.and_then(|status| status.change).map_or(Value::Null, |change| json!(change))),
        ("editorial_note", text(story::ed_note(article))),
        ("copyright", text(story::notice(article).or_else(|| rights.and_then(|rights| rights.holder.clone())))),
        ("usage_terms", text(rights.and_then(|rights| rights.terms.clone()))),
        ("image", text(article.media.iter().find_map(|media| media.url.clone()))),
        ("url", text(story::address(article).map(str::to_owned))),
        ("id", text(article.ids.first().map(|id| id.value.clone()))),
    ]);
    let Value::Object(members) = matter else { return String::new() };
    let line = |(name, value): (&String, &Value)| format!("{name}: {}", clean_json(value));
    let lines: Vec<String> = members.iter().map(line).collect();
    format!("---\n{}\n---", lines.join("\n"))
}

fn clean_json(value: &Value) -> String {
    super::json::document(value, Layout::default()).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_markup() {
        let mut out = String::new();
        "a*b_c [d] <e> R&D".chars().for_each(|c| escape(c, &mut out));
        assert_eq!(out, "a\\*b\\_c \\[d\\] \\<e> R&amp;D");
        assert_eq!(guarded("# one".to_owned()), "\\# one");
        assert_eq!(guarded("3. one".to_owned()), "3\\. one");
        assert_eq!(guarded("30 people".to_owned()), "30 people");
        assert_eq!(address("https://example.org/a_(b) c"), "https://example.org/a_%28b%29%20c");
    }
}
