//! Numbers as copy writes them, and the words that make amounts of them.

use crate::generated::AMOUNT_WORD_INDEX;
pub(crate) use crate::generated::AmountWord;
use crate::grammar::words::lowered;

/// A number: figures and how many of them stand behind the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    digits: u64,
    decimals: u32,
}

impl Number {
    pub(crate) fn whole(value: u64) -> Self {
        Number { digits: value, decimals: 0 }
    }

    /// The number with three more figures: `1 500` of two words.
    pub(crate) fn with_group(self, group: u64) -> Option<Self> {
        Some(Number { digits: self.digits.checked_mul(1000)?.checked_add(group)?, ..self })
    }

    /// The number with so many zeros more; none if no one writes such numbers.
    pub(crate) fn times_ten(self, zeros: u32) -> Option<Self> {
        let decimals = self.decimals.saturating_sub(zeros);
        let zeros = zeros.saturating_sub(self.decimals);
        Some(Number { digits: self.digits.checked_mul(10_u64.checked_pow(zeros)?)?, decimals })
    }

    /// Its value. Figures beyond the fifteenth are lost, as in every record.
    pub(crate) fn value(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "amounts of copy have fewer figures than a double holds")]
        let digits = self.digits as f64;
        digits / 10_f64.powi(i32::try_from(self.decimals).unwrap_or(i32::MAX))
    }
}

/// Reads `3.5`, `1,200`, `1.200,50`; which mark parts thousands is told by the language where the figures do not tell.
pub(crate) fn number(word: &str, lang: &str) -> Option<Number> {
    let english = lang.starts_with("en") || lang.starts_with("zh");
    let (group, decimal) = if english { (',', '.') } else { ('.', ',') };
    let marks = word.matches(['.', ',']).count();
    let last = word.rfind(['.', ',']);
    let behind = last.map_or(0, |at| word.len() - at - 1);
    // "3.5" in German copy and "3,5" in English: two figures behind a mark are no group.
    let is_decimal = last.is_some_and(|at| {
        let mark = word.get(at..).and_then(|rest| rest.chars().next());
        (mark == Some(decimal) || behind != 3) && (marks == 1 || word.matches(group).count() + 1 == marks)
    });
    let decimals = if is_decimal { behind } else { 0 };
    let mut digits = 0_u64;
    for c in word.chars().filter(|c| !matches!(c, '.' | ',')) {
        digits = digits.checked_mul(10)?.checked_add(u64::from(super::cursor::digit(c)?))?;
    }
    let is_number = word.starts_with(|c: char| c.is_numeric()) && decimals <= 6;
    is_number.then_some(Number { digits, decimals: u32::try_from(decimals).ok()? })
}

/// The row of a word of amounts in a language, if it has one of the roles.
pub(crate) fn amount_word(word: &str, lang: &str, roles: &[&str]) -> Option<&'static AmountWord> {
    if !AMOUNT_WORD_INDEX.may_hold(word) {
        return None;
    }
    let fits = |row: &&AmountWord| roles.contains(&row.role) && row.langs.split(',').any(|one| lang.starts_with(one));
    lowered(word, |word| AMOUNT_WORD_INDEX.rows(word).iter().find(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_value() {
        let read = |word: &str, lang: &str| number(word, lang).map(|number| number.value().to_string());
        for (word, lang, value) in [
            ("1,200", "en", "1200"),
            ("3.5", "en", "3.5"),
            ("1,234,567.89", "en", "1234567.89"),
            ("1.200", "de", "1200"),
            ("3,5", "de", "3.5"),
            ("1.234.567,89", "de", "1234567.89"),
            ("12", "fr", "12"),
            ("2.75", "es", "2.75"),
        ] {
            assert_eq!(read(word, lang).as_deref(), Some(value), "{word} in {lang}");
        }
        assert_eq!(number("12th", "en"), None);
        assert_eq!(number("99999999999999999999999", "en"), None);
        assert_eq!(number("3.5", "en").and_then(|n| n.times_ten(9)).map(Number::value), Some(3_500_000_000.0));
    }
}
