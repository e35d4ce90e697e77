//! The register of establishments as Parquet: the same rows as the CSV make the same tables, however they are packed.

use super::place::{Place, SIRENE, establishment, sirene};
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// The rows of a CSV as INSEE gives them in Parquet: every column an optional text, an empty field absent. `group`: rows of
/// each group.
pub(crate) fn packed(text: &str, compression: Compression, group: usize) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let heads = reader.headers().expect("headings").clone();
    // A row that is cut cannot be written in columns.
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).filter(|r| r.len() == heads.len()).collect();
    let fields: String = heads.iter().map(|head| format!("OPTIONAL BYTE_ARRAY {head} (UTF8);")).collect();
    let schema = Arc::new(parse_message_type(&format!("message stock {{ {fields} }}")).expect("schema"));
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).expect("writer");
    for rows in rows.chunks(group) {
        let mut out = writer.next_row_group().expect("group");
        let mut at = 0;
        while let Some(mut column) = out.next_column().expect("column") {
            let told: Vec<&str> = rows.iter().map(|row| row.get(at).unwrap_or_default()).collect();
            let levels: Vec<i16> = told.iter().map(|value| i16::from(!value.is_empty())).collect();
            let values: Vec<ByteArray> = told.into_iter().filter(|value| !value.is_empty()).map(ByteArray::from).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).expect("values");
            column.close().expect("column");
            at += 1;
        }
        out.close().expect("group");
    }
    writer.into_inner().expect("file")
}

/// What an import holds: counts, then the tables.
fn held(name: &str, bytes: &[u8], threads: usize) -> (u64, u64, u64, Vec<u8>, Vec<u8>) {
    let place = Place::new();
    let report = place.sirene(&place.file(name, bytes), threads).unwrap_or_else(|why| panic!("{name}: {}", why.fr));
    let folder = place.data().join("sectors").join(&place.held().held[0].folder);
    let read = |file| std::fs::read(folder.join(file)).expect("file");
    (report.read, report.kept, report.rejected, read("sizes.csv"), read("establishments.csv"))
}

#[test]
fn the_register_is_the_same_in_parquet_and_in_csv_whatever_its_compression_its_groups_and_the_threads() {
    let mut text = SIRENE.to_owned();
    for n in 0..20_000 {
        let name = ["A", "\"B\nC\"", ""][n as usize % 3];
        let (commune, naf) = (["71076", "71154", "01053", "99999"][n as usize % 4], ["25.62B", "25.62A", ""][n as usize % 3]);
        text += &establishment(n, ["O", "P"][n as usize % 2], ["NN", "", "12"][n as usize % 3], commune, "A", name, naf);
    }
    let csv = held("StockEtablissement_utf8.csv", text.as_bytes(), 2);
    assert_eq!(csv.0, 20_000);
    assert!(csv.1 > 0 && csv.2 > 0, "some rows are kept and some refused");
    let gzip = Compression::GZIP(GzipLevel::default());
    let zstd = Compression::ZSTD(ZstdLevel::default());
    for (compression, group, threads) in
        [(Compression::UNCOMPRESSED, 20_000, 1), (Compression::SNAPPY, 3_000, 2), (gzip, 999, 3), (zstd, 7_000, 1)]
    {
        let parquet = held("StockEtablissement_utf8.parquet", &packed(&text, compression, group), threads);
        assert!(
            parquet == csv,
            "{compression:?}, groups of {group}, {threads} threads: {:?} {:?}",
            (parquet.0, parquet.1, parquet.2),
            (csv.0, csv.1, csv.2)
        );
    }
}

#[test]
fn a_parquet_file_that_is_cut_or_lacks_a_column_is_refused_and_changes_nothing() {
    let place = Place::new();
    let good = packed(&sirene(), Compression::SNAPPY, 4);
    place.sirene(&place.file("stock.parquet", &good), 2).expect("import");
    let before = place.held().held;
    for cut in [5, good.len() / 2, good.len() - 1] {
        let why = place.sirene(&place.file("cut.parquet", &good[..cut]), 2).expect_err("cut");
        assert!(why.fr.contains("cut.parquet"), "{}", why.fr);
    }
    let without = packed(&sirene().replace("codeCommuneEtablissement", "codeLieu"), Compression::SNAPPY, 4);
    let why = place.sirene(&place.file("without.parquet", without), 2).expect_err("no commune");
    assert!(why.fr.contains("quelle colonne donne le code de la commune"), "{}", why.fr);
    assert_eq!(place.held().held, before);
}
