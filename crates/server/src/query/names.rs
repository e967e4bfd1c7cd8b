//! The names of a query: which are known, and which was meant.

use axum::http::Uri;
use news_core::did_you_mean;

use super::pairs;
use crate::error::ApiError;
use crate::problems;

/// Refuses a query that names anything but `names`.
pub(crate) fn check_names(uri: &Uri, names: &[&str]) -> Result<(), ApiError> {
    let pairs = pairs(uri)?;
    let Some((unknown, _)) = pairs.iter().find(|(name, _)| !names.contains(&name.as_str())) else { return Ok(()) };
    let hint = did_you_mean(unknown, names.iter().copied());
    let hint = match hint.as_str() {
        "" if names.is_empty() => ", expected none".to_owned(),
        "" => format!(", expected one of {}", names.join(", ")),
        _ => hint,
    };
    Err(ApiError::new(problems::UNKNOWN_PARAMETER, format!("unknown query parameter \"{unknown}\"{hint}")))
}
