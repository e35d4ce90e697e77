//! A GeoPackage made here reads back the same; one made elsewhere, or forged, gets an answer.

use cnig::{Class, Reading, Record, read, sheets as text_sheets};
use geopackage::{Layer, Table, decode, encode, is_geopackage, sheets, write};
use jiff::Timestamp;

const SITES: &str = "site_id;site_nom;site_comm_insee;site_surf_brute;site_creation_date;reseau_gaz;site_geomsurf;site_geompoint\n\
    A;SaôneOr;71076;44,1;2015;oui;\"POLYGON((4.85 46.80,4.86 46.80,4.86 46.8052,4.85 46.8052,4.85 46.80))\";4.855, 46.8026\n\
    B;Sans périmètre;71154;;;;;\n";

fn sites() -> Reading {
    read("sites.csv", &text_sheets(SITES.as_bytes()).expect("a table")).expect("recognised")
}

fn values(records: &[Record]) -> Vec<Vec<Option<cnig::Value>>> {
    records.iter().map(|r| r.values().map(|(_, v)| v.cloned()).collect()).collect()
}

async fn package(records: &[Record]) -> Vec<u8> {
    let report =
        Table { name: "manques".into(), header: vec!["site_id".into(), "champ".into()], rows: vec![vec!["B".into(), "site_etat".into()]] };
    let layer = Layer { class: Class::Site, records: records.iter().collect() };
    write(&[layer], &[report], Timestamp::UNIX_EPOCH).await.expect("it is written")
}

#[tokio::test]
async fn what_is_written_reads_back_the_same_with_its_report_beside() {
    let records = sites().records;
    let bytes = package(&records).await;
    assert!(is_geopackage(&bytes));
    let found = sheets(&bytes).await.expect("it is read");
    assert_eq!(found.iter().map(|s| (s.name.as_str(), s.rows.len())).collect::<Vec<_>>(), [("manques", 1), ("site_eco", 2)]);
    let again = read("sites.gpkg", &found).expect("recognised");
    assert_eq!((again.rejected.len(), again.corrections), (0, vec![]), "what we write needs no mending");
    assert_eq!(values(&again.records), values(&records));
}

#[tokio::test]
async fn bytes_cut_or_changed_anywhere_get_an_answer() {
    let bytes = package(&sites().records).await;
    for cut in [20, 100, 4_096, bytes.len() / 2, bytes.len() - 1] {
        let _ = sheets(&bytes[..cut]).await;
    }
    for step in 0..200 {
        let mut changed = bytes.clone();
        let at = 100 + step * (bytes.len() - 101) / 200;
        changed[at] ^= 0xff;
        if let Ok(found) = sheets(&changed).await {
            let _ = read("x", &found);
        }
    }
    assert!(sheets(b"SQLite format 3\0").await.is_err());
}

#[tokio::test]
async fn a_view_that_never_ends_is_not_a_layer() {
    use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};
    let mut base = SqliteConnectOptions::new().in_memory(true).connect().await.expect("in memory");
    let sql = "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT); INSERT INTO gpkg_contents VALUES ('forever', 'features'); \
               CREATE VIEW forever AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;";
    sqlx::raw_sql(sql).execute(&mut base).await.expect("a trap");
    let bytes = base.serialize(None).await.expect("bytes").to_vec();
    assert_eq!(sheets(&bytes).await.expect("it is read"), vec![]);
}

#[test]
fn a_blob_of_any_bytes_is_a_geometry_or_nothing_and_counts_are_not_believed() {
    let shape = sites().records[0].shape("site_geomsurf").expect("a perimeter").clone();
    let blob = encode(&shape);
    assert_eq!(decode(&blob), Some(shape.geometry()));
    let mut forged = blob.clone();
    forged[13..17].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(decode(&forged), None, "four billion polygons in two hundred bytes");
    proptest::proptest!(|(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200))| {
        let _ = decode(&bytes);
        let _ = decode(&[b"GP\0\x01\xe6\x10\0\0\x01", bytes.as_slice()].concat());
    });
}
