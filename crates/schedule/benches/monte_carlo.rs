//! The bar: 40 procedures × 10 000 draws in under 20 ms, tables of the distribution included.

use criterion::{Criterion, criterion_group, criterion_main};
use schedule::beta_pert::BetaPert;
use schedule::monte_carlo::play;
use schedule::path::Network;
use schedule::window::Openings;
use std::hint::black_box;

/// Forty uncertain steps, each after up to three of the eight before it, one in ten with a season.
fn network() -> (Network, Vec<[f64; 3]>) {
    let before = (0..40usize).map(|i| [1, 3, 7].iter().filter_map(|back| i.checked_sub(*back)).filter(|p| (i + p) % 3 != 0).collect());
    let season = || Openings::new((0..40).map(|year| (f64::from(year) * 12.0 + 2.0, f64::from(year) * 12.0 + 9.0)).collect());
    let openings = (0..40).map(|i| if i % 10 == 0 { season() } else { Openings::default() });
    let shapes = (0..40).map(|i| [1.0 + f64::from(i % 5), 2.0 + f64::from(i % 5), 4.0 + f64::from(i % 7)]);
    (Network { before: before.collect(), openings: openings.collect() }, shapes.collect())
}

fn bench(c: &mut Criterion) {
    let (network, shapes) = network();
    c.bench_function("monte carlo, 40 procedures, 10 000 draws", |b| {
        b.iter(|| {
            let durations: Vec<BetaPert> = shapes.iter().map(|s| BetaPert::new(*s)).collect();
            black_box(play(&network, &durations, 10_000, 2020))
        });
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
