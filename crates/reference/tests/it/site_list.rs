//! Lists of sites as people send them: other encodings, other words, lost zeros, doubtful units.

use crate::support;
use domain::{Issuer, Value};
use proptest::prelude::*;
use reference::{Mapping, SiteList, read_site_list};

fn read(text: &str) -> SiteList {
    read_site_list("sites.csv", text.as_bytes(), &support::small(), None)
}

fn only(list: &SiteList) -> &domain::Site {
    assert_eq!(list.rejected, [], "nothing refused");
    assert_eq!(list.accepted.len(), 1);
    &list.accepted[0]
}

#[test]
fn a_french_list_with_semicolons_decimal_commas_and_narrow_spaces_is_read() {
    let list = read(
        "Nom du site;Commune;Département;Surface (ha);Embranché fer;Prix (€/m²);Vague\nSaôneOr;Chalon sur Saone;71;1\u{202f}070,5;oui;35,20;juillet 2020\n",
    );
    let site = only(&list);
    assert_eq!(
        (site.id.as_str(), site.commune.as_deref(), site.region.as_str()),
        ("saoneor-71076", Some("71076"), "Bourgogne-Franche-Comté")
    );
    assert_eq!((site.number("area_ha"), site.bool("rail"), site.number("price_eur_m2")), (Some(1_070.5), Some(true), Some(35.2)));
    assert_eq!(site.labels[0].wave, "2020-07");
    assert_eq!((list.encoding.as_str(), list.separator), ("UTF-8", Some(';')));
}

#[test]
fn the_owner_the_manager_and_the_developer_of_a_site_are_three() {
    use domain::SiteRole::{Developer, Manager, Owner};
    let list = read("nom;insee;propriétaire;gestionnaire;aménageur;vendeur\nParc;71076;Commune de Crissey;SEM;SPL Sud;\n");
    let site = only(&list);
    let held: Vec<_> = site.holders().into_iter().map(|h| (h.role, h.names)).collect();
    assert_eq!(held, [(Owner, vec!["Commune de Crissey"]), (Manager, vec!["SEM"]), (Developer, vec!["SPL Sud"])]);
    assert_eq!(site.owner.as_deref(), Some("Commune de Crissey"));
}

#[test]
fn an_english_list_with_commas_and_one_saved_in_windows_1252_are_read() {
    let list = read("name,insee code,area (ha),rail\nSaôneOr,71076,70,yes\n");
    assert_eq!(only(&list).number("area_ha"), Some(70.0));
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Nom;Commune;Superficie (m²)\nPôle d’activités;Chalon-sur-Saône;120 000\n");
    let list = read_site_list("sites.csv", &bytes, &support::small(), None);
    assert_eq!(list.encoding, "windows-1252");
    assert_eq!((only(&list).name.as_str(), only(&list).number("area_ha")), ("Pôle d’activités", Some(12.0)));
}

#[test]
fn a_list_in_windows_1252_with_decimal_commas_is_read_and_a_refused_row_says_what_where_and_how_to_mend() {
    let rows =
        "Nom;Commune;Surface (ha);Prix (€/m²)\nPôle d’activités;Chalon-sur-Saône;12,5;35,20\nZone des Prés;Chalon-sur-Saône;1,250;\n";
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(rows);
    assert!(!unmappable && std::str::from_utf8(&bytes).is_err(), "the file is what it is said to be");
    let list = read_site_list("sites.csv", &bytes, &support::small(), None);
    assert_eq!((list.encoding.as_str(), list.separator, list.read), ("windows-1252", Some(';'), 2));
    // 12,5 tells that the comma is a decimal one: 1,250 is then 1.25 and not a question.
    let areas: Vec<_> = list.accepted.iter().map(|site| site.number("area_ha")).collect();
    assert_eq!((areas, list.accepted[0].number("price_eur_m2")), (vec![Some(12.5), Some(1.25)], Some(35.2)));
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Nom;Commune;Surface (ha)\nPôle d’activités;Chalon-sur-Saône;1,250\n");
    let refused = &read_site_list("sites.csv", &bytes, &support::small(), None).rejected[0];
    assert_eq!((refused.line, refused.field.as_str()), (2, "area_ha"));
    assert_eq!(&*refused.what.fr, "« 1,250 » : 1,250 ou 1250 ?");
    assert!(!refused.mend.fr.is_empty() && !refused.mend.en.is_empty());
}

#[test]
fn a_mark_at_the_head_of_the_file_is_not_part_of_the_first_heading() {
    let list = read("\u{feff}nom\tcommune\nX\tCrissey\n");
    assert_eq!(list.columns, ["nom", "commune"]);
    assert_eq!(list.separator, Some('\t'));
    only(&list);
}

#[test]
fn a_leading_zero_lost_by_a_spreadsheet_is_mended_and_reported() {
    let list = read("nom;insee\nParc;1053\n");
    assert_eq!(only(&list).commune.as_deref(), Some("01053"));
    let correction = &list.corrections[0];
    assert_eq!((correction.line, correction.column, correction.field.as_str()), (2, 2, "insee"));
    assert!(correction.what.fr.contains("01053"));
    let list = read("nom;insee;commune\nParc;1053;Crissey\n");
    assert!(list.accepted.is_empty(), "two doubts on one place are asked, not guessed");
}

#[test]
fn a_code_and_a_name_that_disagree_keep_the_code_and_say_so() {
    let list = read("nom;insee;commune\nParc;71076;Crissey\n");
    assert_eq!(only(&list).commune.as_deref(), Some("71076"));
    assert!(list.corrections[0].what.fr.contains("Crissey"));
}

#[test]
fn a_commune_unknown_former_or_shared_is_refused_with_its_line_and_what_to_write() {
    let list = read("nom;commune;dep\nA;Atlantis;\n\nB;Cordieux;01\nC;Saint-Sauveur;\nD;Saint-Sauveur;70\nE;;\n");
    assert_eq!(list.accepted.len(), 1);
    let said: Vec<_> = list.rejected.iter().map(|p| (p.line, p.what.fr.clone())).collect();
    assert_eq!(said.iter().map(|s| s.0).collect::<Vec<_>>(), [2, 4, 5, 7]);
    assert!(said[1].1.contains("Montluel (01262)") && said[2].1.contains("2 communes"), "{said:?}");
    assert!(list.rejected.iter().all(|p| !p.mend.fr.is_empty() && !p.mend.en.is_empty()));
    assert_eq!(list.read, 5);
}

#[test]
fn an_area_without_a_unit_or_implausible_in_its_unit_is_a_question_never_a_guess() {
    for (heading, cell) in
        [("surface", "45"), ("surface", "450000"), ("surface (ha)", "450000"), ("surface (m²)", "45"), ("surface (ha)", "-3")]
    {
        let list = read(&format!("nom;insee;{heading}\nParc;71076;{cell}\n"));
        assert_eq!((list.accepted.len(), list.rejected.len()), (0, 1), "{heading} {cell}");
        assert_eq!(list.rejected[0].field, "area_ha");
    }
    let list = read("nom;insee;surface\nParc;71076;45 ha\nParc 2;71076;450 000 m²\nParc 3;71076;\n");
    let areas: Vec<_> = list.accepted.iter().map(|s| s.number("area_ha")).collect();
    assert_eq!(areas, [Some(45.0), Some(45.0), None]);
}

#[test]
fn more_land_free_than_there_is_keeps_both_figures_and_is_told() {
    let list = read("nom;insee;surface (ha);surface disponible (ha)\nParc;71076;5,0;9,5\n");
    assert_eq!((only(&list).number("area_ha"), only(&list).number("available_ha")), (Some(5.0), Some(9.5)));
    assert_eq!((list.corrections.len(), list.corrections[0].field.as_str(), list.corrections[0].line), (1, "available_ha", 2));
    assert!(list.corrections[0].what.fr.starts_with("9,5 ha disponibles sur 5 ha"), "{}", list.corrections[0].what.fr);
    assert_eq!(read("nom;insee;surface (ha);surface disponible (ha)\nParc;71076;9,5;9,5\n").corrections, []);
}

#[test]
fn a_comma_that_could_be_thousands_or_decimals_is_a_question() {
    let list = read("name,insee,area (ha)\nParc,71076,\"1,234\"\n");
    assert!(list.accepted.is_empty());
    assert_eq!(&*list.rejected[0].what.fr, "« 1,234 » : 1,234 ou 1234 ?");
    let list = read("name,insee,area (ha)\nParc,71076,\"1,234.5\"\n");
    assert_eq!(only(&list).number("area_ha"), Some(1_234.5));
}

#[test]
fn a_french_file_is_asked_too_unless_another_figure_of_the_column_tells() {
    let list = read("nom;insee;surface (ha)\nParc;71076;1,250\n");
    assert_eq!(&*list.rejected[0].what.fr, "« 1,250 » : 1,250 ou 1250 ?");
    let list = read("nom;insee;surface (ha)\nParc;71076;1,250\nPort;71076;12,5\n");
    let areas: Vec<_> = list.accepted.iter().map(|s| s.number("area_ha")).collect();
    assert_eq!(areas, [Some(1.25), Some(12.5)]);
    let list = read("nom;insee;lat;lon\nParc;71076;46,781;4,853\n");
    let place = only(&list).position.expect("a place");
    assert_eq!((place.lat, place.lon), (46.781, 4.853), "a coordinate has one reading in France");
}

#[test]
fn two_labels_of_one_site_are_one_sheet_and_the_same_label_twice_is_refused() {
    let list =
        read("nom;insee;vague;surface disponible (ha)\nParc d'Ozans;71076;2020;\nParc d’Ozans;71076;2024;12\nPARC D OZANS;71076;2024;13\n");
    assert_eq!(list.accepted.len(), 1);
    let site = &list.accepted[0];
    assert_eq!(site.labels.iter().map(|l| l.wave.as_str()).collect::<Vec<_>>(), ["2020", "2024"]);
    assert_eq!(site.number("available_ha"), Some(12.0));
    assert_eq!((list.rejected.len(), list.rejected[0].line), (1, 4));
    assert!(list.rejected[0].what.fr.contains("ligne 3"));
    assert_eq!(list.corrections.len(), 1);
}

#[test]
fn an_unreadable_yes_or_no_is_left_unknown_and_said() {
    let list = read("nom;insee;fer;gaz\nParc;71076;peut-être;inconnu\n");
    let site = only(&list);
    assert_eq!((site.bool("rail"), site.bool("gas")), (None, None));
    assert_eq!(list.corrections.len(), 1);
}

#[test]
fn coordinates_in_metres_are_converted_and_told_and_half_of_them_are_refused() {
    let list = read("nom;insee;lat;lon\nA;71076;6630000;840000\nB;71076;46,79;4,86\nC;71076;46,79;\nD;71076;12;12\n");
    assert_eq!(list.rejected.iter().map(|p| p.line).collect::<Vec<_>>(), [4, 5]);
    let at = |i: usize| list.accepted[i].position.expect("a position");
    assert!((at(0).lat - 46.76).abs() < 0.01 && (at(0).lon - 4.83).abs() < 0.01 && !at(0).approximate, "{:?}", at(0));
    assert_eq!((at(1).lat, at(1).approximate), (46.79, false));
    assert_eq!((list.corrections.len(), list.corrections[0].field.as_str()), (1, "lat"));
}

#[test]
fn a_file_without_a_needed_column_says_which_and_a_given_mapping_supplies_it() {
    let text = "intitulé du lieu;où;hectares dispo\nParc;Crissey;4\n";
    let list = read(text);
    assert_eq!(list.rejected.len(), 1);
    assert!(list.rejected[0].what.fr.contains("« nom »") && list.rejected[0].mend.fr.contains("intitulé du lieu"));
    assert_eq!(list.mapping.get("available_ha").map(String::as_str), None, "« hectares dispo » is nobody's heading");
    let half = read("nom;où\nParc;Crissey\n");
    assert_eq!((half.rejected.len(), half.mapping.get("name").map(String::as_str)), (1, Some("nom")), "what is known is told");
    let mapping = Mapping::from([("name".into(), "intitulé du lieu".into()), ("commune".into(), "où".into())]);
    let list = read_site_list("s.csv", text.as_bytes(), &support::small(), Some(&mapping));
    assert_eq!(only(&list).commune.as_deref(), Some("71154"));
    let wrong = Mapping::from([("name".into(), "absente".into())]);
    let list = read_site_list("s.csv", text.as_bytes(), &support::small(), Some(&wrong));
    assert!(list.rejected[0].what.fr.contains("absente"));
}

#[test]
fn a_row_with_too_many_cells_and_an_empty_file_are_refused_in_words() {
    let list = read("nom;insee\nParc;Sud;71076\n");
    assert_eq!(&*list.rejected[0].what.fr, "3 cellules pour 2 colonnes");
    assert_eq!(&*read("").rejected[0].what.fr, "le fichier est vide");
    assert_eq!(read_site_list("s.xls", b"\xd0\xcf\x11\xe0rest", &support::small(), None).rejected.len(), 1);
    assert_eq!(read_site_list("s.xlsx", b"PK\x03\x04 not a zip", &support::small(), None).rejected.len(), 1);
}

#[test]
fn a_spreadsheet_is_read_with_its_numbers_and_one_far_cell_costs_nothing() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Nom", "Code INSEE", "Surface (ha)", "Rail"].into_iter().enumerate() {
        sheet.write(0, column as u16, heading).expect("write");
    }
    sheet.write(2, 0, "Parc").expect("write");
    sheet.write(2, 1, 1053).expect("write");
    sheet.write(2, 2, 12.5).expect("write");
    sheet.write(2, 3, true).expect("write");
    sheet.write(1_048_575, 16_383, "far").expect("write");
    let bytes = book.save_to_buffer().expect("xlsx");
    let list = read_site_list("s.xlsx", &bytes, &support::small(), None);
    let site = only(&list);
    assert_eq!((site.commune.as_deref(), site.number("area_ha"), site.bool("rail")), (Some("01053"), Some(12.5), Some(true)));
    assert_eq!((list.corrections[0].line, list.encoding.as_str(), list.separator), (3, "xlsx", None));
}

#[test]
fn fifty_thousand_rows_are_read_and_the_next_one_is_refused() {
    let mut text = String::from("nom;insee;surface (ha);rail\n");
    for i in 0..50_001 {
        text += &format!("Parc {i};71076;12,5;oui\n");
    }
    let start = std::time::Instant::now();
    let list = read(&text);
    let spent = start.elapsed();
    assert_eq!((list.read, list.accepted.len(), list.rejected.len()), (50_000, 50_000, 1));
    assert_eq!(list.rejected[0].line, 50_002);
    assert!(spent.as_secs_f64() < 10.0, "{spent:?}");
    println!("50 000 rows in {spent:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_reader_never_panics_on_arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let list = read_site_list("x", &bytes, &support::small(), None);
        prop_assert!(list.accepted.len() <= list.read);
    }

    #[test]
    fn every_row_is_kept_or_refused_whatever_its_cells(rows in prop::collection::vec("[^\"\r\n]{0,40}", 0..12), far in 0u8..3) {
        let separator = [";", ",", "\t"][far as usize];
        let text = format!("{}\n{}\n", ["nom", "insee", "surface", "lat", "lon", "rail", "vague"].join(separator), rows.join("\n"));
        let list = read(&text);
        // Signs of another encoding, of no text at all, or of another separator refuse the file, not a row.
        if list.read == 0 {
            let said = rows.iter().any(|row| row.chars().any(char::is_alphanumeric));
            prop_assert!(list.accepted.is_empty() && (!said || !list.rejected.is_empty()));
            return Ok(());
        }
        let labels: usize = list.accepted.iter().map(|s| s.labels.len().max(1)).sum();
        // A second row of one site with another wave, one of them empty, counts once in the labels.
        prop_assert!(labels + list.rejected.len() <= list.read + list.accepted.len());
        prop_assert!(list.accepted.len() + list.rejected.len() + list.corrections.len() >= list.read);
        for site in &list.accepted {
            prop_assert!(site.attributes.values().all(|d| !matches!(d.value, Value::Number(n) if !n.is_finite() || n < 0.0)));
        }
    }

    #[test]
    fn a_spreadsheet_cut_or_damaged_anywhere_is_refused_without_panic(at in 0usize..5_000, byte in any::<u8>(), cut in any::<bool>()) {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "nom").expect("write");
        let mut bytes = book.save_to_buffer().expect("xlsx");
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = read_site_list("x.xlsx", &bytes, &support::small(), None);
    }
}

#[test]
fn an_area_typed_on_a_form_is_in_hectares_unless_it_says_otherwise() {
    for (typed, hectares) in [("4,5", Some(4.5)), ("4.5 ha", Some(4.5)), (" 45 000 m² ", Some(4.5)), ("", None)] {
        assert_eq!(reference::hectares(typed), Ok(hectares), "{typed}");
    }
    for typed in ["beaucoup", "-1", "45 000"] {
        assert!(reference::hectares(typed).is_err(), "{typed}");
    }
}

#[test]
fn a_year_is_no_label_and_only_a_label_of_the_state_carries_its_promise() {
    let reference = support::small();
    let promise = reference.state_commitment();
    let dated = read("nom;insee;année\nParc;71076;2021\n");
    assert_eq!(dated.accepted[0].labels, [], "a year of data is not a label");
    let list = read(
        "nom;insee;vague;label;émetteur du label\nParc A;71076;2021;;\nParc B;71076;;Parc+;Région Bretagne\nParc C;71076;;2021;Région\n\
         Parc D;71076;;2021;\nParc E;71076;;2021;État\n",
    );
    let issuers: Vec<Issuer> = list.accepted.iter().map(|site| site.labels[0].issuer).collect();
    assert_eq!(issuers, [Issuer::State, Issuer::Region, Issuer::Region, Issuer::Other, Issuer::State]);
    let covered: Vec<bool> = list.accepted.iter().map(|site| promise.covers(site)).collect();
    assert_eq!(covered, [true, false, false, false, true]);
    assert!(list.corrections.iter().any(|c| c.line == 5 && c.what.fr.contains("on ne sait pas qui")), "{:?}", list.corrections);
}

#[test]
fn the_usable_area_is_not_the_area_that_is_free() {
    let list = read("nom;insee;surface utile (ha);surface commercialisable (ha)\nParc;71076;40;12\n");
    let site = only(&list);
    assert_eq!((site.number("available_ha"), site.number("usable_ha")), (Some(12.0), Some(40.0)));
    let list = read("nom;insee;surface utile (ha)\nParc;71076;40\n");
    assert_eq!(only(&list).number("available_ha"), None);
}
