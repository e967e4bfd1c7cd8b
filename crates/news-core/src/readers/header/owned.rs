//! Values of a header that no story prints: identifiers, dates, state, rights, houses, terms.

use super::{Header, Value, credit_name, term};
use crate::article::{Change, Credit, CreditRole, Id, ItemClass, Lang, PubStatus, Related, Term, TermRole, TimeValue};
use crate::draft::Draft;
use crate::grammar::moment;

impl Header<'_, '_> {
    /// Writes all values.
    pub(in crate::readers) fn write_values(&self, draft: &mut Draft) {
        for (field, value) in &self.values {
            self.write_value(field, *value, draft);
        }
        settle_release(draft);
    }

    fn write_value(&self, field: &str, value: Value, draft: &mut Draft) {
        if let Some(role) = term_role(field) {
            self.add_term(value, role, draft);
        } else if let Some(role) = credit_role(field) {
            self.add_credit(value, role, draft);
        } else if matches!(field, "holder" | "owner") {
            let name = if value.attribute.is_some() { self.text(value) } else { self.house(value) };
            let rights = draft.article.rights.get_or_insert_default();
            rights.holder = rights.holder.take().or(name);
        } else if field == "event_place" {
            self.add_places(value, draft);
        } else if field == "related" {
            self.add_related(value, draft);
        } else if let Some(text) = self.text(value) {
            if is_date(field) {
                self.add_date(field, value, &text, draft);
            } else {
                self.write_text(field, value, text, draft);
            }
        }
    }

    fn write_text(&self, field: &str, value: Value, text: String, draft: &mut Draft) {
        let article = &mut draft.article;
        match field {
            "guid" => article.ids.push(Id { kind: "guid".to_owned(), value: text }),
            "alt_id" => article.ids.push(Id { kind: "alt".to_owned(), value: text }),
            "version" => {
                let status = article.status.get_or_insert_default();
                status.version = status.version.or_else(|| text.parse().ok());
            }
            "class" => article.item_class = article.item_class.or_else(|| item_class(&text)),
            "lang" => article.lang = article.lang.take().or(Some(Lang { tag: text, confidence: None })),
            "urgency" => {
                let urgency = text.parse().ok().filter(|urgency| (1..=9).contains(urgency));
                let status = article.status.get_or_insert_default();
                status.priority = status.priority.or(urgency);
            }
            "pub_status" => {
                if let Some(found) = pub_status(&text) {
                    let status = article.status.get_or_insert_default();
                    status.r#pub = Some(found);
                    status.change = if found == PubStatus::Canceled { Some(Change::Kill) } else { status.change };
                }
            }
            "canceled" if text == "true" => {
                let status = article.status.get_or_insert_default();
                (status.r#pub, status.change) = (Some(PubStatus::Canceled), Some(Change::Kill));
            }
            "corrected" if text == "true" => article.status.get_or_insert_default().change = Some(Change::Correction),
            "signal" => {
                if let Some(change) = signal(&text) {
                    article.status.get_or_insert_default().change = Some(change);
                }
            }
            "year" => {
                let year = text.get(..4).and_then(|year| year.parse().ok());
                article.rights.get_or_insert_default().year = year;
            }
            "usage" => {
                let terms = &mut article.rights.get_or_insert_default().terms;
                // Attributes each say another thing; elements repeat it in other languages.
                *terms = match terms.take() {
                    Some(before) if value.attribute.is_some() => Some(format!("{before} {text}")),
                    before => before.or(Some(text)),
                };
            }
            "word_count" => article.word_count = article.word_count.or_else(|| text.parse().ok()),
            "length" => {
                let unit = self.document.value(value.node, "unit-of-measure");
                let words = text.parse().ok().filter(|_| unit.as_deref() == Some("word"));
                article.word_count = article.word_count.or(words);
            }
            "supersedes" => {
                article.related.push(Related {
                    rel: "supersedes".to_owned(),
                    target: text,
                    version: None,
                    title: None,
                });
            }
            _ => {}
        }
    }

    fn add_date(&self, field: &str, value: Value, text: &str, draft: &mut Draft) {
        let Some(date) = moment::read(text, self.document.name(value.node)) else { return };
        let dates = &mut draft.article.dates;
        let list = match field {
            "modified" => &mut dates.modified,
            "created" => &mut dates.created,
            "expires" => &mut dates.expires,
            "embargo" | "released" => &mut dates.embargo,
            _ => &mut dates.published,
        };
        if !list.iter().any(|known| known.iso == date.iso) {
            list.push(date);
        }
    }

    /// The name of the house that a value stands for, where it is an element.
    fn house(&self, value: Value) -> Option<String> {
        credit_name(self.document, value.node).filter(|_| value.attribute.is_none())
    }

    fn add_credit(&self, value: Value, role: CreditRole, draft: &mut Draft) {
        let name = if value.attribute.is_some() { self.text(value) } else { self.house(value) };
        let Some(name) = name else { return };
        let credits = &mut draft.article.credit;
        if !credits.iter().any(|credit| credit.role == role && credit.name == name) {
            credits.push(Credit { span: None, name, role });
        }
    }

    fn add_term(&self, value: Value, role: TermRole, draft: &mut Draft) {
        let role = if role == TermRole::Subject { self.subject_role(value) } else { role };
        let found = match value.attribute {
            Some(_) => self.text(value).map(|name| Term { role: Some(role), ..Term::named(name) }),
            None => term(self.document, value.node, role),
        };
        draft.article.terms.extend(found);
    }

    /// What a subject of NewsML-G2 is by its concept type.
    fn subject_role(&self, value: Value) -> TermRole {
        let concept = self.document.value(value.node, "type").unwrap_or_default();
        match concept.rsplit(':').next().unwrap_or_default() {
            "geoArea" | "poi" => TermRole::Place,
            "person" => TermRole::Person,
            "organisation" => TermRole::Organisation,
            "event" => TermRole::Event,
            "object" => TermRole::Object,
            _ => TermRole::Subject,
        }
    }

    /// NITF `evloc`: each part of the place is a place, the narrowest first.
    fn add_places(&self, value: Value, draft: &mut Draft) {
        for part in ["sublocation", "city", "county-dist", "state-prov", "region", "iso-cc", "world-region"] {
            let Some(name) = self.document.value(value.node, part).and_then(|name| super::folded(&name)) else {
                continue;
            };
            let terms = &mut draft.article.terms;
            if terms.iter().any(|term| term.role == Some(TermRole::Place) && term.name == name) {
                continue;
            }
            let code = (part == "iso-cc").then(|| name.clone());
            let scheme = code.is_some().then(|| "iso3166-1a2".to_owned());
            terms.push(Term { role: Some(TermRole::Place), scheme, code, ..Term::named(name) });
        }
    }

    fn add_related(&self, value: Value, draft: &mut Draft) {
        let attribute = |name| self.document.value(value.node, name).and_then(|value| super::folded(&value));
        let Some(target) = attribute("residref").or_else(|| attribute("href")) else { return };
        let rel = attribute("rel").unwrap_or_else(|| "seeAlso".to_owned());
        let rel = rel.rsplit(':').next().unwrap_or_default().to_owned();
        let version = attribute("version").and_then(|version| version.parse().ok());
        draft.article.related.push(Related { rel, target, version, title: None });
    }
}

/// NITF: what may be released later than it was issued is embargoed until then; else the two say the same.
fn settle_release(draft: &mut Draft) {
    let dates = &mut draft.article.dates;
    let issued = dates.published.first().and_then(|date| date.iso.clone());
    let is_release = |date: &TimeValue| date.via.as_deref() == Some("date.release");
    dates.embargo.retain(|date| !is_release(date) || date.iso > issued);
}

fn is_date(field: &str) -> bool {
    matches!(field, "published" | "created" | "modified" | "expires" | "embargo" | "released")
}

fn term_role(field: &str) -> Option<TermRole> {
    Some(match field {
        "subject" => TermRole::Subject,
        "keyword" => TermRole::Keyword,
        "genre" => TermRole::Genre,
        "section" => TermRole::Section,
        "service" => TermRole::Service,
        "person" => TermRole::Person,
        "organisation" => TermRole::Organisation,
        "place" => TermRole::Place,
        "event" => TermRole::Event,
        "object" => TermRole::Object,
        _ => return None,
    })
}

fn credit_role(field: &str) -> Option<CreditRole> {
    Some(match field {
        "provider" => CreditRole::Provider,
        "source" => CreditRole::Source,
        "publisher" => CreditRole::Publisher,
        "creator" => CreditRole::Creator,
        "contributor" => CreditRole::Contributor,
        _ => return None,
    })
}

/// The last part of a code: `text` of `ninat:text`.
fn tail(code: &str) -> String {
    code.rsplit([':', '/']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The class of an item by its code or media type.
pub(in crate::readers) fn item_class(code: &str) -> Option<ItemClass> {
    Some(match tail(code).as_str() {
        "text" | "story" | "article" | "advisory" => ItemClass::Text,
        "picture" | "photo" | "image" => ItemClass::Picture,
        "graphic" => ItemClass::Graphic,
        "audio" => ItemClass::Audio,
        "video" => ItemClass::Video,
        "animation" => ItemClass::Animation,
        "composite" | "package" | "gallery" => ItemClass::Package,
        "event" => ItemClass::Event,
        "planning" | "plannning" => ItemClass::Planning,
        "" => return None,
        _ => ItemClass::Other,
    })
}

/// Whether an item may be used; `cancelled`, `Embargoed` and the like in all spellings.
pub(in crate::readers) fn pub_status(code: &str) -> Option<PubStatus> {
    Some(match tail(code).as_str() {
        "usable" => PubStatus::Usable,
        "withheld" | "embargoed" => PubStatus::Withheld,
        "canceled" | "cancelled" => PubStatus::Canceled,
        _ => return None,
    })
}

/// What a signal of NewsML-G2 says of the version.
fn signal(code: &str) -> Option<Change> {
    let code = code.strip_prefix("sig:")?;
    Some(match code {
        "update" | "updateinternal" => Change::Update,
        "correction" => Change::Correction,
        "writethru" | "writethrough" => Change::Writethru,
        "kill" | "retraction" => Change::Kill,
        _ => return None,
    })
}
