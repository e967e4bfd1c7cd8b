//! Times as people write them.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A time: `10s`, `500ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time(pub(super) Duration);

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (number, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
        let of = match unit {
            "ms" => Duration::from_millis,
            "s" => Duration::from_secs,
            _ => return Err(format!("expected a time such as 10s or 500ms, got \"{text}\"")),
        };
        number.parse().map(|number| Time(of(number))).map_err(|error| format!("{text}: {error}"))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_millis() {
            millis if millis % 1000 == 0 => write!(f, "{}s", millis / 1000),
            millis => write!(f, "{millis}ms"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for text in ["10s", "500ms", "0s"] {
            assert_eq!(text.parse::<Time>().unwrap().to_string(), text);
        }
        for text in ["10", "s", "1.5s", "-1s", "10m", ""] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }
}
