//! Namespaces: what a declared address or an undeclared prefix means.

use std::borrow::Cow;

use crate::generated::NAMESPACES;

/// The prefix by which the namespace of an address is known, or the address itself.
///
/// Feeds write addresses with either scheme, in any case and with any mark at the end; that much is forgiven.
pub(super) fn resolve_address(address: Cow<'_, str>) -> Cow<'_, str> {
    let bare = address.trim();
    let bare = bare.strip_prefix("http://").or_else(|| bare.strip_prefix("https://")).unwrap_or(bare);
    let bare = bare.trim_end_matches(['/', '#']);
    let found = |address: &str| NAMESPACES.binary_search_by(|row| row.address.cmp(address)).ok();
    let row = found(bare).or_else(|| found(&bare.to_ascii_lowercase())).and_then(|at| NAMESPACES.get(at));
    row.map_or(address, |row| Cow::Borrowed(row.prefix))
}

/// The namespace that a prefix stands for by convention.
pub(super) fn by_convention(prefix: &str) -> Option<&'static str> {
    NAMESPACES.iter().map(|row| row.prefix).find(|known| known.eq_ignore_ascii_case(prefix))
}
