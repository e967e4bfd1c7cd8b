//! The packed table of places, from `gazetteer.tsv`, `places.tsv` and `countries.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use news_core::training::{PlaceRow, pack_places};

/// Cells of the rows of a table; the rows must be sorted.
fn rows(data: &Path, stem: &str, columns: usize) -> Result<Vec<Vec<String>>> {
    let path = data.join(stem).with_extension("tsv");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("# ")).collect();
    ensure!(lines.is_sorted(), "{}: rows must be sorted by byte", path.display());
    let cells = |line: &&str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = lines.iter().map(cells).collect();
    ensure!(rows.iter().all(|row| row.len() == columns), "{}: expected {columns} cells", path.display());
    Ok(rows)
}

/// Everything that a name may mean.
#[derive(Default)]
struct Table {
    rows: BTreeSet<(String, PlaceRow)>,
    /// Regions by country and name; their number is the order of names.
    regions: BTreeMap<(String, String), u16>,
}

impl Table {
    fn region(&mut self, country: &str, name: &str) -> Result<u16> {
        if name == "-" {
            return Ok(0);
        }
        let next = u16::try_from(self.regions.len() + 1).context("too many regions")?;
        Ok(*self.regions.entry((country.to_owned(), name.to_owned())).or_insert(next))
    }

    /// Adds a row under its name and the other ways to write it.
    fn add(&mut self, name: &str, row: PlaceRow) {
        for form in forms(name) {
            self.rows.insert((form, row));
        }
    }
}

/// The bytes of `generated/gazetteer.bin`.
pub(super) fn generate(data: &Path) -> Result<Vec<u8>> {
    let (listed, own, countries) = (rows(data, "gazetteer", 7)?, rows(data, "places", 6)?, rows(data, "countries", 3)?);
    let mut table = Table::default();
    let mut of_country: BTreeMap<String, PlaceRow> = BTreeMap::new();
    let ours: BTreeSet<(&str, &str, &str)> =
        own.iter().map(|row| (row[0].as_str(), row[1].as_str(), row[2].as_str())).collect();
    let mut by_name: BTreeMap<(String, String), PlaceRow> = BTreeMap::new();
    for cells in own.iter().filter(|cells| cells[3] != "-") {
        let [name, kind, country, latitude, longitude, _] = cells.as_slice() else { continue };
        let region = if kind == "region" { table.region(country, name)? } else { 0 };
        let (latitude, longitude) = (hundredths(latitude)?, hundredths(longitude)?);
        let row =
            PlaceRow { kind: kind_of(kind)?, country: code(country)?, region, size: OWN_SIZE, latitude, longitude };
        if kind == "country" {
            of_country.insert(country.clone(), row);
        }
        by_name.insert((country.clone(), name.clone()), row);
        table.add(name, row);
    }
    for cells in &listed {
        let [name, kind, country, region, latitude, longitude, population] = cells.as_slice() else { continue };
        if ours.contains(&(name, kind, country)) {
            continue;
        }
        let region = if kind == "region" { name } else { region };
        let row = PlaceRow {
            kind: kind_of(kind)?,
            country: code(country)?,
            region: table.region(country, region)?,
            size: size(population.parse().unwrap_or_default()),
            latitude: hundredths(latitude)?,
            longitude: hundredths(longitude)?,
        };
        if kind == "city" {
            let largest = by_name.entry((country.clone(), name.clone())).or_insert(row);
            *largest = if row.size > largest.size { row } else { *largest };
        }
        let row = if kind == "country" { *of_country.entry(country.clone()).or_insert(row) } else { row };
        table.add(name, row);
    }
    for cells in own.iter().filter(|cells| cells[3] == "-") {
        let [name, _, country, _, _, of] = cells.as_slice() else { continue };
        let known = if of == "-" { of_country.get(country) } else { by_name.get(&(country.clone(), of.clone())) };
        table.add(name, *known.with_context(|| format!("places.tsv: {name}: nothing it could be"))?);
    }
    for cells in &countries {
        let [name, kind, country] = cells.as_slice() else { continue };
        let Some(row) = of_country.get(country) else { continue };
        table.add(name, PlaceRow { kind: kind_of(kind)?, ..*row });
    }
    Ok(pack_places(&table.rows.into_iter().collect::<Vec<_>>()))
}

/// As large as a city of two million: what the hand-made table has is well known.
const OWN_SIZE: u8 = 8 * 21;

fn kind_of(kind: &str) -> Result<u8> {
    news_core::training::place_kind(kind).with_context(|| format!("{kind}: no kind of place"))
}

fn code(country: &str) -> Result<[u8; 2]> {
    country.as_bytes().try_into().with_context(|| format!("{country}: no code of a country"))
}

fn hundredths(degrees: &str) -> Result<i16> {
    let value: f64 = degrees.parse().with_context(|| format!("{degrees}: no degrees"))?;
    #[expect(clippy::cast_possible_truncation, reason = "at most 18,000 hundredths")]
    Ok((value * 100.0).round() as i16)
}

/// Eight times the binary logarithm, in whole steps without floating point.
fn size(population: u64) -> u8 {
    let Some(whole) = population.checked_ilog2() else { return 0 };
    let rest = (population << 3 >> whole) & 7;
    u8::try_from(u64::from(whole) * 8 + rest).unwrap_or(u8::MAX)
}

/// A name and the other ways in which copy writes it: without accents, with and without "Saint" and "Fort" spelt out.
fn forms(name: &str) -> BTreeSet<String> {
    const SHORT: &[(&str, &str)] = &[("St. ", "Saint "), ("Ft. ", "Fort "), ("Mt. ", "Mount "), ("Ste. ", "Sainte ")];
    let mut forms = BTreeSet::from([name.to_lowercase(), super::plain(name).to_lowercase()]);
    for (short, long) in SHORT {
        forms.extend(name.strip_prefix(short).map(|rest| format!("{long}{rest}").to_lowercase()));
        forms.extend(name.strip_prefix(long).map(|rest| format!("{short}{rest}").to_lowercase()));
    }
    forms
}
