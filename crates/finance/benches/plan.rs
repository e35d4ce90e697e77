//! The best legal plan among as many measures as the choice is proved for: those a company can ask for at once, under three
//! bases whose caps meet. Measures and amounts are synthetic, and true of nobody; the rules are those of the repository.

use criterion::{Criterion, criterion_group, criterion_main};
use domain::{AidRegime, Instrument};
use finance::{Candidate, verify};
use std::hint::black_box;

#[path = "../tests/it/given.rs"]
mod given;

use given::{candidate, company, eur, own, rules};

/// As many as the search proves the best choice of.
const MEASURES: i64 = 20;
const BASES: [AidRegime; 3] = [AidRegime::DeMinimis, AidRegime::Regional, AidRegime::Sme];

/// Each gives nothing, or nearly its most: no two alike, so that filling a cap is a choice.
fn candidates() -> Vec<Candidate> {
    let one = |(i, regime): (i64, AidRegime)| {
        let most = 20_000 + 7_919 * i % 90_000;
        candidate(&format!("mesure-{i:02}"), Instrument::Grant, regime, Some(eur(most * 9 / 10)), Some(eur(most)))
    };
    (0..MEASURES).zip(BASES.into_iter().cycle()).map(one).collect()
}

fn bench(c: &mut Criterion) {
    let (rules, candidates) = (rules(), candidates());
    let mut project = company(jiff::civil::date(2020, 9, 15), "small", 1_000_000);
    project.financing = vec![own(eur(300_000))];
    let plan = finance::plan(&project, &candidates, &rules);
    assert!(verify(&plan, &project, &rules).is_empty(), "what is measured is a legal plan");
    let mut group = c.benchmark_group("best legal plan");
    group.sample_size(10);
    group.bench_function("20 measures, three bases", |b| b.iter(|| black_box(finance::plan(&project, &candidates, &rules))));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
