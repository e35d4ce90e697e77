//! The register of establishments (Sirene).

use super::place::{Place, SIRENE, establishment, gzip, said, sirene};
use std::io::Write;

#[test]
fn the_register_is_counted_by_commune_activity_and_size_and_keeps_the_employers() {
    let place = Place::new();
    let report = place.sirene(&place.file("StockEtablissement_utf8.csv", sirene()), 2).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (9, 4, 3));
    let lines: Vec<_> = report.problems.iter().map(|p| (p.line, p.field.as_str())).collect();
    assert_eq!(lines, [(8, "codeCommuneEtablissement"), (9, "trancheEffectifsEtablissement"), (10, "")]);
    assert!(said(&report.corrections, "fermés") && said(&report.corrections, "Montluel") && said(&report.corrections, "sans commune"));
    let held = place.held();
    let sizes = held.sizes(&place.data(), &|_, _| true).expect("sizes");
    let told: Vec<_> = sizes.iter().map(|s| (s.commune.as_str(), s.band.code(), s.establishments)).collect();
    assert_eq!(told, [("01262", "41", 1), ("71076", "NN", 1), ("71076", "12", 2)]);
    let employers = held.establishments.expect("list");
    assert_eq!(employers.len(), 3);
    let names: Vec<_> = employers.of("25.62B").expect("read").into_iter().map(|e| (e.commune, e.name, e.least)).collect();
    let expected = [("01262", Some("GRANDE"), 500), ("71076", Some("ATELIER,\nDU PORT"), 20), ("71076", None, 20)];
    assert_eq!(names, expected.map(|(c, n, l)| (c.to_owned(), n.map(str::to_owned), l)));
    assert!(employers.of("01.11Z").expect("read").is_empty());
    let division: Vec<_> = employers.of("25").expect("read").into_iter().map(|e| e.activity).collect();
    assert_eq!(division, ["25.62B"; 3], "jobs counted by division ask for all that it holds");
}

#[test]
fn the_number_of_threads_and_the_compression_never_change_the_table() {
    // More than one block, with quoted line feeds and refused rows among them.
    let mut text = SIRENE.to_owned();
    for n in 0..60_000 {
        let (commune, name) =
            (["71076", "71154", "01053", "2A004", "99999"][n as usize % 5], ["A", "\"B\nC\"", "\"\"\"\""][n as usize % 3]);
        text += &establishment(n, "O", ["NN", "11", "12"][n as usize % 3], commune, "A", name, "25.62B");
    }
    let table = |name: &str, bytes: &[u8], threads| {
        let place = Place::new();
        let report = place.sirene(&place.file(name, bytes), threads).expect("import");
        let folder = place.data().join("sectors").join(&place.held().held[0].folder);
        let read = |file| std::fs::read(folder.join(file)).expect("file");
        (report.read, report.kept, report.rejected, report.problems, read("sizes.csv"), read("establishments.csv"), read("rejected.csv"))
    };
    let one = table("StockEtablissement_utf8.csv", text.as_bytes(), 1);
    assert_eq!((one.0, one.1, one.2), (60_000, 48_000, 12_000));
    let mut zipped = Vec::new();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(&mut zipped));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("StockEtablissement_utf8.csv", options).expect("zip");
    writer.write_all(text.as_bytes()).expect("zip");
    writer.finish().expect("zip");
    for (name, bytes, threads) in [("s.csv", text.clone().into_bytes(), 3), ("s.csv.gz", gzip(text.as_bytes()), 2), ("s.zip", zipped, 2)] {
        let other = table(name, &bytes, threads);
        assert_eq!((one.0, one.1, one.2), (other.0, other.1, other.2), "{name}");
        assert!(one.4 == other.4 && one.5 == other.5 && one.6 == other.6, "{name}");
    }
}
