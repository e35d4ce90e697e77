//! Finding communes, activities, territories and labelled sites the way people name them.

use crate::support::small;
use domain::{Status, Value};
use jiff::civil::date;

fn refusal(text: &str) -> String {
    match small().find_commune(text) {
        Err(why) => why.fr.to_string(),
        Ok(found) => panic!("{text} gave {}", found.code),
    }
}

#[test]
fn a_commune_is_found_by_code_by_name_without_accents_and_with_its_departement() {
    let reference = small();
    for text in ["71076", " chalon sur saone ", "CHALON-SUR-SAÔNE", "Chalon-sur-Saône (71)", "Chalon-sur-Saône (Saône-et-Loire)"] {
        assert_eq!(reference.find_commune(text).map(|c| c.code.as_str()), Ok("71076"), "{text}");
    }
    assert_eq!(reference.find_commune("St-Sauveur (Haute Saone)").map(|c| c.code.as_str()), Ok("70473"));
    assert_eq!(reference.find_commune("2a004").map(|c| c.name.as_str()), Ok("Ajaccio"));
    assert_eq!(reference.find_commune("Bourg-en-Bresse (1)").map(|c| c.code.as_str()), Ok("01053"));
}

#[test]
fn a_former_commune_names_its_successor_by_code_and_by_name() {
    for text in ["01120", "Cordieux"] {
        assert_eq!(refusal(text), "Cordieux (01120) n’existe plus comme commune : elle fait partie de Montluel (01262)");
    }
}

#[test]
fn a_name_shared_by_two_communes_lists_them_instead_of_choosing() {
    let why = refusal("Saint-Sauveur");
    assert!(why.contains("2 communes") && why.contains("70473 (Haute-Saône)") && why.contains("21571 (Côte-d’Or)"), "{why}");
    let reference = small();
    let codes = |text| reference.namesakes(text).iter().map(|c| c.code.as_str()).collect::<Vec<_>>();
    assert_eq!(codes("saint sauveur"), ["21571", "70473"], "the namesakes, in the order of the sentence");
    assert_eq!(codes("Saint-Sauveur (21)"), ["21571"]);
    assert_eq!(codes("Saint-Sauveur (71)"), ["21571", "70473"], "elsewhere when the département has none");
    assert!(codes("Saint").is_empty(), "a beginning is not a name");
}

#[test]
fn a_mistyped_name_a_lost_zero_and_an_unknown_code_say_what_was_probably_meant() {
    assert!(refusal("Chalon-sur-Soane").contains("peut-être Chalon-sur-Saône (71076)"));
    assert!(refusal("1053").contains("Bourg-en-Bresse (01053)"));
    assert_eq!(refusal("99999"), "aucune commune n’a le code INSEE 99999");
    assert!(refusal("Crissey (70)").contains("ailleurs\u{a0}: Crissey (71154)"));
    assert!(refusal("Crissey (Atlantide)").contains("Atlantide"));
    assert_eq!(refusal("  "), "aucune commune indiquée");
}

#[test]
fn search_puts_what_begins_with_the_words_first_then_the_most_populated() {
    let reference = small();
    let codes = |query: &str| reference.search_communes(query, 5).iter().map(|c| c.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes("saint"), ["97415", "70473", "21571"]);
    assert_eq!(codes("bresse"), ["01053"]);
    assert_eq!(codes("saint-sauveur (21)"), ["21571"]);
    assert_eq!(codes("2A004"), ["2A004"]);
    assert!(codes("").is_empty());
    assert_eq!(reference.search_communes("saint", 1).len(), 1);
}

#[test]
fn naf_codes_are_read_with_or_without_their_dot_and_searched_by_words() {
    let reference = small();
    assert_eq!(reference.naf_label("2562b"), Some("Mécanique industrielle"));
    assert_eq!(reference.naf_label("25.62B"), Some("Mécanique industrielle"));
    assert_eq!(reference.naf_label("C"), Some("Industrie manufacturière"));
    assert_eq!(reference.naf_label("99.99Z"), None);
    assert_eq!(reference.search_naf("mecanique", 3), [("25.62B", "Mécanique industrielle")]);
    assert_eq!(reference.search_naf("25", 2)[0].0, "25");
    assert_eq!(reference::naf_section("25.62B"), Some("C"));
    assert_eq!(reference::naf_section("é"), None);
}

#[test]
fn an_activity_is_found_by_words_of_either_language_begun_or_in_the_plural() {
    let reference = small();
    let codes = |query: &str| reference.search_naf(query, 9).into_iter().map(|(code, _)| code.to_owned()).collect::<Vec<_>>();
    assert_eq!(codes("machining"), ["25.62B"], "the title of the class of ISIC, where the NAF cuts it");
    assert_eq!(codes("COATING mécanique"), ["25.62B"], "a word of each language");
    assert_eq!(codes("fabricated metal"), ["25"]);
    assert_eq!((codes("traitements"), codes("traite")), (vec!["25.6".to_owned()], vec!["25.6".to_owned()]));
    assert!(codes("canique").is_empty(), "a word is known by its beginning");
    // Where a code is asked, words are refused with the codes that they lead to.
    let why = |typed: &str| reference.find_naf(typed).expect_err("not a code");
    assert!(why("Machining").en.ends_with("write that of the activity: 25.62B (Mécanique industrielle)"), "{}", why("Machining").en);
    assert!(why("licorne").fr.contains("22.22Z") && why("25.63B").fr.contains("22.22Z"), "nothing is near");
}

#[test]
fn the_149_and_183_territories_are_told_apart_by_their_phase() {
    let reference = small();
    let of = |phase| reference.territories().iter().filter(|t| t.phase == phase).count();
    assert_eq!((of(1), of(2)), (149, 183));
    let name = |phase, code| reference.territory(phase, code).map(|t| t.name.as_str());
    assert_eq!(name(1, "ti-2704"), Some("Haut-Doubs Horloger"));
    assert_eq!(name(2, "ti-2704"), Some("Grand Chalon"));
    assert_eq!(name(3, "ti-2704"), None);
    assert!(reference.territories().iter().all(|t| !t.members.is_empty() && !t.departments.is_empty() && !t.source.title.is_empty()));
    let communes = reference.territories().iter().flat_map(|t| &t.members).filter(|m| m.is_commune).count();
    assert_eq!(communes, 50);
}

#[test]
fn coverage_counts_the_named_sites_and_never_claims_the_total() {
    let reference = small();
    let coverage: Vec<_> = reference.coverage().into_iter().map(|c| (c.wave, c.named, c.official)).collect();
    assert_eq!(coverage, [("2020".to_owned(), 36, 78), ("2021".to_owned(), 16, 49), ("2024".to_owned(), 33, 55)]);
    let waves: Vec<_> = reference.waves().into_iter().map(|w| (w.id, w.named, w.official)).collect();
    assert_eq!(waves[0], ("2020-01".to_owned(), 8, Some(12)));
    assert_eq!(waves[1].2, Some(66));
    assert_eq!(waves.iter().map(|w| w.1).sum::<usize>(), 85, "every row of the table is in a wave");
}

#[test]
fn a_site_labelled_twice_is_one_site_with_two_labels() {
    let reference = small();
    assert_eq!(reference.sites().len(), 82);
    for id in ["parc-d-activites-d-ozans-36071", "pyrenia-65344", "les-portes-du-tarn-81271"] {
        let site = reference.site(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(site.labels.len(), 2, "{id}");
        assert!(site.labels[0].wave < site.labels[1].wave);
    }
    assert_eq!(reference.site("parc-d-activites-d-ozans-36071").and_then(|s| s.number("area_ha")), Some(187.0));
    assert!(reference.sites().windows(2).all(|w| w[0].id < w[1].id), "identifiers are unique and sorted");
}

#[test]
fn what_no_source_says_of_a_site_is_absent_not_false() {
    let reference = small();
    let sites = reference.sites();
    assert_eq!(sites.iter().filter(|s| s.bool("rail") == Some(true)).count(), 3);
    assert_eq!(sites.iter().filter(|s| s.bool("rail") == Some(false)).count(), 0);
    assert_eq!(sites.iter().filter(|s| s.commune.is_none()).count(), 3, "Haute-Picardie, La Nau, ELPA I");
    let utilities: Vec<_> = sites.iter().filter_map(|s| Some((s.name.as_str(), s.attributes.get("utilities")?))).collect();
    let [(name, datum)] = utilities.as_slice() else { panic!("one source names networks: {utilities:?}") };
    assert!(name.starts_with("Grand canal du Havre"), "{name}");
    assert_eq!(datum.value, Value::Text("électricité, gaz, vapeur, eaux potable et industrielle en place".into()));
    assert_eq!(datum.source.as_ref().map(|s| s.title.as_str()), Some("Tendance Ouest 10/2021"));
    for site in sites {
        assert!(!site.source.title.is_empty());
        assert!(site.attributes.values().all(|d| d.source.is_some()));
        assert!(!format!("{site:?}").contains('\''), "typographic apostrophes: {}", site.name);
    }
}

#[test]
fn a_label_of_2020_supposes_procedures_that_the_label_of_2024_does_not() {
    let reference = small();
    let groups = |id: &str| -> Vec<(String, Status)> {
        let site = reference.site(id).unwrap_or_else(|| panic!("{id}"));
        site.anticipations.iter().map(|a| (a.procedure.clone(), a.status)).collect()
    };
    let assumed: Vec<_> = ["plu", "archaeology", "inventory", "impact_study"].map(|g| (g.to_owned(), Status::Assumed)).into();
    assert_eq!(groups("technoland-ii-25228"), assumed);
    assert!(groups("inspira-38468").is_empty());
    let douvrin = groups("parc-des-industries-artois-flandres-62276");
    assert_eq!(douvrin[0], ("archaeology".to_owned(), Status::Declared), "the park itself says it was done");
    assert!(douvrin.contains(&("plu".to_owned(), Status::Assumed)));
}

#[test]
fn a_site_known_by_its_commune_only_is_placed_there_and_said_approximate() {
    let reference = small();
    let position = reference.site("saoneor-71076").and_then(|s| s.position).expect("Chalon is located");
    assert!(position.approximate && position.lat == 46.78);
    assert!(reference.site("technoland-ii-25228").is_some_and(|s| s.position.is_none()), "its commune is not in the small reference");
}

#[test]
fn the_aid_zone_is_told_overseas_and_unknown_elsewhere() {
    let reference = small();
    let (chalon, saint_paul) = (reference.commune("71076").expect("small"), reference.commune("97415").expect("small"));
    assert!(reference.is_overseas(saint_paul) && !reference.is_overseas(chalon));
    assert_eq!(reference.afr_zone(chalon, date(2024, 1, 1)), None);
    let zone = reference.afr_zone(saint_paul, date(2024, 1, 1)).expect("outermost region");
    assert_eq!(zone.0, "a");
    assert!(zone.1.title.contains("2022-2027"));
    assert_eq!(reference.afr_zone(saint_paul, date(2020, 9, 15)).map(|z| z.1.mark), Some(domain::Mark::General));
    assert_eq!(reference.afr_zone(saint_paul, date(2030, 1, 1)), None, "no map is known after 2027");
}

#[test]
fn the_commitment_of_the_state_is_three_and_nine_months_with_its_source() {
    let commitment = small().state_commitment();
    assert_eq!((commitment.building_permit_months, commitment.environmental_authorisation_months), (3, 9));
    assert!(!commitment.source.title.is_empty());
}

#[test]
fn areas_of_the_table_are_plausible_hectares() {
    for site in small().sites() {
        for key in ["area_ha", "available_ha"] {
            if let Some(Value::Number(area)) = site.attributes.get(key).map(|d| d.value.clone()) {
                assert!((1.0..=500.0).contains(&area), "{} {key} {area}", site.name);
            }
        }
    }
}
