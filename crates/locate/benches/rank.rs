//! 5 000 sites × 12 criteria. Bars on one core: TOPSIS 5 ms, PROMETHEE II 50 ms, SMAA with 1 000 weightings 150 ms,
//! the whole ranking of 5 000 sites 100 ms. Sites and tables are synthetic, drawn from a fixed seed.

use criterion::{Criterion, criterion_group, criterion_main};
use domain::{Datum, Site, Value};
use locate::methods::*;
use locate::{Options, Weights, rank};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

#[path = "../tests/land/mod.rs"]
mod land;

const SITES: usize = 5_000;
const CRITERIA: usize = 12;

fn table(rng: &mut ChaCha8Rng) -> Table {
    Table {
        columns: (0..CRITERIA).map(|_| (0..SITES).map(|_| rng.random::<f64>() * 100.0).collect()).collect(),
        senses: (0..CRITERIA).map(|c| if c % 2 == 0 { Sense::Benefit } else { Sense::Cost }).collect(),
        weights: vec![1.0 / CRITERIA as f64; CRITERIA],
    }
}

fn site(index: usize, rng: &mut ChaCha8Rng) -> Site {
    let position =
        domain::Position { approximate: index.is_multiple_of(7), ..land::at(43.0 + 7.0 * rng.random::<f64>(), 6.0 * rng.random::<f64>()) };
    let mut site = land::labelled(land::site(&format!("site-{index:04}"), Some(position), &[]), "2020-07");
    for (key, most) in [("area_ha", 200.0), ("available_ha", 60.0), ("power_mva", 60.0), ("motorway_km", 60.0), ("price_eur_m2", 120.0)] {
        if rng.random_bool(0.6) {
            site.attributes.insert(key.into(), Datum::declared(Value::Number(most * rng.random::<f64>())));
        }
    }
    for key in ["rail", "brownfield", "gas"] {
        if rng.random_bool(0.5) {
            site.attributes.insert(key.into(), Datum::declared(Value::Bool(rng.random_bool(0.7))));
        }
    }
    site
}

fn bench(c: &mut Criterion) {
    let mut rng = ChaCha8Rng::seed_from_u64(20_200_720);
    let table = table(&mut rng);
    let linear = [Preference::Linear { indifference: 5.0, preference: 25.0 }; CRITERIA];
    let weightings: Vec<Vec<f64>> = (0..1_000)
        .map(|_| {
            let cuts: Vec<f64> = (0..CRITERIA).map(|_| -(1.0 - rng.random::<f64>()).ln()).collect();
            let total: f64 = cuts.iter().sum();
            cuts.into_iter().map(|cut| cut / total).collect()
        })
        .collect();
    let sites: Vec<Site> = (0..SITES).map(|i| site(i, &mut rng)).collect();
    let need = land::need(&[("site.area_ha", land::number(4.0)), ("site.power_mva", land::number(3.0)), ("site.gas", Value::Bool(true))]);
    let mut group = c.benchmark_group("5000 sites × 12 criteria");
    group.sample_size(10);
    group.bench_function("TOPSIS, vector", |b| b.iter(|| black_box(topsis(&table, Normalisation::Vector))));
    group.bench_function("PROMETHEE II, linear", |b| b.iter(|| black_box(promethee2(&table, &linear))));
    group.bench_function("SMAA, 1000 weightings", |b| b.iter(|| black_box(smaa(&table, &weightings))));
    for draws in [0, 2_000] {
        let options = Options { draws, ..land::options() };
        group.bench_function(format!("rank 5000 sites, {draws} draws"), |b| {
            b.iter(|| black_box(rank(&need, Some(land::ORIGIN), &sites, &Weights::default(), options)));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
