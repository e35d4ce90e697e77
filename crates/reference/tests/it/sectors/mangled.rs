//! Each importer is given a good file spoilt a little: cut, bitten, quoted, repeated, packed in a container that lies. The
//! draws are seeded and bounded, so that a failure is the same tomorrow.

use super::exchanges::{EXCHANGES, archive};
use super::place::{Place, gzip, sirene, urssaf};
use super::register_layout::{UNITS, stock};
use super::stock_parquet::packed;
use domain::Text;
use parquet::basic::Compression;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use reference::sectors::{
    self, ExchangeOptions, Held, InputOutputOptions, IrepOptions, OccupationOptions, SectorReport, Sectors, SireneOptions, SiteNeedOptions,
    TradeOptions, ZoningOptions,
};
use std::path::Path;

const FLORES: &str = "\"GEO\";\"GEO_OBJECT\";\"ACTIVITY\";\"LEGAL_FORM_WITH_PUBLIC\";\"FLORES_MEASURE\";\"OBS_STATUS\";\"TIME_PERIOD\";\"OBS_VALUE\"\n\
    \"71076\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"4\"\n\
    \"71076\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"40\"\n\
    \"71154\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"1\"\n\
    \"71154\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"K\";\"2024\";\n";
const BACI: &str =
    "t,i,j,k,v,q\n2022,156,251,850760,100.5,10\n2022,156,276,850760,50,NA\n2022,276,251,850760,20,1\n2022,842,251,010121,3,\n";
const TRADE: &str = "l,p,v\nfra,0111,10\ndeu,0111,5.5\nfra,0112,2\nita,0112,7\n";
fn sitc() -> TradeOptions {
    TradeOptions { nomenclature: Some("SITC rev. 2".into()), year: Some(2000), producer: None }
}

const TABLE: &str = "branche;24;25\n24;1;2\n25;3;4,5\nproduction;15;30\n";

const ZONES: &str = "CODGEO,LIBGEO,DEP,REG,ZE2020,LIBZE2020\n71076,Chalon,71,27,9901,Essai A\n71154,Crissey,71,27,9901,Essai A\n\
    01053,Bourg,01,84,51,Essai B\n01120,Cordieux,01,84,51,Essai B\n";
const OCCUPATIONS: &str =
    "activity;occupation;label;jobs\n25;D1Z;Usineurs;300\n25;D2Z;Soudeurs;700\n25;D3Z;Secrets;s\n25.62B;D1Z;Usineurs;90\n";
const LOCAL: &str = "commune;fap;people\n71076;D1Z;40\n71076;D2Z;10\n01120;D2Z;3\n71154;D2Z;s\n";

/// One importer: the good file, the name it must have, and how it is read.
struct Importer {
    name: &'static str,
    good: Vec<u8>,
    read: fn(&Place, &Path) -> Result<SectorReport, Text>,
}

fn importers() -> Vec<Importer> {
    let rows = [("71076", "2562B", "3;40;4;55"), ("71154", "2562B", ";;2;"), ("01053", "2562B", "1;0;;1 234")];
    vec![
        Importer { name: "urssaf.csv", good: urssaf(&rows).into(), read: |place, path| place.urssaf(path) },
        Importer { name: "StockEtablissement_utf8.csv", good: sirene().into(), read: |place, path| place.sirene(path, 2) },
        Importer {
            name: "DS_FLORES_A88_2024_data.csv",
            good: FLORES.into(),
            read: |place, path| place.import(|importing| sectors::import_flores(path, importing)),
        },
        Importer {
            name: "BACI_HS17_Y2022_V202401.csv",
            good: BACI.into(),
            read: |place, path| place.import(|importing| sectors::import_baci(path, None, importing)),
        },
        Importer {
            name: "trade.csv",
            good: TRADE.into(),
            read: |place, path| place.import(|importing| sectors::import_trade(path, &sitc(), importing)),
        },
        Importer {
            name: "tes.csv",
            good: TABLE.into(),
            read: |place, path| place.import(|importing| sectors::import_input_output(path, &InputOutputOptions::default(), importing)),
        },
        Importer {
            name: "zones.csv",
            good: ZONES.into(),
            read: |place, path| {
                let said = |text: &str| Some(text.to_owned());
                let options = ZoningOptions { licence: said("essai"), producer: said("essai"), ..ZoningOptions::default() };
                place.import(|importing| sectors::import_zones(path, &options, importing))
            },
        },
        Importer {
            name: "occupations.csv",
            good: OCCUPATIONS.into(),
            read: |place, path| place.import(|importing| sectors::import_occupations(path, &OccupationOptions::default(), importing)),
        },
        Importer {
            name: "local.csv",
            good: LOCAL.into(),
            read: |place, path| place.import(|importing| sectors::import_local_occupations(path, &OccupationOptions::default(), importing)),
        },
        Importer {
            name: "needs.csv",
            good: b"naf;besoin;valeur\n25;surface_ha;3\n25;fer;oui\n25.62B;area_ha;1,5\n".to_vec(),
            read: |place, path| place.import(|importing| sectors::import_site_needs(path, &SiteNeedOptions::default(), importing)),
        },
        Importer {
            name: "StockEtablissement_utf8.parquet",
            good: packed(&sirene(), Compression::SNAPPY, 3),
            read: |place, path| place.sirene(path, 2),
        },
        Importer {
            name: "StockUniteLegale_utf8.csv",
            good: UNITS.into(),
            read: |place, path| {
                let file = place.file("StockEtablissement_utf8.csv", stock());
                let options = SireneOptions { establishments: true, threads: 1, units: Some(path.to_owned()) };
                place.import(|importing| sectors::import_sirene(&file, &options, importing))
            },
        },
        Importer {
            name: "exchanges.csv",
            good: EXCHANGES.into(),
            read: |place, path| place.import(|importing| sectors::import_exchanges(path, &ExchangeOptions::default(), importing)),
        },
        Importer {
            name: "irep.zip",
            good: archive(),
            read: |place, path| place.import(|importing| sectors::import_irep(&[path.to_owned()], &IrepOptions::default(), importing)),
        },
    ]
}

/// One spoiling of a file: where (a share of its length), and how.
#[derive(Clone, Debug)]
struct Bite {
    at: f64,
    how: How,
}

#[derive(Clone, Debug)]
enum How {
    Cut,
    Byte(u8),
    Insert(&'static str),
    Repeat(usize),
}

fn bites() -> impl Strategy<Value = Vec<Bite>> {
    let words =
        ["\"", "\"\"", ";", ",", "\n", "\r", "\0", "\t", "-1", "1e308", "99999999999999999999", "NaN", "inf", "é", "\u{feff}", "'", "|"];
    let how = prop_oneof![
        1 => Just(How::Cut),
        3 => any::<u8>().prop_map(How::Byte),
        6 => proptest::sample::select(words.to_vec()).prop_map(How::Insert),
        1 => (1..40_usize).prop_map(How::Repeat),
    ];
    proptest::collection::vec((0.0..1.0, how).prop_map(|(at, how)| Bite { at, how }), 1..6)
}

fn spoilt(good: &[u8], bites: &[Bite]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for Bite { at, how } in bites {
        let at = (at * bytes.len() as f64) as usize;
        match how {
            How::Cut => bytes.truncate(at),
            How::Byte(byte) => bytes.insert(at, *byte),
            How::Insert(word) => drop(bytes.splice(at..at, word.bytes())),
            How::Repeat(times) => {
                let part = bytes[at..(at + 40).min(bytes.len())].repeat(*times);
                drop(bytes.splice(at..at, part));
            }
        }
    }
    bytes
}

/// No figure of what is held is anything but a number.
fn sound(held: &Sectors) -> bool {
    let good = |value: &f64| value.is_finite() && *value >= 0.0;
    let national = held.national.iter().all(|n| n.jobs.value.iter().chain(&n.establishments.value).all(good));
    let exports = held.exports.iter().all(|e| e.table.value.iter().all(good));
    let flows = held.flows.iter().flat_map(|f| f.of.values().flatten()).all(|f| [f.world, f.union, f.france].iter().all(good));
    let table = held.input_output.iter().all(|t| t.flows.iter().chain(&t.output).all(|v| v.is_finite()));
    let profiles = held.occupations.iter().flat_map(|o| o.profiles.values().flatten()).all(|(_, share)| (0.0..=1.0).contains(share));
    let people = held.local_occupations.iter().all(|row| good(&row.people));
    national && exports && flows && table && profiles && people
}

fn same(a: &[Held], b: &[Held]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 210, rng_seed: RngSeed::Fixed(20_261_128), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_file_is_read_with_its_refusals_or_changes_nothing(which in 0..14_usize, bites in bites(), packed in 0..6_u8) {
        let importer = &importers()[which];
        let place = Place::new();
        (importer.read)(&place, &place.file(importer.name, &importer.good)).expect("the good file is good");
        let before = place.held();
        let mut bytes = spoilt(&importer.good, &bites);
        let name = match packed {
            0 => {
                bytes = gzip(&bytes);
                bytes.truncate(bytes.len().saturating_sub(bites.len()));
                "cut.gz"
            }
            1 => {
                bytes.splice(0..0, *b"PK\x03\x04");
                "lying.zip"
            }
            2 => {
                bytes.splice(0..0, *b"PAR1");
                "lying.parquet"
            }
            _ => importer.name,
        };
        let read = (importer.read)(&place, &place.file(&format!("spoilt-{name}"), &bytes));
        let after = place.held();
        prop_assert!(sound(&after));
        match read {
            Err(why) => {
                prop_assert!(!why.fr.is_empty() && !why.en.is_empty());
                prop_assert!(same(&before.held, &after.held), "a refused file leaves what was held");
            }
            Ok(report) => {
                prop_assert!(report.kept > 0 && report.kept + report.rejected <= report.read);
                let held = after.held.iter().find(|h| h.provenance.sha256 == report.sha256).expect("what was read is held");
                let folder = place.data().join("sectors").join(&held.folder);
                if let Ok(file) = std::fs::File::open(folder.join("rejected.csv")) {
                    prop_assert_eq!(csv::Reader::from_reader(file).records().count() as u64, report.rejected, "every refusal is written");
                }
                // Rows of Parquet have no heading before them.
                let first = if importer.name.ends_with("parquet") { 1 } else { 2 };
                prop_assert!(report.problems.iter().all(|p| p.line >= first && !p.what.fr.is_empty() && !p.mend.en.is_empty()));
            }
        }
    }
}
