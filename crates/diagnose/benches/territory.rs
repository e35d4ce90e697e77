//! One territory, with what was learned at hand: the page must answer in less than 5 ms. The country is invented: 35 000
//! communes × 732 activities, 3.9 % of the cells, 306 zones; the territory is one zone of about 115 communes.

use criterion::{Criterion, criterion_group, criterion_main};
use diagnose::input_output::InputOutput;
use diagnose::skills::Occupations;
use diagnose::territory::{Reception, TerritoryOptions, diagnose};
use diagnose::vulnerability::{Need, Needs};
use diagnose::{LearnOptions, Learned, National, Table, Zones};
use domain::{Date, Mark, Source, Text};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;

const COMMUNES: usize = 35_000;
const ACTIVITIES: usize = 732;
const ZONES: usize = 306;

fn activity(p: usize) -> String {
    format!("{:02}.{:02}Z", 1 + p * 98 / ACTIVITIES, p % 97)
}

fn country() -> (National, Zones) {
    let mut rng = ChaCha8Rng::seed_from_u64(20_200_720);
    let activities: BTreeSet<String> = (0..ACTIVITIES).map(activity).collect();
    let activities: Vec<String> = activities.into_iter().collect();
    let communes: Vec<String> = (0..COMMUNES).map(|i| format!("{i:05}")).collect();
    let (mut start, mut column, mut jobs, mut plants) = (vec![0], Vec::new(), Vec::new(), Vec::new());
    let taste: Vec<[f64; 4]> = (0..activities.len()).map(|_| std::array::from_fn(|_| rng.random::<f64>())).collect();
    for i in 0..COMMUNES {
        let zone = i % ZONES;
        let mut of_zone = ChaCha8Rng::seed_from_u64(zone as u64);
        let lean: [f64; 4] = std::array::from_fn(|_| of_zone.random::<f64>().powi(3));
        for (p, taste) in taste.iter().enumerate() {
            let fit: f64 = taste.iter().zip(lean).map(|(a, b)| a * b).sum();
            if rng.random::<f64>() < 0.055 * fit {
                column.push(p as u32);
                jobs.push((rng.random_range(0.0f64..5.0).exp()).round());
                plants.push(f64::from(rng.random_range(1..4u8)));
            }
        }
        start.push(column.len());
    }
    let table = |value: Vec<f64>| Table {
        places: communes.clone(),
        activities: activities.clone(),
        start: start.clone(),
        column: column.clone(),
        value,
    };
    let zones = Zones {
        names: (0..ZONES).map(|z| Text::same(z.to_string())).collect(),
        ids: (0..ZONES).map(|z| format!("{z:04}")).collect(),
        of_commune: communes.iter().enumerate().map(|(i, id)| (id.clone(), (i % ZONES) as u32)).collect(),
        ..Zones::default()
    };
    let national = National {
        year: 2022,
        jobs: table(jobs),
        establishments: table(plants),
        withheld: Vec::new(),
        synthetic: true,
        source: Source::new("synthetic", Mark::Assumed),
        scope: Text::new("données inventées", "invented data"),
        sizes: Vec::new(),
        earlier: None,
    };
    (national, zones)
}

fn territory(c: &mut Criterion) {
    let (national, zones) = country();
    let learned = Learned::learn(&national, &zones, LearnOptions::default());
    let communes: BTreeSet<String> = zones.of_commune.iter().filter(|(_, zone)| **zone == 7).map(|(id, _)| id.clone()).collect();
    let cells = 100.0 * national.jobs.value.len() as f64 / (COMMUNES * national.jobs.activities.len()) as f64;
    println!(
        "{} activities, {cells:.1} % of cells, {} specialisations learned",
        learned.activities.len(),
        learned.ubiquity.iter().sum::<u32>()
    );
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let of = national
        .jobs
        .activities
        .iter()
        .map(|id| (id.clone(), Need { imports: rng.random_range(0.0..1e6), products: 3, ..Need::default() }));
    let needs = Needs { of: of.collect(), ..Needs::default() };
    let why = Text::same("sites");
    let sites: BTreeMap<String, Reception> = national
        .jobs
        .activities
        .iter()
        .enumerate()
        .map(|(i, id)| (id.clone(), Reception { score: (i % 100) as f64, counts: true, sites: i % 7, why: why.clone() }))
        .collect();
    let branches: Vec<String> = (1..=88).map(|division| format!("{division:02}")).collect();
    let table = InputOutput { flows: vec![10.0; 88 * 88], output: vec![2_000.0; 88], branches, euros: 1_000_000, ..InputOutput::default() };
    let profile = |p: usize| (0..20).map(|o| ((p as u32 * 7 + o * 11) % 120, 0.05)).collect::<Vec<_>>();
    let occupations = Occupations {
        codes: (0..120).map(|o| o.to_string()).collect(),
        profiles: national.jobs.activities.iter().enumerate().map(|(p, id)| (id.clone(), profile(p))).collect(),
        ..Occupations::default()
    };
    let alone = TerritoryOptions::on(Date::constant(2020, 7, 20));
    let full = TerritoryOptions {
        needs: Some(&needs),
        reception: Some(&sites),
        input_output: Some(&table),
        occupations: Some(&occupations),
        ..alone.clone()
    };
    let mut group = c.benchmark_group("territory");
    group.bench_function("nearness alone", |b| b.iter(|| black_box(diagnose(&national, &learned, &communes, Text::same("z"), &alone))));
    group.bench_function("five figures", |b| b.iter(|| black_box(diagnose(&national, &learned, &communes, Text::same("z"), &full))));
    group.sample_size(10);
    group.bench_function("learn (once)", |b| b.iter(|| black_box(Learned::learn(&national, &zones, LearnOptions::default()))));
    group.finish();
}

criterion_group!(benches, territory);
criterion_main!(benches);
