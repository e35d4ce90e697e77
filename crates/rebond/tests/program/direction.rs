//! The direction of the house: rebond → web → {factory, store, dossier, reference} → stations → domain. Nothing points
//! back, no station knows another one, and no licence of a dependency binds who uses the program.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const STATIONS: [&str; 6] = ["qualify", "locate", "schedule", "finance", "connect", "steer"];

/// What each crate of ours may depend on, itself; a new crate is refused until it has its place here.
fn allowed(crate_name: &str) -> Option<Vec<&'static str>> {
    let below_factory = ["domain", "programmes", "reference", "diagnose"];
    Some(match crate_name {
        "domain" => vec![],
        "contracts" | "diagnose" | "tabular" | "brownfield" | "ogc" | "ledger" | "grants" | "applications" | "connect" | "steer" => {
            vec!["domain"]
        }
        // A client of a public platform: it reaches the network, and nothing of ours but the words.
        "demarches" => vec!["domain"],
        // The life cycle of sheets is a file of a programme.
        "programmes" => vec!["domain", "contracts"],
        "qualify" | "locate" | "schedule" | "finance" => vec!["domain", "programmes"],
        // The reference data of sectors are built as the plain tables that the diagnosis reads.
        "reference" => vec!["domain", "diagnose", "cnig", "connect"],
        "cnig" => vec!["domain", "tabular"],
        // Rows of tables become sheets.
        "intake" => vec!["domain", "tabular", "contracts"],
        // Times by road: the interface of `locate`, the client of public services of `reference`.
        "roads" => vec!["domain", "locate", "reference"],
        // A database engine, kept out of the pure crate that knows the standard.
        "geopackage" => vec!["domain", "cnig"],
        "store" => vec!["domain", "ledger", "contracts", "applications", "grants"],
        "factory" => [&below_factory[..], &STATIONS, &["roads"]].concat(),
        "dossier" => [&below_factory[..], &STATIONS, &["factory"]].concat(),
        "web" => {
            let people = ["ledger", "grants", "contracts", "applications", "intake", "store"];
            let open = ["tabular", "brownfield", "cnig", "geopackage", "roads", "factory", "dossier", "ogc", "demarches"];
            [&below_factory[..], &STATIONS, &open, &people].concat()
        }
        "rebond" => {
            let open = ["brownfield", "cnig", "geopackage", "roads", "factory", "dossier", "ogc"];
            let kept = ["contracts", "grants", "ledger", "demarches", "store", "web"];
            [&below_factory[..], &STATIONS, &open, &kept].concat()
        }
        _ => return None,
    })
}

fn metadata(more: &[&str]) -> Value {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--manifest-path"])
        .arg(manifest)
        .args(more)
        .output();
    let output = output.expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

fn packages(metadata: &Value) -> &[Value] {
    metadata["packages"].as_array().expect("metadata lists packages")
}

/// For each crate of ours: those of ours that it builds with (tests and benches excepted).
fn ours() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata(&["--no-deps"]);
    let name = |p: &Value| p["name"].as_str().expect("a package has a name").to_owned();
    let all: BTreeSet<String> = packages(&metadata).iter().map(name).collect();
    let dependencies = |p: &Value| {
        let list = p["dependencies"].as_array().expect("a package lists its dependencies");
        list.iter().filter(|d| d["kind"] != "dev").map(name).filter(|d| all.contains(d)).collect()
    };
    packages(&metadata).iter().map(|p| (name(p), dependencies(p))).collect()
}

#[test]
fn no_crate_points_back() {
    for (name, dependencies) in ours() {
        let allowed = allowed(&name)
            .unwrap_or_else(|| panic!("the crate {name} has no place in the direction of the house: give it one in this test"));
        for dependency in dependencies {
            assert!(allowed.contains(&dependency.as_str()), "{name} may not depend on {dependency}");
        }
    }
}

#[test]
fn a_station_knows_neither_another_station_nor_the_database_nor_the_web() {
    let ours = ours();
    for station in STATIONS {
        // Followed to the end: a crate in between would hide a station behind it.
        let (mut reached, mut ahead) = (BTreeSet::new(), vec![station.to_owned()]);
        while let Some(next) = ahead.pop() {
            for dependency in &ours[&next] {
                if reached.insert(dependency.clone()) {
                    ahead.push(dependency.clone());
                }
            }
        }
        for other in STATIONS.into_iter().filter(|s| *s != station).chain(["store", "web", "factory", "dossier"]) {
            assert!(!reached.contains(other), "{station} reaches {other}");
        }
    }
}

/// Licences compatible with distributing the program under EUPL-1.2.
const LICENCES: [&str; 20] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Ubuntu-font-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
];

/// An SPDX expression is accepted when one way of reading its ORs names accepted licences only.
fn accepted(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let accepted = either(&mut words);
    accepted && words.peek().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words) -> bool {
    let mut accepted = both(words);
    while words.next_if_eq(&"OR").is_some() {
        accepted |= both(words);
    }
    accepted
}

fn both(words: &mut Words) -> bool {
    let mut accepted = one(words);
    while words.next_if_eq(&"AND").is_some() {
        accepted &= one(words);
    }
    accepted
}

fn one(words: &mut Words) -> bool {
    match words.next() {
        Some("(") => {
            let inner = either(words);
            words.next_if_eq(&")").is_some() && inner
        }
        Some(licence) => match words.next_if_eq(&"WITH") {
            Some(_) => LICENCES.contains(&format!("{licence} WITH {}", words.next().unwrap_or_default()).as_str()),
            None => LICENCES.contains(&licence),
        },
        None => false,
    }
}

#[test]
fn the_reading_of_licences_follows_and_and_or() {
    assert!(accepted("MIT OR GPL-3.0-only") && accepted("MIT/Apache-2.0") && accepted("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(
        !accepted("MIT AND GPL-3.0-only") && !accepted("AGPL-3.0-only") && !accepted("Apache-2.0 WITH Some-exception") && !accepted("")
    );
}

#[test]
fn every_dependency_has_a_licence_that_fits_the_eupl() {
    let metadata = metadata(&["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let built: BTreeSet<&str> =
        metadata["resolve"]["nodes"].as_array().expect("metadata resolves").iter().filter_map(|n| n["id"].as_str()).collect();
    let refused: Vec<String> = packages(&metadata)
        .iter()
        .filter(|p| p["id"].as_str().is_some_and(|id| built.contains(id)))
        .filter(|p| !accepted(p["license"].as_str().unwrap_or_default()))
        .map(|p| format!("{} {}: {}", p["name"], p["version"], p["license"]))
        .collect();
    assert!(refused.is_empty(), "dependencies whose licence was not accepted:\n{}", refused.join("\n"));
}
