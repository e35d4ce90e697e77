//! `rebond sectors analyse`, on a table whose answers are known.

use crate::running::{rebond, root};
use std::path::Path;
use std::process::Output;

fn analyse(input: &Path, columns: [&str; 3], out: &Path) -> Output {
    let [location, activity, value] = columns;
    rebond()
        .args(["sectors", "analyse"])
        .arg(input)
        .args(["--location", location, "--activity", activity, "--value", value, "--out"])
        .arg(out)
        .output()
        .expect("the program runs")
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    csv::Reader::from_path(path)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        .records()
        .map(|r| r.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn an_analyst_gets_the_files_of_a_study_with_the_numbers_of_the_reference_package() {
    let oracles = root().join("crates/diagnose/oracles");
    let folder = tempfile::tempdir().expect("a folder");
    let done = analyse(&oracles.join("seeded40x60.input.csv.gz"), ["l", "p", "v"], folder.path());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    // diversity, eci, coi of each place, "na" among them; ubiquity and pci of each activity, "0000" among them.
    for (ours, theirs) in [("locations.csv", "seeded40x60.ecomplexity.loc.csv"), ("activities.csv", "seeded40x60.ecomplexity.prod.csv")] {
        let (ours, theirs) = (rows(&folder.path().join(ours)), rows(&oracles.join(theirs)));
        assert_eq!(ours.len(), theirs.len());
        for (a, b) in ours.iter().zip(&theirs) {
            assert_eq!((&a[0], &a[1]), (&b[0], &b[1]));
            for (a, b) in a[2..].iter().zip(&b[2..]) {
                let (a, b): (f64, f64) = (a.parse().expect("a number"), b.parse().expect("a number"));
                assert!((a - b).abs() < 1e-9, "{a} {b}");
            }
        }
    }
    assert_eq!(rows(&folder.path().join("cells.csv")).len(), 40 * 60);
    assert_eq!(rows(&folder.path().join("proximity.csv")).len(), 60 * 60);
    let about = std::fs::read_to_string(folder.path().join("about.json")).expect("about");
    assert!(about.contains("\"convention\": \"atlas\"") && about.contains("\"gap\""), "{about}");
}

#[test]
fn each_convention_is_an_option_that_the_answers_bear() {
    let input = root().join("crates/diagnose/oracles/seeded40x60.input.csv.gz");
    let folder = tempfile::tempdir().expect("a folder");
    let columns = ["--location", "l", "--activity", "p", "--value", "v"];
    let read = |convention: &str, file: &str, column: usize| -> Vec<f64> {
        let number = |row: Vec<String>| row[column].parse::<f64>().expect("a number");
        rows(&folder.path().join(convention).join(file)).into_iter().map(number).collect()
    };
    for convention in ["atlas", "datawheel", "r"] {
        let out = folder.path().join(convention);
        let mut command = rebond();
        command.args(["sectors", "analyse"]).arg(&input).args(columns).args(["--convention", convention, "--out"]).arg(&out);
        let done = command.output().expect("the program runs");
        assert!(done.status.success(), "{convention}: {}", String::from_utf8_lossy(&done.stderr));
        let about = std::fs::read_to_string(out.join("about.json")).expect("about");
        assert!(about.contains(&format!("\"convention\": \"{convention}\"")), "{about}");
    }
    // The deviation over n, and over n − 1; the nearest of an activity is itself, or not.
    let scale = (39.0_f64 / 40.0).sqrt();
    for (atlas, r) in read("atlas", "locations.csv", 2).into_iter().zip(read("r", "locations.csv", 2)) {
        assert!((atlas * scale - r).abs() < 1e-9, "{atlas} {r}");
    }
    assert_eq!(read("datawheel", "locations.csv", 2), read("r", "locations.csv", 2));
    assert_eq!(read("atlas", "cells.csv", 5), read("r", "cells.csv", 5));
    assert_ne!(read("datawheel", "cells.csv", 5), read("r", "cells.csv", 5));
    let unknown = rebond().args(["sectors", "analyse"]).arg(&input).args(columns).args(["--convention", "stata", "--out", "x"]).output();
    let said = String::from_utf8_lossy(&unknown.expect("the program runs").stderr).into_owned();
    assert!(said.contains("atlas, datawheel, r"), "{said}");
}

#[test]
fn a_table_with_secrets_and_repeats_is_studied_and_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("jobs.csv");
    let mut text = "zone;naf;jobs\n".to_owned();
    for (zone, jobs) in [("na", [5, 0, 1, 3]), ("39", [4, 4, 1, 0]), ("71", [1, 3, 6, 4]), ("21", [1, 5, 0, 5])] {
        jobs.iter().enumerate().for_each(|(j, n)| text += &format!("{zone};{j:02}.1;{n}\n"));
    }
    text += "71;00.1;s\n39;01.1;3\n88;00.1;-2\n";
    std::fs::write(&input, text).expect("written");
    let out = folder.path().join("study");
    let done = analyse(&input, ["zone", "naf", "jobs"], &out);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    assert!(said.contains("jobs.csv:18 [jobs]") && said.contains("jobs.csv:20 [jobs]"), "{said}");
    assert!(said.contains("39 01.1") && said.contains("88"), "the repeat and the place with nothing are named: {said}");
    assert_eq!(rows(&out.join("unread.csv")).len(), 2);
    let cells = rows(&out.join("cells.csv"));
    let cell = |place: &str, activity: &str| cells.iter().find(|r| r[0] == place && r[1] == activity).expect("a cell");
    assert_eq!(cell("71", "00.1")[2..5], ["", "", ""], "one job is told, and others are not: unknown, never one nor zero");
    assert_eq!((cell("39", "01.1")[2].as_str(), cell("39", "03.1")[2].as_str()), ("7", "0"), "summed, and a zero that is told");
    assert!(cells.iter().all(|r| r[5].parse::<f64>().is_ok_and(f64::is_finite)), "density is a number everywhere");
    let about = std::fs::read_to_string(out.join("about.json")).expect("about");
    assert!(about.contains("\"unknown_cells\"") && about.contains("\"on\": \"20"), "{about}");
    assert_eq!(rows(&out.join("locations.csv")).iter().map(|r| r[0].clone()).collect::<Vec<_>>(), ["21", "39", "71", "na"]);
}

#[test]
fn a_wrong_column_or_groups_apart_are_refused_in_both_languages_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("jobs.csv");
    std::fs::write(&input, "zone,naf,jobs\na,1,1\na,2,1\nb,1,1\nb,2,2\nc,3,1\n").expect("written");
    let out = folder.path().join("study");
    let wrong = analyse(&input, ["commune", "naf", "jobs"], &out);
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(!wrong.status.success() && said.contains("colonnes trouvées : zone, naf, jobs") && said.contains("columns found"), "{said}");
    let apart = analyse(&input, ["zone", "naf", "jobs"], &out);
    let said = String::from_utf8_lossy(&apart.stderr).into_owned();
    assert!(!apart.status.success() && said.contains("[c | 3]") && said.contains("share no activity"), "{said}");
    assert!(!out.exists());
}
