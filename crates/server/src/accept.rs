//! The `Accept` header: in which of several forms an answer goes out.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

use crate::error::ApiError;
use crate::problems;

/// The type that the client likes best of those `offered` (RFC 9110, 12.5.1); the first without a preference.
pub(crate) fn choose(headers: &HeaderMap, offered: &[&'static str]) -> Result<&'static str, ApiError> {
    let lines: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let accept = lines.join(",");
    let ranges: Vec<Range<'_>> = accept.split(',').filter_map(Range::read).collect();
    let accepted = || {
        let weighted = offered.iter().map(|media_type| (weight(&ranges, media_type), *media_type));
        // Of equal weights the first offered.
        weighted.rev().filter(|(weight, _)| *weight > 0).max_by_key(|(weight, _)| *weight)
    };
    let first = if ranges.is_empty() { offered.first().copied() } else { accepted().map(|(_, media_type)| media_type) };
    first.ok_or_else(|| {
        let detail = format!("Accept: expected one of {}, got \"{accept}\"", offered.join(", "));
        ApiError::new(problems::NOT_ACCEPTABLE, detail)
    })
}

/// One media range of the header.
struct Range<'a> {
    media_type: &'a str,
    /// Thousandths.
    weight: u32,
}

impl Range<'_> {
    fn read(text: &str) -> Option<Range<'_>> {
        let mut parts = text.split(';').map(str::trim);
        let media_type = parts.next().filter(|name| !name.is_empty())?;
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        Some(Range { media_type, weight: quality.map_or(1000, thousandths) })
    }

    /// How exactly the range names a type; nothing if it does not.
    fn names(&self, media_type: &str) -> Option<u8> {
        let group = self.media_type.strip_suffix("/*");
        match group {
            _ if self.media_type.eq_ignore_ascii_case(media_type) => Some(2),
            Some("*") => Some(0),
            Some(group) => {
                media_type.split('/').next().is_some_and(|start| start.eq_ignore_ascii_case(group)).then_some(1)
            }
            None => None,
        }
    }
}

/// The weight of the range that names a type most exactly.
fn weight(ranges: &[Range<'_>], media_type: &str) -> u32 {
    let named = ranges.iter().filter_map(|range| Some((range.names(media_type)?, range.weight)));
    named.max_by_key(|(exactness, _)| *exactness).map_or(0, |(_, weight)| weight)
}

/// `0.5` as 500; what is no number counts as nothing asked.
fn thousandths(quality: &str) -> u32 {
    let (whole, part) = quality.split_once('.').unwrap_or((quality, ""));
    let digits = format!("{whole}{part:0<3}");
    digits.get(..whole.len() + 3).and_then(|digits| digits.parse().ok()).map_or(1000, |weight: u32| weight.min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: &[&str] = &["application/json", "application/x-ndjson", "text/csv"];

    fn chosen(accept: &str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        choose(&headers, OFFERED).ok()
    }

    #[test]
    fn the_best_liked_type_is_given() {
        assert_eq!(choose(&HeaderMap::new(), OFFERED).ok(), Some("application/json"));
        assert_eq!(chosen("*/*"), Some("application/json"));
        assert_eq!(chosen("text/csv"), Some("text/csv"));
        assert_eq!(chosen("Text/*, application/json;q=0.5"), Some("text/csv"));
        assert_eq!(chosen("application/x-ndjson; q=0.4, application/json;q=0.35"), Some("application/x-ndjson"));
        assert_eq!(chosen("application/*;q=0.1, application/json;q=0"), Some("application/x-ndjson"));
        assert_eq!(chosen("text/html"), None);
        assert_eq!(chosen("text/csv;q=0"), None);
    }
}
