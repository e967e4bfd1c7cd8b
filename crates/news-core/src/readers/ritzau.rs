//! The XML of Ritzau: flat elements, the body as escaped HTML. All of it is rows of `data/wire_fields.tsv`.
//!
//! Times carry no zone and get none; they are those of Copenhagen.

use super::Item;
use super::header::Header;
use super::markup;
use super::nitf;
use super::parts::{find_lead, settle, take_shown_headline};
use crate::article::ItemClass;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::source::Source;
use crate::xml;

/// The root element.
const ROOT: &str = "RBNews";

pub(super) fn sniff(text: &str) -> bool {
    xml::root_name(text) == Some(ROOT)
}

pub(super) fn read(source: &Source<'_>, _: &Options) -> Result<Vec<Item>, Error> {
    let document = xml::parse(&source.text)?;
    let Some(root) = document.root().filter(|root| document.name(*root) == ROOT) else {
        return Err(Error::new(ErrorKind::NoArticle, "ritzau: found no <RBNews>, the root is another element"));
    };
    let mut draft = Draft::pieced(source, "ritzau");
    nitf::note_repairs(&document, &mut draft);
    draft.article.item_class = Some(ItemClass::Text);
    let mut header = Header::new(&document);
    header.gather("ritzau", root, &[]);
    header.write_values(&mut draft);
    header.write_front("", &mut draft);
    for value in header.all("html") {
        markup::read_html(&document.carried(value.node), &mut draft);
    }
    take_shown_headline(&mut draft);
    find_lead(&mut draft);
    settle(&mut draft);
    Ok(vec![Item::Draft(Box::new(draft))])
}
