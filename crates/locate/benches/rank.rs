//! 5 000 sites × 12 criteria. Bars on one core, in time of processor: TOPSIS 5 ms, PROMETHEE II 50 ms, SMAA with 1 000 weightings 150 ms,
//! the whole ranking of 5 000 sites 100 ms. Sites and tables are synthetic, drawn from a fixed seed.
//!
//! `REBOND_PEERS=/path/to/python cargo bench -p locate` also times pymcdm and scikit-criteria on the same table, in the same
//! run (`peers.py`).

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::{Datum, Site, Value};
use locate::methods::*;
use locate::{Options, Weights, rank};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;
use std::time::Duration;

#[path = "../tests/it/land.rs"]
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

/// Time that the threads of this process spent on processors: the bars are of one core, the machine may be doing other work, and a
/// ranking works on all cores.
struct Cpu;

impl Cpu {
    fn spent() -> u64 {
        let threads = std::fs::read_dir("/proc/self/task").expect("Linux tells the threads of a process");
        let spent = |thread: std::io::Result<std::fs::DirEntry>| -> u64 {
            let line =
                std::fs::read_to_string(thread.expect("a thread").path().join("schedstat")).expect("Linux tells the time of each thread");
            line.split(' ').next().and_then(|ns| ns.parse().ok()).expect("nanoseconds come first")
        };
        threads.map(spent).sum()
    }
}

impl Measurement for Cpu {
    type Intermediate = u64;
    type Value = Duration;
    fn start(&self) -> u64 {
        Cpu::spent()
    }
    fn end(&self, start: u64) -> Duration {
        Duration::from_nanos(Cpu::spent() - start)
    }
    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }
    fn zero(&self) -> Duration {
        Duration::ZERO
    }
    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }
    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

fn bench(c: &mut Criterion<Cpu>) {
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
    // All of them explained, as files hold them, then the first alone, as a page shows them.
    for (draws, explained) in [(0, SITES), (2_000, SITES), (2_000, 20)] {
        let options = Options { draws, explained, ..land::options() };
        group.bench_function(format!("rank 5000 sites, {draws} draws, {explained} explained"), |b| {
            b.iter(|| black_box(rank(&need, Some(land::ORIGIN), &sites, &Weights::default(), options)));
        });
    }
    group.finish();
    peers(&table);
}

/// The same table, by the packages people use; said beside, or not at all when no Python is named.
fn peers(table: &Table) {
    let Some(python) = std::env::var_os("REBOND_PEERS") else { return };
    let file = std::env::temp_dir().join(format!("rebond-peers-{}.csv", std::process::id()));
    let row = |row: usize| table.columns.iter().map(|c| c[row].to_string()).collect::<Vec<_>>().join(",");
    let text = (0..table.rows()).map(row).collect::<Vec<_>>().join("\n");
    std::fs::write(&file, text).expect("a temporary file");
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py");
    std::process::Command::new(python).arg(script).arg(&file).status().expect("the Python named by REBOND_PEERS starts");
    std::fs::remove_file(&file).expect("our own temporary file");
}

criterion_group!(name = benches; config = Criterion::default().with_measurement(Cpu); targets = bench);
criterion_main!(benches);
