//! Who knows how to do what: profiles of occupations, people of each occupation, and invented ones for the demonstration.

use super::place::{Place, said};
use domain::Text;
use reference::sectors::{self, Kind, OccupationOptions, SectorReport, ZoningOptions};

const PROFILES: &str = "activity;occupation;label;jobs\n\
    25;D1Z;Usineurs;300\n25;D2Z;Soudeurs;700\n25;D3Z;Secrets;s\n\
    25.62B;D1Z;Usineurs;90\n2562B;D4Z;Régleurs;10\n";

fn profiles(place: &Place, text: &str) -> Result<SectorReport, Text> {
    let file = place.file("profils.csv", text);
    let options = OccupationOptions { year: Some(2022), producer: Some("Essai".into()), ..OccupationOptions::default() };
    place.import(|importing| sectors::import_occupations(&file, &options, importing))
}

fn local(place: &Place, text: &str) -> Result<SectorReport, Text> {
    let file = place.file("gens.csv", text);
    let options = OccupationOptions { year: Some(2021), ..OccupationOptions::default() };
    place.import(|importing| sectors::import_local_occupations(&file, &options, importing))
}

#[test]
fn a_profile_says_what_share_of_the_jobs_each_occupation_holds() {
    let place = Place::new();
    let report = profiles(&place, PROFILES).expect("import");
    assert_eq!((report.read, report.kept, report.rejected, report.cells), (5, 4, 0, 4));
    assert!(said(&report.corrections, "« s », gardé comme inconnu"), "{:?}", report.corrections);
    let held = place.held().occupations.expect("profiles");
    assert_eq!((held.year, held.synthetic, held.codes.len()), (2022, false, 3));
    let share = |activity: &str| -> Vec<(&str, f64)> {
        held.profile(activity).unwrap_or_default().iter().map(|(o, share)| (held.codes[*o as usize].as_str(), *share)).collect()
    };
    assert_eq!(share("25"), [("D1Z", 0.3), ("D2Z", 0.7)]);
    assert_eq!(share("25.62B"), [("D1Z", 0.9), ("D4Z", 0.1)], "its own profile, whichever way its code is written");
    assert_eq!(share("25.50B"), share("25"), "a broad profile stands for what it holds");
    assert!(share("10.71A").is_empty());
    assert!(place.held().missing.iter().all(|t| !t.fr.contains("import occupations")));
}

#[test]
fn a_pair_given_twice_is_summed_and_told() {
    let place = Place::new();
    let report = profiles(&place, "naf;fap;emplois\n25;D1Z;30\n25;D2Z;60\n25;D1Z;10\n").expect("import");
    assert_eq!((report.kept, report.cells), (3, 2));
    assert!(
        said(&report.corrections, "25 × D1Z est donné plusieurs fois : les lignes sont additionnées (1 ligne)"),
        "{:?}",
        report.corrections
    );
    assert_eq!(place.held().occupations.expect("profiles").profile("25"), Some(&[(0, 0.4), (1, 0.6)][..]));
}

#[test]
fn shares_are_taken_as_they_are_and_those_that_cannot_be_are_refused() {
    let place = Place::new();
    profiles(&place, "naf,pcs,part\n25,621,0.4\n25,622,\"0,35\"\n").expect("import");
    let held = place.held().occupations.expect("profiles");
    assert_eq!(held.profile("25"), Some(&[(0, 0.4), (1, 0.35)][..]), "the rest of the profile is not known");
    let why = profiles(&place, "naf;pcs;part\n25;621;0,8\n25;622;0,7\n").expect_err("more than one");
    assert!(why.fr.contains("l’activité 25") && why.fr.contains("1,5 en tout"), "{}", why.fr);
    let report = profiles(&place, "naf;pcs;part\n25;621;80\n25;622;0,7\nC;1;0,1\n99.9;1;0,1\n25;;0,1\n").expect("import");
    assert_eq!((report.kept, report.rejected), (1, 4));
    assert!(report.problems[0].mend.fr.contains("divisez par 100") && report.problems.iter().all(|p| p.line > 1));
    for (text, words) in [("a;b\n1;2\n", "quelle colonne donne l’activité"), ("naf;pcs\n25;621\n", "les emplois, ou la part")] {
        let why = profiles(&place, text).expect_err(text);
        assert!(why.fr.contains(words), "{}", why.fr);
    }
}

#[test]
fn people_are_counted_by_commune_department_or_imported_zone() {
    let place = Place::new();
    profiles(&place, PROFILES).expect("profiles");
    let report = local(&place, "commune;fap;people\n71076;D1Z;40\n71076;D1Z;10\n01120;D2Z;3\n99999;D2Z;3\n71154;D2Z;s\n71154;XXX;4\n")
        .expect("import");
    assert_eq!((report.kept, report.rejected), (4, 1));
    assert!(said(&report.corrections, "Montluel") && said(&report.corrections, "ne connaissent pas"), "{:?}", report.corrections);
    assert!(said(&report.corrections, "71076 × D1Z est donné plusieurs fois"), "{:?}", report.corrections);
    let rows: Vec<_> = place.held().local_occupations.into_iter().map(|r| (r.place, r.occupation, r.people)).collect();
    let told = |place: &str, occupation: &str, people: f64| (place.to_owned(), occupation.to_owned(), people);
    assert_eq!(rows, [told("01262", "D2Z", 3.0), told("71076", "D1Z", 50.0), told("71154", "XXX", 4.0)]);
    local(&place, "departement,metier,actifs\n71,D1Z,5\n1,D2Z,6\n").expect("départements");
    let places: Vec<_> = place.held().local_occupations.into_iter().map(|r| r.place).collect();
    assert_eq!(places, ["D01", "D71"], "the zero that a spreadsheet took away comes back");
    let why = local(&place, "ZE2020;fap;people\n9901;D1Z;5\n").expect_err("no zone is imported");
    assert!(why.fr.contains("rebond import zones"), "{}", why.fr);
    let table = place.file("zones.csv", "CODGEO,ZE2020\n71076,9901\n");
    let options = ZoningOptions { licence: Some("essai".into()), producer: Some("essai".into()), ..ZoningOptions::default() };
    place.import(|importing| sectors::import_zones(&table, &options, importing)).expect("zones");
    let report = local(&place, "ZE2020;fap;people\n9901;D1Z;5\n9902;D1Z;5\n").expect("zones");
    assert_eq!((report.kept, report.rejected), (1, 1));
    assert_eq!(place.held().local_occupations[0].place, "Z9901");
    let why = local(&place, "commune;rome;people\n71076;H2903;5\n").expect_err("another nomenclature");
    assert!(why.fr.contains("même nomenclature"), "{}", why.fr);
    let why = local(&place, "lieu;rome;people\nx;H2903;5\n").expect_err("no place");
    assert!(why.fr.contains("ZE2020"), "{}", why.fr);
}

#[test]
fn invented_data_hold_what_all_five_figures_need_and_give_way_to_real_ones() {
    let place = Place::new();
    place.import(|importing| sectors::generate(1, false, importing)).expect("generated");
    let held = place.held();
    let flows = held.flows.as_ref().expect("flows");
    assert!(flows.synthetic && flows.of.len() > 1000 && held.exports.is_none(), "no complexity is learned on invented trade");
    assert!(flows.of.values().flatten().all(|f| f.world >= f.union && f.union >= f.france && f.france >= 0.0));
    // The only activity of this small register machines for others: no product is its own, and that of its division are not given to it.
    assert!(held.flows_bridge().is_some_and(|bridge| bridge.links.is_empty()));
    let products = || flows.of.keys().map(String::as_str);
    let made = sectors::bridges::bridge(&flows.nomenclature, products(), ["22.22Z", "25.99B"]).expect("a known nomenclature");
    assert!(
        ["22.22Z", "25.99B"].iter().all(|code| made.links.iter().any(|link| link.activity == *code)),
        "invented products lead to activities"
    );
    let occupations = held.occupations.as_ref().expect("profiles");
    assert!(occupations.synthetic && occupations.labels.iter().all(|label| label.fr.contains("inventé") && label.en.contains("invented")));
    for profile in occupations.profiles.values() {
        assert!((profile.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-9);
    }
    assert!(held.local_occupations.iter().all(|row| row.place.starts_with('D')) && !held.local_occupations.is_empty());
    let table = held.input_output.as_ref().expect("branches");
    let n = table.branches.len();
    for j in 0..n {
        let bought: f64 = (0..n).map(|i| table.flows[i * n + j]).sum();
        assert!(bought > 0.0 && bought < table.output[j], "a branch buys less than it makes");
    }
    assert!(held.held_for(Kind::InputOutput).is_some_and(|h| h.synthetic));
    for command in ["import urssaf", "import occupations", "import baci", "import input-output"] {
        let told = held.missing.iter().find(|t| t.fr.contains(command)).expect("what is invented is still not imported");
        assert!(
            told.fr.contains("données inventées en tiennent lieu") && told.en.contains("invented data take their place"),
            "{}",
            told.fr
        );
        assert!(!told.fr.contains("donc"), "figures are shown: {}", told.fr);
    }
    assert!(sectors::missing_without_data().iter().any(|t| t.fr.contains("n’est pas mesurée")), "without any, nothing is computed");
    profiles(&place, PROFILES).expect("real profiles");
    let mixed = place.held();
    assert!(mixed.occupations.as_ref().is_some_and(|o| !o.synthetic) && mixed.held_for(Kind::Occupations).is_some_and(|h| !h.synthetic));
}
