//! A file in the national standard becomes sites of the catalogue, and sites of the catalogue go back to the standard.

use crate::support;
use cnig::{Class, Record, sheets, strict, write};
use domain::{Datum, Site, SiteRole, Status, Value};
use reference::{SiteList, read_site_list, standard};

fn read(text: &str) -> SiteList {
    read_site_list("zae.csv", text.as_bytes(), &support::small(), None)
}

const HEAD: &str = "site_id;pole_id;site_nom;site_type;site_vocadomi;site_etat;site_surf_brute;site_surf_utile;site_surf_comm_dispo;site_identif_date;\
site_actu_date;source_producteur;site_epci_nom;site_epci_siren;site_comm_nom;site_comm_insee;site_moa_type;site_moa_nom;site_geomsurf;site_geompoint;\
reseau_fret_ferroviaire;autoroute_echang_dist;site_quali_territoire;ext_puissance_mva;ext_labels;ext_icpe_max;ext_risques";
const ROW: &str = "71076_SITE-ECO_00007;71076_POLE-ECO_00001;Parc des Prés;Zone d'activité économique;industrielle;existant et actif;441000;40,2;12,5;\
26/03/2016;2023-08-29;Grand Chalon;CA Le Grand Chalon;200071223;Chalon-sur-Saône;71076;EPCI;SEM Val de Bourgogne;\
\"{\"\"type\"\":\"\"Polygon\"\",\"\"coordinates\"\":[[[4.85,46.80],[4.86,46.80],[4.86,46.8052],[4.85,46.8052],[4.85,46.80]]]}\";;\
oui;3;Site clé en main;40;2024;autorisation;PPRT|inondation";

#[test]
fn a_site_of_the_standard_has_its_characteristics_with_source_date_and_status() {
    let list = read(&format!("{HEAD}\n{ROW}\n"));
    assert_eq!(list.rejected, []);
    let site = &list.accepted[0];
    assert_eq!(
        (site.id.as_str(), site.name.as_str(), site.owner.as_deref()),
        ("71076-site-eco-00007", "Parc des Prés", Some("SEM Val de Bourgogne"))
    );
    assert_eq!((site.number("area_ha"), site.number("available_ha"), site.number("usable_ha")), (Some(44.1), Some(12.5), Some(40.2)));
    assert_eq!((site.bool("rail"), site.number("motorway_km"), site.number("power_mva")), (Some(true), Some(3.0), Some(40.0)));
    assert_eq!((site.bool("pprt"), site.bool("flood")), (Some(true), Some(true)));
    assert_eq!(site.attributes["icpe_max"].value, Value::Code("authorisation".into()));
    assert_eq!(site.labels.iter().map(|l| l.wave.as_str()).collect::<Vec<_>>(), ["2024"]);
    let area = &site.attributes["area_ha"];
    let source = area.source.as_ref().expect("a source");
    assert_eq!(
        (area.status, source.title.as_str(), source.date),
        (Status::Declared, "Grand Chalon", Some(domain::Date::constant(2023, 8, 29)))
    );
    let at = site.position.expect("the middle of the perimeter");
    assert!((at.lat - 46.8026).abs() < 1e-6 && !at.approximate);
    assert_eq!(list.tables, [("site-eco".to_owned(), 1)]);
    assert!(list.corrections.iter().any(|c| c.field == "site_surf_brute" && c.what.fr.contains("« 441000 » lu « 44.1 »")));
}

#[test]
fn what_was_imported_goes_back_valid_and_reads_again_the_same() {
    let reference = support::small();
    let list = read(&format!("{HEAD}\n{ROW}\n"));
    let given = standard::give(&list.accepted[0], &reference);
    let records: Vec<Record> = std::iter::once(given.site).chain(given.more).collect();
    let strict = strict(records);
    assert_eq!((strict.left_out.len(), strict.dropped.len()), (0, 0), "{:?}", strict.left_out);
    let mut sites = sheets(&write::csv(Class::Site, &strict.records).expect("in memory")).expect("a table");
    sites.extend(sheets(&write::csv(Class::Extension, &strict.records).expect("in memory")).expect("a table"));
    let again = reference::read_site_sheets("zae.csv", &sites, &reference, None);
    assert_eq!((again.rejected.len(), again.corrections.len()), (0, 0), "{:?}", again.corrections);
    let (a, b) = (&list.accepted[0], &again.accepted[0]);
    assert_eq!(a.id, b.id);
    for (key, datum) in &a.attributes {
        assert_eq!(b.attributes[key].value, datum.value, "{key}");
    }
    assert_eq!((&a.labels[0].wave, a.position, &a.owner), (&b.labels[0].wave, b.position, &b.owner));
}

fn held(site: &Site) -> Vec<(SiteRole, String)> {
    site.holders().into_iter().map(|held| (held.role, held.names.join(" + "))).collect()
}

#[test]
fn who_manages_develops_and_sells_a_site_goes_out_under_the_field_of_each_and_comes_back() {
    let reference = support::small();
    let row = ROW.replace("SEM Val de Bourgogne", "SEM Val de Bourgogne|Grand Chalon");
    let list = read(&format!("{HEAD};site_moa_amngt;site_moa_comm\n{row};SPL Sud Bourgogne;\n"));
    let site = &list.accepted[0];
    let expected =
        [(SiteRole::Manager, "SEM Val de Bourgogne + Grand Chalon".to_owned()), (SiteRole::Developer, "SPL Sud Bourgogne".to_owned())];
    assert_eq!(held(site), expected);
    assert_eq!(site.holders()[1].source.title, "Grand Chalon", "who says it");
    let strict = strict([standard::give(site, &reference).site]);
    assert_eq!((strict.left_out.len(), strict.dropped.len()), (0, 0));
    let sheet = sheets(&write::csv(Class::Site, &strict.records).expect("in memory")).expect("a table");
    let again = reference::read_site_sheets("zae.csv", &sheet, &reference, None);
    assert_eq!(held(&again.accepted[0]), expected);
}

#[test]
fn a_holder_is_not_written_under_the_role_of_another() {
    let reference = support::small();
    let mut site = read(&format!("{HEAD}\n{ROW}\n")).accepted.remove(0);
    // The table of sites has no field for an owner, and its manager is somebody else.
    site.attributes.insert("proprio_nom".into(), Datum::declared(Value::Text("Indivision Roy".into())));
    site.owner = Some("Port de Chalon".into());
    assert_eq!(held(&site).len(), 3, "{:?}", held(&site));
    let given = standard::give(&site, &reference).site;
    assert_eq!(given.text("site_moa_nom"), Some("SEM Val de Bourgogne"));
    let mut texts = given.values().filter_map(|(_, value)| match value {
        Some(cnig::Value::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    assert!(!texts.any(|text| text.contains("Roy") || text.contains("Port de Chalon")));
    // One name without a role stands in the one field there is, as a list that gives it means.
    site.attributes.remove("site_moa_nom");
    assert_eq!(standard::give(&site, &reference).site.text("site_moa_nom"), Some("Port de Chalon"));
}

#[test]
fn a_site_known_by_its_name_only_cannot_be_valid_and_the_report_names_what_is_missing() {
    let reference = support::small();
    let site = reference.sites().first().expect("the table of named sites is embedded");
    let strict = strict([standard::give(site, &reference).site]);
    let (record, problems) = &strict.left_out[0];
    assert_eq!(record.text("site_nom"), Some(site.name.as_str()));
    let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(record.get("site_geompoint"), None, "the centre of the commune is not that of the site");
    assert!(["site_type", "site_surf_utile", "site_geomsurf", "site_moa_type"].iter().all(|f| fields.contains(f)), "{fields:?}");
}

#[test]
fn plots_on_the_market_say_what_the_site_can_offer() {
    let site = sheets(format!("{HEAD}\n{ROW}\n").as_bytes()).expect("a table");
    let plots = "terr_id;site_id;terr_surf_brute;terr_stade_comm;terr_stade_amngt;terr_cle_en_main;terr_m2_prix\n\
        T1;71076_SITE-ECO_00007;9,9;en vente;viabilisé et aménagé;oui;35\nT2;71076_SITE-ECO_00007;2;en vente avec contraintes;viabilisé non aménagé;non;20\n\
        T3;71076_SITE-ECO_00007;30;vendu, commercialisation achevée;viabilisé et aménagé;non;5\n";
    let all = [site, sheets(plots.as_bytes()).expect("a table")].concat();
    let list = reference::read_site_sheets("zae.xlsx", &all, &support::small(), None);
    let site = &list.accepted[0];
    assert_eq!((site.number("plot_ha"), site.bool("serviced"), site.bool("turnkey")), (Some(9.9), Some(true), Some(true)));
    assert_eq!(
        (site.number("price_eur_m2_low"), site.number("price_eur_m2_high"), site.number("price_eur_m2")),
        (Some(20.0), Some(35.0), None)
    );
    assert_eq!(site.attributes["plot_ha"].status, Status::Computed);
}

#[test]
fn a_position_far_from_the_commune_is_not_believed() {
    let list = read("site_id;site_nom;site_comm_insee;site_geompoint\nA;Parc;71076;2.35, 48.85\nB;Parc 2;71076;46.79, 4.86\n");
    assert!(list.accepted[0].position.is_some_and(|p| (p.lat - 46.78).abs() < 1e-9), "the commune stands in");
    assert!(list.corrections.iter().any(|c| c.line == 2 && c.what.fr.contains("km de la commune")));
    assert!(list.accepted[1].position.is_some_and(|p| p.lat == 46.79), "swapped, and told");
}

#[test]
fn a_brownfield_is_a_site_that_says_so_and_a_converted_one_is_no_longer_offered() {
    let list = read(
        "site_id,site_nom,site_type,site_statut,comm_nom,comm_insee,unite_fonciere_surface,proprio_personne,proprio_nom,source_nom,geompoint\n\
         71076_1,Usine,friche industrielle,friche sans projet,Chalon-sur-Saône,71076,16750,personne morale,SA Usine,Cartofriches,POINT(4.85 46.78)\n\
         71076_2,Dépôt,friche logistique,friche reconvertie,Chalon-sur-Saône,71076,900,,,Cartofriches,POINT(4.85 46.78)\n\
         71076_3,Atelier,friche industrielle,,Chalon-sur-Saône,71076,900,personne physique,Nom Prénom,Cartofriches,POINT(4.85 46.78)\n",
    );
    assert_eq!((list.accepted.len(), list.rejected.len(), list.rejected[0].line), (2, 1, 3));
    let site = &list.accepted[0];
    assert_eq!((site.bool("brownfield"), site.number("area_ha"), site.owner.as_deref()), (Some(true), Some(1.675), Some("SA Usine")));
    assert_eq!(held(site), [(SiteRole::Owner, "SA Usine".to_owned())]);
    assert_eq!((list.accepted[1].owner.as_deref(), held(&list.accepted[1]).len()), (None, 0), "the name of a person is not taken over");
    assert!(list.corrections.iter().any(|c| c.field == "proprio_nom" && c.line == 4));
}

#[test]
fn a_site_already_named_is_completed_not_doubled() {
    let reference = support::small();
    let own = reference.sites().iter().find(|s| s.id == "saoneor-71076").expect("SaôneOr is named").clone();
    let list = read(&format!("{HEAD}\n{}\n", ROW.replace("Parc des Prés", "SaôneOr")));
    let imported = &list.accepted[0];
    assert_eq!(imported.id, own.id);
    let whole = merged(std::slice::from_ref(&own), &[("2026-02-03", imported)]).remove(0);
    assert_eq!(whole.number("power_mva"), Some(40.0));
    assert!(own.attributes.keys().all(|key| whole.attributes.contains_key(key)), "what only the table says stays");
    assert_eq!(whole.labels.len(), own.labels.len() + 1, "several labels per site");
}

fn merged(own: &[Site], lists: &[(&str, &Site)]) -> Vec<Site> {
    standard::merge(own, lists.iter().map(|(day, site)| (day.parse().expect("a day"), (*site).clone())))
}

#[test]
fn the_newest_source_has_the_word_and_keeps_what_it_does_not_tell() {
    let reference = support::small();
    let own = reference.sites().iter().find(|s| s.id == "saoneor-71076").expect("SaôneOr is named").clone();
    let told = own.number("available_ha").expect("the table gives the area free at SaôneOr");
    let list = |date: &str, area: &str, more: &str| {
        let text = format!(
            "site_id;site_nom;site_comm_insee;site_actu_date;site_surf_comm_dispo;ext_puissance_mva;ext_puissance_mva_min\n\
             71_1;SaôneOr;71076;{date};{area};{more}\n"
        );
        read(&text).accepted.remove(0)
    };
    // The table says it for a label of July 2020.
    let (older, newer) = (list("2019-05-01", "11", "9;"), list("2026-01-10", "12", ";10"));
    let site = merged(std::slice::from_ref(&own), &[("2026-02-03", &older)]).remove(0);
    assert_eq!((site.number("available_ha"), site.number("power_mva")), (Some(told), Some(9.0)), "an older source only completes");
    let site = merged(std::slice::from_ref(&own), &[("2026-02-03", &older), ("2026-02-04", &newer)]).remove(0);
    assert_eq!(site.number("available_ha"), Some(12.0));
    assert_eq!((site.number("power_mva"), site.number("power_mva_low")), (None, Some(10.0)), "no older figure beside a newer bound");
    // In whichever order they were received.
    let turned = merged(std::slice::from_ref(&own), &[("2026-02-03", &newer), ("2026-02-04", &older)]).remove(0);
    assert_eq!((turned.number("available_ha"), turned.number("power_mva_low")), (Some(12.0), Some(10.0)));
    // Without a date of its own, a list is as old as the day it was received.
    let undated = list("", "13", ";");
    assert_eq!(merged(&[own], &[("2026-02-03", &undated)]).remove(0).number("available_ha"), Some(13.0));
}

#[test]
fn a_table_that_comes_without_its_sites_is_attached_to_the_catalogue_and_each_orphan_is_told() {
    let reference = support::small();
    let own = reference.sites().iter().find(|s| s.id == "saoneor-71076").expect("SaôneOr is named").clone();
    let listed = read(&format!("{HEAD}\n{ROW}\n")).accepted.remove(0);
    let catalogue = [own.clone(), listed.clone()];
    let known = standard::Catalogue::of(&catalogue);
    let beside =
        |text: &str| reference::read_site_sheets_beside("t.csv", &sheets(text.as_bytes()).expect("a table"), &reference, None, &known);
    // Our own export names a site without another identifier by that of the catalogue.
    let procedures = "site_id;proc_type;proc_etat;proc_date\n71076_SITE-ECO_00007;archaeology;obtenue;2026-01-10\n\
        saoneor-71076;grid;obtenue;2026-01-11\nX_9;plu;obtenue;2026-01-12\n";
    let list = beside(procedures);
    assert_eq!((list.accepted.len(), list.rejected.len(), list.rejected[0].line), (2, 1, 4), "{:?}", list.rejected);
    assert!(list.rejected[0].what.fr.contains("« X_9 »") && list.rejected[0].what.fr.contains("site-procedure"));
    let site = list.accepted.iter().find(|s| s.id == listed.id).expect("attached");
    assert_eq!((site.anticipations.len(), site.number("area_ha"), site.labels.len()), (1, None, 0), "nothing else is said of it");
    let whole = merged(&[], &[("2026-02-01", &listed), ("2026-02-02", site)]).remove(0);
    assert_eq!((whole.number("area_ha"), whole.anticipations.len(), whole.name.as_str()), (Some(44.1), 1, "Parc des Prés"));
    // The official table of plots alone.
    let plots = "terr_id;site_id;terr_surf_brute;terr_stade_comm;terr_actu_date\nT1;71076_SITE-ECO_00007;9,9;en vente;2026-01-10\n\
        T2;Y_1;2;en vente;2026-01-10\n";
    let list = beside(plots);
    assert_eq!((list.accepted[0].number("plot_ha"), list.rejected.len()), (Some(9.9), 1));
    assert_eq!(list.accepted[0].source.date, Some(domain::Date::constant(2026, 1, 10)));
    // A row that was refused is told once, and what goes with it too.
    let list = beside("site_id;site_nom;site_comm_insee;ext_puissance_mva\nZ_1;;71076;12\n");
    assert_eq!((list.accepted.len(), list.rejected.len()), (0, 1), "{:?}", list.rejected);
}

/// A pole, two plots of its site, and three establishments: one on both plots, one of a natural person, one elsewhere.
const AROUND: [&str; 3] = [
    "pole_id;pole_nom;pole_vocadomi;pole_identif_date;pole_surface;pole_geompoint\n71076_POLE-ECO_00001;Pôle du Chalonnais;industrielle;2020-01-01;400;4.85, 46.80\n",
    "terr_id;site_id;terr_surf_brute;terr_stade_comm;terr_acquereur\nT1;71076_SITE-ECO_00007;9,9;en vente;Jeanne Roy\n\
        T2;71076_SITE-ECO_00007;2;en vente;\n",
    "SIRET;SIREN;terr_id;etab_raison_sociale;etab_nat_juridique;etab_nom;etab_contact_tel\n\
        41816609600069;418166096;T1|T2;Essai SAS;5710;Essai Chalon;0385000000\n\
        41816609600077;418166096;T2;Jeanne Roy;1000;Jeanne Roy;\n\
        41816609600085;418166096;T9;Ailleurs SAS;5710;Ailleurs;\n",
];

#[test]
fn poles_plots_and_establishments_are_kept_beside_the_sites_without_persons_and_given_back() {
    let reference = support::small();
    let mut tables = sheets(format!("{HEAD}\n{ROW}\n").as_bytes()).expect("a table");
    for text in AROUND {
        tables.extend(sheets(text.as_bytes()).expect("a table"));
    }
    let list = reference::read_site_sheets("zae.xlsx", &tables, &reference, None);
    assert_eq!((list.accepted.len(), list.rejected.len(), list.beside.len()), (1, 0, 5), "{:?}", list.rejected);
    let told: Vec<&str> = list.corrections.iter().map(|c| c.field.as_str()).collect();
    for field in ["etab_nat_juridique", "etab_contact_tel", "terr_acquereur"] {
        assert!(told.contains(&field), "{field} is left out and told: {told:?}");
    }
    let held = format!("{:?}", list.beside);
    assert!(!held.contains("Roy") && !held.contains("0385"), "{held}");
    let site = &list.accepted[0];
    let inventory = standard::Inventory::of(list.beside.clone());
    assert_eq!(inventory.pole(site).and_then(|held| held.record.text("pole_nom")), Some("Pôle du Chalonnais"));
    assert_eq!(inventory.pole(site).and_then(|held| held.source.date), Some(domain::Date::constant(2020, 1, 1)));
    assert_eq!(inventory.plots(site).iter().map(|held| held.record.number("terr_surf_brute")).collect::<Vec<_>>(), [Some(9.9), Some(2.0)]);
    let present: Vec<Option<&str>> = inventory.establishments(site).iter().map(|held| held.record.text("etab_nom")).collect();
    assert_eq!(present, [Some("Essai Chalon")], "on two plots, told once; what is elsewhere is not here");
    let around = inventory.around([site]);
    assert_eq!(around.iter().map(|record| record.class).collect::<Vec<_>>(), [Class::Pole, Class::Plot, Class::Plot, Class::Establishment]);
    let given = strict(around);
    assert_eq!(given.records.iter().map(|record| record.class).collect::<Vec<_>>(), [Class::Pole], "the others lack what is required");
    // The row received last has the word.
    let mut renamed = list.beside.iter().find(|row| row.table == "pole-eco").expect("the pole").clone();
    renamed.cells.insert("pole_nom".into(), "Pôle Sud".into());
    let inventory = standard::Inventory::of(list.beside.into_iter().chain([renamed]));
    assert_eq!(inventory.pole(site).and_then(|held| held.record.text("pole_nom")), Some("Pôle Sud"));
}

#[test]
fn labels_of_the_state_of_the_region_and_of_others_go_out_and_come_back_apart() {
    let reference = support::small();
    let text = "site_id;site_nom;site_comm_insee;ext_labels;ext_labels_region;ext_labels_autres\nA;Parc;71076;2021;Parc+;Site pilote\n";
    let labels = |site: &Site| site.labels.iter().map(|l| (l.wave.clone(), l.issuer)).collect::<Vec<_>>();
    let site = read(text).accepted.remove(0);
    assert_eq!(site.waves().collect::<Vec<_>>(), ["2021"]);
    assert_eq!(labels(&site).len(), 3);
    let given = standard::give(&site, &reference);
    let extension = given.more.iter().find(|r| r.class == Class::Extension).expect("an extension");
    assert_eq!(extension.list("ext_labels_region"), ["Parc+"]);
    let bytes = write::csv(Class::Extension, [extension]).expect("in memory");
    let again =
        reference::read_site_sheets_beside("x.csv", &sheets(&bytes).expect("a table"), &reference, None, &standard::Catalogue::of([&site]));
    assert_eq!(labels(&again.accepted[0]), labels(&site));
}

#[test]
fn no_known_risk_is_an_answer_and_a_risk_that_is_not_listed_is_none() {
    let risks = |told: &str| {
        let site = read(&format!("site_id;site_nom;site_comm_insee;ext_risques\nA;Parc;71076;{told}\n")).accepted.remove(0);
        (site.bool("pprt"), site.bool("flood"))
    };
    assert_eq!(risks("aucun connu"), (Some(false), Some(false)));
    assert_eq!(risks("cavités"), (None, None));
    assert_eq!(risks("PPRT"), (Some(true), None));
    assert_eq!(risks("aucun connu|PPRT"), (Some(true), None), "two answers that contradict each other");
}

#[test]
fn a_site_that_another_list_names_keeps_its_identity_and_what_that_list_told() {
    let reference = support::small();
    let beside = |text: &str, catalogue: &[Site]| {
        let known = standard::Catalogue::of(catalogue);
        reference::read_site_sheets_beside("t.csv", &sheets(text.as_bytes()).expect("a table"), &reference, None, &known)
    };
    let rich = read(&format!("{HEAD}\n{ROW}\n")).accepted.remove(0);
    // A later list with fewer columns, which names the site by its name and commune.
    let poor = beside("nom;code insee;surface disponible (ha)\nPARC DES PRES;71076;10\n", std::slice::from_ref(&rich)).accepted.remove(0);
    assert_eq!(poor.id, rich.id);
    let whole = merged(&[], &[("2026-02-01", &rich), ("2026-02-02", &poor)]);
    assert_eq!(whole.len(), 1);
    assert_eq!((whole[0].number("available_ha"), whole[0].number("power_mva")), (Some(10.0), Some(40.0)), "the richer record is kept");
    // The other way round: the list came first, the standard names the site later, and by its identifier ever after.
    let first = read("nom;code insee;surface disponible (ha)\nParc des Prés;71076;10\n").accepted.remove(0);
    let second = beside(&format!("{HEAD}\n{ROW}\n"), std::slice::from_ref(&first)).accepted.remove(0);
    assert_eq!((first.id.as_str(), second.id.as_str()), ("parc-des-pres-71076", "parc-des-pres-71076"));
    let catalogue = merged(&[], &[("2026-02-01", &first), ("2026-02-02", &second)]);
    let renamed = beside(&format!("{HEAD}\n{}\n", ROW.replace("Parc des Prés", "Parc du Pré")), &catalogue).accepted.remove(0);
    assert_eq!(renamed.id, first.id);
    // Two sites of the standard under one name are two.
    let twins = format!("{HEAD}\n{ROW}\n{}\n", ROW.replace("00007", "00008"));
    let ids: Vec<String> = beside(&twins, std::slice::from_ref(&first)).accepted.into_iter().map(|s| s.id).collect();
    assert_eq!(ids, ["parc-des-pres-71076", "71076-site-eco-00008"]);
}
