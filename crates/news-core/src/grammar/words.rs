//! Words and letters: small questions asked all over the grammar.

use crate::generated::FUNCTION_WORD_INDEX;
use crate::span::Span;

/// Splits into words at white space, with their spans.
pub(crate) fn words(text: &str, span: Span) -> impl Iterator<Item = (Span, &str)> {
    let base = span.of(text);
    base.split_whitespace().map(move |word| {
        let start = span.start() + (word.as_ptr() as usize - base.as_ptr() as usize);
        (Span::new(start, start + word.len()), word)
    })
}

/// Gives `look` the word in lower case, without an allocation for words of the usual length, without a copy for small ASCII
/// letters.
pub(crate) fn lowered<R>(word: &str, look: impl FnOnce(&str) -> R) -> R {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return look(word);
    }
    let mut buffer = [0; 96];
    match buffer.get_mut(..word.len()) {
        Some(lower) if word.is_ascii() => {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            look(std::str::from_utf8(lower).expect("ASCII stays ASCII"))
        }
        _ => match write_lowered(word, &mut buffer) {
            Some(lower) => look(lower),
            None => look(&word.to_lowercase()),
        },
    }
}

/// Writes a word in lower case, if it has room and no sigma, whose form depends on its place.
fn write_lowered<'b>(word: &str, buffer: &'b mut [u8]) -> Option<&'b str> {
    if word.contains('Σ') {
        return None;
    }
    let mut end = 0;
    let mut write = |c: char| {
        let place = buffer.get_mut(end..end + c.len_utf8())?;
        end += c.encode_utf8(place).len();
        Some(())
    };
    for c in word.chars() {
        match small(c) {
            Some(small) => write(small)?,
            None => c.to_lowercase().try_for_each(&mut write)?,
        }
    }
    std::str::from_utf8(buffer.get(..end)?).ok()
}

/// A character in lower case, where its script is one that [`is_alphanumeric`] tells by range and it is one character.
#[inline]
pub(crate) fn small(c: char) -> Option<char> {
    match c {
        '\0'..='\x7F' => Some(c.to_ascii_lowercase()),
        'à'..='ö' | 'ø'..='ÿ' | 'а'..='џ' => Some(c),
        'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => char::from_u32(u32::from(c) + 32),
        _ => is_caseless(c).then_some(c),
    }
}

/// Whether the text is this one in lower case.
pub(crate) fn is_lowered(text: &str, lower: &str) -> bool {
    text.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

/// For each small word ("the", "und", "и") of a text, the languages that have it: comma lists of BCP 47 tags.
pub(crate) fn function_words(text: &str) -> impl Iterator<Item = &'static str> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && word.len() <= 20);
    words.flat_map(|word| lowered(word, |word| FUNCTION_WORD_INDEX.rows(word))).map(|row| row.langs)
}

/// Whether every letter that has a case is upper case, and there are at least two letters.
pub(crate) fn is_all_caps(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        letters += usize::from(c.is_uppercase());
    }
    letters >= 2
}

/// Whether the word starts like a name: upper case, or a script without case.
pub(crate) fn starts_like_name(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// Whether the text ends like a sentence: a final mark, perhaps behind quotation marks and brackets.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing = ['"', '\'', '”', '’', '»', '“', ')', ']', '」', '』', '）', '›'];
    text.trim_end().trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '‥'])
}

/// Whether the text is of a script that writes no spaces between words.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether a character is a letter or a figure, as `char::is_alphanumeric` has it: the scripts that most stories are written in
/// are told by range, where the table of the standard library costs some hundred steps a letter.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' => true,
        _ => is_caseless(c) || c.is_alphanumeric(),
    }
}

/// Whether a character is a letter of Hebrew, Arabic, Georgian, kana, Han or Hangul script, which write no capitals in prose.
#[inline]
fn is_caseless(c: char) -> bool {
    matches!(c, 'א'..='ת' | 'ؠ'..='ي' | 'ა'..='ჺ' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')
}

/// How much there is to read: characters, where one of a script without spaces counts as three.
pub(crate) fn reading_length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let letters = text.chars().count();
    // Nothing of those scripts starts below U+3000. No branch, so that the compiler looks at many bytes at once.
    let is_wide = text.bytes().fold(0, u8::max) >= 0xE3;
    letters + if is_wide { 2 * text.chars().filter(|c| is_cjk(*c)).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lowered_as_the_standard_library_does() {
        for word in ["mill", "Mill", "ÜBER", "ΟΔΟΣ", "İzmir", &"Ä".repeat(60)] {
            lowered(word, |lower| assert_eq!(lower, word.to_lowercase()));
        }
    }

    #[test]
    fn letters_are_those_of_the_standard_library() {
        assert!(('\0'..=char::MAX).all(|c| is_alphanumeric(c) == c.is_alphanumeric()));
        assert!(('\0'..=char::MAX).all(|c| small(c).is_none_or(|small| c.to_lowercase().eq([small]))));
    }

    #[test]
    fn three_letters_of_latin_script_read_as_one_of_han() {
        assert_eq!([reading_length("Mühle"), reading_length("Mill"), reading_length("日本 – a")], [5, 4, 10]);
    }
}
