//! The published methods, files in and file out, against figures computed elsewhere: the fixture of `oracle.py`, or a
//! larger set in the folder named by `REBOND_ORACLES` (same files, made with pymcdm and scikit-criteria).

use locate::decision::{self, Decision, File, Method};
use locate::methods::*;
use proptest::prelude::*;
use std::path::PathBuf;

/// Decimals of the oracles: twelve for scores, six for the shares of SMAA, which are rounded.
const SCORES: f64 = 1e-9;
const SHARES: f64 = 5.1e-7;

fn text(name: &str) -> String {
    let folder = match std::env::var_os("REBOND_ORACLES") {
        Some(folder) => folder.into(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixture"),
    };
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn read(matrix: &str, params: &str) -> Result<Decision, Vec<String>> {
    let files = [("matrix.csv", matrix), ("params.json", params)].map(|(name, text)| File { name, text });
    decision::read(files[0], files[1]).map_err(|problems| problems.iter().map(|p| p.show(domain::Lang::En)).collect())
}

fn oracle() -> Decision {
    read(&text("mcdm_matrix.csv"), &text("mcdm_params.json")).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Same heading, same order of rows, same words and ranks, figures to the tolerance.
fn same(found: &str, oracle: &str, tolerance: f64) {
    assert_eq!(found.lines().count(), oracle.lines().count());
    let head: Vec<&str> = oracle.lines().next().expect("a heading").split(',').collect();
    let mut worst = vec![0.0_f64; head.len()];
    for (line, (found, oracle)) in found.lines().zip(oracle.lines()).enumerate() {
        let (found, oracle): (Vec<&str>, Vec<&str>) = (found.split(',').collect(), oracle.split(',').collect());
        assert_eq!(found.len(), oracle.len(), "line {line}");
        for (at, (f, o)) in found.iter().zip(&oracle).enumerate() {
            match (f.parse::<f64>(), o.parse::<f64>()) {
                (Ok(f), Ok(o)) if oracle[at].contains('.') => worst[at] = worst[at].max((f - o).abs()),
                _ => assert_eq!(f, o, "line {line}, {}", head[at]),
            }
        }
    }
    for (name, worst) in head.iter().zip(worst) {
        println!("{name}: largest difference {worst:.1e}");
        assert!(worst < tolerance, "{name}: {worst:e}");
    }
}

fn agrees(method: Method, file: &str, tolerance: f64) {
    let decision = oracle();
    let weightings = text("mcdm_smaa_weights.csv");
    let given = decision::read_weightings(File { name: "weights.csv", text: &weightings }, &decision.criteria);
    let given = given.unwrap_or_else(|problems| panic!("{problems:?}"));
    let found = decision::rank(&decision, method, Some(&given)).unwrap_or_else(|problems| panic!("{problems:?}"));
    same(&found, &text(file), tolerance);
}

#[test]
fn topsis_agrees_under_both_normalisations() {
    agrees(Method::Topsis, "mcdm_topsis.csv", SCORES);
}

#[test]
fn promethee_by_sorting_agrees_with_every_pair_compared() {
    agrees(Method::Promethee2, "mcdm_promethee2.csv", SCORES);
}

#[test]
fn the_weighted_sum_agrees_and_vetoes_take_the_rank_away() {
    agrees(Method::Wsm, "mcdm_wsm_veto.csv", SCORES);
}

#[test]
fn smaa_agrees_on_the_weightings_given() {
    agrees(Method::Smaa, "mcdm_smaa.csv", SHARES);
}

const PARAMS: &str = r#"{"criteria":["area","price"],"sense":[1,-1],"weights_raw":[2,1]}"#;

#[test]
fn a_french_spreadsheet_is_read_with_its_semicolons_and_decimal_commas() {
    let read = read("\u{feff}id;price;area\nA;1,5;20\n\nB;3;10,25\n", PARAMS).expect("a table");
    assert_eq!(read.table.columns, [[20.0, 10.25], [1.5, 3.0]]);
    assert_eq!(read.table.weights, [2.0 / 3.0, 1.0 / 3.0]);
}

#[test]
fn every_cell_that_is_no_figure_is_told_with_its_line_and_column() {
    let told = read("id,area,price,note\nA,1,2,x\n\nA,,nan,y\nB,1,2\n", PARAMS).expect_err("three wrong rows");
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0].starts_with("matrix.csv:4:1 [id] “A” is already on line 2"), "{told:?}");
    assert!(told[1].starts_with("matrix.csv:4:2 [area] empty cell") && told[2].starts_with("matrix.csv:4:3 [price] “nan”"), "{told:?}");
    assert!(told[3].starts_with("matrix.csv:5 3 cells, 4 expected"), "{told:?}");
    let told = read("id,area\nA,1\n", PARAMS).expect_err("a column is missing");
    assert!(told[0].contains("“price” is missing"), "{told:?}");
}

#[test]
fn parameters_that_make_no_sense_are_told_one_by_one() {
    let matrix = "id,area,price\nA,1,2\n";
    let wrong = r#"{"criteria":["area","price"],"sense":[1,0],"weights_raw":[-1,0,1],"promethee_q":[2,0],"promethee_p":[1,1],
        "vetoes":{"rail":["min",1]},"smaa_samples":0}"#;
    let told = read(matrix, wrong).expect_err("six mistakes").join("\n");
    for place in ["[sense[1]]", "[weights_raw]", "[weights_raw[0]]", "[promethee_q[0]]", "[vetoes.rail]", "[smaa_samples]"] {
        assert!(told.contains(place), "{place} in\n{told}");
    }
    let told = read(matrix, "{\n \"criteria\": [,\n}").expect_err("no JSON");
    assert!(told[0].starts_with("params.json:2:15"), "{told:?}");
    let decision = read(matrix, PARAMS).expect("a table");
    assert!(decision::rank(&decision, Method::Promethee2, None).is_err(), "PROMETHEE II without thresholds is refused");
}

#[test]
fn a_weighting_is_taken_as_written_and_refused_when_it_does_not_sum_to_one() {
    let criteria = ["a".to_owned(), "b".to_owned()];
    let file = |text| File { name: "w.csv", text };
    assert_eq!(decision::read_weightings(file("b,a\n0.25,0.75\n"), &criteria), Ok(vec![vec![0.75, 0.25]]));
    let told = decision::read_weightings(file("a,b\n0.5,0.5\n2,1\n1.5,-0.5\n"), &criteria).expect_err("two wrong rows");
    assert_eq!(told.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn rows_that_are_all_the_same_are_all_equal() {
    let table = Table { columns: vec![vec![3.0; 4], vec![0.0; 4]], senses: vec![Sense::Benefit, Sense::Cost], weights: vec![0.5, 0.5] };
    assert_eq!(topsis(&table, Normalisation::Vector), vec![0.5; 4]);
    assert_eq!(promethee2(&table, &[Preference::Usual; 2]).net, vec![0.0; 4]);
    assert_eq!(wsm(&table, &[]).ranks, [Some(1), Some(2), Some(3), Some(4)]);
}

fn bounds() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((0.0..1.0f64, 0.0..1.0f64).prop_map(|(a, b)| (a.min(b), a.max(b))), 1..8)
}

proptest! {
    #[test]
    fn weightings_sum_to_one_and_keep_within_their_intervals(bounds in bounds(), seed in any::<u64>()) {
        let fits = bounds.iter().map(|b| b.0).sum::<f64>() <= 1.0 && bounds.iter().map(|b| b.1).sum::<f64>() >= 1.0;
        let drawn = weightings(&bounds, 20, seed);
        prop_assert_eq!(drawn.is_some(), fits);
        for weights in drawn.into_iter().flatten() {
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(weights.iter().zip(&bounds).all(|(w, (low, high))| low - 1e-9 <= *w && *w <= high + 1e-9));
        }
    }

    /// Turning every column over and every sense with it is the same question.
    #[test]
    fn a_cost_is_a_benefit_turned_over(columns in prop::collection::vec(prop::collection::vec(0.0..100.0f64, 6), 1..5)) {
        let weights = vec![1.0 / columns.len() as f64; columns.len()];
        let benefit = Table { senses: vec![Sense::Benefit; columns.len()], columns, weights };
        let turned = Table {
            senses: vec![Sense::Cost; benefit.columns.len()],
            columns: benefit.columns.iter().map(|c| c.iter().map(|x| -x).collect()).collect(),
            weights: benefit.weights.clone(),
        };
        let linear = vec![Preference::Linear { indifference: 5.0, preference: 25.0 }; benefit.columns.len()];
        let close = |a: Vec<f64>, b: Vec<f64>| a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-9);
        prop_assert!(close(promethee2(&benefit, &linear).net, promethee2(&turned, &linear).net));
        prop_assert!(close(wsm(&benefit, &[]).scores, wsm(&turned, &[]).scores));
        prop_assert!(close(topsis(&benefit, Normalisation::MinMax), topsis(&turned, Normalisation::MinMax)));
    }

    /// A site worse than another on every criterion is never ranked before it, by any method, and is first for nobody.
    #[test]
    fn a_dominated_site_is_never_first(columns in prop::collection::vec(prop::collection::vec(0.0..100.0f64, 6), 2..5), less in 1.0..9.0f64) {
        let mut table = Table { senses: vec![Sense::Benefit; columns.len()], weights: vec![1.0 / columns.len() as f64; columns.len()], columns };
        table.columns.iter_mut().for_each(|c| c.push(c[0] - less));
        let usual = vec![Preference::Usual; table.columns.len()];
        for scores in [topsis(&table, Normalisation::Vector), promethee2(&table, &usual).net, wsm(&table, &[]).scores] {
            let places = ranks(&scores);
            prop_assert!(places[6] > places[0], "{scores:?}");
        }
        let drawn = weightings(&vec![(0.0, 1.0); table.columns.len()], 50, 7).expect("anything fits");
        prop_assert_eq!(smaa(&table, &drawn)[6].first, 0.0);
    }
}

#[test]
fn weights_drawn_stay_within_the_bounds_given_and_bounds_that_nothing_fits_are_refused() {
    let matrix = "id,a,b\nx,1,0\ny,0,1\n";
    let params =
        |bounds: &str| format!("{{\"criteria\":[\"a\",\"b\"],\"sense\":[1,1],\"weights_raw\":[1,1],\"smaa_samples\":200{bounds}}}");
    let rows = |bounds: &str| {
        let decision = read(matrix, &params(bounds)).unwrap_or_else(|problems| panic!("{problems:?}"));
        decision::rank(&decision, Method::Smaa, None).unwrap_or_else(|problems| panic!("{problems:?}"))
    };
    let first = |text: &str| text.lines().nth(1).and_then(|row| row.split(',').nth(1)).map(str::to_owned).expect("a share");
    let free: f64 = first(&rows("")).parse().expect("a share");
    assert!(free > 0.2 && free < 0.8, "{free}");
    assert_eq!(first(&rows(",\"weights_min\":[0.6,0.0]")).parse::<f64>(), Ok(1.0), "a always weighs more");
    assert!(read(matrix, &params(",\"weights_max\":[0.3,0.3]")).is_err());
    assert!(read(matrix, &params(",\"weights_min\":[0.3]")).is_err());
}
