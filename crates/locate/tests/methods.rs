//! The published methods against figures computed elsewhere: the fixture of `oracle.py`, or a larger set in the folder
//! named by `REBOND_ORACLES` (same files, made with pymcdm and scikit-criteria).

use locate::methods::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

type Row = BTreeMap<String, String>;

fn folder() -> PathBuf {
    match std::env::var_os("REBOND_ORACLES") {
        Some(folder) => folder.into(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixture"),
    }
}

fn rows(name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder().join(name)).expect("an oracle file");
    reader.deserialize().map(|row| row.expect("a row of the oracle")).collect()
}

fn number(row: &Row, key: &str) -> f64 {
    row[key].parse().unwrap_or_else(|_| panic!("{key}: {:?}", row.get(key)))
}

fn params() -> serde_json::Value {
    let text = std::fs::read_to_string(folder().join("mcdm_params.json")).expect("the parameters of the oracle");
    serde_json::from_str(&text).expect("JSON")
}

fn list(params: &serde_json::Value, key: &str) -> Vec<f64> {
    params[key].as_array().expect(key).iter().map(|v| v.as_f64().expect(key)).collect()
}

fn names(params: &serde_json::Value) -> Vec<String> {
    params["criteria"].as_array().expect("criteria").iter().map(|v| v.as_str().expect("a name").to_owned()).collect()
}

fn table(params: &serde_json::Value) -> Table {
    let matrix = rows("mcdm_matrix.csv");
    let raw = list(params, "weights_raw");
    let total: f64 = raw.iter().sum();
    Table {
        columns: names(params).iter().map(|name| matrix.iter().map(|row| number(row, name)).collect()).collect(),
        senses: list(params, "sense").iter().map(|s| if *s > 0.0 { Sense::Benefit } else { Sense::Cost }).collect(),
        weights: raw.iter().map(|w| w / total).collect(),
    }
}

/// Same figures to 1e-9 and the same ranks.
fn same(what: &str, found: &[f64], oracle: &[Row], value: &str, rank: Option<&str>) {
    assert_eq!(found.len(), oracle.len());
    let worst = found.iter().zip(oracle).map(|(f, row)| (f - number(row, value)).abs()).fold(0.0, f64::max);
    println!("{what}: largest difference {worst:.1e} over {} rows", oracle.len());
    assert!(worst < 1e-9, "{what}: {worst:e}");
    if let Some(rank) = rank {
        let expected: Vec<usize> = oracle.iter().map(|row| row[rank].parse().expect("a rank")).collect();
        assert_eq!(ranks(found), expected, "{what}: ranks");
    }
}

#[test]
fn topsis_agrees_under_both_normalisations() {
    let table = table(&params());
    let oracle = rows("mcdm_topsis.csv");
    same("TOPSIS vector", &topsis(&table, Normalisation::Vector), &oracle, "closeness_vector", Some("rank_vector"));
    same("TOPSIS minmax", &topsis(&table, Normalisation::MinMax), &oracle, "closeness_minmax", Some("rank_minmax"));
}

#[test]
fn promethee_by_sorting_agrees_with_every_pair_compared() {
    let params = params();
    let table = table(&params);
    let oracle = rows("mcdm_promethee2.csv");
    let thresholds = list(&params, "promethee_q").into_iter().zip(list(&params, "promethee_p"));
    let linear: Vec<Preference> = thresholds.map(|(q, p)| Preference::Linear { indifference: q, preference: p }).collect();
    let flows = promethee2(&table, &linear);
    same("PROMETHEE linear, plus", &flows.plus, &oracle, "plus_linear", None);
    same("PROMETHEE linear, minus", &flows.minus, &oracle, "minus_linear", None);
    same("PROMETHEE linear, net", &flows.net, &oracle, "net_linear", Some("rank_linear"));
    let usual = promethee2(&table, &vec![Preference::Usual; table.columns.len()]);
    same("PROMETHEE usual, net", &usual.net, &oracle, "net_usual", Some("rank_usual"));
}

#[test]
fn the_weighted_sum_agrees_and_vetoes_take_the_rank_away() {
    let params = params();
    let table = table(&params);
    let names = names(&params);
    let vetoes: Vec<Veto> = params["vetoes"]
        .as_object()
        .expect("vetoes")
        .iter()
        .map(|(name, rule)| Veto {
            column: names.iter().position(|n| n == name).expect("a criterion"),
            bound: match (rule[0].as_str(), rule[1].as_f64()) {
                (Some("min"), Some(least)) => Bound::AtLeast(least),
                (_, Some(most)) => Bound::AtMost(most),
                _ => panic!("{rule}"),
            },
        })
        .collect();
    let oracle = rows("mcdm_wsm_veto.csv");
    let found = wsm(&table, &vetoes);
    same("weighted sum", &found.scores, &oracle, "score", None);
    for (row, expected) in oracle.iter().enumerate() {
        assert_eq!(found.ranks[row], expected["rank_if_eligible"].parse().ok(), "{}", expected["id"]);
        let failed: Vec<&str> = found.failed[row].iter().map(|c| names[*c].as_str()).collect();
        assert_eq!(failed.join("|"), expected["failed_vetoes"], "{}", expected["id"]);
    }
}

#[test]
fn smaa_agrees_on_the_weightings_given() {
    let params = params();
    let names = names(&params);
    let weightings: Vec<Vec<f64>> =
        rows("mcdm_smaa_weights.csv").iter().map(|row| names.iter().map(|n| number(row, n)).collect()).collect();
    let found = smaa(&table(&params), &weightings);
    for (a, row) in found.iter().zip(rows("mcdm_smaa.csv")) {
        let id = &row["id"];
        for (value, key) in [(a.first, "b1"), (a.top10, "b_top10"), (a.top50, "b_top50"), (a.mean_rank, "mean_rank")] {
            assert!((value - number(&row, key)).abs() < 1e-6, "{id} {key}: {value}");
        }
        assert_eq!((a.best_rank.to_string(), a.worst_rank.to_string()), (row["best_rank"].clone(), row["worst_rank"].clone()), "{id}");
        assert_eq!(a.central_weights.is_some(), !row["cw_area_ha"].is_empty(), "{id}");
        for (weight, name) in a.central_weights.iter().flatten().zip(&names) {
            assert!((weight - number(&row, &format!("cw_{name}"))).abs() < 1e-6, "{id} {name}");
        }
    }
}

#[test]
fn rows_that_are_all_the_same_are_all_equal() {
    let table = Table { columns: vec![vec![3.0; 4], vec![0.0; 4]], senses: vec![Sense::Benefit, Sense::Cost], weights: vec![0.5, 0.5] };
    assert_eq!(topsis(&table, Normalisation::Vector), vec![0.5; 4]);
    assert_eq!(promethee2(&table, &[Preference::Usual; 2]).net, vec![0.0; 4]);
    assert_eq!(wsm(&table, &[]).ranks, [Some(1), Some(2), Some(3), Some(4)]);
}
