//! The words of an address: the headline that it was made of.

/// The words in the path of an address, each by its consonants.
pub(super) struct Slug {
    words: Vec<String>,
}

impl Slug {
    pub(super) fn of(url: Option<&str>) -> Slug {
        let path = url.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split_once('/'));
        let path = path.and_then(|(_, path)| path.split(['?', '#']).next()).unwrap_or_default();
        Slug { words: words(path).take(MOST).map(String::from_iter).collect() }
    }

    /// How many of a hundred words of a headline the address has.
    pub(super) fn share(&self, headline: &str) -> usize {
        let (mut all, mut found) = (0, 0);
        for word in words(headline).take(MOST) {
            all += 1;
            found += usize::from(self.words.iter().any(|known| known.chars().eq(word.clone())));
        }
        (found * 100).checked_div(all).unwrap_or_default()
    }
}

/// The most words of an address or headline that are compared.
const MOST: usize = 64;

/// Words by their ASCII consonants and digits: addresses write `ä` as `a` or `ae` and leave accents out.
pub(super) fn words(text: &str) -> impl Iterator<Item = impl Iterator<Item = char> + Clone> {
    let kept = |c: &char| c.is_ascii_alphanumeric() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let words = text.split(|c: char| !c.is_alphanumeric());
    let bare = words.map(move |word| word.chars().map(|c| c.to_ascii_lowercase()).filter(kept));
    bare.filter(|word| word.clone().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_spells_its_headline_in_ascii() {
        let slug = Slug::of(Some("https://paper.example/lokales/muehle-in-arvan-schliesst-im-maerz-1234.html"));
        assert_eq!(slug.share("Mühle in Arvan schließt im März"), 75);
        assert_eq!(slug.share("Zweihundert ohne Arbeit"), 0);
        assert_eq!(Slug::of(None).share("Mühle in Arvan"), 0);
    }
}
