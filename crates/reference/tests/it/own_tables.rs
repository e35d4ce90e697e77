//! The tables of `reference/`: each row has its source, and the page of sources names each file.

use reference::own_tables;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files under a folder of the repository with this ending, by their path from its root.
fn files(folder: &str, ending: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).expect("a folder of the repository");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect()
}

#[test]
fn every_row_of_the_tables_of_the_project_has_its_source() {
    let tables = files("reference", ".csv");
    assert!(tables.len() >= 5, "{tables:?}");
    for table in tables {
        let text = std::fs::read_to_string(root().join(&table)).expect("a table");
        let separator = if text.lines().next().is_some_and(|heads| heads.contains(';')) { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
        let at = reader.headers().expect("a heading").iter().position(|head| head == "source");
        let at = at.unwrap_or_else(|| panic!("{table} has no column of sources"));
        for (number, row) in reader.records().enumerate() {
            let row = row.unwrap_or_else(|e| panic!("{table}: {e}"));
            assert!(row.get(at).is_some_and(|source| !source.trim().is_empty()), "{table}, line {}: no source", number + 2);
        }
    }
}

#[test]
fn the_page_of_sources_names_every_file_and_counts_its_rows() {
    let named: BTreeSet<String> = own_tables().iter().flat_map(|table| table.files.iter().map(|file| (*file).to_owned())).collect();
    let mut held = files("reference", ".csv");
    held.extend(files("reference", ".toml"));
    held.extend(files("reference/bridges", ".csv"));
    assert_eq!(named, held);
    let rows = |word: &str| own_tables().into_iter().find(|table| table.what.fr.contains(word)).map(|table| table.rows);
    // 149 territories and their members, 183 and theirs.
    let members = std::fs::read_to_string(root().join("reference/territory_members.csv")).expect("a table");
    let of = |phase: &str| members.lines().filter(|line| line.starts_with(phase)).count();
    assert_eq!((rows("2018-2022"), rows("2023-2027")), (Some(149 + of("1;")), Some(183 + of("2;"))));
    assert!(own_tables().iter().all(|table| table.rows > 0 && !table.licence.is_empty() && !table.producer.is_empty()));
}
