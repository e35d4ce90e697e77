//! Where each commune is: its own point when a source gives it, otherwise the centre of its EPCI or département, marked
//! as approximate.

use crate::find::fold_commune;
use crate::geonames::Place;
use crate::tables::{CommuneRow, DepartmentRow, FormerRow, PositionRow};
use domain::{Position, name};
use std::collections::HashMap;

/// How communes were located.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Located {
    pub exact: usize,
    pub by_epci: usize,
    pub by_department: usize,
    pub unknown: usize,
}

/// Overseas places carry a country code, not a département.
const OVERSEAS: [(&str, &str); 7] =
    [("GP", "971"), ("MQ", "972"), ("GF", "973"), ("RE", "974"), ("YT", "976"), ("BL", "977"), ("MF", "978")];

/// Sets the position of every commune that one can be found for. Imported positions win over GeoNames.
pub fn locate(
    communes: &mut [CommuneRow],
    former: &[FormerRow],
    departments: &[DepartmentRow],
    places: &[Place],
    imported: &[PositionRow],
) -> Located {
    let points = by_name(places, departments);
    let imported: HashMap<&str, (f64, f64)> = imported.iter().map(|row| (row.code.as_str(), (row.lat, row.lon))).collect();
    // The seat of a commune made by merging is the former commune that kept its code.
    let seats: HashMap<&str, &str> = former
        .iter()
        .filter(|row| row.kind == "delegated" && row.code == row.successor)
        .map(|row| (row.successor.as_str(), row.name.as_str()))
        .collect();
    let mut homonyms: HashMap<(String, String), usize> = HashMap::new();
    for commune in communes.iter() {
        *homonyms.entry((commune.department.clone(), fold_commune(&commune.name))).or_default() += 1;
    }
    for commune in communes.iter_mut() {
        let named = |wanted: &str| {
            let key = (commune.department.clone(), fold_commune(wanted));
            let alone = homonyms.get(&key).is_none_or(|n| *n == 1);
            points.get(&key).copied().flatten().filter(|_| alone)
        };
        let point = imported.get(commune.code.as_str()).copied();
        let point = point.or_else(|| named(&commune.name)).or_else(|| seats.get(commune.code.as_str()).and_then(|seat| named(seat)));
        (commune.lat, commune.lon) = point.unzip();
        commune.located = if point.is_some() { "exact" } else { "" }.to_owned();
    }
    for i in homonyms_elsewhere(communes, &imported) {
        (communes[i].lat, communes[i].lon, communes[i].located) = (None, None, String::new());
    }
    let epci = centres(communes, |c| c.epci.clone());
    let department = centres(communes, |c| Some(c.department.clone()));
    let mut located = Located::default();
    for commune in communes.iter_mut() {
        let by_epci = commune.epci.as_ref().and_then(|key| epci.get(key)).map(|p| (*p, "epci"));
        let by_department = department.get(&commune.department).map(|p| (*p, "department"));
        match (commune.lat, by_epci.or(by_department)) {
            (Some(_), _) => located.exact += 1,
            (None, Some(((lat, lon), how))) => {
                (commune.lat, commune.lon, commune.located) = (Some(lat), Some(lon), how.to_owned());
                if how == "epci" {
                    located.by_epci += 1;
                } else {
                    located.by_department += 1;
                }
            }
            (None, None) => located.unknown += 1,
        }
    }
    located
}

/// (département, folded name) → point; none when two places of one département share the name.
fn by_name(places: &[Place], departments: &[DepartmentRow]) -> HashMap<(String, String), Option<(f64, f64)>> {
    let by_department: HashMap<String, &str> = departments.iter().map(|d| (name::fold(&d.name), d.code.as_str())).collect();
    let mut points: HashMap<(String, String), Option<(f64, f64)>> = HashMap::new();
    for place in places {
        let overseas = OVERSEAS.iter().find(|(country, _)| *country == place.country).map(|(_, code)| *code);
        let Some(department) = overseas.or_else(|| by_department.get(bare(&name::fold(&place.admin2))).copied()) else { continue };
        let point = (place.lat, place.lon);
        points.entry((department.to_owned(), fold_commune(&place.name))).and_modify(|p| *p = None).or_insert(Some(point));
    }
    points
}

/// Communes whose point of GeoNames lies over 25 km from every other located commune of their EPCI: it is that of a hamlet
/// of the same name in the same département. Overseas, such distances are ordinary.
fn homonyms_elsewhere(communes: &[CommuneRow], imported: &HashMap<&str, (f64, f64)>) -> Vec<usize> {
    const FARTHEST_KM: f64 = 25.0;
    // In a mountain EPCI with two or three places known, 25 km between them is ordinary.
    const ENOUGH: usize = 5;
    let point = |c: &CommuneRow| Some(Position { lat: c.lat?, lon: c.lon?, approximate: false });
    let mut groups: HashMap<&str, Vec<(usize, Position)>> = HashMap::new();
    for (i, commune) in communes.iter().enumerate() {
        if let (Some(epci), Some(point), false) = (&commune.epci, point(commune), commune.department.starts_with("97")) {
            groups.entry(epci).or_default().push((i, point));
        }
    }
    let mut doubtful = Vec::new();
    for group in groups.values().filter(|group| group.len() >= ENOUGH) {
        for &(i, point) in group {
            let alone = group.iter().all(|&(j, other)| i == j || point.distance_km(other) > FARTHEST_KM);
            if alone && !imported.contains_key(communes[i].code.as_str()) {
                doubtful.push(i);
            }
        }
    }
    doubtful
}

/// "departement de la gironde" → "gironde".
fn bare(admin2: &str) -> &str {
    let Some(rest) = admin2.strip_prefix("departement ") else { return admin2 };
    ["de la ", "de l ", "des ", "du ", "de ", "d "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest)
}

/// Centres weighted by population of the communes located, by group. Four decimals: they are centres, not places.
fn centres(communes: &[CommuneRow], group: impl Fn(&CommuneRow) -> Option<String>) -> HashMap<String, (f64, f64)> {
    let mut sums: HashMap<String, (f64, f64, f64)> = HashMap::new();
    for commune in communes {
        if let (Some(key), Some(lat), Some(lon)) = (group(commune), commune.lat, commune.lon) {
            let weight = f64::from(commune.population.unwrap_or(0).max(1));
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + lat * weight, sum.1 + lon * weight, sum.2 + weight);
        }
    }
    let round = |degrees: f64| (degrees * 10_000.0).round() / 10_000.0;
    sums.into_iter().map(|(key, (lat, lon, weight))| (key, (round(lat / weight), round(lon / weight)))).collect()
}
