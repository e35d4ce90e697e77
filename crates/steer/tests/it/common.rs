//! The instances of the oracles, made again from their seeds.
//!
//! A port of the generator that made the oracles (`portfolio.py`): same draws, same canonical JSON, same SHA-256. The bench
//! takes a part of it, the tests another.

#![allow(dead_code)]

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use steer::{Dice, Measure, Portfolio, Project};

/// Projects, measures, regions, themes, seed, budget in percent of the demand, shares of regions, years of payments, funders.
const FAMILIES: [(&str, [usize; 9]); 10] = [
    ("S1", [60, 6, 4, 4, 101, 45, 1, 0, 3]),
    ("S2", [60, 6, 4, 4, 102, 45, 1, 3, 3]),
    ("S3", [100, 10, 13, 5, 103, 35, 1, 4, 4]),
    ("M1", [500, 20, 13, 6, 201, 40, 0, 0, 3]),
    ("M2", [500, 20, 13, 6, 202, 40, 1, 0, 3]),
    ("M3", [500, 20, 13, 6, 203, 40, 1, 4, 4]),
    ("L1", [2000, 40, 18, 6, 301, 35, 1, 0, 4]),
    ("L2", [2000, 40, 18, 6, 302, 35, 1, 4, 4]),
    ("X1", [5000, 48, 18, 6, 401, 30, 1, 0, 4]),
    ("X2", [5000, 48, 18, 6, 402, 30, 1, 4, 4]),
];

/// Amounts of the oracles are thousands of euros of a continuous model; here they are whole euros.
pub const EUROS: i64 = 1_000;

struct Draws(Dice);

impl Draws {
    fn below(&mut self, n: i64) -> i64 {
        self.0.below(n as usize) as i64
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below(most - least + 1)
    }

    fn among<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.0.below(list.len())]
    }
}

/// The instance of that name, as the oracle writes it.
pub fn instance(name: &str) -> Value {
    let (_, parameters) = FAMILIES.iter().find(|(n, _)| *n == name).expect("a known instance");
    let [n, m, regions, themes, seed, budget, quotas, years, funders] = parameters.map(|p| p as i64);
    let mut draws = Draws(Dice::new(seed as u64));
    let mut measures = Vec::new();
    for id in 0..m {
        let count = draws.between(1, 3);
        let mut of: Vec<i64> = (0..count).map(|_| draws.below(themes)).collect();
        of.sort_unstable();
        of.dedup();
        let national = draws.below(100) < 60;
        let region = (!national).then(|| draws.below(regions));
        let rate = draws.among(&[15, 20, 25, 30, 40, 50, 60, 80]);
        let floor = draws.among(&[0, 5, 10, 20, 50]);
        let cap = draws.among(&[10, 50, 100, 200, 500, 800, 1500, 3000]).max(4 * floor);
        let profile = draws.among(&[[30, 50, 20], [50, 30, 20], [0, 70, 30], [20, 40, 40]]);
        measures.push(json!({"id": id, "themes": of, "region": region, "rate": rate, "floor": floor, "cap": cap, "profile": profile}));
    }
    let mut rows = Vec::new();
    for _ in 0..n {
        let costs = [draws.between(20, 200), draws.between(100, 800), draws.between(500, 4000), draws.between(2000, 15000)];
        let cost = draws.among(&costs);
        let (theme, region) = (draws.below(themes), draws.below(regions));
        let intensity = draws.among(&[15, 25, 35, 40, 50, 60, 80]);
        let wished = if intensity > 20 { cost * draws.between(20, intensity) / 100 } else { cost * intensity / 100 };
        let most = cost * intensity / 100;
        let need = if most >= 4 { wished.max(4).min(most) } else { 4 };
        let score = 1 + need * draws.between(40, 160) / 100 / 4 + draws.below(20);
        let start = if years > 0 { draws.below(years - 1) } else { 0 };
        rows.push([cost, theme, region, need, most.max(need), score, start]);
    }
    let eligible: Vec<Vec<[i64; 2]>> = rows.iter().map(|row| eligible(row, &measures)).collect();
    let mut demand = vec![0; m as usize];
    eligible.iter().flatten().for_each(|[j, most]| demand[*j as usize] += most);
    for (j, measure) in measures.iter_mut().enumerate() {
        measure["budget"] = json!(demand[j] * budget / 300);
    }
    if years > 0 {
        for measure in &mut measures {
            let weights: Vec<i64> = (0..=years).map(|_| draws.between(15, 35)).collect();
            let (envelope, sum) = (integer(&measure["budget"]), weights.iter().sum::<i64>());
            measure["cp"] = json!(weights.iter().map(|w| envelope * w * 115 / (sum * 100)).collect::<Vec<_>>());
        }
    }
    let mut pairs = |count: i64, among: i64, sorted: bool| -> Vec<[i64; 2]> {
        let drawn = (0..count).map(|_| [draws.below(among), draws.below(among)]).filter(|[a, b]| a != b);
        drawn.map(|[a, b]| if sorted { [a.min(b), a.max(b)] } else { [a, b] }).collect()
    };
    let exclusive = pairs(n / 25, n, true);
    let requires = pairs(n / 25, n, false);
    let incompatible = pairs(m / 5, m, true);
    let mut shares = Vec::new();
    for measure in measures.iter().filter(|measure| quotas > 0 && measure["region"].is_null()) {
        let share = integer(&measure["budget"]) * (200 / regions + 5) / 100;
        shares.push(json!([measure["id"], vec![share; regions as usize]]));
    }
    json!({
        "name": name, "unit": "kEUR",
        "params": {"n": n, "m": m, "regions": regions, "themes": themes, "seed": seed, "budget_pct": budget, "quotas": quotas,
            "cp_years": years, "max_cofinancers": funders},
        "measures": measures,
        "projects": {"cols": ["cost", "theme", "region", "need", "maxaid", "score", "start"], "rows": rows},
        "eligible": eligible, "exclusive": exclusive, "requires": requires, "incompatible_measures": incompatible, "region_max": shares,
    })
}

fn eligible(row: &[i64; 7], measures: &[Value]) -> Vec<[i64; 2]> {
    let [cost, theme, region, need, ..] = *row;
    let concerned = |m: &&Value| {
        let themes = m["themes"].as_array().expect("themes");
        themes.iter().any(|t| integer(t) == theme) && m["region"].as_i64().is_none_or(|r| r == region)
    };
    let most = |m: &Value| integer(&m["cap"]).min(cost * integer(&m["rate"]) / 100).min(need);
    let kept = measures.iter().filter(concerned).filter(|m| most(m) >= integer(&m["floor"]).max(1));
    kept.map(|m| [integer(&m["id"]), most(m)]).collect()
}

pub fn integer(value: &Value) -> i64 {
    value.as_i64().expect("an integer")
}

/// SHA-256 of the canonical JSON: sorted keys, no spaces.
pub fn digest(instance: &Value) -> String {
    Sha256::digest(sorted(instance).to_string()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let map: BTreeMap<&String, Value> = map.iter().map(|(key, value)| (key, sorted(value))).collect();
            map.into_iter().map(|(key, value)| (key.clone(), value)).collect()
        }
        Value::Array(list) => list.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// The instance as a portfolio of this crate, in euros.
pub fn portfolio(instance: &Value) -> Portfolio {
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let years = integer(&instance["params"]["cp_years"]) > 0;
    let names = |value: &Value, letter: char| [format!("{letter}{}", value[0]), format!("{letter}{}", value[1])];
    let mut measures: Vec<Measure> = Vec::new();
    for measure in list(&instance["measures"]) {
        measures.push(Measure {
            id: format!("m{}", measure["id"]),
            envelope: integer(&measure["budget"]) * EUROS,
            yearly: if years { list(&measure["cp"]).iter().map(|c| integer(c) * EUROS).collect() } else { Vec::new() },
            payments: list(&measure["profile"]).iter().map(integer).collect(),
            floor: integer(&measure["floor"]) * EUROS,
            ..Measure::default()
        });
    }
    for share in list(&instance["region_max"]) {
        let regions = list(&share[1]).into_iter().enumerate();
        measures[integer(&share[0]) as usize].shares = regions.map(|(r, v)| (format!("r{r}"), integer(&v) * EUROS)).collect();
    }
    // The oracle rounds the most of each pair to thousands of euros, which a rate and a cap in euros would not.
    let mut projects = Vec::new();
    for (i, (row, eligible)) in list(&instance["projects"]["rows"]).iter().zip(list(&instance["eligible"])).enumerate() {
        projects.push(Project {
            id: format!("p{i}"),
            cost: integer(&row[0]) * EUROS,
            need: integer(&row[3]) * EUROS,
            ceiling: Some(integer(&row[4]) * EUROS),
            region: Some(format!("r{}", row[2])),
            start: integer(&row[6]) as usize,
            points: BTreeMap::from([("score".to_owned(), integer(&row[5]))]),
            measures: list(&eligible).iter().map(|e| format!("m{}", e[0])).collect(),
            most: list(&eligible).iter().map(|e| (format!("m{}", e[0]), integer(&e[1]) * EUROS)).collect(),
            ..Project::default()
        });
    }
    for pair in list(&instance["requires"]) {
        projects[integer(&pair[0]) as usize].needs.push(format!("p{}", pair[1]));
    }
    Portfolio {
        name: instance["name"].as_str().expect("a name").to_owned(),
        unit: "EUR".to_owned(),
        most_funders: integer(&instance["params"]["max_cofinancers"]) as usize,
        measures,
        projects,
        exclusive: list(&instance["exclusive"]).iter().map(|pair| names(pair, 'p')).collect(),
        not_cumulable: list(&instance["incompatible_measures"]).iter().map(|pair| names(pair, 'm')).collect(),
    }
}

pub fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|(name, _)| *name)
}
