//! Which communes no road joins: islands without a bridge, overseas, communes reached by boat or plane only. However near
//! on the map, a place on another landmass is never minutes away.

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(crate) const ISLANDS: &str = include_str!("../../../reference/islands.csv");

/// Numbers of the islands begin here, above those of the départements.
const FIRST_ISLAND: u16 = 1_000;

static BY_COMMUNE: LazyLock<BTreeMap<&'static str, u16>> = LazyLock::new(|| {
    let (mut islands, mut found) = (Vec::new(), BTreeMap::new());
    for line in ISLANDS.lines().skip(1) {
        let mut cells = line.split(';');
        if let (Some(code), Some(_), Some(island)) = (cells.next(), cells.next(), cells.next()) {
            let at = islands.iter().position(|known| *known == island).unwrap_or_else(|| {
                islands.push(island);
                islands.len() - 1
            });
            found.insert(code, FIRST_ISLAND + at as u16);
        }
    }
    found
});

/// The landmass of a commune, by INSEE code: 0 for the mainland. Two communes with different numbers have no road between.
pub fn landmass(commune: &str) -> u16 {
    if let Some(island) = BY_COMMUNE.get(commune) {
        return *island;
    }
    match commune.get(..2) {
        Some("2A" | "2B") => 20,
        Some("97" | "98") => commune.get(..3).and_then(|department| department.parse().ok()).unwrap_or(97),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn islands_corsica_and_overseas_are_apart() {
        assert_eq!((landmass("71076"), landmass("56186")), (0, 0));
        assert_eq!(landmass("56009"), landmass("56152"), "Bangor and Le Palais share Belle-Île");
        let apart = ["71076", "56152", "56069", "2A004", "97110", "97105", "97209", "97411"].map(landmass);
        let mut different = apart.to_vec();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), apart.len());
        assert_eq!(landmass("2A004"), landmass("2B033"));
    }

    #[test]
    fn every_island_of_the_table_has_its_four_cells() {
        assert!(ISLANDS.lines().all(|line| line.split(';').filter(|cell| !cell.is_empty()).count() == 4));
    }
}
