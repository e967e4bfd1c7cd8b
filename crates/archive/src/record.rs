//! What a run writes for one article.

use news_core::Article;
use sha2::{Digest, Sha256};

use crate::fingerprint::Fingerprint;
use crate::hex::hex;

/// An article with where it came from.
#[derive(Clone, Debug)]
pub struct Record {
    /// Names the article in this archive: the same input, place and number give the same id.
    pub id: String,
    /// The input as given: a path or an address.
    pub input: String,
    /// First byte of the item in the input as it is stored; of a compressed WARC the start of its member.
    pub offset: u64,
    /// Which story of the item, from 0.
    pub n: u32,
    /// The address of the article, as its carrier says.
    pub url: Option<String>,
    /// What the words of the article are known by.
    pub fingerprint: Fingerprint,
    /// The article; `source.retrieved` holds when a crawler fetched it.
    pub article: Article,
}

impl Record {
    /// A record of the `n`th story of the item at `offset`.
    pub fn new(input: &str, offset: u64, n: u32, url: Option<String>, article: Article) -> Self {
        let fingerprint = Fingerprint::of(&article);
        Record { id: id(input, offset, n), input: input.to_owned(), offset, n, url, fingerprint, article }
    }
}

/// 64 bits of a digest over what tells one record from another.
fn id(input: &str, offset: u64, n: u32) -> String {
    let digest = Sha256::digest(format!("{input}\0{offset}\0{n}"));
    hex(&digest[..8])
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_tell_input_place_and_number_apart() {
        let ids = [id("a", 1, 0), id("a", 1, 1), id("a", 10, 0), id("a1", 0, 0)];
        assert_eq!(ids[0], id("a", 1, 0));
        assert!(ids.iter().all(|id| id.len() == 16));
        assert!((1..4).all(|n| !ids[..n].contains(&ids[n])), "{ids:?}");
    }
}
