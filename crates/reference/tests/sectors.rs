//! The data of the sector studies, as they come: exact public files, damaged ones, the same twice, half an import.

mod support;

use domain::{Date, Text};
use jiff::civil::date;
use proptest::prelude::*;
use reference::Reference;
use reference::sectors::{self, Importing, InputOutputOptions, Kind, Progress, SectorReport, SireneOptions, TradeOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use support::small;

const TODAY: Date = date(2026, 11, 23);

struct Place {
    dir: tempfile::TempDir,
    reference: Reference,
}

impl Place {
    fn new() -> Place {
        Place { dir: tempfile::tempdir().expect("temporary folder"), reference: small() }
    }
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, bytes).expect("file");
        path
    }
    fn data(&self) -> PathBuf {
        self.dir.path().join("reference")
    }
    fn import(&self, read: impl FnOnce(&mut Importing) -> Result<SectorReport, Text>) -> Result<SectorReport, Text> {
        let (data, mut silent) = (self.data(), |_: &Progress| {});
        read(&mut Importing::new(&data, &self.reference, TODAY, &mut silent))
    }
    fn urssaf(&self, path: &Path) -> Result<SectorReport, Text> {
        self.import(|importing| sectors::import_urssaf(path, importing))
    }
    fn sirene(&self, path: &Path, threads: usize) -> Result<SectorReport, Text> {
        self.import(|importing| sectors::import_sirene(path, SireneOptions { establishments: true, threads }, importing))
    }
    fn held(&self) -> sectors::Sectors {
        sectors::open(&self.data()).expect("readable").expect("something held")
    }
}

/// The heading of the public file, with two years.
const URSSAF: &str = "\u{feff}Région;Département;Nom commune;Commune;APE;Code commune;Code APE;Nombre d'établissements 2017;Effectifs salariés 2017;Nombre d'établissements 2022;Effectifs salariés 2022\n";

fn urssaf(rows: &[(&str, &str, &str)]) -> String {
    let row =
        |(commune, ape, figures): &(&str, &str, &str)| format!("BFC;Saône-et-Loire;x;{commune} x;{ape} x;{commune};{ape};{figures}\n");
    URSSAF.to_owned() + &rows.iter().map(row).collect::<String>()
}

fn said(texts: &[Text], words: &str) -> bool {
    texts.iter().any(|t| t.fr.contains(words))
}

#[test]
fn an_empty_cell_of_urssaf_is_not_published_and_never_zero() {
    let place = Place::new();
    let file =
        place.file("urssaf.csv", urssaf(&[("71076", "2562B", "3;40;4;55"), ("71154", "2562B", ";;2;"), ("01053", "2562B", "1;0;;")]));
    let report = place.urssaf(&file).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (3, 3, 0));
    assert_eq!(report.years, [2017, 2022]);
    let national = place.held().national.expect("national");
    assert_eq!(national.year, 2022);
    let at = |code: &str| national.jobs.place(code);
    let naf = national.jobs.activity("25.62B").expect("activity");
    assert_eq!(national.jobs.get(at("71076").expect("Chalon"), naf), 55.0);
    let crissey = national.establishments.place("71154").expect("Crissey");
    assert_eq!(national.establishments.get(crissey, naf), 2.0);
    let secret: Vec<_> =
        national.withheld.iter().map(|w| (national.establishments.places[w.place as usize].as_str(), w.activity as usize)).collect();
    assert_eq!(secret, [("71154", naf)]);
    assert_eq!(at("01053"), None, "nothing published of Bourg in 2022");
    let earlier = national.earlier.expect("earlier year");
    assert_eq!((earlier.year, earlier.jobs.total(), earlier.withheld.len()), (2017, 40.0, 0));
    assert!(!national.synthetic && national.scope.fr.contains("privé"));
}

#[test]
fn a_file_of_one_zone_is_not_taken_for_the_country() {
    let place = Place::new();
    let report = place.urssaf(&place.file("zone.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    assert!(said(&report.corrections, "1 commune sur 8"), "{:?}", report.corrections);
    assert!(place.held().national.expect("national").scope.fr.contains("PARTIEL"));
    let codes = ["71076", "71154", "70473", "21571", "01053"];
    let rows: Vec<_> = codes.iter().map(|code| (*code, "2562B", "3;40;4;55")).collect();
    place.urssaf(&place.file("country.csv", urssaf(&rows))).expect("import");
    assert!(!place.held().national.expect("national").scope.fr.contains("PARTIEL"));
}

#[test]
fn rows_that_cannot_be_placed_are_refused_with_line_column_and_reason() {
    let place = Place::new();
    let rows = [("71076", "2562B", "3;40;4;55"), ("99999", "2562B", "1;1;1;1"), ("71076", "9999Z", "1;1;1;1"), ("71076", "2562B", "1;1")];
    let report = place.urssaf(&place.file("urssaf.csv", urssaf(&rows))).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (4, 1, 3));
    let told: Vec<_> = report.problems.iter().map(|p| (p.line, p.field.as_str())).collect();
    assert_eq!(told, [(3, "Code commune"), (4, "Code APE"), (5, "Nombre d'établissements 2022")]);
    assert!(report.problems[0].what.fr.contains("99999") && report.problems.iter().all(|p| !p.mend.en.is_empty()));
    let held = &place.held().held[0];
    assert_eq!((held.rejected, held.provenance.sha256.len()), (3, 64));
    let rejected = std::fs::read_to_string(place.data().join("sectors").join(&held.folder).join("rejected.csv")).expect("all refusals");
    assert_eq!(rejected.lines().count(), 4);
}

#[test]
fn a_former_commune_is_added_to_the_one_it_is_part_of_and_it_is_told() {
    let place = Place::new();
    let file = place.file("urssaf.csv", urssaf(&[("01262", "2562B", ";;2;10"), ("01120", "2562B", ";;1;5")]));
    let report = place.urssaf(&file).expect("import");
    assert_eq!((report.kept, report.rejected), (2, 0));
    assert!(said(&report.corrections, "Montluel (01262)"), "{:?}", report.corrections);
    assert_eq!(place.held().national.expect("national").jobs.total(), 15.0);
}

#[test]
fn duplicates_are_summed_and_told_and_a_secret_part_makes_a_secret_sum() {
    let place = Place::new();
    let rows = [("71076", "2562B", ";;1;5"), ("71076", "2562B", ";;2;7"), ("71154", "2562B", ";;1;5"), ("71154", "2562B", ";;1;")];
    let report = place.urssaf(&place.file("urssaf.csv", urssaf(&rows))).expect("import");
    assert!(said(&report.corrections, "71076 × 2562B") && said(&report.corrections, "additionnées"));
    let national = place.held().national.expect("national");
    assert_eq!((national.jobs.total(), national.establishments.total(), national.withheld.len()), (12.0, 5.0, 1));
}

#[test]
fn a_negative_or_unreadable_headcount_is_kept_as_unknown_and_told() {
    let place = Place::new();
    let file =
        place.file("urssaf.csv", urssaf(&[("71076", "2562B", ";;3;-4"), ("71154", "2562B", ";;1;s"), ("01053", "2562B", ";;1;1 234")]));
    let report = place.urssaf(&file).expect("import");
    assert!(said(&report.corrections, "« -4 »") && said(&report.corrections, "« s »"), "{:?}", report.corrections);
    let national = place.held().national.expect("national");
    assert_eq!((national.jobs.total(), national.withheld.len()), (1234.0, 2));
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_new_one_replaces_it() {
    let place = Place::new();
    let file = place.file("urssaf.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]));
    assert!(!place.urssaf(&file).expect("first").replayed);
    assert!(place.urssaf(&file).expect("again").replayed);
    assert_eq!(place.held().national.expect("national").jobs.total(), 55.0);
    let new = place.file("new.csv", urssaf(&[("71076", "2562B", "3;40;4;60")]));
    assert!(!place.urssaf(&new).expect("new").replayed);
    assert_eq!(place.held().national.expect("national").jobs.total(), 60.0);
    let folders = std::fs::read_dir(place.data().join("sectors")).expect("folder").flatten().filter(|e| e.path().is_dir()).count();
    assert_eq!(folders, 1, "the former data are swept");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn plain_gzipped_crlf_and_windows_1252_files_read_the_same() {
    let text = urssaf(&[("71076", "2562B", "3;40;4;55"), ("71154", "2562B", ";;2;")]);
    let ansi: Vec<u8> = text.trim_start_matches('\u{feff}').chars().map(|c| if c == '\u{2019}' { b'\'' } else { c as u32 as u8 }).collect();
    let quoted = text
        .lines()
        .map(|l| l.split(';').map(|c| format!("\"{}\"", c.trim_start_matches('\u{feff}'))).collect::<Vec<_>>().join(";"))
        .collect::<Vec<_>>()
        .join("\n");
    let cases: [(&str, Vec<u8>); 6] = [
        ("plain.csv", text.clone().into_bytes()),
        ("a.csv.gz", gzip(text.as_bytes())),
        ("crlf.csv", text.replace('\n', "\r\n").into_bytes()),
        ("ansi.csv", ansi),
        ("quoted.csv", quoted.into_bytes()),
        ("comma.csv", text.replace(';', ",").into_bytes()),
    ];
    for (name, bytes) in cases {
        let place = Place::new();
        let report = place.urssaf(&place.file(name, bytes)).unwrap_or_else(|e| panic!("{name}: {}", e.fr));
        assert_eq!((report.kept, report.rejected), (2, 0), "{name}: {:?}", report.problems);
        assert_eq!(place.held().national.expect("national").jobs.total(), 55.0, "{name}");
    }
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let place = Place::new();
    let why = place.urssaf(&place.file("utf16.csv", utf16)).expect_err("UTF-16");
    assert!(why.fr.contains("UTF-16"));
}

#[test]
fn an_import_that_fails_leaves_the_former_data_as_they_were() {
    let place = Place::new();
    place.urssaf(&place.file("good.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    let whole = gzip(urssaf(&vec![("71076", "2562B", "3;40;4;99"); 5000]).as_bytes());
    let cut = place.file("cut.csv.gz", &whole[..whole.len() / 2]);
    let why = place.urssaf(&cut).expect_err("truncated");
    assert!(why.fr.contains("Rien n’a changé"), "{}", why.fr);
    place.urssaf(&place.file("empty.csv", "")).expect_err("empty");
    place.urssaf(&place.file("other.csv", "a;b\n1;2\n")).expect_err("another file");
    place.urssaf(&place.file("none.csv", urssaf(&[("99999", "2562B", "1;1;1;1")]))).expect_err("nothing kept");
    assert_eq!(place.held().national.expect("national").jobs.total(), 55.0);
}

#[test]
fn a_folder_left_by_a_killed_import_is_ignored_then_swept() {
    let place = Place::new();
    place.urssaf(&place.file("good.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    let orphan = place.data().join("sectors/urssaf-77");
    std::fs::create_dir(&orphan).expect("folder");
    std::fs::write(orphan.join("cells-2022.csv"), "commune,act").expect("half a file");
    std::fs::write(place.data().join("sectors/manifest.json.part"), "{\"he").expect("half a manifest");
    assert_eq!(place.held().national.expect("national").jobs.total(), 55.0);
    place.urssaf(&place.file("new.csv", urssaf(&[("71076", "2562B", "3;40;4;60")]))).expect("import");
    assert!(!orphan.exists());
}

#[test]
fn a_new_load_of_the_reference_keeps_the_data_of_the_sectors() {
    let place = Place::new();
    let packages = support::packages();
    reference::load(&packages, &place.data(), &mut |_, _, _| {}).expect("load");
    let mut silent = |_: &Progress| {};
    let loaded = Reference::open(&place.data()).expect("reference");
    let data = place.data();
    let report = sectors::generate(7, false, &mut Importing::new(&data, &loaded, TODAY, &mut silent)).expect("generated");
    reference::load(&packages, &place.data(), &mut |_, _, _| {}).expect("load again");
    assert!(report.cells > 0 && place.held().synthetic());
}

#[test]
fn invented_data_say_so_never_replace_real_ones_unasked_and_give_way_to_them() {
    let place = Place::new();
    let generate = |seed, force| place.import(|importing| sectors::generate(seed, force, importing));
    let first = generate(1, false).expect("generated");
    assert_eq!(generate(1, false).expect("again").sha256, first.sha256);
    assert_ne!(generate(2, false).expect("other seed").sha256, first.sha256);
    let held = place.held();
    let national = held.national.as_ref().expect("national");
    assert!(
        held.synthetic() && national.synthetic && national.source.mark == domain::Mark::Assumed && national.scope.fr.contains("INVENTÉ")
    );
    assert!(national.earlier.as_ref().is_some_and(|e| e.synthetic));
    let population: f64 = 46_000.0 + 2_600.0 + 2_000.0 + 200.0 + 42_000.0 + 7_000.0 + 72_000.0 + 103_000.0;
    assert!((0.1..0.6).contains(&(national.jobs.total() / population)), "{}", national.jobs.total());
    place.urssaf(&place.file("real.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    assert!(!place.held().synthetic() && place.held().held.iter().all(|h| h.kind != Kind::Synthetic));
    let why = generate(1, false).expect_err("real data are there");
    assert!(why.fr.contains("--force"));
    generate(1, true).expect("forced");
    assert!(place.held().synthetic() && place.held().held.iter().all(|h| h.kind != Kind::Urssaf));
}

const SIRENE: &str = "siren,nic,siret,statutDiffusionEtablissement,trancheEffectifsEtablissement,libelleCommuneEtablissement,codeCommuneEtablissement,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement\n";

fn establishment(n: u32, status: &str, band: &str, commune: &str, state: &str, name: &str, naf: &str) -> String {
    format!("{n:09},00011,{n:09}00011,{status},{band},\"COMMUNE, \"\"X\"\"\",{commune},{state},{name},,{naf},NAFRev2,O\n")
}

fn sirene() -> String {
    SIRENE.to_owned()
        + &establishment(1, "O", "12", "71076", "A", "\"ATELIER,\nDU PORT\"", "25.62B")
        + &establishment(2, "P", "12", "71076", "A", "SECRET", "25.62B")
        + &establishment(3, "O", "NN", "71076", "A", "", "25.62B")
        + &establishment(4, "O", "21", "71076", "F", "FERMÉ", "25.62B")
        + &establishment(5, "O", "41", "01120", "A", "GRANDE", "25.62B")
        + &establishment(6, "O", "12", "00000", "A", "NULLE PART", "25.62B")
        + &establishment(7, "O", "77", "71076", "A", "", "25.62B")
        + "trop,court\n"
        + &establishment(8, "O", "", "", "A", "", "25.62B")
}

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

#[test]
fn flores_keeps_communes_and_divisions_and_a_missing_value_is_a_secret() {
    let mut place = Place::new();
    place.reference = reference_with_divisions();
    let text = "\"GEO\";\"GEO_OBJECT\";\"ACTIVITY\";\"LEGAL_FORM_WITH_PUBLIC\";\"FLORES_MEASURE\";\"OBS_STATUS\";\"TIME_PERIOD\";\"OBS_VALUE\"\n\
        \"71076\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"4\"\n\
        \"71076\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"K\";\"2024\";\n\
        \"71154\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"1\"\n\
        \"71154\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"W\";\"2024\";\"30\"\n\
        \"71154\";\"COM\";\"25\";\"2AAAA\";\"EMPL3112\";\"A\";\"2024\";\"30\"\n\
        \"71154\";\"COM\";\"_T\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"30\"\n\
        \"2607\";\"ZE2020\";\"25\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"300\"\n\
        \"71154\";\"COM\";\"C4\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"30\"\n";
    let file = place.file("DS_FLORES_A88_2024_data.csv", text);
    let report = place.import(|importing| sectors::import_flores(&file, importing)).expect("import");
    assert_eq!((report.kept, report.rejected), (4, 1));
    let national = place.held().national.expect("national");
    assert_eq!((national.jobs.total(), national.establishments.total(), national.withheld.len(), national.year), (30.0, 5.0, 1, 2024));
}

fn reference_with_divisions() -> Reference {
    let reference = small();
    assert!(reference.naf_label("25").is_some());
    reference
}

#[test]
fn baci_is_reduced_to_what_each_supplier_sells_to_the_world_the_union_and_france() {
    let place = Place::new();
    let text = "t,i,j,k,v,q\n2022,156,251,850760,100.5,10\n2022,156,276,850760,50,NA\n2022,156,842,850760,7,1\n2022,276,251,850760,20,1\n2021,276,251,850760,9,1\n2022,x,251,850760,9,1\n2022,842,251,010121,3,\n";
    let file = place.file("BACI_HS17_Y2022_V202401.csv", text);
    let report = place.import(|importing| sectors::import_baci(&file, None, importing)).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (7, 5, 1));
    assert!(said(&report.corrections, "année 2021"));
    let held = place.held();
    let flows = held.flows.expect("flows");
    assert_eq!((flows.year, flows.nomenclature.as_str()), (2022, "HS 2017"));
    let batteries = &flows.of["850760"];
    assert_eq!(
        batteries.iter().map(|f| (f.supplier, f.world, f.union, f.france)).collect::<Vec<_>>(),
        [(156, 157.5, 150.5, 100.5), (276, 20.0, 20.0, 20.0)]
    );
    assert!(!batteries[0].in_union() && batteries[1].in_union() && flows.of.contains_key("010121"));
    assert_eq!(held.exports.expect("exports").table.total(), 180.5);
}

#[test]
fn world_trade_is_read_by_its_usual_column_names() {
    for (header, separator) in [("l,p,v", ','), ("country;product;value", ';'), ("Exporter\tHS Product Code\tExport Value", '\t')] {
        let place = Place::new();
        let rows = ["fra,0111,10", "deu,0111,5.5", "fra,0111,2", "fra,,2", "fra,0112,-3"].join("\n").replace(',', &separator.to_string());
        let file = place.file("trade.csv.gz", gzip(format!("{header}\n{rows}\n").as_bytes()));
        let options = TradeOptions { nomenclature: Some("SITC rev. 2".into()), year: Some(2000), producer: None };
        let report = place.import(|importing| sectors::import_trade(&file, &options, importing)).expect("import");
        assert_eq!((report.read, report.kept, report.rejected), (5, 3, 2), "{header}");
        let exports = place.held().exports.expect("exports");
        assert_eq!((exports.table.total(), exports.nomenclature.as_str()), (17.5, "SITC rev. 2"));
        assert!(said(&report.corrections, "fra × 0111"));
    }
    let place = Place::new();
    let file = place.file("trade.csv", "a,b,c\n1,2,3\n");
    let why = place.import(|importing| sectors::import_trade(&file, &TradeOptions::default(), importing)).expect_err("question");
    assert!(why.fr.contains("quelle colonne donne le pays"), "{}", why.fr);
}

#[test]
fn an_input_output_table_is_square_with_its_output_or_it_is_refused() {
    let place = Place::new();
    let import = |text: &str| {
        let file = place.file("tes.csv", text);
        place.import(|importing| sectors::import_input_output(&file, &InputOutputOptions::default(), importing))
    };
    let refused = [
        ("branche;24;25\n24;1;2\n25;3;4\n", "production"),
        ("branche;24;25\n24;1;2\nproduction;15;30\n", "carré"),
        ("branche;24;25\n25;1;2\n24;3;4\nproduction;15;30\n", "même ordre"),
        ("branche;24;25\n24;1;deux\n25;3;4\nproduction;15;30\n", "« deux »"),
    ];
    for (text, words) in refused {
        let why = import(text).expect_err(text);
        assert!(why.fr.contains(words) && why.fr.contains("ligne"), "{}", why.fr);
    }
    assert!(sectors::open(&place.data()).expect("readable").is_none(), "a refused table leaves nothing");
    import("branche;24;25;demande finale\n24;1;2;10\n25;3;4,5;20\nproduction;15;30;0\n").expect("import");
    let table = place.held().input_output.expect("table");
    assert_eq!((table.branches, table.flows), (vec!["24".to_owned(), "25".to_owned()], vec![1.0, 2.0, 3.0, 4.5]));
    assert_eq!((table.output, table.final_demand), (vec![15.0, 30.0], Some(vec![10.0, 20.0])));
}

#[test]
fn what_is_not_imported_is_said_with_the_file_to_fetch() {
    let told = sectors::missing_without_data();
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|t| t.fr.contains("rebond import") && t.en.contains("rebond import")));
    let place = Place::new();
    assert!(sectors::open(&place.data()).expect("readable").is_none());
    place.urssaf(&place.file("urssaf.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    assert_eq!(place.held().missing.len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_an_import_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), head in 0..4_usize) {
        let heads: [&[u8]; 4] = [b"", URSSAF.as_bytes(), SIRENE.as_bytes(), b"t,i,j,k,v,q\n"];
        let place = Place::new();
        let file = place.file("any", [heads[head], &bytes].concat());
        let _ = place.urssaf(&file);
        let _ = place.sirene(&file, 2);
        let _ = place.import(|importing| sectors::import_flores(&file, importing));
        let _ = place.import(|importing| sectors::import_baci(&file, None, importing));
        let _ = place.import(|importing| sectors::import_trade(&file, &TradeOptions::default(), importing));
        let _ = place.import(|importing| sectors::import_input_output(&file, &InputOutputOptions::default(), importing));
        let _ = sectors::open(&place.data());
    }
}

#[test]
fn a_line_without_end_is_one_refused_row_and_the_next_ones_are_read() {
    let place = Place::new();
    let mut text = urssaf(&[("71076", "2562B", "3;40;4;55")]);
    text += &"x".repeat(3_000_000);
    text += "\n";
    text += urssaf(&[("71154", "2562B", ";;1;5")]).lines().nth(1).expect("row");
    let report = place.urssaf(&place.file("huge.csv", text)).expect("import");
    assert_eq!((report.kept, report.rejected, report.problems[0].line), (2, 1, 3));
    assert!(report.problems[0].what.fr.contains("mégaoctet"));
    let mut text = sirene();
    text += &format!("{}\n", "y".repeat(3_000_000));
    text += &establishment(9, "O", "12", "71154", "A", "APRÈS", "25.62B");
    let report = place.sirene(&place.file("StockEtablissement_x.csv", text), 2).expect("import");
    assert_eq!((report.kept, report.rejected), (5, 4));
}

#[test]
fn a_quote_never_closed_costs_its_own_row_and_a_stray_one_nothing() {
    let place = Place::new();
    let mut text = urssaf(&[("71076", "2562B", "3;40;4;55")]);
    text += "BFC;Saône-et-Loire;le \"bourg;71154 x;2562B x;71154;2562B;;;1;5\n";
    text += "BFC;Saône-et-Loire;\"jamais fermé;71154 x;2562B x;71154;2562B;;;1;5\n";
    text += &urssaf(&vec![("01053", "2562B", ";;1;1"); 30_000]).replace(URSSAF, "");
    let report = place.urssaf(&place.file("quote.csv", text)).expect("import");
    assert_eq!((report.read, report.kept, report.rejected, report.problems[0].line), (30_003, 30_002, 1, 4));
    let mut text = sirene();
    text += &establishment(20, "O", "12", "71154", "A", "LE \"BOURG", "25.62B");
    text += &establishment(21, "O", "12", "71154", "A", "\"JAMAIS FERMÉ", "25.62B");
    for n in 100..40_100 {
        text += &establishment(n, "O", "12", "71154", "A", "", "25.62B").replace("\"COMMUNE, \"\"X\"\"\"", "X");
    }
    let report = place.sirene(&place.file("StockEtablissement_q.csv", text), 2).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (40_011, 40_005, 4));
}

/// A server of one file that can break off, resume, or change; it keeps the ranges asked for.
fn server(
    body: &'static [u8],
    answer: fn(usize, Option<usize>) -> Answer,
) -> (String, std::sync::Arc<std::sync::Mutex<Vec<Option<usize>>>>) {
    use std::io::{BufRead, BufReader};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}/stock.zip", listener.local_addr().expect("address"));
    let asked = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = std::sync::Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let lines: Vec<String> = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
            let range = lines
                .iter()
                .find_map(|l| l.to_lowercase().strip_prefix("range: bytes=").map(|r| r.trim_end_matches('-').parse().expect("a range")));
            let times = log.lock().map(|mut log: std::sync::MutexGuard<Vec<Option<usize>>>| {
                log.push(range);
                log.len()
            });
            let _ = match answer(times.unwrap_or(0), range) {
                Answer::Status(status) => write!(&stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                Answer::Send { from, until, etag } => {
                    let head = match from {
                        0 => format!("HTTP/1.1 200 OK\r\nContent-Length: {}", body.len()),
                        from => format!(
                            "HTTP/1.1 206 Partial\r\nContent-Length: {}\r\nContent-Range: bytes {from}-{}/{}",
                            body.len() - from,
                            body.len() - 1,
                            body.len()
                        ),
                    };
                    write!(&stream, "{head}\r\nETag: {etag}\r\nConnection: close\r\n\r\n")
                        .and_then(|()| (&stream).write_all(&body[from..until.min(body.len())]))
                }
            };
        }
    });
    (address, asked)
}

enum Answer {
    Status(u16),
    Send { from: usize, until: usize, etag: &'static str },
}

fn quick() -> sectors::FetchOptions {
    sectors::FetchOptions {
        any_host: true,
        tries: 3,
        pause: std::time::Duration::from_millis(1),
        silence: std::time::Duration::from_secs(5),
        sha256: None,
    }
}

const BODY: &[u8] = b"siren,nic,siret: a file of the register, long enough to be broken off in the middle";

#[test]
fn a_broken_download_goes_on_from_where_it_stopped() {
    let (url, asked) = server(BODY, |times, range| match times {
        1 => Answer::Send { from: 0, until: 20, etag: "\"v1\"" },
        2 => Answer::Status(503),
        _ => Answer::Send { from: range.unwrap_or(0), until: 1000, etag: "\"v1\"" },
    });
    let dir = tempfile::tempdir().expect("temporary folder");
    let to = dir.path().join("downloads/stock.zip");
    let digest = sectors::fetch(&url, &to, &quick(), &mut |_| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!(std::fs::read(&to).expect("file"), BODY);
    assert_eq!(digest.len(), 64);
    assert_eq!(*asked.lock().expect("log"), [None, Some(20), Some(20)]);
    assert_eq!(std::fs::read_dir(dir.path().join("downloads")).expect("folder").count(), 1, "nothing is left beside");
}

#[test]
fn a_download_of_a_file_that_changed_meanwhile_starts_again() {
    let (url, _) = server(BODY, |times, _| match times {
        1 => Answer::Send { from: 0, until: 20, etag: "\"v1\"" },
        // If-Range no longer holds: the whole of the new version is sent.
        _ => Answer::Send { from: 0, until: 1000, etag: "\"v2\"" },
    });
    let dir = tempfile::tempdir().expect("temporary folder");
    let to = dir.path().join("stock.zip");
    sectors::fetch(&url, &to, &quick(), &mut |_| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!(std::fs::read(&to).expect("file"), BODY);
}

#[test]
fn a_file_with_another_digest_is_thrown_away_and_an_absent_one_is_not_asked_for_again() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let to = dir.path().join("stock.zip");
    let (url, _) = server(BODY, |_, _| Answer::Send { from: 0, until: 1000, etag: "\"v1\"" });
    let expected = sectors::FetchOptions { sha256: Some("00".repeat(32)), ..quick() };
    let why = sectors::fetch(&url, &to, &expected, &mut |_| {}).expect_err("digest");
    assert!(why.fr.contains("SHA-256") && !to.exists());
    let (url, asked) = server(BODY, |_, _| Answer::Status(404));
    let why = sectors::fetch(&url, &to, &quick(), &mut |_| {}).expect_err("404");
    assert!(why.fr.contains("HTTP 404") && why.fr.contains("par un autre moyen"), "{}", why.fr);
    assert_eq!(asked.lock().expect("log").len(), 1);
    let (url, asked) = server(BODY, |_, _| Answer::Status(503));
    sectors::fetch(&url, &to, &quick(), &mut |_| {}).expect_err("503");
    assert_eq!(asked.lock().expect("log").len(), 3);
}

#[test]
fn only_official_addresses_are_fetched_from_unless_told() {
    let dir = tempfile::tempdir().expect("temporary folder");
    for url in [
        "http://files.data.gouv.fr/x",
        "https://example.org/x",
        "https://files.data.gouv.fr.example.org/x",
        "https://files.data.gouv.fr@example.org/x",
    ] {
        let why = sectors::fetch(url, &dir.path().join("x"), &sectors::FetchOptions::default(), &mut |_| {}).expect_err(url);
        assert!(why.fr.contains("adresse officielle"), "{}", why.fr);
    }
    for kind in [Kind::Urssaf, Kind::Sirene, Kind::Baci] {
        assert!(sectors::official(kind).is_some_and(|o| o.url.starts_with("https://")));
    }
}

proptest! {
    /// The csv crate is the oracle: same fields for any row it accepts, whatever the quotes.
    #[test]
    fn a_quoted_text_is_read_as_the_csv_crate_writes_it(names in proptest::collection::vec("[a-z\",\n;é ]{0,12}", 1..40)) {
        let mut writer = csv::Writer::from_writer(SIRENE.as_bytes().to_vec());
        for (n, name) in names.iter().enumerate() {
            let siret = format!("{n:014}");
            let row = ["1", "2", &siret, "O", "12", "X", "71076", "A", name, "", "25.62B", "NAFRev2", "O"];
            writer.write_record(row).expect("memory");
        }
        let place = Place::new();
        let file = place.file("StockEtablissement_p.csv", writer.into_inner().expect("memory"));
        let report = place.sirene(&file, 2).expect("import");
        prop_assert_eq!((report.kept, report.rejected), (names.len() as u64, 0));
        let read = place.held().establishments.expect("list").of("25.62B").expect("read");
        let told: Vec<Option<String>> = names.iter().map(|n| Some(n.trim().to_owned()).filter(|n| !n.is_empty())).collect();
        prop_assert_eq!(read.into_iter().map(|e| e.name).collect::<Vec<_>>(), told);
    }
}
