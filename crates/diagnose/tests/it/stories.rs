//! Stories of a table of jobs: gathering it, telling chance from specialisation, ranking what is near.

use crate::country::presence;
use diagnose::Table;
use diagnose::external::external_complexity;
use diagnose::fitness::fitness;
use diagnose::relative::relative_relatedness;
use diagnose::significance::{at_least, benjamini_hochberg, expected, poisson, shrunk_quotient};
use diagnose::specialisation::rca;

fn jobs(cells: &[(&str, &str, f64)]) -> Table {
    Table::gather(cells.iter().copied()).table
}

#[test]
fn a_key_given_twice_is_summed_and_told_and_a_secret_is_kept_out() {
    let cells = [
        ("71076", "25.50B", 30.0),
        ("na", "10.71A", 2.0),
        ("71076", "25.50B", 12.0),
        ("71076", "10.71A", -1.0),
        ("39300", "28.12Z", f64::NAN),
    ];
    let gathered = Table::gather(cells);
    assert_eq!(gathered.merged, [("71076".to_owned(), "25.50B".to_owned())]);
    assert_eq!(gathered.unknown.len(), 2);
    let table = gathered.table;
    assert_eq!(table.places, ["39300", "71076", "na"]);
    let (c, p) = (table.place("71076").expect("known"), table.activity("25.50B").expect("known"));
    assert_eq!((table.get(c, p), table.total()), (42.0, 44.0));
    let (kept, dropped) = table.without_empty();
    assert_eq!((dropped.places, dropped.activities), (vec!["39300".to_owned()], vec!["28.12Z".to_owned()]));
    assert_eq!(kept.places, ["71076", "na"]);
}

#[test]
fn communes_add_up_to_their_zone() {
    let table = jobs(&[("a", "25.11Z", 5.0), ("a", "28.12Z", 1.0), ("b", "25.50B", 7.0), ("c", "25.11Z", 100.0)]);
    let zones = table.group_places(&[Some(1), Some(1), None], vec!["north".into(), "south".into()]);
    assert_eq!(zones.place_totals(), [0.0, 13.0]);
    assert_eq!((zones.place("south"), zones.place("north"), zones.place("east")), (Some(1), Some(0), None));
}

#[test]
fn a_table_made_by_hand_is_checked() {
    let names = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
    assert!(Table::new(names(2), names(2), vec![0, 1, 2], vec![0, 1], vec![1.0, 2.0]).is_ok());
    for (start, column, value) in [
        (vec![0, 1], vec![0], vec![1.0]),
        (vec![0, 2, 2], vec![1, 0], vec![1.0, 1.0]),
        (vec![0, 1, 1], vec![2], vec![1.0]),
        (vec![0, 1, 1], vec![0], vec![f64::NAN]),
        (vec![0, 3, 1], vec![0], vec![1.0]),
    ] {
        let why = Table::new(names(2), names(2), start, column, value).expect_err("malformed");
        assert!(!why.fr.is_empty() && !why.en.is_empty());
    }
}

#[test]
fn the_chance_of_as_many_jobs_is_that_of_a_poisson_count() {
    // By hand: P(X ≥ 1 | 1) = 1 − e⁻¹; P(X ≥ 3 | 2) = 1 − 5 e⁻²; P(X ≥ 10 | 3): scipy.stats.poisson.sf(9, 3).
    for (x, mu, expected) in [
        (1.0, 1.0, 1.0 - (-1.0_f64).exp()),
        (3.0, 2.0, 1.0 - 5.0 * (-2.0_f64).exp()),
        (10.0, 3.0, 0.0011024881301154815),
        (0.0, 4.0, 1.0),
        (2.0, 0.0, 0.0),
    ] {
        let found = at_least(x, mu);
        assert!((found - expected).abs() < 1e-12, "P(X ≥ {x} | {mu}) = {found}, not {expected}");
    }
    // Far from the origin, where the two branches meet: the median of a large Poisson is its mean.
    for mu in [50.0, 5_000.0, 2_000_000.0] {
        assert!((at_least(mu, mu) - 0.5).abs() < 0.2 / f64::sqrt(mu) + 1e-9, "{mu}");
        let both = at_least(mu + 0.999, mu) - at_least(mu + 1.001, mu);
        assert!((0.0..1e-3).contains(&both), "{mu}: {both}");
    }
}

#[test]
fn one_workshop_is_not_a_specialisation_and_a_plant_is() {
    let mut cells = vec![
        ("village".to_owned(), "glass", 1.0),
        ("village".to_owned(), "shops", 4.0),
        ("town".to_owned(), "glass", 300.0),
        ("town".to_owned(), "shops", 700.0),
    ];
    cells.extend((0..50).map(|i| (format!("c{i:02}"), "shops", 1_000.0)));
    cells.push(("c00".to_owned(), "glass", 20.0));
    let table = Table::gather(cells).table;
    let (quotient, chance) = (rca(&table), poisson(&table));
    let adjusted = benjamini_hochberg(&table, &chance);
    let shrunk = shrunk_quotient(&table, 20.0);
    let glass = |place: &str| {
        let (c, p) = (table.place(place).expect("known"), table.activity("glass").expect("known"));
        table.start[c] + table.row(c).0.binary_search(&(p as u32)).expect("a cell")
    };
    let (village, town) = (glass("village"), glass("town"));
    assert!(quotient[village] > 10.0 && adjusted[village] > 0.05 / 10.0 && shrunk[village] < 1.1);
    assert!(quotient[town] > 10.0 && adjusted[town] < 1e-12 && shrunk[town] > 5.0);
    assert!(adjusted.iter().zip(&chance).all(|(a, p)| a >= p && *a <= 1.0));
    assert!((expected(&table)[town] - 1_000.0 * 321.0 / table.total()).abs() < 1e-9);
}

#[test]
fn benjamini_hochberg_gives_the_known_adjusted_probabilities() {
    // Four tests; R p.adjust(c(0.01, 0.02, 0.03, 0.5), "BH") = 0.04 0.04 0.04 0.5.
    let table = jobs(&[("a", "1", 1.0), ("a", "2", 1.0), ("a", "3", 1.0), ("a", "4", 1.0)]);
    let adjusted = benjamini_hochberg(&table, &[0.02, 0.5, 0.01, 0.03]);
    for (found, expected) in adjusted.iter().zip([0.04, 0.5, 0.04, 0.04]) {
        assert!((found - expected).abs() < 1e-15, "{adjusted:?}");
    }
}

#[test]
fn what_is_near_is_ranked_among_what_the_place_does_not_do() {
    let relative = relative_relatedness(&[0.9, 0.1, 0.3, 0.2], &[0]);
    assert_eq!(relative[0], None);
    let values: Vec<f64> = relative.into_iter().flatten().collect();
    assert!((values.iter().sum::<f64>()).abs() < 1e-12 && values[1] > values[2] && values[2] > values[0]);
    assert!((values[1] - 1.5_f64.sqrt()).abs() < 1e-12);
    // Nothing stands out where all is equally near, and a place that does everything has nothing left to rank.
    assert_eq!(relative_relatedness(&[0.5, 0.5], &[]), [Some(0.0), Some(0.0)]);
    assert_eq!(relative_relatedness(&[0.5], &[0]), [None]);
}

#[test]
fn a_territory_takes_the_complexity_of_its_specialisations_and_says_how_many_are_known() {
    let found = external_complexity(&presence(&[&[0, 1, 2], &[2], &[]], 3), &[Some(1.0), Some(-0.5), None]);
    assert_eq!((found[0].value, found[0].known, found[0].specialisations), (Some(0.25), 2, 3));
    assert_eq!((found[1].value, found[1].known), (None, 0));
    assert_eq!(found[2].specialisations, 0);
}

#[test]
fn fitness_rewards_what_few_can_do_and_stays_a_number() {
    let nested = fitness(&presence(&[&[0, 1, 2], &[0, 1], &[0]], 3), 50);
    assert!(nested.places[0] > nested.places[1] && nested.places[1] > nested.places[2]);
    assert!(nested.activities[2] > nested.activities[1] && nested.activities[1] > nested.activities[0]);
    let long = fitness(&presence(&[&[0, 1, 2], &[0, 1], &[0], &[]], 4), 5_000);
    assert!(long.places.iter().chain(&long.activities).all(|v| v.is_finite() && *v >= 0.0));
}
