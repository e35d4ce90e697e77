//! A small country, made by hand or drawn from a seed, and how the studies are asked about it.

use diagnose::suppliers::Establishment;
use diagnose::territory::{Considered, TerritoryOptions};
use diagnose::{Bridge, Floor, LearnOptions, Learned, Link, National, Presence, Table, Zones};
use domain::{Mark, Source, Text};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// (commune, activity, jobs, establishments).
pub type Row<'a> = (&'a str, &'a str, f64, f64);

pub fn national(rows: &[Row]) -> National {
    National {
        year: 2022,
        jobs: Table::gather(rows.iter().map(|r| (r.0, r.1, r.2))).table,
        establishments: Table::gather(rows.iter().map(|r| (r.0, r.1, r.3))).table,
        withheld: Vec::new(),
        synthetic: true,
        source: Source::new("test", Mark::Assumed),
        scope: Text::new("un pays d’essai", "a test country"),
        sizes: Vec::new(),
        earlier: None,
    }
}

/// Communes "z-i", zones by their first part.
pub fn zones(national: &National) -> Zones {
    let ids: BTreeSet<String> = national.establishments.places.iter().map(|c| zone(c).to_owned()).collect();
    let ids: Vec<String> = ids.into_iter().collect();
    let of_commune =
        national.establishments.places.iter().map(|c| (c.clone(), ids.iter().position(|z| z == zone(c)).unwrap_or(0) as u32)).collect();
    Zones { names: ids.iter().map(Text::same).collect(), ids, of_commune, ..Zones::default() }
}

fn zone(commune: &str) -> &str {
    commune.split('-').next().unwrap_or(commune)
}

pub fn communes(of: &[&str]) -> BTreeSet<String> {
    of.iter().map(|c| (*c).to_owned()).collect()
}

/// `zones` of five communes; each zone leans on some of six families of activities "10.01Z"…
pub fn drawn(zones: usize, activities: usize, seed: u64) -> National {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut rows: Vec<(String, String, f64, f64)> = Vec::new();
    for z in 0..zones {
        let lean: [f64; 6] = std::array::from_fn(|_| rng.random_range(0.05f64..1.0).powi(3) * 4.0);
        for c in 0..5 {
            let size = rng.random_range(1.0f64..6.0).exp();
            for p in 0..activities {
                let mean = size * lean[p % 6] * rng.random_range(0.2..2.0);
                if rng.random::<f64>() < 0.6 {
                    let jobs = mean.round() + 1.0;
                    let plants = (1.0 + rng.random_range(0.0f64..4.0).floor()).min(jobs);
                    rows.push((format!("{z:03}-{c}"), format!("{:02}.{:02}Z", 10 + p % 6 * 3, p / 6), jobs, plants));
                }
            }
        }
    }
    let rows: Vec<Row> = rows.iter().map(|r| (r.0.as_str(), r.1.as_str(), r.2, r.3)).collect();
    national(&rows)
}

/// A valley of foundries and boilers beside a town of services, in a country of four zones.
pub fn valley() -> National {
    let mut rows = vec![
        ("v-1", "24.51Z", 900.0, 9.0),
        ("v-1", "25.62B", 600.0, 30.0),
        ("v-2", "25.30Z", 700.0, 1.0),
        ("v-2", "32.12Z", 3.0, 1.0),
        ("v-2", "47.11F", 300.0, 10.0),
        ("t-1", "47.11F", 4_000.0, 120.0),
        ("t-1", "62.01Z", 6_000.0, 300.0),
        ("t-1", "32.12Z", 40.0, 12.0),
        ("u-1", "24.51Z", 500.0, 6.0),
        ("u-1", "25.62B", 500.0, 25.0),
        ("u-1", "25.50B", 800.0, 12.0),
        ("u-1", "47.11F", 500.0, 20.0),
        ("w-1", "10.71A", 900.0, 5.0),
        ("w-1", "47.11F", 900.0, 30.0),
        ("w-1", "25.50B", 30.0, 2.0),
        ("w-1", "24.51Z", 60.0, 2.0),
    ];
    rows.push(("w-1", "62.01Z", 200.0, 10.0));
    national(&rows)
}

pub fn learned(national: &National, floor: Floor) -> Learned {
    Learned::learn(national, &zones(national), LearnOptions { floor, ..LearnOptions::default() })
}

/// For a country of four zones only.
pub fn options() -> TerritoryOptions<'static> {
    TerritoryOptions {
        considered: Considered::All,
        floor: Floor { jobs: 20.0, establishments: 2.0, places: 1, discoveries: 0.05 },
        shown: usize::MAX,
        draws: 100,
        ..TerritoryOptions::on(domain::Date::constant(2020, 7, 20))
    }
}

pub fn plant(siret: &str, commune: &str, activity: &str, least: u32) -> Establishment {
    let (siret, commune, activity) = (siret.into(), commune.into(), activity.into());
    Establishment { siret, name: None, hidden: false, commune, activity, least, most: Some(least * 2) }
}

/// A bridge from products to activities: (product, activity, share).
pub fn bridge(links: &[(&str, &str, f64)]) -> Bridge {
    let links = links.iter().map(|l| Link { product: l.0.into(), activity: l.1.into(), share: l.2 }).collect();
    Bridge { from: "SH".into(), to: "NAF".into(), links, ..Bridge::default() }
}

/// The activities `p0`, `p1`… that each of the places `c0`, `c1`… holds, by their positions.
pub fn presence(rows: &[&[u32]], activities: usize) -> Presence {
    let names = |letter: char, n: usize| (0..n).map(|i| format!("{letter}{i}")).collect();
    Presence::from_rows(names('c', rows.len()), names('p', activities), rows.iter().map(|row| row.iter().copied()))
}
