//! Whatever the ranking compares, or a project asks of a site, can be told of a site: in a file of the national standard with
//! our columns, in any list, and on the way back.

use crate::support;
use cnig::Record;
use domain::{Site, Value};
use locate::{CRITERIA, Reading};
use reference::{SITE_FIELDS, read_site_list, standard};

/// The characteristics that a criterion reads, each with what a cell says of it. The distance and the procedures are read
/// elsewhere; a brownfield is told by its table.
fn told() -> Vec<(&'static str, &'static str)> {
    let keys = CRITERIA.iter().filter(|spec| spec.id != "brownfield").flat_map(|spec| match spec.reading {
        Reading::Distance | Reading::Maturity => vec![],
        Reading::Yes | Reading::No => vec![(spec.keys[0], "oui")],
        Reading::Area | Reading::Line { .. } | Reading::Room => spec.keys.iter().map(|key| (*key, "7")).collect(),
    });
    keys.collect()
}

fn says(site: &Site, key: &str, cell: &str) -> bool {
    let value = if cell == "oui" { Value::Bool(true) } else { Value::Number(7.0) };
    site.attributes.get(key).is_some_and(|datum| datum.value == value)
}

#[test]
fn every_criterion_of_the_ranking_can_be_told_in_the_standard_and_comes_back() {
    let reference = support::small();
    assert!(told().len() > 120, "figures with their bounds, and answers by yes or no: {}", told().len());
    for (key, cell) in told() {
        let field = standard::field_of(key);
        let text = format!("site_id;site_nom;site_comm_insee;{field}\nA;Parc;71076;{cell}\n");
        let list = read_site_list("zae.csv", text.as_bytes(), &reference, None);
        let site = list.accepted.first().unwrap_or_else(|| panic!("{field}: {:?}", list.rejected));
        assert!(says(site, key, cell), "nothing writes {key}: {field}, {:?}", list.unread);
        let given = standard::give(site, &reference);
        let records: Vec<&Record> = std::iter::once(&given.site).chain(&given.more).collect();
        assert!(records.iter().any(|record| record.get(field).is_some()), "{field} is lost on the way back");
    }
}

#[test]
fn every_criterion_of_the_ranking_can_be_told_in_a_list_and_by_its_identifier() {
    let reference = support::small();
    for (key, cell) in told() {
        let field = standard::field_of(key);
        let list = read_site_list("liste.csv", format!("nom;code insee;{field}\nParc;71076;{cell}\n").as_bytes(), &reference, None);
        assert!(list.accepted.first().is_some_and(|site| says(site, key, cell)), "{field}: {:?}", list.rejected);
        assert!(SITE_FIELDS.iter().any(|f| f.id == key), "{key} can be chosen for a column");
    }
}

#[test]
fn a_figure_whose_heading_has_no_unit_is_not_taken_for_another() {
    let reference = support::small();
    let read = |text: &str| read_site_list("liste.csv", text.as_bytes(), &reference, None).accepted.remove(0);
    let said = read("nom;code insee;Tension de raccordement (kV);Réserve d’extension (m²);Terrain viabilisé\nParc;71076;63;20 000;oui\n");
    assert_eq!((said.number("voltage_kv"), said.number("reserve_ha"), said.bool("serviced")), (Some(63.0), Some(2.0), Some(true)));
    let unsaid = read("nom;code insee;Tension de raccordement;Prix demandé\nParc;71076;63000;450000\n");
    assert_eq!((unsaid.number("voltage_kv"), unsaid.number("price_eur_m2")), (None, None));
}

#[test]
fn what_is_reckoned_around_a_site_is_not_given_back_as_declared() {
    let reference = support::small();
    let text = "site_id;site_nom;site_comm_insee;ext_actifs_30\nA;Parc;71076;12000\n";
    let mut site = read_site_list("zae.csv", text.as_bytes(), &reference, None).accepted.remove(0);
    let field = |site: &Site| {
        let more = standard::give(site, &reference).more;
        more.iter().find_map(|record| record.number("ext_actifs_30"))
    };
    assert_eq!(field(&site), Some(12_000.0));
    site.attributes.get_mut("labour_30min").expect("told").status = domain::Status::Computed;
    assert_eq!(field(&site), None);
}
