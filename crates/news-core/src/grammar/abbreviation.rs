//! Short forms, the words of long forms, and whether the letters of one stand for the other.

use super::words::lowered;
pub(crate) use crate::generated::Abbreviation;
use crate::generated::{ABBREVIATION_INDEX, DEFINITION_INDEX, FUNCTION_WORD_INDEX, MONTH_INDEX};
use crate::span::Span;

/// The most characters of a short form.
const MOST: usize = 12;

/// The letters and digits of a short form in lower case, without accents, stops and a plural s; or nothing if the word
/// cannot be one: at least two letters in upper case, or one and a digit (`SCO`, `BaFin`, `MOUs`, `XDR-TB`, `G7`), no number
/// in Roman letters, no party with its state (`D-Vt`).
pub(crate) fn letters(word: &str) -> Option<String> {
    let (mut uppers, mut lowers, mut roman) = (0, 0, true);
    if word.len() > 2 * MOST || word.starts_with(|c: char| !c.is_uppercase()) {
        return None;
    }
    for c in word.chars() {
        if !c.is_alphanumeric() && !matches!(c, '.' | '&' | '-' | '/') {
            return None;
        }
        uppers += usize::from(c.is_uppercase());
        lowers = if c.is_lowercase() { lowers + 1 } else { 0 };
        roman &= matches!(c, 'I' | 'V' | 'X');
        if lowers > 2 {
            return None;
        }
    }
    // "CFBK.O" is how an exchange lists a share.
    let is_listed = word.contains('.') && word.split('.').any(|piece| piece.chars().count() > 2);
    let is_numbered = uppers == 1 && word.len() <= 3 && word.ends_with(|c: char| c.is_ascii_digit());
    if is_listed
        || (uppers < 2 && !is_numbered)
        || roman
        || ["D-", "R-", "I-"].iter().any(|party| word.starts_with(party))
    {
        return None;
    }
    let letters: String = folded(singular(word).unwrap_or(word)).filter(|c| c.is_alphanumeric()).collect();
    (letters.chars().count() <= MOST).then_some(letters)
}

/// A short form without its plural s: `MOUs`.
fn singular(word: &str) -> Option<&str> {
    word.strip_suffix('s').filter(|word| word.ends_with(char::is_uppercase))
}

/// A word of a long form, or a piece of one: `l'Elettricità` and `drug-resistant` have two.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) span: Span,
    weight: Weight,
    pub(crate) is_upper: bool,
    /// A later piece of a word with hyphens, where no long form starts.
    pub(crate) is_inner: bool,
    /// Behind a comma or a possessive: "Spain's General Union".
    pub(crate) is_parted: bool,
}

/// Whether a word of a long form gives a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Full,
    /// A small word, which may give none.
    Small,
    /// The form of a company, which gives none: `Ltd`.
    Suffix,
}

impl Part {
    pub(crate) fn is_small(&self) -> bool {
        self.weight == Weight::Small
    }

    pub(crate) fn is_suffix(&self) -> bool {
        self.weight == Weight::Suffix
    }
}

/// Splits a word at hyphens, slashes, dots and elisions, the possessive ending left out.
pub(crate) fn parts(text: &str, word: Span, to: &mut Vec<Part>) {
    let (mut start, mut is_inner) = (word.start(), false);
    for (at, c) in word.of(text).char_indices() {
        let elides = matches!(c, '\'' | '’') && at <= 5 && word.len() > at + 3;
        let joins = matches!(c, '-' | '‐' | '‑' | '/' | '.' | '&');
        if elides || joins {
            push(text, Span::new(start, word.start() + at), is_inner || joins, is_inner, to);
            start = word.start() + at + c.len_utf8();
            is_inner = joins;
        }
    }
    push(text, Span::new(start, word.end()), is_inner, is_inner, to);
}

/// A piece of a compound (`non-`, `-osake-`) is no small word, however small.
fn push(text: &str, span: Span, is_compound: bool, is_inner: bool, to: &mut Vec<Part>) {
    let word = span.of(text);
    let Some(first) = word.chars().next() else { return };
    let short = || first.is_lowercase() && word.chars().count() <= 2;
    let small = || short() || lowered(word, |word| !FUNCTION_WORD_INDEX.rows(word).is_empty());
    let weight = match word {
        _ if word.len() > 1 && has_role(word, "suffix") => Weight::Suffix,
        _ if !is_compound && small() => Weight::Small,
        _ => Weight::Full,
    };
    to.push(Part { span, weight, is_upper: first.is_uppercase(), is_inner, is_parted: false });
}

/// Whether the table of words around definitions has it in this role.
pub(crate) fn has_role(word: &str, role: &str) -> bool {
    word.len() <= 60 && lowered(word, |word| DEFINITION_INDEX.rows(word).iter().any(|row| row.role == role))
}

/// Whether the word is a month, spelled out or cut.
pub(crate) fn is_month(word: &str) -> bool {
    lowered(word, |word| !MONTH_INDEX.rows(word).is_empty())
}

/// What a way to read the letters from the words costs.
type Cost = u32;
/// A word that gives no letter.
const SKIPPED: Cost = 3;
/// A letter from inside a word, and one right behind the letter before.
const INNER: Cost = 2;
const NEXT: Cost = 1;
const IMPOSSIBLE: Cost = 1000;

/// The part at which the long form starts whose end the last part is, and the cost; `None` where the letters do not fit.
///
/// Every letter starts a word or stands inside the word that the letter before stands in; the first one starts the first
/// word. Small words and forms of companies may be skipped freely, others at a cost: `CDC` is "Centers for Disease Control
/// and Prevention". Schwartz and Hearst (2003) read letters from right to left and so often lose the first words of a
/// name; here the cheapest of all readings wins. Time is letters times parts, both bounded by the caller.
pub(crate) fn align(text: &str, parts: &[Part], letters: &str) -> Option<(usize, Cost)> {
    let letters: Vec<char> = letters.chars().collect();
    let most = match letters.len() {
        0 | 1 => return None,
        2 => 2,
        3 => 4,
        4 => 6,
        many => Cost::try_from(many).unwrap_or(IMPOSSIBLE) + 3,
    };
    // `rest[n]`: the least cost to read the letters from the n-th on from the parts behind the current one.
    let mut rest = vec![IMPOSSIBLE; letters.len() + 1];
    rest.last_mut().into_iter().for_each(|cost| *cost = 0);
    let mut best: Option<(usize, Cost)> = None;
    // In a name, words in lower case rarely give a letter.
    let is_name = parts.iter().rev().find(|part| !part.is_suffix()).is_some_and(|part| part.is_upper);
    for (at, part) in parts.iter().enumerate().rev() {
        let skip = match part {
            // No long form ends with a small word.
            _ if part.is_small() && at + 1 == parts.len() => IMPOSSIBLE,
            _ if part.is_small() || part.is_suffix() => 0,
            _ if part.is_inner => NEXT,
            _ => SKIPPED,
        };
        let lower = if is_name && !part.is_upper && !part.is_small() && !part.is_inner { INNER } else { 0 };
        let mut here: Vec<Cost> = rest.iter().map(|cost| cost + skip).collect();
        for (n, cost) in here.iter_mut().enumerate() {
            let used = read(text, part, letters.get(n..).unwrap_or_default(), rest.get(n..).unwrap_or_default());
            let used = used + lower;
            *cost = (*cost).min(used);
            // Three letters stand in nearly every long word somewhere.
            let is_loose = at + 1 == parts.len() && letters.len() == 3 && used >= 4 && part.span.len() <= 12;
            let opens = n == 0 && !is_loose && !part.is_inner && (!part.is_small() || part.is_upper);
            if opens && used <= most && best.is_none_or(|(_, least)| used < least) {
                best = Some((at, used));
            }
        }
        rest = here;
    }
    best
}

/// The least cost to read the first of these letters, and as many more as fit, from a part; `rest` are the costs behind it.
fn read(text: &str, part: &Part, letters: &[char], rest: &[Cost]) -> Cost {
    let word = part.span.of(text);
    let mut chars = folded(word).zip(word.chars());
    let (Some(&wanted), Some((first, _))) = (letters.first(), chars.next()) else { return IMPOSSIBLE };
    // "XDR" is "extremely drug-resistant".
    let starts = wanted == first || (wanted == 'x' && first == 'e' && chars.next().is_some_and(|(c, _)| c == 'x'));
    if !starts {
        return IMPOSSIBLE;
    }
    let mut cost = Cost::from(part.is_small());
    let mut least = cost + rest.get(1).copied().unwrap_or(IMPOSSIBLE);
    for (n, wanted) in letters.iter().enumerate().skip(1) {
        let mut gap = 0;
        let Some((_, original)) = chars.by_ref().inspect(|_| gap += 1).find(|(c, _)| c == wanted) else { break };
        cost += if !original.is_lowercase() {
            0
        } else if gap == 1 {
            NEXT
        } else {
            INNER
        };
        least = least.min(cost + rest.get(n + 1).copied().unwrap_or(IMPOSSIBLE));
    }
    least
}

/// Where the long form starts if the last words have the same initials in another order, as a short form of another
/// language has them: `MDP`, "Popular Democratic Movement".
pub(crate) fn shuffled(text: &str, parts: &[Part], letters: &str) -> Option<usize> {
    let wanted = letters.chars().count();
    let counts = |part: &&Part| !part.is_small() && !part.is_suffix();
    let chosen: Vec<(usize, &Part)> =
        parts.iter().enumerate().rev().filter(|(_, part)| counts(part)).take(wanted).collect();
    let start = chosen.last()?.0;
    if wanted < 3 || (wanted == 3 && chosen.iter().any(|(_, part)| !part.is_upper)) {
        return None;
    }
    let mut initials: Vec<char> = chosen.iter().filter_map(|(_, part)| folded(part.span.of(text)).next()).collect();
    let mut letters: Vec<char> = letters.chars().collect();
    initials.sort_unstable();
    letters.sort_unstable();
    (initials == letters).then_some(start)
}

/// Where the last words start if they name a body: `Institute for Economic Research`.
pub(crate) fn body(text: &str, parts: &[Part]) -> Option<usize> {
    let named = |part: &Part| part.is_upper || part.is_suffix() || joins_names(part.span.of(text), part);
    let mut run = parts.iter().rev().take_while(|part| named(part)).count();
    // The first word behind the last comma is as far as the name reaches back.
    run = parts.iter().rev().take(run).position(|part| part.is_parted).map_or(run, |parted| parted + 1);
    let run = parts.get(parts.len() - run..)?;
    let lead = run.iter().take_while(|part| part.is_small() || !part.is_upper).count();
    let name = run.get(lead..)?;
    let tells = name.iter().any(|part| has_role(part.span.of(text), "body"));
    let words = name.iter().filter(|part| !part.is_small()).count();
    (tells && words >= 2).then_some(parts.len() - name.len())
}

/// Whether a small word may stand inside a name: `of`, `für`; not verbs and pronouns that are as small.
pub(crate) fn joins_names(word: &str, part: &Part) -> bool {
    part.is_small() && !matches!(word, "said" | "that" | "is" | "was" | "were" | "has" | "he" | "it" | "from" | "as")
}

/// The known abbreviations that a word is, in any number: `UN`, `U.N`, `NGOs`.
pub(crate) fn known(word: &str) -> &'static [Abbreviation] {
    let find = |word: &str| {
        let rows = ABBREVIATION_INDEX.rows(word);
        singular(word).filter(|_| rows.is_empty()).map_or(rows, |word| ABBREVIATION_INDEX.rows(word))
    };
    if word.contains('.') { find(&word.replace('.', "")) } else { find(word) }
}

/// Where the last words start if they are this long form, however it is accented and spelled (`-ise`, `-ize`).
pub(crate) fn ends_with(text: &str, parts: &[Part], long: &str) -> Option<usize> {
    let mut wanted = Vec::new();
    long.split_whitespace().for_each(|word| {
        let start = word.as_ptr() as usize - long.as_ptr() as usize;
        self::parts(long, Span::new(start, start + word.len()), &mut wanted);
    });
    let start = parts.len().checked_sub(wanted.len())?;
    let spelled = |word: &'_ str| -> String {
        folded(word).filter(|c| c.is_alphanumeric()).map(|c| if c == 'z' { 's' } else { c }).collect()
    };
    let same = |(part, wanted): (&Part, &Part)| spelled(part.span.of(text)) == spelled(wanted.span.of(long));
    (!wanted.is_empty() && parts.get(start..)?.iter().zip(&wanted).all(same)).then_some(start)
}

/// Lower case, without the accents of Latin letters.
pub(crate) fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars().map(|c| match c.to_lowercase().next().unwrap_or(c) {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ź' | 'ż' | 'ž' => 'z',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long<'a>(text: &'a str, short: &str) -> Option<&'a str> {
        let mut all = Vec::new();
        for (span, _) in super::super::words::words(text, Span::new(0, text.len())) {
            parts(text, span, &mut all);
        }
        let (start, _) = align(text, &all, &letters(short)?)?;
        text.get(all[start].span.start()..)
    }

    #[test]
    fn letters_stand_for_words() {
        assert_eq!(long("at the Ruritanian Bureau of Marine Affairs", "BMA"), Some("Bureau of Marine Affairs"));
        assert_eq!(
            long("the Office for Ports, Docks and Ferries", "OPDF"),
            Some("Office for Ports, Docks and Ferries")
        );
        assert_eq!(long("many small river-going boats", "RGBs"), Some("river-going boats"));
        assert_eq!(long("die Bundesanstalt für Hafenaufsicht", "BaHaf"), Some("Bundesanstalt für Hafenaufsicht"));
        assert_eq!(long("la Caisse d’Épargne du Port", "CEP"), Some("Caisse d’Épargne du Port"));
        assert_eq!(long("in Ottersund, Kentucky", "WOKT"), None);
        assert_eq!(long("and Senator Dana Virt", "D-Vt"), None);
    }

    #[test]
    fn words_of_prose_are_no_short_forms() {
        for word in ["Texas", "left", "54", "1970s", "XIV", "R-Ohio", "Sales", "iPhone"] {
            assert_eq!(letters(word), None, "{word}");
        }
        assert_eq!(letters("MOUs").as_deref(), Some("mou"));
        assert_eq!(letters("K-o-P").as_deref(), Some("kop"));
    }
}
