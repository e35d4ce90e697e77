//! 1 000 projects × 100 measures on one core. The bar is one second for the answers (screening a portfolio); the full
//! explanation of every leaf, in two languages, with the questions, is measured beside it.
//!
//! Projects, measures and dictionary are synthetic: drawn from a fixed seed, with the size of the real ones (some 75
//! facts, 8 conditions a measure, a third of the facts known), and true of nobody.

use criterion::{Criterion, criterion_group, criterion_main};
use domain::{Cents, Date, Datum, Dictionary, FactKind, Facts, Value};
use programmes::{Condition, Programme, Quantity};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

#[path = "../tests/it/trade.rs"]
mod trade;

const KINDS: [FactKind; 4] = [FactKind::Bool, FactKind::Money, FactKind::Naf, FactKind::Choice];
const CHOICES: [(&str, &str); 4] = [("a", "le premier"), ("b", "le deuxième"), ("c", "le troisième"), ("d", "le quatrième")];
const NAF: [&str; 6] = ["10.11Z", "22.22Z", "25.62B", "28.11Z", "52.10B", "01.11Z"];

fn dictionary() -> Dictionary {
    let fact = |i: usize| {
        let choices = if KINDS[i % 4] == FactKind::Choice { &CHOICES[..] } else { &[] };
        trade::spec(&format!("section.fact_{i:02}"), KINDS[i % 4], &format!("Fait synthétique n° {i}"), choices, false)
    };
    Dictionary { facts: (0..75).map(fact).collect() }
}

fn value(kind: FactKind, rng: &mut ChaCha8Rng) -> Value {
    match kind {
        FactKind::Bool => Value::Bool(rng.random_bool(0.7)),
        FactKind::Money => Value::Money(Cents::euros(rng.random_range(100_000..20_000_000))),
        FactKind::Naf => Value::Code(NAF[rng.random_range(0..NAF.len())].into()),
        _ => Value::Code(CHOICES[rng.random_range(0..4)].0.into()),
    }
}

fn project(dictionary: &Dictionary, rng: &mut ChaCha8Rng) -> Facts {
    let mut facts = Facts::default();
    for spec in &dictionary.facts {
        if rng.random_bool(0.33) {
            facts.set(&spec.key, Datum::declared(value(spec.kind, rng)));
        }
    }
    facts
}

fn condition(dictionary: &Dictionary, depth: u32, rng: &mut ChaCha8Rng) -> Condition {
    if depth > 0 && rng.random_bool(0.25) {
        let parts = (0..3).map(|_| condition(dictionary, depth - 1, rng)).collect();
        return Condition { any: parts, ..Condition::default() };
    }
    let spec = &dictionary.facts[rng.random_range(0..dictionary.facts.len())];
    let label = domain::Text::new("Une condition synthétique", "A synthetic condition");
    let leaf = Condition { label, ..trade::fact(&spec.key) };
    match spec.kind {
        FactKind::Bool => Condition { is: Some(true), ..leaf },
        FactKind::Money => Condition { at_least: Some(Quantity::Money(Cents::euros(rng.random_range(50_000..1_000_000)))), ..leaf },
        FactKind::Naf => Condition { one_of: ["B", "C", "D", "E", "52.1"].map(String::from).to_vec(), ..leaf },
        _ => Condition { one_of: ["a", "b", "c"].map(String::from).to_vec(), ..leaf },
    }
}

fn programme(dictionary: &Dictionary, rng: &mut ChaCha8Rng) -> Programme {
    let measures = (0..100)
        .map(|i| {
            let conditions = (0..8).map(|_| condition(dictionary, 2, rng)).collect();
            trade::measure(&format!("measure-{i:03}"), conditions, trade::half_of("section.fact_01", 800_000))
        })
        .collect();
    trade::programme(measures)
}

fn bench(c: &mut Criterion) {
    let mut rng = ChaCha8Rng::seed_from_u64(20_200_720);
    let dictionary = dictionary();
    let programmes = [programme(&dictionary, &mut rng)];
    let projects: Vec<Facts> = (0..1_000).map(|_| project(&dictionary, &mut rng)).collect();
    let on: Date = trade::day("2020-09-15");
    let mut group = c.benchmark_group("1000 projects × 100 measures");
    group.sample_size(10);
    group.bench_function("explained, with questions", |b| {
        b.iter(|| {
            projects.iter().map(|facts| black_box(qualify::qualify(facts, &programmes, &dictionary, on)).questions.len()).sum::<usize>()
        });
    });
    group.bench_function("answers alone", |b| {
        b.iter(|| projects.iter().map(|facts| black_box(qualify::answers(facts, &programmes, &dictionary, on)).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
