//! Bytes that no producer meant to write.

use super::place::{Place, SIRENE, URSSAF, establishment, sirene, urssaf};
use proptest::prelude::*;
use reference::sectors::{
    self, ExchangeOptions, InputOutputOptions, IrepOptions, OccupationOptions, SireneOptions, SiteNeedOptions, TradeOptions, ZoningOptions,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_an_import_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), head in 0..11_usize) {
        let heads: [&[u8]; 11] = [
            b"",
            URSSAF.as_bytes(),
            SIRENE.as_bytes(),
            b"t,i,j,k,v,q\n",
            b"activity;occupation;jobs\n",
            b"commune;occupation;people\n",
            b"CODGEO,ZE2020\n",
            b"PAR1",
            b"siren,statutDiffusionUniteLegale,denominationUniteLegale\n",
            b"Case;Donor NACE;Receiver NACE;EWC;Status\n1;24.10;23.51;10 02 01;x\n",
            b"activity;need;value\n",
        ];
        let place = Place::new();
        let file = place.file("any", [heads[head], &bytes].concat());
        let _ = place.urssaf(&file);
        let _ = place.sirene(&file, 2);
        let _ = place.import(|importing| sectors::import_flores(&file, importing));
        let _ = place.import(|importing| sectors::import_baci(&file, None, importing));
        let _ = place.import(|importing| sectors::import_trade(&file, &TradeOptions::default(), importing));
        let _ = place.import(|importing| sectors::import_input_output(&file, &InputOutputOptions::default(), importing));
        let _ = place.import(|importing| sectors::import_occupations(&file, &OccupationOptions::default(), importing));
        let _ = place.import(|importing| sectors::import_local_occupations(&file, &OccupationOptions::default(), importing));
        let zoning = ZoningOptions { licence: Some(String::new()), producer: Some(String::new()), ..ZoningOptions::default() };
        let _ = place.import(|importing| sectors::import_zones(&file, &zoning, importing));
        let _ = place.import(|importing| sectors::import_site_needs(&file, &SiteNeedOptions::default(), importing));
        let _ = place.import(|importing| sectors::import_exchanges(&file, &ExchangeOptions::default(), importing));
        let _ = place.import(|importing| sectors::import_irep(std::slice::from_ref(&file), &IrepOptions::default(), importing));
        let options = SireneOptions { establishments: true, threads: 1, units: Some(file.clone()) };
        let stock = place.file("StockEtablissement_utf8.csv", sirene());
        let _ = place.import(|importing| sectors::import_sirene(&stock, &options, importing));
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
