//! Which of several places of one name is meant.
//!
//! What stands behind a name decides ("Oakdale, Calif."), else what the story is about: the regions and countries that it
//! names beyond doubt and the towns near by; else the larger place. A name means one place in a story.

use std::collections::BTreeMap;

use super::candidates::{Candidate, weight};
use crate::grammar::gazetteer::{Key, Spot, SpotKind};

/// How far from a town that is known another one is near, in hundredths of a degree of both directions together.
const NEAR: u32 = 150;
/// So many towns are looked at.
const ANCHORS: usize = 32;

/// What the story is about.
#[derive(Default)]
struct Focus {
    countries: BTreeMap<[u8; 2], i32>,
    regions: BTreeMap<u16, i32>,
    anchors: Vec<(i16, i16)>,
}

/// The spot that is meant, and how sure that is, in percent.
pub(super) type Sense = (Spot, u8);

/// For each candidate the spot that is meant; nothing where the table does not know the name.
pub(super) fn choose(candidates: &[Candidate]) -> Vec<Option<Sense>> {
    let stated = stated(candidates);
    let mut focus = Focus::default();
    let mut seen: BTreeMap<Key, ()> = BTreeMap::new();
    for candidate in candidates {
        let (Some(first), None) = (candidate.first(), seen.insert(candidate.key, ())) else { continue };
        let sure = stated.get(&candidate.key).copied().or_else(|| is_sure(candidate).then_some(first));
        sure.into_iter().for_each(|spot| focus.note(spot));
    }
    let mut chosen: BTreeMap<Key, Sense> = BTreeMap::new();
    for candidate in candidates {
        if chosen.contains_key(&candidate.key) {
            continue;
        }
        let stated = stated.get(&candidate.key).map(|spot| (*spot, 95));
        let sense = stated.or_else(|| likeliest(candidate, &focus));
        chosen.extend(sense.map(|sense| (candidate.key, sense)));
    }
    candidates.iter().map(|candidate| chosen.get(&candidate.key).copied()).collect()
}

/// The spot that fits the story best; the farther the next one is behind, the surer it is.
fn likeliest(candidate: &Candidate, focus: &Focus) -> Option<Sense> {
    let fit = |spot: &Spot| weight(*spot) + focus.of(*spot);
    let best = candidate.spots.iter().copied().max_by_key(fit)?;
    let others = candidate.spots.iter().filter(|spot| !is_same(**spot, best)).map(fit).max();
    let sure = others.map_or(95, |other| match fit(&best) - other {
        ..3 => 50,
        3..8 => 70,
        8..16 => 80,
        _ => 90,
    });
    Some((best, sure))
}

/// A city and the region around it are one place to most readers.
fn is_same(one: Spot, other: Spot) -> bool {
    let apart = u32::from(one.latitude.abs_diff(other.latitude)) + u32::from(one.longitude.abs_diff(other.longitude));
    one.country == other.country && apart < NEAR
}

/// The places whose region or country stands behind them somewhere.
fn stated(candidates: &[Candidate]) -> BTreeMap<Key, Spot> {
    let mut stated = BTreeMap::new();
    for (inner, outer) in candidates.iter().zip(candidates.iter().skip(1)).filter(|(_, outer)| outer.follows) {
        if let Some(spot) = within(inner, outer) {
            stated.entry(inner.key).or_insert(spot);
        }
    }
    stated
}

/// The largest place of the first name that lies in a place of the second one.
pub(super) fn within(inner: &Candidate, outer: &Candidate) -> Option<Spot> {
    let lies = |spot: &Spot| {
        outer.spots.iter().any(|outer| match outer.kind {
            SpotKind::Region => outer.region != 0 && outer.region == spot.region && spot.kind != SpotKind::Region,
            SpotKind::Country => outer.country == spot.country && spot.kind != SpotKind::Country,
            _ => false,
        })
    };
    inner.spots.iter().copied().filter(lies).max_by_key(|spot| weight(*spot))
}

/// Countries and regions, and names of one place alone.
fn is_sure(candidate: &Candidate) -> bool {
    candidate.score >= super::candidates::NEEDED
        && (candidate.spots.len() == 1 || candidate.spots.iter().all(|spot| spot.kind == SpotKind::Country))
}

impl Focus {
    fn note(&mut self, spot: Spot) {
        *self.countries.entry(spot.country).or_default() += 1;
        if spot.region != 0 {
            *self.regions.entry(spot.region).or_default() += 1;
        }
        if matches!(spot.kind, SpotKind::City | SpotKind::County) && self.anchors.len() < ANCHORS {
            self.anchors.push((spot.latitude, spot.longitude));
        }
    }

    fn of(&self, spot: Spot) -> i32 {
        let country = self.countries.get(&spot.country).copied().unwrap_or_default().min(3) * 3;
        let region = self.regions.get(&spot.region).copied().unwrap_or_default().min(3) * 5;
        let is_near = |anchor: &(i16, i16)| {
            u32::from(anchor.0.abs_diff(spot.latitude)) + u32::from(anchor.1.abs_diff(spot.longitude)) < NEAR
        };
        let near = if spot.kind == SpotKind::City && self.anchors.iter().any(is_near) { 8 } else { 0 };
        country + region + near
    }
}
