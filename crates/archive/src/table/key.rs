//! The key by which a person is counted across articles: the folded name, and nothing more.
//!
//! Two people of one name have one key, one person under two names (with and without a middle initial, before and after a
//! marriage, in two scripts) has two. Roles and outlet stand beside the key in every row, so that a query can look closer.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a person: `jose maria ruiz` of "José-María RUIZ".
///
/// Letters and digits in lower case, without what is combined with them (accents, dots), words parted by one space.
/// Nothing for a name of one word: a surname alone is shared by too many.
pub(super) fn person_key(name: &str) -> Option<String> {
    let letters = name.nfkd().filter(|&c| !is_combining_mark(c) && !is_apostrophe(c)).flat_map(char::to_lowercase);
    // Some capitals become a small letter and a mark: İ.
    let letters: String = letters.filter(|&c| !is_combining_mark(c)).collect();
    let words: Vec<&str> = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (words.len() > 1).then(|| words.join(" "))
}

/// `O'Neil` and `O’Neil` are one word.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::person_key;

    #[test]
    fn one_name_in_many_spellings_has_one_key() {
        for name in ["José-María RUIZ", "Jose Maria Ruiz", "JOSE\u{301} MARI\u{301}A\u{a0}Ruiz", " José  María Ruiz."]
        {
            assert_eq!(person_key(name).as_deref(), Some("jose maria ruiz"), "{name}");
        }
        assert_eq!(person_key("Tip O’Neil"), person_key("Tip O'Neil"));
        assert_eq!(person_key("İlker Ünsal").as_deref(), Some("ilker unsal"));
        assert_eq!(person_key("Анна Йованова").as_deref(), Some("анна иованова"));
    }

    #[test]
    fn one_word_is_no_key() {
        assert_eq!(person_key("Ruiz"), None);
        assert_eq!(person_key("- ’ -"), None);
    }
}
