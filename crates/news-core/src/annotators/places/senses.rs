//! Which of several places of one name is meant.
//!
//! What stands behind a name decides ("Oakdale, Calif."), else what the story is about: the regions and countries that it
//! names beyond doubt and the towns near by; else the larger place. A name means one place in a story.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates::{Candidate, weight};
use crate::grammar::gazetteer::{Key, Spot, SpotKind};

/// What a name tells of the country, region and neighborhood of its places: all of it where it has one place, a share of it
/// where it has several.
const SHARE: i32 = 12;
/// What a country or region tells that is named itself, or a place whose region stands behind it.
const NAMED: i32 = 24;

/// What the story is about: how much the names in it tell of countries, regions and cells of one degree.
#[derive(Default)]
struct Focus {
    countries: Points<[u8; 2]>,
    regions: Points<u16>,
    cells: Points<(i16, i16)>,
}

/// Points by key, sorted once all are there.
type Points<K> = Vec<(K, i32)>;

/// Sorts points and adds up those of one key.
fn sum<K: Ord + Copy>(points: &mut Points<K>) {
    points.sort_unstable();
    points.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        kept.1 += if is_same { next.1 } else { 0 };
        is_same
    });
}

/// The points of all keys from `first` to `last`.
fn between<K: Ord + Copy>(points: &Points<K>, first: K, last: K) -> i32 {
    let start = points.partition_point(|row| row.0 < first);
    points.iter().skip(start).take_while(|row| row.0 <= last).map(|row| row.1).sum()
}

/// The spot that is meant, and how sure that is, in percent.
pub(super) type Sense = (Spot, u8);

/// For each candidate the spot that is meant; nothing where the table does not know the name.
pub(super) fn choose(candidates: &[Candidate]) -> Vec<Option<Sense>> {
    let stated = stated(candidates);
    let mut focus = Focus::default();
    let mut seen: BTreeSet<Key> = BTreeSet::new();
    for candidate in candidates.iter().filter(|one| seen.insert(one.key)) {
        if let Some(spot) = stated.get(&candidate.key).copied().or_else(|| country_or_region(candidate)) {
            focus.note(spot, NAMED);
            continue;
        }
        let share = SHARE / i32::try_from(candidate.spots.len().max(1)).unwrap_or(i32::MAX);
        candidate.spots.iter().for_each(|spot| focus.note(*spot, share));
        focus.note_country(candidate);
    }
    focus.sum();
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
    if let [only] = candidate.spots.as_slice() {
        return Some((*only, 95));
    }
    let fit = |spot: &Spot| (*spot, weight(*spot) + focus.of(*spot));
    let fits: Vec<(Spot, i32)> = candidate.spots.iter().map(fit).collect();
    let (best, most) = fits.iter().copied().max_by_key(|fit| fit.1)?;
    let others = fits.iter().filter(|fit| !is_same(fit.0, best)).map(|fit| fit.1).max();
    let sure = others.map_or(95, |other| match most - other {
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
    one.country == other.country && apart < 150
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

/// The country or region that a name means beyond doubt.
fn country_or_region(candidate: &Candidate) -> Option<Spot> {
    let first = candidate.first().filter(|spot| matches!(spot.kind, SpotKind::Country | SpotKind::Region))?;
    let others = candidate.spots.iter().filter(|spot| spot.country != first.country).map(|spot| weight(*spot)).max();
    others.is_none_or(|other| weight(first) - other >= 12).then_some(first)
}

impl Focus {
    fn note(&mut self, spot: Spot, points: i32) {
        self.countries.push((spot.country, points));
        if spot.region != 0 {
            self.regions.push((spot.region, points));
        }
        if matches!(spot.kind, SpotKind::City | SpotKind::County) {
            self.cells.push((cell(spot), points));
        }
    }

    fn sum(&mut self) {
        sum(&mut self.countries);
        sum(&mut self.regions);
        sum(&mut self.cells);
    }

    /// A name that only one country has tells of it, wherever there.
    fn note_country(&mut self, candidate: &Candidate) {
        let mut countries = candidate.spots.iter().map(|spot| spot.country);
        if let Some(first) = countries.next().filter(|first| countries.all(|country| country == *first)) {
            self.countries.push((first, NAMED));
        }
    }

    fn of(&self, spot: Spot) -> i32 {
        let country = between(&self.countries, spot.country, spot.country);
        let region = between(&self.regions, spot.region, spot.region);
        let near: i32 = match (spot.kind, cell(spot)) {
            (SpotKind::City, (north, east)) => {
                (north - 1..=north + 1).map(|north| between(&self.cells, (north, east - 1), (north, east + 1))).sum()
            }
            _ => 0,
        };
        country.min(72) / 4 + region.min(36) / 2 + near.min(36) / 2
    }
}

fn cell(spot: Spot) -> (i16, i16) {
    (spot.latitude.div_euclid(100), spot.longitude.div_euclid(100))
}
