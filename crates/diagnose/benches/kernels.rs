//! Co-occurrence at the size of the communes and of world trade, and one territory when the proximity is known (bar 5 ms).
//! Presences are synthetic: each activity at random in a share of the places, from a fixed seed. The whole chain beside its
//! peers is `benches/bars.sh`.

use criterion::{Criterion, criterion_group, criterion_main};
use diagnose::proximity::{ProximityKind, cooccurrence, proximity};
use diagnose::relative::relative_relatedness;
use diagnose::simd::Level;
use diagnose::{Diagonal, Presence, density};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

fn presence(places: usize, activities: usize, share: f64) -> Presence {
    let mut rng = ChaCha8Rng::seed_from_u64(20_200_720);
    let names = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
    let rows: Vec<Vec<u32>> = (0..places).map(|_| (0..activities as u32).filter(|_| rng.random_bool(share)).collect()).collect();
    Presence::from_rows(names(places), names(activities), rows.into_iter().map(Vec::into_iter))
}

fn bench(c: &mut Criterion) {
    // Criterion measures wall time: one thread makes it CPU time.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    for (name, places, activities, share) in
        [("zones 306 × 732", 306, 732, 0.37), ("communes 35 000 × 732", 35_000, 732, 0.038), ("trade 230 × 5 000", 230, 5_000, 0.17)]
    {
        let presence = presence(places, activities, share);
        let mut group = c.benchmark_group(name);
        group.sample_size(10);
        for level in Level::all() {
            group.bench_function(format!("co-occurrence, {level:?}"), |b| {
                b.iter(|| pool.install(|| black_box(cooccurrence(&presence, level))))
            });
        }
        let phi = proximity(&presence, ProximityKind::Minimum, 0);
        let sums = phi.sums(Diagonal::Kept);
        group.bench_function("one territory: density, relative relatedness, ranked", |b| {
            b.iter(|| {
                let present = presence.activities_of(0);
                let density = density::row(present, &phi, &sums, Diagonal::Kept);
                let relative = relative_relatedness(&density, present);
                let mut ranked: Vec<(usize, f64)> = relative.iter().enumerate().filter_map(|(p, r)| Some((p, (*r)?))).collect();
                ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
                ranked.truncate(20);
                black_box(ranked)
            });
        });
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
