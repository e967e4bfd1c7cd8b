//! What writers of several formats take from an article in the same way. Nothing is recognised here.

use crate::article::{
    Article, Block, BlockKind, Credit, CreditRole, Headline, Located, Spanned, Term, TermRole, TimeValue,
};
use crate::span::Span;

use super::flow::{is_forbidden, unwrapped};

/// The text of a span on one line.
pub(super) fn line(article: &Article, span: Span) -> String {
    unwrapped(span.of(&article.text))
}

/// The text of a field on one line.
pub(super) fn field(article: &Article, field: Option<&Spanned>) -> Option<String> {
    field.map(|field| line(article, field.span))
}

/// The headline on one line.
pub(super) fn headline(article: &Article) -> Option<String> {
    article.headline.as_ref().map(|Headline { span, .. }| line(article, *span))
}

/// A value of a carrier, without control characters.
pub(super) fn value(text: &str) -> String {
    text.chars().filter(|c| !is_forbidden(*c)).collect()
}

/// The identifier of the item where a format must have one: [`known_uri`], else one made from the text, which is the same for
/// the same text (RFC 9562, version 8).
pub(super) fn uri(article: &Article) -> String {
    known_uri(article).unwrap_or_else(|| uuid(&article.text))
}

/// The first identifier that is an address or URN.
pub(super) fn known_uri(article: &Article) -> Option<String> {
    const KINDS: &[&str] = &["guid", "canonical", "url"];
    let of_kind = |kind: &&str| article.ids.iter().find(|id| id.kind == **kind && is_uri(&id.value));
    let known = KINDS.iter().find_map(of_kind).or_else(|| article.ids.iter().find(|id| is_uri(&id.value)));
    known.map(|id| id.value.clone()).or_else(|| article.source.uri.clone().filter(|uri| is_uri(uri)))
}

/// Where a reader finds the story.
pub(super) fn address(article: &Article) -> Option<&str> {
    let of_kind = |kind: &str| article.ids.iter().find(|id| id.kind == kind && id.value.starts_with("http"));
    of_kind("canonical").or_else(|| of_kind("url")).map(|id| id.value.as_str())
}

/// The identifiers beside [`uri`].
pub(super) fn other_ids(article: &Article) -> Vec<(&str, String)> {
    let uri = known_uri(article).unwrap_or_default();
    let others = article.ids.iter().filter(|id| id.value != uri);
    others.map(|id| (id.kind.as_str(), value(&id.value))).collect()
}

/// A scheme, and nothing that an address may not hold (RFC 3986).
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let is_allowed = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']')
    };
    let escapes =
        rest.split('%').skip(1).all(|part| part.len() > 1 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()));
    is_scheme && !rest.is_empty() && rest.chars().all(is_allowed) && escapes && rest.matches('#').count() < 2
}

/// A version 8 UUID of a text: FNV-1a, 128 bits, with the version and variant bits set.
fn uuid(text: &str) -> String {
    const BASIS: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let hash = text.bytes().fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    let bits = hash & !(0xF << 76) & !(0b11 << 62) | 0x8 << 76 | 0b10 << 62;
    let field = |shift: u32, digits: u32| bits >> shift & ((1 << (4 * digits)) - 1);
    format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        field(96, 8),
        field(80, 4),
        field(64, 4),
        field(48, 4),
        field(0, 12)
    )
}

/// The best value of a date as ISO 8601.
pub(super) fn iso(values: &[TimeValue]) -> Option<&str> {
    values.iter().find_map(|value| value.iso.as_deref())
}

/// As [`iso`], of a value that the carrier gives and the text does not print.
pub(super) fn given_iso(values: &[TimeValue]) -> Option<&str> {
    values.iter().filter(|value| value.span.is_none()).find_map(|value| value.iso.as_deref())
}

/// The best value that has day, time and zone, as RFC 3339 wants it.
pub(super) fn moment(values: &[TimeValue]) -> Option<String> {
    values.iter().filter_map(|value| value.iso.as_deref()).find_map(rfc3339)
}

/// `2021-07-28T10:30Z` with its seconds; nothing for a day or a time without a zone, because neither is made up.
fn rfc3339(iso: &str) -> Option<String> {
    let (day, time) = iso.split_once('T').filter(|(day, _)| day.len() == 10)?;
    let zone_at = time.find(['Z', '+', '-'])?;
    let (clock, zone) = time.split_at_checked(zone_at)?;
    let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
    let zone = match zone.len() {
        5 => format!("{}:{}", zone.get(..3)?, zone.get(3..)?),
        3 => format!("{zone}:00"),
        _ => zone.to_owned(),
    };
    (clock.len() >= 8).then(|| format!("{day}T{clock}{zone}"))
}

/// The names of the houses credited in a role.
pub(super) fn credited(article: &Article, role: CreditRole) -> Vec<&Credit> {
    article.credit.iter().filter(|credit| credit.role == role).collect()
}

/// The house that sends the item: as its header says, else as the copy is signed.
pub(super) fn provider(article: &Article) -> Option<String> {
    const ROLES: [CreditRole; 3] = [CreditRole::Provider, CreditRole::Agency, CreditRole::Publisher];
    let first = |role| credited(article, role).first().map(|credit| value(&credit.name));
    ROLES.into_iter().find_map(first)
}

/// The terms of a role.
pub(super) fn terms(article: &Article, role: TermRole) -> impl Iterator<Item = &Term> {
    article.terms.iter().filter(move |term| term.role == Some(role))
}

/// The words to find a story by: keywords, and terms of which no role is known.
pub(super) fn keywords(article: &Article) -> Vec<String> {
    let words = article.terms.iter().filter(|term| matches!(term.role, None | Some(TermRole::Keyword)));
    words.map(|term| value(&term.name)).collect()
}

/// The section labels from the widest to the narrowest.
pub(super) fn sections(article: &Article) -> Vec<String> {
    let printed = article.section.iter().map(|section| line(article, section.span));
    let filed = terms(article, TermRole::Section).map(|term| value(&term.name));
    printed.chain(filed).fold(Vec::new(), |mut sections, section| {
        if !sections.contains(&section) {
            sections.push(section);
        }
        sections
    })
}

/// The names of the authors as printed, on one line each.
pub(super) fn authors(article: &Article) -> Vec<String> {
    article.byline.iter().flat_map(|byline| &byline.authors).map(|author| line(article, author.span)).collect()
}

/// The place of filing: of the header, else of the dateline.
pub(super) fn located(article: &Article) -> Option<String> {
    let given = article.located.first().map(|Located { name, .. }| value(name));
    let printed = || article.dateline.as_ref()?.places.first().map(|place| line(article, place.span));
    given.or_else(printed)
}

/// The note to other desks.
pub(super) fn ed_note(article: &Article) -> Option<String> {
    field(article, article.status.as_ref()?.ed_note.as_ref())
}

/// The copyright line.
pub(super) fn notice(article: &Article) -> Option<String> {
    article.rights.as_ref()?.span.map(|span| line(article, span))
}

/// The blocks to be written, and with `furniture` every other block in its place.
pub(super) fn blocks(article: &Article, furniture: bool) -> Vec<&Block> {
    if furniture { article.blocks() } else { article.body.iter().collect() }
}

/// Runs of blocks that belong together: the items of a list, the rows of a table.
pub(super) fn runs<'a, 'b>(blocks: &'a [&'b Block]) -> impl Iterator<Item = &'a [&'b Block]> {
    blocks.chunk_by(|a, b| a.kind == b.kind && matches!(a.kind, BlockKind::ListItem | BlockKind::Table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_names() {
        for good in ["https://example.org/a?b=c#d", "urn:newsml:example.org:20210728:1", "tag:example.org,2021:%C3%A9"]
        {
            assert!(is_uri(good), "{good}");
        }
        for bad in ["L1N14N0FF", "a b:c", "https://example.org/a b", "c:\\wire", "urn:", "x:%zz", "tag:é"] {
            assert!(!is_uri(bad), "{bad}");
        }
    }

    #[test]
    fn a_text_has_one_uuid() {
        assert_eq!(uuid(""), "urn:uuid:6c62272e-07bb-8142-a2b8-21756295c58d");
        assert_ne!(uuid("a"), uuid("b"));
    }

    #[test]
    fn no_time_and_no_zone_is_made_up() {
        assert_eq!(rfc3339("2021-07-28T10:30Z").as_deref(), Some("2021-07-28T10:30:00Z"));
        assert_eq!(rfc3339("2021-07-28T10:30:15+0200").as_deref(), Some("2021-07-28T10:30:15+02:00"));
        assert_eq!(rfc3339("2021-07-28T10:30:15.5-03:00").as_deref(), Some("2021-07-28T10:30:15.5-03:00"));
        for open in ["2021-07-28", "2021-07-28T10:30", "2021-07"] {
            assert_eq!(rfc3339(open), None, "{open}");
        }
    }
}
